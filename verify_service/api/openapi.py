"""The interface described in OpenAPI 3.1, from the same lists the code works with."""

from __future__ import annotations

import enum
from typing import Any

from dcc import __version__
from dcc.vocabulary import CertificateType
from verify_service import problems
from verify_service.config import ServiceConfig
from verify_service.matching import Match
from verify_service.records import Disclosure, EventType, Reason, Status

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"type": ["string", "null"]}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_MOMENT_OR_NULL: Json = {"type": ["string", "null"], "format": "date-time"}
_DAY_OR_NULL: Json = {"type": ["string", "null"], "format": "date"}
_WORDING: Json = {
    "type": "object",
    "description": "A text by language (ISO 639-1); the empty key is for every language.",
    "additionalProperties": _TEXT,
}
_XML: Json = {"application/xml": {"schema": {"type": "string", "format": "binary"}}}
_UPLOAD: Json = {
    **_XML,
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "format": "binary"}},
        }
    },
}


def describe_api(config: ServiceConfig) -> Json:
    """The OpenAPI document of a service."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Certificate register",
            "version": __version__,
            "description": "Register, verify and look up digital calibration certificates.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": config.base_url}],
        "paths": {**_public_paths(), **_managed_paths(), **_health_paths()},
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _public_paths() -> Json:
    return {
        "/c/{id}": {
            "get": _call("What a QR code opens: HTML, or JSON when asked for", [_ID], _ok("Record"), 404)
        },
        "/i/{code}": {
            "get": _call(
                "An instrument's certificates, newest first", [_path("code")], _ok("Instrument"), 404
            )
        },
        "/api/v1/certificates/{id}": {
            "get": _call("The public record of a certificate", [_ID], _ok("Record"), 404)
        },
        "/api/v1/certificates/{id}/status": {
            "get": _call(
                "How a certificate stands, or stood",
                [_ID, _query("at", _MOMENT), _query("as_known_at", _MOMENT)],
                _ok("StatusAnswer"),
                400,
                404,
                422,
            )
        },
        "/api/v1/digests/sha256/{hex}": {
            "get": _call(
                "Whether a file with this digest is registered",
                [_path("hex")],
                _ok("DigestAnswer"),
                400,
                404,
            )
        },
        "/api/v1/verify": {
            "post": _call(
                "Verify a file and compare it with the register",
                [],
                _ok("Report"),
                400,
                413,
                415,
                body=_UPLOAD,
            )
        },
    }


def _managed_paths() -> Json:
    filters = [_query(name, _TEXT) for name in ("number", "customer", "q", "cursor")]
    filters += [
        _query("type", _one_of(CertificateType)),
        _query("status", _one_of(Status)),
        _query("from", {"type": "string", "format": "date"}),
        _query("to", {"type": "string", "format": "date"}),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
    ]
    return {
        "/api/v1/certificates": {
            "get": _keyed(_call("Search certificates", filters, _ok("Page"), 400, 422)),
            "post": _keyed(
                _call(
                    "Register a certificate that verifies as passed",
                    [_query("disclose", _one_of(Disclosure))],
                    {"201": _answer("Registered", "Published")},
                    409,
                    413,
                    415,
                    422,
                    body=_UPLOAD,
                )
            ),
        },
        "/api/v1/certificates/{id}/events": {
            "get": _keyed(_call("What happened to a certificate", [_ID], _ok("Events"), 404)),
            "post": _keyed(
                _call(
                    "Suspend, reinstate or supplement; ask to void or replace",
                    [_ID],
                    {
                        "201": _answer("In effect", "EventAnswer"),
                        "202": _answer("Waits for approval; suspended at once", "EventAnswer"),
                    },
                    400,
                    404,
                    409,
                    415,
                    422,
                    body={"application/json": {"schema": _ref("EventRequest")}},
                )
            ),
        },
        "/api/v1/certificates/{id}/events/{event}/approve": {
            "post": _keyed(
                _call(
                    "Let an event take effect that another actor asked for",
                    [_ID, _path("event")],
                    {"201": _answer("In effect", "EventAnswer")},
                    404,
                    409,
                )
            )
        },
        "/api/v1/numbers": {
            "post": _keyed(
                _call(
                    "The next number of a series, never given twice",
                    [],
                    {"201": _answer("The number", "Number")},
                    400,
                    415,
                    422,
                    body={"application/json": {"schema": _object({"series": _TEXT})}},
                )
            )
        },
    }


def _health_paths() -> Json:
    state = {"200": _answer("Its state", "State")}
    return {
        "/livez": {"get": _call("The process answers", [], state)},
        "/readyz": {
            "get": _call("It can work", [], {**state, "503": _answer("It cannot", "State")}),
        },
        "/metrics": {
            "get": _call("Figures for Prometheus", [], {"200": {"description": "Text format 0.0.4"}}, 503)
        },
        "/openapi.json": {"get": _call("This document", [], {"200": {"description": "OpenAPI 3.1"}})},
    }


def _schemas() -> Json:
    standing = {
        "id": _TEXT,
        "number": _TEXT,
        "status": _one_of(Status),
        "since": _MOMENT,
        "reason": {"enum": [*(reason.value for reason in Reason), None]},
        "replaced_by": _TEXT_OR_NULL,
        "replaces": _TEXT_OR_NULL,
        "supplements": _TEXT_OR_NULL,
        "supplemented_by": {"type": "array", "items": _TEXT},
    }
    record = {
        **standing,
        "url": _TEXT,
        "type": _one_of(CertificateType),
        "laboratory": _object({"name": _WORDING, "code": _TEXT_OR_NULL}),
        "issue_date": _DAY_OR_NULL,
        "valid_until": _DAY_OR_NULL,
        "items": {
            "type": "array",
            "items": _object(
                {
                    "kind": _WORDING,
                    "manufacturer": _TEXT_OR_NULL,
                    "model": _TEXT_OR_NULL,
                    "serial": _TEXT_OR_NULL,
                }
            ),
        },
    }
    sometimes = {
        "conclusion": _TEXT_OR_NULL,
        "customer": _TEXT,
        "notes": {"type": "array", "items": _TEXT},
    }
    event = {
        "id": _TEXT,
        "certificate": _TEXT,
        "type": _one_of(EventType),
        "state": {"enum": ["pending", "effective", "declined"]},
        "reason": {"enum": [*(reason.value for reason in Reason), None]},
        "note": _TEXT,
        "by": _TEXT_OR_NULL,
        "effective_from": _MOMENT_OR_NULL,
        "recorded_at": _MOMENT,
        "actor": _TEXT,
        "approved_by": _TEXT_OR_NULL,
        "approved_at": _MOMENT_OR_NULL,
    }
    return {
        "Record": _object(record, **sometimes),
        "StatusAnswer": _object({**standing, "produced_at": _MOMENT, "next_update": _MOMENT}),
        "DigestAnswer": _object({"sha256": _TEXT, "registered": {"const": True}, **record}, **sometimes),
        "Instrument": _object({"code": _TEXT, "certificates": {"type": "array", "items": _ref("Record")}}),
        "Page": _object({"certificates": {"type": "array", "items": _ref("Record")}, "next": _TEXT_OR_NULL}),
        "Published": _object({"id": _TEXT, "number": _TEXT, "url": _TEXT, "sha256": _TEXT}),
        "EventRequest": _object(
            {"type": _one_of(EventType)},
            reason=_one_of(Reason),
            note=_TEXT,
            by=_TEXT,
            effective_from=_MOMENT,
        ),
        "Event": _object(event),
        "Events": _object({"events": {"type": "array", "items": _ref("Event")}}),
        "EventAnswer": _object({**event, "status": _one_of(Status)}),
        "Number": _object({"number": _TEXT}),
        "State": _object({"status": _TEXT}, database=_TEXT, trust=_TEXT),
        "Report": {
            "type": "object",
            "description": "The report of dcc verify, with what the register says of the file.",
            "required": ["verdict", "checked_at", "findings", "signatures", "document", "register"],
            "properties": {
                "verdict": {"enum": ["passed", "indeterminate", "failed"]},
                "checked_at": _MOMENT,
                "findings": {"type": "array", "items": {"type": "object"}},
                "signatures": {"type": "array", "items": {"type": "object"}},
                "document": {"type": "object"},
                "register": {
                    "type": "object",
                    "required": ["match"],
                    "properties": {"match": _one_of(Match)},
                },
            },
        },
        "Problem": {
            "type": "object",
            "description": "Problem details (RFC 9457).",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"enum": [f"/problems/{kind.name}" for kind in problems.KINDS]},
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
            },
        },
    }


def _call(
    summary: str, parameters: list[Json], answers: Json, *faults: int, body: Json | None = None
) -> Json:
    call: Json = {"summary": summary, "parameters": parameters, "responses": dict(answers)}
    if body is not None:
        call["requestBody"] = {"required": True, "content": body}
    for status in sorted(faults):
        call["responses"][str(status)] = _problem(status)
    return call


def _keyed(call: Json) -> Json:
    """A call that needs an API key."""
    refused = {"401": _problem(401), "403": _problem(403)}
    return {**call, "security": [{"key": []}], "responses": {**call["responses"], **refused}}


def _problem(status: int) -> Json:
    titles = " / ".join(kind.title for kind in problems.KINDS if kind.status == status)
    return {
        "description": titles,
        "content": {"application/problem+json": {"schema": _ref("Problem")}},
    }


def _ok(schema: str) -> Json:
    return {"200": _answer("Found", schema)}


def _answer(description: str, schema: str) -> Json:
    return {"description": description, "content": {"application/json": {"schema": _ref(schema)}}}


def _object(required: Json, **optional: Json) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


def _one_of(words: type[enum.StrEnum]) -> Json:
    return {"enum": [word.value for word in words]}


def _ref(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


_ID = _path("id")

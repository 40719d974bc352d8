"""The interface described in OpenAPI 3.1, from the same lists the code works with."""

from __future__ import annotations

from dcc import __version__
from dcc.vocabulary import CertificateType
from verify_service import problems
from verify_service.api.schemas import MOMENT, TEXT, Json, an_object, describe_schemas, one_of, ref
from verify_service.config import ServiceConfig
from verify_service.numbering import LONGEST_NAME
from verify_service.records import Disclosure, Status

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

_SERIES: Json = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}


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
            "schemas": describe_schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _public_paths() -> Json:
    return {
        "/c/{id}": {
            "get": _page(
                _call("What a QR code opens: HTML, or JSON when asked for", [_ID], _ok("Record"), 404)
            )
        },
        "/i/{code}": {
            "get": _page(
                _call("An instrument's certificates, newest first", [_path("code")], _ok("Instrument"), 404)
            )
        },
        "/api/v1/certificates/{id}": {
            "get": _call("The public record of a certificate", [_ID], _ok("Record"), 404)
        },
        "/api/v1/certificates/{id}/status": {
            "get": _call(
                "How a certificate stands, or stood",
                [_ID, _query("at", MOMENT), _query("as_known_at", MOMENT)],
                _ok("StatusAnswer"),
                400,
                404,
                422,
            )
        },
        "/api/v1/digests/sha256/{hex}": {
            "get": _call(
                "Whether a file with this digest is registered",
                [{**_path("hex"), "schema": {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}}],
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
    filters = [_query(name, TEXT) for name in ("number", "customer", "q")]
    filters += [
        _query("type", one_of(CertificateType)),
        _query("status", one_of(Status)),
        _query("from", {"type": "string", "format": "date"}),
        _query("to", {"type": "string", "format": "date"}),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
        _query("cursor", {"type": "string", "pattern": "^[1-9][0-9]{0,9}$"}),
    ]
    return {
        "/api/v1/certificates": {
            "get": _keyed(_call("Search certificates", filters, _ok("Page"), 400, 422)),
            "post": _keyed(
                _call(
                    "Register a certificate that verifies as passed",
                    [_query("disclose", one_of(Disclosure))],
                    {"201": _answer("Registered", "Published")},
                    400,
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
                    body={"application/json": {"schema": ref("EventRequest")}},
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
                    body={"application/json": {"schema": an_object({"series": _SERIES})}},
                )
            )
        },
    }


def _health_paths() -> Json:
    state = {"200": _answer("Its state", "State")}
    return {
        "/livez": {"get": {"summary": "The process answers", "responses": state}},
        "/readyz": {
            "get": _call("It can work", [], {**state, "503": _answer("It cannot", "State")}),
        },
        "/metrics": {
            "get": _call("Figures for Prometheus", [], {"200": {"description": "Text format 0.0.4"}})
        },
        "/openapi.json": {
            "get": {"summary": "This document", "responses": {"200": {"description": "OpenAPI 3.1"}}}
        },
    }


def _call(
    summary: str, parameters: list[Json], answers: Json, *faults: int, body: Json | None = None
) -> Json:
    """A call; each can be answered 503, while the register or the trust folder does not answer."""
    call: Json = {"summary": summary, "parameters": parameters, "responses": dict(answers)}
    if body is not None:
        call["requestBody"] = {"required": True, "content": body}
    for status in (*faults, 503):
        call["responses"].setdefault(str(status), _problem(status))
    return call


def _page(call: Json) -> Json:
    """A call whose every answer is a page, unless JSON was asked for."""
    for said in call["responses"].values():
        said["content"]["text/html"] = {"schema": TEXT}
    return call


def _keyed(call: Json) -> Json:
    """A call that needs an API key."""
    refused = {"401": _problem(401), "403": _problem(403)}
    return {**call, "security": [{"key": []}], "responses": {**call["responses"], **refused}}


def _problem(status: int) -> Json:
    titles = " / ".join(kind.title for kind in problems.KINDS if kind.status == status)
    return {
        "description": titles,
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }


def _ok(schema: str) -> Json:
    return {"200": _answer("Found", schema)}


def _answer(description: str, schema: str) -> Json:
    return {"description": description, "content": {"application/json": {"schema": ref(schema)}}}


def _path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


_ID = _path("id")

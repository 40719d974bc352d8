"""What the interface's answers and requests hold, as JSON Schema for its OpenAPI description."""

from __future__ import annotations

import enum
from typing import Any

from dcc.vocabulary import CertificateType
from verify_service import problems
from verify_service.matching import Match
from verify_service.records import EventType, Reason, Status
from verify_service.register import LONGEST_NOTE

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"type": ["string", "null"]}
MOMENT: Json = {"type": "string", "format": "date-time"}
_MOMENT_OR_NULL: Json = {"type": ["string", "null"], "format": "date-time"}
_DAY_OR_NULL: Json = {"type": ["string", "null"], "format": "date"}
_WORDING: Json = {
    "type": "object",
    "description": "A text by language (ISO 639-1); the empty key is for every language.",
    "additionalProperties": TEXT,
}


def describe_schemas() -> Json:
    """Every schema by its name."""
    standing = {
        "id": TEXT,
        "number": TEXT,
        "status": one_of(Status),
        "since": MOMENT,
        "reason": {"enum": [*(reason.value for reason in Reason), None]},
        "replaced_by": _TEXT_OR_NULL,
        "replaces": _TEXT_OR_NULL,
        "supplements": _TEXT_OR_NULL,
        "supplemented_by": {"type": "array", "items": TEXT},
    }
    record = {
        **standing,
        "url": TEXT,
        "type": one_of(CertificateType),
        "laboratory": an_object({"name": _WORDING, "code": _TEXT_OR_NULL}),
        "issue_date": _DAY_OR_NULL,
        "valid_until": _DAY_OR_NULL,
        "items": {
            "type": "array",
            "items": an_object(
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
        "customer": TEXT,
        "notes": {"type": "array", "items": TEXT},
    }
    event = {
        "id": TEXT,
        "certificate": TEXT,
        "type": one_of(EventType),
        "state": {"enum": ["pending", "effective", "declined"]},
        "reason": {"enum": [*(reason.value for reason in Reason), None]},
        "note": TEXT,
        "by": _TEXT_OR_NULL,
        "effective_from": _MOMENT_OR_NULL,
        "recorded_at": MOMENT,
        "actor": TEXT,
        "approved_by": _TEXT_OR_NULL,
        "approved_at": _MOMENT_OR_NULL,
    }
    return {
        "Record": an_object(record, **sometimes),
        "StatusAnswer": an_object({**standing, "produced_at": MOMENT, "next_update": MOMENT}),
        "DigestAnswer": an_object({"sha256": TEXT, "registered": {"const": True}, **record}, **sometimes),
        "Instrument": an_object({"code": TEXT, "certificates": {"type": "array", "items": ref("Record")}}),
        "Page": an_object({"certificates": {"type": "array", "items": ref("Record")}, "next": _TEXT_OR_NULL}),
        "Published": an_object({"id": TEXT, "number": TEXT, "url": TEXT, "sha256": TEXT}),
        "EventRequest": an_object(
            {"type": one_of(EventType)},
            reason=one_of(Reason),
            note={"type": "string", "maxLength": LONGEST_NOTE},
            by=TEXT,
            effective_from=MOMENT,
        ),
        "Event": an_object(event),
        "Events": an_object({"events": {"type": "array", "items": ref("Event")}}),
        "EventAnswer": an_object({**event, "status": one_of(Status)}),
        "Number": an_object({"number": TEXT}),
        "State": an_object({"status": TEXT}, database=TEXT, trust=TEXT),
        "Report": {
            "type": "object",
            "description": "The report of dcc verify, with what the register says of the file.",
            "required": ["verdict", "checked_at", "findings", "signatures", "document", "register"],
            "properties": {
                "verdict": {"enum": ["passed", "indeterminate", "failed"]},
                "checked_at": MOMENT,
                "findings": {"type": "array", "items": {"type": "object"}},
                "signatures": {"type": "array", "items": {"type": "object"}},
                "document": {"type": "object"},
                "register": {
                    "type": "object",
                    "required": ["match"],
                    "properties": {"match": one_of(Match)},
                },
            },
        },
        "Problem": {
            "type": "object",
            "description": "Problem details (RFC 9457).",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"enum": [f"/problems/{kind.name}" for kind in problems.KINDS]},
                "title": TEXT,
                "status": {"type": "integer"},
                "detail": TEXT,
            },
        },
    }


def an_object(required: Json, **optional: Json) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


def one_of(words: type[enum.StrEnum]) -> Json:
    return {"enum": [word.value for word in words]}


def ref(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}

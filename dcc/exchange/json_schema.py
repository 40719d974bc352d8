"""The JSON Schema of certificates, made from the one description.

``python -m dcc.exchange.json_schema > dcc/exchange/dcc.schema.json`` makes the published file; a test holds
it to what this module says.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from dcc.exchange.json_keys import AS_WRITTEN, choices_of, keys_of
from dcc.model import (
    Base64,
    Boolean,
    Certificate,
    Date,
    DateTime,
    Duration,
    ForeignXml,
    Number,
    NumberList,
    Tokens,
)
from dcc.xml.description import LATEST, REPEATED, Part, Place
from dcc.xml.names import VERSIONS
from dcc.xml.plan import descriptions

_BLANK = "[ \\t\\r\\n]*"
_STRING = {"$ref": "#/$defs/string"}
_WRITABLE = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]*$"
_ZONE = "(Z|[+-][0-9][0-9]:[0-9][0-9])?"
_TIME = "T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\\.[0-9]+)?"
_DAY = "-?[0-9]{4,}-[0-9][0-9]-[0-9][0-9]"

TEXTS: dict[type, tuple[str, dict[str, Any]]] = {
    str: (
        "string",
        {
            "description": "Any text without the characters that XML has no form for.",
            "type": "string",
            "pattern": _WRITABLE,
        },
    ),
    Number: (
        "number",
        {
            "description": "A number with the digits it is stated with, as a text.",
            "type": "string",
            "pattern": f"^{_BLANK}([-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([Ee][-+]?[0-9]+)?|NaN){_BLANK}$",
        },
    ),
    NumberList: (
        "numberList",
        {
            "description": "Numbers with blanks between them, however many, as one text.",
            "type": "string",
            "pattern": "^[-+0-9.EeNa \\t\\r\\n]*$",
        },
    ),
    Tokens: (
        "tokens",
        {
            "description": "Words with blanks between them, as one text.",
            "type": "string",
            "pattern": _WRITABLE,
        },
    ),
    Boolean: (
        "boolean",
        {
            "description": "true or false; a text where a document spells it otherwise, such as 1.",
            "anyOf": [
                {"type": "boolean"},
                {"type": "string", "pattern": f"^{_BLANK}(true|false|1|0){_BLANK}$"},
            ],
        },
    ),
    Date: ("date", {"type": "string", "pattern": f"^{_BLANK}{_DAY}{_ZONE}{_BLANK}$"}),
    DateTime: (
        "dateTime",
        {
            "type": "string",
            "pattern": f"^{_BLANK}{_DAY}{_TIME}{_ZONE}{_BLANK}$",
        },
    ),
    Duration: ("duration", {"type": "string", "pattern": f"^{_BLANK}-?P[0-9YMDTHS.]+{_BLANK}$"}),
    Base64: ("base64", {"type": "string", "pattern": "^[A-Za-z0-9+/= \\t\\r\\n]*$"}),
    ForeignXml: (
        "foreignXml",
        {
            "description": "One element of another XML language, or a signature, as its text.",
            "type": "string",
            "pattern": "^[ \\t\\r\\n]*<",
        },
    ),
}
"""What texts with a meaning may be: a name among the definitions, and its schema."""

_NOTES: dict[str, Any] = {
    "namespaces": {"type": "object", "additionalProperties": _STRING},
    "prefix": _STRING,
    "attributes": {"type": "object", "additionalProperties": _STRING},
}
_NOTES_OF_TEXT: dict[str, Any] = {
    "key": {"type": "string"},
    "position": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
}

HOW_WRITTEN: dict[str, Any] = {
    "description": (
        "How a document in XML put something where the standard leaves a choice; only there to write it back "
        "alike, and best left out of certificates that are made as JSON."
    ),
    "type": "object",
    "properties": {
        **_NOTES,
        "order": {"type": "array", "items": {"type": "string"}},
        "instructions": {"type": "array", "items": _STRING},
        "texts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {**_NOTES, **_NOTES_OF_TEXT},
                "required": list(_NOTES_OF_TEXT),
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of certificates of every version, exact for each of them."""
    names = _names()
    definitions: dict[str, Any] = dict(TEXTS.values())
    definitions[AS_WRITTEN] = HOW_WRITTEN
    for (cls, version), name in sorted(names.items(), key=lambda item: item[1]):
        definitions[name] = _definition(cls, version, names)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Digital calibration certificate",
        "description": (
            "A certificate of DCC 2.4.0 to 3.3.0 as JSON: keys are the names of elements and attributes "
            "without prefix, numbers are texts that keep their digits."
        ),
        "type": "object",
        "required": ["schemaVersion"],
        "properties": {"schemaVersion": {"enum": list(VERSIONS)}},
        "allOf": [
            {
                "if": {"properties": {"schemaVersion": {"const": version}}},
                "then": {"$ref": f"#/$defs/{names[Certificate, version]}"},
            }
            for version in reversed(VERSIONS)
        ],
        "$defs": definitions,
    }


def as_text() -> str:
    """The published file: ``json_schema()`` as indented JSON."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _definition(cls: type, version: str, names: dict[tuple[type, str], str]) -> dict[str, Any]:
    keys = keys_of(cls, version)
    properties = {key: _property(part, cls, version, names) for key, part in keys.items()}
    if cls is Certificate:
        properties["$schema"] = {"type": "string"}
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {**properties, AS_WRITTEN: {"$ref": f"#/$defs/{AS_WRITTEN}"}},
        "required": [key for key, part in keys.items() if part.place in (Place.ONE, Place.TEXT)],
        "additionalProperties": False,
    }


def _property(part: Part, cls: type, version: str, names: dict[tuple[type, str], str]) -> dict[str, Any]:
    if part.place is Place.CHOICE:
        choices = choices_of(cls, version)
        items = {
            "type": "object",
            "properties": {key: _reference(choice, version, names) for key, choice in choices.items()},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
        return {"type": "array", "items": items}
    reference = _reference(part, version, names)
    return {"type": "array", "items": reference} if part.place in REPEATED else reference


def _reference(part: Part, version: str, names: dict[tuple[type, str], str]) -> dict[str, Any]:
    if part.described:
        return {"$ref": f"#/$defs/{names[part.type, version]}"}
    return {"$ref": f"#/$defs/{TEXTS[part.type][0]}"} if part.type in TEXTS else _STRING


def _names() -> dict[tuple[type, str], str]:
    """The name of the definition for each class in each version that a certificate of it can hold.

    Versions that describe a class alike, down to the last part, share a definition, which is named after
    the newest of them; the newest version's goes by the name of the class alone.
    """
    likeness = _likeness()
    newest: dict[tuple[type, Any], str] = {}
    for version in reversed(VERSIONS):
        for cls in _used(version):
            newest.setdefault((cls, likeness[cls, version]), version)
    names = {}
    for version in VERSIONS:
        for cls in _used(version):
            shared = newest[cls, likeness[cls, version]]
            names[cls, version] = cls.__name__ if shared == LATEST else f"{cls.__name__}-{shared}"
    return names


def _used(version: str) -> list[type]:
    found: dict[type, None] = {Certificate: None}
    waiting: list[type] = [Certificate]
    while waiting:
        for part in _parts(waiting.pop(), version):
            if part.described and part.type not in found:
                found[part.type] = None
                waiting.append(part.type)
    return list(found)


def _parts(cls: type, version: str) -> tuple[Part, ...]:
    chosen = choices_of(cls, version).values()
    return (*(part for part in keys_of(cls, version).values() if part.place is not Place.CHOICE), *chosen)


def _likeness() -> dict[tuple[type, str], int]:
    """A number for each class in each version; equal where everything said of the class is equal.

    At first all are taken to be alike; what differs in its own parts or in what these were found to be is
    then told apart, until nothing more differs.
    """
    every = [(cls, version) for version in VERSIONS for cls in descriptions()]
    likeness = dict.fromkeys(every, 0)
    while True:
        said = {
            (cls, version): (
                cls,
                tuple(
                    (part.place, part.name, part.field, part.type, likeness.get((part.type, version)))
                    for part in _parts(cls, version)
                ),
            )
            for cls, version in every
        }
        numbers = {words: number for number, words in enumerate(dict.fromkeys(said.values()))}
        refined = {key: numbers[words] for key, words in said.items()}
        if len(numbers) == len(set(likeness.values())):
            return refined
        likeness = refined


if __name__ == "__main__":
    sys.stdout.write(as_text())

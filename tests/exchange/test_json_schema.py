"""The published JSON Schema says what reading JSON says, and is the one its module makes."""

from __future__ import annotations

import copy
import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dcc
from dcc.exchange.json import to_json
from dcc.exchange.json_schema import as_text, json_schema
from dcc.xml.names import VERSIONS
from tests.corpora import PROJECT
from tests.exchange.test_json import MISTAKES, NOTED, VALID
from tests.xml.test_round_trips import CERTIFICATES
from tests.xsd import generate

PUBLISHED = PROJECT / "dcc" / "exchange" / "dcc.schema.json"


@functools.cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8")))


def faults(value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(value)]


def test_the_published_file_is_current() -> None:
    assert PUBLISHED.read_text("utf-8") == as_text(), (
        "run: python -m dcc.exchange.json_schema > dcc/exchange/dcc.schema.json"
    )


def test_it_is_a_json_schema_of_2020_12() -> None:
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_definition_is_used_and_every_reference_leads_somewhere() -> None:
    text = as_text()
    definitions = json_schema()["$defs"]
    unused = [name for name in definitions if f'"#/$defs/{name}"' not in text]
    assert unused == []
    references = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert references == set(definitions)


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.name)
def test_it_accepts_the_certificates_of_the_corpora(path: Path) -> None:
    found = faults(to_json(dcc.read(path.read_bytes())))
    if path.name == "PTB-M4D__CSV2DCC__TemperatureParameter.xml":  # its values are names of places to fill in
        assert found
        assert all("does not match" in fault for fault in found)
    else:
        assert found == []


@pytest.mark.parametrize("version", VERSIONS)
def test_it_accepts_the_whole_language(version: str) -> None:
    for data in generate.generate(version):
        assert faults(to_json(dcc.read(data))) == []


@pytest.mark.parametrize("data", NOTED.values(), ids=NOTED.keys())
def test_it_accepts_how_a_document_was_written(data: bytes) -> None:
    assert faults(to_json(dcc.read(data))) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_it_finds_what_reading_finds(name: str) -> None:
    change, *_ = MISTAKES[name]
    value = copy.deepcopy(VALID)
    change(value)
    found = faults(value)
    assert bool(found) == (name not in UNSEEN and not name.startswith("what cannot be written")), found


UNSEEN = {
    "XML that is none",
    "XML with a document type",
    "half a character",
    "an order of unknown keys",
}
"""Mistakes that a JSON Schema cannot see."""


def test_it_tells_versions_apart() -> None:
    older = [fault.partition(": ") for fault in faults(VALID | {"schemaVersion": "3.1.2"})]
    assert {place for place, _, _ in older} == {
        "$.administrativeData.coreData",
        "$.measurementResults.measurementResult[0].results.result[0].data.content[0].quantity.real",
    }
    assert any("'issueDate' was unexpected" in message for _, _, message in older)
    assert faults(VALID | {"schemaVersion": "9.9.9"})

"""``dcc convert`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dcc as library
from tests.cli.commands import dcc
from tests.documents import minimal
from tests.xml.canonical import canonical

SIGNATURE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>'


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "certificate.xml"
    path.write_bytes(minimal())
    return path


def test_xml_becomes_json_and_xml_again(certificate: Path, tmp_path: Path) -> None:
    there = dcc("convert", certificate, "-o", tmp_path / "certificate.json")
    assert (there.status, there.messages) == (0, "")
    assert "certificate K-2026-0001 (DCC 3.3.0) as JSON" in there.output
    value = json.loads((tmp_path / "certificate.json").read_text("utf-8"))
    assert value["administrativeData"]["coreData"]["uniqueIdentifier"] == "K-2026-0001"
    back = dcc("convert", tmp_path / "certificate.json", "-o", tmp_path / "again.XML")
    assert (back.status, back.messages) == (0, "")
    assert canonical((tmp_path / "again.XML").read_bytes()) == canonical(minimal())


def test_a_signature_is_carried_along_but_not_vouched_for(tmp_path: Path) -> None:
    signed = tmp_path / "signed.xml"
    signed.write_bytes(minimal(after=SIGNATURE))
    there = dcc("convert", signed, "-o", tmp_path / "signed.json")
    assert there.status == 0
    assert "a signature that holds only for that file" in there.messages
    back = dcc("convert", tmp_path / "signed.json", "-o", tmp_path / "again.xml")
    assert back.status == 0
    assert "only for the file that was signed" in back.messages
    assert library.read((tmp_path / "again.xml").read_bytes()).signature


def test_several_signatures_are_counted(tmp_path: Path) -> None:
    signed = tmp_path / "signed.xml"
    signed.write_bytes(minimal(after=SIGNATURE * 4))
    assert "4 signatures that hold" in dcc("convert", signed, "-o", tmp_path / "signed.json").messages


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".pdf", ""])
def test_forms_that_are_not_there_are_named_with_those_that_are(
    certificate: Path, tmp_path: Path, suffix: str
) -> None:
    outcome = dcc("convert", certificate, "-o", tmp_path / f"out{suffix}")
    assert outcome.status == 2
    assert suffix or "(none)" in outcome.messages
    assert ".xml and .json" in outcome.messages
    assert [path.name for path in tmp_path.iterdir()] == ["certificate.xml"]


def test_the_same_form_on_both_sides_is_wrong_use(certificate: Path, tmp_path: Path) -> None:
    outcome = dcc("convert", certificate, "-o", tmp_path / "copy.xml")
    assert outcome.status == 2
    assert "both XML" in outcome.messages


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bad.json", b'{"schemaVersion": "3.3.0"}', "JSON-MISSING"),
        ("bad.json", b"{", "JSON-MALFORMED"),
        ("bad.xml", b"<!DOCTYPE a><a/>", "XML-DOCTYPE"),
        ("bad.xml", minimal().replace(b"dcc:city", b"dcc:town"), "DOCUMENT-UNREADABLE"),
    ],
)
def test_a_bad_document_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    outcome = dcc("convert", tmp_path / name, "-o", tmp_path / f"out.{'xml' if 'json' in name else 'json'}")
    assert outcome.status == 1
    assert code in outcome.messages
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_json_can_say_and_xml_cannot_is_refused(certificate: Path, tmp_path: Path) -> None:
    text = certificate.with_suffix(".json")
    assert dcc("convert", certificate, "-o", text).status == 0
    text.write_text(text.read_text("utf-8").replace("Thermometer", "Thermo\\u0007meter"), "utf-8")
    outcome = dcc("convert", text, "-o", tmp_path / "out.xml")
    assert outcome.status == 1
    assert "U+0007" in outcome.messages
    assert not (tmp_path / "out.xml").exists()


def test_a_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    outcome = dcc("convert", tmp_path / "absent.xml", "-o", tmp_path / "out.json")
    assert outcome.status == 3
    assert "absent.xml" in outcome.messages


def test_a_folder_that_is_not_there_is_the_environments_fault(certificate: Path, tmp_path: Path) -> None:
    outcome = dcc("convert", certificate, "-o", tmp_path / "absent" / "out.json")
    assert outcome.status == 3


def test_a_file_over_the_cap_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(200 << 20)
    outcome = dcc("convert", tmp_path / "huge.xml", "-o", tmp_path / "huge.json")
    assert outcome.status == 1
    assert "XML-TOO-LARGE" in outcome.messages

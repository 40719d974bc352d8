"""``dcc upgrade`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.commands import dcc

OLD = Path(__file__).parent.parent / "upgrade" / "everything-2.4.0.xml"


def signed(folder: Path) -> Path:
    end = b"</dcc:digitalCalibrationCertificate>"
    path = folder / "signed.xml"
    signature = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    path.write_bytes(OLD.read_bytes().replace(end, signature + end))
    return path


def test_every_change_is_printed(tmp_path: Path) -> None:
    outcome = dcc("upgrade", OLD, "--to", "3.3.0", "-o", tmp_path / "new.xml")
    assert outcome.status == 0
    assert "DCC 2.4.0 → 3.3.0" in outcome.output
    assert "element dcc:state → element dcc:status" in outcome.output
    assert "(nothing) → other" in outcome.output
    assert outcome.messages == ""
    assert b'schemaVersion="3.3.0"' in (tmp_path / "new.xml").read_bytes()


def test_the_list_comes_as_json(tmp_path: Path) -> None:
    outcome = dcc("upgrade", OLD, "-o", tmp_path / "new.xml", "--format", "json")
    report = json.loads(outcome.output)
    assert (report["from"], report["to"], report["signatures_dropped"]) == ("2.4.0", "3.3.0", 0)
    assert set(report["changes"][0]) == {"what", "where", "old", "new", "why"}


def test_a_dropped_signature_is_said_on_standard_error(tmp_path: Path) -> None:
    outcome = dcc("upgrade", signed(tmp_path), "-o", tmp_path / "new.xml")
    assert outcome.status == 0
    assert "is signed" in outcome.messages
    assert "signature 1 of 1" in outcome.output


def test_a_signed_document_is_not_replaced_by_its_upgrade(tmp_path: Path) -> None:
    path = signed(tmp_path)
    before = path.read_bytes()
    outcome = dcc("upgrade", path, "-o", path)
    assert outcome.status == 2
    assert "without the signatures" in outcome.messages
    assert path.read_bytes() == before


def test_what_cannot_be_upgraded_leaves_no_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_bytes(OLD.read_bytes().replace(b"<si:value>020.10</si:value>", b"<si:value>warm</si:value>"))
    outcome = dcc("upgrade", bad, "-o", tmp_path / "new.xml")
    assert outcome.status == 1
    assert "UPGRADE-NOT-ACCEPTED" in outcome.messages
    assert not (tmp_path / "new.xml").exists()


def test_only_the_newest_version_can_be_reached(tmp_path: Path) -> None:
    outcome = dcc("upgrade", OLD, "--to", "3.1.0", "-o", tmp_path / "new.xml")
    assert outcome.status == 2


def test_a_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    outcome = dcc("upgrade", tmp_path / "absent.xml", "-o", tmp_path / "new.xml")
    assert outcome.status == 3

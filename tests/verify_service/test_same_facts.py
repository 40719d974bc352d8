"""What a certificate states is the same in register, page, API, report and ``show``."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

import dcc
from dcc.facts.certificate import CertificateFacts, facts_of
from dcc.render.terminal import show
from dcc.vocabulary import CertificateType
from tests.verify_service.conftest import Running
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import a_document
from verify_service.records import Role

ID = an_id(1)
SECOND = b"""<dcc:identification refType="dcct_serialNumber"><dcc:issuer>other</dcc:issuer>
  <dcc:value>SN-77777</dcc:value></dcc:identification></dcc:identifications>"""


def facts_at_every_door(
    running: Running, document: bytes
) -> tuple[CertificateFacts, dict[str, Any], str, str]:
    """The facts as read, the holder's record, the certificate's page and what ``show`` prints."""
    published = running.publish(document)
    report = running.post("/api/v1/verify", published["xml"]).json
    assert report["document"]["unique_identifier"] == report["register"]["number"] == published["number"]
    page = unescape(running.get(f"/c/{report['register']['id']}?lang=en").text)
    certificate = dcc.read(published["xml"])
    return facts_of(certificate), report["register"], page, show(certificate, languages=["en"])


@pytest.mark.parametrize("kind", CertificateType)
def test_the_type_number_laboratory_days_and_conclusion(running: Running, kind: CertificateType) -> None:
    document = a_document(verification_id=ID, kind=kind, valid_until="2027-05-02")
    facts, record, page, shown = facts_at_every_door(running, document)
    assert facts.type is kind
    assert record["type"] == kind
    title = kind.titles["en"]
    assert f"{title} " in page
    assert shown.strip().splitlines()[0].strip() == title
    assert record["id"] == facts.verification_id == ID
    assert record["number"] == facts.number == "T2026-0001"
    assert record["laboratory"] == {
        "name": facts.laboratory.name.as_json(),
        "code": facts.laboratory.code,
    }
    assert record["issue_date"] == facts.issued == "2026-05-03"
    assert record["valid_until"] == facts.valid_until == "2027-05-02"
    assert record["conclusion"] == facts.conclusion == "pass"
    for text in (facts.number, facts.laboratory.code, facts.laboratory.name.in_language("en")):
        assert text in page
        assert text in shown


def test_the_serial_number(running: Running) -> None:
    document = a_document(verification_id=ID, instrument_code=an_id(3))
    last = document.rindex(b"</dcc:identifications>")
    document = document[:last] + SECOND + document[last + len(b"</dcc:identifications>") :]
    facts, record, page, _ = facts_at_every_door(running, document)
    (item,) = facts.items
    assert (item.serial_number, item.instrument_code) == ("SN-77777", an_id(3))
    assert record["items"][0]["serial"] == "SN-77777"
    assert "7777" in page


@pytest.mark.parametrize("kind", ["calibration</dcc:reference><dcc:reference>verification", "approval"])
def test_a_type_that_is_undecided_is_so_at_every_door(running: Running, kind: str) -> None:
    signed = running.laboratory.sign(a_document(verification_id=ID, kind=kind))
    certificate = dcc.read(signed)
    assert facts_of(certificate).type is None
    assert "Certificate of undecided type: " in show(certificate, languages=["en"])
    report = running.post("/api/v1/verify", signed).json
    assert (report["verdict"], report["register"]["match"]) == ("failed", "unregistered")
    assert "TYPE-CONFLICT" in {finding["code"] for finding in report["findings"]}
    for language, said in (
        ("en", "The type of the certificate is undecided"),
        ("zh", "证书的种类无法确定"),
        ("de", "Die Art des Zertifikats ist unbestimmt"),
    ):
        page = running.client.post(f"/verify?lang={language}", data=signed, content_type="application/xml")
        assert said in page.text
    refused = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/not-passed")

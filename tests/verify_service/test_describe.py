"""What the register takes from a certificate's own words."""

from __future__ import annotations

from datetime import date

import pytest

import dcc
from dcc.errors import DocumentError
from dcc.facts.certificate import facts_of
from dcc.vocabulary import CertificateType
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import CODE, a_document
from verify_service.describe import describe, laboratory_id_of
from verify_service.records import Description

SERIAL = b"""<dcc:identification>
            <dcc:issuer>manufacturer</dcc:issuer>
            <dcc:value>SN-88431</dcc:value></dcc:identification>"""
CONFORMITY = (
    b'<dcc:statement refType="basic_conformity"><dcc:conformity>pass</dcc:conformity></dcc:statement>'
)
CODE_ELEMENT = f"<dcc:calibrationLaboratoryCode>{CODE}</dcc:calibrationLaboratoryCode>".encode()


def described(document: bytes) -> Description:
    return describe(dcc.read(document))


def swapped(document: bytes, old: bytes, new: bytes) -> bytes:
    assert old in document
    return document.replace(old, new)


def mark(value: str, issuer: str, ref_type: str = "") -> bytes:
    kind = f' refType="{ref_type}"' if ref_type else ""
    return (
        f"<dcc:identification{kind}><dcc:issuer>{issuer}</dcc:issuer>"
        f"<dcc:value>{value}</dcc:value></dcc:identification>"
    ).encode()


CODED = mark(an_id(3), "calibrationLaboratory", "dcct_instrumentCode")
ORDERED = mark("A-1", "customer")
MADE = mark("M-2", "manufacturer")
NAMED = mark("S-3", "other", "dcct_serialNumber")


@pytest.mark.parametrize(
    ("marks", "serial"),
    [
        ([CODED, ORDERED, MADE, NAMED], "S-3"),
        ([CODED, ORDERED, MADE], "M-2"),
        ([CODED, ORDERED], "A-1"),
        ([CODED], ""),
    ],
    ids=["marked as one", "the manufacturer's", "the first", "none"],
)
def test_the_serial_number_is_the_best_of_an_items_marks(marks: list[bytes], serial: str) -> None:
    (item,) = described(swapped(a_document(), SERIAL, b"".join(marks))).items
    assert (item.serial, item.instrument_code) == (serial, an_id(3))


@pytest.mark.parametrize(
    ("stated", "conclusion"), [(("pass", "fail"), "fail"), (("noPass", "pass"), "noPass"), ((), None)]
)
def test_of_several_conclusions_the_worst_counts(stated: tuple[str, ...], conclusion: str | None) -> None:
    statements = b"".join(CONFORMITY.replace(b"pass", word.encode()) for word in stated)
    assert described(swapped(a_document(), CONFORMITY, statements)).conclusion == conclusion


@pytest.mark.parametrize("kind", CertificateType)
def test_the_type_is_the_one_stated(kind: CertificateType) -> None:
    assert described(a_document(kind=kind.value)).type is kind


def test_what_states_no_type_is_a_calibration_certificate() -> None:
    document = swapped(a_document(kind="verification"), b"dcct_certificateType", b"basic_other")
    assert described(document).type is CertificateType.CALIBRATION


def test_the_last_day_is_the_one_stated() -> None:
    assert described(a_document()).valid_until is None
    assert described(a_document(valid_until="2027-05-02")).valid_until == date(2027, 5, 2)


def test_a_laboratory_is_known_by_its_code_or_else_by_its_name() -> None:
    coded = a_document()
    named = swapped(coded, CODE_ELEMENT, b"")
    for document, expected in ((coded, "L0001"), (named, "example calibration laboratory")):
        assert (
            described(document).laboratory_id
            == laboratory_id_of(facts_of(dcc.read(document)).laboratory)
            == expected
        )


@pytest.mark.parametrize("word", ["verification_id", "instrument_code"])
def test_an_id_that_is_none_is_refused_and_one_in_another_spelling_kept_as_usual(word: str) -> None:
    spelt = an_id(5).lower()
    found = described(a_document(**{word: f"{spelt[:4]}-{spelt[4:]}"}))  # type: ignore[arg-type]  # texts all
    assert an_id(5) in (found.verification_id, found.items[0].instrument_code)
    with pytest.raises(DocumentError, match="is not one"):
        described(a_document(**{word: an_id(5)[:-1] + "A"}))  # type: ignore[arg-type]  # texts all

"""Writing: what a certificate made in Python becomes, and what cannot be written."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import etree

import dcc
from dcc import schema
from dcc.model import (
    AsWritten,
    Certificate,
    CovarianceMatrix,
    Data,
    ForeignXml,
    Hash,
    Number,
    Quantity,
    Real,
    Result,
    ResultList,
    Text,
    Xml,
)
from dcc.xml.names import DCC, SI, XSI
from dcc.xml.parse import DEFAULT_LIMITS, parse_values
from dcc.xml.writing import write_element
from tests.documents import minimal

CERTIFICATE = dcc.read(minimal())
REAL = Real(value=Number("1.50"), unit="\\metre")


def with_quantity(quantity: Quantity | Xml, certificate: Certificate = CERTIFICATE) -> Certificate:
    """The certificate with one result that holds ``quantity``."""
    (measurement,) = certificate.measurement_results.measurement_result
    (first, *_) = measurement.results.result
    result = dataclasses.replace(first, data=Data(content=(quantity,)))
    measurement = dataclasses.replace(measurement, results=ResultList(result=(result,)))
    return dataclasses.replace(
        certificate,
        measurement_results=dataclasses.replace(
            certificate.measurement_results, measurement_result=(measurement,)
        ),
    )


def test_a_document_is_utf_8_indented_by_two_with_the_usual_prefixes() -> None:
    made = dataclasses.replace(CERTIFICATE, as_written=None)
    lines = dcc.write(made).decode().splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1] == (
        f'<dcc:digitalCalibrationCertificate xmlns:dcc="{DCC}" xmlns:si="{SI}" schemaVersion="3.3.0">'
    )
    assert lines[2:4] == ["  <dcc:administrativeData>", "    <dcc:dccSoftware>"]
    assert lines[-1] == "</dcc:digitalCalibrationCertificate>"
    assert schema.check(parse_values(dcc.write(made))) == ()


def test_writing_is_the_same_every_time() -> None:
    assert dcc.write(CERTIFICATE) == dcc.write(dcc.read(dcc.write(CERTIFICATE)))


def test_a_part_without_parts_is_an_empty_element() -> None:
    assert etree.tostring(write_element(CovarianceMatrix(), f"{{{SI}}}covarianceMatrix", "3.3.0")).endswith(
        b"/>"
    )
    assert write_element(Text(id="a"), f"{{{DCC}}}name", "3.3.0").get("id") == "a"


def test_a_part_taken_from_another_document_gets_the_prefixes_of_its_new_place() -> None:
    other = (
        minimal()
        .replace(b"si:", b"q:")
        .replace(b":si=", b":q=")
        .replace(b"dcc:", b"")
        .replace(b":dcc=", b"=")
    )
    (result,) = dcc.read(other).results
    moved = with_quantity(result.data.content[0])
    assert dcc.read(dcc.write(moved)) == moved
    assert b"<si:real>" in dcc.write(moved)


def test_a_namespace_that_is_not_declared_yet_is_declared_where_it_is_needed() -> None:
    only_dcc = AsWritten(namespaces=(("", DCC), ("si", "urn:taken")))
    made = with_quantity(Quantity(real=REAL), dataclasses.replace(CERTIFICATE, as_written=only_dcc))
    written = dcc.write(made)
    assert f'<si2:real xmlns:si2="{SI}">'.encode() in written
    assert b"<si2:value>1.50</si2:value>" in written
    assert dcc.read(written) == made


def test_a_prefix_that_means_something_else_here_is_not_used() -> None:
    strange = dataclasses.replace(REAL, as_written=AsWritten(prefix="dcc"))
    assert b"<si:real>" in dcc.write(with_quantity(Quantity(real=strange)))


def test_foreign_xml_is_written_as_one_element_without_what_surrounds_it() -> None:
    element = '<x xmlns="urn:x" a="1">é<y/></x>'
    foreign = f'<?xml version="1.0"?><!-- before -->{element}<!-- after -->\n'
    written = dcc.write(with_quantity(Xml(element=ForeignXml(foreign))))
    assert element.encode() in written
    assert b"before" not in written
    assert b"after" not in written


def test_foreign_xml_without_namespace_stays_without_under_a_default_namespace() -> None:
    as_default = AsWritten(namespaces=(("", DCC), ("si", SI)))
    made = with_quantity(
        Xml(element=ForeignXml("<x/>")), dataclasses.replace(CERTIFICATE, as_written=as_default)
    )
    root = parse_values(dcc.write(made))
    assert [element.tag for element in root.iter("x")] == ["x"]


def test_attributes_never_take_the_default_namespace() -> None:
    as_default = AsWritten(namespaces=(("", XSI), ("dcc", DCC)), attributes=((f"{{{XSI}}}type", "dcc:a"),))
    written = dcc.write(dataclasses.replace(CERTIFICATE, as_written=as_default))
    assert f'xmlns:xsi="{XSI}" xsi:type="dcc:a"'.encode() in written
    assert dcc.read(written) == CERTIFICATE


# --- what cannot be written -----------------------------------------------------------------------

NOT_WRITABLE: dict[str, tuple[Certificate, str]] = {
    "a part of a newer version": (
        dataclasses.replace(CERTIFICATE, schema_version="3.1.2"),
        "DCC 3.1.2 has no place for issue_date of a CoreData",
    ),
    "a value that a choice does not offer": (
        with_quantity(Text()),  # type: ignore[arg-type]
        "DCC 3.3.0 has no place for a Text in a Data",
    ),
    "something missing that the version demands": (
        dataclasses.replace(
            CERTIFICATE,
            administrative_data=dataclasses.replace(
                CERTIFICATE.administrative_data,
                core_data=dataclasses.replace(
                    CERTIFICATE.administrative_data.core_data, performance_location=None
                ),
            ),
        ),
        "a CoreData has no performance_location",
    ),
    "a control character": (
        with_quantity(Quantity(real=Real(value=Number("1"), unit="a\x07"))),
        "U+0007",
    ),
    "half a character": (with_quantity(Quantity(real=Real(value=Number("1"), unit="\ud834"))), "U+D834"),
    "a control character in an attribute": (with_quantity(Quantity(id="a\x00")), "U+0000"),
    "foreign XML that is none": (with_quantity(Xml(element=ForeignXml("<x>"))), "element of a Xml"),
    "foreign XML with a document type": (
        with_quantity(Xml(element=ForeignXml("<!DOCTYPE x><x/>"))),
        "document type",
    ),
    "foreign XML with half a character": (
        with_quantity(Xml(element=ForeignXml("<x>\ud834</x>"))),
        "element of",
    ),
    **{
        f"a namespace that cannot be: {prefix!r} {uri!r}": (
            dataclasses.replace(CERTIFICATE, as_written=AsWritten(namespaces=(("dcc", DCC), (prefix, uri)))),
            "the namespaces cannot be declared",
        )
        for prefix, uri in (
            ('a"b', "urn:a"),
            ('a="urn:b" b', "urn:a"),
            ("a b", "urn:a"),
            ("1", "urn:a"),
            ("a", ""),
            ("xmlns", "urn:a"),
            ("xml", "urn:a"),
            ("a", "http://www.w3.org/2000/xmlns/"),
            ("a/><!--", "urn:a"),
        )
    },
    **{
        f"an instruction that is none: {text!r}": (
            dataclasses.replace(CERTIFICATE, as_written=AsWritten(instructions=(text,))),
            message,
        )
        for text, message in (
            ("a?><!-- b", "is not one processing instruction"),
            ("a \r", "is not one processing instruction"),
            ("a \x00", "is no processing instruction"),
            ("xml version='1.0'", "is no processing instruction"),
            ("", "is no processing instruction"),
            (" a", "is no processing instruction"),
        )
    },
    "an attribute from nowhere": (
        dataclasses.replace(CERTIFICATE, as_written=AsWritten(attributes=(("{urn:x}a", "1"),))),
        "no attribute of XML Schema instances",
    ),
    "an attribute that is no name": (
        dataclasses.replace(
            CERTIFICATE,
            as_written=AsWritten(attributes=(('{http://www.w3.org/2001/XMLSchema-instance}a="1" b', "1"),)),
        ),
        "no attribute of XML Schema instances",
    ),
}


@pytest.mark.parametrize(("certificate", "message"), NOT_WRITABLE.values(), ids=NOT_WRITABLE.keys())
def test_what_has_no_form_in_xml_is_refused_and_nothing_is_dropped(
    certificate: Certificate, message: str
) -> None:
    with pytest.raises(dcc.DocumentError, match=message.replace("+", r"\+")):
        dcc.write(certificate)


@pytest.mark.parametrize(
    "attributes", [(("ª", "1"),), (("type", "a"), ("type", "b"))], ids=["no name", "twice"]
)
def test_attributes_that_xml_cannot_have_are_refused(attributes: tuple[tuple[str, str], ...]) -> None:
    written = AsWritten(attributes=tuple((f"{{{XSI}}}{name}", value) for name, value in attributes))
    with pytest.raises(dcc.DocumentError, match="instances cannot be written"):
        dcc.write(dataclasses.replace(CERTIFICATE, as_written=written))


def test_nesting_is_capped_as_in_reading() -> None:
    nested = Hash(referral=Text(), referral_id="1", procedure="p", value="v")
    for _ in range(300):
        nested = dataclasses.replace(nested, linked_report=nested)
    with pytest.raises(dcc.DocumentError, match=f"nested more than {DEFAULT_LIMITS.depth} deep"):
        write_element(nested, f"{{{DCC}}}previousReport", "3.3.0")


@pytest.mark.parametrize("version", ["2.2.0", "", "4.0.0"])
def test_a_version_that_is_not_known_is_wrong_use(version: str) -> None:
    with pytest.raises(dcc.UsageError, match="cannot be written") as refusal:
        dcc.write(dataclasses.replace(CERTIFICATE, schema_version=version))
    assert "3.3.0" in refusal.value.hint


def test_a_result_is_a_result() -> None:
    assert isinstance(CERTIFICATE.results[0], Result)
    assert CERTIFICATE.number == "K-2026-0001"

"""Certificates in the terminal."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from dcc.errors import DocumentError
from dcc.model import Certificate, Node, Number, NumberList
from dcc.render.characters import REPLACED, width
from dcc.render.terminal import show
from dcc.xml.names import VERSIONS
from dcc.xml.reading import read
from tests.corpora import documents, needs_corpora
from tests.documents import REAL, long_lists, minimal, quantity, result
from tests.render import goldens
from tests.xsd.generate import generate

LANGUAGES: tuple[tuple[str, ...], ...] = ((), ("zh",), ("de",))
NOT_LAID_OUT = ("significant_digit", "list_significant_digit", "significant_digit_xml_list")
"""Numbers about numbers, which the digits written show already."""


def numbers(node: Any) -> Iterator[str]:
    """Every number of a certificate that has a place on the page."""
    if isinstance(node, Number):
        yield node.strip()
    elif isinstance(node, NumberList):
        yield from node.items
    elif isinstance(node, tuple):
        for item in node:
            yield from numbers(item)
    elif isinstance(node, Node):
        for field in dataclasses.fields(node):
            if field.name not in NOT_LAID_OUT:
                yield from numbers(getattr(node, field.name))


def fits_and_is_whole(certificate: Certificate, name: str) -> None:
    """No line is wider than the page, no number is missing or cut."""
    for languages in LANGUAGES:
        page = show(certificate, languages=languages, most_rows=None)
        wide = [line for line in page.splitlines() if width(line) > 80]
        assert not wide, f"{name}: {wide[0]}"
        missing = {number for number in numbers(certificate) if number not in page}
        assert not missing, f"{name} in {languages}: {missing}"


@needs_corpora
def test_every_document_of_others_fits_on_80_columns_with_every_number() -> None:
    shown = 0
    for path in documents("dcc"):
        try:
            certificate = read(path.read_bytes())
        except DocumentError:
            continue
        fits_and_is_whole(certificate, path.name)
        shown += 1
    assert shown >= 15


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_a_version_can_say_fits_on_80_columns(version: str) -> None:
    for place, document in enumerate(generate(version)):
        fits_and_is_whole(read(document), f"{version}, document {place}")


@pytest.mark.parametrize("story", goldens.STORIES, ids=lambda story: story.name)
def test_the_samples_look_as_they_did(story: goldens.Story) -> None:
    page = goldens.page(story)
    assert page == story.golden.read_text("utf-8"), "if it is meant: python -m tests.render.goldens"


# --- what a reader gets -----------------------------------------------------------------------------------


def shown(xml: bytes, *languages: str, **more: Any) -> str:
    return show(read(xml), languages=languages, **more)


def test_who_what_and_when_stand_first() -> None:
    page = shown(minimal())
    assert page.index("Calibration certificate") < page.index("K-2026-0001") < page.index("Laboratory")
    for words in (
        "Example Customer",
        "2026-03-03 – 2026-03-04",
        "in the laboratory",
        "A. Person (main signer)",
    ):
        assert words in page


def test_a_value_has_its_unit_and_uncertainty_written_properly() -> None:
    assert "20.012 °C, U = 0.015 °C (k = 2, p = 0.95, normal)" in shown(minimal())


def test_an_unknown_unit_is_shown_as_it_is_written() -> None:
    page = shown(minimal(results=result(quantity(REAL.replace(r"\degreecelsius", r"\degreeCelsius")))))
    assert r"20.012 \degreeCelsius" in page


def test_the_type_decides_the_title() -> None:
    statement = """<dcc:statements><dcc:statement refType="dcct_certificateType">
      <dcc:reference>verification</dcc:reference></dcc:statement></dcc:statements>"""
    assert "检定证书" in shown(minimal(statements=statement), "zh").splitlines()[0]
    assert "Verification certificate" in shown(minimal(statements=statement), "en").splitlines()[0]


def test_texts_come_in_the_language_asked_for_or_in_the_certificates_own() -> None:
    name = '<dcc:content lang="en">Thermometer</dcc:content><dcc:content lang="zh">温度计</dcc:content>'
    assert "温度计" in shown(minimal(name=name), "zh")
    assert "Thermometer" not in shown(minimal(name=name), "zh")
    assert "Thermometer" in shown(minimal(name=name), "fr")
    assert "温度计" in shown(minimal(name=name), "fr", "zh")


def test_a_text_without_a_language_is_for_every_reader() -> None:
    name = '<dcc:content>PT-100</dcc:content><dcc:content lang="en">probe</dcc:content>'
    page = shown(minimal(name=name), "en")
    assert "PT-100 probe" in page


def test_labels_come_in_the_readers_language() -> None:
    assert "Auftraggeber" in shown(minimal(), "de")
    assert "委托单位" in shown(minimal(), "zh")
    assert "Customer" in shown(minimal(), "fi")


def test_a_number_without_a_name_is_not_taken_for_its_issuer() -> None:
    assert "  No. (manufacturer)    4711" in shown(minimal()).splitlines()


def test_signatures_are_counted_and_said_to_be_unchecked() -> None:
    signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    assert "2 in the document, not checked here: run dcc verify." in shown(minimal(after=signature * 2))
    assert "nobody has signed" in shown(minimal())


def test_a_long_table_is_shortened_in_the_middle_and_says_so() -> None:
    page = shown(long_lists(1000), most_rows=100)
    assert "(900 more rows, shown with --all)" in page
    assert "20.0000000" in page
    assert "20.0129870" in page
    assert "20.0065000" not in page
    assert "20.0065000" in shown(long_lists(1000), most_rows=None)


def test_a_table_of_200_rows_is_whole() -> None:
    assert "--all" not in shown(long_lists(200))


def test_narrow_and_wide_pages() -> None:
    for columns in (40, 60, 120):
        page = shown(minimal(), columns=columns)
        assert max(map(width, page.splitlines())) <= columns


def test_nothing_in_a_strangers_document_steers_the_terminal() -> None:
    hostile = "\u202eevil\u2066 \u009b31m\u0085 \u200bx"
    xml = minimal(
        name=f'<dcc:content lang="en">{hostile}</dcc:content>',
        statements=f"""<dcc:statements><dcc:statement refType="{hostile.replace(" ", "")}">
          <dcc:norm>{hostile}</dcc:norm><dcc:declaration><dcc:content>{hostile}</dcc:content></dcc:declaration>
          </dcc:statement></dcc:statements>""",
        results=result(quantity(REAL.replace(r"\degreecelsius", hostile))),
    )
    page = shown(xml)
    assert REPLACED in page
    assert {c for c in page if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} == {"\n"}


def test_files_are_listed_with_their_size() -> None:
    file = """<dcc:byteData><dcc:fileName>a.txt</dcc:fileName><dcc:mimeType>text/plain</dcc:mimeType>
      <dcc:dataBase64>SGVs bG8=</dcc:dataBase64></dcc:byteData>"""
    assert "- a.txt (text/plain, 5 B)" in shown(minimal(results=result(file)))


def test_verdicts_stand_beside_their_values() -> None:
    values = """<si:realListXMLList><si:valueXMLList>1 2</si:valueXMLList>
      <si:unitXMLList>\\metre \\milli\\metre</si:unitXMLList></si:realListXMLList>"""
    verdicts = """<dcc:measurementMetaData><dcc:metaData>
      <dcc:conformityXMLList>pass fail</dcc:conformityXMLList></dcc:metaData></dcc:measurementMetaData>"""
    lines = shown(minimal(results=result(quantity(values, behind=verdicts)))).splitlines()
    rows = [line.split() for line in lines if line.endswith(("pass", "fail"))]
    assert rows == [["1", "1", "m", "pass"], ["2", "2", "mm", "fail"]]

"""Placeholders of a template that were left in a certificate."""

from __future__ import annotations

import pytest

from tests.documents import minimal, quantity, result
from tests.rules.judging import findings, said


def named(text: str) -> bytes:
    return minimal(name=f'<dcc:content lang="en">{text}</dcc:content>')


@pytest.mark.parametrize(
    "text",
    [
        "{GUID-NR}",
        "{SerialNumber}",
        "{{ serial number }}",
        "${serial}",
        "{证书编号}",
        "{…}",
        "&lt;Name of the customer&gt;",
        "&lt;型号规格&gt;",
        "TODO",
        "TODO: describe the instrument",
        "Thermometer, TBD",
        "FIXME",
        "xxx",
        "XXXX有限公司",
        "Class XXX",
        "+49 531 xxxx",
        "???",
        "型号？？？",
        "待填",
        "规格：待填写",
        "N.N.",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_what_stands_for_something_to_be_written_is_a_warning(text: str) -> None:
    (finding,) = findings(named(text))
    assert (finding.severity.value, finding.code) == ("warning", "PLACEHOLDER")
    assert (finding.location.xpath or "").endswith("/dcc:item/dcc:name/dcc:content")


@pytest.mark.parametrize(
    "text",
    [
        "XXX-200",
        "MTXXX",
        "Type ABC-XXX/2",
        "0.XXX",
        "info@xxx.example",
        "{0A1B2C3D-0000-4000-8000-0123456789AB}",
        r"\frac{value}{count} of \sqrt{range}",
        "x_{max} and x^{min}",
        "the set {n}",
        '{"unit": "mm", "k": 2}',
        "{a: 1, b: 2}",
        "U &lt; 0.1 mm and U &gt; 0",
        "&lt;br&gt;",
        "&lt;info@example.org&gt;",
        "TODOROV",
        "TBD-23",
        "El instrumento, todo incluido",
        "N.N. Ivanov, Moscow",
        "Really??",
        "待定",
        "10 µm … 20 µm",
        "Phase_{12}",
    ],
)
def test_models_formulas_and_words_that_look_alike_are_none(text: str) -> None:
    assert said(named(text)) == []


def test_each_is_told_at_its_place_with_the_words_around_it() -> None:
    document = named("Thermometer, range TODO, made of glass").replace(b"4711", b"{SerialNumber}")
    name, serial = sorted(findings(document), key=lambda each: each.location.line or 0)
    assert name.message == "'TODO' is a placeholder, in 'Thermometer, range TODO, made of glass'"
    assert serial.message == "'{SerialNumber}' is a placeholder"
    assert (serial.location.xpath or "").endswith("/dcc:identification/dcc:value")


def test_formulas_attachments_and_numbers_are_not_looked_into() -> None:
    formula = "<dcc:formula><dcc:latex>{mean} = TODO</dcc:latex></dcc:formula>"
    file = (
        "<dcc:file><dcc:fileName>a.txt</dcc:fileName><dcc:mimeType>text/plain</dcc:mimeType>"
        "<dcc:dataBase64>xxxxTODO</dcc:dataBase64></dcc:file>"
    )
    data = f"<dcc:text><dcc:content lang='en'>Data</dcc:content>{file}{formula}</dcc:text>"
    assert said(minimal(results=result(data))) == []
    labelled = r"<si:real><si:label>xxx</si:label><si:value>1</si:value><si:unit>\one</si:unit></si:real>"
    assert said(minimal(results=result(quantity(labelled)))) == []


def test_ten_thousand_words_that_nearly_are_one_cost_a_moment() -> None:
    assert said(named("{aaaa " * 20_000)) == []
    assert said(named("&lt;aaaa " * 20_000)) == []

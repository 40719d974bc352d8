"""Two certificates compared: nothing that differs is missed, nothing that is the same is reported."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dcc.compare import Area, Comparison, Difference, compare
from dcc.errors import DocumentError
from dcc.model import Certificate, Node, StringWithLang, Text
from dcc.upgrade import upgrade
from dcc.xml.names import VERSIONS
from dcc.xml.reading import read
from tests.corpora import documents, needs_corpora
from tests.documents import REAL, minimal, quantity, result
from tests.xsd.generate import generate

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("*/certificate.xml"))

PERSON = """<dcc:respPerson>
  <dcc:person><dcc:name><dcc:content>{name}</dcc:content></dcc:name></dcc:person>
  <dcc:role>{role}</dcc:role></dcc:respPerson>"""


def difference(comparison: Comparison, what: str) -> Difference:
    (found,) = [one for one in comparison.differences if one.what == what]
    return found


def column(values: str, unit: str = r"\kelvin", u: str = "", *, name: str = "", words: str = "") -> str:
    """A column of a table; ``words`` are its refType."""
    uncertainty = (
        f"""<si:measurementUncertaintyUnivariateXMLList><si:expandedMUXMLList>
        <si:valueExpandedMUXMLList>{u}</si:valueExpandedMUXMLList>
        <si:coverageFactorXMLList>2</si:coverageFactorXMLList>
        <si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList>
        </si:expandedMUXMLList></si:measurementUncertaintyUnivariateXMLList>"""
        if u
        else ""
    )
    return quantity(
        f"<si:realListXMLList><si:valueXMLList>{values}</si:valueXMLList>"
        f"<si:unitXMLList>{unit}</si:unitXMLList>{uncertainty}</si:realListXMLList>",
        before=f"<dcc:name><dcc:content>{name}</dcc:content></dcc:name>" if name else "",
        attributes=f' refType="{words}"' if words else "",
    )


def table_xml(*columns: str) -> bytes:
    return minimal(results=result(f"<dcc:list>{''.join(columns)}</dcc:list>"))


def table(*columns: str) -> Certificate:
    return read(table_xml(*columns))


def changes(old: Certificate, new: Certificate) -> list[tuple[str, str | None, str | None]]:
    """Where, old and new value of every change."""
    return [
        (change.at, change.old and change.old.value, change.new and change.new.value)
        for compared in compare(old, new).tables
        for one in compared.columns
        for change in one.changes
    ]


# --- nothing is reported of what is the same --------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_a_certificate_is_the_same_as_itself(version: str) -> None:
    for document in generate(version):
        assert compare(read(document), read(document)).same


@needs_corpora
def test_every_document_of_others_is_the_same_as_itself() -> None:
    for path in documents("dcc"):
        try:
            certificate = read(path.read_bytes())
        except DocumentError:
            continue
        assert compare(certificate, read(path.read_bytes())).same, path.name


def test_a_signature_makes_no_difference() -> None:
    signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    assert compare(read(minimal()), read(minimal(after=signature))).same


def test_an_upgrade_makes_no_difference_but_the_version() -> None:
    old = read(table_xml(column("1 2")).replace(b"3.3.0", b"3.2.1"))
    comparison = compare(old, upgrade(old).certificate)
    assert [one.what for one in comparison.differences] == ["schema_version"]
    assert not comparison.tables


def test_a_description_is_the_same_in_the_form_of_another_version() -> None:
    new = read(SAMPLES[0].read_bytes())
    (item,) = new.administrative_data.items.item
    assert item.description is not None
    as_texts = (
        Text(content=tuple(one for one in item.description.content if isinstance(one, StringWithLang))),
    )

    def described(**fields: Any) -> Certificate:
        items = dataclasses.replace(
            new.administrative_data.items, item=(dataclasses.replace(item, **fields),)
        )
        return dataclasses.replace(
            new, administrative_data=dataclasses.replace(new.administrative_data, items=items)
        )

    older = described(description=None, descriptions=as_texts)
    assert not [one for one in compare(older, new).differences if one.area is Area.ITEMS]
    changed = described(description=None, descriptions=(*as_texts, *as_texts))
    assert {one.what for one in compare(changed, new).differences} == {"descriptions", "description"}


def test_statements_that_have_nothing_in_common_are_not_taken_for_one() -> None:
    passed, rejected = (
        read((SAMPLES[0].parent.parent / name / "certificate.xml").read_bytes())
        for name in ("fuel-dispenser", "fuel-dispenser-rejected")
    )
    found = compare(passed, rejected, languages=("en",)).differences
    assert [(one.subject, one.new) for one in found if one.old.startswith("Valid until")] == [
        ("Valid until", "")
    ]
    assert [one.old for one in found if one.subject == "Restriction of use"] == [""]


# --- nothing that differs is missed -----------------------------------------------------------------------


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts and numbers but signatures."""
    if isinstance(node, str):
        yield path
    elif isinstance(node, tuple):
        for place, item in enumerate(node):
            yield from leaves(item, (*path, place))
    elif isinstance(node, Node):
        for field in dataclasses.fields(node):
            if field.name not in ("as_written", "signature"):
                yield from leaves(getattr(node, field.name), (*path, field.name))


def changed(node: Any, path: tuple[Any, ...]) -> Any:
    """``node`` with one more character in the text at ``path``."""
    if not path:
        return type(node)(f"{node}1")
    first, *rest = path
    if isinstance(node, tuple):
        return tuple(changed(item, tuple(rest)) if at == first else item for at, item in enumerate(node))
    return dataclasses.replace(node, **{first: changed(getattr(node, first), tuple(rest))})


def misses_nothing(certificate: Certificate, name: str) -> None:
    paths = list(leaves(certificate))
    for path in random.Random(17).sample(paths, min(60, len(paths))):  # noqa: S311
        other = changed(certificate, path)
        assert not compare(certificate, other).same, f"{name}: {path}"
        assert not compare(other, certificate).same, f"{name}: {path}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_no_changed_text_or_digit_of_a_sample_is_missed(sample: Path) -> None:
    misses_nothing(read(sample.read_bytes()), sample.parent.name)


@pytest.mark.parametrize("version", ["2.4.0", "3.3.0"])
def test_no_change_of_anything_that_a_version_can_say_is_missed(version: str) -> None:
    for place, document in enumerate(generate(version)):
        misses_nothing(read(document), f"{version}, document {place}")


# --- administrative data ----------------------------------------------------------------------------------


def test_dates_and_number() -> None:
    new = minimal().replace(b"K-2026-0001", b"K-2027-0001").replace(b"2026-03-05", b"2027-03-05")
    comparison = compare(read(minimal()), read(new))
    assert {(one.area, one.what, one.old, one.new) for one in comparison.differences} == {
        (Area.CERTIFICATE, "unique_identifier", "K-2026-0001", "K-2027-0001"),
        (Area.CERTIFICATE, "issue_date", "2026-03-05", "2027-03-05"),
    }


def test_persons_come_go_and_change_their_role() -> None:
    old = minimal(persons=PERSON.format(name="A", role="checker") + PERSON.format(name="B", role="approver"))
    new = minimal(persons=PERSON.format(name="B", role="checker") + PERSON.format(name="C", role="approver"))
    found = {
        (one.subject, one.what, bool(one.old), bool(one.new))
        for one in compare(read(old), read(new)).differences
    }
    assert found == {("A", "", True, False), ("B", "role", True, True), ("C", "", False, True)}


EQUIPMENT = """<dcc:measuringEquipments><dcc:measuringEquipment>
  <dcc:name><dcc:content>{name}</dcc:content></dcc:name>
  <dcc:certificate><dcc:referral><dcc:content>Certificate</dcc:content></dcc:referral>
    <dcc:referralID>{certificate}</dcc:referralID>
    <dcc:procedure>analogue</dcc:procedure><dcc:value>analogue</dcc:value></dcc:certificate>
  <dcc:identifications><dcc:identification><dcc:issuer>manufacturer</dcc:issuer>
    <dcc:value>{serial}</dcc:value></dcc:identification></dcc:identifications>
</dcc:measuringEquipment></dcc:measuringEquipments><dcc:results>"""


def with_equipment(**equipment: str) -> Certificate:
    xml = minimal().decode().replace("<dcc:results>", EQUIPMENT.format(**equipment))
    return read(xml.encode())


def test_the_same_equipment_with_a_new_certificate() -> None:
    old = with_equipment(name="Thermometer", certificate="C-1", serial="4711")
    new = with_equipment(name="Standard thermometer", certificate="C-2", serial="4711")
    comparison = compare(old, new)
    renewed = difference(comparison, "certificate.referral_id")
    assert (renewed.area, renewed.old, renewed.new) == (Area.EQUIPMENT, "C-1", "C-2")
    assert difference(comparison, "name").old == "Thermometer"


def test_other_equipment_is_other_equipment() -> None:
    old = with_equipment(name="Thermometer", certificate="C-1", serial="4711")
    new = with_equipment(name="Bridge", certificate="C-9", serial="4712")
    found = [(one.subject, one.what) for one in compare(old, new).differences]
    assert found == [("Results / Bridge", ""), ("Results / Thermometer", "")]


def test_another_item_is_shown_by_its_numbers() -> None:
    comparison = compare(read(minimal()), read(minimal().replace(b"4711", b"4712")))
    (found,) = comparison.differences
    assert (found.area, found.subject, found.old, found.new) == (Area.ITEMS, "Thermometer", "4711", "4712")


# --- values -----------------------------------------------------------------------------------------------


def test_a_changed_value_stands_beside_the_old_one_with_both_uncertainties() -> None:
    new = minimal().replace(b"20.012", b"20.030").replace(b"0.015", b"0.020")
    (compared,) = compare(read(minimal()), read(new)).tables
    assert compared.where == ("Results", "Indication")
    (change,) = compared.columns[0].changes
    assert change.old is not None
    assert change.new is not None
    assert (change.old.value, change.old.expanded, change.old.factor) == ("20.012", "0.015", "2")
    assert (change.new.value, change.new.expanded) == ("20.030", "0.020")
    assert str(change.drift) == "0.018"
    assert str(change.en) == "0.72"


def test_a_value_in_the_other_form_of_the_same_number_is_a_change_of_zero() -> None:
    (compared,) = compare(read(minimal()), read(minimal().replace(b"20.012", b"20.0120"))).tables
    (change,) = compared.columns[0].changes
    assert change.drift == 0


def test_rows_correspond_by_nominal_values_in_any_order() -> None:
    old = table(column("10 20 30", words="basic_nominalValue"), column("1 2 3", name="e"))
    new = table(column("30 10 40", words="basic_nominalValue"), column("3 1.5 4", name="e"))
    assert changes(old, new) == [("10 K", "1", "1.5"), ("40 K", None, "4"), ("20 K", "2", None)]


def test_rows_that_are_lists_of_their_own_correspond_by_nominal_values_too() -> None:
    def rows(*pairs: tuple[str, str]) -> Certificate:
        cells = "<si:real><si:value>{}</si:value><si:unit>\\kelvin</si:unit></si:real>"
        lists = (
            quantity(cells.format(nominal), attributes=' refType="basic_nominalValue"')
            + quantity(cells.format(value), before="<dcc:name><dcc:content>e</dcc:content></dcc:name>")
            for nominal, value in pairs
        )
        return table(*(f"<dcc:list>{row}</dcc:list>" for row in lists))

    old, new = rows(("10", "1"), ("20", "2"), ("30", "3")), rows(("30", "3"), ("10", "1.5"), ("20", "2"))
    assert changes(old, new) == [("10 K", "1", "1.5")]


def test_nominal_values_correspond_across_units() -> None:
    old = table(column("0.1 0.2", r"\volt", words="basic_nominalValue"), column("1 2", name="e"))
    new = table(column("100 200", r"\milli\volt", words="basic_nominalValue"), column("1 3", name="e"))
    assert ("200 mV", "2", "3") in changes(old, new)


def test_rows_correspond_by_the_nearest_reference_values() -> None:
    old = table(column("20.01 50.02", words="basic_referenceValue"), column("0.1 0.2", name="e"))
    new = table(column("50.00 19.99", words="basic_referenceValue"), column("0.2 0.3", name="e"))
    assert ("19.99 K", "0.1", "0.3") in changes(old, new)


def test_two_set_points_have_no_en_number() -> None:
    old = table(column("20.01", u="0.01", words="basic_referenceValue"))
    new = table(column("20.02", u="0.01", words="basic_referenceValue"))
    (change,) = compare(old, new).tables[0].columns[0].changes
    assert (str(change.drift), change.en) == ("0.01", None)


def test_rows_without_any_name_correspond_in_order() -> None:
    assert changes(table(column("1 2 3", name="e")), table(column("1 5 3", name="e"))) == [("2", "2", "5")]


def test_repeated_measurements_correspond_in_order() -> None:
    words = quantity("<dcc:charsXMLList>Q1 Q1</dcc:charsXMLList>")
    old = table(words, column("19.998 20.004", words="basic_referenceValue"), column("1 2", name="e"))
    new = table(words, column("20.001 20.003", words="basic_referenceValue"), column("3 4", name="e"))
    assert [change[1:] for change in changes(old, new)][-2:] == [("1", "3"), ("2", "4")]


def test_columns_that_are_not_in_both_are_told() -> None:
    old = table(column("1 2", name="a"), column("1 2", r"\volt", name="b"))
    new = table(column("1 2", name="a"), column("1 2", r"\ampere", name="c"))
    found = {(one.subject, bool(one.old), bool(one.new)) for one in compare(old, new).differences}
    assert found == {("Results / Indication / b", True, False), ("Results / Indication / c", False, True)}


def test_a_verdict_that_changed_is_a_change() -> None:
    verdicts = """<dcc:measurementMetaData><dcc:metaData><dcc:conformityXMLList>{}</dcc:conformityXMLList>
      </dcc:metaData></dcc:measurementMetaData>"""
    plain = column("1 2", name="e").replace("</dcc:quantity>", verdicts + "</dcc:quantity>")
    old, new = table(plain.format("pass pass")), table(plain.format("pass fail"))
    (compared,) = compare(old, new).tables
    (change,) = compared.columns[0].changes
    assert change.old is not None
    assert change.new is not None
    assert (change.at, change.old.verdict, change.new.verdict) == ("2", "pass", "fail")


def test_either_unit_of_a_hybrid_is_looked_at() -> None:
    celsius = REAL.replace("20.012", "20.01")
    kelvin = celsius.replace("20.01", "293.16").replace(r"\degreecelsius", r"\kelvin")
    both = f"<si:hybrid>{kelvin}{celsius}</si:hybrid>"
    old = read(minimal(results=result(quantity(both))))
    new = read(minimal(results=result(quantity(both.replace("20.01", "20.02")))))
    assert changes(old, new) == [("", "20.01", "20.02")]


def test_results_correspond_by_name_in_any_language() -> None:
    def named(*results: tuple[str, str]) -> Certificate:
        data = [
            result(quantity(REAL.replace("20.012", value))).replace(">Indication<", f">{name}<")
            for name, value in results
        ]
        return read(minimal(results="".join(data)))

    german = '</dcc:content><dcc:content lang="de">'
    chinese = '</dcc:content><dcc:content lang="zh">'
    old = named((f"Error{german}Fehler", "1"), (f"Noise{german}Rauschen", "2"))
    new = named((f"Noise{chinese}噪声", "2"), (f"Error{chinese}误差", "1"))
    comparison = compare(old, new)
    assert not comparison.tables
    assert {one.what for one in comparison.differences} == {"name"}


def test_as_json_says_everything_in_plain_types() -> None:
    comparison = compare(read(minimal()), read(minimal().replace(b"20.012", b"20.030")))
    assert comparison.as_json() == {
        "same": False,
        "differences": [],
        "tables": [
            {
                "where": ["Results", "Indication"],
                "columns": [
                    {
                        "name": "",
                        "same": 0,
                        "changes": [
                            {
                                "at": "",
                                "old": {
                                    "value": "20.012",
                                    "unit": r"\degreecelsius",
                                    "expanded": "0.015",
                                    "factor": "2",
                                    "probability": "0.95",
                                    "distribution": "normal",
                                },
                                "new": {
                                    "value": "20.030",
                                    "unit": r"\degreecelsius",
                                    "expanded": "0.015",
                                    "factor": "2",
                                    "probability": "0.95",
                                    "distribution": "normal",
                                },
                                "unit": r"\degreecelsius",
                                "drift": "0.018",
                                "en": "0.85",
                            }
                        ],
                    }
                ],
            }
        ],
    }

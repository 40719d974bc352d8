"""Lengths of lists, columns of tables, covariance matrices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.rules.facts import count_items
from tests.documents import minimal, quantity, result
from tests.rules.judging import findings, said, values_list, with_quantity

UNCERTAINTY = (
    "<si:measurementUncertaintyUnivariateXMLList><si:expandedMUXMLList>"
    "<si:valueExpandedMUXMLList>{}</si:valueExpandedMUXMLList>"
    "<si:coverageFactorXMLList>{}</si:coverageFactorXMLList>"
    "<si:coverageProbabilityXMLList>{}</si:coverageProbabilityXMLList>"
    "<si:distributionXMLList>{}</si:distributionXMLList>"
    "</si:expandedMUXMLList></si:measurementUncertaintyUnivariateXMLList>"
)


@given(st.lists(st.text("1 \n\t", max_size=40_000), max_size=5).map("".join))
def test_items_of_a_long_list_are_counted_as_split_would(text: str) -> None:
    assert count_items(text) == len(text.split())


def test_items_are_counted_across_the_parts_in_which_a_long_list_is_read() -> None:
    for length in (65535, 65536, 65537, 131072):
        assert count_items("1" * length) == 1
        assert count_items("1 " * length) == length


def test_one_item_holds_for_all_values_and_otherwise_each_has_its_own() -> None:
    assert (
        said(with_quantity(values_list("1.0 2.0 3.0", more=UNCERTAINTY.format("0.1", "2", "0.95", "normal"))))
        == []
    )
    each = UNCERTAINTY.format("1 2 3", "2 2 2", "0.95 0.95 0.95", "normal normal normal")
    assert said(with_quantity(values_list("1 2 3", r"\metre \second \kelvin", each))) == []


@pytest.mark.parametrize(
    ("lists", "name"),
    [
        (("1 2", "2", "0.95", "normal"), "valueExpandedMUXMLList"),
        (("1", "2 2", "0.95", "normal"), "coverageFactorXMLList"),
        (("1", "2", "0.95 0.95", "normal"), "coverageProbabilityXMLList"),
        (("1", "2", "0.95", "t distribution"), "distributionXMLList"),
        (("", "2", "0.95", "normal"), "valueExpandedMUXMLList"),
    ],
)
def test_any_other_number_of_items_is_an_error(lists: tuple[str, ...], name: str) -> None:
    (finding,) = findings(with_quantity(values_list("1 2 3", more=UNCERTAINTY.format(*lists))))
    assert finding.code == "LIST-LENGTH"
    assert finding.message.startswith(name)
    assert (finding.location.xpath or "").endswith(f"si:{name}")


def test_labels_dates_and_digits_are_counted_too() -> None:
    listing = (
        "<si:realListXMLList><si:labelXMLList>a b</si:labelXMLList><si:valueXMLList>1 2 3</si:valueXMLList>"
        "<si:unitXMLList>\\metre</si:unitXMLList><si:significantDigitXMLList>1 1</si:significantDigitXMLList>"
        "<si:dateTimeXMLList>2026-01-01T00:00:00Z 2026-01-02T00:00:00Z</si:dateTimeXMLList>"
        "</si:realListXMLList>"
    )
    assert said(with_quantity(listing)) == [("error", "LIST-LENGTH")] * 3


def complex_list(real: str, imaginary: str, more: str = "") -> str:
    return (
        f"<si:complexListXMLList><si:valueRealXMLList>{real}</si:valueRealXMLList>"
        f"<si:valueImagXMLList>{imaginary}</si:valueImagXMLList>"
        f"<si:unitXMLList>\\volt</si:unitXMLList>{more}</si:complexListXMLList>"
    )


def test_real_and_imaginary_parts_are_equally_many() -> None:
    assert said(with_quantity(complex_list("1 2", "3 4"))) == []
    assert said(with_quantity(complex_list("1 2", "3"))) == [("error", "LIST-LENGTH")]


def table(*columns: str, kind: str = "", before: str = "", behind: str = "") -> bytes:
    attribute = f' refType="{kind}"' if kind else ""
    inner = "".join(quantity(column) for column in columns)
    return minimal(results=result(f"<dcc:list{attribute}>{before}{inner}{behind}</dcc:list>"))


def test_columns_of_unequal_length_are_doubtful_and_in_a_table_wrong() -> None:
    columns = values_list("1 2 3"), values_list("1 2"), values_list("5")
    assert said(table(*columns)) == [("warning", "TABLE-COLUMNS")]
    assert said(table(*columns, kind="basic_2IndexTable")) == [("error", "TABLE-COLUMNS")]
    assert said(table(values_list("1 2"), "<dcc:charsXMLList>up down</dcc:charsXMLList>")) == []


def test_the_dates_of_a_table_belong_to_its_rows() -> None:
    times = "<dcc:dateTimeXMLList>2026-01-01T00:00:00Z 2026-01-02T00:00:00Z</dcc:dateTimeXMLList>"
    assert said(table(values_list("1 2"), before=times)) == []
    assert said(table(values_list("1 2 3"), before=times)) == [("error", "LIST-QUALIFIER")]


def metadata(items: str, reference: str = "", name: str = "conformityXMLList") -> str:
    attribute = f' refId="{reference}"' if reference else ""
    return (
        f"<dcc:measurementMetaData><dcc:metaData{attribute}><dcc:{name}>{items}</dcc:{name}>"
        "</dcc:metaData></dcc:measurementMetaData>"
    )


@pytest.mark.parametrize(
    ("items", "name", "expected"),
    [
        ("pass fail pass", "conformityXMLList", []),
        ("pass", "conformityXMLList", []),
        ("pass fail", "conformityXMLList", [("error", "LIST-QUALIFIER")]),
        ("true false", "validXMLList", [("error", "LIST-QUALIFIER")]),
    ],
)
def test_conformity_has_an_item_per_value_or_one(
    items: str, name: str, expected: list[tuple[str, str]]
) -> None:
    own = quantity(values_list("1 2 3"), behind=metadata(items, name=name))
    assert said(minimal(results=result(own))) == expected
    assert said(table(values_list("1 2 3"), behind=metadata(items, name=name))) == expected


def test_conformity_that_refers_elsewhere_is_counted_there() -> None:
    target = quantity(values_list("1 2"), attributes=' id="q"')
    refers = quantity(values_list("1 2 3"), behind=metadata("pass fail", reference="q"))
    assert said(minimal(results=result(target + refers))) == []
    refers = quantity(values_list("1 2 3"), behind=metadata("pass fail pass", reference="q"))
    assert said(minimal(results=result(target + refers))) == [("error", "LIST-QUALIFIER")]


def matrix(*columns: str) -> str:
    inner = "".join(
        "<si:column>"
        + "".join(
            f"<si:covariance><si:value>{value}</si:value><si:unit>\\volt\\volt</si:unit></si:covariance>"
            for value in column.split()
        )
        + "</si:column>"
        for column in columns
    )
    return f"<si:covarianceMatrix>{inner}</si:covarianceMatrix>"


def region(*columns: str) -> str:
    return (
        f"<si:ellipsoidalRegion>{matrix(*columns)}<si:coverageFactor>2.45</si:coverageFactor>"
        "<si:coverageProbability>0.95</si:coverageProbability></si:ellipsoidalRegion>"
    )


def number(*columns: str) -> str:
    return (
        "<si:complex><si:valueReal>1</si:valueReal><si:valueImag>2</si:valueImag>"
        f"<si:unit>\\volt</si:unit>{region(*columns)}</si:complex>"
    )


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("4 1", "1.0 3"), []),
        (("4 1",), [("error", "COVARIANCE-SHAPE")]),
        (("4 1", "1"), [("error", "COVARIANCE-SHAPE")]),
        (("4 1 0", "1 3 0", "0 0 1"), [("error", "COVARIANCE-SHAPE")]),
        (("4 1", "2 3"), [("warning", "COVARIANCE-VALUES")]),
        (("-4 1", "1 3"), [("warning", "COVARIANCE-VALUES")]),
    ],
)
def test_the_covariance_of_a_complex_number(
    columns: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert said(with_quantity(number(*columns))) == expected


def test_the_covariance_of_a_list_has_a_column_per_value() -> None:
    def listed(*columns: str) -> str:
        reals = "".join(f"<si:real><si:value>{i}</si:value></si:real>" for i in range(3))
        inner = f"<si:realList><si:listUnit>\\volt</si:listUnit>{reals}{region(*columns)}</si:realList>"
        return f"<si:list>{inner}</si:list>"

    assert said(with_quantity(listed("1 0 0", "0 1 0", "0 0 1"))) == []
    assert said(with_quantity(listed("1 0", "0 1"))) == [("error", "COVARIANCE-SHAPE")]

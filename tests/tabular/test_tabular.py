"""Quantities as columns and tables, from every form of the D-SI."""

from __future__ import annotations

import pytest

from dcc.model import (
    Complex,
    ComplexListXmlList,
    Constant,
    CoverageIntervalMU,
    ExpandedMU,
    ExpandedMUXmlList,
    ExpandedUnc,
    Hybrid,
    ListMeasurementUncertaintyUnivariate,
    MeasurementUncertaintyUnivariate,
    MeasurementUncertaintyUnivariateXmlList,
    Node,
    Number,
    NumberList,
    Quantity,
    QuantityList,
    Real,
    RealInList,
    RealList,
    RealListXmlList,
    SiList,
    StandardMU,
    StringWithLang,
    Text,
    Tokens,
)
from dcc.tabular import Component, columns_of, series_of, table_of, word_at
from dcc.tabular.tables import rows_of
from dcc.tabular.uncertainty import Uncertainty

K = r"\kelvin"
C = r"\degreecelsius"
NEW = ExpandedMU(
    value_expanded_mu=Number("0.10"), coverage_factor=Number("2"), coverage_probability=Number("0.95")
)
OLD = ExpandedUnc(
    uncertainty=Number("0.10"), coverage_factor=Number("2"), coverage_probability=Number("0.95")
)
EXPANDED = Uncertainty(expanded=("0.10",), factor=("2",), probability=("0.95",))


def real(value: str, unit: str = K, **more: object) -> Real:
    return Real(value=Number(value), unit=unit, **more)  # type: ignore[arg-type]


def text(words: str) -> Text:
    return Text(content=(StringWithLang(text=words),))


@pytest.mark.parametrize(
    "value",
    [
        real("1.0", measurement_uncertainty_univariate=MeasurementUncertaintyUnivariate(expanded_mu=NEW)),
        real("1.0", expanded_unc=OLD),
    ],
)
def test_old_and_new_forms_of_an_uncertainty_are_the_same(value: Real) -> None:
    (series,) = series_of(value)
    assert series.values == ("1.0",)
    assert series.units == (K,)
    assert series.uncertainty == EXPANDED


def test_a_coverage_interval_keeps_its_limits() -> None:
    interval = CoverageIntervalMU(
        value_standard_mu=Number("0.05"),
        interval_min=Number("0.9"),
        interval_max=Number("1.1"),
        coverage_probability=Number("0.95"),
    )
    stated = MeasurementUncertaintyUnivariate(coverage_interval_mu=interval)
    (series,) = series_of(real("1.0", measurement_uncertainty_univariate=stated))
    assert series.uncertainty == Uncertainty(
        standard=("0.05",), lower=("0.9",), upper=("1.1",), probability=("0.95",)
    )


def test_a_constant_states_a_standard_uncertainty() -> None:
    (series,) = series_of(Constant(value=Number("8.3"), unit=r"\one", uncertainty=Number("0.1")))
    assert series.uncertainty == Uncertainty(standard=("0.1",))


def test_a_long_list_states_once_for_all_or_for_each() -> None:
    stated = ExpandedMUXmlList(
        value_expanded_mu_xml_list=NumberList("0.1 0.2"),
        coverage_factor_xml_list=NumberList("2"),
        coverage_probability_xml_list=NumberList("0.95"),
    )
    (series,) = series_of(
        RealListXmlList(
            value_xml_list=NumberList("1 2.0"),
            unit_xml_list=Tokens(K),
            measurement_uncertainty_univariate_xml_list=MeasurementUncertaintyUnivariateXmlList(
                expanded_mu_xml_list=stated
            ),
        )
    )
    assert series.values == ("1", "2.0")
    assert [word_at(series.units, place) for place in range(2)] == [K, K]
    assert [word_at(series.uncertainty.expanded, place) for place in range(2)] == ["0.1", "0.2"]
    assert [word_at(series.uncertainty.factor, place) for place in range(2)] == ["2", "2"]


def test_what_a_list_states_holds_where_a_value_states_nothing() -> None:
    (series,) = series_of(
        RealList(
            list_unit=K,
            list_measurement_uncertainty_univariate=ListMeasurementUncertaintyUnivariate(
                standard_mu=StandardMU(value_standard_mu=Number("0.3"))
            ),
            real=(
                RealInList(value=Number("1")),
                RealInList(value=Number("2"), unit=C, expanded_unc=OLD, label="b"),
            ),
        )
    )
    assert series.units == (K, C)
    assert series.labels == ("", "b")
    assert series.uncertainty.standard == ("0.3", "")
    assert series.uncertainty.expanded == ("", "0.10")


def test_a_complex_value_is_two_series() -> None:
    polar = series_of(
        Complex(
            value_magnitude=Number("1.1"), value_phase=Number("0.5"), unit=r"\volt", unit_phase=r"\radian"
        )
    )
    assert [(s.component, s.values, s.units) for s in polar] == [
        (Component.MAGNITUDE, ("1.1",), (r"\volt",)),
        (Component.PHASE, ("0.5",), (r"\radian",)),
    ]
    cartesian = series_of(
        ComplexListXmlList(
            value_real_xml_list=NumberList("1 2"),
            value_imag_xml_list=NumberList("3 4"),
            unit_xml_list=Tokens(r"\volt"),
        )
    )
    assert [(s.component, s.values) for s in cartesian] == [
        (Component.REAL, ("1", "2")),
        (Component.IMAGINARY, ("3", "4")),
    ]


def test_the_units_of_a_hybrid_are_alternatives_of_one_column() -> None:
    (column,) = columns_of(Quantity(hybrid=Hybrid(content=(real("273.15"), real("0.00", C)))))
    assert [series.values for series in column.alternatives] == [("273.15",), ("0.00",)]
    assert len(column) == 1


def test_each_list_in_a_list_is_a_column() -> None:
    lists = tuple(
        RealListXmlList(value_xml_list=NumberList(values), unit_xml_list=Tokens(K))
        for values in ("1 2", "3 4")
    )
    columns = columns_of(Quantity(si_list=SiList(label="both", content=lists)))
    assert [column.alternatives[0].values for column in columns] == [("1", "2"), ("3", "4")]
    assert {column.alternatives[0].name for column in columns} == {"both"}


def test_words_are_a_column_too() -> None:
    (column,) = columns_of(Quantity(chars_xml_list=Tokens("Q1 Q2")))
    assert column.words == ("Q1", "Q2")
    assert len(column) == 2


def test_anything_else_is_refused() -> None:
    with pytest.raises(TypeError, match="Text"):
        series_of(text("no value"))


def row(name: str, value: str, **more: Node) -> QuantityList:
    return QuantityList(
        name=text(name),
        content=(Quantity(name=text("mass"), real=real(value, expanded_unc=OLD), **more),),  # type: ignore[arg-type]
    )


def test_lists_that_state_the_same_quantities_are_rows() -> None:
    table = rows_of([row("first", "1.0"), row("second", "2.00")])
    assert table is not None
    assert len(table) == 2
    (column,) = table.columns
    assert column.alternatives[0].values == ("1.0", "2.00")
    assert column.alternatives[0].uncertainty.expanded == ("0.10", "0.10")
    assert [name.content[0].text for name in table.rows if name] == ["first", "second"]


def test_lists_that_differ_are_not() -> None:
    other = QuantityList(content=(Quantity(name=text("volume"), real=real("1")),))
    assert rows_of([row("first", "1.0"), other]) is None
    assert rows_of([row("only", "1.0")]) is None
    longer = QuantityList(content=(Quantity(name=text("mass"), chars_xml_list=Tokens("a b")),))
    assert rows_of([longer, longer]) is None


def test_a_table_is_as_long_as_its_longest_column() -> None:
    table = table_of([Quantity(real=real("1")), Quantity(chars_xml_list=Tokens("a b c"))])
    assert len(table) == 3

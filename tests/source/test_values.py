"""Numbers, units and measurement uncertainties go into the certificate as they were written."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dcc.model import Hybrid, Real, RealListXmlList
from dcc.source.uncertainty import two_digits
from dcc.xml.reading import read
from dcc.xml.writing import write
from tests.source.reading import TABLE, build_good, column, mistake


def values_of(place: int, *edits: tuple[str, str], table: bytes = TABLE) -> RealListXmlList:
    found = column(build_good(*edits, table=table), place).real_list_xml_list
    assert found is not None
    return found


def test_digits_stay_as_they_were_written() -> None:
    assert values_of(1).value_xml_list == "0.020 -0.030 0.040"


@given(st.from_regex(r"[-+]?([0-9]{0,30}\.[0-9]{1,30}|[0-9]{1,30}\.?)([Ee][-+]?[0-9]{1,3})?", fullmatch=True))
def test_every_number_of_the_digital_si_survives_into_the_document(number: str) -> None:
    certificate = build_good(table=f"reference,error,U\n1,{number},0.1\n".encode())
    again = column(read(write(certificate)), 1).real_list_xml_list
    assert again is not None
    assert again.value_xml_list == number


def test_a_single_uncertainty_holds_for_all_rows() -> None:
    stated = values_of(1, ("U: {column: U}", "U: 0.05")).measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.05"


def test_k_and_p_may_differ_from_row_to_row() -> None:
    table = b"reference,error,U,k\n1,0.1,0.2,2.00\n2,0.1,0.2,2.13\n"
    edit = ("U: {column: U}", "U: {column: U}\n              k: {column: k}")
    stated = values_of(1, edit, table=table).measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.coverage_factor_xml_list == "2.00 2.13"


def test_a_standard_uncertainty_is_stated_as_one() -> None:
    stated = values_of(1, ("U: {column: U}", "u: {column: U}")).measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is None
    assert stated.standard_mu_xml_list is not None
    assert stated.standard_mu_xml_list.value_standard_mu_xml_list == "0.011 0.012 0.050"


def test_a_relative_uncertainty_stands_beside_the_absolute_one_that_follows_from_it() -> None:
    found = column(build_good(("U: {column: U}", "U_relative: 12.5 %")), 1)
    assert found.relative_uncertainty is not None
    relative = found.relative_uncertainty.relative_uncertainty_xml_list
    assert relative is not None
    assert (relative.value_xml_list, relative.unit_xml_list) == ("12.5", r"\percent")
    assert found.real_list_xml_list is not None
    stated = found.real_list_xml_list.measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.0025 0.0038 0.0050"


def test_a_relative_uncertainty_of_zero_is_refused() -> None:
    found = mistake(("U: {column: U}", "U_relative: 1 %"), table=TABLE.replace(b"-0.030", b"0.000"))
    assert "zero" in found.message


@given(st.decimals(min_value=Decimal("1e-9"), max_value=Decimal("1e9"), allow_nan=False, places=12))
def test_rounding_to_two_digits_keeps_within_half_a_step(value: Decimal) -> None:
    if value:
        rounded = two_digits(value)
        assert len(rounded.as_tuple().digits) == 2
        exponent = rounded.as_tuple().exponent
        assert isinstance(exponent, int)
        assert abs(rounded - value) <= Decimal(5).scaleb(exponent - 1)


def hybrid_of(*edits: tuple[str, str]) -> tuple[RealListXmlList, ...]:
    found = column(build_good(*edits), 1).hybrid
    assert isinstance(found, Hybrid)
    assert all(isinstance(part, RealListXmlList) for part in found.content)
    return found.content  # type: ignore[return-value]


def test_the_coherent_unit_of_a_hybrid_comes_first() -> None:
    kelvin, celsius = hybrid_of(
        ("unit: mV", "unit: °C\n              kind: temperature\n              also_in: K")
    )
    assert (kelvin.unit_xml_list, celsius.unit_xml_list) == (r"\kelvin", r"\degreecelsius")
    assert kelvin.value_xml_list == "273.170 273.120 273.190"
    assert celsius.value_xml_list == "0.020 -0.030 0.040"


def test_an_uncertainty_is_converted_as_a_difference() -> None:
    kelvin, _ = hybrid_of(("unit: mV", "unit: °C\n              kind: temperature\n              also_in: K"))
    stated = kelvin.measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.011 0.012 0.050"


def test_a_second_unit_may_have_values_of_its_own() -> None:
    own = "unit: °C\n              also_in: [{unit: K, values: [273.17, 273.12, 273.19], U: 0.05}]"
    kelvin, _ = hybrid_of(("unit: mV", own))
    assert kelvin.value_xml_list == "273.17 273.12 273.19"
    stated = kelvin.measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.05"


def test_one_uncertainty_in_the_unit_of_each_row_is_converted_row_by_row() -> None:
    table = b"reference,error,unit\n1,0.1,mV\n2,0.1,V\n"
    edits = (
        ("unit: mV", "unit: {column: unit}\n              also_in: µV"),
        ("U: {column: U}", "U: 0.2"),
    )
    found = column(build_good(*edits, table=table), 1).hybrid
    assert found is not None
    microvolt = next(part for part in found.content if part.unit_xml_list == r"\micro\volt")  # type: ignore[union-attr]
    stated = microvolt.measurement_uncertainty_univariate_xml_list  # type: ignore[union-attr]
    assert stated is not None
    assert microvolt.value_xml_list == "100 100000"  # type: ignore[union-attr]
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "200 200000"


def test_units_may_differ_from_row_to_row() -> None:
    table = b"reference,error,U,unit\n1,0.1,0.2,mV\n2,0.1,0.2,V\n"
    assert (
        values_of(1, ("unit: mV", "unit: {column: unit}"), table=table).unit_xml_list == r"\milli\volt \volt"
    )


def test_a_single_quantity_becomes_a_real() -> None:
    source = (
        "        table:\n          file: table.csv",
        "        quantities:\n"
        "          - {value: 100.0, unit: Ω, U: 0.2, label: R, time: 2026-01-14T09:30:00Z}\n"
        "      - name: More\n        table:\n          file: table.csv",
    )
    content = build_good(source).results[0].data.content[0]
    real = getattr(content, "real", None)
    assert isinstance(real, Real)
    assert (real.value, real.unit, real.label) == ("100.0", r"\ohm", "R")
    assert real.date_time == "2026-01-14T09:30:00Z"

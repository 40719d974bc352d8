"""Quantities of a certificate in pint: as what their role says they are."""

from __future__ import annotations

import pytest

import dcc
from dcc.model import (
    Hybrid,
    Number,
    NumberList,
    Quantity,
    Real,
    RealListXmlList,
    RichContent,
    StringWithLang,
    Tokens,
)

K, C = r"\kelvin", r"\degreecelsius"


def quantity(ref_type: str, *forms: Real | RealListXmlList) -> Quantity:
    words = Tokens(ref_type) if ref_type else None
    if len(forms) > 1:
        return Quantity(ref_type=words, hybrid=Hybrid(content=forms))
    (form,) = forms
    if isinstance(form, Real):
        return Quantity(ref_type=words, real=form)
    return Quantity(ref_type=words, real_list_xml_list=form)


def real(value: str, unit: str) -> Real:
    return Real(value=Number(value), unit=unit)


def values(numbers: str, *units: str) -> RealListXmlList:
    return RealListXmlList(value_xml_list=NumberList(numbers), unit_xml_list=Tokens.of(*units))


def test_an_error_in_celsius_is_as_many_kelvin() -> None:
    found = dcc.to_pint(quantity("basic_measurementError", real("0.060", C)))
    assert str(found.to("kelvin").magnitude) == "0.060"
    assert str(found.units) == "delta_degree_Celsius"


def test_an_indication_in_celsius_is_a_temperature() -> None:
    found = dcc.to_pint(quantity("basic_measuredValue", real("20.00", C)))
    assert str(found.to("kelvin").magnitude) == "293.15"


def test_a_column_becomes_an_array_of_exact_numbers() -> None:
    found = dcc.to_pint(quantity("basic_correction", values("-0.050 0.120", C)))
    assert [str(number) for number in found.to("kelvin").magnitude] == ["-0.050", "0.120"]


def test_of_a_hybrid_the_first_form_counts() -> None:
    found = dcc.to_pint(quantity("basic_measuredValue", real("293.15", K), real("20.00", C)))
    assert (str(found.magnitude), str(found.units)) == ("293.15", "kelvin")


def test_what_no_role_tells_is_refused_until_the_caller_says_it() -> None:
    unknown = quantity("", real("0.060", C))
    with pytest.raises(dcc.UsageError, match="nothing says which"):
        dcc.to_pint(unknown)
    assert str(dcc.to_pint(unknown, scale=dcc.Scale.DIFFERENCE).to("kelvin").magnitude) == "0.060"
    assert str(dcc.to_pint(unknown, scale=dcc.Scale.VALUE).to("kelvin").magnitude) == "273.210"
    assert str(dcc.to_pint(quantity("", real("0.060", K))).magnitude) == "0.060"


def test_what_is_no_number_in_one_unit_is_refused() -> None:
    words = Quantity(no_quantity=RichContent(content=(StringWithLang(text="none", lang="en"),)))
    for wrong in (words, quantity("", values("1 2", K, r"\metre"))):
        with pytest.raises(dcc.UsageError):
            dcc.to_pint(wrong)

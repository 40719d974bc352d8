"""The digits of measurement uncertainties and of their values, by GUM 7.2.6."""

from __future__ import annotations

import pytest

from tests.documents import minimal, quantity, result
from tests.rules.judging import expanded, findings, hybrid, real, said, values_list, with_quantity

ZERO = [("warning", "UNCERTAINTY-ZERO")]
DIGITS = [("warning", "UNCERTAINTY-DIGITS")]
ALIGNED = [("warning", "VALUE-DIGITS")]


def with_u(value: str, uncertainty: str) -> bytes:
    return with_quantity(real(value, more=expanded(uncertainty)))


def in_list(uncertainties: str) -> str:
    return (
        "<si:measurementUncertaintyUnivariateXMLList><si:expandedMUXMLList>"
        f"<si:valueExpandedMUXMLList>{uncertainties}</si:valueExpandedMUXMLList>"
        "<si:coverageFactorXMLList>2</si:coverageFactorXMLList>"
        "<si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList>"
        "</si:expandedMUXMLList></si:measurementUncertaintyUnivariateXMLList>"
    )


def standard(uncertainty: str) -> str:
    return (
        "<si:measurementUncertaintyUnivariate><si:standardMU>"
        f"<si:valueStandardMU>{uncertainty}</si:valueStandardMU>"
        "</si:standardMU></si:measurementUncertaintyUnivariate>"
    )


def deprecated(uncertainty: str) -> str:
    return (
        f"<si:expandedUnc><si:uncertainty>{uncertainty}</si:uncertainty>"
        "<si:coverageFactor>2</si:coverageFactor><si:coverageProbability>0.95</si:coverageProbability>"
        "</si:expandedUnc>"
    )


@pytest.mark.parametrize(
    ("value", "uncertainty"),
    [
        ("10.058", "0.027"),
        ("10.05", "0.27"),
        ("-0.020", "0.015"),
        ("0.000", "0.027"),
        ("0", "0.027"),
        ("10.1", "0.3"),
        ("12300", "270"),
        ("12340", "20"),
        ("12345", "27"),
        ("12345", "3"),
        ("1.230e4", "2.7e2"),
        ("1.2300e4", "27"),
        ("12.30E3", "0.27e3"),
        ("1.0E-6", "2.7E-6"),
        ("NaN", "0.027"),
        ("1.000", "NaN"),
        ("100", "10"),
    ],
)
def test_usual_ways_of_writing_a_value_with_its_uncertainty_are_right(value: str, uncertainty: str) -> None:
    assert [each for each in said(with_u(value, uncertainty)) if each[1] != "VALUE-NAN"] == []


@pytest.mark.parametrize("zero", ["0", "0.0", "0.000", "0e-3"])
@pytest.mark.parametrize("stated", [expanded, standard, deprecated])
def test_an_uncertainty_of_zero_is_a_warning(zero: str, stated: object) -> None:
    assert callable(stated)
    assert said(with_quantity(real("1.000", more=stated(zero)))) == ZERO


@pytest.mark.parametrize(
    ("value", "uncertainty", "digits"),
    [
        ("10.0576200", "0.0271833", 6),
        ("10.05762", "0.0271833", 6),
        ("10.0580", "0.0270", 3),
        ("10.000", "1.000", 4),
        ("1230", "1.20e3", 3),
        ("12345", "123", 3),
        ("12345", "1230", 3),
    ],
)
def test_more_than_two_significant_digits_are_a_warning_and_counted(
    value: str, uncertainty: str, digits: int
) -> None:
    """Zeros at the end count where a decimal point is written; places are not compared then."""
    (finding,) = findings(with_u(value, uncertainty))
    assert (finding.severity.value, finding.code) == DIGITS[0]
    assert finding.message == f"the measurement uncertainty {uncertainty} has {digits} significant digits"
    assert finding.clause == "JCGM 100:2008, 7.2.6"


@pytest.mark.parametrize(
    ("value", "uncertainty", "relation"),
    [
        ("10", "0.027", "ends before"),
        ("10.05762", "0.027", "has digits beyond"),
        ("10.1", "0.06", "ends before"),
        ("0.00", "0.027", "ends before"),
        ("12345.6", "27", "has digits beyond"),
        ("12345", "1.2e2", "has digits beyond"),
        ("1.2e3", "0.0012", "ends before"),
    ],
)
def test_a_value_not_rounded_to_the_place_of_its_uncertainty_is_a_warning(
    value: str, uncertainty: str, relation: str
) -> None:
    (finding,) = findings(with_u(value, uncertainty))
    assert (finding.severity.value, finding.code) == ALIGNED[0]
    assert finding.message == (
        f"the value {value} {relation} the last place of its measurement uncertainty {uncertainty}"
    )


def test_a_list_gives_one_finding_of_a_kind_with_the_first_row_and_their_number() -> None:
    values = "1.00 1.000 1.00 1 1.0000 1.00"
    document = with_quantity(values_list(values, more=in_list("0.12 0.123 0.12 0.12 0.124 0")))
    assert [finding.message for finding in findings(document)] == [
        "row 2: the measurement uncertainty 0.123 has 3 significant digits; 1 more in the same way",
        "row 4: the value 1 ends before the last place of its measurement uncertainty 0.12",
        "row 6: the measurement uncertainty is 0",
    ]


def test_one_uncertainty_may_hold_for_all_values_of_a_list() -> None:
    assert said(with_quantity(values_list("0.072 0.089 -0.009 NaN", more=in_list("0.061")))) == []
    (finding,) = findings(with_quantity(values_list("0.07 0.089 0.1", more=in_list("0.061"))))
    assert finding.message == (
        "row 1: the value 0.07 ends before the last place of its measurement uncertainty 0.061; "
        "1 more in the same way"
    )


def test_of_a_hybrid_one_form_that_is_right_is_enough_since_a_conversion_may_bring_digits() -> None:
    inch = real("1.000", r"\metre", more=expanded("0.010"))
    millimetre = real("1000", r"\milli\metre", more=expanded("10.00"))
    assert said(with_quantity(hybrid(inch, millimetre))) == []
    kelvin = real("293.16240", r"\kelvin", more=expanded("0.0123"))
    celsius = real("20.01240", r"\degreecelsius", more=expanded("0.0123"))
    assert said(with_quantity(hybrid(kelvin, celsius))) == DIGITS


def test_a_relative_uncertainty_beside_leaves_the_places_free() -> None:
    """The absolute one follows from it, with two digits of its own: CNAS-CL01-G003."""
    relative = (
        "<dcc:relativeUncertainty><dcc:relativeUncertaintySingle><si:value>0.005</si:value>"
        r"<si:unit>\one</si:unit></dcc:relativeUncertaintySingle></dcc:relativeUncertainty>"
    )
    document = minimal(results=result(quantity(real("12.34", more=expanded("0.062")) + relative)))
    assert said(document) == []


def test_significant_digits_stated_and_intervals_leave_the_places_free() -> None:
    stated = "<si:significantDigit>3</si:significantDigit>"
    assert said(with_quantity(real("10.05762", more=stated + expanded("0.027")))) == []
    interval = (
        "<si:measurementUncertaintyUnivariate><si:coverageIntervalMU>"
        "<si:valueStandardMU>0.12</si:valueStandardMU><si:intervalMin>9</si:intervalMin>"
        "<si:intervalMax>11</si:intervalMax><si:coverageProbability>0.95</si:coverageProbability>"
        "</si:coverageIntervalMU></si:measurementUncertaintyUnivariate>"
    )
    assert said(with_quantity(real("10", more=interval))) == []
    assert said(with_quantity(real("10", more=interval.replace("0.12", "0.123")))) == DIGITS


def test_a_value_that_begins_with_its_point_is_read_as_any_other() -> None:
    assert said(with_u(".5", "0")) == ZERO
    assert said(with_u(".512", ".123")) == DIGITS
    assert said(with_u(".512", ".012")) == []


def test_a_label_in_front_is_not_taken_for_the_value() -> None:
    labelled = real("10", more=expanded("0.027")).replace(
        "<si:value>", "<si:label>1.234</si:label><si:value>", 1
    )
    assert said(with_quantity(labelled)) == ALIGNED


def test_a_list_of_single_reals_gives_one_finding_too() -> None:
    def reals(*pairs: tuple[str, str], shared: str = "") -> bytes:
        def own(uncertainty: str) -> str:
            return deprecated(uncertainty) if uncertainty else ""

        items = "".join(real(value, more=own(uncertainty)) for value, uncertainty in pairs)
        return with_quantity(f"<si:hybrid><si:realList>{shared}{items}</si:realList></si:hybrid>")

    assert said(reals(("1.00", "0.12"), ("2.0", "0.1"))) == []
    (finding,) = findings(reals(("1.00", "0.12"), ("2.0", "0.12"), ("3", "0.12")))
    assert finding.message.startswith("row 2: the value 2.0 ends before")
    assert finding.message.endswith("; 1 more in the same way")
    shared = (
        f"<si:listMeasurementUncertaintyUnivariate>{deprecated('0.123')}"
        "</si:listMeasurementUncertaintyUnivariate>"
    )
    assert said(reals(("1.000", ""), ("2.000", ""), shared=shared)) == DIGITS


def test_a_constant_is_looked_at_too() -> None:
    def constant(uncertainty: str) -> bytes:
        return with_quantity(
            r"<si:constant><si:value>6.67430e-11</si:value>"
            r"<si:unit>\metre\tothe{3}\kilogram\tothe{-1}\second\tothe{-2}</si:unit>"
            f"<si:valueStandardMU>{uncertainty}</si:valueStandardMU></si:constant>"
        )

    assert said(constant("0.00015e-11")) == []
    assert said(constant("0")) == ZERO
    assert said(constant("0.0015e-11")) == ALIGNED

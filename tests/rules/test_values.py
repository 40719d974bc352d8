"""Values and measurement uncertainties."""

from __future__ import annotations

import pytest

from dcc.validation import validate
from tests.documents import minimal, quantity, result
from tests.rules.judging import expanded, findings, hybrid, real, said, values_list, with_quantity


@pytest.mark.parametrize(
    ("factor", "probability", "distribution"),
    [
        ("2", "0.95", "normal"),
        ("2.00", "0.9545", ""),
        ("1.96", "0.95", "normal"),
        ("3", "0.99", "normal"),
        ("3", "0.9973", "gaussian"),
        ("1", "0.68", ""),
        ("1.65", "0.95", "rectangular"),
        ("1.73", "0.9999", "rectangular"),
        ("1.41", "0.95", "arcsine"),
        ("2.87", "0.95", "normal"),
        ("4.53", "0.9545", "normal"),
        ("12.7", "0.95", "student"),
        ("2", "1", ""),
        ("NaN", "NaN", ""),
    ],
)
def test_coverage_factors_met_in_practice_are_not_doubted(
    factor: str, probability: str, distribution: str
) -> None:
    document = with_quantity(real("1.0", more=expanded("0.1", factor, probability, distribution)))
    assert said(document) == []


@pytest.mark.parametrize(
    ("factor", "probability", "distribution"),
    [
        ("20", "0.95", "normal"),
        ("20", "0.95", ""),
        ("12.7", "0.95", "normal"),
        ("1", "0.95", ""),
        ("1", "0.9545", "normal"),
        ("2", "0.5", "normal"),
        ("2", "0.05", "rectangular"),
    ],
)
def test_coverage_factors_that_fit_no_distribution_are_a_warning(
    factor: str, probability: str, distribution: str
) -> None:
    document = with_quantity(real("1.0", more=expanded("0.1", factor, probability, distribution)))
    assert said(document) == [("warning", "COVERAGE-MISMATCH")]


def test_coverage_in_lists_is_judged_row_by_row_and_each_pair_once() -> None:
    uncertainty = (
        "<si:measurementUncertaintyUnivariateXMLList><si:expandedMUXMLList>"
        "<si:valueExpandedMUXMLList>1 1 1</si:valueExpandedMUXMLList>"
        "<si:coverageFactorXMLList>2 20 20</si:coverageFactorXMLList>"
        "<si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList>"
        "</si:expandedMUXMLList></si:measurementUncertaintyUnivariateXMLList>"
    )
    (finding,) = findings(with_quantity(values_list("1 2 3", more=uncertainty)))
    assert finding.message == ("k = 20 does not belong to p = 0.95; a normal distribution has k = 1.96")


def interval(low: str, high: str) -> str:
    return (
        "<si:measurementUncertaintyUnivariate><si:coverageIntervalMU><si:valueStandardMU>1</si:valueStandardMU>"
        f"<si:intervalMin>{low}</si:intervalMin><si:intervalMax>{high}</si:intervalMax>"
        "<si:coverageProbability>0.95</si:coverageProbability></si:coverageIntervalMU>"
        "</si:measurementUncertaintyUnivariate>"
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        ("1", "0.5", "2", []),
        ("1", "1.0", "1", []),
        ("1", "NaN", "2", []),
        ("1e-3", "-1E-2", "1E-2", []),
        ("1", "2", "0.5", [("error", "INTERVAL-ORDER")]),
        ("1", "-0.5", "0.5", [("warning", "INTERVAL-VALUE")]),
    ],
)
def test_the_ends_of_an_interval_enclose_the_value(
    value: str, low: str, high: str, expected: list[tuple[str, str]]
) -> None:
    assert said(with_quantity(real(value, more=interval(low, high)))) == expected


def test_intervals_in_lists_are_judged_row_by_row() -> None:
    def listed(low: str, high: str) -> str:
        return values_list(
            "1 2 3",
            more="<si:coverageIntervalXMLList><si:standardUncXMLList>1</si:standardUncXMLList>"
            f"<si:intervalMinXMLList>{low}</si:intervalMinXMLList>"
            f"<si:intervalMaxXMLList>{high}</si:intervalMaxXMLList>"
            "<si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList></si:coverageIntervalXMLList>",
        )

    assert said(with_quantity(listed("0", "2 3 4"))) == []
    assert said(with_quantity(listed("0 1 5", "2 3 4"))) == [("error", "INTERVAL-ORDER")]
    assert said(with_quantity(listed("0 1 3.5", "2 3 4"))) == [("warning", "INTERVAL-VALUE")]


def test_a_missing_value_is_doubtful_alone_and_worth_knowing_in_a_list() -> None:
    assert said(with_quantity(real("NaN"))) == [("warning", "VALUE-NAN")]
    (finding,) = findings(with_quantity(values_list("1 NaN 3")))
    assert (finding.code, str(finding.severity)) == ("VALUE-NAN", "info")


def relative(value: str, unit: str = r"\percent") -> str:
    return (
        "<dcc:relativeUncertainty><dcc:relativeUncertaintySingle>"
        f"<si:value>{value}</si:value><si:unit>{unit}</si:unit>"
        "</dcc:relativeUncertaintySingle></dcc:relativeUncertainty>"
    )


@pytest.mark.parametrize(
    ("value", "uncertainty", "stated"),
    [
        ("100.0", "0.5", relative("0.5")),
        ("100.0", "0.5", relative("0.005", r"\one")),
        ("100.0", "0.5", relative("5000", r"\ppm")),
        ("100.0", "0.5", relative("5.0", r"\milli\volt\volt\tothe{-1}")),
        ("-100.0", "0.50", relative("0.25")),
        ("3.00", "0.010", relative("0.33")),
        ("3.00", "0.010", relative("0.4")),
        ("0.0", "0.5", relative("7")),
        ("100.0", "0.5", relative("7", "|fancy")),
        ("100.0", "NaN", relative("7")),
    ],
)
def test_relative_uncertainties_that_agree_within_the_digits_are_fine(
    value: str, uncertainty: str, stated: str
) -> None:
    document = with_quantity(real(value, more=expanded(uncertainty)), behind=stated)
    assert ("warning", "UNCERTAINTY-RELATIVE") not in said(document)


def test_a_relative_uncertainty_that_contradicts_the_absolute_one_is_a_warning() -> None:
    document = with_quantity(real("100.0", more=expanded("0.5")), behind=relative("5.0"))
    (finding,) = findings(document)
    assert finding.code == "UNCERTAINTY-RELATIVE"
    assert finding.message == "5.0 is stated, and 0.5 is not this part of 100.0"


@pytest.mark.parametrize("factor", ["1E999999999", "1E-999999999", "2." + "0" * 1_000_000])
def test_a_coverage_factor_beyond_all_reason_is_not_computed_with(factor: str) -> None:
    document = with_quantity(real("100.0", more=expanded("0.5", factor)), behind=relative("5.0"))
    assert "UNCERTAINTY-RELATIVE" not in {finding.code for finding in validate(document).findings}


def test_a_relative_uncertainty_alone_is_fine() -> None:
    assert said(with_quantity(real("100.0"), behind=relative("5.0"))) == []


def test_of_a_hybrid_one_form_must_agree() -> None:
    forms = hybrid(
        real("293.15", r"\kelvin", expanded("0.30")), real("20.00", r"\degreecelsius", expanded("0.30"))
    )
    assert said(with_quantity(forms, behind=relative("1.5"))) == []
    assert said(with_quantity(forms, behind=relative("0.10"))) == []
    assert said(with_quantity(forms, behind=relative("9.0"))) == [("warning", "UNCERTAINTY-RELATIVE")]


def test_quantities_in_the_metadata_have_no_part_in_it() -> None:
    limit = quantity(real("3.0", more=expanded("0.3")))
    inner = f"<dcc:metaData><dcc:data>{limit}</dcc:data></dcc:metaData>"
    metadata = f"<dcc:measurementMetaData>{inner}</dcc:measurementMetaData>"
    document = minimal(
        results=result(quantity(real("100.0", more=expanded("0.5")), behind=relative("0.50") + metadata))
    )
    assert said(document) == []


def test_relative_uncertainties_of_lists_are_judged_row_by_row() -> None:
    def document(ratios: str) -> bytes:
        uncertainty = (
            "<si:expandedUncXMLList><si:uncertaintyXMLList>0.5 0.5</si:uncertaintyXMLList>"
            "<si:coverageFactorXMLList>2</si:coverageFactorXMLList>"
            "<si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList></si:expandedUncXMLList>"
        )
        stated = (
            "<dcc:relativeUncertainty><dcc:relativeUncertaintyXmlList>"
            f"<si:valueXMLList>{ratios}</si:valueXMLList><si:unitXMLList>\\percent</si:unitXMLList>"
            "</dcc:relativeUncertaintyXmlList></dcc:relativeUncertainty>"
        )
        return with_quantity(values_list("100.0 50.0", more=uncertainty), behind=stated)

    assert said(document("0.50 1.00")) == []
    assert said(document("0.50 0.10")) == [("warning", "UNCERTAINTY-RELATIVE")]

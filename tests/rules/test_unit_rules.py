"""Units in a certificate."""

from __future__ import annotations

import pytest

from tests.documents import minimal, quantity, result
from tests.rules.judging import findings, real, said, values_list, with_quantity


@pytest.mark.parametrize(
    ("unit", "code", "message", "hint"),
    [
        (
            r"\kilo\Pascal",
            "UNIT-UNKNOWN",
            r"'\Pascal' in '\kilo\Pascal': the D-SI has no such word",
            r"Perhaps \kilo\pascal is meant.",
        ),
        (
            "kPa",
            "UNIT-UNKNOWN",
            "'kPa' is no D-SI unit: a D-SI unit is written in words, each behind a backslash",
            r"Perhaps \kilo\pascal is meant.",
        ),
        (
            "% RH",
            "UNIT-UNKNOWN",
            "'% RH' is no D-SI unit: a D-SI unit is written in words, each behind a backslash",
            r"Write % (\percent) and put 'RH' (relative humidity) into the quantity's name.",
        ),
        (
            "1e-6/K",
            "UNIT-UNKNOWN",
            "'1e-6/K' is no D-SI unit: a D-SI unit is written in words, each behind a backslash",
            r"Write 1/K (\kelvin\tothe{-1}) and put the power of ten into value and U: "
            "11.5e-6 in place of 11.5. Or leave the value as it is and write ppm/K.",
        ),
        (
            r"\metre\tothe{2}\tothe{2}",
            "UNIT-SYNTAX",
            r"'\tothe{2}' in '\metre\tothe{2}\tothe{2}': an exponent belongs directly behind a unit, once",
            r"Compare with \kilo\metre\hour\tothe{-1}: prefix, unit, exponent, without spaces.",
        ),
    ],
)
def test_a_wrong_unit_is_told_with_the_part_that_is_wrong(
    unit: str, code: str, message: str, hint: str
) -> None:
    (finding,) = findings(with_quantity(real("1", unit)))
    assert (finding.code, finding.message, finding.hint) == (code, message, hint)


def test_a_unit_that_nobody_can_mean_is_a_warning_with_what_to_write() -> None:
    (finding,) = findings(with_quantity(real("1", r"\percent\ronna\henry")))
    assert (finding.code, finding.severity.value) == ("UNIT-IMPLAUSIBLE", "warning")
    assert "RH stands for relative humidity" in finding.message
    assert r"Write \percent" in finding.hint
    listed = values_list("1 2 3", r"\one\elementarycharge\tothe{-6} \metre \bar\gram")
    assert [code for _, code in said(with_quantity(listed))] == ["UNIT-IMPLAUSIBLE", "UNIT-IMPLAUSIBLE"]
    assert said(with_quantity(real("1", r"\ppm\kelvin\tothe{-1}"))) == []


def test_white_space_is_a_warning_where_the_words_can_still_be_told_apart() -> None:
    assert said(with_quantity(real("1", "\n  \\kilo\\metre\n"))) == [("warning", "UNIT-PADDED")]
    assert said(with_quantity(real("1", r"\kilo \metre \tothe{ 2 }"))) == [("warning", "UNIT-PADDED")]
    assert said(with_quantity(real("1", r"\kilo\me tre"))) == [("error", "UNIT-UNKNOWN")]


def test_each_different_unit_of_a_list_is_judged_once() -> None:
    found = findings(with_quantity(values_list("1 2 3 4", r"\metre psi psi \kelvyn")))
    assert [finding.code for finding in found] == ["UNIT-UNKNOWN", "UNIT-UNKNOWN"]


def test_units_of_phases_and_lists_are_judged() -> None:
    phase = (
        "<si:complex><si:valueMagnitude>1</si:valueMagnitude><si:valuePhase>2</si:valuePhase>"
        "<si:unit>\\volt</si:unit><si:unitPhase>deg</si:unitPhase></si:complex>"
    )
    (finding,) = findings(with_quantity(phase))
    assert (finding.code, finding.hint) == ("UNIT-UNKNOWN", r"Perhaps \degree is meant.")


def test_a_non_si_unit_is_explained_by_the_certificate() -> None:
    statement = (
        "<dcc:statements><dcc:statement>"
        "<dcc:nonSIDefinition>Rockwell hardness, scale C, ISO 6508-1</dcc:nonSIDefinition>"
        "<dcc:nonSIUnit>{}</dcc:nonSIUnit></dcc:statement></dcc:statements>"
    )
    results = result(quantity(real("52", "|HRC")))
    assert said(minimal(results=results)) == [("warning", "UNIT-NON-SI")]
    assert said(minimal(results=results, statements=statement.format("HRC"))) == []
    assert said(minimal(results=results, statements=statement.format("|HRC"))) == []


def test_a_definition_needs_its_unit() -> None:
    lonely = (
        "<dcc:statements><dcc:statement><dcc:nonSIDefinition>hardness</dcc:nonSIDefinition>"
        "</dcc:statement></dcc:statements>"
    )
    assert said(minimal(statements=lonely)) == [("warning", "NON-SI-PAIR")]

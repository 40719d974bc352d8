"""Verdicts of conformity against the values and limits they are about: simple acceptance, exactly."""

from __future__ import annotations

import csv

import pytest

from dcc.findings import Finding
from dcc.rules.decision import DecisionRule, read_rule
from tests.corpora import CORPORA, needs_corpora
from tests.documents import minimal, quantity, result
from tests.rules.judging import expanded, findings, hybrid, real, said, values_list

CONTRADICTION = [("error", "VERDICT-CONTRADICTION")]
MM = r"\milli\metre"


def limit(role: str, values: str) -> str:
    return quantity(values, attributes=f' refType="basic_{role}"')


def upper(value: str, unit: str = MM, kind: str = "tolerance") -> str:
    return limit(f"{kind}LimitUpper", real(value, unit))


def lower(value: str, unit: str = MM, kind: str = "tolerance") -> str:
    return limit(f"{kind}LimitLower", real(value, unit))


def conformity(verdict: str, *limits: str, rule: str = "", attributes: str = "") -> str:
    """The metadata of a quantity or table: a verdict, perhaps its decision rule, and limits."""
    words = f'<dcc:declaration><dcc:content lang="en">{rule}</dcc:content></dcc:declaration>' if rule else ""
    tag = "conformityXMLList" if " " in verdict else "conformity"
    data = f"<dcc:data>{''.join(limits)}</dcc:data>" if limits else ""
    return (
        f'<dcc:measurementMetaData><dcc:metaData{attributes} refType="basic_conformity">{words}'
        f"<dcc:{tag}>{verdict}</dcc:{tag}>{data}</dcc:metaData></dcc:measurementMetaData>"
    )


def error(values: str, behind: str, *, role: str = "basic_measurementError", more: str = "") -> str:
    return quantity(values, behind=behind, attributes=f' refType="{role}"{more}')


def certificate(*quantities: str, statements: str = "") -> bytes:
    return minimal(results=result("".join(quantities)), statements=statements)


def table(*columns: str, behind: str = "") -> bytes:
    return minimal(results=result(f"<dcc:list>{''.join(columns)}{behind}</dcc:list>"))


def only(document: bytes) -> Finding:
    (finding,) = findings(document)
    return finding


# --- one value ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "verdict", "right"),
    [
        ("0.10", "pass", True),
        ("0.100", "pass", True),
        ("1E-1", "pass", True),
        ("0.1000000000000000000000000000001", "pass", False),
        ("-0.10", "pass", True),
        ("-0.11", "pass", False),
        ("0.11", "fail", True),
        ("0.10", "fail", False),
        ("0.05", "fail", False),
        ("NaN", "pass", True),
        ("NaN", "fail", True),
    ],
)
def test_a_value_on_its_limit_passes_and_one_beyond_it_fails(value: str, verdict: str, right: bool) -> None:
    judged = said(certificate(error(real(value, MM), conformity(verdict, lower("-0.10"), upper("0.10")))))
    assert [each for each in judged if each[1] != "VALUE-NAN"] == ([] if right else CONTRADICTION)


def test_the_message_names_value_limit_verdict_and_place() -> None:
    named = '<dcc:name><dcc:content lang="en">Error</dcc:content></dcc:name>'
    passed = quantity(
        real("0.060", r"\degreecelsius"),
        before=named,
        behind=conformity("pass", upper("0.05", r"\degreecelsius")),
    )
    finding = only(certificate(passed))
    assert finding.message == (
        "'Error': 0.060 °C is above the upper tolerance limit 0.05 °C, yet the verdict is pass"
    )
    assert (finding.location.xpath or "").endswith("/dcc:metaData/dcc:conformity")
    assert finding.location.line is not None

    failed = error(real("0.02", MM), conformity("fail", lower("-0.05"), upper("0.05")))
    assert only(certificate(failed)).message == (
        "0.02 mm lies within the lower tolerance limit -0.05 mm and the upper tolerance limit 0.05 mm, "
        "yet the verdict is fail"
    )


@pytest.mark.parametrize(
    ("bound", "value", "verdict", "right"),
    [
        (upper("0.30"), "-5", "pass", True),
        (upper("0.30"), "0.31", "pass", False),
        (upper("0.30"), "0.30", "fail", False),
        (lower("490"), "490.0", "pass", True),
        (lower("490"), "489.9", "pass", False),
        (lower("490"), "489.9", "fail", True),
    ],
)
def test_a_limit_on_one_side_decides_alone(bound: str, value: str, verdict: str, right: bool) -> None:
    judged = said(certificate(error(real(value, MM), conformity(verdict, bound))))
    assert judged == ([] if right else CONTRADICTION)


def test_the_limit_may_be_in_another_unit_and_is_converted_exactly() -> None:
    def in_volts(value: str) -> bytes:
        bound = upper("50", r"\micro\volt")
        return certificate(error(real(value, r"\volt"), conformity("pass", bound)))

    assert said(in_volts("0.00005")) == []
    assert said(in_volts("0.0000500000000000000000000000001")) == CONTRADICTION


@pytest.mark.parametrize(
    ("role", "value", "bound", "right"),
    [
        ("basic_measurementError", "0.060", "0.050", False),
        ("basic_measurementError", "0.050", "0.050", True),
        ("basic_measurementError", "0.060", "273.2", True),
        ("basic_measuredValue", "20.00", "293.15", True),
        ("basic_measuredValue", "20.01", "293.15", False),
        ("basic_measuredValue", "0.060", "0.050", False),
        ("gp_any", "0.060", "0.070", True),
        ("gp_any", "400", "0.070", False),
    ],
)
def test_between_celsius_and_kelvin_an_error_converts_without_the_offset(
    role: str, value: str, bound: str, right: bool
) -> None:
    """Where the refType does not tell, only what is wrong either way is an error."""
    behind = conformity("pass", upper(bound, r"\kelvin"))
    assert said(certificate(error(real(value, r"\degreecelsius"), behind, role=role))) == (
        [] if right else CONTRADICTION
    )


def test_limits_in_a_unit_of_another_quantity_decide_nothing() -> None:
    assert said(certificate(error(real("5", MM), conformity("pass", upper("1", r"\second"))))) == []


def test_numbers_of_no_reasonable_size_are_compared_in_a_moment() -> None:
    huge = error(real("1e999999999", MM), conformity("pass", upper("1", r"\metre"), lower("-1")))
    assert said(certificate(huge)) == []
    assert said(certificate(error(real("1e99999999", MM), conformity("pass", upper("1"))))) == CONTRADICTION


def test_a_hybrid_is_compared_in_the_unit_of_its_limits() -> None:
    both = hybrid(real("293.16", r"\kelvin"), real("20.01", r"\degreecelsius"))
    bound = upper("20.00", r"\degreecelsius")
    assert said(certificate(error(both, conformity("pass", bound), role="gp_any"))) == CONTRADICTION
    forms = limit("toleranceLimitUpper", hybrid(real("293.20", r"\kelvin"), real("20.05", r"\degreecelsius")))
    assert said(certificate(error(both, conformity("pass", forms), role="gp_any"))) == []


# --- lists ----------------------------------------------------------------------------------------------


def in_rows(verdicts: str, values: str, *limits: str, rule: str = "") -> bytes:
    return table(error(values_list(values, MM), conformity(verdicts, *limits, rule=rule)))


def test_each_row_has_its_verdict_and_limits() -> None:
    limits = (
        limit("toleranceLimitLower", values_list("-0.1 -0.1 -0.2", MM)),
        limit("toleranceLimitUpper", values_list("0.1 0.1 0.2", MM)),
    )
    assert said(in_rows("pass fail pass", "0.02 0.18 -0.20", *limits)) == []
    finding = only(in_rows("pass pass fail", "0.02 0.18 0.15", *limits))
    assert finding.message == (
        "row 2: 0.18 mm is above the upper tolerance limit 0.1 mm, yet the verdict is pass; "
        "1 more in the same way"
    )


def test_one_limit_holds_for_all_rows_and_units_may_change_from_row_to_row() -> None:
    values = values_list("20 0.03 50", rf"{MM} \metre {MM}")
    assert said(table(error(values, conformity("pass pass fail", upper("30"))))) == []
    assert said(table(error(values, conformity("pass fail fail", upper("30"))))) == CONTRADICTION


def test_one_verdict_for_a_list_passes_all_rows_and_fails_some() -> None:
    assert said(in_rows("pass", "0.1 0.2 0.3", upper("0.3"))) == []
    assert said(in_rows("pass", "0.1 0.2 0.4", upper("0.3"))) == CONTRADICTION
    assert said(in_rows("fail", "0.1 0.2 0.4", upper("0.3"))) == []
    assert said(in_rows("fail", "0.1 0.2 0.3", upper("0.3"))) == CONTRADICTION


def test_rows_without_a_value_or_limit_are_left_out() -> None:
    limits = limit("toleranceLimitUpper", values_list("0.1 NaN 0.1", MM))
    assert said(in_rows("pass pass fail", "0.1 9 NaN", limits)) == []


def test_limits_may_be_columns_of_the_same_table() -> None:
    def columns(verdicts: str, *more: str) -> bytes:
        return table(
            error(values_list("5 10", MM), "", role="basic_nominalValue"),
            error(values_list("0.01 0.03", MM), conformity(verdicts)),
            limit("toleranceLimitLower", values_list("-0.02 -0.02", MM)),
            limit("toleranceLimitUpper", values_list("20 20", r"\micro\metre")),
            *more,
        )

    assert said(columns("pass fail")) == []
    finding = only(columns("pass pass"))
    assert (
        finding.message == "row 2: 0.03 mm is above the upper tolerance limit 20 µm, yet the verdict is pass"
    )
    reading = error(values_list("5.01 10.03", MM), conformity("pass pass"), role="basic_measuredValue")
    assert said(columns("pass pass", reading)) == [], "nobody can tell which column has these limits"


def test_a_verdict_on_a_table_is_about_its_measurement_errors() -> None:
    columns = (
        error(values_list("5 10", MM), "", role="basic_nominalValue"),
        error(values_list("0.01 0.03", MM), ""),
        limit("toleranceLimitUpper", values_list("0.02", MM)),
    )
    assert said(table(*columns, behind=conformity("pass fail"))) == []
    assert said(table(*columns, behind=conformity("pass pass"))) == CONTRADICTION


def conclusion(verdict: str, *, rule: str = "", ref: str = ' refId="e1"') -> str:
    words = f'<dcc:declaration><dcc:content lang="en">{rule}</dcc:content></dcc:declaration>' if rule else ""
    return (
        f'<dcc:statements><dcc:statement{ref} refType="basic_conformity">{words}'
        f"<dcc:conformity>{verdict}</dcc:conformity></dcc:statement></dcc:statements>"
    )


def test_a_conclusion_is_held_against_the_limits_of_the_quantities_it_refers_to() -> None:
    rows = table(error(values_list("0.01 0.03", MM), conformity("pass fail", upper("0.02")), more=' id="e1"'))

    def concluded(verdict: str) -> bytes:
        return rows.replace(b"</dcc:customer>", b"</dcc:customer>" + conclusion(verdict).encode())

    assert said(concluded("fail")) == []
    assert said(concluded("pass")) == CONTRADICTION


# --- decision rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "Guard band w = U",
        "ILAC-G8:09/2019, 4.2.2",
        "Binary statement with guard band, ISO 14253-1",
        "The measurement uncertainty was taken into account",
        "the error is no more than the maximum permissible error less the expanded measurement uncertainty",
        "判定时考虑了测量不确定度",
        "保护带w=U",
        "Schutzabstand gleich U",
        "JJF 1094—2002",
        "Simple acceptance for the first row, a guard band for the second",
    ],
)
def test_a_decision_rule_with_guard_band_is_left_alone_and_that_is_said_once(rule: str) -> None:
    rows = [error(real("0.09", MM), conformity("fail", upper("0.10"), rule=rule)) for _ in range(3)]
    rows.append(error(real("0.11", MM), conformity("pass", upper("0.10"), rule=rule)))
    finding = only(certificate(*rows))
    assert (finding.severity.value, finding.code) == ("info", "DECISION-RULE-NOT-APPLIED")
    assert "measurement uncertainty" in finding.message


@pytest.mark.parametrize(
    "rule",
    [
        "Simple acceptance (ILAC-G8:09/2019, 4.2.1)",
        "Simple acceptance; no guard band",
        "w = 0",
        "Judged by the regulation, without regard to measurement uncertainty.",
        "After JJF 1094-2002: U is at most one third of the MPE, so the measurement uncertainty is not "
        "taken into account.",
        "按JJF 1094—2002判定：扩展不确定度不大于最大允许误差绝对值的1/3，故不考虑测量不确定度的影响。",
        "检定方法已保证测量不确定度满足要求，判定时不再计入。",
        "不计测量不确定度（简单接受）",
        "Die Messunsicherheit wird nicht berücksichtigt.",
        "The conformity statement is made on the basis of the customer's specifications.",
    ],
)
def test_simple_acceptance_is_judged_whether_stated_or_not(rule: str) -> None:
    assert (
        said(certificate(error(real("0.11", MM), conformity("pass", upper("0.10"), rule=rule))))
        == CONTRADICTION
    )


def test_a_rule_stated_once_holds_for_what_it_refers_to_or_for_the_certificate() -> None:
    def with_rule(ref: str) -> bytes:
        failed = error(real("0.09", MM), conformity("fail", upper("0.10")), more=' id="e1"')
        other = quantity(real("1", MM), attributes=' id="e2"')
        return certificate(failed, other, statements=conclusion("fail", rule="Guard band w = U", ref=ref))

    assert said(with_rule("")) == []
    assert said(with_rule(' refId="e1"')) == []
    assert ("error", "VERDICT-CONTRADICTION") in said(with_rule(' refId="e2"'))


def test_a_conclusion_about_several_quantities_follows_the_guard_band_of_any() -> None:
    guarded = conformity("pass", upper("0.10"), rule="Guard band w = U")
    plain = conformity("pass", upper("0.10"))
    quantities = (
        error(real("0.09", MM), plain, more=' id="e1"'),
        error(real("0.05", MM), guarded, more=' id="e2"'),
    )
    concluded = conclusion("fail", ref=' refId="e1 e2"')
    assert said(certificate(*quantities, statements=concluded)) == []
    assert said(certificate(quantities[0], statements=conclusion("fail"))) == CONTRADICTION


def test_the_rule_stated_with_the_verdict_stands_before_one_for_the_certificate() -> None:
    failed = error(real("0.09", MM), conformity("fail", upper("0.10"), rule="Simple acceptance"))
    guarded = conclusion("fail", rule="Guard band w = U", ref="")
    assert said(certificate(failed, statements=guarded)) == CONTRADICTION


@pytest.mark.parametrize("verdict", ["conditionalPass", "conditionalFail", "noPass", "noFail"])
def test_a_verdict_that_only_a_guard_band_gives_is_left_alone(verdict: str) -> None:
    document = certificate(error(real("0.09", MM), conformity(verdict, upper("0.10"))))
    finding = only(document)
    assert (finding.code, finding.message) == (
        "DECISION-RULE-NOT-APPLIED",
        f"the verdict {verdict} belongs to a decision rule with guard band, which was not recalculated",
    )


def test_acceptance_limits_stand_before_tolerance_limits() -> None:
    def at(value: str, verdict: str, rule: str = "") -> list[tuple[str, str]]:
        limits = (upper("0.10"), lower("-0.10"), upper("0.06", kind="acceptance"))
        return said(certificate(error(real(value, MM), conformity(verdict, *limits, rule=rule))))

    assert at("0.08", "fail") == []
    assert at("0.08", "pass") == CONTRADICTION
    assert at("-0.08", "pass") == []
    assert at("0.06", "pass") == []
    guarded = "Guard band w = U, ILAC-G8:09/2019, 4.2.2"
    assert at("0.08", "pass", guarded) == CONTRADICTION, "whatever the rule, it was not to be accepted"
    assert at("-0.08", "fail", guarded) == [], "the lower limit has a guard band that is not stated"
    assert at("-0.12", "pass", guarded) == []


def test_where_all_limits_are_acceptance_limits_a_guard_band_leaves_nothing_to_say() -> None:
    limits = (upper("0.10"), upper("0.06", kind="acceptance"))
    guarded = conformity("fail", *limits, rule="Guard band w = U")
    assert findings(certificate(error(real("0.08", MM), guarded))) == ()


def test_words_that_state_no_decision_rule_are_none() -> None:
    assert read_rule("The measurement uncertainty is stated with k = 2.", of_conformity=False) is None
    assert read_rule("Every requirement is met.", of_conformity=True) is None
    assert read_rule("w = 0.5 U as guard band", of_conformity=True) is DecisionRule.GUARDED


# --- the table of decisions -------------------------------------------------------------------------------


def decisions() -> list[dict[str, str]]:
    path = CORPORA / "vectors" / "decision.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@needs_corpora
@pytest.mark.parametrize("row", decisions(), ids=lambda row: row["id"])
def test_no_decision_of_the_table_is_called_wrong(row: dict[str, str]) -> None:
    """Whatever the rule; and with simple acceptance the opposite of each decision is."""

    def judged(verdict: str, rule: str) -> list[tuple[str, str]]:
        limits = [
            make(row[column]) for make, column in ((lower, "TL_low"), (upper, "TL_high")) if row[column]
        ]
        value = real(row["y_or_error"], MM, more=expanded(row["U"]))
        found = said(certificate(error(value, conformity(verdict, *limits, rule=rule))))
        return [each for each in found if each[0] == "error"]

    rule = f"{row['rule']} {row['parameter']}".replace("<", "≤")
    assert judged(row["dcc_conformity"], rule) == []
    if "simple acceptance" in rule:
        opposite = {"pass": "fail", "fail": "pass"}[row["dcc_conformity"]]
        assert judged(opposite, rule) == CONTRADICTION

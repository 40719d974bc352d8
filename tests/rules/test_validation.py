"""Validation as a whole: never an exception for a document, right places, honest about what it checks."""

from __future__ import annotations

import copy
import random

import pytest
from lxml import etree

import dcc
from dcc.errors import UsageError
from dcc.rules.core import RULES
from dcc.rules.engine import judge
from dcc.rules.profiles import Profile
from dcc.validation import validate
from dcc.xml.parse import Limits, parse_values
from tests.documents import REAL, many_results, minimal, quantity, result
from tests.rules.judging import real, with_quantity
from tests.rules.test_bad_documents import BAD


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "XML-MALFORMED"),
        (b"\x00" * 100, "XML-MALFORMED"),
        (b"%PDF-1.7", "XML-MALFORMED"),
        (b"<a>" * 20_000, "XML-TOO-DEEP"),
        (b"<!DOCTYPE a><a/>", "XML-DOCTYPE"),
        (b"<a/>", "SCHEMA-ROOT"),
    ],
)
def test_what_is_no_certificate_gives_findings_and_no_exception(data: bytes, code: str) -> None:
    report = validate(data)
    assert [finding.code for finding in report.findings] == [code]
    assert not report.valid
    assert not report.schema_valid


def test_the_public_name_is_the_same_function() -> None:
    assert dcc.validate(minimal()).valid
    assert dcc.validate(minimal(), profiles=[dcc.Profile.CORE]).profiles == ("core",)


def test_a_profile_without_rules_is_refused_and_does_not_pass() -> None:
    with pytest.raises(UsageError, match="iso17025 has no rules"):
        validate(minimal(), profiles=[Profile.ISO17025])


def test_a_document_over_the_cap_is_refused() -> None:
    report = validate(minimal(), limits=Limits(size=100))
    assert [finding.code for finding in report.findings] == ["XML-TOO-LARGE"]


def test_findings_name_line_and_path() -> None:
    data = minimal(results=result(quantity(REAL) + quantity(REAL.replace("degreecelsius", "celsius"))))
    (finding,) = validate(data).findings
    line = next(i for i, text in enumerate(data.decode().splitlines(), 1) if r"\celsius" in text)
    assert finding.location.line == line
    assert finding.location.xpath == (
        "/dcc:digitalCalibrationCertificate/dcc:measurementResults/dcc:measurementResult/dcc:results/dcc:result"
        "/dcc:data/dcc:quantity[2]/si:real/si:unit"
    )


def test_lines_are_right_in_files_of_more_than_65535_lines() -> None:
    data = many_results(3000).replace(b"<si:unit>\\kelvin", b"<si:unit>\\kelvyn")
    lines = data.decode().splitlines()
    assert len(lines) > 70_000
    report = validate(data)
    found = [finding for finding in report.findings if finding.code == "UNIT-UNKNOWN"]
    assert len(found) == 1000
    for finding in (found[0], found[-1]):
        assert "kelvyn" in lines[(finding.location.line or 0) - 1]
    late = many_results(3000).replace(b"q2999", b"q2998")
    (duplicate,) = validate(late).findings
    assert (duplicate.location.line or 0) > 65_535
    assert "q2998" in late.decode().splitlines()[(duplicate.location.line or 0) - 1]


def test_of_very_many_findings_the_first_thousand_are_listed_and_the_others_counted() -> None:
    data = many_results(1200).replace(b"<si:unit>\\kelvin", b"<si:unit>\\kelvyn")
    report = validate(data)
    assert len(report.findings) == 1001
    assert report.findings[-1].code == "FINDINGS-CUT"
    assert report.findings[-1].message == "200 more findings UNIT-UNKNOWN are not listed"


def test_comments_inside_values_change_nothing() -> None:
    divided = with_quantity(real("1.<!-- -->0", "\\kel<?p?>vin<!-- x -->"))
    assert validate(divided).findings == ()


def test_white_space_in_a_value_counts_also_before_a_comment() -> None:
    padded = minimal().replace(b"<dcc:value>4711", b"<dcc:value> <!-- no. -->4711")
    assert [finding.code for finding in validate(padded).findings] == ["SCHEMA-INVALID"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "gb18030"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    text = minimal().decode().replace("UTF-8", encoding)
    assert validate(text.encode(encoding)).findings == ()
    bad = text.replace("degreecelsius", "celsius")
    assert [finding.code for finding in validate(bad.encode(encoding)).findings] == ["UNIT-UNKNOWN"]


def test_a_document_with_a_fault_of_schema_is_judged_by_the_rules_too() -> None:
    data = with_quantity(real("1,5", "psi"))
    assert [finding.code for finding in validate(data).findings] == ["SCHEMA-INVALID", "UNIT-UNKNOWN"]


WORDS = (
    "", "NaN", "1E99999999999999999999", "-1e999", "x", "0", "1", "-5", "1 2 3", "\\", "|", "\\kilo", "sNaN",
    "\\metre\\tothe{1_0}", "Infinity", "2024-02-30", "0001-01-01+14:00", "9999-12-31-14:00", "true", "0.95",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_document_makes_a_rule_stumble(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - to repeat the test, not to keep a secret
    roots = [parse_values(path.read_bytes()) for path in sorted(BAD.glob("[A-W]*.xml"))]
    for _ in range(40):
        root = copy.deepcopy(dice.choice(roots))
        for _ in range(dice.randint(1, 8)):
            elements = list(root.iter(etree.Element))
            _mutate(dice, dice.choice(elements), elements)
        judge(root, RULES)


def _mutate(dice: random.Random, element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    action = dice.randrange(5)
    if action == 0 and parent is not None:
        parent.remove(element)
    elif action == 1 and parent is not None:
        parent.append(copy.deepcopy(element))
    elif action == 2:
        element.tag = dice.choice(others).tag
    elif action == 3:
        element.set(
            dice.choice(["id", "refId", "refType", "lang"]), dice.choice(["a", "b", "a b", "x_y", ""])
        )
    else:
        dice.choice([each for each in others if not len(each)] or others).text = dice.choice(WORDS)

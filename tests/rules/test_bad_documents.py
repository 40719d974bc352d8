"""Every code of validation has a document named after it that is wrong in exactly this way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcc.findings import Code, Severity
from dcc.rules.catalogue import known_codes, validation_codes
from dcc.rules.core import RULES
from dcc.validation import validate
from dcc.xml.parse import DEFAULT_LIMITS, Limits

BAD = Path(__file__).parent.parent / "bad"
CODES = [code for codes in validation_codes().values() for code in codes]
LIMITS = {"XML-TOO-LARGE": Limits(size=1000)}
"""A file over the default cap would be large; the smallest certificate is over this one."""


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_the_document_named_after_a_code_yields_it_and_nothing_else(code: Code) -> None:
    data = (BAD / f"{code.name}.xml").read_bytes()
    report = validate(data, limits=LIMITS.get(code.name, DEFAULT_LIMITS))
    serious = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    infos = [finding for finding in report.findings if finding.severity is Severity.INFO]
    if code.severity is Severity.INFO:
        assert serious == []
        assert code.name in {finding.code for finding in infos}
    else:
        assert [(finding.code, finding.severity) for finding in serious] == [(code.name, code.severity)]
    for finding in report.findings:
        assert finding.message
        assert finding.hint


def test_no_document_is_named_after_something_else() -> None:
    assert {path.stem for path in BAD.glob("*.xml")} == {code.name for code in CODES}


def test_codes_of_the_package_that_validation_uses_are_listed_once() -> None:
    names = [code.name for code in CODES]
    assert len(names) == len(set(names))
    assert set(names) <= set(known_codes())


def test_every_code_explains_itself() -> None:
    for name, code in known_codes().items():
        assert name == code.name
        assert code.title
        assert not code.title.endswith(".")
        assert code.meaning.endswith(".")
        assert code.hint.endswith((".", ">", ":"))


def test_every_rule_names_what_it_looks_at_and_may_report() -> None:
    for rule in RULES:
        assert rule.tags
        assert rule.codes
        assert rule.check.__doc__

"""The page on reports shows what programs get."""

from __future__ import annotations

import json
import re
from typing import Any

import dcc
from signing import verify_certificate
from signing.report import TimestampResult, Verdict
from tests.corpora import PROJECT
from tests.signing.world import CHECKED, sealed, world

PAGE = (PROJECT / "docs" / "reference" / "reports.md").read_text("utf-8")
VALIDATED, VERIFIED = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def members(value: Any) -> Any:
    """The names in an answer and how they nest, without the values; lists by their first item."""
    if isinstance(value, dict):
        return {name: members(inner) for name, inner in value.items()}
    return [members(value[0])] if isinstance(value, list) and value else None


def test_the_report_of_validation_is_as_shown() -> None:
    document = (PROJECT / "tests" / "bad" / "UNIT-UNKNOWN.xml").read_bytes()
    real = dcc.validate(document).as_json(file="certificate.xml")
    assert members(real) == members(VALIDATED)
    (shown,), (found,) = VALIDATED["findings"], real["findings"]
    assert {**shown, "xpath": None} == {**found, "xpath": None}


def test_the_report_of_verification_is_as_shown() -> None:
    real = verify_certificate(sealed(), world().policy(), at=CHECKED)
    assert members({**real.as_json(file="signed.xml"), "findings": []}) == members(VERIFIED)


def test_every_member_of_a_timestamp_is_named() -> None:
    timestamp = TimestampResult(
        kind="signature", verdict=Verdict.PASSED, sub_indication=None, time=None, signer=None, findings=()
    )
    (row,) = re.findall(r"^\| `timestamps` \| (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == list(timestamp.as_json())

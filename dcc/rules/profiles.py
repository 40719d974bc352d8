"""Profiles: named groups of rules. ``core`` always applies; the others are asked for."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from dcc.errors import UsageError
from dcc.rules import core
from dcc.rules.rule import Rule


class Profile(enum.StrEnum):
    """The profiles by the names that users type."""

    CORE = "core"
    GP = "gp"
    ISO17025 = "iso17025"
    CN = "cn"
    CN_CALIBRATION = "cn-calibration"
    CN_VERIFICATION = "cn-verification"
    CN_REJECTION_NOTICE = "cn-rejection-notice"
    CN_TEST_REPORT = "cn-test-report"
    CN_TYPE_EVALUATION = "cn-type-evaluation"
    CN_QUANTITY_INSPECTION = "cn-quantity-inspection"


RULES: dict[Profile, tuple[Rule, ...]] = {Profile.CORE: core.RULES}
"""The rules of each profile that has some in this version."""


def complete(profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    """The profiles asked for, each once, ``core`` first.

    Raises ``UsageError`` for a profile that has no rules yet: a certificate would seem to satisfy it.
    """
    chosen = tuple(dict.fromkeys((Profile.CORE, *profiles)))
    for profile in chosen:
        if profile not in RULES:
            raise UsageError(
                f"the profile {profile} has no rules in this version, so nothing can be said about it",
                hint=f"Profiles that can be checked: {', '.join(RULES)}.",
            )
    return chosen


def rules_of(profiles: Iterable[Profile]) -> tuple[Rule, ...]:
    """The rules of these profiles, each once."""
    return tuple(dict.fromkeys(rule for profile in profiles for rule in RULES[profile]))

"""The ``core`` profile: what every certificate must satisfy and the schema cannot say."""

from __future__ import annotations

from dcc.rules import (
    administration,
    attachments,
    conformity,
    digits,
    hybrids,
    languages,
    lists,
    placeholders,
    references,
    relative,
    units,
    values,
)

RULES = (
    *references.RULES,
    *languages.RULES,
    *administration.RULES,
    *attachments.RULES,
    *lists.RULES,
    *hybrids.RULES,
    *units.RULES,
    *values.RULES,
    *conformity.RULES,
    *digits.RULES,
    *relative.RULES,
    *placeholders.RULES,
)

"""The ``core`` profile: what every certificate must satisfy and the schema cannot say."""

from __future__ import annotations

from dcc.rules import (
    administration,
    attachments,
    conformity,
    hybrids,
    languages,
    lists,
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
    *relative.RULES,
)

"""Every code that validation can report, by what reports it."""

from __future__ import annotations

from dcc import codes
from dcc.findings import Code, codes_in
from dcc.rules.profiles import RULES, Profile

INTAKE = (codes.XML_MALFORMED, codes.XML_DOCTYPE, codes.XML_TOO_LARGE, codes.XML_TOO_DEEP)
SCHEMA = (
    codes.SCHEMA_ROOT,
    codes.SCHEMA_VERSION_UNKNOWN,
    codes.SCHEMA_INVALID,
    codes.SCHEMA_SIGNATURE_SLOT,
    codes.FOREIGN_XML,
)


def codes_of(profile: Profile) -> tuple[Code, ...]:
    """The codes that the rules of a profile may report, each once."""
    return tuple(dict.fromkeys(code for rule in RULES[profile] for code in rule.codes))


def validation_codes() -> dict[str, tuple[Code, ...]]:
    """What intake, schema and each profile with rules may report, and what the report says of itself."""
    profiles = {profile.value: codes_of(profile) for profile in RULES}
    return {"intake": INTAKE, "schema": SCHEMA, **profiles, "report": (codes.FINDINGS_CUT,)}


def known_codes() -> dict[str, Code]:
    """Every code of the package by its name, in the order of the reference."""
    return codes_in(codes)

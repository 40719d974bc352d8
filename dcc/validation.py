"""The whole judgement of a certificate: may it be parsed, what says the schema, what say the rules."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from dcc import schema
from dcc.errors import DocumentError
from dcc.findings import Finding, Report, has_errors
from dcc.rules.engine import judge
from dcc.rules.profiles import Profile, complete, rules_of
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse_values
from dcc.xml.xpath import is_true

__all__ = ["Profile", "unreadable", "validate", "validate_tree"]


def validate(
    xml_bytes: bytes,
    *,
    profiles: Iterable[Profile] = (Profile.CORE,),
    limits: Limits = DEFAULT_LIMITS,
    schema_dir: Path | None = None,
) -> Report:
    """Everything that is wrong with a certificate; what cannot be parsed gives findings too.

    ``core`` always applies, whatever ``profiles`` are asked for besides. ``schema_dir`` holds official
    schemas to use instead of the built-in ones. Raises ``UsageError`` for a profile without rules or a
    folder without the schema, never for anything in the document.
    """
    chosen = complete(profiles)
    try:
        root = parse_values(xml_bytes, limits=limits)
    except DocumentError as error:
        return unreadable(error.findings, profiles=chosen)
    return validate_tree(root, profiles=chosen, schema_dir=schema_dir)


def validate_tree(
    root: etree._Element,
    *,
    profiles: Iterable[Profile] = (Profile.CORE,),
    schema_dir: Path | None = None,
) -> Report:
    """As ``validate``, for a document that ``dcc.xml.parse`` has parsed already; ``root`` is not changed."""
    chosen = complete(profiles)
    root = _values_only(root)
    verdict = schema.check(root, schema_dir=schema_dir)
    return Report(
        schema_version=schema.version_of(root),
        schema_valid=not has_errors(verdict),
        profiles=tuple(profile.value for profile in chosen),
        findings=verdict + judge(root, rules_of(chosen)),
    )


def unreadable(findings: Iterable[Finding], *, profiles: Iterable[Profile] = (Profile.CORE,)) -> Report:
    """The report on a document that could not even be parsed, for the reasons given."""
    return Report(
        schema_version=None,
        schema_valid=False,
        profiles=tuple(profile.value for profile in profiles),
        findings=tuple(findings),
    )


def _values_only(root: etree._Element) -> etree._Element:
    """The document without comments and processing instructions, copied only when it has some."""
    if not is_true(root, ".//comment() | .//processing-instruction()"):
        return root
    bare = copy.deepcopy(root)
    etree.strip_tags(bare, etree.Comment, etree.ProcessingInstruction)
    return bare

"""The whole judgement of a certificate: may it be parsed, what says the schema, what say the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from dcc import schema
from dcc.errors import DocumentError
from dcc.findings import Finding, Report, has_errors
from dcc.rules.engine import judge
from dcc.rules.profiles import Profile, complete, rules_of
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse_compact, parse_values
from dcc.xml.place import FIRST_SHARED_LINE, line_of
from dcc.xml.xpath import find_elements

__all__ = ["Profile", "read_and_validate", "unreadable", "validate"]


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
    try:
        _, report = read_and_validate(xml_bytes, profiles=profiles, limits=limits, schema_dir=schema_dir)
    except DocumentError as error:
        return unreadable(error.findings, profiles=complete(profiles))
    return report


def read_and_validate(
    xml_bytes: bytes,
    *,
    profiles: Iterable[Profile] = (Profile.CORE,),
    limits: Limits = DEFAULT_LIMITS,
    schema_dir: Path | None = None,
) -> tuple[etree._Element, Report]:
    """As ``validate``, and the tree that was judged, as ``parse_compact`` gives it.

    Raises ``DocumentError`` for what cannot be parsed.
    """
    root = schema.parse_if_valid(xml_bytes, limits=limits) if schema_dir is None else None
    if root is not None:
        verdict = tuple(schema.remarks(root))
    else:
        root = parse_compact(xml_bytes, limits=limits)
        verdict = schema.check(root, schema_dir=schema_dir)
    report = _judged(root, verdict, complete(profiles))
    if any((finding.location.line or 0) >= FIRST_SHARED_LINE for finding in report.findings):
        whole = parse_values(xml_bytes, limits=limits)
        report = replace(report, findings=tuple(_relocated(finding, whole) for finding in report.findings))
    return root, report


def _judged(root: etree._Element, verdict: tuple[Finding, ...], profiles: tuple[Profile, ...]) -> Report:
    return Report(
        schema_version=schema.version_of(root),
        schema_valid=not has_errors(verdict),
        profiles=tuple(profile.value for profile in profiles),
        findings=verdict + judge(root, rules_of(profiles)),
    )


def _relocated(finding: Finding, root: etree._Element) -> Finding:
    """The finding with the line that its element has in the whole document."""
    place = finding.location
    elements = find_elements(root, place.xpath) if place.xpath else []
    if not elements:
        return finding
    return replace(finding, location=replace(place, line=line_of(elements[0])))


def unreadable(findings: Iterable[Finding], *, profiles: Iterable[Profile] = (Profile.CORE,)) -> Report:
    """The report on a document that could not even be parsed, for the reasons given."""
    return Report(
        schema_version=None,
        schema_valid=False,
        profiles=tuple(profile.value for profile in profiles),
        findings=tuple(findings),
    )

"""Upgrading a file: from bytes to bytes that the newest schema accepts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dcc import codes, schema
from dcc.errors import DocumentError
from dcc.findings import Finding, Location, has_errors
from dcc.upgrade.changes import Action, Change, PerformancePlace
from dcc.upgrade.repairs import several
from dcc.upgrade.upgrading import upgrade
from dcc.xml.description import LATEST
from dcc.xml.parse import DEFAULT_LIMITS, NO_CAP, Limits, parse, parse_values
from dcc.xml.reading import read
from dcc.xml.writing import write
from dcc.xml.xpath import find_elements

_LEFT_OUT = {
    "XML comment": "//comment()",
    "processing instruction": "/*//processing-instruction() | /*/following::processing-instruction()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradedDocument:
    """A document of the newest version. ``before`` is the version it had; ``signatures`` how many were
    dropped."""

    xml: bytes
    before: str
    signatures: int
    changes: tuple[Change, ...]


def upgrade_document(
    data: bytes, *, performed_at: PerformancePlace | None = None, limits: Limits = DEFAULT_LIMITS
) -> UpgradedDocument:
    """The document in ``data`` as one of DCC 3.3.0; one that is of 3.3.0 comes back byte by byte.

    Raises ``DocumentError`` for what cannot be read (see ``dcc.xml.reading.read``), cannot be carried over
    (UPGRADE-EMBEDDED) or would not be valid (UPGRADE-NOT-ACCEPTED, with the schema's findings).
    """
    certificate = read(data, limits=limits)
    if certificate.schema_version == LATEST:
        return UpgradedDocument(xml=data, before=LATEST, signatures=0, changes=())
    upgraded = upgrade(certificate, performed_at=performed_at)
    xml = write(upgraded.certificate)
    refused = schema.check(parse(xml, limits=NO_CAP))
    if has_errors(refused):
        raise DocumentError(
            f"the upgraded certificate would not be valid in DCC {LATEST}",
            findings=(_not_accepted(parse_values(data, limits=limits)), *_placed(refused)),
        )
    return UpgradedDocument(
        xml=xml,
        before=certificate.schema_version,
        signatures=len(certificate.signature),
        changes=(*upgraded.changes, *_comments(data, limits)),
    )


def _not_accepted(root: Any) -> Finding:
    before = schema.version_of(root)
    valid = not has_errors(schema.check(root))
    return codes.UPGRADE_NOT_ACCEPTED.finding(
        f"the document is {'valid' if valid else 'not valid either'} in its own version {before}; "
        f"the schema of {LATEST} says what follows"
    )


def _placed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without lines, which would be those of a document that nobody sees."""
    for finding in findings:
        yield dataclasses.replace(finding, location=Location(xpath=finding.location.xpath))


def _comments(data: bytes, limits: Limits) -> tuple[Change, ...]:
    """Comments, which are no part of the content, are not carried over, nor are processing instructions but
    for those in front of the root element."""
    root = parse(data, limits=limits)
    counts = {what: len(find_elements(root, path)) for what, path in _LEFT_OUT.items()}
    if not any(counts.values()):
        return ()
    return (
        Change(
            what=Action.DROPPED,
            where=" | ".join(path for what, path in _LEFT_OUT.items() if counts[what]),
            old=" and ".join(several(count, what) for what, count in counts.items() if count),
            new="",
            why="they are no part of the certificate's content; keep the old file if you need them",
        ),
    )

"""Verification of a calibration certificate: its signatures, then what was signed, then who signed it.

Schema, rules and laboratory are read only from the octets that an intact signature covers; a document
without one is read as it stands, and never passes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lxml import etree

from dcc.errors import DocumentError
from dcc.facts.elements import laboratory_in, number_in, persons_in
from dcc.findings import Finding, Severity, has_errors
from dcc.xml.names import ROOT
from dcc.xml.parse import DEFAULT_LIMITS, NO_CAP, Limits
from signing.binding import check_signers
from signing.naming import NameDifference, compare_names
from signing.octets import content_sha256
from signing.policy import Policy
from signing.report import SignatureResult, Verdict, VerificationResult, unreadable_result, worst
from signing.verification import verify

__all__ = ["CertificateReport", "Document", "content_sha256", "unreadable_certificate", "verify_certificate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What identifies the certificate: ``sha256`` the file's bytes, ``content_sha256`` what it says without
    its signatures (both hexadecimal). Each is None where it is not known, as of a file too large to read."""

    unique_identifier: str | None
    schema_version: str | None
    sha256: str | None
    content_sha256: str | None

    def as_json(self) -> dict[str, str | None]:
        return {
            "unique_identifier": self.unique_identifier,
            "schema_version": self.schema_version,
            "sha256": self.sha256,
            "content_sha256": self.content_sha256,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateReport:
    """What verification says of a calibration certificate, signatures and content together.

    ``name_differences`` are those between who signed and who is named that a reader has to know of.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    result: VerificationResult
    document: Document
    name_differences: tuple[NameDifference, ...] = ()

    @property
    def signatures(self) -> tuple[SignatureResult, ...]:
        return self.result.signatures

    @property
    def signed_xml(self) -> bytes | None:
        """The octets that an intact signature covers: the only ones to read values from."""
        return self.result.signed_xml

    @property
    def checked_at(self) -> datetime:
        return self.result.checked_at

    def as_json(self, *, file: str) -> dict[str, Any]:
        """The shape of ``dcc verify --format json``."""
        return {
            **self.result.as_json(file=file),
            "verdict": self.verdict.value,
            "findings": [finding.as_json() for finding in self.findings],
            "document": self.document.as_json(),
        }


def verify_certificate(
    xml: bytes, policy: Policy, *, at: datetime, limits: Limits = DEFAULT_LIMITS
) -> CertificateReport:
    """Everything that speaks for and against a certificate at the time ``at`` (aware, UTC).

    ``passed`` only when every signature passed, one covers the document, the required roles are there, the
    signed content keeps its schema and the core rules, and the signers may sign for the laboratory it names.
    Bad content makes it ``failed``. Raises ``UsageError`` for a time without a zone, never for the document.
    """
    result = verify(xml, policy, at=at, limits=limits)
    sha256 = hashlib.sha256(xml).hexdigest()
    try:
        root, about = _read(xml, result, limits)
    except DocumentError as error:
        return unreadable_certificate(error.findings, at=at, sha256=sha256)
    names: list[NameDifference] = []
    if root.tag == ROOT:
        laboratory, rules = laboratory_in(root), policy.trust.signers
        about += check_signers(result.signatures, rules, laboratory)
        names = compare_names(result.signatures, rules, laboratory, persons_in(root))
        about += (each.finding for each in names)
    return CertificateReport(
        verdict=worst([result.verdict, Verdict.FAILED if has_errors(about) else Verdict.PASSED]),
        findings=(*result.findings, *about),
        result=result,
        name_differences=tuple(each for each in names if each.severity is not Severity.INFO),
        document=Document(
            unique_identifier=number_in(root) or None,
            schema_version=root.get("schemaVersion"),
            sha256=sha256,
            content_sha256=result.content_sha256,
        ),
    )


def unreadable_certificate(
    findings: Iterable[Finding], *, at: datetime, sha256: str | None = None
) -> CertificateReport:
    """The report on a file that cannot be parsed, or is too large to be read, for the reasons given."""
    result = unreadable_result(findings, at=at)
    return CertificateReport(
        verdict=result.verdict,
        findings=result.findings,
        result=result,
        document=Document(unique_identifier=None, schema_version=None, sha256=sha256, content_sha256=None),
    )


def _read(xml: bytes, result: VerificationResult, limits: Limits) -> tuple[etree._Element, list[Finding]]:
    """What was signed, or else the document as it stands, and what schema and core rules say of it.

    Canonical octets are longer than the document they come from, which was within the limits. Places in
    them are given by XPath alone: their lines are others.
    """
    from dcc.validation import read_and_validate

    octets = result.signed_xml
    if octets is None:
        root, report = read_and_validate(xml, limits=limits)
        return root, list(report.findings)
    root, report = read_and_validate(octets, limits=replace(NO_CAP, depth=limits.depth))
    found = [replace(each, location=replace(each.location, line=None)) for each in report.findings]
    return root, [*_left_out(root), *found]


def _left_out(root: etree._Element) -> Iterator[Finding]:
    """The signatures, of which nothing is left in signed octets, in versions without a place for them."""
    from dcc import codes, schema

    version = root.get("schemaVersion") or ""
    if version in schema.WITHOUT_SIGNATURE_SLOT:
        yield codes.SCHEMA_SIGNATURE_SLOT.finding(
            f"signatures left out of the schema check: DCC {version} has no place for them"
        )

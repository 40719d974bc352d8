"""The report of ``dcc verify`` for people: what is so, who says so, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from dcc.cli.main import as_text, plain

if TYPE_CHECKING:
    from signing import CertificateReport, SignatureResult

_MARKS = {"passed": "✓", "indeterminate": "?", "failed": "✗"}
_RULES = "what it says breaks the rules for certificates"
_MOST_NAMED = 2
"""So many of those who are named otherwise stand in the headline."""


def describe(file: Path, report: CertificateReport) -> Iterator[str]:
    """The report in plain words: the verdict first, then each signature, then what else there is to say."""
    yield plain(f"{_MARKS[report.verdict]} {file}: {report.verdict.upper()} - {headline(report)}")
    document = report.document
    if document.unique_identifier:
        version = f", DCC {document.schema_version}" if document.schema_version else ""
        yield plain(f"  certificate {document.unique_identifier}{version}")
    yield f"  checked as of {report.checked_at:%Y-%m-%d %H:%M} UTC"
    for number, signature in enumerate(report.signatures, start=1):
        yield from _describe_signature(number, signature)
    for finding in report.findings:
        yield as_text(finding, file=str(file))


def headline(report: CertificateReport) -> str:
    """The verdict in a sentence that is true of this certificate."""
    from signing import Verdict

    if report.verdict is Verdict.PASSED:
        if report.name_differences:
            return f"genuine; {_named_otherwise(report)}"
        if "SIGNER-UNBOUND" in _codes(report):
            return "unchanged since it was signed, by somebody you trust; for which laboratory is not said"
        return "genuine, and unchanged since it was signed"
    return _broken(report) or _unsigned(report) or _doubtful(report)


def _broken(report: CertificateReport) -> str | None:
    from signing import Integrity

    broken = [each for each in report.signatures if each.integrity is Integrity.BROKEN]
    if not broken:
        return None
    codes = {finding.code for signature in broken for finding in signature.findings}
    if "SIG-DIGEST" in codes:
        return "it was changed after it was signed"
    if "SIG-REMOVED" in codes:
        return "a signature was taken out of it after it was sealed"
    return "a signature in it was not made by the one it names"


def _unsigned(report: CertificateReport) -> str | None:
    from signing import Verdict

    codes = _codes(report)
    if any(code.startswith("XML-") for code in codes):
        return "it is damaged, or no certificate"
    if "SIG-NONE" not in codes:
        return None
    if report.verdict is Verdict.FAILED:
        return f"it is not signed, and {_RULES}"
    return "it is not signed, so nothing in it says whether it is genuine"


def _doubtful(report: CertificateReport) -> str:
    from signing import Covers, Verdict

    if report.result.verdict is Verdict.FAILED:
        return "a signature in it is not as it must be, so that it proves nothing"
    if report.result.verdict is Verdict.PASSED:
        if {"SIGNER-NAME-MISMATCH"} == _errors(report):
            return f"unchanged since it was signed, but {_named_otherwise(report)}"
        may_not = {"SIGNER-LAB-MISMATCH", "SIGNER-ROLE-MISMATCH"} & _codes(report)
        return f"unchanged since it was signed, but {'who signed had no right to' if may_not else _RULES}"
    if report.verdict is Verdict.FAILED:
        return f"{_RULES}, and whether it is genuine cannot be confirmed"
    covered = all(signature.covers is Covers.DOCUMENT for signature in report.signatures)
    added = {"SIG-UNCOVERED", "SIG-UNSIGNED-CONTENT"} & _codes(report)
    known = "unchanged since it was signed, but " if covered and not added else ""
    return f"{known}it cannot be confirmed that it is genuine; the reasons follow"


def _named_otherwise(report: CertificateReport) -> str:
    """Who signed and who is named, for the first differences, the gravest first."""
    from dcc.findings import Severity

    order = list(Severity)
    found = sorted(report.name_differences, key=lambda each: order.index(each.severity))
    more = f"; {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return "; ".join(map(str, found[:_MOST_NAMED])) + more


def _errors(report: CertificateReport) -> set[str]:
    return {finding.code for finding in report.findings if finding.severity == "error"}


def _codes(report: CertificateReport) -> set[str]:
    of_signatures = (finding for each in report.signatures for finding in each.findings)
    return {finding.code for finding in (*report.findings, *of_signatures)}


_COVERS = {
    "document": "the signature covers the whole document",
    "part": "the signature covers only a part",
    "none": "the signature covers nothing of it",
}


def _describe_signature(number: int, signature: SignatureResult) -> Iterator[str]:
    role = f" as {signature.role}" if signature.role else ""
    reason = f" ({signature.sub_indication})" if signature.sub_indication else ""
    yield plain(f"  {_MARKS[signature.verdict]} signature {number}{role}: {signature.verdict}{reason}")
    if signature.signer:
        yield plain(f"      by {signature.signer.subject}")
        yield plain(f"      issued by {signature.signer.issuer}")
    yield f"      {_integrity(signature)}"
    yield f"      {_times(signature)}"
    for finding in signature.findings:
        yield indent(as_text(finding), "    ")


def _integrity(signature: SignatureResult) -> str:
    from signing import Integrity

    if signature.integrity is Integrity.INTACT:
        return f"unchanged since it was signed; {_COVERS[signature.covers]}"
    if signature.integrity is Integrity.UNCHECKED:
        return "it could not be checked whether anything was changed"
    codes = {finding.code for finding in signature.findings}
    if "SIG-DIGEST" in codes:
        return "CHANGED since it was signed"
    if "SIG-REMOVED" in codes:
        return "INCOMPLETE: a signature that was there before was taken out"
    return "NOT GENUINE: not made with the key of the certificate that it names"


def _times(signature: SignatureResult) -> str:
    from signing import Verdict

    proven = any(timestamp.verdict is Verdict.PASSED for timestamp in signature.timestamps)
    claimed = signature.claimed_signing_time
    said = (
        f"says it was signed {claimed:%Y-%m-%d %H:%M} UTC" if claimed else "does not say when it was signed"
    )
    if proven:
        return f"{said}; a timestamp proves it existed {signature.best_signature_time:%Y-%m-%d %H:%M} UTC"
    return f"{said}; nothing proves that time"

"""What must be so before a document is signed: whatever a verifier would refuse is not made at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from dcc.errors import DocumentError, UsageError
from dcc.xml.names import ROOT, ds
from dcc.xml.parse import Limits
from signing import codes
from signing.document import look_through, refusals, stray_comment
from signing.keys import Signer
from signing.names import xades
from signing.octets import MOST_SIGNATURES
from signing.policy import Policy, Revocation
from signing.report import Integrity, Level, Role
from signing.structure import MOST_REFERENCES
from signing.timestamps import Timestamper
from signing.trust import Trust
from signing.verification import verify
from signing.x509_certs import UnreadableCertificateError, load, unfit_for_documents

FIRST_VERSION_WITH_SIGNATURES = (3, 2)
"""DCC versions from here on have a place for ``ds:Signature`` at the end of the root element."""


def require_level(level: Level, timestamper: Timestamper | None) -> None:
    """Only what can be made is promised."""
    if level is not Level.B or timestamper is not None:
        asked = level.value if level is not Level.B else Level.T.value
        raise UsageError(
            f"signatures of the level {asked}, with timestamps, cannot be made yet",
            hint="Sign at level B. Signatures with timestamps made elsewhere can be verified.",
        )


def require_fit(signer: Signer, at: datetime) -> None:
    """A signature that nobody would accept is not made."""
    try:
        x509_cert = load(signer.chain[0])
    except UnreadableCertificateError as error:
        raise UsageError(f"the signer's certificate cannot be read: {error}") from None
    unfit = unfit_for_documents(x509_cert)
    if unfit:
        raise UsageError(
            f"the certificate is not meant for signing documents: {unfit}",
            hint="Sign with a certificate for electronic signatures or seals.",
        )
    begin, end = x509_cert.not_valid_before_utc, x509_cert.not_valid_after_utc
    if not begin <= at <= end:
        raise UsageError(
            f"the certificate is valid from {begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC, "
            f"not at the time of signing ({at.astimezone(UTC):%Y-%m-%d %H:%M} UTC)",
            hint="Sign with a valid certificate; check the clock and --at.",
        )


def require_place(root: etree._Element) -> None:
    """The document has a place for a signature, and would still be one document with it."""
    version = root.get("schemaVersion") or ""
    if root.tag == ROOT and _numbers(version) < FIRST_VERSION_WITH_SIGNATURES:
        message = f"a DCC {version} has no place for a signature"
        raise DocumentError(
            message, findings=[codes.SIG_NO_SLOT.finding(message)], hint=codes.SIG_NO_SLOT.hint
        )
    found = look_through(root)
    reason = next(refusals(root, found), None) or stray_comment(root, found)
    if reason is not None:
        raise DocumentError(reason.finding.message, findings=[reason.finding], hint=reason.finding.hint)


def require_intact(xml: bytes, *, at: datetime, limits: Limits) -> None:
    """What was signed before still says what was signed; who signed is for a verifier to judge."""
    nobody = Policy(trust=Trust(anchors=()), revocation=Revocation.NONE)
    for number, signature in enumerate(verify(xml, nobody, at=at, limits=limits).signatures, start=1):
        if signature.integrity is Integrity.BROKEN:
            name = signature.id or f"number {number}"
            raise DocumentError(
                f"the earlier signature {name} does not hold: the document or the signature was changed",
                findings=signature.findings,
                hint="Take the document as it was signed before.",
            )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def values_to_cover(earlier: Sequence[etree._Element], role: Role) -> list[etree._Element]:
    """The values of the earlier signatures, which the seal refers to."""
    if len(earlier) >= MOST_SIGNATURES:
        raise UsageError(f"the document has {len(earlier)} signatures, which is as many as are accepted")
    if role is not Role.SEAL:
        if any(_role(signature) == Role.SEAL for signature in earlier):
            raise UsageError(
                f"the document is sealed; a signature as {role.value} can only be added before the seal",
                hint="Sign the unsealed document, then seal it.",
            )
        return []
    values = [signature.find(ds("SignatureValue")) for signature in earlier]
    with_id = [value for value in values if value is not None and value.get("Id")]
    if len(with_id) < len(earlier):
        raise UsageError(
            "an earlier signature has no Id on its value, so a seal cannot cover it",
            hint="Have the document signed again with dcc sign, then seal it.",
        )
    if len(with_id) > MOST_REFERENCES - 3:
        raise UsageError(
            f"a seal can cover {MOST_REFERENCES - 3} earlier signatures, the document has {len(with_id)}"
        )
    return with_id


def _role(signature: etree._Element) -> str | None:
    claimed = signature.find(f".//{xades('SignerRoleV2')}/{xades('ClaimedRoles')}/{xades('ClaimedRole')}")
    return (claimed.text or "").strip() if claimed is not None else None

"""What several of the attacks need, and how each of them has to end."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from dcc.findings import Finding, Severity
from signing import Verdict, VerificationResult
from signing.authority import Identity
from tests.signing.forge import Change, c14n, drop, find, signature_value, unsigned_property
from tests.signing.world import (
    SIGNED,
    check,
    codes_of,
    world,
)

OTHER_CONTENT = b"20.013"
"""The reading that an attacker would like to see in place of 20.012."""


def assert_failed(document: bytes, code: str, **options: Any) -> VerificationResult:
    """The document is called failed, and the code says why."""
    result = check(document, **options)
    assert result.verdict is Verdict.FAILED
    assert code in codes_of(result)
    return result


def assert_not_confirmed(document: bytes, code: str, **options: Any) -> VerificationResult:
    """The document is called indeterminate, and the code says why."""
    result = check(document, **options)
    assert result.verdict is Verdict.INDETERMINATE
    assert code in codes_of(result)
    return result


def sign_by_id(root: etree._Element, signature: etree._Element) -> None:
    """Sign the root by an identifier instead of the document."""
    root.set("id", "everything")
    reference = find(signature, "ds:SignedInfo/ds:Reference[@URI='']")
    reference.set("URI", "#everything")
    transforms = find(reference, "ds:Transforms")
    transforms.remove(transforms[0])


def cover(signature: etree._Element, octets: bytes, identity: Identity) -> None:
    """Sign with these octets for the document."""
    digest = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestValue").text = digest
    value = signature_value(c14n(find(signature, "ds:SignedInfo")), identity, hashes.SHA256())
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()


def at_time(claimed: str | None) -> Change:
    def change(root: etree._Element, signature: etree._Element) -> None:
        time = find(signature, ".//xades:SigningTime")
        if claimed is None:
            drop(time)
        else:
            time.text = claimed

    return change


def revoked(time: datetime) -> dict[str, bytes]:
    """A revocation list on which the seal's certificate stands since ``time``."""
    entry = (world().seal.x509_cert, time, x509.ReasonFlags.key_compromise)
    return {"crls/intermediate.crl": world().intermediate.crl(at=SIGNED, revoked=[entry])}


DIGEST = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue>'
EVIL = '<evil xmlns="urn:x">20.013</evil>'


def said(result: VerificationResult, code: str) -> list[Finding]:
    findings = (finding for signature in result.signatures for finding in signature.findings)
    return [finding for finding in findings if finding.code == code]


def assert_planted(document: bytes, place: str) -> None:
    """Nobody signed it, so the document does not pass, and the finding names the place."""
    result = assert_not_confirmed(document, "SIG-UNSIGNED-CONTENT")
    places = [finding.location.xpath or "" for finding in said(result, "SIG-UNSIGNED-CONTENT")]
    assert any(each.endswith(place) for each in places), places


def assert_said(document: bytes, what: str) -> None:
    """It may stand there, so the document passes, and the warning says that it was not evaluated."""
    result = check(document)
    assert result.verdict is Verdict.PASSED
    found = said(result, "SIG-NOT-EVALUATED")
    assert found
    assert all(finding.severity is Severity.WARNING for finding in found)
    assert any(what in finding.message for finding in found), [finding.message for finding in found]


def setting(path: str, name: str, value: str) -> Change:
    return lambda root, signature: find(signature, path).set(name, value)


def encapsulated(kind: str, octets: bytes, attributes: str = "") -> str:
    return f"<xades:{kind}{attributes}>{base64.b64encode(octets).decode()}</xades:{kind}>"


def certificate_values(octets: bytes, attributes: str = "") -> Change:
    inner = encapsulated("EncapsulatedX509Certificate", octets, attributes)
    return unsigned_property(f"<xades:CertificateValues>{inner}</xades:CertificateValues>")


def issuing() -> bytes:
    return world().intermediate.identity.x509_cert.public_bytes(Encoding.DER)

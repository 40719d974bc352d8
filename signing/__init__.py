"""Signing XML documents with XAdES and verifying who signed them, offline, under a stated policy.

>>> import signing
>>> signer = signing.load_signer(key_bytes, chain=chain_bytes, password="…")
>>> signed = signing.sign(xml_bytes, signer, at=now, role=signing.Role.SEAL)
>>> policy = signing.Policy(trust=signing.load_trust({"anchors/root.pem": root_bytes}))
>>> result = signing.verify(signed, policy, at=now)      # result.verdict, result.signed_xml
>>> report = signing.verify_certificate(signed, policy, at=now)   # and what a DCC must be besides
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from signing.algorithms import Scheme
    from signing.certificate import CertificateReport, verify_certificate
    from signing.create import sign
    from signing.keys import LocalSigner, Signer, load_signer
    from signing.octets import content_sha256
    from signing.policy import Policy, Revocation
    from signing.report import (
        Covers,
        Integrity,
        Level,
        Role,
        SignatureResult,
        SubIndication,
        Verdict,
        VerificationResult,
    )
    from signing.settings import SignerRule
    from signing.timestamps import Timestamper
    from signing.trust import Trust, load_trust
    from signing.verification import verify

__all__ = [
    "CertificateReport",
    "Covers",
    "Integrity",
    "Level",
    "LocalSigner",
    "Policy",
    "Revocation",
    "Role",
    "Scheme",
    "SignatureResult",
    "Signer",
    "SignerRule",
    "SubIndication",
    "Timestamper",
    "Trust",
    "Verdict",
    "VerificationResult",
    "content_sha256",
    "load_signer",
    "load_trust",
    "sign",
    "verify",
    "verify_certificate",
]

_HOMES = {
    "CertificateReport": "signing.certificate",
    "Covers": "signing.report",
    "Integrity": "signing.report",
    "Level": "signing.report",
    "LocalSigner": "signing.keys",
    "Policy": "signing.policy",
    "Revocation": "signing.policy",
    "Role": "signing.report",
    "Scheme": "signing.algorithms",
    "SignatureResult": "signing.report",
    "Signer": "signing.keys",
    "SignerRule": "signing.settings",
    "SubIndication": "signing.report",
    "Timestamper": "signing.timestamps",
    "Trust": "signing.trust",
    "Verdict": "signing.report",
    "VerificationResult": "signing.report",
    "content_sha256": "signing.octets",
    "load_signer": "signing.keys",
    "load_trust": "signing.trust",
    "sign": "signing.create",
    "verify": "signing.verification",
    "verify_certificate": "signing.certificate",
}


if not TYPE_CHECKING:  # or no misspelt name would be noticed

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used, so that each caller pays only for what it needs."""
        if name not in _HOMES:
            raise AttributeError(f"module 'signing' has no attribute {name!r}")
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value

"""RSASSA-PSS whose parameters stand in the signature instead of its URI (RFC 9231, 2.3.9)."""

from __future__ import annotations

from lxml import etree

from dcc.xml.names import ds
from signing.algorithms import (
    DIGESTS,
    HASHES,
    MGF1,
    RSA_PSS,
    SHA256,
    Digest,
    Scheme,
    SignatureAlgorithm,
    Strength,
)
from signing.names import XML_SPACE, more_2007
from signing.text import optional_child, text_of

LONGEST_SALT = 512
_TRAILER = 1
"""The only trailer field that RFC 8017 knows (A.2.3)."""


def read_pss(method: etree._Element) -> SignatureAlgorithm | None:
    """The algorithm that a SignatureMethod describes, or None when it is not one that is known.

    What is left out has its default: SHA-256, MGF1 with the same hash, a salt as long as the digest.
    Raises ``MalformedError``.
    """
    parameters = optional_child(method, more_2007("RSAPSSParams"))
    if parameters is None:
        parameters = etree.Element(more_2007("RSAPSSParams"))
    digest = _digest(optional_child(parameters, ds("DigestMethod")), SHA256)
    mask = digest
    generator = optional_child(parameters, more_2007("MaskGenerationFunction"))
    if generator is not None:
        if generator.get("Algorithm") != MGF1:
            return None
        mask = _digest(optional_child(generator, ds("DigestMethod")), SHA256)
    if digest is None or mask is None:
        return None
    salt = _number(optional_child(parameters, more_2007("SaltLength")), len(digest.of(b"")))
    trailer = _number(optional_child(parameters, more_2007("TrailerField")), _TRAILER)
    if salt is None or trailer != _TRAILER:
        return None
    return SignatureAlgorithm(
        uri=RSA_PSS,
        scheme=Scheme.RSA_PSS,
        digest=digest.name,
        strength=Strength.WEAK if Strength.WEAK in (digest.strength, mask.strength) else Strength.ACCEPTED,
        mask=mask.name,
        salt=salt,
    )


def _digest(method: etree._Element | None, default: Digest) -> Digest | None:
    """A hash function that the signature module can sign with, too."""
    found = default if method is None else DIGESTS.get(method.get("Algorithm") or "")
    return found if found is not None and found.name in HASHES else None


def _number(element: etree._Element | None, default: int) -> int | None:
    if element is None:
        return default
    text = text_of(element).strip(XML_SPACE)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
    return number if 0 <= number <= LONGEST_SALT else None

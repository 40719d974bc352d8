"""Which algorithms exist, what their URIs are, and which are strong enough, as tables.

A new algorithm or another backend is a new row; nothing else in the package names one. An algorithm that
is not in the tables is never computed with. A weak one is, because what it finds changed is changed; but a
signature that rests on it never passes (``Strength.WEAK``).
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dcc.xml.names import DS

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
_MORE_2021 = "http://www.w3.org/2021/04/xmldsig-more#"
_ENC = "http://www.w3.org/2001/04/xmlenc#"

SMALLEST_RSA = 2048
SMALLEST_EXPONENT = 65537
"""Of RSA keys (FIPS 186-5, A.1.1). Under 1 anybody can sign; 3 has let forgeries through lax verifiers."""
"""Bits of an RSA modulus below which a key is weak (ETSI TS 119 312, 6.2.2)."""


class Strength(enum.Enum):
    """Whether what an algorithm finds unchanged may be taken as unchanged (ETSI TS 119 312)."""

    ACCEPTED = enum.auto()
    WEAK = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A hash function under the URI that XML Signature gives it."""

    uri: str
    name: str
    strength: Strength = Strength.ACCEPTED

    def of(self, data: bytes) -> bytes:
        """The digest of ``data``."""
        return hashlib.new(self.name, data, usedforsecurity=False).digest()


_DIGESTS = (
    Digest(uri=f"{_ENC}sha256", name="sha256"),
    Digest(uri=f"{_MORE}sha384", name="sha384"),
    Digest(uri=f"{_ENC}sha512", name="sha512"),
    Digest(uri=f"{_MORE_2007}sha3-256", name="sha3_256"),
    Digest(uri=f"{_MORE_2007}sha3-384", name="sha3_384"),
    Digest(uri=f"{_MORE_2007}sha3-512", name="sha3_512"),
    Digest(uri=f"{DS}sha1", name="sha1", strength=Strength.WEAK),
    Digest(uri=f"{_MORE}sha224", name="sha224", strength=Strength.WEAK),
    Digest(uri=f"{_MORE}md5", name="md5", strength=Strength.WEAK),
)
DIGESTS = {digest.uri: digest for digest in _DIGESTS}
"""Hash functions by URI."""

DIGESTS_BY_NAME = {digest.name: digest for digest in _DIGESTS}
"""Hash functions by their name in hashlib."""

SHA256 = DIGESTS_BY_NAME["sha256"]

HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
}


class Scheme(enum.Enum):
    """How a signature is made from a digest."""

    RSA_PKCS1 = "RSASSA-PKCS1-v1_5"
    RSA_PSS = "RSASSA-PSS"
    ECDSA = "ECDSA"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureAlgorithm:
    """A signature algorithm under its URI; ``digest`` is a name of hashlib.

    ``mask`` and ``salt`` (bytes) are for PSS, where they are another hash than ``digest`` or another length.
    """

    uri: str
    scheme: Scheme
    digest: str
    strength: Strength = Strength.ACCEPTED
    mask: str | None = None
    salt: int | None = None

    @property
    def hash(self) -> hashes.HashAlgorithm:
        """The hash function as ``cryptography`` wants it."""
        return HASHES[self.digest]()

    @property
    def padding(self) -> padding.AsymmetricPadding:
        """The RSA padding; for PSS a salt as long as the digest, where RFC 9231 lets nobody choose."""
        if self.scheme is Scheme.RSA_PSS:
            salt = self.hash.digest_size if self.salt is None else self.salt
            return padding.PSS(mgf=padding.MGF1(HASHES[self.mask or self.digest]()), salt_length=salt)
        return padding.PKCS1v15()

    def is_upper_twin(self, key: CertificatePublicKeyTypes, value: bytes) -> bool:
        """Whether ``value`` is the upper one of the two that ECDSA takes for equally good, (r, s) and
        (r, n - s): anybody can make one from the other."""
        if self.scheme is not Scheme.ECDSA or not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        return int.from_bytes(value[len(value) // 2 :]) > key.curve.group_order // 2

    def verifies(self, key: CertificatePublicKeyTypes, value: bytes, data: bytes) -> bool:
        """Whether ``value``, as XML Signature writes it, is ``key``'s signature over ``data``."""
        try:
            if self.scheme is Scheme.ECDSA:
                if not isinstance(key, ec.EllipticCurvePublicKey):
                    return False
                width = (key.curve.key_size + 7) // 8
                if len(value) != 2 * width:
                    return False
                r, s = int.from_bytes(value[:width]), int.from_bytes(value[width:])
                key.verify(encode_dss_signature(r, s), data, ec.ECDSA(self.hash))
            else:
                if not isinstance(key, rsa.RSAPublicKey):
                    return False
                key.verify(value, data, self.padding, self.hash)
        except (InvalidSignature, ValueError):
            return False
        return True


RSA_PSS = f"{_MORE_2007}rsa-pss"
"""RSASSA-PSS with its parameters beside it (RFC 9231, 2.3.9): see ``signing.pss``."""
MGF1 = f"{_MORE_2007}MGF1"


def _signature_algorithms() -> dict[str, SignatureAlgorithm]:
    rows = []
    for name in ("sha256", "sha384", "sha512", "sha224", "sha1"):
        strength = Strength.WEAK if name in ("sha224", "sha1") else Strength.ACCEPTED
        older = DS if name == "sha1" else _MORE
        rows += [
            (f"{older}rsa-{name}", Scheme.RSA_PKCS1, name, strength),
            (f"{_MORE}ecdsa-{name}", Scheme.ECDSA, name, strength),
            (f"{_MORE_2007}{name}-rsa-MGF1", Scheme.RSA_PSS, name, strength),
        ]
    for bits in (256, 384, 512):
        name = f"sha3_{bits}"
        rows += [
            (f"{_MORE_2007}sha3-{bits}-rsa-MGF1", Scheme.RSA_PSS, name, Strength.ACCEPTED),
            (f"{_MORE_2021}ecdsa-sha3-{bits}", Scheme.ECDSA, name, Strength.ACCEPTED),
        ]
    return {
        uri: SignatureAlgorithm(uri=uri, scheme=scheme, digest=name, strength=strength)
        for uri, scheme, name, strength in rows
    }


SIGNATURE_ALGORITHMS = _signature_algorithms()
"""Signature algorithms by URI (RFC 9231). HMAC is absent on purpose: it proves nothing to a third party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonicalization:
    """A C14N method without comments; ``version`` matters only to inherited ``xml:`` attributes."""

    uri: str
    exclusive: bool
    version: str


CANONICALIZATIONS = {
    method.uri: method
    for method in (
        Canonicalization(
            uri="http://www.w3.org/TR/2001/REC-xml-c14n-20010315", exclusive=False, version="1.0"
        ),
        Canonicalization(uri="http://www.w3.org/2006/12/xml-c14n11", exclusive=False, version="1.1"),
        Canonicalization(uri="http://www.w3.org/2001/10/xml-exc-c14n#", exclusive=True, version="1.0"),
    )
}
"""Canonicalizations by URI; those that keep comments are not accepted."""

C14N = CANONICALIZATIONS["http://www.w3.org/TR/2001/REC-xml-c14n-20010315"]
"""What applies where a signature names none (XML Signature 1.1, 4.4.3.2)."""
EXCLUSIVE_C14N = CANONICALIZATIONS["http://www.w3.org/2001/10/xml-exc-c14n#"]

NIST_CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})
OPTIONAL_CURVES = frozenset({"brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"})
"""Curves that a trust folder may accept besides (``curves`` in trust.toml)."""
AUTHORITY_CURVES = NIST_CURVES | OPTIONAL_CURVES
"""Curves on which whoever issues certificates, or speaks about their revocation, may have a key."""


def key_weakness(key: CertificatePublicKeyTypes, curves: frozenset[str] = NIST_CURVES) -> str | None:
    """Why ``key`` must not sign, or None when it may."""
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < SMALLEST_RSA:
            return f"an RSA key of {key.key_size} bits; at least {SMALLEST_RSA} are needed"
        exponent = key.public_numbers().e
        if exponent < SMALLEST_EXPONENT:
            return f"an RSA key with the public exponent {exponent}; at least {SMALLEST_EXPONENT} is needed"
        return None
    if isinstance(key, ec.EllipticCurvePublicKey):
        if key.curve.name not in curves:
            return f"a key on the curve {key.curve.name}; accepted are {', '.join(sorted(curves))}"
        return None
    return "a key that is neither RSA nor ECDSA"


def algorithm_for(key: CertificatePublicKeyTypes, scheme: Scheme = Scheme.RSA_PKCS1) -> SignatureAlgorithm:
    """What to sign with under ``key``: the hash as strong as the curve, SHA-256 for RSA."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        bits = {256: 256, 384: 384}.get(key.curve.key_size, 512)
        return SIGNATURE_ALGORITHMS[f"{_MORE}ecdsa-sha{bits}"]
    if scheme is Scheme.RSA_PSS:
        return SIGNATURE_ALGORITHMS[f"{_MORE_2007}sha256-rsa-MGF1"]
    return SIGNATURE_ALGORITHMS[f"{_MORE}rsa-sha256"]

"""SM2 and SM3 (GB/T 32918, GB/T 32905): recognised, so that they can be named; not computed with.

No URI for them is standardised in XML Signature, so anything that names them counts.
"""

from __future__ import annotations

from cryptography import x509

SIGNATURE_OID = "1.2.156.10197.1.501"
"""SM2 signature over SM3, as in certificates."""
_KEY_ALGORITHM_OID = "1.2.156.10197.1.301"
_NAMES = ("sm2", "sm3", "1.2.156.10197.1.501", "1.2.156.10197.1.301", "1.2.156.10197.1.401")
_CURVE = bytes.fromhex("06082a811ccf5501822d")
"""The object identifier of the curve in DER."""


def is_named_by(uri: str) -> bool:
    """Whether the identifier of an algorithm is for SM2 or SM3."""
    return any(name in uri.lower() for name in _NAMES)


def has_key(x509_cert: x509.Certificate, der: bytes) -> bool:
    """Whether the key of a certificate whose key cannot be read is for SM2."""
    return _CURVE in der or x509_cert.public_key_algorithm_oid.dotted_string == _KEY_ALGORITHM_OID


def is_signed_by(x509_cert: x509.Certificate) -> bool:
    """Whether the certificate's issuer signed it with SM2."""
    return x509_cert.signature_algorithm_oid.dotted_string == SIGNATURE_OID

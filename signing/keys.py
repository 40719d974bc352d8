"""Keys and their certificates: from PEM, DER and PKCS#12, checked before anything is signed with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from dcc.errors import UsageError
from signing.algorithms import Scheme, SignatureAlgorithm, algorithm_for, key_weakness

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Signer(Protocol):
    """Something that signs: a key in memory, a smart card, a signing service."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The signer's own X.509 certificate first, then its issuers; DER."""
        ...

    @property
    def algorithm(self) -> SignatureAlgorithm:
        """What ``sign`` signs with."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``: for RSA its octets, for ECDSA a DER ECDSA-Sig-Value (RFC 3279)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSigner:
    """A key in this process's memory, known to fit its certificate."""

    chain: tuple[bytes, ...]
    algorithm: SignatureAlgorithm
    key: PrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(self.algorithm.hash))
        return self.key.sign(data, self.algorithm.padding, self.algorithm.hash)


def load_signer(
    key: bytes,
    *,
    chain: bytes | None = None,
    password: str | None = None,
    rsa_scheme: Scheme = Scheme.RSA_PKCS1,
) -> LocalSigner:
    """A signer from the content of files.

    ``key`` is a private key (PEM or DER, encrypted or not) or a PKCS#12 container; ``chain`` are certificates
    (PEM, one after the other in any order, or one in DER), not needed when the container has them.
    Raises ``UsageError`` when anything is missing, unreadable, weak or does not fit.
    """
    if not key.strip():
        raise UsageError("the key file is empty", hint="Give the file with the private key (--key).")
    private, bundled = _read_key(key, password)
    x509_certs = [*(_read_chain(chain) if chain is not None else ()), *bundled]
    if not x509_certs:
        raise UsageError(
            "there is no certificate for the key",
            hint="Give the certificate and those of its issuers (--cert), or a PKCS#12 file that has them.",
        )
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UsageError(
            f"a key of the kind {type(private).__name__.removeprefix('_')} cannot sign here",
            hint="Use an RSA key (2048 bits or more) or an ECDSA key (P-256, P-384, P-521).",
        )
    weakness = key_weakness(private.public_key())
    if weakness:
        raise UsageError(f"the key is {weakness}", hint="Have a stronger key certified and sign with that.")
    ordered = _order(private, x509_certs)
    return LocalSigner(
        chain=tuple(each.public_bytes(Encoding.DER) for each in ordered),
        algorithm=algorithm_for(private.public_key(), rsa_scheme),
        key=private,
    )


def _read_key(data: bytes, password: str | None) -> tuple[PrivateKeyTypes, list[x509.Certificate]]:
    """The private key, and the certificates that lie with it in the same file."""
    secret = password.encode() if password else None
    if b"-----BEGIN" not in data:
        return _read_binary(data, secret)
    if b"PRIVATE KEY-----" not in data:
        raise UsageError(
            "the key file has no private key in it, only certificates or a public key",
            hint="Give the file that begins with -----BEGIN PRIVATE KEY----- or similar (--key).",
        )
    bundled = _read_chain(data) if b"-----BEGIN CERTIFICATE" in data else []
    return _unlock(load_pem_private_key, data, secret), bundled


def _read_binary(data: bytes, secret: bytes | None) -> tuple[PrivateKeyTypes, list[x509.Certificate]]:
    try:
        container = load_pkcs12(data, secret)
    except (ValueError, UnsupportedAlgorithm) as error:
        if "password" in str(error).lower():
            raise _locked(secret) from None
        return _unlock(load_der_private_key, data, secret), []
    if container.key is None:
        raise UsageError(
            "the PKCS#12 file has no private key in it",
            hint="Export certificate and key together (in browsers: with private key, PKCS#12).",
        )
    found = [container.cert, *container.additional_certs]
    return container.key, [each.certificate for each in found if each is not None]


def _unlock(
    load: Callable[[bytes, bytes | None], PrivateKeyTypes], data: bytes, secret: bytes | None
) -> PrivateKeyTypes:
    """A password for a key that needs none does no harm; one missing for a key that needs one does."""
    try:
        return load(data, secret)
    except TypeError:
        if secret is None:
            raise _locked(secret) from None
        return load(data, None)
    except (ValueError, UnsupportedAlgorithm) as error:
        if "password" in str(error).lower():
            raise _locked(secret) from None
        if isinstance(error, UnsupportedAlgorithm):
            raise UsageError(
                f"a key of this kind cannot sign here: {error}",
                hint="Use an RSA key (2048 bits or more) or an ECDSA key (P-256, P-384, P-521); SM2 keys are "
                "not supported.",
            ) from None
        raise UsageError(
            "the key file is neither a private key (PEM or DER) nor a PKCS#12 container",
            hint="Give the file with the private key (--key); a certificate goes to --cert.",
        ) from None


def _locked(secret: bytes | None) -> UsageError:
    return UsageError(
        "the password does not open the key" if secret else "the key is encrypted and no password was given",
        hint="Put the password into a file (--password-file) or into DCC_KEY_PASSWORD.",
    )


def _read_chain(data: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise UsageError(
            "the certificate file has no certificate in it that can be read",
            hint="Give the signer's certificate and those of its issuers in PEM, or one in DER (--cert).",
        ) from None


def _order(private: PrivateKey, x509_certs: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    """The certificate for the key first, each followed by its issuer, without strangers."""
    known = list(dict.fromkeys(x509_certs))
    own = next((each for each in known if _fits(private, each)), None)
    if own is None:
        names = "; ".join(each.subject.rfc4514_string() for each in known)
        raise UsageError(
            f"the key does not belong to the certificate ({names})",
            hint="Give the key that the certificate was issued for, or the certificate issued for the key.",
        )
    ordered: list[x509.Certificate] = []
    following: x509.Certificate | None = own
    while following is not None:
        ordered.append(following)
        rest = [each for each in known if each not in ordered]
        following = next((each for each in rest if _issued(each, ordered[-1])), None)
    return ordered


def _fits(private: PrivateKey, x509_cert: x509.Certificate) -> bool:
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    try:
        theirs = x509_cert.public_key()
    except (ValueError, UnsupportedAlgorithm):  # such as SM2's
        return False
    return private.public_key().public_bytes(*form) == theirs.public_bytes(*form)


def _issued(issuer: x509.Certificate, x509_cert: x509.Certificate) -> bool:
    try:
        x509_cert.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - whatever goes wrong, it is not the issuer
        return False
    return True

"""The search for chains of certificates that lead to a trusted root, bounded against crafted ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from signing.x509_certs import UnreadableCertificateError, load, may_issue

LONGEST_CHAIN = 6
MOST_SIGNATURE_CHECKS = 60
MOST_CHAINS = 4
LARGEST_RSA = 8192
LONGEST_EXPONENT = 64
"""Bounds on the search, so that certificates that all name each other cannot make it long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Certificates from the leaf to the anchor, both included, each signed by the next; DER."""

    ders: tuple[bytes, ...]

    @property
    def anchor(self) -> bytes:
        return self.ders[-1]


def find_chains(leaf: bytes, *, anchors: Sequence[bytes], intermediates: Sequence[bytes]) -> Iterator[Chain]:
    """Chains in which each certificate verifies under the next one's key."""
    search = _Search(anchors, intermediates)
    for ders in itertools.islice(search.extend((leaf,)), MOST_CHAINS):
        yield Chain(ders=ders)


def _takes_long(x509_cert: x509.Certificate) -> bool:
    """Whether a signature under the certificate's key takes unreasonably long to verify."""
    key = x509_cert.public_key()
    return isinstance(key, rsa.RSAPublicKey) and (
        key.key_size > LARGEST_RSA or key.public_numbers().e.bit_length() > LONGEST_EXPONENT
    )


class _Search:
    """A depth-first search with a budget of signature checks for all branches together."""

    def __init__(self, anchors: Sequence[bytes], intermediates: Sequence[bytes]) -> None:
        self._anchors = frozenset(anchors)
        self._budget = MOST_SIGNATURE_CHECKS
        self._issuers: dict[x509.Name, list[tuple[bytes, x509.Certificate]]] = {}
        for der in dict.fromkeys((*anchors, *intermediates)):
            try:
                x509_cert = load(der)
            except UnreadableCertificateError:
                continue
            if may_issue(x509_cert) and (der in self._anchors or not _takes_long(x509_cert)):
                self._issuers.setdefault(x509_cert.subject, []).append((der, x509_cert))

    def extend(self, ders: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
        if ders[-1] in self._anchors:
            yield ders
            return
        if len(ders) > LONGEST_CHAIN:
            return
        x509_cert = load(ders[-1])
        for issuer_der, issuer in self._issuers.get(x509_cert.issuer, ()):
            if issuer_der not in ders and self._issued(x509_cert, issuer):
                yield from self.extend((*ders, issuer_der))

    def _issued(self, x509_cert: x509.Certificate, issuer: x509.Certificate) -> bool:
        if self._budget == 0:
            return False
        self._budget -= 1
        try:
            x509_cert.verify_directly_issued_by(issuer)
        except Exception:  # noqa: BLE001 - whatever goes wrong with a crafted certificate, it proves no issuer
            return False
        return True

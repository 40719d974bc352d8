"""The search for chains of certificates that lead to a trusted root, bounded against crafted ones."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from signing.x509_certs import UnreadableCertificateError, load, may_issue

LONGEST_CHAIN = 6
MOST_STEPS = 60
MOST_SIGNATURE_CHECKS = 200
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


class Links:
    """Which certificate was signed with which other one's key: looked at once for all searches of a
    verification, and not more than ``MOST_SIGNATURE_CHECKS`` times for all of them together."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bytes], bool] = {}

    def are_linked(self, der: bytes, issuer_der: bytes) -> bool:
        """Whether the second certificate's key signed the first; False when there was enough looking."""
        link = (der, issuer_der)
        if link not in self._known and len(self._known) < MOST_SIGNATURE_CHECKS:
            self._known[link] = _issued(der, issuer_der)
        return self._known.get(link, False)


@functools.lru_cache(maxsize=256)  # of the octets alone
def _issued(der: bytes, issuer_der: bytes) -> bool:
    try:
        load(der).verify_directly_issued_by(load(issuer_der))
    except Exception:  # noqa: BLE001 - whatever goes wrong with a crafted certificate, it proves no issuer
        return False
    return True


def find_chains(
    leaf: bytes, *, anchors: Sequence[bytes], intermediates: Sequence[bytes], links: Links | None = None
) -> Iterator[Chain]:
    """Chains in which each certificate verifies under the next one's key."""
    search = _Search(anchors, intermediates, links or Links())
    for ders in itertools.islice(search.extend((leaf,)), MOST_CHAINS):
        yield Chain(ders=ders)


def follow(leaf: bytes, certificates: Sequence[bytes], links: Links) -> tuple[bytes, ...]:
    """From ``leaf`` to issuer after issuer among ``certificates``, each signed with the next one's key, as
    far as they go: what a document says of its signer, trusted or not."""
    search = _Search((), certificates, links)
    ders: tuple[bytes, ...] = (leaf,)
    while len(ders) <= LONGEST_CHAIN:
        issuer = search.issuer_of(ders)
        if issuer is None:
            break
        ders = (*ders, issuer)
    return ders


def _takes_long(x509_cert: x509.Certificate) -> bool:
    """Whether a signature under the certificate's key takes unreasonably long to verify."""
    key = x509_cert.public_key()
    return isinstance(key, rsa.RSAPublicKey) and (
        key.key_size > LARGEST_RSA or key.public_numbers().e.bit_length() > LONGEST_EXPONENT
    )


class _Search:
    """A depth-first search of ``MOST_STEPS`` in all branches together: known links cost steps, too."""

    def __init__(self, anchors: Sequence[bytes], intermediates: Sequence[bytes], links: Links) -> None:
        self._anchors, self._links = frozenset(anchors), links
        self._steps = MOST_STEPS
        self._issuers: dict[x509.Name, list[bytes]] = {}
        for der in dict.fromkeys((*anchors, *intermediates)):
            try:
                x509_cert = load(der)
            except UnreadableCertificateError:
                continue
            if may_issue(x509_cert) and (der in self._anchors or not _takes_long(x509_cert)):
                self._issuers.setdefault(x509_cert.subject, []).append(der)

    def issuer_of(self, ders: tuple[bytes, ...]) -> bytes | None:
        """One that signed the last of ``ders`` and is not among them."""
        for issuer_der in self._issuers.get(load(ders[-1]).issuer, ()):
            if issuer_der not in ders and self._links.are_linked(ders[-1], issuer_der):
                return issuer_der
        return None

    def extend(self, ders: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
        if ders[-1] in self._anchors:
            yield ders
            return
        if len(ders) > LONGEST_CHAIN:
            return
        for issuer_der in self._issuers.get(load(ders[-1]).issuer, ()):
            if issuer_der in ders or self._steps == 0:
                continue
            self._steps -= 1
            if self._links.are_linked(ders[-1], issuer_der):
                yield from self.extend((*ders, issuer_der))

"""Reading a ``ds:Signature``: its parts as values, counted before they are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from dcc.xml.names import ds
from dcc.xml.place import Places
from signing.algorithms import RSA_PSS, SIGNATURE_ALGORITHMS, SignatureAlgorithm
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.inspection import Piece, inspect
from signing.names import SIGNED_PROPERTIES_TYPE, xades
from signing.octets import identifier_of
from signing.properties import (
    LARGEST_CERTIFICATE,
    LARGEST_CRL,
    MOST_EVIDENCE,
    SignedProperties,
    UnsignedProperties,
    read_signed,
    read_unsigned,
)
from signing.pss import read_pss
from signing.references import (
    Reference,
    Target,
    digest_of,
    read_canonicalization,
    read_selection,
    read_target,
)
from signing.text import (
    MalformedError,
    children,
    decode_base64,
    local,
    only_child,
    optional_child,
    refuse_more_than,
    text_of,
)

MOST_REFERENCES = 8
MOST_TRANSFORMS = 3
MOST_CERTIFICATES = 10
LARGEST_VALUE = 4 * 1024
LARGEST_DIGEST = 128
LONGEST_ID = 200
"""Caps in numbers and bytes; ``signing.properties`` has those on evidence added later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A signature as read. ``signed_info`` and ``algorithm`` are None where a method is not accepted;
    ``signed`` is None where the signature is not XAdES. ``pieces`` are what else is to be said of it."""

    id: str | None
    signed_info: bytes | None
    algorithm: SignatureAlgorithm | None
    algorithm_uri: str
    value: bytes
    references: tuple[Reference, ...]
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    signed: SignedProperties | None
    unsigned: UnsignedProperties = field(default_factory=UnsignedProperties)
    pieces: tuple[Piece, ...] = ()

    @property
    def all_certificates(self) -> tuple[bytes, ...]:
        """Those in KeyInfo and those added with the evidence, where the signer's may be as well."""
        return (*self.certificates, *self.unsigned.certificates)

    @property
    def signatures_covered(self) -> list[etree._Element | None]:
        """The other signatures whose values this one covers, as a seal does."""
        values = (each.element for each in self.references if each.target is Target.SIGNATURE_VALUE)
        return [value.getparent() for value in values if value is not None]


def read_signature(
    signature: etree._Element,
    identified: Mapping[str, etree._Element],
    canonicalizer: Canonicalizer,
    places: Places,
) -> Parts:
    """The parts of a ``ds:Signature`` under the root of a document in which ``identified`` has the elements
    that references name. Raises ``MalformedError``."""
    _require_form(signature)
    identifier = identifier_of(signature)
    refuse_more_than(LONGEST_ID, len(identifier or ""), "characters in the signature's Id")
    value = only_child(signature, ds("SignatureValue"))
    value_octets = decode_base64(value, at_most=LARGEST_VALUE)
    certificates, crls = _read_key_info(signature)
    signed_info = only_child(signature, ds("SignedInfo"))
    algorithm_uri, algorithm = _read_algorithm(signed_info)
    references = _read_references(signed_info, signature, identified)
    qualifying = _find_qualifying(signature)
    signed = None
    unsigned = UnsignedProperties()
    if qualifying is not None:
        signed = read_signed(qualifying)
        _require_binding(signature, qualifying, signed, references)
        unsigned = read_unsigned(qualifying, value, canonicalizer)
    return Parts(
        id=identifier,
        signed_info=_canonical_signed_info(signed_info, canonicalizer),
        algorithm=algorithm,
        algorithm_uri=algorithm_uri,
        value=value_octets,
        references=references,
        certificates=certificates,
        crls=crls,
        signed=signed,
        unsigned=unsigned,
        pieces=inspect(signature, qualifying, references, places),
    )


def _require_form(signature: etree._Element) -> None:
    names = [local(child) for child in signature.iterchildren("*")]
    if names[:2] != ["SignedInfo", "SignatureValue"]:
        raise MalformedError("the signature does not begin with SignedInfo and SignatureValue")
    others = {str(child.tag) for child in signature.iterchildren("*")} - _CHILDREN
    if others:
        raise MalformedError(f"the signature has parts of its own: {', '.join(sorted(others))}")


_CHILDREN = frozenset(map(ds, ("SignedInfo", "SignatureValue", "KeyInfo", "Object")))


def _read_algorithm(signed_info: etree._Element) -> tuple[str, SignatureAlgorithm | None]:
    method = only_child(signed_info, ds("SignatureMethod"))
    uri = method.get("Algorithm") or ""
    if uri == RSA_PSS:
        return uri, read_pss(method)
    return uri, SIGNATURE_ALGORITHMS.get(uri) if not len(method) else None


def _canonical_signed_info(signed_info: etree._Element, canonicalizer: Canonicalizer) -> bytes | None:
    chosen = read_canonicalization(only_child(signed_info, ds("CanonicalizationMethod")))
    try:
        return canonicalizer.element(signed_info, *chosen) if chosen else None
    except CannotCanonicalizeError:
        return None


def _read_references(
    signed_info: etree._Element, signature: etree._Element, identified: Mapping[str, etree._Element]
) -> tuple[Reference, ...]:
    elements = children(signed_info, ds("Reference"), at_most=MOST_REFERENCES)
    if not elements:
        raise MalformedError("the signature refers to nothing")
    for element in elements:
        chain = optional_child(element, ds("Transforms"))
        if chain is not None:
            refuse_more_than(MOST_TRANSFORMS, len(chain), "transforms in a reference")
    references = []
    for element in elements:
        target, pointed = read_target(element, signature, identified)
        uri, digest = digest_of(element)
        references.append(
            Reference(
                uri=element.get("URI"),
                type=element.get("Type"),
                target=target,
                element=pointed,
                selection=read_selection(element),
                digest=digest,
                digest_uri=uri,
                expected=decode_base64(only_child(element, ds("DigestValue")), at_most=LARGEST_DIGEST),
            )
        )
    if sum(reference.target is Target.DOCUMENT for reference in references) > 1:
        raise MalformedError("the signature refers to the document more than once")
    return tuple(references)


def _read_key_info(signature: etree._Element) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """The certificates and the revocation lists in KeyInfo."""
    key_info = optional_child(signature, ds("KeyInfo"))
    if key_info is None:
        return (), ()
    elements = key_info.findall(f"{ds('X509Data')}/{ds('X509Certificate')}")
    refuse_more_than(MOST_CERTIFICATES, len(elements), "certificates in KeyInfo")
    for element in elements:
        refuse_more_than(2 * LARGEST_CERTIFICATE, len(text_of(element)), "characters in X509Certificate")
    lists = key_info.findall(f"{ds('X509Data')}/{ds('X509CRL')}")
    refuse_more_than(MOST_EVIDENCE, len(lists), "revocation lists in KeyInfo")
    return (
        tuple(decode_base64(element, at_most=LARGEST_CERTIFICATE) for element in elements),
        tuple(decode_base64(element, at_most=LARGEST_CRL) for element in lists),
    )


def _find_qualifying(signature: etree._Element) -> etree._Element | None:
    """The one QualifyingProperties, a child of a ds:Object of this signature (EN 319 132-1, 4.3)."""
    found = [
        element
        for element in signature.iter(xades("QualifyingProperties"))
        if not _within_countersignature(element, signature)
    ]
    if len(found) > 1:
        raise MalformedError(f"the signature has {len(found)} QualifyingProperties instead of one")
    if not found:
        return None
    container = found[0].getparent()
    if container is None or container.tag != ds("Object") or container.getparent() is not signature:
        raise MalformedError("QualifyingProperties does not stand in a ds:Object of its signature")
    return found[0]


def _within_countersignature(element: etree._Element, signature: etree._Element) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is signature:
            return False
        if ancestor.tag == xades("CounterSignature"):
            return True
    return False


def _require_binding(
    signature: etree._Element,
    qualifying: etree._Element,
    signed: SignedProperties,
    references: tuple[Reference, ...],
) -> None:
    """The properties are this signature's, and exactly one reference of the right type covers them."""
    identifier = signature.get("Id")
    if not identifier or qualifying.get("Target") != f"#{identifier}":
        raise MalformedError("QualifyingProperties has a Target that is not its own signature")
    typed = [reference for reference in references if reference.type == SIGNED_PROPERTIES_TYPE]
    if len(typed) != 1 or typed[0].element is not signed.element:
        raise MalformedError("no reference of the right type covers the signature's own SignedProperties")
    if any(each.element is signed.element for each in references if each is not typed[0]):
        raise MalformedError("the SignedProperties are referred to more than once")

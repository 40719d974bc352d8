"""What a signature's references select: an exact list of accepted forms, and the octets behind each.

A verifier that ignores a transform it does not know checks something else than what was signed; one that
runs any transform lets the document decide what is left out. So the accepted chains are few and fixed:
ways of leaving signatures out of the document, then one canonicalization; or base64 for an object alone.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from dcc.xml.names import DS, ds
from signing.algorithms import C14N, CANONICALIZATIONS, DIGESTS, Canonicalization, Digest
from signing.names import BASE64_TRANSFORM, ENVELOPED, EXC_C14N, FILTER2, XML_SPACE, XPATH

_FRAGMENT = re.compile(r"#[^\s()'\"]+")
_NAME = r"([A-Za-z_][\w.-]*)"
_SUBTRACT_ALL = re.compile(rf"/descendant::{_NAME}:Signature")
_SUBTRACT_SELF = re.compile(rf"here\(\)/ancestor::{_NAME}:Signature\[1\]")
_XPATH_NOT_ANY = re.compile(rf"not\([ \t\r\n]*ancestor-or-self::{_NAME}:Signature[ \t\r\n]*\)")
_WHOLE_DOCUMENT = ("", "#xpointer(/)")
"""Both are the document; the second keeps comments (XML Signature 1.1, 4.4.3.3), which no accepted
canonicalization does."""


class Filter(enum.Enum):
    """Which signatures are left out of the document before it is hashed."""

    NOTHING = enum.auto()
    THIS_SIGNATURE = enum.auto()
    ALL_SIGNATURES = enum.auto()


class Target(enum.Enum):
    """What kind of thing a reference points to."""

    DOCUMENT = enum.auto()
    SIGNED_PROPERTIES = enum.auto()
    KEY_INFO = enum.auto()
    OBJECT = enum.auto()
    SIGNATURE_VALUE = enum.auto()
    PART = enum.auto()
    MISSING = enum.auto()
    EXTERNAL = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A chain of transforms from the accepted list. ``base64``: the octets are those that the text of the
    element stands for, and nothing is canonicalized."""

    filter: Filter
    method: Canonicalization
    prefixes: tuple[str, ...]
    base64: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A ``ds:Reference``; ``selection`` and ``digest`` are None where the form or algorithm is not accepted.

    ``element`` is what it points to inside the document, None for the document itself.
    """

    uri: str | None
    type: str | None
    target: Target
    element: etree._Element | None
    selection: Selection | None
    digest: Digest | None
    digest_uri: str
    expected: bytes

    @property
    def decoded(self) -> bool:
        """Whether only the decoded text of an object is covered, not what surrounds it."""
        return self.selection is not None and self.selection.base64

    @property
    def accepted(self) -> bool:
        """Whether the form is one of those that leave no doubt what is covered."""
        if self.selection is None:
            return False
        if self.target is Target.DOCUMENT:
            return self.selection.filter is not Filter.NOTHING
        if self.selection.base64:
            return self.target is Target.OBJECT
        return self.target in _INSIDE and self.selection.filter is Filter.NOTHING


_INSIDE = frozenset({Target.SIGNED_PROPERTIES, Target.KEY_INFO, Target.OBJECT, Target.SIGNATURE_VALUE})


def read_selection(reference: etree._Element) -> Selection | None:
    """The transforms of a ``ds:Reference``, or None when they are not on the accepted list."""
    transforms = [
        transform
        for container in reference.iterchildren(ds("Transforms"))
        for transform in container.iterchildren("*")
    ]
    if len(transforms) == 1 and transforms[0].get("Algorithm") == BASE64_TRANSFORM:
        plain = not len(transforms[0])
        return Selection(filter=Filter.NOTHING, method=C14N, prefixes=(), base64=True) if plain else None
    filters = list(itertools.takewhile(lambda each: each.get("Algorithm") in _FILTERS, transforms))
    chosen, rest = _read_filters(filters), transforms[len(filters) :]
    if chosen is None:
        return None
    if not rest:
        return Selection(filter=chosen, method=C14N, prefixes=())
    method = read_canonicalization(rest[0])
    if method is None or len(rest) > 1:
        return None
    return Selection(filter=chosen, method=method[0], prefixes=method[1])


def read_canonicalization(element: etree._Element) -> tuple[Canonicalization, tuple[str, ...]] | None:
    """Method and inclusive prefixes of a C14N transform or CanonicalizationMethod; None if it is another."""
    method = CANONICALIZATIONS.get(element.get("Algorithm") or "")
    if method is None:
        return None
    children = list(element.iterchildren("*"))
    if not children:
        return method, ()
    if len(children) == 1 and method.exclusive and children[0].tag == f"{{{EXC_C14N}}}InclusiveNamespaces":
        return method, tuple((children[0].get("PrefixList") or "").split())
    return None


_FILTERS = (ENVELOPED, FILTER2, XPATH)


def _read_filters(transforms: list[etree._Element]) -> Filter | None:
    """What filters one after the other leave out: what any of them does. None when one is not accepted."""
    found = {_read_filter(transform) for transform in transforms}
    if None in found:
        return None
    for each in (Filter.ALL_SIGNATURES, Filter.THIS_SIGNATURE):
        if each in found:
            return each
    return Filter.NOTHING


def _read_filter(transform: etree._Element) -> Filter | None:
    children = list(transform.iterchildren("*"))
    algorithm = transform.get("Algorithm")
    if algorithm == ENVELOPED:
        return Filter.THIS_SIGNATURE if not children else None
    if len(children) != 1 or len(children[0]):
        return None
    xpath, expression = children[0], (children[0].text or "").strip(XML_SPACE)
    if algorithm == XPATH and xpath.tag == ds("XPath"):
        return Filter.ALL_SIGNATURES if _names_signature(_XPATH_NOT_ANY, expression, xpath) else None
    if algorithm == FILTER2 and xpath.tag == f"{{{FILTER2}}}XPath" and xpath.get("Filter") == "subtract":
        if _names_signature(_SUBTRACT_ALL, expression, xpath):
            return Filter.ALL_SIGNATURES
        if _names_signature(_SUBTRACT_SELF, expression, xpath):
            return Filter.THIS_SIGNATURE
    return None


def _names_signature(pattern: re.Pattern[str], expression: str, scope: etree._Element) -> bool:
    """Whether the expression is exactly this one and its prefix is bound to XML Signature where it stands.

    The binding matters: exclusive C14N does not sign a namespace declaration that only a text makes use of.
    """
    match = pattern.fullmatch(expression)
    return match is not None and scope.nsmap.get(match.group(1)) == DS


_REFERENCES = f"{ds('Signature')}/{ds('SignedInfo')}/{ds('Reference')}"


def identifiers_referred_to(root: etree._Element) -> frozenset[str]:
    """What the signatures under ``root`` refer to as ``#identifier``."""
    uris = (reference.get("URI") or "" for reference in root.iterfind(_REFERENCES))
    return frozenset(uri[1:] for uri in uris if _FRAGMENT.fullmatch(uri))


def read_target(
    reference: etree._Element, signature: etree._Element, identified: Mapping[str, etree._Element]
) -> tuple[Target, etree._Element | None]:
    """What the URI of a reference points to, and the element; ``identified`` are elements by identifier."""
    uri = reference.get("URI")
    if uri is None:
        return Target.UNKNOWN, None
    if uri in _WHOLE_DOCUMENT:
        return Target.DOCUMENT, None
    if not uri.startswith("#"):
        return Target.EXTERNAL, None
    if not _FRAGMENT.fullmatch(uri):
        return Target.UNKNOWN, None
    element = identified.get(uri[1:])
    if element is None:
        return Target.MISSING, None
    return _kind(element, signature), element


def _kind(element: etree._Element, signature: etree._Element) -> Target:
    parent, root = element.getparent(), signature.getparent()
    if element.tag == ds("SignatureValue") and parent is not None and parent.getparent() is root:
        return Target.SIGNATURE_VALUE
    if parent is signature:
        return {ds("KeyInfo"): Target.KEY_INFO, ds("Object"): Target.OBJECT}.get(
            str(element.tag), Target.PART
        )
    if signature in element.iterancestors() and str(element.tag).endswith("}SignedProperties"):
        return Target.SIGNED_PROPERTIES
    return Target.PART


def digest_of(reference: etree._Element) -> tuple[str, Digest | None]:
    """URI and table row of a reference's hash function."""
    method = reference.find(ds("DigestMethod"))
    uri = (method.get("Algorithm") or "") if method is not None else ""
    return uri, DIGESTS.get(uri)

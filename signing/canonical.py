"""Canonical XML without comments, and how much of it may be computed for one document.

C14N is cheap unless somebody made the document so that it is not. Then a kilobyte can ask for gigabytes (a
long namespace, declared again on each of many elements) or for minutes (many namespaces in force at every
element). Of either, as of attributes on one element, ``dcc.xml.parse`` lets through what is bearable once.
"""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lxml import etree

from signing.algorithms import Canonicalization
from signing.names import XML

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

MOST_TIMES_OVER = 6
"""How many times its own size may be canonicalized for a document; once is what it takes."""
_SPARE = 2**20
_LOOKUPS_PER_OCTET = 4
"""How often a namespace is looked up in the time in which an octet is written, about."""

_COUNT_ELEMENTS = etree.XPath("count(descendant-or-self::*)")


class CannotCanonicalizeError(Exception):
    """C14N is not defined for this document, not by us, or takes too much; the message says why."""


class Canonicalizer:
    """Computes canonical octets for one document of ``size`` bytes, whose root element is ``root``.

    What it gives is taken off a budget; when that is used up, it raises ``CannotCanonicalizeError``.
    """

    def __init__(self, root: etree._Element, *, size: int) -> None:
        self._root = root
        self._left = MOST_TIMES_OVER * size + _SPARE

    def document(
        self, root: etree._Element, method: Canonicalization, prefixes: tuple[str, ...] = ()
    ) -> bytes:
        """The whole document of ``root``, with the processing instructions around its root."""
        return self._serialize(root, method, prefixes)

    def element(
        self, element: etree._Element, method: Canonicalization, prefixes: tuple[str, ...] = ()
    ) -> bytes:
        """``element`` where it stands, with what it inherits from its ancestors.

        lxml leaves out inherited ``xml:`` attributes, which inclusive C14N puts on the topmost element: all
        of them in version 1.0 (C14N 1.0, 2.4), ``xml:lang`` and ``xml:space`` in version 1.1 (C14N 1.1, 2.4).
        """
        if method.exclusive:
            return self._serialize(element, method, prefixes)
        inherited = _inherited_xml_attributes(element, method)
        for name, value in inherited.items():
            element.set(name, value)
        try:
            return self._serialize(element, method, prefixes)
        finally:
            for name in inherited:
                del element.attrib[name]

    def _serialize(
        self, element: etree._Element, method: Canonicalization, prefixes: tuple[str, ...]
    ) -> bytes:
        inherits = not method.exclusive or prefixes
        self.spend(self._lookups(element, prefixes) // _LOOKUPS_PER_OCTET if inherits else 0)
        octets = _Octets(self)
        try:
            etree.ElementTree(element).write(
                octets,
                method="c14n",
                exclusive=method.exclusive,
                with_comments=False,
                inclusive_ns_prefixes=list(prefixes),
            )
        except (etree.C14NError, ValueError) as error:
            raise CannotCanonicalizeError(f"the document has no canonical form: {error}") from None
        return octets.getvalue()

    def _lookups(self, element: etree._Element, prefixes: tuple[str, ...]) -> int:
        """How often libxml2 will look for a namespace: at every element, for each one in force or listed,
        through all that are in force."""
        count = int(cast("float", _COUNT_ELEMENTS(element)))
        return count * self._declarations_in_force * max(self._declarations_in_force, len(prefixes))

    @cached_property
    def _declarations_in_force(self) -> int:
        """The namespace declarations on an element and all its ancestors, where they are the most."""
        most = now = 0
        for event, _ in etree.iterwalk(self._root, events=("start-ns", "end-ns")):
            now += 1 if event == "start-ns" else -1
            most = max(most, now)
        return most

    def spend(self, octets: int) -> None:
        """Take ``octets`` off the budget. Raises ``CannotCanonicalizeError`` when there is none left."""
        self._left -= octets
        if self._left < 0:
            raise CannotCanonicalizeError("the document asks for far more to be computed than it needs")


class _Octets(io.BytesIO):
    """What lxml writes to: stops it as soon as the document has had its share."""

    def __init__(self, canonicalizer: Canonicalizer) -> None:
        super().__init__()
        self._canonicalizer = canonicalizer

    def write(self, octets: Buffer) -> int:
        self._canonicalizer.spend(memoryview(octets).nbytes)
        return super().write(octets)


def _inherited_xml_attributes(element: etree._Element, method: Canonicalization) -> dict[str, str]:
    inherited: dict[str, str] = {}
    for ancestor in element.iterancestors():
        for name, value in ancestor.attrib.items():
            if str(name).startswith(f"{{{XML}}}"):
                inherited.setdefault(str(name), str(value))
    if method.version == "1.1":
        if f"{{{XML}}}base" in inherited:
            raise CannotCanonicalizeError("C14N 1.1 of a part below an xml:base is not computed here")
        simple = (f"{{{XML}}}lang", f"{{{XML}}}space")
        inherited = {name: value for name, value in inherited.items() if name in simple}
    return {name: value for name, value in inherited.items() if name not in element.attrib}

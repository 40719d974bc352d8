"""Model to XML, in the version the certificate carries, every value as it was written."""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from dcc.errors import DocumentError, UsageError
from dcc.model import AsWritten, Certificate, ForeignXml
from dcc.model.node import Node
from dcc.xml import names
from dcc.xml.description import VERSIONS, Part, Place, Plan, plan_for
from dcc.xml.parse import Limits, parse

_INDENT = "  "
_ANY_SIZE = Limits(size=1 << 40, markup=1 << 40)
_NAMESPACES = (("dcc", names.DCC), ("si", names.SI))


def write(certificate: Certificate) -> bytes:
    """``certificate`` as a UTF-8 document, indented, in the DCC version it carries.

    Reading the result gives an equal certificate. Signatures in the model are written as they are, but hold
    only for the bytes they were made over. Raises ``UsageError`` for a version that cannot be written and
    ``DocumentError`` when the version has no place for something the certificate holds.
    """
    if certificate.schema_version not in VERSIONS:
        raise UsageError(
            f"DCC version {certificate.schema_version or '(none)'} cannot be written",
            hint=f"One of {', '.join(VERSIONS)}.",
        )
    root = write_element(certificate, names.ROOT, certificate.schema_version)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="utf-8") + b"\n"


def write_element(node: Node, name: str, version: str) -> etree._Element:
    """``node`` as an element called ``name`` (as lxml writes names), as DCC ``version`` describes it."""
    written = node.as_written or AsWritten(namespaces=_NAMESPACES)
    root = etree.Element(name, nsmap=_nsmap(written))
    _Writer(version).fill(root, node, depth=0)
    return root


class _Writer:
    """Writes one document in one version."""

    def __init__(self, version: str) -> None:
        self._version = version

    def fill(self, element: etree._Element, node: Node, depth: int) -> None:
        plan = plan_for(cast(Any, type(node)), self._version)
        self._refuse_missing(plan, node)
        self._write_attributes(element, plan, node)
        if plan.text is not None:
            element.text = _checked(getattr(node, plan.text.field), element)
            return
        for part, value in self._in_order(plan, node):
            self._append(element, part, value, plan, depth + 1)
        if len(element):
            element.text = "\n" + _INDENT * (depth + 1)
            element[-1].tail = "\n" + _INDENT * depth

    def _in_order(self, plan: Plan, node: Node) -> list[tuple[Part, Any]]:
        """Each element part that has a value, repeated ones item by item, in the order they are to stand."""
        pairs: list[tuple[Part, Any]] = []
        content_written = False
        for part in plan.parts:
            value = getattr(node, part.field)
            if part.place in (Place.ATTRIBUTE, Place.TEXT) or value is None:
                continue
            if part.place is Place.CHOICE:
                if not content_written:
                    pairs.extend((part, item) for item in value)
                    content_written = True
            elif part.place in (Place.MANY, Place.FOREIGN_MANY):
                pairs.extend((part, item) for item in value)
            else:
                pairs.append((part, value))
        order = node.as_written.order if node.as_written else ()
        if order:
            pairs.sort(key=lambda pair: order.index(pair[0].field) if pair[0].field in order else len(order))
        return pairs

    def _append(self, parent: etree._Element, part: Part, value: Any, plan: Plan, depth: int) -> None:
        if isinstance(value, ForeignXml):
            child = parse(value.encode(), limits=_ANY_SIZE)
            parent.append(child)
        else:
            name = part.name
            if part.place is Place.CHOICE:
                name = self._choice(plan, value)
            written = value.as_written if isinstance(value, Node) else None
            child = etree.SubElement(parent, name, nsmap=_nsmap(written) if written else None)
            if isinstance(value, Node):
                self.fill(child, value, depth)
            else:
                child.text = _checked(value, child)
        child.tail = "\n" + _INDENT * depth

    def _choice(self, plan: Plan, value: Any) -> str:
        try:
            return plan.choices[type(value)]
        except KeyError:
            raise DocumentError(
                f"DCC {self._version} has no place for a {type(value).__name__} in a {plan.cls.__name__}"
            ) from None

    def _write_attributes(self, element: etree._Element, plan: Plan, node: Node) -> None:
        for part in plan.attributes.values():
            value = getattr(node, part.field)
            if value is not None:
                element.set(part.name, _checked(value, element))
        if node.as_written:
            for name, value in node.as_written.attributes:
                element.set(name, value)

    def _refuse_missing(self, plan: Plan, node: Node) -> None:
        for field in plan.missing:
            if getattr(node, field) not in (None, ()):
                raise DocumentError(
                    f"DCC {self._version} has no place for {field} of a {plan.cls.__name__}",
                    hint="Write the certificate in a newer version (dcc upgrade).",
                )


def _checked(text: str, element: etree._Element) -> str:
    """``text`` as XML can hold it; control characters have no form in XML 1.0."""
    for character in text:
        if character < " " and character not in "\t\n\r":
            local = etree.QName(element).localname
            raise DocumentError(
                f"the text of {local} holds U+{ord(character):04X}, a control character XML has no form for",
                hint="Remove it from the source.",
            )
    return text


def _nsmap(written: AsWritten) -> dict[str, str]:
    # lxml names the default namespace None, which its type stubs do not know
    return {cast(str, prefix or None): uri for prefix, uri in written.namespaces}

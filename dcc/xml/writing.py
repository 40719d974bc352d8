"""Model to XML, in the version the certificate carries, every value as it was written."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from lxml import etree

from dcc.errors import DocumentError, UsageError
from dcc.model import AsWritten, Certificate, ForeignXml
from dcc.model.node import Node
from dcc.xml import names
from dcc.xml.description import REPEATED, Part, Place
from dcc.xml.foreign import element_of
from dcc.xml.names import VERSIONS
from dcc.xml.parse import DEFAULT_LIMITS, NO_CAP, parse
from dcc.xml.plan import Plan, plan_for

_INDENT = "  "
_USUAL = (("dcc", names.DCC), ("si", names.SI))
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no form for."""
_NAME = re.compile(r"[^\W\d][\w.-]*")


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
    return _written(certificate, names.ROOT, certificate.schema_version)


def write_element(node: Node, name: str, version: str) -> etree._Element:
    """``node`` as an element called ``name`` (as lxml writes names), as DCC ``version`` describes it."""
    return parse(_written(node, name, version), limits=NO_CAP)


def _written(node: Node, name: str, version: str) -> bytes:
    written = node.as_written or AsWritten()
    if not written.namespaces:
        written = dataclasses.replace(written, namespaces=_USUAL)
    writer = _Writer(version)
    writer.write(node, name, written, _Scope({}), "\n")
    prolog = ['<?xml version="1.0" encoding="UTF-8"?>', *map(_instruction, written.instructions)]
    writer.text[0] = "\n".join((*prolog, writer.text[0].lstrip()))
    return ("".join(writer.text) + "\n").encode()


def refuse_unplaced(plan: Plan, node: Node, version: str) -> None:
    """Raise ``DocumentError`` when ``version`` has no place for something that ``node`` holds."""
    field = plan.unplaced(node)
    if field is not None:
        raise DocumentError(
            f"DCC {version} has no place for {field} of a {plan.cls.__name__}",
            hint="Write the certificate in a newer version (dcc upgrade).",
        )


def refuse_unwritable(written: AsWritten) -> None:
    """Raise ``DocumentError`` when no document can be written as ``written`` says."""
    _declarations(dict(written.namespaces))
    _instance_attributes(written, {"xsi": names.XSI})
    for instruction in written.instructions:
        _instruction(instruction)


def choice_of(plan: Plan, value: Any, version: str) -> str:
    """The name of an item of ``content``. Raises ``DocumentError`` when ``version`` has none for its kind."""
    try:
        return plan.choices[type(value)]
    except KeyError:
        raise DocumentError(
            f"DCC {version} has no place for a {type(value).__name__} in a {plan.cls.__name__}"
        ) from None


class _Scope:
    """The namespaces in force at some place by their prefixes, and the tags that follow from them."""

    def __init__(self, bound: Mapping[str, str]) -> None:
        self.bound = bound
        self.tags: dict[str, str] = {}

    def prefix_of(self, namespace: str, wanted: str | None) -> str:
        """The prefix to write: the one ``wanted`` if it is bound to ``namespace``, else one that is."""
        if wanted is not None and self.bound.get(wanted) == namespace:
            return wanted
        return next(prefix for prefix, uri in self.bound.items() if uri == namespace)


class _Writer:
    """Writes one document in one version, piece by piece, into ``text``."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.text: list[str] = []

    def write(self, node: Node, name: str, written: AsWritten | None, scope: _Scope, margin: str) -> None:
        """``node`` as an element called ``name``; ``margin`` is the line break and indent in front of it."""
        if len(margin) > len(_INDENT) * DEFAULT_LIMITS.depth:
            raise DocumentError(f"elements are nested more than {DEFAULT_LIMITS.depth} deep")
        plan = plan_for(cast(Any, type(node)), self._version)
        refuse_unplaced(plan, node, self._version)
        tag, head, scope = self._open(name, written, scope)
        start = len(self.text)
        self.text.append(margin + head)
        inner = margin + _INDENT
        noted = {(field, at): how for field, at, how in written.texts} if written else {}
        for part, value in _in_order(plan, node, written):
            if value is None:
                if part.place is Place.ONE:
                    raise DocumentError(f"a {plan.cls.__name__} has no {part.field}")
            elif part.place is Place.ATTRIBUTE:
                self.text[start] += f' {part.name}="{_attribute(value, part.field)}"'
            elif part.place is Place.TEXT:
                self.text.append(_escaped(value, plan.cls.__name__))
                inner = ""
            else:
                for at, item in enumerate(value if part.place in REPEATED else (value,)):
                    self._item(item, part, plan, noted.get((part.field, at)), scope, inner)
        if len(self.text) == start + 1:
            self.text[start] += "/>"
        else:
            self.text[start] += ">"
            self.text.append(f"{margin if inner else ''}</{tag}>")

    def _item(
        self, value: Any, part: Part, plan: Plan, noted: AsWritten | None, scope: _Scope, margin: str
    ) -> None:
        """One value of ``part`` as an element."""
        if isinstance(value, ForeignXml):
            self.text.append(margin + _foreign(value, part, plan, scope))
            return
        name = choice_of(plan, value, self._version) if part.place is Place.CHOICE else part.name
        if isinstance(value, Node):
            self.write(value, name, value.as_written, scope, margin)
        else:
            tag, head, _ = self._open(name, noted, scope)
            self.text.append(f"{margin}{head}>{_escaped(value, part.field)}</{tag}>")

    def _open(self, name: str, written: AsWritten | None, scope: _Scope) -> tuple[str, str, _Scope]:
        """The tag of an element, what its start tag begins with, and the scope inside it."""
        if written is None and name in scope.tags:
            tag = scope.tags[name]
            return tag, "<" + tag, scope
        written = written or AsWritten()
        namespace, _, local = name[1:].partition("}")
        declared = dict(written.namespaces)
        bound = {**declared, **scope.bound, **declared}  # the nearest first
        if namespace not in bound.values():
            prefix = _free_prefix(namespace, bound)
            declared[prefix] = bound[prefix] = namespace
        if written.attributes and _attribute_prefix(bound) is None:
            prefix = _free_prefix(names.XSI, bound)
            declared[prefix] = bound[prefix] = names.XSI
        if declared:
            scope = _Scope(bound)
        prefix = scope.prefix_of(namespace, written.prefix)
        tag = f"{prefix}:{local}" if prefix else local
        if written.prefix is None:
            scope.tags[name] = tag
        return tag, f"<{tag}{_declarations(declared)}{_instance_attributes(written, bound)}", scope


def _in_order(plan: Plan, node: Node, written: AsWritten | None) -> Iterable[tuple[Part, Any]]:
    """Each part with its value, in the order in which they are to stand."""
    pairs = zip(plan.fields, plan.values_of(node), strict=True)
    if written is None or not plan.any_order:
        return pairs
    order = {field: at for at, field in enumerate(written.order)}
    return sorted(pairs, key=lambda pair: order.get(pair[0].field, len(order)))


def _instruction(text: str) -> str:
    """A processing instruction in front of the root element."""
    written = f"<?{text}?>"
    if "?>" in text or "\r" in text:
        raise DocumentError(f"{written!r} is not one processing instruction")
    _parsed(f"<a>{written}</a>", f"{written!r} is no processing instruction")
    return written


def _declarations(declared: Mapping[str, str]) -> str:
    text = ""
    for prefix, uri in declared.items():
        if prefix and not _NAME.fullmatch(prefix):
            raise DocumentError(f"the namespaces cannot be declared: {prefix!r} is no prefix")
        text += f' xmlns{":" if prefix else ""}{prefix}="{_attribute(uri, "namespace")}"'
    if text:
        _parsed(f"<a{text}/>", "the namespaces cannot be declared")
    return text


def _instance_attributes(written: AsWritten, bound: Mapping[str, str]) -> str:
    text = ""
    for name, value in written.attributes:
        namespace, _, local = name[1:].partition("}")
        if namespace != names.XSI or not _NAME.fullmatch(local):
            raise DocumentError(f"{name!r} is no attribute of XML Schema instances")
        text += f' {_attribute_prefix(bound)}:{local}="{_attribute(value, local)}"'
    if text:
        declared = _declarations({_attribute_prefix(bound) or "": names.XSI})
        _parsed(f"<a{declared}{text}/>", "the attributes of XML Schema instances cannot be written")
    return text


def _attribute_prefix(bound: Mapping[str, str]) -> str | None:
    """The prefix for XML Schema instance attributes; a default namespace holds for elements only."""
    return next((prefix for prefix, uri in bound.items() if prefix and uri == names.XSI), None)


def _free_prefix(namespace: str, bound: Mapping[str, str]) -> str:
    """A prefix for ``namespace`` that means nothing else yet."""
    usual = {uri: prefix for prefix, uri in {**names.PREFIXES, "xsi": names.XSI}.items()}.get(namespace, "ns")
    numbered = (f"{usual}{number}" for number in itertools.count(2))
    return next(prefix for prefix in itertools.chain((usual,), numbered) if prefix not in bound)


def _foreign(value: ForeignXml, part: Part, plan: Plan, scope: _Scope) -> str:
    """An element of another language as it can stand here."""
    root = _parsed(value, f"{part.field} of a {plan.cls.__name__} is not one element of XML")
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    if scope.bound.get("") and _would_take_default_namespace(root):
        text = re.sub(r"^<[^\s/>]+", r'\g<0> xmlns=""', text)
    return text


def _parsed(text: str, wrong: str) -> etree._Element:
    """``text`` as an element; where it is none, ``DocumentError`` says what is ``wrong`` and why."""
    try:
        return element_of(text)
    except DocumentError as error:
        raise DocumentError(f"{wrong}: {error}") from None  # whose place would be one in ``text``


def _would_take_default_namespace(root: etree._Element) -> bool:
    """Whether ``root`` holds a name without prefix or namespace, and does not say itself that it has none."""
    return any(
        etree.QName(element).namespace is None and None not in element.nsmap
        for element in root.iter(tag=etree.Element)
    )


def _escaped(text: str, field: str) -> str:
    """``text`` as it stands between tags."""
    found = unwritable_in(text)
    if found:
        raise DocumentError(
            f"the text of {field} holds {found}, a character XML has no form for",
            hint="Remove it from the source.",
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str, field: str) -> str:
    """``text`` as it stands in an attribute, where a line break would be read as a blank."""
    text = _escaped(text, field).replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;")


def unwritable_in(text: str) -> str | None:
    """The first character of ``text`` that XML has no form for, as ``U+0007``."""
    if text.isprintable():  # as almost every text is
        return None
    found = UNWRITABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None

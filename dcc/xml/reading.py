"""XML to model. Nothing is dropped: what has no place in the model stops the reading with a finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast

from lxml import etree

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Code
from dcc.model import AsWritten, Certificate, ForeignXml
from dcc.model.building import collecting_nothing
from dcc.xml import names
from dcc.xml.description import Part, Place
from dcc.xml.foreign import Around, as_text, namespaces_of
from dcc.xml.names import VERSIONS, shown
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse
from dcc.xml.place import Places
from dcc.xml.plan import Plan, plan_for
from dcc.xml.roots import require_certificate

_XSI = f"{{{names.XSI}}}"
_BLANKS = " \t\r\n"


def read(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Certificate:
    """The certificate in ``data``, of any DCC version from 2.4.0 on, exactly as written.

    Comments are left out, and processing instructions but for those in front of the root element; they are
    no part of the content. Signatures are kept as text and not looked at. Raises ``DocumentError`` when
    ``data`` is unsafe or not well-formed (XML-…), no certificate (SCHEMA-ROOT), of an unknown version
    (VERSION-UNSUPPORTED), or holds anything for which the model has no place (DOCUMENT-UNREADABLE).
    """
    root = parse(data, limits=limits)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return read_tree(root)


def read_tree(root: etree._Element) -> Certificate:
    """The certificate whose root element ``root`` is, without comments or processing instructions in it."""
    require_certificate(root)
    version = root.get("schemaVersion", "")
    if version not in VERSIONS:
        said = f"is of DCC version {version}" if version else "does not state its DCC version"
        _stop(codes.VERSION_UNSUPPORTED, root, f"the certificate {said}")
    certificate: Certificate = read_element(root, Certificate, version)
    instructions = _instructions_before(root)
    if instructions:
        written = dataclasses.replace(certificate.as_written or AsWritten(), instructions=instructions)
        certificate = dataclasses.replace(certificate, as_written=written)
    return certificate


def _instructions_before(root: etree._Element) -> tuple[str, ...]:
    """The processing instructions in front of ``root``, as they stand between their marks."""
    found: list[Any] = list(root.itersiblings(etree.ProcessingInstruction, preceding=True))
    return tuple(" ".join(filter(None, (node.target, node.text))) for node in reversed(found))


def read_element(element: etree._Element, cls: type, version: str) -> Any:
    """The value of class ``cls`` that ``element`` holds, as DCC ``version`` describes it.

    For parts of documents, such as a D-SI quantity alone. Raises like ``read``.
    """
    below = [pair for child in element if child.tag != names.SIGNATURE for pair in _declared_in(child)]
    above = [(prefix or "", uri) for prefix, uri in namespaces_of(element).items()]
    reader = _Reader(version, declares_below=bool(below), two_prefixes=_two_prefixes(above + below))
    with collecting_nothing():
        return reader.read(element, cls, namespaces_of(element))


def _declared_in(element: etree._Element) -> list[tuple[str, str]]:
    """The (prefix, namespace) declarations in ``element`` and below."""
    return [pair for _, pair in etree.iterwalk(element, events=("start-ns",))]


def _two_prefixes(declared: Iterable[tuple[str, str]]) -> bool:
    """Whether some namespace of the certificate language goes by two prefixes."""
    own = [uri for _, uri in set(declared) if uri in names.PREFIXES.values()]
    return len(own) > len(set(own))


class _Reader:
    """Reads one document: knows its version, and whether how namespaces stand in it must be noted."""

    def __init__(self, version: str, *, declares_below: bool, two_prefixes: bool) -> None:
        self._version = version
        self._declares_below = declares_below
        self._two_prefixes = two_prefixes

    def read(
        self, element: etree._Element, cls: type, declared: Mapping[str | None, str] | None = None
    ) -> Any:
        plan = plan_for(cls, self._version)
        values: dict[str, Any] = {}
        attributes = self._read_attributes(element, plan, values) if element.attrib else []
        texts: list[tuple[str, int, AsWritten]] = []
        if plan.text is not None:
            values["text"] = _text(element)
        elif plan.foreign is not None:
            _read_foreign(element, plan.foreign, values)
        else:
            texts = self._read_children(element, plan, values)
        for part in plan.required:
            if part.field not in values:
                _stop(codes.DOCUMENT_UNREADABLE, element, f"{shown(element.tag)} has no {shown(part.name)}")
        order = _unusual_order(plan, values) if plan.any_order else ()
        if declared or attributes or order or texts or self._declares_below or self._two_prefixes:
            values["as_written"] = self._as_written(element, declared, attributes, order, texts)
        return cls(**values)

    def _read_attributes(
        self, element: etree._Element, plan: Plan, values: dict[str, Any]
    ) -> list[tuple[str, str]]:
        """Fill ``values``; the XML Schema instance attributes, which belong to no type, are returned."""
        instance = []
        for name, value in cast("list[tuple[str, str]]", element.items()):
            part = plan.attributes.get(name)
            if part is not None:
                values[part.field] = value if part.type is str else part.type(value)
            elif name.startswith(_XSI):
                instance.append((name, value))
            else:
                _stop(
                    codes.DOCUMENT_UNREADABLE,
                    element,
                    f"{shown(element.tag)} has the attribute {name}, unknown in DCC {self._version}",
                )
        return instance

    def _read_children(
        self, element: etree._Element, plan: Plan, values: dict[str, Any]
    ) -> list[tuple[str, int, AsWritten]]:
        """Fill ``values``; how texts stood is returned where that is out of the ordinary."""
        _refuse_text(element, element.text)
        texts = []
        note_all = self._declares_below or self._two_prefixes
        last = -1
        for child in element:
            slot = plan.elements.get(child.tag)
            if slot is None:
                _stop(
                    codes.DOCUMENT_UNREADABLE,
                    child,
                    f"{shown(child.tag)} has no place in {shown(element.tag)} in DCC {self._version}",
                )
            position, part, repeated, described = slot
            if position < last and not plan.any_order:
                _stop(
                    codes.DOCUMENT_UNREADABLE, child, f"{shown(child.tag)} stands after what it must precede"
                )
            last = position
            field = part.field
            if field in values and not repeated:
                field, repeated = self._further(child, plan), True
            value = self.read(child, part.type) if described else _value(child, part.type)
            if repeated:
                values.setdefault(field, []).append(value)
            else:
                values[field] = value
            if not described and (note_all or child.attrib) and part.type is not ForeignXml:
                written = self._as_written(child, None, _instance_attributes(child), (), ())
                if written is not None:
                    texts.append((field, len(values[field]) - 1 if repeated else 0, written))
            if child.tail is not None:
                _refuse_text(child, child.tail)
        for field, value in values.items():
            if type(value) is list:
                values[field] = tuple(value)
        return texts

    def _further(self, element: etree._Element, plan: Plan) -> str:
        """The field for an element whose first part is taken already."""
        part = plan.overflow.get(element.tag)
        if part is None:
            _stop(codes.DOCUMENT_UNREADABLE, element, f"{shown(element.tag)} stands more than once")
        return part.field

    def _as_written(
        self,
        element: etree._Element,
        declared: Mapping[str | None, str] | None,
        attributes: Iterable[tuple[str, str]],
        order: tuple[str, ...],
        texts: Iterable[tuple[str, int, AsWritten]],
    ) -> AsWritten | None:
        """What is worth noting of how ``element`` stands; None when nothing is."""
        if declared is None and self._declares_below:
            declared = _declared_here(element)
        written = AsWritten(
            namespaces=tuple((prefix or "", uri) for prefix, uri in (declared or {}).items()),
            prefix=(element.prefix or "") if self._two_prefixes else None,
            attributes=tuple(attributes),
            order=order,
            texts=tuple(texts),
        )
        return None if written == _ORDINARY else written


_ORDINARY = AsWritten()


def _value(element: etree._Element, cls: type) -> Any:
    """The text that ``element`` holds, as what it means."""
    if cls is ForeignXml:
        return as_text(element)
    text = _text(element)
    return text if cls is str else cls(text)


def _read_foreign(element: etree._Element, part: Part, values: dict[str, Any]) -> None:
    _refuse_text(element, element.text)
    found = []
    around = Around(element) if len(element) else None
    for child in element:
        if around is not None:
            found.append(around.as_text(child))
        _refuse_text(child, child.tail)
    if part.place is Place.FOREIGN_MANY:
        values[part.field] = tuple(found)
    elif len(found) > 1:
        _stop(codes.DOCUMENT_UNREADABLE, element[1], f"{shown(element.tag)} holds more than one element")
    elif found:
        values[part.field] = found[0]


def _text(element: etree._Element) -> str:
    """The text of an element that holds nothing else."""
    if len(element):
        _stop(codes.DOCUMENT_UNREADABLE, element[0], f"{shown(element.tag)} holds text, not elements")
    return element.text or ""


def _refuse_text(element: etree._Element, text: str | None) -> None:
    if text and text.strip(_BLANKS):
        _stop(
            codes.DOCUMENT_UNREADABLE,
            element,
            f"text where only elements have a place: {text.strip()[:40]!r}",
        )


def _instance_attributes(element: etree._Element) -> list[tuple[str, str]]:
    """The attributes of an element whose type has none: those of XML Schema instances may stand anywhere."""
    attributes = cast("list[tuple[str, str]]", element.items())
    for name, _ in attributes:
        if not name.startswith(_XSI):
            _stop(
                codes.DOCUMENT_UNREADABLE,
                element,
                f"{shown(element.tag)} has the attribute {name}, for which it has no place",
            )
    return attributes


def _declared_here(element: etree._Element) -> dict[str | None, str]:
    """The namespaces that ``element`` itself declares or declares anew."""
    parent = element.getparent()
    outer = namespaces_of(parent) if parent is not None else {}
    return {prefix: uri for prefix, uri in namespaces_of(element).items() if outer.get(prefix) != uri}


def _unusual_order(plan: Plan, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields as they stood, where that is not the usual order."""
    usual = tuple(part.field for part in plan.parts if part.field in values)
    found = tuple(values)
    return () if found == usual else found


def _stop(code: Code, element: etree._Element, message: str) -> NoReturn:
    finding = code.finding(message, at=Places().location(element))
    raise DocumentError(message, findings=[finding], hint=code.hint)

"""XML to model. Nothing is dropped: what has no place in the model stops the reading with a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, cast

from lxml import etree

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Code, Location
from dcc.model import AsWritten, Certificate, ForeignXml
from dcc.xml import names
from dcc.xml.description import VERSIONS, Part, Place, Plan, plan_for
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse_values

_XSI = f"{{{names.XSI}}}"


def read(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Certificate:
    """The certificate in ``data``, of any DCC version from 2.4.0 on, exactly as written.

    Comments and processing instructions are left out; they are no part of the content. Signatures are
    kept as text and not looked at. Raises ``DocumentError`` when ``data`` is unsafe or not well-formed
    (XML-…), of an unknown version (VERSION-UNSUPPORTED), or holds anything for which the model has no
    place (DOCUMENT-UNREADABLE).
    """
    return read_tree(parse_values(data, limits=limits))


def read_tree(root: etree._Element) -> Certificate:
    """The certificate whose root element ``root`` is, parsed by ``dcc.xml.parse.parse_values``."""
    if root.tag != names.ROOT:
        _stop(codes.DOCUMENT_UNREADABLE, root, f"the root element is {_shown(root.tag)}, not a certificate")
    version = root.get("schemaVersion", "")
    if version not in VERSIONS:
        _stop(codes.VERSION_UNSUPPORTED, root, f"the certificate is of DCC version {version or '(none)'}")
    certificate: Certificate = read_element(root, Certificate, version)
    return certificate


def read_element(element: etree._Element, cls: type, version: str) -> Any:
    """The value of class ``cls`` that ``element`` holds, as DCC ``version`` describes it.

    For parts of documents, such as a D-SI quantity alone. Raises like ``read``.
    """
    local_namespaces = _declares_below(element)
    return _Reader(version, local_namespaces).read(element, cls, declared=element.nsmap)


def _declares_below(element: etree._Element) -> bool:
    """Whether anything below ``element`` declares a namespace."""
    return any(True for child in element for _ in etree.iterwalk(child, events=("start-ns",)))


class _Reader:
    """Reads one document: knows its version and whether namespaces are declared below its root."""

    def __init__(self, version: str, local_namespaces: bool) -> None:
        self._version = version
        self._local_namespaces = local_namespaces

    def read(
        self, element: etree._Element, cls: type, *, declared: Mapping[str | None, str] | None = None
    ) -> Any:
        plan = plan_for(cls, self._version)
        values: dict[str, Any] = {}
        instance_attributes = self._read_attributes(element, plan, values) if element.attrib else ()
        if plan.text is not None:
            values["text"] = _text(element)
        elif plan.foreign is not None:
            _read_foreign(element, plan.foreign, values)
        else:
            self._read_children(element, plan, values)
        for part in plan.required:
            if part.field not in values:
                _stop(codes.DOCUMENT_UNREADABLE, element, f"{_shown(element.tag)} has no {_shown(part.name)}")
        order = _unusual_order(plan, values) if plan.any_order else ()
        if declared is None and self._local_namespaces:
            declared = _declared_here(element)
        if declared or instance_attributes or order:
            values["as_written"] = AsWritten(
                namespaces=tuple((prefix or "", uri) for prefix, uri in (declared or {}).items()),
                attributes=tuple(instance_attributes),
                order=order,
            )
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
                    f"{_shown(element.tag)} has the attribute {name}, unknown in DCC {self._version}",
                )
        return instance

    def _read_children(self, element: etree._Element, plan: Plan, values: dict[str, Any]) -> None:
        _refuse_text(element, element.text)
        last = -1
        for child in element:
            position, part = plan.elements.get(child.tag, _NOWHERE)
            if part is None:
                _stop(
                    codes.DOCUMENT_UNREADABLE,
                    child,
                    f"{_shown(child.tag)} has no place in {_shown(element.tag)} in DCC {self._version}",
                )
            if position < last and not plan.any_order:
                _stop(
                    codes.DOCUMENT_UNREADABLE, child, f"{_shown(child.tag)} stands after what it must precede"
                )
            last = position
            if part.field in values and part.place not in _REPEATED:
                part = plan.overflow.get(part.name)
                if part is None:
                    _stop(codes.DOCUMENT_UNREADABLE, child, f"{_shown(child.tag)} stands more than once")
            value = self._value(child, part)
            if part.place in _REPEATED:
                values.setdefault(part.field, []).append(value)
            else:
                values[part.field] = value
            _refuse_text(child, child.tail)
        for field in plan.repeated:
            if field in values:
                values[field] = tuple(values[field])

    def _value(self, element: etree._Element, part: Part) -> Any:
        if part.described:
            return self.read(element, part.type)
        if part.type is ForeignXml:
            return _as_text(element)
        text = _text(element)
        if element.attrib:
            _refuse_attributes(element)
        return text if part.type is str else part.type(text)


_NOWHERE: tuple[int, Part | None] = (0, None)
_REPEATED = (Place.MANY, Place.CHOICE)


def _read_foreign(element: etree._Element, part: Part, values: dict[str, Any]) -> None:
    _refuse_text(element, element.text)
    found = []
    for child in element:
        found.append(_as_text(child))
        _refuse_text(child, child.tail)
    if part.place is Place.FOREIGN_MANY:
        values[part.field] = tuple(found)
    elif len(found) > 1:
        _stop(codes.DOCUMENT_UNREADABLE, element[1], f"{_shown(element.tag)} holds more than one element")
    elif found:
        values[part.field] = found[0]


def _text(element: etree._Element) -> str:
    """The text of an element that holds nothing else."""
    if len(element):
        _stop(codes.DOCUMENT_UNREADABLE, element[0], f"{_shown(element.tag)} holds text, not elements")
    return element.text or ""


def _as_text(element: etree._Element) -> ForeignXml:
    return ForeignXml(etree.tostring(element, encoding="unicode", with_tail=False))


def _refuse_text(element: etree._Element, text: str | None) -> None:
    if text and text.strip(" \t\r\n"):
        _stop(
            codes.DOCUMENT_UNREADABLE,
            element,
            f"text where only elements have a place: {text.strip()[:40]!r}",
        )


def _refuse_attributes(element: etree._Element) -> None:
    name = str(element.keys()[0])
    _stop(
        codes.DOCUMENT_UNREADABLE,
        element,
        f"{_shown(element.tag)} has the attribute {name}, for which it has no place",
    )


def _declared_here(element: etree._Element) -> dict[str | None, str]:
    """The namespaces that ``element`` itself declares or declares anew."""
    parent = element.getparent()
    outer = parent.nsmap if parent is not None else {}
    return {prefix: uri for prefix, uri in element.nsmap.items() if outer.get(prefix) != uri}


def _unusual_order(plan: Plan, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields as they stood, where that is not the usual order."""
    usual = tuple(part.field for part in plan.parts if part.field in values)
    found = tuple(values)
    return () if found == usual else found


def _shown(tag: str) -> str:
    """``{https://ptb.de/dcc}item`` as ``dcc:item``."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    prefix = next((prefix for prefix, uri in names.PREFIXES.items() if uri == namespace), "")
    return f"{prefix}:{local}" if prefix else local if not namespace else f"{local} ({namespace})"


def _stop(code: Code, element: etree._Element, message: str) -> NoReturn:
    path = element.getroottree().getpath(element)
    finding = code.finding(message, at=Location(line=cast(int, element.sourceline), xpath=path))
    raise DocumentError(message, findings=[finding], hint=code.hint)

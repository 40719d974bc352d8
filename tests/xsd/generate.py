"""Certificates made from the schema itself: together they use every element and attribute that it allows.

``generate("3.3.0")`` walks the components of our schema. Whatever of a type has not been written yet is
written at the first chance; a choice that allows only one branch is taken anew at the next place of its
type, until nothing is left.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import xmlschema
from lxml import etree

from dcc import schema
from dcc.xml.names import DCC, DS, SI, VERSIONS

XS = "http://www.w3.org/2001/XMLSchema"

Use = tuple[str, str]
"""A type and one of its elements, or one of its attributes with ``@``."""

SAMPLES = {
    "string": ("text", "Wert µ 值", "a b", "x"),
    "double": ("0.020", "1", "2.50", "0.95", "-12.5", "+1.5E-3", ".5", "7.", "1e6", "NaN"),
    "integer": ("2", "+3", "-1", "004"),
    "boolean": ("true", "false", "1", "0"),
    "date": ("2025-03-31", "2024-02-29", "2025-03-31Z", "1957-08-13+01:00"),
    "dateTime": ("2025-03-31T09:30:00Z", "2024-02-29T24:00:00", "2025-03-31T09:30:00.125+08:00"),
    "duration": ("P1Y", "P6M", "-P1DT12H", "PT0.5S"),
    "anyURI": ("https://example.org/a?b=c#d", "doi:10.1000/1", ""),
    "base64Binary": ("SGVsbG8=", "AAEC AwQF", ""),
}
"""Values by primitive type; of these each type takes the ones that it allows."""


@dataclass(slots=True)
class Walk:
    """The state of one walk through the schema of one version."""

    components: Any
    unused: set[Use]
    ids: list[str] = field(default_factory=list)
    taken: dict[str, Iterator[str]] = field(default_factory=dict)
    open_types: list[str] = field(default_factory=list)


@functools.cache
def load(version: str) -> Any:
    """The components of our schema of a version."""
    path = schema.schema_path(version)
    assert path is not None
    return xmlschema.XMLSchema(str(path))


def generate(version: str) -> Iterator[bytes]:
    """Valid certificates of a version that together use every element and attribute; the last one holds only
    what must be there."""
    components = load(version)
    root = components.elements["digitalCalibrationCertificate"]
    walk = Walk(components=components, unused=set(uses(components)))
    for number in itertools.count():
        complete = not walk.unused
        walk.ids.clear()
        document = _element(walk, root, depth=0)
        _rotate(document[0], number)
        yield etree.tostring(document, xml_declaration=True, encoding="UTF-8")
        if complete:
            return


def uses(components: Any) -> frozenset[Use]:
    """Every element and attribute of every complex type that a certificate of a schema can hold."""
    found: set[Use] = set()
    seen: set[str] = set()
    waiting = [components.elements["digitalCalibrationCertificate"].type]
    while waiting:
        kind = waiting.pop()
        name = type_name(kind)
        if name in seen:
            continue
        seen.add(name)
        found |= {(name, f"@{attribute}") for attribute in kind.attributes if attribute is not None}
        for particle in _declared(components, kind):
            found.add((name, particle.local_name))
            if particle.type.is_complex() and particle.target_namespace != DS:
                waiting.append(particle.type)
    return frozenset(found)


def used(document: etree._Element, components: Any) -> set[Use]:
    """What of ``uses(components)`` a document really uses."""
    found: set[Use] = set()
    for place in places(document, components):
        if place.owner:
            found.add((place.owner, etree.QName(place.element).localname))
        if place.described:
            name = type_name(place.kind)
            found.update((name, f"@{attribute}") for attribute in place.element.attrib)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An element of a document, the type that holds it and its own type."""

    element: etree._Element
    owner: str
    kind: Any

    @property
    def described(self) -> bool:
        """Whether the type is a complex one of DCC or D-SI, not of a signature."""
        return bool(self.kind.is_complex()) and self.kind.target_namespace != DS


def places(document: etree._Element, components: Any) -> Iterator[Place]:
    """The elements of a valid document that the schema declares locally, with their types."""
    root = components.elements["digitalCalibrationCertificate"].type
    waiting = [Place(element=document, owner="", kind=root)]
    while waiting:
        place = waiting.pop()
        yield place
        if not place.described:
            continue
        owner = type_name(place.kind)
        declared = {particle.name: particle for particle in _declared(components, place.kind)}
        for child in place.element.iterchildren(tag=etree.Element):
            particle = declared.get(child.tag)
            if particle is not None:
                waiting.append(Place(element=child, owner=owner, kind=particle.type))


def type_name(kind: Any) -> str:
    """``dcc:itemType``; an anonymous type by where it stands: ``si:covarianceMatrixType/column``."""
    if kind.name:
        prefix = {DCC: "dcc", SI: "si", DS: "ds", XS: "xs"}.get(kind.target_namespace, "")
        return f"{prefix}:{kind.local_name}"
    element = kind.parent
    outer = element.parent
    while outer is not None and not hasattr(outer, "has_complex_content"):
        outer = outer.parent
    return f"{type_name(outer)}/{element.local_name}" if outer is not None else f"{element.local_name}"


def _declared(components: Any, kind: Any) -> list[Any]:
    """The elements of a type's content, wherever in it; for an abstract one those that stand for it."""
    if not kind.has_complex_content():
        return []
    return [
        concrete
        for particle in kind.content.iter_elements()
        if isinstance(particle, xmlschema.XsdElement)
        for concrete in _concrete(components, particle)
    ]


def _concrete(components: Any, particle: Any) -> list[Any]:
    element = particle.ref or particle
    if not element.abstract:
        return [element]
    return sorted(components.maps.substitution_groups[element.name], key=lambda found: found.name)


# --- writing --------------------------------------------------------------------------------------------


def _element(walk: Walk, declaration: Any, depth: int) -> etree._Element:
    declaration = declaration.ref or declaration
    if declaration.name == f"{{{DS}}}Signature":
        return etree.fromstring(SIGNATURE)
    element = etree.Element(declaration.name, nsmap={"dcc": DCC, "si": SI} if depth == 0 else None)
    kind = declaration.type
    if kind.is_simple():
        element.text = _value(walk, kind)
        return element
    name = type_name(kind)
    for attribute in kind.attributes.values():
        if attribute.name is not None and (
            (name, f"@{attribute.name}") in walk.unused or attribute.use == "required"
        ):
            element.set(attribute.name, _value(walk, attribute.type))
            walk.unused.discard((name, f"@{attribute.name}"))
    if kind.has_simple_content():
        element.text = _value(walk, kind.content)
        return element
    walk.open_types.append(name)
    for child in _particle(walk, name, kind.content, depth + 1):
        element.append(child)
    walk.open_types.pop()
    return element


def _particle(walk: Walk, owner: str, particle: Any, depth: int) -> Iterator[etree._Element]:
    """What to write for one particle: all that is unused, otherwise as little as the schema allows."""
    if isinstance(particle, xmlschema.validators.XsdAnyElement):
        yield from _wildcard(owner, particle)
        return
    if isinstance(particle, xmlschema.XsdElement):
        yield from _occurrences(walk, owner, particle, depth)
        return
    if particle.min_occurs == 0 and not _wanted(walk, owner, particle):
        return
    rounds = 0
    while rounds < max(particle.min_occurs, 1) or (
        rounds < (particle.max_occurs or 20) and rounds < 20 and _has_unused(walk, owner, particle)
    ):
        rounds += 1
        members = list(particle) if particle.model != "choice" else [_chosen(walk, owner, particle)]
        for member in members:
            yield from _particle(walk, owner, member, depth)


def _occurrences(walk: Walk, owner: str, particle: Any, depth: int) -> Iterator[etree._Element]:
    for concrete in _concrete(walk.components, particle):
        new = (owner, concrete.local_name) in walk.unused
        if not new and particle.min_occurs == 0 and not _wanted(walk, owner, particle):
            continue
        walk.unused.discard((owner, concrete.local_name))
        several = new and particle.max_occurs is None and not concrete.type.is_complex()
        for _ in range(2 if several else 1):
            yield _element(walk, concrete, depth)
        if not new:
            return


def _wanted(walk: Walk, owner: str, particle: Any) -> bool:
    """Whether an optional particle leads to something unused, without entering a type that is open."""
    if _has_unused(walk, owner, particle):
        return True
    return any(
        type_name(concrete.type) not in walk.open_types
        and _distance(walk, type_name(concrete.type)) is not None
        for concrete in _elements(walk, particle)
        if concrete.type.is_complex() and concrete.target_namespace != DS
    )


def _has_unused(walk: Walk, owner: str, particle: Any) -> bool:
    return any((owner, concrete.local_name) in walk.unused for concrete in _elements(walk, particle))


def _elements(walk: Walk, particle: Any) -> list[Any]:
    members = [particle] if isinstance(particle, xmlschema.XsdElement) else particle.iter_elements()
    return [
        concrete
        for member in members
        if isinstance(member, xmlschema.XsdElement)
        for concrete in _concrete(walk.components, member)
    ]


def _chosen(walk: Walk, owner: str, choice: Any) -> Any:
    """The branch that is unused; else the one nearest to something unused; else the shortest."""

    def rank(branch: Any) -> tuple[int, int]:
        if _has_unused(walk, owner, branch):
            return (0, 0)
        ways = [
            distance
            for concrete in _elements(walk, branch)
            if concrete.type.is_complex()
            and concrete.target_namespace != DS
            and type_name(concrete.type) not in walk.open_types
            and (distance := _distance(walk, type_name(concrete.type))) is not None
        ]
        if ways:
            return (1, min(ways))
        return (2, max((_height(concrete.type) for concrete in _elements(walk, branch)), default=0))

    return min(choice, key=rank)


def _distance(walk: Walk, start: str) -> int | None:
    """How many types down from ``start`` something unused is; ``None`` where nothing is."""
    owners = {owner for owner, _ in walk.unused}
    graph = _graph(walk.components)
    level, seen = {start}, {start}
    for steps in itertools.count():
        if not level:
            return None
        if level & owners:
            return steps
        level = {below for name in level for below in graph.get(name, ())} - seen
        seen |= level
    return None


@functools.cache
def _graph(components: Any) -> dict[str, frozenset[str]]:
    """Which types a type's elements have."""
    graph: dict[str, frozenset[str]] = {}
    waiting = [components.elements["digitalCalibrationCertificate"].type]
    while waiting:
        kind = waiting.pop()
        if type_name(kind) in graph:
            continue
        below = [
            particle.type
            for particle in _declared(components, kind)
            if particle.type.is_complex() and particle.target_namespace != DS
        ]
        graph[type_name(kind)] = frozenset(map(type_name, below))
        waiting += below
    return graph


def _height(kind: Any, within: frozenset[str] = frozenset()) -> int:
    """How many levels the shortest content of a type has; recursion counts as very many."""
    if kind.is_simple() or kind.has_simple_content() or kind.target_namespace == DS:
        return 0
    name = type_name(kind)
    return 99 if name in within else 1 + _group_height(kind.content, within | {name})


def _group_height(particle: Any, within: frozenset[str]) -> int:
    if particle.min_occurs == 0 or isinstance(particle, xmlschema.validators.XsdAnyElement):
        return 0
    if isinstance(particle, xmlschema.XsdElement):
        return _height((particle.ref or particle).type, within)
    heights = [_group_height(member, within) for member in particle]
    return min(heights) if particle.model == "choice" else max(heights, default=0)


def _wildcard(owner: str, wildcard: Any) -> Iterator[etree._Element]:
    """Declared content, which a strict wildcard takes too; in a lax comment something unknown besides."""
    real = etree.Element(f"{{{SI}}}real")
    etree.SubElement(real, f"{{{SI}}}value").text = "1.0"
    etree.SubElement(real, f"{{{SI}}}unit").text = r"\metre"
    yield real
    if owner.endswith("/comment") and wildcard.process_contents == "lax":
        yield etree.fromstring('<x:note xmlns:x="urn:example:note" id="any">any <b/> thing</x:note>')


def _rotate(holder: etree._Element, by: int) -> None:
    """Another order of administrativeData, in which all orders are good."""
    children = list(holder)
    for child in children[by % len(children) :] + children[: by % len(children)]:
        holder.append(child)


# --- values ---------------------------------------------------------------------------------------------


def _value(walk: Walk, kind: Any) -> str:
    """The next value that the type allows; ids are new, references point to ids written before."""
    named = kind.local_name if kind.is_list() else built_in(kind)
    if named == "ID":
        walk.ids.append(f"id_{len(walk.ids) + 1}")
        return walk.ids[-1]
    if named in ("IDREF", "IDREFS"):
        if not walk.ids:
            walk.ids.append("id_1")
        return " ".join(walk.ids[-2:]) if named == "IDREFS" else walk.ids[-1]
    key = f"{type_name(kind)} {id(kind)}"
    if key not in walk.taken:
        walk.taken[key] = itertools.cycle(samples(kind))
    return next(walk.taken[key])


@functools.cache
def samples(kind: Any) -> tuple[str, ...]:
    """Values that a simple type allows: of an enumeration all, of a list several, else those that fit."""
    if kind.enumeration:
        return tuple(kind.enumeration)
    if kind.is_list():
        words = [item for item in samples(item_type(kind)) if item and " " not in item]
        lists = (" ".join(words), words[0], " ".join(words[:2] * 2))
        return tuple(value for value in lists if kind.is_valid(value))
    usual = SAMPLES[built_in(kind)]
    fitting = [value for value in usual if kind.is_valid(value)]
    special = ("DE", "en", "/temperature/reference", *VERSIONS)
    return tuple(fitting or [value for value in special if kind.is_valid(value)])


def item_type(kind: Any) -> Any:
    """The type of a list's items, for a list and for a restriction of one."""
    while not hasattr(kind, "item_type"):
        kind = kind.base_type
    return kind.item_type


def built_in(kind: Any) -> str:
    """The type of XML Schema itself that a simple type restricts, by its local name."""
    while kind.target_namespace != XS or kind.local_name is None:
        kind = kind.base_type
    return str(kind.local_name)


SIGNATURE = f"""<ds:Signature xmlns:ds="{DS}" Id="signature">
<ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI=""><ds:Transforms>
<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>
</ds:SignedInfo>
<ds:SignatureValue>AAAA</ds:SignatureValue>
<ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
<ds:Object><x:Properties xmlns:x="urn:example:properties">any</x:Properties></ds:Object>
</ds:Signature>"""
"""A signature in shape only."""

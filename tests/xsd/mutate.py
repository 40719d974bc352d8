"""Documents with one or two faults each, or with a value at the edge of what its type allows.

Systematic first: every element that the schema declares is removed, doubled, renamed and swapped; every
attribute removed; every simple type given all the values at its edges, every enumeration all its values.
Then random: elements moved, copied to where they do not belong, several faults at once. All of it follows
from the seed.
"""

from __future__ import annotations

import copy
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from dcc.xml.names import DCC, MATHML, SI, XSI
from tests.xsd import generate
from tests.xsd.generate import Place


def _split(*lines: str) -> tuple[str, ...]:
    """The values between the bars; ``||`` is the empty value."""
    return tuple("|".join(lines).split("|"))


NUMBERS = _split(
    "|0|-0|+0|1|-1|+1|01|007|.|.5|5.|-.5|+.5e-3|1e|1e+|e5|1E3|1E400|1e-400|NaN|nan|+NaN|INF|-INF",
    "1,5|1 2| 1|1 |\n1\t|0x1|0.|0.0|0.95|.95|1.|1.0|1.00|1.01|1.5|1e0|2|2.|2.00|9.|10",
    "+2|-2|+ 2|--2|1.2.3|1_000|++1|++0|0..|1..|10.|100.|+.|N.|1e+5|1e++5|1e-+5|1E5E5|1e5.0",
    "٣|½|1\u00a0|abc|9999999999999999999999999999999999999999|0.0000000000000000000000000000000000001",
)
EDGES = {
    "string": _split(
        "| |a| a|a |\na|a\n|a\nb|a  b|a\tb|\u00a0|\u3000a|值",
        "a b c|a  |a bc  d|DE|de|De|D|DEU|D1| DE|DE |ÄÖ|/a|/ab|/abc|/a/b|/ab/cd|/ab/|/-b|/a-|//|/1a",
    ),
    "double": NUMBERS,
    "integer": (*NUMBERS, "+"),
    "boolean": _split("|true|false|1|0|TRUE|True|yes|2| true |true false|01"),
    "date": _split(
        "|2025-03-31|2025-02-29|2024-02-29|2025-13-01|2025-00-10|2025-1-1|25-01-01|2025-01-32|-0044-03-15",
        "0000-01-01|12025-01-01|2025-03-31Z|2025-03-31z|2025-03-31+14:00|2025-03-31+14:01|2025-03-31T00:00:00",
        "31.03.2025| 2025-03-31 ",
    ),
    "dateTime": _split(
        "|2025-03-31T09:30:00|2025-03-31T09:30:00Z|2025-03-31T24:00:00|2025-03-31T24:00:01|2025-03-31T09:60:00",
        "2025-03-31T09:30:60|2025-03-31T09:30:00.|2025-03-31T09:30:00.123456789|2025-03-31T9:30:00|2025-03-31",
        "2025-03-31 09:30:00|2025-03-31T09:30|2025-02-30T00:00:00Z|2025-03-31T09:30:00-14:00",
        "2025-03-31T09:30:00-15:00|2025-03-31T09:30:00+8:00",
    ),
    "duration": _split("|P1Y|P|PT|P1Y2M3DT4H5M6.7S|-P1Y|+P1Y|P-1Y|P1S|PT1.5H|P1M1Y|1Y|p1y|P0D| P1Y "),
    "anyURI": _split("|a b|%|%zz|http://[|ä|:|a:b:c|https://example.org/?q=1#a#b|\\|<>|值"),
    "base64Binary": _split("|A|AA|AAA|AAAA|AA==|A===|AAA=|AA=|AB==|=AAA|####| A A A A |AAAA\nAAAA|AA==AA=="),
    "ID": _split("|a|1a|a b|a:b|_|-a|ä|a.b-c|id_1|id_2|值| a "),
    "IDREF": _split("|a|1a|a b|a:b|id_1|nowhere| id_1 "),
}
"""Values at the edges of the built-in types and of the patterns that restrict them."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATTRIBUTES = (
    *(("id", value) for value in ("id_1", "new_id", "1")),
    *(("refId", value) for value in ("id_1", "id_1 id_2", "")),
    *(("refType", value) for value in ("a b", "")),
    *(("lang", value) for value in ("en", "EN", "")),
    *(("schemaVersion", value) for value in ("2.4.0", "3.3.0")),
    *((f"{{{XSI}}}type", value) for value in ("dcc:textType", "si:unitType")),
    (f"{{{XSI}}}nil", "true"),
    (f"{{{XSI}}}schemaLocation", "a b"),
    (f"{{{DCC}}}id", "x"),
    (XML_LANG, "en"),
    ("unknown", "x"),
)
"""Attributes to set anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A changed document and what was changed; ``edge`` is the type and value where that was a value."""

    document: etree._Element
    change: str
    edge: tuple[str, str] | None = None


Change = Callable[[etree._Element, random.Random], str]


def mutants(version: str, *, seed: int, random_count: int) -> Iterator[Mutant]:
    """Every systematic mutant of the generated certificates of a version, then ``random_count`` others."""
    rng = random.Random(f"{version} {seed}")  # noqa: S311 -- not a secret but a repeatable choice
    components = generate.load(version)
    bases = [etree.fromstring(document) for document in generate.generate(version)]
    yield from _structure(bases, components, rng)
    yield from value_mutants(version, seed=seed)
    yield from random_mutants(bases, rng, random_count)


def value_mutants(version: str, *, seed: int) -> Iterator[Mutant]:
    """Each simple type's edges at one place of the type, and a few of them at every other place."""
    rng = random.Random(f"{version} {seed} values")  # noqa: S311 -- not a secret but a repeatable choice
    components = generate.load(version)
    bases = [etree.fromstring(document) for document in generate.generate(version)]
    complete: set[str] = set()
    for (base, use), found in _by_use(bases, components).items():
        place = rng.choice(found)
        where = _index(bases[base], place.element)
        for attribute, kind in simple_types(place):
            values: Iterable[str] = dict.fromkeys(edges(kind))
            name = generate.type_name(kind)
            if name in complete:
                values = rng.sample(list(values), k=3)
            complete.add(name)
            for value in values:
                document, element = _copy(bases[base], where)
                if attribute:
                    element.set(attribute, value)
                else:
                    element.text = value
                subject = f"{use[1]}/@{attribute}" if attribute else use[1]
                yield Mutant(document=document, change=f"{subject} is {value!r}", edge=(name, value))


def random_mutants(bases: list[etree._Element], rng: random.Random, count: int) -> Iterator[Mutant]:
    """One to three random changes at a time."""
    for _ in range(count):
        document = copy.deepcopy(rng.choice(bases))
        changes = []
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            element = rng.choice(list(document.iter(etree.Element)))
            changes.append(rng.choice(CHANGES)(element, rng))
        yield Mutant(document=document, change=" and ".join(changes))


def edges(kind: Any) -> tuple[str, ...]:
    """Values at the edges of a simple type: allowed and not allowed ones."""
    if kind.enumeration:
        values = tuple(kind.enumeration)
        first = values[0]
        return (
            *values,
            "",
            first.upper(),
            first.capitalize(),
            f" {first}",
            f"{first} ",
            f"{first} {first}",
            f"{first}s",
        )
    if kind.is_list():
        item = generate.item_type(kind)
        good = generate.samples(item)[0] if generate.built_in(item) not in ("ID", "IDREF") else "id_1"
        single = edges(item)
        return (
            *single,
            *(f"{good} {value}" for value in single),
            f"{good}\n\t{good}",
            f" {good} ",
            f"{good},{good}",
        )
    if generate.built_in(kind) == "string" and kind.patterns:
        return (*EDGES["string"], *_neighbours(generate.samples(kind)[0]))
    return EDGES[generate.built_in(kind)]


def _neighbours(value: str) -> Iterator[str]:
    """A value, and what one other character makes of it."""
    yield value
    for at in range(len(value)):
        yield f"{value[:at]}x{value[at + 1 :]}"


# --- systematic -----------------------------------------------------------------------------------------


def _structure(bases: list[etree._Element], components: Any, rng: random.Random) -> Iterator[Mutant]:
    """Each use of an element changed in each way that concerns its surroundings; each attribute removed."""
    for (base, use), found in _by_use(bases, components).items():
        place = rng.choice(found)
        where = _index(bases[base], place.element)
        for change in (remove, double, rename, swap, graft, foreign):
            yield _changed(bases[base], where, change, rng, " ".join(use))
        for attribute in place.element.attrib:
            document, element = _copy(bases[base], where)
            del element.attrib[attribute]
            yield Mutant(document=document, change=f"attribute {attribute} removed from {use[1]}")


def simple_types(place: Place) -> Iterator[tuple[str, Any]]:
    """The simple types at a place: of its attributes by name, of its text under the empty name."""
    if place.kind.is_simple():
        yield "", place.kind
    elif place.described:
        if place.kind.has_simple_content():
            yield "", place.kind.content
        for attribute in place.kind.attributes.values():
            if attribute.name is not None:
                yield attribute.name, attribute.type


def _by_use(bases: list[etree._Element], components: Any) -> dict[tuple[int, generate.Use], list[Place]]:
    """Places by the use that they are of, each use in the first document that has it."""
    found: dict[tuple[int, generate.Use], list[Place]] = defaultdict(list)
    first: dict[generate.Use, int] = {}
    for number, base in enumerate(bases):
        for place in generate.places(base, components):
            use = (place.owner, etree.QName(place.element).localname)
            if first.setdefault(use, number) == number:
                found[number, use].append(place)
    return found


def _index(document: etree._Element, element: etree._Element) -> int:
    return next(number for number, other in enumerate(document.iter(etree.Element)) if other is element)


def _copy(document: etree._Element, where: int) -> tuple[etree._Element, etree._Element]:
    copied = copy.deepcopy(document)
    return copied, next(
        element for number, element in enumerate(copied.iter(etree.Element)) if number == where
    )


def _changed(base: etree._Element, where: int, change: Change, rng: random.Random, use: str) -> Mutant:
    document, element = _copy(base, where)
    return Mutant(document=document, change=f"{use}: {change(element, rng)}")


# --- changes --------------------------------------------------------------------------------------------


def remove(element: etree._Element, rng: random.Random) -> str:
    parent = element.getparent()
    if parent is None:
        return attribute(element, rng)
    parent.remove(element)
    return f"{element.tag} removed"


def double(element: etree._Element, rng: random.Random) -> str:
    if element.getparent() is None:
        return attribute(element, rng)
    twin = copy.deepcopy(element)
    for inner in twin.iter(etree.Element):
        inner.attrib.pop("id", None)
    element.addnext(twin)
    return f"{element.tag} doubled"


def rename(element: etree._Element, rng: random.Random) -> str:
    before = element.tag
    name = etree.QName(element)
    others = [other.tag for other in element.getroottree().getroot().iter(etree.Element)]
    element.tag = rng.choice(
        [
            rng.choice(others),
            f"{{{name.namespace}}}{name.localname}s",
            f"{{{SI if name.namespace == DCC else DCC}}}{name.localname}",
            name.localname,
        ]
    )
    return f"{before} renamed to {element.tag}"


def swap(element: etree._Element, rng: random.Random) -> str:
    parent = element.getparent()
    if parent is None or len(parent) < 2:
        return double(element, rng)
    siblings = [child for child in parent if child is not element]
    other = rng.choice(siblings)
    other.addnext(element)
    return f"{element.tag} moved behind {other.tag}"


def move(element: etree._Element, rng: random.Random) -> str:
    root = element.getroottree().getroot()
    inside = set(element.iter())
    targets = [other for other in root.iter(etree.Element) if other not in inside]
    if element is root or not targets:
        return attribute(element, rng)
    target = rng.choice(targets)
    target.insert(rng.randint(0, len(target)), element)
    return f"{element.tag} moved into {target.tag}"


def graft(element: etree._Element, rng: random.Random) -> str:
    root = element.getroottree().getroot()
    others = [other for other in root.iter(etree.Element) if other is not root]
    if not others:
        return attribute(element, rng)
    scion = copy.deepcopy(rng.choice(others))
    element.insert(rng.randint(0, len(element)), scion)
    return f"{scion.tag} copied into {element.tag}"


def attribute(element: etree._Element, rng: random.Random) -> str:
    name, value = rng.choice(ATTRIBUTES)
    element.set(name, value)
    return f"attribute {name} of {element.tag} is {value!r}"


def text(element: etree._Element, rng: random.Random) -> str:
    value = rng.choice([value for values in EDGES.values() for value in values])
    if rng.random() < 0.2 and element.getparent() is not None:
        element.tail = value
        return f"text {value!r} after {element.tag}"
    element.text = value
    return f"text of {element.tag} is {value!r}"


def foreign(element: etree._Element, rng: random.Random) -> str:
    namespace, local = rng.choice(
        [(MATHML, "math"), ("urn:example:foreign", "thing"), (SI, "unknown"), ("", "bare")]
    )
    if rng.random() < 0.7:
        element[:] = []
    etree.SubElement(element, f"{{{namespace}}}{local}" if namespace else local).text = "x"
    return f"{local} of {namespace or 'no namespace'} put into {element.tag}"


def comment(element: etree._Element, rng: random.Random) -> str:
    element.insert(
        0, etree.Comment("remark") if rng.random() < 0.5 else etree.ProcessingInstruction("target", "x")
    )
    return f"comment or instruction put into {element.tag}"


def empty(element: etree._Element, rng: random.Random) -> str:
    kept = dict(element.attrib) if rng.random() < 0.5 else {}
    element.clear()
    element.attrib.update(kept)
    return f"{element.tag} emptied"


CHANGES: tuple[Change, ...] = (
    remove, double, rename, swap, move, graft, attribute, text, text, foreign, comment, empty,
)  # fmt: skip

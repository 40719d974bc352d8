"""What rules need to know of the whole document before they look at one of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from lxml import etree

from dcc.si.plausible import Oddity, oddity
from dcc.si.units import Unit, UnitProblem, parse_unit
from dcc.xml.names import DCC, dcc

if TYPE_CHECKING:
    from dcc.rules.columns import Column
    from dcc.rules.decision import DecisionRule
    from dcc.rules.limits import Limit, LimitedTable

SECTIONS = (dcc("administrativeData"), dcc("measurementResults"), dcc("document"))
"""The parts that rules look at: comments and signatures may hold anything, even another certificate."""

CORE_DATA = f"{dcc('administrativeData')}/{dcc('coreData')}"

_IDLE_SPACE = re.compile(r"\s+(?=\\)|(?<=\{)\s+|\s+(?=\})")
_CHUNK = 65536
_ANY_DCC = f"{{{DCC}}}*"


@dataclass(slots=True, kw_only=True)
class Marks:
    """The attributes ``id``, ``refId`` and ``refType`` of a certificate, each different value once.

    Only ``ref_types`` has the first element too: to keep every element that has an id or refers to one
    takes as long as to walk through all of them. ``circular`` says that an element refers to its own id.
    ``texts`` are those of all its elements.
    """

    ids: set[str]
    references: set[str]
    ref_types: dict[str, etree._Element]
    circular: bool = False
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Facts:
    """What one document declares; and, since few of them differ, what was found of its units and texts.

    ``good_texts`` holds the languages of texts that are complete, ``good_units`` the units that call for no
    remark, ``plausible`` coverage factors with the probability and distribution they fit, ``counts`` the
    items of lists, ``rows`` those of tables, ``about`` those of all that a statement is about, ``tables``
    those whose columns have been compared, ``oddities`` why nobody can mean a unit, ``readable`` which forms
    of hybrids have a unit that can be read, ``limits`` those stated of quantities, ``columns`` the numbers
    that have some, ``limited`` tables with such columns, ``decision_rules`` what each stated one is about,
    ``judged`` how many values were compared with limits, ``left`` that some were not, which has been said,
    ``decimals`` those of measurement uncertainties that are right by themselves.
    """

    version: tuple[int, ...]
    used_languages: frozenset[str]
    mandatory_languages: dict[str, None]
    root: etree._Element
    marks: Marks
    by_id: dict[str, etree._Element] | None = None
    children: dict[tuple[etree._Element, tuple[str, ...]], etree._Element | None] = field(
        default_factory=dict
    )
    non_si_units: frozenset[str] | None = None
    units: dict[str, Unit | UnitProblem] = field(default_factory=dict)
    oddities: dict[str, Oddity | None] = field(default_factory=dict)
    counts: dict[etree._Element, int] = field(default_factory=dict)
    rows: dict[etree._Element, int | None] = field(default_factory=dict)
    about: dict[etree._Element, tuple[int, ...]] = field(default_factory=dict)
    readable: dict[etree._Element, bool] = field(default_factory=dict)
    tables: set[etree._Element] = field(default_factory=set)
    limits: dict[etree._Element, tuple[Limit, ...]] = field(default_factory=dict)
    decision_rules: dict[etree._Element | str, DecisionRule] | None = None
    columns: dict[etree._Element, tuple[Column, ...]] = field(default_factory=dict)
    limited: dict[etree._Element, LimitedTable] = field(default_factory=dict)
    judged: int = 0
    left: bool = False
    decimals: dict[str, int] = field(default_factory=dict)
    good_units: set[str] = field(default_factory=set)
    good_texts: set[tuple[str, ...]] = field(default_factory=set)
    plausible: set[tuple[str, ...]] = field(default_factory=set)

    def unit(self, text: str) -> Unit | UnitProblem:
        """The unit that ``text`` writes, white space around it and between its words aside."""
        found = self.units.get(text)
        if found is None:
            found = self.units[text] = parse_unit(without_space(text))
        return found

    def oddity(self, text: str) -> Oddity | None:
        """What is odd about the unit that ``text`` writes, found out once for each text."""
        if text not in self.oddities:
            unit = self.unit(text)
            self.oddities[text] = oddity(unit.terms) if isinstance(unit, Unit) else None
        return self.oddities[text]

    def identified(self, name: str) -> etree._Element | None:
        """The element whose id is ``name``."""
        if self.by_id is None:
            self.by_id = {own: element for element in described(self.root) if (own := element.get("id"))}
        return self.by_id.get(name)

    def child(self, parent: etree._Element, *tags: str) -> etree._Element | None:
        """The first child with one of these names, looked for once: thousands of elements may ask for it, and
        thousands of others may stand before it."""
        key = (parent, tags)
        if key not in self.children:
            self.children[key] = next(parent.iterchildren(*tags), None)
        return self.children[key]

    def explains(self, unit: str) -> bool:
        """Whether the certificate says anywhere what the non-SI ``unit`` is."""
        if self.non_si_units is None:  # looked for when the first is met: most certificates have none
            stated = (text_of(element) for element in self.root.iter(dcc("nonSIUnit")))
            self.non_si_units = frozenset(text.lstrip("|").strip() for text in stated)
        return unit in self.non_si_units

    def count(self, element: etree._Element) -> int:
        """How many items the list in ``element`` has."""
        if element not in self.counts:
            self.counts[element] = count_items(element.text or "")
        return self.counts[element]


def gather(root: etree._Element) -> Facts:
    """The facts of the document under ``root``; what is missing is empty."""
    core = root.find(CORE_DATA)
    return Facts(
        version=tuple(int(part) for part in root.get("schemaVersion", "").split(".") if part.isdecimal()),
        used_languages=frozenset(_texts(core, dcc("usedLangCodeISO639_1"))),
        mandatory_languages=dict.fromkeys(_texts(core, dcc("mandatoryLangCodeISO639_1"))),
        root=root,
        marks=_gather_marks(root),
    )


def _gather_marks(root: etree._Element) -> Marks:
    marks = Marks(ids=set(), references=set(), ref_types={})
    texts = marks.texts  # a name of its own, since this is done for every element
    for element in described(root):
        text = element.text
        if text:
            texts.append(text)
        attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]  # lxml gives str
        for name, value in attributes:
            if name == "lang":
                continue  # most elements with an attribute have this one
            if name == "refType":
                if value not in marks.ref_types:
                    marks.ref_types[value] = element
            elif name == "id":
                marks.ids.add(value)
            elif name == "refId":
                marks.references.add(value)
                own = element.get("id")
                if own is not None and own in value.split():
                    marks.circular = True
    return marks


def described(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of the DCC namespace in those parts, in the order of the document."""
    return chain.from_iterable(section.iter(_ANY_DCC) for section in sections(root))


def sections(root: etree._Element) -> Iterator[etree._Element]:
    """The parts of the document that rules look at."""
    return (child for child in root if child.tag in SECTIONS)


def without_space(unit: str) -> str:
    """The text of a unit without white space around it, between its words and inside braces."""
    return _IDLE_SPACE.sub("", unit.strip())


def text_of(element: etree._Element | None) -> str:
    """The text of an element without children, stripped; nothing for an element that is not there."""
    return (element.text or "").strip() if element is not None else ""


def _texts(parent: etree._Element | None, tag: str) -> tuple[str, ...]:
    return tuple(text_of(child) for child in parent.findall(tag)) if parent is not None else ()


def count_items(text: str) -> int:
    """How many items a white-space separated list has, without making an object of each."""
    if len(text) <= _CHUNK:
        return len(text.split())
    count = 0
    open_item = False
    for start in range(0, len(text), _CHUNK):
        part = text[start : start + _CHUNK]
        count += len(part.split()) - (open_item and not part[0].isspace())
        open_item = not part[-1].isspace()
    return count

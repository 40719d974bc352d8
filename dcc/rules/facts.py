"""What rules need to know of the whole document before they look at one of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dcc.si.units import Unit, UnitProblem, parse_unit
from dcc.xml.names import dcc
from dcc.xml.xpath import find_elements

SECTIONS = (dcc("administrativeData"), dcc("measurementResults"), dcc("document"))
"""The parts that rules look at: comments and signatures may hold anything, even another certificate."""

CORE_DATA = f"{dcc('administrativeData')}/{dcc('coreData')}"


@dataclass(slots=True, kw_only=True)
class Facts:
    """What one document declares; and, since few of them differ, what was found of its units and texts.

    ``good_texts`` holds the languages of each kind of text that is complete, ``good_units`` the units that
    call for no remark, ``plausible`` the coverage factors that fit their probability.
    """

    root: etree._Element
    version: tuple[int, ...]
    used_languages: tuple[str, ...]
    mandatory_languages: tuple[str, ...]
    non_si_units: frozenset[str]
    units: dict[str, Unit | UnitProblem] = field(default_factory=dict)
    by_id: dict[str, etree._Element] | None = None
    good_units: set[str] = field(default_factory=set)
    plausible: set[tuple[str, str, str]] = field(default_factory=set)
    good_texts: set[tuple[str, ...]] = field(default_factory=set)

    def element(self, name: str) -> etree._Element | None:
        """The element with the id ``name``."""
        if self.by_id is None:
            self.by_id = {found.get("id", ""): found for found in find_elements(self.root, "//*[@id]")}
        return self.by_id.get(name)

    def unit(self, text: str) -> Unit | UnitProblem:
        """The unit that ``text`` writes, white space around it aside."""
        found = self.units.get(text)
        if found is None:
            found = self.units[text] = parse_unit(text.strip())
        return found


def gather(root: etree._Element) -> Facts:
    """The facts of the document under ``root``; what is missing is empty."""
    core = root.find(CORE_DATA)
    declared = (text_of(unit).lstrip("|").strip() for unit in root.iter(dcc("nonSIUnit")))
    return Facts(
        root=root,
        version=tuple(int(part) for part in root.get("schemaVersion", "").split(".") if part.isdecimal()),
        used_languages=_texts(core, dcc("usedLangCodeISO639_1")),
        mandatory_languages=_texts(core, dcc("mandatoryLangCodeISO639_1")),
        non_si_units=frozenset(declared),
    )


def sections(root: etree._Element) -> Iterator[etree._Element]:
    """The parts of the document that rules look at."""
    return (child for child in root if child.tag in SECTIONS)


def text_of(element: etree._Element | None) -> str:
    """The text of an element without children, stripped; nothing for an element that is not there."""
    return (element.text or "").strip() if element is not None else ""


def _texts(parent: etree._Element | None, tag: str) -> tuple[str, ...]:
    return tuple(text_of(child) for child in parent.findall(tag)) if parent is not None else ()

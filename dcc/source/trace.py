"""From a place in a certificate back to the line of the source that it was made of."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, cast

from dcc.findings import Finding, Location
from dcc.model import Certificate, Node
from dcc.source.intake import Part
from dcc.xml.names import PREFIXES
from dcc.xml.plan import Slot, plan_for

_STEP = re.compile(r"(?P<prefix>\w+):(?P<local>\w+)(?:\[(?P<number>\d+)\])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A certificate as it was built, and where its parts were written."""

    certificate: Certificate
    parts: tuple[Part, ...]

    def place(self, xpath: str) -> Location | None:
        """Where the element at ``xpath``, or the nearest around it that is known, was written."""
        places = {id(part.value): part.at for part in self.parts}
        node: object = self.certificate
        found: Location | None = None
        for step in xpath.strip("/").split("/")[1:]:
            node = _child(node, step, self.certificate.schema_version)
            if node is None:
                break
            found = places.get(id(node), found)
        return found

    def at_source(self, finding: Finding) -> Finding:
        """``finding`` about the built document, with the place in the source instead of its line in XML."""
        xpath = finding.location.xpath
        place = None if xpath is None else self.place(xpath)
        if place is None:
            return finding
        return dataclasses.replace(finding, location=dataclasses.replace(place, xpath=xpath))


def _child(node: object, step: str, version: str) -> object | None:
    """The value that a step of an XPath leads to; None where it leads out of the model."""
    match = _STEP.fullmatch(step)
    if match is None or not isinstance(node, Node):
        return None
    name = f"{{{PREFIXES.get(match['prefix'], '')}}}{match['local']}"
    slot = plan_for(cast(Any, type(node)), version).elements.get(name)
    if slot is None:
        return None
    values = _values(node, slot)
    number = int(match["number"] or 1)
    return values[number - 1] if number <= len(values) else None


def _values(node: Node, slot: Slot) -> list[object]:
    value = getattr(node, slot.part.field)
    if not slot.repeated:
        return [] if value is None else [value]
    return [item for item in value if type(item) is slot.part.type]

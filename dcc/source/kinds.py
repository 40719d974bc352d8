"""What the values of a quantity are, temperatures or differences of temperatures, by what the source states:
``ref_type`` first, then ``kind``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dcc import codes
from dcc.facts.quantities import Role, Scale, role_of
from dcc.si.units import Unit, parse_unit, same_dimension, to_symbol
from dcc.source.nodes import Fields, Items, Node, Scalar
from dcc.source.section import Section
from dcc.vocabulary import DIFFERENCE, TEMPERATURE

KINDS: Final = {"difference": Scale.DIFFERENCE, "temperature": Scale.VALUE}
_REF_TYPES = {Scale.DIFFERENCE: DIFFERENCE, Scale.VALUE: TEMPERATURE}
_DIFFERENCES = re.compile(
    r"errors?|corrections?|deviations?|differences?|(?:in)?stability|(?:non-?)?uniformity|(?:in)?homogeneity"
    r"|gradients?|hysteresis|drift|tolerances?|fluctuations?|repeatability|uncertainty|resolution"
    r"|误差|修正值|偏差|温差|均匀度|均匀性|波动度|波动性|稳定性|稳定度|梯度|回差|滞后|漂移|允差|重复性|分辨力"
    r"|\w*(?:abweichung|korrektion|korrektur|differenz|stabilität|homogenität|gradient|hysterese|toleranz)"
    r"|fehler|messfehler|drift",
    re.IGNORECASE,
)
"""What names of differences are made of: only proposed to the writer, nothing is decided by a name."""
_TEMPERATURES = re.compile(
    r"temperatures?|indications?|readings?|reference(?: value)?|set ?point|nominal|dew ?point"
    r"|温度|示值|标准值|参考值|设定值|标称值|露点|\w*temperatur|anzeige|sollwert",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """``scale`` is None where the source does not tell. ``ref_type`` is the word by which the certificate
    says it where no other word does; ``names`` what the quantity is called, for a proposal."""

    scale: Scale | None
    ref_type: str = ""
    names: str = ""

    def proposal(self) -> str:
        """How to state the kind, with the word of the name that suggests one."""
        hint = (
            "Write kind: difference (an error, a stability) or kind: temperature; or a ref_type that tells."
        )
        for pattern, kind in ((_DIFFERENCES, "difference"), (_TEMPERATURES, "temperature")):
            found = _whole(pattern, self.names)
            if found:
                return f"{hint} The name says {found}: probably kind: {kind}."
        return hint


def read_kind(section: Section, ref_type: str, units: tuple[Unit, ...]) -> Kind:
    """What the values in ``units`` are, of a quantity with this refType; a contradiction is reported."""
    names = " ".join(_texts(section.node("name")))
    role = role_of(ref_type)
    word = section.choice("kind", KINDS)
    if word is None:
        if TEMPERATURE in ref_type.split() and role is not None and role.scale is Scale.DIFFERENCE:
            _contradict(section, TEMPERATURE, role, at="ref_type", hint=f"Delete {TEMPERATURE}.")
        return Kind(scale=role.scale if role else None, names=names)
    stated = KINDS[word]
    if stated is Scale.VALUE and not all(map(_of_temperature, units)):
        other = next(unit for unit in units if not _of_temperature(unit))
        section.wrong("kind", f"{to_symbol(other)} is not a unit of temperature", hint="Delete kind.")
    elif role is not None and role.scale is not stated:
        _contradict(section, f"kind: {word}", role, at="kind", hint=_instead_of_kind(ref_type, role, stated))
    return Kind(scale=stated, ref_type="" if role else _REF_TYPES[stated], names=names)


def _contradict(section: Section, statement: str, role: Role, *, at: str, hint: str) -> None:
    not_so = "temperature" if role.scale is Scale.DIFFERENCE else "difference"
    message = f"{statement} contradicts ref_type: a {role} is not a {not_so}"
    section.intake.say(codes.SOURCE_KIND, message, section.place(at), hint=hint)


def _instead_of_kind(ref_type: str, role: Role, stated: Scale) -> str:
    """A measured or reference value can be a difference all the same; an error cannot be a temperature."""
    if stated is Scale.VALUE or role is Role.TEMPERATURE:
        return "Delete kind, or correct ref_type."
    return f"If a {role} is a difference here, write ref_type: {ref_type} {DIFFERENCE}. Else delete kind."


def _of_temperature(unit: Unit) -> bool:
    kelvin = parse_unit("\\kelvin")
    return isinstance(kelvin, Unit) and same_dimension(unit, kelvin)


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    inner = (
        node.items if isinstance(node, Items) else node.fields.values() if isinstance(node, Fields) else ()
    )
    return tuple(text for each in inner for text in _texts(each))


def _whole(pattern: re.Pattern[str], names: str) -> str:
    """The last word of the names that the pattern knows: what a name is about stands at its end, in
    ``temperature difference``; Chinese has no blanks between words."""
    found = ""
    for match in pattern.finditer(names):
        before, after = names[: match.start()][-1:], names[match.end() :][:1]
        if not (_is_letter(before) or _is_letter(after)):
            found = match[0]
    return found


def _is_letter(character: str) -> bool:
    return character.isalpha() and character < "\u2e80"

"""Remarks that people write behind a unit, or before it: ``% RH``, ``barg``, ``Nm³/h``, ``mg/L as N``.

A remark says what was measured, so it belongs into the quantity's name. A unit is found only if it can be
read when the remark is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_BEHIND_ANY = {"g", "d", "t", "T", "e", "u", "as", "min", "mol", "N", "C", "F", "S", "H", "B"}
_BEHIND_AMOUNTS = {"K", "V", "W"}
WORDS = frozenset(
    _BEHIND_ANY
    | _BEHIND_AMOUNTS
    | {"m/m", "M/M", "V/V", "v/v", "w/w", "W/W", "g/g", "mol/mol", "L/L", "l/l", "kg/kg"}
)
"""Remarks that could be read as units."""

_MEANINGS = {
    "g": "gauge pressure",
    "a": "absolute pressure",
    "RH": "relative humidity",
    "rms": "root mean square",
    "pp": "peak to peak",
    "m/m": "by mass",
    "w/w": "by mass",
    "V/V": "by volume",
    "v/v": "by volume",
    "vol": "by volume",
    "N": "normal conditions",
    "FS": "of full scale",
    "rdg": "of the reading",
}

_VOLUME = re.compile(r"[mcd]?[Ll]|[cdk]?m\^?[3³]")
_FORMULA = (
    r"CO2?|O2|O3|N2?|H2O?|CaCO3|NO[23x]?|NH[34]|SO2|CH4|H2S|Cl2?|P|PO4|SO4|S|C|K2O|P2O5|HCl|C2H5OH|COD|BOD"
)
_TAIL = r"[^\s/·*×.^0-9⁰¹²³⁴⁵⁶⁷⁸⁹⁻-].*"
_MOST_PLACES = 12
"""A text of more words is no unit with a remark, and to look for one would take its time."""
_KNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<unit>[mkMhcd]?(?:bar|Pa))[\s_]*[(\[]?(?P<remark>g|a|G|A|d|D|e|abs\.?|absolute?|gauge|gage|rel\.?"
        r"|[üÜ]|diff\.?|eff\.?|vac\.?)[)\]]?",
        r"(?P<unit>[nµumkMG]?[VAW])[\s_]*[(\[]?(?P<remark>(?i:rms|eff|p-?p|pk(?:-pk)?|peak|p|ac|dc|ss|avg|mean)"
        r"|th|el|e|[~=≈⎓])[)\]]?",
        rf"(?P<unit>%)\s*(?P<remark>{_TAIL})",
        rf"(?P<unit>ppm)\s*(?P<remark>{_TAIL})",
        rf"(?P<unit>dB)[\s_]*(?P<remark>{_TAIL})",
        r"(?P<remark>(?i:vol|mol|mass|gew|wt|at|[vwm]))[.\s-]*(?P<unit>%)",
        r"(?P<remark>N|S|s|Norm|norm|std)(?P<unit>(?:[mcd]?[Ll]|[cdk]?m\^?[3³])(?![a-zA-Z]).*)",
        r"(?P<unit>.+/)(?P<remark>N|S)(?P<rest>[mcd]?[Ll]|[cd]?m\^?[3³])",
        rf"(?P<unit>(?:[kmµun]?g|[mµun]?mol|m\^?[3³]|t))\s*(?P<remark>{_FORMULA})(?P<rest>/.*)?",
        r"(?P<unit>.+?)\s+(?P<remark>as\s+.+)",
        r"(?P<unit>.+?)\s*[(\[](?P<remark>[^()\[\]]+)[)\]](?P<rest>/.*)?",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """A text taken apart: the unit's symbols, and the remark."""

    unit: str
    remark: str

    @property
    def meaning(self) -> str | None:
        """What the remark stands for, where that is certain enough to help."""
        if self.unit == "dB":
            return "the reference of the level"
        nitrogen = self.remark == "N" and not _VOLUME.match(self.unit)
        return None if nitrogen else _MEANINGS.get(self.remark)


def may_be_remark(symbol: str) -> bool:
    """Whether people write this symbol behind any unit without meaning a unit by it."""
    return symbol in _BEHIND_ANY


def may_be_element(symbol: str) -> bool:
    """Whether the symbol behind an amount is one of a chemical element, as in ``mg/kg K``."""
    return symbol in _BEHIND_AMOUNTS


def known_remark(text: str, is_unit: Callable[[str], bool]) -> Remarked | None:
    """Unit and remark of a tidy text, where the remark is one that people write with such a unit."""
    return next((found for found in _known(text) if is_unit(found.unit)), None)


def cut_remark(text: str, is_unit: Callable[[str], bool]) -> Remarked | None:
    """Unit and remark of a tidy text, where all but a few words of it are a unit."""
    for found in _cuts(text):
        if is_unit(found.unit) and (found.remark in WORDS or not is_unit(found.remark)):
            return found
    return None


def _known(text: str) -> Iterator[Remarked]:
    for pattern in _KNOWN:
        match = pattern.fullmatch(text)
        if match:
            rest = match.groupdict().get("rest") or ""
            yield Remarked(unit=match["unit"].strip() + rest, remark=match["remark"].strip("()[] "))


def _cuts(text: str) -> Iterator[Remarked]:
    """The text without a run of its words, the shortest and last run first."""
    places = [0, *(match.start() for match in re.finditer(r"\s+|/", text)), len(text)]
    if len(places) > _MOST_PLACES:
        return
    spans = [(start, end) for start in places for end in places if start < end]
    for start, end in sorted(spans, key=lambda span: (span[1] - span[0], -span[0])):
        remark = text[start:end].strip(" ,;:_")
        rest = text[:start].rstrip(" ,;:_") + text[end:].lstrip(" ")
        if remark and rest not in ("", "1") and not remark.startswith("/"):
            yield Remarked(unit=rest, remark=remark)

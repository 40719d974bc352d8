"""Units of other systems, and what is no unit at all: what to write in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONVERTED = {
    "kPa": "psi psig psia inHg inH2O atm at Torr torr ksi",
    "Pa": "mmH2O mH2O cmH2O mmWS mWS mmWC mmH₂O mH₂O",
    "N": "kgf gf tf kp lbf ozf dyn gforce",
    "mm": "in inch inches mil thou",
    "m": "ft feet foot yd yard mile mi",
    "kg": "lb lbs lbm",
    "g": "oz ct carat gr",
    "L": "gal gallon qt",
    "mL": "cc ccm fl.oz floz",
    "°C": "°F degF ℉ °R",
    "J": "cal erg BTU Btu btu kcal",
    "kW": "hp HP CV",
    "mm²/s": "cSt St",
    "mPa·s": "cP",
    "Pa·s": "P",
    "m/s²": "Gal gn",
    "A/m": "Oe",
    "mT": "G Gauss gauss kG kGs mGs",
    "Wb": "Mx",
    "Gy": "rd",
    "Sv": "rem mrem",
    "Bq": "Ci mCi µCi",
    "C/kg": "R",
    "L/min": "lpm LPM slpm SLPM sccm SCCM slm SLM gpm GPM cfm CFM",
    "cd/m²": "nit",
    "lx": "fc",
    "d": "a y yr year years 年",
    "µmol/mol": "ppb ppt ppbv",
}
_COUNTED = "次 个 件 只 台 digit digits dgt count counts ct. div LSB pcs pc ea CFU cfu 格 字"
_SCALES = "HRA HRB HRC HRD HRE HV HB HBW HBS HS HLD HL HK NTU FNU FTU U IU °dH °Bx Brix °Bé °API"
_IN_PLACE: Mapping[str, str] = {name: unit for unit, names in _CONVERTED.items() for name in names.split()}
_COUNTS = frozenset(_COUNTED.split())
_SCALED = frozenset(_SCALES.split())
_BREAKS = re.compile(r"[\s/·*×()-]+")
_EXPONENT = re.compile(r"\^?-?[0-9²³⁻¹]$")


def stranger(text: str) -> tuple[str, str | None] | None:
    """The name in a tidy text that is no unit of the SI, and what to do instead of marking it with a bar
    (None where nothing else can be done); None where no name is known."""
    for name in dict.fromkeys(("".join(text.split()), *_BREAKS.split(text))):
        for word in (name, _EXPONENT.sub("", name)):
            if word in _IN_PLACE:
                return word, f"Convert the value to {_with(text, word, _IN_PLACE[word])}"
            if word in _COUNTS:
                return word, "Write 1 and say in the quantity's name what is counted"
            if word in _SCALED:
                return word, None
    return None


def _with(text: str, word: str, unit: str) -> str:
    """What to convert to: only the unit's own place where the word stands among others."""
    return unit if "".join(text.split()) == word else f"a unit with {unit} in place of {word}"

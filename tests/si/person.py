"""How a person reads a unit in symbols: a second reader, written apart from the project's own.

It knows the symbols of the SI and the habits of laboratories, and nothing of the D-SI. What it cannot be sure
of it does not read.
"""

from __future__ import annotations

import re
from itertools import pairwise

Reading = dict[str, int]
"""Symbols and their exponents, as ``{"m": 1, "s": -2}``."""

Factors = list[tuple[str, str, int]]
"""Symbol, what stands before it, and exponent of each factor."""

PREFIXES = ["da", *"QRYZEPTGMkhdcmµunpfazyrq"]
PREFIXED = [
    *(
        "m",
        "s",
        "A",
        "K",
        "mol",
        "cd",
        "g",
        "Hz",
        "N",
        "Pa",
        "J",
        "W",
        "C",
        "V",
        "F",
        "Ω",
        "S",
        "Wb",
        "T",
        "H",
    ),
    *("lm", "lx", "Bq", "Gy", "Sv", "kat", "rad", "sr", "L", "l", "bar", "eV", "Da", "ohm", "bit"),
]
ALONE = ["kg", "min", "h", "d", "t", "°", "°C", "%", "ppm", "dB", "mmHg", "ha", "Å", "kn", "au", "degC"]
SAME = {"l": "L", "ohm": "Ω", "degC": "°C"}
SYMBOLS = {unit: SAME.get(unit, unit) for unit in (*ALONE, *PREFIXED)}
SYMBOLS |= {
    prefix + unit: prefix.replace("u", "µ") + SAME.get(unit, unit)
    for prefix in PREFIXES
    for unit in PREFIXED
    if prefix + unit not in SYMBOLS and not (unit == "bit" and prefix not in [*"QRYZEPTGMkh", "da"])
}
SYMBOLS |= {f"{prefix}B": f"{prefix}B" for prefix in "kMGT"}
MEAN_SOMETHING_ELSE = {"pH", "PH", "rH", "RH", "PS", "Gs"}
REMARKS = {
    *(
        "g",
        "a",
        "A(abs)",
        "N",
        "C",
        "F",
        "S",
        "H",
        "B",
        "O2",
        "N2",
        "H2",
        "CO2",
        "as",
        "d",
        "t",
        "T",
        "e",
        "u",
    ),
    *("RH", "rms", "pp", "dry", "wet", "DC", "AC", "vol", "abs", "rel", "min", "mol", "(A)", "FS"),
}
"""What people write behind a blank without meaning a unit by it."""
RATIOS = {"%", "ppm", "dB"}
FACTOR = re.compile(r"([^\s\d^⁻¹²³·.*×/()-]+)(?:(\^?)(-?)([1-9])|(⁻?)([¹²³]))?(?![\d¹²³])")
GAP = re.compile(r"\s*[·.*×]\s*|\s+")
RAISED = {"¹": 1, "²": 2, "³": 3}


def as_a_person_reads(text: str) -> Reading | None:
    """The symbols of the unit with their exponents; None for what is none, or may be another one."""
    above, *below = text.strip().split("/")
    if len(below) > 1:
        return None
    numerator = [] if above.strip() == "1" else _factors(_bare(above))
    if numerator is None or _doubtful_blanks(numerator):
        return None
    denominator = _factors(_bare(below[0])) if below else []
    if denominator is None or (len(denominator) > 1 and "(" not in below[0]):
        return None
    if any(exponent < 0 for _, _, exponent in denominator):
        return None
    if text.strip() in ("C", "F", "N/A") or _divides_by_celsius(numerator, denominator):
        return None
    found: Reading = {}
    for sign, factors in ((1, numerator), (-1, denominator)):
        for symbol, _, exponent in factors:
            found[SYMBOLS[symbol]] = found.get(SYMBOLS[symbol], 0) + sign * exponent
    return found if found or text.strip() == "1" else None


def _divides_by_celsius(numerator: Factors, denominator: Factors) -> bool:
    """``ppm/C`` is per degree Celsius more often than per coulomb."""
    below = [symbol for symbol, _, exponent in numerator if exponent < 0]
    return bool({"C", "F"} & {*below, *(symbol for symbol, _, _ in denominator)})


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _factors(text: str) -> Factors | None:
    factors: Factors = []
    place, gap = 0, ""
    while place < len(text):
        match = FACTOR.match(text, place)
        if match is None or match[1] not in SYMBOLS or match[1] in MEAN_SOMETHING_ELSE:
            return None
        exponent = int(f"{match[3]}{match[4]}") if match[4] else RAISED.get(match[6] or "", 1)
        if match[1] in RATIOS - {"dB"} and exponent != 1:
            return None
        factors.append((match[1], gap, -exponent if match[5] else exponent))
        between = GAP.match(text, match.end())
        gap = between.group() if between else ""
        place = between.end() if between else match.end()
    return None if gap.strip() or not factors else factors


def _doubtful_blanks(factors: Factors) -> bool:
    for (left, _, power), (symbol, gap, exponent) in pairwise(factors):
        if not gap or gap.strip() or exponent < 0:
            continue
        if symbol in REMARKS or left in RATIOS or f"{symbol}{exponent}" in REMARKS:
            return True
        if power == 1 and left + symbol in SYMBOLS:  # a blank between prefix and unit?
            return True
        volume = (
            re.fullmatch("[dcm]?[Ll]", symbol)
            if exponent == 1
            else re.fullmatch("[dck]?m", symbol) and exponent == 3
        )
        if left in ("N", "S", "s") and power == 1 and volume:  # normal conditions?
            return True
    return False

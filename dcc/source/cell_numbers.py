"""Numbers in the cells of a workbook, as the sheet shows them.

A workbook stores a number in binary floating point and, apart from it, how many decimals are to be seen:
0.020 is stored as 0.02 with the format ``0.000``. A certificate states what the sheet shows. Where the sheet
holds more than it shows nobody could say later who rounded, so that is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy-mm-dd",
    49: "@",
}
"""Number formats that workbooks name by number only (ECMA-376, part 1, 18.8.30); others are dates, money."""

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
"""The decimal digits that a binary floating-point number holds for certain, and that spreadsheets show."""

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
"""Holds every binary floating-point number with all its decimals."""

_GENERAL_DIGITS = 10
"""What a cell without a number format shows at most."""

_NOISE = 6
"""What differs by less than a millionth of the last decimal shown stems from calculating in binary."""

_DECORATION = re.compile(r"\[[A-Za-z$][^\]]*\]|_.|\*.|\\? ")
_FIXED = re.compile(r"[#,]*0+(?:\.(?P<decimals>0*)(?P<optional>#*))?")
_SCIENTIFIC = re.compile(r"0(?:\.(?P<decimals>0+))?E[+-]0+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a cell cannot be taken over, and what to do."""

    message: str
    hint: str


def shown(stored: str, number_format: str) -> str | Trouble:
    """The number ``stored`` as a cell of this format shows it."""
    value = _FIFTEEN.create_decimal(stored)
    if number_format in ("General", "@"):
        return _general(value)
    form = _DECORATION.sub("", number_format.split(";")[0])
    if match := _FIXED.fullmatch(form):
        least = len(match["decimals"] or "")
        most = least + len(match["optional"] or "")
        text = f"{value.quantize(Decimal(1).scaleb(-most), context=_WIDE):f}"
        while most > least and text.endswith("0"):
            text, most = text[:-1], most - 1
        return _checked(text.rstrip("."), value, most)
    if match := _SCIENTIFIC.fullmatch(form):
        digits = len(match["decimals"] or "")
        text = f"{Context(prec=digits + 1, rounding=ROUND_HALF_UP).plus(value):.{digits}E}"
        return _checked(text, value, digits - value.adjusted())
    return Trouble(
        message=f"the cell has the number format {number_format}",
        hint="Give it a plain number format, such as 0.000; write dates as texts.",
    )


def _general(value: Decimal) -> str | Trouble:
    plain = value.normalize()
    if len(plain.as_tuple().digits) > _GENERAL_DIGITS:
        return Trouble(
            message=f"the cell holds {plain:f} and has no number format",
            hint="Give the column a number format with the decimals that are to be stated, such as 0.000.",
        )
    return f"{plain:f}" if plain else "0"


def _checked(text: str, value: Decimal, decimals: int) -> str | Trouble:
    if abs(Decimal(text) - value) < Decimal(1).scaleb(-decimals - _NOISE):
        return text if Decimal(text) else text.removeprefix("-")
    return Trouble(
        message=f"the cell shows {text} and holds {value.normalize():f}",
        hint=f"Round it in the sheet, =ROUND(…, {decimals}), or show all its decimals.",
    )

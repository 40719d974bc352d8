"""Numbers as the Digital SI writes them, and what was probably meant by what is none."""

from __future__ import annotations

import re
import unicodedata

DECIMAL = re.compile(r"[-+]?([0-9]*\.[0-9]+|[0-9]+\.?)([Ee][-+]?[0-9]+)?|NaN")
UNSIGNED = re.compile(r"\+?([0-9]*\.[0-9]+|[0-9]+\.?)([Ee][-+]?[0-9]+)?|NaN")
FACTOR = re.compile(r"[1-9][0-9]*(\.[0-9]*)?")
PROBABILITY = re.compile(r"0(\.[0-9]*)?|1(\.0*)?")

WHAT = {
    DECIMAL: "a number",
    UNSIGNED: "a measurement uncertainty (a number without sign)",
    FACTOR: "a coverage factor (at least 1, without exponent)",
    PROBABILITY: "a coverage probability (between 0 and 1, without exponent)",
}
"""What each grammar is called in a message."""

POINT_FOR_COMMA = "Write a decimal point instead of the comma."

_NONE = {"-", "--", "—", "/", "\\", "n/a", "na", "nan", "none", "无"}
_MINUS = str.maketrans("\u2212\u2013\u2010", "---")
_GROUPED = re.compile(r"[\s\u00a0\u202f',，]")
_VALUE_WITH_UNIT = re.compile(r"[-+]?[0-9][0-9.,]*\s*[^0-9.,\s][^0-9]*")


def hint_for(text: str, grammar: re.Pattern[str]) -> str | None:
    """What to write in place of ``text``; None where nothing better can be said than what a number is."""
    if not text or text.casefold() in _NONE:
        return "Write the number, or NaN when there is none."
    if text.startswith("#"):
        return "The spreadsheet could not calculate this cell; correct its formula, and save the table again."
    if grammar is PROBABILITY:
        return "Write it as a number between 0 and 1: 0.95 for 95 %."
    if grammar is FACTOR and "=" in text:
        return f"Write the number alone: {text.partition('=')[2].strip()}."
    return _rewritten(text) or _with_something(text)


def _rewritten(text: str) -> str | None:
    half_width = unicodedata.normalize("NFKC", text)
    if half_width != text and DECIMAL.fullmatch(half_width):
        return f"Write it in half-width digits: {half_width}."
    if "," in text and DECIMAL.fullmatch(text.replace(",", ".", 1)):
        return POINT_FOR_COMMA
    minus = text.translate(_MINUS)
    if minus != text and DECIMAL.fullmatch(minus):
        return "Write the minus sign as a hyphen (-)."
    grouped = _GROUPED.sub("", text)
    if grouped != text and DECIMAL.fullmatch(grouped):
        return f"Write the number without spaces or thousands separators: {grouped}."
    return None


def _with_something(text: str) -> str | None:
    if text.startswith("±"):
        return "Leave out the ±: U is stated without a sign."
    if _VALUE_WITH_UNIT.fullmatch(text):
        return "Write the unit under `unit`, not behind the number."
    if not any(character.isdigit() for character in text):
        return "Only numbers stand in such a place; a row of units or remarks does not belong into the table."
    return None

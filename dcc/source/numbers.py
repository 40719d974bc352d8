"""Numbers as the Digital SI writes them, and what was probably meant by what is none."""

from __future__ import annotations

import re

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

_NONE = {"-", "--", "—", "/", "\\", "n/a", "na", "nan", "none", "无"}
_NOT_ALLOWED = {
    UNSIGNED: "A measurement uncertainty is not negative: leave out the minus sign.",
    FACTOR: "A coverage factor is a number from 1 on without leading zeros, such as 2 or 2.00.",
}
"""What to say of numbers that are none of the kind wanted."""
_FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)}
_MINUS = str.maketrans("\u2212\u2013\u2010", "---")
_MARKS = str.maketrans(",.", ".,")
_SEPARATORS = re.compile(
    r"^'|(?<=[-+])\s"  # a spreadsheet's sign of text; a blank behind a sign
    r"|(?<=[0-9])[\s'’_](?=[0-9]{3}(?![0-9]))|(?<=[0-9]{3})[\s'’_](?=[0-9]{1,2}(?![0-9]))"
)
"""What may be left out of a number, and stands before or behind three digits; two numbers are none."""
_POINTS_FOR_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+")
_COMMAS_FOR_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_ONE_COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+")
_DECIMAL_OR_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
_POWER_OF_TEN = re.compile(r"(?!0x)[-+]?[0-9][0-9.,]*\s*[×x·*]\s*10")
_VALUE_WITH_UNIT = re.compile(r"[-+]?[0-9][0-9.,]*\s*[^0-9.,\s][^0-9]*")


def with_point(text: str, decimal_mark: str | None) -> str:
    """``text`` with points for the commas of a table whose decimal mark is the comma, and the other way
    round; and so back again."""
    return text.translate(_MARKS) if decimal_mark == "," else text


def hint_for(text: str, grammar: re.Pattern[str], decimal_mark: str | None) -> str | None:
    """What to write in place of ``text``; None where nothing better can be said than what a number is.

    ``decimal_mark`` is that of the table it stands in; None where none can be declared.
    """
    if not text or text.casefold() in _NONE:
        return "Write the number, or NaN when there is none."
    if text.startswith("#"):
        return "The spreadsheet could not calculate this cell; correct its formula, and save the table again."
    if grammar is PROBABILITY:
        return "Write it as a number between 0 and 1: 0.95 for 95 %."
    if grammar is FACTOR and "=" in text:
        return f"Write the number alone: {text.partition('=')[2].strip()}."
    if grammar is UNSIGNED and text.endswith("%"):
        return f"State a relative measurement uncertainty under `U_relative`: {text}."
    if DECIMAL.fullmatch(with_point(text, decimal_mark)):
        return _NOT_ALLOWED.get(grammar)
    return _rewritten(text, decimal_mark) or _with_something(text)


def _rewritten(text: str, decimal_mark: str | None) -> str | None:
    """How to write what is a number to people."""
    plain = text.translate(_FULL_WIDTH).translate(_MINUS)
    number = with_point(plain, decimal_mark)
    if DECIMAL.fullmatch(number):
        if text.translate(_MINUS) == plain:
            return "Write the minus sign as a hyphen (-)."
        return f"Write it in half-width digits: {plain}."
    if "," in number and DECIMAL.fullmatch(number.replace(",", ".", 1)):
        return _for_a_comma(number, decimal_mark)
    number = _without_separators(_SEPARATORS.sub("", number))
    if DECIMAL.fullmatch(number):
        meant = with_point(number, decimal_mark)
        return f"Write the number without spaces or thousands separators: {meant}."
    return None


def _for_a_comma(number: str, decimal_mark: str | None) -> str:
    """What to do about a number whose only mark is not the decimal mark that holds there."""
    if decimal_mark == ",":
        return "The decimal mark of this table is the comma; a point could be one or a thousands separator."
    if _DECIMAL_OR_THOUSANDS.fullmatch(number):
        either = f"{number.replace(',', '.')} or {number.replace(',', '')}"
        hint = f"The comma could be a decimal or a thousands separator: write {either}."
    else:
        hint = "Write a decimal point instead of the comma."
    declare = ' Or write below the name of the table\'s file decimal_mark: ",".'
    return hint if decimal_mark is None else hint + declare


def _without_separators(number: str) -> str:
    """A number without thousands separators, where it is clear which mark is one."""
    if _POINTS_FOR_THOUSANDS.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if _COMMAS_FOR_THOUSANDS.fullmatch(number):
        return number.replace(",", "")
    return number.replace(",", ".") if _ONE_COMMA.fullmatch(number) else number


def _with_something(text: str) -> str | None:
    if text.startswith("±"):
        return "Leave out the ±: U is stated without a sign."
    if "±" in text or "(" in text:
        return "Write the measurement uncertainty under `U` or `u`, not behind the number."
    if _POWER_OF_TEN.match(text):
        return "Write a power of ten as an exponent: 1.5e-6."
    if _VALUE_WITH_UNIT.fullmatch(text):
        return "Write the unit under `unit`, not behind the number."
    if not any(character.isdigit() for character in text):
        return "Only numbers stand in such a place; a row of units or remarks does not belong into the table."
    return None

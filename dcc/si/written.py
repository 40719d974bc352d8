r"""Units as a person writes them into a source: read, or refused with what to write instead.

What is read leaves no doubt. A remark, a number in the unit, a blank that may be a product and a symbol that
often means something else are refused: a wrong unit is worse than a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dcc.si.doubts import MISTAKEN, doubt
from dcc.si.elsewhere import stranger
from dcc.si.factors import LONGEST, Symbols, read_symbols, tidy, written
from dcc.si.powers import advice_on, find_number
from dcc.si.remarks import Remarked, cut_remark, known_remark
from dcc.si.suggestions import near
from dcc.si.symbols import from_symbols
from dcc.si.units import Unit, parse_unit, to_symbol

_SHOWN = 60
_MARK = 'mark it with a bar, "|{}", and explain it in a statement (non_si_unit, non_si_definition)'
_ROTATIONS = {"rpm", "RPM", "r/min", "rev/min", "rpm/min", "U/min", "tr/min", "转/分", "转/分钟"}
_NOTHING = {"-", "--", "---", "—", "/", "N/A", "n/a", "n.a.", "none", "无"}
_TWO_WAYS = {
    "'": "For arcminutes write ′, for minutes min; convert feet to m.",
    '"': "For arcseconds write ″, for seconds s; convert inches to mm.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a written unit is not taken, and what to write; ``suggestion`` is the unit it may have been, in
    the words of the D-SI, ``meant`` that nothing else need be said."""

    reason: str
    advice: str
    suggestion: str | None = None
    meant: bool = False


def read_written(text: str) -> Unit | Refusal:
    """The unit that a person writes with ``text`` in symbols, such as ``m/s²``; or why there is a doubt."""
    plain = tidy(text)
    if not plain:
        return Refusal(reason="there is no unit", advice="Write the unit; 1 for a plain number.")
    if len(plain) > LONGEST:
        return _unknown(plain)
    if plain not in MISTAKEN and plain not in _NOTHING and (words := from_symbols(plain)):
        unit = parse_unit(words)
        if isinstance(unit, Unit):
            return unit
    return next(refusal for look in _LOOKS if (refusal := look(plain)))


def suggest(word: str) -> str | None:
    """The D-SI text nearest to an unknown word (without its backslash) or symbol; nothing when none is."""
    if not word.strip("- "):
        return r"\one"
    found = read_written(word)
    return found.text if isinstance(found, Unit) else found.suggestion


def _mistaken(text: str) -> Refusal | None:
    if text in _ROTATIONS:
        return Refusal(
            reason="revolutions are no unit of the SI",
            advice=r"Write 1/min (\minute\tothe{-1}).",
            suggestion=r"\minute\tothe{-1}",
        )
    if text in _NOTHING:
        return Refusal(
            reason="it says that there is no unit",
            advice=r"Write 1 (\one) for a plain number.",
            suggestion=r"\one",
        )
    if text in _TWO_WAYS:
        return Refusal(reason="it has several meanings", advice=_TWO_WAYS[text])
    advice = MISTAKEN.get(text) or (MISTAKEN.get("".join(text.split())) if " " in text else None)
    if advice is None:
        return None
    return Refusal(reason="it often means something else than its letters say", advice=advice)


def _number(text: str) -> Refusal | None:
    number = find_number(text)
    if number is None:
        return None
    return Refusal(
        reason=f"{number.text} is a number, and a unit holds none", advice=advice_on(number, _is_unit)
    )


def _two_readings(text: str) -> Refusal | None:
    if text.count("/") > 1:
        above, *below = text.split("/")
        symbols = read_symbols(f"{above}/({'·'.join(below)})")
        if symbols is None:
            return None
        return Refusal(
            reason="two slashes leave open what the second one divides",
            advice=f"Write {written(symbols.above, symbols.below)} if both divide.",
        )
    symbols = read_symbols(text)
    found = doubt(symbols) if symbols else None
    return Refusal(reason=found.reason, advice=found.advice) if found and not found.odd else None


def _joined(text: str) -> Refusal | None:
    joined = "".join(text.split())
    if joined == text or not _is_unit(joined):
        return None
    return _meant("there is a blank in it", from_symbols(joined))


def _remark(found: Remarked | None) -> Refusal | None:
    symbols = read_symbols(found.unit) if found else None
    if found is None or symbols is None:
        return None
    meaning = f" ({found.meaning})" if found.meaning else ""
    return Refusal(
        reason=f"'{found.remark}' looks like a remark, not like a part of the unit",
        advice=f"Write {_shown(symbols)} and put '{found.remark}'{meaning} into the quantity's name.",
        suggestion=symbols.words,
    )


def _odd(text: str) -> Refusal | None:
    symbols = read_symbols(text)
    found = doubt(symbols) if symbols else None
    return Refusal(reason=found.reason, advice=found.advice) if found else None


def _strange(text: str) -> Refusal | None:
    found = stranger(text)
    if found is None:
        return None
    name, instead = found
    mark = _MARK.format(text)
    advice = f"{instead}, or {mark}." if instead else f"M{mark[1:]}."
    return Refusal(reason=f"{name} is no unit of the SI", advice=advice)


def _near(text: str) -> Refusal | None:
    words = from_symbols(f"1{text}") if text.startswith("/") else near(text)
    return _meant("it is not known here", words)


def _unknown(text: str) -> Refusal:
    name = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Refusal(
        reason="it is not known here",
        advice=f'Use a unit of the SI; mark one that deliberately is not with a bar: "|{name}".',
    )


def _meant(reason: str, words: str | None) -> Refusal | None:
    unit = parse_unit(words) if words else None
    if words is None or not isinstance(unit, Unit):
        return None
    return Refusal(
        reason=reason, advice=f"Did you mean {to_symbol(unit)} ({words})?", suggestion=words, meant=True
    )


def _shown(symbols: Symbols) -> str:
    return f"{written(symbols.above, symbols.below)} ({symbols.words})"


def _is_unit(text: str) -> bool:
    return text not in MISTAKEN and from_symbols(text) is not None


_LOOKS: tuple[Callable[[str], Refusal | None], ...] = (
    _mistaken,
    _number,
    _two_readings,
    _joined,
    lambda text: _remark(known_remark(text, _is_unit)),
    _strange,
    _near,
    _odd,
    lambda text: _remark(cut_remark(text, _is_unit)),
    _unknown,
)
"""What may be the matter with a text that is not taken, the surest first."""

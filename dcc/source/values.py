"""Values and units of a quantity as written: one for all rows, a list, or a column of a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dcc import codes
from dcc.findings import Location
from dcc.nearest import suggestion
from dcc.si.symbols import from_symbols
from dcc.si.units import Unit, UnitProblem, parse_unit, to_symbol
from dcc.source.encoding import writable
from dcc.source.intake import Intake
from dcc.source.nodes import Fields, Items, Scalar
from dcc.source.numbers import WHAT, hint_for, with_point
from dcc.source.section import Section
from dcc.source.tables import Table

_SHOWN = 10
_LONGEST_SHOWN = 60
_UNITS_MISTAKEN = {
    "B": r"For bytes write \byte, for bels \bel.",
    "C": r"For degrees Celsius write °C, for coulombs \coulomb.",
    "F": r"Degrees Fahrenheit are no unit of the SI: write °C or K. For farads write \farad.",
    "Gs": r"Gauss is no unit of the SI: write mT (1 Gs is 0.1 mT). For gigaseconds write \giga\second.",
    "M": r"For a concentration write mol/L, for nautical miles \nauticalmile.",
    "PS": r"Horsepower is no unit of the SI: write kW. For petasiemens write \peta\siemens.",
    "RH": r"For a relative humidity write %, for ronnahenries \ronna\henry.",
    "pH": r"For a pH value write 1, for picohenries \pico\henry.",
    "r/min": "Write 1/min.",
    "rpm": "Write 1/min.",
}
"""What people write and mean something else by than its letters say, or something without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Texts and where each stands. ``many`` tells a list or column from one value for all rows;
    ``decimal_mark`` is what stands in their numbers before the decimals, None where none can be declared."""

    texts: tuple[str, ...]
    place: Callable[[int], Location]
    many: bool
    decimal_mark: str | None = None


@dataclass(slots=True, kw_only=True)
class Grid:
    """The table that columns are taken from, if any, and how many rows they all have: ``rows`` is None for a
    single quantity and 0 until the first list of a table is read."""

    table: Table | None = None
    rows: int | None = None

    def values(self, section: Section, key: str) -> Values | None:
        """The values under ``key``: a scalar, a list of scalars, or ``{column: NAME}``. A list whose length
        is not that of the others is reported and counts as none."""
        node = section.node(key)
        if isinstance(node, Scalar):
            return Values(texts=(node.text,), place=lambda _: node.at, many=False)
        if isinstance(node, Fields):
            found = section.one(key, self.column)
        elif isinstance(node, Items):
            scalars = section.scalars(key)
            texts = tuple(item.text for item in scalars)
            found = Values(texts=texts, place=lambda row: scalars[row].at, many=True)
        else:
            return None
        return found if found and self._fits(found, section, key) else None

    def column(self, section: Section) -> Values | None:
        """The column of the table that ``column`` names."""
        section.need("column")
        name = section.word("column")
        table = self.table
        if name is None or (table is not None and table.columns is None):
            return None
        if table is None or table.columns is None:
            section.wrong("column", "there is no table here", hint="Name one: file: NAME.csv beside columns.")
            return None
        if name not in table.columns:
            section.intake.say(
                codes.SOURCE_COLUMN,
                f"{table.file} has no column {name}",
                section.place("column"),
                hint=suggestion(name, table.columns) or None,
            )
            return None
        if table.report_troubles(name, section.intake):
            return None
        texts = tuple(
            writable(text, partial(table.place, name, row), section.intake.add)
            for row, text in enumerate(table.columns[name])
        )
        return Values(
            texts=texts,
            place=lambda row: table.place(name, row),
            many=True,
            decimal_mark=table.decimal_mark,
        )

    def numbers(self, section: Section, key: str, grammar: re.Pattern[str]) -> tuple[str, ...]:
        """The values under ``key`` as numbers with their digits; empty after reporting what is wrong."""
        values = self.values(section, key)
        if values is None:
            return ()
        if not values.many and self.table is not None and values.texts[0] in (self.table.columns or ()):
            hint = f"To take the column of this name: {key}: {{column: {values.texts[0]}}}."
            section.intake.say(
                codes.SOURCE_NUMBER, f"{values.texts[0]} is a column", values.place(0), hint=hint
            )
            return ()
        return read_numbers(values, grammar, section.intake)

    def _fits(self, values: Values, section: Section, key: str) -> bool:
        if self.rows is None:
            section.wrong(key, f"{key} is a list where one value belongs", hint="Lists belong in a `table`.")
            return False
        if self.rows == 0:
            self.rows = len(values.texts)
        if len(values.texts) == self.rows:
            return True
        section.intake.say(
            codes.SOURCE_ROW,
            f"{key} has {len(values.texts)} values, the table {self.rows} rows",
            section.place(key),
            hint="Give one value for each row.",
        )
        return False


def read_numbers(values: Values, grammar: re.Pattern[str], intake: Intake) -> tuple[str, ...]:
    """The texts as numbers of this grammar, digits as written; empty after reporting each that is none."""
    mark = values.decimal_mark
    texts = tuple(with_point(text, mark) for text in values.texts)
    wrong = [row for row, text in enumerate(texts) if not grammar.fullmatch(text)]
    for row in wrong[:_SHOWN]:
        text = values.texts[row]
        what = (
            f"{text!r} is not {WHAT[grammar]}" if text else f"the cell is empty where {WHAT[grammar]} belongs"
        )
        intake.say(codes.SOURCE_NUMBER, what, values.place(row), hint=hint_for(text, grammar, mark))
    if len(wrong) > _SHOWN:
        intake.say(
            codes.SOURCE_NUMBER,
            f"{len(wrong) - _SHOWN} more values of this column are no numbers",
            values.place(wrong[_SHOWN]),
        )
    return () if wrong else texts


def read_unit(word: str, at: Location, intake: Intake) -> Unit | None:
    """The unit that ``word`` writes, in symbols or in D-SI words; None after reporting that it is none."""
    if word in _UNITS_MISTAKEN:
        message = f"{word} is not taken for a unit here"
        intake.say(codes.SOURCE_UNIT, message, at, hint=_UNITS_MISTAKEN[word])
        return None
    unit = parse_unit(word if word.startswith(("\\", "|")) else from_symbols(word) or word)
    if isinstance(unit, Unit):
        return unit
    intake.say(codes.SOURCE_UNIT, _why_no_unit(word, unit), at, hint=_unit_hint(word, unit))
    return None


def _why_no_unit(word: str, problem: UnitProblem) -> str:
    if word.startswith("\\"):
        return f"{_clipped(word)} is not a D-SI unit: {problem.reason} ({problem.part})"
    return f"{_clipped(word)} is not a unit known here" if word else problem.reason


def _unit_hint(word: str, problem: UnitProblem) -> str:
    suggested = parse_unit(problem.suggestion or "")
    if not isinstance(suggested, Unit) and word.startswith("\\"):
        return "Use the words of the D-SI, such as \\kilo\\metre\\hour\\tothe{-1}, or write symbols: km/h."
    if not isinstance(suggested, Unit):
        name = _clipped(word.strip("| ")) or "HRC"
        return f'Use a unit of the SI; mark one that deliberately is not with a bar: "|{name}".'
    if word.startswith("\\"):
        return f"Did you mean {suggested.text}?"
    return f"Did you mean {to_symbol(suggested)} ({suggested.text})?"


def _clipped(word: str) -> str:
    return word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…"

"""Values and units of a quantity as written: one for all rows, a list, or a column of a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dcc import codes
from dcc.findings import Location
from dcc.nearest import suggestion
from dcc.si.units import Unit, UnitProblem, parse_unit
from dcc.si.written import Refusal, read_written
from dcc.source.encoding import writable
from dcc.source.intake import Intake
from dcc.source.nodes import Fields, Items, Scalar
from dcc.source.numbers import WHAT, hint_for, with_point
from dcc.source.section import Section
from dcc.source.tables import Table

_SHOWN = 10
_LONGEST_SHOWN = 60


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
    if word.startswith(("\\", "|")):
        unit = parse_unit(word)
        if isinstance(unit, UnitProblem):
            intake.say(codes.SOURCE_UNIT, _why_no_words(word, unit), at, hint=_words_hint(word, unit))
            return None
        return unit
    written = read_written(word)
    if isinstance(written, Refusal):
        what = f"{_clipped(word)} is not taken as a unit: {written.reason}" if word else written.reason
        intake.say(codes.SOURCE_UNIT, what, at, hint=written.advice)
        return None
    return written


def _why_no_words(word: str, problem: UnitProblem) -> str:
    if word.startswith("\\"):
        return f"{_clipped(word)} is not a D-SI unit: {problem.reason} ({problem.part})"
    return problem.reason


def _words_hint(word: str, problem: UnitProblem) -> str:
    if word.startswith("|"):
        return 'Write the name of the unit behind the bar: "|HRC".'
    suggested = parse_unit(problem.suggestion or "")
    if not isinstance(suggested, Unit):
        return "Use the words of the D-SI, such as \\kilo\\metre\\hour\\tothe{-1}, or write symbols: km/h."
    return f"Did you mean {suggested.text}?"


def _clipped(word: str) -> str:
    return word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…"

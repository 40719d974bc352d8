"""Tables of text for a terminal: numbers aligned at the decimal point, headers wrapped, and where all columns
do not fit side by side, split into several tables that repeat the first."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dcc.render.characters import NO_BREAK, pad_left, pad_right, width, wrap

GAP = "  "
_NUMBER = re.compile(r"[-+]?\d*(\.\d*)?([eE][-+]?\d+)?|NaN")
_WIDEST_TEXT = 32
_NARROWEST = 4
_HEADER = 16
"""A word in a header is cut only when it is longer than this and than the cells below it. Words that a
``NO_BREAK`` joins are not cut."""


class Align(enum.Enum):
    """How the cells of a column stand."""

    TEXT = "left"
    NUMBER = "at the decimal point"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a table: the lines of its header, and its cells. ``joined``: not to be parted from the
    column before, as an uncertainty from its value."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    joined: bool = False
    align: Align = Align.TEXT


def lay_out(fields: Sequence[Field], columns: int, *, repeat: int = 0) -> list[str]:
    """``fields`` as lines of at most ``columns``; the first ``repeat`` stand in every part of a table that
    must be split."""
    prepared = [_prepared(field, columns) for field in fields]
    blocks = list(_blocks(prepared, columns, repeat))
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block(block, columns)
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """A field whose cells are aligned. ``least`` is the narrowest it can be."""

    field: Field
    cells: tuple[str, ...]
    least: int


def _prepared(field: Field, columns: int) -> _Prepared:
    cells = _at_decimal_point(field.cells) if field.align is Align.NUMBER else field.cells
    widest = max(map(width, cells), default=0)
    if field.align is Align.TEXT:
        word = max((width(word) for cell in cells for word in cell.split(" ")), default=0)
        widest = min(widest, max(_NARROWEST, min(word, _WIDEST_TEXT)))
    words = [word for line in field.header for word in line.split(" ")]
    header = max(
        (width(word) if NO_BREAK in word else min(width(word), _HEADER) for word in words), default=0
    )
    return _Prepared(field=field, cells=cells, least=min(max(widest, header), columns))


def _at_decimal_point(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells with as many blanks behind each as bring the decimal points under each other."""
    split = [_split(cell) for cell in cells]
    behind = max((len(fraction) for _, fraction in split), default=0)
    before = max((width(whole) for whole, _ in split), default=0)
    return tuple(
        pad_left(whole, before) + pad_right(fraction, behind) if _NUMBER.fullmatch(cell) else cell
        for cell, (whole, fraction) in zip(cells, split, strict=True)
    )


def _split(cell: str) -> tuple[str, str]:
    if not _NUMBER.fullmatch(cell):
        return "", ""
    point = re.search(r"[.eE]", cell)
    return (cell[: point.start()], cell[point.start() :]) if point else (cell, "")


def _blocks(fields: Sequence[_Prepared], columns: int, repeat: int) -> Iterator[list[_Prepared]]:
    """Fields that fit side by side; those that belong together stay together where they fit at all."""
    first, rest = list(fields[:repeat]), fields[repeat:]
    block: list[_Prepared] = []
    for group in _groups(rest):
        fits = _least(first + group) <= columns
        for part in [group] if fits else [[_narrowed(field, first, columns)] for field in group]:
            if block and _least(first + block + part) > columns:
                yield first + block
                block = []
            block += part
    if block or not rest:
        yield first + block


def _narrowed(field: _Prepared, first: Sequence[_Prepared], columns: int) -> _Prepared:
    """``field`` no wider than what is left beside ``first``."""
    left = columns - _least([*first, field]) + field.least
    return dataclasses.replace(field, least=max(1, min(field.least, left)))


def _groups(fields: Sequence[_Prepared]) -> Iterator[list[_Prepared]]:
    group: list[_Prepared] = []
    for field in fields:
        if group and not field.field.joined:
            yield group
            group = []
        group.append(field)
    if group:
        yield group


def _least(fields: Sequence[_Prepared]) -> int:
    return sum(field.least for field in fields) + len(GAP) * (len(fields) - 1)


def _block(fields: Sequence[_Prepared], columns: int) -> list[str]:
    widths = _widths(fields, columns)
    headers = [
        [part for line in field.field.header for part in wrap(line, w)]
        for field, w in zip(fields, widths, strict=True)
    ]
    lines = []
    height = max(map(len, headers), default=0)
    for place in range(-height, 0):
        parts = [header[place] if -place <= len(header) else "" for header in headers]
        lines.append(_line(fields, widths, parts))
    lines.append(GAP.join("-" * w for w in widths))
    for place in range(max((len(field.cells) for field in fields), default=0)):
        lines += _row(fields, widths, place)
    return lines


def _widths(fields: Sequence[_Prepared], columns: int) -> list[int]:
    """The width of each column: as wide as it likes while there is room, the least wide growing first."""
    widths = [field.least for field in fields]
    wishes = [max(max(map(width, field.cells), default=0), _header_width(field, columns)) for field in fields]
    left = columns - sum(widths) - len(GAP) * (len(fields) - 1)
    while left > 0:
        growing = [place for place, wish in enumerate(wishes) if widths[place] < wish]
        if not growing:
            break
        widths[min(growing, key=lambda at: widths[at])] += 1
        left -= 1
    return widths


def _header_width(field: _Prepared, columns: int) -> int:
    """The least width at which no line of the header takes more than two; all ``columns`` where none is."""
    least = max([field.least, 1, *(-(-width(line) // 2) for line in field.field.header)])
    return next(
        (
            wide
            for wide in range(least, columns)
            if all(len(wrap(line, wide)) <= 2 for line in field.field.header)
        ),
        columns,
    )


def _row(fields: Sequence[_Prepared], widths: Sequence[int], place: int) -> list[str]:
    cells = [field.cells[place] if place < len(field.cells) else "" for field in fields]
    wrapped = [
        [cell] if field.field.align is Align.NUMBER and width(cell) <= w else wrap(cell, w)
        for field, cell, w in zip(fields, cells, widths, strict=True)
    ]
    return [
        _line(fields, widths, [lines[at] if at < len(lines) else "" for lines in wrapped])
        for at in range(max(map(len, wrapped), default=0))
    ]


def _line(fields: Sequence[_Prepared], widths: Sequence[int], parts: Sequence[str]) -> str:
    padded = [
        pad_left(part, w) if field.field.align is Align.NUMBER else pad_right(part, w)
        for field, part, w in zip(fields, parts, widths, strict=True)
    ]
    return GAP.join(padded).rstrip()

"""What changed between two certificates, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dcc.compare import Area, Change, ColumnComparison, Comparison, Difference, Stated, rounded
from dcc.render.characters import NO_BREAK, clean, width
from dcc.render.comparison_words import ComparisonWords, comparison_words_in
from dcc.render.labels import Labels, labels_in
from dcc.render.page import Page
from dcc.render.quantity_text import ELIDED
from dcc.render.terminal import MOST_ROWS
from dcc.render.text_table import Align, Field
from dcc.render.units import unit_symbol
from dcc.si.conversion import written


def describe(
    comparison: Comparison,
    *,
    languages: Sequence[str] = (),
    columns: int = 80,
    most_rows: int | None = MOST_ROWS,
) -> str:
    """``comparison`` in lines of at most ``columns``; values as they are written, En with two decimals."""
    words = comparison_words_in(languages)
    page = Page(columns)
    if comparison.same:
        page.text(words.nothing)
        return str(page)
    labels = labels_in(languages)
    for area, found in groupby(sorted(comparison.differences, key=_order), key=lambda one: one.area):
        page.section(words.areas[area])
        _describe_differences(list(found), page, words, labels)
    for table in comparison.tables:
        page.section(" / ".join(filter(None, (words.areas[Area.RESULTS], *table.where))))
        for column in table.columns:
            _describe_column(column, page, words, labels, most_rows)
    every = (
        change.en for table in comparison.tables for column in table.columns for change in column.changes
    )
    if any(en is not None and en > 1 for en in every):
        page.blank()
        page.text(words.beyond)
    return str(page)


def _order(difference: Difference) -> int:
    return list(Area).index(difference.area)


def _describe_differences(
    differences: Sequence[Difference], page: Page, words: ComparisonWords, labels: Labels
) -> None:
    for subject, found in groupby(differences, key=lambda one: one.subject):
        ones = list(found)
        if subject and any(one.what for one in ones):
            page.text(subject)
        for one in ones:
            if not one.what:
                _describe_whole(one, page, words)
                continue
            with page.indented(2 if subject else 0):
                _describe_one(one, page, words, labels)


def _describe_whole(one: Difference, page: Page, words: ComparisonWords) -> None:
    """Something that only one of the certificates has."""
    mark, state, text = ("+", words.added, one.new) if one.new else ("-", words.removed, one.old)
    if not one.subject:
        page.entry(mark, text)
        return
    title = f"{one.subject} ({state})"
    more = text.removeprefix(f"{one.subject.rpartition(' / ')[2]}; ")
    page.entry(mark, title if one.subject.endswith(more) else f"{title}: {more}")


def _describe_one(one: Difference, page: Page, words: ComparisonWords, labels: Labels) -> None:
    name, old, new = _named(one.what, words), one.old, one.new
    if one.what.endswith("conformity"):
        old, new = labels.conform.get(old, old), labels.conform.get(new, new)
    if old and new and width(old) + width(new) < page.room // 2:
        page.fact(name, f"{old} → {new}")
    else:
        page.fact(name, [f"{mark} {text}" for mark, text in (("-", old), ("+", new)) if text])


def _named(what: str, words: ComparisonWords) -> str:
    """A path of the model in words: the name of the part it ends with, if that has one."""
    if what.endswith("]"):
        return what.rpartition("[")[2].removesuffix("]")
    last = what.rpartition(".")[2]
    return words.what.get(what) or words.what.get(last) or last.replace("_", " ")


def _describe_column(
    column: ColumnComparison, page: Page, words: ComparisonWords, labels: Labels, most_rows: int | None
) -> None:
    page.blank()
    same = f" ({words.same.format(count=column.same)})" if column.same else ""
    page.text(f"{column.name}{same}".strip())
    changes = column.changes
    shown: Sequence[Change | None] = changes
    if most_rows is not None and len(changes) > most_rows:
        tail = most_rows // 4
        shown = [*changes[: most_rows - tail], None, *changes[len(changes) - tail :]]
    with page.indented():
        page.table(list(_fields(shown, words, labels)), repeat=1)
        if None in shown:
            page.text(f"({words.not_shown.format(count=len(changes) - len(shown) + 1)})")


def _fields(changes: Sequence[Change | None], words: ComparisonWords, labels: Labels) -> Iterator[Field]:
    """Where, the old and the new value each with its uncertainty, by how much, En, and what else changed."""
    at = tuple(ELIDED if change is None else clean(change.at) for change in changes)
    if any(at):
        yield Field(header=(words.at,), cells=at)
    yield from _stated_fields(
        words.old, [change.old if change else None for change in changes], changes, labels
    )
    yield from _stated_fields(
        words.new, [change.new if change else None for change in changes], changes, labels
    )
    if any(change and change.drift is not None for change in changes):
        yield _field(words.drift, [_signed(change) if change else ELIDED for change in changes])
    if any(change and change.en is not None for change in changes):
        yield _field(words.en, [_en(change) if change else ELIDED for change in changes])
    also = [_also(change, labels) if change else ELIDED for change in changes]
    if any(text != ELIDED and text for text in also):
        yield _field(words.also, also, align=Align.TEXT)


def _stated_fields(
    name: str, stated: Sequence[Stated | None], changes: Sequence[Change | None], labels: Labels
) -> Iterator[Field]:
    def cells(attribute: str) -> list[str]:
        found = [getattr(one, attribute) if one else "" for one in stated]
        return [ELIDED if change is None else text for text, change in zip(found, changes, strict=True)]

    units = {unit_symbol(one.unit) for one in stated if one}
    unit = f"[{units.pop()}]" if len(units) == 1 and units != {""} else ""
    yield _field(name, cells("value"), unit)
    if len(units) > 1:
        yield _field(
            labels.unit, [unit_symbol(cell) for cell in cells("unit")], joined=True, align=Align.TEXT
        )
    if any(one and one.expanded for one in stated):
        factors = {one.factor for one in stated if one}
        same = (
            f"k{NO_BREAK}={NO_BREAK}{clean(factors.pop())}" if len(factors) == 1 and factors != {""} else ""
        )
        yield _field(labels.expanded, cells("expanded"), same, joined=True)
        if len(factors) > 1:
            yield _field("k", cells("factor"), joined=True)
    if any(
        change and change.old and change.new and change.old.verdict != change.new.verdict
        for change in changes
    ):
        verdicts = [labels.conform.get(verdict, verdict) for verdict in cells("verdict")]
        yield _field(labels.conformity, verdicts, joined=True, align=Align.TEXT)


def _field(
    name: str, cells: Sequence[str], below: str = "", *, joined: bool = False, align: Align = Align.NUMBER
) -> Field:
    header = (name, below) if below else (name,)
    return Field(header=header, cells=tuple(map(clean, cells)), joined=joined, align=align)


def _signed(change: Change) -> str:
    if change.drift is None:
        return ""
    plain = written(change.drift)
    return plain if plain.startswith("-") or not change.drift else f"+{plain}"


def _en(change: Change) -> str:
    return "" if change.en is None else str(rounded(change.en))


def _also(change: Change, labels: Labels) -> str:
    """What else is stated differently for a value that both certificates have."""
    if change.old is None or change.new is None:
        return ""
    olds, news = (_aside(stated, labels) for stated in (change.old, change.new))
    return ", ".join(
        f"{name}{old or '-'} → {news[name] or '-'}" for name, old in olds.items() if old != news[name]
    )


def _aside(stated: Stated, labels: Labels) -> dict[str, str]:
    """What is stated beside value, U and k, by its name; a distribution needs none."""
    return {
        f"{labels.standard}: ": stated.standard,
        f"{labels.interval}: ": "; ".join(filter(None, (stated.lower, stated.upper))),
        "p: ": stated.probability,
        "": stated.distribution,
        f"{labels.relative}: ": stated.relative,
        f"{labels.label}: ": stated.label,
    }

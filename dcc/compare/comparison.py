"""Comparing two certificates in metrological words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dcc.compare.differences import Area, Comparer, Difference, identity_of, technical
from dcc.compare.naming import Naming
from dcc.compare.pairing import paired
from dcc.compare.tables import TableComparison, compare_tables, paired_columns
from dcc.compare.wording import Wording
from dcc.facts.certificate import facts_of
from dcc.model import Certificate, MeasurementResult, Node, Quantity, QuantityList, Result
from dcc.render.labels import labels_in
from dcc.render.languages import languages_for
from dcc.render.quantity_text import region_lines
from dcc.render.titles import title_of
from dcc.tabular import Column, Table, table_of
from dcc.tabular.tables import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two certificates; ``tables`` are those in which a value changed."""

    differences: tuple[Difference, ...]
    tables: tuple[TableComparison, ...]

    @property
    def same(self) -> bool:
        """Whether the two say the same."""
        return not self.differences and not self.tables

    def as_json(self) -> dict[str, object]:
        return {
            "same": self.same,
            "differences": [difference.as_json() for difference in self.differences],
            "tables": [table.as_json() for table in self.tables],
        }


def compare(old: Certificate, new: Certificate, *, languages: Sequence[str] = ()) -> Comparison:
    """How ``new`` differs from ``old``: administrative data, methods, equipment, conditions and values.

    ``languages`` are those in which the reader wants to be told. Parts correspond that have the same
    identification, vocabulary (``refType``) or name; rows of tables those with the same words, nominal or
    reference values. Signatures are no content and are not compared.
    """
    search = _Search(old, new, Naming(old, new, languages_for(new, languages)))
    search.certificates(old, new)
    tables = (
        TableComparison(
            where=table.where, columns=tuple(column for column in table.columns if column.changes)
        )
        for table in search.tables
    )
    found = Comparison(
        differences=tuple(search.differences), tables=tuple(table for table in tables if table.columns)
    )
    return found if not found.same else Comparison(differences=tuple(technical(old, new)), tables=())


_VALUES = (
    "no_quantity",
    "chars_xml_list",
    "real",
    "si_list",
    "hybrid",
    "complex",
    "constant",
    "real_list_xml_list",
    "complex_list_xml_list",
    "relative_uncertainty",
    "conformity",
    "conformity_xml_list",
)
"""Fields of a quantity that are compared value by value."""

_ADMINISTRATIVE = {
    "core_data": Area.CERTIFICATE,
    "calibration_laboratory": Area.LABORATORY,
    "customer": Area.CUSTOMER,
    "items": Area.ITEMS,
    "resp_persons": Area.PERSONS,
    "statements": Area.STATEMENTS,
    "dcc_software": Area.SOFTWARE,
    "ref_type_definitions": Area.OTHER,
}

Way = Callable[[Any], Hashable]


class _Search:
    """Collects what is found on the way through two certificates."""

    def __init__(self, old: Certificate, new: Certificate, naming: Naming) -> None:
        self.differences: list[Difference] = []
        self.tables: list[TableComparison] = []
        self._naming = naming
        self._comparer = Comparer(naming)
        self._wording = Wording(naming)
        self._ways: list[Way] = [*naming.ways(), lambda _: True]
        items = {**items_meant(old), **items_meant(new)}
        if items:
            by_item: list[Way] = [_of_item(way, items) for way in naming.ways()]
            self._ways = [*by_item, *self._ways]

    def certificates(self, old: Certificate, new: Certificate) -> None:
        self._note(old.schema_version, new.schema_version, Area.CERTIFICATE, what="schema_version")
        old_title, new_title = (
            title_of(facts_of(one).stated_type, self._naming.languages.chain) for one in (old, new)
        )
        self._note(old_title, new_title, Area.CERTIFICATE, what="certificate_type")
        for name, area in _ADMINISTRATIVE.items():
            before, after = getattr(old.administrative_data, name), getattr(new.administrative_data, name)
            self._note(before, after, area, what="" if before and after else name)
        before, after = old.measurement_results, new.measurement_results
        self._note(before, after, Area.RESULTS, leave=("measurement_result",))
        for was, now in paired(before.measurement_result, after.measurement_result, self._ways):
            if was is None or now is None:
                self._alone(was, now, ())
            else:
                self._measurement_results(was, now)
        self._note(old.document, new.document, Area.ATTACHMENTS, what="document")
        self._note(old.comment, new.comment, Area.OTHER, what="comment")

    def _measurement_results(self, old: MeasurementResult, new: MeasurementResult) -> None:
        where = (self._naming.shown(new),)
        self._note(old, new, Area.RESULTS, subject=where[0], leave=("results",))
        for was, now in paired(old.results.result, new.results.result, self._ways):
            if was is None or now is None:
                self._alone(was, now, where)
            else:
                self._results(was, now, where)

    def _results(self, old: Result, new: Result, where: tuple[str, ...]) -> None:
        where = (*where, self._naming.shown(new))
        self._note(old, new, Area.RESULTS, subject=" / ".join(where), leave=("data",))
        self._content(old.data.content, new.data.content, where)

    def _lists(self, old: QuantityList, new: QuantityList, where: tuple[str, ...]) -> None:
        where = (*where, *filter(None, [self._naming.languages.line(new.name)]))
        self._note(old, new, Area.RESULTS, subject=_path(where), leave=("content",))
        before, after = _rows(old), _rows(new)
        if before is not None and after is not None:
            self._compare_tables(before, after, where)
        else:
            self._content(old.content, new.content, where)

    def _content(self, olds: Sequence[Any], news: Sequence[Any], where: tuple[str, ...]) -> None:
        """Quantities as a table, lists as they correspond, anything else in order."""
        for kind in dict.fromkeys(type(part) for part in (*news, *olds)):
            before = [part for part in olds if type(part) is kind]
            after = [part for part in news if type(part) is kind]
            if before == after:
                continue
            if kind is Quantity:
                self._compare_tables(table_of(before), table_of(after), where)
                continue
            for was, now in paired(before, after, self._ways if kind is QuantityList else [lambda _: True]):
                if kind is not QuantityList:
                    self._note(was, now, Area.RESULTS, subject=_path(where), what="data")
                elif was is None or now is None:
                    self._alone(was, now, where)
                else:
                    self._lists(was, now, where)

    def _compare_tables(self, old: Table, new: Table, where: tuple[str, ...]) -> None:
        columns = paired_columns(old, new, self._naming)
        seen: set[tuple[int, int]] = set()
        for was, now in columns:
            if was is None or now is None:
                self._alone(was, now, where)
                continue
            both = (id(was.quantity), id(now.quantity))
            subject = _path((*where, self._naming.shown(now)))
            if both not in seen:
                self._note(was.quantity, now.quantity, Area.RESULTS, subject=subject, leave=_VALUES)
            seen.add(both)
            self._regions(was, now, subject)
        self.tables.append(compare_tables(old, new, columns, where=where, naming=self._naming))

    def _regions(self, old: Column, new: Column, subject: str) -> None:
        labels = labels_in(self._naming.languages.chain)
        before, after = "; ".join(region_lines(old, labels)), "; ".join(region_lines(new, labels))
        if before != after:
            self.differences.append(
                Difference(area=Area.RESULTS, subject=subject, what="regions", old=before, new=after)
            )

    def _alone(self, old: Any, new: Any, where: tuple[str, ...]) -> None:
        """A part that only one of the certificates has."""
        part = new if new is not None else old
        shown = self._wording.summary(part)
        self.differences.append(
            Difference(
                area=Area.RESULTS,
                subject=_path((*where, self._naming.shown(part))),
                what="",
                old=shown if old is not None else "",
                new=shown if new is not None else "",
            )
        )

    def _note(
        self, old: Any, new: Any, area: Area, *, subject: str = "", what: str = "", leave: Sequence[str] = ()
    ) -> None:
        self.differences += self._comparer.differences(
            old, new, area, subject=subject, what=what, leave=leave
        )


def _rows(one: QuantityList) -> Table | None:
    lists = [item for item in one.content if isinstance(item, QuantityList)]
    return rows_of(lists) if lists and len(lists) == len(one.content) else None


def _path(where: Sequence[str]) -> str:
    return " / ".join(filter(None, where))


def items_meant(certificate: Certificate) -> dict[int, Hashable]:
    """The identifications of the items that parts of the results refer to, by the ``id()`` of these parts."""
    items = {
        item.id: identity_of(item)
        for item in certificate.administrative_data.items.item
        if item.id is not None
    }
    found: dict[int, Hashable] = {}
    for node in _referring(certificate.measurement_results) if items else ():
        meant = frozenset(items[ref] for ref in node.ref_id.items if ref in items)
        if meant:
            found[id(node)] = meant
    return found


def _referring(node: Node) -> Iterator[Any]:
    """Every part at or below ``node`` that refers to something."""
    if getattr(node, "ref_id", None) is not None:
        yield node
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield from _referring(item)


def _of_item(way: Way, items: dict[int, Hashable]) -> Way:
    """Parts that correspond in a ``way`` and are about the same item."""

    def key(part: Any) -> Hashable:
        found, meant = way(part), items.get(id(part))
        return (meant, found) if found and meant else None

    return key

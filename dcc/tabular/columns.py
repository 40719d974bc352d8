"""A quantity of a certificate as the columns of a table."""

from __future__ import annotations

from dataclasses import dataclass

from dcc.facts.quantities import Role, Scale, roles_of, scale_of
from dcc.model import Hybrid, PrimitiveQuantity, Quantity, Text
from dcc.tabular.series import Series, series_of
from dcc.tabular.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a quantity states. ``alternatives`` are the same values in several units (D-SI hybrid), in SI
    units first; ``words`` are values that are no numbers. Both are empty for a quantity stated in prose."""

    quantity: Quantity | PrimitiveQuantity
    alternatives: tuple[Series, ...] = ()
    words: Words = ()

    @property
    def name(self) -> Text | None:
        return self.quantity.name

    @property
    def ref_type(self) -> Words:
        return self.quantity.ref_type.items if self.quantity.ref_type is not None else ()

    @property
    def roles(self) -> frozenset[Role]:
        """What the quantity is by its refType."""
        return roles_of(self.quantity.ref_type or "")

    @property
    def scale(self) -> Scale | None:
        """Whether the values are points on a scale or differences; None where the refType does not tell."""
        return scale_of(self.quantity.ref_type or "")

    def __len__(self) -> int:
        lengths = [len(series.values) for series in self.alternatives]
        return max(lengths, default=len(self.words) or 1)


def columns_of(quantity: Quantity | PrimitiveQuantity) -> tuple[Column, ...]:
    """``quantity`` as one column, or as several where it is complex or holds several lists."""
    if quantity.chars_xml_list is not None:
        return (Column(quantity=quantity, words=quantity.chars_xml_list.items),)
    if quantity.hybrid is not None:
        return _of_hybrid(quantity, quantity.hybrid)
    stated = (
        quantity.real,
        getattr(quantity, "si_list", None),
        quantity.complex,
        quantity.constant,
        quantity.real_list_xml_list,
        quantity.complex_list_xml_list,
    )
    found = [series for value in stated if value is not None for series in series_of(value)]
    return tuple(Column(quantity=quantity, alternatives=(series,)) for series in found) or (
        Column(quantity=quantity),
    )


def _of_hybrid(quantity: Quantity | PrimitiveQuantity, hybrid: Hybrid) -> tuple[Column, ...]:
    """The lists of one unit beside those of the next; one after the other where they do not correspond."""
    units = [series_of(value) for value in hybrid.content]
    if len({len(series) for series in units}) == 1:
        together = list(zip(*units, strict=True))
    else:
        together = [(series,) for unit in units for series in unit]
    return tuple(Column(quantity=quantity, alternatives=alternatives) for alternatives in together)

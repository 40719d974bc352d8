"""Single quantities: of items, equipment, methods, conditions and statements, and limits of conformity."""

from __future__ import annotations

from dcc.model import PrimitiveQuantity, Quantity, Text, Tokens
from dcc.source.measures import Form, read_measured
from dcc.source.section import Section
from dcc.source.texts import read_rich, read_text
from dcc.source.values import Grid

_NO_FORM = Form(real=None, hybrid=None, real_list_xml_list=None)


def read_plain_quantity(section: Section) -> Quantity:
    """A value with unit and measurement uncertainty, or a ``text`` where there is no number."""
    section.exclude("text", "value")
    label, time = section.word("label"), section.date_time("time")
    text = read_rich(section, "text")
    measured = None if text is not None else read_measured(section, "value", Grid())
    return Quantity(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        no_quantity=text,
        relative_uncertainty=None if measured is None else measured.relative,
        **(_NO_FORM if measured is None else measured.of_one(label=label, time=time)),
        **section.links(),
    )


def read_stated_quantity(section: Section) -> PrimitiveQuantity:
    """A quantity that is stated of an item, of equipment or of a method, not measured."""
    section.exclude("text", "value")
    text = read_rich(section, "text")
    measured = None if text is not None else read_measured(section, "value", Grid())
    return PrimitiveQuantity(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        no_quantity=text,
        **(_NO_FORM if measured is None else measured.of_one()),
        **section.links(),
    )


def read_quantity_under(
    section: Section, key: str, grid: Grid, *, name: Text | None, ref_type: str | None
) -> Quantity | None:
    """The value or values under ``key`` of a section that has ``unit`` too, as a quantity of its own."""
    measured = read_measured(section, key, grid)
    if measured is None:
        return None
    form = measured.of_one() if grid.rows is None else measured.of_list()
    return Quantity(name=name, ref_type=None if ref_type is None else Tokens(ref_type), **form)

"""Parts of a certificate in words, on one line, to show what differs."""

from __future__ import annotations

import dataclasses
from typing import Any

from dcc.compare.naming import Naming
from dcc.model import (
    Boolean,
    ByteData,
    Condition,
    Data,
    EquipmentClass,
    ForeignXml,
    Formula,
    Hash,
    Identification,
    Location,
    MeasurementResult,
    Node,
    PrimitiveQuantity,
    Quantity,
    QuantityList,
    RespPerson,
    Result,
    RichContent,
    StatementMetaData,
    Text,
)
from dcc.render.characters import clean
from dcc.render.labels import Labels, labels_in
from dcc.render.languages import Languages
from dcc.render.quantity_text import column_name, value_text
from dcc.render.rich_text import file_line, formula_line, location_lines, rich_lines
from dcc.tabular import Column, columns_of

TECHNICAL = ("as_written", "id", "ref_id", "ref_type")
"""Fields that say how parts of a document are tied together, not what it certifies."""

_LONGEST_NAME = 40


class Wording:
    """Words for a reader of the languages of ``naming``."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._labels = labels_in(naming.languages.chain)

    def name(self, part: Any) -> str:
        """What a part is called when something is said about it."""
        if isinstance(part, RespPerson):
            return self._naming.languages.line(part.person.name)
        shown = self._naming.shown(part)
        if isinstance(part, Condition) and part.status:
            return f"{shown} ({self._labels.status.get(part.status, clean(part.status))})"
        if isinstance(part, StatementMetaData) and not self._naming.languages.line(part.name):
            declared = clean(part.convention or ", ".join(part.norm)) or self.shown(part.declaration)
            return _clipped(declared) or shown
        return shown

    def summary(self, part: Any) -> str:
        """A result or a part of one by the names of what it holds."""
        inner: tuple[Any, ...] = ()
        match part:
            case Column():
                return self.shown(part.quantity)
            case MeasurementResult():
                inner = part.results.result
            case Result():
                inner = part.data.content
            case QuantityList():
                inner = part.content
        named = [one for one in inner if isinstance(one, Result | Quantity | QuantityList)]
        return ", ".join(filter(None, map(self._naming.shown, named))) or self.shown(part) or self.name(part)

    def shown(self, value: Any) -> str:
        """A part in words, on one line."""
        languages, labels = self._naming.languages, self._labels
        match value:
            case None:
                return ""
            case ForeignXml():
                return labels.foreign
            case str():
                return clean(value)
            case Text():
                return languages.line(value)
            case RichContent():
                return " ".join(rich_lines(value, languages, labels))
            case Location():
                return ", ".join(location_lines(value, languages, labels))
            case ByteData():
                return file_line(value)
            case Formula():
                return formula_line(value, labels)
            case Identification():
                return clean(value.value)
            case EquipmentClass():
                return clean(f"{value.class_id} ({value.reference})")
            case Quantity() | PrimitiveQuantity():
                return self._of_quantity(value)
            case Data() | QuantityList():
                return "; ".join(filter(None, map(self.shown, value.content)))
            case Hash():
                return " ".join(filter(None, (languages.line(value.referral), clean(value.referral_id))))
            case Node():
                fields = (
                    getattr(value, f.name) for f in dataclasses.fields(value) if f.name not in TECHNICAL
                )
                said = (one for one in fields if not isinstance(one, Boolean))
                return "; ".join(filter(None, map(self.shown, said)))
            case tuple():
                return "; ".join(filter(None, map(self.shown, value)))
        return clean(str(value))

    def _of_quantity(self, quantity: Quantity | PrimitiveQuantity) -> str:
        languages = self._naming.languages
        return "; ".join(
            ": ".join(
                filter(None, (column_name(column, languages), _values(column, languages, self._labels)))
            )
            for column in columns_of(quantity)
        )


def _values(column: Column, languages: Languages, labels: Labels) -> str:
    if len(column) > 1 and column.alternatives:
        return clean(" ".join(column.alternatives[0].values))
    return " = ".join(value_text(column, languages, labels))


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}..."


def everything(value: Any) -> str:
    """Every text in a part, whatever its language."""
    if isinstance(value, ByteData):
        return f"{clean(value.file_name)}, {len(value.data_base64)} characters of base64"
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return " | ".join(filter(None, map(everything, value)))
    if isinstance(value, Node):
        fields = (getattr(value, f.name) for f in dataclasses.fields(value) if f.name != "as_written")
        return " | ".join(filter(None, map(everything, fields)))
    return ""

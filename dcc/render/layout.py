"""What everything that is laid out for a reader needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcc.model import (
    Contact,
    ContactNotStrict,
    IdentificationList,
    PrimitiveQuantity,
    Quantity,
    RichContent,
    Text,
)
from dcc.render.labels import Labels
from dcc.render.languages import Languages
from dcc.render.page import Page
from dcc.render.quantity_text import Rows, column_name, value_text
from dcc.render.rich_text import contact_lines, identification_facts, rich_lines
from dcc.tabular import table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The page, the languages and words of its reader, and how many rows of a table are shown at most
    (``None``: all)."""

    page: Page
    languages: Languages
    labels: Labels
    most_rows: int | None

    def line(self, text: Text | None) -> str:
        return self.languages.line(text)

    def rich(self, rich: RichContent | None) -> list[str]:
        return rich_lines(rich, self.languages, self.labels)

    def rows(self, count: int) -> Rows:
        """Which of ``count`` rows are shown: all, or the first and the last with a gap between them."""
        if self.most_rows is None or count <= self.most_rows:
            return range(count)
        head = self.most_rows * 3 // 4
        return (*range(head), None, *range(count - (self.most_rows - head), count))

    def paragraphs(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.page.text(line)

    def contact(self, label: str, contact: Contact | ContactNotStrict | None) -> None:
        if contact is not None:
            self.page.fact(label, contact_lines(contact, self.languages, self.labels))

    def identifications(self, identifications: IdentificationList | None) -> None:
        for name, value in identification_facts(identifications, self.languages, self.labels):
            self.page.fact(name, value)

    def values(self, quantities: Sequence[Quantity | PrimitiveQuantity]) -> None:
        """Quantities of one value each as facts."""
        for column in table_of(quantities).columns:
            name = column_name(column, self.languages)
            self.page.fact(name, value_text(column, self.languages, self.labels))

"""A page of text: headings, facts, paragraphs and tables, none wider than the page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from dcc.render.characters import NO_BREAK, centre, pad_right, width, wrap
from dcc.render.text_table import Field, lay_out

_LABEL = 22
_NARROWEST = 24
"""Deep nesting stops taking room from the text here."""


class Page:
    """Takes what is to be said, line by line; ``str`` gives it all."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._margin = 0
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines).strip("\n") + "\n"

    @property
    def room(self) -> int:
        """The columns there are for text."""
        return self._columns - self._margin

    @contextlib.contextmanager
    def indented(self, columns: int = 2) -> Iterator[None]:
        """What is said inside stands further to the right, while there is room."""
        before = self._margin
        if self.room - columns >= _NARROWEST:
            self._margin += columns
        yield
        self._margin = before

    def blank(self) -> None:
        """An empty line, but never two."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def title(self, text: str) -> None:
        """A line in the middle of the page."""
        self._lines += [centre(line, self._columns) for line in wrap(text, self._columns)]

    def section(self, text: str) -> None:
        """A heading, underlined."""
        self.blank()
        lines = wrap(text, self.room)
        for line in [*lines, "=" * max(map(width, lines))]:
            self._say(line)

    def text(self, text: str, *, hanging: int = 0) -> None:
        """A paragraph; all its lines but the first are indented by ``hanging``."""
        lines = wrap(text, self.room - hanging)
        for number, line in enumerate(lines):
            self._say(" " * (hanging if number else 0) + line)

    def entry(self, mark: str, text: str) -> None:
        """A paragraph behind a mark such as a number."""
        self.text(f"{mark} {text}", hanging=width(mark) + 1)

    def fact(self, label: str, values: str | Sequence[str]) -> None:
        """A label with what there is to say beside it; nothing if there is nothing."""
        texts = [values] if isinstance(values, str) else list(values)
        if not any(texts):
            return
        at = min(_LABEL, self.room // 2)
        if width(label) >= at:
            beside = f"{label}  {texts[0]}"
            if len(texts) == 1 and width(beside) <= self.room:
                self._say(beside)
                return
            self.text(label)
            label = ""
        for text in texts:
            for line in wrap(text, self.room - at):
                self._say(pad_right(label, at) + line)
                label = ""

    def table(self, fields: Sequence[Field], *, repeat: int = 0) -> None:
        """A table; where it is too wide, in parts that repeat the first fields."""
        for line in lay_out(fields, self.room, repeat=repeat):
            self._say(line)

    def _say(self, line: str) -> None:
        self._lines.append(f"{' ' * self._margin}{line}".rstrip().replace(NO_BREAK, " "))

"""Tables in the sheet of a workbook (XLSX), read as the sheet shows them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dcc.errors import DocumentError
from dcc.source.cell_numbers import BUILT_IN, Trouble, shown
from dcc.xml.parse import MEBIBYTE, Limits, parse_values

START = b"PK\x03\x04"
_LIMITS = Limits(size=64 * MEBIBYTE)
_DAMAGED = (
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What comes of files that only look like workbooks: parts missing, numbers that are none, encryption."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a sheet that are not empty, with their numbers; troubles by row number and place in it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    troubles: Mapping[tuple[int, int], Trouble] = field(default_factory=dict)


def read_sheet(data: bytes, name: str | None) -> Sheet | Trouble:
    """The sheet ``name``, or the first one, of the workbook ``data``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, name)
    except (*_DAMAGED, DocumentError):
        return Trouble(
            message="the file is not a workbook in the format XLSX, or is damaged",
            hint="Save it as an Excel workbook (.xlsx) once more, or as CSV (UTF-8).",
        )


def _read(archive: zipfile.ZipFile, name: str | None) -> Sheet | Trouble:
    book = _part(archive, "xl/workbook.xml")
    sheets = {sheet.get("name", ""): _attribute(sheet, "id") for sheet in _all(book, "sheet")}
    name = name or next(iter(sheets), "")
    if name not in sheets:
        return Trouble(
            message=f"the workbook has no sheet {name}", hint=f"Its sheets are: {', '.join(sheets)}."
        )
    relations = _all(_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    target = targets[sheets[name]]
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return _Reader(texts=_texts(archive), formats=_formats(archive)).read(_part(archive, path))


class _Reader:
    """Reads one sheet: what its cells show, by the texts and number formats that all sheets share."""

    def __init__(self, *, texts: list[str], formats: list[str]) -> None:
        self._texts = texts
        self._formats = formats
        self._troubles: dict[tuple[int, int], Trouble] = {}

    def read(self, sheet: Any) -> Sheet:
        rows = [(number, cells) for number, cells in self._rows(sheet) if any(cells)]
        return Sheet(rows=tuple(rows), troubles=self._troubles)

    def _rows(self, sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
        number = 0
        for row in _all(sheet, "row"):
            number = int(row.get("r", number + 1))
            cells: list[str] = []
            for cell in _all(row, "c"):
                place = _place(cell.get("r")) or len(cells)
                if place < len(cells):
                    raise ValueError("cells out of order")
                cells += [""] * (place - len(cells))
                cells.append(self._cell(cell, number, place).strip())
            while cells and not cells[-1]:  # cells with a colour or border and nothing in them
                cells.pop()
            if row.get("hidden") in ("1", "true") and any(cells):
                trouble = Trouble(
                    message=f"row {number} is hidden", hint="Show it in the sheet, or delete it."
                )
                self._troubles |= {(number, place): trouble for place in range(len(cells))}
            yield number, tuple(cells)

    def _cell(self, cell: Any, row: int, place: int) -> str:
        kind = cell.get("t", "n")
        stored = "".join(found.text or "" for found in _all(cell, "v"))
        if kind == "s":
            return self._texts[int(stored)]
        if kind == "inlineStr":
            return _text_of(cell)
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind != "n":
            return stored
        if not stored:
            if next(_all(cell, "f"), None) is not None:
                hint = "Open the workbook in the spreadsheet program and save it."
                self._troubles[row, place] = Trouble(message="the formula has no result yet", hint=hint)
            return ""
        number_format = self._formats[int(cell.get("s", 0))] if self._formats else "General"
        found = shown(stored, number_format)
        if isinstance(found, Trouble):
            self._troubles[row, place] = found
            return stored
        return found


def _part(archive: zipfile.ZipFile, path: str) -> Any:
    with archive.open(path) as file:
        return parse_values(file.read(_LIMITS.size + 1), limits=_LIMITS)


def _texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text_of(item) for item in _all(_part(archive, "xl/sharedStrings.xml"), "si")]


def _text_of(item: Any) -> str:
    """The text of an item, without the readings that may stand above Chinese or Japanese characters."""
    readings = {id(text) for reading in _all(item, "rPh") for text in _all(reading, "t")}
    return "".join(text.text or "" for text in _all(item, "t") if id(text) not in readings)


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """The number format of each cell style."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = _part(archive, "xl/styles.xml")
    own = {int(form.get("numFmtId")): form.get("formatCode") for form in _all(styles, "numFmt")}
    known = BUILT_IN | own
    return [
        known.get(number, f"number {number}")
        for group in _all(styles, "cellXfs")
        for style in _all(group, "xf")
        if (number := int(style.get("numFmtId", 0))) is not None
    ]


def _all(parent: Any, name: str) -> Iterator[Any]:
    """The elements of this name below ``parent``, in either namespace that workbooks use."""
    yield from parent.iter(f"{{*}}{name}")


def _attribute(element: Any, name: str) -> str:
    """An attribute that stands in a namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _place(reference: str | None) -> int | None:
    """The column of a cell, counted from 0: B7 stands in 1."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1

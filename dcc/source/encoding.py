"""Bytes from a laboratory's computer to text, or exactly what is wrong with them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from dcc import codes
from dcc.findings import Finding, Location

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "iso-8859-1": "latin-1",
}
"""What a table may declare, and Python's name for it. UTF-8 is read with and without byte order mark."""

_KINDS = (
    (b"PK\x03\x04", "a workbook or another archive", "A source is a text file; workbooks hold its tables."),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Excel workbook", "Save it as an Excel workbook (.xlsx)."),
    (b"%PDF", "a PDF", "Name the text file instead."),
    (b"\x1f\x8b", "packed with gzip", "Unpack it first."),
)


def decode(data: bytes, *, encoding: str, at: Location, report: Callable[[Finding], None]) -> str | None:
    """``data`` as text in one of ``ENCODINGS``; None after reporting the first byte that does not fit."""
    for start, kind, hint in _KINDS:
        if data.startswith(start):
            report(codes.SOURCE_ENCODING.finding(f"the file is {kind}, not text", at=at, hint=hint))
            return None
    try:
        return data.decode(ENCODINGS[encoding]).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start] if error.start < len(data) else 0
        report(
            codes.SOURCE_ENCODING.finding(
                f"the file is not {encoding.upper()}: byte {error.start + 1} is 0x{byte:02X}, in line {line}",
                at=dataclasses.replace(at, line=line),
                hint=_remedy(data, is_table=at.key is not None),
            )
        )
        return None


def _remedy(data: bytes, *, is_table: bool) -> str:
    save = "Save the file as UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        likely, name = "it looks like UTF-16", "utf-16"
    elif _looks_like_gb18030(data):
        likely, name = "it looks like GB18030 (GBK)", "gb18030"
    else:
        likely, name = "it looks like a Western European encoding", "windows-1252"
    if is_table:
        return f"{save}, or declare its encoding beside the file name ({likely}: encoding: {name})."
    return f"{save} ({likely}); editors offer this under “Save as” or “Encoding”."


def _looks_like_gb18030(data: bytes) -> bool:
    """Whether the bytes beyond ASCII come in pairs, as those of Chinese characters do."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return all(len(run) % 2 == 0 for run in re.findall(rb"[\x81-\xfe]+", data))

"""Bytes from a laboratory's computer to text, or exactly what is wrong with them."""

from __future__ import annotations

import dataclasses
import re
from codecs import BOM_UTF8
from collections.abc import Callable

from dcc import codes
from dcc.findings import Finding, Location
from dcc.xml.writing import UNWRITABLE

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

_NO_SIGN = "Delete it. Between double quotes it comes from a backslash, which single quotes leave alone."

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
        place = error.start + len(data) - len(error.object)  # a byte order mark has been taken away before
        line = data.count(b"\n", 0, place) + 1
        byte = data[place] if place < len(data) else 0
        report(
            codes.SOURCE_ENCODING.finding(
                f"the file is not {encoding.upper()}: byte {place + 1} is 0x{byte:02X}, in line {line}",
                at=dataclasses.replace(at, line=line),
                hint=_remedy(data, is_table=at.key is not None),
            )
        )
        return None


def writable(text: str, place: Callable[[], Location], report: Callable[[Finding], None]) -> str:
    """``text``, if XML, and so a certificate, has a form for it; what has none is reported and replaced."""
    found = UNWRITABLE.search(text)
    if found is None:
        return text
    message = f"the value has the character U+{ord(found[0]):04X}, which no certificate can hold"
    report(codes.SOURCE_SYNTAX.finding(message, at=place(), hint=_NO_SIGN))
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _remedy(data: bytes, *, is_table: bool) -> str:
    save = "Save the file as UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 20:
        likely, name = "it looks like UTF-16", "utf-16"
    elif _looks_like_gb18030(data.removeprefix(BOM_UTF8)):
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

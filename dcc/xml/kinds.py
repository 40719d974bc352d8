"""Files that are taken for certificates and are something else, told by how they begin, with what to do."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_LOOKED_AT = 4096
"""Bytes at the beginning that are enough to tell what a file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a file is, as in “the file …”, and what to do instead of using it."""

    said: str
    advice: str


def kind_of(data: bytes) -> Kind | None:
    """What ``data`` plainly is, where it is no XML or a web page; None where only parsing can tell."""
    for first, kind in _BY_FIRST_BYTES:
        if data.startswith(first):
            return _archive(data) if first == _ZIP else kind
    text = _text(data[:_LOOKED_AT])
    start = _BEFORE_MARKUP.match(text)
    text = text[start.end() :] if start else text
    return next((kind for pattern, kind in _BY_FIRST_WORDS if pattern.match(text)), None)


def _archive(data: bytes) -> Kind:
    """A ZIP archive as what its content makes of it; the names of it stand at the end, some at the start."""
    names = data[:_LOOKED_AT] + data[-16 * _LOOKED_AT :]
    return next((kind for name, kind in _BY_CONTENT if name in names), _ARCHIVE)


def _text(head: bytes) -> str:
    """The beginning of a file as text. Of unknown encodings only the ASCII letters matter here."""
    for mark, encoding in _WIDE.items():
        if head.startswith(mark):
            return head[: len(head) - len(head) % 2].decode(encoding, "replace").lstrip("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


WEB_PAGE = Kind(
    said="is a web page (HTML)",
    advice="It was probably saved from a browser in place of the file itself, or is a page that asks for a "
    "login. Log in, and download the XML file itself (“Save link as”).",
)
JSON = Kind(
    said="is JSON",
    advice="A certificate in JSON is made XML again by: dcc convert FILE.json -o FILE.xml",
)
_ZIP = b"PK\x03\x04"
_ARCHIVE = Kind(said="is a ZIP archive", advice="Unpack it, and give the XML file that is in it.")
_BY_CONTENT = (
    (
        b"application/vnd.etsi.asic",
        Kind(
            said="is a signed container (ASiC, a ZIP archive)",
            advice="Unpack it and give the XML file that is in it; its signature stands beside it in the "
            "container and is checked by programs for ASiC.",
        ),
    ),
    (
        b"xl/",
        Kind(
            said="is a workbook (Excel)",
            advice="Give the certificate's XML file. A workbook from dcc new is made into one by dcc build.",
        ),
    ),
    (b"word/", Kind(said="is a Word document", advice="Ask the laboratory for the certificate's XML file.")),
    (b"content.xml", Kind(said="is an OpenDocument file", advice="Give the certificate's XML file.")),
)
_PICTURE = Kind(
    said="is a picture",
    advice="A picture of a certificate is no digital one; ask the laboratory for the XML file.",
)
_BY_FIRST_BYTES = (
    (
        b"\x1f\x8b",
        Kind(said="is packed with gzip", advice="Unpack it, and give the XML file that was in it."),
    ),
    (_ZIP, _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind(said="is a 7z archive", advice=_ARCHIVE.advice)),
    (b"Rar!\x1a\x07", Kind(said="is a RAR archive", advice=_ARCHIVE.advice)),
    (
        b"%PDF-",
        Kind(
            said="is a PDF",
            advice="Ask for the certificate's XML file. It may be attached to the PDF: look for attachments "
            "in a PDF reader, save the XML file from there, and give that.",
        ),
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Kind(
            said="is an Office document or a mail in an older format (.doc, .xls, .msg)",
            advice="Give the certificate's XML file; where this is a mail, the file attached to it.",
        ),
    ),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (
        b"0\x82",
        Kind(
            said="is a signed or encrypted container (CMS, .p7m) or an X.509 certificate",
            advice="Open it with the program that it was made for, and give the XML file that is in it.",
        ),
    ),
    (
        bytes(16),
        Kind(
            said="holds nothing but zeros where it begins, as after a download or copy that was cut off",
            advice="Download or copy it again.",
        ),
    ),
)
_BEFORE_MARKUP = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_BY_FIRST_WORDS = (
    (
        re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        WEB_PAGE,
    ),
    (
        re.compile(r"\{|\[\s*[\[{\"]"),
        JSON,
    ),
    (
        re.compile(
            r"(?:From |(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version"
            r"|DKIM-Signature|ARC-Seal|X-[\w-]+): ?\S)",
            re.IGNORECASE,
        ),
        Kind(
            said="is a mail",
            advice="Save the file attached to it with a mail program, and give that.",
        ),
    ),
    (
        re.compile(r"-----BEGIN "),
        Kind(
            said="is a key, an X.509 certificate or another text of that kind (PEM)",
            advice="Give the calibration certificate's XML file; keys and trust have options of their own.",
        ),
    ),
    (
        re.compile(r"PD94bWwg|77u/PD94|PGRjYzp"),
        Kind(said="is XML written in Base64", advice="Decode it, and give the XML file that comes out."),
    ),
    (
        re.compile(r"(?:#[^\n]*\n\s*)*(?:type|number|languages|laboratory): ?\S"),
        Kind(said="is a source (YAML)", advice="Make a certificate of it: dcc build SOURCE -o CERT.xml"),
    ),
)
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}

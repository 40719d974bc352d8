"""Safe parsing: the only door through which XML from strangers enters this project.

Refused before any parsing: a DOCTYPE, an encoding that hides markup, more bytes or more markup than the
limits allow. Never done: fetching anything, expanding entities, loading a DTD.
"""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Code, Location
from dcc.xml.density import SPARE_ELEMENTS, costs_too_much, marks_of, may_be_costly, too_many
from dcc.xml.kinds import kind_of
from dcc.xml.names import PREFIXES

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an XML document may take: ``size`` in bytes, ``depth`` in nested elements, ``elements`` in all.

    Besides, elements must not stand closer than one in ``spacing`` bytes once there are more than
    ``SPARE_ELEMENTS``; so much for attributes, too. Real certificates have more bytes for each.
    """

    size: int = 64 * MEBIBYTE
    depth: int = 256
    elements: int = 1 << 40
    spacing: int = 40

    def most_elements(self, length: int) -> int:
        """How many elements, and how many attributes, a document of ``length`` bytes may have: each costs a
        hundred times the time and memory of a letter."""
        return min(self.elements, SPARE_ELEMENTS + length // self.spacing)


DEFAULT_LIMITS = Limits()
NO_CAP = Limits(size=1 << 40, spacing=1)
"""For what this project wrote itself."""

_TOO_DENSE = (
    "No certificate needs that: ask whoever made the file. If it is expected, read it in Python with "
    "dcc.Limits(elements=…, spacing=…); a service has element_limit."
)
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
    | {"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "gb18030", "gbk", "gb2312"}
)
"""Encodings in which the bytes of ``<!DOCTYPE`` can be recognised, directly or through the BOM."""

_PARSER_DEPTH = 256
_HUGE = frozenset({45, 63, 110, 114})
"""libxml2's error codes for a comment, CDATA section, name or text that only ``huge_tree`` accepts."""

_DECLARED = re.compile(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_UTF32 = (b"<\x00\x00\x00", b"\x00\x00\x00<", codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


def parse(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """The root element of ``data``, with every comment and processing instruction where it stands.

    Raises ``DocumentError`` with one XML-… finding when the bytes are not safe or not well-formed.
    """
    return _parse(data, limits, _SAFE_PARSER)


def parse_values(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Like ``parse``, without comments and processing instructions, so that one inside a number cannot
    split it into two texts of which only the first is read."""
    return _parse(data, limits, _VALUE_PARSER)


def parse_compact(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Like ``parse_values``, without the white space between elements, which takes half of a tree.

    Values keep theirs, but for leading blanks in front of a carriage return, so trees of this are for
    judging, not for reading. Elements beyond line 65535 have no line of their own any more.
    """
    return _parse(data, limits, _compact_parser(data))


def parse_valid(
    data: bytes, schema: etree.XMLSchema, *, limits: Limits = DEFAULT_LIMITS
) -> etree._Element | None:
    """Like ``parse_compact`` for a document that keeps ``schema``, uniqueness of ids apart; None for others.

    Faster than looking at the tree afterwards. What a document breaks, and where, is seen in the tree alone.
    """
    try:
        return _parse(data, limits, functools.partial(_compact_parser(data), schema=schema))
    except DocumentError:
        return None


def check_size(size: int, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a document of ``size`` bytes before it is read from disk or network."""
    if size > limits.size:
        raise _refused(
            codes.XML_TOO_LARGE,
            f"the file has {size:,} bytes; at most {limits.size:,} are read",
        )


def _parse(data: bytes, limits: Limits, parser: Callable[..., etree.XMLParser]) -> etree._Element:
    check_size(len(data), limits=limits)
    marks = marks_of(data)
    _refuse_if(too_many(data, marks, limits.most_elements(len(data))))
    _refuse_other_kinds(data)
    _refuse_doctype(data)
    try:
        root = _read(data, limits, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "xcessive depth" in str(error):
            raise _too_deep(limits, line) from None
        message = _message(error)
        raise _refused(codes.XML_MALFORMED, message, line=line, column=column, hint=_hint(message)) from None
    except (LookupError, ValueError) as error:
        raise _refused(codes.XML_MALFORMED, str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(codes.XML_DOCTYPE, "the file declares a document type")
    if may_be_costly(data, marks):
        _refuse_if(costs_too_much(root, len(data)))
    return root


def _read(data: bytes, limits: Limits, parser: Callable[..., etree.XMLParser]) -> etree._Element:
    """The tree, no deeper than allowed. Left to itself libxml2 stops at 256 levels at no cost; it must be
    told to accept huge texts, which lifts that bound too, so the levels are looked through afterwards."""
    if limits.depth == _PARSER_DEPTH:
        try:
            return etree.fromstring(data, parser(huge_tree=False))
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", None) not in _HUGE or "xcessive depth" in str(error):
                raise
    root = etree.fromstring(data, parser(huge_tree=True))
    deepest = etree.XPath("/*" * (limits.depth + 1))(root)
    if isinstance(deepest, list) and deepest:
        raise _too_deep(limits, getattr(deepest[0], "sourceline", None))
    return root


_SAFE_PARSER = functools.partial(
    etree.XMLParser,
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    attribute_defaults=False,
    strip_cdata=True,
)
_VALUE_PARSER = functools.partial(_SAFE_PARSER, remove_comments=True, remove_pis=True)
_COMPACT_PARSER = functools.partial(_VALUE_PARSER, remove_blank_text=True)


def _compact_parser(data: bytes) -> functools.partial[etree.XMLParser]:
    return _VALUE_PARSER if _may_divide_texts(data) else _COMPACT_PARSER


def _may_divide_texts(data: bytes) -> bool:
    """Whether a comment, CDATA section or processing instruction may stand in an element: white space
    before it can then be part of a value, which libxml2 takes for space between elements."""
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
    if b"\x00" in data[:4]:
        return True
    # One byte is found ten times as fast as two, and most documents have neither.
    return any(data.find(mark, start) >= 0 and data.find(b"<" + mark, start) >= 0 for mark in (b"!", b"?"))


def _message(error: etree.XMLSyntaxError) -> str:
    """libxml2's words without the position, which the finding's place says better."""
    words = error.msg or "not XML"
    if words.startswith("Start tag expected"):
        return "the file is no XML: it does not begin with a tag"
    return re.sub(r",? \(?(?:<string>, )?line \d+(?:, column \d+)?\)?$", "", words).strip()


def _hint(message: str) -> str | None:
    """What to do where the code's own hint does not say it: about a prefix of ours that nobody declares."""
    prefix = next((each for each in PREFIXES if f"prefix {each} " in message), None)
    return prefix and f'Have the outermost element declare it: xmlns:{prefix}="{PREFIXES[prefix]}"'


def _refuse_other_kinds(data: bytes) -> None:
    """Say what the file is when it is plainly no certificate, which the parser's words would not."""
    if not data or data.isspace():
        raise _refused(codes.XML_MALFORMED, "the file is empty", line=1, hint="Export the certificate again.")
    kind = kind_of(data)
    if kind is not None:
        raise _refused(codes.XML_MALFORMED, f"the file {kind.said}", line=1, hint=kind.advice)


def _refuse_doctype(data: bytes) -> None:
    """Look through the prolog, where alone a DOCTYPE can stand, for one."""
    wide = _UTF16.get(data[:2])
    if data.startswith(_UTF32):
        raise _refused(codes.XML_MALFORMED, "the encoding UTF-32 is not read here", line=1)
    if wide:
        try:
            data = data[: len(data) - len(data) % 2].decode(wide).lstrip("\ufeff").encode()
        except UnicodeDecodeError as error:
            raise _refused(
                codes.XML_MALFORMED, f"the text is not the UTF-16 it starts as: {error.reason}"
            ) from None
    marked = data.startswith(codecs.BOM_UTF8)  # a mark decides, whatever is declared
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _DECLARED.match(data)
    encoding = declared.group(1).decode() if declared else "utf-8"
    if encoding.lower() not in _ENCODINGS:
        raise _refused(codes.XML_MALFORMED, f"the encoding {encoding} is not read here", line=1)
    if encoding.lower().startswith("utf-16") and not (wide or marked):
        raise _refused(codes.XML_MALFORMED, "the file declares UTF-16 but is not in it", line=1)
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
    if data[start : start + 9].upper().startswith(b"<!DOCTYPE"):
        raise _refused(
            codes.XML_DOCTYPE,
            "the file declares a document type (DOCTYPE)",
            line=data.count(b"\n", 0, start) + 1,
        )


def _refuse_if(message: str | None) -> None:
    if message:
        raise _refused(codes.XML_TOO_LARGE, message, hint=_TOO_DENSE)


def _too_deep(limits: Limits, line: int | None) -> DocumentError:
    return _refused(codes.XML_TOO_DEEP, f"elements are nested more than {limits.depth} deep", line=line)


def _refused(
    code: Code, message: str, *, line: int | None = None, column: int | None = None, hint: str | None = None
) -> DocumentError:
    finding = code.finding(message, at=Location(line=line, column=column), hint=hint)
    return DocumentError(message, findings=[finding], hint=finding.hint)

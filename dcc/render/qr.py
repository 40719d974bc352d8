"""QR codes that open a certificate's page, and labels for instruments, as SVG and PNG.

The code holds only ``HTTPS://HOST/C/ID`` in capitals, which QR packs densest, with error correction M and the
quiet zone of four modules that ISO/IEC 18004 asks for. The host stands beside it in letters, because it is
what a reader trusts: a forged code leads to another host.
"""

from __future__ import annotations

import enum
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

from dcc import identifiers
from dcc.errors import UsageError
from dcc.origins import parse_origin

QUIET_ZONE: Final = 4
"""White modules around the code."""

_PIXELS_PER_MODULE = 10
_TEXT_SIZE = 3.6
_LINE_HEIGHT = 1.3
_WIDTH_OF_LETTER = 0.62
_BETWEEN_CODE_AND_TEXT = QUIET_ZONE


class Kind(enum.Enum):
    """What the picture is for, with the printed width of one module in millimetres."""

    CERTIFICATE = 0.5
    LABEL = 0.33


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A code to draw: what it holds, the text under it and, for a label, the lines beside it."""

    url: str
    kind: Kind = Kind.CERTIFICATE
    below: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text: where it is anchored on its baseline, and the size of its letters, in modules."""

    text: str
    anchor: Literal["start", "middle"]
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands, in modules."""

    matrix: list[list[bool]]
    width: float
    height: float
    texts: list[_Text]


def certificate_url(base_url: str, identifier: str) -> str:
    """What a certificate's code holds. ``base_url`` is the service's, ``identifier`` a verification id."""
    return f"{_origin(base_url)}/C/{identifiers.parse(identifier)}"


def instrument_url(base_url: str, code: str) -> str:
    """What the code of an instrument holds; ``code`` is its instrument code."""
    return f"{_origin(base_url)}/I/{identifiers.parse(code)}"


def certificate_symbol(base_url: str, identifier: str) -> Symbol:
    """The code for a certificate's first page, with host and id in letters under it."""
    url = certificate_url(base_url, identifier)
    grouped = identifiers.grouped(identifiers.parse(identifier))
    return Symbol(url=url, below=(host(url), grouped[:19], grouped[20:]))


def label_symbol(url: str, lines: tuple[str, ...]) -> Symbol:
    """A label for an instrument: the code with the host under it, and ``lines`` beside it."""
    return Symbol(url=url, kind=Kind.LABEL, below=(host(url),), beside=lines)


def host(url: str) -> str:
    """The host (and port) of a URL as people read it."""
    return urlsplit(url).netloc.lower()


def draw_svg(symbol: Symbol) -> bytes:
    """The symbol as an SVG document in its printed size."""
    layout = _lay_out(symbol)
    millimetres = symbol.kind.value
    texts = "".join(
        f'<text x="{text.x:.2f}" y="{text.y:.2f}" font-size="{text.size:.2f}"'
        f' text-anchor="{text.anchor}">{escape(text.text)}</text>'
        for text in layout.texts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width:g} {layout.height:g}"'
        f' width="{layout.width * millimetres:.2f}mm" height="{layout.height * millimetres:.2f}mm">'
        f"<title>{escape(symbol.url)}</title>"
        f'<rect width="{layout.width:g}" height="{layout.height:g}" fill="#fff"/>'
        f'<path shape-rendering="crispEdges" d="{_path(layout.matrix)}"/>'
        f'<g font-family="DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace">{texts}</g>'
        "</svg>\n"
    ).encode()


def draw_png(symbol: Symbol, *, font: bytes | None = None) -> bytes:
    """The symbol as a PNG picture. ``font`` is a TrueType or OpenType font, needed for text beyond Latin."""
    layout = _lay_out(symbol)
    scale = _PIXELS_PER_MODULE
    picture = Image.new("1", (round(layout.width * scale), round(layout.height * scale)), 1)
    pen = ImageDraw.Draw(picture)
    for x, y, length in _runs(layout.matrix):
        pen.rectangle((x * scale, y * scale, (x + length) * scale - 1, (y + 1) * scale - 1), fill=0)
    for text in layout.texts:
        typeface = _typeface(text.text, size=text.size * scale, font=font)
        anchor = {"start": "ls", "middle": "ms"}[text.anchor]
        pen.text((text.x * scale, text.y * scale), text.text, fill=0, font=typeface, anchor=anchor)
    written = io.BytesIO()
    dots_per_inch = 25.4 / symbol.kind.value * scale
    picture.save(written, "PNG", optimize=True, dpi=(dots_per_inch, dots_per_inch))
    return written.getvalue()


def _origin(base_url: str) -> str:
    parts = parse_origin(base_url, name="the base URL")
    return f"{parts.scheme}://{parts.netloc}".upper()


def _lay_out(symbol: Symbol) -> _Layout:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(symbol.url)
    matrix: list[list[bool]] = code.get_matrix()
    side = float(len(matrix))
    texts = []
    y = side - 1  # capital letters begin below the quiet zone
    size = min([_TEXT_SIZE, *((side - 2) / _width(line) for line in symbol.below)])
    for line in symbol.below:
        y += size * _LINE_HEIGHT
        texts.append(_Text(line, "middle", side / 2, y, size))
    height = max(side, y + 2) if symbol.below else side
    width = side
    top = QUIET_ZONE + _TEXT_SIZE
    for place, line in enumerate(symbol.beside):
        x = side - QUIET_ZONE + _BETWEEN_CODE_AND_TEXT
        texts.append(_Text(line, "start", x, top + place * _TEXT_SIZE * _LINE_HEIGHT, _TEXT_SIZE))
        width = max(width, x + _width(line) * _TEXT_SIZE + QUIET_ZONE)
        height = max(height, top + place * _TEXT_SIZE * _LINE_HEIGHT + QUIET_ZONE)
    return _Layout(matrix, round(width + 0.49), round(height + 0.49), texts)


def _width(text: str) -> float:
    """The width of a line in multiples of its letters' size."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return max(1.0, wide + (len(text) - wide) * _WIDTH_OF_LETTER)


def _runs(matrix: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """Every run of dark modules in a row: column, row, length."""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                yield x, y, length
            x += length + 1


def _path(matrix: list[list[bool]]) -> str:
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in _runs(matrix))


def _typeface(text: str, *, size: float, font: bytes | None) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if font is not None:
        try:
            return ImageFont.truetype(io.BytesIO(font), size)
        except OSError:
            raise UsageError(
                "the font is not a TrueType or OpenType font",
                hint="Its file's name ends in .ttf, .otf or .ttc.",
            ) from None
    beyond = [letter for letter in text if ord(letter) > 0xFF]
    if beyond:
        raise UsageError(
            f"the built-in font has no {beyond[0]!r}, which stands in {text!r}",
            hint="Write SVG instead, or name a font that has it.",
        )
    return ImageFont.load_default(size)

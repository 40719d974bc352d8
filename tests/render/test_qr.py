"""QR codes, read back with a decoder that is not ours."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from dcc import identifiers
from dcc.errors import UsageError
from dcc.render import qr
from dcc.xml.parse import parse

IDENTIFIER = identifiers.new_id(bytes(range(7, 24)))
BASE = "https://verify.example.org"
SVG = "{http://www.w3.org/2000/svg}"


def decode(picture: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found


def rasterise(svg: bytes) -> Image.Image:
    """Draw the modules of one of our SVG documents, which are runs of squares in a single path."""
    root = parse(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    path = root.find(f"{SVG}path")
    assert path is not None
    picture = Image.new("L", (round(width) * 4, round(height) * 4), 255)
    pen = ImageDraw.Draw(picture)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path.attrib["d"])
    assert "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs) == path.attrib["d"]
    for x, y, length in (tuple(map(int, run)) for run in runs):
        pen.rectangle((x * 4, y * 4, (x + length) * 4 - 1, y * 4 + 3), fill=0)
    return picture


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def test_the_code_on_a_certificate_opens_its_page() -> None:
    symbol = qr.certificate_symbol(BASE, IDENTIFIER.lower())
    expected = f"HTTPS://VERIFY.EXAMPLE.ORG/C/{IDENTIFIER}"
    assert decode(Image.open(io.BytesIO(qr.draw_png(symbol)))).text == expected
    assert decode(rasterise(qr.draw_svg(symbol))).text == expected


def test_it_is_a_small_code_with_error_correction_m_and_a_quiet_zone() -> None:
    symbol = qr.certificate_symbol(BASE, IDENTIFIER)
    found = decode(Image.open(io.BytesIO(qr.draw_png(symbol))))
    assert found.ec_level == "M"
    picture = rasterise(qr.draw_svg(symbol))
    (left, top, right, _) = picture.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    assert (left, top, picture.width - right) == (16, 16, 16)
    assert (right - left) // 4 == 29  # version 3; with small letters it would be version 4


def test_host_and_id_stand_under_the_code_in_letters() -> None:
    lines = texts(qr.draw_svg(qr.certificate_symbol(BASE, IDENTIFIER)))
    assert lines[0] == "verify.example.org"
    assert identifiers.parse("".join(lines[1:])) == IDENTIFIER


@settings(deadline=None, max_examples=25)
@given(
    st.binary(min_size=17, max_size=17),
    st.from_regex(r"https?://[a-z][a-z0-9-]{0,40}(\.[a-z]{2,8}){1,3}(:[1-9][0-9]{1,3})?", fullmatch=True),
)
def test_any_id_at_any_host_reads_back(random: bytes, base: str) -> None:
    symbol = qr.certificate_symbol(base, identifiers.new_id(random))
    for picture in (Image.open(io.BytesIO(qr.draw_png(symbol))), rasterise(qr.draw_svg(symbol))):
        assert decode(picture).text == f"{base.upper()}/C/{identifiers.new_id(random)}"


def test_a_label_says_beside_the_code_what_the_laboratory_wants_it_to() -> None:
    url = qr.instrument_url(BASE, IDENTIFIER)
    symbol = qr.label_symbol(url, ("No. T2026-0001", "2026-05-03", "示例计量院 <A&B>"))
    svg = qr.draw_svg(symbol)
    assert decode(rasterise(svg)).text == f"HTTPS://VERIFY.EXAMPLE.ORG/I/{IDENTIFIER}"
    assert texts(svg) == ["verify.example.org", "No. T2026-0001", "2026-05-03", "示例计量院 <A&B>"]


def test_a_label_as_png_reads_too() -> None:
    symbol = qr.label_symbol(qr.instrument_url(BASE, IDENTIFIER), ("No. T2026-0001", "2026-05-03"))
    found = decode(Image.open(io.BytesIO(qr.draw_png(symbol))))
    assert found.text == f"HTTPS://VERIFY.EXAMPLE.ORG/I/{IDENTIFIER}"


def test_a_picture_never_shows_boxes_for_letters_its_font_lacks() -> None:
    symbol = qr.label_symbol(qr.instrument_url(BASE, IDENTIFIER), ("证书编号 1",))
    with pytest.raises(UsageError, match="no '证'"):
        qr.draw_png(symbol)
    with pytest.raises(UsageError, match="not a TrueType"):
        qr.draw_png(symbol, font=b"no font")


@pytest.mark.parametrize(
    "base",
    [
        "verify.example.org",
        "ftp://x",
        "https://",
        "https://x/y",
        "https://x?y",
        "https://x#y",
        "https://verify.example.org@forged.example",
        "https://x y",
        "https://x:99999",
        "https://[::1",
        "https://b\u00fccher.example",
        f"https://{'a' * 254}",
    ],
)
def test_a_base_url_that_cannot_stand_in_a_code_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base URL must be"):
        qr.certificate_url(base, IDENTIFIER)


def test_an_id_with_a_typing_error_gets_no_code() -> None:
    with pytest.raises(UsageError):
        qr.certificate_url(BASE, IDENTIFIER[:-1] + ("A" if IDENTIFIER[-1] != "A" else "B"))

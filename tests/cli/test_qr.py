"""``dcc qr``: pictures that another program reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.cli.commands import dcc
from tests.render.test_qr import rasterise, texts
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import a_document

BASE = ("--base-url", "https://verify.example.org")
ID = an_id(1)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "certificate.xml"
    path.write_bytes(a_document(verification_id=ID, instrument_code=an_id(7), valid_until="2027-05-02"))
    return path


def read(picture: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found.text


@pytest.mark.parametrize("suffix", ["svg", "png", "PNG"])
def test_the_code_of_a_certificate_opens_its_page(certificate: Path, suffix: str) -> None:
    picture = certificate.with_suffix(f".{suffix}")
    ran = dcc("qr", certificate, *BASE, "-o", picture)
    assert (ran.status, ran.output) == (0, "")
    drawn = rasterise(picture.read_bytes()) if suffix == "svg" else Image.open(picture)
    assert read(drawn) == f"HTTPS://VERIFY.EXAMPLE.ORG/C/{ID}"


def test_a_label_opens_the_instruments_page_and_says_number_and_dates(certificate: Path) -> None:
    for picture in (certificate.with_suffix(".svg"), certificate.with_suffix(".png")):
        assert dcc("qr", certificate, *BASE, "--kind", "label", "-o", picture).status == 0
    expected = f"HTTPS://VERIFY.EXAMPLE.ORG/I/{an_id(7)}"
    svg = certificate.with_suffix(".svg").read_bytes()
    assert read(rasterise(svg)) == expected
    assert read(Image.open(certificate.with_suffix(".png"))) == expected
    assert texts(svg) == ["verify.example.org", "T2026-0001", "2026-05-02", "» 2027-05-02"]


def test_a_certificate_without_an_id_takes_the_one_the_register_gave(tmp_path: Path) -> None:
    path, picture = tmp_path / "certificate.xml", tmp_path / "code.png"
    path.write_bytes(a_document())
    refused = dcc("qr", path, *BASE, "-o", picture)
    assert refused.status == 1
    assert "carries no verification id" in refused.messages
    assert "--id" in refused.messages
    assert dcc("qr", path, *BASE, "-o", picture, "--id", ID.lower()).status == 0
    assert read(Image.open(picture)).endswith(ID)


def test_an_id_that_is_none_is_the_certificates_mistake(certificate: Path) -> None:
    certificate.write_bytes(certificate.read_bytes().replace(ID.encode(), b"W2"))
    ran = dcc("qr", certificate, *BASE, "-o", "code.png", cwd=certificate.parent)
    assert ran.status == 1
    assert f"{certificate} carries the verification id 'W2', which is none" in ran.messages


def test_a_label_with_a_year_of_five_digits_says_it(certificate: Path) -> None:
    certificate.write_bytes(certificate.read_bytes().replace(b"2026-05-02", b"12026-05-02"))
    picture = certificate.with_suffix(".svg")
    assert dcc("qr", certificate, *BASE, "--kind", "label", "-o", picture).status == 0
    assert texts(picture.read_bytes())[2] == "12026-05-02"


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"-o": "code.gif"}, 2, "written as .svg or .png"),
        ({"-o": "/nowhere/code.svg"}, 3, "cannot write /nowhere/code.svg"),
        ({"--base-url": "verify.example.org"}, 2, "base URL must be"),
        ({"--id": "MISTYPED"}, 2, "an id has 27"),
        ({"--font": "/nowhere.ttf"}, 3, "cannot read /nowhere.ttf"),
    ],
)
def test_mistakes_are_told_and_leave_no_picture(
    certificate: Path, changes: dict[str, str], status: int, message: str
) -> None:
    options = {"--base-url": BASE[1], "-o": "code.png", **changes}
    given = [word for pair in options.items() for word in pair]
    ran = dcc("qr", certificate, *given, cwd=certificate.parent)
    assert ran.status == status
    assert message in ran.messages
    assert [path.name for path in certificate.parent.iterdir()] == ["certificate.xml"]


def test_a_file_that_is_no_certificate_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not XML.")
    ran = dcc("qr", path, *BASE, "-o", tmp_path / "code.png")
    assert ran.status == 1
    assert "XML-MALFORMED" in ran.messages

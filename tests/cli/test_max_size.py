"""Every command that reads certificates has the same caps, and ``--max-size`` moves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import dcc

READING = {
    "validate": ("certificate.xml",),
    "verify": ("certificate.xml", "--trust", "trust", "--revocation", "none"),
    "sign": ("certificate.xml", "-o", "out.xml", "--key", "seal.key", "--cert", "seal.pem"),
    "show": ("certificate.xml",),
    "convert": ("certificate.xml", "-o", "out.json"),
    "diff": ("certificate.xml", "certificate.xml"),
    "upgrade": ("certificate.xml", "-o", "out.xml"),
    "qr": ("certificate.xml", "--base-url", "https://example.org", "-o", "out.svg"),
}


@pytest.fixture
def place(desk: Path, keys: Path) -> Path:
    for name in ("seal.key", "seal.pem", "trust"):
        (desk / name).symlink_to(keys / name)
    return desk


@pytest.mark.parametrize("command", READING)
def test_a_larger_file_is_refused_unread(place: Path, command: str) -> None:
    refused = dcc(command, *READING[command], "--max-size", "1K", cwd=place)
    assert refused.status == 1
    assert "bytes; at most 1,024 are read" in refused.output + refused.messages
    assert "--max-size" in refused.output + refused.messages
    taken = dcc(command, *READING[command], "--max-size", "100K", cwd=place)
    assert "at most" not in taken.output + taken.messages


@pytest.mark.parametrize("command", READING)
def test_elements_closer_than_in_any_certificate_are_refused(place: Path, command: str) -> None:
    (place / "certificate.xml").write_bytes(b"<a>" + b"<b/>" * 60_000 + b"</a>")
    refused = dcc(command, *READING[command], cwd=place)
    assert refused.status == 1
    assert "60,001 elements and 0 attributes" in refused.output + refused.messages
    assert "at most 56,000 of either are read" in refused.output + refused.messages

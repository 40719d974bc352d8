"""The service's configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcc.errors import UsageError
from signing import Revocation
from verify_service.config import ServiceConfig, read_config
from verify_service.numbering import Series

FOLDER = Path("/etc/dcc")


def test_everything_can_be_configured() -> None:
    text = """
        base_url = "https://verify.example.org"
        database = "postgresql+psycopg://dcc@db/register"
        trust = "trust"
        revocation = "if-available"
        upload_limit = 1048576
        status_hours = 12
        operator = "Example Institute of Metrology"
        host = "0.0.0.0"
        port = 8080
        workers = 4

        [series.LX]
        prefix = "LX{year}-"
        width = 4
    """
    assert read_config(text, folder=FOLDER) == ServiceConfig(
        base_url="https://verify.example.org",
        database="postgresql+psycopg://dcc@db/register",
        trust=FOLDER / "trust",
        revocation=Revocation.IF_AVAILABLE,
        upload_limit=1048576,
        status_hours=12,
        operator="Example Institute of Metrology",
        host="0.0.0.0",  # noqa: S104 - read, not used
        port=8080,
        workers=4,
        series={"LX": Series(prefix="LX{year}-", width=4)},
    )


def test_nothing_has_to_be() -> None:
    assert read_config("", folder=FOLDER) == ServiceConfig()
    assert ServiceConfig().revocation is Revocation.REQUIRE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("port = ", "not TOML"),
        ("colour = 1", "unknown key 'colour'"),
        ('port = "8000"', "port has a value of the wrong kind"),
        ("port = true", "port has a value of the wrong kind"),
        ("port = -1", "port must be at least 0"),
        ("workers = 0", "workers must be at least 1"),
        ('revocation = "maybe"', "revocation must be one of require"),
        ("trust = 1", "trust has a value of the wrong kind"),
        ('base_url = "verify.example.org"', "base_url must be"),
        ('base_url = "https://x.example/path"', "base_url must be"),
        ("series.LX = 1", "must be a table"),
        ("series.LX.start = 7", "series.LX.start is not understood"),
        ('series.LX.width = "4"', "series.LX.width is not understood"),
        ("series.LX.width = 4", "series.LX has no prefix"),
    ],
)
def test_what_is_wrong_in_it_is_named(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_config(text, folder=FOLDER)

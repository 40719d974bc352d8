"""Whatever is given or stands in the way: a clear message, the right exit status, nothing half-written."""

from __future__ import annotations

import gzip
import json
import shlex
import shutil
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import dcc, listing

# --- keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--key", "missing.key", "--cert", "seal.pem"], 3, "cannot read {keys}/missing.key: No such file"),
        (["--key", "seal.key", "--cert", "missing.pem"], 3, "cannot read {keys}/missing.pem: No such file"),
        (["--key", "seal.key"], 2, "there is no certificate for the key"),
        (["--key", "locked.key", "--cert", "seal.pem"], 2, "no password was given"),
        (
            ["--key", "locked.key", "--cert", "seal.pem", "--password-file", "wrong"],
            2,
            "the password does not open the key",
        ),
        (["--key", "seal.key", "--cert", "other.pem"], 2, "the key does not belong to the certificate"),
        (["--key", "seal.pem", "--cert", "seal.pem"], 2, "no private key in it"),
        (["--key", "seal.key", "--cert", "wrong"], 2, "no certificate in it that can be read"),
        (["--key", "trust", "--cert", "seal.pem"], 3, "Is a directory"),
    ],
    ids=[
        "a missing key file",
        "a missing certificate file",
        "no certificate",
        "no password",
        "a wrong password",
        "a key that does not match its certificate",
        "a certificate for a key",
        "a text for a certificate",
        "a folder for a key",
    ],
)
def test_keys_that_will_not_do(desk: Path, keys: Path, options: list[str], status: int, message: str) -> None:
    paths = [option if option.startswith("--") else str(keys / option) for option in options]
    before = listing(desk)
    outcome = dcc("sign", "certificate.xml", "-o", "signed.xml", *paths, cwd=desk)
    assert outcome.status == status
    assert message.format(keys=keys) in outcome.messages
    assert "→" in outcome.messages
    assert listing(desk) == before


def test_a_password_file_saved_by_a_windows_editor_opens_the_key(desk: Path, keys: Path) -> None:
    options = ("--key", keys / "locked.key", "--cert", keys / "seal.pem", "--password-file", keys / "right")
    assert dcc("sign", "certificate.xml", "-o", "signed.xml", *options, cwd=desk).status == 0


# --- sources ----------------------------------------------------------------------------------------------


def unknown_unit(desk: Path) -> None:
    change(desk / "source.yaml", b"unit: g\n", b"unit: gramm\n")


def short_row(desk: Path) -> None:
    change(desk / "weights.csv", b",pass\n", b"\n")


def wrong_encoding(desk: Path) -> None:
    text = (desk / "source.yaml").read_text("utf-8")
    (desk / "source.yaml").write_bytes(text.encode("gb18030"))


def table_vanished(desk: Path) -> None:
    (desk / "weights.csv").unlink()


def folder_for_a_table(desk: Path) -> None:
    table_vanished(desk)
    (desk / "weights.csv").mkdir()


def empty_table(desk: Path) -> None:
    (desk / "weights.csv").write_bytes(b"")


def packed_table(desk: Path) -> None:
    (desk / "weights.csv").write_bytes(gzip.compress((desk / "weights.csv").read_bytes()))


def empty_source(desk: Path) -> None:
    (desk / "source.yaml").write_bytes(b"")


def certificate_for_a_source(desk: Path) -> None:
    shutil.copy(desk / "certificate.xml", desk / "source.yaml")


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


@pytest.mark.parametrize(
    ("spoil", "code", "message"),
    [
        (unknown_unit, "SOURCE-UNIT", "gramm is not taken as a unit"),
        (short_row, "SOURCE-ROW", "ends before verdict"),
        (wrong_encoding, "SOURCE-ENCODING", "it looks like GB18030"),
        (table_vanished, "SOURCE-FILE", "No such file"),
        (folder_for_a_table, "SOURCE-FILE", "Is a directory"),
        (empty_table, "SOURCE-ROW", "the table is empty"),
        (packed_table, "SOURCE-ENCODING", "packed with gzip"),
        (empty_source, "SOURCE-SYNTAX", "the file holds no keys"),
        (certificate_for_a_source, "SOURCE-SYNTAX", "source.yaml:"),
    ],
    ids=lambda value: value.__name__.replace("_", " ") if callable(value) else "",
)
def test_sources_that_cannot_be_built(
    desk: Path, spoil: Callable[[Path], None], code: str, message: str
) -> None:
    spoil(desk)
    before = listing(desk)
    outcome = dcc("build", "source.yaml", "-o", "certificate.xml", cwd=desk)
    assert outcome.status == 1
    assert code in outcome.messages
    assert message in outcome.messages
    assert listing(desk) == before, "the certificate of before is still there"


def test_windows_line_ends_and_byte_order_marks_change_nothing(desk: Path) -> None:
    assert dcc("build", "source.yaml", "-o", "unix.xml", cwd=desk).status == 0
    for name in ("source.yaml", "weights.csv"):
        text = (desk / name).read_bytes().replace(b"\n", b"\r\n")
        (desk / name).write_bytes(b"\xef\xbb\xbf" + text)
    assert dcc("build", "source.yaml", "-o", "windows.xml", cwd=desk).status == 0
    assert (desk / "windows.xml").read_bytes() == (desk / "unix.xml").read_bytes()


# --- files that are no certificates -----------------------------------------------------------------------


def no_xml(path: Path) -> str:
    path.write_text("hello")
    return "it does not begin with a tag"


def nothing(path: Path) -> str:
    path.write_bytes(b"")
    return "the file is empty"


def packed(path: Path) -> str:
    path.write_bytes(gzip.compress(b"<a/>"))
    return "packed with gzip"


def an_archive(path: Path) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("certificate.xml", "<a/>")
    return "a ZIP archive"


def a_pdf(path: Path) -> str:
    path.write_bytes(b"%PDF-1.7\n")
    return "a PDF"


def json_text(path: Path) -> str:
    path.write_text("{}")
    return "it is JSON"


def noise(path: Path) -> str:
    path.write_bytes(bytes(range(255, 0, -1)))
    return "XML-MALFORMED"


@pytest.mark.parametrize(
    "make",
    [no_xml, nothing, packed, an_archive, a_pdf, json_text, noise],
    ids=lambda make: make.__name__.replace("_", " "),
)
def test_what_is_no_xml_is_named_for_what_it_is(desk: Path, make: Callable[[Path], str]) -> None:
    message = make(desk / "bad.xml")
    outcome = dcc("validate", "bad.xml", cwd=desk)
    assert outcome.status == 1
    assert message in outcome.output


@pytest.mark.parametrize(
    "command",
    [
        "validate bad.xml",
        "verify bad.xml --trust {keys}/trust",
        "show bad.xml",
        "diff certificate.xml bad.xml",
        "convert bad.xml -o out.json",
        "upgrade bad.xml -o out.xml",
        "qr bad.xml --base-url https://verify.example.org -o out.svg",
        "sign bad.xml -o out.xml --key {keys}/seal.key --cert {keys}/seal.pem",
    ],
    ids=lambda command: command.split()[0],
)
def test_every_command_names_the_file_that_is_no_xml(desk: Path, keys: Path, command: str) -> None:
    message = no_xml(desk / "bad.xml")
    outcome = dcc(*shlex.split(command.format(keys=shlex.quote(str(keys)))), cwd=desk)
    assert outcome.status == 1
    said = outcome.output + outcome.messages
    assert message in said
    assert "bad.xml" in said
    assert not list(desk.glob("out.*"))


def test_json_that_is_none(desk: Path) -> None:
    (desk / "bad.json").write_bytes(gzip.compress(b"{}"))
    outcome = dcc("convert", "bad.json", "-o", "out.xml", cwd=desk)
    assert outcome.status == 1
    assert "bad.json cannot be read" in outcome.messages
    assert "the file is not JSON" in outcome.messages


def test_a_verification_says_of_a_file_that_is_not_there_that_nothing_is_known(
    desk: Path, keys: Path
) -> None:
    trust = ("--trust", keys / "trust", "--format", "json")
    alone = dcc("verify", desk / "absent.xml", *trust)
    report = json.loads(alone.output)
    assert (alone.status, report["verdict"], report["document"]["sha256"]) == (3, "indeterminate", None)
    assert [finding["code"] for finding in report["findings"]] == ["NOT-CHECKED"]
    several = dcc("verify", desk / "absent.xml", desk / "certificate.xml", *trust)
    assert several.status == 3
    assert [Path(report["file"]).name for report in json.loads(several.output)] == [
        "absent.xml",
        "certificate.xml",
    ]


def test_a_demo_does_not_take_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("not made by a demo")
    outcome = dcc("demo", "--no-serve", "--dir", tmp_path / "mine")
    assert outcome.status == 2
    assert "mine is no folder" in outcome.messages


# --- services ---------------------------------------------------------------------------------------------


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = dcc("serve", "--port", str(port), cwd=tmp_path)
    assert outcome.status == 3
    assert f"port {port} at 127.0.0.1 is in use" in outcome.messages
    assert not list(tmp_path.iterdir()), "no register was begun"


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--port", "65536"], 2, "port must be at most 65535"),
        (["--port", "-1"], 2, "port must be at least 0"),
        (["--base-url", "http://x:port"], 2, "base_url must be"),
        (["--trust", "missing"], 3, "there is no trust folder missing"),
        (["--trust", "rubbish"], 3, "the trust folder rubbish cannot be used"),
        (["--database", "sqlite:///missing/r.sqlite"], 3, "unable to open database file"),
        (["--database", "sqlite:///no.sqlite"], 3, "file is not a database"),
        (["--database", "mysql+nothing://x/y"], 2, "the database URL is not understood"),
    ],
    ids=[
        "a port beyond the last",
        "a port before the first",
        "a base URL with a port that is no number",
        "a missing trust folder",
        "a trust folder with rubbish",
        "a database in a missing folder",
        "a file that is no database",
        "a database that nobody knows",
    ],
)
def test_a_service_does_not_start_with_what_will_not_do(
    tmp_path: Path, options: list[str], status: int, message: str
) -> None:
    (tmp_path / "rubbish").mkdir()
    (tmp_path / "rubbish" / "root.pem").write_text("rubbish")
    (tmp_path / "no.sqlite").write_text("no database")
    outcome = dcc("serve", "--port", "0", *options, cwd=tmp_path)
    assert (outcome.status, outcome.output) == (status, "")
    assert message in outcome.messages
    assert not (tmp_path / "dcc-register.sqlite").exists()


def test_looking_for_keys_in_the_wrong_folder_begins_no_register(tmp_path: Path) -> None:
    outcome = dcc("admin", "list-keys", cwd=tmp_path)
    assert outcome.status == 3
    assert "there is no register at sqlite:///dcc-register.sqlite" in outcome.messages
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "http://127.0.0.1:70000", "--api-key", "x"],
        ["--to", "http://127.0.0.1:port", "--api-key", "x"],
        ["--to", "http://[::1", "--api-key", "x"],
        ["--to", "verify.example.org", "--api-key", "x"],
        ["--to", "http://127.0.0.1:1", "--api-key", "钥匙"],
        ["--to", "http://127.0.0.1:1", "--api-key", "two\nlines"],
    ],
    ids=[
        "port too large",
        "port no number",
        "open bracket",
        "no scheme",
        "Chinese key",
        "key with a line end",
    ],
)
def test_addresses_and_keys_that_cannot_be(desk: Path, arguments: list[str]) -> None:
    outcome = dcc("publish", "certificate.xml", *arguments, cwd=desk)
    assert (outcome.status, outcome.output) == (2, "")
    assert "→" in outcome.messages
    assert "defect" not in outcome.messages


def test_an_empty_id_is_wrong_use() -> None:
    outcome = dcc("status", "", "--to", "http://127.0.0.1:1")
    assert outcome.status == 2
    assert "an id is missing" in outcome.messages

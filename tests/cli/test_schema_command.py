"""``dcc schema``: which schemas are here, and adding official ones without letting anything else in."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dcc.xml import schema_files
from tests.cli.commands import dcc
from tests.console import fits, run, shown_in
from tests.corpora import PROJECT, needs_corpora, official_schema

NEEDED = ("SI_Format-2.2.1.xsd", "qudt-2.2.1.xsd", "xmldsig-core-schema.xsd")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A schema file in which somebody changed something."""
    path = tmp_path / "changed.xsd"
    text = official_schema("dcc-3.3.0.xsd").read_text("utf-8")
    path.write_text(
        text.replace('name="uniqueIdentifier"', 'name="uniqueIdentifier" minOccurs="0"', 1), "utf-8"
    )
    return path


def test_every_official_file_is_known_by_its_content() -> None:
    for name in schema_files.OFFICIAL:
        file = schema_files.describe(official_schema(name).read_bytes())
        assert file.is_official
        assert file.name == name


def test_where_a_file_looks_for_its_imports_makes_no_difference() -> None:
    data = official_schema("dcc-3.3.0.xsd").read_bytes()
    published = data.replace(b'"SI_Format-2.2.1.xsd"', b'"https://ptb.de/si/v2.2.1/SI_Format.xsd"')
    assert published != data
    file = schema_files.describe(published)
    assert file.is_official
    assert file.needs == ("SI_Format-2.2.1.xsd", "xmldsig-core-schema.xsd")


def test_listing_shows_the_built_in_versions(tmp_path: Path) -> None:
    listed = dcc("schema", "list", "--schema-dir", tmp_path / "none")
    assert listed.status == 0
    assert "DCC 2.4.0 with D-SI 1.3.1" in listed.output
    assert "DCC 3.3.0 with D-SI 2.2.1" in listed.output
    assert "No files in" in listed.output


@needs_corpora
def test_official_files_are_added_and_listed(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    added = dcc("schema", "add", official_schema("dcc-3.3.0.xsd"), "--schema-dir", folder)
    assert added.status == 0
    assert "Still missing: SI_Format-2.2.1.xsd" in added.messages
    assert dcc("schema", "add", *map(official_schema, NEEDED), DCC_SCHEMA_DIR=str(folder)).messages == ""
    listed = json.loads(dcc("schema", "list", "--schema-dir", folder, "--format", "json").output)
    assert listed["schema_dir"] == str(folder)
    assert {file["name"] for file in listed["files"]} == {"dcc-3.3.0.xsd", *NEEDED}
    assert all(file["official"] and file["state"] == "official" for file in listed["files"])


@needs_corpora
def test_the_page_on_schemas_prints_what_it_shows(tmp_path: Path) -> None:
    for name in ("dcc-3.3.0.xsd", *NEEDED):  # called as they are published
        shutil.copy(official_schema(name), tmp_path / re.sub(r"-\d.*(?=\.xsd)", "", name))
    shutil.copy(PROJECT / "samples" / "weights-e2" / "certificate.xml", tmp_path)
    for shown in shown_in(PROJECT / "docs" / "reference" / "schemas.md"):
        printed = run(shown.command, tmp_path)
        assert fits(shown.output, printed), f"$ {shown.command}\n{printed}"


@needs_corpora
def test_without_a_folder_the_users_data_folder_is_used(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": "", "DCC_SCHEMA_DIR": ""}
    assert dcc("schema", "add", official_schema("qudt-2.2.1.xsd"), **home).status == 0
    assert (tmp_path / ".local/share/dcc-toolchain/schemas/qudt-2.2.1.xsd").is_file()


@needs_corpora
def test_a_changed_file_is_refused_and_nothing_is_written(changed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    refused = dcc("schema", "add", official_schema(NEEDED[0]), changed, "--schema-dir", folder)
    assert refused.status == 1
    assert "is not the official file" in refused.messages
    assert digest(changed.read_bytes()) in refused.messages
    assert not folder.exists()


@needs_corpora
def test_a_changed_file_is_added_when_its_digest_is_given(changed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    sha256 = digest(changed.read_bytes())
    assert dcc("schema", "add", changed, "--sha256", sha256, "--schema-dir", folder).status == 0
    assert "not official" in dcc("schema", "list", "--schema-dir", folder).output
    other = dcc("schema", "add", changed, "--sha256", "0" * 64, "--schema-dir", folder)
    assert other.status == 1
    assert "not the file that was asked for" in other.messages


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["missing.xsd"], 3, "cannot read missing.xsd"),
        (["page.html"], 1, "page.html cannot be added: the file is a web page (HTML)"),
        (["other.xsd"], 1, "other.xsd cannot be added: this is no schema of a certificate"),
        (["words.txt"], 1, "words.txt cannot be added"),
        (["ftp://127.0.0.1/dcc.xsd"], 2, "no http or https address"),
        (["http://127.0.0.1:9/dcc.xsd"], 3, "cannot be reached"),
        (["page.html", "--sha256", "12"], 2, "64 hexadecimal digits"),
        (["page.html", "page.html", "--sha256", "0" * 64], 2, "--sha256 is for one file"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_added_is_said_clearly(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    (tmp_path / "page.html").write_text("<html/>")
    (tmp_path / "other.xsd").write_text("<other/>")
    (tmp_path / "words.txt").write_text("words")
    refused = dcc("schema", "add", *arguments, "--schema-dir", "schemas", cwd=tmp_path)
    assert refused.status == status
    assert words in refused.messages
    assert not (tmp_path / "schemas").exists()


@pytest.fixture
def web() -> Iterator[str]:
    """A web server with the QUDT schema, redirections, an endless file and errors."""
    qudt = official_schema("qudt-2.2.1.xsd").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            match self.path:
                case "/v2.2.1/qudt.xsd":
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(qudt)
                case "/moved":
                    self.send_response(302)
                    self.send_header("Location", "/v2.2.1/qudt.xsd")
                    self.end_headers()
                case "/elsewhere":
                    self.send_response(302)
                    self.send_header("Location", "ftp://127.0.0.1/qudt.xsd")
                    self.end_headers()
                case "/endless":
                    self.send_response(200)
                    self.end_headers()
                    try:
                        while True:
                            self.wfile.write(b" " * 65536)
                    except OSError:
                        pass
                case _:
                    self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@needs_corpora
@pytest.mark.parametrize("path", ["/v2.2.1/qudt.xsd", "/moved"])
def test_a_file_is_fetched_from_the_web(web: str, path: str, tmp_path: Path) -> None:
    added = dcc("schema", "add", web + path, "--schema-dir", tmp_path)
    assert added.status == 0, added.messages
    assert (tmp_path / "qudt-2.2.1.xsd").read_bytes() == official_schema("qudt-2.2.1.xsd").read_bytes()


@needs_corpora
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "answers 404"),
        ("/elsewhere", "no web address"),
        ("/endless", "sends more than 5,000,000 bytes"),
    ],
)
def test_what_the_web_answers_wrongly_is_said_clearly(
    web: str, path: str, words: str, tmp_path: Path
) -> None:
    refused = dcc("schema", "add", web + path, "--schema-dir", tmp_path)
    assert refused.status == 3
    assert words in refused.messages
    assert list(tmp_path.iterdir()) == []

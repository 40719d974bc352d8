"""``dcc show`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import dcc
from tests.documents import long_lists, minimal

NAME = '<dcc:content lang="en">Thermometer</dcc:content><dcc:content lang="zh">温度计</dcc:content>'


def written(folder: Path, xml: bytes) -> Path:
    path = folder / "certificate.xml"
    path.write_bytes(xml)
    return path


def test_a_certificate_in_a_pipe_has_no_colours_and_fits_80_columns(tmp_path: Path) -> None:
    outcome = dcc("show", written(tmp_path, minimal(name=NAME)), "--lang", "en")
    assert outcome.status == 0
    assert "\x1b" not in outcome.output
    assert max(map(len, outcome.output.splitlines())) <= 80
    assert "Thermometer" in outcome.output


def test_the_terminals_language_is_the_default(tmp_path: Path) -> None:
    path = written(tmp_path, minimal(name=NAME))
    assert "温度计" in dcc("show", path, LC_ALL="zh_CN.UTF-8").output
    assert "Thermometer" in dcc("show", path, LC_ALL="C.UTF-8").output


def test_several_languages_in_order(tmp_path: Path) -> None:
    assert "温度计" in dcc("show", written(tmp_path, minimal(name=NAME)), "--lang", "fr,zh").output


def test_a_language_is_two_letters(tmp_path: Path) -> None:
    outcome = dcc("show", written(tmp_path, minimal()), "--lang", "chinese")
    assert outcome.status == 2
    assert "chinese" in outcome.messages


def test_all_rows_on_demand(tmp_path: Path) -> None:
    path = written(tmp_path, long_lists(2000))
    assert "1600 more rows" in dcc("show", path).output
    assert "more rows" not in dcc("show", path, "--all").output


def test_a_file_that_is_no_certificate(tmp_path: Path) -> None:
    outcome = dcc("show", written(tmp_path, b"%PDF-1.7"))
    assert outcome.status == 1
    assert "XML-MALFORMED" in outcome.messages
    assert outcome.output == ""

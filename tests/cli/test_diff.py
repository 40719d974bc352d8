"""``dcc diff`` as a user runs it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from dcc.render.characters import width
from tests.cli.commands import dcc
from tests.documents import long_lists, minimal

SAMPLES = Path(__file__).parent.parent.parent / "samples"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(minimal())
    new.write_bytes(minimal().replace(b"20.012", b"20.040").replace(b"K-2026-0001", b"K-2027-0001"))
    return old, new


def test_a_new_value_stands_beside_the_old_with_both_uncertainties_and_en(pair: tuple[Path, Path]) -> None:
    outcome = dcc("diff", *pair, "--lang", "en")
    assert outcome.status == 0
    assert "K-2026-0001 → K-2027-0001" in outcome.output
    rows = [line.split() for line in outcome.output.splitlines() if "20.012" in line]
    assert rows == [["20.012", "0.015", "20.040", "0.015", "+0.028", "1.32"]]
    assert "En above 1" in outcome.output


def test_what_else_changed_about_a_value_is_said_in_the_words_of_the_field(pair: tuple[Path, Path]) -> None:
    old, new = pair
    new.write_bytes(
        old.read_bytes()
        .replace(b"Probability>0.95<", b"Probability>0.99<")
        .replace(b"distribution>normal<", b"distribution>rectangular<")
    )
    output = dcc("diff", old, new, "--lang", "zh").output
    assert "p: 0.95 → 0.99" in output
    assert "normal → rectangular" in output
    assert "+0" not in output
    assert "distribution" not in output


def test_the_same_document_has_no_differences(pair: tuple[Path, Path]) -> None:
    outcome = dcc("diff", pair[0], pair[0], "--lang", "en")
    assert (outcome.status, outcome.output) == (0, "No differences.\n")
    assert dcc("diff", pair[0], pair[0], "--lang", "zh").output == "没有差异。\n"


def test_json_is_one_document(pair: tuple[Path, Path]) -> None:
    report = json.loads(dcc("diff", *pair, "--format", "json").output)
    assert report["same"] is False
    assert report["old"] == str(pair[0])
    assert report["tables"][0]["columns"][0]["changes"][0]["en"] == "1.32"


@pytest.mark.parametrize("language", ["zh", "en", "de"])
def test_very_different_certificates_fit_80_columns(language: str) -> None:
    stories = ("pressure-gauge", "fuel-dispenser", "fuel-dispenser-rejected", "weights-e2")
    for old, new in itertools.pairwise(stories):
        paths = [SAMPLES / story / "certificate.xml" for story in (old, new)]
        outcome = dcc("diff", *paths, "--lang", language)
        assert outcome.status == 0
        assert max(map(width, outcome.output.splitlines())) <= 80


def test_many_changes_are_shortened_and_come_whole_on_demand(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(long_lists(1000))
    new.write_bytes(long_lists(1000).replace(b" 20.", b" 21."))
    assert "more changes" in dcc("diff", old, new, "--lang", "en").output
    assert "more changes" not in dcc("diff", old, new, "--lang", "en", "--all").output


def test_what_cannot_be_read_is_said(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert dcc("diff", pair[0], tmp_path / "absent.xml").status == 3
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<dcc>")
    assert dcc("diff", pair[0], broken).status == 1


def test_nothing_in_a_strangers_document_steers_the_terminal(pair: tuple[Path, Path]) -> None:
    hostile = minimal().replace(b"K-2026-0001", "\u202eevil\u009b2J".encode())
    pair[1].write_bytes(hostile.replace(b"\\degreecelsius", "\u009b1m".encode()))
    outcome = dcc("diff", *pair, "--lang", "en")
    assert outcome.status == 0
    assert not {"\u202e", "\u009b", "\x1b"} & set(outcome.output)

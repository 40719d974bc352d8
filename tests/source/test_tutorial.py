"""The tutorial, walked as it says: its commands, in its order, print what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from dcc.facts.certificate import facts_of
from dcc.xml.reading import read
from tests.cli.commands import dcc
from tests.console import shown_in
from tests.walk import Walk

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial.md"
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)
TABLE = next(text for kind, text in BLOCKS if not kind)
COLUMNS, LABORATORY, PERSONS = (text for kind, text in BLOCKS if kind == "yaml")
BUILD = "dcc build thermometer.yaml"


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """At the beginning, with the toolchain installed."""
    walk = Walk(folder=tmp_path, left=shown_in(TUTORIAL))
    walk.skip_to("dcc new")
    return walk


def to_a_table_of_ones_own(walk: Walk) -> None:
    """Sections 1 and 2."""
    walk.next("dcc new")
    walk.next(BUILD)
    source = walk.folder / "thermometer.yaml"
    text = source.read_text("utf-8")
    source.write_text(text[: text.index("        table:\n")] + COLUMNS, "utf-8")
    (walk.folder / yaml.safe_load(COLUMNS)["table"]["file"]).write_text(TABLE, "utf-8")


def be_the_demos_laboratory(source: Path) -> None:
    """Section 6: name, code and persons as the page gives them, the rest of the laboratory as it was."""
    text = source.read_text("utf-8")
    text = re.sub(r"laboratory:\n  name: .*\n  code: .*\n", lambda _: LABORATORY, text)
    text = re.sub(r"persons:.*\n(?:  .*\n)+", lambda _: PERSONS, text)
    assert LABORATORY in text
    assert PERSONS in text
    source.write_text(text, "utf-8")


def test_from_a_starter_to_a_valid_certificate(walk: Walk) -> None:
    to_a_table_of_ones_own(walk)
    assert dcc("build", "thermometer.yaml", "-o", "thermometer.xml", cwd=walk.folder).status == 0
    assert "273.160" in (walk.folder / "thermometer.xml").read_text("utf-8")

    walk.edit("thermometer.yaml", "unit: K\n", "unit: Kelvin\n")
    walk.edit("results.csv", "0.060,0.040", "0.060")
    walk.next(BUILD)
    walk.edit("thermometer.yaml", "unit: Kelvin\n", "unit: K\n")
    walk.edit("results.csv", "0.060\n", "0.060,0.040\n")
    walk.edit("thermometer.yaml", "issued: 2026-01-16", "issued: 2026-01-13")
    walk.next(BUILD)
    walk.edit("thermometer.yaml", "issued: 2026-01-13", "issued: 2026-01-16")
    walk.next("dcc validate")


@pytest.mark.slow
def test_from_a_valid_certificate_to_a_void_one(walk: Walk) -> None:
    to_a_table_of_ones_own(walk)
    walk.skip_to("dcc demo")
    walk.next("dcc demo")
    be_the_demos_laboratory(walk.folder / "thermometer.yaml")
    walk.next(BUILD)
    identifier = facts_of(read((walk.folder / "thermometer.xml").read_bytes())).verification_id
    assert identifier
    walk.words["ID"] = identifier.lower()
    for role in ("metrologist", "checker", "approver", "seal"):
        assert role in walk.next("dcc sign")
    walk.next("dcc verify")

    forged = (walk.folder / "signed.xml").read_text("utf-8")
    assert forged.count("0.040 0.060 0.090") == 1
    (walk.folder / "forged.xml").write_text(forged.replace("0.060 0.090", "0.050 0.090"), "utf-8")
    walk.next("dcc verify")
    walk.next("dcc diff")

    with walk.serving():
        walk.export()
        walk.export()
        walk.next("dcc publish signed.xml")
        walk.next("dcc publish forged.xml")
        walk.next("dcc qr")
        assert (walk.folder / "code.svg").stat().st_size > 1000
        walk.next("dcc status")
        walk.next("dcc void")
        walk.next("dcc status")
        walk.next("dcc approve")
        walk.export()
        walk.next("dcc approve")
        walk.next("dcc status")
    assert not walk.left

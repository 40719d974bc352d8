"""``dcc new`` and ``dcc build`` as a user runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcc.facts.certificate import facts_of
from dcc.validation import validate
from dcc.vocabulary import CertificateType
from dcc.xml.reading import read
from tests.cli.commands import dcc
from tests.source.reading import HERE

TYPES = list(CertificateType)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("good.yaml", "table.csv"):
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    source = folder / "good.yaml"
    text = source.read_text("utf-8")
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("kind", TYPES)
def test_a_starter_builds_as_it_stands_and_nothing_is_wrong_with_it(
    kind: CertificateType, tmp_path: Path
) -> None:
    made = dcc("new", "--type", kind, "-o", "my.yaml", cwd=tmp_path)
    assert (made.status, made.output) == (0, "")
    built = dcc("build", "my.yaml", "-o", "my.xml", cwd=tmp_path)
    assert built.status == 0, built.messages
    document = (tmp_path / "my.xml").read_bytes()
    report = validate(document)
    assert report.schema_valid
    assert report.findings == ()
    assert facts_of(read(document)).type is kind


def test_a_source_that_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text("mine", "utf-8")
    again = dcc("new", "-o", "my.yaml", cwd=tmp_path)
    assert again.status == 2
    assert "there already" in again.messages
    assert (tmp_path / "my.yaml").read_text("utf-8") == "mine"


def test_building_says_what_was_built(folder: Path) -> None:
    built = dcc("build", "good.yaml", "-o", "good.xml", cwd=folder)
    assert (built.status, built.output) == (0, "")
    assert "Calibration certificate K-2026-0001" in built.messages
    assert "W22R-E9Q1-KWAR-2R17-4Y4Y-RPWB-Z3R" in built.messages


def test_a_source_without_a_verification_id_gets_a_new_one_each_time(folder: Path) -> None:
    change(folder, "verification_id: W22R-E9Q1-KWAR-2R17-4Y4Y-RPWB-Z3R\n", "")
    ids = set()
    for name in ("one.xml", "two.xml"):
        assert dcc("build", "good.yaml", "-o", name, cwd=folder).status == 0
        ids.add(facts_of(read((folder / name).read_bytes())).verification_id)
    assert len(ids) == 2
    assert None not in ids


def test_mistakes_name_the_place_and_nothing_is_written(folder: Path) -> None:
    change(folder, "unit: mV", "unit: mVolt")
    built = dcc("build", "good.yaml", "-o", "good.xml", cwd=folder)
    assert (built.status, built.output) == (1, "")
    assert "SOURCE-UNIT" in built.messages
    assert "good.yaml:33:21 measurements[1].results[1].table.columns[2].unit" in built.messages
    assert sorted(path.name for path in folder.iterdir()) == ["good.yaml", "table.csv"]


def test_a_document_with_errors_is_written_only_as_a_draft(folder: Path) -> None:
    change(folder, "issued: 2026-01-16", "issued: 2026-01-10")
    built = dcc("build", "good.yaml", "-o", "good.xml", cwd=folder)
    assert built.status == 1
    assert "DATE-ORDER" in built.messages
    assert "good.yaml:5:36 dates.issued" in built.messages
    assert not (folder / "good.xml").exists()
    draft = dcc("build", "good.yaml", "-o", "good.xml", "--draft", cwd=folder)
    assert draft.status == 0
    assert "DATE-ORDER" in draft.messages
    assert (folder / "good.xml").exists()


def test_a_verdict_that_its_limits_contradict_is_not_written(folder: Path) -> None:
    limited = "conformity: {verdict: pass, tolerance_lower: -0.035, tolerance_upper: 0.035}"
    change(folder, "U: {column: U}", f"U: {{column: U}}\n              {limited}")
    built = dcc("build", "good.yaml", "-o", "good.xml", cwd=folder)
    assert built.status == 1
    assert (
        "VERDICT-CONTRADICTION  'Error', row 3: 0.040 mV is above the upper tolerance limit 0.035 mV, "
        "yet the verdict is pass"
    ) in built.messages
    assert "good.yaml:35:27 measurements[1].results[1].table.columns[2].conformity" in built.messages
    assert not (folder / "good.xml").exists()

    change(folder, "verdict: pass", "verdict: [pass, pass, fail]")
    assert dcc("build", "good.yaml", "-o", "good.xml", cwd=folder).status == 0


def test_digits_and_placeholders_are_warnings_at_their_place_in_the_source(folder: Path) -> None:
    change(folder, "U: {column: U}", "U: [0.0271833, 0.012, 0]")
    change(folder, "name: Error\n", "name: TODO\n")
    built = dcc("build", "good.yaml", "-o", "good.xml", cwd=folder)
    assert built.status == 0
    column = "good.yaml:31:15 measurements[1].results[1].table.columns[2]"
    for code in ("UNCERTAINTY-DIGITS", "UNCERTAINTY-ZERO", "PLACEHOLDER"):
        (after,) = built.messages.split(code)[1:]
        assert column in after.split("\n")[1]


def test_a_source_is_never_overwritten_by_its_certificate(folder: Path) -> None:
    before = (folder / "good.yaml").read_bytes()
    assert dcc("build", "good.yaml", "-o", "good.yaml", cwd=folder).status == 2
    assert (folder / "good.yaml").read_bytes() == before


def test_a_source_that_is_not_there_is_the_environment(tmp_path: Path) -> None:
    assert dcc("build", "absent.yaml", "-o", "x.xml", cwd=tmp_path).status == 3


def test_an_unwritable_folder_is_the_environment(folder: Path) -> None:
    built = dcc("build", "good.yaml", "-o", "no/such/folder/good.xml", cwd=folder)
    assert built.status == 3
    assert "cannot write" in built.messages


def test_tables_are_found_beside_the_source_wherever_the_command_runs(folder: Path, tmp_path: Path) -> None:
    built = dcc("build", folder / "good.yaml", "-o", tmp_path / "good.xml", cwd=Path("/"))
    assert built.status == 0, built.messages

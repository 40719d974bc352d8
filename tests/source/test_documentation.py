"""The tutorial and the reference say what the program does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from dcc.source import build
from dcc.validation import validate
from dcc.xml.writing import write
from tests.cli.commands import dcc
from tests.source.reading import TABLE

PROJECT = Path(__file__).parent.parent.parent
TUTORIAL = (PROJECT / "docs" / "tutorial.md").read_text("utf-8")
REFERENCE = (PROJECT / "docs" / "reference" / "source.md").read_text("utf-8")

_READERS = re.compile(
    "boolean|choice|date|date_time|each|has|need|numbers|one|required|scalars?|values|words?|need_text|"
    "read_code|read_files|read_formulas|read_rich|read_text"
)


def keys_read() -> set[str]:
    """Every key that some reader of sources asks for."""
    found = set()
    for module in (PROJECT / "dcc" / "source").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                if _READERS.fullmatch(name):
                    found |= {
                        argument.value
                        for argument in node.args
                        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                    }
    return found


def test_the_reference_names_every_key() -> None:
    prose = re.sub(r"```.*?```", "", REFERENCE, flags=re.DOTALL)
    named = {word for span in re.findall(r"`([^`]+)`", prose) for word in re.findall(r"\w+", span)}
    keys = keys_read()
    assert len(keys) > 90
    assert sorted(keys - named) == []


def test_the_example_of_the_reference_builds() -> None:
    example = re.search(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)
    assert example is not None
    certificate = build(example[1].encode(), read=lambda _: TABLE)
    assert validate(write(certificate)).findings == ()


@pytest.fixture
def blocks() -> list[str]:
    """What stands between the fences of the tutorial, in order."""
    return re.findall(r"```\w*\n(.*?)```", TUTORIAL, re.DOTALL)


def expect(block: str, messages: str) -> None:
    """Every line of output that the tutorial shows is printed, save what … leaves out and drawn ids."""
    for line in block.splitlines():
        if not line.startswith("$") and line != "…" and "verification id" not in line:
            assert line.removesuffix("…") in messages, f"{line}\nis not in\n{messages}"


def test_the_walk_through_the_tutorial_goes_as_it_says(tmp_path: Path, blocks: list[str]) -> None:
    _, start, first, table, columns, mistakes, dates, _ = blocks
    source, csv = tmp_path / "thermometer.yaml", tmp_path / "results.csv"
    build_it = ("build", "thermometer.yaml", "-o", "thermometer.xml")
    expect(start, dcc("new", "-o", "thermometer.yaml", cwd=tmp_path).messages)
    expect(first, dcc(*build_it, cwd=tmp_path).messages)

    text = source.read_text("utf-8")
    source.write_text(text[: text.index("        table:\n")] + columns, "utf-8")
    csv.write_text(table, "utf-8")
    assert yaml.safe_load(columns)["table"]["file"] == csv.name
    assert dcc(*build_it, cwd=tmp_path).status == 0
    assert "273.160" in (tmp_path / "thermometer.xml").read_text("utf-8")

    good = source.read_text("utf-8")
    source.write_text(good.replace("unit: K\n", "unit: Kelvin\n"), "utf-8")
    csv.write_text(table.replace("0.060,0.040", "0.060"), "utf-8")
    outcome = dcc(*build_it, cwd=tmp_path)
    assert outcome.status == 1
    expect(mistakes, outcome.messages)

    source.write_text(good.replace("issued: 2026-01-16", "issued: 2026-01-13"), "utf-8")
    csv.write_text(table, "utf-8")
    outcome = dcc(*build_it, cwd=tmp_path)
    assert outcome.status == 1
    expect(dates, outcome.messages)

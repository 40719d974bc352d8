"""The reference of sources says what the program does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from dcc.source import build
from dcc.validation import validate
from dcc.xml.writing import write
from tests.source.reading import TABLE

PROJECT = Path(__file__).parent.parent.parent
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

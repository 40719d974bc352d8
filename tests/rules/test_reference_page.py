"""The reference of findings says what the codes say."""

from __future__ import annotations

from pathlib import Path

import dcc.codes
import signing.codes
from dcc.findings import codes_in
from tests.cli.commands import dcc as run

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "findings.md"


def test_the_page_is_what_the_program_prints_today() -> None:
    assert run("rules", "--format", "markdown").output == PAGE.read_text("utf-8"), (
        "run: dcc rules --format markdown > docs/reference/findings.md"
    )


def test_every_code_has_its_section() -> None:
    page = PAGE.read_text("utf-8")
    for name in (*codes_in(dcc.codes), *codes_in(signing.codes)):
        assert page.count(f"### {name}\n") == 1

"""The reference of findings says what the codes say."""

from __future__ import annotations

from pathlib import Path

from dcc.rules.catalogue import known_codes
from dcc.rules.reference import reference

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "findings.md"


def test_the_page_is_what_the_program_prints_today() -> None:
    assert PAGE.read_text("utf-8") == reference(), (
        "run: dcc rules --format markdown > docs/reference/findings.md"
    )


def test_every_code_has_its_section() -> None:
    page = reference()
    for name in known_codes():
        assert page.count(f"### {name}\n") == 1

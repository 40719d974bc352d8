"""The how-to pages do what they say: every example in them is run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from dcc import schema
from dcc.xml.parse import parse
from tests.corpora import PROJECT

HOWTO = PROJECT / "docs" / "howto"
PAGES = sorted(page for page in HOWTO.glob("*.md") if ">>> " in page.read_text("utf-8"))


def examples(page: Path) -> doctest.DocTest:
    """What stands in Python blocks of a page, in one session; all else left out, lines counted."""
    lines = []
    inside = False
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```python"
            lines.append("")
        else:
            lines.append(line if inside else "")
    return doctest.DocTestParser().get_doctest("\n".join(lines) + "\n", {}, page.name, str(page), 0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_a_page_gives_what_the_page_shows(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HOWTO)
    test = examples(page)
    assert test.examples
    said: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert outcome.failed == 0, "".join(said)


def test_the_page_on_values_is_among_them() -> None:
    assert "read-values.md" in [page.name for page in PAGES]


@pytest.mark.parametrize("document", sorted(HOWTO.glob("*.xml")), ids=lambda path: path.name)
def test_the_documents_beside_the_pages_are_valid(document: Path) -> None:
    assert schema.check(parse(document.read_bytes())) == ()

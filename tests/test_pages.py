"""The documentation shows only what happens: its commands are run and their output compared."""

from __future__ import annotations

import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dcc
import signing
import verify_service
from tests.console import fits, run, shown_in
from tests.signing.world import SIGNED, world

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "samples").rglob("*.md")]
)


WALKED = {
    PROJECT / "docs" / "tutorial.md": "tests/source/test_tutorial.py edits files between its commands",
    PROJECT / "docs" / "howto" / "check-a-certificate.md": "tests/test_reading_pages.py runs it",
    PROJECT / "docs" / "howto" / "run-the-service.md": "tests/verify_service/test_documentation.py serves it",
    PROJECT / "docs" / "howto" / "upgrade-old-certificates.md": "tests/test_reading_pages.py runs it",
    PROJECT / "docs" / "reference" / "schemas.md": "tests/cli/test_schema_command.py has the official files",
    PROJECT / "docs" / "reference" / "show-and-diff.md": "tests/test_reading_pages.py runs it",
}
"""Pages with commands that a test of their own runs, and why."""


def _with_commands() -> list[Path]:
    return [page for page in PAGES if page not in WALKED and shown_in(page)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the samples in it, as in a fresh clone."""
    shutil.copytree(PROJECT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", _with_commands(), ids=lambda page: str(page.relative_to(PROJECT)))
def test_a_page_shows_what_its_commands_print(page: Path, folder: Path) -> None:
    for shown in shown_in(page):
        printed = run(shown.command, folder)
        assert fits(shown.output, printed), (
            f"$ {shown.command}\n{printed}\n--- the page shows ---\n{shown.output}"
        )


def test_the_python_of_the_readme_prints_what_the_readme_says(folder: Path) -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    code, promised = re.findall(
        r"^```python\n(.*?)^```\n+```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )[0]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, check=True, text=True, encoding="utf-8"
    )
    assert done.stdout == promised


@pytest.mark.parametrize("name", ["python", "source"])
def test_the_python_of_a_reference_page_runs(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (PROJECT / "docs" / "reference" / f"{name}.md").read_text("utf-8")
    names: dict[str, object] = {
        "xml_bytes": (folder / "samples" / "weights-e2" / "certificate.xml").read_bytes(),
        "key_bytes": world().seal.key_pem("…"),
        "chain_bytes": world().seal.chain_pem(),
        "root_bytes": world().root.pem,
        "crl_bytes": world().root.crl(at=SIGNED),
        "now": SIGNED,
    }
    monkeypatch.chdir(folder)
    for block in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        exec(compile(block, f"{name}.md", "exec"), names)  # noqa: S102 - our own pages


def test_no_command_stands_where_it_is_not_run() -> None:
    """Blocks of a shell are for other programs: commands of ours stand in ``console`` blocks."""
    for page in PAGES:
        for kind, block in re.findall(r"^```(\w*)\n(.*?)^```", page.read_text("utf-8"), re.M | re.DOTALL):
            if kind not in ("console", "text", "ini"):
                assert not re.search(r"^(\$ )?dcc ", block, re.MULTILINE), f"{page}: {block}"


def test_the_readme_shows_commands() -> None:
    assert shown_in(PROJECT / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_within_the_documentation_lead_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        aim = page.parent / file if file else page
        if "://" not in target and (not aim.exists() or (anchor and anchor not in _anchors(aim))):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_files_and_names_of_the_code_on_a_page_exist(page: Path) -> None:
    spans = re.findall(r"`([^`\n]+)`", page.read_text("utf-8"))
    paths = [
        span for span in spans if re.fullmatch(r"(dcc|signing|verify_service|tests|xsd|docs)/[\w./]+", span)
    ]
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    names = [re.match(r"(?:dcc|signing|verify_service)(?:\.\w+)+(?=$|\()", span) for span in spans]
    assert [name[0] for name in names if name and not _is_there(name[0])] == []


def _is_there(name: str) -> bool:
    """Whether ``name`` is a module, or something in one, as ``dcc.read`` and ``dcc.xml.place`` are."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def _anchors(page: Path) -> set[str]:
    """What links to the headings of a page are called."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_leads_to_every_page() -> None:
    index = (PROJECT / "docs" / "README.md").read_text("utf-8")
    pages = [
        page.relative_to(PROJECT / "docs").as_posix()
        for page in PAGES
        if page.is_relative_to(PROJECT / "docs")
    ]
    assert [page for page in pages if not page.startswith("decisions/") and f"({page})" not in index] == [
        "README.md"
    ]


def test_the_python_reference_has_every_public_name() -> None:
    page = (PROJECT / "docs" / "reference" / "python.md").read_text("utf-8")
    for package in (dcc, signing, verify_service):
        _, _, section = page.partition(f"\n## {package.__name__}\n")
        section = section.partition("\n## ")[0]
        names = set(re.findall(r"`(\w+)", section))
        assert sorted(set(package.__all__) - names - {"__version__"}) == []

"""The order of the house: who may import whom, and where each library is at home."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("xsd", "dcc", "signing", "verify_service")
SHELL = PROJECT / "dcc" / "cli"
ENTRY = PROJECT / "dcc" / "__main__.py"

HOMES = {
    "click": ["dcc/cli"],
    "cryptography": ["signing", "verify_service/statements.py"],
    "asn1crypto": ["signing"],
    "flask": ["verify_service"],
    "granian": ["dcc/cli/serve.py", "verify_service/server.py"],
    "lxml": ["dcc/xml", "dcc/facts", "dcc/rules", "dcc/schema.py", "dcc/validation.py", "signing"],
    "markupsafe": ["verify_service"],
    "numpy": ["dcc/model/lexical.py"],
    "PIL": ["dcc/render"],
    "pint": ["dcc/si"],
    "pyhanko_certvalidator": ["signing"],
    "qrcode": ["dcc/render"],
    "signxml": ["signing/create.py"],
    "sqlalchemy": ["verify_service/store"],
    "werkzeug": ["verify_service"],
    "yaml": ["dcc/source"],
}
"""Each third-party library and the only places that may import it."""


def modules(package: str) -> list[Path]:
    return sorted((PROJECT / package).rglob("*.py"))


def imports(module: Path) -> Iterator[tuple[str, int]]:
    """The full names a module imports, with their lines, lazy imports included."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_imports_only_those_before_it(package: str) -> None:
    later = PACKAGES[PACKAGES.index(package) + 1 :]
    wrong = [
        f"{module.relative_to(PROJECT)}:{line} imports {name}"
        for module in modules(package)
        if not module.is_relative_to(SHELL)
        for name, line in imports(module)
        if name.split(".")[0] in later
    ]
    assert not wrong


def test_nobody_imports_the_command_line() -> None:
    wrong = [
        f"{module.relative_to(PROJECT)}:{line} imports {name}"
        for package in PACKAGES
        for module in modules(package)
        if not module.is_relative_to(SHELL) and module != ENTRY
        for name, line in imports(module)
        if name == "dcc.cli" or name.startswith("dcc.cli.")
    ]
    assert not wrong


def test_signing_knows_documents_but_not_certificates() -> None:
    allowed = (
        "dcc.findings",
        "dcc.errors",
        "dcc.xml.parse",
        "dcc.xml.place",
        "dcc.xml.names",
        "dcc._version",
    )
    wrong = [
        f"{module.relative_to(PROJECT)}:{line} imports {name}"
        for module in modules("signing")
        if module.name not in ("certificate.py", "binding.py", "naming.py")
        for name, line in imports(module)
        if name.split(".")[0] == "dcc" and not name.startswith(allowed)
    ]
    assert not wrong


def test_each_library_is_imported_only_at_its_home() -> None:
    ours = {*PACKAGES, "samples", "_typeshed"}  # the last is the type checkers' own and never runs
    wrong = []
    for package in PACKAGES:
        for module in modules(package):
            place = module.relative_to(PROJECT).as_posix()
            for name, line in imports(module):
                library = name.split(".")[0]
                if library in ours or library in sys.stdlib_module_names:
                    continue
                homes = HOMES.get(library, [])
                if not any(place == home or place.startswith(f"{home}/") for home in homes):
                    wrong.append(f"{place}:{line} imports {library}, whose home is {homes or 'nowhere'}")
    assert not wrong


def test_no_other_distribution_installs_our_packages() -> None:
    owners = metadata.packages_distributions()
    for package in (*PACKAGES, "samples"):
        assert set(owners.get(package, ["dcc-toolchain"])) <= {"dcc-toolchain"}, (
            f"another distribution also installs '{package}': use a virtual environment of its own"
        )


def test_every_dependency_has_a_page_that_says_why_it_is_there() -> None:
    pages = "\n".join(
        page.read_text("utf-8") for page in (PROJECT / "docs" / "decisions").glob("*.md")
    ).lower()
    names = {
        re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0].lower()
        for requirement in metadata.requires("dcc-toolchain") or ()
    }
    assert sorted(name for name in names if name not in pages) == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = PROJECT / "docs" / "decisions"
    listed = (folder / "README.md").read_text("utf-8")
    assert [page.name for page in folder.glob("*.md") if f"({page.name})" not in listed] == ["README.md"]

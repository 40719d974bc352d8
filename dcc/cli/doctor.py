"""``dcc doctor``: what is installed, missing or clashing, with the fix for each."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

import click

from dcc.cli.main import STATUS_ENVIRONMENT, finish

DISTRIBUTION = "dcc-toolchain"
PACKAGES = ("dcc", "xsd", "signing", "verify_service", "samples")
OPTIONAL = {
    "numpy": ("reading long lists into arrays", f"pip install '{DISTRIBUTION}[numpy]'"),
    "psycopg": ("a register on PostgreSQL", f"pip install '{DISTRIBUTION}[postgresql]'"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. ``fix`` is empty when all is well."""

    name: str
    state: str
    fix: str = ""
    needed: bool = True


@click.command()
def command() -> None:
    """Look at this installation: Python, the libraries needed, and other programs in the way.

    Exit status 0 when everything needed is there, 3 otherwise.
    """
    checks = [*_python(), *_clashes(), *_libraries(), *_optional()]
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark = "ok  " if not check.fix else "FIX " if check.needed else "    "
        click.echo(f"{mark}{check.name:<{width}}  {check.state}")
        if check.fix:
            click.echo(f"    {'':<{width}}  → {check.fix}")
    if any(check.fix and check.needed for check in checks):
        finish(STATUS_ENVIRONMENT)


def _python() -> Iterator[Check]:
    good = sys.version_info >= (3, 11)
    yield Check(
        name="Python",
        state=sys.version.split()[0],
        fix="" if good else "Install Python 3.11 or newer.",
    )


def _clashes() -> Iterator[Check]:
    """Other distributions that install a package of the same name overwrite files without a word."""
    owners = metadata.packages_distributions()
    for package in PACKAGES:
        others = sorted(set(owners.get(package, ())) - {DISTRIBUTION})
        yield Check(
            name=f"package {package}",
            state=f"also installed by {', '.join(others)}" if others else "ours alone",
            fix=f"Install {DISTRIBUTION} in a virtual environment without {', '.join(others)}."
            if others
            else "",
        )


def _libraries() -> Iterator[Check]:
    for requirement in metadata.requires(DISTRIBUTION) or ():
        if "extra ==" in requirement:
            continue
        name = re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]
        try:
            yield Check(name=name, state=metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(name=name, state="missing", fix=f"pip install '{requirement}'")


def _optional() -> Iterator[Check]:
    for name, (purpose, fix) in OPTIONAL.items():
        there = importlib.util.find_spec(name) is not None
        yield Check(
            name=name,
            state=metadata.version(name) if there else f"not installed; only needed for {purpose}",
            fix="" if there else fix,
            needed=False,
        )

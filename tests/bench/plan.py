"""What is measured beside what: rows of the table, in groups that begin with ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.documents import SIGNED
from tests.bench.environments import (
    Effort,
    Figures,
    measure_our_command,
    measure_ours,
    measure_peer,
    measure_peer_command,
)
from tests.bench.measure import find_schemas

Measure = Callable[[Path, Effort], Figures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case: what it is called in options and figures, what a reader sees, how it is measured."""

    name: str
    title: str
    measure: Measure
    peer: bool = False
    only: str = ""
    """Measured only on documents whose name starts with this; else on all but those to be signed."""

    def is_for(self, document: str) -> bool:
        return document.startswith(self.only) if self.only else not document.startswith(SIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows that do comparable work; ratios are to the first."""

    title: str
    rows: tuple[Row, ...]


def _ours(case: str, title: str, *, only: str = "") -> Row:
    return Row(name=case, title=title, measure=partial(measure_ours, case), only=only)


def _peer(case: str, title: str) -> Row:
    return Row(name=case, title=title, measure=partial(measure_peer, case), peer=True)


def _measure_with_schema(document: Path, effort: Effort) -> Figures:
    """dcclib is faster when it is told the schema file and need not look for one."""
    folder = find_schemas()
    if folder is None:
        return Figures(reason="needs the official schemas: set DCC_CORPORA to the corpora's folder")
    arguments = ("dcclib", "validate", "all", "--xsd-schema", str(folder / "dcc-3.3.0.xsd"))
    return measure_peer_command(arguments, document, effort)


GROUPS = (
    Group(
        title="Check",
        rows=(
            _ours("validate", "ours: schema + integrity"),
            _ours("lxml-schema", "lxml: schema"),
            _ours("xmlschema", "xmlschema: schema"),
            _peer("dcclib-schema", "dcclib: schema"),
            _peer("dcclib-schematron", "dcclib: Schematron"),
        ),
    ),
    Group(
        title="Read",
        rows=(
            _ours("read", "ours: whole model"),
            _ours("lxml-parse", "lxml: bare tree"),
            _peer("pydcc-load", "pydcc: load"),
            _peer("pydcc-results", "pydcc: results of a loaded"),
        ),
    ),
    Group(
        title="XML to JSON",
        rows=(
            _ours("json", "ours"),
            _peer("dcclib-json", "dcclib"),
            _peer("toolkit-json", "dcc-json-toolkit, schema kept"),
        ),
    ),
    Group(
        title="Values into numpy",
        rows=(_ours("numpy", "ours: file to array", only="values"),),
    ),
    Group(
        title="Verify signatures",
        rows=(
            _ours("verify", "ours: one RSA-3072", only=SIGNED),
            _ours("verify-floor", "bare: parse, C14N, hash, RSA", only=SIGNED),
            _ours("verify-four", "ours: four RSA-3072", only=SIGNED),
            _ours("signxml", "signxml: one, without chain", only=SIGNED),
        ),
    ),
    Group(
        title="Whole process",
        rows=(
            Row(
                name="process",
                title="dcc validate",
                measure=partial(measure_our_command, ("dcc", "validate")),
            ),
            Row(
                name="dcclib-process",
                title="dcclib validate all",
                measure=partial(measure_peer_command, ("dcclib", "validate", "all")),
                peer=True,
            ),
            Row(
                name="dcclib-process-schema",
                title="the same with --xsd-schema",
                measure=_measure_with_schema,
                peer=True,
                only="20KB",
            ),
        ),
    ),
)


def all_rows() -> Iterator[Row]:
    for group in GROUPS:
        yield from group.rows

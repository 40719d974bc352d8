"""Building sources from a folder, or from the good one after a change to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcc.errors import DocumentError
from dcc.findings import Finding, Severity
from dcc.model import Certificate, Quantity, QuantityList
from dcc.source import Built, build, build_traced

HERE = Path(__file__).parent
GOOD = (HERE / "good.yaml").read_text("utf-8")
TABLE = (HERE / "table.csv").read_bytes()


def build_folder(folder: Path) -> Built:
    """What ``folder/source.yaml`` is made into."""
    return build_traced((folder / "source.yaml").read_bytes(), read=lambda name: (folder / name).read_bytes())


def edited(*edits: tuple[str, str]) -> str:
    """The good source after replacing the first of each pair by the second."""
    source = GOOD
    for old, new in edits:
        assert old in source, f"{old!r} is not in the good source"
        source = source.replace(old, new, 1)
    return source


def build_good(*edits: tuple[str, str], table: bytes = TABLE, **files: bytes) -> Certificate:
    """The certificate of the good source after some edits, with ``table`` and other files beside it."""
    beside = {"table.csv": table} | {name.replace("_", "."): data for name, data in files.items()}

    def read(name: str) -> bytes:
        if name not in beside:
            raise FileNotFoundError(2, "No such file or directory")
        return beside[name]

    return build(edited(*edits).encode(), read=read)


def mistakes(*edits: tuple[str, str], table: bytes = TABLE, **files: bytes) -> tuple[Finding, ...]:
    """What is found wrong with the good source after some edits."""
    with pytest.raises(DocumentError) as caught:
        build_good(*edits, table=table, **files)
    return tuple(found for found in caught.value.findings if found.severity is Severity.ERROR)


def warnings(*edits: tuple[str, str]) -> tuple[Finding, ...]:
    """What the good source, which still builds after these edits, had better say otherwise."""
    return build_traced(edited(*edits).encode(), read=lambda _: TABLE).findings


def mistake(*edits: tuple[str, str], table: bytes = TABLE, **files: bytes) -> Finding:
    """The one mistake in the good source after some edits."""
    found = mistakes(*edits, table=table, **files)
    assert len(found) == 1, found
    return found[0]


def first_table(certificate: Certificate) -> QuantityList:
    """The first table of the first result."""
    content = certificate.results[0].data.content[0]
    assert isinstance(content, QuantityList)
    return content


def column(certificate: Certificate, place: int) -> Quantity:
    """A column of the first table, counted from 0."""
    found = first_table(certificate).content[place]
    assert isinstance(found, Quantity)
    return found

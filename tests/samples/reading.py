"""The samples, for tests to read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from dcc.model import Certificate, Quantity, QuantityList
from dcc.xml.reading import read

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FOLDERS = sorted(path.parent for path in SAMPLES.glob("*/source.yaml"))
THERMOMETER, WEIGHTS, GAUGE, MULTIMETER, DISPENSER, REJECTED = (
    SAMPLES / name
    for name in (
        "platinum-resistance-thermometer",
        "weights-e2",
        "pressure-gauge",
        "digital-multimeter",
        "fuel-dispenser",
        "fuel-dispenser-rejected",
    )
)
each_sample = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def certificate_of(folder: Path) -> Certificate:
    return read((folder / "certificate.xml").read_bytes())


def elements(folder: Path, *names: str) -> Iterator[etree._Element]:
    """The elements of these names in the certificate."""
    return etree.parse(folder / "certificate.xml").iter(*names)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns(certificate: Certificate, place: int) -> list[Quantity]:
    """The columns of the table of a result."""
    (table,) = (part for part in certificate.results[place].data.content if isinstance(part, QuantityList))
    return [column for column in table.content if isinstance(column, Quantity)]

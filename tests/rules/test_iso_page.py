"""The page on ISO/IEC 17025 says of every item rightly whether its lack is noticed."""

from __future__ import annotations

import copy
import re

import pytest
from lxml import etree

import dcc.codes
import signing.codes
from dcc.findings import codes_in
from tests.corpora import PROJECT

PAGE = (PROJECT / "docs" / "reference" / "iso-iec-17025.md").read_text("utf-8")
CELLS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines()]
ROWS = [cells for cells in CELLS if len(cells) == 5 and cells[3] in ("no", "yes, schema")]
SAMPLES = [
    etree.parse(PROJECT / "samples" / name / "certificate.xml")
    for name in ("platinum-resistance-thermometer", "pressure-gauge")
]
NAMESPACES = {"dcc": "https://ptb.de/dcc", "si": "https://ptb.de/si"}


def places() -> list[tuple[str, bool]]:
    """Every place that the tables name, and whether its lack is noticed."""
    found = {}
    for _, _, where, noticed, _ in ROWS:
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", where), noticed == "yes, schema")
    return sorted(found.items())


def without(path: str) -> bytes:
    """A sample that has the place, without it wherever it stands."""
    prefix = "si" if path.startswith("measurementUncertainty") else "dcc"
    steps = "//" + "/".join(f"{prefix}:{step}" for step in path.split("/"))
    for sample in SAMPLES:
        document = copy.deepcopy(sample)
        elements = document.xpath(steps, namespaces=NAMESPACES)
        for element in elements:
            element.getparent().remove(element)
        if elements:
            return etree.tostring(document)
    raise AssertionError(f"no sample has {path}")


@pytest.mark.parametrize(("path", "noticed"), places())
def test_what_the_page_says_of_a_missing_item(path: str, noticed: bool) -> None:
    found = {finding.code for finding in dcc.validate(without(path)).findings}
    assert ("SCHEMA-INVALID" in found) is noticed
    assert noticed or found <= {"REF-DANGLING"}


def test_every_code_on_the_page_is_one() -> None:
    known = codes_in(dcc.codes) | codes_in(signing.codes)
    named = set(re.findall(r"`([A-Z]+(?:-[A-Z0-9]+)+)`", PAGE))
    assert len(named) >= 20
    assert sorted(named - set(known)) == []


def test_every_code_that_rests_on_the_standard_is_on_the_page() -> None:
    known = codes_in(dcc.codes) | codes_in(signing.codes)
    resting = [name for name, code in known.items() if code.clause.startswith("ISO/IEC 17025")]
    assert [name for name in resting if f"`{name}`" not in PAGE] == []

"""What is read is read whole: a changed document is refused with its place or comes back with the change."""

from __future__ import annotations

import itertools
import random

import pytest
from lxml import etree

import dcc
from dcc import schema
from dcc.exchange.json import read_json, write_json
from dcc.findings import has_errors
from dcc.xml.names import VERSIONS
from dcc.xml.parse import parse
from tests.xml.canonical import canonical
from tests.xsd import generate, mutate

SEED = 17025
EVERY = 20


def read(data: bytes) -> dcc.Certificate | dcc.DocumentError:
    try:
        return dcc.read(data)
    except dcc.DocumentError as refusal:
        return refusal


def assert_refused_or_kept(mutant: mutate.Mutant) -> None:
    data = etree.tostring(mutant.document, xml_declaration=True, encoding="UTF-8")
    outcome = read(data)
    if isinstance(outcome, dcc.DocumentError):
        assert has_errors(schema.check(parse(data))), f"valid but refused: {mutant.change}: {outcome}"
        (finding,) = outcome.findings
        assert finding.location.line, mutant.change
        assert finding.location.xpath, mutant.change
    else:
        written = dcc.write(outcome)
        assert canonical(written) == canonical(data), mutant.change
        assert dcc.write(read_json(write_json(outcome))) == written, mutant.change


@pytest.mark.parametrize("version", VERSIONS)
def test_a_change_at_random_is_refused_or_kept(version: str) -> None:
    rng = random.Random(SEED)  # noqa: S311 -- not a secret but a repeatable choice
    bases = [etree.fromstring(document) for document in generate.generate(version)]
    for mutant in mutate.random_mutants(bases, rng, count=25):
        assert_refused_or_kept(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_every_kind_of_change_is_refused_or_kept(version: str) -> None:
    count = 0
    for mutant in itertools.islice(mutate.mutants(version, seed=SEED, random_count=0), None, None, EVERY):
        assert_refused_or_kept(mutant)
        count += 1
    assert count > 100

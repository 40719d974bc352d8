"""The same verdict from our schemas and the official ones, on what others wrote and on what is broken."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree

from dcc import schema
from dcc.findings import has_errors
from dcc.xml.names import VERSIONS
from dcc.xml.parse import parse
from tests.corpora import documents, needs_corpora, official_schema
from tests.xsd import generate, mutate
from tests.xsd.components import XS

SEED = int(os.environ.get("DCC_MUTANT_SEED", "330"))

ACCEPTED_HERE_ALONE = {
    "lutaml__dcc__valid_formula.xml": "MathML in dcc:mathml, which the official wildcard wants declared",
}

pytestmark = needs_corpora


# --- documents that others wrote -------------------------------------------------------------------------


def judgeable() -> list[Path]:
    """The documents that are XML and state a version that is known."""
    return [path for path in documents("dcc") if _version(path) in VERSIONS]


def _version(path: Path) -> str | None:
    try:
        return etree.parse(path).getroot().get("schemaVersion")
    except etree.XMLSyntaxError:
        return None


@pytest.mark.parametrize("path", judgeable(), ids=lambda path: path.name)
def test_documents_that_others_wrote_get_the_official_verdict(path: Path) -> None:
    root = parse(path.read_bytes())
    version = schema.version_of(root)
    findings = schema.check(root)
    by_official_files = schema.check(root, schema_dir=official_schema("").resolve())
    ours, official = not has_errors(findings), not has_errors(by_official_files)
    if path.name in ACCEPTED_HERE_ALONE:
        assert ours
        assert not official
        assert [finding.code for finding in findings] == ["FOREIGN-XML"]
        return
    assert ours == official
    assert findings == by_official_files, "the official files lead to the same findings at the same places"
    if version not in schema.WITHOUT_SIGNATURE_SLOT:
        assert official == etree.XMLSchema(etree.parse(official_schema(f"dcc-{version}.xsd"))).validate(root)


def test_there_are_documents_of_several_versions() -> None:
    assert {_version(path) for path in judgeable()} >= {"2.4.0", "3.1.1", "3.1.2", "3.2.0", "3.2.1", "3.3.0"}


# --- mutants ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Judges:
    """Three schemas of one version: ours, the official one, and that one with a lax ``xmlType``."""

    ours: etree.XMLSchema
    official: etree.XMLSchema
    tolerant: etree.XMLSchema
    count: int = 0
    valid: int = 0
    foreign: int = 0
    unexplained: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, version: str, *, ours: etree._ElementTree | None = None) -> Judges:
        mine = schema.schema_path(version)
        assert mine is not None
        official = official_schema(f"dcc-{version}.xsd")
        tolerant = etree.parse(official)
        for wildcard in tolerant.iterfind(f"{XS}complexType[@name='xmlType']//{XS}any"):
            wildcard.set("processContents", "lax")
        return cls(
            ours=etree.XMLSchema(etree.parse(mine) if ours is None else ours),
            official=etree.XMLSchema(etree.parse(official)),
            tolerant=etree.XMLSchema(tolerant),
        )

    def judge(self, mutants: Iterable[mutate.Mutant]) -> None:
        """Count what the schemas say of each mutant, and keep the changes that divide them."""
        self.unexplained += [mutant.change for mutant in mutants if self.divided_by(mutant)]

    def divided_by(self, mutant: mutate.Mutant) -> bool:
        """Whether the verdicts differ, and not for the one reason that there may be."""
        self.count += 1
        ours = self.ours.validate(mutant.document)
        self.valid += ours
        return ours != self.official.validate(mutant.document) and not self.is_foreign(mutant, ours=ours)

    def is_foreign(self, mutant: mutate.Mutant, *, ours: bool) -> bool:
        """Whether the strict wildcard alone makes the difference, and a finding says so."""
        codes = {finding.code for finding in schema.check(mutant.document)}
        explained = ours and self.tolerant.validate(mutant.document) and codes == {"FOREIGN-XML"}
        self.foreign += explained
        return explained


@pytest.mark.parametrize("version", VERSIONS)
def test_a_few_hundred_mutants_get_the_same_verdict(version: str) -> None:
    judges = Judges.of(version)
    bases = [etree.fromstring(document) for document in generate.generate(version)]
    judges.judge(mutate.random_mutants(bases, random.Random(SEED), 80))  # noqa: S311 -- repeatable
    assert judges.unexplained == []
    assert 0 < judges.valid < judges.count


@pytest.mark.slow
def test_ten_thousand_mutants_get_the_same_verdict(
    record_property: Callable[[str, object], None],
) -> None:
    everything = []
    for version in VERSIONS:
        judges = Judges.of(version)
        judges.judge(mutate.mutants(version, seed=SEED, random_count=500))
        everything.append(judges)
        record_property(
            "figure",
            f"DCC {version}: {judges.count:,} mutants (seed {SEED}), {judges.valid:,} valid, "
            f"{judges.foreign} with other XML that only we accept, "
            f"{len(judges.unexplained)} unexplained disagreements",
        )
    total = sum(judges.count for judges in everything)
    record_property("figure", f"together {total:,} mutants")
    assert [change for judges in everything for change in judges.unexplained] == []
    assert total >= 10_000
    assert sum(judges.foreign for judges in everything) > 0


@pytest.mark.slow
def test_mutants_of_documents_that_others_wrote_get_the_same_verdict() -> None:
    for version, paths in itertools.groupby(
        sorted(judgeable(), key=_version_or_empty), key=_version_or_empty
    ):
        judges = Judges.of(version)
        bases = [parse(path.read_bytes()) for path in paths]
        judges.judge(mutate.random_mutants(bases, random.Random(SEED), 300))  # noqa: S311 -- repeatable
        assert judges.unexplained == []


def _version_or_empty(path: Path) -> str:
    return _version(path) or ""


SABOTAGE = {
    "an enumeration lacks a value": ("enumeration[@value='noFail']", "remove", ""),
    "a pattern is looser": ("pattern[@value='[a-z]{2}']", "value", "[a-zA-Z]{2}"),
    "an element may be missing": ("element[@name='uniqueIdentifier']", "minOccurs", "0"),
    "an element may repeat": ("element[@name='issueDate']", "maxOccurs", "2"),
    "an attribute is missing": (
        "complexType[@name='itemListType']/{xs}attribute[@name='refId']",
        "remove",
        "",
    ),
    "an element has another type": ("element[@name='period']", "type", "xs:string"),
    "a truth value may be any text": ("element[@name='mainSigner']", "type", "xs:string"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("path", "attribute", "value"), SABOTAGE.values(), ids=SABOTAGE.keys())
def test_a_slip_in_a_schema_would_be_noticed(path: str, attribute: str, value: str) -> None:
    version = "3.3.0"
    tampered = _in_one_document(version)
    node = tampered.find(f".//{XS}{path.replace('{xs}', XS)}")
    assert node is not None
    if attribute == "remove":
        node.getparent().remove(node)
    else:
        node.set(attribute, value)
    judges = Judges.of(version, ours=tampered.getroottree())
    mutants = itertools.chain(
        mutate.value_mutants(version, seed=SEED), mutate.mutants(version, seed=SEED, random_count=0)
    )
    assert any(map(judges.divided_by, mutants))


def _in_one_document(version: str) -> etree._Element:
    """Our schema of a version with its included parts put into it, so that any of them can be changed."""
    path = schema.schema_path(version)
    assert path is not None
    root = etree.parse(path).getroot()
    for include in root.findall(XS + "include"):
        part = etree.parse(path.parent / include.attrib["schemaLocation"]).getroot()
        root.extend(node for node in list(part) if node.tag != XS + "import")
        root.remove(include)
    return root

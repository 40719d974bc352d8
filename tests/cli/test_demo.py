"""The demo, run once as a user runs it, and what it leaves behind checked by others' programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from dcc.cli.demo import MARK, SAMPLES
from tests.cli.commands import dcc
from tests.corpora import official_schema
from tests.signing.peers import compile_for_jdk, jdk_says, needs_jdk, needs_xmlsec1, xmlsec1_accepts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that came out as it must."""
    place = tmp_path_factory.mktemp("told")
    outcome = dcc("demo", "--no-serve", cwd=place)
    assert outcome.status == 0, outcome.output + outcome.messages
    assert "All 20 checks came out as they must" in outcome.output
    return place / "demo"


def test_there_are_six_samples(demo: Path) -> None:
    assert len(SAMPLES) == 6
    assert sorted(path.parent.name for path in demo.glob("*/signed.xml")) == sorted(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_there_is_nothing_to_remark_on_a_sample(demo: Path, sample: str) -> None:
    done = dcc("verify", demo / sample / "signed.xml", "--trust", demo / "trust", "--format", "json")
    report = json.loads(done.output)
    assert (report["verdict"], report["findings"]) == ("passed", [])
    assert [signature["findings"] for signature in report["signatures"]] == [[], [], [], []]


@pytest.mark.parametrize("role", ["seal", "checker", "approver"])
def test_a_metrologists_key_does_nothing_but_a_metrologists_work(
    demo: Path, tmp_path: Path, role: str
) -> None:
    keys, signed = demo / "keys", tmp_path / "signed.xml"
    key = ("--key", keys / "metrologist.key.pem", "--cert", keys / "metrologist.chain.pem")
    assert dcc("sign", demo / SAMPLES[0] / "certificate.xml", "-o", signed, *key, "--role", role).status == 0
    done = dcc("verify", signed, "--trust", demo / "trust", "--format", "json")
    assert done.status == 1
    assert "SIGNER-ROLE-MISMATCH" in {each["code"] for each in json.loads(done.output)["findings"]}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_official_schema_accepts_a_signed_sample(demo: Path, sample: str) -> None:
    schema = etree.XMLSchema(etree.parse(official_schema("dcc-3.3.0.xsd")))
    schema.assertValid(etree.parse(demo / sample / "signed.xml"))


@needs_xmlsec1
@pytest.mark.parametrize("sample", SAMPLES)
def test_xmlsec1_accepts_all_four_signatures_of_a_sample(demo: Path, sample: str) -> None:
    document, anchor = demo / sample / "signed.xml", demo / "trust" / "anchors" / "root.pem"
    accepted = [
        xmlsec1_accepts(document, anchor=anchor, position=each, at=datetime.now(UTC)) for each in (1, 2, 3, 4)
    ]
    assert accepted == [True] * 4
    assert not xmlsec1_accepts(document, anchor=anchor, position=5, at=datetime.now(UTC))


@needs_jdk
def test_the_jdk_accepts_all_four_signatures_of_every_sample(demo: Path, tmp_path: Path) -> None:
    classes = compile_for_jdk(tmp_path)
    for sample in SAMPLES:
        said = jdk_says([demo / sample / "signed.xml"], classes=classes)
        # the number of references: document, properties and key information; the seal's three more
        expected = ["valid 3", "valid 3", "valid 3", "valid 6"]
        assert said == {("signed.xml", each): words for each, words in enumerate(expected, start=1)}


@needs_xmlsec1
def test_xmlsec1_refuses_what_the_demo_forged(demo: Path) -> None:
    forged, anchor = demo / "forged" / "one-digit-changed.xml", demo / "trust" / "anchors" / "root.pem"
    assert not any(
        xmlsec1_accepts(forged, anchor=anchor, position=each, at=datetime.now(UTC)) for each in (1, 2, 3, 4)
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_qr_code_leads_to_the_page_of_the_id_in_the_certificate(demo: Path, sample: str) -> None:
    codes = zxingcpp.read_barcodes(Image.open(demo / sample / "qr.png"))
    identifier = codes[0].text.rsplit("/", 1)[1]
    assert codes[0].text.startswith("HTTP://127.0.0.1:")
    assert identifier in (demo / sample / "signed.xml").read_text("utf-8").replace("-", "")


def test_a_second_demo_takes_the_place_of_the_first_and_of_nothing_else(demo: Path, tmp_path: Path) -> None:
    assert (demo / MARK).exists()
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").write_text("not made by a demo")
    outcome = dcc("demo", "--no-serve", cwd=tmp_path)
    assert outcome.status == 2
    assert "mine.txt" not in outcome.output
    assert (tmp_path / "demo" / "mine.txt").read_text() == "not made by a demo"

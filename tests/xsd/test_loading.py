"""The schema files load anywhere: offline, in both processors, each part in the versions it names."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import setuptools
import xmlschema
from lxml import etree

from dcc.xml.names import SI_VERSION_OF, VERSIONS
from tests.corpora import PROJECT
from tests.xsd.components import XS, documents

XSD = PROJECT / "xsd"
FILES = sorted(XSD.rglob("*.xsd"))
WHOLE = [path for path in FILES if path.parent.name != "parts"]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(XSD)) for path in paths]


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("path", WHOLE, ids=names(WHOLE))
def test_lxml_compiles_it_offline(path: Path) -> None:
    assert etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("path", WHOLE, ids=names(WHOLE))
def test_xmlschema_compiles_it_offline(path: Path) -> None:
    assert xmlschema.XMLSchema(str(path), allow="local").validity == "valid"


def test_there_is_one_schema_per_version_and_its_version_says_so() -> None:
    assert [path.parent.name for path in sorted((XSD / "dcc").glob("*/dcc.xsd"))] == list(VERSIONS)
    si = {path.parent.name for path in (XSD / "si").glob("*/SI_Format.xsd")}
    assert si == set(SI_VERSION_OF.values())
    for path in WHOLE:
        if path.parent.name[0].isdigit():
            assert etree.parse(path).getroot().get("version") == path.parent.name


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_imports_the_si_version_that_belongs_to_it(version: str) -> None:
    root = etree.parse(XSD / "dcc" / version / "dcc.xsd").getroot()
    imported = [node.get("schemaLocation") for node in root.iter(XS + "import")]
    assert f"../../si/{SI_VERSION_OF[version]}/SI_Format.xsd" in imported


@pytest.mark.parametrize("folder", ["dcc", "si"])
def test_a_part_is_included_by_exactly_the_versions_in_its_name(folder: str) -> None:
    versions = sorted(path.name for path in (XSD / folder).iterdir() if path.name[0].isdigit())
    assert versions
    for part in (XSD / folder / "parts").glob("*.xsd"):
        includers = [
            version
            for version in versions
            if any(part.samefile(_path(document)) for document in _whole(folder, version))
        ]
        assert includers == [version for version in versions if _holds_for(part.stem, version)], part.name


def _whole(folder: str, version: str) -> Iterator[etree._Element]:
    return documents(next((XSD / folder / version).glob("*.xsd")))


def _path(document: etree._Element) -> Path:
    return Path(document.getroottree().docinfo.URL or "")


def _holds_for(part: str, version: str) -> bool:
    first, _, last = part.removeprefix("from-").partition("-to-")
    return first <= version and (not last or version <= last)


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_every_location_is_relative_and_every_named_type_is_explained(path: Path) -> None:
    root = etree.parse(path).getroot()
    for node in root.iter(XS + "import", XS + "include"):
        location = node.get("schemaLocation")
        assert location is None or (re.match(r"[a-z./]", location) and "//" not in location)
    if "xmldsig" in path.parts:
        return
    unexplained = [
        node.get("name")
        for node in root.iterchildren(XS + "complexType", XS + "simpleType", XS + "attributeGroup")
        if node.find(f"{XS}annotation/{XS}documentation") is None
    ]
    assert not unexplained


def test_an_installation_brings_every_schema_file() -> None:
    distribution = setuptools.Distribution({"src_root": str(PROJECT)})
    distribution.parse_config_files([str(PROJECT / "setup.cfg")])
    package_data = distribution.package_data["xsd"]
    packed = {path for pattern in package_data for path in XSD.glob(pattern)}
    assert set(FILES) <= packed

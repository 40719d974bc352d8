"""Schema files that others published: what each is, what it needs beside it, whether it is genuine."""

from __future__ import annotations

import copy
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from dcc.errors import DocumentError
from dcc.xml.names import DCC, DS, QUDT, SI
from dcc.xml.parse import parse

_XS = "{http://www.w3.org/2001/XMLSchema}"
_NAMES = {DCC: "dcc-{}.xsd", SI: "SI_Format-{}.xsd", QUDT: "qudt-{}.xsd", DS: "xmldsig-core-schema.xsd"}
"""What the file of a namespace is called in a folder that holds several versions."""

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,30}")

OFFICIAL: Mapping[str, str] = MappingProxyType(
    {
        "SI_Format-1.3.1.xsd": "b16c1402a5410e84ad8ea6946ddbd3b48207326f673057ef1db7cc8e4c70c833",
        "SI_Format-2.0.0.xsd": "b7051d0fc6ab397c986067a468ffca201fbdb7fe6ab4b94fd363153120b99a4e",
        "SI_Format-2.1.0.xsd": "d06a30f495d96b0be01f39651f901bd3bc0e76a114d8cbcca8347a5549e2082d",
        "SI_Format-2.2.1.xsd": "5048297a0736d37cef77b8ff49ddbe96fe076faab3a87a2c3ac968bc08b16497",
        "dcc-2.4.0.xsd": "fb1c8be866edeed7c46082dfb00a24ecaf9c93d326d660421809bda8733c49fd",
        "dcc-3.0.0.xsd": "c7f135fcc76766a6e6e72d1e8589c71af075146721337f9abe7db4c2e50cc665",
        "dcc-3.1.0.xsd": "eb9ab558f57513048917dc3432cf55016b80ecb847c89d3a65e84dc298790486",
        "dcc-3.1.1.xsd": "bad332b900e1554111c47b26155d26ebedde48f85321313774ee29cd4ed344b7",
        "dcc-3.1.2.xsd": "d4b438a0282597cc64101da7227b2ee54bda3b5da433a640b86b8a000bc1599b",
        "dcc-3.2.0.xsd": "b181fe64efa06acfdc3a19d9b0e0422255c8502739cac491a8b4961158536842",
        "dcc-3.2.1.xsd": "40ac23dc12b5fdabe1bbb8a541e13d7ad15b7f7864a244a342bc262cc4cab0e1",
        "dcc-3.3.0.xsd": "4b3b0da4e7647058eecfea12b34f2ad6940a7132230c53dcf47e4f46687a78e0",
        "qudt-2.2.1.xsd": "f614b13e62cb5cd2c03042967435c65642e3db9995bb2787ae3c99b8ad7fb7e6",
        "xmldsig-core-schema.xsd": "9cca28b914e48ffed76e717fda4d3730e696a535815f3b04a02429aefe1bb424",
    }
)
"""The files published by PTB, BIPM and W3C, by name, with their ``content_sha256``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """A schema document.

    ``name`` is what it is called in a folder of schemas, ``needs`` what must lie beside it. ``sha256`` is of
    the bytes as ``sha256sum`` prints it; ``content_sha256`` is of what the file says, whichever way it is
    written and wherever it looks for the schemas that it imports (see ``content_digest``).
    """

    name: str
    needs: tuple[str, ...]
    sha256: str
    content_sha256: str

    @property
    def is_official(self) -> bool:
        """Whether it says exactly what the published file of this name says."""
        return OFFICIAL.get(self.name) == self.content_sha256


def describe(data: bytes) -> SchemaFile:
    """What kind of schema file ``data`` is.

    Raises ``DocumentError`` when it is not XML, not a schema, or a schema of something else.
    """
    root = parse(data)
    namespace = root.get("targetNamespace")
    if root.tag != f"{_XS}schema" or namespace not in _NAMES:
        raise DocumentError(
            "this is no schema of a certificate: neither DCC nor D-SI, QUDT or XML-DSig",
            hint="Give the .xsd file itself, not a page about it.",
        )
    version = root.get("version", "")
    if not _VERSION.fullmatch(version):
        raise DocumentError(f"the schema of {namespace} does not say which version it is")
    needed = [
        next(local_names(node.get("schemaLocation", "")))
        for node in root.iterchildren(_XS + "import", _XS + "include")
        if node.get("schemaLocation")
    ]
    return SchemaFile(
        name=_NAMES[namespace].format(version),
        needs=tuple(needed),
        sha256=hashlib.sha256(data).hexdigest(),
        content_sha256=content_digest(root),
    )


def content_digest(root: etree._Element) -> str:
    """SHA-256 over the C14N form without comments and without the places of imports.

    The published files import each other from the web; copies for use without a network name local files
    instead and say the same otherwise.
    """
    bare = copy.deepcopy(root)
    for node in bare.iterchildren(_XS + "import", _XS + "include"):
        node.attrib.pop("schemaLocation", "")
    return hashlib.sha256(etree.tostring(bare, method="c14n", with_comments=False)).hexdigest()


def local_names(url: str) -> Iterator[str]:
    """File names under which a schema from ``url`` may lie, the most telling first.

    ``…/v2.2.1/SI_Format.xsd`` is ``SI_Format-2.2.1.xsd``, else ``SI_Format.xsd``.
    """
    *folders, name = url.split("/")
    stem, _, suffix = name.rpartition(".")
    if folders and re.fullmatch(r"v\d.*", folders[-1]):
        yield f"{stem}-{folders[-1][1:]}.{suffix}"
    yield name


@functools.cache
def declared_elements(path: Path) -> frozenset[str]:
    """The elements that the schema at ``path``, or one that it includes or imports, declares globally.

    They are checked wherever they stand, even where a wildcard lets other elements through.
    """
    declared = set()
    seen = set()
    waiting = [path]
    while waiting:
        document = waiting.pop()
        if document in seen:
            continue
        seen.add(document)
        schema = etree.parse(document).getroot()
        namespace = schema.get("targetNamespace")
        for element in schema.iterchildren(_XS + "element"):
            declared.add(f"{{{namespace}}}{element.get('name')}")
        for reference in schema.iterchildren(_XS + "include", _XS + "import"):
            location = reference.get("schemaLocation")
            if location is not None:
                waiting.append((document.parent / location).resolve())
    return frozenset(declared)

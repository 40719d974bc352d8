"""The cases that run in our own environment: this project, and the libraries bare that it stands on.

Run as a script: ``python tests/bench/ours.py NAME DOCUMENT RUNS SECONDS``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from measure import Call, Case, NotMeasurableError, find_schemas, main

VERSION = "3.3.0"


def lxml_parse(path: Path) -> Call:
    from lxml import etree

    data = path.read_bytes()
    return lambda: etree.fromstring(data, etree.XMLParser(huge_tree=True))


def lxml_schema(path: Path) -> Call:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(_schema()))
    data = path.read_bytes()

    def call() -> None:
        if not schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True))):
            raise NotMeasurableError(f"the schema refuses {path.name}")

    return call


def xmlschema_valid(path: Path) -> Call:
    import xmlschema

    schema = xmlschema.XMLSchema(str(_schema()))

    def call() -> None:
        if not schema.is_valid(str(path)):
            raise NotMeasurableError(f"the schema refuses {path.name}")

    return call


def dcc_validate(path: Path) -> Call:
    import dcc

    data = path.read_bytes()
    dcc.validate  # noqa: B018  (imports what it needs; the first call then shows the loading of the schema)

    def call() -> None:
        report = dcc.validate(data)
        if not report.valid:
            raise NotMeasurableError(f"{path.name} is not valid: {report.findings[0].message}")

    return call


def dcc_read(path: Path) -> Call:
    import dcc

    data = path.read_bytes()
    read = dcc.read
    return lambda: read(data)


def dcc_json(path: Path) -> Call:
    """From the bytes of the XML to the bytes of the JSON."""
    import dcc
    from dcc.exchange.json import write_json

    data = path.read_bytes()
    read = dcc.read
    return lambda: write_json(read(data))


def dcc_numpy(path: Path) -> Call:
    """From the bytes of the file to one array: parsing, model and numbers together."""
    import numpy as np

    import dcc
    from dcc.model import NumberList

    data = path.read_bytes()

    def call() -> None:
        longest = max(_texts(dcc.read(data), NumberList), key=len)
        array = longest.to_numpy()
        if array.dtype != np.float64 or array.size < 1000:
            raise NotMeasurableError(f"{path.name} holds no long list")

    return call


def _texts(value: Any, kind: type) -> Iterator[Any]:
    """Every text of one kind in the model, found by walking its fields."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, kind)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), kind)


def _schema() -> Path:
    """The official schema where it is at hand, else ours."""
    official = find_schemas()
    if official:
        return official / f"dcc-{VERSION}.xsd"
    return Path(str(resources.files("xsd"))) / "dcc" / VERSION / "dcc.xsd"


def _of_signatures(name: str) -> Case:
    """A case of ``signatures.py``, which loads what only signatures need."""

    def case(path: Path) -> Call:
        import signatures

        made: Case = getattr(signatures, name)
        return made(path)

    return case


CASES = {
    "lxml-parse": lxml_parse,
    "lxml-schema": lxml_schema,
    "xmlschema": xmlschema_valid,
    "validate": dcc_validate,
    "read": dcc_read,
    "json": dcc_json,
    "numpy": dcc_numpy,
    "verify": _of_signatures("verify_one"),
    "verify-floor": _of_signatures("floor"),
    "verify-four": _of_signatures("verify_four"),
    "signxml": _of_signatures("signxml_one"),
}

if __name__ == "__main__":
    main(CASES)

"""The cases that run in the peers' environment, and what the peers need before they run without a network.

Run there as a script: ``python tests/bench/peers.py NAME DOCUMENT RUNS SECONDS``, or with ``prepare`` alone.
"""

from __future__ import annotations

import shutil
import sys
from importlib import util
from pathlib import Path

from measure import Call, NotMeasurableError, find_schemas, main

VERSION = "3.3.0"

OSCRYPTO_PATTERN = (r"(\\d\\.\\d\\.\\d[a-z]*)", r"(\\d\\.\\d\\.\\d+[a-z]*)")
"""oscrypto 1.3.0, which pydcc needs, does not recognise OpenSSL 3.0.10 and later by their version."""


def prepare() -> None:
    """Lay the official schemas where dcclib looks for downloaded ones; let pydcc start."""
    _fill_schema_cache()
    _fill_pydcc_workspace()
    _let_oscrypto_recognise_openssl()


def _fill_schema_cache() -> None:
    from dcc_json_toolkit.cache import CACHE_DIR_PATH

    official = find_schemas()
    if official is None:
        return
    folder = CACHE_DIR_PATH / VERSION
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in official.glob("*.xsd"):
        name = "dcc.xsd" if path.name == f"dcc-{VERSION}.xsd" else path.name
        shutil.copyfile(path, folder / name)


def _fill_pydcc_workspace() -> None:
    """A workspace with no schemas in it: pydcc then reads certificates without asking for a download."""
    folder = Path.home() / "pydcc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Readme.txt").write_text("Made for measuring.\n")
    (folder / "data.json").write_text("{}\n")


def _let_oscrypto_recognise_openssl() -> None:
    specification = util.find_spec("oscrypto")
    if specification is None or specification.origin is None:
        return
    for path in (Path(specification.origin).parent / "_openssl").glob("_libcrypto_c*.py"):
        path.write_text(path.read_text().replace(*OSCRYPTO_PATTERN))


def dcclib_schema(path: Path) -> Call:
    from dcclib.validation.xsd import XsdValidator, get_schema_path

    validator = XsdValidator.from_file(get_schema_path(VERSION))

    def call() -> None:
        if not validator.validate_file(str(path)).is_valid:
            raise NotMeasurableError(f"dcclib refuses {path.name}")

    return call


def dcclib_schematron(path: Path) -> Call:
    from dcclib.validation import SchematronValidator

    validator = SchematronValidator.for_dcc()

    def call() -> None:
        if not validator.validate_file(str(path)).is_valid:
            raise NotMeasurableError(f"dcclib's Schematron refuses {path.name}")

    return call


def dcclib_json(path: Path) -> Call:
    from dcclib.conversion import JSONConverter

    return lambda: JSONConverter.from_file(str(path)).convert()


def toolkit_json(path: Path) -> Call:
    """With the schema built once, outside the measured call."""
    import json

    from dcc_json_toolkit import DccSchema, DccSourceContent

    schema = DccSchema(VERSION)
    return lambda: json.dumps(schema.to_dict(DccSourceContent(str(path))))


def pydcc_load(path: Path) -> Call:
    from dcc import DCC

    return lambda: DCC(str(path))


def pydcc_results(path: Path) -> Call:
    from dcc import DCC

    certificate = DCC(str(path))
    return lambda: certificate.get_calibration_results("xpath")


CASES = {
    "dcclib-schema": dcclib_schema,
    "dcclib-schematron": dcclib_schematron,
    "dcclib-json": dcclib_json,
    "toolkit-json": toolkit_json,
    "pydcc-load": pydcc_load,
    "pydcc-results": pydcc_results,
}

if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        main(CASES)

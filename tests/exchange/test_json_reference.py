"""The reference page of the JSON shape says what is so."""

from __future__ import annotations

import json
import re
from typing import Any

import dcc
from dcc import codes
from dcc.exchange.json import to_json
from tests.corpora import PROJECT

PAGE = (PROJECT / "docs" / "reference" / "json.md").read_text("utf-8")
DOCUMENT = (PROJECT / "docs" / "howto" / "read-values.xml").read_bytes()


def example() -> Any:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    return json.loads(block)


def missing(shown: Any, real: Any, path: str = "$") -> list[str]:
    """The places where what the page shows is not part of what there is."""
    if isinstance(shown, dict):
        if not isinstance(real, dict):
            return [path]
        return [place for key in shown for place in missing(shown[key], real.get(key), f"{path}.{key}")]
    if isinstance(shown, list):
        if not isinstance(real, list) or len(shown) > len(real):
            return [path]
        return [place for i, item in enumerate(shown) for place in missing(item, real[i], f"{path}[{i}]")]
    return [] if shown == real else [path]


def test_the_example_is_a_part_of_a_real_certificate() -> None:
    document = DOCUMENT.replace(b"<dcc:mainSigner>1<", b"<dcc:mainSigner>true<").replace(
        b"<dcc:city>Otherville</dcc:city>", b"<dcc:street>Eichweg</dcc:street><dcc:city>Exampleton</dcc:city>"
    )
    assert missing(example(), to_json(dcc.read(document))) == []


def test_every_code_for_json_is_named() -> None:
    names = {name.replace("_", "-") for name in vars(codes) if name.startswith("JSON_")}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()

"""Every kind of finding about a signature is explained, and some test brings it about."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcc.findings import Code
from signing import codes

CODES = {value.name: value for value in vars(codes).values() if isinstance(value, Code)}
TESTS = {
    path: path.read_text("utf-8")
    for path in Path(__file__).parent.rglob("test_*.py")
    if path != Path(__file__)
}


@pytest.mark.parametrize("name", CODES)
def test_every_code_is_expected_by_a_test(name: str) -> None:
    assert any(f'"{name}"' in source for source in TESTS.values())


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_is_explained(code: Code) -> None:
    assert code.name.startswith(("SIG-", "SIGNER-"))
    assert code.title[0].isupper()
    assert not code.title.endswith(".")
    assert code.meaning.endswith(".")
    assert code.hint.endswith(".")


def test_constants_and_names_agree() -> None:
    for constant, value in vars(codes).items():
        if isinstance(value, Code):
            assert constant == value.name.replace("-", "_")

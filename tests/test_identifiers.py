"""Verification ids and instrument codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc import identifiers
from dcc.errors import UsageError

RANDOM = st.binary(min_size=identifiers.RANDOM_BYTES, max_size=identifiers.RANDOM_BYTES)


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("A12425GABC1234002", "M"),  # the example of the Global Release Identifier standard
        ("11100000000013338W00211320482014138860P201807250201001", "M"),
        ("ABC123", "0"),
        ("1A", "D"),
        ("91350100M000100Y4", "N"),
    ],
)
def test_check_characters_are_those_of_iso_7064_mod_37_36(text: str, character: str) -> None:
    assert identifiers.check_character(text) == character


def test_the_smallest_and_the_largest_id() -> None:
    assert identifiers.new_id(bytes(17))[:26] == "0" * 26
    assert identifiers.new_id(b"\xff" * 17)[:26] == "Z" * 26


def test_only_the_first_130_bits_count() -> None:
    assert identifiers.new_id(b"\x11" * 16 + b"\x00") == identifiers.new_id(b"\x11" * 16 + b"\x3f" + b"more")
    assert identifiers.new_id(b"\x11" * 16 + b"\x00") != identifiers.new_id(b"\x11" * 16 + b"\x40")


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(UsageError, match="17 random bytes, not 16"):
        identifiers.new_id(bytes(16))


@given(RANDOM)
def test_an_id_reads_back_however_it_is_written(random: bytes) -> None:
    identifier = identifiers.new_id(random)
    lookalikes = identifier[:26].replace("0", "o").replace("1", "l") + identifier[26]
    assert len(identifier) == identifiers.LENGTH
    assert identifier.isascii()
    assert identifier.isalnum()
    for written in (identifier, identifier.lower(), identifiers.grouped(identifier), lookalikes):
        assert identifiers.parse(written) == identifier


@given(RANDOM, st.integers(0, 25), st.integers(1, 31))
def test_one_wrong_character_is_noticed(random: bytes, place: int, shift: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    identifier = identifiers.new_id(random)
    other = alphabet[(alphabet.index(identifier[place]) + shift) % 32]
    assert not identifiers.is_valid(identifier[:place] + other + identifier[place + 1 :])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this one has 0"),
        ("0" * 28, "this one has 28"),
        ("U" + "0" * 26, "character 1 of the id, 'U'"),
        ("0" * 25 + "证" + "0", "character 26 of the id, '证'"),
        ("0" * 26 + "_", "does not fit"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        identifiers.parse(text)
    assert not identifiers.is_valid(text)

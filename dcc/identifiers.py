"""Verification ids and instrument codes: what a QR code carries and a person may have to type.

Both have the same form: 26 characters of Crockford's base32 (130 random bits, so that nobody can guess or
count them) and one check character after ISO 7064 MOD 37,36. Upper case is canonical; reading ignores case,
spaces and hyphens, and takes O for 0 and I or L for 1 in the first 26 characters, as Crockford intends; the
check character is any letter or digit and is taken as it stands, or it would not notice every mistyped one.
"""

from __future__ import annotations

from typing import Final

from dcc.errors import UsageError

RANDOM_BYTES: Final = 17
"""How many random bytes ``new_id`` needs; six of their 136 bits are not used."""

LENGTH: Final = 27
"""Characters of an id, the check character included."""

_DIGITS = 26
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_SEPARATORS = str.maketrans("", "", " -\u00a0\u2010\u2011")
_GROUP = 4


def new_id(random: bytes) -> str:
    """An id made of the first 130 bits of ``random``, which must be at least 17 unpredictable bytes."""
    if len(random) < RANDOM_BYTES:
        raise UsageError(
            f"an id needs {RANDOM_BYTES} random bytes, not {len(random)}",
            hint="Pass secrets.token_bytes(identifiers.RANDOM_BYTES).",
        )
    number = int.from_bytes(random[:RANDOM_BYTES]) >> (RANDOM_BYTES * 8 - _DIGITS * 5)
    digits = "".join(_BASE32[number >> (5 * place) & 31] for place in reversed(range(_DIGITS)))
    return digits + check_character(digits)


def parse(text: str) -> str:
    """The canonical form of an id as somebody typed or scanned it.

    Raises ``UsageError`` saying what is wrong: its length, a character, or the check character.
    """
    typed = text.translate(_SEPARATORS).upper()
    if len(typed) != LENGTH:
        raise UsageError(
            f"an id has {LENGTH} letters and digits, this one has {len(typed)}",
            hint="Compare it with the one printed beside the QR code.",
        )
    digits = typed[:_DIGITS].translate(_LOOKALIKES)
    for place, character in enumerate(digits, start=1):
        if character not in _BASE32:
            raise UsageError(
                f"character {place} of the id, {character!r}, is never used in one",
                hint="Ids use the digits and the letters A to Z without I, L, O and U.",
            )
    expected = check_character(digits)
    if typed[-1] != expected:
        raise UsageError(
            "the last character does not fit the others, so one of them is mistyped",
            hint="Compare each character with the id printed beside the QR code.",
        )
    return digits + expected


def is_valid(text: str) -> bool:
    """Whether ``text`` is an id in any of the ways of writing it that ``parse`` reads."""
    try:
        parse(text)
    except UsageError:
        return False
    return True


def grouped(identifier: str) -> str:
    """``identifier`` in groups of four, to print where people read it."""
    return "-".join(identifier[start : start + _GROUP] for start in range(0, len(identifier), _GROUP))


def check_character(text: str) -> str:
    """The check character of ISO 7064 MOD 37,36 for ``text``, which holds digits and capital letters only."""
    product = 36
    for character in text:
        total = (product + _BASE36.index(character)) % 36 or 36
        product = total * 2 % 37
    return _BASE36[(37 - product) % 36]

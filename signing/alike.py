"""When two names are the same: an organisation's, a person's. Nothing that only looks alike is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_EAST_ASIAN = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
_BLANK_WITHIN = re.compile(f"(?<={_EAST_ASIAN}) +(?={_EAST_ASIAN})")
_BETWEEN_PARTS = re.compile(r"[\s,;]+")


def organization_key(name: str) -> str:
    """Equal for names that differ in capital letters, width of characters and white space alone."""
    return "".join(_folded(name).split())


def person_key(name: str) -> str:
    """The same for a person, whose family name may come first or last, behind a comma or not."""
    parts = " ".join(filter(None, _BETWEEN_PARTS.split(_folded(name))))
    return " ".join(sorted(_BLANK_WITHIN.sub("", parts).split()))


def share_script(name: str, others: Iterable[str]) -> bool:
    """Whether ``name`` is in a script of one of the others, so that it would be the same if it were."""
    own = _scripts(name)
    return any(own & _scripts(other) for other in others)


def look_alike(name: str, other: str) -> tuple[str, str] | None:
    """The characters of two scripts, as Unicode calls them, in which names differ that look the same."""
    pairs = list(zip(_folded(name), _folded(other), strict=False))
    different = [(one, two) for one, two in pairs if one != two]
    if len(name) != len(other) or not different or 2 * len(different) > len(pairs):
        return None
    one, two = different[0]
    return None if _scripts(one) == _scripts(two) else (_called(one), _called(two))


def _folded(name: str) -> str:
    """Compatibility forms and capital letters folded (Unicode Standard, 3.13, toNFKC_Casefold, but with the
    characters left in that are not shown: a name that holds one is another name)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _scripts(text: str) -> frozenset[str]:
    """The scripts of the letters, by the first word of their Unicode names."""
    return frozenset(unicodedata.name(each, "").partition(" ")[0] for each in set(text) if each.isalpha())


def _called(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"

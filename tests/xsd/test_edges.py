"""The values that mutants try would tell any slip in a facet of the schemas from what stands there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from lxml import etree

from dcc.xml.names import VERSIONS
from tests.xsd import generate, mutate

QUANTIFIERS = "?*+"
BLANKS_COUNT = ("string",)
"""Types whose blanks are part of the value; those around other values mean nothing."""


def facets(version: str) -> Iterator[tuple[Any, str, Any]]:
    """Each facet of each simple type of a version: the type, the facet's name and the facet."""
    components = generate.load(version)
    seen: set[int] = set()
    for document in generate.generate(version):
        for place in generate.places(etree.fromstring(document), components):
            for _, kind in mutate.simple_types(place):
                for each in _with_bases(kind):
                    if id(each) not in seen:
                        seen.add(id(each))
                        yield from ((each, _local(name), facet) for name, facet in each.facets.items())


def _with_bases(kind: Any) -> Iterator[Any]:
    """A type, the type of its items where it is a list, and what they restrict, down to the built-in ones."""
    while kind is not None and kind.target_namespace != generate.XS:
        yield kind
        if kind.is_list():
            yield from _with_bases(generate.item_type(kind))
        kind = kind.base_type


def _local(name: str | None) -> str:
    return (name or "assertion").rpartition("}")[2]


def slips(pattern: str) -> Iterator[re.Pattern[str]]:
    """The pattern with one character dropped, or changed for another that could stand there."""
    changed = set()
    for at, character in enumerate(pattern):
        others = QUANTIFIERS if character in QUANTIFIERS else "x"
        changed |= {pattern[:at] + other + pattern[at + 1 :] for other in ("", *others)}
    for slip in sorted(changed - {pattern}):
        try:
            yield compiled(slip)
        except re.error:
            continue


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of XML Schema, whose digits here are those of ASCII."""
    return re.compile(pattern.replace(r"\d", "[0-9]"))


def accepted(pattern: re.Pattern[str], values: Iterable[str]) -> set[str]:
    return {value for value in values if pattern.fullmatch(value)}


def near(values: Iterable[str], characters: str) -> set[str]:
    """What one more, one less or one other character makes of the values."""
    found = set()
    for value in values:
        for at in range(len(value) + 1):
            found |= {value[:at] + value[at + 1 :]}
            found |= {value[:at] + c + value[at + more :] for c in characters for more in (0, 1)}
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_any_slip_in_a_pattern_would_be_noticed(version: str) -> None:
    patterns = [
        (kind, pattern)
        for kind, name, facet in facets(version)
        if name == "pattern"
        for pattern in facet.regexps
    ]
    assert len(patterns) >= 4
    unnoticed = []
    for kind, pattern in patterns:
        kept = generate.built_in(kind) in BLANKS_COUNT
        values = {value if kept else value.strip(" \t\r\n") for value in mutate.edges(kind)}
        right = compiled(pattern)
        good = accepted(right, values)
        assert good, f"no value that {pattern} allows is tried"
        assert good != values, f"no value that {pattern} forbids is tried"
        around = near(sorted(good, key=len)[:20], "".join(sorted(set(pattern) & set("019aAZexEN.+-/ "))))
        for slip in slips(pattern):
            matters = accepted(slip, around) != accepted(right, around)
            if matters and accepted(slip, values) == good:
                unnoticed.append((pattern, slip.pattern))
    assert unnoticed == []


@pytest.mark.parametrize("version", VERSIONS)
def test_lists_are_tried_on_both_sides_of_their_least_length(version: str) -> None:
    for kind, name, facet in facets(version):
        assert name in ("pattern", "enumeration", "whiteSpace", "minLength"), "a facet that no test looks at"
        if name == "minLength":
            lengths = {len(value.split()) for value in mutate.edges(kind)}
            assert {facet.value - 1, facet.value} <= lengths


@pytest.mark.parametrize("version", VERSIONS)
def test_every_edge_and_every_value_of_every_enumeration_is_tried(version: str) -> None:
    components = generate.load(version)
    kinds = {
        id(kind): kind
        for document in generate.generate(version)
        for place in generate.places(etree.fromstring(document), components)
        for _, kind in mutate.simple_types(place)
    }.values()
    wanted = {(generate.type_name(kind), value) for kind in kinds for value in mutate.edges(kind)}
    enumerated = {
        (generate.type_name(kind), value)
        for kind in kinds
        for each in _with_bases(kind)
        for value in each.enumeration or ()
    }
    tried = {mutant.edge for mutant in mutate.value_mutants(version, seed=1)}
    assert wanted
    assert enumerated
    assert wanted | enumerated <= tried


def test_a_slip_is_a_pattern_with_one_character_less_or_other() -> None:
    assert {slip.pattern for slip in slips("a+b")} == {"+b", "x+b", "ab", "a?b", "a*b", "a+", "a+x"} - {"+b"}
    assert near(["a"], "b") == set(itertools.chain(["", "b", "ba", "ab", "a"]))

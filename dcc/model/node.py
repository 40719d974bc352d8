"""What every part of a certificate can carry besides its meaning."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class AsWritten:
    """How a document put something where the standard leaves a choice, kept to write it back alike.

    ``namespaces``: (prefix, namespace) declared here; the prefix of the default namespace is empty.
    ``prefix``: of the element itself, noted only in documents that have two for one namespace.
    ``attributes``: (name, value) of XML Schema instance attributes such as ``schemaLocation``.
    ``order``: fields in the order in which they stood, where any order is allowed.
    ``texts``: (field, position among its values, how that value stood) for values that are mere text.
    ``instructions``: processing instructions in front of the root element, such as a stylesheet's.
    """

    namespaces: tuple[tuple[str, str], ...] = ()
    prefix: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    texts: tuple[tuple[str, int, AsWritten], ...] = ()
    instructions: tuple[str, ...] = ()


# Comparing and showing are written once here: generated for each class they would double the time that
# importing the model takes.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Node:
    """Base of every part of a certificate. Two are equal when they say the same in the same characters;
    ``as_written`` takes no part in that. Showing one names only what it has."""

    as_written: AsWritten | None = None

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(_values(self) == _values(other))

    def __hash__(self) -> int:
        return hash((type(self), _values(self)))

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name in names_of(self))
        said = ", ".join(f"{name}={value!r}" for name, value in shown if value not in (None, ()))
        return f"{type(self).__name__}({said})"


def _values(node: Node) -> Any:
    return _getter(cast(Any, type(node)))(node)  # cast: mypy takes no class with a __hash__ for hashable


@functools.cache
def _getter(cls: type[Node]) -> Callable[[Any], Any]:
    names = _names(cast(Any, cls))
    return attrgetter(*names) if names else lambda _: ()


def names_of(node: Node) -> tuple[str, ...]:
    """The names of its fields, ``as_written`` apart."""
    return _names(cast(Any, type(node)))


@functools.cache
def _names(cls: type[Node]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls) if field.name != "as_written")

"""What every part of a certificate can carry besides its meaning."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class AsWritten:
    """How a document put something where the standard leaves a choice, kept to write it back alike.

    ``namespaces``: (prefix, namespace) declared here; the prefix of the default namespace is empty.
    ``attributes``: (name, value) of XML Schema instance attributes such as ``schemaLocation``.
    ``order``: fields in the order in which they stood, where any order is allowed.
    """

    namespaces: tuple[tuple[str, str], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Base of every part of a certificate. ``as_written`` takes no part in comparisons."""

    as_written: AsWritten | None = field(default=None, compare=False, repr=False)

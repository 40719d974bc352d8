"""The YAML of a source as a tree in which every key and value knows its line and column.

Only YAML's syntax is used: every scalar stays the text that stands in the file, so that ``0.020`` is not
0.02, ``no`` is not false and a date is not an object. Anchors, aliases and merge keys (``<<``) work; tags
do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import yaml

from dcc import codes
from dcc.findings import Code, Finding, Location, Severity
from dcc.source.encoding import decode, writable
from dcc.source.syntax import explain

Report = Callable[[Finding], None]

_STANDARD = "tag:yaml.org,2002:"
_MERGE = _STANDARD + "merge"
_NULL = _STANDARD + "null"
_DEEPEST = 40
_MOST = 200_000
"""Nodes after aliases are followed: a few nested aliases can stand for billions."""
_BEYOND = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_CUT_OFF = re.compile(r"[ \t]+(?P<word>#[^\s#]+)")
_ENTRY_HINT = "Delete one of the two; if it begins a new entry of the list, start its line with a hyphen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One text; ``empty`` when nothing (or ``null`` or ``~``) stands after the key."""

    text: str
    at: Location
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping, in the order written; ``keys`` tells where each key stands."""

    at: Location
    fields: Mapping[str, Node] = field(default_factory=dict)
    keys: Mapping[str, Location] = field(default_factory=dict)


Node = Scalar | Items | Fields


class _NoTree(Exception):  # noqa: N818 - it says what there is
    """Why a text cannot be made into a tree."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read_nodes(source: bytes, *, file: str, report: Report) -> Fields | None:
    """The tree of ``source``, or None after reporting why there is none."""
    text = decode(source, encoding="utf-8", at=Location(file=file), report=report)
    if text is None:
        return None
    try:
        root = _compose(text, file)
        tree = None if root is None else _Converter(text, file=file, report=report).convert(root)
    except _NoTree as reason:
        report(reason.finding)
        return None
    if isinstance(tree, Fields):
        return tree
    report(
        codes.SOURCE_SYNTAX.finding(
            "the file holds no keys",
            at=Location(file=file, line=1),
            hint="Start from what `dcc new` writes: lines of the form `key: value`.",
        )
    )
    return None


def _compose(text: str, file: str) -> yaml.Node | None:
    """PyYAML's tree of ``text``."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        raise _bottomless(Location(file=file, line=1)) from None
    except yaml.MarkedYAMLError as error:
        raise _NoTree(explain(error, text, file=file)) from None
    except (OverflowError, ValueError):  # from PyYAML, of an escape like \U00110000
        escape = _BEYOND.search(text)
        line = text.count("\n", 0, escape.start() if escape else 0) + 1
        message = "an escape (\\U) stands for no character"
        raise _NoTree(codes.SOURCE_SYNTAX.finding(message, at=Location(file=file, line=line))) from None
    except yaml.reader.ReaderError as error:
        finding = codes.SOURCE_SYNTAX.finding(
            f"the character U+{ord(text[error.position]):04X} is not allowed in YAML",
            at=Location(file=file, line=text.count("\n", 0, error.position) + 1),
            hint="Delete it; it usually comes from copying out of another program.",
        )
        raise _NoTree(finding) from None


def _bottomless(at: Location) -> _NoTree:
    message = "lists and mappings nest too deeply, or aliases repeat too much"
    hint = "Close brackets, put long lists into a file, and write values out instead of repeating aliases."
    return _NoTree(codes.SOURCE_SYNTAX.finding(message, at=at, hint=hint))


class _Converter:
    """Turns PyYAML's nodes into ours, reporting duplicate keys, tags and what cannot be written in XML."""

    def __init__(self, text: str, *, file: str, report: Report) -> None:
        self._text = text
        self._file = file
        self._report = report
        self._left = _MOST

    def convert(self, node: yaml.Node, *, key: str = "", depth: int = 0) -> Node:
        at = self._place(node, key)
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise _bottomless(at)
        if not node.tag.startswith(_STANDARD):
            self._say(
                codes.SOURCE_SYNTAX,
                f"the tag {node.tag} has no meaning here",
                at,
                hint="Delete the word that starts with an exclamation mark, or quote the value.",
            )
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, key=key, depth=depth, at=at)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(
                self.convert(item, key=f"{key}[{place}]", depth=depth + 1)
                for place, item in enumerate(node.value, start=1)
            )
            return Items(items=items, at=at)
        self._check_end(node, at)
        text = writable(node.value, lambda: at, self._report).strip()
        return Scalar(text=text, empty=node.tag == _NULL, at=at)

    def _check_end(self, node: yaml.Node, at: Location) -> None:
        """Warn when what follows a text without quotes may belong to it: ``name: Customer #1``."""
        quoted = isinstance(node, yaml.ScalarNode) and node.style
        cut = None if quoted else _CUT_OFF.match(self._text, node.end_mark.index)
        if cut is not None:
            finding = codes.SOURCE_SYNTAX.finding(
                f"the value ends before {cut['word']}, which YAML takes for a comment",
                at=at,
                hint="Put the value in quotes if that belongs to it; else write a blank behind the #.",
                severity=Severity.WARNING,
            )
            self._report(finding)

    def _fields(self, node: yaml.MappingNode, *, key: str, depth: int, at: Location) -> Fields:
        fields: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        merged: list[Fields] = []
        for name_node, value_node in node.value:
            if name_node.tag == _MERGE:
                merged += self._merged(value_node, key=key, depth=depth)
                continue
            name = name_node.value.strip() if isinstance(name_node, yaml.ScalarNode) else None
            if name is None:
                self._say(codes.SOURCE_SYNTAX, "a key must be one word", self._place(name_node, key))
                continue
            path = f"{key}.{name}" if key else name
            place = self._place(name_node, path)
            if name in fields:
                self._say(
                    codes.SOURCE_DUPLICATE_KEY,
                    f"{path} stands here a second time; the first is in line {keys[name].line}",
                    place,
                    hint=_ENTRY_HINT if key.endswith("]") else None,
                )
                continue
            keys[name] = place
            fields[name] = self.convert(value_node, key=path, depth=depth + 1)
        for other in merged:
            for name, value in other.fields.items():
                fields.setdefault(name, value)
                keys.setdefault(name, other.keys[name])
        return Fields(fields=fields, keys=keys, at=at)

    def _merged(self, node: yaml.Node, *, key: str, depth: int) -> list[Fields]:
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = [self.convert(part, key=key, depth=depth + 1) for part in parts]
        wrong = [part for part in found if not isinstance(part, Fields)]
        for part in wrong:
            self._say(codes.SOURCE_SYNTAX, "<< takes over keys, so a mapping must follow it", part.at)
        return [part for part in found if isinstance(part, Fields)]

    def _place(self, node: yaml.Node, key: str) -> Location:
        mark = node.start_mark
        return Location(file=self._file, line=mark.line + 1, column=mark.column + 1, key=key or None)

    def _say(self, code: Code, message: str, at: Location, *, hint: str | None = None) -> None:
        self._report(code.finding(message, at=at, hint=hint))

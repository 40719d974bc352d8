"""Walks a certificate of an older version and puts each part into the words of the newer one."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from typing import Any, cast

from dcc.model import ForeignXml, Node, Tokens
from dcc.upgrade.changes import Action, Journal
from dcc.upgrade.repairs import repair
from dcc.xml.description import LATEST, Part, Place
from dcc.xml.names import VERSIONS, shown
from dcc.xml.plan import plan_for


def rebuild(node: Node, where: str, journal: Journal) -> Node:
    """``node`` as the newest version says it; ``where`` is its XPath in the document as it was."""
    changed: dict[str, Any] = {}
    cls = cast(Any, type(node))
    for field, renaming in _renamings(cls, journal.version).items():
        if getattr(node, field) not in (None, ()):
            journal.note(renaming.what, f"{where}/{renaming.old}", **renaming.words)
    for field, name, before in _elements(cls, journal.version):
        value = getattr(node, field)
        if isinstance(value, Node):
            new: Any = rebuild(value, f"{where}/{name}", journal)
        elif isinstance(value, tuple):
            new = _rebuild_items(value, cls, name, before, where, journal)
        else:
            continue
        if new is not value:
            changed[field] = new
    return repair(dataclasses.replace(node, **changed) if changed else node, where, journal)


def redirect(node: Any, renamed_ids: dict[str, str]) -> Any:
    """``node`` with every reference to an id that was given up pointing to the one that took its place."""
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.name == "ref_id" and value is not None:
            items = value.items
            if any(item in renamed_ids for item in items):
                changed["ref_id"] = Tokens.of(*(renamed_ids.get(item, item) for item in items))
        elif isinstance(value, Node):
            new = redirect(value, renamed_ids)
            if new is not value:
                changed[field.name] = new
        elif isinstance(value, tuple):
            items = tuple(redirect(item, renamed_ids) if isinstance(item, Node) else item for item in value)
            if any(new is not old for new, old in zip(items, value, strict=True)):
                changed[field.name] = items
    return dataclasses.replace(node, **changed) if changed else node


def _rebuild_items(
    items: tuple[Any, ...], cls: type, name: str, before: int, where: str, journal: Journal
) -> Any:
    choices = plan_for(cast(Any, cls), journal.version).choices
    called = [name or shown(choices[type(item)]) for item in items]
    counts = Counter({name: before})
    totals = counts + Counter(called)
    rebuilt = []
    for item, item_name in zip(items, called, strict=True):
        counts[item_name] += 1
        step = f"{item_name}[{counts[item_name]}]" if totals[item_name] > 1 else item_name
        rebuilt.append(rebuild(item, f"{where}/{step}", journal) if isinstance(item, Node) else item)
    same = all(new is old for new, old in zip(rebuilt, items, strict=True))
    return items if same else tuple(rebuilt)


@functools.cache
def _elements(cls: type, version: str) -> tuple[tuple[str, str, int], ...]:
    """The fields of ``cls`` that hold elements, with their names in XML (none for a choice of several) and
    how many elements of that name another field holds before."""
    found = {}
    for part in plan_for(cast(Any, cls), version).parts:
        if part.place is Place.CHOICE:
            found[part.field] = ""
        elif part.type is not ForeignXml and part.place not in (Place.ATTRIBUTE, Place.TEXT):
            found[part.field] = shown(part.name)
    named = list(found.values())
    return tuple(
        (field, name, named[:place].count(name) if name else 0)
        for place, (field, name) in enumerate(found.items())
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Renaming:
    what: Action
    old: str
    words: dict[str, str]


@functools.cache
def _renamings(cls: type, version: str) -> dict[str, _Renaming]:
    """The fields of ``cls`` that another element or an attribute holds in the newest version."""
    newest = {part.field: part for part in plan_for(cast(Any, cls), LATEST).parts}
    found = {}
    for part in plan_for(cast(Any, cls), version).parts:
        new = newest.get(part.field)
        if new is None or new.place is Place.CHOICE or part.name == new.name:
            continue
        moved = new.place is Place.ATTRIBUTE
        found[part.field] = _Renaming(
            what=Action.MOVED if moved else Action.RENAMED,
            old=shown(part.name),
            words={
                "old": f"element {shown(part.name)}",
                "new": f"{'attribute' if moved else 'element'} {shown(new.name)}",
                "why": f"so it stands since DCC {_since(part, new)}",
            },
        )
    return found


def _since(old: Part, new: Part) -> str:
    return VERSIONS[max(new.since, old.until + 1)]

"""What an upgrade did, item by item."""

from __future__ import annotations

import enum
from collections import Counter
from dataclasses import dataclass, field

from dcc.model import Certificate


class Action(enum.StrEnum):
    """What happened to one place of the document."""

    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    TRIMMED = "trimmed"
    DROPPED = "dropped"
    FILLED = "filled in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: ``where`` is an XPath into the document before, ``old`` and ``new`` what stood there and
    what stands there now (either may be empty), ``why`` the rule that asks for it."""

    what: Action
    where: str
    old: str
    new: str
    why: str

    def as_json(self) -> dict[str, str]:
        return {
            "what": self.what.value,
            "where": self.where,
            "old": self.old,
            "new": self.new,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """A certificate of the newer version, and everything that was changed to get there."""

    certificate: Certificate
    changes: tuple[Change, ...]


class PerformancePlace(enum.StrEnum):
    """Where a calibration was performed (DCC 3.0.0 and later)."""

    LABORATORY = "laboratory"
    CUSTOMER = "customer"
    LABORATORY_BRANCH = "laboratoryBranch"
    CUSTOMER_BRANCH = "customerBranch"
    OTHER = "other"


@dataclass(slots=True, kw_only=True)
class Journal:
    """What is noted down while one document is upgraded. ``renamed_ids``: ids that had to be given up, with
    those that take their place. ``languages``: those that the certificate declares."""

    version: str
    performed_at: PerformancePlace | None
    languages: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
    renamed_ids: dict[str, str] = field(default_factory=dict)

    def note(self, what: Action, where: str, *, old: str = "", new: str = "", why: str) -> None:
        self.changes.append(Change(what=what, where=where, old=old, new=new, why=why))


def counted(changes: tuple[Change, ...]) -> list[tuple[Action, int]]:
    """How many changes there are of each kind, in the order of ``Action``."""
    counts = Counter(change.what for change in changes)
    return [(action, counts[action]) for action in Action if counts[action]]

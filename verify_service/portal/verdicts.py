"""What a page says first: one verdict for what the register knows, one for an uploaded file.

A wrong "genuine" is the worst answer. A page calls a file genuine only when its verification passed, the
register has it, and its status is valid; a page without a file speaks of the register's entry alone.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

from dcc import codes
from dcc.rules.catalogue import INTAKE
from dcc.vocabulary import CertificateType
from signing import Integrity, Verdict
from verify_service.matching import Match
from verify_service.records import Status
from verify_service.register import Entry


class Tone(enum.StrEnum):
    """How a verdict looks: each tone has a shape of its own besides its colour."""

    GOOD = "good"
    CAUTION = "caution"
    STOP = "stop"
    UNKNOWN = "unknown"


class Headline(enum.Enum):
    """The first sentence of a page; its texts have the value as their key."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    VOID = "void"
    NOT_REGISTERED = "not_registered"
    MISTYPED = "mistyped"
    FILE_GENUINE = "file_genuine"
    FILE_MISNAMED = "file_misnamed"
    FILE_EXPIRED = "file_expired"
    FILE_REJECTED = "file_rejected"
    FILE_SUSPENDED = "file_suspended"
    FILE_REPLACED = "file_replaced"
    FILE_VOID = "file_void"
    FILE_OTHER = "file_other"
    FILE_DIFFERENT = "file_different"
    FILE_CONTRADICTS = "file_contradicts"
    FILE_UNREADABLE = "file_unreadable"
    FILE_CHANGED = "file_changed"
    FILE_FAILED = "file_failed"
    FILE_UNREGISTERED = "file_unregistered"
    FILE_UNSIGNED = "file_unsigned"
    FILE_UNCERTAIN = "file_uncertain"

    @property
    def tone(self) -> Tone:
        return _TONES[self]

    @property
    def stamp(self) -> str | None:
        """The key of the word that is stamped over what must not be used."""
        return _STAMPS.get(self)


class Nature(enum.Enum):
    """What an uploaded file is by itself, before anybody is asked whether to trust it."""

    UNREADABLE = "no certificate, or damaged"
    UNSIGNED = "a certificate without a signature"
    CHANGED = "a certificate that was changed after it was signed"
    SIGNED = "a signed certificate"


_TONES = {
    Headline.IN_FORCE: Tone.GOOD,
    Headline.EXPIRED: Tone.CAUTION,
    Headline.REJECTED: Tone.CAUTION,
    Headline.SUSPENDED: Tone.CAUTION,
    Headline.REPLACED: Tone.STOP,
    Headline.VOID: Tone.STOP,
    Headline.NOT_REGISTERED: Tone.UNKNOWN,
    Headline.MISTYPED: Tone.UNKNOWN,
    Headline.FILE_GENUINE: Tone.GOOD,
    Headline.FILE_MISNAMED: Tone.CAUTION,
    Headline.FILE_EXPIRED: Tone.CAUTION,
    Headline.FILE_REJECTED: Tone.CAUTION,
    Headline.FILE_SUSPENDED: Tone.CAUTION,
    Headline.FILE_REPLACED: Tone.STOP,
    Headline.FILE_VOID: Tone.STOP,
    Headline.FILE_OTHER: Tone.CAUTION,
    Headline.FILE_DIFFERENT: Tone.STOP,
    Headline.FILE_CONTRADICTS: Tone.STOP,
    Headline.FILE_UNREADABLE: Tone.UNKNOWN,
    Headline.FILE_CHANGED: Tone.STOP,
    Headline.FILE_FAILED: Tone.STOP,
    Headline.FILE_UNREGISTERED: Tone.UNKNOWN,
    Headline.FILE_UNSIGNED: Tone.UNKNOWN,
    Headline.FILE_UNCERTAIN: Tone.UNKNOWN,
}
_STAMPS = {
    Headline.REPLACED: "stamp.void",
    Headline.VOID: "stamp.void",
    Headline.FILE_REPLACED: "stamp.void",
    Headline.FILE_VOID: "stamp.void",
    Headline.FILE_DIFFERENT: "stamp.not_original",
    Headline.FILE_CONTRADICTS: "stamp.not_original",
}

_UNREADABLE = {code.name for code in (*INTAKE, codes.SCHEMA_ROOT)}
_OF_ENTRY = {
    Status.SUSPENDED: Headline.SUSPENDED,
    Status.REPLACED: Headline.REPLACED,
    Status.VOID: Headline.VOID,
}
_OF_FILE = {
    Status.SUSPENDED: Headline.FILE_SUSPENDED,
    Status.REPLACED: Headline.FILE_REPLACED,
    Status.VOID: Headline.FILE_VOID,
}


def headline_of_entry(entry: Entry, *, today: date) -> Headline:
    """What the page of a registered certificate says."""
    status = entry.standing.status
    if status is not Status.VALID:
        return _OF_ENTRY[status]
    if _rejects(entry):
        return Headline.REJECTED
    return Headline.EXPIRED if _expired(entry, today) else Headline.IN_FORCE


def nature_of(report: Mapping[str, Any]) -> Nature:
    """What the file is that this report (JSON) is about."""
    if any(finding["code"] in _UNREADABLE for finding in report["findings"]):
        return Nature.UNREADABLE
    if not report["signatures"]:
        return Nature.UNSIGNED
    broken = any(signature["integrity"] == Integrity.BROKEN for signature in report["signatures"])
    return Nature.CHANGED if broken else Nature.SIGNED


def headline_of_file(
    verdict: Verdict,
    nature: Nature,
    match: Match,
    entry: Entry | None,
    *,
    expected: str | None,
    today: date,
    misnamed: bool = False,
) -> Headline:
    """What the page about an uploaded file says.

    ``entry`` is the registered certificate that matches, if any; ``expected`` the id of the certificate on
    whose page the file was checked, if it was on one; ``misnamed`` whether it names others than its signers.
    That a file is not the registered one comes before
    everything else there is to say of it.
    """
    if match is Match.DIFFERENT:
        return Headline.FILE_CONTRADICTS if verdict is Verdict.PASSED else Headline.FILE_DIFFERENT
    if nature is Nature.UNREADABLE:
        return Headline.FILE_UNREADABLE
    if verdict is Verdict.FAILED:
        return Headline.FILE_CHANGED if nature is Nature.CHANGED else Headline.FILE_FAILED
    registered = entry if match.proves_possession else None
    if registered is not None and registered.standing.status is not Status.VALID:
        return _OF_FILE[registered.standing.status]
    if verdict is Verdict.INDETERMINATE:
        return Headline.FILE_UNSIGNED if nature is Nature.UNSIGNED else Headline.FILE_UNCERTAIN
    if registered is None:
        return Headline.FILE_UNREGISTERED
    if expected is not None and registered.record.id != expected:
        return Headline.FILE_OTHER
    if _rejects(registered):
        return Headline.FILE_REJECTED
    if _expired(registered, today):
        return Headline.FILE_EXPIRED
    return Headline.FILE_MISNAMED if misnamed else Headline.FILE_GENUINE


def _rejects(entry: Entry) -> bool:
    """Whether the certificate, genuine as it is, says that the item failed: its title tells everybody."""
    return entry.record.description.type is CertificateType.REJECTION_NOTICE


def _expired(entry: Entry, today: date) -> bool:
    until = entry.record.description.valid_until
    return until is not None and until < today

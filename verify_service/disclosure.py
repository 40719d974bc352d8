"""Who sees what of a registered certificate: one table, and the two views that follow from it.

A digest proves nothing about who holds it, so it gives the public view; the file itself gives the holder's.
"""

from __future__ import annotations

import enum
from typing import Any

from verify_service.matching import Digests, Match
from verify_service.records import CertificateRecord, Disclosure, ItemRecord
from verify_service.register import Entry


class Tier(enum.Enum):
    """How much a reader may see."""

    PUBLIC = "anyone who has the id"
    HOLDER = "who holds the certificate itself"


def tier_for(match: Match, record: CertificateRecord, digests: Digests) -> Tier | None:
    """What somebody with a file may see of the registered certificate that the file matches.

    None when the file only names its number, which can be guessed: then its status, and no way to its page.
    """
    if match.proves_possession:
        return Tier.HOLDER
    return Tier.PUBLIC if digests.verification_id == record.id else None


def page_url(base_url: str, identifier: str) -> str:
    """Where people read about a certificate; its QR code holds the same address in capitals."""
    return f"{base_url.rstrip('/')}/c/{identifier}"


def status_json(entry: Entry) -> dict[str, Any]:
    """The standing of a certificate, which is public."""
    standing = entry.standing
    return {
        "id": entry.record.id,
        "number": entry.record.number,
        "status": standing.status.value,
        "since": standing.since.isoformat().replace("+00:00", "Z"),
        "reason": standing.reason.value if standing.reason else None,
        "replaced_by": standing.replaced_by,
        "replaces": entry.replaces,
        "supplements": entry.supplements,
        "supplemented_by": list(standing.supplemented_by),
    }


def record_json(entry: Entry, tier: Tier, *, base_url: str) -> dict[str, Any]:
    """A certificate as the register shows it to a reader of this tier."""
    record, description = entry.record, entry.record.description
    shown = {
        **status_json(entry),
        "url": page_url(base_url, record.id),
        "type": description.type.value,
        "laboratory": {
            "name": description.laboratory.as_json(),
            "code": description.laboratory_code or None,
        },
        "issue_date": description.issue_date.isoformat() if description.issue_date else None,
        "valid_until": description.valid_until.isoformat() if description.valid_until else None,
        "items": [_item_json(item, tier) for item in description.items],
    }
    if shows_conclusion(entry, tier):
        shown["conclusion"] = description.conclusion
    if tier is Tier.HOLDER:
        shown["customer"] = description.customer
        shown["notes"] = list(entry.notes)
    return shown


def match_json(entry: Entry, tier: Tier | None, *, base_url: str) -> dict[str, Any]:
    """The registered certificate that a file matches, as ``tier_for`` allows."""
    if tier is None:
        return {"number": entry.record.number, "status": entry.standing.status.value}
    return record_json(entry, tier, base_url=base_url)


def list_json(entry: Entry, *, base_url: str) -> dict[str, Any]:
    """A certificate in a public list: the public view with the middle of its number hidden."""
    shown = record_json(entry, Tier.PUBLIC, base_url=base_url)
    return {**shown, "number": mask_number(entry.record.number)}


def shows_conclusion(entry: Entry, tier: Tier) -> bool:
    """Whether a reader of this tier sees the statement of conformity."""
    return tier is Tier.HOLDER or entry.record.disclosure is Disclosure.CONCLUSION


def serial_for(item: ItemRecord, tier: Tier) -> str:
    """The item's serial number as a reader of this tier sees it."""
    return item.serial if tier is Tier.HOLDER else mask_serial(item.serial)


def mask_serial(serial: str) -> str:
    """The last four characters; of a number no longer than that, its second half."""
    shown = 4 if len(serial) > 4 else len(serial) // 2
    return "…" + serial[-shown:] if shown else ""


def mask_number(number: str) -> str:
    """A certificate number with its middle hidden, as lists show it."""
    ends = len(number) // 4
    return number[:ends] + "…" + number[len(number) - ends :]


def _item_json(item: ItemRecord, tier: Tier) -> dict[str, Any]:
    return {
        "kind": item.kind.as_json(),
        "manufacturer": item.manufacturer or None,
        "model": item.model or None,
        "serial": serial_for(item, tier) or None,
    }

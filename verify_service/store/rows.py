"""Between rows of the tables and frozen records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from dcc.facts.certificate import Wording
from dcc.vocabulary import CertificateType
from verify_service.records import (
    ApiKey,
    Approval,
    CertificateRecord,
    Description,
    Disclosure,
    Event,
    EventType,
    ItemRecord,
    Reason,
    Role,
    Status,
)

Row = sa.Row[Any]


def certificate_values(record: CertificateRecord) -> dict[str, object]:
    """The row of a newly registered certificate."""
    description = record.description
    return {
        "id": record.id,
        "number": description.number,
        "type": description.type.value,
        "laboratory": description.laboratory.as_json(),
        "laboratory_code": description.laboratory_code,
        "laboratory_id": description.laboratory_id,
        "customer": description.customer,
        "issue_date": description.issue_date,
        "valid_until": description.valid_until,
        "conclusion": description.conclusion,
        "disclosure": record.disclosure.value,
        "sha256": record.sha256,
        "content_sha256": record.content_sha256,
        "registered_at": record.registered_at,
        "registered_by": record.registered_by,
        "status": Status.VALID.value,
        "words": _words(description),
    }


def _words(description: Description) -> str:
    parts = [description.number, description.customer, description.laboratory_code]
    parts += [text for _, text in description.laboratory.texts]
    for item in description.items:
        parts += [text for _, text in item.kind.texts]
        parts += [item.manufacturer, item.model, item.serial]
    return "\n".join(part for part in parts if part).casefold()


def item_values(certificate_id: str, place: int, item: ItemRecord) -> dict[str, object]:
    return {
        "certificate_id": certificate_id,
        "place": place,
        "kind": item.kind.as_json(),
        "manufacturer": item.manufacturer,
        "model": item.model,
        "serial": item.serial,
        "instrument_code": item.instrument_code,
    }


def certificate(row: Row, items: Iterable[Row]) -> CertificateRecord:
    return CertificateRecord(
        id=row.id,
        description=Description(
            verification_id=row.id,
            number=row.number,
            type=CertificateType(row.type),
            laboratory=_wording(row.laboratory),
            laboratory_code=row.laboratory_code,
            customer=row.customer,
            issue_date=row.issue_date,
            valid_until=row.valid_until,
            conclusion=row.conclusion,
            items=tuple(_item(item) for item in items),
        ),
        sha256=row.sha256,
        content_sha256=row.content_sha256,
        disclosure=Disclosure(row.disclosure),
        registered_at=row.registered_at,
        registered_by=row.registered_by,
    )


def _item(row: Row) -> ItemRecord:
    return ItemRecord(
        kind=_wording(row.kind),
        manufacturer=row.manufacturer,
        model=row.model,
        serial=row.serial,
        instrument_code=row.instrument_code,
    )


def _wording(texts: dict[str, str]) -> Wording:
    return Wording(tuple(texts.items()))


def event_values(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "certificate_id": event.certificate_id,
        "type": event.type.value,
        "reason": event.reason.value if event.reason else None,
        "note": event.note,
        "by_id": event.by,
        "effective_from": event.effective_from,
        "recorded_at": event.recorded_at,
        "actor": event.actor,
    }


def event(row: Row) -> Event:
    """An event from a row of ``events`` joined with ``approvals`` as ``approved_by``, ``approved_at``."""
    approval = None
    if row.approved_by is not None:
        approval = Approval(actor=row.approved_by, recorded_at=row.approved_at)
    return Event(
        id=row.id,
        certificate_id=row.certificate_id,
        type=EventType(row.type),
        reason=Reason(row.reason) if row.reason else None,
        note=row.note,
        by=row.by_id,
        effective_from=row.effective_from,
        recorded_at=row.recorded_at,
        actor=row.actor,
        approval=approval,
    )


def api_key_values(key: ApiKey) -> dict[str, object]:
    return {
        "prefix": key.prefix,
        "digest": key.digest,
        "actor": key.actor,
        "roles": [role.value for role in key.roles],
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
    }


def api_key(row: Row) -> ApiKey:
    return ApiKey(
        prefix=row.prefix,
        digest=row.digest,
        actor=row.actor,
        roles=tuple(Role(role) for role in row.roles),
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )

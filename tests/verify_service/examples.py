"""Records to put into a register."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from dcc import identifiers
from dcc.facts.certificate import Wording
from dcc.vocabulary import CertificateType
from verify_service.records import CertificateRecord, Description, Disclosure, ItemRecord

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def an_id(number: int) -> str:
    return identifiers.new_id((number << 6).to_bytes(17))


def a_record(serial: int = 1, **changes: Any) -> CertificateRecord:
    """The record of one certificate of many; ``changes`` are to its description or else to the record."""
    description = Description(
        verification_id=an_id(serial),
        number=f"T2026-{serial:04}",
        type=CertificateType.CALIBRATION,
        laboratory=Wording((("zh", "示例计量院"), ("en", "Example Institute of Metrology"))),
        laboratory_code="L0001",
        customer="Anneliese Müller GmbH",
        issue_date=date(2026, 5, 3),
        valid_until=None,
        conclusion="pass",
        items=(
            ItemRecord(
                kind=Wording((("zh", "铂电阻温度计"), ("en", "Platinum resistance thermometer"))),
                manufacturer="Example Sensors",
                model="PT-100",
                serial="SN-2024-88431",
                instrument_code=an_id(7),
            ),
        ),
    )
    of_description = {name: changes.pop(name) for name in list(changes) if hasattr(description, name)}
    description = replace(description, **of_description)
    record = CertificateRecord(
        id=description.verification_id or an_id(serial),
        description=description,
        sha256=sha256(b"file %d" % serial).hexdigest(),
        content_sha256=sha256(b"content %d" % serial).hexdigest(),
        disclosure=Disclosure.NOTHING_MORE,
        registered_at=NOON,
        registered_by="publisher",
    )
    return replace(record, **changes)

"""Who sees what: the table of public and holder's fields."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dcc.vocabulary import CertificateType
from tests.verify_service.examples import NOON, a_record
from verify_service.disclosure import Tier, list_json, mask_number, mask_serial, record_json
from verify_service.lifecycle import Standing
from verify_service.records import Disclosure, Reason, Status
from verify_service.register import Entry

BASE = "https://verify.example.org"


def an_entry(disclosure: Disclosure = Disclosure.NOTHING_MORE) -> Entry:
    record = a_record(
        1,
        disclosure=disclosure,
        type=CertificateType.VERIFICATION,
        valid_until=date(2027, 5, 2),
        conclusion="pass",
    )
    standing = Standing(status=Status.SUSPENDED, since=NOON, reason=Reason.FRAUD)
    return Entry(
        record=record, standing=standing, replaces=None, supplements=None, notes=("A word in confidence.",)
    )


PUBLIC = [
    "suspended",
    "2026-11-20T12:00:00Z",
    "fraud",
    "示例计量院",
    "Example Institute of Metrology",
    "L0001",
    "verification",
    "2026-05-03",
    "2027-05-02",
    "T2026-0001",
    "Platinum resistance thermometer",
    "铂电阻温度计",
    "Example Sensors",
    "PT-100",
    "8431",
]
HOLDERS_ONLY = ["SN-2024-88431", "Müller", "A word in confidence."]


def shown(tier: Tier, disclosure: Disclosure = Disclosure.NOTHING_MORE) -> str:
    return json.dumps(record_json(an_entry(disclosure), tier, base_url=BASE), ensure_ascii=False)


@pytest.mark.parametrize("text", PUBLIC)
@pytest.mark.parametrize("tier", Tier)
def test_public_fields_are_shown_to_everybody(text: str, tier: Tier) -> None:
    assert text in shown(tier)


@pytest.mark.parametrize("text", HOLDERS_ONLY)
def test_the_rest_is_shown_to_the_holder_alone(text: str) -> None:
    assert text in shown(Tier.HOLDER)
    for disclosure in Disclosure:
        assert text not in shown(Tier.PUBLIC, disclosure)


def test_the_conclusion_is_public_only_where_the_laboratory_allows_it() -> None:
    assert '"conclusion"' not in shown(Tier.PUBLIC)
    assert '"conclusion": "pass"' in shown(Tier.PUBLIC, Disclosure.CONCLUSION)
    assert '"conclusion": "pass"' in shown(Tier.HOLDER)


def test_lists_hide_the_middle_of_the_number() -> None:
    assert list_json(an_entry(), base_url=BASE)["number"] == "T2…01"


@pytest.mark.parametrize(
    ("serial", "masked"),
    [("SN-2024-88431", "…8431"), ("47113", "…7113"), ("4711", "…11"), ("4", ""), ("", "")],
)
def test_of_a_serial_number_the_end_is_shown(serial: str, masked: str) -> None:
    assert mask_serial(serial) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("LX20260001", "LX…01"), ("证字第123号", "证…号"), ("7", "…")]
)
def test_a_masked_number_never_is_the_whole(number: str, masked: str) -> None:
    assert mask_number(number) == masked


def test_the_address_of_a_page_is_the_one_in_the_qr_code() -> None:
    entry = an_entry()
    assert record_json(entry, Tier.PUBLIC, base_url=BASE)["url"] == f"{BASE}/c/{entry.record.id}"

"""Certificate numbers are given once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dcc.errors import UsageError
from tests.verify_service.examples import NOON
from verify_service.numbering import Series, give_number
from verify_service.records import CertificateRecord
from verify_service.store import Store

Register = Callable[..., CertificateRecord]
SERIES = {"LX": Series(prefix="LX{year}字第", suffix="号", width=4)}


def give(store: Store, name: str, series: dict[str, Series] | None = None, year: int = 2026) -> str:
    with store.writing() as transaction:
        now = NOON.replace(year=year)
        return give_number(transaction, name, series=series or {}, actor="publisher", now=now)


def test_a_series_counts_up_in_its_own_look(store: Store) -> None:
    assert [give(store, "LX", SERIES) for _ in range(3)] == [
        "LX2026字第0001号",
        "LX2026字第0002号",
        "LX2026字第0003号",
    ]


def test_the_count_goes_on_in_a_new_year_and_under_another_look(store: Store) -> None:
    give(store, "LX", SERIES)
    assert give(store, "LX", SERIES, year=2027) == "LX2027字第0002号"
    assert give(store, "LX", {"LX": Series(prefix="T-")}, year=2027) == "T-00003"


def test_a_look_that_leads_back_to_old_numbers_skips_them(store: Store) -> None:
    same = {"A": Series(prefix="N"), "B": Series(prefix="N")}
    assert [give(store, "A", same) for _ in range(3)] == ["N00001", "N00002", "N00003"]
    assert give(store, "B", same) == "N00004"


def test_a_number_that_a_registered_certificate_bears_is_not_given(
    store: Store, registered: Register
) -> None:
    registered(1, number="K2026-00001")
    assert give(store, "K") == "K2026-00002"


def test_a_number_that_was_taken_but_failed_to_be_kept_is_not_lost(store: Store) -> None:
    with pytest.raises(UsageError):
        give(store, "")
    assert give(store, "K") == "K2026-00001"


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\nb"])
def test_a_series_needs_a_name(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="name of 1 to 40"):
        give(store, name)


def test_where_series_are_configured_there_are_no_others(store: Store) -> None:
    with pytest.raises(UsageError, match="no series 'K'"):
        give(store, "K", SERIES)

"""The database of the register: a real SQLite file, and a real PostgreSQL server."""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import sqlite3
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dcc.errors import EnvironmentFailure, UsageError
from dcc.vocabulary import CertificateType
from tests.verify_service.examples import NOON, a_record, an_id
from verify_service import ServiceConfig, create_app
from verify_service.records import Approval, CertificateRecord, Event, EventType, Reason, Status
from verify_service.service import EXTENSION
from verify_service.store import DuplicateError, Search, Store, open_store

Register = Callable[..., CertificateRecord]


def an_event(certificate: CertificateRecord, **changes: Any) -> Event:
    values: dict[str, Any] = {
        "id": "event-1",
        "certificate_id": certificate.id,
        "type": EventType.VOID,
        "reason": Reason.CONTENT_ERROR,
        "note": "Table 2 shows the values of another item.",
        "by": None,
        "effective_from": None,
        "recorded_at": NOON + timedelta(days=1),
        "actor": "publisher",
    }
    return Event(**(values | changes))


def test_a_certificate_comes_back_as_it_was_registered(store: Store, registered: Register) -> None:
    record = registered(1, valid_until=date(2027, 5, 2))
    with store.reading() as transaction:
        assert transaction.certificate(record.id) == record
        assert transaction.certificate_by_number("L0001", record.number) == record
        assert transaction.certificate_by_number("L0002", record.number) is None
        assert transaction.certificate_by_digest(record.sha256) == record
        assert transaction.certificate_by_content(record.content_sha256) == record
        assert transaction.file(record.id) == b"file 1"
        assert transaction.certificate(an_id(999)) is None
        assert transaction.file(an_id(999)) is None


def test_a_register_of_another_version_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "register.sqlite")) as database, database:
        database.execute("CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        database.execute("INSERT INTO settings VALUES ('schema-version', '99')")
    with pytest.raises(EnvironmentFailure, match="of version 99"):
        open_store(f"sqlite:///{tmp_path / 'register.sqlite'}")
    with contextlib.closing(sqlite3.connect(tmp_path / "register.sqlite")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("settings",)]


@pytest.mark.parametrize(
    ("same", "what"),
    [("sha256", "content"), ("id", "verification id"), ("number", "number")],
)
def test_no_two_certificates_share_a_number_an_id_or_a_file(
    store: Store, registered: Register, same: str, what: str
) -> None:
    first = registered(1)
    with pytest.raises(DuplicateError, match=what) as caught:
        registered(2, **{same: getattr(first, same)})
    assert caught.value.existing == first.id
    with store.reading() as transaction:
        assert transaction.count_by_status()[Status.VALID] == 1


def test_two_laboratories_may_use_the_same_number(store: Store, registered: Register) -> None:
    registered(1)
    registered(2, number="T2026-0001", laboratory_code="L0002")
    registered(3, number="T2026-0001", laboratory_code="")
    with pytest.raises(DuplicateError, match="number of this laboratory"):
        registered(4, number="T2026-0001", laboratory_code="")
    with store.reading() as transaction:
        assert transaction.certificate_by_number("L0002", "T2026-0001") == a_record(
            2, number="T2026-0001", laboratory_code="L0002"
        )


def test_who_publishes_the_same_a_moment_later_is_told_the_id_of_the_first(
    store: Store, registered: Register
) -> None:
    """``wait`` lets the second look for duplicates before the first is kept, where the database allows it."""

    def register_again() -> str:
        with pytest.raises(DuplicateError) as caught:
            registered(2, sha256=a_record(1).sha256)
        return caught.value.existing

    with ThreadPoolExecutor(1) as thread:
        with store.writing() as transaction:
            transaction.add_certificate(a_record(1), b"file 1")
            told = thread.submit(register_again)
            wait([told], timeout=0.5)
        assert told.result() == a_record(1).id


def test_what_somebody_reads_stays_the_same_while_others_write(store: Store, registered: Register) -> None:
    with store.reading() as transaction:
        before = transaction.count_by_status()
        registered(1)
        assert transaction.count_by_status() == before
    with store.reading() as transaction:
        assert transaction.count_by_status() != before


def test_an_instruments_certificates_are_listed_newest_first(store: Store, registered: Register) -> None:
    code = an_id(7)
    registered(1, issue_date=date(2024, 5, 3))
    registered(2, issue_date=None)
    registered(3, issue_date=date(2026, 5, 3))
    registered(4, items=())
    with store.reading() as transaction:
        found = transaction.certificates_of_instrument(code)
    assert [record.number for record in found] == ["T2026-0003", "T2026-0001", "T2026-0002"]


def test_events_and_their_approvals_come_back_in_the_order_of_recording(
    store: Store, registered: Register
) -> None:
    old, new = registered(1), registered(2)
    suspended = an_event(old, id="a", type=EventType.SUSPEND, note="")
    replaced = an_event(old, id="b", type=EventType.REPLACE, by=new.id, effective_from=NOON)
    with store.writing() as transaction:
        transaction.lock(old.id, new.id)
        transaction.add_event(suspended)
        transaction.add_event(replaced)
        transaction.add_approval("b", Approval(actor="approver", recorded_at=NOON + timedelta(days=2)))
    with store.reading() as transaction:
        first, second = transaction.history(old.id)
        assert first == suspended
        assert second.approval == Approval(actor="approver", recorded_at=NOON + timedelta(days=2))
        assert transaction.referring(new.id) == [second]
        assert transaction.history(new.id) == []


CONDITIONS: dict[str, Any] = {
    "customer": "müller",
    "type": CertificateType.VERIFICATION,
    "issued_from": date(2026, 6, 1),
    "status": Status.VOID,
    "words": "压力表",
}
"""Each condition alone is met by half of the certificates in the next test."""


def test_every_combination_of_conditions_finds_what_meets_all_of_them(
    store: Store, registered: Register
) -> None:
    kinds = list(itertools.product([False, True], repeat=len(CONDITIONS)))
    for number, (customer, verification, late, void, gauge) in enumerate(kinds, start=1):
        item = a_record().description.items[0]
        kind = type(item.kind)((("zh", "数字压力表" if gauge else "温度计"),))
        record = registered(
            number,
            customer="Anneliese müller GmbH" if customer else "Somebody else",
            type=CertificateType.VERIFICATION if verification else CertificateType.CALIBRATION,
            issue_date=date(2026, 6 if late else 5, 1),
            items=(type(item)(kind=kind),),
        )
        if void:
            with store.writing() as transaction:
                transaction.index_status(record.id, Status.VOID)
    for asked in kinds:
        conditions = dict(itertools.compress(CONDITIONS.items(), asked))
        expected = {
            f"T2026-{number:04}"
            for number, kind in enumerate(kinds, start=1)
            if all(has for has, wanted in zip(kind, asked, strict=True) if wanted)
        }
        with store.reading() as transaction:
            found, more = transaction.search(Search(**conditions))
        assert {record.number for record in found} == expected
        assert more is None


def test_a_percent_sign_is_looked_for_as_such(store: Store, registered: Register) -> None:
    registered(1, number="A_1")
    registered(2, number="AB1")
    with store.reading() as transaction:
        assert [record.number for record in transaction.search(Search(number="a_"))[0]] == ["A_1"]
        assert transaction.search(Search(words="%"))[0] == []


def test_pages_follow_each_other_without_gap_or_repetition(store: Store, registered: Register) -> None:
    for number in range(1, 8):
        registered(number)
    pages, after = [], None
    while True:
        with store.reading() as transaction:
            page, after = transaction.search(Search(after=after, limit=3))
        pages.append([record.number[-1] for record in page])
        if after is None:
            break
    assert pages == [["7", "6", "5"], ["4", "3", "2"], ["1"]]


def _take(url: str, how_many: int) -> list[int]:
    store = open_store(url)
    taken = []
    for _ in range(how_many):
        with store.writing() as transaction:
            taken.append(transaction.next_in_series("T"))
    store.close()
    return taken


@pytest.mark.usefixtures("store")
def test_processes_and_threads_never_get_the_same_number(url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as processes, ThreadPoolExecutor(4) as threads:
        by_processes = [processes.apply_async(_take, (url, 15)) for _ in range(2)]
        by_threads = [threads.submit(_take, url, 5) for _ in range(4)]
        taken = [n for result in by_processes for n in result.get()] + [
            n for result in by_threads for n in result.result()
        ]
    assert sorted(taken) == list(range(1, 51))


def _write_until_killed(url: str, told: Any) -> None:
    store = open_store(url)
    for number in range(1, 100_000):
        with store.writing() as transaction:
            transaction.add_certificate(a_record(number), b"file")
        told.send(number)


def test_what_was_acknowledged_survives_a_kill(url: str) -> None:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    writer = multiprocessing.get_context("spawn").Process(target=_write_until_killed, args=(url, sending))
    writer.start()
    sending.close()
    acknowledged = [receiving.recv() for _ in range(20)]
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    while receiving.poll():
        try:
            acknowledged.append(receiving.recv())
        except EOFError:
            break
    store = open_store(url)
    with store.reading() as transaction:
        for number in acknowledged:
            assert transaction.certificate(a_record(number).id) is not None
            assert transaction.file(a_record(number).id) == b"file"
    store.close()


def test_a_failing_block_leaves_nothing_behind(store: Store) -> None:
    def write_twice() -> None:
        with store.writing() as transaction:
            transaction.add_certificate(a_record(1), b"file")
            transaction.add_certificate(a_record(1), b"file")

    with pytest.raises(DuplicateError):
        write_twice()
    with store.reading() as transaction:
        assert transaction.certificate(a_record(1).id) is None


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_sqlite_forces_every_commit_to_disk(store: Store) -> None:
    with store.reading() as transaction:
        assert transaction.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert transaction.connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert transaction.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def _open(url: str) -> str:
    open_store(url).close()
    return url


def test_a_register_can_be_begun_by_several_at_once(url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as processes:
        assert processes.map(_open, [url] * 4, chunksize=1) == [url] * 4


def test_a_register_of_another_version_is_not_touched(store: Store, url: str) -> None:
    with store.writing() as transaction:
        transaction.connection.exec_driver_sql("UPDATE settings SET value = '99'")
    with pytest.raises(EnvironmentFailure, match="version 99"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "error", "message"),
    [
        ("register.sqlite", UsageError, "not understood"),
        ("nosuch://x", UsageError, "not understood"),
        ("sqlite://", UsageError, "cannot live in memory"),
        ("sqlite:////nowhere/register.sqlite", EnvironmentFailure, "unable to open"),
        ("oracle+oracledb://x", EnvironmentFailure, "driver for oracle"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named(url: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        open_store(url)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nobody_else_on_the_machine_reads_the_register(store: Store, tmp_path: Path) -> None:
    with store.writing() as transaction:
        transaction.add_certificate(a_record(), b"file")
        modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.glob("register.sqlite*")}
    assert modes["register.sqlite"] == 0
    assert set(modes.values()) == {0}


def test_a_file_that_is_not_a_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database. " * 100)
    with pytest.raises(EnvironmentFailure, match="not a database"):
        open_store(f"sqlite:///{file}")
    assert file.read_text().startswith("Not a database.")


def connections_to(name: str) -> int:
    """The files of this process that are ``name``, when all that nobody uses has been collected."""
    gc.collect()
    open_files = (Path(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd"))
    return sum(os.path.realpath(file) == name for file in open_files)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted on Linux")
def test_nothing_is_left_open(tmp_path: Path) -> None:
    """Python 3.13 warns of connections that nobody closed."""
    register, notes = str(tmp_path / "register.sqlite"), tmp_path / "notes.txt"
    app = create_app(ServiceConfig(database=f"sqlite:///{register}"))
    with app.extensions[EXTENSION].store.reading() as transaction:
        assert transaction.api_keys() == []
    assert connections_to(register)
    del app, transaction
    notes.write_text("Not a database. " * 100)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not connections_to(register)
        with pytest.raises(EnvironmentFailure, match="not a database"):
            open_store(f"sqlite:///{notes}")
        assert not connections_to(str(notes))

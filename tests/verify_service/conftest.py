"""A register on a real SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.verify_service.examples import a_record
from verify_service.records import CertificateRecord
from verify_service.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'register.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def registered(store: Store) -> Callable[..., CertificateRecord]:
    """Puts a record into the store, with some bytes for its file."""

    def register(serial: int = 1, **changes: Any) -> CertificateRecord:
        record = a_record(serial, **changes)
        with store.writing() as transaction:
            transaction.add_certificate(record, b"file %d" % serial)
        return record

    return register

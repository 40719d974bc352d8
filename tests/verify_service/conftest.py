"""A register in a real database, and a service around one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.verify_service.examples import NOON, a_record
from tests.verify_service.laboratory import Laboratory, a_document, found_laboratory
from tests.verify_service.postgresql import ABSENT, INITDB, PostgreSQL
from verify_service import ServiceConfig, create_app
from verify_service.records import CertificateRecord, Role
from verify_service.service import EXTENSION, create_key
from verify_service.store import Store, open_store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    if INITDB is None:
        pytest.skip(ABSENT)
    with PostgreSQL() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
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


@pytest.fixture(scope="session")
def laboratory() -> Laboratory:
    return found_laboratory()


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += timedelta(**time)


class Running:
    """A service with a publisher, an approver and a reader, asked through Flask's test client."""

    def __init__(self, folder: Path, laboratory: Laboratory) -> None:
        laboratory.write_trust(folder / "trust")
        self.laboratory = laboratory
        self.clock = Clock()
        self.config = ServiceConfig(
            base_url="https://verify.example.org",
            database=f"sqlite:///{folder / 'register.sqlite'}",
            trust=folder / "trust",
            operator="Example Institute",
        )
        self.app = create_app(self.config, clock=self.clock)
        self.client = self.app.test_client()
        self.store: Store = self.app.extensions[EXTENSION].store
        self.keys = {role: create_key(self.store, actor=role, role=role, now=NOON) for role in Role}

    def get(self, path: str, *, key: Role | None = None, **headers: str) -> TestResponse:
        return self.client.get(path, headers={**self._authorization(key), **headers}, buffered=True)

    def post(self, path: str, body: Any = None, *, key: Role | str | None = None) -> TestResponse:
        """POST bytes as a certificate, anything else as JSON."""
        content = (
            {"data": body, "content_type": "application/xml"} if isinstance(body, bytes) else {"json": body}
        )
        return self.client.post(path, headers=self._authorization(key), **content)

    def publish(self, document: bytes | None = None, **parts: Any) -> dict[str, Any]:
        """Sign and publish a certificate; the answer."""
        signed = self.laboratory.sign(document or a_document(**parts))
        answer = self.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
        assert answer.status_code == 201, answer.text
        published: dict[str, Any] = answer.json
        return {**published, "xml": signed}

    def event(self, identifier: str, kind: str, *, key: Role = Role.PUBLISHER, **more: str) -> TestResponse:
        body = {"type": kind, "reason": "content-error", **more}
        return self.post(f"/api/v1/certificates/{identifier}/events", body, key=key)

    def approve(self, event: TestResponse, *, key: Role = Role.APPROVER) -> TestResponse:
        asked = event.json
        return self.post(
            f"/api/v1/certificates/{asked['certificate']}/events/{asked['id']}/approve", {}, key=key
        )

    def end(self, identifier: str) -> None:
        """Make a certificate void."""
        assert self.approve(self.event(identifier, "void")).status_code == 201

    def _authorization(self, key: Role | str | None) -> dict[str, str]:
        if key is None:
            return {}
        return {"Authorization": f"Bearer {self.keys[key] if isinstance(key, Role) else key}"}


@pytest.fixture
def running(tmp_path: Path, laboratory: Laboratory) -> Iterator[Running]:
    service = Running(tmp_path, laboratory)
    yield service
    service.store.close()

"""What can be asked of the register's database and written to it, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from dcc.errors import DccError
from dcc.vocabulary import CertificateType
from verify_service.records import ApiKey, Approval, CertificateRecord, Event, Status
from verify_service.store import rows, tables


class DuplicateError(DccError):
    """The register has this id, number of the laboratory or file already; ``existing`` is its id."""

    def __init__(self, what: str, existing: str) -> None:
        super().__init__(
            f"a certificate with this {what} is registered already",
            hint="A corrected certificate gets a number and an id of its own and replaces the first.",
        )
        self.existing = existing


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for; a certificate is found when it meets every condition that is given.

    ``number``, ``customer`` and ``words`` match anywhere in the text, in any case. ``issued_from`` and
    ``issued_to`` include their days. ``after`` is the cursor of the page before; ``limit`` the page's size.
    """

    number: str | None = None
    customer: str | None = None
    type: CertificateType | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    status: Status | None = None
    words: str | None = None
    after: int | None = None
    limit: int = 50


class Transaction:
    """Questions and changes on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def setting(self, name: str, *, default: str) -> str:
        """A setting's value; ``default`` is written first where it was never set."""
        found = self.connection.execute(
            sa.select(tables.settings.c.value).where(tables.settings.c.name == name)
        ).scalar_one_or_none()
        if found is None:
            self.connection.execute(tables.settings.insert().values(name=name, value=default))
            return default
        return str(found)

    # Certificates

    def add_certificate(self, record: CertificateRecord, content: bytes) -> None:
        """Register a certificate with its file. Raises ``DuplicateError``."""
        self._refuse_duplicate(record)
        try:
            with self.connection.begin_nested():
                self.connection.execute(tables.certificates.insert().values(rows.certificate_values(record)))
        except sa.exc.IntegrityError:  # published at the same moment by somebody else
            self._refuse_duplicate(record)
            raise
        self.connection.execute(
            tables.files.insert().values(certificate_id=record.id, content=content),
        )
        for place, item in enumerate(record.description.items):
            self.connection.execute(tables.items.insert().values(rows.item_values(record.id, place, item)))

    def _refuse_duplicate(self, record: CertificateRecord) -> None:
        table = tables.certificates
        for condition, what in (
            (table.c.sha256 == record.sha256, "content"),
            (table.c.id == record.id, "verification id"),
            (_numbered(record.description.laboratory_id, record.number), "number of this laboratory"),
        ):
            existing = self.connection.execute(sa.select(table.c.id).where(condition)).scalar()
            if existing is not None:
                raise DuplicateError(what, existing)

    def certificate(self, identifier: str) -> CertificateRecord | None:
        return self._one(tables.certificates.c.id == identifier)

    def certificate_by_number(self, laboratory_id: str, number: str) -> CertificateRecord | None:
        return self._one(_numbered(laboratory_id, number))

    def certificate_by_digest(self, sha256: str) -> CertificateRecord | None:
        return self._one(tables.certificates.c.sha256 == sha256)

    def certificate_by_content(self, content_sha256: str) -> CertificateRecord | None:
        return self._one(tables.certificates.c.content_sha256 == content_sha256)

    def certificates_of_instrument(self, code: str) -> list[CertificateRecord]:
        """Certificates with an item that bears this instrument code, newest first."""
        bearing = sa.select(tables.items.c.certificate_id).where(tables.items.c.instrument_code == code)
        table = tables.certificates
        newest_first = (table.c.issue_date.desc().nulls_last(), table.c.position.desc())
        return self._many(sa.select(table).where(table.c.id.in_(bearing)).order_by(*newest_first))

    def search(self, search: Search) -> tuple[list[CertificateRecord], int | None]:
        """A page of certificates, newest first, and the cursor of the next page if there is one."""
        table = tables.certificates
        query = sa.select(table).order_by(table.c.position.desc()).limit(search.limit + 1)
        for condition in _conditions(search):
            query = query.where(condition)
        found = self.connection.execute(query).all()
        page = found[: search.limit]
        more = page[-1].position if len(found) > search.limit else None
        return self._with_items(page), more

    def file(self, certificate_id: str) -> bytes | None:
        """The certificate's bytes as they were published."""
        query = sa.select(tables.files.c.content).where(tables.files.c.certificate_id == certificate_id)
        return self.connection.execute(query).scalar_one_or_none()

    def _one(self, condition: sa.ColumnElement[bool]) -> CertificateRecord | None:
        query = sa.select(tables.certificates).where(condition).order_by(tables.certificates.c.position)
        found = self._many(query.limit(1))
        return found[0] if found else None

    def _many(self, query: sa.Select[*tuple[Any, ...]]) -> list[CertificateRecord]:
        return self._with_items(self.connection.execute(query).all())

    def _with_items(self, found: Sequence[rows.Row]) -> list[CertificateRecord]:
        items: dict[str, list[rows.Row]] = {row.id: [] for row in found}
        query = (
            sa.select(tables.items)
            .where(tables.items.c.certificate_id.in_(items))
            .order_by(tables.items.c.place)
        )
        for item in self.connection.execute(query):
            items[item.certificate_id].append(item)
        return [rows.certificate(row, items[row.id]) for row in found]

    # What happened to them

    def lock(self, *certificate_ids: str) -> None:
        """Keep everybody else from writing events of these certificates until the transaction ends."""
        table = tables.certificates
        query = sa.select(table.c.id).where(table.c.id.in_(certificate_ids)).order_by(table.c.position)
        self.connection.execute(query.with_for_update()).all()

    def history(self, certificate_id: str) -> list[Event]:
        """Everything that happened to a certificate, in the order of recording."""
        return self._events(tables.events.c.certificate_id == certificate_id)

    def referring(self, certificate_id: str) -> list[Event]:
        """Events of other certificates that name this one as replacing or supplementing them."""
        return self._events(tables.events.c.by_id == certificate_id)

    def add_event(self, event: Event) -> None:
        self.connection.execute(tables.events.insert().values(rows.event_values(event)))

    def add_approval(self, event_id: str, approval: Approval) -> None:
        self.connection.execute(
            tables.approvals.insert().values(
                event_id=event_id, actor=approval.actor, recorded_at=approval.recorded_at
            )
        )

    def index_status(self, certificate_id: str, status: Status) -> None:
        """Note what the events lead to now, for searches."""
        table = tables.certificates
        self.connection.execute(
            table.update().where(table.c.id == certificate_id).values(status=status.value)
        )

    def count_by_status(self) -> dict[Status, int]:
        table = tables.certificates
        query = sa.select(table.c.status, sa.func.count()).group_by(table.c.status)
        counted = {Status(status): count for status, count in self.connection.execute(query)}
        return {status: counted.get(status, 0) for status in Status}

    def _events(self, condition: sa.ColumnElement[bool]) -> list[Event]:
        approved = tables.approvals
        query = (
            sa.select(
                tables.events,
                approved.c.actor.label("approved_by"),
                approved.c.recorded_at.label("approved_at"),
            )
            .outerjoin(approved, approved.c.event_id == tables.events.c.id)
            .where(condition)
            .order_by(tables.events.c.position)
        )
        return [rows.event(row) for row in self.connection.execute(query)]

    # Numbers

    def next_in_series(self, name: str) -> int:
        """The next number of a series, from 1; no two transactions get the same one."""
        table = tables.series
        step = table.update().where(table.c.name == name).values(last=table.c.last + 1)
        if self.connection.execute(step).rowcount == 0:
            try:
                with self.connection.begin_nested():
                    self.connection.execute(table.insert().values(name=name, last=1))
            except sa.exc.IntegrityError:  # begun at the same moment by somebody else
                self.connection.execute(step)
        last = self.connection.execute(sa.select(table.c.last).where(table.c.name == name)).scalar_one()
        return int(last)

    def number_is_taken(self, number: str) -> bool:
        """Whether a number was given before, or a certificate that bears it is registered."""
        given = sa.select(tables.numbers.c.number).where(tables.numbers.c.number == number)
        borne = sa.select(tables.certificates.c.number).where(tables.certificates.c.number == number)
        return self.connection.execute(sa.union(given, borne)).first() is not None

    def add_number(self, number: str, *, series: str, actor: str, given_at: datetime) -> None:
        values = {"number": number, "series": series, "actor": actor, "given_at": given_at}
        self.connection.execute(tables.numbers.insert().values(values))

    # API keys

    def api_key(self, prefix: str) -> ApiKey | None:
        query = sa.select(tables.api_keys).where(tables.api_keys.c.prefix == prefix)
        row = self.connection.execute(query).one_or_none()
        return rows.api_key(row) if row else None

    def api_keys(self) -> list[ApiKey]:
        query = sa.select(tables.api_keys).order_by(tables.api_keys.c.created_at)
        return [rows.api_key(row) for row in self.connection.execute(query)]

    def add_api_key(self, key: ApiKey) -> None:
        self.connection.execute(tables.api_keys.insert().values(rows.api_key_values(key)))

    def revoke_api_key(self, prefix: str, at: datetime) -> None:
        table = tables.api_keys
        self.connection.execute(table.update().where(table.c.prefix == prefix).values(revoked_at=at))


def _numbered(laboratory_id: str, number: str) -> sa.ColumnElement[bool]:
    columns = tables.certificates.c
    return sa.and_(columns.laboratory_id == laboratory_id, columns.number == number)


def _conditions(search: Search) -> Iterator[sa.ColumnElement[bool]]:
    columns = tables.certificates.c
    if search.number is not None:
        yield columns.number.icontains(search.number, autoescape=True)
    if search.customer is not None:
        yield columns.customer.icontains(search.customer, autoescape=True)
    if search.type is not None:
        yield columns.type == search.type.value
    if search.issued_from is not None:
        yield columns.issue_date >= search.issued_from
    if search.issued_to is not None:
        yield columns.issue_date <= search.issued_to
    if search.status is not None:
        yield columns.status == search.status.value
    if search.words is not None:
        yield columns.words.contains(search.words.casefold(), autoescape=True)
    if search.after is not None:
        yield columns.position < search.after

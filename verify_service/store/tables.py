"""The register's tables. Rows of ``events``, ``approvals`` and ``numbers`` are only ever added."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

SCHEMA_VERSION = "2"


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware UTC datetime, also where the database keeps no time zone (SQLite)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

settings = sa.Table(
    "settings",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

certificates = sa.Table(
    "certificates",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("type", sa.String, nullable=False, index=True),
    sa.Column("laboratory", sa.JSON, nullable=False),
    sa.Column("laboratory_code", sa.String, nullable=False),
    sa.Column("laboratory_id", sa.String, nullable=False),
    sa.Column("customer", sa.String, nullable=False),
    sa.Column("issue_date", sa.Date, index=True),
    sa.Column("valid_until", sa.Date),
    sa.Column("conclusion", sa.String),
    sa.Column("disclosure", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False, unique=True),
    sa.Column("content_sha256", sa.String, nullable=False, index=True),
    sa.Column("registered_at", Moment, nullable=False),
    sa.Column("registered_by", sa.String, nullable=False),
    # What the events lead to now, kept so that a search can ask for it; written with each event.
    sa.Column("status", sa.String, nullable=False, index=True),
    # Everything a search for a word looks at, in lower case.
    sa.Column("words", sa.Text, nullable=False),
    sa.UniqueConstraint("laboratory_id", "number"),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("certificate_id", sa.ForeignKey("certificates.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

items = sa.Table(
    "items",
    metadata,
    sa.Column("certificate_id", sa.ForeignKey("certificates.id"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.JSON, nullable=False),
    sa.Column("manufacturer", sa.String, nullable=False),
    sa.Column("model", sa.String, nullable=False),
    sa.Column("serial", sa.String, nullable=False),
    sa.Column("instrument_code", sa.String, index=True),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("certificate_id", sa.ForeignKey("certificates.id"), nullable=False, index=True),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("by_id", sa.ForeignKey("certificates.id"), index=True),
    sa.Column("effective_from", Moment),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
)

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("event_id", sa.ForeignKey("events.id"), primary_key=True),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("prefix", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
)

series = sa.Table(
    "series",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("number", sa.String, primary_key=True),
    sa.Column("series", sa.String, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("given_at", Moment, nullable=False),
)

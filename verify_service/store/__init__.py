"""The register's database: the only place with SQL.

An SQLite file by default (write-ahead log, every commit forced to disk), or any other database SQLAlchemy
speaks to, such as PostgreSQL. All work happens inside ``reading()`` or ``writing()``; what is written counts
once the ``writing()`` block has ended.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from dcc.errors import EnvironmentFailure, UsageError
from verify_service.store import tables
from verify_service.store.transaction import DuplicateError, Search, Transaction

__all__ = ["DuplicateError", "Search", "Store", "Transaction", "is_missing", "open_store"]

_SECONDS_TO_WAIT_FOR_A_LOCK = 30
_CONNECTIONS = 16
_BEGINNING = 0x64636374
"""The lock on making the tables."""


class Store:
    """The database of one register. Safe to share between threads; one per process."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        # Others give a transaction one view unasked.
        view = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**view)
        self._writer = engine.execution_options(dcct_writes=True)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent view of the register."""
        with _clear_errors(self._engine), self._reader.connect() as connection:
            yield Transaction(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Everything done inside is kept when the block ends well, and nothing of it otherwise."""
        with _clear_errors(self._engine), self._writer.begin() as connection:
            yield Transaction(connection)

    def close(self) -> None:
        """Give back every connection, as before a fork."""
        self._engine.dispose()


def open_store(url: str) -> Store:
    """The store at a database URL; its tables are made where they are missing.

    Raises ``UsageError`` when ``url`` is not one, and ``EnvironmentFailure`` when the database does not
    answer, was made by another version, or its driver is not installed.
    """
    parsed = _parsed(url)
    try:
        engine = sa.create_engine(parsed, **_options(parsed))
    except (ArgumentError, NoSuchModuleError) as error:
        raise _not_understood(error) from None
    except ModuleNotFoundError as error:
        raise EnvironmentFailure(
            f"the driver for {parsed.drivername} is not installed (no module {error.name})",
            hint="For PostgreSQL: pip install 'dcc-toolchain[postgresql]', with a URL that begins with "
            "postgresql+psycopg://.",
        ) from None
    if parsed.get_backend_name() == "sqlite":
        _make_private_file(parsed)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    store = Store(engine)
    try:
        _prepare_tables(store)
    except BaseException:
        store.close()
        raise
    return store


def is_missing(url: str) -> bool:
    """Whether ``open_store`` would begin a new register at ``url``, an SQLite file that is not there yet.

    Raises ``UsageError`` when ``url`` is not one. Of other databases only opening them tells.
    """
    parsed = _parsed(url)
    is_file = parsed.get_backend_name() == "sqlite" and bool(parsed.database)
    return is_file and not os.path.exists(str(parsed.database))


def _parsed(url: str) -> sa.URL:
    try:
        return sa.make_url(url)
    except ArgumentError as error:
        raise _not_understood(error) from None


def _not_understood(error: Exception) -> UsageError:
    return UsageError(
        f"the database URL is not understood: {error}",
        hint="For example sqlite:///register.sqlite or postgresql+psycopg://user@host/name.",
    )


def _options(url: sa.URL) -> dict[str, Any]:
    options: dict[str, Any] = {"pool_size": _CONNECTIONS}
    if url.get_backend_name() == "sqlite":
        return {**options, "connect_args": {"timeout": _SECONDS_TO_WAIT_FOR_A_LOCK}}
    return {**options, "pool_pre_ping": True}


def _make_private_file(url: sa.URL) -> None:
    """Make a new SQLite file readable by its owner only: it holds customers' names and certificates."""
    if not url.database or url.database == ":memory:":
        raise UsageError(
            "the register cannot live in memory: each worker would have one of its own",
            hint="Name a file, for example sqlite:///register.sqlite.",
        )
    with contextlib.suppress(OSError):  # SQLite itself says what is wrong with the place
        os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions on its own account: it would begin reading ones that turn
    # into writing ones later, which two processes can do to each other for ever.
    connection.isolation_level = None
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()  # nobody else would: to SQLAlchemy it never was one
        raise


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("dcct_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_tables(store: Store) -> None:
    with store.writing() as transaction:
        if transaction.connection.dialect.name == "postgresql":
            # where two may begin the same register at once
            transaction.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_BEGINNING)))
        tables.metadata.create_all(transaction.connection)
        version = transaction.setting("schema-version", default=tables.SCHEMA_VERSION)
        if version != tables.SCHEMA_VERSION:  # which leaves the transaction, and the register as it was
            raise EnvironmentFailure(
                f"the register's tables are of version {version}; "
                f"this program writes {tables.SCHEMA_VERSION}",
                hint="Use the version of dcc-toolchain that wrote them, or start another database.",
            )


@contextlib.contextmanager
def _clear_errors(engine: sa.Engine) -> Iterator[None]:
    """Say what is wrong with the database, without the SQL and its values."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        raise EnvironmentFailure(
            f"the register's database {engine.url.render_as_string(hide_password=True)} failed: "
            f"{said.splitlines()[0] if said else type(error).__name__}",
            hint="Check that it exists, is reachable and writable, and has space.",
        ) from error

"""What every request works with, and who is asking."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import current_app, request

from dcc import identifiers
from dcc.errors import UsageError
from verify_service import access, problems
from verify_service.access import Permission
from verify_service.config import ServiceConfig
from verify_service.metrics import Counters
from verify_service.problems import ProblemError
from verify_service.records import ApiKey, CertificateRecord, Role
from verify_service.register import Entry, UnknownError, entry, find, present
from verify_service.store import Store, Transaction
from verify_service.verification import Verifier

EXTENSION = "dcct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running service: its configuration, its register, its verifier and its clock."""

    config: ServiceConfig
    store: Store
    verifier: Verifier
    clock: Callable[[], datetime]
    counters: Counters = field(default_factory=Counters)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("verify_service"))


def service() -> Service:
    """The service that the current request belongs to."""
    return cast(Service, current_app.extensions[EXTENSION])


def authenticate(permission: Permission) -> ApiKey:
    """The API key of the current request. A problem when there is none or it does not allow this."""
    scheme, _, presented = request.headers.get("Authorization", "").partition(" ")
    prefix = access.prefix_of(presented.strip()) if scheme.lower() == "bearer" else None
    kept = None
    if prefix is not None:
        with service().store.reading() as transaction:
            kept = transaction.api_key(prefix)
    if kept is None or not access.fits(kept, presented.strip()):
        raise ProblemError(problems.UNAUTHORIZED, problems.UNAUTHORIZED.meaning)
    if not access.may(kept, permission):
        roles = ", ".join(kept.roles)
        raise ProblemError(
            problems.FORBIDDEN,
            f"this key's role ({roles}) does not allow one to {permission.value}",
        )
    return kept


def canonical(identifier: str) -> str:
    """An id as somebody typed it in its canonical form. Raises ``UnknownError`` for what cannot be one."""
    try:
        return identifiers.parse(identifier)
    except UsageError:
        raise UnknownError from None


def look_up(transaction: Transaction, record: CertificateRecord) -> Entry:
    """``record`` as it stands now."""
    return entry(transaction, record, at=present(transaction, record, now=service().clock()))


@contextmanager
def reading_entry(identifier: str) -> Iterator[tuple[Transaction, Entry]]:
    """The certificate with this id as it stands now, and the view of the register it was read from."""
    with service().store.reading() as transaction:
        yield transaction, look_up(transaction, find(transaction, canonical(identifier)))


def new_verification_id() -> str:
    return identifiers.new_id(secrets.token_bytes(identifiers.RANDOM_BYTES))


def create_key(store: Store, *, actor: str, role: Role, now: datetime) -> str:
    """Make an API key and return it in clear, which nobody can do a second time."""
    kept, key = access.new_key(
        actor=actor, roles=[role], random=secrets.token_bytes(access.RANDOM_BYTES), created_at=now
    )
    with store.writing() as transaction:
        transaction.add_api_key(kept)
    return key


def create_first_keys(store: Store, *, now: datetime) -> dict[str, str]:
    """Two keys for a register that has none: a publisher's and an approver's, by the actor's name."""
    made = {}
    with store.writing() as transaction:
        if transaction.api_keys():
            return {}
        for role in (Role.PUBLISHER, Role.APPROVER):
            kept, made[role.value] = access.new_key(
                actor=role.value,
                roles=[role],
                random=secrets.token_bytes(access.RANDOM_BYTES),
                created_at=now,
            )
            transaction.add_api_key(kept)
    return made

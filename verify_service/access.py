"""Who may do what: API keys, their roles, and what each role is for.

A key is ``dcct_<prefix>_<secret>``. The register keeps the prefix, by which a key is found and named, and a
digest of the whole. The secret has 160 random bits, so that a plain SHA-256 of it cannot be searched.
"""

from __future__ import annotations

import enum
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from dcc.errors import UsageError
from verify_service.records import ApiKey, Role

RANDOM_BYTES: Final = 24
"""Random bytes for ``new_key``: 4 for the prefix and 20 for the secret."""

_PREFIX_BYTES = 4


class Permission(enum.Enum):
    """One thing a key can be good for."""

    READ = "search certificates, read their events and notes"
    PUBLISH = "register certificates and take numbers for them"
    REQUEST = "suspend, reinstate, supplement; ask to void or replace"
    APPROVE = "approve what another actor asked for"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PUBLISHER: frozenset({Permission.READ, Permission.PUBLISH, Permission.REQUEST}),
    Role.APPROVER: frozenset({Permission.READ, Permission.REQUEST, Permission.APPROVE}),
    Role.READER: frozenset({Permission.READ}),
}
"""What each role may do."""


def new_key(*, actor: str, roles: Sequence[Role], random: bytes, created_at: datetime) -> tuple[ApiKey, str]:
    """A key for ``actor`` as the register keeps it, and in clear, to be shown once.

    ``random`` is ``RANDOM_BYTES`` unpredictable bytes. Two keys of the same actor are one actor where a
    second one is asked for.
    """
    if not actor.strip() or not roles:
        raise UsageError("an API key needs an actor's name and at least one role")
    prefix = random[:_PREFIX_BYTES].hex()
    key = f"dcct_{prefix}_{random[_PREFIX_BYTES:RANDOM_BYTES].hex()}"
    kept = ApiKey(
        prefix=prefix,
        digest=_digest(key),
        actor=actor.strip(),
        roles=tuple(sorted(set(roles))),
        created_at=created_at,
    )
    return kept, key


def prefix_of(key: str) -> str | None:
    """The part of a presented key by which it is found; None when it is not a key at all."""
    parts = key.split("_")
    return parts[1] if len(parts) == 3 and parts[0] == "dcct" else None


def fits(kept: ApiKey, key: str) -> bool:
    """Whether the presented key is the one kept and has not been revoked."""
    return hmac.compare_digest(kept.digest, _digest(key)) and kept.revoked_at is None


def may(kept: ApiKey, permission: Permission) -> bool:
    """Whether one of the key's roles gives this permission."""
    return any(permission in PERMISSIONS[role] for role in kept.roles)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()

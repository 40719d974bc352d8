"""What a verification demands: whom to trust, what to know about revocation, which roles must have signed."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass, field

from signing.report import Role
from signing.trust import Trust


class Revocation(enum.StrEnum):
    """What must be known about the revocation of each certificate in a chain.

    ``require``: authentic and recent information, else the verdict is ``indeterminate``. ``if-available``:
    a revoked certificate is refused, a lack of information is a warning. ``none``: nobody looks.
    """

    REQUIRE = "require"
    IF_AVAILABLE = "if-available"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Nothing is verified without one. ``required_roles`` are those of the trust folder unless given.

    With nobody to trust nothing passes; integrity, coverage and what the file says of its signers are
    reported all the same.
    """

    trust: Trust = field(default_factory=Trust)
    revocation: Revocation = Revocation.REQUIRE
    required_roles: Collection[Role] | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles in which a document must be signed."""
        return self.trust.required_roles if self.required_roles is None else frozenset(self.required_roles)

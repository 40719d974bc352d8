"""What the register keeps, as frozen values: certificates, what happened to them, and who may do what."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from dcc.facts.certificate import Wording
from dcc.vocabulary import CertificateType


class Status(enum.StrEnum):
    """What the register says of a certificate at a moment."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    VOID = "void"


class EventType(enum.StrEnum):
    """What can happen to a registered certificate."""

    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    VOID = "void"
    REPLACE = "replace"
    SUPPLEMENT = "supplement"


class Reason(enum.StrEnum):
    """Why something happened, as anyone may see it."""

    CONTENT_ERROR = "content-error"
    WRONG_ITEM = "wrong-item"
    STANDARD_OUT_OF_TOLERANCE = "standard-out-of-tolerance"
    METHOD_ERROR = "method-error"
    FRAUD = "fraud"
    KEY_COMPROMISE = "key-compromise"
    CUSTOMER_REQUEST = "customer-request"
    ADMINISTRATIVE = "administrative"


class Disclosure(enum.StrEnum):
    """What the laboratory lets anyone see of one certificate beyond the public fields."""

    NOTHING_MORE = "nothing-more"
    CONCLUSION = "conclusion"


class Role(enum.StrEnum):
    """What an API key is for."""

    PUBLISHER = "publisher"
    APPROVER = "approver"
    READER = "reader"


def laboratory_id(name: Wording, code: str) -> str:
    """By what certificates are of the same laboratory: its code, or its name where it states none.

    Certificate numbers are unique within a laboratory; another may use the same ones.
    """
    return code or name.in_language("en").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """One calibrated item, as far as the register knows it."""

    kind: Wording
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    instrument_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a certificate says of itself that the register keeps beside its bytes.

    ``verification_id`` is None for a certificate that carries none. ``conclusion`` is the certificate's own
    statement of conformity (``pass``, ``fail``, …), where it makes one.
    """

    verification_id: str | None
    number: str
    type: CertificateType
    laboratory: Wording
    laboratory_code: str
    customer: str
    issue_date: date | None
    valid_until: date | None
    conclusion: str | None
    items: tuple[ItemRecord, ...]

    @property
    def laboratory_id(self) -> str:
        return laboratory_id(self.laboratory, self.laboratory_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRecord:
    """A registered certificate. ``sha256`` is of the file, ``content_sha256`` of what its signatures sign."""

    id: str
    description: Description
    sha256: str
    content_sha256: str
    disclosure: Disclosure
    registered_at: datetime
    registered_by: str

    @property
    def number(self) -> str:
        return self.description.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second actor's consent, which makes a voiding or replacing take effect."""

    actor: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a certificate. Never changed once recorded.

    ``by`` is the id of the certificate that replaces or supplements this one. ``effective_from`` is given
    where a voiding or replacing reaches back before it was recorded, and None otherwise.
    """

    id: str
    certificate_id: str
    type: EventType
    reason: Reason | None
    note: str
    by: str | None
    effective_from: datetime | None
    recorded_at: datetime
    actor: str
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as the register keeps it: the secret part only as a digest."""

    prefix: str
    digest: str
    actor: str
    roles: tuple[Role, ...]
    created_at: datetime
    revoked_at: datetime | None = None

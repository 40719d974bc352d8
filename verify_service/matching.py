"""Is this file the one the register knows? The answer never makes a verdict better."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from verify_service.records import CertificateRecord
from verify_service.store import Transaction


class Match(enum.StrEnum):
    """How an uploaded file compares with the register."""

    IDENTICAL = "identical"
    SAME_CONTENT = "same-content"
    DIFFERENT = "different"
    UNREGISTERED = "unregistered"

    @property
    def proves_possession(self) -> bool:
        """Whether who sent the file holds the registered certificate."""
        return self in (Match.IDENTICAL, Match.SAME_CONTENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What identifies an uploaded file; each is None where it could not be read from the file."""

    sha256: str
    content_sha256: str | None
    verification_id: str | None
    laboratory_id: str | None
    number: str | None


def match(transaction: Transaction, digests: Digests) -> tuple[Match, CertificateRecord | None]:
    """The closest match and the registered certificate it is with.

    ``identical``: the very bytes; ``same-content``: the same signed content, written differently or with
    other signatures; ``different``: registered under this id, or this number of the same laboratory, is
    other content.
    """
    found = transaction.certificate_by_digest(digests.sha256)
    if found:
        return Match.IDENTICAL, found
    if digests.content_sha256:
        found = transaction.certificate_by_content(digests.content_sha256)
        if found:
            return Match.SAME_CONTENT, found
    if digests.verification_id:
        found = transaction.certificate(digests.verification_id)
    if not found and digests.laboratory_id and digests.number:
        found = transaction.certificate_by_number(digests.laboratory_id, digests.number)
    return (Match.DIFFERENT, found) if found else (Match.UNREGISTERED, None)

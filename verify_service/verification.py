"""Verification as the service does it: under the trust folder as it is now, reading only what was signed."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dcc import identifiers
from dcc.errors import DccError, EnvironmentFailure, UsageError
from dcc.facts.certificate import facts_of
from dcc.model import Certificate
from dcc.xml.parse import DEFAULT_LIMITS, NO_CAP, Limits
from dcc.xml.reading import read
from signing import Policy, Revocation, Trust, Verdict, load_trust
from signing.certificate import verify_certificate
from signing.naming import NameDifference
from verify_service.describe import laboratory_id_of
from verify_service.matching import Digests

_LARGE = 2**20
_LARGE_AT_ONCE = 2
"""Of files of more than so many bytes, so many are verified at the same time by one process: each may take
seven hundred megabytes of memory."""

_Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A verified file: the report as JSON, what identifies the file, and the certificate it holds.

    ``certificate`` is None when the file cannot be read as one; ``name_differences`` are those between who
    signed and who is named.
    """

    verdict: Verdict
    report: dict[str, Any]
    digests: Digests
    certificate: Certificate | None
    name_differences: tuple[NameDifference, ...]


class Verifier:
    """Verifies files under one trust folder. A change in the folder counts from the next file on."""

    def __init__(self, folder: Path | None, revocation: Revocation, limits: Limits = DEFAULT_LIMITS) -> None:
        self._folder = folder
        self._limits = limits
        self._revocation = revocation
        self._lock = threading.Lock()
        self._large = threading.BoundedSemaphore(_LARGE_AT_ONCE)
        self._loaded: tuple[_Fingerprint, Policy] | None = None

    def verify(self, data: bytes, *, at: datetime) -> Checked:
        """Everything there is to say of a file at the time ``at``. Raises for the service's faults alone."""
        with self._large if len(data) > _LARGE else contextlib.nullcontext():
            return self._verify(data, at)

    def _verify(self, data: bytes, at: datetime) -> Checked:
        report = verify_certificate(data, self._policy(), at=at, limits=self._limits)
        octets = report.signed_xml  # longer than the file that they come from, which was within the limits
        certificate = _read(data, self._limits) if octets is None else _read(octets, NO_CAP)
        facts = facts_of(certificate) if certificate else None
        carried = facts.verification_id if facts else None
        return Checked(
            verdict=report.verdict,
            report=report.as_json(file="upload"),
            digests=Digests(
                sha256=hashlib.sha256(data).hexdigest(),
                content_sha256=report.document.content_sha256,
                verification_id=identifiers.parse(carried)
                if carried and identifiers.is_valid(carried)
                else None,
                laboratory_id=laboratory_id_of(facts.laboratory) if facts else None,
                number=report.document.unique_identifier,
            ),
            certificate=certificate,
            name_differences=report.name_differences,
        )

    def probe(self) -> None:
        """Raise when the trust folder cannot be used."""
        if self._folder is None:
            raise EnvironmentFailure("no trust folder is configured, so no certificate verifies as passed")
        self._policy()

    def _policy(self) -> Policy:
        if self._folder is None:
            return Policy(trust=Trust(anchors=()), revocation=self._revocation)
        with self._lock:
            try:
                found = _fingerprint(self._folder)
                if self._loaded is None or self._loaded[0] != found:
                    files = {name: (self._folder / name).read_bytes() for name, _, _ in found}
                    policy = Policy(trust=load_trust(files), revocation=self._revocation)
                    self._loaded = found, policy
            except OSError as error:
                raise EnvironmentFailure(
                    f"the trust folder {self._folder} cannot be read: {error.strerror}"
                ) from None
            except UsageError as error:
                raise EnvironmentFailure(f"the trust folder {self._folder} cannot be used: {error}") from None
            return self._loaded[1]


def _fingerprint(folder: Path) -> _Fingerprint:
    """Every file below ``folder`` with its time and size."""
    if not folder.is_dir():
        raise EnvironmentFailure(f"there is no trust folder {folder}")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        (path.relative_to(folder).as_posix(), path.stat().st_mtime_ns, path.stat().st_size) for path in files
    )


def _read(data: bytes, limits: Limits) -> Certificate | None:
    try:
        return read(data, limits=limits)
    except DccError:
        return None

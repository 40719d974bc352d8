"""What callers and machines get wrong. What a document gets wrong is a finding (``dcc.findings``).

Every error here reaches the command line as a message and an exit status, never as a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable

from dcc.findings import Finding


class DccError(Exception):
    """Base of everything this project raises on purpose. ``hint`` says what to do about it."""

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class DocumentError(DccError):
    """A document cannot be turned into what was asked for; ``findings`` say why, and where."""

    def __init__(self, message: str, *, findings: Iterable[Finding] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.findings = tuple(findings)


class UsageError(DccError):
    """The caller asked for something that cannot be: wrong key, wrong option, wrong combination."""

    exit_status = 2


class EnvironmentFailure(DccError):  # noqa: N818 - EnvironmentError is Python's
    """The machine is in the way: file unreadable, folder unwritable, service unreachable."""

    exit_status = 3

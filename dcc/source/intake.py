"""What reading one source gathers: what is wrong with it, the ids it gives, and where each part came from."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from dcc import codes
from dcc.errors import DccError, DocumentError
from dcc.findings import Code, Finding, Location, Severity
from dcc.model import Number
from dcc.nearest import suggestion

ReadBeside = Callable[[str], bytes]
"""Reads a file beside the source by its name; raises ``OSError`` or ``DccError`` when it cannot."""

T = TypeVar("T")

_ID = re.compile(r"[A-Za-z_\u00b7\u00c0-\uffff][\w.\-\u00b7]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Coverage factor, coverage probability and distribution where a value does not state its own.

    ``stated`` are the keys that are written, whether or not their values could be read.
    """

    k: Number | None = None
    p: Number | None = None
    distribution: str | None = None
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the certificate and the place in the source that it was made of."""

    value: object
    at: Location


class Intake:
    """Gathers while a source is read; nothing is raised before all of it has been seen."""

    def __init__(self, *, file: str, read: ReadBeside) -> None:
        self.file = file
        self.languages: tuple[str, ...] = ()
        self.binding_languages: tuple[str, ...] = ()
        self.coverage = Coverage()
        self.untranslated: dict[str, list[Location]] = {}
        self.findings: list[Finding] = []
        self.parts: list[Part] = []
        self._known: set[Finding] = set()
        self._read = read
        self._muted = 0
        self._ids: dict[str, Location] = {}
        self._references: list[tuple[str, Location]] = []

    def add(self, finding: Finding) -> None:
        """Keep ``finding`` unless muted, and once however often a value is looked at."""
        if not self._muted and finding not in self._known:
            self._known.add(finding)
            self.findings.append(finding)

    def say(
        self,
        code: Code,
        message: str,
        at: Location,
        *,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Keep a finding of this kind."""
        self.add(code.finding(message, at=at, hint=hint, severity=severity))

    @contextlib.contextmanager
    def muted(self) -> Iterator[None]:
        """While a missing section is read as an empty one: that it is missing has been said."""
        self._muted += 1
        try:
            yield
        finally:
            self._muted -= 1

    def made(self, value: T, at: Location) -> T:
        """Remember that ``value`` was made of what stands at ``at``."""
        self.parts.append(Part(value=value, at=at))
        return value

    def read(self, name: str, at: Location) -> bytes | None:
        """The bytes of the file ``name`` beside the source; None after reporting why not."""
        path = PurePosixPath(name.replace("\\", "/"))
        if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            self.say(codes.SOURCE_FILE, f"{name} is not in the folder of the source", at)
            return None
        try:
            return self._read(str(path))
        except OSError as error:
            self.say(codes.SOURCE_FILE, f"{name} cannot be read: {error.strerror or error}", at)
        except DccError as error:
            self.say(codes.SOURCE_FILE, f"{name} cannot be read: {error}", at)
        return None

    def name_part(self, name: str, at: Location) -> None:
        """Note that some part has the id ``name``."""
        if not _ID.fullmatch(name):
            self.say(
                codes.SOURCE_REFERENCE,
                f"{name!r} cannot be an id",
                at,
                hint="Start an id with a letter and use letters, digits, - and _ only.",
            )
        if name in self._ids:
            self.say(
                codes.SOURCE_REFERENCE,
                f"the id {name} is given twice; first in line {self._ids[name].line}",
                at,
            )
        self._ids.setdefault(name, at)

    def refer(self, name: str, at: Location) -> None:
        """Note that some part points to the id ``name``."""
        self._references.append((name, at))

    def check_references(self) -> None:
        """Report the references whose id nothing has."""
        for name, at in self._references:
            if name not in self._ids:
                self.say(
                    codes.SOURCE_REFERENCE,
                    f"nothing has the id {name}",
                    at,
                    hint=suggestion(name, self._ids) or codes.SOURCE_REFERENCE.hint,
                )

    def check_translations(self) -> None:
        """Warn of each language that texts lack which need not be given in it."""
        for language, found in self.untranslated.items():
            places = sorted(set(found), key=lambda at: _order(at, self.file))
            count = "a text is" if len(places) == 1 else f"{len(places)} texts are"
            self.say(
                codes.SOURCE_LANGUAGE,
                f"{count} not given in {language}" + (", this is the first" if len(places) > 1 else ""),
                places[0],
                hint=f"Add {language}: with the text, or say once for all languages {{all: …}}.",
                severity=Severity.WARNING,
            )

    def ordered(self) -> tuple[Finding, ...]:
        """Every finding so far, in the order of the file."""
        return tuple(sorted(self.findings, key=lambda finding: _order(finding.location, self.file)))

    def stop(self) -> DocumentError:
        """The error to raise."""
        number = sum(finding.severity is Severity.ERROR for finding in self.findings)
        count = f"{number} mistakes" if number > 1 else "a mistake"
        return DocumentError(f"{self.file} cannot be built: {count} in the source", findings=self.ordered())


def _order(at: Location, file: str) -> tuple[bool, str, int, int]:
    return (at.file != file, at.file or "", at.line or 0, at.column or 0)

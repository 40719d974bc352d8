"""Is who signed who is named? The signers' X.509 certificates against the laboratory and persons named.

A reader sees the name in his language, so each name that the certificate gives has to be the signer's.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cryptography.x509.oid import NameOID

from dcc.facts.certificate import Laboratory, Person
from dcc.findings import Finding, Severity
from dcc.render.characters import clean
from signing import codes
from signing.alike import look_alike, organization_key, person_key, share_script
from signing.binding import attributes, rules_that_allow
from signing.report import Covers, Integrity, Role, SignatureResult, Signer, Verdict
from signing.settings import SignerRule
from signing.x509_certs import load

_ROLES = frozenset(Role)
_PERSONAL = _ROLES - {Role.SEAL}
_LONGEST = 120
_MOST = 3
"""So many names are shown of those that differ, each of so many characters at most."""


class Kind(enum.Enum):
    """What is named otherwise: the organisation that sealed, the one whose people signed, a person."""

    SEAL = "seal"
    LABORATORY = "laboratory"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDifference:
    """Somebody signed whom the certificate names otherwise; both names are made safe to show.

    ``role`` is the one claimed.
    """

    kind: Kind
    role: str | None
    signer: str
    named: str
    severity: Severity
    remark: str = ""

    def __str__(self) -> str:
        role = f" as {_shown(self.role)}" if self.role else ""
        how = "sealed" if self.role == Role.SEAL else f"signed{role}"
        return f"{how} by {self.signer}, the certificate names {self.named}"

    @property
    def finding(self) -> Finding:
        what = "as the person" if self.kind is Kind.PERSON else "as the laboratory"
        return codes.SIGNER_NAME_MISMATCH.finding(f"{self} {what}{self.remark}", severity=self.severity)


def compare_names(
    signatures: Iterable[SignatureResult],
    rules: Iterable[SignerRule],
    laboratory: Laboratory,
    persons: Sequence[Person],
) -> list[NameDifference]:
    """How the signers of what stands unchanged are named otherwise in the certificate, each difference once.

    An error where trust.toml lets the signer sign for this laboratory, and so vouches for nobody else.
    """
    rules = tuple(rules)
    signers = [
        _Signer(each, each.signer, rules, laboratory)
        for each in signatures
        if each.integrity is Integrity.INTACT and each.covers is Covers.DOCUMENT and each.signer
    ]
    named = _Persons(persons)
    people = [each for each in signers if _is_person(each, named)]
    seals = [each for each in signers if not _is_person(each, named)]
    found = [_compare_person(each, named) for each in people]
    found += _compare_laboratory(seals or people, laboratory)
    return list(dict.fromkeys(each for each in found if each is not None))


class _Signer:
    """One signature with the names in its signer's X.509 certificate, and what trust.toml says of it."""

    def __init__(
        self,
        signature: SignatureResult,
        own: Signer,
        rules: tuple[SignerRule, ...],
        laboratory: Laboratory,
    ) -> None:
        x509_cert = load(own.der)
        self.role = signature.role
        self.organizations = attributes(x509_cert, NameOID.ORGANIZATION_NAME)
        self.common_names = attributes(x509_cert, NameOID.COMMON_NAME)
        parts = [attributes(x509_cert, oid) for oid in (NameOID.GIVEN_NAME, NameOID.SURNAME)]
        self.own_name = " ".join(name for names in parts for name in names) if all(parts) else ""
        self.person_names = [name for name in (*self.common_names, self.own_name) if name]
        self.person_keys = frozenset(map(person_key, self.person_names))
        self.subject = own.subject
        passed = signature.verdict is Verdict.PASSED
        allowing = rules_that_allow(x509_cert, signature, rules, laboratory) if passed else []
        self.bound = bool(allowing)
        self.trusted_names = frozenset(
            organization_key(name) for rule in allowing for name in rule.laboratory_names
        )

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.bound else Severity.WARNING


@dataclass(frozen=True, slots=True)
class _Named:
    """A person whom the certificate names: the name in each language, by its key."""

    person: Person
    texts: dict[str, str]

    def unconfirmed(self, signer: _Signer) -> list[str]:
        """The names that are none of those in the signer's X.509 certificate."""
        return [text for key, text in self.texts.items() if key not in signer.person_keys]


class _Persons:
    """The persons that the certificate names, by role and name."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.everybody: list[_Named] = []
        self._by_role: dict[str, list[_Named]] = {}
        self._by_name: dict[tuple[str | None, str], list[_Named]] = {}
        for person in persons:
            if not person.name.texts:
                continue
            named = _Named(person, {person_key(text): text for _, text in person.name.texts})
            role = person.role if person.role in _ROLES else ""
            self.everybody.append(named)
            self._by_role.setdefault(role, []).append(named)
            for key in named.texts:
                for group in (role, None):
                    self._by_name.setdefault((group, key), []).append(named)

    def named_in(self, role: str | None) -> tuple[str | None, list[_Named]]:
        """Those named in this role, else those without one of the roles, else all."""
        for group in (role or "", ""):
            if group in self._by_role:
                return group, self._by_role[group]
        return None, self.everybody

    def called(self, signer: _Signer, group: str | None) -> _Named | None:
        """The one of the group who has the signer's name, and all the common names that the signer has."""
        found = [named for key in signer.person_keys for named in self._by_name.get((group, key), ())[:_MOST]]
        if len(signer.common_names) > 1:
            wanted = set(map(person_key, signer.common_names))
            found = [named for named in found if wanted <= named.texts.keys()]
        return min(found, key=lambda named: len(named.unconfirmed(signer)), default=None)


def _is_person(signer: _Signer, named: _Persons) -> bool:
    if signer.role in _PERSONAL:
        return True
    return signer.role != Role.SEAL and named.called(signer, None) is not None


def _compare_person(signer: _Signer, named: _Persons) -> NameDifference | None:
    group, candidates = named.named_in(signer.role if signer.role in _PERSONAL else None)
    if not candidates:
        return None
    person = named.called(signer, group if signer.role in _PERSONAL else None)
    shown = " / ".join(signer.common_names) or signer.own_name or signer.subject
    if person is None:
        names = [each.person.name.in_every_language for each in candidates[: _MOST + 1]]
        return _difference(signer, shown, names, kind=Kind.PERSON, severity=signer.severity)
    others = person.unconfirmed(signer)
    if not others:
        return None
    # What is written in another script may be the same name; nothing here can tell, and nothing says so.
    same_script = any(share_script(name, signer.person_names) for name in others)
    severity = Severity.WARNING if same_script else Severity.INFO
    return _difference(signer, shown, others, kind=Kind.PERSON, severity=severity)


def _compare_laboratory(
    signers: Sequence[_Signer], laboratory: Laboratory
) -> Iterator[NameDifference | None]:
    """Each organisation that sealed, or where nothing is sealed each whose people signed."""
    names = [text for _, text in laboratory.name.texts]
    unnamed = True
    for signer in signers:
        organizations = signer.organizations
        if not organizations and signer.role not in _PERSONAL:
            organizations = signer.common_names
        if organizations or signer.trusted_names:
            unnamed = False
            yield _compare_organization(signer, organizations, names)
    if signers and unnamed and names:
        shown = " / ".join(signers[0].common_names) or signers[0].subject
        found = _difference(signers[0], shown, names, kind=Kind.LABORATORY, severity=Severity.WARNING)
        yield replace(found, remark="; no signer's X.509 certificate names an organization")


def _compare_organization(
    signer: _Signer, organizations: list[str], names: list[str]
) -> NameDifference | None:
    trusted = signer.trusted_names
    named = {organization_key(name) for name in names}
    if named <= trusted:
        return None
    own = {organization_key(name) for name in organizations} | trusted
    unconfirmed = [name for name in names if organization_key(name) not in own]
    strangers = [name for name in organizations if organization_key(name) not in named | trusted]
    if not unconfirmed and not strangers:
        return None
    # A name in one more language, which trust.toml does not list, may well be the laboratory's.
    doubtful = len(unconfirmed) < len(names) and not strangers and not trusted
    shown = " / ".join(organizations) or " / ".join(signer.common_names) or signer.subject
    severity = Severity.WARNING if doubtful else signer.severity
    return _difference(signer, shown, unconfirmed or names, kind=Kind.LABORATORY, severity=severity)


def _difference(
    signer: _Signer, shown: str, names: Sequence[str], *, kind: Kind, severity: Severity
) -> NameDifference:
    alike = next((found for name in names[:_MOST] if (found := look_alike(shown, name))), None)
    return NameDifference(
        kind=Kind.SEAL if kind is Kind.LABORATORY and signer.role == Role.SEAL else kind,
        role=signer.role,
        signer=_shown(shown),
        named=" / ".join(map(_shown, names[:_MOST])) + (" / …" if len(names) > _MOST else ""),
        severity=severity,
        remark=f"; they look alike and differ: {alike[0]}, {alike[1]}" if alike else "",
    )


def _shown(name: str) -> str:
    """Cut before it is cleaned, since it may be of any length."""
    return clean(name[:_LONGEST]) + ("…" if len(name) > _LONGEST else "")

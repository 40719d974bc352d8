"""Who signed in which role: those who must have, different people, and a seal that holds them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from dcc.findings import Finding, Severity
from signing import codes
from signing.report import Covers, Fault, Role, SignatureResult, SubIndication, Verdict, fault


def that_count(results: Iterable[SignatureResult]) -> list[SignatureResult]:
    """The signatures that passed and cover the document; the others are nobody's yet."""
    return [each for each in results if each.verdict is Verdict.PASSED and each.covers is Covers.DOCUMENT]


def role_faults(counting: Sequence[SignatureResult], required: Collection[Role]) -> Iterator[Fault]:
    """What is missing of the roles that are required; one person does not fill two of them."""
    missing = sorted(set(required) - {each.role for each in counting}, key=str)
    if missing:
        message = f"there is no valid signature in the role {', '.join(missing)}"
        yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_ROLE_MISSING, message)
    for person, roles in _held_by_one(counting):
        if len(roles & set(required)) > 1:
            message = _same_person(person, roles)
            yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_SAME_PERSON, message)


def role_remarks(counting: Sequence[SignatureResult], required: Collection[Role]) -> Iterator[Finding]:
    """One person in several roles is worth knowing where the policy allows it, too."""
    for person, roles in _held_by_one(counting):
        if len(roles & set(required)) <= 1:
            message = _same_person(person, roles)
            yield codes.SIG_SAME_PERSON.finding(message, severity=Severity.WARNING)


def _held_by_one(counting: Iterable[SignatureResult]) -> Iterator[tuple[str, set[Role]]]:
    """Those who signed in more than one role."""
    held = defaultdict[str, set[Role]](set)
    for each in counting:
        if each.signer is not None and each.role in set(Role):
            held[each.signer.subject].add(Role(each.role))
    return ((person, roles) for person, roles in held.items() if len(roles) > 1)


def _same_person(person: str, roles: Iterable[Role]) -> str:
    return f"{person} signed as {' and as '.join(role.value for role in Role if role in set(roles))}"

"""May this signer sign for this laboratory, in this role, at this time? What trust.toml says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cryptography import x509
from cryptography.x509.oid import NameOID, ObjectIdentifier

from dcc.facts.certificate import Laboratory
from dcc.findings import Finding
from dcc.render.characters import clean
from signing import codes
from signing.alike import organization_key
from signing.report import SignatureResult
from signing.roles import that_count
from signing.settings import SignerRule
from signing.x509_certs import load


def check_signers(
    signatures: Iterable[SignatureResult], rules: Iterable[SignerRule], laboratory: Laboratory
) -> Iterator[Finding]:
    """Findings about the signers of signatures that passed; the others are nobody's yet."""
    rules = tuple(rules)
    found = (_check(signature, rules, laboratory) for signature in that_count(signatures))
    yield from dict.fromkeys(finding for finding in found if finding is not None)


def _check(
    signature: SignatureResult, rules: tuple[SignerRule, ...], laboratory: Laboratory
) -> Finding | None:
    if signature.signer is None:
        return None
    x509_cert = load(signature.signer.der)
    about = [rule for rule in rules if _is_about(rule, x509_cert, signature.anchor)]
    who = signature.signer.subject
    if not about:
        if any(_names(rule, laboratory) for rule in rules):
            return codes.SIGNER_LAB_MISMATCH.finding(
                f"trust.toml names who may sign for {_shown(laboratory)}, and {who} is not among them"
            )
        return codes.SIGNER_UNBOUND.finding(f"trust.toml does not say for which laboratory {who} may sign")
    allowed = [rule for rule in about if _covers(rule, laboratory) and _in_time(rule, signature)]
    if not allowed:
        return codes.SIGNER_LAB_MISMATCH.finding(
            f"{who} may not sign for {_shown(laboratory)} at {signature.best_signature_time:%Y-%m-%d}"
        )
    if not any(_allows(rule, signature.role) for rule in allowed):
        return codes.SIGNER_ROLE_MISMATCH.finding(f"{who} may not sign as {signature.role or 'no role'}")
    return None


def rules_that_allow(
    x509_cert: x509.Certificate,
    signature: SignatureResult,
    rules: Iterable[SignerRule],
    laboratory: Laboratory,
) -> list[SignerRule]:
    """The rules by which this signer may sign for this laboratory, in this role, at this time."""
    return [
        rule
        for rule in rules
        if _allows(rule, signature.role)
        and _in_time(rule, signature)
        and _covers(rule, laboratory)
        and _is_about(rule, x509_cert, signature.anchor)
    ]


def _shown(laboratory: Laboratory) -> str:
    return clean(laboratory.code or laboratory.name.in_every_language) or "no laboratory"


def _is_about(rule: SignerRule, x509_cert: x509.Certificate, anchor: bytes | None) -> bool:
    wanted = (
        (rule.organization_identifier, NameOID.ORGANIZATION_IDENTIFIER),
        (rule.organization, NameOID.ORGANIZATION_NAME),
        (rule.common_name, NameOID.COMMON_NAME),
    )
    if rule.anchor is not None and rule.anchor != anchor:
        return False
    return all(value is None or attributes(x509_cert, oid) == [value] for value, oid in wanted)


def attributes(x509_cert: x509.Certificate, oid: ObjectIdentifier) -> list[str]:
    """One in a good certificate; whoever has two names could use either, and an authority checked one."""
    return [str(attribute.value) for attribute in x509_cert.subject.get_attributes_for_oid(oid)]


def _names(rule: SignerRule, laboratory: Laboratory) -> bool:
    """Whether the rule is about this laboratory, were it by one of its names: then strangers to trust.toml
    may not sign for it, whenever and as whatever the rule lets its own signer do so."""
    return laboratory.code in rule.laboratories or not _named(laboratory).isdisjoint(_named_by(rule))


def _covers(rule: SignerRule, laboratory: Laboratory) -> bool:
    """By the code when the certificate has one; only else by the name, which is easier to imitate: then by
    every name, because a reader sees only the one in his language. Whether the names beside a code are the
    signer's is compared by ``signing.naming``."""
    if laboratory.code:
        return laboratory.code in rule.laboratories
    return bool(laboratory.name.texts) and _named(laboratory) <= _named_by(rule)


def _named(laboratory: Laboratory) -> set[str]:
    return {organization_key(text) for _, text in laboratory.name.texts}


def _named_by(rule: SignerRule) -> set[str]:
    return {organization_key(name) for name in rule.laboratory_names}


def _in_time(rule: SignerRule, signature: SignatureResult) -> bool:
    at = signature.best_signature_time
    return (rule.valid_from is None or rule.valid_from <= at) and (
        rule.valid_until is None or at <= rule.valid_until
    )


def _allows(rule: SignerRule, role: str | None) -> bool:
    return not rule.roles or role in {each.value for each in rule.roles}

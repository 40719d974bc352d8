"""trust.toml: what is demanded of signatures, and who may sign for which laboratory. A mistake in it is an
error, because a rule that is not read binds nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from dcc.errors import UsageError
from signing.algorithms import NIST_CURVES, OPTIONAL_CURVES
from signing.report import Role

SETTINGS = "trust.toml"
_TOP = ("required_roles", "signature_policies", "curves", "revocation_hosts", "tsa_hosts", "signer")
_SIGNER = (
    "organization_identifier",
    "organization",
    "common_name",
    "anchor",
    "laboratories",
    "laboratory_names",
    "roles",
    "from",
    "until",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerRule:
    """Who may sign for whom: a ``[[signer]]`` of trust.toml.

    The first four say whom the rule is about (all that are given must fit; ``anchor`` is a DER certificate),
    the others what such a signer may do. No roles means any; no times means always.
    """

    organization_identifier: str | None = None
    organization: str | None = None
    common_name: str | None = None
    anchor: bytes | None = None
    laboratories: frozenset[str] = frozenset()
    laboratory_names: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def read_settings(files: Mapping[str, bytes], anchors: Mapping[str, list[bytes]]) -> dict[str, Any]:
    """The fields of a ``Trust`` that trust.toml among ``files`` sets; ``anchors`` are certificates by file.

    Raises ``UsageError`` for anything that is not a setting or cannot be meant.
    """
    if SETTINGS not in files:
        _refuse_other_settings(files)
        return {}
    try:
        table = tomllib.loads(files[SETTINGS].decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{SETTINGS} cannot be read: {error}", hint="Correct the line it names.") from None
    _refuse_unknown(table, _TOP, "")
    rules = table.get("signer", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise _wrong("signer", "a list of tables, each written as [[signer]]")
    curves = _strings(table, "curves", one_of=OPTIONAL_CURVES)
    return {
        "required_roles": _roles(table, "required_roles"),
        "signature_policies": _strings(table, "signature_policies"),
        "curves": NIST_CURVES | curves,
        "revocation_hosts": tuple(sorted(_strings(table, "revocation_hosts"))),
        "tsa_hosts": tuple(sorted(_strings(table, "tsa_hosts"))),
        "signers": tuple(_read_rule(rule, number, anchors) for number, rule in enumerate(rules, start=1)),
    }


def _refuse_other_settings(files: Mapping[str, bytes]) -> None:
    other = next((name for name in sorted(files) if ".toml" in name.lower()), None)
    if other is not None:
        raise UsageError(
            f"{other} is not read: settings are read from {SETTINGS} directly in the trust folder",
            hint=f"Move or rename it to {SETTINGS}, or take it out of the folder.",
        )


def _read_rule(rule: Mapping[str, Any], number: int, anchors: Mapping[str, list[bytes]]) -> SignerRule:
    where = f"signer {number}: "
    _refuse_unknown(rule, _SIGNER, where)
    names = {key: _text(rule, key, where) for key in _SIGNER[:4]}
    if not any(names.values()):
        raise _wrong(f"{where}one of {', '.join(_SIGNER[:4])}", "given, so that it says whom it is about")
    laboratories = _strings(rule, "laboratories", where=where)
    laboratory_names = _strings(rule, "laboratory_names", where=where)
    if not laboratories and not laboratory_names:
        raise _wrong(f"{where}laboratories", "a list of the laboratory codes that the signer may sign for")
    if rule.get("roles") == []:
        raise _wrong(f"{where}roles", "a list with at least one role; leave it out to allow any role")
    begin, end = _time(rule, "from", time.min, where), _time(rule, "until", time.max, where)
    if begin and end and begin > end:
        raise _wrong(f"{where}until", "no earlier than from")
    return SignerRule(
        organization_identifier=names["organization_identifier"],
        organization=names["organization"],
        common_name=names["common_name"],
        anchor=_find_anchor(names["anchor"], anchors, where),
        laboratories=laboratories,
        laboratory_names=laboratory_names,
        roles=_roles(rule, "roles", where=where),
        valid_from=begin,
        valid_until=end,
    )


def _find_anchor(name: str | None, anchors: Mapping[str, list[bytes]], where: str) -> bytes | None:
    if name is None:
        return None
    found = anchors.get(name) or anchors.get(f"anchors/{name}") or []
    if len(found) != 1:
        raise _wrong(f"{where}anchor", f"the name of a file in anchors/ with one certificate, not {name!r}")
    return found[0]


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise UsageError(
            f"{SETTINGS}: {where}{unknown[0]!r} is not a setting",
            hint=f"The settings are {', '.join(known)}.",
        )


def _strings(
    table: Mapping[str, Any], key: str, *, one_of: Iterable[str] | None = None, where: str = ""
) -> frozenset[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(map(_is_text, values)):
        raise _wrong(f"{where}{key}", "a list of texts, without spaces around them")
    if one_of is not None and not set(values) <= set(one_of):
        raise _wrong(f"{where}{key}", f"a list from {', '.join(sorted(one_of))}")
    return frozenset(values)


def _roles(table: Mapping[str, Any], key: str, *, where: str = "") -> frozenset[Role]:
    return frozenset(Role(value) for value in _strings(table, key, one_of=list(Role), where=where))


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is not None and not _is_text(value):
        raise _wrong(f"{where}{key}", "a text, without spaces around it")
    return value


def _is_text(value: object) -> bool:
    """With spaces around it a text would never be equal to any in a certificate."""
    return isinstance(value, str) and value != "" and value == value.strip()


def _time(table: Mapping[str, Any], key: str, at: time, where: str) -> datetime | None:
    """A day counts whole: ``from`` its first moment, ``until`` its last, in UTC."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, datetime) and value.tzinfo is not None and date.min < value.date() < date.max:
        return value.astimezone(UTC)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, at, tzinfo=UTC)
    raise _wrong(f"{where}{key}", "a date (2026-01-31) or a time with its zone (2026-01-31T08:00:00Z)")


def _wrong(what: str, should_be: str) -> UsageError:
    return UsageError(
        f"{SETTINGS}: {what} must be {should_be}", hint="docs/reference/trust-folder.md lists all settings."
    )

"""The trust folder: whose signatures are believed, and for which laboratories, as a person wrote it down."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dcc.errors import UsageError
from signing.algorithms import NIST_CURVES, OPTIONAL_CURVES
from signing.report import Role

SUFFIXES = (".pem", ".crt", ".cer", ".der", ".crl")
"""Which files of a trust folder are read, besides trust.toml."""
SETTINGS = "trust.toml"
_FOLDERS = ("anchors", "intermediates", "tsa", "crls", "qr")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A trust folder as values: certificates and revocation lists as DER."""

    anchors: tuple[bytes, ...]
    intermediates: tuple[bytes, ...] = ()
    tsa: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    qr: tuple[bytes, ...] = ()
    signers: tuple[SignerRule, ...] = ()
    required_roles: frozenset[Role] = frozenset()
    signature_policies: frozenset[str] = frozenset()
    curves: frozenset[str] = field(default=NIST_CURVES)
    revocation_hosts: tuple[str, ...] = ()
    tsa_hosts: tuple[str, ...] = ()


def load_trust(files: Mapping[str, bytes]) -> Trust:
    """A trust folder from its files, by their paths relative to it (``anchors/root.crt``).

    Raises ``UsageError``, naming the file, for anything in it that cannot be read as what it should be.
    """
    by_folder: dict[str, dict[str, bytes]] = {folder: {} for folder in ("", *_FOLDERS)}
    for name, data in sorted(files.items()):
        path = PurePosixPath(name)
        folder = str(path.parent) if len(path.parts) > 1 else ""
        if path.suffix.lower() in SUFFIXES and folder in by_folder:
            by_folder[folder][name] = data
    structured = any(by_folder[folder] for folder in _FOLDERS)
    if structured and by_folder[""]:
        stray = next(iter(by_folder[""]))
        raise UsageError(
            f"{stray} lies beside the folders {', '.join(f'{name}/' for name in _FOLDERS)}, not in one",
            hint="Move it into the folder that says what it is for (anchors/ for roots you trust).",
        )
    anchors = _certificates_by_file(by_folder["anchors"])
    sources = _structured(by_folder, anchors) if structured else _flat(by_folder[""], anchors)
    if not anchors:
        raise UsageError(
            "the trust folder has no anchor: no root certificate to trust",
            hint="Put the root certificate of the laboratories' authority (PEM or DER) into anchors/.",
        )
    settings = _read_settings(files.get(SETTINGS), anchors)
    return Trust(anchors=tuple(der for found in anchors.values() for der in found), **sources, **settings)


def _structured(
    by_folder: Mapping[str, Mapping[str, bytes]], anchors: Mapping[str, list[bytes]]
) -> dict[str, Any]:
    revocation_lists = {
        name: data
        for folder in _FOLDERS
        for name, data in by_folder[folder].items()
        if folder == "crls" or name.lower().endswith(".crl")
    }
    return {
        **{role: _flatten(_certificates_by_file(by_folder[role])) for role in ("intermediates", "tsa", "qr")},
        "crls": tuple(der for name, data in revocation_lists.items() for der in _read_crls(name, data)),
    }


def _flat(files: Mapping[str, bytes], anchors: dict[str, list[bytes]]) -> dict[str, Any]:
    """A folder without subfolders: self-signed CA certificates are anchors, the others only help."""
    intermediates = []
    for name, ders in _certificates_by_file(files).items():
        for der in ders:
            if _is_root(x509.load_der_x509_certificate(der)):
                anchors.setdefault(name, []).append(der)
            else:
                intermediates.append(der)
    crls = {name: data for name, data in files.items() if name.lower().endswith(".crl")}
    return {
        "intermediates": tuple(intermediates),
        "tsa": _flatten(anchors),
        "crls": tuple(der for name, data in crls.items() for der in _read_crls(name, data)),
    }


def _is_root(x509_cert: x509.Certificate) -> bool:
    try:
        constraints = x509_cert.extensions.get_extension_for_class(x509.BasicConstraints).value
        x509_cert.verify_directly_issued_by(x509_cert)
    except Exception:  # noqa: BLE001 - whatever keeps it from being a self-signed CA, it is none
        return False
    return constraints.ca


def _certificates_by_file(files: Mapping[str, bytes]) -> dict[str, list[bytes]]:
    return {
        name: _read_certificates(name, data)
        for name, data in files.items()
        if not name.lower().endswith(".crl")
    }


def _flatten(by_file: Mapping[str, Iterable[bytes]]) -> tuple[bytes, ...]:
    return tuple(der for found in by_file.values() for der in found)


def _read_certificates(name: str, data: bytes) -> list[bytes]:
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
        return [each.public_bytes(Encoding.DER) for each in found]
    except ValueError as error:
        raise UsageError(
            f"{name} is not a certificate: {error}",
            hint="Certificates are read as PEM or DER; revocation lists belong into crls/.",
        ) from None


def _read_crls(name: str, data: bytes) -> list[bytes]:
    try:
        load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
        return [load(data).public_bytes(Encoding.DER)]
    except ValueError as error:
        raise UsageError(
            f"{name} is not a revocation list: {error}",
            hint="Revocation lists (CRL) are read as PEM or DER, one to a file.",
        ) from None


# --- trust.toml ---------------------------------------------------------------------------------------

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


def _read_settings(data: bytes | None, anchors: Mapping[str, list[bytes]]) -> dict[str, Any]:
    if data is None:
        return {}
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
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
    return SignerRule(
        organization_identifier=names["organization_identifier"],
        organization=names["organization"],
        common_name=names["common_name"],
        anchor=_find_anchor(names["anchor"], anchors, where),
        laboratories=laboratories,
        laboratory_names=laboratory_names,
        roles=_roles(rule, "roles", where=where),
        valid_from=_time(rule, "from", time.min, where),
        valid_until=_time(rule, "until", time.max, where),
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
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise _wrong(f"{where}{key}", "a list of texts")
    if one_of is not None and not set(values) <= set(one_of):
        raise _wrong(f"{where}{key}", f"a list from {', '.join(sorted(one_of))}")
    return frozenset(values)


def _roles(table: Mapping[str, Any], key: str, *, where: str = "") -> frozenset[Role]:
    return frozenset(Role(value) for value in _strings(table, key, one_of=list(Role), where=where))


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is not None and not (isinstance(value, str) and value):
        raise _wrong(f"{where}{key}", "a text")
    return value


def _time(table: Mapping[str, Any], key: str, at: time, where: str) -> datetime | None:
    """A day counts whole: ``from`` its first moment, ``until`` its last, in UTC."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, at, tzinfo=UTC)
    raise _wrong(f"{where}{key}", "a date (2026-01-31) or a time with its zone (2026-01-31T08:00:00Z)")


def _wrong(what: str, should_be: str) -> UsageError:
    return UsageError(
        f"{SETTINGS}: {what} must be {should_be}", hint="docs/reference/trust-folder.md lists all settings."
    )

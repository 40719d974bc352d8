"""The trust folder: whose signatures are believed, and for which laboratories, as a person wrote it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dcc.errors import UsageError
from signing.algorithms import NIST_CURVES
from signing.report import Role
from signing.settings import SignerRule, read_settings

SUFFIXES = (".pem", ".crt", ".cer", ".der", ".crl")
"""Which files of a trust folder are read, besides trust.toml."""
_FOLDERS = ("anchors", "intermediates", "tsa", "crls", "qr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A trust folder as values: certificates and revocation lists as DER. ``Trust()`` trusts nobody."""

    anchors: tuple[bytes, ...] = ()
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
    settings = read_settings(files, anchors)
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
        if b"-----BEGIN" not in data:
            return [x509.load_der_x509_crl(data).public_bytes(Encoding.DER)]
        blocks = [block for block in data.split(b"-----END X509 CRL-----") if b"-----BEGIN" in block]
        whole = (block + b"-----END X509 CRL-----\n" for block in blocks)
        return [x509.load_pem_x509_crl(each).public_bytes(Encoding.DER) for each in whole]
    except ValueError as error:
        raise UsageError(
            f"{name} is not a revocation list: {error}",
            hint="Revocation lists (CRL) are read as PEM (one or more to a file) or DER.",
        ) from None

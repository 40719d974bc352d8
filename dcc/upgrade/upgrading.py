"""Upgrading a certificate: from model to model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Finding, Location
from dcc.model import Certificate, Comment, ForeignXml, Node, Xml
from dcc.upgrade.changes import Action, Journal, PerformancePlace, Upgraded
from dcc.upgrade.rebuilding import rebuild, redirect
from dcc.xml import names
from dcc.xml.description import LATEST
from dcc.xml.foreign import element_of

_ROOT = "/dcc:digitalCalibrationCertificate"
_SCHEMA_LOCATION = f"{{{names.XSI}}}schemaLocation"
_OFFICIAL = "https://ptb.de/dcc/v3.3.0/dcc.xsd"


def upgrade(certificate: Certificate, *, performed_at: PerformancePlace | None = None) -> Upgraded:
    """``certificate``, of any version from 2.4.0 on, as one of DCC 3.3.0; one of 3.3.0 as it is.

    ``performed_at`` says where the calibration was performed; DCC 2.4.0 does not (``other`` is written
    where nobody says it). Signatures hold only for the bytes they were made over, so they are dropped.
    Raises ``DocumentError`` (UPGRADE-EMBEDDED) for what cannot be carried over.
    """
    if certificate.schema_version == LATEST:
        return Upgraded(certificate=certificate, changes=())
    refused = list(_embedded(certificate, certificate.schema_version))
    if refused:
        raise DocumentError("the certificate cannot be upgraded without changing others", findings=refused)
    journal = Journal(
        version=certificate.schema_version,
        performed_at=performed_at,
        languages=certificate.administrative_data.core_data.used_lang_code_iso639_1,
    )
    journal.note(
        Action.CHANGED,
        f"{_ROOT}/@schemaVersion",
        old=certificate.schema_version,
        new=LATEST,
        why="the version asked for",
    )
    certificate = _without_signatures(certificate, journal)
    certificate = cast(Certificate, rebuild(_at_newest(certificate, journal), _ROOT, journal))
    if journal.renamed_ids:
        certificate = redirect(certificate, journal.renamed_ids)
    return Upgraded(certificate=certificate, changes=tuple(journal.changes))


def _without_signatures(certificate: Certificate, journal: Journal) -> Certificate:
    total = len(certificate.signature)
    for number in range(1, total + 1):
        journal.note(
            Action.DROPPED,
            f"{_ROOT}/ds:Signature[{number}]" if total > 1 else f"{_ROOT}/ds:Signature",
            old=f"signature {number} of {total}",
            why="a signature holds only for the document it was made over; sign the new one",
        )
    return dataclasses.replace(certificate, signature=())


def _at_newest(certificate: Certificate, journal: Journal) -> Certificate:
    """The root with the new version number and, where it says where its schema is, the new schema's place."""
    written = certificate.as_written
    if written:
        attributes = []
        for name, value in written.attributes:
            if name == _SCHEMA_LOCATION:
                new = f"{names.DCC} {_OFFICIAL}"
                journal.note(
                    Action.CHANGED,
                    f"{_ROOT}/@xsi:schemaLocation",
                    old=value,
                    new=new,
                    why="the schema of the version asked for",
                )
                value = new
            attributes.append((name, value))
        written = dataclasses.replace(written, attributes=tuple(attributes))
    return dataclasses.replace(certificate, schema_version=LATEST, as_written=written)


def _embedded(node: Node, version: str) -> Iterator[Finding]:
    """Parts of the certificate language itself inside a comment or foreign XML.

    They are documents of their own, valid in the old version only, and perhaps signed.
    """
    for field in dataclasses.fields(node):
        value: Any = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, ForeignXml) and isinstance(node, Comment | Xml):
                yield from _embedded_in(item, version)
            elif isinstance(item, Node):
                yield from _embedded(item, version)


def _embedded_in(foreign: ForeignXml, version: str) -> Iterator[Finding]:
    root = element_of(foreign)
    if next(root.iter(names.ROOT), None) is not None:
        yield _refusal("a whole certificate stands inside a comment", "dcc:digitalCalibrationCertificate")
    if version == "2.4.0":
        for values in root.iter(names.si("list")):
            if any(child.tag in (names.si("real"), names.si("complex")) for child in values):
                yield _refusal("a list of D-SI 1.3.1 stands inside a comment or foreign XML", "si:list")


def _refusal(message: str, name: str) -> Finding:
    return codes.UPGRADE_EMBEDDED.finding(message, at=Location(xpath=f"//{name}"))

"""A laboratory of the tests: its authority, its seal, and certificates that are really signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import signing
from signing.authority import Authority, Identity, Subject, found
from tests.documents import minimal
from tests.verify_service.examples import NOON

CODE = "L0001"
NAME = "Example Calibration Laboratory"
"""As in the certificates below, of which ``CODE`` is the laboratory's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laboratory:
    """An authority and a seal whose signatures it vouches for."""

    authority: Authority
    seal: Identity

    def sign(self, document: bytes, *, at: datetime = NOON) -> bytes:
        return signing.sign(document, self.seal.signer(), at=at)

    def write_trust(self, folder: Path) -> None:
        """A trust folder that believes this laboratory."""
        for name, content in (
            ("anchors/root.pem", self.authority.pem),
            ("crls/root.crl", self.authority.crl(at=NOON - timedelta(days=1), lifetime=timedelta(days=400))),
            ("trust.toml", f'[[signer]]\norganization = "{NAME}"\nlaboratories = ["{CODE}"]\n'.encode()),
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def found_laboratory() -> Laboratory:
    authority = found(
        Subject(common_name="Example root", organization="Example"), valid_from=NOON - timedelta(days=400)
    )
    seal = authority.issue(
        Subject(common_name="Example seal", organization=NAME),
        valid_from=NOON - timedelta(days=200),
        lifetime=timedelta(days=800),
    )
    return Laboratory(authority=authority, seal=seal)


def a_laboratory_of_today(folder: Path) -> Laboratory:
    """One whose keys are good now, and a trust folder that believes it."""
    now = datetime.now(UTC).replace(microsecond=0)
    authority = found(Subject(common_name="Root", organization="Example"), valid_from=now - timedelta(days=9))
    seal = authority.issue(Subject(common_name="Seal", organization=NAME), valid_from=now - timedelta(days=9))
    (folder / "anchors").mkdir(parents=True)
    (folder / "anchors" / "root.pem").write_bytes(authority.pem)
    (folder / "crls").mkdir()
    (folder / "crls" / "root.crl").write_bytes(authority.crl(at=now))
    return Laboratory(authority=authority, seal=seal)


def a_document(
    number: str = "T2026-0001",
    *,
    verification_id: str | None = None,
    instrument_code: str | None = None,
    valid_until: str | None = None,
    kind: str = "calibration",
    value: str = "20.012",
    laboratory: str = CODE,
) -> bytes:
    """An unsigned certificate whose serial number is SN-88431 and whose customer is Example Customer."""
    own = ""
    if verification_id:
        own = _identification("dcct_verificationId", verification_id)
        own = f"<dcc:identifications>{own}</dcc:identifications>"
    statements = _statement("dcct_certificateType", f"<dcc:reference>{kind}</dcc:reference>")
    statements += _statement("basic_conformity", "<dcc:conformity>pass</dcc:conformity>")
    if valid_until:
        statements += _statement("dcct_validUntil", f"<dcc:date>{valid_until}</dcc:date>")
    document = minimal(
        definitions="""<dcc:refTypeDefinitions><dcc:refTypeDefinition>
          <dcc:name><dcc:content lang="en">Words of the tests</dcc:content></dcc:name>
          <dcc:namespace>dcct</dcc:namespace><dcc:link>urn:example:dcct</dcc:link>
        </dcc:refTypeDefinition></dcc:refTypeDefinitions>""",
        dates=f"""{own}<dcc:beginPerformanceDate>2026-05-01</dcc:beginPerformanceDate>
          <dcc:endPerformanceDate>2026-05-02</dcc:endPerformanceDate>
          <dcc:performanceLocation>laboratory</dcc:performanceLocation>
          <dcc:issueDate>2026-05-03</dcc:issueDate>""",
        statements=f"<dcc:statements>{statements}</dcc:statements>",
    ).decode()
    code = _identification("dcct_instrumentCode", instrument_code) if instrument_code else ""
    for old, new in (
        ("K-2026-0001", number),
        ("<dcc:value>4711</dcc:value>\n          </dcc:identification>", f"{_SERIAL}{code}"),
        ("20.012", value),
        (
            "<dcc:calibrationLaboratory>",
            "<dcc:calibrationLaboratory>"
            f"<dcc:calibrationLaboratoryCode>{laboratory}</dcc:calibrationLaboratoryCode>",
        ),
    ):
        assert old in document, old
        document = document.replace(old, new)
    return document.encode()


_SERIAL = "<dcc:value>SN-88431</dcc:value></dcc:identification>"


def _identification(word: str, value: str | None) -> str:
    return f"""<dcc:identification refType="{word}"><dcc:issuer>calibrationLaboratory</dcc:issuer>
      <dcc:value>{value}</dcc:value></dcc:identification>"""


def _statement(word: str, content: str) -> str:
    return f'<dcc:statement refType="{word}">{content}</dcc:statement>'

"""The demo's throw-away authority, people and seal, and the folder in which they are trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dcc.cli.files import write_file

LABORATORY = "示例计量科学研究院（虚构）"
LABORATORY_IN_ENGLISH = "Example Institute of Metrology (fictitious)"
LABORATORY_CODE = "EX-L0001"
ORGANIZATION_IDENTIFIER = "NTRCN-EXAMPLE-0001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signs, or the institution whose seal does."""

    role: str
    name: str
    given_name: str | None = None
    surname: str | None = None


PEOPLE = (
    Person(role="metrologist", name="林一鸣", surname="Lin", given_name="Yiming"),
    Person(role="checker", name="陈思远", surname="Chen", given_name="Siyuan"),
    Person(role="approver", name="赵明华", surname="Zhao", given_name="Minghua"),
    Person(role="seal", name="示例计量科学研究院校准专用章"),
)
"""Those whom the samples name, in the order in which they sign: the seal last."""


def make_keys(folder: Path, *, at: datetime) -> None:
    """Keys with their certificates in ``folder``/keys, and a trust folder that believes them."""
    from signing.authority import Subject, found

    yesterday = at - timedelta(days=1)
    root = found(
        Subject(common_name="Demo root, trusted by nobody", organization=LABORATORY), valid_from=yesterday
    )
    issuing = root.issue_authority(
        Subject(common_name="Demo issuing authority", organization=LABORATORY), valid_from=yesterday
    )
    for part in ("keys", "trust/anchors", "trust/intermediates", "trust/crls"):
        (folder / part).mkdir(parents=True)
    for person in PEOPLE:
        subject = Subject(
            common_name=person.name,
            organization=LABORATORY,
            organization_identifier=ORGANIZATION_IDENTIFIER,
            given_name=person.given_name,
            surname=person.surname,
        )
        identity = issuing.issue(subject, valid_from=yesterday)
        write_file(folder / "keys" / f"{person.role}.key.pem", identity.key_pem(), private=True)
        write_file(folder / "keys" / f"{person.role}.chain.pem", identity.chain_pem())
    write_file(folder / "trust" / "anchors" / "root.pem", root.pem)
    write_file(folder / "trust" / "intermediates" / "issuing.pem", issuing.pem)
    write_file(folder / "trust" / "crls" / "root.crl", root.crl(at=at))
    write_file(folder / "trust" / "crls" / "issuing.crl", issuing.crl(at=at))
    write_file(folder / "trust" / "trust.toml", _settings().encode())


def _settings() -> str:
    return f"""# Who may sign for the demo's laboratory, as what, and who must have signed.
required_roles = ["metrologist", "checker", "approver", "seal"]
{"".join(map(_may_sign, PEOPLE))}"""


def _may_sign(person: Person) -> str:
    """One person in one role: a metrologist's key cannot seal."""
    return f"""
[[signer]]
organization_identifier = "{ORGANIZATION_IDENTIFIER}"
common_name = "{person.name}"
laboratories = ["{LABORATORY_CODE}"]
laboratory_names = ["{LABORATORY}", "{LABORATORY_IN_ENGLISH}"]
roles = ["{person.role}"]
"""

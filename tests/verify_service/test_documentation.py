"""The pages about the service agree with it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.console import shown_in
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import a_document, a_laboratory_of_today
from tests.walk import Walk
from verify_service import ServiceConfig, problems, read_config
from verify_service.records import EventType, Reason, Role

DOCS = Path(__file__).parents[2] / "docs"
API = (DOCS / "reference" / "http-api.md").read_text("utf-8")
HOWTO = DOCS / "howto" / "run-the-service.md"
CONFIGURATION = (DOCS / "reference" / "service-configuration.md").read_text("utf-8")


def test_every_problem_event_and_reason_is_in_the_reference() -> None:
    for kind in problems.KINDS:
        assert f"| `/problems/{kind.name}` | {kind.status} |" in API
    for word in (*EventType, *Reason):
        assert f"`{word.value}`" in API


def test_every_configuration_key_is_explained_and_the_example_is_read() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)
    config = read_config(example, folder=Path("/etc/dcc"))
    assert config.base_url == "https://verify.example.org"
    for field in fields(ServiceConfig):
        assert re.search(rf"^{field.name} =|^\[{field.name}\.", example, re.MULTILINE), field.name
        assert re.search(rf"`{field.name}[`.]", CONFIGURATION), field.name
    for role in Role:
        assert f"| `{role.value}` |" in CONFIGURATION


@pytest.mark.slow
def test_the_page_on_running_the_service_prints_what_it_shows(tmp_path: Path) -> None:
    laboratory = a_laboratory_of_today(tmp_path / "trust")
    now = datetime.now(UTC).replace(microsecond=0)
    for name, number, identifier in (("signed", 1, an_id(1)), ("corrected", 2, an_id(2))):
        document = a_document(f"EX-2026-000{number}", verification_id=identifier)
        (tmp_path / f"{name}.xml").write_bytes(laboratory.sign(document, at=now))
    walk = Walk(
        folder=tmp_path,
        left=shown_in(HOWTO),
        public_url="https://verify.example.org",
        words={"ID": an_id(1), "NEW": an_id(2)},
    )
    with walk.serving():
        walk.words["PREFIX"] = walk.next("dcc admin create-key").split("_")[1]
        walk.next("dcc admin list-keys")
        walk.next("dcc admin revoke-key")
        walk.export()
        walk.export()
        walk.next("dcc publish signed.xml")
        walk.next("dcc qr")
        walk.next("dcc status")
        walk.next("dcc publish corrected.xml")
        walk.next("dcc replace")
        walk.export()
        walk.next("dcc approve")
    assert not walk.left


def test_the_configuration_on_the_page_is_read() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", HOWTO.read_text("utf-8"), re.DOTALL)
    config = read_config(example, folder=Path("/etc/dcc"))
    assert config.trust == Path("/etc/dcc/trust")
    assert config.database.startswith("postgresql+psycopg://")

"""The reference pages agree with the service."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from verify_service import ServiceConfig, problems, read_config
from verify_service.records import EventType, Reason, Role

DOCS = Path(__file__).parents[2] / "docs"
API = (DOCS / "reference" / "http-api.md").read_text("utf-8")
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

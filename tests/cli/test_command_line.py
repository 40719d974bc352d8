"""The command line as a whole: help that reads well, right exit statuses, nobody gets a traceback."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dcc.cli import COMMANDS
from dcc.cli import dcc as group
from tests.cli import reference
from tests.cli.commands import dcc

PROJECT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert f"dcc {name}" in result.output or f"{name} " in result.output
    text = result.output.split("\n", 2)[2].strip()
    assert text[0].isupper(), "the help starts with a sentence"


def test_every_option_of_every_command_has_a_help_text() -> None:
    silent = [
        f"{name} {parameter.opts[0]}"
        for name, command in reference.commands()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden and not parameter.help
    ]
    assert not silent


@pytest.mark.parametrize(("typed", "said"), [("buidl", "Did you mean build?"), ("xyzzy", "'xyzzy'.")])
def test_a_misspelt_command_is_wrong_use_and_told_what_is_near(typed: str, said: str) -> None:
    outcome = dcc(typed)
    assert (outcome.status, outcome.output) == (2, "")
    assert outcome.messages.rstrip().endswith(said)


def test_the_list_of_commands_comes_without_importing_any() -> None:
    outcome = dcc("--help")
    assert outcome.status == 0
    for name, (_, line) in COMMANDS.items():
        assert name in outcome.output
        assert line.split()[0] in outcome.output


def test_an_unknown_command_is_wrong_use() -> None:
    outcome = dcc("celebrate")
    assert outcome.status == 2
    assert "celebrate" in outcome.messages


def test_an_unknown_option_is_wrong_use() -> None:
    outcome = dcc("validate", "--celebrate")
    assert outcome.status == 2


def test_the_version_is_the_distributions() -> None:
    outcome = dcc("--version")
    assert outcome.status == 0
    assert "0.1.0" in outcome.output


def test_doctor_finds_this_installation_whole() -> None:
    outcome = dcc("doctor")
    assert outcome.status == 0, outcome.output
    assert "ours alone" in outcome.output
    assert "lxml" in outcome.output


def test_the_reference_is_what_the_commands_say_today() -> None:
    written = (PROJECT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    assert written == reference.command_line(), "run: python -m tests.cli.reference"

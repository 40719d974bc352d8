"""The command-line reference, made from what the commands say of themselves.

``python -m tests.cli.reference`` writes ``docs/reference/command-line.md`` anew.
"""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli import COMMANDS
from dcc.cli import dcc as group

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "command-line.md"

HEAD = """# The command line

Made from the commands' own help. Results go to standard output, progress and diagnostics to standard error.
`--format json` prints one JSON document and nothing else: an object for one file, an array for a folder or
several files.

| exit status | means |
|---|---|
| 0 | done and good |
| 1 | the document, signature or status is not good |
| 2 | wrong use |
| 3 | the environment failed: file unreadable, service unreachable, optional part missing |
| 130, 129, 143 | stopped by Ctrl+C, by its terminal closing, by TERM; nothing is left half-written |
| 141 | nobody reads its output any more, as in `dcc show FILE \\| head` |

`dcc serve`, and `dcc demo` once it serves its pages, are meant to be stopped and end with 0.
`dcc --debug COMMAND` shows the Python traceback of a failure, for a report about a defect. Where a path
begins with a dash, put `--` before it. `python -m dcc` is the same command.

"""


def commands() -> list[tuple[str, click.Command]]:
    """Every command and subcommand with its full name, in the order of ``dcc --help``."""
    found: list[tuple[str, click.Command]] = []

    def collect(name: str, command: click.Command) -> None:
        found.append((name, command))
        if isinstance(command, click.Group):
            context = click.Context(command)
            for child in command.list_commands(context):
                inner = command.get_command(context, child)
                assert inner is not None
                collect(f"{name} {child}", inner)

    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        collect(name, command)
    return found


def command_line() -> str:
    """The whole page."""
    return HEAD + "\n".join(_section(name, command) for name, command in commands())


def _section(name: str, command: click.Command) -> str:
    parent = click.Context(group, info_name="dcc", **group.context_settings)
    for word in name.split()[:-1]:
        parent = click.Context(group, info_name=word, parent=parent)
    context = click.Context(
        command, info_name=name.split()[-1], parent=parent, max_content_width=100, terminal_width=100
    )
    return f"## dcc {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(command_line(), "utf-8")

"""The command line: a thin shell that reads files, calls the packages and prints what they say.

Nobody imports it. Each command lives in a module of its own and is imported only when it is used, so that
``dcc validate`` never pays for what ``dcc serve`` needs.
"""

from __future__ import annotations

import sys

import click

from dcc.cli.main import Commands, let_go_of_streams, prepare_process, run

COMMANDS = {
    # name: (module, one line of help)
    "demo": ("dcc.cli.demo", "The whole story with throw-away keys, from data to a voided certificate."),
    "new": ("dcc.cli.new", "A commented source to fill in, for each type of certificate."),
    "build": ("dcc.cli.build", "A laboratory's source, with tables beside it, to a DCC 3.3.0 document."),
    "validate": ("dcc.cli.validate", "Check certificates: schema, integrity and profile rules."),
    "explain": ("dcc.cli.explain", "What a finding means and what to do about it."),
    "rules": ("dcc.cli.rules", "What validation looks for."),
    "sign": ("dcc.cli.sign", "Sign a certificate, as a person or with the seal (XAdES)."),
    "verify": ("dcc.cli.verify", "Is a certificate genuine and unchanged, and who signed it?"),
    "show": ("dcc.cli.show", "A certificate in the terminal, laid out for a person."),
    "convert": ("dcc.cli.convert", "A certificate as JSON, and back, losing nothing."),
    "diff": ("dcc.cli.diff", "What changed between two certificates: values with U and En, dates."),
    "upgrade": ("dcc.cli.upgrade", "An older certificate as one of DCC 3.3.0, saying what changed."),
    "qr": ("dcc.cli.qr", "The QR code for a certificate, or a label for its instrument."),
    "serve": ("dcc.cli.serve", "The verification service: register certificates, look them up."),
    "publish": ("dcc.cli.publish", "Enter signed certificates into a register."),
    "status": ("dcc.cli.life:status", "How a certificate stands in a register."),
    "void": ("dcc.cli.life:void", "Ask that a certificate be void."),
    "approve": ("dcc.cli.life:approve", "Approve a voiding or replacing that somebody else asked for."),
    "suspend": ("dcc.cli.life:suspend", "Say that a certificate must not be relied on for now."),
    "reinstate": ("dcc.cli.life:reinstate", "Make a suspended certificate valid again."),
    "replace": ("dcc.cli.life:replace", "Ask that another certificate take a certificate's place."),
    "supplement": ("dcc.cli.life:supplement", "Say that another certificate supplements a certificate."),
    "admin": ("dcc.cli.admin", "The API keys of a register."),
    "schema": ("dcc.cli.schema", "The schemas at hand, and official files to use instead of them."),
    "doctor": ("dcc.cli.doctor", "What is installed, missing or clashing, with the fix for each."),
}
"""The commands in the order in which ``dcc --help`` lists them."""


@click.command(cls=Commands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dcc-toolchain", prog_name="dcc")
@click.option(
    "--debug", is_flag=True, expose_value=False, help="Show the Python traceback when something goes wrong."
)
def dcc() -> None:
    """Digital calibration certificates, from a laboratory's data to a verified document.

    \b
    A first walk:
      dcc demo               the whole story with throw-away keys
      dcc new -o my.yaml     a source to fill in
      dcc build my.yaml -o my.xml
      dcc validate my.xml

    \b
    dcc COMMAND --help says more about each command. Exit status:
      0  done and good
      1  the document, signature or status is not good
      2  wrong use
      3  a file cannot be read or written, a service does not answer
    """


def main() -> None:
    """The ``dcc`` command as a process of its own."""
    prepare_process()
    sys.exit(let_go_of_streams(run(dcc, sys.argv[1:])))

"""``dcc sign``: one XAdES signature on a certificate."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from dcc.cli.files import FILE, MAX_SIZE, read_file, read_text, write_file
from dcc.cli.reading import naming
from dcc.cli.times import TIME, now

PASSWORD_VARIABLE = "DCC_KEY_PASSWORD"  # noqa: S105 - the name, not a password
ROLES = ("metrologist", "checker", "approver", "seal")
LEVELS = ("B", "T", "LT", "LTA")
PADDINGS = ("pkcs1", "pss")


@click.command()
@click.argument("document", metavar="IN.xml", type=FILE)
@click.option(
    "-o",
    "--output",
    metavar="OUT.xml",
    type=FILE,
    required=True,
    help="Where the signed certificate goes; may be IN.xml itself.",
)
@click.option(
    "--key",
    type=FILE,
    required=True,
    help="Private key (PEM or DER), or PKCS#12 with the key and its X.509 certificates.",
)
@click.option(
    "--cert",
    "chain",
    type=FILE,
    help="The key's X.509 certificate and those of its issuers (PEM). Not needed with PKCS#12.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="seal",
    show_default=True,
    help="In which role: people first, the institution's seal last.",
)
@click.option(
    "--password-file",
    type=FILE,
    help=f"File whose first line is the key's password; or set {PASSWORD_VARIABLE}.",
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="B",
    show_default=True,
    help="XAdES baseline level. T and above need timestamps and cannot be made yet.",
)
@click.option(
    "--rsa-padding", type=click.Choice(PADDINGS), default="pkcs1", help="For RSA keys.", show_default=True
)
@click.option("--at", type=TIME, help="Time of signing (ISO 8601, UTC).  [default: now]")
@MAX_SIZE
def command(
    document: Path,
    output: Path,
    key: Path,
    chain: Path | None,
    role: str,
    password_file: Path | None,
    level: str,
    rsa_padding: str,
    at: datetime | None,
    max_size: int,
) -> None:
    """Add one signature to the certificate IN.xml and write the result to OUT.xml.

    Several signatures stand together: sign as metrologist, checker and approver, each with the file that
    came out before, then with the seal, which also covers the earlier signatures so that none can be taken
    away. The signature covers the whole document; nothing of it changes.
    """
    from dcc.xml.parse import Limits, parse
    from dcc.xml.roots import require_certificate
    from signing import Level, Role, Scheme, load_signer, sign

    signer = load_signer(
        read_file(key),
        chain=read_file(chain) if chain else None,
        password=_password(password_file),
        rsa_scheme=Scheme.RSA_PSS if rsa_padding == "pss" else Scheme.RSA_PKCS1,
    )
    with naming(document, failing="cannot be signed"):
        data = read_file(document, at_most=max_size)
        require_certificate(parse(data, limits=Limits(size=max_size)))
        signed = sign(
            data,
            signer,
            at=at or now(),
            role=Role(role),
            level=Level(level),
            limits=Limits(size=max_size),
        )
    write_file(output, signed)
    click.echo(f"{output}: signed as {role}", err=True)


def _password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    lines = read_text(file, what="the password").splitlines()
    return lines[0] if lines and lines[0] else None

"""Other implementations of XML Signature to check ourselves against: xmlsec1 and the JDK."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from dcc.xml.names import DS
from signing.names import XADES

needs_xmlsec1 = pytest.mark.skipif(
    shutil.which("xmlsec1") is None, reason="xmlsec1 is absent: apt-get install xmlsec1"
)
needs_jdk = pytest.mark.skipif(
    shutil.which("javac") is None, reason="the JDK is absent: apt-get install default-jdk-headless"
)

_IDS = [f"{XADES}:SignedProperties", f"{DS}:KeyInfo", f"{DS}:SignatureValue"]
_SOURCE = Path(__file__).parent / "jdk" / "VerifySignatures.java"


def xmlsec1_accepts(document: Path, *, anchor: Path, position: int, at: datetime) -> bool:
    """Whether xmlsec1 verifies the signature at ``position`` (from 1), chain and all, as ``at`` that time."""
    done = subprocess.run(
        [
            *("xmlsec1", "--verify", "--enabled-key-data", "x509", "--trusted-pem", anchor),
            *("--verification-gmt-time", f"{at:%Y-%m-%d %H:%M:%S}"),
            *(option for name in _IDS for option in ("--id-attr:Id", name)),
            *("--node-xpath", f"/*/*[local-name()='Signature'][{position}]"),
            document,
        ],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0 and b"OK" in done.stderr.splitlines()


def compile_for_jdk(folder: Path) -> Path:
    """The folder with the compiled verifier."""
    subprocess.run(["javac", "-d", folder, _SOURCE], check=True, capture_output=True)
    return folder


def jdk_says(documents: Sequence[Path], *, classes: Path) -> dict[tuple[str, int], str]:
    """What the JDK says of each signature, by the file's name and the position from 1."""
    done = subprocess.run(
        ["java", "-cp", classes, "VerifySignatures", *documents], capture_output=True, check=True
    )
    said = {}
    for line in done.stdout.decode().splitlines():
        file, position, words = line.split("\t", 2)
        said[Path(file).name, int(position)] = words
    return said

"""What the tests of the command line lay out for it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signing.authority import Subject, found

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "weights-e2"


@pytest.fixture(scope="package")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's key and certificate, the same key behind a password, and somebody else's certificate."""
    folder = tmp_path_factory.mktemp("keys")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    root = found(Subject(common_name="Root", organization="Example"), valid_from=yesterday)
    seal = root.issue(Subject(common_name="Seal", organization="Example"), valid_from=yesterday)
    other = root.issue(Subject(common_name="Other", organization="Example"), valid_from=yesterday)
    (folder / "seal.key").write_bytes(seal.key_pem())
    (folder / "seal.pem").write_bytes(seal.chain_pem())
    (folder / "other.pem").write_bytes(other.chain_pem())
    (folder / "locked.key").write_bytes(seal.key_pem(password="right"))
    (folder / "wrong").write_bytes(b"wrong\r\n")
    (folder / "right").write_bytes(b"\xef\xbb\xbfright\r\n")
    trust = folder / "trust"
    (trust / "anchors").mkdir(parents=True)
    (trust / "anchors" / "root.pem").write_bytes(root.pem)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a source and the certificate made of it."""
    for name in ("source.yaml", "weights.csv", "certificate.xml"):
        shutil.copy(SAMPLE / name, tmp_path)
    return tmp_path

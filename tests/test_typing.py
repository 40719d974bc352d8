"""A user's own program is checked by mypy against the installed packages, from outside the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GOOD = """
from datetime import UTC, datetime
from pathlib import Path

import dcc
import signing
import verify_service

data = Path("certificate.xml").read_bytes()
certificate: dcc.Certificate = dcc.read(data)
names: list[str] = [content.text for result in certificate.results for content in result.name.content]
codes: list[str] = [finding.code for finding in dcc.validate(data, limits=dcc.Limits(size=1000)).findings]
signer: signing.Signer = signing.load_signer(b"", chain=b"", password=None)
signed: bytes = signing.sign(dcc.write(certificate), signer, at=datetime.now(UTC), role=signing.Role.SEAL)
policy = signing.Policy(trust=signing.load_trust({}))
report = signing.verify_certificate(signed, policy, at=datetime.now(UTC))
passed: bool = report.verdict is signing.Verdict.PASSED
app = verify_service.create_app(verify_service.ServiceConfig(trust=Path("trust")))
"""
BAD = """
import dcc
import verify_service

dcc.reed(b"")
dcc.write("<xml/>")
verify_service.create_application
"""


@pytest.mark.slow
def test_a_users_program_is_checked_strictly(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "bad.py").write_text(BAD)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "good.py", "bad.py"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "good.py" not in said, said
    lines = [line.split(" error: ")[0] for line in said.splitlines() if " error: " in line]
    assert lines == ["bad.py:5:", "bad.py:6:", "bad.py:7:"], said

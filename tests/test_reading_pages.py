"""The pages about checking, showing, comparing and upgrading show what their commands print."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.console import fits, run, shown_in
from tests.verify_service.laboratory import a_document, a_laboratory_of_today

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
PAGES = (
    DOCS / "howto" / "check-a-certificate.md",
    DOCS / "howto" / "upgrade-old-certificates.md",
    DOCS / "reference" / "show-and-diff.md",
)

THERMOMETER = PROJECT / "samples" / "platinum-resistance-thermometer" / "certificate.xml"
A_YEAR_BEFORE = {
    "EX-T-2026-0173": "EX-T-2025-0102",
    "EX-T-R-2026-0173": "EX-T-R-2025-0102",
    "2026-03-0": "2025-03-0",
    "EX-NMI-T-2025-0218": "EX-NMI-T-2023-0155",
    "84.2897 100.0123 119.4119 138.5150 157.327": "84.2861 100.0094 119.4092 138.5127 157.315",
    "0.031 0.026 0.021 0.014 0.009": "0.024 0.019 0.015 -0.016 0.009",
}
"""What the same thermometer's certificate said a year before."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two calibrations of one thermometer, a certificate of DCC 2.4.0, a signed one and whom to trust."""
    now = THERMOMETER.read_text("utf-8")
    before = now
    for new, old in A_YEAR_BEFORE.items():
        assert new in before, f"the sample no longer says {new}"
        before = before.replace(new, old)
    (tmp_path / "2026.xml").write_text(now, "utf-8")
    (tmp_path / "2025.xml").write_text(before, "utf-8")
    old = PROJECT / "tests" / "upgrade" / "everything-2.4.0.xml"
    (tmp_path / "old.xml").write_bytes(old.read_bytes())
    laboratory = a_laboratory_of_today(tmp_path / "trust")
    signed = laboratory.sign(a_document("EX-2026-0001"), at=datetime.now(UTC).replace(microsecond=0))
    (tmp_path / "received.xml").write_bytes(signed)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path, folder: Path) -> None:
    shown = shown_in(page)
    assert shown
    for one in shown:
        printed = run(one.command, folder)
        assert fits(one.output, printed), f"$ {one.command}\n{printed}\n--- the page shows ---\n{one.output}"


def test_the_trust_on_the_page_about_checking_binds_the_signer(folder: Path) -> None:
    (settings,) = re.findall(r"```toml\n(.*?)```", PAGES[0].read_text("utf-8"), re.DOTALL)
    (folder / "trust" / "trust.toml").write_text(settings, "utf-8")
    printed = run("dcc verify received.xml --trust trust", folder)
    assert "PASSED - genuine, and unchanged since it was signed" in printed
    assert "SIGNER-UNBOUND" not in printed

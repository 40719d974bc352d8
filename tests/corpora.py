"""Where the documents that others wrote are kept, for tests that compare with them.

They are not part of this repository: ``DCC_CORPORA`` names their folder, ``../shared/corpora`` beside the
project is where they are looked for otherwise.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("DCC_CORPORA", PROJECT.parent / "shared" / "corpora"))
ABSENT = "the corpora are absent: set DCC_CORPORA to their folder"

needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason=ABSENT)


ALTERED = CORPORA.parent / "signing" / "altered"
"""Signed documents into which something was planted, with their trust folder beside them."""


def documents(folder: str, pattern: str = "*.xml") -> list[Path]:
    """The documents of one folder of the corpora, sorted by name; none where the corpora are absent."""
    return sorted((CORPORA / folder).glob(pattern))


def official_schema(name: str) -> Path:
    """A schema file by PTB, BIPM or W3C; the test that asks is skipped where the corpora are absent."""
    if not CORPORA.is_dir():
        pytest.skip(ABSENT)
    return CORPORA / "official-xsd" / name

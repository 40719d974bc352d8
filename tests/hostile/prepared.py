"""Writes the documents of one shape, signed where they can be.

Run as ``python -m tests.hostile.prepared NAME FOLDER``, in a process of its own, so that its memory is
nobody else's.
"""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dcc.errors import DccError
from dcc.xml.parse import NO_CAP
from signing import Role, sign
from tests.hostile.shapes import CONTENTS, SIGNATURES, as_close_as_is_read, filled
from tests.signing.world import SIGNED, subject, world

SIZES = (2_000_000, 4_000_000, 8_000_000)


def main(name: str, folder: Path) -> None:
    """``SIZE.xml`` for each size, and the folder ``trust`` of who may have signed them."""
    today = datetime.now(UTC) - timedelta(days=1)
    for file, data in world().files(at=today).items():
        path = folder / "trust" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    seal = world().intermediate.issue(subject("seal"), valid_from=SIGNED - timedelta(days=1))
    for size in SIZES:
        document = as_close_as_is_read((CONTENTS | SIGNATURES)[name], size)
        if name in CONTENTS:
            with contextlib.suppress(DccError):  # then whoever is asked says why
                document = sign(document, seal.signer(), at=SIGNED, role=Role.SEAL, limits=NO_CAP)
        (folder / f"{size}.xml").write_bytes(filled(document, size))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

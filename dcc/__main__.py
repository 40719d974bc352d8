"""The ``dcc`` command, also as ``python -m dcc``.

Apart from ``dcc.cli``, so that Ctrl+C pressed while that is still being loaded shows no traceback either.
"""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Ended by Ctrl+C, as shells count: 128 and the number of the signal."""


def main() -> None:
    """Entry point of the command."""
    try:
        from dcc.cli import main as run
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    run()


if __name__ == "__main__":
    main()

"""A process with less than it usually has, which then becomes ``dcc``.

``python limited.py permissions ARGUMENT...``: root reads and writes no more than permissions allow.
``python limited.py room ARGUMENT...``: no file gets longer than a thousand bytes, as on a disk that is full.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_DROP_FROM_BOUNDING_SET = 24
_PASSING_OVER_PERMISSIONS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def permissions() -> None:
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in _PASSING_OVER_PERMISSIONS:
        if libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "PR_CAPBSET_DROP")


def room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


if __name__ == "__main__":
    {"permissions": permissions, "room": room}[sys.argv[1]]()
    os.execv(sys.executable, [sys.executable, "-m", "dcc", *sys.argv[2:]])  # noqa: S606 - our own program

"""Many files at once: found in folders, worked on in several processes; one bad file does not end it."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from dcc import codes
from dcc.cli.files import files_below
from dcc.errors import EnvironmentFailure, UsageError
from dcc.findings import Finding

_Result = TypeVar("_Result")


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and every ``*.xml`` below the folders among ``paths``, in the order of names."""
    found: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):  # unlike the path's own method it never fails
            found.append(path)
            continue
        inside = [file for file in files_below(path) if file.suffix.lower() == ".xml"]
        if not inside:
            raise UsageError(f"there is no XML file in {path}", hint="Name files, or a folder that has some.")
        found += inside
    return found


def is_single(paths: Sequence[Path]) -> bool:
    """Whether one file was asked for, so that one answer is expected and not a list."""
    return len(paths) == 1 and not os.path.isdir(paths[0])


def not_checked(failure: EnvironmentFailure) -> Finding:
    """What a report for programs says of a file for which there is only a failure."""
    return codes.NOT_CHECKED.finding(str(failure), hint=failure.hint or None)


def work_through(
    work: Callable[[Path], _Result], files: Sequence[Path], *, jobs: int
) -> Iterator[tuple[Path, _Result | EnvironmentFailure]]:
    """``work``'s result for each file in order; for a file that cannot be read the failure instead.

    ``work`` must be a function of a module, or a ``partial`` of one, as processes pass nothing else on.
    Raises ``EnvironmentFailure`` when a process that works was ended from outside.
    """
    attempt = partial(_attempt, work)
    if jobs <= 1 or len(files) <= 1:
        yield from zip(files, map(attempt, files), strict=True)
        return
    # Slow to load, and of no use to the many runs with one file.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with _interruptions_ignored():  # for ever by the processes that start here: ours ends them
        pool = ProcessPoolExecutor(min(jobs, len(files)), mp_context=multiprocessing.get_context("spawn"))
        results = pool.map(attempt, files, chunksize=4)
    try:
        yield from zip(files, results, strict=True)
    except BrokenProcessPool:
        raise EnvironmentFailure(
            "a process that worked on the files was ended from outside, perhaps for want of memory",
            hint="Use fewer --jobs.",
        ) from None
    finally:
        with _interruptions_ignored():
            for worker in multiprocessing.active_children():  # idle, or at work that nobody waits for now
                worker.kill()
            pool.shutdown()


@contextlib.contextmanager
def _interruptions_ignored() -> Iterator[None]:
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _attempt(work: Callable[[Path], _Result], file: Path) -> _Result | EnvironmentFailure:
    try:
        return work(file)
    except EnvironmentFailure as failure:
        return failure

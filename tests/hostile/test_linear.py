"""No document, however it is made, takes more time or room than its size is worth, or it is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.prepared import SIZES
from tests.hostile.shapes import CONTENTS, SIGNATURES

PROJECT = Path(__file__).parent.parent.parent
MOST_ROOM = 600_000_000
ONE_OF_EACH = (
    "attributes",
    "children of results",
    "comments in a text",
    "depth",
    "foreign, all unlike",
    "ids",
    "prefixes, nested",
    "references",
    "signatures",
    "texts",
)
TIMES_THE_FLOOR, SPARE_SECOND = 4, 1.0
LARGEST_GROWTH = 2.3
"""Of the time when the size is doubled; told only where there is enough of it to tell by."""
_TELLING = 1.0


def run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"tests.hostile.{module}", *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def measured(work: str, *arguments: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(run("measured", work, *arguments).splitlines()[-1])
    return figures


def _shapes() -> Iterator[Any]:
    """All in all sizes for the soak; for every run one of each kind, in sizes far enough from the bound for a
    busy machine."""
    for name in ONE_OF_EACH:
        yield pytest.param((name, SIZES[:2]), id=name, marks=pytest.mark.slow)
    for name in sorted(CONTENTS | SIGNATURES):
        yield pytest.param((name, SIZES), id=f"{name}, all sizes", marks=pytest.mark.soak)


@pytest.fixture(params=_shapes(), scope="module")
def documents(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, Path]]:
    """The documents of one shape by their size; the folder of who may have signed them stands beside."""
    name, sizes = request.param
    folder = tmp_path_factory.mktemp("hostile")
    run("prepared", name, str(folder))
    yield {size: folder / f"{size}.xml" for size in sizes}
    for path in folder.glob("*.xml"):
        path.unlink()


@pytest.mark.parametrize("work", ["validate", "verify", "show", "diff", "service"])
def test_time_and_room_grow_no_faster_than_the_document(documents: dict[int, Path], work: str) -> None:
    """Processor time when everything needed is loaded; the floor of a comparison is that of both its files.
    The better of two is taken when the first is too long."""
    before = None
    for size, path in documents.items():
        file, trust = str(path), str(path.parent / "trust")
        more = {"verify": ("--trust", trust, file), "diff": (file, file), "service": (file, trust)}
        arguments = more.get(work, (file,))
        allowed = TIMES_THE_FLOOR * measured("floor", file)["seconds"] * arguments.count(file) + SPARE_SECOND
        figures = measured(work, *arguments)
        if figures["seconds"] > min(allowed, LARGEST_GROWTH * (before or allowed)):
            again = measured(work, *arguments)
            figures = min(figures, again, key=lambda each: float(each["seconds"]))
        assert figures["seconds"] <= allowed, f"{size}: {figures['said'][:200]}"
        assert figures["peak"] <= MOST_ROOM
        if before is not None and figures["seconds"] > _TELLING:
            assert figures["seconds"] <= LARGEST_GROWTH * before
        before = figures["seconds"]

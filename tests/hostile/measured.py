"""One piece of work in this fresh process, and what it took: one line of JSON.

Run as ``python -m tests.hostile.measured WORK FILE...``. Works are ``floor``, ``service`` and the subcommands
of dcc with their arguments.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.measure import peak_memory

AT = datetime(2026, 3, 2, tzinfo=UTC)


def floor(path: str) -> str:
    """What nobody can do without: one parse and one C14N, by the library alone."""
    from lxml import etree

    data = Path(path).read_bytes()
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        try:
            root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
            etree.tostring(root, method="c14n", exclusive=True, with_comments=False)
        except etree.LxmlError:
            pass
        best = min(best, time.process_time() - start)
    return str(best)


def service(path: str, trust: str) -> str:
    """The answer of a running service with this trust folder to ``POST /api/v1/verify``."""
    from tests.documents import minimal
    from verify_service import create_app
    from verify_service.config import ServiceConfig

    with tempfile.TemporaryDirectory() as folder:
        config = ServiceConfig(database=f"sqlite:///{folder}/register.sqlite", trust=Path(trust))
        client = create_app(config).test_client()
        client.post("/api/v1/verify", data=minimal(), content_type="application/xml")
        start = time.process_time()
        answer = client.post("/api/v1/verify", data=Path(path).read_bytes(), content_type="application/xml")
        took = time.process_time() - start
        return f"{took} {answer.status_code} {answer.get_data(as_text=True)[:300]}"


def command(*arguments: str) -> str:
    """The exit status of ``dcc`` and the beginning of what it says, when all that it needs is loaded."""
    from dcc.cli import dcc
    from dcc.cli.main import run
    from tests.documents import minimal

    with tempfile.NamedTemporaryFile(suffix=".xml") as small:
        small.write(minimal())
        small.flush()
        run_quietly = contextlib.ExitStack()
        with run_quietly:
            said = run_quietly.enter_context(contextlib.redirect_stdout(io.StringIO()))
            run_quietly.enter_context(contextlib.redirect_stderr(said))
            run(dcc, [small.name if argument.endswith(".xml") else argument for argument in arguments])
            said.seek(0)
            said.truncate()
            start = time.process_time()
            status = run(dcc, arguments)
            took = time.process_time() - start
    return f"{took} {status} {said.getvalue()[:300]}"


def main() -> None:
    work, *arguments = sys.argv[1:]
    works = {"floor": floor, "service": service}
    said = works[work](*arguments) if work in works else command(work, *arguments)
    seconds = float(said.split()[0])
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak_memory(), "said": said}) + "\n")


if __name__ == "__main__":
    main()

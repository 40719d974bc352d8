"""``make bench``: measure every case on every document and print what came out, beside the peers.

python -m tests.bench [--quick] [--without-peers] [--document NAME]... [--json FILE] [--markdown FILE]
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from tests.bench import environments, report
from tests.bench.documents import DOCUMENTS, Document, write
from tests.bench.environments import Effort, Figures, say
from tests.bench.plan import all_rows
from tests.bench.targets import judge

FULL = Effort(runs=15, seconds=10)
QUICK = Effort(runs=3, seconds=2)


def main(arguments: list[str]) -> None:
    options = _parser().parse_args(arguments)
    chosen = [d for d in DOCUMENTS if d.name in options.document] or list(DOCUMENTS)
    if options.quick and not options.document:
        chosen = [document for document in chosen if document.quick]
    remark = "the peers: left out (--without-peers)"
    if not options.without_peers:
        failure = environments.install_peers()
        remark = f"the peers: {failure}" if failure else ""
    run = _measure(chosen, QUICK if options.quick else FULL, remark)
    sys.stdout.write(report.as_text(run))
    if options.json:
        options.json.write_text(report.as_json(run), encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(report.as_markdown(run), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure beside the peers.")
    parser.add_argument("--quick", action="store_true", help="smaller documents, fewer repetitions")
    parser.add_argument("--without-peers", action="store_true", help="our own rows only; no installation")
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        choices=[document.name for document in DOCUMENTS],
        help="only this document (repeatable)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the report for the docs there")
    return parser


def _measure(documents: list[Document], effort: Effort, remark: str) -> report.Run:
    """Row by row on each document, so that what is compared is measured close together."""
    results: dict[tuple[str, str], Figures] = {}
    sizes: dict[str, int] = {}
    for document in documents:
        path = write(document, environments.BENCH / "documents")
        sizes[document.name] = path.stat().st_size
        for row in all_rows():
            if row.is_for(document.name) and not (row.peer and remark):
                say(f"{document.title}: {row.name}")
                results[row.name, document.name] = row.measure(path, effort)
    versions = {"ours": environments.versions(peers=False)}
    if not remark:
        versions["peers"] = environments.versions(peers=True)
    return report.Run(
        date=datetime.datetime.now(tz=datetime.UTC).date(),
        machine=report.machine(),
        versions=versions,
        documents=tuple(documents),
        sizes=sizes,
        results=results,
        outcomes=tuple(judge(results, sizes)),
        remark=remark,
    )


if __name__ == "__main__":
    main(sys.argv[1:])

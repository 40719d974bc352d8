"""A million values: read as one text, turned into an array, written back untouched, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dcc
from dcc.exchange.json import read_json, write_json
from tests.documents import long_lists
from tests.xml.canonical import canonical

COUNT = 1_000_000

MEASURED = """
import json, sys, time
from pathlib import Path
import dcc

data = Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
certificate = dcc.read(data)
column = certificate.results[0].data.content[0].content[0].real_list_xml_list
array = column.value_xml_list.to_numpy()
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
written = dcc.write(certificate)
print(json.dumps({
    "bytes": len(data), "seconds": seconds, "peak": peak, "count": len(array),
    "first": float(array[0]), "last": float(array[-1]), "kept": column.value_xml_list.encode() in written,
}))
"""


@pytest.mark.slow
def test_a_million_values_become_an_array_within_twelve_times_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.xml"
    path.write_bytes(long_lists(COUNT))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, check=True, text=True
    )
    measured = json.loads(done.stdout)
    size, peak = measured["bytes"], measured["peak"]
    sys.stdout.write(
        f"{COUNT:,} values, {size / 1e6:.1f} MB: read into numpy in {measured['seconds']:.2f} s, "
        f"peak {peak / 1e6:.0f} MB, {peak / size:.1f} times the file\n"
    )
    assert measured["count"] == COUNT
    assert (measured["first"], measured["last"]) == (20.0, 32.999987)
    assert measured["kept"]
    assert peak <= 12 * size


@pytest.mark.slow
def test_a_million_values_come_back_untouched_from_xml_and_json() -> None:
    data = long_lists(COUNT)
    certificate = dcc.read(data)
    assert canonical(dcc.write(certificate)) == canonical(data)
    again = read_json(write_json(certificate))
    assert again == certificate
    assert dcc.write(again) == dcc.write(certificate)

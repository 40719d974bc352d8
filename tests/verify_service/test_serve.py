"""``dcc serve`` and the commands against it, as processes over a real port."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import Laboratory, a_document, a_laboratory_of_today

ID = an_id(1)
START = (sys.executable, "-c", "from dcc.cli import main; main()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running ``dcc serve``, and a laboratory whose keys are good now."""

    folder: Path
    url: str
    publisher: str
    approver: str
    laboratory: Laboratory
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def dcc(self, *arguments: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command against the service."""
        environment = {**os.environ, "DCC_REGISTER": self.url}
        if key:
            environment["DCC_API_KEY"] = key
        return dcc(*arguments, environment=environment)

    def write_certificate(self, name: str, **parts: str) -> Path:
        now = datetime.now(UTC).replace(microsecond=0)
        path = self.folder / name
        path.write_bytes(self.laboratory.sign(a_document(**parts), at=now))
        return path


def dcc(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*START, *arguments], capture_output=True, text=True, timeout=60, env=environment, check=False
    )


def start(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*START, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def announced(process: subprocess.Popen[str]) -> str:
    """What it prints until it is ready."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Stop with"):
            break
    return "".join(lines)


def stop(process: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> tuple[str, int]:
    """Stop it; what else it printed, and its exit status."""
    process.send_signal(how)
    out, err = process.communicate(timeout=30)
    return out + err, process.returncode


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    laboratory = a_laboratory_of_today(folder / "trust")
    database = f"sqlite:///{folder / 'register.sqlite'}"
    process = start("--database", database, "--trust", str(folder / "trust"), "--workers", "2")
    printed = announced(process)
    (url,) = re.findall(r"http://127\.0\.0\.1:\d+", printed)
    keys = dict(re.findall(r"^  (publisher|approver) +(dcct_\S+)$", printed, re.MULTILINE))
    yield Served(folder=folder, url=url, laboratory=laboratory, process=process, **keys)
    printed, status = stop(process)
    assert "Traceback" not in printed
    assert status == 0


def test_a_certificates_whole_life(served: Served) -> None:
    first = served.write_certificate("first.xml", number="T1", verification_id=ID)
    second = served.write_certificate("second.xml", number="T2", verification_id=an_id(2))
    published = served.dcc("publish", str(first), str(second), key=served.publisher)
    assert published.stderr == ""
    assert published.stdout.splitlines() == [
        f"{ID}\tT1\t{served.url}/c/{ID}",
        f"{an_id(2)}\tT2\t{served.url}/c/{an_id(2)}",
    ]

    valid = served.dcc("status", ID.lower())
    assert (valid.returncode, valid.stdout.split(" since")[0]) == (0, "T1 is valid")

    assert served.dcc("suspend", ID, "--reason", "method-error", key=served.approver).returncode == 0
    assert served.dcc("status", ID).returncode == 1
    assert served.dcc("reinstate", ID, key=served.publisher).stdout.endswith("The certificate is valid.\n")
    supplemented = served.dcc("supplement", an_id(2), "--by", ID, key=served.publisher)
    assert supplemented.returncode == 0

    asked = served.dcc("void", ID, "--reason", "fraud", "--note", "Made up.", key=served.publisher)
    assert "suspended until another actor approves" in asked.stdout
    own = served.dcc("approve", ID, key=served.publisher)
    assert (own.returncode, own.stdout) == (2, "")
    assert served.dcc("approve", ID, key=served.approver).stdout == "Approved. The certificate is void.\n"
    void = served.dcc("status", ID, "--format", "json")
    assert void.returncode == 1
    assert json.loads(void.stdout)["status"] == "void"
    assert served.dcc("approve", ID, key=served.approver).returncode == 1
    again = served.dcc("reinstate", ID, key=served.publisher)
    assert again.returncode == 1
    assert "This status is final" in again.stderr


def test_a_certificate_is_replaced_by_another(served: Served) -> None:
    for number in (3, 4):
        path = served.write_certificate(f"{number}.xml", number=f"T{number}", verification_id=an_id(number))
        assert served.dcc("publish", str(path), key=served.publisher).returncode == 0
    asked = served.dcc(
        "replace", an_id(3), "--by", an_id(4), "--reason", "content-error", key=served.publisher
    )
    command = asked.stdout.split("approves:")[1].split()
    assert command[:2] == ["dcc", "approve"]
    assert served.dcc(*command[1:], key=served.approver).returncode == 0
    answer = json.loads(served.dcc("status", an_id(3), "--format", "json").stdout)
    assert (answer["status"], answer["replaced_by"]) == ("replaced", an_id(4))


def test_what_does_not_verify_is_not_published_and_the_others_are(served: Served) -> None:
    good = served.write_certificate("good.xml", number="T5", verification_id=an_id(5))
    bad = served.folder / "bad.xml"
    bad.write_bytes(good.read_bytes().replace(b"20.012", b"20.013"))
    ran = served.dcc("publish", str(bad), str(good), key=served.publisher)
    assert ran.returncode == 1
    assert "bad.xml was not registered" in ran.stderr
    assert "The certificate does not verify" in ran.stderr
    assert ran.stdout.startswith(an_id(5))
    assert served.dcc("publish", str(good), key=served.publisher).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["status", an_id(99)], 1, "nothing under this id"),
        (["status", "nonsense"], 1, "Nothing here"),
        (["status", ID, "--at", "yesterday"], 2, "is not a time such as"),
        (["status", ID, "--to", "ftp://x"], 2, "--to must be http"),
        (["status", ID, "--to", "http://127.0.0.1:1"], 3, "does not answer"),
        (["void", ID, "--reason", "mood", "--api-key", "x"], 2, "Invalid value for '--reason'"),
        (["void", ID, "--reason", "fraud", "--api-key", "x"], 2, "An API key is needed"),
        (["void", ID, "--reason", "fraud"], 2, "Missing option '--api-key'"),
        (["publish", "/nowhere.xml", "--api-key", "x"], 3, "cannot read /nowhere.xml"),
    ],
)
def test_mistakes_are_told_with_the_right_exit_status(
    served: Served, arguments: list[str], status: int, message: str
) -> None:
    ran = served.dcc(*arguments)
    assert (ran.returncode, ran.stdout) == (status, "")
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr


def post(served: Served, body: object, **headers: str) -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    try:
        chunked = "Transfer-Encoding" in headers
        connection.request("POST", "/api/v1/verify", body, headers, encode_chunked=chunked)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_fifty_megabytes_get_an_answer_however_they_are_sent(served: Served) -> None:
    piece = b"x" * 1_000_000
    xml = {"Content-Type": "application/xml"}
    status, problem = post(served, piece * 50, **xml)
    assert (status, problem["type"]) == (413, "/problems/too-large")
    status, problem = post(served, iter([piece] * 50), **xml, **{"Transfer-Encoding": "chunked"})
    assert (status, problem["type"]) == (413, "/problems/too-large")
    status, problem = post(served, piece * 50, **{"Content-Type": "image/png"})
    assert (status, problem["type"]) == (415, "/problems/media-type")
    status, answer = post(served, iter([b"not ", b"xml"]), **xml, **{"Transfer-Encoding": "chunked"})
    assert (status, answer["verdict"]) == (200, "failed")


def test_a_file_beyond_the_limit_is_refused_and_the_next_one_sent(served: Served) -> None:
    big = served.folder / "big.xml"
    big.write_bytes(b"x" * 50_000_000)
    good = served.write_certificate("next.xml", number="T7", verification_id=an_id(7))
    ran = served.dcc("publish", str(big), "missing.xml", str(good), key=served.publisher)
    assert ran.returncode == 3
    assert "big.xml was not registered" in ran.stderr
    assert "The body is too large: at most 33,554,432 bytes are taken" in ran.stderr
    assert "cannot read missing.xml" in ran.stderr
    assert ran.stdout.startswith(an_id(7))


def test_a_second_start_shows_no_keys_and_needs_a_port_of_its_own(served: Served) -> None:
    database = f"sqlite:///{served.folder / 'register.sqlite'}"
    taken = dcc("serve", "--database", database, "--port", str(served.port))
    assert taken.returncode == 3
    assert f"port {served.port} at 127.0.0.1 is in use" in taken.stderr
    assert "--port" in taken.stderr
    process = start("--database", database)
    printed = announced(process)
    rest, status = stop(process, signal.SIGINT)
    assert "dcct_" not in printed
    assert "without --trust" in rest
    assert status == 0


def test_a_configuration_file_is_read_and_its_mistakes_are_named(tmp_path: Path) -> None:
    file = tmp_path / "service.toml"
    file.write_text('operator = "Example"\ncolour = "red"\n')
    wrong = dcc("serve", "--config", str(file))
    assert wrong.returncode == 2
    assert "service.toml: the configuration has an unknown key 'colour'" in wrong.stderr
    assert dcc("serve", "--config", str(tmp_path / "none.toml")).returncode == 3
    assert dcc("serve", "--trust", str(tmp_path / "none")).returncode == 3
    bad_host = dcc("serve", "--host", "192.0.2.1", "--database", f"sqlite:///{tmp_path / 'r.sqlite'}")
    assert bad_host.returncode == 3
    assert "cannot listen" in bad_host.stderr
    assert not (tmp_path / "r.sqlite").exists()


def test_an_unwritable_database_is_named(tmp_path: Path) -> None:
    ran = dcc("serve", "--port", "0", "--database", "sqlite:////nowhere/register.sqlite")
    assert ran.returncode == 3
    assert "unable to open database file" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_keys_are_made_listed_and_revoked(served: Served) -> None:
    database = ("--database", f"sqlite:///{served.folder / 'register.sqlite'}")
    key = dcc("admin", "create-key", "--actor", "Li Na", "--role", "publisher", *database).stdout.strip()
    prefix = key.split("_")[1]
    path = served.write_certificate("by-li.xml", number="T6", verification_id=an_id(6))
    assert served.dcc("publish", str(path), key=key).returncode == 0
    listed = dcc("admin", "list-keys", *database).stdout
    assert f"{prefix}\tLi Na\tpublisher\tsince " in listed
    assert key not in listed
    assert dcc("admin", "revoke-key", prefix, *database).returncode == 0
    refused = served.dcc("suspend", an_id(6), "--reason", "fraud", key=key)
    assert refused.returncode == 2
    assert "revoked" in dcc("admin", "list-keys", *database).stdout
    assert dcc("admin", "revoke-key", "00000000", *database).returncode == 2


def test_a_worker_answers_while_a_slow_client_is_sending(served: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", served.port), timeout=10) for _ in range(30)]
    try:
        for each in slow:
            each.sendall(
                b"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\n"
                b"Content-Length: 1000\r\n\r\n<a>"
            )
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
        connection.request("GET", "/livez")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        for each in slow:
            each.close()

"""Files that cannot be read, places that cannot be written to, and names that few would choose."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import dcc, listing

# --- files that cannot be read ----------------------------------------------------------------------------


def vanished(_path: Path) -> str:
    return "No such file or directory"


def below_a_file(path: Path) -> str:
    path.parent.rmdir()
    path.parent.write_text("a file where a folder is meant")
    return "Not a directory"


def a_folder(path: Path) -> str:
    path.mkdir()
    return "Is a directory"


def a_loop_of_links(path: Path) -> str:
    path.symlink_to(path.name)
    return "Too many levels of symbolic links"


def a_name_too_long(_path: Path) -> str:
    return "File name too long"


def not_permitted(path: Path) -> str:
    path.write_text("secret")
    path.chmod(0)
    return "Permission denied"


def in_a_folder_not_permitted(path: Path) -> str:
    path.write_text("secret")
    path.parent.chmod(0)
    return "Permission denied"


@pytest.mark.parametrize(
    "make",
    [
        vanished,
        below_a_file,
        a_folder,
        a_loop_of_links,
        a_name_too_long,
        not_permitted,
        in_a_folder_not_permitted,
    ],
    ids=lambda make: make.__name__.replace("_", " "),
)
@pytest.mark.parametrize("command", ["validate", "verify", "show", "publish"])
def test_a_file_that_cannot_be_read_is_the_machines_failure(
    tmp_path: Path, keys: Path, command: str, make: Callable[[Path], str]
) -> None:
    path = tmp_path / "inbox" / ("x" * 300 if make is a_name_too_long else "certificate.xml")
    path.parent.mkdir()
    message = make(path)
    options = {
        "verify": ["--trust", str(keys / "trust")],
        "publish": ["--to", "http://127.0.0.1:1", "--api-key", "x"],
    }.get(command, [])
    if make is a_folder and command in ("validate", "verify"):
        (path / "below.xml").mkdir()
        message, expected = "there is no XML file in", 2
    else:
        expected = 3
    try:
        outcome = dcc(command, path, *options, without="permissions")
    finally:
        if path.parent.is_dir():
            path.parent.chmod(0o700)
    assert outcome.status == expected
    assert outcome.output == ""
    assert message in outcome.messages
    assert str(path) in outcome.messages
    assert "defect" not in outcome.messages


def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(desk: Path, keys: Path) -> None:
    hidden = desk / "hidden"
    hidden.mkdir()
    hidden.chmod(0)
    validated = dcc("validate", desk, without="permissions")
    assert (validated.status, validated.output) == (3, "")
    assert f"cannot read {hidden}: Permission denied" in validated.messages
    trusting = shutil.copytree(keys / "trust", desk / "trust")
    (trusting / "crls").mkdir()
    (trusting / "crls").chmod(0)
    verified = dcc("verify", desk / "certificate.xml", "--trust", trusting, without="permissions")
    assert verified.status == 3
    assert "crls: Permission denied" in verified.messages


def test_a_device_without_end_is_read_only_so_far(desk: Path) -> None:
    outcome = dcc("validate", "/dev/zero", "--max-size", "1M", cwd=desk)
    assert outcome.status == 1
    assert "XML-TOO-LARGE" in outcome.output


# --- places that cannot be written to ---------------------------------------------------------------------

WRITING = [
    "new -o {out}",
    "build source.yaml -o {out}",
    "convert certificate.xml -o {out}.json",
    "upgrade certificate.xml -o {out}",
    "qr certificate.xml --base-url https://verify.example.org -o {out}.svg",
    "sign certificate.xml -o {out} --key {keys}/seal.key --cert {keys}/seal.pem",
]


def writing(command: str, out: str, keys: Path) -> list[str]:
    return shlex.split(command.format(out=out, keys=shlex.quote(str(keys))))


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command.split()[0])
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nowhere/out", "No such file or directory"),
        ("certificate.xml/out", "Not a directory"),
        ("/proc/out", "No such file or directory"),
        ("locked/out", "Permission denied"),
    ],
    ids=["a folder that is not there", "below a file", "in /proc", "a folder not to be written to"],
)
def test_an_unwritable_folder_is_named(
    desk: Path, keys: Path, command: str, place: str, message: str
) -> None:
    (desk / "locked").mkdir(mode=0o500)
    before = listing(desk)
    outcome = dcc(*writing(command, place, keys), cwd=desk, without="permissions")
    assert (outcome.status, outcome.output) == (3, "")
    assert f"cannot write {place}" in outcome.messages
    assert message in outcome.messages
    assert listing(desk) == before
    assert not list((desk / "locked").iterdir())


@pytest.mark.parametrize("command", WRITING[1:], ids=lambda command: command.split()[0])
def test_a_full_disk_leaves_what_was_there(desk: Path, keys: Path, command: str) -> None:
    for name in ("out", "out.json", "out.svg"):
        (desk / name).write_bytes(b"from before")
    before = listing(desk)
    outcome = dcc(*writing(command, "out", keys), cwd=desk, without="room")
    assert outcome.status == 3
    assert "cannot write out" in outcome.messages
    assert listing(desk) == before


def test_output_into_a_folder_is_refused(desk: Path) -> None:
    (desk / "out").mkdir()
    outcome = dcc("build", "source.yaml", "-o", "out", cwd=desk)
    assert outcome.status == 3
    assert "cannot write out: Is a directory" in outcome.messages


def test_a_pipe_is_written_into_and_not_replaced(desk: Path) -> None:
    os.mkfifo(desk / "pipe")
    with subprocess.Popen(["cat", desk / "pipe"], stdout=subprocess.PIPE) as reader:
        assert dcc("build", "source.yaml", "-o", "pipe", cwd=desk).status == 0
        written, _ = reader.communicate(timeout=30)
    assert written.startswith(b"<?xml")
    assert stat.S_ISFIFO((desk / "pipe").stat().st_mode)


def test_a_file_that_is_written_anew_keeps_its_permissions_and_a_link_stays_one(desk: Path) -> None:
    (desk / "private.xml").write_text("before")
    (desk / "private.xml").chmod(0o640)
    (desk / "link.xml").symlink_to("private.xml")
    assert dcc("build", "source.yaml", "-o", "link.xml", cwd=desk).status == 0
    assert (desk / "link.xml").is_symlink()
    assert stat.S_IMODE((desk / "private.xml").stat().st_mode) == 0o640
    assert (desk / "private.xml").read_bytes().startswith(b"<?xml")


# --- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "two words.xml",
        "校准证书.xml",
        "line\nbreak.xml",
        "\x1b[2Kescape.xml",
        os.fsdecode(b"not-\xff-utf8.xml"),
        "x" * 250 + ".xml",
    ],
    ids=["blanks", "Chinese", "a line break", "an escape sequence", "no text", "the longest there can be"],
)
def test_any_name_will_do_and_none_steers_the_terminal(desk: Path, keys: Path, name: str) -> None:
    (desk / "certificate.xml").rename(desk / name)
    (desk / "missing").mkdir()
    validated = dcc("validate", name, cwd=desk)
    assert validated.status == 0
    assert len(validated.output.splitlines()) == 2
    answer = json.loads(dcc("validate", name, "--format", "json", cwd=desk).output)
    assert answer["valid"] is True
    signing = ("--key", keys / "seal.key", "--cert", keys / "seal.pem")
    assert dcc("sign", name, "-o", name, *signing, cwd=desk).status == 0
    missing = dcc("show", f"missing/{name}", cwd=desk)
    assert missing.status == 3
    assert len(missing.messages.splitlines()) == 2
    assert "\x1b" not in validated.output + missing.messages


def test_a_name_with_a_leading_dash_goes_after_two_dashes(desk: Path) -> None:
    (desk / "certificate.xml").rename(desk / "-x.xml")
    assert dcc("validate", "-x.xml", cwd=desk).status == 2
    assert dcc("validate", "--", "-x.xml", cwd=desk).status == 0
    assert dcc("validate", "./-x.xml", cwd=desk).status == 0

"""A PostgreSQL server for the tests, in a folder of its own, reached through a socket file."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

ABSENT = "no PostgreSQL server found: apt-get install postgresql"
_FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
INITDB = str(_FOUND[-1]) if _FOUND else shutil.which("initdb")


class PostgreSQL:
    """A throw-away server. It refuses to run as root, so it runs as somebody else then."""

    def __enter__(self) -> Self:
        assert INITDB is not None, ABSENT
        self._programs = Path(INITDB).resolve().parent
        self._user = _servant()
        self._databases = 0
        # Not in a folder of the user's choice: a socket's path may have 107 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="dcc-postgresql-", dir="/tmp"))
        if self._user:
            shutil.chown(self._folder, self._user)
        data = self._folder / "data"
        # Not in this machine's encoding, which may be one that no server keeps texts in.
        kept = ("--locale=C", "--encoding=UTF8")
        self._run(
            "initdb", "--auth=trust", "--username=tests", "--no-sync", "--no-instructions", *kept, str(data)
        )
        options = f"-c listen_addresses='' -c fsync=off -k {self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(data), "--log", log, "--options", options)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "stop", "--mode=immediate", "--no-wait", "--pgdata", str(self._folder / "data"))
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """The URL of an empty database: a schema of its own, which is much quicker to make."""
        self._databases += 1
        name = f"register{self._databases}"
        with psycopg.connect(f"host={self._folder} user=tests dbname=postgres") as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql+psycopg://tests@/postgres?host={self._folder}&options=-csearch_path%3D{name}"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            user=self._user,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}"


def _servant() -> str | None:
    """Somebody without rights to run the server as, when the tests run as root."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"

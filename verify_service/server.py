"""The service as processes: granian in front of the application, one application in each worker."""

from __future__ import annotations

import errno
import functools
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Collection
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from dcc.errors import EnvironmentFailure, UsageError
from verify_service.app import create_app
from verify_service.config import ServiceConfig

# Most threads wait for slow clients; granian warns of so many, so only its errors are shown.
_THREADS_PER_WORKER = 32
_WAITING_PER_WORKER = 64
_SECONDS_TO_START = 60
_SECONDS_TO_FINISH = 10
_ENDS = {
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
}
"""The signals that end the service. For granian SIGHUP is to begin anew, but here a terminal was closed."""


def free_port(host: str, port: int) -> int:
    """``port`` when the service can listen there, or a free one for port 0.

    Raises ``EnvironmentFailure`` when something else listens there (granian would share the port with it).
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            chosen: int = probe.getsockname()[1]
            return chosen
    except socket.gaierror:
        raise UsageError(f"there is no host {host!r} to listen at") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise EnvironmentFailure(
                f"port {port} at {host} is in use by another program",
                hint="Stop it, or choose another port with --port (0 finds a free one).",
            ) from None
        raise EnvironmentFailure(
            f"cannot listen at {host} port {port}: {error.strerror}",
            hint="Ports below 1024 need special rights; --host must be an address of this machine.",
        ) from None


def run(config: ServiceConfig, *, when_ready: Callable[[], None]) -> None:
    """Serve until the process is told to stop. ``when_ready`` is called once the service answers."""
    server = Server(
        "verify_service",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=_THREADS_PER_WORKER,
        backpressure=_WAITING_PER_WORKER,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_FINISH,
    )
    ignored = {number for number in _ENDS if signal.getsignal(number) is signal.SIG_IGN}  # as with nohup

    def started() -> None:
        for number in _ENDS:
            signal.signal(number, signal.SIG_IGN if number in ignored else server.signal_handler_interrupt)
        _obey(_ENDS)
        _announce_later(config, when_ready)

    server.on_startup(started)
    # Asked once more, as late as can be: another service may have begun just now.
    free_port(config.host, config.port)
    _hold_signals()
    try:
        server.serve(target_loader=functools.partial(_load, config), wrap_loader=False)
    except SystemExit:
        if server.interrupt_signal:  # of the whole group, which a process of ours heard before this one
            return
        raise EnvironmentFailure(
            "the service ended, because its processes did", hint="What they printed before says why."
        ) from None


def _hold_signals() -> None:
    """Keep the signals that end the service until ``_obey`` waits for them, in every thread and process that
    starts later too."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows, where one thread gets them
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)


def _obey(numbers: Collection[int]) -> None:
    """Let a thread of its own wait for the first held signal that is not ignored, and call its handler.

    Python runs a handler in the main thread only, which stays asleep in granian's loop when the system gives
    the signal to any other thread, as it does with a second one close behind the first. Later ones change
    nothing, and would block for ever in granian's handler while a worker ends.
    """
    if not hasattr(signal, "sigwait"):
        return

    def wait() -> None:
        while True:
            number = signal.sigwait(numbers)
            handler = signal.getsignal(number)
            if callable(handler):
                handler(number, None)
                return

    threading.Thread(target=wait, daemon=True).start()


def _announce_later(config: ServiceConfig, when_ready: Callable[[], None]) -> None:
    """Call ``when_ready`` as soon as a worker answers; they start after the hooks have run."""

    def wait() -> None:
        for _ in range(_SECONDS_TO_START * 20):
            try:
                socket.create_connection((config.host, config.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                when_ready()
                return

    threading.Thread(target=wait, daemon=True).start()


def _load(config: ServiceConfig, *_: Any) -> Flask:
    """The application of a worker, which is a process of its own, with none of the threads of its parent.

    The parent alone hears Ctrl+C and tells its workers with SIGTERM, for which granian has a handler only
    after this: until then a worker has nothing to finish.
    """
    app = create_app(config)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    _obey({signal.SIGTERM})
    return app

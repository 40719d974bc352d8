"""What an operator configures, read from TOML. There are no secrets in it, and no default ones."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dcc.errors import UsageError
from dcc.origins import parse_origin
from signing import Revocation
from verify_service.numbering import Series
from verify_service.uploads import MEBIBYTE

_LAST_PORT = 65535
_LEAST = {"upload_limit": 1024, "element_limit": 1000, "status_hours": 1, "workers": 1, "port": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceConfig:
    """A service's configuration.

    ``base_url`` is where people reach it, as it stands in QR codes, without a path. ``trust`` is the folder
    of trust anchors (see the reference on trust folders); without one nothing verifies as ``passed``.
    ``upload_limit`` is in bytes, ``element_limit`` how many elements a file may have at most.
    ``status_hours`` is how long a status answer may be kept by who asked. ``operator`` is shown at the foot
    of every page. With ``series`` empty, any series may be numbered.
    """

    base_url: str = "http://127.0.0.1:8000"
    database: str = "sqlite:///dcc-register.sqlite"
    trust: Path | None = None
    revocation: Revocation = Revocation.REQUIRE
    upload_limit: int = 32 * MEBIBYTE
    element_limit: int = 100_000
    status_hours: int = 24
    operator: str = ""
    series: Mapping[str, Series] = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1

    @property
    def address(self) -> str:
        """Where it listens, as a URL: the ``base_url`` of a service that no proxy stands before."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def __post_init__(self) -> None:
        parse_origin(self.base_url, name="base_url")
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise UsageError(f"{name} must be at least {least}, not {getattr(self, name)}")
        if self.port > _LAST_PORT:
            raise UsageError(f"port must be at most {_LAST_PORT}, not {self.port}")


def read_config(text: str, *, folder: Path) -> ServiceConfig:
    """The configuration in a TOML document; relative paths in it start at ``folder``.

    Raises ``UsageError`` naming the line or the key that is wrong.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the configuration is not TOML: {error}") from None
    known = {entry.name: entry for entry in fields(ServiceConfig)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise UsageError(
                f"the configuration has an unknown key {key!r}", hint=f"Known: {', '.join(sorted(known))}."
            )
        values[key] = _value(key, value, folder)
    config = ServiceConfig(**values)
    return config if "base_url" in values else dataclasses.replace(config, base_url=config.address)


def _value(key: str, value: object, folder: Path) -> object:
    match key, value:
        case "trust", str():
            return folder / value
        case "revocation", str() if value in set(Revocation):
            return Revocation(value)
        case "revocation", _:
            raise UsageError(f"revocation must be one of {', '.join(Revocation)}, not {value!r}")
        case "series", dict():
            return {name: _series(name, entry) for name, entry in value.items()}
        case _, int() if key in _LEAST and not isinstance(value, bool):
            return value
        case (("base_url" | "database" | "operator" | "host"), str()):
            return value
    raise UsageError(f"the configuration's {key} has a value of the wrong kind: {value!r}")


def _series(name: str, entry: object) -> Series:
    wanted = {"prefix": str, "suffix": str, "width": int}
    if not isinstance(entry, dict):
        raise UsageError(f"series.{name} must be a table with prefix, suffix and width")
    for key, value in entry.items():
        if key not in wanted or not isinstance(value, wanted[key]):
            raise UsageError(
                f"series.{name}.{key} is not understood: {value!r}",
                hint='For example prefix = "LX{year}-", suffix = "", width = 5.',
            )
    if "prefix" not in entry:
        raise UsageError(f"series.{name} has no prefix")
    return Series(**entry)

"""Calls to a verification service, with the standard library's HTTP client."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import click

from dcc.errors import DccError, DocumentError, EnvironmentFailure, UsageError
from dcc.findings import Finding, Location, Severity
from dcc.origins import parse_origin

_SECONDS = 60
_Function = TypeVar("_Function", bound=Callable[..., None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service by its base URL, and the API key to show it."""

    url: str
    key: str | None = None

    def get(self, *path: str, **query: str | None) -> dict[str, Any]:
        """The JSON answer to a GET; ``query`` without what is None."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._call("GET", path, given, None, "")

    def post_json(self, *path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The JSON answer to a POST of a JSON object."""
        return self._call("POST", path, {}, json.dumps(body or {}).encode(), "application/json")

    def post_xml(self, *path: str, body: bytes, **query: str | None) -> dict[str, Any]:
        """The JSON answer to a POST of a certificate."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._call("POST", path, given, body, "application/xml")

    def _call(
        self, method: str, path: tuple[str, ...], query: dict[str, str], body: bytes | None, kind: str
    ) -> dict[str, Any]:
        if not all(path):
            raise UsageError("an id is missing", hint="dcc publish prints a certificate's id.")
        target = "/api/v1/" + "/".join(quote(part, safe="") for part in path)
        if query:
            target += "?" + urlencode(query)
        headers = {"Accept": "application/json"}
        if kind:
            headers["Content-Type"] = kind
        if self.key:
            headers["Authorization"] = f"Bearer {_checked(self.key)}"
        connection = self._connection()
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            status, data = response.status, response.read()
        except (OSError, UnicodeError, http.client.HTTPException) as error:
            raise EnvironmentFailure(
                f"the service at {self.url} does not answer: {error}",
                hint="Check the address and that the service runs. The status is unknown until it answers.",
            ) from None
        finally:
            connection.close()
        answer = self._json(data)
        if status >= 400:
            raise _refused(status, answer)
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        parts = parse_origin(self.url, name="--to")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(str(parts.hostname), parts.port, timeout=_SECONDS)

    def _json(self, data: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(data)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise EnvironmentFailure(
                f"what answers at {self.url} is not a certificate register",
                hint="Check the address in --to.",
            )
        return answer


def _checked(key: str) -> str:
    if not re.fullmatch("[!-~]+", key):
        raise UsageError(
            "the API key has characters that no key has",
            hint="Copy it whole, without blanks or line ends: letters, digits and underscores.",
        )
    return key


def _refused(status: int, problem: dict[str, Any]) -> DccError:
    """A problem of the service as the error that has the right exit status."""
    said = _sentence(str(problem.get("title") or status), str(problem.get("detail") or ""))
    match status:
        case 401 | 403:
            return UsageError(said, hint="Give a fitting key with --api-key or DCC_API_KEY.")
        case 400 | 405 | 415:
            return UsageError(said)
        case _ if status >= 500:
            return EnvironmentFailure(said, hint="Ask the service's operator, or try again later.")
        case _ if "report" in problem:
            return DocumentError(said, findings=list(_findings(problem["report"])))
    return DccError(said)


def _sentence(title: str, detail: str) -> str:
    if not detail:
        return title
    return f"{title.rstrip('.')}: {detail}" if detail[0].islower() else f"{title.rstrip('.')}. {detail}"


def _findings(report: dict[str, Any]) -> list[Finding]:
    parts = [report, *report.get("signatures", [])]
    return [
        Finding(
            code=found["code"],
            severity=Severity(found["severity"]),
            message=found["message"],
            hint=found.get("hint", ""),
            clause=found.get("clause", ""),
            location=Location(line=found.get("line"), xpath=found.get("xpath")),
        )
        for part in parts
        for found in part.get("findings", [])
    ]


TO = click.option(
    "--to",
    "url",
    required=True,
    metavar="URL",
    envvar="DCC_REGISTER",
    show_envvar=True,
    help="The service's address.",
)
API_KEY = click.option(
    "--api-key",
    "key",
    required=True,
    metavar="KEY",
    envvar="DCC_API_KEY",
    show_envvar=True,
    help="Your key; better in the environment than on the command line.",
)


def with_key(function: _Function) -> _Function:
    """The options of a command that changes something at a service."""
    return TO(API_KEY(function))

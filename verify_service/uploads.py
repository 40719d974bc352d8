"""Bodies of requests: certificates as XML or in a form, and small JSON objects. Nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from verify_service import problems
from verify_service.problems import ProblemError

MEBIBYTE = 1024 * 1024
_FORM_OVERHEAD = 64 * 1024
_CHUNK = 256 * 1024
_LARGEST_JSON = 64 * 1024
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""Characters that JSON can write and no database can keep."""


def read_upload(*, limit: int) -> bytes:
    """The uploaded file: the body itself (``application/xml``) or the field ``file`` of a form.

    More than ``limit`` bytes are the problem 413, whatever the request declares; other media types 415.
    """
    kind = request.mimetype
    try:
        if kind == "multipart/form-data":
            request.max_content_length = limit + _FORM_OVERHEAD
            file = request.files.get("file")
            if file is None:
                raise ProblemError(problems.BAD_REQUEST, "the form has no file in the field 'file'")
            data = file.stream.read(limit + 1)
        elif kind in ("application/xml", "text/xml") or kind.endswith("+xml"):
            # One more than the limit, because a chunked body is cut off there without a word.
            request.max_content_length = limit + 1
            data = request.stream.read(limit + 1)
        else:
            raise UnsupportedMediaType
        if len(data) > limit:
            raise RequestEntityTooLarge
    except RequestEntityTooLarge:
        raise ProblemError(problems.TOO_LARGE, f"at most {limit:,} bytes are taken") from None
    return data


def discard_rest(*, at_most: int) -> None:
    """Take what the client is still sending, so that it reads the answer instead of a broken connection."""
    if not request.environ.get("wsgi.input_terminated"):
        return
    stream = request.environ["wsgi.input"]
    while at_most > 0:
        chunk = stream.read(min(_CHUNK, at_most))
        if not chunk:
            break
        at_most -= len(chunk)


def read_json(known: Collection[str]) -> dict[str, Any]:
    """The JSON object in the body, which may have the ``known`` members and no others."""
    request.max_content_length = _LARGEST_JSON
    if request.mimetype != "application/json":
        raise ProblemError(problems.MEDIA_TYPE, "the body must be application/json")
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        raise ProblemError(problems.TOO_LARGE, f"at most {_LARGEST_JSON:,} bytes are taken") from None
    except (BadRequest, RecursionError):
        raise ProblemError(problems.BAD_REQUEST, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise ProblemError(problems.BAD_REQUEST, "the body must be a JSON object")
    unknown = sorted(set(body) - set(known))
    if unknown:
        raise ProblemError(
            problems.BAD_REQUEST, f"unknown member {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )
    return body


def text_of(body: dict[str, Any], name: str) -> str | None:
    """A member that is a text or absent."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or _NO_TEXT.search(value):
        raise ProblemError(problems.BAD_REQUEST, f"the member {name!r} must be a text")
    return value


def argument(name: str) -> str | None:
    """A parameter of the address, or None where it is absent."""
    value = request.args.get(name)
    if value is not None and _NO_TEXT.search(value):
        raise ProblemError(problems.BAD_REQUEST, f"{name!r} must be a text")
    return value


def time_of(text: str | None, name: str) -> datetime | None:
    """A moment as RFC 3339 writes it; None for None."""
    if text is None:
        return None
    try:
        # A plus sign that was not percent-encoded arrives as a blank.
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ProblemError(
            problems.BAD_REQUEST,
            f"{name!r} must be a time with its zone, such as 2026-11-20T08:00:00Z, not {text!r}",
        ) from None


def date_of(text: str | None, name: str) -> date | None:
    """A day as ISO 8601 writes it; None for None."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ProblemError(
            problems.BAD_REQUEST, f"{name!r} must be a day such as 2026-11-20, not {text!r}"
        ) from None

"""Where a verification service is: an address of the web with a host and no path."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from dcc.errors import UsageError


def parse_origin(url: str, *, name: str) -> SplitResult:
    """The parts of ``url``, which is ``http://`` or ``https://``, a host, perhaps a port, and nothing more.

    Raises ``UsageError``, calling what was given by its ``name``, for anything else.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # a port is checked when it is looked at
    except ValueError:  # brackets that do not close, a port that is no number or too large
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise UsageError(
            f"{name} must be http:// or https:// with a host and no path, not {url!r}",
            hint="For example https://verify.example.org.",
        )
    return parts

"""Where a verification service is: an address of the web with a host and no path."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from dcc.errors import UsageError

_HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?")


def parse_origin(url: str, *, name: str) -> SplitResult:
    """The parts of ``url``, which is ``http://`` or ``https://``, a host, perhaps a port, and nothing more.

    Raises ``UsageError``, calling what was given by its ``name``, for anything else: a host in other letters
    than those of the Internet, or with a user name before it, is not what a reader takes it for.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # which is checked when it is looked at
    except ValueError:  # brackets that do not close, a port that is no number or too large
        pass
    else:
        more = parts.path.strip("/") or parts.query or parts.fragment
        if parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) and not more:
            return parts
    raise UsageError(
        f"{name} must be http:// or https:// with a host and no path, not {url!r}",
        hint="For example https://verify.example.org.",
    )

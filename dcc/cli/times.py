"""Times as options: ISO 8601, UTC unless they say otherwise; the shell's clock where none is given."""

from __future__ import annotations

from datetime import UTC, datetime

import click


class TimeType(click.ParamType[datetime]):
    """``2026-11-20``, ``2026-11-20T08:00:00Z`` or ``2026-11-20T16:00:00+08:00``."""

    name = "time"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            time = datetime.fromisoformat(value)
            return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is not a time such as 2026-11-20 or 2026-11-20T08:00:00Z", param, ctx)


TIME = TimeType()


def now() -> datetime:
    """The time on the machine's clock, in UTC."""
    return datetime.now(UTC)

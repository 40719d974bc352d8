"""Certificate numbers: a prefix and a suffix for each series, and a count that never goes back.

A number that was given is never given again, whether it was used or not, and no series starts anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dcc.errors import UsageError
from verify_service.store import Transaction

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How the numbers of a series look. ``{year}`` in prefix and suffix becomes the year of giving;
    ``width`` is the least number of digits of the count."""

    prefix: str
    suffix: str = ""
    width: int = 5

    def number(self, count: int, *, year: int) -> str:
        written = f"{count:0{self.width}}"
        return "".join(part.replace("{year}", str(year)) for part in (self.prefix, written, self.suffix))


def give_number(
    transaction: Transaction,
    name: str,
    *,
    series: Mapping[str, Series],
    actor: str,
    now: datetime,
) -> str:
    """The next number of the series called ``name``.

    Where no series are configured, a series looks like its name, the year and five digits. Raises
    ``UsageError`` for a name that is not configured or cannot be one.
    """
    if series and name not in series:
        raise UsageError(f"there is no series {name!r}", hint=f"Series here: {', '.join(sorted(series))}.")
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"a series has a name of 1 to {LONGEST_NAME} printable characters")
    look = series.get(name) or Series(prefix=f"{name}{{year}}-")
    while True:
        number = look.number(transaction.next_in_series(name), year=now.year)
        if not transaction.number_is_taken(number):
            break
    transaction.add_number(number, series=name, actor=actor, given_at=now)
    return number

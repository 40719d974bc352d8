"""Values as they are written: each keeps its characters and knows what they mean.

A certificate says ``0.020``, not ``0.02``; ``true`` or ``1``; a date with or without a time zone. All of
these are strings with a meaning, so nothing is lost between reading and writing, and equality means
"written alike". Compare the meaning (``.decimal``, ``.value``) to compare values.
"""

from __future__ import annotations

import base64
import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import numpy
    import numpy.typing

_BLANK = " \t\r\n"
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][-+]?[0-9]+)?|NaN")
_BLANKS = re.compile(f"[{_BLANK}]+")


def split_tokens(text: str) -> list[str]:
    """The items of an XML list: separated by XML's blanks only, never by other Unicode spaces."""
    if text.isascii():
        return text.split()
    return [token for token in _BLANKS.split(text) if token]


class Number(str):
    """A number with the digits it was written with (D-SI 2.2 decimal: exponent and ``NaN`` allowed)."""

    __slots__ = ()

    @property
    def decimal(self) -> Decimal:
        """The exact value; ``Decimal('NaN')`` for ``NaN``. Raises ``decimal.InvalidOperation`` for anything
        that is not a number (which a schema-valid document cannot contain)."""
        written = self.strip(_BLANK)
        if not _NUMBER.fullmatch(written):  # Decimal would take 1_000 and other digits than ours
            raise InvalidOperation(f"{written!r} is not a number")
        return Decimal(written)


class Tokens(str):
    """Blank-separated words: references, ``refType`` words, units or labels of a list."""

    __slots__ = ()

    @classmethod
    def of(cls, *tokens: str) -> Self:
        """The list of ``tokens`` as it is written; a token with a blank in it raises ``ValueError``."""
        for token in tokens:
            if not token or _BLANKS.search(token):
                raise ValueError(f"{token!r} cannot be an item of a blank-separated list")
        return cls(" ".join(tokens))

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(split_tokens(self))

    def has(self, token: str) -> bool:
        """Whether ``token`` is one of the items (``in`` would look for a part of the text)."""
        return token in split_tokens(self)


class NumberList(Tokens):
    """Blank-separated numbers, kept as one text however long until somebody asks for them."""

    __slots__ = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(Number(token) for token in split_tokens(self))

    def to_numpy(self) -> numpy.typing.NDArray[numpy.float64]:
        """All values as binary64, shape (n,), each the double nearest to what is written (infinite beyond
        1.8e308), without a Python object per value. Needs the extra ``numpy``. Raises ``ValueError`` when the
        text is not numbers."""
        import warnings

        import numpy as np

        if not self.strip(_BLANK):  # which numpy takes for one number
            return np.empty(0)
        with warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)
            try:
                return np.fromstring(self, dtype=np.float64, sep=" ")
            except (ValueError, DeprecationWarning):  # the latter from older versions of numpy
                raise ValueError("the list holds something that is not a number") from None


class Boolean(str):
    """``true``, ``false``, ``1`` or ``0``; its truth is its meaning, not its length."""

    __slots__ = ()

    @property
    def value(self) -> bool:
        return self.strip(_BLANK) in ("true", "1")

    def __bool__(self) -> bool:
        return self.value


_TIME_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")


class Date(str):
    """A calendar date, perhaps with a time zone (XML Schema ``date``)."""

    __slots__ = ()

    @property
    def value(self) -> datetime.date:
        """The date without its time zone. Raises ``ValueError`` when Python has no such date."""
        return datetime.date.fromisoformat(_TIME_ZONE.sub("", self.strip(_BLANK)))


class DateTime(str):
    """A date and time, perhaps with a time zone (XML Schema ``dateTime``)."""

    __slots__ = ()

    @property
    def value(self) -> datetime.datetime:
        """Aware when a time zone is written, naive otherwise. Raises ``ValueError`` when Python has no
        such time."""
        return datetime.datetime.fromisoformat(self.strip(_BLANK))


class Duration(str):
    """A duration such as ``P1Y`` (XML Schema ``duration``)."""

    __slots__ = ()


class Base64(str):
    """A file's bytes in base64, blanks and line breaks as written."""

    __slots__ = ()

    @classmethod
    def of(cls, data: bytes) -> Self:
        return cls(base64.b64encode(data).decode("ascii"))

    def decode_bytes(self) -> bytes:
        """The bytes. Raises ``ValueError`` when the text is not base64."""
        try:
            return base64.b64decode("".join(split_tokens(self)), validate=True)
        except ValueError as error:
            raise ValueError(f"not base64: {error}") from None


class ForeignXml(str):
    """An element of another XML language, or a signature, as the text of that element."""

    __slots__ = ()

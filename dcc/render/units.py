"""Units as people write them."""

from __future__ import annotations

import functools

from dcc.render.characters import clean
from dcc.si.units import Unit, parse_unit, to_symbol


@functools.cache
def unit_symbol(text: str) -> str:
    """A unit of the D-SI by its symbol, the unit one as nothing; one that is not known as it is written."""
    unit = parse_unit(text.strip(" \t\r\n"))
    symbol = to_symbol(unit) if isinstance(unit, Unit) else text
    return "" if symbol == "1" else clean(symbol)

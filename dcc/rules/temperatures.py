"""Whether a value is a temperature, by what the certificate says of it: for hints, never for a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from dcc.rules.facts import text_of
from dcc.xml.names import dcc, si

_WORD = re.compile(r"temperat|température|thermomet|celsius|温度|溫度|온도|температур", re.IGNORECASE)
_SYMBOL = re.compile(r"[tTθϑ](?:\d{1,2}|_\w{1,4})?")
_CHARGE = re.compile(r"charge|ladung|coulomb|电荷|電荷", re.IGNORECASE)
_UNIT = re.compile(r"\s*\\(?:degreecelsius|kelvin)\s*")
_UNITS = (si("unit"), si("unitXMLList"))
_HOLDERS = frozenset(dcc(name) for name in ("quantity", "list", "influenceCondition", "result", "item"))
_WIDEST = frozenset(dcc(name) for name in ("result", "item", "measurementResult", "administrativeData"))
_ASKED = 200
"""So many neighbours are asked at most; there may be a million."""


def is_temperature(unit: etree._Element) -> bool:
    """Whether names, refTypes, kinds or the units of its neighbours say that ``unit`` is a temperature's."""
    for holder in unit.iterancestors():
        if any(_CHARGE.search(said) for said in _said_of(holder)):
            return False
        if any(_WORD.search(said) or _SYMBOL.fullmatch(said) for said in _said_of(holder)):
            return True
        if holder.tag in _WIDEST:
            return any(_UNIT.fullmatch(text_of(near)) for near in islice(holder.iter(*_UNITS), _ASKED))
    return False


def _said_of(holder: etree._Element) -> Iterator[str]:
    """What an element says of the value in it: its role, name, label and kind of quantity."""
    yield from (holder.get("refType") or "").split()
    for child in holder.iterchildren(si("label"), si("quantityTypeQUDT")):
        yield text_of(child)
    if holder.tag in _HOLDERS:
        for name in islice(holder.iterfind(f"{dcc('name')}/{dcc('content')}"), _ASKED):
            yield text_of(name)

"""The keys that parts of a certificate have in JSON: the names they have in XML, without prefix."""

from __future__ import annotations

import functools

from dcc.xml.description import Part, Place
from dcc.xml.plan import plan_for

AS_WRITTEN = "asWritten"
"""The key for how a document put something where the standard leaves a choice."""


@functools.cache
def keys_of(cls: type, version: str) -> dict[str, Part]:
    """The keys of the object for a ``cls`` in a DCC version, in the order of the elements, with their parts;
    those of ``content`` counted as one."""
    keys: dict[str, Part] = {}
    for part in plan_for(cls, version).fields:
        key = part.name.rpartition("}")[2] or part.field
        if part.place is Place.CHOICE or key in keys:  # or a second part of the same name
            first, *more = part.field.split("_")
            key = first + "".join(word.capitalize() for word in more)
        keys[key] = part
    return keys


@functools.cache
def choices_of(cls: type, version: str) -> dict[str, Part]:
    """The keys of the items of ``content``, with their parts."""
    parts = plan_for(cls, version).parts
    return {part.name.rpartition("}")[2]: part for part in parts if part.place is Place.CHOICE}

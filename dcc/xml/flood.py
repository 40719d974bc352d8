"""Documents with so many faults that saying where each one is would take hours.

For each fault libxml2 works out a path, for which it counts the siblings before the element; with a hundred
thousand faulty siblings that is the work of minutes, from a file of a megabyte. Where that could happen,
the faults are first counted by a pass that knows no places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any, cast

from lxml import etree

from dcc.xml.xpath import is_true

_CHUNK = 1 << 20
_WIDE = 1_000
_EACH = 100
_COSTLY = 50_000_000


def first_of_many(schema: etree.XMLSchema, root: etree._Element, *, many: int, shown: int) -> tuple[str, ...]:
    """The first ``shown`` messages on a document that could stall libxml2 and has more than ``many`` faults.

    Nothing for any other document.
    """
    if not _could_stall(root):
        return ()
    parser = etree.XMLParser(
        schema=schema,
        target=cast("Any", _Nothing()),  # the stubs ask for all that a target may have
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    data = etree.tostring(root, encoding="utf-8")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        errors = cast("Any", parser).feed_error_log
        if len(errors) > many:
            return tuple(error.message for error in islice(cast("Iterable[Any]", errors), shown))
    return ()


class _Nothing:
    """What a parser builds that only looks: no second tree beside the first."""

    def close(self) -> None: ...


def _could_stall(root: etree._Element) -> bool:
    """Whether paths to all elements could take more than seconds: children times descendants are summed.

    Every thousandth element stands for the others: no parent with ``_WIDE`` children has none of them below.
    """
    if not is_true(root, "/descendant::*[2001]"):
        return False
    samples = list(islice(root.iter(etree.Element), 0, None, _EACH))
    if len(samples) * _EACH > 500_000:
        return True
    below = Counter(parent for sample in samples for parent in sample.iterancestors())
    widths = {parent: len(parent) for parent in below}
    return sum(width * below[parent] * _EACH for parent, width in widths.items() if width > _WIDE) > _COSTLY

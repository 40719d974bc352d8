"""The role of an element: what its quantity is by its refType."""

from __future__ import annotations

from lxml import etree

from dcc.facts.quantities import Scale, limit_of, role_of, scale_of
from dcc.xml.names import dcc

_QUANTITY = dcc("quantity")


def scale_in(value: etree._Element) -> Scale | None:
    """What the numbers of ``value``, a child of its quantity, are; None where no role tells."""
    own = _own(value)
    return scale_of(own) if scale_of(own) or not limit_of(own) else scale_of(_limited(value))


def role_in(value: etree._Element) -> str:
    """The role as a sentence names it, behind ``a``."""
    own = role_of(_own(value))
    limited = None if own or not limit_of(_own(value)) else role_of(_limited(value))
    return f"limit (of a {limited})" if limited else str(own or "value")


def _own(value: etree._Element) -> str:
    quantity = value.getparent()
    return "" if quantity is None else quantity.get("refType", "")


def _limited(value: etree._Element) -> str:
    """The refType of what a limit limits: the quantity in whose statement it stands."""
    limit = value.getparent()
    limited = None if limit is None else next(limit.iterancestors(_QUANTITY), None)
    return "" if limited is None else limited.get("refType", "")

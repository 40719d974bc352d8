"""The role of an element: what its quantity is by its refType."""

from __future__ import annotations

from lxml import etree

from dcc.facts.quantities import Scale, limit_of, role_of
from dcc.xml.names import dcc

_QUANTITY = dcc("quantity")


def scale_in(value: etree._Element) -> Scale | None:
    """What the numbers of ``value``, a child of its quantity, are; None where no role tells."""
    role = role_of(_ref_type(value))
    return None if role is None else role.scale


def role_in(value: etree._Element) -> str:
    """The role as a sentence names it, behind ``a``."""
    quantity = value.getparent()
    own = quantity.get("refType", "") if quantity is not None else ""
    role = role_of(_ref_type(value))
    if role is not None and role_of(own) is None:
        return f"limit (of a {role})"
    return str(role or "value")


def _ref_type(value: etree._Element) -> str:
    """The refType of the quantity, or for a limit that does not tell by itself of what it limits: the
    quantity in whose statement it stands."""
    quantity = value.getparent()
    own = quantity.get("refType", "") if quantity is not None else ""
    if quantity is None or role_of(own) is not None or limit_of(own) is None:
        return own
    limited = next(quantity.iterancestors(_QUANTITY), None)
    return own if limited is None else limited.get("refType", "")

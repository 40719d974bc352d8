"""Quantities to calculate on: a quantity of a certificate as one of the library pint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcc.errors import UsageError
from dcc.facts.quantities import Scale
from dcc.model import Constant, Number, PrimitiveQuantity, Quantity, Real
from dcc.tabular.columns import columns_of

if TYPE_CHECKING:
    import pint


def to_pint(quantity: Quantity | PrimitiveQuantity, *, scale: Scale | None = None) -> pint.Quantity[Any]:
    """The value of ``quantity`` as a pint quantity, every digit kept; several values as a numpy array of
    ``Decimal`` (needs the extra ``numpy``). Of a hybrid the first form counts, mostly that in SI units.

    Whether values in °C are temperatures or differences tells the refType; ``scale`` says it where that does
    not, and decides where both do. Differences are in pint's ``delta_degree_Celsius``. Raises ``UsageError``
    where nothing tells, and for what is not one number or list of numbers in one unit pint knows.
    """
    from dcc.si.pint_units import pint_unit, registry

    columns = columns_of(quantity)
    if len(columns) != 1 or not columns[0].alternatives:
        raise UsageError("the quantity is not one number, and not one list of numbers")
    series = columns[0].alternatives[0]
    if len(set(series.units)) != 1:
        raise UsageError("the values of the quantity are in several units")
    unit = pint_unit(series.units[0], scale or columns[0].scale)
    numbers = [Number(value).decimal for value in series.values]
    first = quantity.hybrid.content[0] if quantity.hybrid else quantity.real or quantity.constant
    if isinstance(first, Real | Constant):
        return registry().Quantity(numbers[0], unit)
    import numpy as np

    array: Any = np.array(numbers, dtype=object)
    return registry().Quantity(array, unit)

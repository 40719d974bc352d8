"""Values in °C and in K: a change is told as what the values are, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dcc.compare import compare
from dcc.compare.values import Change
from dcc.model import Certificate
from dcc.xml.reading import read
from tests.documents import minimal, quantity, result

K, C = r"\kelvin", r"\degreecelsius"


def real(value: str, unit: str) -> str:
    return f"""<si:real><si:value>{value}</si:value><si:unit>{unit}</si:unit>
        <si:measurementUncertaintyUnivariate><si:expandedMU><si:valueExpandedMU>0.040</si:valueExpandedMU>
        <si:coverageFactor>2</si:coverageFactor><si:coverageProbability>0.95</si:coverageProbability>
        </si:expandedMU></si:measurementUncertaintyUnivariate></si:real>"""


def stating(ref_type: str, *forms: tuple[str, str]) -> Certificate:
    """A certificate of one value in these units."""
    reals = "".join(real(*form) for form in forms)
    values = f"<si:hybrid>{reals}</si:hybrid>" if len(forms) > 1 else reals
    attributes = f' refType="{ref_type}"' if ref_type else ""
    return read(minimal(results=result(quantity(values, attributes=attributes))))


def changes(old: Certificate, new: Certificate) -> list[Change]:
    return [
        change for table in compare(old, new).tables for column in table.columns for change in column.changes
    ]


@pytest.mark.parametrize(
    ("ref_type", "old", "new", "drift", "en"),
    [
        ("basic_measurementError", ("0.060", C), ("0.060", K), "0.000", "0"),
        ("basic_measurementError", ("0.060", K), ("0.100", C), "0.040", "0.71"),
        ("basic_correction", ("60", r"\milli\kelvin"), ("0.060", C), "0.000", "0"),
        ("basic_measuredValue", ("20.000", C), ("293.150", K), "0.000", "0"),
        ("basic_temperatureMax", ("293.150", K), ("20.020", C), "0.020", "0.35"),
    ],
)
def test_a_change_between_units_follows_the_role(
    ref_type: str, old: tuple[str, str], new: tuple[str, str], drift: str, en: str
) -> None:
    (change,) = changes(stating(ref_type, old), stating(ref_type, new))
    assert str(change.drift) == drift
    if old[1] != r"\milli\kelvin":  # the uncertainty of 0.040 is another one there
        assert change.en is not None
        assert round(change.en, 2) == Decimal(en)


def test_what_nobody_knows_to_be_a_temperature_has_no_number_for_its_change() -> None:
    for ref_type in ("", "gp_temperatureSensor", "basic_toleranceLimitUpper"):
        (change,) = changes(stating(ref_type, ("0.060", C)), stating(ref_type, ("0.060", K)))
        assert (change.drift, change.en) == (None, None)


@pytest.mark.parametrize("ref_type", ["", "basic_measurementError", "basic_measuredValue"])
def test_a_unit_that_both_state_is_compared_whatever_the_values_are(ref_type: str) -> None:
    kelvin = "293.190" if ref_type == "basic_measuredValue" else "20.040"
    old, new = stating(ref_type, ("20.000", C)), stating(ref_type, (kelvin, K), ("20.040", C))
    (change,) = changes(old, new)
    assert (change.drift, change.unit) == (Decimal("0.040"), C)
    assert changes(new, new) == []


def test_a_certificate_that_contradicts_itself_gives_no_number() -> None:
    wrong = stating("basic_measurementError", ("273.210", K), ("0.060", C))
    for other in (
        stating("basic_measurementError", ("0.060", K)),
        stating("basic_measurementError", ("0.060", K), ("0.060", C)),
    ):
        for old, new in ((wrong, other), (other, wrong)):
            (change,) = changes(old, new)
            assert (change.drift, change.en) == (None, None)


def test_columns_whose_roles_contradict_each_other_give_no_number() -> None:
    old = stating("basic_measurementError", ("0.060", C))
    new = stating("basic_measuredValue", ("0.060", K))
    assert all(change.drift is None for change in changes(old, new))

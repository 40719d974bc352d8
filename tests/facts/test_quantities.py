"""What a quantity is, by the words of its refType."""

from __future__ import annotations

import pytest

from dcc.facts.quantities import (
    LimitKind,
    LimitRole,
    Role,
    Scale,
    Side,
    limit_of,
    role_of,
    roles_of,
    scale_of,
)


@pytest.mark.parametrize(
    ("ref_type", "role"),
    [
        ("basic_measurementError", Role.ERROR),
        ("basic_referenceValue", Role.REFERENCE_VALUE),
        ("referencedValue", Role.REFERENCE_VALUE),
        ("mass_nominalValue", Role.NOMINAL_VALUE),
        ("measurementValue", Role.MEASURED_VALUE),
        ("measurementDeviation", Role.DEVIATION),
        ("basic_measuredValueSensor12", Role.MEASURED_VALUE),
        ("basic_measuredValue2", Role.MEASURED_VALUE),
        ("basic_temperatureMin", Role.TEMPERATURE),
        ("basic_measurementRangeMax", Role.RANGE_END),
        ("basic_measurementRangeScaleInterval", Role.RESOLUTION),
        ("maximumPermissibleError", Role.PERMISSIBLE_ERROR),
        ("temperature_radianceTemperature", Role.TEMPERATURE),
        ("other basic_correction", Role.CORRECTION),
    ],
)
def test_a_word_counts_with_any_namespace_and_without(ref_type: str, role: Role) -> None:
    assert role_of(ref_type) is role


@pytest.mark.parametrize(
    "ref_type",
    [
        "",
        "gp_temperatureSensor",
        "basic_references",
        "QoX_deviationThreshold",
        "comparison_referenceValueEnCriterion",
        "basic_valueSettlingTime",
        "basic_min",
        "max",
        "Error_of_the_day",
        "terror",
    ],
)
def test_a_word_counts_whole_or_not_at_all(ref_type: str) -> None:
    assert roles_of(ref_type) == frozenset()
    assert scale_of(ref_type) is None


def test_the_ends_of_a_range_are_values_and_the_range_may_be_the_distance_between_them() -> None:
    assert scale_of("basic_measurementRangeMin") is scale_of("basic_validityRangeMax") is Scale.VALUE
    assert scale_of("basic_measurementRange") is None


def test_a_difference_that_is_a_reference_value_is_a_difference() -> None:
    words = "basic_referenceValue temperature_differenceValue"
    assert roles_of(words) == {Role.REFERENCE_VALUE, Role.DIFFERENCE}
    assert scale_of(words) is Scale.DIFFERENCE


@pytest.mark.parametrize("kind", LimitKind)
@pytest.mark.parametrize("side", Side)
def test_a_limit_says_its_kind_and_side_and_leaves_the_scale_to_what_it_limits(
    kind: LimitKind, side: Side
) -> None:
    for namespace in ("basic_", "mass_", ""):
        words = f"{namespace}{kind}Limit{side.capitalize()}"
        assert limit_of(f"other {words}") == LimitRole(kind, side)
        assert scale_of(words) is None


def test_what_is_no_limit_is_none() -> None:
    assert limit_of("basic_measurementRangeMax basic_measurementError") is None

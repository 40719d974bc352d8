"""What the values of a quantity are: its role, by the words of its refType, and what follows from it.

The words are those of the basic vocabulary of the DCC, of its communities, and of files from before there
were vocabularies. A word counts with any namespace before it or none, whole, whatever its case: the term is
what stands behind the last ``_``. Which words are known is said here and nowhere else.
"""

from __future__ import annotations

import enum
import functools
import re
from dataclasses import dataclass
from typing import Final


class Scale(enum.StrEnum):
    """Whether numbers are points on a scale or distances between such points.

    It decides how numbers convert between units whose zero points differ, °C and K: a temperature with the
    offset of 273.15, a difference of temperatures, such as an error, without.
    """

    VALUE = "value"
    DIFFERENCE = "difference"


class Role(enum.StrEnum):
    """What a quantity is in a calibration; the value names it in a sentence, behind ``a``."""

    REFERENCE_VALUE = "reference value"
    MEASURED_VALUE = "measured value"
    NOMINAL_VALUE = "nominal value"
    TEMPERATURE = "temperature"
    RANGE_END = "range limit"
    ERROR = "measurement error"
    CORRECTION = "correction"
    DEVIATION = "deviation"
    DIFFERENCE = "difference"
    VARIATION = "variation"
    PERMISSIBLE_ERROR = "maximum permissible error"
    RESOLUTION = "resolution"
    UNCERTAINTY = "measurement uncertainty"

    @property
    def scale(self) -> Scale:
        """What the numbers of such a quantity are."""
        return Scale.VALUE if self in _VALUES else Scale.DIFFERENCE


_VALUES = frozenset(
    {Role.REFERENCE_VALUE, Role.MEASURED_VALUE, Role.NOMINAL_VALUE, Role.TEMPERATURE, Role.RANGE_END}
)


class LimitKind(enum.StrEnum):
    """What a limit is; acceptance limits are tolerance limits less the guard band (JCGM 106:2012, 3.3.8)."""

    ACCEPTANCE = "acceptance"
    TOLERANCE = "tolerance"


class Side(enum.StrEnum):
    """On which side of the permissible values a limit is."""

    LOWER = "lower"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class LimitRole:
    """The role of a limit: its numbers are on the scale of what it limits."""

    kind: LimitKind
    side: Side


def _term(token: str) -> str:
    return token.rpartition("_")[2].lower()


_WORDS: Final = {
    Role.REFERENCE_VALUE: (
        "referenceValue referenceValues referencedValue reference standardValue referenceTemperature "
        "referenceMass referencePressure referenceLength"
    ),
    Role.MEASURED_VALUE: (
        "measuredValue measurementValue measuredValues measuredTemperature indication indicatedValue "
        "indicatedTemperature reading"
    ),
    Role.NOMINAL_VALUE: (
        "nominalValue nominal nominalTemperature nominalMass nominalLength nominalPressure nominalVolume "
        "nominalResistance nominalVoltage setPoint setValue setTemperature setPointTemperature"
    ),
    Role.TEMPERATURE: (
        "temperature ambientTemperature airTemperature roomTemperature gasTemperature "
        "waterTemperature liquidTemperature bathTemperature mediumTemperature materialTemperature "
        "objectTemperature radianceTemperature dewPoint dewPointTemperature "
        "frostPointTemperature"
    ),
    Role.RANGE_END: "measurementRangeMin measurementRangeMax validityRangeMin validityRangeMax",
    Role.ERROR: (
        "measurementError error measuringError errorOfIndication indicationError systematicError "
        "instrumentalError temperatureError"
    ),
    Role.CORRECTION: "correction correctionValue temperatureCorrection",
    Role.DEVIATION: (
        "deviation measurementDeviation temperatureDeviation standardDeviation equivalenceValue bias"
    ),
    Role.DIFFERENCE: "difference differenceValue temperatureDifference",
    Role.VARIATION: (
        "drift temperatureDrift hysteresis temperatureHysteresis stability temperatureStability "
        "uniformity temperatureUniformity homogeneity temperatureHomogeneity inhomogeneity fluctuation "
        "temperatureFluctuation gradient temperatureGradient repeatability repeatabilityError "
        "relRepeatabilityError reproducibility linearity nonlinearity selfHeating variation"
    ),
    Role.PERMISSIBLE_ERROR: "maximumPermissibleError maxPermissibleError permissibleError mpe tolerance",
    Role.RESOLUTION: "resolution scaleInterval measurementRangeScaleInterval",
    Role.UNCERTAINTY: (
        "uncertainty measurementUncertainty standardUncertainty expandedUncertainty "
        "expandedMeasurementUncertainty relMeasurementUncertainty"
    ),
}
_ROLES: Final = {_term(word): role for role, words in _WORDS.items() for word in words.split()}
_LIMITS: Final = {f"{kind}limit{side}": LimitRole(kind, side) for kind in LimitKind for side in Side}
_NUMBERED = re.compile(r"(?:sensor)?[0-9]+\Z|(?:min|max|mean)\Z")
"""The second of several, the least or the greatest of a quantity is such a quantity:
``basic_measuredValueSensor2``, ``basic_temperatureMax``."""


@functools.lru_cache(maxsize=1024)
def roles_of(ref_type: str) -> frozenset[Role]:
    """The roles that the words of a refType name; none where it has no word that is known here."""
    found = (_role_of_term(_term(token)) for token in ref_type.split())
    return frozenset(role for role in found if role is not None)


def _role_of_term(term: str) -> Role | None:
    return _ROLES.get(term) or _ROLES.get(_NUMBERED.sub("", term))


@functools.lru_cache(maxsize=1024)
def limit_of(ref_type: str) -> LimitRole | None:
    """Which limit the words of a refType name: ``basic_toleranceLimitUpper`` and the like."""
    return next((_LIMITS[term] for token in ref_type.split() if (term := _term(token)) in _LIMITS), None)


@functools.lru_cache(maxsize=1024)
def role_of(ref_type: str) -> Role | None:
    """The role that tells what the values are.

    A word for a difference comes first: a difference can be measured, and be a reference value, but an error
    is never a temperature.
    """
    roles = roles_of(ref_type)
    return min(roles, key=lambda role: (role.scale is Scale.VALUE, _ORDER[role]), default=None)


_ORDER: Final = {role: place for place, role in enumerate(Role)}


@functools.lru_cache(maxsize=1024)
def scale_of(ref_type: str) -> Scale | None:
    """What the values of a quantity with this refType are; None where it does not tell: no word is known, or
    it is a limit, whose values are what those of the quantity are that it limits."""
    role = role_of(ref_type)
    return None if role is None else role.scale

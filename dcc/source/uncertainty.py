"""The measurement uncertainty of values as a laboratory states it, and its forms in the D-SI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Decimal, DecimalException, localcontext

from dcc import codes
from dcc.model import (
    ExpandedMU,
    ExpandedMUXmlList,
    MeasurementUncertaintyUnivariate,
    MeasurementUncertaintyUnivariateXmlList,
    Number,
    NumberList,
    Real,
    RealListXmlList,
    RelativeUncertainty,
    StandardMU,
    StandardMUXmlList,
    Tokens,
)
from dcc.si.conversion import written
from dcc.si.units import Unit
from dcc.source.intake import Coverage
from dcc.source.nodes import Fields, Scalar
from dcc.source.numbers import FACTOR, PROBABILITY, UNSIGNED
from dcc.source.section import Section
from dcc.source.values import Grid, Values, read_numbers, read_unit

_WITH_UNIT = re.compile(r"(?P<number>\S*[0-9])\s*(?P<unit>[^0-9\s]\S*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementUncertainty:
    """An expanded measurement uncertainty with k and p, or a standard one without; each field holds one
    text for all values or one for each."""

    values: tuple[str, ...]
    k: tuple[str, ...] = ()
    p: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()

    def of_one(self) -> MeasurementUncertaintyUnivariate:
        """The form it has beside one value."""
        distribution = self.distribution[0] if self.distribution else None
        if not self.k:
            standard = StandardMU(value_standard_mu=Number(self.values[0]), distribution=distribution)
            return MeasurementUncertaintyUnivariate(standard_mu=standard)
        expanded = ExpandedMU(
            value_expanded_mu=Number(self.values[0]),
            coverage_factor=Number(self.k[0]),
            coverage_probability=Number(self.p[0]),
            distribution=distribution,
        )
        return MeasurementUncertaintyUnivariate(expanded_mu=expanded)

    def of_list(self) -> MeasurementUncertaintyUnivariateXmlList:
        """The form it has beside a list of values."""
        values = NumberList(" ".join(self.values))
        distribution = Tokens.of(*self.distribution) if self.distribution else None
        if not self.k:
            standard = StandardMUXmlList(
                value_standard_mu_xml_list=values, distribution_xml_list=distribution
            )
            return MeasurementUncertaintyUnivariateXmlList(standard_mu_xml_list=standard)
        expanded = ExpandedMUXmlList(
            value_expanded_mu_xml_list=values,
            coverage_factor_xml_list=NumberList(" ".join(self.k)),
            coverage_probability_xml_list=NumberList(" ".join(self.p)),
            distribution_xml_list=distribution,
        )
        return MeasurementUncertaintyUnivariateXmlList(expanded_mu_xml_list=expanded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A relative expanded measurement uncertainty: one number for all values or one for each."""

    numbers: tuple[str, ...]
    unit: Unit
    of_list: bool

    def as_element(self) -> RelativeUncertainty:
        if self.of_list:
            listed = RealListXmlList(
                value_xml_list=NumberList(" ".join(self.numbers)), unit_xml_list=Tokens.of(self.unit.text)
            )
            return RelativeUncertainty(relative_uncertainty_xml_list=listed)
        single = Real(value=Number(self.numbers[0]), unit=self.unit.text)
        return RelativeUncertainty(relative_uncertainty_single=single)


def read_coverage(section: Section) -> Coverage:
    """``coverage``: k, p and distribution of every U that does not state its own."""
    k = Grid().numbers(section, "k", FACTOR)
    p = Grid().numbers(section, "p", PROBABILITY)
    return Coverage(
        k=Number(k[0]) if k else None,
        p=Number(p[0]) if p else None,
        distribution=section.word("distribution"),
        stated=frozenset(key for key in ("k", "p") if section.has(key)),
    )


def read_uncertainty(
    section: Section, grid: Grid, numbers: tuple[str, ...]
) -> tuple[MeasurementUncertainty | None, Relative | None]:
    """What ``U`` (with k and p) or ``u`` states of ``numbers``, and what ``U_relative`` does.

    Where only the relative one is given, the absolute one follows from it, rounded to two significant digits.
    """
    section.exclude("u", "U", "U_relative")
    relative = _read_relative(section, grid)
    if section.has("u"):
        standard = grid.numbers(section, "u", UNSIGNED)
        stated = MeasurementUncertainty(values=standard, distribution=_distribution(section, grid))
        return (stated if standard else None), None
    if not section.has("U", "U_relative"):
        return None, None
    k = _coverage(section, "k", grid, FACTOR)
    p = _coverage(section, "p", grid, PROBABILITY)
    distribution = _distribution(section, grid)
    if section.has("U"):
        expanded = grid.numbers(section, "U", UNSIGNED)
    else:
        expanded = _absolute(section, relative, numbers)
    if not expanded or not k or not p:
        return None, relative
    return MeasurementUncertainty(values=expanded, k=k, p=p, distribution=distribution), relative


def two_digits(value: Decimal) -> Decimal:
    """``value`` rounded half to even to two significant digits (GUM 7.2.6)."""
    if not value:
        return value
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - 1), ROUND_HALF_EVEN)
    return rounded.quantize(Decimal(1).scaleb(rounded.adjusted() - 1), ROUND_HALF_EVEN)


def _coverage(section: Section, key: str, grid: Grid, grammar: re.Pattern[str]) -> tuple[str, ...]:
    coverage = section.intake.coverage
    default = coverage.k if key == "k" else coverage.p
    if section.has(key):
        return grid.numbers(section, key, grammar)
    if default is not None:
        return (default,)
    if key in coverage.stated:
        return ()
    what = "coverage factor" if key == "k" else "coverage probability"
    section.intake.say(
        codes.SOURCE_MISSING,
        f"{key} is missing beside the expanded measurement uncertainty: its {what}",
        section.place("U" if section.has("U") else "U_relative"),
        hint="State it here, or once for all under `coverage` (k: 2, p: 0.95).",
    )
    return ()


def _distribution(section: Section, grid: Grid) -> tuple[str, ...]:
    values = grid.values(section, "distribution")
    if values is None:
        default = section.intake.coverage.distribution
        return () if default is None else (default,)
    for row, text in enumerate(values.texts):
        if not text or text.split() != [text]:
            section.intake.say(
                codes.SOURCE_VALUE, f"{text!r} is not one word", values.place(row),
                hint="Name the distribution by one word, such as normal or rectangular.",
            )  # fmt: skip
            return ()
    return values.texts


def _read_relative(section: Section, grid: Grid) -> Relative | None:
    """``U_relative``: ``0.2 %``, a list of plain ratios, or ``{column: NAME, unit: "%"}``."""
    word = "\\one"

    def read_column(inner: Section) -> Values | None:
        nonlocal word
        word = inner.word("unit") or word
        return grid.column(inner)

    node = section.node("U_relative")
    if isinstance(node, Scalar) and (match := _WITH_UNIT.fullmatch(node.text)):
        word = match["unit"] or word
        values: Values | None = Values(texts=(match["number"],), place=lambda _: node.at, many=False)
    elif isinstance(node, Fields):
        values = section.one("U_relative", read_column)
    else:
        values = grid.values(section, "U_relative")
    unit = read_unit(word, section.place("U_relative"), section.intake)
    numbers = () if values is None else read_numbers(values, UNSIGNED, section.intake)
    if not numbers or unit is None:
        return None
    if any(unit.dimension):
        section.wrong("U_relative", f"{word} is not a unit of a ratio", hint="Write 0.2 %, or 0.002.")
        return None
    return Relative(numbers=numbers, unit=unit, of_list=grid.rows is not None)


def _absolute(section: Section, relative: Relative | None, numbers: tuple[str, ...]) -> tuple[str, ...]:
    if relative is None or not numbers:
        return ()
    factor = Decimal(relative.unit.factor.numerator) / relative.unit.factor.denominator
    shares = relative.numbers * (len(numbers) if len(relative.numbers) == 1 else 1)
    try:
        with localcontext(Emax=MAX_EMAX, Emin=MIN_EMIN):
            absolute = [
                two_digits(abs(Decimal(number)) * Decimal(share) * factor)
                for number, share in zip(numbers, shares, strict=True)
            ]
    except DecimalException:
        section.wrong("U_relative", "no U follows from it for numbers of such a size", hint="State U itself.")
        return ()
    if not all(absolute):
        section.wrong(
            "U_relative",
            "the relative measurement uncertainty of a value of zero says nothing",
            hint="State U itself for this quantity.",
        )
        return ()
    return tuple(map(written, absolute))

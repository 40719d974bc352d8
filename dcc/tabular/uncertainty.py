"""Measurement uncertainties, in whichever of the D-SI's forms, old and new, they are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from dcc.model import (
    Constant,
    Covariance,
    CovarianceXmlList,
    Real,
    RealInList,
    RealList,
    RealListXmlList,
    SiList,
)
from dcc.tabular.words import Words, items, one


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """Measurement uncertainties of a series: ``expanded`` (with ``factor`` and ``probability``) or
    ``standard``, or the coverage interval from ``lower`` to ``upper``."""

    expanded: Words = ()
    standard: Words = ()
    lower: Words = ()
    upper: Words = ()
    factor: Words = ()
    probability: Words = ()
    distribution: Words = ()


NO_UNCERTAINTY = Uncertainty()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A coverage region of several values together: ``matrix`` holds the columns of the covariance matrix,
    each element as its values and units."""

    rectangular: bool
    factor: Words
    probability: Words
    distribution: Words
    matrix: tuple[tuple[tuple[Words, Words], ...], ...]


def of_one(value: Real | RealInList | Constant) -> Uncertainty | None:
    """The uncertainty of one value; ``None`` where none is stated."""
    if isinstance(value, Constant):
        standard = value.value_standard_mu or value.uncertainty
        return (
            None
            if standard is None
            else Uncertainty(standard=one(standard), distribution=one(value.distribution))
        )
    stated = value.measurement_uncertainty_univariate
    candidates = (value.expanded_unc, value.coverage_interval, *_forms(stated))
    return _first(candidates)


def of_whole_list(value: RealList | SiList) -> Uncertainty | None:
    """The uncertainty that holds for every value of a list; ``None`` where none is stated."""
    newer = getattr(value, "list_measurement_uncertainty_univariate", None)
    return _first((*_forms(newer), *_forms(value.list_univariate_unc)))


def of_xml_list(value: RealListXmlList) -> Uncertainty:
    """The uncertainties of a blank-separated list."""
    stated = value.measurement_uncertainty_univariate_xml_list
    candidates = (value.expanded_unc_xml_list, value.coverage_interval_xml_list, *_forms(stated))
    return _first(candidates) or NO_UNCERTAINTY


def side_by_side(uncertainties: Sequence[Uncertainty | None]) -> Uncertainty:
    """Uncertainties of single values as those of a series."""
    if not any(uncertainties):
        return NO_UNCERTAINTY
    collected: dict[str, Words] = {}
    for field in fields(Uncertainty):
        words = [getattr(one_value, field.name) if one_value else () for one_value in uncertainties]
        if any(words):
            collected[field.name] = tuple(word[0] if word else "" for word in words)
    return Uncertainty(**collected)


def regions_of(value: Any) -> tuple[Region, ...]:
    """The coverage regions that ``value`` states for itself or for all its values together."""
    holders = [value]
    for field in (
        "list_bivariate_unc",
        "measurement_uncertainty_bivariate_xml_list",
        "measurement_uncertainty_multivariate_xml_list",
    ):
        holder = getattr(value, field, None)
        if holder is not None:
            holders.append(holder)
    return tuple(
        _region(getattr(holder, field), rectangular=field.startswith("rectangular"))
        for holder in holders
        for field in _REGIONS
        if getattr(holder, field, None) is not None
    )


_REGIONS = (
    "ellipsoidal_region",
    "rectangular_region",
    "ellipsoidal_region_xml_list",
    "rectangular_region_xml_list",
    "ellipsoidal_region_mu_xml_list",
    "rectangular_region_mu_xml_list",
)
_NAMES = {
    "expanded": ("uncertainty", "value_expanded_mu", "uncertainty_xml_list", "value_expanded_mu_xml_list"),
    "standard": ("standard_unc", "value_standard_mu", "standard_unc_xml_list", "value_standard_mu_xml_list"),
    "lower": ("interval_min", "interval_min_xml_list"),
    "upper": ("interval_max", "interval_max_xml_list"),
    "factor": ("coverage_factor", "coverage_factor_xml_list"),
    "probability": ("coverage_probability", "coverage_probability_xml_list"),
    "distribution": ("distribution", "distribution_xml_list"),
}
"""What the same thing is called in the D-SI's forms."""


def _forms(holder: Any) -> Iterator[Any]:
    """The forms between which ``holder`` leaves the choice."""
    if holder is not None:
        yield from (getattr(holder, field.name) for field in fields(holder) if field.name != "as_written")


def _first(candidates: Sequence[Any]) -> Uncertainty | None:
    stated = next((candidate for candidate in candidates if candidate is not None), None)
    if stated is None:
        return None
    return Uncertainty(**{field: _words(stated, names) for field, names in _NAMES.items()})


def _words(stated: Any, names: tuple[str, ...]) -> Words:
    for name in names:
        value = getattr(stated, name, None)
        if value is not None:
            return items(value) if name.endswith("_xml_list") else one(value)
    return ()


def _region(stated: Any, *, rectangular: bool) -> Region:
    matrix = getattr(stated, "covariance_matrix", None) or stated.covariance_matrix_xml_list
    columns = getattr(matrix, "column", ()) or getattr(matrix, "column_xml_list", ())
    return Region(
        rectangular=rectangular,
        factor=_words(stated, _NAMES["factor"]),
        probability=_words(stated, _NAMES["probability"]),
        distribution=_words(stated, _NAMES["distribution"]),
        matrix=tuple(
            tuple(_element(e) for e in getattr(column, "covariance", ()) or column.covariance_xml_list)
            for column in columns
        ),
    )


def _element(element: Covariance | CovarianceXmlList) -> tuple[Words, Words]:
    if isinstance(element, Covariance):
        return one(element.value), one(element.unit)
    return element.value_xml_list.items, element.unit_xml_list.items

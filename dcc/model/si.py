"""Quantities with units and measurement uncertainties: the Digital SI (D-SI 2.2.1).

One class for each complex type of the schemas; fields are named as the elements. What an older version
alone knows, and what a newer one brought, stands in ``dcc.xml.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass

from dcc.model.lexical import DateTime, Number, NumberList, Tokens
from dcc.model.node import Node


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Real(Node):
    """A measured value with its unit and measurement uncertainty (D-SI real)."""

    value: Number
    unit: str
    label: str | None = None
    quantity_type_qudt: str | None = None
    significant_digit: Number | None = None
    date_time: DateTime | None = None
    measurement_uncertainty_univariate: MeasurementUncertaintyUnivariate | None = None
    expanded_unc: ExpandedUnc | None = None
    coverage_interval: CoverageInterval | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ExpandedUnc(Node):
    """An expanded measurement uncertainty as D-SI wrote it before 2.2."""

    uncertainty: Number
    coverage_factor: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoverageInterval(Node):
    """A coverage interval as D-SI wrote it before 2.2."""

    standard_unc: Number
    interval_min: Number
    interval_max: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Constant(Node):
    """A value from a reference, such as a physical constant (D-SI constant)."""

    value: Number
    unit: str
    label: str | None = None
    quantity_type_qudt: str | None = None
    significant_digit: Number | None = None
    date_time: DateTime | None = None
    value_standard_mu: Number | None = None
    uncertainty: Number | None = None
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Complex(Node):
    """A complex value in Cartesian or polar form (D-SI complex)."""

    label: str | None = None
    quantity_type_qudt: str | None = None
    value_real: Number | None = None
    value_imag: Number | None = None
    unit: str | None = None
    value_magnitude: Number | None = None
    value_phase: Number | None = None
    unit_phase: str | None = None
    date_time: DateTime | None = None
    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CovarianceMatrix(Node):
    """A covariance matrix, column by column."""

    column: tuple[CovarianceColumn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class EllipsoidalRegion(Node):
    """An ellipsoidal coverage region of several quantities (VIM 2.36, GUM Supplement 2)."""

    covariance_matrix: CovarianceMatrix
    coverage_factor: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RectangularRegion(Node):
    """A rectangular coverage region of several quantities (GUM Supplement 2)."""

    covariance_matrix: CovarianceMatrix
    coverage_factor: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SiList(Node):
    """Lists of values side by side, or lists of lists."""

    label: str | None = None
    date_time: DateTime | None = None
    list_unit: str | None = None
    list_univariate_unc: ListUnivariateUnc | None = None
    real: tuple[RealInList, ...] = ()
    list_unit_phase: str | None = None
    list_bivariate_unc: ListBivariateUnc | None = None
    complex: tuple[ComplexInList, ...] = ()
    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None
    content: tuple[RealList | RealListXmlList | ComplexList | ComplexListXmlList | SiList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ListUnivariateUnc(Node):
    """A measurement uncertainty for every value of a list, as D-SI wrote it before 2.2."""

    expanded_unc: ExpandedUnc | None = None
    coverage_interval: CoverageInterval | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ListBivariateUnc(Node):
    """A coverage region that holds for every value of a list of complex values."""

    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Hybrid(Node):
    """The same quantity in several units side by side; the first is in SI units."""

    content: tuple[
        Real | Complex | SiList | RealList | RealListXmlList | ComplexList | ComplexListXmlList | Constant,
        ...,
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RealInList(Node):
    """A value in a list; unit and uncertainty may be stated once for the whole list."""

    value: Number
    label: str | None = None
    quantity_type_qudt: str | None = None
    unit: str | None = None
    significant_digit: Number | None = None
    date_time: DateTime | None = None
    measurement_uncertainty_univariate: MeasurementUncertaintyUnivariate | None = None
    expanded_unc: ExpandedUnc | None = None
    coverage_interval: CoverageInterval | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ComplexInList(Node):
    """A complex value in a list; unit and region may be stated once for the whole list."""

    label: str | None = None
    quantity_type_qudt: str | None = None
    value_real: Number | None = None
    value_imag: Number | None = None
    unit: str | None = None
    value_magnitude: Number | None = None
    value_phase: Number | None = None
    unit_phase: str | None = None
    date_time: DateTime | None = None
    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RealList(Node):
    """Values of one quantity, each with what is particular to it."""

    label: str | None = None
    date_time: DateTime | None = None
    list_quantity_type_qudt: str | None = None
    list_unit: str | None = None
    list_significant_digit: Number | None = None
    list_measurement_uncertainty_univariate: ListMeasurementUncertaintyUnivariate | None = None
    list_univariate_unc: ListUnivariateUnc | None = None
    real: tuple[RealInList, ...] = ()
    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ComplexList(Node):
    """Complex values of one quantity, each with what is particular to it."""

    label: str | None = None
    date_time: DateTime | None = None
    list_quantity_type_qudt: str | None = None
    list_unit: str | None = None
    list_unit_phase: str | None = None
    list_bivariate_unc: ListBivariateUnc | None = None
    complex: tuple[ComplexInList, ...] = ()
    ellipsoidal_region: EllipsoidalRegion | None = None
    rectangular_region: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RealListXmlList(Node):
    """Values of one quantity as blank-separated lists: the form for long tables."""

    value_xml_list: NumberList
    unit_xml_list: Tokens
    label_xml_list: Tokens | None = None
    quantity_type_qudt_xml_list: str | None = None
    significant_digit_xml_list: NumberList | None = None
    date_time_xml_list: Tokens | None = None
    measurement_uncertainty_univariate_xml_list: MeasurementUncertaintyUnivariateXmlList | None = None
    expanded_unc_xml_list: ExpandedUncXmlList | None = None
    coverage_interval_xml_list: CoverageIntervalXmlList | None = None
    measurement_uncertainty_multivariate_xml_list: MeasurementUncertaintyMultivariateXmlList | None = None
    ellipsoidal_region_xml_list: EllipsoidalRegion | None = None
    rectangular_region_xml_list: RectangularRegion | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ExpandedUncXmlList(Node):
    """Expanded measurement uncertainties of a list, as D-SI wrote them before 2.2."""

    uncertainty_xml_list: NumberList
    coverage_factor_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoverageIntervalXmlList(Node):
    """Coverage intervals of a list, as D-SI wrote them before 2.2."""

    standard_unc_xml_list: NumberList
    interval_min_xml_list: NumberList
    interval_max_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementUncertaintyUnivariate(Node):
    """The measurement uncertainty of one value, in one of three forms."""

    standard_mu: StandardMU | None = None
    expanded_mu: ExpandedMU | None = None
    coverage_interval_mu: CoverageIntervalMU | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StandardMU(Node):
    """A standard measurement uncertainty (VIM 2.30)."""

    value_standard_mu: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ExpandedMU(Node):
    """An expanded measurement uncertainty with its coverage factor (VIM 2.35, 2.38)."""

    value_expanded_mu: Number
    coverage_factor: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoverageIntervalMU(Node):
    """A coverage interval with its standard measurement uncertainty (VIM 2.36)."""

    value_standard_mu: Number
    interval_min: Number
    interval_max: Number
    coverage_probability: Number
    distribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ListMeasurementUncertaintyUnivariate(Node):
    """A measurement uncertainty that holds for every value of a list."""

    standard_mu: StandardMU | None = None
    expanded_mu: ExpandedMU | None = None
    coverage_interval_mu: CoverageInterval | None = None
    expanded_unc: ExpandedUnc | None = None
    coverage_interval: CoverageInterval | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementUncertaintyUnivariateXmlList(Node):
    """Measurement uncertainties of a list of values, in one of three forms."""

    standard_mu_xml_list: StandardMUXmlList | None = None
    expanded_mu_xml_list: ExpandedMUXmlList | None = None
    coverage_interval_mu_xml_list: CoverageIntervalMUXmlList | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StandardMUXmlList(Node):
    """Standard measurement uncertainties, one for all values or one for each."""

    value_standard_mu_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ExpandedMUXmlList(Node):
    """Expanded measurement uncertainties, one for all values or one for each."""

    value_expanded_mu_xml_list: NumberList
    coverage_factor_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoverageIntervalMUXmlList(Node):
    """Coverage intervals, one for all values or one for each."""

    value_standard_mu_xml_list: NumberList
    interval_min_xml_list: NumberList
    interval_max_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementUncertaintyMultivariateXmlList(Node):
    """A joint coverage region of all values of a list."""

    ellipsoidal_region_mu_xml_list: EllipsoidalRegionMUXmlList | None = None
    rectangular_region_mu_xml_list: RectangularRegionMUXmlList | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class EllipsoidalRegionMUXmlList(Node):
    """Ellipsoidal coverage regions of a list."""

    covariance_matrix_xml_list: CovarianceMatrixXmlList
    coverage_factor_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RectangularRegionMUXmlList(Node):
    """Rectangular coverage regions of a list."""

    covariance_matrix_xml_list: CovarianceMatrixXmlList
    coverage_factor_xml_list: NumberList
    coverage_probability_xml_list: NumberList
    distribution_xml_list: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CovarianceMatrixXmlList(Node):
    """Covariance matrices of a list, column by column."""

    column_xml_list: tuple[CovarianceColumnXmlList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CovarianceXmlList(Node):
    """One element of the covariance matrices of a list, for each value."""

    value_xml_list: NumberList
    unit_xml_list: Tokens


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ComplexListXmlList(Node):
    """Complex values as blank-separated lists."""

    label_xml_list: Tokens | None = None
    quantity_type_qudt_xml_list: str | None = None
    value_real_xml_list: NumberList | None = None
    value_imag_xml_list: NumberList | None = None
    unit_xml_list: Tokens | None = None
    value_magnitude_xml_list: NumberList | None = None
    value_phase_xml_list: NumberList | None = None
    unit_phase_xml_list: Tokens | None = None
    date_time_xml_list: Tokens | None = None
    measurement_uncertainty_bivariate_xml_list: MeasurementUncertaintyBivariateXmlList | None = None
    measurement_uncertainty_multivariate_xml_list: MeasurementUncertaintyMultivariateXmlList | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementUncertaintyBivariateXmlList(Node):
    """Coverage regions of the real and imaginary parts of a list of complex values."""

    ellipsoidal_region_mu_xml_list: EllipsoidalRegionMUXmlList | None = None
    rectangular_region_mu_xml_list: RectangularRegionMUXmlList | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CovarianceColumn(Node):
    """One column of a covariance matrix."""

    covariance: tuple[Covariance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CovarianceColumnXmlList(Node):
    """One column of the covariance matrices of a list."""

    covariance_xml_list: tuple[CovarianceXmlList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Covariance(Node):
    """One element of a covariance matrix with its unit."""

    value: Number
    unit: str

"""Quantities side by side, as a person reads them: whatever form of the D-SI states them, their values, units
and measurement uncertainties become columns and tables, every number as it is written."""

from dcc.tabular.columns import Column, columns_of
from dcc.tabular.series import Component, Series, series_of
from dcc.tabular.tables import Table, table_of
from dcc.tabular.uncertainty import NO_UNCERTAINTY, Region, Uncertainty
from dcc.tabular.words import Words, word_at

__all__ = [
    "NO_UNCERTAINTY",
    "Column",
    "Component",
    "Region",
    "Series",
    "Table",
    "Uncertainty",
    "Words",
    "columns_of",
    "series_of",
    "table_of",
    "word_at",
]

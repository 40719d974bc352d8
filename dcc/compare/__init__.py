"""What changed between two certificates, in metrological words."""

from dcc.compare.comparison import Comparison, compare
from dcc.compare.differences import Area, Difference
from dcc.compare.tables import ColumnComparison, TableComparison
from dcc.compare.values import Change, Stated, en_number, rounded

__all__ = [
    "Area",
    "Change",
    "ColumnComparison",
    "Comparison",
    "Difference",
    "Stated",
    "TableComparison",
    "compare",
    "en_number",
    "rounded",
]

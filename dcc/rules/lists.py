"""Rules on lengths: of the lists in a D-SI list, of the columns of a table, of what qualifies values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from dcc import codes
from dcc.findings import Severity
from dcc.rules.facts import Facts, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import dcc, si

_LISTS = (si("realListXMLList"), si("complexListXMLList"), dcc("relativeUncertaintyXmlList"))
_VALUES = tuple(si(name) for name in ("valueXMLList", "valueRealXMLList", "valueMagnitudeXMLList"))
_SECOND_PARTS = tuple(si(name) for name in ("valueImagXMLList", "valuePhaseXMLList"))
_QUALIFIERS = (dcc("conformityXMLList"), dcc("validXMLList"))
_OWNERS = (dcc("quantity"), dcc("list"))
_QUANTITY_KIND = si("quantityTypeQUDTXMLList")
"""One string by its type, though it is named a list."""
_LARGEST_READ = 200
"""The order up to which covariances are compared; larger matrices are judged by their shape alone."""


def length_of(values: etree._Element, facts: Facts) -> int | None:
    """How many values a D-SI or DCC list element holds; ``None`` for what is no list."""
    if values.tag == dcc("charsXMLList"):
        return facts.count(values)
    if values.tag == si("hybrid"):
        return length_of(values[0], facts) if len(values) else None
    if values.tag in _LISTS:
        primary = next(values.iterchildren(*_VALUES), None)
        return facts.count(primary) if primary is not None else None
    return None


def _column_length(quantity: etree._Element, facts: Facts) -> int | None:
    """How many values the list of a ``dcc:quantity`` holds; ``None`` when it holds no list."""
    column = facts.child(quantity, *_COLUMNS)
    return length_of(column, facts) if column is not None else None


_COLUMNS = (*_LISTS[:2], si("hybrid"), dcc("charsXMLList"))
_TABLE = dcc("list")


def check_lengths(values: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Every list beside the values has as many items as they, or one that holds for all."""
    primary = next(values.iterchildren(*_VALUES), None)
    if primary is None:
        return
    expected = facts.count(primary)
    if expected == 0:
        yield Remark(code=codes.LIST_EMPTY, element=primary, message="the list of values is empty")
        return
    for element in values.iter(etree.Element):
        if element is primary or len(element) or not str(element.tag).endswith("XMLList"):
            continue
        if element.tag == _QUANTITY_KIND:
            continue
        count = facts.count(element)
        if count == expected or (count == 1 and element.tag not in _SECOND_PARTS):
            continue
        name = etree.QName(element).localname
        yield Remark(
            code=codes.LIST_LENGTH,
            element=element,
            message=f"{name} has {count} items for {expected} values",
        )


def check_column(column: etree._Element, facts: Facts) -> Iterable[Remark]:
    """The table that a list is a column of, looked at once: most ``dcc:list`` elements hold no lists."""
    quantity = column.getparent()
    table = quantity.getparent() if quantity is not None else None
    if table is None or table.tag != _TABLE or table in facts.tables:
        return ()
    facts.tables.add(table)
    return _check_table(table, facts)


def _check_table(table: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The columns of a table are equally long, and its list of dates too."""
    lengths = [
        (quantity, length)
        for quantity in table.iterchildren(dcc("quantity"))
        if (length := _column_length(quantity, facts)) is not None and length > 1
    ]
    if not lengths:
        return
    rows = lengths[0][1]
    is_table = any("table" in token.lower() for token in table.get("refType", "").split())
    for quantity, length in lengths[1:]:
        if length != rows:
            yield Remark(
                code=codes.TABLE_COLUMNS,
                element=quantity,
                message=f"this column has {length} values, the first one of the list {rows}",
                severity=Severity.ERROR if is_table else None,
            )
    times = table.find(dcc("dateTimeXMLList"))
    equal = all(length == rows for _, length in lengths)
    if times is not None and equal and facts.count(times) not in (rows, 1):
        yield _unequal(times, facts.count(times), rows)


def check_qualifier(qualifier: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A conformity or validity list has an item per value that it is about, or one for all.

    It is about the quantities that its statement refers to by refId, else about the quantity or table in
    whose metadata it stands.
    """
    statement = qualifier.getparent()
    if statement is None:
        return
    if statement not in facts.about:
        facts.about[statement] = tuple(_numbers_of_rows(statement, facts))
    count = facts.count(qualifier)
    for rows in facts.about[statement]:
        if count not in (rows, 1):
            yield _unequal(qualifier, count, rows)


def _numbers_of_rows(statement: etree._Element, facts: Facts) -> dict[int, None]:
    """How many values that has which a statement is about; each number once."""
    tokens = dict.fromkeys(statement.get("refId", "").split())
    owners = [facts.identified(token) for token in tokens] or [next(statement.iterancestors(*_OWNERS), None)]
    rows = (_rows(owner, facts) for owner in owners if owner is not None)
    return dict.fromkeys(number for number in rows if number)


def _rows(owner: etree._Element, facts: Facts) -> int | None:
    """The number of values of a quantity, or of rows of a table whose columns are equally long."""
    if owner.tag == dcc("quantity"):
        return _column_length(owner, facts)
    if owner.tag != dcc("list"):
        return None
    if owner not in facts.rows:
        columns = owner.iterchildren(dcc("quantity"))
        lengths = {_column_length(column, facts) for column in columns} - {None, 1}
        facts.rows[owner] = lengths.pop() if len(lengths) == 1 else None
    return facts.rows[owner]


def _unequal(element: etree._Element, count: int, rows: int) -> Remark:
    name = etree.QName(element).localname
    return Remark(
        code=codes.LIST_QUALIFIER,
        element=element,
        message=f"{name} has {count} items for {rows} values",
    )


def check_matrix(matrix: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A covariance matrix is square, symmetric, of the order its quantity asks for, its variances ≥ 0."""
    heights = [len(column) for column in matrix]
    wanted = _order(matrix, facts) or len(heights)
    if heights != [wanted] * wanted:
        yield Remark(
            code=codes.COVARIANCE_SHAPE,
            element=matrix,
            message=f"{wanted} columns of {wanted} entries are needed; there are {len(heights)}, "
            f"of {_shown(heights)} entries",
        )
    elif wanted <= _LARGEST_READ:
        yield from _check_covariances([list(column) for column in matrix])


def _check_covariances(columns: list[list[etree._Element]]) -> Iterator[Remark]:
    values = [[text_of(cell[0]).split() if len(cell) else [] for cell in column] for column in columns]
    for i, column in enumerate(values):
        if any(item.startswith("-") and item.strip("-0.") for item in column[i]):
            yield _doubtful(columns[i][i], f"variance {i + 1} is negative")
        for j in range(i):
            if not _equal(values[i][j], values[j][i]):
                yield _doubtful(columns[i][j], f"covariances {i + 1},{j + 1} and {j + 1},{i + 1} differ")


def _shown(heights: list[int]) -> str:
    different = sorted(set(heights))
    return " and ".join(str(height) for height in different[:5])


def _order(matrix: etree._Element, facts: Facts) -> int | None:
    """The order of a matrix: 2 per complex number, 1 per real one in a multivariate list."""
    region = matrix.getparent()
    owner = region.getparent() if region is not None else None
    if owner is None:
        return None
    whole = owner.getparent() if owner.tag in _WRAPPERS else owner
    if owner.tag in _BIVARIATE or whole is None:
        return 2
    if whole.tag in _SINGLE_ITEMS:
        item, size = _SINGLE_ITEMS[whole.tag]
        if whole not in facts.counts:
            facts.counts[whole] = sum(1 for _ in whole.iterchildren(item))
        return size * facts.counts[whole]
    if whole.tag in (si("realListXMLList"), si("complexListXMLList")):
        return (length_of(whole, facts) or 0) * (1 if whole.tag == si("realListXMLList") else 2) or None
    return None


_BIVARIATE = tuple(
    si(name) for name in ("complex", "listBivariateUnc", "measurementUncertaintyBivariateXMLList")
)
_SINGLE_ITEMS = {si("realList"): (si("real"), 1), si("complexList"): (si("complex"), 2)}
"""Lists of single quantities, with their items and how many numbers each is."""
_WRAPPERS = (si("measurementUncertaintyMultivariateXMLList"), si("measurementUncertaintyBivariateXMLList"))


def _equal(one: list[str], other: list[str]) -> bool:
    from decimal import Decimal, InvalidOperation

    try:
        return one == other or [Decimal(item) for item in one] == [Decimal(item) for item in other]
    except InvalidOperation:
        return True


def _doubtful(cell: etree._Element, message: str) -> Remark:
    return Remark(code=codes.COVARIANCE_VALUES, element=cell, message=message)


RULES = (
    Rule(check=check_lengths, tags=_LISTS, codes=(codes.LIST_EMPTY, codes.LIST_LENGTH)),
    Rule(check=check_column, tags=_COLUMNS, codes=(codes.TABLE_COLUMNS, codes.LIST_QUALIFIER)),
    Rule(check=check_qualifier, tags=_QUALIFIERS, codes=(codes.LIST_QUALIFIER,)),
    Rule(
        check=check_matrix,
        tags=(si("covarianceMatrix"), si("covarianceMatrixXMLList")),
        codes=(codes.COVARIANCE_SHAPE, codes.COVARIANCE_VALUES),
    ),
)

"""Valid certificates of DCC 3.3.0, made by hypothesis from the model and its description.

The description says which parts a class has; what the schema asks beyond it (which of several parts may stand
together, what a text may be) is said in the tables here. Each certificate is led to a few places of the
language drawn at random, so that many of them together use every element and attribute.
"""

from __future__ import annotations

import dataclasses
import functools
import random
from collections import defaultdict
from typing import Any

from hypothesis import strategies as st

from dcc import model
from dcc.model import AsWritten, Certificate, ForeignXml, Tokens
from dcc.xml.description import LATEST, REPEATED, Part, Place
from dcc.xml.names import DCC, SI, XSI
from dcc.xml.plan import plan_for
from tests.xsd import generate

# --- what texts may be ----------------------------------------------------------------------------

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff "
)
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=8)
_BLANKS = st.sampled_from([" ", " ", " ", "\n  ", "\t", " \r\n"])
TEXTS = st.lists(st.tuples(_WORDS, _BLANKS), min_size=1, max_size=3).map(
    lambda words: "".join(word + blank for word, blank in words[:-1]) + words[-1][0]
)
"""Not empty, without blanks at either end."""
STRINGS = st.text(st.one_of(_CHARACTERS, st.sampled_from(" \t\n\r<&>\"'")), max_size=12)

_NUMBERS = st.one_of(
    st.sampled_from(["0.020", "306", "1", ".5", "7.", "2.50E-3", "1e6", "0", "0.0000", "NaN"]),
    st.from_regex(r"([0-9]{1,20}\.?|[0-9]{0,9}\.[0-9]{1,20})([Ee][-+]?[0-9]{1,2})?", fullmatch=True),
)
_SIGNED = st.builds(
    lambda sign, number: number if number == "NaN" else sign + number,
    st.sampled_from(["", "-", "+"]),
    _NUMBERS,
)
_FACTORS = st.sampled_from(["2", "2.0", "1.", "+3.18", "12", "NaN"])
_PROBABILITIES = st.sampled_from(["0.95", "0.9545", "1", "1.00", "0", "+0.5", "0.", "NaN"])
_DIGITS = st.sampled_from(["3", "-1", "+2", "004"])
_TRUTH = st.sampled_from(["true", "false", "1", "0"])
_ZONES = st.sampled_from(["", "Z", "+08:00", "-05:30"])
_DATES = st.builds("{}{}".format, st.dates().map(str), _ZONES)
_TIMES = st.builds("{}{}".format, st.datetimes().map(lambda time: time.isoformat()), _ZONES)
_URIS = st.sampled_from(["https://example.org/a?b=c#d", "doi:10.1000/182", "urn:x:y", "a/b.html", ""])
_CONFORMITY = st.sampled_from(["pass", "fail", "conditionalPass", "conditionalFail", "noPass", "noFail"])
_CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
_UNITS = st.sampled_from(["\\metre", "\\kilo\\gram\\tothe{-1}", "\\degreecelsius", "|any"])


def _padded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """With blanks around, which mean nothing to a schema but are kept."""
    return st.builds("{0}{1}{0}".format, st.sampled_from(["", "", "", " ", "\n\t"]), texts)


def _several(items: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(items, _BLANKS), min_size=least, max_size=4).map(
        lambda found: "".join(item + blank for item, blank in found)
    )


_BY_FIELD: dict[str, st.SearchStrategy[str]] = {
    "class_id": TEXTS,
    "conformity": _CONFORMITY,
    "conformity_xml_list": _several(_CONFORMITY),
    "country_code_iso3166_1": _CODES,
    "coverage_factor": _padded(_FACTORS),
    "coverage_factor_xml_list": _several(_FACTORS),
    "coverage_probability": _padded(_PROBABILITIES),
    "coverage_probability_xml_list": _several(_PROBABILITIES),
    "date_time_xml_list": _several(_TIMES),
    "issuer": st.sampled_from(["manufacturer", "calibrationLaboratory", "customer", "owner", "other"]),
    "lang": _CODES.map(str.lower),
    "link": _URIS,
    "list_significant_digit": _padded(_DIGITS),
    "mandatory_lang_code_iso639_1": _CODES.map(str.lower),
    "ref_type": _several(_WORDS, least=1),
    "schema_version": st.just(LATEST),
    "significant_digit": _padded(_DIGITS),
    "significant_digit_xml_list": _several(_DIGITS),
    "status": st.sampled_from(["beforeAdjustment", "afterAdjustment", "beforeRepair", "afterRepair"]),
    "type": st.sampled_from(
        ["application", "bios", "driver", "editor", "firmware", "library", "os", "other"]
    ),
    "type_of_change": st.sampled_from(["amended", "substituted"]),
    "unit_phase_xml_list": _several(_UNITS),
    "unit_xml_list": _several(_UNITS),
    "used_lang_code_iso639_1": _CODES.map(str.lower),
    "valid_xml_list": _several(_TRUTH),
}
_UNSIGNED, _UNSIGNED_LISTS = _padded(_NUMBERS), _several(_NUMBERS)
_WITHOUT_SIGN = ("uncertainty", "standard_unc", "value_standard_mu", "value_expanded_mu")
_BY_TYPE: dict[type, st.SearchStrategy[str]] = {
    model.Base64: st.binary(max_size=12).map(lambda data: f"\n{model.Base64.of(data)} "),
    model.Boolean: _padded(_TRUTH),
    model.CountryCode: _CODES,
    model.Date: _DATES,
    model.DateTime: _TIMES,
    model.Duration: st.sampled_from(["P1Y", "P6M", "-P1DT12H", "PT0.5S"]),
    model.Number: _padded(_SIGNED),
    model.NumberList: _several(_SIGNED),
    model.Tokens: _several(_WORDS),
}
_LOCATIONS = st.sampled_from(["laboratory", "customer", "laboratoryBranch", "customerBranch", "other"])
_FOREIGN = {
    model.Certificate: generate.SIGNATURE,
    # of a language whose schema is loaded: the official schema asks for that
    model.Xml: f'<q:real xmlns:q="{SI}"><q:value>1.0</q:value><q:unit>\\one</q:unit></q:real>',
    model.Comment: '<note xmlns="urn:example:note" a="1">any <b>text</b> &amp; <c xmlns=""/></note>',
}


def _texts(part: Part, cls: type) -> st.SearchStrategy[str]:
    """What ``part`` of a ``cls`` may say."""
    if cls is model.PerformanceLocation and part.place is Place.TEXT:
        return _LOCATIONS
    if part.field in _BY_FIELD:
        return _BY_FIELD[part.field]
    if part.field.startswith(_WITHOUT_SIGN):
        return _UNSIGNED_LISTS if part.type is model.NumberList else _UNSIGNED
    if part.type in _BY_TYPE:
        return _BY_TYPE[part.type]
    return STRINGS if part.name.startswith(f"{{{SI}}}") else TEXTS


# --- which parts stand together -------------------------------------------------------------------

Alternative = tuple[tuple[str, ...], tuple[str, ...]]
"""Fields that stand together, and fields that may stand with them."""


def _one_of(*fields: str) -> tuple[Alternative, ...]:
    return tuple(((field,), ()) for field in fields)


def _at_most_one_of(*fields: str) -> tuple[Alternative, ...]:
    return (((), ()), *_one_of(*fields))


_VALUES = ("no_quantity", "chars_xml_list", "real", "hybrid", "complex", "constant")
_LISTS = ("real_list_xml_list", "complex_list_xml_list")
_REGIONS = _at_most_one_of("ellipsoidal_region", "rectangular_region")
_OLD = ("expanded_unc", "coverage_interval")
_REGION_LISTS = ("ellipsoidal_region_mu_xml_list", "rectangular_region_mu_xml_list")

GROUPS: dict[type, tuple[tuple[Alternative, ...], ...]] = {
    model.Formula: (_one_of("latex", "mathml"),),
    model.PrimitiveQuantity: (_one_of(*_VALUES, *_LISTS),),
    model.Quantity: (_one_of(*_VALUES, "si_list", *_LISTS),),
    model.QuantityList: (_at_most_one_of("date_time", "date_time_xml_list"),),
    model.RelativeUncertainty: (_one_of("relative_uncertainty_xml_list", "relative_uncertainty_single"),),
    model.StatementMetaData: (
        _at_most_one_of("valid", "valid_xml_list"),
        _at_most_one_of("conformity", "conformity_xml_list"),
    ),
    model.Real: (_at_most_one_of("measurement_uncertainty_univariate", *_OLD),),
    model.RealInList: (_at_most_one_of("measurement_uncertainty_univariate", *_OLD),),
    model.RealList: (_REGIONS,),
    model.ComplexList: (_REGIONS,),
    model.Complex: (
        (
            (("value_real", "value_imag", "unit"), ()),
            (("value_magnitude", "value_phase", "unit", "unit_phase"), ()),
        ),
        _REGIONS,
    ),
    model.ComplexInList: (
        (
            (("value_real", "value_imag"), ("unit",)),
            (("value_magnitude", "value_phase"), ("unit", "unit_phase")),
        ),
        _REGIONS,
    ),
    model.ComplexListXmlList: (
        (
            (("value_real_xml_list", "value_imag_xml_list", "unit_xml_list"), ()),
            (
                ("value_magnitude_xml_list", "value_phase_xml_list", "unit_xml_list", "unit_phase_xml_list"),
                (),
            ),
        ),
    ),
    model.RealListXmlList: (
        _at_most_one_of(
            "measurement_uncertainty_univariate_xml_list",
            "expanded_unc_xml_list",
            "coverage_interval_xml_list",
        ),
        _at_most_one_of(
            "measurement_uncertainty_multivariate_xml_list",
            "ellipsoidal_region_xml_list",
            "rectangular_region_xml_list",
        ),
    ),
    model.MeasurementUncertaintyUnivariate: (_one_of("standard_mu", "expanded_mu", "coverage_interval_mu"),),
    model.MeasurementUncertaintyUnivariateXmlList: (
        _one_of("standard_mu_xml_list", "expanded_mu_xml_list", "coverage_interval_mu_xml_list"),
    ),
    model.MeasurementUncertaintyBivariateXmlList: (_at_most_one_of(*_REGION_LISTS),),
    model.MeasurementUncertaintyMultivariateXmlList: (_at_most_one_of(*_REGION_LISTS),),
    model.ListMeasurementUncertaintyUnivariate: (
        _one_of("standard_mu", "expanded_mu", "coverage_interval_mu", *_OLD),
    ),
    model.ListUnivariateUnc: (_one_of(*_OLD),),
    model.ListBivariateUnc: (_REGIONS,),
}
"""For each class its groups of alternatives, of each of which one is taken."""

MAY_BE_EMPTY = frozenset(
    {"equipment_class", "norm", "reference", "link", "country_code_iso3166_1", "signature", "elements"}
)
"""Repeated parts that need not stand at all; others stand once at least."""


def _stands_always(part: Part, cls: type) -> bool:
    if part.place in (Place.ONE, Place.TEXT):
        return True
    if part.place is Place.ATTRIBUTE:
        return cls is Certificate
    if part.place is Place.CHOICE:
        return cls is not model.RichContent
    return part.place is Place.MANY and part.field not in MAY_BE_EMPTY


# --- the language as a map ------------------------------------------------------------------------

Way = tuple[Part, ...]
_MOST = 10**6


@functools.cache
def _costs() -> dict[type, int]:
    """The least number of parts in a value of each class."""
    classes = [cls for cls in vars(model).values() if isinstance(cls, type) and hasattr(cls, "as_written")]
    described = [cls for cls in classes if cls is not model.Node]
    costs: dict[type, int] = dict.fromkeys(described, _MOST)
    for _ in described:
        for cls in described:
            costs[cls] = 1 + _least(cls, costs)
    return costs


def _least(cls: type, costs: dict[type, int]) -> int:
    plan = plan_for(cls, LATEST)
    parts = {part.field: part for part in plan.fields}
    total = 0
    for group in GROUPS.get(cls, ()):
        total += min(sum(costs.get(parts[field].type, 1) for field in fields) for fields, _ in group)
    grouped = _grouped(cls)
    for part in plan.fields:
        if part.place is Place.CHOICE and _stands_always(part, cls):
            total += min(costs.get(other.type, 1) for other in plan.parts if other.place is Place.CHOICE)
        elif part.field not in grouped and _stands_always(part, cls):
            total += costs.get(part.type, 1)
    return min(total, _MOST)


def _grouped(cls: type) -> set[str]:
    return {field for group in GROUPS.get(cls, ()) for stands, may in group for field in (*stands, *may)}


@functools.cache
def ways() -> tuple[Way, ...]:
    """The shortest way from the certificate to each part of each class."""
    to: dict[type, Way] = {Certificate: ()}
    waiting: list[type] = [Certificate]
    found = []
    while waiting:
        cls = waiting.pop(0)
        for part in plan_for(cls, LATEST).parts:
            found.append((*to[cls], part))
            if part.described and part.type not in to:
                to[part.type] = found[-1]
                waiting.append(part.type)
    return tuple(found)


# --- certificates ---------------------------------------------------------------------------------

Luck = random.Random | None
_DEEP = 11
"""From this depth on nothing stands that need not stand."""


class _Maker:
    """Makes the parts of one certificate.

    Drawing is slow, so it is done sparingly: one number for each part decides what it holds (0 is the least),
    and texts of a kind are drawn twice and then repeated.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._ids = 0
        self._drawn: dict[int, list[str]] = defaultdict(list)

    def make(self, cls: type, ways: list[Way], depth: int) -> Any:
        """A ``cls`` from which the ``ways`` lead on."""
        onward: dict[str, list[Way]] = defaultdict(list)
        for way in ways:
            if way:
                onward[way[0].field].append(way)
        number = self._draw(st.integers(0, 999)) if depth < _DEEP else 0
        luck = random.Random(number) if number else None  # noqa: S311
        stands = _fields(cls, set(onward), luck)
        return cls(
            **{
                part.field: self._values(part, cls, onward[part.field], depth, luck)
                for part in plan_for(cls, LATEST).fields
                if part.field in stands
            }
        )

    def _values(self, part: Part, cls: type, ways: list[Way], depth: int, luck: Luck) -> Any:
        if part.place not in REPEATED:
            return self._value(part, cls, ways, depth)
        more = luck.choice([0, 0, 0, 1, 2]) if luck else 0
        if part.place is Place.CHOICE:
            items = _items(cls, ways, more, luck)
            return tuple(self._value(kind, cls, onward, depth) for kind, onward in items)
        first = self._value(part, cls, ways, depth)
        return (first, *(self._value(part, cls, [], depth) for _ in range(more)))

    def _value(self, part: Part, cls: type, ways: list[Way], depth: int) -> Any:
        if part.described:
            return self.make(part.type, [way[1:] for way in ways], depth + 1)
        if part.type is ForeignXml:
            return ForeignXml(_FOREIGN[cls].replace('Id="signature"', f'Id="{self._id()}"'))
        if part.field == "id":
            return self._id()
        if part.field == "ref_id":
            return Tokens(f"id-{self._ids}" if self._ids else "id-1 id-2")
        text = self._text(_texts(part, cls))
        return text if part.type is str else part.type(text)

    def _text(self, texts: st.SearchStrategy[str]) -> str:
        drawn = self._drawn[id(texts)]
        if len(drawn) < 2:
            drawn.append(self._draw(texts))
        else:
            drawn.reverse()
        return drawn[-1]

    def _id(self) -> str:
        self._ids += 1
        return f"id-{self._ids}"


def _fields(cls: type, wanted: set[str], luck: Luck) -> set[str]:
    """The fields that are to have a value."""
    fields = plan_for(cls, LATEST).fields
    stands = {part.field for part in fields if _stands_always(part, cls)} - _grouped(cls)
    free = [part.field for part in fields if part.field not in stands | _grouped(cls)]
    for group in GROUPS.get(cls, ()):
        always, may = _alternative(cls, group, wanted, luck)
        stands.update(always)
        free.extend(may)
    if free and luck and luck.random() < 0.2:
        stands.update(luck.choices(free, k=2))
    return stands | (wanted & set(free))


def _alternative(cls: type, group: tuple[Alternative, ...], wanted: set[str], luck: Luck) -> Alternative:
    leading = [found for found in group if wanted & {*found[0], *found[1]}]
    if leading:
        return leading[0]
    parts = {part.field: part for part in plan_for(cls, LATEST).fields}
    by_cost = sorted(group, key=lambda found: sum(_costs().get(parts[name].type, 1) for name in found[0]))
    return luck.choice(by_cost) if luck and luck.random() < 0.3 else by_cost[0]


def _items(cls: type, ways: list[Way], more: int, luck: Luck) -> list[tuple[Part, list[Way]]]:
    """The kinds of the items of ``content``: those the ways lead to, and some more."""
    choices = [part for part in plan_for(cls, LATEST).parts if part.place is Place.CHOICE]
    by_cost = sorted(choices, key=lambda part: _costs().get(part.type, 1))
    kinds: dict[str, list[Way]] = defaultdict(list)
    for way in ways:
        kinds[way[0].name].append(way)
    if not kinds:
        kinds[luck.choice(by_cost[:4]).name if luck else by_cost[0].name] = []
    named = {part.name: part for part in choices}
    items = [(named[name], onward) for name, onward in kinds.items()]
    if cls is model.Hybrid:  # all of one kind
        return items[:1] + [(items[0][0], [])] * more
    return items + [(luck.choice(by_cost[:4]), []) for _ in range(more) if luck]


_HOW_WRITTEN = st.sampled_from(
    [
        None,
        AsWritten(namespaces=(("", DCC), ("si", SI))),
        AsWritten(namespaces=(("c", DCC), ("d.s-i", SI), ("unused", "urn:unused"))),
        AsWritten(namespaces=(("", SI), ("dcc", DCC))),
        AsWritten(namespaces=(("dcc", DCC),)),
        AsWritten(
            namespaces=(("dcc", DCC), ("si", SI), ("xsi", XSI)),
            attributes=(
                (f"{{{XSI}}}schemaLocation", "https://ptb.de/dcc https://ptb.de/dcc/v3.3.0/dcc.xsd"),
            ),
        ),
    ]
)


@st.composite
def certificates(draw: st.DrawFn, by_way_of: Way = ()) -> Certificate:
    """Certificates that the schema of DCC 3.3.0 accepts; ``by_way_of`` a way that each of them has gone."""
    led = [by_way_of, *draw(st.lists(st.sampled_from(ways()), max_size=2))]
    certificate: Certificate = _Maker(draw).make(Certificate, led, 0)
    administrative = certificate.administrative_data
    if draw(st.integers(0, 3)) == 3:
        fields = [part.field for part in plan_for(model.AdministrativeData, LATEST).fields]
        present = [field for field in fields if getattr(administrative, field) is not None]
        order = tuple(draw(st.permutations(present)))
        administrative = dataclasses.replace(administrative, as_written=AsWritten(order=order))
    return dataclasses.replace(certificate, administrative_data=administrative, as_written=draw(_HOW_WRITTEN))

"""The one description agrees with the model on one side and with the schemas on the other."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest
import xmlschema

import dcc.model
from dcc.model import (
    Base64,
    Boolean,
    Certificate,
    Date,
    DateTime,
    Duration,
    ForeignXml,
    Number,
    NumberList,
    Tokens,
)
from dcc.model.node import Node
from dcc.schema import schema_path
from dcc.xml.description import ELEMENTS, LATEST, REPEATED, Part, Place, field_name
from dcc.xml.names import DCC, SI, SIGNATURE, VERSIONS
from dcc.xml.plan import Plan, descriptions, plan_for

CLASSES = [
    value
    for value in vars(dcc.model).values()
    if isinstance(value, type) and issubclass(value, Node) and value is not Node
]

# --- the model ---------------------------------------------------------------------------------------------


def test_every_class_of_the_model_is_described_and_no_other() -> None:
    assert set(descriptions()) == set(CLASSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_has_the_fields_that_its_description_names(cls: type[Node]) -> None:
    fields = {field.name for field in dataclasses.fields(cls)} - {"as_written"}
    assert {part.field for part in descriptions()[cls].parts} == fields


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_field_holds_what_its_part_describes(cls: type[Node]) -> None:
    hints = typing.get_type_hints(cls)
    for field in {part.field for part in descriptions()[cls].parts}:
        parts = [part for part in descriptions()[cls].parts if part.field == field]
        assert members_of(hints[field]) == {part.type for part in parts}, field
        assert {part.place in REPEATED for part in parts} == {is_tuple(hints[field])}, field


@pytest.mark.parametrize("version", VERSIONS)
def test_no_two_fields_of_a_class_share_a_name_in_a_version(version: str) -> None:
    for cls in CLASSES:
        plan = plan_for(cls, version)
        fields = [part.field for part in plan.parts if part.place is not Place.CHOICE]
        assert len(fields) == len(set(fields)), cls


def test_names_in_xml_become_fields_by_one_rule() -> None:
    assert field_name("coverageFactor") == "coverage_factor"
    assert field_name("usedLangCodeISO639_1") == "used_lang_code_iso639_1"
    assert field_name("quantityTypeQUDTXMLList") == "quantity_type_qudt_xml_list"
    assert field_name("measurementUncertaintyUnivaraite") == "measurement_uncertainty_univariate"
    assert field_name("listsignificantDigit") == "list_significant_digit"


def members_of(hint: Any) -> set[Any]:
    """The classes of the single values that a type hint allows."""
    if isinstance(hint, types.UnionType):
        return set().union(*(members_of(member) for member in typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return members_of(typing.get_args(hint)[0])
    return set() if hint in (type(None), Ellipsis) else {hint}


def is_tuple(hint: Any) -> bool:
    return any(typing.get_origin(member) is tuple for member in (hint, *typing.get_args(hint)))


# --- the schemas -------------------------------------------------------------------------------------------


@functools.cache
def schema(version: str) -> Any:
    path = schema_path(version)
    assert path is not None
    return xmlschema.XMLSchema(str(path))


@functools.cache
def types_by_class(version: str) -> dict[type, Any]:
    """The schema's type for each class of the model that a certificate of this version can hold.

    Found by walking the schema and the description side by side from the root; that both agree on the
    way, or the walk stops, is half of the test.
    """
    found: dict[type, Any] = {}
    waiting: list[tuple[type, Any]] = [
        (Certificate, schema(version).elements["digitalCalibrationCertificate"].type)
    ]
    while waiting:
        cls, kind = waiting.pop()
        if cls in found:
            assert found[cls] is kind or found[cls].name == kind.name is not None, f"{cls} is two types"
            continue
        found[cls] = kind
        plan = plan_for(cls, version)
        for element in elements_of(kind):
            slot = plan.elements.get(element.name)
            assert slot is not None, f"{cls.__name__} of DCC {version} has no place for {element.name}"
            if slot.described:
                waiting.append((slot.part.type, element.type))
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_only_what_every_document_has_is_demanded_by_the_model(version: str) -> None:
    for cls in types_by_class(version):
        parts = {part.field: part for part in plan_for(cls, version).fields}
        for field in dataclasses.fields(cls):
            if field.default is dataclasses.MISSING:
                assert parts[field.name].place in (Place.ONE, Place.TEXT, Place.ATTRIBUTE), (cls, field.name)


def elements_of(kind: Any) -> list[Any]:
    """The elements in a type's content; what stands for an abstract element instead of it."""
    if not kind.has_complex_content():
        return []
    return [concrete(e) for e in kind.content.iter_elements() if isinstance(e, xmlschema.XsdElement)]


def concrete(element: Any) -> Any:
    if element.ref is None or not element.ref.abstract:
        return element
    (substitute,) = element.maps.substitution_groups[element.ref.name]
    return substitute


def occurrences(group: Any, *, optional: bool = False, repeated: bool = False) -> Iterator[tuple[Any, Place]]:
    """Each element of a group with what it is there: ONE, OPTIONAL or MANY."""
    optional = optional or group.min_occurs == 0 or (group.model == "choice" and len(group) > 1)
    repeated = repeated or group.max_occurs is None or group.max_occurs > 1
    for particle in group:
        if isinstance(particle, xmlschema.validators.XsdGroup):
            yield from occurrences(particle, optional=optional, repeated=repeated)
        elif repeated or particle.max_occurs is None or particle.max_occurs > 1:
            yield particle, Place.MANY
        else:
            yield particle, Place.OPTIONAL if optional or particle.min_occurs == 0 else Place.ONE


def precedences(group: Any) -> Iterator[tuple[str, str]]:
    """Each pair of names of which the first must stand before the second."""
    inside: list[list[str]] = []
    for particle in group:
        if isinstance(particle, xmlschema.validators.XsdGroup):
            yield from precedences(particle)
            inside.append([concrete(e).name for e in particle.iter_elements() if hasattr(e, "ref")])
        elif isinstance(particle, xmlschema.XsdElement):
            inside.append([concrete(particle).name])
    if group.model == "sequence":
        for index, names in enumerate(inside):
            yield from ((name, later) for name in names for others in inside[index + 1 :] for later in others)


def place_of(part: Part) -> Place:
    return Place.MANY if part.place in REPEATED else part.place


UNUSED = {"2.4.0": {f"{{{DCC}}}calibrationLocationListType", f"{{{DCC}}}calibrationLocationType"}}
"""Types that a schema names but gives no element."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_type_of_the_schema_has_its_class(version: str) -> None:
    reached = {kind.name for kind in types_by_class(version).values() if kind.name}
    named = {
        name
        for name, kind in schema(version).maps.types.items()
        if name.startswith((f"{{{DCC}}}", f"{{{SI}}}")) and kind.is_complex()
    }
    assert named - reached == UNUSED.get(version, set())
    if version == LATEST:
        in_dcc = {name for name in named if name.startswith(f"{{{DCC}}}")}
        assert (len(in_dcc), len(named - in_dcc)) == (49, 35)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_element_and_attribute_of_the_schema_is_described_and_no_other(version: str) -> None:
    for cls, kind in types_by_class(version).items():
        plan = plan_for(cls, version)
        declared = {name for name in kind.attributes if name}
        assert set(plan.attributes) == declared, (cls, set(plan.attributes) ^ declared)
        described = {part.name for part in plan.parts if part.place in ELEMENTS}
        if cls is Certificate and version < "3.2.0":
            described.remove(SIGNATURE)  # read although these versions have no place for it
        assert described == {element.name for element in elements_of(kind)}, cls


@pytest.mark.parametrize("version", VERSIONS)
def test_the_order_of_elements_is_that_of_the_schema(version: str) -> None:
    for cls, kind in types_by_class(version).items():
        plan = plan_for(cls, version)
        if not kind.has_complex_content():
            continue
        assert plan.any_order == (kind.content.model == "all"), cls
        for before, after in precedences(kind.content):
            first, second = plan.elements[before], plan.elements[after]
            # versions that put the content of a text in order are read as those that do not
            unordered = first.part.place is second.part.place is Place.CHOICE
            assert unordered or first.position < second.position, (cls, before, after)


def test_how_often_an_element_stands_is_as_in_the_schemas() -> None:
    looser: dict[tuple[type, str], bool] = {}
    for version in VERSIONS:
        for cls, kind in types_by_class(version).items():
            if kind.has_complex_content():
                for element, place in occurrences(kind.content):
                    if isinstance(element, xmlschema.XsdElement):
                        compare(cls, concrete(element).name, place, plan_for(cls, version), looser)
    assert {part for part, found in looser.items() if not found} == set()


def compare(cls: type, name: str, place: Place, plan: Plan, looser: dict[tuple[type, str], bool]) -> None:
    """An element that the description lets be missing or repeated must be so in some version at least."""
    described = place_of(plan.elements[name].part)
    if name in plan.overflow:
        assert (described, place_of(plan.overflow[name])) == (Place.ONE, Place.MANY)
        assert place is Place.MANY
    elif described is Place.ONE:
        assert place is Place.ONE, (cls, name)
    else:
        allowed = {Place.OPTIONAL: (Place.ONE, Place.OPTIONAL), Place.MANY: tuple(Place)}[described]
        assert place in allowed, (cls, name, place)
        looser[cls, name] = looser.get((cls, name), False) or place is described


MEANINGS = {
    "boolean": {Boolean},
    "date": {Date},
    "dateTime": {DateTime},
    "duration": {Duration},
    "base64Binary": {Base64},
    "double": {Number},
    "decimal": {Number},
    "integer": {Number},
    "ID": {str},
    "IDREF": {Tokens},
    "IDREFS": {Tokens},
    "anyURI": {str},
}
"""What a built-in type of XML Schema means in the model."""


@pytest.mark.parametrize("version", VERSIONS)
def test_texts_mean_in_the_model_what_they_mean_in_the_schema(version: str) -> None:
    for cls, kind in types_by_class(version).items():
        plan = plan_for(cls, version)
        for name, attribute in kind.attributes.items():
            if name == "refType":  # one word before 3.1.0
                assert plan.attributes[name].type is Tokens, cls
            elif name:
                assert plan.attributes[name].type in meanings(attribute.type), (cls, name)
        for element in elements_of(kind):
            slot = plan.elements[element.name]
            if element.type.is_simple():
                assert not slot.described, (cls, element.name)
                assert slot.part.type in meanings(element.type), (cls, element.name)
            elif element.name == SIGNATURE:
                assert slot.part.type is ForeignXml
            else:
                assert slot.described, (cls, element.name)
                simple = element.type.has_simple_content()
                assert simple == (plan_for(slot.part.type, version).text is not None), (cls, element.name)


def meanings(kind: Any) -> set[type]:
    if kind.name and kind.local_name in MEANINGS:
        return MEANINGS[kind.local_name]
    if kind.is_list():
        item_type = getattr(kind, "item_type", None) or kind.base_type.item_type
        return {NumberList} if meanings(item_type) == {Number} else {Tokens}
    root = kind.root_type.local_name
    # the plain texts of a location are classes of their own, so that they can stand side by side
    return MEANINGS.get(root, {str, *(part.type for part in plan_for(dcc.model.Location, LATEST).parts)})


@pytest.mark.parametrize("version", VERSIONS)
def test_foreign_elements_have_a_place_where_the_schema_gives_them_one(version: str) -> None:
    for cls, kind in types_by_class(version).items():
        wildcards = (
            [p for p in kind.content.iter_elements() if isinstance(p, xmlschema.validators.XsdAnyElement)]
            if kind.has_complex_content()
            else []
        )
        foreign = plan_for(cls, version).foreign
        assert bool(wildcards) == (foreign is not None), cls
        if foreign is not None:
            several = wildcards[0].max_occurs is None
            assert (foreign.place is Place.FOREIGN_MANY) == several, cls

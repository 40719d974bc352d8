"""Certificates as JSON: nothing lost either way, and every mistake in foreign JSON named with its place."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import dcc
from dcc.exchange.json import from_json, read_json, to_json, write_json
from dcc.exchange.json_keys import choices_of, keys_of
from dcc.model import AsWritten, Boolean, Certificate, Number, Real
from dcc.xml.names import VERSIONS
from dcc.xml.parse import Limits
from dcc.xml.plan import descriptions
from tests.corpora import documents
from tests.documents import REAL, long_lists, minimal, quantity, result
from tests.xml.canonical import canonical
from tests.xml.test_round_trips import CERTIFICATES, quantities_in, schema_of_quantities
from tests.xsd import generate

XSI = "http://www.w3.org/2001/XMLSchema-instance"


def both_ways(data: bytes) -> Any:
    """The JSON of a document, which comes back from it in canonical form as it was."""
    certificate = dcc.read(data)
    text = write_json(certificate)
    again = read_json(text)
    assert again == certificate
    assert canonical(dcc.write(again)) == canonical(data)
    assert from_json(to_json(certificate)) == certificate
    return json.loads(text)


# --- round trips ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.name)
def test_a_certificate_of_the_corpora_comes_back_from_json_alike(path: Path) -> None:
    both_ways(path.read_bytes())


@pytest.mark.parametrize("path", documents("dsi"), ids=lambda path: path.name)
def test_a_quantity_of_the_digital_si_comes_back_from_json_alike(path: Path) -> None:
    """In a certificate that holds all of the file's, for JSON is made of certificates."""
    valid = [element for element in quantities_in(path) if schema_of_quantities().validate(element)]
    quantities = [etree.tostring(element, encoding="unicode") for element in valid]
    both_ways(minimal(results=result("".join(map(in_a_quantity, quantities)))))


def in_a_quantity(text: str) -> str:
    """A quantity of the Digital SI where a certificate has a place for it."""
    for kind in ("realList", "complexList"):  # which stand in si:list or si:hybrid only
        if re.match(f"<([a-z]+:)?{kind}[ >]", text):
            text = f"<si:list>{text}</si:list>"
    return quantity(text)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_whole_language_comes_back_from_json_alike(version: str) -> None:
    for data in generate.generate(version):
        both_ways(data)


NOTED = {
    "a stylesheet": minimal().replace(b"?>\n", b'?>\n<?xml-stylesheet href="a.xsl"?>\n<?b?>', 1),
    "two prefixes for one namespace": minimal()
    .replace(b"xmlns:dcc=", b'xmlns="https://ptb.de/dcc" xmlns:dcc=', 1)
    .replace(b"dcc:city>", b"city>"),
    "a type stated at a value": minimal().replace(
        b"<dcc:release>", f'<dcc:release xmlns:xsi="{XSI}" xsi:type="dcc:notEmptyStringType">'.encode()
    ),
    "a namespace declared at the second of two values": minimal(
        results=result(
            '<dcc:quantity><dcc:measurementMetaData><dcc:metaData><dcc:norm>a</dcc:norm><norm xmlns="https://ptb'
            '.de/dcc">b</norm></dcc:metaData></dcc:measurementMetaData></dcc:quantity>'
        )
    ),
    "another order of administrative data": (
        minimal().replace(
            b"<dcc:dccSoftware>", b"<dcc:statements><dcc:statement/></dcc:statements><dcc:dccSoftware>"
        )
    ),
    "a namespace at one of several cities": minimal().replace(
        b"<dcc:city>Otherville</dcc:city>",
        b'<dcc:city>A</dcc:city><dcc:city xmlns:u="urn:u">B</dcc:city><dcc:state>C</dcc:state>',
    ),
}


@pytest.mark.parametrize("data", NOTED.values(), ids=NOTED.keys())
def test_how_a_document_was_written_is_kept_too(data: bytes) -> None:
    both_ways(data)


# --- the shape -------------------------------------------------------------------------------------


def test_numbers_are_texts_with_their_digits() -> None:
    data = minimal(results=result(quantity(REAL.replace("20.012", "306").replace("0.015", "0.020"))))
    text = json.dumps(both_ways(data))
    assert '"value": "306"' in text
    assert '"valueExpandedMU": "0.020"' in text


def test_attributes_and_elements_are_keys_and_what_is_repeated_is_a_list() -> None:
    value = both_ways(minimal())
    assert list(value) == ["schemaVersion", "administrativeData", "measurementResults", "asWritten"]
    core = value["administrativeData"]["coreData"]
    assert core["usedLangCodeISO639_1"] == ["en"]
    assert core["performanceLocation"] == {"text": "laboratory"}
    (item,) = value["administrativeData"]["items"]["item"]
    assert item["name"] == {"content": [{"lang": "en", "text": "Thermometer"}]}


def test_what_stands_in_any_order_is_a_list_of_objects_with_one_key() -> None:
    location = b"<dcc:street>S</dcc:street><dcc:city>C</dcc:city><dcc:street>T</dcc:street>"
    data = minimal().replace(b"<dcc:city>Otherville</dcc:city>", location)
    value = both_ways(data)["administrativeData"]["customer"]["location"]
    assert value == {"content": [{"street": "S"}, {"city": "C"}, {"street": "T"}]}


@pytest.mark.parametrize(
    ("written", "value"), [("true", True), ("false", False), ("1", "1"), ("0", "0"), (" true ", " true ")]
)
def test_truth_is_true_or_false_unless_the_document_spells_it_otherwise(written: str, value: object) -> None:
    data = minimal().replace(b"<dcc:mainSigner>true<", f"<dcc:mainSigner>{written}<".encode())
    (person,) = both_ways(data)["administrativeData"]["respPersons"]["respPerson"]
    assert person["mainSigner"] == value
    assert type(person["mainSigner"]) is type(value)


def test_a_long_list_is_one_text() -> None:
    text = json.dumps(both_ways(long_lists(1000)))
    assert '"valueXMLList": "20.0000000 20.0000130 ' in text


def test_foreign_xml_is_the_text_of_one_element() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>'
    value = both_ways(minimal(results=result(f"<dcc:formula><dcc:mathml>{math}</dcc:mathml></dcc:formula>")))
    (measured,) = value["measurementResults"]["measurementResult"]
    (item,) = measured["results"]["result"][0]["data"]["content"]
    assert item["formula"]["mathml"]["element"].startswith("<math xmlns=")


def test_the_namespaces_of_the_document_stand_apart() -> None:
    value = both_ways(minimal())
    assert value["asWritten"] == {"namespaces": {"dcc": "https://ptb.de/dcc", "si": "https://ptb.de/si"}}
    del value["asWritten"]
    assert canonical(dcc.write(from_json(value))) == canonical(minimal())


def test_json_is_indented_utf_8() -> None:
    text = write_json(dcc.read(minimal(name="<dcc:content>温度计</dcc:content>")))
    assert "温度计".encode() in text
    assert text.startswith(b'{\n "schemaVersion": "3.3.0",\n')
    assert text.endswith(b"}\n")


@pytest.mark.parametrize("version", VERSIONS)
def test_no_two_parts_share_a_key(version: str) -> None:
    for cls in descriptions():
        keys = keys_of(cls, version)
        fields = [part.field for part in keys.values()]
        assert len(fields) == len(set(fields)), cls
        assert "asWritten" not in keys
        choices = choices_of(cls, version)
        assert len(choices) == len({part.type for part in choices.values()}), cls


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_every_encoding_of_unicode(encoding: str) -> None:
    certificate = dcc.read(minimal(name="<dcc:content>温度计</dcc:content>"))
    assert read_json(write_json(certificate).decode().encode(encoding)) == certificate


def test_foreign_xml_means_its_characters_whatever_encoding_it_declares() -> None:
    value = to_json(dcc.read(minimal()))
    value["comment"] = {"elements": ["<?xml version='1.0' encoding='ISO-8859-1'?><a>é温</a>"]}
    certificate = from_json(value)
    assert "<a>é温</a>".encode() in dcc.write(certificate)


# --- mistakes in JSON --------------------------------------------------------------------------------

VALID = to_json(dcc.read(minimal()))
Change = Callable[[Any], object]


def item_of(value: Any) -> Any:
    return value["administrativeData"]["items"]["item"][0]


def data_of(value: Any) -> Any:
    return value["measurementResults"]["measurementResult"][0]["results"]["result"][0]["data"]


def real_of(value: Any) -> Any:
    return data_of(value)["content"][0]["quantity"]["real"]


DATA = "$.measurementResults.measurementResult[0].results.result[0].data"
QUANTITY = f"{DATA}.content[0].quantity"
ITEM = "$.administrativeData.items.item[0]"

MISTAKES: dict[str, tuple[Change, str, str, str]] = {
    "an unknown key": (
        lambda v: item_of(v).update(colour="red"),
        "JSON-UNKNOWN-KEY",
        f"{ITEM}.colour",
        "colour is not known here in DCC 3.3.0",
    ),
    "a misspelt key": (
        lambda v: item_of(v).update(modell="M"),
        "JSON-UNKNOWN-KEY",
        f"{ITEM}.modell",
        "; model is",
    ),
    "a key with a prefix": (
        lambda v: item_of(v).update({"dcc:model": "M"}),
        "JSON-UNKNOWN-KEY",
        f"{ITEM}.dcc:model",
        "dcc:model",
    ),
    "a key of another version": (
        lambda v: item_of(v).update(descriptionData=[]),
        "JSON-UNKNOWN-KEY",
        f"{ITEM}.descriptionData",
        "DCC 3.3.0",
    ),
    "a missing key": (lambda v: item_of(v).pop("name"), "JSON-MISSING", ITEM, "the key name is missing"),
    "a missing text": (
        lambda v: item_of(v).update(name={"content": [{"lang": "en"}]}),
        "JSON-MISSING",
        f"{ITEM}.name.content[0]",
        "the key text is missing",
    ),
    "a number": (lambda v: real_of(v).update(value=306.0), "JSON-NUMBER", f"{QUANTITY}.real.value", "306.0"),
    "a whole number": (
        lambda v: real_of(v).update(value=306),
        "JSON-NUMBER",
        f"{QUANTITY}.real.value",
        "306",
    ),
    "a number where a word belongs": (
        lambda v: item_of(v).update(model=12),
        "JSON-NUMBER",
        f"{ITEM}.model",
        "12 is a JSON number",
    ),
    "not a number": (
        lambda v: real_of(v).update(value=float("nan")),
        "JSON-NUMBER",
        f"{QUANTITY}.real.value",
        "nan",
    ),
    "null": (lambda v: item_of(v).update(model=None), "JSON-VALUE", f"{ITEM}.model", "null"),
    "truth where a text belongs": (
        lambda v: item_of(v).update(model=True),
        "JSON-VALUE",
        f"{ITEM}.model",
        "true or false stands where a text belongs",
    ),
    "a text where an object belongs": (
        lambda v: item_of(v).update(name="Thermometer"),
        "JSON-VALUE",
        f"{ITEM}.name",
        "a text stands where an object belongs",
    ),
    "an object where a list belongs": (
        lambda v: v["administrativeData"]["items"].update(item={}),
        "JSON-VALUE",
        "$.administrativeData.items.item",
        "an object stands where a list belongs",
    ),
    "a list where an object belongs": (
        lambda v: item_of(v).update(identifications=[]),
        "JSON-VALUE",
        f"{ITEM}.identifications",
        "a list stands where an object belongs",
    ),
    "a list of numbers": (
        lambda v: data_of(v)["content"][0]["quantity"].update(charsXMLList=[1, 2]),
        "JSON-VALUE",
        f"{QUANTITY}.charsXMLList",
        "a list stands where a text belongs",
    ),
    "an item that does not say what it is": (
        lambda v: data_of(v)["content"].append({}),
        "JSON-VALUE",
        f"{DATA}.content[1]",
        "an object with one key",
    ),
    "an item that is two things": (
        lambda v: data_of(v)["content"][0].update(text={}),
        "JSON-VALUE",
        f"{DATA}.content[0]",
        "an object with one key",
    ),
    "an item of an unknown kind": (
        lambda v: data_of(v)["content"].append({"quantities": {}}),
        "JSON-UNKNOWN-KEY",
        f"{DATA}.content[1].quantities",
        "; quantity is",
    ),
    "XML that is none": (
        lambda v: data_of(v)["content"].append({"xml": {"element": "<a>"}}),
        "JSON-VALUE",
        f"{DATA}.content[1].xml.element",
        "not one element of XML",
    ),
    "half a character": (
        lambda v: item_of(v).update(model="K\ud834"),
        "JSON-VALUE",
        f"{ITEM}.model",
        "holds U+D834, a character XML has no form for",
    ),
    "a control character": (
        lambda v: real_of(v).update(value="1\x002"),
        "JSON-VALUE",
        f"{QUANTITY}.real.value",
        "holds U+0000",
    ),
    "a control character between words": (
        lambda v: data_of(v).update(refType="a\x1fb"),
        "JSON-VALUE",
        f"{DATA}.refType",
        "holds U+001F",
    ),
    "a number too long to quote": (
        lambda v: real_of(v).update(value=10**3000),
        "JSON-NUMBER",
        f"{QUANTITY}.real.value",
        f"1{'0' * 58}… is a JSON number",
    ),
    "XML with a document type": (
        lambda v: v.update(comment={"elements": ["<!DOCTYPE a><a/>"]}),
        "JSON-VALUE",
        "$.comment.elements[0]",
        "document type",
    ),
    "no version": (lambda v: v.pop("schemaVersion"), "VERSION-UNSUPPORTED", "$.schemaVersion", "(none)"),
    "a version to come": (
        lambda v: v.update(schemaVersion="4.0.0"),
        "VERSION-UNSUPPORTED",
        "$.schemaVersion",
        "4.0.0",
    ),
    "a version that is no text": (
        lambda v: v.update(schemaVersion=["3.3.0"]),
        "VERSION-UNSUPPORTED",
        "$.schemaVersion",
        "(none)",
    ),
    "how it was written as a text": (
        lambda v: v.update(asWritten="as usual"),
        "JSON-VALUE",
        "$.asWritten",
        "a text stands where an object belongs",
    ),
    "an unknown note on how it was written": (
        lambda v: v.update(asWritten={"colour": "red"}),
        "JSON-UNKNOWN-KEY",
        "$.asWritten.colour",
        "colour",
    ),
    "a note for texts on an object": (
        lambda v: v.update(asWritten={"position": 0}),
        "JSON-UNKNOWN-KEY",
        "$.asWritten.position",
        "position is not known here",
    ),
    "a note for objects on a text": (
        lambda v: real_of(v).update(asWritten={"texts": [{"key": "value", "position": 0, "order": []}]}),
        "JSON-UNKNOWN-KEY",
        f"{QUANTITY}.real.asWritten.texts[0].order",
        "order is not known here",
    ),
    **{
        f"what cannot be written: {message}": (
            lambda v, key=key, value=value: v["measurementResults"].update(asWritten={key: value}),
            "JSON-VALUE",
            "$.measurementResults.asWritten",
            message,
        )
        for key, value, message in (
            ("namespaces", {"a b": "urn:a"}, "'a b' is no prefix"),
            ("namespaces", {'a="urn:a" b': "urn:b"}, "is no prefix"),
            ("attributes", {"a b": "x"}, "is no attribute of XML Schema instances"),
            ("instructions", ["xml version='1.0'"], "is no processing instruction"),
        )
    },
    "an instruction that is no text": (
        lambda v: v.update(asWritten={"instructions": [True]}),
        "JSON-VALUE",
        "$.asWritten.instructions[0]",
        "true or false stands where a text belongs",
    ),
    "no prefix": (
        lambda v: v.update(asWritten={"prefix": None}),
        "JSON-VALUE",
        "$.asWritten.prefix",
        "null stands where a text belongs",
    ),
    "a position beyond any text": (
        lambda v: real_of(v).update(asWritten={"texts": [{"key": "value", "position": 10**9}]}),
        "JSON-VALUE",
        f"{QUANTITY}.real.asWritten.texts[0].position",
        "counted from 0",
    ),
    "a namespace that is no text": (
        lambda v: v.update(asWritten={"namespaces": {"dcc": 1}}),
        "JSON-VALUE",
        "$.asWritten.namespaces.dcc",
        "a number stands where a text belongs",
    ),
    "an order of unknown keys": (
        lambda v: v["administrativeData"].update(asWritten={"order": ["colour"]}),
        "JSON-UNKNOWN-KEY",
        "$.administrativeData.asWritten.order[0]",
        "colour",
    ),
    "a note on a text nowhere": (
        lambda v: real_of(v).update(asWritten={"texts": [{"key": "value", "position": "first"}]}),
        "JSON-VALUE",
        f"{QUANTITY}.real.asWritten.texts[0].position",
        "position",
    ),
}


@pytest.mark.parametrize(("change", "code", "place", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_json_is_named_with_its_place(
    change: Change, code: str, place: str, message: str
) -> None:
    value = copy.deepcopy(VALID)
    change(value)
    for attempt in (lambda: from_json(value), lambda: read_json(json.dumps(value).encode())):
        with pytest.raises(dcc.DocumentError) as refusal:
            attempt()
        (finding,) = refusal.value.findings
        assert (finding.code, finding.location.key) == (code, place)
        assert message.lower() in finding.message.lower()
        assert finding.hint


BROKEN = {
    "nothing": (b"", "JSON-MALFORMED"),
    "XML": (minimal(), "JSON-MALFORMED"),
    "cut off": (write_json(dcc.read(minimal()))[:-20], "JSON-MALFORMED"),
    "a comma too many": (b'{"schemaVersion": "3.3.0",}', "JSON-MALFORMED"),
    "no text": (b'{"schemaVersion": "\xff"}', "JSON-MALFORMED"),
    "a list": (b"[]", "JSON-VALUE"),
    "a number": (b"306", "JSON-VALUE"),
    "null": (b"null", "JSON-VALUE"),
    "a key twice": (b'{"schemaVersion": "3.3.0", "schemaVersion": "3.3.0"}', "JSON-DUPLICATE-KEY"),
    "a million lists in each other": (b"[" * 1_000_000 + b"]" * 1_000_000, "JSON-TOO-LARGE"),
}


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_certificate_in_json_is_refused_with_a_finding(data: bytes, code: str) -> None:
    with pytest.raises(dcc.DocumentError) as refusal:
        read_json(data)
    (finding,) = refusal.value.findings
    assert finding.code == code
    assert finding.hint


def test_a_slip_in_json_is_named_with_line_and_column() -> None:
    with pytest.raises(dcc.DocumentError) as refusal:
        read_json(b'{\n "a": 1,\n "b" 2}')
    location = refusal.value.findings[0].location
    assert (location.line, location.column) == (3, 6)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1, "b": {"c": [{}, {"d": {}, "e": 0, "d": 1}]}}', "$.b.c[1].d"),
        ('{"a": {"b": 1, "b": 2}, "c": {"d": 1, "d": 2}}', "$.a.b"),
        ('{"a": {"b": 1, "b": 2}, "a": 1}', "$.a"),
        ("{" + "".join(f'"{i}": 0, ' for i in range(100_000)) + '"99999": 0}', "$.99999"),
    ],
    ids=["deep", "two", "the outer one", "the last of many"],
)
def test_a_key_that_stands_twice_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(dcc.DocumentError, match="stands twice") as refusal:
        read_json(text.encode())
    (finding,) = refusal.value.findings
    assert (finding.code, finding.location.key) == ("JSON-DUPLICATE-KEY", place)


def test_more_values_than_the_cap_are_refused_unread() -> None:
    text = json.dumps({"schemaVersion": "3.3.0", "a": [[]] * 100})
    with pytest.raises(dcc.DocumentError, match="202 commas and brackets") as refusal:
        read_json(text.encode(), limits=Limits(size=16 * 101))
    assert refusal.value.findings[0].code == "JSON-TOO-LARGE"
    with pytest.raises(dcc.DocumentError) as refusal:
        read_json(text.encode(), limits=Limits(size=16 * 1000))
    assert refusal.value.findings[0].code == "JSON-UNKNOWN-KEY"


def test_a_position_with_more_digits_than_python_reads_is_refused() -> None:
    value = copy.deepcopy(VALID)
    value["asWritten"] = {"texts": [{"key": "comment", "position": 77}]}
    with pytest.raises(dcc.DocumentError, match="counted from 0"):
        read_json(json.dumps(value).replace("77", "7" * 5000).encode())


def test_an_order_is_kept_only_where_any_order_is_good() -> None:
    value = copy.deepcopy(VALID)
    value["asWritten"]["order"] = ["measurementResults", "administrativeData"]
    assert dcc.write(from_json(value)) == dcc.write(dcc.read(minimal()))


def test_more_bytes_than_the_cap_are_refused_unread() -> None:
    with pytest.raises(dcc.DocumentError) as refusal:
        read_json(b" " * 101, limits=Limits(size=100))
    assert refusal.value.findings[0].code == "JSON-TOO-LARGE"


def test_a_digit_that_would_be_lost_is_quoted_as_it_was_written() -> None:
    text = json.dumps(VALID).replace('"value": "20.012"', '"value": 306.00')
    with pytest.raises(dcc.DocumentError, match=r"306\.00 is a JSON number"):
        read_json(text.encode())


def test_what_is_nested_as_deep_as_xml_may_be_comes_back() -> None:
    data = minimal(results=result("<dcc:list>" * 244 + quantity(REAL) + "</dcc:list>" * 244))
    assert canonical(dcc.write(read_json(write_json(dcc.read(data))))) == canonical(data)
    with pytest.raises(dcc.DocumentError, match="nested"):
        dcc.read(minimal(results=result("<dcc:list>" * 250 + quantity(REAL) + "</dcc:list>" * 250)))


def test_json_nested_without_end_is_refused() -> None:
    value = copy.deepcopy(VALID)
    inner = data_of(value)["content"]
    for _ in range(2000):
        inner.append({"list": {"content": []}})
        inner = inner[-1]["list"]["content"]
    with pytest.raises(dcc.DocumentError) as refusal:
        from_json(value)
    assert refusal.value.findings[0].code == "JSON-TOO-LARGE"


def test_an_editors_pointer_to_the_schema_is_let_be() -> None:
    assert from_json({"$schema": "dcc.schema.json", **VALID}) == dcc.read(minimal())


def test_certificates_that_no_version_can_hold_are_refused_as_in_xml() -> None:
    certificate: Certificate = dcc.read(minimal())
    with pytest.raises(dcc.UsageError, match="cannot be written"):
        to_json(dataclasses.replace(certificate, schema_version="2.2.0"))
    with pytest.raises(dcc.DocumentError, match="has no place for issue_date"):
        to_json(dataclasses.replace(certificate, schema_version="3.1.2"))


def test_values_made_in_python_become_json_alike() -> None:
    certificate = from_json(VALID)
    (measurement,) = certificate.measurement_results.measurement_result
    assert measurement.as_written is None
    real = certificate.results[0].data.content[0].real
    assert isinstance(real, Real)
    assert isinstance(real.value, Number)
    (person,) = certificate.administrative_data.resp_persons.resp_person
    assert isinstance(person.main_signer, Boolean)
    assert isinstance(certificate.as_written, AsWritten)


def test_the_corpora_are_not_forgotten() -> None:
    assert bool(CERTIFICATES) == bool(documents("dcc"))


# --- any JSON at all --------------------------------------------------------------------------------

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Every key and index of a JSON value, with the object or list that has it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in pairs for place in ((value, key), *places_in(item))]


@given(st.data(), ANY_JSON)
def test_whatever_stands_somewhere_in_json_is_read_or_refused(data: st.DataObject, value: Any) -> None:
    document = copy.deepcopy(VALID)
    holder, key = data.draw(st.sampled_from(places_in(document)))
    holder[key] = value
    written = None
    with contextlib.suppress(dcc.DccError):
        certificate = from_json(document)
        written = dcc.write(certificate)
    if written is not None:
        assert dcc.read(written) == certificate

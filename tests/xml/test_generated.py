"""Certificates that nobody wrote: hypothesis makes them from the model, and each must come back alike.

The first test is for every day; the second does the same two thousand times and counts that, together, its
certificates used every element and attribute of the language.
"""

from __future__ import annotations

import functools
import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

import dcc
from dcc import schema
from dcc.exchange.json import read_json, to_json, write_json
from dcc.findings import has_errors
from dcc.xml.parse import parse, parse_values
from tests.corpora import CORPORA, PROJECT
from tests.strategies import certificates, ways
from tests.xml.canonical import canonical
from tests.xsd import generate

UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


@functools.cache
def json_schema() -> jsonschema.Draft202012Validator:
    path = PROJECT / "dcc" / "exchange" / "dcc.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))


def assert_comes_back(certificate: dcc.Certificate) -> bytes:
    """Valid, and the same after a round trip through XML and one through JSON; the XML."""
    data = dcc.write(certificate)
    root = parse(data)
    assert not has_errors(schema.check(root))
    if CORPORA.is_dir():
        assert not has_errors(schema.check(root, schema_dir=CORPORA / "official-xsd"))
    again = dcc.read(data)
    assert again == certificate
    assert dcc.write(again) == data
    from_json = read_json(write_json(again))
    assert from_json == certificate
    assert dcc.write(from_json) == data
    assert canonical(dcc.write(read_json(write_json(certificate)))) == canonical(data)
    return data


@settings(max_examples=50, suppress_health_check=UNHURRIED)
@given(certificates())
def test_a_generated_certificate_is_valid_and_comes_back_alike(certificate: dcc.Certificate) -> None:
    assert_comes_back(certificate)
    json_schema().validate(to_json(certificate))


@pytest.mark.slow
def test_two_thousand_generated_certificates_use_the_whole_language_and_come_back_alike() -> None:
    """Four by way of each element and attribute."""
    components = generate.load("3.3.0")
    unused = set(generate.uses(components))
    count = 0
    for way in ways():

        @settings(max_examples=4, suppress_health_check=UNHURRIED)
        @given(certificates(by_way_of=way))
        def each(certificate: dcc.Certificate) -> None:
            nonlocal count
            data = assert_comes_back(certificate)
            unused.difference_update(generate.used(parse_values(data), components))
            count += 1

        each()
    assert count >= 2000
    assert unused == set()

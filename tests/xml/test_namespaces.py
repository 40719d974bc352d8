"""However a document declares and uses its namespaces, it comes back alike from XML and from JSON."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

import pytest
from lxml import etree

import dcc
from dcc.exchange.json import read_json, write_json
from dcc.xml.names import DCC, SI
from tests.documents import minimal
from tests.xml.canonical import canonical
from tests.xsd import generate

FOREIGN = (
    '<dcc:comment><a b="c">t<q xmlns="urn:q"><d xmlns=""/></q></a>'
    '<x:y xmlns:x="urn:x">t<z><dcc:w/></z></x:y></dcc:comment>'
)


@functools.cache
def bases() -> list[etree._Element]:
    """Documents that use the whole oldest and newest languages, and one with XML of others."""
    whole = [document for version in ("2.4.0", "3.3.0") for document in generate.generate(version)]
    return [etree.fromstring(document) for document in (*whole, minimal(after=FOREIGN))]


def rewritten(element: etree._Element, rng: random.Random, scope: Mapping[str, str]) -> str:
    """``element`` with namespaces declared here and there, and prefixes taken from all that fit.

    ``scope``: the namespaces of the prefixes in force, that of the default namespace under the empty one.
    """
    declared: dict[str, str] = {}
    if rng.random() < 0.1:
        declared[rng.choice(("", "a", "b", "dcc", "si"))] = rng.choice((DCC, SI, "urn:u"))
    name = etree.QName(element)
    fitting = [p for p, uri in {"": "", **scope, **declared}.items() if uri == (name.namespace or "")]
    if not fitting:
        fitting = [f"n{len(scope)}" if name.namespace else ""]
        declared[fitting[0]] = name.namespace or ""
    scope = {**scope, **declared}
    prefix = rng.choice(fitting)
    tag = f"{prefix}:{name.localname}" if prefix else name.localname
    attributes = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in declared.items()}
    attributes.update((str(key), str(value)) for key, value in element.items())
    inside = escape(element.text or "") + "".join(
        rewritten(child, rng, scope) + escape(child.tail or "") for child in element
    )
    return (
        f"<{tag}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>{inside}</{tag}>"
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_document_with_other_prefixes_and_declarations_comes_back_alike(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 -- not a secret but a repeatable choice
    base = rng.choice(bases())
    data = rewritten(base, rng, {}).encode()
    assert [each.tag for each in etree.fromstring(data).iter()] == [each.tag for each in base.iter()]
    certificate = dcc.read(data)
    written = dcc.write(certificate)
    assert canonical(written) == canonical(data)
    assert dcc.write(read_json(write_json(certificate))) == written
    plain = dcc.read(etree.tostring(base))
    assert certificate.administrative_data.customer == plain.administrative_data.customer

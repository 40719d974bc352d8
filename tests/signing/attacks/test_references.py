"""References and transforms that leave out, exchange or hide what is signed."""

from __future__ import annotations

import pytest
from lxml import etree

from signing import Verdict
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
    cover,
)
from tests.signing.forge import (
    find,
    forged,
    fragment,
)
from tests.signing.world import (
    check,
    sealed,
    signatures,
    text,
    tree,
    world,
)


@pytest.mark.parametrize(
    "uri",
    ["file:///etc/passwd", "http://example.org/cert.xml", "cert.xml", "../cert.xml", "\\\\server\\share"],
)
def test_references_out_of_the_document_are_never_followed(uri: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']").set("URI", uri)

    assert_not_confirmed(forged(change), "SIG-EXTERNAL")


@pytest.mark.parametrize("uri", ["#xpointer(/*)", "#xpointer(id('signature-1'))", "#", "# x"])
def test_pointers_of_other_forms(uri: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']").set("URI", uri)

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_reference_to_nothing() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        del find(signature, "ds:SignedInfo/ds:Reference[@URI='']").attrib["URI"]

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"


XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"


XSLT_NAMESPACE = "http://www.w3.org/1999/XSL/Transform"


XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"


HIDING = {
    "XSLT": f'<ds:Transform Algorithm="{XSLT}"><x:stylesheet xmlns:x="{XSLT_NAMESPACE}" version="1.0">'
    '<x:template match="/"><nothing/></x:template></x:stylesheet></ds:Transform>',
    "XPath that selects nothing": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "false()</ds:XPath></ds:Transform>",
    "XPath that leaves out the results": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "not(ancestor-or-self::*[local-name()='measurementResults'])</ds:XPath></ds:Transform>",
    "XPath with an accepted beginning": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "not(ancestor-or-self::ds:Signature) and false()</ds:XPath></ds:Transform>",
    "Filter 2.0 that subtracts everything": f'<ds:Transform Algorithm="{FILTER2}">'
    f'<f:XPath xmlns:f="{FILTER2}" Filter="subtract">/descendant::*</f:XPath></ds:Transform>',
    "Filter 2.0 that intersects": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath xmlns:f="{FILTER2}" '
    'Filter="intersect">/descendant::ds:Signature</f:XPath></ds:Transform>',
    "Filter 2.0 with a second filter": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath xmlns:f="{FILTER2}" '
    f'Filter="subtract">/descendant::ds:Signature</f:XPath><f:XPath xmlns:f="{FILTER2}" Filter="subtract">'
    "/descendant::*</f:XPath></ds:Transform>",
    "Filter 2.0 whose prefix is bound to something else": f'<ds:Transform Algorithm="{FILTER2}">'
    f'<f:XPath xmlns:f="{FILTER2}" xmlns:s="https://ptb.de/dcc" Filter="subtract">/descendant::s:Signature'
    "</f:XPath></ds:Transform>",
    "Filter 2.0 that goes on after a processing instruction": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath '
    f'xmlns:f="{FILTER2}" Filter="subtract">/descendant::ds:Signature<?and more?> | /descendant::*</f:XPath>'
    "</ds:Transform>",
    "Filter 2.0 with a blank that is none to XPath": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath '
    f'xmlns:f="{FILTER2}" Filter="subtract">\N{NO-BREAK SPACE}/descendant::ds:Signature</f:XPath>'
    "</ds:Transform>",
    "base64": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
    "C14N with comments": '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"/>',
    "an enveloped transform with content": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#'
    'enveloped-signature"><ds:XPath>false()</ds:XPath></ds:Transform>',
}


@pytest.mark.parametrize("markup", HIDING.values(), ids=HIDING)
def test_transforms_that_could_hide_content(markup: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.replace(transforms[0], fragment(markup))

    result = assert_not_confirmed(forged(change), "SIG-REFERENCE")
    assert result.signed_xml is None


def test_prefixes_that_the_signer_lists_are_part_of_what_is_signed() -> None:
    declared = b' xmlns:unused="urn:unused"'
    root = tree(sealed().replace(b" schemaVersion=", declared + b" schemaVersion=", 1))
    signature = signatures(root)[0]
    transform = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")[1]
    name = "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
    etree.SubElement(transform, name, PrefixList="unused")
    bare = tree(text(root))
    bare.remove(signatures(bare)[0])
    octets = etree.tostring(
        bare.getroottree(), method="c14n", exclusive=True, inclusive_ns_prefixes=["unused"]
    )
    assert declared in octets
    cover(signature, octets, world().seal)
    assert check(text(root)).verdict is Verdict.PASSED
    assert_failed(text(root).replace(declared, b"", 1), "SIG-DIGEST")


@pytest.mark.parametrize("name", ["XSLT", "XPath that selects nothing", "base64"])
def test_a_transform_that_hides_content_after_the_canonicalization(name: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms").append(fragment(HIDING[name]))

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_the_document_without_leaving_out_its_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.remove(transforms[0])

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_canonicalization_of_signed_info_that_is_not_accepted() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        method = find(signature, "ds:SignedInfo/ds:CanonicalizationMethod")
        method.set("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_prefix_rebound_where_exclusive_canonicalization_does_not_see_it() -> None:
    rebound = sealed().replace(b"<filter2:XPath ", b'<filter2:XPath xmlns:ds="https://ptb.de/dcc" ', 1)
    assert rebound != sealed()
    assert_not_confirmed(rebound, "SIG-REFERENCE")

"""Documents that ask for as much work as their size allows: each shape has one thing in great numbers.

The place of the flood decides who must deal with it: schema, rules, reader, display, comparison, signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from dcc.xml.parse import DEFAULT_LIMITS
from tests.documents import REAL, minimal, quantity, result
from tests.xsd.generate import generate

Shape = Callable[[int], bytes]
"""Gives a document of about so many bytes."""

_SAMPLE = 100_000
_OTHER_ELEMENTS = 500
_HIGH = 200


def as_close_as_is_read(shape: Shape, size: int) -> bytes:
    """A document of the shape with as many elements and attributes as one of ``size`` bytes may have.

    What then lacks of the size is for ``filled`` to add, in blanks: they cost next to nothing.
    """
    sample = shape(_SAMPLE)
    elements = sample.count(b"<") - sample.count(b"</")
    most = DEFAULT_LIMITS.most_elements(size) - _OTHER_ELEMENTS
    return shape(min(size, most * len(sample) // max(elements, sample.count(b"="))))


def filled(document: bytes, size: int) -> bytes:
    return document + b" " * (size - len(document))


def _many(piece: str, size: int) -> str:
    """``piece`` with the numbers from 0 for its ``#``, as often as the size allows."""
    return "".join(_pieces(piece, size))


def _pieces(piece: str, size: int) -> Iterator[str]:
    for number in count():
        text = piece.replace("#", str(number))
        size -= len(text)
        if size < 0:
            return
        yield text


# --- places --------------------------------------------------------------------------------------------


def _in(slot: str, piece: str, *, start: str = "", end: str = "") -> Shape:
    """A flood in a slot of the minimal certificate."""
    return lambda size: minimal(**{slot: start + _many(piece, size) + end})


def _before(mark: str, piece: str, *, start: str = "", end: str = "") -> Shape:
    """A flood in front of what stands once in the minimal certificate."""

    def shape(size: int) -> bytes:
        flood = start + _many(piece, size) + end
        return minimal().replace(mark.encode(), (flood + mark).encode(), 1)

    return shape


def _in_comment(piece: str, *, start: str = "", end: str = "") -> Shape:
    """Where any elements may stand."""
    return _in("after", piece, start=f"<dcc:comment>{start}", end=f"{end}</dcc:comment>")


def _in_text(piece: str, *, start: str = "", end: str = "") -> Shape:
    """In a statement, where texts for people stand."""
    start = f"<dcc:statements><dcc:statement><dcc:declaration>{start}"
    return _in(
        "statements", piece, start=start, end=f"{end}</dcc:declaration></dcc:statement></dcc:statements>"
    )


def _in_content(piece: str) -> Shape:
    return _in_text(piece, start="<dcc:content>", end="</dcc:content>")


def _in_result(piece: str, *, start: str = "", end: str = "") -> Shape:
    return lambda size: minimal(results=result(start + _many(piece, size) + end))


def _in_list(piece: str) -> Shape:
    """In the values of a list."""
    start = "<dcc:quantity><si:realListXMLList><si:valueXMLList>"
    end = r"</si:valueXMLList><si:unitXMLList>\kelvin</si:unitXMLList></si:realListXMLList></dcc:quantity>"
    return _in_result(piece, start=start, end=end)


def _in_unit(piece: str) -> Shape:
    start = "<dcc:quantity><si:real><si:value>1</si:value><si:unit>"
    return _in_result(piece, start=start, end="</si:unit></si:real></dcc:quantity>")


def _on_quantity(name: str, piece: str) -> Shape:
    """In one attribute, a list of thousands of words."""
    return _in_result(piece, start=f'<dcc:quantity {name}="x ', end=f'x">{REAL}</dcc:quantity>')


def _on_root(piece: str) -> Shape:
    return _before(" schemaVersion=", piece)


def _real(value: str, unit: str) -> str:
    return f"<si:real><si:value>{value}</si:value><si:unit>{unit}</si:unit></si:real>"


def _named(element: str, inside: str = "", attributes: str = "") -> str:
    name = "<dcc:name><dcc:content>N #</dcc:content></dcc:name>"
    return f"<dcc:{element}{attributes}>{name}{inside}</dcc:{element}>"


_SIXTY_PREFIXES = "".join(f' xmlns:p{n}="urn:{n}"' for n in range(60))

# --- shapes that no row can say ------------------------------------------------------------------------


def _nested_prefixes(size: int) -> bytes:
    """As many prefixes in force as may be, and names that use the first of them."""
    levels = range(0, 58, 2)
    opened = "".join(f'<p{n}:a xmlns:p{n}="urn:{n}" xmlns:p{n + 1}="urn:{n}">' for n in levels)
    closed = "".join(f"</p{n}:a>" for n in reversed(levels))
    return _in_comment("<p0:b/>", start=opened, end=closed)(size)


def _hybrid(size: int) -> bytes:
    lists = (
        f"<si:realListXMLList><si:valueXMLList>{_many('2#.5 ', size // 2)}</si:valueXMLList>"
        f"<si:unitXMLList>{unit}</si:unitXMLList></si:realListXMLList>"
        for unit in (r"\degreecelsius", r"\kelvin")
    )
    return minimal(results=result(quantity(f"<si:hybrid>{''.join(lists)}</si:hybrid>")))


def _languages(size: int) -> bytes:
    used = _many("<dcc:usedLangCodeISO639_1>a#</dcc:usedLangCodeISO639_1>", size // 2)
    names = _many('<dcc:content lang="a#">x</dcc:content>', size // 2)
    one = "<dcc:mandatoryLangCodeISO639_1>en</dcc:mandatoryLangCodeISO639_1>"
    return minimal(languages=used + one, name=names)


def _languages_and_texts(size: int) -> bytes:
    one = "<dcc:usedLangCodeISO639_1>en</dcc:usedLangCodeISO639_1>"
    wanted = _many("<dcc:mandatoryLangCodeISO639_1>a#</dcc:mandatoryLangCodeISO639_1>", size // 2)
    text = '<dcc:declaration><dcc:content lang="en">x</dcc:content></dcc:declaration>'
    texts = _many(f"<dcc:statement>{text}</dcc:statement>", size // 2)
    return minimal(languages=one + wanted, statements=f"<dcc:statements>{texts}</dcc:statements>")


def _all_to_all(size: int) -> bytes:
    """Each of a thousand quantities refers to as many others as there is room for."""
    words = " ".join(f"q{n}" for n in range(max(1, (size // 1000 - 600) // 5)))
    return _in_result(f'<dcc:quantity id="q#" refId="{words}">{REAL}</dcc:quantity>')(size)


def _old_with_signatures(size: int) -> bytes:
    old, end = next(generate("2.4.0")), b"</dcc:digitalCalibrationCertificate>"
    return old.replace(end, _many(f'<ds:Signature xmlns:ds="{_DS}"/>x', size).encode() + end)


# --- signatures that nobody could have made by signing -------------------------------------------------

_DS = "http://www.w3.org/2000/09/xmldsig#"
_XADES = "http://uri.etsi.org/01903/v1.3.2#"
_METHODS = (
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
)
_DIGEST = (
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>"
)
_START = f'<ds:Signature xmlns:ds="{_DS}" xmlns:xades="{_XADES}" Id="s">'
_END = "</ds:Signature>"
_TO_DOCUMENT = f'<ds:Reference URI="">{_DIGEST}'
_TO_PROPERTIES = f'<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#p">{_DIGEST}'
_VALUE = "</ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue>"
_INFO = f"<ds:SignedInfo>{_METHODS}{_TO_DOCUMENT}{_TO_PROPERTIES}{_VALUE}"


def _in_signature(piece: str, *, start: str = "", end: str = "") -> Shape:
    return _in("after", piece, start=_START + _INFO + start, end=end + _END)


def _in_info(piece: str, *, start: str = "", end: str = "") -> Shape:
    start = f"{_START}<ds:SignedInfo>{_METHODS}{start}"
    return _in("after", piece, start=start, end=end + _VALUE + _END)


def _unsigned(piece: str, *path: str) -> Shape:
    """A flood among the unsigned properties, in elements within elements."""
    opened = "".join(
        f"<xades:{name}>" for name in ("UnsignedProperties", "UnsignedSignatureProperties", *path)
    )
    closed = "".join(f"</{each}>" for each in reversed(opened[1:-1].split("><")))
    start = f'<ds:Object><xades:QualifyingProperties Target="#s"><xades:SignedProperties Id="p"/>{opened}'
    return _in_signature(piece, start=start, end=f"{closed}</xades:QualifyingProperties></ds:Object>")


_EMPTY_SIGNATURE = f'<ds:Signature xmlns:ds="{_DS}"/>'

SIGNATURES: dict[str, Shape] = {
    "signatures": _in("after", _START + _END),
    "signatures with texts": _in("after", f"{_EMPTY_SIGNATURE}x"),
    "signatures misplaced": _in("results", _EMPTY_SIGNATURE),
    "signatures on an old version": _old_with_signatures,
    "signatures deep": _in("after", "<ds:Signature>" * 50 + _END * 50, start=_START, end=_END),
    "references of a signature": _in_info(f'<ds:Reference URI="#i#">{_DIGEST}'),
    "transforms": _in_info(
        "<ds:Transform/>", start='<ds:Reference URI=""><ds:Transforms>', end="</ds:Transforms>" + _DIGEST
    ),
    "objects": _in_signature("<ds:Object/>"),
    "object with children": _in_signature("<a/>", start="<ds:Object>", end="</ds:Object>"),
    "parts of a signature": _in_signature("<ds:x#/>"),
    "texts in a signature": _in_signature("x<!--y-->"),
    "instructions in a signature": _in_signature("<?x?>"),
    "certificates in a signature": _in_signature(
        "<ds:X509Certificate>AAAA</ds:X509Certificate>",
        start="<ds:KeyInfo><ds:X509Data>",
        end="</ds:X509Data></ds:KeyInfo>",
    ),
    "names of keys": _in_signature("<ds:KeyName>a</ds:KeyName>", start="<ds:KeyInfo>", end="</ds:KeyInfo>"),
    "properties": _in_signature("<xades:QualifyingProperties/>", start="<ds:Object>", end="</ds:Object>"),
    "unsigned properties": _unsigned("<xades:SignatureTimeStamp/>"),
    "unsigned properties, foreign": _unsigned('<a xmlns="urn:#"/>'),
    "timestamps": _unsigned(
        "<xades:EncapsulatedTimeStamp>AAAA</xades:EncapsulatedTimeStamp>", "SignatureTimeStamp"
    ),
    "values of certificates": _unsigned(
        "<xades:EncapsulatedX509Certificate>AAAA</xades:EncapsulatedX509Certificate>", "CertificateValues"
    ),
    "revocation lists": _unsigned(
        "<xades:EncapsulatedCRLValue>AAAA</xades:EncapsulatedCRLValue>", "RevocationValues", "CRLValues"
    ),
    "countersignatures": _unsigned("<xades:CounterSignature><ds:Signature/></xades:CounterSignature>"),
    "countersignatures in one": _unsigned("<ds:Signature/>", "CounterSignature"),
}

CONTENTS: dict[str, Shape] = {
    "results": _in("results", result(quantity(REAL), name="Point #")),
    "children of the root": _in("after", "<a/>"),
    "children of results": _in("results", "<dcc:result/>"),
    "children of a text": _in_text("<dcc:content/>"),
    "files": _in_text("<dcc:file/>"),
    "formulas": _in_text("<dcc:formula><dcc:mathml/></dcc:formula>"),
    "quantities": _in_result(quantity(REAL)),
    "quantities, empty": _in_result("<dcc:quantity/>"),
    "quantities, short": _in_result(quantity(_real("#", r"\metre"))),
    "quantities, all unlike": _in_result(_named("quantity", _real("#", r"\metre"), ' refType="a_#"')),
    "quantities of text": _in_result(
        quantity("<dcc:noQuantity><dcc:content>x</dcc:content></dcc:noQuantity>")
    ),
    "lists": _in_result("<dcc:list/>"),
    "lists of one": _in_result(f"<dcc:list>{quantity(REAL)}</dcc:list>"),
    "lists in lists": _in_result(quantity(REAL), start="<dcc:list>" * 100, end="</dcc:list>" * 100),
    "foreign, without namespace": _in_comment("<a/>"),
    "foreign, all unlike": _in_comment("<a#/>"),
    "foreign, in namespaces": _in_comment('<a xmlns="urn:#"/>'),
    "foreign, in results": _in("results", '<a xmlns="urn:#"/>'),
    "attributes": _in_comment('<a b="" c="" d="" e="" f=""/>'),
    "attributes by the hundred": _in_comment("<a " + " ".join(f"a{n}=''" for n in range(200)) + "/>"),
    "attributes on one": _on_root(' a#=""'),
    "attribute, long": _on_quantity("refType", "x"),
    "ids": _in("results", '<dcc:result id="i#"/>'),
    "ids, twice": _in("results", '<dcc:result id="i"/>'),
    "ids, foreign": _in_comment('<a xml:id="i#" Id="j#"/>'),
    "references": _in_result(f'<dcc:quantity id="q#" refId="q0 q# q1#">{REAL}</dcc:quantity>'),
    "references, dangling": _in("results", '<dcc:result refId="i#"/>'),
    "references in one": _on_quantity("refId", "i# "),
    "references, all to all": _all_to_all,
    "types of references": _on_quantity("refType", "basic_i# "),
    "prefixes on the root": _on_root(' xmlns:p#="urn:#"'),
    "prefixes on each": _in_comment('<p#:a xmlns:p#="urn:x"/>'),
    "prefixes, again and again": _in_comment('<p:a xmlns:p="urn:#"/>'),
    "prefixes, nested": _nested_prefixes,
    "prefixes, again under many": _in_comment(
        '<a xmlns:p1="urn:#"/>', start=f"<b{_SIXTY_PREFIXES}>", end="</b>"
    ),
    "prefixes, again beside many": _before(
        "</dcc:digitalCalibrationCertificate>",
        '<a xmlns:p1="urn:#"/>',
        start=f"<dcc:comment{_SIXTY_PREFIXES}>",
        end="</dcc:comment>",
    ),
    "prefix, long": _in_comment(f'<a xmlns:{"p" * 1000}="urn:x"/>'),
    "namespace, long": _in_comment("<a:b/>", start=f'<x xmlns:a="urn:{"y" * 4000}">', end="</x>"),
    "depth": _in_comment("<a>" * _HIGH + "</a>" * _HIGH),
    "texts": _in_text("x<dcc:content/>"),
    "texts, foreign": _in_comment("x<a/>"),
    "text, long": _in_content("x"),
    "text of entities": _in_content("&amp;"),
    "text of lines": _in_content("x\n"),
    "text of sections": _in_content("<![CDATA[x]]>"),
    "blanks": _in("results", " ", start=result(), end=result()),
    "comments": _in("results", "<!---->"),
    "comments in a text": _in_content("x<!---->"),
    "comments in numbers": _in_list("1<!---->"),
    "instructions": _in("results", "<?a?>"),
    "instructions in a text": _in_content("x<?a?>"),
    "languages": _languages,
    "languages and texts": _languages_and_texts,
    "languages, twice": _in_text('<dcc:content lang="en">x</dcc:content>'),
    "numbers": _in_list("1 "),
    "numbers, long": _in_list("1" * 1000 + ".5 "),
    "numbers, huge": _in_list("1e99999# "),
    "numbers, bad": _in_list("x "),
    "hybrid": _hybrid,
    "hybrid of many": _in_result(
        "<si:realListXMLList><si:valueXMLList>1 2</si:valueXMLList>"
        r"<si:unitXMLList>\metre</si:unitXMLList></si:realListXMLList>",
        start="<dcc:quantity><si:hybrid>",
        end="</si:hybrid></dcc:quantity>",
    ),
    "units": _in_result(quantity(_real("1", r"\metre\tothe{#}"))),
    "units, bad": _in_result(quantity(_real("1", r"\meter#"))),
    "unit, long": _in_unit(r"\metre"),
    "unit, divided": _in_unit(r"\per\metre"),
    "verdicts": _in_result(
        "pass ",
        start=f"<dcc:quantity>{REAL}<dcc:measurementMetaData><dcc:metaData><dcc:conformityXMLList>",
        end="</dcc:conformityXMLList></dcc:metaData></dcc:measurementMetaData></dcc:quantity>",
    ),
    "persons": _in(
        "persons",
        "<dcc:respPerson><dcc:person><dcc:name><dcc:content>P #</dcc:content></dcc:name></dcc:person>"
        "<dcc:mainSigner>true</dcc:mainSigner></dcc:respPerson>",
    ),
    "software": _before("</dcc:dccSoftware>", _named("software", "<dcc:release>1</dcc:release>")),
    "identifications": _before(
        "</dcc:identifications>",
        "<dcc:identification><dcc:issuer>customer</dcc:issuer><dcc:value>#</dcc:value></dcc:identification>",
    ),
    "methods": _before(
        "<dcc:results>",
        _named("usedMethod", attributes=' id="m#"'),
        start="<dcc:usedMethods>",
        end="</dcc:usedMethods>",
    ),
    "conditions": _before(
        "<dcc:results>",
        _named("influenceCondition", f"<dcc:data>{quantity(REAL)}</dcc:data>"),
        start="<dcc:influenceConditions>",
        end="</dcc:influenceConditions>",
    ),
    "measurement results": _before(
        "</dcc:measurementResults>", _named("measurementResult", f"<dcc:results>{result()}</dcc:results>")
    ),
}
"""Shapes of the content; most can be signed."""

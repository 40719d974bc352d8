"""Documents that ask for as much work as their size allows: each shape has one thing in great numbers.

Every shape is a document of about the size asked for. Most are well-formed certificates with a flood in one
place; the place decides who must deal with it: schema, rules, reader, display, comparison or signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from dcc.xml.parse import DEFAULT_LIMITS
from tests.documents import REAL, minimal, quantity, result
from tests.xsd.generate import generate

Shape = Callable[[int], bytes]
"""Gives a document of about so many bytes."""

_DS = "http://www.w3.org/2000/09/xmldsig#"
_XADES = "http://uri.etsi.org/01903/v1.3.2#"
_DEEPEST = 200


def as_close_as_is_read(shape: Shape, size: int) -> bytes:
    """A document of the shape with as many elements and attributes as one of ``size`` bytes may have.

    What then lacks of the size is for ``filled`` to add, in blanks: they cost next to nothing.
    """
    sample = shape(_SAMPLE)
    elements = sample.count(b"<") - sample.count(b"</")
    most = DEFAULT_LIMITS.most_elements(size) - _ELEMENTS_OF_OTHERS
    return shape(min(size, most * len(sample) // max(elements, sample.count(b"="))))


def filled(document: bytes, size: int) -> bytes:
    return document + b" " * (size - len(document))


_SAMPLE = 100_000
_ELEMENTS_OF_OTHERS = 500


def _many(piece: str, size: int) -> str:
    """``piece`` with the numbers from 0 for its ``#``, as often as the size allows."""
    return "".join(_pieces(piece, size))


def _pieces(piece: str, size: int) -> Iterator[str]:
    for number in count():
        text = piece.replace("#", str(number)).replace("&cr;", "&#13;")
        size -= len(text)
        if size < 0:
            return
        yield text


def _in_foreign(piece: str) -> Shape:
    """A flood in the comment of a certificate, where any elements may stand."""
    return lambda size: _commented(_many(piece, size))


def _commented(inside: str) -> bytes:
    return minimal(after=f"<dcc:comment>{inside}</dcc:comment>")


def _in_root(piece: str) -> Shape:
    return lambda size: minimal(after=_many(piece, size))


def _in_text(piece: str, *, start: str = "", end: str = "") -> Shape:
    """A flood in the statements of the certificate, in a text for people."""
    return lambda size: minimal(
        statements=f"<dcc:statements><dcc:statement><dcc:declaration>{start}{_many(piece, size)}{end}"
        "</dcc:declaration></dcc:statement></dcc:statements>"
    )


def _in_results(piece: str) -> Shape:
    return lambda size: minimal(results=_many(piece, size))


def _in_result(piece: str, *, before: str = "", behind: str = "") -> Shape:
    return lambda size: minimal(results=result(before + _many(piece, size) + behind))


def _as_attribute(name: str, piece: str) -> Shape:
    """One attribute of a quantity with a list of thousands of words."""
    return lambda size: minimal(
        results=result(quantity(REAL, attributes=f' {name}="{_many(piece, size).strip()}"'))
    )


def _on_root(piece: str) -> Shape:
    """A flood of attributes or namespaces on the root element."""
    return lambda size: minimal().replace(b"schemaVersion=", f"{_many(piece, size)} schemaVersion=".encode())


def _deep(size: int) -> bytes:
    """Towers, as high as is allowed."""
    tower = "<a>" * _DEEPEST + "</a>" * _DEEPEST
    return _in_foreign(tower)(size)


def _deep_in_one(size: int) -> bytes:
    """One tower that leaves nothing for its width."""
    return _commented("<a>" * (size // 7) + "</a>" * (size // 7))


def _deep_lists(size: int) -> bytes:
    """Lists in lists, as deep as is allowed, with as many quantities at the ground."""
    levels = 100
    inside = _many(quantity(REAL), size)
    return minimal(results=result("<dcc:list>" * levels + inside + "</dcc:list>" * levels))


def _nested_prefixes(size: int) -> bytes:
    """At each level of a tower a dozen prefixes of its own, and a name that uses the first."""
    tower, number = "", 0
    declarations = ""
    for _ in range(_DEEPEST):
        declared = " ".join(f'xmlns:p{number + i}="urn:{number + i}"' for i in range(12))
        tower += f"<p{number}:a {declared}>"
        declarations = f"</p{number}:a>" + declarations
        number += 12
    tower += _many("<p0:b/>", size - 2 * len(tower)) + declarations
    return _commented(tower)


def _list_of(numbers: str, *, unit: str = r"\kelvin", more: str = "") -> str:
    return quantity(
        f"<si:realListXMLList><si:valueXMLList>{numbers}</si:valueXMLList>"
        f"<si:unitXMLList>{unit}</si:unitXMLList>{more}</si:realListXMLList>"
    )


def _hybrid(size: int) -> bytes:
    one = r"<si:realListXMLList><si:valueXMLList>1 2 3</si:valueXMLList><si:unitXMLList>\metre</si:unitXMLList></si:realListXMLList>"
    return minimal(results=result(quantity(f"<si:hybrid>{_many(one, size)}</si:hybrid>")))


def _two_long_lists(size: int) -> bytes:
    numbers = _many("2#.5 ", size // 2)
    return minimal(
        results=result(
            quantity(
                f"<si:hybrid><si:realListXMLList><si:valueXMLList>{numbers}</si:valueXMLList>"
                r"<si:unitXMLList>\degreecelsius</si:unitXMLList></si:realListXMLList>"
                f"<si:realListXMLList><si:valueXMLList>{numbers}</si:valueXMLList>"
                r"<si:unitXMLList>\kelvin</si:unitXMLList></si:realListXMLList></si:hybrid>"
            )
        )
    )


def _languages(size: int) -> bytes:
    used = _many("<dcc:usedLangCodeISO639_1>a#</dcc:usedLangCodeISO639_1>", size // 2)
    names = _many('<dcc:content lang="a#">x</dcc:content>', size // 2)
    return minimal(
        languages=used + "<dcc:mandatoryLangCodeISO639_1>en</dcc:mandatoryLangCodeISO639_1>", name=names
    )


def _mandatory_languages(size: int) -> bytes:
    wanted = _many("<dcc:mandatoryLangCodeISO639_1>a#</dcc:mandatoryLangCodeISO639_1>", size // 2)
    names = _many(
        '<dcc:statement><dcc:declaration><dcc:content lang="en">x</dcc:content></dcc:declaration></dcc:statement>',
        size // 2,
    )
    return minimal(
        languages="<dcc:usedLangCodeISO639_1>en</dcc:usedLangCodeISO639_1>" + wanted,
        statements=f"<dcc:statements>{names}</dcc:statements>",
    )


def _references_among(size: int) -> bytes:
    """Quantities that each refer to the one before, and one that is referred to by all."""
    piece = f'<dcc:quantity id="q#" refId="q0 q# q1#">{REAL}</dcc:quantity>'
    return minimal(results=result(_many(piece, size)))


def _all_to_all(size: int) -> bytes:
    """Each of a thousand quantities refers to as many others as there is room for."""
    each = 1000
    words = " ".join(f"q{n}" for n in range(max(1, (size // each - 600) // 5)))
    piece = f'<dcc:quantity id="q#" refId="{words}">{REAL}</dcc:quantity>'
    return minimal(results=result(_many(piece, size)))


def _measured(size: int) -> bytes:
    """A certificate as they are, only long."""
    return minimal(results=_many(result(quantity(REAL), name="Point #"), size))


def _old_with_signatures(size: int) -> bytes:
    old = next(generate("2.4.0"))
    end = b"</dcc:digitalCalibrationCertificate>"
    return old.replace(end, _many(f'<ds:Signature xmlns:ds="{_DS}"/>x', size).encode() + end)


def _wide_attachment(size: int) -> bytes:
    data = "JVBERi0xLjQK" * (size // 12)
    return minimal(
        statements="<dcc:statements><dcc:statement><dcc:declaration><dcc:content>x</dcc:content><dcc:file>"
        f"<dcc:fileName>a.pdf</dcc:fileName><dcc:mimeType>application/pdf</dcc:mimeType><dcc:dataBase64>{data}</dcc:dataBase64></dcc:file></dcc:declaration></dcc:statement></dcc:statements>"
    )


def _signature(inside: str) -> str:
    return f'<ds:Signature xmlns:ds="{_DS}" xmlns:xades="{_XADES}" Id="s">{inside}</ds:Signature>'


def _signed_info(references: str) -> str:
    return (
        "<ds:SignedInfo>"
        '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
        '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        f"{references}</ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue>"
    )


_REFERENCE = (
    '<ds:Reference URI="#i#"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>"
)
_WHOLE = _REFERENCE.replace("#i#", "")


def _in_signature(piece: str, *, start: str = "", end: str = "", info: str = _signed_info(_WHOLE)) -> Shape:
    return lambda size: minimal(after=_signature(info + start + _many(piece, size) + end))


def _unsigned(piece: str, *, start: str = "", end: str = "") -> Shape:
    return _in_signature(
        piece,
        start='<ds:Object><xades:QualifyingProperties Target="#s"><xades:SignedProperties Id="p"/>'
        f"<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{start}",
        end=f"{end}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        "</xades:QualifyingProperties></ds:Object>",
        info=_signed_info(
            _WHOLE
            + _REFERENCE.replace("#i#", "#p").replace(
                "URI=", 'Type="http://uri.etsi.org/01903#SignedProperties" URI='
            )
        ),
    )


UNSIGNED_SHAPES: dict[str, Shape] = {
    "signatures": _in_root(_signature("")),
    "signatures-with-texts": _in_root(f'<ds:Signature xmlns:ds="{_DS}"/>x'),
    "signatures-misplaced": _in_results(f'<ds:Signature xmlns:ds="{_DS}"/>'),
    "signatures-on-an-old-version": _old_with_signatures,
    "signature-references": lambda size: minimal(after=_signature(_signed_info(_many(_REFERENCE, size)))),
    "signature-references-to-ids": lambda size: minimal(
        results=_many('<dcc:result id="i#"/>', size // 2),
        after=_signature(_signed_info(_many(_REFERENCE, size // 2))),
    ),
    "signature-transforms": lambda size: minimal(
        after=_signature(
            _signed_info(
                _WHOLE.replace(
                    "<ds:DigestMethod",
                    f"<ds:Transforms>{_many('<ds:Transform/>', size)}</ds:Transforms><ds:DigestMethod",
                )
            )
        )
    ),
    "signature-objects": _in_signature("<ds:Object/>"),
    "signature-object-children": _in_signature("<a/>", start="<ds:Object>", end="</ds:Object>"),
    "signature-parts": _in_signature("<ds:x#/>"),
    "signature-texts": _in_signature("x<!--y-->"),
    "signature-instructions": _in_signature("<?x?>"),
    "key-info-certificates": _in_signature(
        "<ds:X509Certificate>AAAA</ds:X509Certificate>",
        start="<ds:KeyInfo><ds:X509Data>",
        end="</ds:X509Data></ds:KeyInfo>",
    ),
    "key-info-children": _in_signature(
        "<ds:KeyName>a</ds:KeyName>", start="<ds:KeyInfo>", end="</ds:KeyInfo>"
    ),
    "qualifying-properties": _in_signature(
        "<xades:QualifyingProperties/>", start="<ds:Object>", end="</ds:Object>"
    ),
    "qualifying-properties-deep": _in_signature(
        "<xades:CounterSignature>" * 100
        + "<xades:QualifyingProperties/>" * 100
        + "</xades:CounterSignature>" * 100,
        start="<ds:Object>",
        end="</ds:Object>",
    ),
    "unsigned-properties": _unsigned("<xades:SignatureTimeStamp/>"),
    "unsigned-properties-foreign": _unsigned('<a xmlns="urn:#"/>'),
    "unsigned-timestamps": _unsigned(
        "<xades:EncapsulatedTimeStamp>AAAA</xades:EncapsulatedTimeStamp>",
        start="<xades:SignatureTimeStamp>",
        end="</xades:SignatureTimeStamp>",
    ),
    "unsigned-certificates": _unsigned(
        "<xades:EncapsulatedX509Certificate>AAAA</xades:EncapsulatedX509Certificate>",
        start="<xades:CertificateValues>",
        end="</xades:CertificateValues>",
    ),
    "unsigned-lists": _unsigned(
        "<xades:EncapsulatedCRLValue>AAAA</xades:EncapsulatedCRLValue>",
        start="<xades:RevocationValues><xades:CRLValues>",
        end="</xades:CRLValues></xades:RevocationValues>",
    ),
    "countersignatures": _unsigned(f"<xades:CounterSignature><ds:Signature/></xades:CounterSignature>"),
    "countersignatures-in-one": _unsigned(
        "<ds:Signature/>", start="<xades:CounterSignature>", end="</xades:CounterSignature>"
    ),
    "signatures-deep": _in_root(
        '<ds:Signature xmlns:ds="' + _DS + '">' * 1 + "<ds:Signature>" * 50 + "</ds:Signature>" * 51
    ),
}
"""Shapes of signatures, which nobody could have made by signing."""

SHAPES: dict[str, Shape] = {
    "certificate": _measured,
    "children-of-the-root": _in_root("<a/>"),
    "children-foreign": _in_foreign("<a/>"),
    "children-named": _in_foreign("<a#/>"),
    "children-of-results": _in_results("<dcc:result/>"),
    "children-in-a-text": _in_text("<dcc:content/>"),
    "children-texts": _in_text("<dcc:content>x</dcc:content>"),
    "children-files": _in_text("<dcc:file/>"),
    "children-formulas": _in_text("<dcc:formula><dcc:mathml/></dcc:formula>"),
    "quantities": _in_result(quantity(REAL)),
    "quantities-empty": _in_result("<dcc:quantity/>"),
    "quantities-of-text": _in_result(
        "<dcc:quantity><dcc:noQuantity><dcc:content>x</dcc:content></dcc:noQuantity></dcc:quantity>"
    ),
    "quantities-named-alike": _in_result(
        quantity(REAL, before='<dcc:name><dcc:content lang="en">T</dcc:content></dcc:name>')
    ),
    "quantities-short": _in_result(
        r"<dcc:quantity><si:real><si:value>#</si:value><si:unit>\metre</si:unit></si:real></dcc:quantity>"
    ),
    "quantities-unlike": _in_result(
        r'<dcc:quantity refType="a_#"><dcc:name><dcc:content>n#</dcc:content></dcc:name><si:real><si:value>#</si:value><si:unit>\metre</si:unit></si:real></dcc:quantity>'
    ),
    "lists": _in_result("<dcc:list/>"),
    "lists-of-one": _in_result(f"<dcc:list>{quantity(REAL)}</dcc:list>"),
    "lists-deep": _deep_lists,
    "attributes": _in_foreign('<a b="" c="" d="" e="" f=""/>'),
    "attributes-on-one": _on_root('a#=""'.replace("a#", " a#")),
    "attributes-hundreds": _in_foreign("<a " + " ".join(f'a{n}=""' for n in range(200)) + "/>"),
    "attributes-of-results": _in_results('<dcc:result refType="a" id="b#"/>'),
    "attribute-long": _as_attribute("refType", "x"),
    "ids": _in_foreign('<a id="i#"/>'),
    "ids-of-results": _in_results('<dcc:result id="i#"/>'),
    "ids-twice": _in_results('<dcc:result id="i"/>'),
    "ids-of-xml": _in_foreign('<a xml:id="i#" Id="j#"/>'),
    "references-in-one": _as_attribute("refId", "i# "),
    "reference-types-in-one": _as_attribute("refType", "basic_i# "),
    "references-dangling": _in_results('<dcc:result refId="i#"/>'),
    "references-among": _references_among,
    "references-all-to-all": _all_to_all,
    "foreign": _in_foreign('<a xmlns="urn:#"/>'),
    "foreign-of-a-kind": _in_foreign('<a xmlns="urn:x"/>'),
    "foreign-in-results": _in_results('<a xmlns="urn:#"/>'),
    "prefixes-on-the-root": _on_root(' xmlns:p#="urn:#"'),
    "prefixes-on-each": _in_foreign('<p#:a xmlns:p#="urn:x"/>'),
    "prefixes-again": _in_foreign('<p:a xmlns:p="urn:#"/>'),
    "prefixes-nested": _nested_prefixes,
    "prefixes-unused": _in_foreign('<a xmlns:p#="urn:x" xmlns:q#="urn:y"/>'),
    "prefix-long": _in_foreign("<a xmlns:" + "p" * 1000 + '="urn:x"/>'),
    "namespace-long": lambda size: _commented(
        '<x xmlns:a="urn:' + "y" * (size // 2) + '">' + _many("<a:b/>", size // 2) + "</x>"
    ),
    "deep": _deep,
    "deep-in-one": _deep_in_one,
    "texts": _in_text("x<dcc:content/>"),
    "texts-between": _in_foreign("x<a/>"),
    "text-long": _in_text("x", start="<dcc:content>", end="</dcc:content>"),
    "text-of-references": _in_text("&amp;", start="<dcc:content>", end="</dcc:content>"),
    "text-of-lines": _in_text("x\n", start="<dcc:content>", end="</dcc:content>"),
    "text-of-sections": _in_text("<![CDATA[x]]>", start="<dcc:content>", end="</dcc:content>"),
    "text-of-carriage-returns": _in_text("&cr;", start="<dcc:content>", end="</dcc:content>"),
    "blanks": lambda size: minimal(results=result() + " " * size + result()),
    "comments": _in_results("<!---->"),
    "comments-in-a-text": _in_text("x<!---->", start="<dcc:content>", end="</dcc:content>"),
    "comments-in-a-number": lambda size: minimal(results=result(_list_of(_many("1<!---->", size)))),
    "instructions": _in_results("<?a?>"),
    "instructions-in-a-text": _in_text("x<?a?>", start="<dcc:content>", end="</dcc:content>"),
    "languages": _languages,
    "languages-mandatory": _mandatory_languages,
    "languages-twice": _in_text('<dcc:content lang="en">x</dcc:content>'),
    "numbers": lambda size: minimal(results=result(_list_of(_many("1 ", size)))),
    "numbers-long": lambda size: minimal(results=result(_list_of(_many("1" * 1000 + ".5 ", size)))),
    "numbers-huge": lambda size: minimal(results=result(_list_of(_many("1e99999# ", size)))),
    "numbers-bad": lambda size: minimal(results=result(_list_of(_many("x ", size)))),
    "number-long": lambda size: minimal(
        results=result(
            quantity(rf"<si:real><si:value>{'1' * size}</si:value><si:unit>\metre</si:unit></si:real>")
        )
    ),
    "units": lambda size: minimal(results=result(_list_of("1 2 3", unit=_many(r"\metre\tothe{#} ", size)))),
    "units-unlike": _in_result(
        r"<dcc:quantity><si:real><si:value>1</si:value><si:unit>\metre\tothe{#}</si:unit></si:real></dcc:quantity>"
    ),
    "units-bad": _in_result(
        r"<dcc:quantity><si:real><si:value>1</si:value><si:unit>\meter#</si:unit></si:real></dcc:quantity>"
    ),
    "unit-long": lambda size: minimal(results=result(_list_of("1 2 3", unit=r"\metre" * (size // 6)))),
    "unit-divided": lambda size: minimal(
        results=result(_list_of("1 2 3", unit=r"\metre" + r"\per\metre" * (size // 10)))
    ),
    "hybrid": _hybrid,
    "hybrid-long": _two_long_lists,
    "uncertainties": lambda size: minimal(
        results=result(
            _list_of(
                _many("2#.5 ", size // 2),
                more=f"<si:measurementUncertaintyUnivariateXMLList><si:expandedMUXMLList><si:valueExpandedMUXMLList>{_many('0.0# ', size // 2)}</si:valueExpandedMUXMLList><si:coverageFactorXMLList>2</si:coverageFactorXMLList><si:coverageProbabilityXMLList>0.95</si:coverageProbabilityXMLList></si:expandedMUXMLList></si:measurementUncertaintyUnivariateXMLList>",
            )
        )
    ),
    "verdicts": lambda size: minimal(
        results=result(
            f"<dcc:quantity>{REAL}<dcc:measurementMetaData><dcc:metaData><dcc:conformityXMLList>{_many('pass ', size)}</dcc:conformityXMLList></dcc:metaData></dcc:measurementMetaData></dcc:quantity>"
        )
    ),
    "attachment": _wide_attachment,
    "persons": lambda size: minimal(
        persons=_many(
            "<dcc:respPerson><dcc:person><dcc:name><dcc:content>P #</dcc:content></dcc:name></dcc:person><dcc:mainSigner>true</dcc:mainSigner></dcc:respPerson>",
            size,
        )
    ),
    "software": lambda size: minimal().replace(
        b"</dcc:dccSoftware>",
        _many(
            "<dcc:software><dcc:name><dcc:content>x#</dcc:content></dcc:name><dcc:release>1</dcc:release></dcc:software>",
            size,
        ).encode()
        + b"</dcc:dccSoftware>",
    ),
    "items": lambda size: minimal().replace(
        b"</dcc:items>",
        _many(
            "<dcc:item><dcc:name><dcc:content>I #</dcc:content></dcc:name><dcc:identifications><dcc:identification><dcc:issuer>customer</dcc:issuer><dcc:value>#</dcc:value></dcc:identification></dcc:identifications></dcc:item>",
            size,
        ).encode()
        + b"</dcc:items>",
    ),
    "identifications": lambda size: minimal().replace(
        b"</dcc:identifications>",
        _many(
            "<dcc:identification><dcc:issuer>customer</dcc:issuer><dcc:value>#</dcc:value></dcc:identification>",
            size,
        ).encode()
        + b"</dcc:identifications>",
        1,
    ),
    "statements": lambda size: minimal(
        statements=f"<dcc:statements>{_many('<dcc:statement><dcc:declaration><dcc:content>S #</dcc:content></dcc:declaration></dcc:statement>', size)}</dcc:statements>"
    ),
    "methods": lambda size: minimal().replace(
        b"<dcc:results>",
        b"<dcc:usedMethods>"
        + _many(
            '<dcc:usedMethod id="m#"><dcc:name><dcc:content>M #</dcc:content></dcc:name></dcc:usedMethod>',
            size,
        ).encode()
        + b"</dcc:usedMethods><dcc:results>",
    ),
    "conditions": lambda size: minimal().replace(
        b"<dcc:results>",
        b"<dcc:influenceConditions>"
        + _many(
            rf"<dcc:influenceCondition><dcc:name><dcc:content>C #</dcc:content></dcc:name><dcc:data>{quantity(REAL)}</dcc:data></dcc:influenceCondition>",
            size,
        ).encode()
        + b"</dcc:influenceConditions><dcc:results>",
    ),
    "results": lambda size: minimal(
        results=_many(
            "<dcc:result><dcc:name><dcc:content>R</dcc:content></dcc:name><dcc:data><dcc:text><dcc:content>x</dcc:content></dcc:text></dcc:data></dcc:result>",
            size,
        )
    ),
    "measurement-results": lambda size: minimal().replace(
        b"</dcc:measurementResults>",
        _many(
            f"<dcc:measurementResult><dcc:name><dcc:content>R</dcc:content></dcc:name><dcc:results>{result()}</dcc:results></dcc:measurementResult>",
            size,
        ).encode()
        + b"</dcc:measurementResults>",
    ),
}
"""Shapes of the content; most can be signed."""

"""Reading: what documents may do differently, what is kept of it, and what stops the reading."""

from __future__ import annotations

import gc

import pytest

import dcc
from dcc.model import Base64, Boolean, Date, Number, NumberList, Text, Tokens, Xml
from dcc.xml.parse import parse_values
from dcc.xml.reading import read_element
from tests.documents import REAL, many_results, minimal, quantity, result
from tests.xml.canonical import canonical

DCC_AS_DEFAULT = (
    minimal(results=result("<dcc:quantity>VALUE</dcc:quantity>"))
    .replace(b"xmlns:dcc=", b"xmlns=")
    .replace(b"dcc:", b"")
    .replace(b"VALUE", b"<si:real><si:value>1.50</si:value><si:unit>\\metre</si:unit></si:real>")
)


def alike(data: bytes) -> dcc.Certificate:
    """The certificate in ``data``, which comes back in canonical form as it was."""
    certificate = dcc.read(data)
    written = dcc.write(certificate)
    assert canonical(written) == canonical(data)
    assert dcc.read(written) == certificate
    return certificate


def with_real(real: str) -> bytes:
    return minimal(results=result(quantity(real)))


def real_of(certificate: dcc.Certificate) -> object:
    (content,) = certificate.results[0].data.content
    return content.real


# --- the same content, stood differently -----------------------------------------------------------------


def test_a_default_namespace_is_kept() -> None:
    certificate = alike(DCC_AS_DEFAULT)
    assert certificate == dcc.read(
        with_real("<si:real><si:value>1.50</si:value><si:unit>\\metre</si:unit></si:real>")
    )


def test_other_prefixes_are_kept() -> None:
    data = minimal().replace(b"dcc:", b"c:").replace(b":dcc=", b":c=").replace(b"si:", b"q.1:")
    data = data.replace(b":si=", b":q.1=")
    assert alike(data) == dcc.read(minimal())
    assert b"<q.1:value>" in dcc.write(dcc.read(data))


def test_namespaces_declared_where_they_are_needed_are_kept_there() -> None:
    local = '<si:real xmlns:si="https://ptb.de/si">'
    data = with_real(REAL.replace("<si:real>", local)).replace(b' xmlns:si="https://ptb.de/si" ', b" ", 1)
    alike(data)
    assert dcc.write(dcc.read(data)).count(b"xmlns:si") == 1


def test_a_default_namespace_of_its_own_for_a_quantity_is_kept() -> None:
    real = '<real xmlns="https://ptb.de/si"><value>1</value><unit>\\one</unit></real>'
    assert real_of(alike(with_real(real))).value == "1"


def test_a_namespace_declared_at_a_value_is_kept() -> None:
    real = '<si:real><value xmlns="https://ptb.de/si">1</value><si:unit xmlns:u="urn:x">m</si:unit></si:real>'
    assert real_of(alike(with_real(real))).value == "1"


def test_two_prefixes_for_one_namespace_are_kept_apart() -> None:
    data = minimal().replace(b"xmlns:dcc=", b'xmlns="https://ptb.de/dcc" xmlns:dcc=', 1)
    data = data.replace(b"dcc:item>", b"item>").replace(b"dcc:city>", b"city>")
    alike(data)
    written = dcc.write(dcc.read(data))
    assert written.count(b"<item>") == written.count(b"</item>") == 1
    assert b"<dcc:items>" in written
    assert b"<city>" in written


def test_a_prefix_bound_to_something_else_further_in_is_kept() -> None:
    real = (
        '<x:real xmlns:x="https://ptb.de/si" xmlns:si="urn:x"><x:value>1</x:value><x:unit>m</x:unit></x:real>'
    )
    alike(with_real(real))


def test_the_location_of_schemas_is_kept() -> None:
    data = minimal().replace(
        b" schemaVersion",
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xsi:schemaLocation="https://ptb.de/dcc https://ptb.de/dcc/v3.3.0/dcc.xsd" schemaVersion',
        1,
    )
    assert b"xsi:schemaLocation" in dcc.write(alike(data))


def test_an_attribute_takes_the_prefix_declared_with_it() -> None:
    data = minimal().replace(
        b" schemaVersion", b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" schemaVersion', 1
    )
    inner = (
        b'<dcc:release xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="dcc:notEmptyStringType">'
    )
    alike(data.replace(b"<dcc:release>", inner, 1))


def test_a_type_stated_in_the_document_is_kept_even_at_a_value() -> None:
    instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    real = f"""<si:real {instance} xsi:type="si:realQuantityType">
      <si:value xsi:type="si:decimalType">1.0</si:value><si:unit>\\one</si:unit></si:real>"""
    assert real_of(alike(with_real(real))).value == "1.0"


def test_administrative_data_keeps_its_order() -> None:
    data = minimal()
    start = data.index(b"<dcc:customer>")
    end = data.index(b"</dcc:customer>") + len(b"</dcc:customer>")
    customer = data[start:end]
    data = (data[:start] + data[end:]).replace(b"<dcc:dccSoftware>", customer + b"<dcc:dccSoftware>")
    certificate = alike(data)
    assert certificate == dcc.read(minimal())
    written = dcc.write(certificate)
    assert written.index(b"<dcc:customer>") < written.index(b"<dcc:dccSoftware>")


def test_comments_and_instructions_anywhere_change_nothing() -> None:
    data = minimal()
    noisy = data.replace(b">", b"><!-- x --><?x y?>").replace(b"<!-- x --><?x y?>", b"", 1)
    noisy = noisy.replace(b"20.012", b"20<!-- no -->.0<?no?>12")
    assert dcc.read(noisy) == dcc.read(data)


def test_processing_instructions_in_front_of_the_certificate_are_kept() -> None:
    sheets = (
        b'<?xml-stylesheet type="text/xsl" href="dcc.xsl"?><!-- x --><?xml-stylesheet href="\xc3\xa4"?><?y?>'
    )
    data = minimal().replace(b"?>\n", b"?>\n" + sheets, 1)
    assert dcc.write(alike(data)).startswith(
        b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="dcc.xsl"?>
<?xml-stylesheet href="\xc3\xa4"?>
<?y?>
<dcc:digitalCalibrationCertificate """
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    data = minimal(name="<dcc:content>温度计 Ω</dcc:content>").decode()
    declared = data.replace("UTF-8", "UTF-8" if encoding == "utf-8-sig" else encoding)
    assert alike(declared.encode(encoding)) == dcc.read(data.encode())


def test_latin_1_is_read() -> None:
    data = minimal(name="<dcc:content>Prüfgerät</dcc:content>").decode()
    assert alike(data.replace("UTF-8", "ISO-8859-1").encode("latin-1")) == dcc.read(data.encode())


def test_values_keep_their_characters() -> None:
    real = "<si:real><si:value>\n  +0.0200E+01\t</si:value><si:unit> \\metre </si:unit></si:real>"
    read = real_of(alike(with_real(real)))
    assert (read.value, read.unit) == ("\n  +0.0200E+01\t", " \\metre ")
    assert isinstance(read.value, Number)
    assert str(read.value.decimal) == "0.200"


@pytest.mark.parametrize(
    ("written", "means"), [("true", True), ("1", True), ("false", False), (" 0 ", False)]
)
def test_truth_keeps_its_spelling(written: str, means: bool) -> None:
    data = minimal().replace(b"<dcc:mainSigner>true<", f"<dcc:mainSigner>{written}<".encode())
    (person,) = alike(data).administrative_data.resp_persons.resp_person
    assert isinstance(person.main_signer, Boolean)
    assert (person.main_signer, bool(person.main_signer)) == (written, means)


def test_dates_keep_their_time_zone_and_blanks() -> None:
    data = minimal().replace(b">2026-03-02<", b"> 2026-03-02+08:00 <")
    date = alike(data).administrative_data.core_data.receipt_date
    assert isinstance(date, Date)
    assert (date, date.value.isoformat()) == (" 2026-03-02+08:00 ", "2026-03-02")


def test_characters_that_xml_writes_differently_come_back() -> None:
    text = "&lt;a&gt; &amp;amp; \"q\" 'a' ]]&gt; &#13; &#x85; 𝄞 é"
    attribute = ' id="a" refType="x&#9;y&#10;z&quot;&apos;&lt;"'
    data = minimal(
        results=result(quantity(REAL), attributes=attribute), name=f"<dcc:content>{text}</dcc:content>"
    )
    certificate = alike(data)
    assert certificate.results[0].ref_type == "x\ty\nz\"'<"


def test_foreign_xml_comes_back_with_its_namespaces() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi> <mo>&lt;</mo>'
        '<u:x xmlns:u="urn:u" u:y="1"><z xmlns="">t</z></u:x></math>'
    )
    data = minimal(results=result(f"<dcc:formula><dcc:mathml>\n{math}\n</dcc:mathml></dcc:formula>"))
    (formula,) = alike(data).results[0].data.content
    assert isinstance(formula.mathml, Xml)


@pytest.mark.parametrize("document", [minimal(), DCC_AS_DEFAULT])
def test_elements_without_namespace_stay_without(document: bytes) -> None:
    prefix = b"" if document is DCC_AS_DEFAULT else b"dcc:"
    comment = b'<%scomment><a xmlns=""><b c="d"/>t</a><e xmlns="urn:e"/></%scomment></%sdigital'
    data = document.replace(b"</%sdigital" % prefix, comment % (prefix, prefix, prefix))
    comment_read = alike(data).comment
    assert comment_read is not None
    assert len(comment_read.elements) == 2


def test_an_inner_element_without_namespace_stays_the_one_that_says_so() -> None:
    inside = b'<comment><u:a xmlns:u="urn:u">t<b xmlns=""><c/></b></u:a></comment></digital'
    alike(DCC_AS_DEFAULT.replace(b"</digital", inside))


def test_several_contacts_of_a_laboratory_in_2_4_0_come_back() -> None:
    contact = "<dcc:contact><dcc:name><dcc:content>{}</dcc:content></dcc:name><dcc:location/></dcc:contact>"
    data = minimal().replace(b"3.3.0", b"2.4.0")
    start, end = data.index(b"<dcc:performanceLocation>"), data.index(b"</dcc:coreData>")
    data = data[:start] + data[end:]
    start, end = (
        data.index(b"<dcc:name>", data.index(b"<dcc:measurementResult>")),
        data.index(b"<dcc:results>"),
    )
    data = data[:start] + data[end:]
    start, end = data.index(b"<dcc:quantity>"), data.index(b"</dcc:data>")
    data = data[:start] + b"<dcc:formula><dcc:siunitx>x</dcc:siunitx></dcc:formula>" + data[end:]
    more = "".join(contact.format(name) for name in ("Second", "Third"))
    data = data.replace(b"</dcc:calibrationLaboratory>", more.encode() + b"</dcc:calibrationLaboratory>")
    laboratory = alike(data).administrative_data.calibration_laboratory
    assert [contact.name.content[0].text for contact in laboratory.further_contacts] == ["Second", "Third"]


# --- long documents --------------------------------------------------------------------------------


def test_a_long_list_stays_one_text() -> None:
    numbers = " ".join(f"{i / 8:.3f}" for i in range(100_000))
    values = f"<si:realListXMLList><si:valueXMLList>{numbers}</si:valueXMLList>"
    certificate = alike(with_real(values + "<si:unitXMLList>\\one</si:unitXMLList></si:realListXMLList>"))
    (content,) = certificate.results[0].data.content
    assert content.real_list_xml_list.value_xml_list == numbers
    assert isinstance(content.real_list_xml_list.value_xml_list, NumberList)
    assert isinstance(content.real_list_xml_list.unit_xml_list, Tokens)


def test_an_attachment_of_20_megabytes_comes_back() -> None:
    attachment = Base64.of(bytes(range(256)) * 60_000)
    assert len(attachment) > 20_000_000
    file = "<dcc:fileName>a.pdf</dcc:fileName><dcc:mimeType>application/pdf</dcc:mimeType>"
    data = minimal(after=f"<dcc:document>{file}<dcc:dataBase64>{attachment}</dcc:dataBase64></dcc:document>")
    document = alike(data).document
    assert document is not None
    assert document.data_base64.decode_bytes() == bytes(range(256)) * 60_000


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(collecting: bool) -> None:
    (gc.enable if collecting else gc.disable)()
    try:
        dcc.read(many_results(3))
        with pytest.raises(dcc.DocumentError):
            dcc.read(minimal().replace(b"dcc:city", b"dcc:town"))
        assert gc.isenabled() == collecting
    finally:
        gc.enable()


# --- what stops the reading ------------------------------------------------------------------------

HEAD = "/dcc:digitalCalibrationCertificate/dcc:administrativeData"

UNREADABLE = {
    "an unknown element": (b"<dcc:release>1.0<", b"<dcc:new/><dcc:release>1.0<", "dcc:new"),
    "an element of another version": (
        b"<dcc:release>1.0</dcc:release>",
        b"<dcc:release>1.0</dcc:release><dcc:descriptionData/>",
        "dcc:descriptionData has no place in dcc:software in DCC 3.3.0",
    ),
    "an element in the wrong place": (
        b"<dcc:release>1.0</dcc:release>\n      </dcc:software>",
        b"</dcc:software>",
        "dcc:software has no dcc:release",
    ),
    "an element twice": (
        b"<dcc:release>1.0</dcc:release>",
        b"<dcc:release>1.0</dcc:release><dcc:release>1.1</dcc:release>",
        "dcc:release stands more than once",
    ),
    "an element too late": (
        b"<dcc:release>1.0</dcc:release>",
        b"<dcc:release>1.0</dcc:release><dcc:name/>",
        "dcc:name stands after what it must precede",
    ),
    "an unknown attribute": (b"<dcc:item>", b'<dcc:item colour="red">', "attribute colour"),
    "an attribute where none may stand": (
        b"<dcc:release>",
        b'<dcc:release lang="en">',
        "dcc:release has the attribute lang, for which it has no place",
    ),
    "text between elements": (b"<dcc:item>", b"<dcc:item>stray", "'stray'"),
    "text behind an element": (b"</dcc:item>", b"</dcc:item>stray", "'stray'"),
    "a no-break space between elements": (b"<dcc:item>", "<dcc:item>\u00a0".encode(), "text where only"),
    "an element inside a value": (b">1.0<", b"><dcc:b>1.0</dcc:b><", "dcc:release holds text"),
    "no version": (b' schemaVersion="3.3.0"', b"", "the certificate does not state its DCC version"),
    "a version to come": (b'"3.3.0"', b'"4.0.0"', "DCC version 4.0.0"),
    "another root": (b"digitalCalibrationCertificate", b"certificate", "dcc:certificate"),
    "a root of no namespace": (b"dcc:digitalCalibrationCertificate", b"c", "the outermost element is c"),
}


@pytest.mark.parametrize(("old", "new", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_the_model_has_no_place_for_is_refused_not_dropped(old: bytes, new: bytes, message: str) -> None:
    assert old in minimal()
    with pytest.raises(dcc.DocumentError) as refusal:
        dcc.read(minimal().replace(old, new))
    (finding,) = refusal.value.findings
    assert message in finding.message
    assert finding.code in ("DOCUMENT-UNREADABLE", "VERSION-UNSUPPORTED", "SCHEMA-ROOT")
    assert finding.hint
    assert finding.location.line
    assert finding.location.xpath


def test_the_place_of_what_is_refused_is_said_with_the_usual_prefixes() -> None:
    data = minimal().replace(b"<dcc:release>1.0</dcc:release>", b"<dcc:release>1.0</dcc:release><dcc:new/>")
    with pytest.raises(dcc.DocumentError) as refusal:
        dcc.read(data.replace(b"dcc:", b"c:").replace(b":dcc=", b":c="))
    location = refusal.value.findings[0].location
    assert location.xpath == f"{HEAD}/dcc:dccSoftware/dcc:software/dcc:new"
    assert location.line == 7


@pytest.mark.parametrize(
    "inside",
    ["<a xmlns='urn:a'/><b xmlns='urn:b'/>", "text", "<a xmlns='urn:a'/>text"],
    ids=["two", "text", "both"],
)
def test_a_place_for_one_foreign_element_takes_nothing_else(inside: str) -> None:
    with pytest.raises(dcc.DocumentError) as refusal:
        dcc.read(minimal(results=result(f"<dcc:xml>{inside}</dcc:xml>")))
    assert refusal.value.findings[0].code == "DOCUMENT-UNREADABLE"


def test_a_part_of_a_document_can_be_read_alone() -> None:
    element = parse_values(
        b'<a:name xmlns:a="https://ptb.de/dcc"><a:content lang="en">x</a:content></a:name>'
    )
    text = read_element(element, Text, "3.3.0")
    assert [(content.lang, content.text) for content in text.content] == [("en", "x")]

"""The one door through which XML enters: what it refuses, and what it must let through."""

from __future__ import annotations

import base64
import tracemalloc

import pytest

from dcc.errors import DocumentError
from dcc.xml.parse import DEFAULT_LIMITS, NO_CAP, Limits, check_size, parse, parse_values

DOCTYPES = {
    "an empty one": b"<!DOCTYPE a><a/>",
    "in small letters": b"<!doctype a><a/>",
    "one with an entity": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "one that reads a file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "one that fetches a DTD": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "after a declaration": b'<?xml version="1.0"?>\n<!DOCTYPE a><a/>',
    "after comments and instructions": b"<!-- <a> --> <?pi <!DOCTYPE?> <!-- -- > --><!DOCTYPE a><a/>",
    "behind a byte order mark": b"\xef\xbb\xbf<!DOCTYPE a><a/>",
    "in UTF-16": "<!DOCTYPE a><a/>".encode("utf-16"),
    "in UTF-16 without a mark": "<!DOCTYPE a><a/>".encode("utf-16-le"),
    "in big-endian UTF-16": b"\xfe\xff" + "<!DOCTYPE a><a/>".encode("utf-16-be"),
    "in GB18030 behind a Chinese comment": (
        '<?xml version="1.0" encoding="GB18030"?><!-- 校准证书 --><!DOCTYPE a><a/>'.encode("gb18030")
    ),
    "billion laughs": (
        b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
        b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><a b="&d;">&d;</a>'
    ),
}

MALFORMED = {
    "nothing": b"",
    "blanks": b"  \n ",
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "JSON": b'{"schemaVersion": "3.3.0"}',
    "an unclosed element": b"<a><b></a>",
    "two roots": b"<a/><b/>",
    "an undefined entity": b"<a>&x;</a>",
    "an unbound prefix": b"<dcc:a/>",
    "an attribute twice": b'<a b="1" b="2"/>',
    "a NUL byte": b"<a>\x00</a>",
    "a control character": b"<a>&#1;</a>",
    "Latin-1 that says nothing": "<a>Ö</a>".encode("latin-1"),
    "an encoding that hides markup": b'<?xml version="1.0" encoding="UTF-7"?><a/>',
    "an unknown encoding": b'<?xml version="1.0" encoding="x-klingon"?><a/>',
    "UTF-32": "<a/>".encode("utf-32-le"),
    "UTF-32 with a mark": "<!DOCTYPE a><a/>".encode("utf-32"),
    "EBCDIC": "<?xml version='1.0' encoding='cp500'?><a/>".encode("cp500"),
    "UTF-16 declared only": b'<?xml version="1.0" encoding="UTF-16"?><a/>',
    "UTF-16 cut in a character": b"\xff\xfe<\x00a\x00>\x00\x00\xd8",
    "text before the declaration": b' <?xml version="1.0"?><a/>',
}

ENCODINGS = {
    "UTF-8": '<?xml version="1.0" encoding="UTF-8"?><a b="é">Ω 校准</a>'.encode(),
    "UTF-8 undeclared": '<a b="é">Ω 校准</a>'.encode(),
    "UTF-8 with a mark": '\ufeff<a b="é">Ω 校准</a>'.encode(),
    "UTF-8 with a mark, declared": '\ufeff<?xml version="1.0" encoding="utf-8"?><a b="é">Ω 校准</a>'.encode(),
    "UTF-16 with a mark": '<?xml version="1.0" encoding="UTF-16"?><a b="é">Ω 校准</a>'.encode("utf-16"),
    "UTF-16 undeclared": '<a b="é">Ω 校准</a>'.encode("utf-16"),
    "UTF-16 without a mark": '<?xml version="1.0" encoding="utf-16"?><a b="é">Ω 校准</a>'.encode("utf-16-le"),
    "big-endian UTF-16": b"\xfe\xff" + '<a b="é">Ω 校准</a>'.encode("utf-16-be"),
    "ISO-8859-1": (
        '<?xml version="1.0" encoding="ISO-8859-1"?><a b="é">&#937; &#26657;&#20934;</a>'.encode("latin-1")
    ),
    "Windows-1252": (
        '<?xml version="1.0" encoding="windows-1252"?><a b="é">&#937; &#26657;&#20934;</a>'.encode("cp1252")
    ),
    "GB18030": '<?xml version="1.0" encoding="GB18030"?><a b="é">Ω 校准</a>'.encode("gb18030"),
}


def code_of(error: DocumentError) -> str:
    (finding,) = error.findings
    assert finding.hint
    return finding.code


@pytest.mark.parametrize("data", DOCTYPES.values(), ids=DOCTYPES.keys())
def test_a_document_type_is_refused_wherever_and_however_it_is_written(data: bytes) -> None:
    with pytest.raises(DocumentError) as refusal:
        parse(data)
    assert code_of(refusal.value) == "XML-DOCTYPE"


def test_the_line_of_a_document_type_is_named() -> None:
    with pytest.raises(DocumentError) as refusal:
        parse(b"<!-- one\n two -->\n<!DOCTYPE a><a/>")
    assert refusal.value.findings[0].location.line == 3


def test_the_word_doctype_in_a_text_is_only_a_word() -> None:
    assert parse(b"<a><!-- <!DOCTYPE b> -->&lt;!DOCTYPE b><![CDATA[<!DOCTYPE c>]]></a>").tag == "a"


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_not_xml_is_refused_with_a_finding(data: bytes) -> None:
    with pytest.raises(DocumentError) as refusal:
        parse(data)
    assert code_of(refusal.value) == "XML-MALFORMED"
    assert str(refusal.value).strip() == str(refusal.value) != ""


def test_a_mistake_is_named_with_line_and_column_once() -> None:
    with pytest.raises(DocumentError) as refusal:
        parse(b"<a>\n  <b>\n</a>")
    (finding,) = refusal.value.findings
    assert (finding.location.line, finding.location.column) == (3, 5)
    assert "line 3" not in finding.message.split("and a")[-1]


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_every_usual_encoding_is_read(data: bytes) -> None:
    root = parse(data)
    assert root.text == "Ω 校准"
    assert root.get("b") == "é"


@pytest.mark.parametrize(
    "written",
    [
        "0.020",
        "0<!-- digits follow -->.020",
        "<?tool x?>0.0<?tool y?>20",
        "<!-- --><!-- -->0.020<!-- -->",
        "0.<![CDATA[02]]>0",
        "<![CDATA[0.020]]>",
        "0&#46;020",
        "<!-- 9 -->0.<?p?><![CDATA[0]]><!-- -->20",
    ],
)
def test_what_does_not_belong_to_a_value_does_not_change_it(written: str) -> None:
    root = parse_values(f"<a><v>{written}</v></a>".encode())
    assert root[0].text == "0.020"
    assert len(root[0]) == 0


def test_comments_stay_where_they_stand_for_whoever_needs_the_document_as_it_is() -> None:
    assert len(parse(b"<a><!-- one --><?two?></a>")) == 2


def test_more_bytes_than_the_cap_are_refused_unread() -> None:
    limits = Limits(size=100)
    assert parse(b"<a>" + b"x" * 93 + b"</a>", limits=limits).tag == "a"
    with pytest.raises(DocumentError) as refusal:
        parse(b"<a>" + b"x" * 94 + b"</a>", limits=limits)
    assert code_of(refusal.value) == "XML-TOO-LARGE"
    with pytest.raises(DocumentError, match="67,108,865 bytes"):
        check_size(DEFAULT_LIMITS.size + 1)


FLOODS = [
    b"<b/>",
    b"<b></b>",
    b"<b/>x",
    b"<!---->",
    b"<?b?>",
    b"<![CDATA[]]>",
    b"<b c=''/>",
    b"<b xmlns:c='d' e='f'/>",
    "<b/>".encode("utf-16-le"),
]


@pytest.mark.parametrize("flood", FLOODS)
def test_more_markup_than_the_cap_is_refused_before_it_takes_memory(flood: bytes) -> None:
    body = flood * (2_500_000 // len(flood))
    start, end = ("<a>".encode("utf-16"), "</a>".encode("utf-16-le")) if flood[1] == 0 else (b"<a>", b"</a>")
    with pytest.raises(DocumentError, match="of either are read") as refusal:
        parse(start + body + end)
    assert code_of(refusal.value) == "XML-TOO-LARGE"
    assert parse(start + body + end, limits=NO_CAP).tag == "a"


def test_small_documents_may_be_closely_written() -> None:
    assert len(parse(b"<a>" + b"<b/>" * 50_000 + b"</a>")) == 50_000


def test_large_documents_may_have_as_many_elements_as_certificates_ever_have() -> None:
    """Certificates have 40 bytes and more for each element; with every blank and prefix left out, 35."""
    one = b"<value>1.0</value><unit>metre</unit><name>the name of it is this</name><a/><b/>"
    assert len(one) / 5 < 16
    wide = one + b"x" * (41 * 5 - len(one))
    assert len(parse(b"<a>" + wide * 100_000 + b"</a>")) == 500_000
    with pytest.raises(DocumentError, match="500,001 elements"):
        parse(b"<a>" + one * 100_000 + b"</a>")


def test_a_cap_on_all_elements_holds_however_far_apart_they_stand() -> None:
    data = b"<a>" + (b"<b/>" + b"x" * 100) * 2_000 + b"</a>"
    assert len(parse(data, limits=Limits(elements=2_001))) == 2_000
    with pytest.raises(DocumentError, match="at most 2,000 of either are read"):
        parse(data, limits=Limits(elements=2_000))


@pytest.mark.parametrize(
    ("many", "message"),
    [
        ("<b " + " ".join(f"a{i}=''" for i in range(257)) + "/>", "more than 256 attributes"),
        ("<b " + " ".join(f"xmlns:a{i}='u'" for i in range(65)) + "/>", "more than 64 namespaces"),
        (
            "".join(f"<a xmlns:p{i}='u' xmlns:q{i}='u'>" for i in range(33)) + "</a>" * 33,
            "more than 64 namespaces",
        ),
        (f"<b xmlns:c='{'u' * 4096}'/>", "4,096 characters"),
        (f'<b xmlns="{"u" * 4097}"/>', "4,096 characters"),
        (f"<b xmlns:{'c' * 4096}='u'/>", "4,096 characters"),
        ("".join(f"<b xmlns:c{i}='{'u' * 2048}'>" for i in range(2)) + "</b></b>", "4,096 characters"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_makes_each_element_costly_is_refused(many: str, message: str, encoding: str) -> None:
    with pytest.raises(DocumentError, match=message) as refusal:
        parse(f"<a>{many}{'x' * 1000}</a>".encode(encoding))
    assert code_of(refusal.value) == "XML-TOO-LARGE"


def test_what_is_bearable_is_read() -> None:
    attributes = " ".join(f"a{i}=''" for i in range(256))
    spaces = " ".join(f"xmlns:a{i}='{'u' * 60}'" for i in range(63))
    assert len(parse(f"<a {spaces}><b {attributes}/>{'==' * 1000}xmlns</a>".encode())) == 1
    again = "".join(f"<p:b xmlns:p='urn:{i}'/>" for i in range(1_000))
    assert len(parse(f"<a>{again}</a>".encode())) == 1_000


def test_nesting_is_capped() -> None:
    assert parse(b"<a>" * 256 + b"</a>" * 256).tag == "a"
    with pytest.raises(DocumentError) as refusal:
        parse(b"<a>\n" * 257 + b"</a>" * 257)
    assert code_of(refusal.value) == "XML-TOO-DEEP"
    assert refusal.value.findings[0].location.line == 257


def test_nesting_is_capped_beside_a_huge_text_too() -> None:
    huge = b"<t>" + b"x" * 11_000_000 + b"</t>"
    assert parse(b"<a>" * 255 + huge + b"</a>" * 255).tag == "a"
    with pytest.raises(DocumentError) as refusal:
        parse(b"<a>" * 256 + huge + b"</a>" * 256)
    assert code_of(refusal.value) == "XML-TOO-DEEP"


def test_a_million_nested_elements_are_refused_without_exhausting_the_stack() -> None:
    with pytest.raises(DocumentError) as refusal:
        parse(b"<a>" * 1_000_000 + b"</a>" * 1_000_000, limits=NO_CAP)
    assert code_of(refusal.value) == "XML-TOO-DEEP"


def test_entities_of_xml_itself_are_read() -> None:
    assert parse(b"<a>&lt;&amp;&gt;&quot;&apos;&#x3A9;</a>").text == "<&>\"'Ω"


def test_an_attachment_of_20_megabytes_is_read() -> None:
    attachment = base64.b64encode(bytes(range(256)) * 58_000)
    root = parse(b"<a><b>" + attachment + b"</b></a>")
    assert len(attachment) > 19_000_000
    assert (root[0].text or "").encode() == attachment


def test_a_document_over_the_cap_costs_no_memory_of_its_own() -> None:
    data = b"<" * (DEFAULT_LIMITS.size + 1)
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError):
            parse(data)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()

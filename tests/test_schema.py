"""What the schema check says of a document, where, and in which words."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from dcc import schema
from dcc.errors import UsageError
from dcc.findings import Finding, Severity
from dcc.xml.names import VERSIONS
from dcc.xml.parse import parse
from tests.corpora import needs_corpora, official_schema
from tests.documents import minimal
from tests.xsd import generate

LATEST = VERSIONS[-1]
SIGNATURE = generate.SIGNATURE
ROOT_END = b"</dcc:digitalCalibrationCertificate>"


def certificate(version: str = LATEST) -> bytes:
    """The smallest certificate of a version."""
    *_, smallest = generate.generate(version)
    return smallest


def check(document: bytes, old: str = "", new: str = "") -> tuple[Finding, ...]:
    """The findings on a document in which ``old`` has been replaced by ``new`` once."""
    text = document.decode()
    assert old in text
    return schema.check(parse(text.replace(old, new, 1).encode()))


def only(findings: tuple[Finding, ...]) -> Finding:
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0]


# --- verdicts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_a_valid_certificate_has_no_findings(version: str) -> None:
    root = parse(certificate(version))
    assert schema.version_of(root) == version
    assert schema.check(root) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_certificate_is_judged_by_the_version_it_states(version: str) -> None:
    newest = next(generate.generate(LATEST)).decode()
    findings = schema.check(
        parse(newest.replace('schemaVersion="3.3.0"', f'schemaVersion="{version}"').encode())
    )
    assert bool(findings) == (version != LATEST)


def test_another_kind_of_document_is_no_certificate() -> None:
    finding = only(schema.check(parse(b"<invoice><sum/></invoice>")))
    assert finding.code == "SCHEMA-ROOT"
    assert "invoice without a namespace" in finding.message


def test_an_element_of_a_certificate_alone_is_no_certificate() -> None:
    real = b'<si:real xmlns:si="https://ptb.de/si"><si:value>1</si:value><si:unit>x</si:unit></si:real>'
    assert only(schema.check(parse(real))).code == "SCHEMA-ROOT"


@pytest.mark.parametrize(
    "stated", ['schemaVersion="3.4.0"', 'schemaVersion=""', 'schemaVersion="../3.3.0"', ""]
)
def test_an_unknown_or_missing_version_is_named(stated: str) -> None:
    finding = only(check(certificate(), 'schemaVersion="3.3.0"', stated))
    assert finding.code == "SCHEMA-VERSION-UNKNOWN"
    assert finding.location.line == 2


# --- words -----------------------------------------------------------------------------------------------

WORDS = [
    (
        "<dcc:coreData>",
        "<dcc:coreDatum/><dcc:coreData>",
        "dcc:coreDatum cannot stand here; expected here: dcc:dccSoftware, dcc:refTypeDefinitions, "
        "dcc:coreData, dcc:items, dcc:calibrationLaboratory, dcc:respPersons, dcc:customer or dcc:statements",
    ),
    (
        "<dcc:uniqueIdentifier>a b</dcc:uniqueIdentifier>",
        "",
        "dcc:beginPerformanceDate cannot stand here; expected here: dcc:mandatoryLangCodeISO639_1 or "
        "dcc:uniqueIdentifier",
    ),
    (
        "</dcc:uniqueIdentifier>",
        "</dcc:uniqueIdentifier><dcc:uniqueIdentifier>x</dcc:uniqueIdentifier>",
        "dcc:uniqueIdentifier cannot stand here; expected here: dcc:identifications, dcc:receiptDate or "
        "dcc:beginPerformanceDate",
    ),
    (
        "<dcc:issuer>",
        "<dcc:issuer>my",
        "dcc:issuer is “mycalibrationLaboratory” but must be one of: manufacturer, calibrationLaboratory, "
        "customer, owner, other",
    ),
    (
        "<dcc:uniqueIdentifier>",
        "<dcc:uniqueIdentifier> ",
        "dcc:uniqueIdentifier is “ a b” but must not be empty and must not begin or end with a blank or "
        "line break",
    ),
    (
        "<dcc:countryCodeISO3166_1>DE",
        "<dcc:countryCodeISO3166_1>Germany",
        "dcc:countryCodeISO3166_1 is “Germany” but must be a country as two capital letters (ISO 3166-1), "
        "such as DE or CN",
    ),
    (
        "<dcc:beginPerformanceDate>",
        "<dcc:beginPerformanceDate>the ",
        "dcc:beginPerformanceDate is “the 2024-02-29” but must be a date such as 2025-03-31",
    ),
    ("<dcc:coreData>", '<dcc:coreData lang="en">', "dcc:coreData may not have the attribute lang"),
    (
        "<dcc:coreData>",
        '<dcc:coreData xml:lang="en">',
        "dcc:coreData may not have the attribute xml:lang",
    ),
    ("<dcc:coreData>", "<dcc:coreData>words", "dcc:coreData holds text but may hold only elements"),
    (
        "<dcc:uniqueIdentifier>",
        "<dcc:uniqueIdentifier><b/>",
        "dcc:uniqueIdentifier holds an element but may hold only text",
    ),
    ("<dcc:item>", '<dcc:item refType="">', "dcc:item/@refType holds 0 terms but must hold at least 1"),
    (
        "<dcc:item>",
        '<dcc:item id="1 a">',
        "dcc:item/@id is “1 a” but must be a name that starts with a letter or _ and holds no blank, "
        "colon or slash",
    ),
    (
        "<dcc:item>",
        '<dcc:item refId="a 1">',
        "dcc:item/@refId holds “1” but must be a name that starts with a letter or _ and holds no blank, "
        "colon or slash",
    ),
    (
        "<dcc:coreData>",
        '<dcc:coreData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">',
        "dcc:coreData may not be marked as nil",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), WORDS, ids=[new or "nothing" for _, new, _ in WORDS])
def test_a_fault_is_said_in_plain_words(old: str, new: str, message: str) -> None:
    finding = only(check(certificate(), old, new))
    assert finding.message == message
    assert finding.code == "SCHEMA-INVALID"


def test_an_element_that_is_missing_at_the_end_is_named() -> None:
    text = certificate().decode()
    start, end = text.index("<dcc:location>"), text.index("</dcc:location>") + len("</dcc:location>")
    finding = only(check(certificate(), text[start:end], ""))
    assert finding.message.startswith("dcc:contact ends too early; still expected: dcc:eMail, dcc:phone")
    assert finding.message.endswith("dcc:link or dcc:location")


def test_an_id_that_is_used_twice_is_called_that() -> None:
    text = (
        certificate()
        .replace(b"<dcc:item>", b'<dcc:item id="a">')
        .replace(b"<dcc:respPerson>", b'<dcc:respPerson id="a">')
    )
    finding = only(schema.check(parse(text)))
    assert finding.message == "dcc:respPerson/@id is “a”, which another element has as its id already"


def whole() -> bytes:
    """A certificate that uses everything."""
    return next(generate.generate(LATEST))


QUANTITIES = [
    ("<si:value>0.020", "<si:value>0,020", "si:value is “0,020” but must be a number such as 0.020, -12.5"),
    (
        "<si:valueStandardMU>0.020",
        "<si:valueStandardMU>-0.020",
        "si:valueStandardMU is “-0.020” but must be a number without a minus sign",
    ),
    (
        "<si:coverageFactor>1<",
        "<si:coverageFactor>0.5<",
        "si:coverageFactor is “0.5” but must be a coverage factor such as 2",
    ),
    (
        "<si:coverageProbability>1<",
        "<si:coverageProbability>.95<",
        "si:coverageProbability is “.95” but must be a coverage probability such as 0.95",
    ),
    (
        "<si:valueXMLList>",
        "<si:valueXMLList>1 2 x ",
        "si:valueXMLList holds “x” but must be a number such as",
    ),
    ("<si:quantityTypeQUDT>", "<si:quantityType>", None),
    (
        "<dcc:period>",
        "<dcc:period>1 year",
        "dcc:period is “1 yearP1Y” but must be a duration such as P1Y or P6M",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), QUANTITIES, ids=[new for _, new, _ in QUANTITIES])
def test_a_fault_in_a_quantity_is_said_in_plain_words(old: str, new: str, message: str | None) -> None:
    if message is None:
        text = whole().decode().replace("si:quantityTypeQUDT>", "si:quantityType>", 2)
        findings = schema.check(parse(text.encode()))
        message = "si:quantityType only keeps a place and cannot stand itself; use one of its kinds, such as "
        message += "si:quantityTypeQUDT"
    else:
        findings = check(whole(), old, new)
    assert only(findings).message.startswith(message)


def test_a_very_long_value_is_cut() -> None:
    finding = only(
        check(certificate(), "<dcc:beginPerformanceDate>", f"<dcc:beginPerformanceDate>{'9' * 500}")
    )
    assert len(finding.message) < 150
    assert "…" in finding.message


def test_no_message_shows_a_namespace_in_braces() -> None:
    for _, new, message in [*WORDS]:
        assert "{" not in message, new


# --- places ----------------------------------------------------------------------------------------------


def test_a_place_is_given_with_the_usual_prefixes_whatever_the_document_uses() -> None:
    text = certificate().decode().replace("<dcc:issuer>", "<dcc:issuer>my")
    other = text.replace("dcc:", "c:").replace("xmlns:c:", "xmlns:c=").replace("xmlns:dcc", "xmlns:c")
    default = text.replace("<dcc:", "<").replace("</dcc:", "</").replace("xmlns:dcc", "xmlns")
    expected = (
        "/dcc:digitalCalibrationCertificate/dcc:administrativeData/dcc:items/dcc:item/dcc:identifications"
        "/dcc:identification/dcc:issuer"
    )
    for document in (text, other, default):
        finding = only(schema.check(parse(document.encode())))
        assert finding.location.xpath == expected


def test_a_place_among_several_has_its_number() -> None:
    person = "<dcc:respPerson>"
    text = certificate().decode()
    block = text[text.index(person) : text.index("</dcc:respPersons>")]
    finding = only(
        check(certificate(), block, block + block + block.replace("</dcc:person>", "</dcc:person><x/>"))
    )
    assert "/dcc:respPersons/dcc:respPerson[3]/x" in str(finding.location.xpath)


def test_the_xpath_finds_the_element_again() -> None:
    root = parse(whole().replace(b"<si:value>0.020", b"<si:value>0,020"))
    finding, *_ = schema.check(root)
    found = root.xpath(str(finding.location.xpath), namespaces={"dcc": generate.DCC, "si": generate.SI})
    assert [element.text for element in found] == ["0,020"]


@pytest.mark.parametrize("lines", [10, 65_000, 65_600, 200_000])
@pytest.mark.parametrize("indented", ["", "\n  "])
def test_the_line_is_right_however_long_the_file_is(lines: int, indented: str) -> None:
    text = certificate().decode()
    text = text.replace("<dcc:items>", "\n" * lines + "<dcc:items>")
    text = text.replace("<dcc:issuer>", f"{indented}<dcc:issuer>\nmy", 1).replace(
        "</dcc:issuer>", "\n</dcc:issuer>"
    )
    root = parse(text.encode())
    finding = only(schema.check(root))
    assert finding.location.line == text[: text.index("<dcc:issuer>")].count("\n") + 1


def test_the_line_is_right_for_an_empty_element_far_down() -> None:
    text = certificate().decode().replace("<dcc:items>", "\n" * 70_000 + "<dcc:items>")
    text = text.replace("</dcc:items>", "\n<dcc:thing/>\n\n</dcc:items>")
    finding = only(schema.check(parse(text.encode())))
    assert finding.location.line == text[: text.index("<dcc:thing/>")].count("\n") + 1


def with_identifications(count: int) -> bytes:
    """A certificate whose item has so many identifications, all of them faulty."""
    text = certificate().decode()
    start = text.index("<dcc:identification>")
    block = text[start : text.index("</dcc:identification>") + len("</dcc:identification>")]
    return text.replace(block, block.replace("<dcc:issuer>", "<dcc:issuer>my") * count).encode()


def test_a_thousand_faults_are_all_reported() -> None:
    findings = schema.check(parse(with_identifications(1_000)))
    assert len(findings) == 1_000
    assert "dcc:identification[1000]/" in str(findings[-1].location.xpath)


@pytest.mark.parametrize("count", [1_001, 3_000])
def test_of_more_faults_the_first_thousand_are_reported_and_that_there_are_more(count: int) -> None:
    findings = schema.check(parse(with_identifications(count)))
    assert len(findings) == 1_001
    assert findings[-1].code == "FINDINGS-CUT"
    assert findings[-1].message == "more than 1,000 findings SCHEMA-INVALID are not all listed"


def test_a_flood_of_faults_is_cut_off_before_libxml2_seeks_their_places() -> None:
    text = certificate().decode()
    method = f"<dcc:name><dcc:content>x</dcc:content></dcc:name>{'<dcc:norm/>' * 50_000}"
    methods = f"<dcc:usedMethods><dcc:usedMethod>{method}</dcc:usedMethod></dcc:usedMethods>"
    document = text.replace("<dcc:results>", methods + "<dcc:results>")
    findings = schema.check(parse(document.encode()))
    assert len(findings) == 21
    assert findings[0].message.startswith("dcc:norm is “” but must not be empty")
    assert findings[-1].code == "FINDINGS-CUT"
    good = document.replace("<dcc:norm/>", "<dcc:norm>x</dcc:norm>")
    assert schema.check(parse(good.encode())) == ()
    one = good.replace("<dcc:norm>x</dcc:norm>", "<dcc:norm/>", 1)
    assert "/dcc:norm[1]" in str(only(schema.check(parse(one.encode()))).location.xpath)


# --- other languages inside ------------------------------------------------------------------------------

MATH = '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math>'
DATA = f"<dcc:data><dcc:formula><dcc:mathml>{MATH}</dcc:mathml></dcc:formula></dcc:data>"


def with_data(version: str, data: str) -> bytes:
    text = certificate(version).decode()
    start = text.rindex("<dcc:data>")
    return (text[:start] + data + text[text.rindex("</dcc:data>") + len("</dcc:data>") :]).encode()


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_mathml_is_accepted_and_said_to_be_unchecked(version: str) -> None:
    finding = only(schema.check(parse(with_data(version, DATA))))
    assert finding.code == "FOREIGN-XML"
    assert finding.severity is Severity.INFO
    assert "http://www.w3.org/1998/Math/MathML" in finding.message
    assert str(finding.location.xpath).endswith("/dcc:mathml/*[local-name()='math']")


def test_each_other_language_is_reported_once_with_its_count() -> None:
    xml = '<dcc:xml><a xmlns="urn:a"/></dcc:xml>'
    data = DATA.replace("</dcc:data>", f"{xml}{xml}</dcc:data>")
    findings = schema.check(parse(with_data(LATEST, data)))
    assert [finding.message for finding in findings] == [
        "an element of the namespace http://www.w3.org/1998/Math/MathML accepted without being checked",
        "2 elements of the namespace urn:a accepted without being checked",
    ]


def test_an_element_without_a_namespace_is_not_another_language() -> None:
    data = "<dcc:data><dcc:xml><bare/></dcc:xml></dcc:data>"
    finding = only(schema.check(parse(with_data(LATEST, data))))
    assert finding.message == "bare cannot stand here; expected here: an element of another language"


def test_declared_content_is_checked_and_not_called_foreign() -> None:
    real = "<si:real><si:value>1</si:value><si:unit>x</si:unit></si:real>"
    good = f"<dcc:data><dcc:xml>{real}</dcc:xml></dcc:data>"
    assert schema.check(parse(with_data(LATEST, good))) == ()
    assert only(check(with_data(LATEST, good), "<si:value>1", "<si:value>one")).code == "SCHEMA-INVALID"


def test_an_undeclared_element_of_d_si_counts_as_foreign() -> None:
    data = "<dcc:data><dcc:xml><si:realListXMLLists/></dcc:xml></dcc:data>"
    assert only(schema.check(parse(with_data(LATEST, data)))).code == "FOREIGN-XML"


def test_an_element_that_came_later_counts_as_foreign_in_an_older_version() -> None:
    data = "<dcc:data><dcc:xml><si:realList><si:thing/></si:realList></dcc:xml></dcc:data>"
    assert only(schema.check(parse(with_data("2.4.0", data)))).code == "FOREIGN-XML"
    assert only(schema.check(parse(with_data("3.0.0", data)))).code == "SCHEMA-INVALID"


@pytest.mark.parametrize(("version", "accepted"), [("3.1.2", False), ("3.2.0", True), ("3.3.0", True)])
def test_a_comment_takes_unknown_elements_since_3_2(version: str, accepted: bool) -> None:
    text = certificate(version).replace(ROOT_END, b"<dcc:comment><x/></dcc:comment>" + ROOT_END)
    assert (schema.check(parse(text)) == ()) == accepted


# --- signatures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_a_signed_certificate_is_valid_in_every_version(version: str) -> None:
    signed = certificate(version).replace(ROOT_END, f"{SIGNATURE}\n{SIGNATURE}".encode() + ROOT_END)
    signed = signed.replace(b'Id="signature"', b'Id="first"', 1)
    root = parse(signed)
    before = etree.tostring(root)
    findings = schema.check(root)
    assert etree.tostring(root) == before, "the document is as it was"
    if version in schema.WITHOUT_SIGNATURE_SLOT:
        finding = only(findings)
        assert finding.code == "SCHEMA-SIGNATURE-SLOT"
        assert finding.severity is Severity.INFO
        assert "2 signatures" in finding.message
        assert finding.location.xpath == "/dcc:digitalCalibrationCertificate/ds:Signature[1]"
    else:
        assert findings == ()


def test_what_else_is_wrong_with_a_signed_old_certificate_is_found_at_its_place() -> None:
    text = (
        certificate("3.1.2")
        .decode()
        .replace("<dcc:measurementResults>", f"\n{SIGNATURE}\n<dcc:measurementResults>")
    )
    text = text.replace("<dcc:result>", "\n<dcc:result><x/>")
    _, fault = schema.check(parse(text.encode()))
    assert fault.code == "SCHEMA-INVALID"
    assert fault.location.line == text[: text.index("<x/>")].count("\n") + 1


def test_text_behind_a_signature_is_not_hidden_with_it() -> None:
    text = certificate("3.1.2").replace(ROOT_END, SIGNATURE.encode() + b"hidden words" + ROOT_END)
    _, fault = schema.check(parse(text))
    assert fault.message == "dcc:digitalCalibrationCertificate holds text but may hold only elements"


def test_a_signature_anywhere_else_is_out_of_place() -> None:
    text = certificate("3.1.2").replace(b"<dcc:coreData>", SIGNATURE.encode() + b"<dcc:coreData>")
    assert [finding.code for finding in schema.check(parse(text))] == ["SCHEMA-INVALID"]


# --- a folder of official files --------------------------------------------------------------------------


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The official files of 3.3.0 as they are published: importing each other by web address."""
    for name in ("dcc-3.3.0.xsd", "SI_Format-2.2.1.xsd", "qudt-2.2.1.xsd", "xmldsig-core-schema.xsd"):
        shutil.copy(official_schema(name), tmp_path / name)
    dcc, si = tmp_path / "dcc-3.3.0.xsd", tmp_path / "SI_Format-2.2.1.xsd"
    text = dcc.read_text("utf-8")
    text = text.replace('"SI_Format-2.2.1.xsd"', '"https://ptb.de/si/v2.2.1/SI_Format.xsd"')
    text = text.replace('"xmldsig-core-schema.xsd"', '"https://www.ptb.de/dcc/d-sig/xmldsig-core-schema.xsd"')
    dcc.chmod(0o644)
    dcc.write_text(text, "utf-8")
    si.chmod(0o644)
    si.write_text(
        si.read_text("utf-8").replace('"qudt-2.2.1.xsd"', '"https://ptb.de/si/v2.2.1/qudt.xsd"'), "utf-8"
    )
    return tmp_path


def test_official_files_are_used_from_a_folder_even_where_they_import_from_the_web(published: Path) -> None:
    assert schema.check(parse(certificate()), schema_dir=published) == ()
    strict = only(schema.check(parse(with_data(LATEST, DATA)), schema_dir=published))
    assert strict.code == "SCHEMA-INVALID"
    assert strict.message.endswith("is declared in no schema that was loaded, which is demanded here")


def test_a_folder_without_the_version_is_wrong_use(published: Path) -> None:
    with pytest.raises(UsageError, match=r"no schema of DCC 3\.2\.1") as caught:
        schema.check(parse(certificate("3.2.1")), schema_dir=published)
    assert "dcc schema add" in caught.value.hint


def test_a_folder_that_lacks_an_imported_file_names_it(published: Path) -> None:
    (published / "SI_Format-2.2.1.xsd").unlink()
    with pytest.raises(UsageError, match=r"https://ptb\.de/si/v2\.2\.1/SI_Format\.xsd, not found"):
        schema.check(parse(certificate()), schema_dir=published)


def test_a_file_that_is_no_schema_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "dcc-3.3.0.xsd").write_text("<html/>")
    with pytest.raises(UsageError, match="not a usable schema"):
        schema.check(parse(certificate()), schema_dir=tmp_path)


@pytest.mark.parametrize("version", ["../../secret", "3.3.0/../x"])
def test_a_version_cannot_lead_out_of_the_folder(tmp_path: Path, version: str) -> None:
    (tmp_path / "inner").mkdir()
    assert schema.schema_path(version, tmp_path / "inner") is None


@needs_corpora
def test_a_version_that_only_the_folder_knows_is_judged_by_it(tmp_path: Path) -> None:
    text = official_schema("dcc-3.3.0.xsd").read_text("utf-8").replace(r"3\.3\.0", r"9\.9\.9")
    for name in ("SI_Format-2.2.1.xsd", "qudt-2.2.1.xsd", "xmldsig-core-schema.xsd"):
        shutil.copy(official_schema(name), tmp_path / name)
    (tmp_path / "dcc-9.9.9.xsd").write_text(text, "utf-8")
    document = certificate().replace(b'"3.3.0"', b'"9.9.9"')
    assert schema.check(parse(document), schema_dir=tmp_path) == ()
    assert only(schema.check(parse(document))).code == "SCHEMA-VERSION-UNKNOWN"


# --- machinery -------------------------------------------------------------------------------------------


def test_a_number_of_eleven_megabytes_is_a_fault_and_no_crash() -> None:
    finding = only(schema.check(parse(minimal().replace(b"20.012", b"2" * 11_000_000))))
    assert finding.code == "SCHEMA-INVALID"
    assert "too long" in finding.message


def test_threads_do_not_see_each_others_errors() -> None:
    good, bad = parse(certificate()), certificate().replace(b"<dcc:issuer>", b"<dcc:issuer>my")
    wrong: list[object] = []

    def judge(document: etree._Element, expected: int) -> None:
        for _ in range(300):
            findings = schema.check(document)
            if len(findings) != expected:
                wrong.append(findings)

    threads = [threading.Thread(target=judge, args=(parse(bad), 1)) for _ in range(3)]
    threads += [threading.Thread(target=judge, args=(good, 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_one_schema_is_compiled_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once in a fresh process break the types that libxml2 shares between all of its schemas."""
    real, inside, most = etree.XMLSchema, 0, 0

    def compile_slowly(document: etree._ElementTree) -> etree.XMLSchema:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        compiled = real(document)
        inside -= 1
        return compiled

    monkeypatch.setattr(etree, "XMLSchema", compile_slowly)
    document = parse(certificate())
    with ThreadPoolExecutor(4) as threads:  # new threads, which have compiled nothing yet
        found = list(threads.map(lambda _: schema.check(document), range(4), timeout=60))
    assert found == [()] * 4
    assert most == 1


def test_checking_imports_no_other_schema_library() -> None:
    code = (
        "import sys\n"
        "from dcc import schema\n"
        "from dcc.xml.parse import parse\n"
        "schema.check(parse(sys.stdin.buffer.read()))\n"
        "print([name for name in ('xmlschema', 'pint', 'urllib.request') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=certificate(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"

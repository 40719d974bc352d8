"""What is no certificate is called by its name, with what to do instead: whatever reads it says the same."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

import dcc
from dcc import schema
from dcc.errors import DocumentError
from dcc.findings import Finding
from dcc.xml.kinds import kind_of
from dcc.xml.parse import parse
from dcc.xml.roots import not_a_certificate
from tests.documents import minimal


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 5000)
    return packed.getvalue()


def workbook() -> bytes:
    saved = io.BytesIO()
    openpyxl.Workbook().save(saved)
    return saved.getvalue()


PAGE = "<!DOCTYPE html><html><body>Login</body></html>"

OTHER_FILES = {
    "a login page": (PAGE.encode(), "a web page (HTML)", "saved from a browser"),
    "a page in capitals behind a comment": (
        b"\n<!-- a --> <!-- b -->\n<HTML><br></HTML>",
        "a web page",
        "Log in",
    ),
    "a page with a byte order mark": (b"\xef\xbb\xbf" + PAGE.encode(), "a web page", "Log in"),
    "a page in UTF-16": (PAGE.encode("utf-16"), "a web page", "download the XML file itself"),
    "a page in UTF-16 without a mark": (PAGE.encode("utf-16-le"), "a web page", "Log in"),
    "a page of XHTML": (
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd">'
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "a web page",
        "Log in",
    ),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF", "attached to the PDF"),
    "a workbook": (workbook(), "a workbook (Excel)", "dcc build"),
    "a Word document": (zipped("[Content_Types].xml", "word/document.xml"), "a Word document", "laboratory"),
    "an ASiC container": (
        zipped("mimetype").replace(b"x" * 5000, b"application/vnd.etsi.asic-e+zip".ljust(5000)),
        "a signed container",
        "Unpack it",
    ),
    "a ZIP archive": (zipped("certificate.xml"), "a ZIP archive", "Unpack it"),
    "a gzip file": (b"\x1f\x8b\x08", "packed with gzip", "Unpack it"),
    "an Outlook message": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a mail in an older format", "attached"),
    "a mail": (b"Return-Path: <a@example.org>\r\nSubject: x\r\n\r\nhello", "a mail", "attached to it"),
    "a mailbox": (b"From a@example.org Mon Nov 30", "a mail", "attached to it"),
    "JSON": (b' \n{"a": 1}', "JSON", "dcc convert"),
    "a JSON list": (b'[{"a": 1}]', "JSON", "dcc convert"),
    "a scan": (b"\xff\xd8\xff\xe0", "a picture", "XML file"),
    "a signed container": (b"0\x82\x1a\x2b", "CMS, .p7m", "the XML file that is in it"),
    "a PEM file": (b"-----BEGIN CERTIFICATE-----\n", "PEM", "calibration certificate's XML"),
    "Base64": (b"PD94bWwgdmVyc2lvbj0iMS4wIj8+", "Base64", "Decode it"),
    "a source": (b"# A source\n\ntype: calibration\n", "a source (YAML)", "dcc build"),
    "a file of zeros": (bytes(500), "zeros", "Download or copy it again"),
}


@pytest.mark.parametrize(("data", "name", "advice"), OTHER_FILES.values(), ids=OTHER_FILES.keys())
def test_a_file_of_another_kind_is_named(data: bytes, name: str, advice: str) -> None:
    finding = refusal_of(data)
    assert finding.code == "XML-MALFORMED"
    assert name in finding.message
    assert advice in finding.hint


def refusal_of(data: bytes) -> Finding:
    """The one finding, which validation and reading share."""
    (finding,) = dcc.validate(data).findings
    with pytest.raises(DocumentError) as refusal:
        dcc.read(data)
    assert refusal.value.findings == (finding,)
    return finding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_certificate_is_nothing_else(encoding: str) -> None:
    text = minimal().decode()
    for prolog in ("", "<!-- html -->", "\n\n", "<?pi {?>"):
        assert kind_of((prolog + text).encode(encoding)) is None


def test_whatever_stands_in_front_is_looked_through_once() -> None:
    """Patterns that can be matched in many ways take for ever to fail."""
    assert kind_of(b"<!-- -->" * 500 + b"<!DOCTYPE") is None
    assert kind_of(b" " * 10_000_000 + b"<a/>") is None


# --- the outermost element ------------------------------------------------------------------------------

NAME, SPACE = "digitalCalibrationCertificate", "https://ptb.de/dcc"


def written(old: str, new: str) -> bytes:
    text = minimal().decode()
    assert old in text
    return text.replace(old, new).encode()


WRONG_ROOTS = {
    "a capital letter": (
        written(NAME, "DigitalCalibrationCertificate"),
        "DigitalCalibrationCertificate with a capital D, not digitalCalibrationCertificate",
        "<dcc:digitalCalibrationCertificate>",
    ),
    "a small letter": (written(NAME, "digitalcalibrationCertificate"), "with a small c", f"<dcc:{NAME}>"),
    "capitals only": (written(NAME, NAME.upper()), "capital and small letters mixed up", f"<dcc:{NAME}>"),
    "hyphens": (written(NAME, "digital-calibration-certificate"), f"not {NAME}", f"<dcc:{NAME}>"),
    "a slip of the pen": (
        written(NAME, "digitalCalibrationCertficate"),
        f"perhaps dcc:{NAME} is meant",
        "by hand",
    ),
    "http": (
        written(SPACE, "http://ptb.de/dcc"),
        f"the namespace http://ptb.de/dcc, not {SPACE}",
        f'"{SPACE}"',
    ),
    "a slash": (written(f'{SPACE}"', f'{SPACE}/"'), f"the namespace {SPACE}/, not {SPACE}", f'"{SPACE}"'),
    "www": (written(SPACE, "https://www.ptb.de/dcc"), "www.ptb.de", f'xmlns:dcc="{SPACE}"'),
    "capitals in the namespace": (written(SPACE, "https://PTB.de/DCC"), "PTB.de/DCC, not", f'"{SPACE}"'),
    "no namespace": (
        f'<{NAME} schemaVersion="3.3.0"/>'.encode(),
        f"has no namespace, not {SPACE}",
        f'xmlns:dcc="{SPACE}"',
    ),
    "both": (
        f'<c:Digitalcalibrationcertificate xmlns:c="{SPACE}/"/>'.encode(),
        f"and has the namespace {SPACE}/",
        f'<dcc:{NAME}> and xmlns:dcc="{SPACE}"',
    ),
    "a part": (f'<d:item xmlns:d="{SPACE}"/>'.encode(), "a part of a certificate", "the whole certificate"),
    "an envelope": (
        b"<envelope><body>" + minimal()[minimal().index(b"<dcc:") :] + b"</body></envelope>",
        "inside another document, whose outermost element is envelope",
        "as a file of its own",
    ),
    "a D-SI value": (
        b'<si:real xmlns:si="https://ptb.de/si"><si:value>1</si:value><si:unit>\\metre</si:unit></si:real>',
        "a quantity value in D-SI on its own",
        "dcc build",
    ),
    "D-SI values": (b'<t:testDSIXML xmlns:t="https://ptb.de/si/examples"/>', "in D-SI", "whole certificate"),
    "a DRMD": (
        b'<drmd:digitalReferenceMaterialDocument xmlns:drmd="https://example.org/drmd"/>',
        "a digital reference material document (DRMD)",
        "not a calibration",
    ),
    "a DRMD of another version": (
        b'<digitalReferenceMaterialDocument xmlns="urn:drmd:schema"/>',
        "a digital reference material document (DRMD)",
        "a program for DRMD",
    ),
    "a page with prefixes": (b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>', "a web page", "Log in"),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a drawing (SVG)", "XML file"),
    "a signature": (
        b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
        "a signature apart from what it signs",
        "the signed certificate",
    ),
    "signatures of a container": (
        b'<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"/>',
        "a signature apart from what it signs",
        "the signed certificate",
    ),
    "a schema": (b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "an XML schema", "laboratory"),
    "a server's refusal": (b"<Error><Code>AccessDenied</Code></Error>", "message of a server", "Download"),
    "something else": (
        b'<Invoice xmlns="urn:invoice"/>',
        "Invoice in the namespace urn:invoice",
        "container",
    ),
}


@pytest.mark.parametrize(("data", "name", "advice"), WRONG_ROOTS.values(), ids=WRONG_ROOTS.keys())
def test_another_document_is_named(data: bytes, name: str, advice: str) -> None:
    finding = refusal_of(data)
    assert finding.code == "SCHEMA-ROOT"
    assert name in finding.message
    assert advice in finding.hint
    assert finding.location.line
    assert finding.location.xpath


def test_a_name_of_any_length_gives_a_short_message() -> None:
    for name in ("x" * 100_000, f"{NAME}{'-' * 100_000}"):
        root = parse(f'<{name} xmlns="urn:{"y" * 3_000}"/>'.encode())
        assert len(not_a_certificate(root).message) < 600
        assert schema.check(root)


def test_a_prefix_that_nobody_declares_is_given_its_namespace() -> None:
    finding = refusal_of(written(f' xmlns:dcc="{SPACE}"', ""))
    assert finding.code == "XML-MALFORMED"
    assert f'xmlns:dcc="{SPACE}"' in finding.hint

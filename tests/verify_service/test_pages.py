"""The pages, as a browser without JavaScript gets them."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from dcc.vocabulary import CertificateType
from tests.verify_service.conftest import Running
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import a_document, found_laboratory
from tests.verify_service.test_api import FORM, as_form
from verify_service.portal.language import LANGUAGES, texts

ID = an_id(1)


class Page(HTMLParser):
    """The parts of a page the tests look at; it also checks that elements are closed in order."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.status = answer.status_code
        self.source = answer.text
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def headline(self) -> str:
        (found,) = re.findall(r"<h1>(.*?)</h1>", self.source)
        return unescape(re.sub("<[^>]*>", "", found))

    @property
    def facts(self) -> dict[str, str]:
        """The rows of the section about what the register holds."""
        (section,) = re.findall(r'<section class="facts">.*?</section>', self.source, re.DOTALL)
        rows = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", section)
        return {unescape(name): unescape(re.sub("<[^>]*>", "", value)) for name, value in rows}

    @property
    def tone(self) -> str | None:
        (body,) = self.all("body")
        return body["class"]


def page(running: Running, path: str, **headers: str) -> Page:
    return Page(running.get(path, **headers))


def bring_about(running: Running, state: str) -> str:
    """Publish a certificate and let happen to it what brings it into ``state``; its id."""
    if state == "mistyped":
        return "x"
    if state == "unknown":
        return ID
    running.publish(number="T1", verification_id=ID, valid_until="2026-11-20" if state == "expired" else None)
    if state == "suspended":
        running.event(ID, "suspend", reason="fraud")
    elif state == "void":
        running.end(ID)
    elif state == "replaced":
        running.approve(running.event(ID, "replace", by=running.publish(number="T2")["id"]))
    elif state == "expired":
        running.clock.go_on(days=1)
    return ID


def check(running: Running, content: bytes, path: str = "/verify") -> Page:
    return Page(running.client.post(path, data=as_form(content), content_type=FORM))


HEADLINES = {
    "valid": {
        "zh": "校准证书 T2026-0001 登记状态：有效",
        "en": "Calibration certificate T2026-0001 is listed as valid",
        "de": "Kalibrierschein T2026-0001 ist als gültig eingetragen",
    },
    "void": {
        "zh": "校准证书 T2026-0001 已作废",
        "en": "Calibration certificate T2026-0001 is VOID",
        "de": "Kalibrierschein T2026-0001 ist UNGÜLTIG",
    },
    "unknown": {
        "zh": "本系统中没有这份证书",
        "en": "This certificate is not in this register",
        "de": "Dieses Zertifikat steht nicht in diesem Register",
    },
}


class TestACertificatesPage:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("state", "tone"), [("valid", "good"), ("void", "stop"), ("unknown", "unknown")])
    def test_its_headline_is_the_verdict(
        self, running: Running, language: str, state: str, tone: str
    ) -> None:
        if state != "unknown":
            running.publish(verification_id=ID)
        if state == "void":
            running.end(ID)
        for way in (f"/c/{ID}?lang={language}", f"/C/{ID.lower()}?lang={language}"):
            found = page(running, way)
            assert found.headline == HEADLINES[state][language]
            assert found.tone == tone
            assert found.status == (404 if state == "unknown" else 200)
            assert found.source.index("<h1>") < found.source.index("<h2>")
            (html,) = found.all("html")
            assert (html["lang"] or "").startswith(language)

    def test_the_language_follows_the_browser(self, running: Running) -> None:
        running.publish(verification_id=ID)
        found = page(running, f"/c/{ID}", **{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
        assert found.headline == HEADLINES["valid"]["zh"]

    def test_json_is_for_programs(self, running: Running) -> None:
        running.publish(verification_id=ID)
        answer = running.get(f"/c/{ID}", Accept="application/json")
        assert answer.json == running.get(f"/api/v1/certificates/{ID}").json
        assert "Accept" in running.get(f"/c/{ID}").headers["Vary"]
        unknown = running.get(f"/c/{an_id(9)}", Accept="application/json")
        assert unknown.status_code == 404
        assert unknown.mimetype == "application/problem+json"

    @pytest.mark.parametrize(
        "state", ["valid", "suspended", "replaced", "void", "expired", "unknown", "mistyped"]
    )
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_page_and_json_say_the_same(self, running: Running, state: str, language: str) -> None:
        identifier = bring_about(running, state)
        answer = running.get(f"/c/{identifier}", Accept="application/json")
        found = page(running, f"/c/{identifier}?lang={language}")
        assert found.status == answer.status_code
        if found.status != 200:
            return
        t, record = texts(language), answer.json
        told = {
            t("fact.number"): record["number"],
            t("fact.status"): t(f"status.{record['status']}"),
            t("fact.type"): CertificateType(record["type"]).titles[language],
            t("fact.laboratory"): next(iter(record["laboratory"]["name"].values())),
            t("fact.laboratory_code"): record["laboratory"]["code"],
            t("fact.issue_date"): t.day(date.fromisoformat(record["issue_date"])),
            t("fact.item"): record["items"][0]["kind"]["en"],
            t("fact.serial_end"): record["items"][0]["serial"],
        }
        if record["status"] != "valid":
            told[t("fact.since")] = t.moment(datetime.fromisoformat(record["since"]))
        if record["reason"]:
            told[t("fact.reason")] = t(f"reason.{record['reason']}")
        if record["replaced_by"]:
            told[t("fact.replaced_by")] = "T2"
            assert f'href="/c/{record["replaced_by"]}?lang={language}"' in found.source
        if record["valid_until"]:
            told[t("fact.valid_until")] = t.day(date.fromisoformat(record["valid_until"]))
        assert found.facts == told
        assert record["url"].removeprefix("https://verify.example.org") == f"/c/{identifier}"

    def test_every_answer_at_its_address_varies_with_format_and_language(self, running: Running) -> None:
        running.publish(verification_id=ID, instrument_code=an_id(7))
        for path in (f"/c/{ID}", f"/c/{an_id(9)}", "/c/x", f"/i/{an_id(7)}", "/i/x", "/", "/nowhere"):
            for accept in ("text/html", "application/json"):
                answer = running.get(path, Accept=accept)
                assert {"Accept", "Accept-Language"} <= set(answer.headers["Vary"].split(", ")), path
        assert "Vary" not in running.get("/static/pages.css").headers

    @pytest.mark.parametrize(
        ("accept", "media_type"),
        [
            ("application/json", "application/json"),
            ("application/json, text/html;q=0.5", "application/json"),
            ("text/html, application/json;q=0.9", "text/html"),
            ("application/json;q=0.5, text/html;q=0.5", "text/html"),
            ("application/*", "application/json"),
            ("image/png", "text/html"),
        ],
    )
    def test_the_clients_preference_decides_between_page_and_json(
        self, running: Running, accept: str, media_type: str
    ) -> None:
        running.publish(verification_id=ID)
        assert running.get(f"/c/{ID}", Accept=accept).mimetype == media_type

    def test_browsers_get_html(self, running: Running) -> None:
        running.publish(verification_id=ID)
        for accept in ("*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""):
            assert running.get(f"/c/{ID}", Accept=accept).mimetype == "text/html"

    def test_it_asks_to_compare_and_offers_to_check_the_file(self, running: Running) -> None:
        running.publish(verification_id=ID)
        found = page(running, f"/c/{ID}")
        assert "…8431" in found.source
        forms = [form for form in found.all("form") if form.get("enctype") == "multipart/form-data"]
        assert [form["action"] for form in forms] == [f"/c/{ID}"]
        assert "SN-88431" not in found.source
        assert "Example Customer" not in found.source

    def test_a_void_one_is_stamped_and_a_replaced_one_names_its_successor(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        new = running.publish(number="T2")["id"]
        running.approve(running.event(ID, "replace", by=new))
        old = page(running, f"/c/{ID}?lang=zh")
        assert "作废" in old.headline
        assert "stamp" in [each.get("class") for each in old.all("p")]
        assert f'<a href="/c/{new}?lang=zh"><span class="whole">T2</span></a>' in old.source
        assert f'<a href="/c/{ID}"><span class="whole">T1</span></a>' in page(running, f"/c/{new}").source

    def test_a_suspended_one_says_so_and_why(self, running: Running) -> None:
        running.publish(verification_id=ID)
        running.event(ID, "suspend", reason="standard-out-of-tolerance", note="Not for the public.")
        found = page(running, f"/c/{ID}")
        assert found.headline == "Calibration certificate T2026-0001 is suspended"
        assert "a measurement standard was out of tolerance" in found.source
        assert "Not for the public" not in found.source

    def test_a_void_one_stays_void_when_the_clock_goes_back(self, running: Running) -> None:
        """Or on a machine whose clock is behind that of the one which took the approval."""
        code = an_id(3)
        xml = running.publish(verification_id=ID, instrument_code=code)["xml"]
        running.clock.go_on(hours=2)
        running.end(ID)
        running.clock.go_on(hours=-1)
        assert page(running, f"/c/{ID}").tone == "stop"
        assert check(running, xml).tone == "stop"
        assert '<li class="stop">' in page(running, f"/i/{code}").source
        assert running.get(f"/c/{ID}", Accept="application/json").json["status"] == "void"
        assert running.get(f"/api/v1/certificates/{ID}/status").json["status"] == "void"

    def test_one_past_its_day_is_not_shown_as_good(self, running: Running) -> None:
        running.publish(verification_id=ID, valid_until="2026-11-20", kind="verification")
        assert page(running, f"/c/{ID}").tone == "good"
        running.clock.go_on(days=1)
        found = page(running, f"/c/{ID}")
        assert found.headline == "Verification certificate T2026-0001 is past its valid-until date"
        assert found.tone == "caution"

    @pytest.mark.parametrize("typed", ["x", "0" * 27, "%3Cscript%3E", "证书" * 10])
    def test_a_mistyped_id_is_told_from_an_unknown_one(self, running: Running, typed: str) -> None:
        found = page(running, f"/c/{typed}")
        assert (found.status, found.headline) == (404, "This id cannot be right")
        assert "<script" not in found.source

    def test_the_first_page_leads_to_it(self, running: Running) -> None:
        running.publish(verification_id=ID)
        answer = running.get(f"/find?id=%20{ID.lower()}&lang=de")
        assert answer.status_code == 303
        assert page(running, answer.headers["Location"]).headline == HEADLINES["valid"]["de"]
        pasted = running.get(f"/find?id=HTTPS://VERIFY.EXAMPLE.ORG/C/{ID}/")
        assert page(running, pasted.headers["Location"]).headline == HEADLINES["valid"]["en"]
        assert running.get("/find").status_code == 303

    @pytest.mark.parametrize("added", ["?lang=de", "/?lang=zh&x=/", "#dossier", "?"])
    def test_its_address_can_be_pasted_as_the_browser_shows_it(self, running: Running, added: str) -> None:
        running.publish(verification_id=ID)
        address = f"https://verify.example.org/c/{ID}{added}"
        pasted = running.client.get("/find", query_string={"id": address})
        assert pasted.headers["Location"] == f"/c/{ID}"

    def test_the_first_page_knows_an_instruments_code_as_well(self, running: Running) -> None:
        code = an_id(3)
        running.publish(verification_id=ID, instrument_code=code)
        for typed in (code, code.lower(), f"HTTPS://VERIFY.EXAMPLE.ORG/I/{code}"):
            found = running.client.get("/find", query_string={"id": typed, "lang": "de"})
            listed = page(running, found.headers["Location"])
            assert (listed.status, listed.headline) == (200, "Ein Zertifikat dieses Geräts")


class TestCheckingAFile:
    def test_the_registered_one_is_genuine(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        for path in ("/verify", f"/c/{ID}", f"/C/{ID.lower()}"):
            found = check(running, published["xml"], path)
            assert found.headline == "The file is genuine, the certificate is valid"
            assert found.tone == "good"
            assert "SN-88431" in found.source
            assert "Example Customer" in found.source

    def test_a_changed_digit_is_caught(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        found = check(running, published["xml"].replace(b"20.012", b"20.013"))
        assert (found.headline, found.tone) == ("This file is NOT the registered certificate", "stop")
        assert "Example Customer" not in found.source

    @pytest.mark.parametrize(
        ("language", "headline", "sentence", "remark", "title"),
        [
            (
                "zh",
                "文件真实，但签章者与文件所列名称不一致",
                "加盖专用章的是“Example Calibration Laboratory”，而文件所列机构是“国家&lt;计量&gt;院”。",
                "文件所列名称与签名人的名称不一致。",
                "签名人与证书所列名称不一致",
            ),
            (
                "en",
                "The file is genuine, but who signed is not who it names",
                "Sealed by Example Calibration Laboratory; the file names 国家&lt;计量&gt;院 as the "
                "laboratory.",
                "The names in the file are NOT those of the signers.",
                "Who signed is not who the certificate names",
            ),
            (
                "de",
                "Die Datei ist echt, aber signiert hat nicht, wen sie nennt",
                "Gesiegelt von Example Calibration Laboratory; als Laboratorium nennt die Datei "
                "国家&lt;计量&gt;院.",
                "Die Namen in der Datei sind NICHT die der Unterzeichner.",
                "Signiert hat nicht, wen das Zertifikat nennt",
            ),
        ],
    )
    def test_one_that_names_another_laboratory_in_one_language_says_so(
        self, running: Running, language: str, headline: str, sentence: str, remark: str, title: str
    ) -> None:
        own = b"<dcc:content>Example Calibration Laboratory</dcc:content>"
        other = own.replace(b"Example Calibration Laboratory", "国家&lt;计量&gt;院".encode())
        document = a_document(verification_id=ID)
        assert own in document
        published = running.publish(document.replace(own, own + other))
        found = check(running, published["xml"], f"/c/{ID}?lang={language}")
        assert found.headline == headline
        assert f"<p>{sentence}</p>" in found.source
        assert f'<li class="open">{remark}</li>' in found.source
        assert f"<span>{title}</span>" in found.source
        assert '<section class="verdict caution">' in found.source

    def test_one_that_names_another_laboratory_alone_is_not_genuine(self, running: Running) -> None:
        document = a_document().replace(b"Example Calibration Laboratory", b"Another Institute")
        found = check(running, running.laboratory.sign(document))
        assert found.headline == texts("en")("headline.file_failed.title")
        sentence = (
            "Sealed by Example Calibration Laboratory; the file names Another Institute as the laboratory."
        )
        assert f"<p>{sentence}</p>" in found.source
        assert '<li class="no">The names in the file are NOT those of the signers.</li>' in found.source

    def test_a_genuine_but_void_one_is_void(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        running.end(ID)
        found = check(running, published["xml"], f"/c/{ID}?lang=de")
        assert (found.headline, found.tone) == ("Das Zertifikat in dieser Datei ist UNGÜLTIG", "stop")

    def test_another_certificate_is_called_another(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        other = running.publish(number="T2")
        found = check(running, other["xml"], f"/c/{ID}")
        assert (found.headline, found.tone) == ("The file is another certificate", "caution")

    def test_a_forged_twin_is_not_the_registered_one(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        forged = running.laboratory.sign(a_document(number="T1", verification_id=ID, value="20.5"))
        found = check(running, forged)
        assert (found.headline, found.tone) == ("This file is NOT the registered certificate", "stop")

    def test_a_file_that_names_a_number_alone_gets_no_way_to_its_certificate(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        forged = running.laboratory.sign(a_document(number="T1", value="20.5"))
        found = check(running, forged)
        assert found.headline == "This file is NOT the registered certificate"
        assert "T1" in found.source
        assert ID not in found.source
        assert "8431" not in found.source

    @pytest.mark.parametrize(
        ("language", "title", "role", "result"),
        [
            ("zh", "已签名的内容被改动", "专用章", "无效"),
            ("en", "What was signed has been changed", "Seal", "INVALID"),
            ("de", "Der signierte Inhalt wurde verändert", "Siegel des Laboratoriums", "UNGÜLTIG"),
        ],
    )
    def test_findings_and_signatures_are_told_in_the_readers_language(
        self, running: Running, language: str, title: str, role: str, result: str
    ) -> None:
        changed = running.laboratory.sign(a_document()).replace(b"20.012", b"20.013")
        found = check(running, changed, f"/verify?lang={language}")
        (findings,) = re.findall(r'<ul class="findings">.*?</ul>', found.source, re.DOTALL)
        assert f"<span>{title}</span>" in findings
        assert findings.index(title) < findings.index("SIG-DIGEST")
        assert findings.index("<details>") < findings.index("SIG-DIGEST")
        assert '<div lang="en"><p>the document is not what was signed' in findings
        assert f"<h3>{role}</h3>" in found.source
        (signature,) = re.findall(r'<div class="signature no">.*?</dl>', found.source, re.DOTALL)
        assert f"<dd>{result}</dd>" in signature
        assert "<dd>Example seal</dd>" in signature
        assert "<dd>Example Calibration Laboratory</dd>" in signature

    def test_the_page_about_a_file_with_a_thousand_faults_stays_small(self, running: Running) -> None:
        document = a_document().replace(
            b"<dcc:measurementResults>", b"<dcc:measurementResults>" + b"<dcc:nonsense refId='x'/>" * 1000
        )
        found = check(running, document.replace(b'lang="en"', b'lang="xx"'))
        assert found.tone == "stop"
        assert len(found.source.encode()) < 40_000

    def test_without_trust_or_registration_nothing_is_called_genuine(self, running: Running) -> None:
        unsigned = check(running, a_document())
        assert unsigned.headline == "This file is not signed: anybody may have written it"
        stranger = check(running, found_laboratory().sign(a_document()))
        assert stranger.headline == "We cannot tell whether this file is genuine"
        known = check(running, running.laboratory.sign(a_document()))
        assert known.headline == "The signatures verify, but the file is not registered here"

    @pytest.mark.parametrize("content", [b"Not XML", b"\x89PNG\r\n", b"<a/>", b"<!DOCTYPE a><a/>"])
    def test_what_is_no_certificate_gets_its_findings(self, running: Running, content: bytes) -> None:
        found = check(running, content)
        assert (found.status, found.tone) == (200, "unknown")
        assert found.headline == "This file cannot be read as a certificate"
        assert 'class="findings"' in found.source

    def test_markup_in_a_file_stays_text(self, running: Running) -> None:
        hostile = "T&lt;script&gt;alert(1)&lt;/script&gt;"
        published = running.publish(number=hostile)
        for found in (check(running, published["xml"]), page(running, f"/c/{published['id']}")):
            assert "<script" not in found.source
            assert hostile in found.source

    def test_a_large_file_is_read_and_a_larger_one_refused(self, running: Running) -> None:
        padding = b"\n" * 1_000_000
        published = running.publish(verification_id=ID)
        assert (
            check(running, published["xml"] + padding).headline
            == "The file is genuine, the certificate is valid"
        )
        too_large = check(running, b"x" * 50_000_000)
        assert (too_large.status, too_large.headline) == (413, "The file is too large")

    def test_an_empty_form_is_told(self, running: Running) -> None:
        assert check(running, b"").headline == "No file arrived"
        answer = running.client.post("/verify", data={})
        assert Page(answer).status == 415

    def test_a_page_that_a_form_brought_leads_to_other_languages(self, running: Running) -> None:
        found = check(running, b"x", "/verify?lang=de")
        assert [link["href"] for link in found.all("a") if link.get("hreflang")] == [
            "/?lang=zh",
            "/?lang=en",
            "/?lang=de",
        ]


class TestAnInstrumentsPage:
    def test_it_lists_certificates_with_masked_numbers(self, running: Running) -> None:
        code = an_id(7)
        old = running.publish(number="T2026-0001", instrument_code=code)["id"]
        new = running.publish(number="T2026-0002", instrument_code=code)["id"]
        running.end(old)
        found = page(running, f"/I/{code}")
        assert found.headline == "2 certificates of this instrument"
        assert "T2026-0001" not in found.source
        assert found.source.index(new) < found.source.index(old)
        assert [each["class"] for each in found.all("li") if each.get("class") in ("good", "stop")] == [
            "good",
            "stop",
        ]

    @pytest.mark.parametrize("code", [an_id(8), "x"])
    def test_an_unknown_one_is_unknown(self, running: Running, code: str) -> None:
        found = page(running, f"/i/{code}")
        assert (found.status, found.headline) == (404, "This instrument is not in this register")


def addresses(running: Running) -> list[str]:
    code = an_id(7)
    if not running.get(f"/api/v1/certificates/{ID}").json.get("id"):
        running.publish(verification_id=ID, instrument_code=code)
    return ["/", f"/c/{ID}", f"/c/{an_id(9)}", "/c/x", f"/i/{code}", "/i/x", "/nowhere", "/verify", "/livez"]


def test_every_answer_carries_the_security_headers(running: Running) -> None:
    for path in [*addresses(running), "/static/pages.css", "/api/v1/certificates/x", "/openapi.json"]:
        answer = running.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'"), path
        assert "unsafe" not in policy
        assert "script-src" not in policy
        for name, value in (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("X-Robots-Tag", "noindex"),
        ):
            assert answer.headers[name] == value
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        assert "Set-Cookie" not in answer.headers
        kept = "public, max-age=3600" if path.startswith("/static") else "no-store"
        assert answer.headers["Cache-Control"] == kept


def test_pages_have_no_script_no_inline_style_and_nothing_from_elsewhere(running: Running) -> None:
    for path in addresses(running)[:-1]:
        found = page(running, path)
        names = {tag for tag, _ in found.elements}
        assert not names & {"script", "style", "iframe", "object", "img"}, path
        for tag, attributes in found.elements:
            assert not [name for name in attributes if name == "style" or name.startswith("on")], (path, tag)
            for name in ("href", "src", "action"):
                address = attributes.get(name)
                assert address is None or address.startswith(("/", "#")), (path, address)
                assert address is None or not address.startswith("//")


def test_pages_are_small_and_every_field_has_a_label(running: Running) -> None:
    style = len(running.get("/static/pages.css").data)
    for path in addresses(running)[:-1]:
        found = page(running, path)
        assert len(found.source.encode()) + style < 50_000, path
        labelled = {label["for"] for label in found.all("label")}
        fields = [each for each in found.all("input") if each.get("type") != "hidden"]
        assert {field["id"] for field in fields} <= labelled
        assert len(found.all("h1")) == 1


def test_a_page_that_is_not_there_keeps_the_frame(running: Running) -> None:
    found = page(running, "/nowhere?lang=zh")
    assert (found.status, found.headline) == (404, "没有这个页面")
    assert Page(running.client.delete("/")).status == 405


def test_no_address_makes_a_page_that_leads_to_another_host(running: Running) -> None:
    for path in ("//evil.example/x", "/%2F%2Fevil.example", "/c//evil.example", "/%22%3E%3Ca%20href=x"):
        found = Page(running.client.get(path, follow_redirects=True, buffered=True))
        assert found.status == 404
        for link in found.all("a"):
            assert re.match(r"/(?!/)|#", link["href"] or ""), link["href"]

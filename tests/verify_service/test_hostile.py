"""What strangers send to the service: none of it is an error of the service, and nothing false is said."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

import signing
from dcc.xml.parse import Limits
from signing.authority import Subject
from tests.verify_service.conftest import Running
from tests.verify_service.examples import NOON, an_id
from tests.verify_service.laboratory import CODE, NAME, a_document, found_laboratory
from verify_service import verification
from verify_service.records import Role
from verify_service.service import EXTENSION

ID = an_id(1)


BEYOND = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-20T12:00")


@pytest.mark.parametrize("time", BEYOND)
def test_times_that_are_none_in_utc(running: Running, time: str) -> None:
    running.publish(verification_id=ID)
    answer = running.get(f"/api/v1/certificates/{ID}/status?at={time.replace('+', '%2B')}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "body", ['{"type": "suspend", "reason": "fraud", "note": "\\ud800"}', '{"type": "\\u0000"}', "[" * 30_000]
)
def test_json_that_no_database_can_keep(running: Running, body: str) -> None:
    running.publish(verification_id=ID)
    key = running.keys[Role.PUBLISHER]
    answer = running.client.post(
        f"/api/v1/certificates/{ID}/events",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/bad-request")


@pytest.mark.parametrize("name", ["q", "number", "customer"])
def test_a_search_for_what_no_text_has(running: Running, name: str) -> None:
    answer = running.get(f"/api/v1/certificates?{name}=%00", key=Role.READER)
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/bad-request")


def test_a_trust_folder_half_written_is_the_services_fault(running: Running) -> None:
    assert running.config.trust is not None
    (running.config.trust / "crls" / "root.crl").write_bytes(b"half a li")
    answer = running.post("/api/v1/verify", running.laboratory.sign(a_document()))
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/unavailable")
    assert "root.crl" not in answer.text
    assert str(running.config.trust) not in answer.text


def test_an_address_says_which_methods_it_takes(running: Running) -> None:
    for path, methods in (("/livez", "GET, HEAD, OPTIONS"), ("/verify", "OPTIONS, POST")):
        answer = running.client.delete(path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, methods)


def test_ids_that_are_unknown_and_ids_that_cannot_be_are_answered_alike(running: Running) -> None:
    running.publish(verification_id=ID)
    paths = ("/api/v1/certificates/{}", "/api/v1/certificates/{}/status", "/i/{}")
    answers = {
        running.get(path.format(each), Accept="application/json").data
        for path in paths
        for each in (an_id(99), "x", ID[:-1])
    }
    assert len(answers) == 1


def test_invented_methods_are_not_counted_one_by_one(running: Running) -> None:
    for number in range(20):
        assert running.client.open("/", method=f"INVENTED{number}").status_code == 405
    figures = running.get("/metrics").text
    assert "INVENTED" not in figures
    assert 'method="other",status="405"' in figures


def test_the_host_that_a_client_claims_leads_nobody_astray(running: Running) -> None:
    running.publish(verification_id=ID)
    for path in (f"/c/{ID}", "/find?id=x", "/"):
        answer = running.get(path, Host="evil.example")
        assert "evil.example" not in answer.text
        assert "evil.example" not in answer.headers.get("Location", "")


def test_large_files_wait_for_each_other(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes much memory; small ones go on meanwhile."""
    inside: list[int] = []
    most = 0
    real = verification.verify_certificate

    def counting(
        data: bytes, policy: signing.Policy, *, at: datetime, limits: Limits
    ) -> signing.CertificateReport:
        nonlocal most
        inside.append(len(data))
        most = max(most, sum(size > 2**20 for size in inside))
        report = real(data, policy, at=at, limits=limits)
        inside.remove(len(data))
        return report

    monkeypatch.setattr(verification, "verify_certificate", counting)
    large = a_document().replace(b"Example Customer", b"x" * 2**20)
    with ThreadPoolExecutor(8) as pool:
        checked = list(
            pool.map(
                lambda data: running.app.extensions[EXTENSION].verifier.verify(data, at=NOON),
                [large, a_document()] * 8,
            )
        )
    assert len(checked) == 16
    assert 1 <= most <= 2


def test_tiny_elements_without_end_are_refused_before_they_take_memory(running: Running) -> None:
    """The service's own cap on elements is lower than that of the command line."""
    flood = b"<a>" + b"<b/>" * 2_200_000 + b"</a>"
    answer = running.post("/api/v1/verify", flood)
    assert answer.json["verdict"] == "failed"
    (finding,) = answer.json["findings"]
    assert finding["code"] == "XML-TOO-LARGE"
    assert "at most 100,000 of either are read" in finding["message"]


MARKUP = '<script>alert(1)</script><b a="\'">&amp;{{ 7 * 7 }}{t}'


def test_names_in_a_certificate_are_shown_and_never_run(running: Running) -> None:
    escaped = MARKUP.replace("&", "&amp;").replace("<", "&lt;").encode()
    document = a_document(verification_id=ID, number="T2026-0001")
    document = document.replace(NAME.encode(), escaped)
    assert running.config.trust is not None
    settings = running.config.trust / "trust.toml"
    settings.write_text(settings.read_text() + f"laboratory_names = ['''{MARKUP}''']\n")
    signed = running.laboratory.sign(document)
    running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
    for page in (
        running.get(f"/c/{ID}").text,
        running.client.post(f"/c/{ID}", data=signed, content_type="application/xml").text,
    ):
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "{{ 7 * 7 }}{t}" in page
    assert json.loads(running.get(f"/c/{ID}", Accept="application/json").text)["number"] == "T2026-0001"


def test_a_signer_with_a_name_full_of_markup(running: Running) -> None:
    stranger = found_laboratory()
    seal = stranger.authority.issue(
        Subject(common_name="<script>x</script>\N{RIGHT-TO-LEFT OVERRIDE}", organization="\n\nPASSED"),
        valid_from=NOON,
    )
    signed = signing.sign(a_document(), seal.signer(), at=NOON)
    page = running.client.post("/verify", data=signed, content_type="application/xml").text
    assert "<script" not in page
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page


def genuine(page: str) -> bool:
    return '<body class="good">' in page


def ask(running: Running, document: bytes) -> tuple[str, str, bool]:
    """Verdict and match that programs get, and whether people see it called genuine."""
    answer = running.post("/api/v1/verify", document).json
    page = running.client.post(f"/c/{ID}", data=document, content_type="application/xml").text
    return answer["verdict"], answer["register"]["match"], genuine(page)


def test_programs_and_people_are_told_the_same_of_a_file(running: Running) -> None:
    document = a_document(verification_id=ID)
    signed = running.publish(document)["xml"]
    assert ask(running, signed) == ("passed", "identical", True)
    again = running.laboratory.sign(document)
    assert ask(running, again) == ("passed", "same-content", True)
    assert ask(running, document) == ("indeterminate", "same-content", False)
    assert ask(running, signed.replace(b"20.012", b"20.013")) == ("failed", "different", False)
    by_stranger = found_laboratory().sign(document)
    assert ask(running, by_stranger) == ("indeterminate", "same-content", False)
    resigned = running.laboratory.sign(a_document(verification_id=ID, value="20.013"))
    assert ask(running, resigned) == ("passed", "different", False)
    unregistered = running.laboratory.sign(a_document(number="T2026-0009"))
    assert ask(running, unregistered) == ("passed", "unregistered", False)
    running.end(ID)
    assert ask(running, signed) == ("passed", "identical", False)


def test_another_laboratory_of_the_same_authority_signs_in_this_ones_name(running: Running) -> None:
    other = running.laboratory.authority.issue(
        Subject(common_name="Other seal", organization="Other Lab"), valid_from=NOON
    )
    assert running.config.trust is not None
    settings = running.config.trust / "trust.toml"
    other_rule = '\n[[signer]]\norganization = "Other Lab"\nlaboratories = ["L0002"]\n'
    settings.write_text(settings.read_text() + other_rule)
    document = a_document(verification_id=ID)
    assert CODE == "L0001"
    forged = signing.sign(document, other.signer(), at=NOON)
    answer = running.post("/api/v1/certificates", forged, key=Role.PUBLISHER)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/not-passed")
    running.publish(document)
    assert ask(running, forged) == ("failed", "same-content", False)


def test_a_number_of_another_laboratory_is_another_number(running: Running) -> None:
    """Two laboratories may use the same one; neither's certificate is the other's forged."""
    running.publish(verification_id=ID)
    other = running.laboratory.authority.issue(
        Subject(common_name="Other seal", organization="Other Lab"), valid_from=NOON
    )
    assert running.config.trust is not None
    settings = running.config.trust / "trust.toml"
    other_rule = '\n[[signer]]\norganization = "Other Lab"\nlaboratories = ["L0002"]\n'
    settings.write_text(settings.read_text() + other_rule)
    named = a_document(laboratory="L0002", value="20.5").replace(NAME.encode(), b"Other Lab")
    theirs = signing.sign(named, other.signer(), at=NOON)
    assert ask(running, theirs) == ("passed", "unregistered", False)
    assert running.post("/api/v1/certificates", theirs, key=Role.PUBLISHER).status_code == 201
    answer = running.post("/api/v1/verify", theirs).json["register"]
    assert (answer["match"], answer["laboratory"]["code"]) == ("identical", "L0002")
    forged = running.laboratory.sign(a_document(value="20.5"))
    assert ask(running, forged) == ("passed", "different", False)
    in_their_name = running.laboratory.sign(a_document(laboratory="L0002", value="20.7"))
    assert ask(running, in_their_name) == ("failed", "different", False)


@pytest.mark.parametrize(
    "kind", ["rejection", "Verification", "verification</dcc:reference><dcc:reference>rejection-notice"]
)
def test_a_type_that_nobody_knows_is_not_taken_for_a_calibration(running: Running, kind: str) -> None:
    answer = running.post(
        "/api/v1/certificates", running.laboratory.sign(a_document(kind=kind)), key=Role.PUBLISHER
    )
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/not-passed"), answer.text
    found = [(each["code"], each["severity"]) for each in answer.json["report"]["findings"]]
    assert found == [("TYPE-CONFLICT", "error")]


def test_of_two_last_days_the_first_counts(running: Running) -> None:
    document = a_document(verification_id=ID, valid_until="2027-05-02")
    late = b"<dcc:date>2027-05-02</dcc:date></dcc:statement>"
    early = b'<dcc:statement refType="dcct_validUntil"><dcc:date>2026-11-19</dcc:date></dcc:statement>'
    assert late in document
    running.publish(document.replace(late, late + early))
    assert running.get(f"/api/v1/certificates/{ID}").json["valid_until"] == "2026-11-19"
    assert not genuine(running.get(f"/c/{ID}").text)


def test_a_number_of_a_thousand_characters_is_refused(running: Running) -> None:
    signed = running.laboratory.sign(a_document(number="9" * 1000))
    answer = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")


@pytest.mark.parametrize("change", [{"number": "T2026-0002"}, {"laboratory": "L0002"}])
def test_a_file_with_the_id_of_a_registered_one_is_different_whatever_else_it_names(
    running: Running, change: dict[str, str]
) -> None:
    running.publish(verification_id=ID)
    unsigned = a_document(verification_id=ID, **change)
    assert ask(running, unsigned) == ("indeterminate", "different", False)
    assert ask(running, running.laboratory.sign(unsigned))[1:] == ("different", False)


CHANGES = ({"number": "T2026-0002"}, {"verification_id": an_id(2)}, {"value": "20.013"})


@pytest.mark.parametrize("change", CHANGES)
def test_a_number_or_id_in_use_is_not_given_to_another(running: Running, change: dict[str, str]) -> None:
    running.publish(verification_id=ID)
    parts = {"verification_id": ID, "number": "T2026-0001", **change}
    signed = running.laboratory.sign(a_document(**parts))  # type: ignore[arg-type]
    answer = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/duplicate")


def test_nothing_of_a_void_certificate_is_kept_by_anybody_on_the_way(running: Running) -> None:
    running.publish(verification_id=ID)
    running.end(ID)
    for headers in ({}, {"Accept": "application/json"}):
        for method in ("GET", "HEAD"):
            answer = running.client.open(f"/c/{ID}", method=method, headers=headers)
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Accept" in answer.headers["Vary"]
    assert running.get(f"/c/{ID}", Accept="application/json").json["status"] == "void"
    assert '<body class="stop">' in running.get(f"/c/{ID}").text

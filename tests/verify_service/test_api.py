"""The HTTP interface, with certificates that are really signed and verified."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dcc import identifiers
from tests.verify_service.conftest import Running
from tests.verify_service.examples import NOON, an_id
from tests.verify_service.laboratory import a_document, found_laboratory
from verify_service.records import Role

ID = an_id(1)


def schema(running: Running, name: str) -> Draft202012Validator:
    """The validator of one of the schemas that /openapi.json promises."""
    described = running.get("/openapi.json").json
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", **described})


def problem(answer: Any, status: int, kind: str) -> dict[str, Any]:
    """Check that an answer is this kind of problem, and says so as RFC 9457 wants."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body: dict[str, Any] = answer.json
    assert body["type"] == f"/problems/{kind}"
    assert body["status"] == status
    assert body["title"]
    assert "Traceback" not in answer.text
    return body


FORM = "multipart/form-data; boundary=edge"


def as_form(content: bytes) -> bytes:
    """A form with one file, as a browser sends it."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="certificate.xml"\r\n'
    return head + b"Content-Type: text/xml\r\n\r\n" + content + b"\r\n--edge--\r\n"


class TestPublishing:
    def test_a_certificate_keeps_the_id_it_carries(self, running: Running) -> None:
        signed = running.laboratory.sign(a_document(verification_id=ID.lower()))
        answer = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
        assert answer.status_code == 201
        assert answer.json == {
            "id": ID,
            "number": "T2026-0001",
            "url": f"https://verify.example.org/c/{ID}",
            "sha256": running.post("/api/v1/verify", signed).json["document"]["sha256"],
        }
        assert running.get(answer.headers["Location"]).json["number"] == "T2026-0001"

    def test_one_that_carries_none_gets_one(self, running: Running) -> None:
        published = running.publish()
        assert identifiers.is_valid(published["id"])

    def test_the_register_keeps_the_bytes_and_both_digests(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        document = running.post("/api/v1/verify", published["xml"]).json["document"]
        with running.store.reading() as transaction:
            assert transaction.file(ID) == published["xml"]
            record = transaction.certificate(ID)
        assert record is not None
        assert (record.sha256, record.content_sha256) == (document["sha256"], document["content_sha256"])

    def test_what_does_not_verify_is_refused_with_the_report(self, running: Running) -> None:
        changed = running.laboratory.sign(a_document()).replace(b"20.012", b"20.013")
        body = problem(running.post("/api/v1/certificates", changed, key=Role.PUBLISHER), 422, "not-passed")
        assert body["report"]["verdict"] == "failed"
        unsigned = running.post("/api/v1/certificates", a_document(), key=Role.PUBLISHER)
        assert problem(unsigned, 422, "not-passed")["report"]["verdict"] == "indeterminate"
        stranger = found_laboratory().sign(a_document())
        problem(running.post("/api/v1/certificates", stranger, key=Role.PUBLISHER), 422, "not-passed")
        assert running.get("/api/v1/certificates", key=Role.READER).json["certificates"] == []

    def test_no_number_id_or_file_is_registered_twice(self, running: Running) -> None:
        first = running.publish(number="T1", verification_id=ID)
        again = running.post("/api/v1/certificates", first["xml"], key=Role.PUBLISHER)
        assert problem(again, 409, "duplicate")["existing"] == ID
        for document in (
            a_document(number="T1", verification_id=an_id(2)),
            a_document(number="T2", verification_id=ID),
        ):
            signed = running.laboratory.sign(document)
            answer = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
            assert problem(answer, 409, "duplicate")["existing"] == ID

    def test_an_id_that_is_none_is_refused(self, running: Running) -> None:
        signed = running.laboratory.sign(a_document(verification_id="MY-OWN-ID"))
        answer = running.post("/api/v1/certificates", signed, key=Role.PUBLISHER)
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"

    def test_the_laboratory_decides_whether_the_conclusion_is_public(self, running: Running) -> None:
        hidden = running.publish(number="T1")
        signed = running.laboratory.sign(a_document(number="T2"))
        shown = running.post("/api/v1/certificates?disclose=conclusion", signed, key=Role.PUBLISHER).json
        assert "conclusion" not in running.get(f"/api/v1/certificates/{hidden['id']}").json
        assert running.get(f"/api/v1/certificates/{shown['id']}").json["conclusion"] == "pass"


class TestAccess:
    CALLS = (
        ("POST", "/api/v1/certificates", b"<x/>", {Role.PUBLISHER}),
        ("GET", "/api/v1/certificates", None, set(Role)),
        ("GET", f"/api/v1/certificates/{ID}/events", None, set(Role)),
        ("POST", f"/api/v1/certificates/{ID}/events", {"type": "void"}, {Role.PUBLISHER, Role.APPROVER}),
        ("POST", f"/api/v1/certificates/{ID}/events/abc/approve", {}, {Role.APPROVER}),
        ("POST", "/api/v1/numbers", {"series": "T"}, {Role.PUBLISHER}),
    )

    @pytest.mark.parametrize(("method", "path", "body", "allowed"), CALLS)
    def test_each_call_takes_the_keys_it_is_for(
        self, running: Running, method: str, path: str, body: Any, allowed: set[Role]
    ) -> None:
        def call(key: Role | str | None) -> Any:
            return running.get(path, key=key) if method == "GET" else running.post(path, body, key=key)

        for role in Role:
            answer = call(role)
            if role in allowed:
                assert answer.status_code not in (401, 403)
            else:
                problem(answer, 403, "forbidden")
        nobody = call(None)
        problem(nobody, 401, "unauthorized")
        assert nobody.headers["WWW-Authenticate"].startswith("Bearer")

    @pytest.mark.parametrize("scheme", ["Basic", "Token", "", "Bearer,"])
    def test_a_key_counts_as_a_bearers_alone(self, running: Running, scheme: str) -> None:
        sent = f"{scheme} {running.keys[Role.PUBLISHER]}"
        problem(running.get("/api/v1/certificates", Authorization=sent), 401, "unauthorized")

    def test_a_wrong_or_revoked_key_is_no_key(self, running: Running) -> None:
        good = running.keys[Role.PUBLISHER]
        prefix = good.split("_")[1]
        wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
        for key in (wrong, f"dcct_{prefix}_", "dcct_00000000_00", "nonsense", ""):
            problem(running.post("/api/v1/numbers", {"series": "T"}, key=key), 401, "unauthorized")
        with running.store.writing() as transaction:
            transaction.revoke_api_key(prefix, NOON)
        problem(running.post("/api/v1/numbers", {"series": "T"}, key=good), 401, "unauthorized")

    def test_everybody_may_look_up_and_verify(self, running: Running) -> None:
        published = running.publish()
        for path in ("", "/status"):
            assert running.get(f"/api/v1/certificates/{published['id']}{path}").status_code == 200
        assert running.get(f"/api/v1/digests/sha256/{published['sha256']}").status_code == 200
        assert running.post("/api/v1/verify", published["xml"]).status_code == 200


class TestLookingUp:
    def test_the_public_record_has_no_more_than_the_public_may_see(self, running: Running) -> None:
        published = running.publish(
            verification_id=ID, valid_until="2027-05-02", kind="verification", instrument_code=an_id(7)
        )
        answer = running.get(f"/api/v1/certificates/{ID}")
        assert answer.json == {
            "id": ID,
            "number": "T2026-0001",
            "status": "valid",
            "since": "2026-11-20T12:00:00Z",
            "reason": None,
            "replaced_by": None,
            "replaces": None,
            "supplements": None,
            "supplemented_by": [],
            "url": published["url"],
            "type": "verification",
            "laboratory": {"name": {"": "Example Calibration Laboratory"}, "code": "L0001"},
            "issue_date": "2026-05-03",
            "valid_until": "2027-05-02",
            "items": [
                {"kind": {"en": "Thermometer"}, "manufacturer": None, "model": None, "serial": "…8431"}
            ],
        }
        schema(running, "Record").validate(answer.json)

    def test_ids_are_read_in_any_case_and_grouping(self, running: Running) -> None:
        running.publish(verification_id=ID)
        for written in (ID, ID.lower(), identifiers.grouped(ID)):
            assert running.get(f"/api/v1/certificates/{written}").json["id"] == ID

    @pytest.mark.parametrize("path", ["", "/status", "/events"])
    def test_an_unknown_id_and_a_mistyped_one_are_answered_alike(self, running: Running, path: str) -> None:
        answers = [
            running.get(f"/api/v1/certificates/{identifier}{path}", key=Role.READER)
            for identifier in (an_id(99), "nonsense", "%00", "../../etc/passwd", "证书")
        ]
        for answer in answers:
            problem(answer, 404, "not-found")
            assert answer.data.count(b"nonsense") == 0

    def test_a_digest_gives_the_public_view(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        answer = running.get(f"/api/v1/digests/sha256/{published['sha256'].upper()}")
        assert answer.json["registered"] is True
        assert answer.json["status"] == "valid"
        assert "Example Customer" not in answer.text
        assert "SN-88431" not in answer.text
        schema(running, "DigestAnswer").validate(answer.json)
        problem(running.get("/api/v1/digests/sha256/" + "0" * 64), 404, "not-found")
        problem(running.get("/api/v1/digests/sha256/xyz"), 400, "bad-request")

    def test_an_instruments_certificates_newest_first_with_masked_numbers(self, running: Running) -> None:
        code = an_id(7)
        running.publish(number="T2026-0001", instrument_code=code)
        running.publish(number="T2026-0002", instrument_code=code)
        answer = running.get(f"/i/{code.lower()}", Accept="application/json")
        assert [each["number"] for each in answer.json["certificates"]] == ["T2…02", "T2…01"]
        schema(running, "Instrument").validate(answer.json)
        problem(running.get(f"/I/{an_id(8)}", Accept="application/json"), 404, "not-found")


class TestStatus:
    def test_its_shape_is_fixed(self, running: Running) -> None:
        running.publish(verification_id=ID)
        answer = running.get(f"/api/v1/certificates/{ID}/status")
        assert answer.json == {
            "id": ID,
            "number": "T2026-0001",
            "status": "valid",
            "since": "2026-11-20T12:00:00Z",
            "reason": None,
            "replaced_by": None,
            "replaces": None,
            "supplements": None,
            "supplemented_by": [],
            "produced_at": "2026-11-20T12:00:00Z",
            "next_update": "2026-11-21T12:00:00Z",
        }
        assert answer.headers["Cache-Control"] == "no-store"
        schema(running, "StatusAnswer").validate(answer.json)

    def test_both_times_can_be_asked_for(self, running: Running) -> None:
        running.publish(verification_id=ID)
        running.clock.go_on(days=2)
        event = running.event(ID, "void", effective_from=(NOON + timedelta(days=1)).isoformat())
        running.clock.go_on(days=2)
        running.approve(event)

        def status(**times: str) -> str:
            answer = running.client.get(f"/api/v1/certificates/{ID}/status", query_string=times)
            return str(answer.json["status"])

        assert status() == "void"
        assert status(at="2026-11-21T13:00:00Z") == "void"
        assert status(at="2026-11-21T13:00:00Z", as_known_at="2026-11-21T13:00:00Z") == "valid"
        assert status(as_known_at="2026-11-23T13:00:00Z") == "suspended"
        assert status(at="2026-11-21T19:30:00+08:00") == "valid"

    def test_times_that_cannot_be_are_refused(self, running: Running) -> None:
        running.publish(verification_id=ID)
        path = f"/api/v1/certificates/{ID}/status"
        problem(running.get(f"{path}?at=yesterday"), 400, "bad-request")
        problem(running.get(f"{path}?at=2026-11-20T12:00:00"), 400, "bad-request")
        problem(running.get(f"{path}?at=2030-01-01T00:00:00Z"), 422, "invalid")
        problem(running.get(f"{path}?as_known_at=2030-01-01T00:00:00Z"), 422, "invalid")
        problem(running.get(f"{path}?at=2020-01-01T00:00:00Z"), 404, "not-found")


class TestEvents:
    def test_each_says_whether_it_waits_took_effect_or_was_turned_down(self, running: Running) -> None:
        running.publish(verification_id=ID)
        for kind in ("void", "reinstate", "void"):
            running.event(ID, kind)
        listed = running.get(f"/api/v1/certificates/{ID}/events", key=Role.READER).json["events"]
        assert [each["state"] for each in listed] == ["declined", "effective", "pending"]

    def test_voiding_takes_two_actors(self, running: Running) -> None:
        running.publish(verification_id=ID)
        asked = running.event(ID, "void", note="Table 2 is wrong.")
        assert asked.status_code == 202
        assert (asked.json["state"], asked.json["status"]) == ("pending", "suspended")
        problem(running.approve(asked, key=Role.PUBLISHER), 403, "forbidden")
        approved = running.approve(asked)
        assert approved.status_code == 201
        assert (approved.json["state"], approved.json["status"]) == ("effective", "void")
        assert approved.json["approved_by"] == "approver"
        problem(running.approve(asked), 409, "status-conflict")
        schema(running, "EventAnswer").validate(approved.json)
        status = running.get(f"/api/v1/certificates/{ID}/status")
        assert (status.json["status"], status.json["reason"]) == ("void", "content-error")
        assert "Table 2" not in status.text

    def test_an_approver_cannot_approve_an_own_request(self, running: Running) -> None:
        running.publish(verification_id=ID)
        asked = running.event(ID, "void", key=Role.APPROVER)
        problem(running.approve(asked), 403, "second-actor-needed")

    def test_replacing_links_both(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        new = running.publish(number="T2")["id"]
        assert running.event(ID, "replace", by=new.lower()).status_code == 202
        events = running.get(f"/api/v1/certificates/{ID}/events", key=Role.READER).json
        schema(running, "Events").validate(events)
        (event,) = events["events"]
        path = f"/api/v1/certificates/{ID}/events/{event['id']}/approve"
        assert running.post(path, {}, key=Role.APPROVER).status_code == 201
        assert running.get(f"/api/v1/certificates/{ID}").json["replaced_by"] == new
        assert running.get(f"/api/v1/certificates/{new}").json["replaces"] == ID

    def test_suspending_reinstating_and_supplementing_take_effect_at_once(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        other = running.publish(number="T2")["id"]
        for kind, more, status in (
            ("suspend", {}, "suspended"),
            ("reinstate", {}, "valid"),
            ("supplement", {"by": other}, "valid"),
        ):
            answer = running.event(ID, kind, **more)
            assert answer.status_code == 201
            assert answer.json["status"] == status
        assert running.get(f"/api/v1/certificates/{ID}").json["supplemented_by"] == [other]

    def test_the_end_is_the_end(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        other = running.publish(number="T2")["id"]
        running.end(ID)
        for kind, more in (
            ("suspend", {}),
            ("reinstate", {}),
            ("void", {}),
            ("replace", {"by": other}),
            ("supplement", {"by": other}),
        ):
            problem(running.event(ID, kind, **more), 409, "status-conflict")

    @pytest.mark.parametrize(
        ("body", "status", "kind"),
        [
            ({}, 400, "bad-request"),
            ([], 400, "bad-request"),
            ({"type": "void", "colour": "red"}, 400, "bad-request"),
            ({"type": 7}, 400, "bad-request"),
            ({"type": "explode"}, 422, "invalid"),
            ({"type": "void"}, 422, "invalid"),
            ({"type": "void", "reason": "mood"}, 422, "invalid"),
            ({"type": "replace", "reason": "fraud", "by": "nonsense"}, 422, "invalid"),
            ({"type": "void", "reason": "fraud", "effective_from": "then"}, 400, "bad-request"),
            (b"<void/>", 415, "media-type"),
        ],
    )
    def test_a_request_that_is_wrong_is_a_problem(
        self, running: Running, body: Any, status: int, kind: str
    ) -> None:
        running.publish(verification_id=ID)
        answer = running.post(f"/api/v1/certificates/{ID}/events", body, key=Role.PUBLISHER)
        problem(answer, status, kind)

    def test_json_that_is_none_is_a_problem(self, running: Running) -> None:
        answer = running.client.post(
            "/api/v1/numbers",
            data="{",
            content_type="application/json",
            headers={"Authorization": f"Bearer {running.keys[Role.PUBLISHER]}"},
        )
        problem(answer, 400, "bad-request")


class TestVerifying:
    def test_the_registered_file_is_recognised_and_shown_to_its_holder(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        answer = running.post("/api/v1/verify", published["xml"])
        assert answer.json["verdict"] == "passed"
        assert answer.json["register"]["match"] == "identical"
        assert answer.json["register"]["customer"] == "Example Customer"
        assert answer.json["register"]["items"][0]["serial"] == "SN-88431"
        schema(running, "Report").validate(answer.json)

    def test_the_same_content_written_differently_is_recognised(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        answer = running.post("/api/v1/verify", published["xml"] + b"\n")
        assert answer.json["verdict"] == "passed"
        assert answer.json["register"]["match"] == "same-content"

    def test_the_content_without_its_signatures_matches_but_never_passes(self, running: Running) -> None:
        document = a_document(verification_id=ID)
        running.publish(document)
        answer = running.post("/api/v1/verify", document)
        assert answer.json["register"]["match"] == "same-content"
        assert answer.json["verdict"] == "indeterminate"

    def test_what_is_no_certificate_is_named(self, running: Running) -> None:
        page = b"<!DOCTYPE html><html><body>Login</body></html>"
        capital = b'<d:DigitalCalibrationCertificate xmlns:d="https://ptb.de/dcc"/>'
        material = b'<digitalReferenceMaterialDocument xmlns="https://example.org/drmd"/>'
        for document, name in (
            (page, "web page"),
            (capital, "capital D"),
            (material, "DRMD"),
            (b"%PDF-1.7", "PDF"),
        ):
            answer = running.post("/api/v1/verify", document)
            assert (answer.status_code, answer.json["verdict"]) == (200, "failed")
            assert any(name in finding["message"] for finding in answer.json["findings"])

    def test_a_changed_digit_is_caught_and_gives_no_more_than_the_public_view(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        answer = running.post("/api/v1/verify", published["xml"].replace(b"20.012", b"20.013"))
        assert answer.json["verdict"] == "failed"
        assert answer.json["register"]["match"] == "different"
        assert answer.json["register"]["id"] == ID
        assert "customer" not in answer.json["register"]

    def test_another_certificate_under_a_registered_number_is_different(self, running: Running) -> None:
        running.publish(number="T1", verification_id=ID)
        forged = running.laboratory.sign(a_document(number="T1", value="20.5"))
        answer = running.post("/api/v1/verify", forged)
        # Numbers can be guessed one after the other, so one gives no way to the certificate's page.
        assert answer.json["register"] == {"match": "different", "number": "T1", "status": "valid"}

    def test_a_void_certificate_still_verifies_and_says_that_it_is_void(self, running: Running) -> None:
        published = running.publish(verification_id=ID)
        running.end(ID)
        answer = running.post("/api/v1/verify", published["xml"])
        assert answer.json["verdict"] == "passed"
        assert answer.json["register"]["status"] == "void"

    def test_a_file_nobody_registered_is_unregistered(self, running: Running) -> None:
        answer = running.post("/api/v1/verify", running.laboratory.sign(a_document()))
        assert answer.json["verdict"] == "passed"
        assert answer.json["register"] == {"match": "unregistered"}

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"Not XML at all.", "XML-MALFORMED"),
            (b"", "XML-MALFORMED"),
            (b"\x00\xff\xfe", "XML-MALFORMED"),
            (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "XML-DOCTYPE"),
            (b"<a>" * 300 + b"</a>" * 300, "XML-TOO-DEEP"),
        ],
    )
    def test_a_bad_document_is_an_answer_with_findings(
        self, running: Running, body: bytes, code: str
    ) -> None:
        answer = running.post("/api/v1/verify", body)
        assert answer.status_code == 200
        assert answer.json["verdict"] == "failed"
        assert code in [finding["code"] for finding in answer.json["findings"]]
        assert answer.json["register"] == {"match": "unregistered"}

    def test_a_form_works_too(self, running: Running) -> None:
        published = running.publish()
        answer = running.client.post("/api/v1/verify", data=as_form(published["xml"]), content_type=FORM)
        assert answer.json["register"]["match"] == "identical"

    def test_fifty_megabytes_are_too_large(self, running: Running) -> None:
        big = b"<x>" + b"0" * 50_000_000 + b"</x>"
        problem(running.post("/api/v1/verify", big), 413, "too-large")
        form = running.client.post("/api/v1/verify", data=as_form(big), content_type=FORM)
        problem(form, 413, "too-large")

    def test_other_bodies_are_not_taken(self, running: Running) -> None:
        answer = running.client.post("/api/v1/verify", data="x", content_type="text/plain")
        problem(answer, 415, "media-type")
        answer = running.client.post("/api/v1/verify", data={"name": "x"}, content_type="multipart/form-data")
        problem(answer, 400, "bad-request")

    def test_a_change_in_the_trust_folder_counts_at_once(self, running: Running) -> None:
        other = found_laboratory()
        signed = other.sign(a_document())
        assert running.post("/api/v1/verify", signed).json["verdict"] == "indeterminate"
        assert running.config.trust is not None
        other.write_trust(running.config.trust)
        assert running.post("/api/v1/verify", signed).json["verdict"] == "passed"


class TestSearching:
    def test_conditions_narrow_and_pages_follow(self, running: Running) -> None:
        for number in range(1, 6):
            running.publish(number=f"T{number}", kind="verification" if number > 3 else "calibration")

        def numbers(**conditions: str) -> list[str]:
            answer = running.client.get(
                "/api/v1/certificates",
                query_string=conditions,
                headers={"Authorization": f"Bearer {running.keys[Role.READER]}"},
            )
            schema(running, "Page").validate(answer.json)
            return [each["number"] for each in answer.json["certificates"]]

        assert numbers() == ["T5", "T4", "T3", "T2", "T1"]
        assert numbers(type="verification") == ["T5", "T4"]
        assert numbers(customer="example", status="valid", number="3") == ["T3"]
        assert numbers(q="THERMO", **{"from": "2026-05-03", "to": "2026-05-03"}) == numbers()
        assert numbers(to="2026-05-02") == []
        first = running.get("/api/v1/certificates?limit=3", key=Role.READER).json
        assert numbers(cursor=first["next"]) == ["T2", "T1"]

    @pytest.mark.parametrize(
        ("query", "status", "kind"),
        [
            ("status=fine", 422, "invalid"),
            ("type=ticket", 422, "invalid"),
            ("from=May", 400, "bad-request"),
            ("cursor=x", 400, "bad-request"),
            ("cursor=9999999999", 400, "bad-request"),
            ("cursor=0", 400, "bad-request"),
            ("limit=-1", 400, "bad-request"),
            ("limit=0", 400, "bad-request"),
            ("limit=201", 400, "bad-request"),
        ],
    )
    def test_conditions_that_cannot_be_are_problems(
        self, running: Running, query: str, status: int, kind: str
    ) -> None:
        problem(running.get(f"/api/v1/certificates?{query}", key=Role.READER), status, kind)


def test_numbers_are_given_once(running: Running) -> None:
    answers = [running.post("/api/v1/numbers", {"series": "GX"}, key=Role.PUBLISHER) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert [answer.json["number"] for answer in answers] == ["GX2026-00001", "GX2026-00002", "GX2026-00003"]
    problem(running.post("/api/v1/numbers", {}, key=Role.PUBLISHER), 400, "bad-request")
    problem(running.post("/api/v1/numbers", {"series": ""}, key=Role.PUBLISHER), 422, "invalid")


class TestHealth:
    def test_it_lives_and_is_ready(self, running: Running) -> None:
        assert running.get("/livez").status_code == 200
        answer = running.get("/readyz")
        assert (answer.status_code, answer.json["database"], answer.json["trust"]) == (200, "ready", "ready")

    def test_it_is_not_ready_without_its_trust_folder(self, running: Running) -> None:
        assert running.config.trust is not None
        running.config.trust.rename(running.config.trust.with_name("gone"))
        answer = running.get("/readyz")
        assert answer.status_code == 503
        assert "no trust folder" in answer.json["trust"]
        problem(running.post("/api/v1/verify", a_document()), 503, "unavailable")

    def test_its_figures_can_be_scraped(self, running: Running) -> None:
        running.publish()
        running.post("/api/v1/verify", b"x")
        text = running.get("/metrics").text
        assert 'dcc_certificates{status="valid"} 1\n' in text
        assert 'dcc_verifications_total{verdict="failed",worker="' in text
        assert 'route="/api/v1/verify",method="POST",status="200"' in text


class TestDescription:
    def test_it_names_every_route_and_method(self, running: Running) -> None:
        described = running.get("/openapi.json").json
        assert described["openapi"].startswith("3.1")
        promised = {(method.upper(), path) for path, calls in described["paths"].items() for method in calls}
        names = {"identifier": "id", "event_id": "event", "digest": "hex"}
        served = set()
        for rule in running.app.url_map.iter_rules():
            if rule.endpoint.startswith("portal.") and rule.rule not in ("/c/<identifier>", "/i/<code>"):
                continue
            path = rule.rule
            for argument in rule.arguments:
                path = path.replace(f"<{argument}>", f"{{{names.get(argument, argument)}}}")
            served |= {(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        assert promised == served - {("POST", "/c/{id}")}

    def test_its_schemas_are_schemas(self, running: Running) -> None:
        described = running.get("/openapi.json").json
        for name, found in described["components"]["schemas"].items():
            Draft202012Validator.check_schema(found)
            assert json.dumps(found).count("#/components/schemas/") == sum(
                json.dumps(found).count(f'"#/components/schemas/{known}"')
                for known in described["components"]["schemas"]
            ), name

    def test_every_problem_type_is_explained(self, running: Running) -> None:
        described = running.get("/openapi.json").json
        for kind in described["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]:
            assert running.get(kind).status_code == 200


def test_the_unexpected_is_told_without_its_inside(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret inside")

    monkeypatch.setattr("verify_service.api.public.match", fail)
    answer = running.post("/api/v1/verify", b"x")
    problem(answer, 500, "internal")
    assert "secret" not in answer.text
    assert "a secret inside" in caplog.text


def test_a_database_that_fails_makes_the_status_unknown_never_valid(running: Running) -> None:
    running.publish(verification_id=ID)
    with running.store.writing() as transaction:
        transaction.connection.exec_driver_sql("ALTER TABLE events RENAME TO gone")
    answer = running.get(f"/api/v1/certificates/{ID}/status")
    problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"]
    assert "events" not in answer.text
    assert "sqlite" not in answer.text
    page = running.get(f"/c/{ID}")
    assert page.status_code == 503
    assert "We cannot tell right now" in page.text

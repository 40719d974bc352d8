"""From signatures to a verdict on the whole certificate, and the JSON that says so."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from lxml import etree

from dcc.errors import UsageError
from dcc.xml.parse import Limits
from signing import (
    Covers,
    Integrity,
    Level,
    Policy,
    Role,
    Verdict,
    content_sha256,
    load_trust,
    sign,
    verify,
    verify_certificate,
)
from signing.authority import Subject, found
from signing.binding import Laboratory, check_signers
from tests.signing.forge import c14n
from tests.signing.world import (
    CHECKED,
    FOUNDED,
    IDENTIFIER,
    LABORATORY,
    ORGANIZATION,
    SIGNED,
    certificate,
    check,
    sealed,
    signatures,
    signed_by_all,
    text,
    tree,
    world,
)

BOUND = f'[[signer]]\norganization_identifier = "{IDENTIFIER}"\nlaboratories = ["{LABORATORY}"]\n'


def with_settings(settings: str) -> Policy:
    other = {"anchors/other.pem": world().tsa_root.pem}
    return world().policy(**{"trust.toml": settings.encode(), **other})


# --- signatures together ------------------------------------------------------------------------------


def test_all_four_signatures_pass_and_cover_the_document() -> None:
    result = check(signed_by_all())
    assert result.verdict is Verdict.PASSED
    assert [signature.role for signature in result.signatures] == [role.value for role in Role]
    for signature in result.signatures:
        assert signature.verdict is Verdict.PASSED
        assert signature.integrity is Integrity.INTACT
        assert signature.covers is Covers.DOCUMENT
        assert signature.level is Level.B
        assert signature.claimed_signing_time == SIGNED
        assert signature.best_signature_time == CHECKED
        assert signature.sub_indication is None


def test_one_broken_signature_makes_the_whole_failed() -> None:
    root = tree(signed_by_all())
    value = signatures(root)[1][1]
    value.text = (value.text or "").swapcase()
    result = check(text(root))
    assert result.verdict is Verdict.FAILED
    assert [each.verdict for each in result.signatures] == ["passed", "failed", "passed", "failed"]


def test_one_untrusted_signature_makes_the_whole_indeterminate() -> None:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    identity = stranger.issue(Subject(common_name="Fan", organization="x"), valid_from=FOUNDED)
    result = check(sign(sealed(), identity.signer(), at=SIGNED))
    assert result.verdict is Verdict.INDETERMINATE


def test_broken_weighs_more_than_untrusted() -> None:
    policy = Policy(trust=load_trust({"anchors/root.pem": world().tsa_root.pem}))
    assert check(sealed().replace(b"20.012", b"20.013"), policy=policy).verdict is Verdict.FAILED


def test_an_unsigned_document_is_indeterminate() -> None:
    result = check(certificate())
    assert result.verdict is Verdict.INDETERMINATE
    assert [finding.code for finding in result.findings] == ["SIG-NONE"]


def test_what_was_signed_are_the_octets_without_signatures() -> None:
    bare = tree(certificate())
    assert check(signed_by_all()).signed_xml == c14n(bare.getroottree())


def test_the_required_roles_may_come_with_the_policy() -> None:
    trust = world().policy().trust
    asked = Policy(trust=trust, required_roles=frozenset({Role.APPROVER}))
    assert check(signed_by_all(), policy=asked).verdict is Verdict.PASSED
    result = check(sealed(), policy=asked)
    assert result.verdict is Verdict.INDETERMINATE
    assert [finding.code for finding in result.findings] == ["SIG-ROLE-MISSING"]


def test_a_role_counts_only_in_a_signature_that_passed() -> None:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    identity = stranger.issue(Subject(common_name="Boss", organization="x"), valid_from=FOUNDED)
    document = sign(certificate(), identity.signer(), at=SIGNED, role=Role.APPROVER)
    document = sign(document, world().seal.signer(), at=SIGNED)
    result = check(document, policy=with_settings('required_roles = ["approver"]'))
    assert "SIG-ROLE-MISSING" in [finding.code for finding in result.findings]


@pytest.mark.parametrize("time", [datetime.min, datetime.max], ids=["before all", "after all"])
def test_times_beyond_all_use_are_refused(time: datetime) -> None:
    with pytest.raises(UsageError, match="in the year"):
        verify(sealed(), world().policy(), at=time.replace(tzinfo=timezone(timedelta(hours=8))))


def test_the_time_must_have_a_zone() -> None:
    with pytest.raises(UsageError, match="no time zone"):
        verify(sealed(), world().policy(), at=CHECKED.replace(tzinfo=None))


# --- the certificate ----------------------------------------------------------------------------------


def judged(document: bytes, settings: str = BOUND) -> tuple[Verdict, list[str]]:
    report = verify_certificate(document, with_settings(settings), at=CHECKED)
    return report.verdict, [finding.code for finding in report.findings]


def test_a_good_certificate_by_a_bound_signer_has_no_finding() -> None:
    assert judged(signed_by_all()) == (Verdict.PASSED, [])


def test_content_that_breaks_the_schema_does_not_pass_however_well_it_is_signed() -> None:
    broken = certificate().replace(b"<dcc:uniqueIdentifier>K-2026-0001</dcc:uniqueIdentifier>", b"")
    verdict, codes = judged(sign(broken, world().seal.signer(), at=SIGNED))
    assert verdict is Verdict.FAILED
    assert "SCHEMA-INVALID" in codes


def test_the_content_is_judged_by_what_was_signed_alone() -> None:
    """The signature's own form is judged with the signature; the schema has nothing to say about it here."""
    root = tree(sealed())
    signatures(root)[0].set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    assert judged(text(root)) == (Verdict.PASSED, [])


def test_places_in_signed_content_are_given_by_xpath_alone() -> None:
    broken = certificate().replace(b"20.012", b"20,012")
    signed = sign(broken, world().seal.signer(), at=SIGNED)
    report = verify_certificate(signed, with_settings(BOUND), at=CHECKED)
    assert {finding.location.line for finding in report.findings} == {None}
    assert all(finding.location.xpath for finding in report.findings)


def test_a_broken_document_still_tells_what_it_claims_to_be() -> None:
    report = verify_certificate(sealed().replace(b"20.012", b"20.013"), with_settings(BOUND), at=CHECKED)
    assert report.verdict is Verdict.FAILED
    assert report.signed_xml is None
    assert report.document.unique_identifier == "K-2026-0001"


def test_what_is_no_certificate_at_all_is_failed() -> None:
    for data in (b"", b"%PDF-1.7", b"<a/>"):
        assert judged(data)[0] is Verdict.FAILED


def test_a_file_that_cannot_be_parsed_says_so_once() -> None:
    assert judged(b"<a") == (Verdict.FAILED, ["XML-MALFORMED"])


# --- signer and laboratory ----------------------------------------------------------------------------


def rule(**settings: str) -> str:
    given = {"organization_identifier": f'"{IDENTIFIER}"', "laboratories": f'["{LABORATORY}"]', **settings}
    return "[[signer]]\n" + "\n".join(f"{key} = {value}" for key, value in given.items() if value)


def test_without_a_mapping_the_signer_is_unbound() -> None:
    assert judged(sealed(), "") == (Verdict.PASSED, ["SIGNER-UNBOUND"])


def test_a_mapping_of_another_laboratory_leaves_the_signer_unbound() -> None:
    settings = rule(organization_identifier='"NTRCN-0"', laboratories='["CNAS L0009"]')
    assert judged(sealed(), settings) == (Verdict.PASSED, ["SIGNER-UNBOUND"])


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"roles": '["checker"]'},
        {"until": "2026-01-01"},
        {"laboratories": "", "laboratory_names": '["NAME", "another name"]'},
    ],
    ids=["by its code", "in another role", "at another time", "by one of its names"],
)
def test_whoever_is_not_named_may_not_sign_for_a_laboratory_that_names_its_signers(
    options: dict[str, str],
) -> None:
    """A certificate from the same authority is all that a stranger needs to claim the laboratory's code."""
    settings = rule(organization_identifier='"NTRCN-0"', **options).replace("NAME", laboratory_name())
    assert judged(sealed(), settings) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH"])


def test_each_unbound_signer_is_named_once() -> None:
    document = sign(sealed(), world().seal.signer(), at=SIGNED)
    assert judged(document, "") == (Verdict.PASSED, ["SIGNER-UNBOUND"])


@pytest.mark.parametrize(
    "settings",
    [
        rule(organization_identifier="", organization=f'"{ORGANIZATION}"'),
        rule(organization_identifier="", common_name='"seal"'),
        rule(organization_identifier="", anchor='"root.pem"'),
        rule(anchor='"root.pem"', organization=f'"{ORGANIZATION}"', common_name='"seal"'),
        rule(roles='["seal", "approver"]'),
        rule(**{"from": "2026-03-02", "until": "2026-03-02"}),
        rule(**{"from": "2026-03-02T00:00:00Z", "until": "2026-03-02T00:00:00Z"}),
        rule(laboratories='["CNAS L0009"]') + "\n" + rule(),
    ],
)
def test_signers_who_may_sign(settings: str) -> None:
    assert judged(sealed(), settings) == (Verdict.PASSED, [])


@pytest.mark.parametrize(
    "settings",
    [
        rule(laboratories='["CNAS L0009"]'),
        rule(laboratories="", laboratory_names='["Institute of Measurement"]'),
        rule(**{"from": "2026-03-03"}),
        rule(until="2026-03-01"),
        rule(anchor='"other.pem"'),
        rule(organization='"Another"'),
    ],
)
def test_signers_who_may_not_sign_for_this_laboratory(settings: str) -> None:
    assert judged(sealed(), settings) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH"])


def test_a_signer_who_may_not_sign_in_this_role() -> None:
    assert judged(sealed(), rule(roles='["checker"]')) == (Verdict.FAILED, ["SIGNER-ROLE-MISMATCH"])


def test_a_certificate_without_a_code_goes_by_the_laboratorys_name() -> None:
    code = f"<dcc:calibrationLaboratoryCode>{LABORATORY}</dcc:calibrationLaboratoryCode>".encode()
    without = sign(certificate().replace(code, b""), world().seal.signer(), at=SIGNED)
    name = laboratory_name()
    assert judged(without, rule(laboratory_names=f'["{name}"]')) == (Verdict.PASSED, [])
    assert judged(without, rule()) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH"])
    assert judged(without, rule(laboratory_names='["Another"]')) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH"])


def test_every_name_of_the_laboratory_must_be_the_signers() -> None:
    """A reader sees the name in his language: another laboratory's beside one's own is a forgery."""
    code = f"<dcc:calibrationLaboratoryCode>{LABORATORY}</dcc:calibrationLaboratoryCode>".encode()
    root = tree(certificate().replace(code, b""))
    own = root.find(".//{https://ptb.de/dcc}calibrationLaboratory//{https://ptb.de/dcc}content")
    assert own is not None
    other = etree.Element(own.tag)
    other.text = "国家计量院"
    own.addnext(other)
    document = sign(text(root), world().seal.signer(), at=SIGNED)
    name = laboratory_name()
    mine = rule(laboratory_names=f'["{name}"]')
    assert judged(document, mine) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH", "SIGNER-NAME-MISMATCH"])
    both = rule(laboratory_names=f'["{name}", "国家计量院"]')
    assert judged(document, both) == (Verdict.PASSED, [])


def test_a_signer_with_two_organizations_is_neither() -> None:
    class TwoOrganizations(Subject):
        @property
        def name(self) -> x509.Name:
            other = x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, ORGANIZATION)
            return x509.Name([*Subject(common_name="x", organization="Another").name, other])

    twofold = world().intermediate.issue(
        TwoOrganizations(common_name="x", organization="Another"), valid_from=FOUNDED
    )
    document = sign(certificate(), twofold.signer(), at=SIGNED)
    mine = rule(organization_identifier="", organization=f'"{ORGANIZATION}"')
    assert judged(document, mine) == (Verdict.FAILED, ["SIGNER-LAB-MISMATCH", "SIGNER-NAME-MISMATCH"])


def test_a_document_that_names_no_laboratory_is_nobodys() -> None:
    rules = with_settings(BOUND).trust.signers
    found_findings = list(check_signers(check(sealed()).signatures, rules, Laboratory()))
    assert [finding.code for finding in found_findings] == ["SIGNER-LAB-MISMATCH"]


@pytest.mark.parametrize(
    "code",
    ["CNAS\N{NO-BREAK SPACE}L0001", "cnas l0001", "\N{CYRILLIC CAPITAL LETTER ES}NAS L0001", "CNAS L00010"],
)
def test_a_code_that_looks_alike_is_another(code: str) -> None:
    document = certificate().replace(LABORATORY.encode(), code.encode())
    verdict, found_codes = judged(sign(document, world().seal.signer(), at=SIGNED))
    assert verdict is Verdict.FAILED
    assert "SIGNER-LAB-MISMATCH" in found_codes


def laboratory_name() -> str:
    found_names = tree(certificate()).findall(".//{https://ptb.de/dcc}calibrationLaboratory//{*}content")
    return (found_names[0].text or "").strip()


def test_limits_are_for_the_document_and_not_for_its_canonical_form() -> None:
    signed = sign(
        b"<a>" + b"<a-name-of-some-length-that-is-written-once/>" * 2_000 + b"</a>",
        world().seal.signer(),
        at=SIGNED,
    )
    limits = Limits(size=len(signed))
    report = verify_certificate(signed, world().policy(), at=CHECKED, limits=limits)
    assert [signature.verdict for signature in report.signatures] == [Verdict.PASSED]
    assert [finding.code for finding in report.findings] == ["SCHEMA-ROOT"]


# --- JSON ---------------------------------------------------------------------------------------------


def test_the_json_of_a_passed_certificate() -> None:
    report = verify_certificate(sealed(), with_settings(BOUND), at=CHECKED).as_json(file="cert.xml")
    seal = world().seal.x509_cert
    signer = report["signatures"][0].pop("signer")
    assert signer["subject"].startswith("CN=seal,")
    assert signer["common_name"] == "seal"
    assert f"O={signer['organization']}," in signer["subject"]
    assert signer["issuer"] == "CN=Issuing,O=Community,C=CN"
    assert int(signer["serial"], 16) == seal.serial_number
    assert len(signer["sha256"]) == 64
    assert report == {
        "file": "cert.xml",
        "verdict": "passed",
        "checked_at": "2026-03-02T00:00:00Z",
        "findings": [],
        "signatures": [
            {
                "id": "signature-1",
                "verdict": "passed",
                "sub_indication": None,
                "integrity": "intact",
                "level": "B",
                "covers": "document",
                "role": "seal",
                "claimed_signing_time": "2026-03-01T09:30:00Z",
                "best_signature_time": "2026-03-02T00:00:00Z",
                "timestamps": [],
                "findings": [],
            }
        ],
        "document": {
            "unique_identifier": "K-2026-0001",
            "schema_version": "3.3.0",
            "sha256": hashlib.sha256(sealed()).hexdigest(),
            "content_sha256": hashlib.sha256(c14n(tree(certificate()).getroottree())).hexdigest(),
        },
    }


def test_the_json_of_what_cannot_be_parsed_has_every_member() -> None:
    report = verify_certificate(b"<a", world().policy(), at=CHECKED).as_json(file="x")
    assert list(report) == ["file", "verdict", "checked_at", "findings", "signatures", "document"]
    assert report["signatures"] == []
    assert report["document"] == {
        "unique_identifier": None,
        "schema_version": None,
        "sha256": hashlib.sha256(b"<a").hexdigest(),
        "content_sha256": None,
    }
    assert json.dumps(report)


def test_the_content_has_one_digest_signed_or_not() -> None:
    assert content_sha256(certificate()) == content_sha256(sealed()) == content_sha256(signed_by_all())
    assert check(sealed()).content_sha256 == check(certificate()).content_sha256 == content_sha256(sealed())


def test_the_digest_of_the_content_does_not_depend_on_how_a_signature_stands_in_it() -> None:
    root = tree(sealed())
    etree.indent(signatures(root)[0])
    signatures(root)[0].tail = None
    assert content_sha256(text(root)) == content_sha256(certificate())


def test_another_content_has_another_digest() -> None:
    assert content_sha256(certificate().replace(b"20.012", b"20.013")) != content_sha256(certificate())


def test_verification_at_another_time_zone_is_the_same_moment() -> None:
    there = CHECKED.astimezone(timezone(timedelta(hours=8)))
    assert verify(sealed(), world().policy(), at=there).checked_at == CHECKED

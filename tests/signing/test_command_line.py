"""``dcc sign`` and ``dcc verify`` as a user meets them."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from signing import Role
from signing import sign as sign_document
from signing.authority import Subject, found
from tests.cli.commands import dcc
from tests.signing.forge import drop, find, forged, fragment, tampered
from tests.signing.world import (
    FOUNDED,
    IDENTIFIER,
    LABORATORY,
    ORGANIZATION,
    SIGNED,
    certificate,
    sealed,
    signatures,
    signed_by_all,
    text,
    tree,
    world,
)

AT = ("--at", "2026-03-01T09:30:00Z")
LATER = ("--at", "2026-03-02")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a certificate to sign, the seal's key, and a trust folder."""
    (tmp_path / "in.xml").write_bytes(certificate())
    (tmp_path / "seal.pem").write_bytes(world().seal.key_pem())
    (tmp_path / "chain.pem").write_bytes(world().seal.chain_pem())
    (tmp_path / "seal.p12").write_bytes(world().seal.pkcs12("secret"))
    bound = f'[[signer]]\norganization_identifier = "{IDENTIFIER}"\nlaboratories = ["{LABORATORY}"]\n'
    for name, data in world().files(**{"trust.toml": bound.encode()}).items():
        path = tmp_path / "trust" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def sign(desk: Path, *options: str, **environment: str) -> tuple[int, str]:
    done = dcc("sign", "in.xml", "-o", "out.xml", *options, *AT, cwd=desk, **environment)
    return done.status, done.messages


PEM = ("--key", "seal.pem", "--cert", "chain.pem")


def test_sign_and_verify(desk: Path) -> None:
    assert sign(desk, *PEM) == (0, "out.xml: signed as seal\n")
    done = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert done.status == 0
    assert done.messages == ""
    lines = done.output.splitlines()
    assert lines[0] == "✓ out.xml: PASSED - genuine, and unchanged since it was signed"
    assert "  certificate K-2026-0001, DCC 3.3.0" in lines
    assert "  ✓ signature 1 as seal: passed" in lines
    assert any(line.startswith("      by CN=seal,") for line in lines)
    assert "      unchanged since it was signed; the signature covers the whole document" in lines


def test_four_signatures_one_after_the_other(desk: Path) -> None:
    source = "in.xml"
    for role in Role:
        key, chain = f"{role}.pem", f"{role}-chain.pem"
        (desk / key).write_bytes(world().people[role].key_pem())
        (desk / chain).write_bytes(world().people[role].chain_pem())
        done = dcc(
            "sign", source, "-o", "out.xml", "--key", key, "--cert", chain, "--role", role, *AT, cwd=desk
        )
        assert done.status == 0
        source = "out.xml"
    done = dcc("verify", "out.xml", "--trust", "trust", "--format", "json", *LATER, cwd=desk)
    report = json.loads(done.output)
    assert done.status == 0
    assert report["verdict"] == "passed"
    assert [signature["role"] for signature in report["signatures"]] == [role.value for role in Role]


def test_pkcs12_with_the_password_in_the_environment_or_in_a_file(desk: Path) -> None:
    assert sign(desk, "--key", "seal.p12", DCC_KEY_PASSWORD="secret")[0] == 0
    (desk / "password").write_text("secret\n")
    assert sign(desk, "--key", "seal.p12", "--password-file", "password")[0] == 0


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--key", "none.pem", "--cert", "chain.pem"), 3, "cannot read none.pem"),
        (("--key", "seal.p12"), 2, "the key is encrypted and no password was given"),
        (("--key", "seal.p12", "--password-file", "in.xml"), 2, "the password does not open the key"),
        (("--key", "seal.pem"), 2, "there is no certificate for the key"),
        (("--key", "seal.pem", "--cert", "trust/anchors/root.pem"), 2, "does not belong to the certificate"),
        (("--key", "in.xml", "--cert", "chain.pem"), 2, "neither a private key"),
        ((*PEM, "--level", "T"), 2, "level T, with timestamps, cannot be made yet"),
        ((*PEM, "--role", "boss"), 2, "'boss' is not one of"),
        ((*PEM, "--at", "yesterday"), 2, "is not a time such as"),
    ],
)
def test_what_goes_wrong_when_signing_leaves_nothing_behind(
    desk: Path, options: tuple[str, ...], status: int, message: str
) -> None:
    before = {path.name for path in desk.iterdir()}
    done = dcc("sign", "in.xml", "-o", "out.xml", *AT, *options, cwd=desk)
    assert done.status == status
    assert message in done.messages
    assert {path.name for path in desk.iterdir()} == before


def test_a_folder_that_cannot_be_written_to(desk: Path) -> None:
    done = dcc("sign", "in.xml", "-o", "nowhere/out.xml", *PEM, *AT, cwd=desk)
    assert done.status == 3
    assert "cannot write nowhere/out.xml" in done.messages


def test_a_document_that_cannot_be_signed(desk: Path) -> None:
    (desk / "in.xml").write_bytes(certificate().replace(b"3.3.0", b"3.1.2"))
    status, messages = sign(desk, *PEM)
    assert status == 1
    assert "SIG-NO-SLOT" in messages
    (desk / "in.xml").write_bytes(b"%PDF-1.7")
    assert sign(desk, *PEM)[0] == 1


def test_a_changed_digit(desk: Path) -> None:
    (desk / "out.xml").write_bytes(sealed().replace(b"20.012", b"20.013"))
    done = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert done.status == 1
    assert done.output.startswith("✗ out.xml: FAILED - it was changed after it was signed\n")
    assert "CHANGED since it was signed" in done.output


def test_an_unsigned_certificate(desk: Path) -> None:
    done = dcc("verify", "in.xml", "--trust", "trust", *LATER, cwd=desk)
    assert done.status == 1
    assert done.output.startswith("? in.xml: INDETERMINATE - it is not signed")


def test_what_is_no_xml_is_an_answer_too(desk: Path) -> None:
    (desk / "out.xml").write_bytes(b"%PDF-1.7")
    done = dcc("verify", "out.xml", "--trust", "trust", "--format", "json", *LATER, cwd=desk)
    assert done.status == 1
    report = json.loads(done.output)
    assert report["verdict"] == "failed"
    assert [finding["code"] for finding in report["findings"]] == ["XML-MALFORMED"]


def test_a_file_beyond_the_limit_is_refused_unread(desk: Path) -> None:
    with (desk / "huge.xml").open("wb") as file:
        file.truncate(10 * 2**30)  # ten gibibytes of nothing, which take no space
    done = dcc("verify", "huge.xml", "--trust", "trust", "--format", "json", *LATER, cwd=desk)
    assert done.status == 1
    report = json.loads(done.output)
    assert [finding["code"] for finding in report["findings"]] == ["XML-TOO-LARGE"]
    assert report["document"]["sha256"] is None


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_folders_and_several_files_give_a_list(desk: Path, jobs: str) -> None:
    folder = desk / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "b.xml").write_bytes(certificate())
    (folder / "inner" / "a.xml").write_bytes(sealed())
    arguments = ("--trust", "trust", "--format", "json", "--jobs", jobs, *LATER)
    done = dcc("verify", "folder", "in.xml", *arguments, cwd=desk)
    assert done.status == 1
    found = [(report["file"], report["verdict"]) for report in json.loads(done.output)]
    assert found == [
        ("folder/b.xml", "indeterminate"),
        ("folder/inner/a.xml", "passed"),
        ("in.xml", "indeterminate"),
    ]


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(desk: Path) -> None:
    (desk / "out.xml").write_bytes(sealed())
    done = dcc("verify", "none.xml", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert done.status == 3
    assert "cannot read none.xml" in done.messages
    assert "✓ out.xml: PASSED" in done.output


@pytest.mark.parametrize(
    ("trust", "status", "message"),
    [("none", 3, "there is no trust folder none"), ("empty", 2, "empty: the trust folder has no anchor")],
)
def test_trust_folders_that_will_not_do(desk: Path, trust: str, status: int, message: str) -> None:
    (desk / "empty").mkdir()
    done = dcc("verify", "in.xml", "--trust", trust, cwd=desk)
    assert done.status == status
    assert message in done.messages


def without_checker() -> bytes:
    root = tree(signed_by_all())
    drop(signatures(root)[1])
    return text(root)


def with_another_value() -> bytes:
    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        value.text = base64.b64encode(bytes(range(64))).decode()

    return tampered(change)


def breaking_a_rule(document: bytes) -> bytes:
    assert b"<dcc:usedMethods>" not in document
    return document.replace(b"K-2026-0001", b"")


def for_another_laboratory() -> bytes:
    document = certificate().replace(LABORATORY.encode(), b"CNAS L0002")
    return sign_document(document, world().seal.signer(), at=SIGNED)


def by_a_stranger() -> bytes:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    identity = stranger.issue(Subject(common_name="Fan", organization="x"), valid_from=FOUNDED)
    return sign_document(certificate(), identity.signer(), at=SIGNED)


def with_a_misplaced_signature() -> bytes:
    return tampered(lambda root, signature: root[0].append(signature))


UNCONFIRMED = "it cannot be confirmed that it is genuine; the reasons follow"
HEADLINES: dict[str, Callable[[], bytes]] = {
    "PASSED - genuine, and unchanged since it was signed": signed_by_all,
    "FAILED - it was changed after it was signed": lambda: sealed().replace(b"20.012", b"20.013"),
    "FAILED - a signature was taken out of it after it was sealed": without_checker,
    "FAILED - a signature in it was not made by the one it names": with_another_value,
    "FAILED - a signature in it is not as it must be, so that it proves nothing": with_a_misplaced_signature,
    "FAILED - unchanged since it was signed, but what it says breaks the rules for certificates": (
        lambda: sign_document(breaking_a_rule(certificate()), world().seal.signer(), at=SIGNED)
    ),
    "FAILED - unchanged since it was signed, but who signed had no right to": for_another_laboratory,
    "FAILED - it is not signed, and what it says breaks the rules for certificates": (
        lambda: breaking_a_rule(certificate())
    ),
    "FAILED - it is damaged, or no certificate": lambda: sealed()[:-1],
    "INDETERMINATE - it is not signed, so nothing in it says whether it is genuine": certificate,
    f"INDETERMINATE - unchanged since it was signed, but {UNCONFIRMED}": by_a_stranger,
    f"INDETERMINATE - {UNCONFIRMED}": (lambda: sealed() + b"<!-- valid until 2050 -->"),
}


@pytest.mark.parametrize(("headline", "document"), HEADLINES.items(), ids=HEADLINES)
def test_the_first_line_is_true_of_the_document(
    desk: Path, headline: str, document: Callable[[], bytes]
) -> None:
    (desk / "out.xml").write_bytes(document())
    done = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert done.output.splitlines()[0][2:] == f"out.xml: {headline}"


def test_who_signed_and_who_is_named_stand_in_the_headline(desk: Path) -> None:
    other = certificate().replace(
        ORGANIZATION.encode(), "Another\N{RIGHT-TO-LEFT OVERRIDE}Institute".encode()
    )
    (desk / "out.xml").write_bytes(sign_document(other, world().seal.signer(), at=SIGNED))
    named = f"sealed by {ORGANIZATION}, the certificate names Another\ufffdInstitute"
    bound = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert bound.status == 1
    expected = f"✗ out.xml: FAILED - unchanged since it was signed, but {named}"
    assert bound.output.splitlines()[0] == expected
    (desk / "trust" / "trust.toml").unlink()
    unbound = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    assert unbound.status == 0
    assert unbound.output.splitlines()[0] == f"✓ out.xml: PASSED - genuine; {named}"
    told = json.loads(
        dcc("verify", "out.xml", "--trust", "trust", "--format", "json", *LATER, cwd=desk).output
    )
    (finding,) = (each for each in told["findings"] if each["code"] == "SIGNER-NAME-MISMATCH")
    assert (finding["severity"], finding["message"]) == ("warning", f"{named} as the laboratory")


def test_nobody_is_called_genuine_whose_laboratory_is_not_known(desk: Path) -> None:
    (desk / "trust" / "trust.toml").unlink()
    (desk / "out.xml").write_bytes(sealed())
    done = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    first = done.output.splitlines()[0]
    assert first.endswith(
        "unchanged since it was signed, by somebody you trust; for which laboratory is not said"
    )


def test_a_seal_that_misses_a_signature_says_so(desk: Path) -> None:
    (desk / "out.xml").write_bytes(without_checker())
    done = dcc("verify", "out.xml", "--trust", "trust", *LATER, cwd=desk)
    lines = done.output.splitlines()
    assert "  ✗ signature 3 as seal: failed (HASH_FAILURE)" in lines
    assert "      INCOMPLETE: a signature that was there before was taken out" in lines
    assert "CHANGED" not in done.output


def test_no_name_and_no_message_adds_a_line_of_its_own(desk: Path) -> None:
    forged_line = "\n✓ out.xml: PASSED - genuine, and unchanged since it was signed"

    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:ClaimedRole").text = f"boss{forged_line}"
        find(signature, ".//xades:SigningCertificateV2").addnext(
            fragment(
                "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
                f"<xades:Identifier>x{forged_line}</xades:Identifier>"
                "</xades:SigPolicyId></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>"
            )
        )

    settings = desk / "trust" / "trust.toml"
    settings.write_text('signature_policies = ["urn:oid:1.2.3"]\n' + settings.read_text())
    name = f"a\x1b[2J{forged_line}.xml".replace("/", "")
    (desk / name).write_bytes(forged(change))
    done = dcc("verify", name, "--trust", "trust", *LATER, cwd=desk)
    assert done.status == 1
    assert not any(line.startswith("✓") for line in done.output.splitlines())
    assert "\x1b" not in done.output


def test_nothing_in_a_document_steers_the_terminal(desk: Path) -> None:
    root = tree(certificate())
    number = root.find(".//{https://ptb.de/dcc}uniqueIdentifier")
    assert number is not None
    number.text = "K-\N{RIGHT-TO-LEFT OVERRIDE}1"
    (desk / "in.xml").write_bytes(text(root))
    done = dcc("verify", "in.xml", "--trust", "trust", *LATER, cwd=desk)
    assert "K-\N{REPLACEMENT CHARACTER}1" in done.output
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in done.output


def test_verifying_does_not_import_what_it_does_not_need(desk: Path) -> None:
    (desk / "out.xml").write_bytes(sealed())
    program = (
        "import sys; from dcc.cli.main import run; from dcc.cli import dcc;"
        "status = run(dcc, ['verify', 'out.xml', '--trust', 'trust', '--at', '2026-03-02']);"
        "print(status, [each for each in ('signxml', 'pint', 'aiohttp', 'oscrypto') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=desk)
    assert done.stdout.decode().splitlines()[-1] == "0 []"

"""The trust folder: which files count as what, and what trust.toml may say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from dcc.errors import UsageError
from signing import Role, Trust, Verdict, load_trust
from signing import settings as settings_module
from signing import trust as trust_module
from signing.algorithms import NIST_CURVES
from signing.policy import Policy
from tests.corpora import PROJECT
from tests.signing.world import IDENTIFIER, SIGNED, check, sealed, world


def der(pem_owner: str) -> bytes:
    owner = {"root": world().root, "intermediate": world().intermediate, "tsa": world().tsa_root}[pem_owner]
    return owner.identity.x509_cert.public_bytes(Encoding.DER)


def test_the_structured_folder() -> None:
    trust = load_trust(
        {
            "anchors/root.pem": world().root.pem,
            "intermediates/issuing.crt": der("intermediate"),
            "tsa/time.der": der("tsa"),
            "crls/root.crl": world().root.crl(at=SIGNED),
            "qr/label.cer": der("root"),
            "README.md": b"Who put what here",
        }
    )
    assert trust.anchors == (der("root"),)
    assert trust.intermediates == (der("intermediate"),)
    assert trust.tsa == (der("tsa"),)
    assert trust.crls == (world().root.crl(at=SIGNED),) or len(trust.crls) == 1
    assert trust.qr == (der("root"),)


def test_in_a_flat_folder_only_self_signed_authorities_are_anchors() -> None:
    person = world().seal.x509_cert.public_bytes(Encoding.PEM)
    trust = load_trust(
        {
            "root.pem": world().root.pem,
            "issuing.pem": world().intermediate.pem,
            "person.pem": person,
            "root.crl": world().root.crl(at=SIGNED),
        }
    )
    assert trust.anchors == (der("root"),)
    assert trust.tsa == (der("root"),)
    assert set(trust.intermediates) == {der("intermediate"), world().seal.signer().chain[0]}
    assert len(trust.crls) == 1


def test_in_a_flat_folder_a_person_who_signed_his_own_certificate_is_no_anchor() -> None:
    template, key = world().seal.x509_cert, world().seal.key
    person = (
        x509.CertificateBuilder()
        .subject_name(template.subject)
        .issuer_name(template.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(template.not_valid_before_utc)
        .not_valid_after(template.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = {"root.pem": world().root.pem, "person.pem": person.public_bytes(Encoding.PEM)}
    assert load_trust(files).anchors == (der("root"),)


def test_one_file_may_hold_several_certificates() -> None:
    trust = load_trust({"anchors/all.pem": world().root.pem + world().tsa_root.pem})
    assert trust.anchors == (der("root"), der("tsa"))


def test_an_intermediate_helps_without_being_trusted() -> None:
    files = {name: data for name, data in world().files().items() if not name.startswith("anchors/")}
    stranger = {**files, "anchors/other.pem": world().tsa_root.pem}
    policy = Policy(trust=load_trust({**stranger, "intermediates/issuing.pem": world().intermediate.pem}))
    assert check(sealed(), policy=policy).verdict is Verdict.INDETERMINATE


def test_an_intermediate_may_be_an_anchor() -> None:
    files = {
        "anchors/issuing.pem": world().intermediate.pem,
        "crls/issuing.crl": world().intermediate.crl(at=SIGNED),
    }
    assert check(sealed(), policy=Policy(trust=load_trust(files))).verdict is Verdict.PASSED


def test_all_settings() -> None:
    settings = f"""
        required_roles = ["approver", "seal"]
        signature_policies = ["urn:oid:1.2.3"]
        curves = ["brainpoolP256r1"]
        revocation_hosts = ["crl.example.org"]
        tsa_hosts = ["tsa.example.org"]

        [[signer]]
        organization_identifier = "{IDENTIFIER}"
        organization = "Institute of Measurement"
        common_name = "seal"
        anchor = "root.pem"
        laboratories = ["CNAS L0001", "CNAS L0002"]
        laboratory_names = ["Institute of Measurement"]
        roles = ["seal"]
        from = 2025-01-01
        until = 2027-12-31T12:00:00+08:00
    """
    trust = load_trust({"anchors/root.pem": world().root.pem, "trust.toml": settings.encode()})
    assert trust.required_roles == {Role.APPROVER, Role.SEAL}
    assert trust.signature_policies == {"urn:oid:1.2.3"}
    assert trust.curves == NIST_CURVES | {"brainpoolP256r1"}
    assert trust.revocation_hosts == ("crl.example.org",)
    assert trust.tsa_hosts == ("tsa.example.org",)
    (rule,) = trust.signers
    assert rule.organization_identifier == IDENTIFIER
    assert rule.anchor == der("root")
    assert rule.laboratories == {"CNAS L0001", "CNAS L0002"}
    assert rule.roles == {Role.SEAL}
    assert rule.valid_from == datetime(2025, 1, 1, tzinfo=UTC)
    assert rule.valid_until == datetime(2027, 12, 31, 4, tzinfo=UTC)


def test_a_last_day_counts_whole() -> None:
    settings = b'[[signer]]\nanchor = "root.pem"\nlaboratories = ["x"]\nuntil = 2027-12-31'
    (rule,) = load_trust({"anchors/root.pem": world().root.pem, "trust.toml": settings}).signers
    assert rule.valid_until == datetime(2027, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_without_settings_nothing_is_required_and_nobody_is_bound() -> None:
    trust = load_trust({"anchors/root.pem": world().root.pem})
    assert trust == Trust(anchors=(der("root"),))


def refusal(files: dict[str, bytes]) -> str:
    with pytest.raises(UsageError) as refused:
        load_trust(files)
    assert refused.value.hint
    return str(refused.value)


def test_a_folder_without_an_anchor() -> None:
    assert "has no anchor" in refusal({})
    assert "has no anchor" in refusal({"issuing.pem": world().intermediate.pem})
    assert "has no anchor" in refusal({"tsa/time.pem": world().tsa_root.pem})


def test_a_certificate_beside_the_folders() -> None:
    message = refusal({"anchors/root.pem": world().root.pem, "other.pem": world().tsa_root.pem})
    assert message.startswith("other.pem lies beside the folders")


def test_files_that_are_not_what_they_should_be() -> None:
    assert refusal({"anchors/root.pem": b"garbage"}).startswith("anchors/root.pem is not a certificate")
    good = {"anchors/root.pem": world().root.pem}
    assert refusal({**good, "crls/root.crl": b"garbage"}).startswith("crls/root.crl is not a revocation list")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (b"required_roles = ", "trust.toml cannot be read"),
        (b"\xff", "trust.toml cannot be read"),
        (b'required_role = ["seal"]', "'required_role' is not a setting"),
        (b'required_roles = ["boss"]', "required_roles must be a list from"),
        (b'required_roles = "seal"', "required_roles must be a list of texts"),
        (b'curves = ["secp256k1"]', "curves must be a list from"),
        (b"signer = 1", "signer must be a list of tables"),
        (b'[[signer]]\nlaboratories = ["x"]', "signer 1: one of organization_identifier"),
        (b'[[signer]]\norganization = "x"', "signer 1: laboratories must be"),
        (b'[[signer]]\norganization = 1\nlaboratories = ["x"]', "signer 1: organization must be a text"),
        (
            b'[[signer]]\nanchor = "no.pem"\nlaboratories = ["x"]',
            "signer 1: anchor must be the name of a file",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nfrom = "now"',
            "signer 1: from must be a date",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nfrom = 2026-01-01T00:00:00',
            "signer 1: from must be a date",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nrole = []',
            "signer 1: 'role' is not a setting",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nroles = []',
            "signer 1: roles must be a list with at least one role",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nfrom = 2027-01-01\nuntil = 2026-01-01',
            "signer 1: until must be no earlier than from",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x"]\nuntil = 9999-12-31T23:59:59-08:00',
            "signer 1: until must be a date",
        ),
        (
            b'[[signer]]\norganization = "x"\nlaboratories = ["x "]',
            "signer 1: laboratories must be a list of texts, without spaces",
        ),
        (
            b'[[signer]]\norganization = " x"\nlaboratories = ["x"]',
            "signer 1: organization must be a text, without spaces",
        ),
    ],
)
def test_settings_that_cannot_be_meant(settings: bytes, message: str) -> None:
    assert message in refusal({"anchors/root.pem": world().root.pem, "trust.toml": settings})


@pytest.mark.parametrize("name", ["Trust.toml", "anchors/trust.toml", "trust.toml.txt", "signers.toml"])
def test_settings_that_nobody_would_read(name: str) -> None:
    files = {"anchors/root.pem": world().root.pem, name: b'required_roles = ["seal"]'}
    assert refusal(files).startswith(f"{name} is not read")
    assert load_trust({**files, "trust.toml": b""}).required_roles == frozenset()


def test_several_revocation_lists_in_one_file_are_all_read() -> None:
    ders = [each.crl(at=SIGNED) for each in (world().root, world().intermediate)]
    pem = b"".join(x509.load_der_x509_crl(each).public_bytes(Encoding.PEM) for each in ders)
    trust = load_trust({"anchors/root.pem": world().root.pem, "crls/all.crl": pem})
    assert trust.crls == tuple(ders)
    files = {"anchors/root.pem": world().root.pem, "crls/all.crl": world().root.pem}
    assert refusal(files).startswith("crls/all.crl is not a revocation list")


def test_an_entry_about_a_file_with_several_anchors() -> None:
    settings = b'[[signer]]\nanchor = "both.pem"\nlaboratories = ["x"]'
    both = world().root.pem + world().tsa_root.pem
    assert "with one certificate" in refusal({"anchors/both.pem": both, "trust.toml": settings})


def test_every_setting_is_documented() -> None:
    page = (PROJECT / "docs" / "reference" / "trust-folder.md").read_text("utf-8")
    for setting in (*settings_module._TOP, *settings_module._SIGNER):
        assert f"`{setting}`" in page or f"`[[{setting}]]`" in page
    for folder in trust_module._FOLDERS:
        assert f"DIR/{folder}/" in page


def test_a_byte_order_mark_before_trust_toml_is_no_mistake() -> None:
    settings = b'\xef\xbb\xbfrequired_roles = ["seal"]\n'
    trust = load_trust({"anchors/root.pem": world().root.pem, "trust.toml": settings})
    assert trust.required_roles == {Role.SEAL}

"""Keys and certificates as people have them in files, and what is said when something is wrong with one."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)

from dcc.errors import UsageError
from signing import Role, Scheme, load_signer
from signing.algorithms import Scheme as SchemeOfTables
from signing.authority import Identity
from tests.signing.world import key, world

PASSWORD = "correct horse"


def seal() -> Identity:
    return world().seal


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("password", [None, PASSWORD], ids=["open", "locked"])
def test_a_key_in_pkcs8(encoding: Encoding, password: str | None) -> None:
    encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    data = seal().key.private_bytes(encoding, PrivateFormat.PKCS8, encryption)
    signer = load_signer(data, chain=seal().chain_pem(), password=password)
    assert signer.chain == seal().signer().chain


def test_a_key_in_the_older_format_of_openssl() -> None:
    data = seal().key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    assert load_signer(data, chain=seal().chain_pem()).chain == seal().signer().chain


def test_a_password_for_a_key_that_needs_none_does_no_harm() -> None:
    assert load_signer(seal().key_pem(), chain=seal().chain_pem(), password=PASSWORD).chain


@pytest.mark.parametrize("password", [None, PASSWORD], ids=["open", "locked"])
def test_pkcs12_brings_key_and_chain(password: str | None) -> None:
    assert load_signer(seal().pkcs12(password), password=password).chain == seal().signer().chain


def test_key_and_certificates_in_one_pem_file() -> None:
    assert load_signer(seal().chain_pem() + seal().key_pem()).chain == seal().signer().chain


def test_a_chain_in_any_order_with_strangers_in_it_is_put_in_order() -> None:
    stranger = world().people[Role.CHECKER].x509_cert.public_bytes(Encoding.PEM)
    leaf, issuer = seal().x509_cert.public_bytes(Encoding.PEM), world().intermediate.pem
    signer = load_signer(seal().key_pem(), chain=world().root.pem + stranger + issuer + leaf)
    expected = (*seal().signer().chain, world().root.identity.x509_cert.public_bytes(Encoding.DER))
    assert signer.chain == expected


def test_one_certificate_in_der() -> None:
    der = seal().x509_cert.public_bytes(Encoding.DER)
    assert load_signer(seal().key_pem(), chain=der).chain == (der,)


def test_the_hash_is_as_strong_as_the_curve_and_the_padding_as_asked_for() -> None:
    def algorithm(kind: str, scheme: Scheme = Scheme.RSA_PKCS1) -> str:
        identity = world().issue(kind, key=key(kind))
        chosen = load_signer(identity.key_pem(), chain=identity.chain_pem(), rsa_scheme=scheme).algorithm
        return chosen.uri.rpartition("#")[2]

    assert algorithm("secp256r1") == "ecdsa-sha256"
    assert algorithm("secp384r1") == "ecdsa-sha384"
    assert algorithm("secp521r1") == "ecdsa-sha512"
    assert algorithm("rsa-2048") == "rsa-sha256"
    assert algorithm("rsa-2048", SchemeOfTables.RSA_PSS) == "sha256-rsa-MGF1"


def test_a_key_is_not_shown_by_accident() -> None:
    assert "key=" not in repr(seal().signer())


def refusal(data: bytes, **options: object) -> str:
    """What is said, with the hint what to do, which there must be."""
    with pytest.raises(UsageError) as refused:
        load_signer(data, **options)  # type: ignore[arg-type]
    assert refused.value.hint
    assert refused.value.exit_status == 2
    return str(refused.value)


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_passwords_of_keys(encoding: Encoding) -> None:
    locked = seal().key.private_bytes(
        encoding, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.encode())
    )
    chain = seal().chain_pem()
    assert refusal(locked, chain=chain) == "the key is encrypted and no password was given"
    assert refusal(locked, chain=chain, password="wrong") == "the password does not open the key"


def test_passwords_of_pkcs12() -> None:
    locked = seal().pkcs12(PASSWORD)
    assert refusal(locked) == "the key is encrypted and no password was given"
    assert refusal(locked, password="wrong") == "the password does not open the key"


def test_a_key_that_does_not_belong_to_the_certificate() -> None:
    message = refusal(world().people[Role.CHECKER].key_pem(), chain=seal().chain_pem())
    assert message.startswith("the key does not belong to the certificate (CN=seal")


def test_a_key_without_any_certificate() -> None:
    assert refusal(seal().key_pem()) == "there is no certificate for the key"


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_an_empty_file(data: bytes) -> None:
    assert refusal(data) == "the key file is empty"


def test_a_certificate_or_public_key_in_place_of_the_key() -> None:
    public = seal().key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for data in (seal().chain_pem(), public):
        assert refusal(data).startswith("the key file has no private key in it")


@pytest.mark.parametrize(
    "data",
    [b"garbage", b"\x30\x03\x02\x01\x05", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"],
)
def test_a_file_that_is_no_key(data: bytes) -> None:
    assert refusal(data).startswith("the key file is neither a private key")


def test_pkcs12_without_a_key() -> None:
    data = pkcs12.serialize_key_and_certificates(
        None, None, seal().x509_cert, None, BestAvailableEncryption(PASSWORD.encode())
    )
    assert refusal(data, password=PASSWORD) == "the PKCS#12 file has no private key in it"


@pytest.mark.parametrize(
    "chain", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_that_is_no_certificate(chain: bytes) -> None:
    message = refusal(seal().key_pem(), chain=chain)
    assert message == "the certificate file has no certificate in it that can be read"


@pytest.mark.parametrize("kind", ["rsa-1024", "rsa-2048-3", "secp256k1"])
def test_a_weak_key(kind: str) -> None:
    identity = world().issue("Weak", key=key(kind))
    assert refusal(identity.key_pem(), chain=identity.chain_pem()).startswith("the key is a")


def test_a_key_of_another_kind() -> None:
    data = ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    assert "cannot sign here" in refusal(data, chain=seal().chain_pem())

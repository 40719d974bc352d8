"""Earlier signatures: removed, exchanged, doubled, or never what the seal refers to."""

from __future__ import annotations

import pytest
from lxml import etree

from dcc.findings import Severity
from signing import Covers, Role, Verdict, sign
from signing.authority import Identity, Subject, found
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
    cover,
)
from tests.signing.forge import (
    PREFIXES,
    c14n,
    drop,
    find,
    forged,
    fragment,
    unsigned_property,
)
from tests.signing.world import (
    FOUNDED,
    SIGNED,
    certificate,
    check,
    codes_of,
    sealed,
    signatures,
    signed_by_all,
    text,
    tree,
    world,
)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_personal_signature_taken_away_breaks_the_seal(position: int) -> None:
    root = tree(signed_by_all())
    drop(signatures(root)[position])
    result = assert_failed(text(root), "SIG-REMOVED")
    assert [each.verdict for each in result.signatures] == ["passed", "passed", "failed"]


def test_a_personal_signature_exchanged_breaks_the_seal() -> None:
    again = sign(certificate(), world().people[Role.METROLOGIST].signer(), at=SIGNED, role=Role.METROLOGIST)
    root = tree(signed_by_all())
    root.replace(signatures(root)[0], signatures(tree(again))[0])
    result = assert_failed(text(root), "SIG-DIGEST")
    assert [each.verdict for each in result.signatures] == ["passed", "passed", "passed", "failed"]


def test_without_a_seal_a_signature_taken_away_is_missed_in_its_role() -> None:
    policy = world().policy(**{"trust.toml": b'required_roles = ["metrologist", "seal"]'})
    assert check(signed_by_all(), policy=policy).verdict is Verdict.PASSED
    assert_not_confirmed(sealed(), "SIG-ROLE-MISSING", policy=policy)


def by_one_person(*roles: Role) -> bytes:
    document = certificate()
    for role in roles:
        document = sign(document, world().people[Role.METROLOGIST].signer(), at=SIGNED, role=role)
    return document


@pytest.mark.parametrize(
    "required",
    [(Role.METROLOGIST, Role.CHECKER), (Role.CHECKER, Role.APPROVER), (Role.CHECKER, Role.SEAL)],
)
def test_one_person_does_not_fill_two_of_the_roles_that_are_required(required: tuple[Role, Role]) -> None:
    settings = f"required_roles = {[role.value for role in required]}".encode()
    policy = world().policy(**{"trust.toml": settings})
    assert check(signed_by_all(), policy=policy).verdict is Verdict.PASSED
    assert_not_confirmed(by_one_person(*required), "SIG-SAME-PERSON", policy=policy)


def test_one_person_in_two_roles_is_said_where_nothing_is_required() -> None:
    result = check(by_one_person(Role.METROLOGIST, Role.APPROVER))
    assert result.verdict is Verdict.PASSED
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("SIG-SAME-PERSON", Severity.WARNING)
    assert finding.message.endswith("signed as metrologist and as approver")


def without_references_to_signatures(root: etree._Element, signature: etree._Element) -> None:
    path = "ds:SignedInfo/ds:Reference[@Type='http://uri.etsi.org/01903#CountersignedSignature']"
    for reference in signature.findall(path, PREFIXES):
        drop(reference)


def test_a_seal_that_would_not_notice_a_missing_signature() -> None:
    document = forged(without_references_to_signatures, document=signed_by_all())
    result = check(document)
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-SEAL-OPEN"}
    assert result.findings[0].message.endswith("signature-1, signature-2, signature-3")


def test_a_signature_added_after_the_seal_is_not_held_by_it() -> None:
    checker = world().people[Role.CHECKER]

    def change(root: etree._Element, signature: etree._Element) -> None:
        without_references_to_signatures(root, signature)
        find(signature, ".//xades:ClaimedRole").text = "checker"

    twice = sign(sealed(), checker.signer(), at=SIGNED, role=Role.SEAL)
    result = check(forged(change, identity=checker, document=twice))
    assert [each.role for each in result.signatures] == ["seal", "checker"]
    assert codes_of(result) == {"SIG-SEAL-OPEN"}


def test_the_order_of_signatures_does_not_matter() -> None:
    root = tree(signed_by_all())
    root.append(signatures(root)[0])
    assert check(text(root)).verdict is Verdict.PASSED


def enveloped(root: etree._Element, signature: etree._Element, identity: Identity) -> None:
    """Cover the document with all other signatures in it, as the plain enveloped-signature transform does."""
    markup = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
    transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
    transforms.replace(transforms[0], fragment(markup))
    bare = tree(text(root))
    bare.remove(signatures(bare)[-1])
    cover(signature, c14n(bare.getroottree()), identity)


def test_a_signature_that_covers_an_earlier_one_with_the_document() -> None:
    twice = sign(certificate(), world().people[Role.CHECKER].signer(), at=SIGNED, role=Role.CHECKER)
    root = tree(sign(twice, world().seal.signer(), at=SIGNED))
    enveloped(root, signatures(root)[-1], world().seal)
    assert check(text(root)).verdict is Verdict.PASSED
    find(signatures(root)[0], "ds:KeyInfo").tail = "\n"
    result = assert_failed(text(root), "SIG-DIGEST")
    assert [each.verdict for each in result.signatures] == ["passed", "failed"]


def test_what_was_signed_is_read_from_the_best_signature_that_covers_it() -> None:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    fan = stranger.issue(Subject(common_name="Fan", organization="x"), valid_from=FOUNDED)
    root = tree(sign(sealed(), fan.signer(), at=SIGNED))
    seal, other = signatures(root)
    enveloped(root, other, fan)
    seal.addprevious(other)
    result = check(text(root))
    assert [(each.verdict, each.covers) for each in result.signatures] == [
        (Verdict.INDETERMINATE, Covers.DOCUMENT),
        (Verdict.PASSED, Covers.DOCUMENT),
    ]
    assert result.signed_xml == check(sealed()).signed_xml


@pytest.mark.parametrize("place", ["ds:Object", "."], ids=["in an object", "in the seal"])
def test_the_value_of_a_signature_taken_away_is_kept_elsewhere(place: str) -> None:
    root = tree(signed_by_all())
    first, seal = signatures(root)[0], signatures(root)[-1]
    value = find(first, "ds:SignatureValue")
    drop(first)
    find(seal, place).append(value)
    assert check(text(root)).verdict is not Verdict.PASSED


def test_the_value_of_a_signature_taken_away_is_kept_among_the_seals_own_properties() -> None:
    """Nothing there is signed, so what the seal refers to would be there, and the signature would not."""
    root = tree(signed_by_all())
    first, seal = signatures(root)[0], signatures(root)[-1]
    unsigned_property("<xades:CertificateValues/>")(root, seal)
    value = find(first, "ds:SignatureValue")
    drop(first)
    find(seal, ".//xades:CertificateValues").append(value)
    assert_not_confirmed(text(root), "SIG-REFERENCE")

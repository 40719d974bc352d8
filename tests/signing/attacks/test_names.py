"""Who signed against who is named: a name that a reader sees and that is not the signer's is said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from lxml import etree

from dcc.findings import Finding
from signing import CertificateReport, Policy, Role, Verdict, sign, verify_certificate
from signing.authority import Subject
from tests.documents import minimal
from tests.signing.forge import drop, find, forged
from tests.signing.world import (
    CHECKED,
    FOUNDED,
    IDENTIFIER,
    LABORATORY,
    ORGANIZATION,
    SIGNED,
    person,
    sealed,
    signed_by_all,
    world,
)

CYRILLIC = ORGANIZATION.replace("a", "\N{CYRILLIC SMALL LETTER A}", 1)
OTHER = "Another Institute"


def certificate(
    *names: str | tuple[str, str], persons: str | None = None, code: str | None = LABORATORY
) -> bytes:
    """A certificate whose laboratory has these names, each perhaps with its language."""
    contents = "".join(
        f"<dcc:content>{name}</dcc:content>"
        if isinstance(name, str)
        else f'<dcc:content lang="{name[0]}">{name[1]}</dcc:content>'
        for name in (names or (ORGANIZATION,))
    )
    own = f"<dcc:content>{ORGANIZATION}</dcc:content>"
    opening = "<dcc:calibrationLaboratory>"
    written = f"<dcc:calibrationLaboratoryCode>{code}</dcc:calibrationLaboratoryCode>" if code else ""
    document = (minimal() if persons is None else minimal(persons=persons)).decode()
    assert own in document
    return document.replace(own, contents).replace(opening, opening + written).encode()


class Named(Subject):
    """A subject with these attributes, any of them more than once."""

    def __init__(self, *attributes: tuple[x509.ObjectIdentifier, str]) -> None:
        super().__init__(common_name="", organization="")
        object.__setattr__(self, "attributes", attributes)

    @property
    def name(self) -> x509.Name:
        attributes: Sequence[tuple[x509.ObjectIdentifier, str]] = self.__dict__["attributes"]
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes])


IDENTIFIED = (NameOID.ORGANIZATION_IDENTIFIER, IDENTIFIER)


def signed(document: bytes, who: Subject, role: Role = Role.SEAL) -> bytes:
    signer = world().intermediate.issue(who, valid_from=FOUNDED).signer()
    return sign(document, signer, at=SIGNED, role=role)


def signed_without_role(document: bytes, who: Subject) -> bytes:
    def change(root: etree._Element, signature: etree._Element) -> None:
        drop(find(signature, ".//xades:SignerRoleV2"))

    identity = world().intermediate.issue(who, valid_from=FOUNDED)
    return forged(change, identity=identity, document=sign(document, identity.signer(), at=SIGNED))


def organization(*names: str) -> Subject:
    return Named(*((NameOID.ORGANIZATION_NAME, name) for name in names), IDENTIFIED)


def someone(*names: str) -> Subject:
    own = ((NameOID.COMMON_NAME, name) for name in names)
    return Named((NameOID.ORGANIZATION_NAME, ORGANIZATION), *own, IDENTIFIED)


BOUND = f'[[signer]]\norganization_identifier = "{IDENTIFIER}"\nlaboratories = ["{LABORATORY}"]\n'


def policy(settings: str = "") -> Policy:
    return world().policy(**({"trust.toml": settings.encode()} if settings else {}))


def report(document: bytes, settings: str = "") -> CertificateReport:
    return verify_certificate(document, policy(settings), at=CHECKED)


def mismatches(document: bytes, settings: str = "") -> list[Finding]:
    return [each for each in report(document, settings).findings if each.code == "SIGNER-NAME-MISMATCH"]


def severities(document: bytes, settings: str = "") -> list[str]:
    return [str(each.severity) for each in mismatches(document, settings)]


def said(document: bytes, settings: str = "") -> str:
    (found,) = mismatches(document, settings)
    return found.message


# --- the laboratory -----------------------------------------------------------------------------------


def test_who_signed_is_who_is_named() -> None:
    for document in (sealed(), signed_by_all()):
        assert mismatches(document) == mismatches(document, BOUND) == []


def test_another_laboratory_in_the_visible_name() -> None:
    document = signed(certificate(OTHER), organization(ORGANIZATION))
    assert said(document) == f"sealed by {ORGANIZATION}, the certificate names {OTHER} as the laboratory"
    assert report(document).verdict is Verdict.PASSED
    assert severities(document) == ["warning"]


def test_another_laboratory_beside_a_code_that_trust_toml_binds() -> None:
    """The code is looked at by programs, the name by people."""
    document = signed(certificate(OTHER), organization(ORGANIZATION))
    assert severities(document, BOUND) == ["error"]
    assert report(document, BOUND).verdict is Verdict.FAILED


def test_another_laboratory_in_one_language_of_several() -> None:
    """A reader sees the name in his language alone."""
    document = signed(certificate(("en", ORGANIZATION), ("de", OTHER)), organization(ORGANIZATION))
    assert f"the certificate names {OTHER} as" in said(document)
    assert severities(document, BOUND) == ["warning"]
    assert severities(document, BOUND + f'laboratory_names = ["{ORGANIZATION}"]\n') == ["error"]


def test_another_laboratory_beside_ones_own_in_the_same_language() -> None:
    document = signed(certificate(("en", ORGANIZATION), ("en", OTHER)), organization(ORGANIZATION))
    assert f"the certificate names {OTHER} as" in said(document)


def test_the_names_that_trust_toml_lists_are_the_signers() -> None:
    document = signed(certificate(("en", ORGANIZATION), ("zh", "示例校准实验室")), organization(ORGANIZATION))
    assert severities(document, BOUND) == ["warning"]
    for listed in ('["示例校准实验室"]', f'["示例校准实验室", "{ORGANIZATION.upper()}"]'):
        assert mismatches(document, BOUND + f"laboratory_names = {listed}\n") == []
    assert severities(document, BOUND + f'laboratory_names = ["{OTHER}"]\n') == ["error"]


def test_several_organizations_of_which_one_is_named() -> None:
    document = signed(certificate(), organization(ORGANIZATION, OTHER))
    assert f"sealed by {ORGANIZATION} / {OTHER}, the" in said(document)
    assert severities(document, BOUND) == ["error"]


def test_two_organizations_that_are_both_names_of_the_laboratory() -> None:
    both = certificate(("en", ORGANIZATION), ("zh", "示例校准实验室"))
    assert mismatches(signed(both, organization("示例校准实验室", ORGANIZATION)), BOUND) == []


@pytest.mark.parametrize(
    "name",
    [
        ORGANIZATION.upper(),
        f"  {ORGANIZATION.replace(' ', '   ')} ",
        ORGANIZATION.replace(" ", "\N{IDEOGRAPHIC SPACE}"),
        "".join(chr(ord(each) + 0xFEE0) if each.isalpha() else each for each in ORGANIZATION),
    ],
    ids=["capitals", "white space", "ideographic space", "full width"],
)
def test_the_same_name_in_another_spelling(name: str) -> None:
    assert mismatches(signed(certificate(name), organization(ORGANIZATION)), BOUND) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (CYRILLIC, CYRILLIC),
        (f"{ORGANIZATION}\N{ZERO WIDTH SPACE}", f"{ORGANIZATION}\ufffd"),
        (f"\N{RIGHT-TO-LEFT OVERRIDE}{ORGANIZATION}", f"\ufffd{ORGANIZATION}"),
        (f"{ORGANIZATION}&#129;", f"{ORGANIZATION}\ufffd"),
    ],
    ids=["a homoglyph", "a character of no width", "a bidirectional control", "a control character"],
)
def test_a_name_that_only_looks_like_the_signers(name: str, shown: str) -> None:
    document = signed(certificate(name), organization(ORGANIZATION))
    assert severities(document, BOUND) == ["error"]
    assert f"the certificate names {shown} as" in said(document)


def test_letters_that_look_alike_are_told_apart_by_their_names() -> None:
    message = said(signed(certificate(CYRILLIC), organization(ORGANIZATION)))
    assert message.endswith(
        "they look alike and differ: U+0061 LATIN SMALL LETTER A, U+0430 CYRILLIC SMALL LETTER A"
    )


def test_a_name_of_any_length_is_shown_in_part() -> None:
    assert len(said(signed(certificate("N" * 100_000), organization(ORGANIZATION)))) < 400


def test_a_seal_without_an_organization_has_its_common_name() -> None:
    own = Named((NameOID.COMMON_NAME, ORGANIZATION))
    assert mismatches(signed(certificate(), own)) == []
    assert "sealed by Seal, the" in said(signed(certificate(), Named((NameOID.COMMON_NAME, "Seal"))))


def test_a_laboratory_that_nobody_who_signed_belongs_to() -> None:
    """Who signs in person, without an organization, confirms a person and no laboratory."""
    alone = Named((NameOID.COMMON_NAME, "A. Person"), IDENTIFIED)
    document = signed(certificate(), alone, role=Role.APPROVER)
    assert said(document).endswith("; no signer's X.509 certificate names an organization")
    assert severities(document, BOUND) == ["warning"]
    assert mismatches(document, BOUND + f'laboratory_names = ["{ORGANIZATION}"]\n') == []


def test_people_of_another_organization_where_nothing_is_sealed() -> None:
    stranger = Named((NameOID.ORGANIZATION_NAME, OTHER), (NameOID.COMMON_NAME, "A. Person"))
    document = signed(certificate(), stranger, role=Role.APPROVER)
    assert said(document) == (
        f"signed as approver by {OTHER}, the certificate names {ORGANIZATION} as the laboratory"
    )


def test_a_signature_without_a_role_is_compared_too() -> None:
    assert mismatches(signed_without_role(certificate(), organization(ORGANIZATION))) == []
    assert mismatches(signed_without_role(certificate(), someone("A. Person"))) == []
    document = signed_without_role(certificate(), organization(OTHER))
    assert said(document).startswith(f"signed by {OTHER}, the certificate names {ORGANIZATION}")


# --- the persons --------------------------------------------------------------------------------------

HANS = certificate(persons=person("Hans Müller", role="metrologist") + person("Ida Ruf", role="approver"))


def by(*names: str, role: Role = Role.METROLOGIST, document: bytes = HANS) -> bytes:
    return signed(document, someone(*names), role=role)


@pytest.mark.parametrize(
    "name",
    ["Hans Müller", "HANS MÜLLER", "Müller, Hans", "Müller  Hans", "Hans Mu\N{COMBINING DIAERESIS}ller"],
)
def test_the_same_person_in_another_spelling(name: str) -> None:
    assert mismatches(by(name), BOUND) == []


def test_a_chinese_name_has_blanks_or_none() -> None:
    document = certificate(persons=person("张 伟", role="metrologist"))
    assert mismatches(by("张伟", document=document), BOUND) == []


def test_another_person_than_the_one_named() -> None:
    assert said(by("Eva Klein")) == (
        "signed as metrologist by Eva Klein, the certificate names Hans Müller as the person"
    )
    assert severities(by("Eva Klein")) == ["warning"]
    assert severities(by("Eva Klein"), BOUND) == ["error"]


def test_the_person_named_for_another_role() -> None:
    assert severities(by("Ida Ruf"), BOUND) == ["error"]
    assert mismatches(by("Ida Ruf", role=Role.APPROVER), BOUND) == []


def test_a_role_that_the_certificate_does_not_speak_of_is_for_those_it_names() -> None:
    assert mismatches(by("Ida Ruf", role=Role.CHECKER), BOUND) == []
    assert severities(by("Eva Klein", role=Role.CHECKER), BOUND) == ["error"]


@pytest.mark.parametrize(
    "name", ["Hans Muller", "H. Müller", "Hans M\N{CYRILLIC SMALL LETTER U}ller", "Hans"]
)
def test_a_person_whose_name_is_only_like_it(name: str) -> None:
    assert severities(by(name), BOUND) == ["error"]


def test_two_common_names_of_which_one_is_named() -> None:
    assert severities(by("Hans Müller", "Eva Klein"), BOUND) == ["error"]


def test_a_romanised_name_is_no_proof() -> None:
    """张伟 and 章威 are both Zhang Wei."""
    document = certificate(persons=person("张伟", role="metrologist"))
    assert severities(by("Zhang Wei", document=document), BOUND) == ["error"]
    assert "signed as metrologist by Zhang Wei, the certificate names 张伟" in said(
        by("Zhang Wei", document=document)
    )


def test_a_name_in_another_script_beside_the_signers_is_told() -> None:
    document = certificate(persons=person("张伟", "Zhang Wei", role="metrologist"))
    assert severities(by("张伟", document=document), BOUND) == ["info"]
    assert report(by("张伟", document=document), BOUND).name_differences == ()


def test_another_name_in_the_same_script_beside_the_signers() -> None:
    document = certificate(persons=person("Hans Müller", "Eva Klein", role="metrologist"))
    assert severities(by("Hans Müller", document=document), BOUND) == ["warning"]
    assert "the certificate names Eva Klein as" in said(by("Hans Müller", document=document))


def test_given_name_and_surname_are_the_signers_too() -> None:
    document = certificate(persons=person("张伟", "Zhang Wei", role="metrologist"))
    both = Subject(common_name="张伟", organization=ORGANIZATION, given_name="Wei", surname="Zhang")
    assert mismatches(signed(document, both, role=Role.METROLOGIST)) == []


def test_a_signer_who_is_not_trusted_is_named_all_the_same() -> None:
    """The verdict rests on the chain; whose name it is not is said besides."""
    document = signed(certificate(OTHER), organization(ORGANIZATION))
    nobody = Policy(trust=policy().trust.__class__(anchors=()))
    found = verify_certificate(document, nobody, at=CHECKED)
    assert found.verdict is Verdict.INDETERMINATE
    assert [str(each.severity) for each in found.findings if each.code == "SIGNER-NAME-MISMATCH"] == [
        "warning"
    ]


def test_a_changed_document_is_changed_and_names_are_not_spoken_of() -> None:
    document = signed(certificate(), organization(ORGANIZATION))
    changed = document.replace(ORGANIZATION.encode(), OTHER.encode(), 1)
    found = report(changed)
    assert found.verdict is Verdict.FAILED
    assert "SIGNER-NAME-MISMATCH" not in {each.code for each in found.findings}

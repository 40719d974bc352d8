"""Signatures as we make them: what they contain, and that others accept them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from dcc.errors import DocumentError, UsageError
from dcc.xml.parse import Limits
from signing import Level, Role, Scheme, Verdict, sign
from signing.authority import Identity
from signing.keys import LocalSigner
from tests.signing.forge import PREFIXES, find
from tests.signing.peers import compile_for_jdk, jdk_says, needs_jdk, needs_xmlsec1, xmlsec1_accepts
from tests.signing.world import (
    CHECKED,
    DAY,
    FOUNDED,
    SIGNED,
    certificate,
    check,
    key,
    sealed,
    signatures,
    signed_by_all,
    tree,
    world,
)

KINDS = ("rsa-2048", "rsa-3072", "rsa-2048 PSS", "secp256r1", "secp384r1", "secp521r1")


def with_key(kind: str, document: bytes | None = None, role: Role = Role.SEAL) -> bytes:
    """The certificate signed with a key of a kind."""
    name, _, padding = kind.partition(" ")
    identity = world().issue(kind, key=key(name))
    signer = identity.signer(Scheme.RSA_PSS if padding else Scheme.RSA_PKCS1)
    return sign(document or certificate(), signer, at=SIGNED, role=role)


def in_chinese(document: bytes) -> bytes:
    """The certificate with a language on its root element, which inclusive C14N would copy everywhere."""
    changed = document.replace(b'schemaVersion="3.3.0"', b'schemaVersion="3.3.0" xml:lang="zh"', 1)
    assert changed != document
    return changed


def by_all(document: bytes) -> bytes:
    for role in Role:
        document = sign(document, world().people[role].signer(), at=SIGNED, role=role)
    return document


SAMPLES = {
    **{f"{kind.replace(' ', '-')}.xml": (lambda kind=kind: with_key(kind)) for kind in KINDS},
    "four.xml": signed_by_all,
    "four-zh.xml": lambda: by_all(in_chinese(certificate())),
    "mixed.xml": lambda: with_key("secp521r1", with_key("rsa-3072", role=Role.CHECKER)),
    "stylesheet.xml": lambda: by_all(
        b'<?xml-stylesheet href="dcc.xsl"?>\n' + certificate().partition(b"\n")[2]
    ),
}
"""Every kind of key, one and four signatures, a language on the root, instructions before it."""


@pytest.mark.parametrize("name", SAMPLES)
def test_our_own_core_accepts_what_we_make(name: str) -> None:
    result = check(SAMPLES[name]())
    assert result.verdict is Verdict.PASSED
    assert result.findings == ()


@needs_xmlsec1
@pytest.mark.parametrize("name", [name for name in SAMPLES if "PSS" not in name])
def test_xmlsec1_accepts_what_we_make(name: str, tmp_path: Path) -> None:
    document, anchor = tmp_path / name, tmp_path / "root.pem"
    document.write_bytes(SAMPLES[name]())
    anchor.write_bytes(world().root.pem)
    count = len(signatures(tree(document.read_bytes())))
    assert [
        xmlsec1_accepts(document, anchor=anchor, position=each + 1, at=CHECKED) for each in range(count)
    ] == [True] * count


@needs_jdk
def test_the_jdk_accepts_what_we_make(tmp_path: Path) -> None:
    documents = []
    for name, make in SAMPLES.items():
        documents.append(tmp_path / name)
        documents[-1].write_bytes(make())
    changed = tmp_path / "changed.xml"
    changed.write_bytes(sealed().replace(b"20.012", b"20.013"))
    said = jdk_says([*documents, changed], classes=compile_for_jdk(tmp_path))
    assert said.pop(("changed.xml", 1)) == "reference:"
    for document in documents:
        for position, signature in enumerate(signatures(tree(document.read_bytes())), start=1):
            count = len(signature.findall("ds:SignedInfo/ds:Reference", PREFIXES))
            assert said.pop((document.name, position)) == f"valid {count}"
    assert said == {}


# --- what a signature contains ------------------------------------------------------------------------


def the_signature() -> etree._Element:
    return signatures(tree(sealed()))[0]


def test_every_reference_has_explicit_transforms_that_end_in_exclusive_canonicalization() -> None:
    for signature in signatures(tree(signed_by_all())):
        for reference in signature.findall("ds:SignedInfo/ds:Reference", PREFIXES):
            transforms = reference.findall("ds:Transforms/ds:Transform", PREFIXES)
            assert transforms[-1].get("Algorithm") == "http://www.w3.org/2001/10/xml-exc-c14n#"


def test_the_document_is_signed_without_any_signature() -> None:
    xpath = the_signature().find(".//{http://www.w3.org/2002/06/xmldsig-filter2}XPath")
    assert xpath is not None
    assert (xpath.get("Filter"), xpath.text) == ("subtract", "/descendant::ds:Signature")


def test_the_seal_covers_the_value_of_each_earlier_signature() -> None:
    *earlier, seal = signatures(tree(signed_by_all()))
    kind = "http://uri.etsi.org/01903#CountersignedSignature"
    covered = [
        reference.get("URI")
        for reference in seal.findall("ds:SignedInfo/ds:Reference", PREFIXES)
        if reference.get("Type") == kind
    ]
    assert covered == [f"#{find(each, 'ds:SignatureValue').get('Id')}" for each in earlier]


def test_the_signed_properties_say_when_who_what_and_as_whom() -> None:
    signature = the_signature()
    assert find(signature, ".//xades:SigningTime").text == "2026-03-01T09:30:00Z"
    named = find(signature, ".//xades:SigningCertificateV2/xades:Cert/xades:CertDigest/ds:DigestMethod")
    assert named.get("Algorithm") == "http://www.w3.org/2001/04/xmlenc#sha256"
    assert find(signature, ".//xades:IssuerSerialV2").text
    assert find(signature, ".//xades:DataObjectFormat/xades:MimeType").text == "text/xml"
    assert find(signature, ".//xades:SignerRoleV2/xades:ClaimedRoles/xades:ClaimedRole").text == "seal"


def test_the_properties_stand_in_the_order_of_their_schema() -> None:
    properties = find(the_signature(), ".//xades:SignedSignatureProperties")
    names = [etree.QName(each).localname for each in properties]
    assert names == ["SigningTime", "SigningCertificateV2", "SignerRoleV2"]


def test_the_whole_chain_is_there_and_no_bare_key() -> None:
    signature = the_signature()
    found_certificates = signature.findall("ds:KeyInfo/ds:X509Data/ds:X509Certificate", PREFIXES)
    ders = [base64.b64decode(each.text or "") for each in found_certificates]
    assert ders == list(world().seal.signer().chain)
    assert len(ders) == 2
    assert signature.find(".//ds:KeyValue", PREFIXES) is None


def test_the_time_is_the_one_passed_in_whatever_its_zone() -> None:
    at = datetime.fromisoformat("2026-03-01T17:30:00+08:00")
    document = sign(certificate(), world().seal.signer(), at=at)
    assert find(signatures(tree(document))[0], ".//xades:SigningTime").text == "2026-03-01T09:30:00Z"


def test_identifiers_are_new_whatever_the_document_uses() -> None:
    document = certificate().replace(
        b"<dcc:measurementResults>", b'<dcc:measurementResults id="signature-1-value">'
    )
    result = check(sign(document, world().seal.signer(), at=SIGNED))
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].id == "signature-2"


def test_nothing_of_the_document_is_changed() -> None:
    root = tree(sealed())
    root.remove(signatures(root)[0])
    again = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    assert again.strip().splitlines()[1:] == certificate().strip().splitlines()[1:]


def test_what_surrounds_the_root_is_kept_and_signed() -> None:
    instruction = b'<?xml-stylesheet href="dcc.xsl"?>'
    document = sign(instruction + b"\n" + certificate().partition(b"\n")[2], world().seal.signer(), at=SIGNED)
    assert instruction in document
    result = check(document)
    assert result.verdict is Verdict.PASSED
    assert result.signed_xml is not None
    assert instruction in result.signed_xml
    assert check(document.replace(b"dcc.xsl", b"evil.xsl")).verdict is Verdict.FAILED


def test_a_text_of_eleven_megabytes_can_be_signed() -> None:
    document = certificate().replace(b"Thermometer", b"T" * 11 * 2**20)
    result = check(sign(document, world().seal.signer(), at=SIGNED))
    assert result.verdict is Verdict.PASSED


def test_other_xml_than_certificates_can_be_signed() -> None:
    result = check(sign(b"<note>Hello</note>", world().seal.signer(), at=SIGNED))
    assert result.verdict is Verdict.PASSED
    assert result.signed_xml == b"<note>Hello</note>"


class Token:
    """A signing device that is reached through the protocol alone."""

    def __init__(self, identity: Identity, *, key_of: Identity) -> None:
        inner = identity.signer()
        self.chain, self.algorithm = inner.chain, inner.algorithm
        self._inner: LocalSigner = key_of.signer()

    def sign(self, data: bytes) -> bytes:
        return self._inner.sign(data)


def test_a_remote_key_signs_through_the_protocol() -> None:
    seal = world().seal
    assert check(sign(certificate(), Token(seal, key_of=seal), at=SIGNED)).verdict is Verdict.PASSED


# --- what is refused ----------------------------------------------------------------------------------


def test_a_remote_key_of_somebody_else_is_found_out() -> None:
    token = Token(world().seal, key_of=world().people[Role.CHECKER])
    with pytest.raises(UsageError, match="does not belong to the certificate"):
        sign(certificate(), token, at=SIGNED)


@pytest.mark.parametrize("version", ["2.4.0", "3.0.0", "3.1.2"])
def test_versions_without_a_place_for_signatures_are_refused(version: str) -> None:
    document = certificate().replace(b'schemaVersion="3.3.0"', f'schemaVersion="{version}"'.encode())
    with pytest.raises(DocumentError, match=f"a DCC {version} has no place") as refused:
        sign(document, world().seal.signer(), at=SIGNED)
    assert [finding.code for finding in refused.value.findings] == ["SIG-NO-SLOT"]


@pytest.mark.parametrize("version", ["3.2.0", "3.2.1", "3.3.0"])
def test_versions_with_a_place_for_signatures_are_signed(version: str) -> None:
    document = certificate().replace(b'schemaVersion="3.3.0"', f'schemaVersion="{version}"'.encode())
    assert check(sign(document, world().seal.signer(), at=SIGNED)).verdict is Verdict.PASSED


@pytest.mark.parametrize("role", [Role.METROLOGIST, Role.CHECKER, Role.APPROVER])
def test_nobody_signs_after_the_seal(role: Role) -> None:
    with pytest.raises(UsageError, match="the document is sealed"):
        sign(sealed(), world().people[role].signer(), at=SIGNED, role=role)


@pytest.mark.parametrize("level", [Level.T, Level.LT, Level.LTA])
def test_levels_that_need_timestamps_are_said_to_be_impossible_yet(level: Level) -> None:
    with pytest.raises(UsageError, match=f"level {level.value}, with timestamps, cannot be made yet"):
        sign(certificate(), world().seal.signer(), at=SIGNED, level=level)


def test_a_certificate_that_is_not_valid_is_refused() -> None:
    with pytest.raises(UsageError, match="not at the time of signing"):
        sign(certificate(), world().seal.signer(), at=FOUNDED - DAY)
    with pytest.raises(UsageError, match="not at the time of signing"):
        sign(certificate(), world().seal.signer(), at=datetime(2040, 1, 1, tzinfo=UTC))


def test_a_certificate_for_another_purpose_is_refused() -> None:
    with pytest.raises(UsageError, match="not meant for signing documents"):
        sign(certificate(), world().tsa.signer(), at=SIGNED)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="no time zone"):
        sign(certificate(), world().seal.signer(), at=SIGNED.replace(tzinfo=None))


def test_a_document_that_would_not_verify_is_refused() -> None:
    twice = certificate().replace(b"<dcc:measurementResults>", b'<dcc:measurementResults id="a">')
    twice = twice.replace(b"<dcc:coreData>", b'<dcc:coreData id="a">')
    with pytest.raises(DocumentError, match="'a' stands on more than one element"):
        sign(twice, world().seal.signer(), at=SIGNED)


def test_a_document_changed_since_an_earlier_signature_is_refused() -> None:
    signed = sign(certificate(), world().people[Role.METROLOGIST].signer(), at=SIGNED, role=Role.METROLOGIST)
    changed = signed.replace(b"20.012", b"20.013")
    with pytest.raises(DocumentError, match="signature-1 does not hold") as refused:
        sign(changed, world().seal.signer(), at=SIGNED)
    assert "SIG-DIGEST" in [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("place", "comment"),
    [(b"20.012", b"20<!-- -->.012"), (b"</dcc:digitalCalibrationCertificate>", None)],
    ids=["in a number", "after the end"],
)
def test_comments_that_a_verifier_would_not_accept_are_refused(place: bytes, comment: bytes | None) -> None:
    document = certificate().replace(place, comment or place + b"<!-- end -->")
    with pytest.raises(DocumentError) as refused:
        sign(document, world().seal.signer(), at=SIGNED)
    assert [finding.code for finding in refused.value.findings] == ["SIG-UNCOVERED"]


def test_instructions_after_the_end_are_signed_like_everything_else() -> None:
    document = sign(certificate() + b"<?end of document?>", world().seal.signer(), at=SIGNED)
    assert check(document).verdict is Verdict.PASSED


def test_a_document_beyond_the_limits_is_refused() -> None:
    with pytest.raises(DocumentError):
        sign(certificate(), world().seal.signer(), at=SIGNED, limits=Limits(size=100))


def test_more_signatures_than_a_seal_can_cover_are_refused() -> None:
    document = certificate()
    for _ in range(6):
        document = sign(document, world().people[Role.CHECKER].signer(), at=SIGNED, role=Role.CHECKER)
    with pytest.raises(UsageError, match="a seal can cover 5 earlier signatures"):
        sign(document, world().seal.signer(), at=SIGNED)


def test_an_earlier_signature_that_cannot_be_covered_is_refused() -> None:
    root = tree(sealed())
    del find(signatures(root)[0], "ds:SignatureValue").attrib["Id"]
    with pytest.raises(UsageError, match="no Id on its value"):
        sign(etree.tostring(root), world().seal.signer(), at=SIGNED)

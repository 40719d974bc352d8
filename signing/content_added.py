"""What XAdES lets anybody add to a signature later: its unsigned properties, as tables (see ``content``).

EN 319 132-1, 5.2.7 and 5.3 to 5.5; EN 319 132-2; TS 119 132-3; RFC 6283. OtherCertificate, OtherValue,
OtherRef, OtherTimeStamp and XMLTimeStamp are left out: what is in them is for nobody here to read.
"""

from __future__ import annotations

from dcc.xml.names import ds
from signing.content import (
    BOOLEAN,
    CANONICALIZATION,
    CAPSULE,
    CERT_V1,
    CERT_V2,
    DIGEST,
    DIGEST_METHOD,
    ELSEWHERE,
    INTEGER,
    MOMENT,
    NAME,
    NUMBER,
    OBJECT_IDENTIFIER,
    OCTETS,
    STRING,
    URI,
    VERSION,
    WITH_ID,
    Model,
    Reading,
    choice,
    sequence,
    several,
    unread,
)
from signing.names import ers, evidence, xades, xades141

# --- evidence, which is read --------------------------------------------------------------------------

_TIMESTAMP = sequence(
    (xades("Include"), "*", Model(attributes={"URI": URI, "referencedData": BOOLEAN})),
    (ds("CanonicalizationMethod"), "?", CANONICALIZATION),
    (xades("EncapsulatedTimeStamp"), "*", CAPSULE),
    attributes=WITH_ID,
)
_CERTIFICATES = choice((xades("EncapsulatedX509Certificate"), CAPSULE), attributes=WITH_ID)
_REVOCATIONS = sequence(
    (xades("CRLValues"), "?", choice((xades("EncapsulatedCRLValue"), CAPSULE))),
    (xades("OCSPValues"), "?", choice((xades("EncapsulatedOCSPValue"), CAPSULE))),
    attributes=WITH_ID,
)
_VALIDATION_DATA = sequence(
    (xades("CertificateValues"), "?", _CERTIFICATES),
    (xades("RevocationValues"), "?", _REVOCATIONS),
    attributes={**WITH_ID, "URI": URI},
)

# --- references to evidence, further timestamps and values, which are not -----------------------------


def _certificate_refs(cert: Model) -> Model:
    """The second version has CertRefs and Cert in its own namespace or in the first one's."""
    refs = choice((xades("Cert"), cert), (xades141("Cert"), cert))
    return choice(
        (xades("CertRefs"), refs),
        (xades141("CertRefs"), refs),
        attributes=WITH_ID,
        reading=Reading.NOT_EVALUATED,
    )


_CRL_IDENTIFIER = sequence(
    (xades("Issuer"), "1", STRING),
    (xades("IssueTime"), "1", MOMENT),
    (xades("Number"), "?", INTEGER),
    attributes={"URI": URI},
)
_OCSP_IDENTIFIER = sequence(
    (xades("ResponderID"), "1", choice((xades("ByName"), STRING), (xades("ByKey"), OCTETS))),
    (xades("ProducedAt"), "1", MOMENT),
    attributes={"URI": URI},
)
_REVOCATION_REFS = sequence(
    (
        xades("CRLRefs"),
        "?",
        several(
            xades("CRLRef"),
            sequence(
                (xades("DigestAlgAndValue"), "1", DIGEST), (xades("CRLIdentifier"), "?", _CRL_IDENTIFIER)
            ),
        ),
    ),
    (
        xades("OCSPRefs"),
        "?",
        several(
            xades("OCSPRef"),
            sequence(
                (xades("OCSPIdentifier"), "1", _OCSP_IDENTIFIER), (xades("DigestAlgAndValue"), "?", DIGEST)
            ),
        ),
    ),
    attributes=WITH_ID,
    reading=Reading.NOT_EVALUATED,
)
_RENEWED_DIGESTS = sequence(
    (ds("DigestMethod"), "1", DIGEST_METHOD),
    (
        xades141("RecomputedDigestValue"),
        "+",
        Model(text=OCTETS.text, attributes={"Order": NUMBER}),
    ),
    attributes=WITH_ID,
    reading=Reading.NOT_EVALUATED,
)
_POLICY_STORE = sequence(
    (xades141("SPDocSpecification"), "1", OBJECT_IDENTIFIER),
    (xades141("SignaturePolicyDocument"), "?", OCTETS),
    (xades141("SigPolDocLocalURI"), "?", Model(text=URI)),
    attributes=WITH_ID,
    reading=Reading.NOT_EVALUATED,
)
# --- evidence records ---------------------------------------------------------------------------------

_TYPED_OCTETS = Model(text=OCTETS.text, attributes={"Order": NUMBER, "Type": NAME})
_HASH_TREE = several(ers("Sequence"), several(ers("DigestValue"), OCTETS, attributes={"Order": NUMBER}))
_RECORDED_TIMESTAMP = sequence(
    (ers("HashTree"), "?", _HASH_TREE),
    (
        ers("TimeStamp"),
        "1",
        sequence(
            (ers("TimeStampToken"), "1", _TYPED_OCTETS),
            (
                ers("CryptographicInformationList"),
                "?",
                several(ers("CryptographicInformation"), _TYPED_OCTETS),
            ),
        ),
    ),
    attributes={"Order": NUMBER},
)
_CHAIN = sequence(
    (ers("DigestMethod"), "1", DIGEST_METHOD),
    (ers("CanonicalizationMethod"), "1", CANONICALIZATION),
    (ers("ArchiveTimeStamp"), "+", _RECORDED_TIMESTAMP),
    attributes={"Order": NUMBER},
)
_EVIDENCE_RECORDS = choice(
    (evidence("ASN1EvidenceRecord"), CAPSULE),
    (
        ers("EvidenceRecord"),
        sequence(
            (ers("ArchiveTimeStampSequence"), "1", several(ers("ArchiveTimeStampChain"), _CHAIN)),
            attributes={"Version": VERSION},
        ),
    ),
    attributes=WITH_ID,
    reading=Reading.NOT_EVALUATED,
)

# --- all of them --------------------------------------------------------------------------------------

_COUNTERSIGNATURE = sequence((ds("Signature"), "1", ELSEWHERE))

UNSIGNED_SIGNATURE_PROPERTIES = choice(
    (xades("CounterSignature"), _COUNTERSIGNATURE),
    (xades("SignatureTimeStamp"), _TIMESTAMP),
    (xades("CertificateValues"), _CERTIFICATES),
    (xades("RevocationValues"), _REVOCATIONS),
    (xades141("TimeStampValidationData"), _VALIDATION_DATA),
    (xades141("AnyValidationData"), _VALIDATION_DATA),
    (xades("CompleteCertificateRefs"), _certificate_refs(CERT_V1)),
    (xades("AttributeCertificateRefs"), _certificate_refs(CERT_V1)),
    (xades141("CompleteCertificateRefsV2"), _certificate_refs(CERT_V2)),
    (xades141("AttributeCertificateRefsV2"), _certificate_refs(CERT_V2)),
    (xades("CompleteRevocationRefs"), _REVOCATION_REFS),
    (xades("AttributeRevocationRefs"), _REVOCATION_REFS),
    (xades("AttrAuthoritiesCertValues"), unread(_CERTIFICATES)),
    (xades("AttributeRevocationValues"), unread(_REVOCATIONS)),
    (xades("SigAndRefsTimeStamp"), _TIMESTAMP),
    (xades("RefsOnlyTimeStamp"), _TIMESTAMP),
    (xades("ArchiveTimeStamp"), _TIMESTAMP),
    (xades141("SigAndRefsTimeStampV2"), _TIMESTAMP),
    (xades141("RefsOnlyTimeStampV2"), _TIMESTAMP),
    (xades141("ArchiveTimeStamp"), _TIMESTAMP),
    (xades141("ArchiveTimeStampV2"), _TIMESTAMP),
    (xades141("RenewedDigests"), _RENEWED_DIGESTS),
    (xades141("RenewedDigestsV2"), _RENEWED_DIGESTS),
    (xades141("SignaturePolicyStore"), _POLICY_STORE),
    (evidence("SealingEvidenceRecords"), _EVIDENCE_RECORDS),
    attributes=WITH_ID,
)
UNSIGNED_PROPERTIES = choice(
    (xades("UnsignedSignatureProperties"), UNSIGNED_SIGNATURE_PROPERTIES), attributes=WITH_ID
)
"""Without UnsignedDataObjectProperties: the standard defines none (EN 319 132-1, 4.3.6)."""

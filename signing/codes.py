"""Every kind of finding about a signature, with its meaning; the reference documentation is made from it."""

from __future__ import annotations

from dcc.findings import Code, Severity

# --- the document: is there a signature, and where? ---------------------------------------------------

SIG_NONE = Code(
    name="SIG-NONE",
    severity=Severity.ERROR,
    title="The document is not signed",
    meaning=(
        "There is no electronic signature in the document, so nothing in the file itself says who issued "
        "it or whether it was changed. It may still be a true copy; that cannot be known from the file."
    ),
    hint="Ask the laboratory for the signed certificate, or look it up in the laboratory's register.",
    clause="EN 319 102-1, 5.1",
)
SIG_MISPLACED = Code(
    name="SIG-MISPLACED",
    severity=Severity.ERROR,
    title="A signature stands where none may stand",
    meaning=(
        "Signatures are direct children of the document's root. What stands inside a signature element "
        "elsewhere would be left out of every digest, so anything could be hidden there."
    ),
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="XML Signature 1.1, 8.1.1",
)
SIG_DUPLICATE_ID = Code(
    name="SIG-DUPLICATE-ID",
    severity=Severity.ERROR,
    title="Two elements have the same identifier",
    meaning=(
        "Signatures name what they cover by identifiers. When two elements share one, a verifier may check "
        "one of them while a reader looks at the other, so the document is refused as a whole."
    ),
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="XML Signature 1.1, 4.4.3.3",
)
SIG_TOO_MUCH = Code(
    name="SIG-TOO-MUCH",
    severity=Severity.ERROR,
    title="A signature holds more than any signature needs",
    meaning=(
        "The number or size of references, transforms, certificates or other parts is far beyond a real "
        "signature. It is refused before it is computed, so that nobody can exhaust a machine by sending it."
    ),
    hint="Ask the sender for the original certificate.",
)
SIG_COMMENTS = Code(
    name="SIG-COMMENTS",
    severity=Severity.INFO,
    title="The document has XML comments, which no signature covers",
    meaning=(
        "Canonical XML leaves comments out, so they may be added, changed or removed without breaking a "
        "signature. They are not part of the certificate and are never shown as content."
    ),
    hint="Nothing is to be done; do not rely on comments.",
    clause="XML Signature 1.1, 8.1.1",
)
SIG_UNCOVERED = Code(
    name="SIG-UNCOVERED",
    severity=Severity.ERROR,
    title="Something was added that no signature covers",
    meaning=(
        "A comment inside a text can make a careless program read half of a number; a comment after the "
        "signature or after the document's end was put there after signing. Neither breaks a digest, and "
        "neither belongs into a certificate."
    ),
    hint="Compare with the original certificate; ask the laboratory for it.",
    clause="EN 319 102-1, 5.2.8",
)
SIG_ROLE_MISSING = Code(
    name="SIG-ROLE-MISSING",
    severity=Severity.ERROR,
    title="A signature that is required is not there",
    meaning=(
        "The policy asks for signatures in certain roles (metrologist, checker, approver, seal). For at "
        "least one of them there is no valid signature that covers the document."
    ),
    hint="Ask the laboratory for the completely signed certificate.",
)
SIG_SAME_PERSON = Code(
    name="SIG-SAME-PERSON",
    severity=Severity.ERROR,
    title="One person signed in two roles",
    meaning=(
        "Who measures, who checks, who approves and who keeps the seal are different people, so that an "
        "error or a fraud needs more than one of them. Where the trust folder requires both roles, the "
        "certificate does not pass; elsewhere this is a warning."
    ),
    hint="Ask the laboratory who checked and approved the certificate.",
)
SIG_SEAL_OPEN = Code(
    name="SIG-SEAL-OPEN",
    severity=Severity.WARNING,
    title="The seal does not hold all other signatures",
    meaning=(
        "A seal made here refers to every earlier signature, so that none can be taken away unnoticed. This "
        "one leaves out at least one: it could be removed without a trace, or was added after the seal."
    ),
    hint="Require the roles that must have signed (required_roles in trust.toml); then a lack is noticed.",
)
SIG_NO_SLOT = Code(
    name="SIG-NO-SLOT",
    severity=Severity.ERROR,
    title="This version of the DCC has no place for a signature",
    meaning=(
        "Up to version 3.1.2 the schema does not foresee a signature in the document, so a certificate in "
        "such a version is not signed here: with a signature it would no longer fit its schema."
    ),
    hint="Upgrade the certificate to 3.3.0 (dcc upgrade) and sign that.",
    clause="DCC schema 3.2.0, digitalCalibrationCertificateType",
)

# --- one signature: its form --------------------------------------------------------------------------

SIG_FORM = Code(
    name="SIG-FORM",
    severity=Severity.ERROR,
    title="The signature is not built as the standard says",
    meaning=(
        "A part of the signature is missing, stands twice, stands in the wrong place or cannot be read, so "
        "that it is not certain what it signs."
    ),
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="EN 319 102-1, 5.2.2",
)
SIG_NOT_XADES = Code(
    name="SIG-NOT-XADES",
    severity=Severity.ERROR,
    title="The signature is a plain XML signature, not XAdES",
    meaning=(
        "Without XAdES's signed properties a signature does not say which certificate made it, when and in "
        "which role. It can protect against changes, but who signed is not protected."
    ),
    hint="Ask the laboratory to sign with XAdES (dcc sign).",
    clause="EN 319 132-1, 4.3",
)
SIG_REFERENCE = Code(
    name="SIG-REFERENCE",
    severity=Severity.ERROR,
    title="The signature selects what it signs in a way that is not accepted",
    meaning=(
        "References and transforms decide which part of a document is hashed. Only a short list of forms "
        "is accepted, because others (XPath, XSLT, fragments) can leave out what a reader sees."
    ),
    hint="Ask the laboratory to sign the whole document (dcc sign).",
    clause="EN 319 102-1, 5.2.8",
)
SIG_PART = Code(
    name="SIG-PART",
    severity=Severity.ERROR,
    title="The signature does not cover the document",
    meaning=(
        "The signature has no reference to the whole document. Whatever it protects, it does not protect "
        "the certificate as a reader sees it."
    ),
    hint="Ask the laboratory to sign the whole document (dcc sign).",
    clause="EN 319 102-1, 5.2.8",
)
SIG_EXTERNAL = Code(
    name="SIG-EXTERNAL",
    severity=Severity.ERROR,
    title="The signature refers to something outside the document",
    meaning=(
        "A file or web address that a document names is never opened, so what the signature says about it "
        "cannot be checked."
    ),
    hint="Ask the laboratory to sign the document itself (dcc sign).",
    clause="EN 319 102-1, 5.2.7",
)
SIG_COUNTERSIGNATURE = Code(
    name="SIG-COUNTERSIGNATURE",
    severity=Severity.ERROR,
    title="A countersignature inside a signature is not evaluated",
    meaning=(
        "The document has a countersignature among a signature's unsigned properties. It is reported, but "
        "not checked, and what is not checked is not called valid."
    ),
    hint="Judge the other signatures by themselves, or ask for a certificate without the countersignature.",
    clause="EN 319 132-1, 5.2.7",
)
SIG_UNSIGNED_PROPERTIES = Code(
    name="SIG-UNSIGNED-PROPERTIES",
    severity=Severity.INFO,
    title="The signature carries properties that it does not sign",
    meaning=(
        "Timestamps, certificates and revocation lists are added after signing. They are evidence to be "
        "checked by itself, not something the signer said."
    ),
    hint="Nothing is to be done.",
    clause="EN 319 132-1, 4.3",
)
SIG_UNSIGNED_CONTENT = Code(
    name="SIG-UNSIGNED-CONTENT",
    severity=Severity.ERROR,
    title="The signature element carries foreign content that nobody signed",
    meaning=(
        "Something stands inside the signature element that neither the signature covers nor the standard "
        "foresees there. Anybody can put it there without breaking the signature."
    ),
    hint="Compare with the original certificate; ask the laboratory for it.",
    clause="EN 319 132-1, 4.3",
)

# --- one signature: digests, value, algorithms --------------------------------------------------------

SIG_DIGEST = Code(
    name="SIG-DIGEST",
    severity=Severity.ERROR,
    title="What was signed has been changed",
    meaning=(
        "The digest in the signature does not fit what stands in the document now: at least one character "
        "was changed, added or removed after signing."
    ),
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="EN 319 102-1, 5.2.7",
)
SIG_REMOVED = Code(
    name="SIG-REMOVED",
    severity=Severity.ERROR,
    title="An earlier signature has been taken out",
    meaning="The seal refers to each signature that was there before it. One of them is no longer there.",
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="EN 319 102-1, 5.2.7",
)
SIG_VALUE = Code(
    name="SIG-VALUE",
    severity=Severity.ERROR,
    title="The signature was not made with the key of the signer's certificate",
    meaning=(
        "The signature's value does not fit what it claims to sign under the key of the signing "
        "certificate: the signature was changed, or the certificate was exchanged."
    ),
    hint="Do not use the document; ask the laboratory for the original certificate.",
    clause="EN 319 102-1, 5.2.7",
)
SIG_ALGORITHM = Code(
    name="SIG-ALGORITHM",
    severity=Severity.ERROR,
    title="An algorithm is not known or no longer strong enough",
    meaning=(
        "The signature, or an authority above the signer, uses an algorithm or a key with which a forgery "
        "can be made, such as SHA-1, MD5, HMAC or RSA with 1024 bits, or one that is not known here. What it "
        "finds unchanged may have been changed all the same."
    ),
    hint="Ask the laboratory to sign again with SHA-256 or better, under an authority with a strong key.",
    clause="EN 319 102-1, 5.2.8; ETSI TS 119 312",
)
SIG_KEY = Code(
    name="SIG-KEY",
    severity=Severity.ERROR,
    title="The signer's key is too weak or of a kind that is not accepted",
    meaning=(
        "RSA keys need 2048 bits and a public exponent of 65537 or more; elliptic curve keys must be on a "
        "curve that the policy accepts."
    ),
    hint="Ask the laboratory to sign with a stronger key, or accept the curve in trust.toml (curves).",
    clause="EN 319 102-1, 5.2.8; ETSI TS 119 312",
)

# --- one signature: what the signer said --------------------------------------------------------------

SIG_CERTIFICATE = Code(
    name="SIG-CERTIFICATE",
    severity=Severity.ERROR,
    title="Which signer's certificate made the signature cannot be told",
    meaning=(
        "The signed properties name the signer's certificate by its digest. It is not named, named twice, "
        "or the certificate so named is not in the signature; any certificate for the key would fit."
    ),
    hint="Ask the laboratory for the original certificate, signed with XAdES (dcc sign).",
    clause="EN 319 102-1, 5.2.3; EN 319 132-1, 5.2.2",
)
SIG_CERTIFICATE_V1 = Code(
    name="SIG-CERTIFICATE-V1",
    severity=Severity.WARNING,
    title="The signer's certificate is named in the older form",
    meaning="SigningCertificate was replaced by SigningCertificateV2; it is accepted with SHA-256 or better.",
    hint="Nothing is to be done now; new signatures should use SigningCertificateV2.",
    clause="EN 319 132-1, 5.2.2",
)
SIG_SIGNING_TIME = Code(
    name="SIG-SIGNING-TIME",
    severity=Severity.ERROR,
    title="The time of signing that the signer claims cannot be",
    meaning=(
        "The claimed signing time is missing, cannot be read, lies in the future or before the signer's "
        "certificate existed."
    ),
    hint="Ask the laboratory when and how the certificate was signed.",
    clause="EN 319 132-1, 5.2.1; EN 319 102-1, 5.2.8",
)
SIG_POLICY = Code(
    name="SIG-POLICY",
    severity=Severity.ERROR,
    title="The signature is not made under a policy that is required",
    meaning="The trust folder asks for a signature policy that the signature does not name.",
    hint="Ask the laboratory to sign under that policy, or change signature_policies in trust.toml.",
    clause="EN 319 132-1, 5.2.9",
)

# --- one signature: certificates, revocation, timestamps ----------------------------------------------

SIG_KEY_USAGE = Code(
    name="SIG-KEY-USAGE",
    severity=Severity.ERROR,
    title="The signer's certificate is not meant for signing documents",
    meaning=(
        "The certificate allows neither digital signatures nor commitments to content, or is restricted to "
        "another purpose such as timestamping or identifying a web server."
    ),
    hint="Ask the laboratory to sign with a certificate for electronic signatures or seals.",
    clause="EN 319 102-1, 5.2.6; RFC 5280, 4.2.1.3",
)
SIG_UNTRUSTED = Code(
    name="SIG-UNTRUSTED",
    severity=Severity.ERROR,
    title="No trusted authority vouches for the signer",
    meaning=(
        "From the signer's certificate no chain leads to an anchor of the trust folder. Anybody can make "
        "such a certificate in any name."
    ),
    hint="If you know the issuer to be right, put its root into anchors/, missing links into intermediates/.",
    clause="EN 319 102-1, 5.2.6",
)
SIG_CHAIN = Code(
    name="SIG-CHAIN",
    severity=Severity.ERROR,
    title="The signer's chain of X.509 certificates breaks a rule",
    meaning=(
        "A chain to a trusted root exists, but a certificate in it was not allowed to issue the next one, or "
        "a constraint on names, length, policies or algorithms is not kept."
    ),
    hint="Ask the laboratory for a signature with a properly issued certificate.",
    clause="EN 319 102-1, 5.2.6; RFC 5280, 6.1",
)
SIG_EXPIRED = Code(
    name="SIG-EXPIRED",
    severity=Severity.ERROR,
    title="The signer's certificate has expired, and nothing proves that the signature is older",
    meaning=(
        "A certificate in the chain was no longer valid at the time of checking, and no valid timestamp "
        "shows that the signature existed before. An expired key may be in anybody's hands."
    ),
    hint="Ask for a copy with a timestamp, or check the laboratory's register.",
    clause="EN 319 102-1, 5.2.6 and 5.5.4",
)
SIG_NOT_YET_VALID = Code(
    name="SIG-NOT-YET-VALID",
    severity=Severity.ERROR,
    title="The signature is older than the signer's certificate",
    meaning="At the time for which the signature is judged a certificate in its chain was not valid yet.",
    hint="Check the time (--at); otherwise ask the laboratory.",
    clause="EN 319 102-1, 5.5.4",
)
SIG_REVOKED = Code(
    name="SIG-REVOKED",
    severity=Severity.ERROR,
    title="The signer's certificate, or one above it, was revoked",
    meaning=(
        "The issuer has declared the certificate of the signer, or of an authority above, as no longer to be "
        "trusted, and nothing proves that the signature was made before."
    ),
    hint="Do not rely on the document; ask the laboratory for a newly signed certificate.",
    clause="EN 319 102-1, 5.2.6 and 5.5.4",
)
SIG_REVOKED_LATER = Code(
    name="SIG-REVOKED-LATER",
    severity=Severity.WARNING,
    title="A certificate in the chain was revoked after the time in question",
    meaning=(
        "At the time for which the signature is judged the certificate was good; it is not any more. A "
        "timestamp proves that the signature was made before. A time chosen for checking (--at) proves "
        "nothing: whoever has the key can still sign in the name of the past."
    ),
    hint="Verify as of now; a signature with a timestamp from before the revocation still passes.",
    clause="EN 319 102-1, 5.5.4",
)
SIG_REVOCATION_UNKNOWN = Code(
    name="SIG-REVOCATION-UNKNOWN",
    severity=Severity.ERROR,
    title="Whether the signer's certificate was revoked is not known",
    meaning=(
        "There is no revocation list and no OCSP response, neither in the trust folder nor in the signature, "
        "that is authentic and recent enough for the time in question."
    ),
    hint="Put the issuer's current revocation list (CRL) into crls/ of the trust folder.",
    clause="EN 319 102-1, 5.2.5",
)
SIG_REVOCATION_SKIPPED = Code(
    name="SIG-REVOCATION-SKIPPED",
    severity=Severity.WARNING,
    title="Whether the signer's certificate was revoked was not checked",
    meaning="The chosen mode allows a signature without knowing whether its certificates were revoked.",
    hint="Use --revocation require with current revocation lists where it matters.",
    clause="EN 319 102-1, 5.2.5",
)
SIG_TIMESTAMP = Code(
    name="SIG-TIMESTAMP",
    severity=Severity.ERROR,
    title="A timestamp is not genuine",
    meaning=(
        "A timestamp in the signature cannot be read, was made over other data, or does not carry the "
        "signature of its timestamp authority."
    ),
    hint="Ask the laboratory for the original certificate.",
    clause="EN 319 102-1, 5.4; RFC 3161, 2.4.2",
)
SIG_TIMESTAMP_UNPROVEN = Code(
    name="SIG-TIMESTAMP-UNPROVEN",
    severity=Severity.WARNING,
    title="A timestamp proves nothing here",
    meaning=(
        "The timestamp is intact, but its authority is not trusted, is of unknown status, or its own "
        "certificate has expired since with no younger timestamp to carry it on. The signature is judged as "
        "if the timestamp were not there."
    ),
    hint=(
        "If only trust is missing, put the timestamp authority's root into tsa/ of the trust folder; "
        "otherwise check the laboratory's register."
    ),
    clause="EN 319 102-1, 5.4 and 5.6.2.2",
)
SIG_TIMESTAMP_ORDER = Code(
    name="SIG-TIMESTAMP-ORDER",
    severity=Severity.ERROR,
    title="Timestamp and claimed signing time contradict each other",
    meaning="A timestamp shows that the signature existed before the moment at which it claims to be made.",
    hint="Ask the laboratory when and how the certificate was signed.",
    clause="EN 319 102-1, 5.5.4",
)
SIG_ARCHIVE_UNCHECKED = Code(
    name="SIG-ARCHIVE-UNCHECKED",
    severity=Severity.WARNING,
    title="An archive timestamp is not evaluated",
    meaning=(
        "The signature carries further timestamps meant for the archive or for other evidence. They are "
        "listed, but not used; the signature is judged as if they were not there."
    ),
    hint="Nothing is to be done as long as the certificates in the signature have not expired.",
    clause="EN 319 132-1, 5.5",
)

# --- the signer and the laboratory --------------------------------------------------------------------

SIGNER_UNBOUND = Code(
    name="SIGNER-UNBOUND",
    severity=Severity.WARNING,
    title="Nothing says for which laboratory the signer may sign",
    meaning=(
        "The signer is trusted, but trust.toml does not say for which laboratory. Whoever holds a "
        "certificate from the same authority could have signed in this laboratory's name."
    ),
    hint="Add a [[signer]] entry with the laboratory's code to trust.toml.",
    clause="ISO/IEC 17025:2017, 7.8.1.1",
)
SIGNER_LAB_MISMATCH = Code(
    name="SIGNER-LAB-MISMATCH",
    severity=Severity.ERROR,
    title="The signer may not sign for this laboratory",
    meaning=(
        "The signature is good, but trust.toml allows this signer to sign for other laboratories than the "
        "one that the certificate names as its issuer, or allows others, and not this signer, to sign for it."
    ),
    hint="Ask the laboratory named in the certificate; correct trust.toml if the mapping is out of date.",
    clause="ISO/IEC 17025:2017, 7.8.1.1",
)
SIGNER_ROLE_MISMATCH = Code(
    name="SIGNER-ROLE-MISMATCH",
    severity=Severity.ERROR,
    title="The signer may not sign in this role",
    meaning="trust.toml allows this signer to sign for the laboratory, but not in the role claimed.",
    hint="Ask the laboratory who may sign; correct trust.toml if the mapping is out of date.",
    clause="ISO/IEC 17025:2017, 6.2.6",
)
SIGNER_NAME_MISMATCH = Code(
    name="SIGNER-NAME-MISMATCH",
    severity=Severity.WARNING,
    title="Who signed is not who the certificate names",
    meaning=(
        "The name in the signer's X.509 certificate, which an authority checked, is not the one that readers "
        "see in the calibration certificate. The organization that sealed is compared with the laboratory's "
        "name, who signed in a role with the persons named in it, in each language. Capital letters, white "
        "space, full-width characters and the order of a person's names do not matter; letters that only "
        "look alike, and a name in another script, make another name. It is an error where trust.toml lets "
        "the signer sign for this laboratory. It is an info where a person's name is the signer's in one "
        "language and stands in another script in the next, for then nobody can tell."
    ),
    hint=(
        "Ask the laboratory whose names these are; a laboratory's further names are listed in trust.toml "
        "(laboratory_names)."
    ),
    clause="ISO/IEC 17025:2017, 7.8.2.1 b) and o)",
)

"""Making signatures: the only user of signxml, whose XAdES signer is sound once a few things are set right.

What is set right here: explicit transforms on every reference, Filter 2.0 so that several signatures stand
together, the time passed in instead of read from a clock, SignerRoleV2, IssuerSerialV2, any kind of key, any
size of text, identifiers that are unique in the document. The reasons are in
docs/decisions/signxml-creates-own-core-verifies.md.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import SignatureReference
from signxml.xades.xades import XAdESDataObjectFormat, XAdESSigner

from dcc.errors import DocumentError, UsageError
from dcc.xml.names import DS, SIGNATURE, ds
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse
from signing.algorithms import EXCLUSIVE_C14N, SHA256
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.keys import Signer
from signing.names import COUNTERSIGNED_TYPE, EXC_C14N, FILTER2, xades
from signing.octets import all_ids, root_signatures, without_signatures
from signing.preconditions import require_fit, require_intact, require_level, require_place, values_to_cover
from signing.report import Level, Role
from signing.timestamps import Timestamper
from signing.x509_certs import load


def sign(
    xml: bytes,
    signer: Signer,
    *,
    at: datetime,
    role: Role = Role.SEAL,
    level: Level = Level.B,
    timestamper: Timestamper | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """``xml`` with one more XAdES signature, made in ``role`` at the time ``at`` (aware, UTC); UTF-8.

    The seal covers the value of each earlier signature too, so that none of them can be taken away. Raises
    ``DocumentError`` when the document has no place for a signature, was changed since an earlier one or is
    not safe to sign, ``UsageError`` when key, certificate, order of roles or level will not do.
    """
    if at.tzinfo is None:
        raise UsageError("the time of signing has no time zone", hint="Pass an aware datetime in UTC.")
    require_level(level, timestamper)
    require_fit(signer, at)
    require_intact(xml, at=at, limits=limits)
    return add_signature(xml, signer, at=at, role=role, limits=limits)


def add_signature(
    xml: bytes, signer: Signer, *, at: datetime, role: Role, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """Like ``sign``, but with any certificate: also one that no verifier would accept at that time."""
    root = parse(xml, limits=limits)
    require_place(root)
    covered = values_to_cover(root_signatures(root), role)
    canonicalizer = Canonicalizer(root, size=len(xml))
    try:
        octets = canonicalizer.document(without_signatures(parse(xml, limits=limits)), EXCLUSIVE_C14N)
    except CannotCanonicalizeError as error:
        raise DocumentError(str(error), hint="Remove what has no canonical form and sign again.") from None
    maker = _XadesSigner(root, octets, canonicalizer, signer, at=at, role=role, covered=covered)
    _require_own_key(maker.signature(), canonicalizer, signer)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")


def _require_own_key(signature: etree._Element, canonicalizer: Canonicalizer, signer: Signer) -> None:
    """A remote key may be another than its certificate says; better found out now than by the customer."""
    signed_info = canonicalizer.element(signature[0], EXCLUSIVE_C14N)
    value = base64.b64decode(signature[1].text or "")
    if not signer.algorithm.verifies(load(signer.chain[0]).public_key(), value, signed_info):
        raise UsageError(
            "the key does not belong to the certificate: what it signed does not verify",
            hint="Give the key that the certificate was issued for.",
        )


class _Key:
    """A signer in the shape of the keys that signxml signs with."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        key = load(signer.chain[0]).public_key()
        curve = key.curve if isinstance(key, ec.EllipticCurvePublicKey) else None
        self.key_size = curve.key_size if curve else 0
        self._group_order = curve.group_order if curve else None

    def sign(self, data: bytes, **_: Any) -> bytes:
        """Of the two values that ECDSA takes for equally good always the lower one, so that the other is
        recognised as somebody else's spelling."""
        value = self._signer.sign(data)
        if self._group_order is None:
            return value
        r, s = decode_dss_signature(value)
        return encode_dss_signature(r, min(s, self._group_order - s))


class _XadesSigner(XAdESSigner):
    """signxml's signer for one signature: changes the document of ``root``; ``octets`` are what it covers."""

    def __init__(
        self,
        root: etree._Element,
        octets: bytes,
        canonicalizer: Canonicalizer,
        signer: Signer,
        *,
        at: datetime,
        role: Role,
        covered: Sequence[etree._Element],
    ) -> None:
        super().__init__(
            data_object_format=XAdESDataObjectFormat(MimeType="text/xml"),
            signature_algorithm=SignatureMethod(signer.algorithm.uri),
            digest_algorithm=DigestAlgorithm(SHA256.uri),
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        self._root, self._signer, self._at, self._role, self._covered = root, signer, at, role, covered
        self._name = _free_name(root)
        self._octets, self._canonicalizer = octets, canonicalizer
        self.signature_annotators.append(self._cover_values)

    def signature(self) -> etree._Element:
        """Append the signature to the root and give it back."""
        chain = [x509.load_der_x509_certificate(der) for der in self._signer.chain]
        key: Any = _Key(self._signer)
        self.sign(self._root, key=key, cert=chain, always_add_key_value=False)
        return root_signatures(self._root)[-1]

    # What follows overrides signxml step by step, in the order in which it takes them.

    def _get_token(self, length: int = 4) -> str:
        return ""

    def _unpack(self, data: etree._Element, references: Any) -> Any:
        signature = etree.SubElement(data, SIGNATURE, nsmap=self.namespaces, Id=self._name)
        return signature, data, [data], [SignatureReference(URI="")]

    def _build_sig(self, sig_root: etree._Element, *args: Any, **kwargs: Any) -> Any:
        signed_info, value = super()._build_sig(sig_root, *args, **kwargs)  # type: ignore[no-untyped-call]  # signxml's
        signed_info.find(ds("Reference")).set("Id", f"{self._name}-document")
        value.set("Id", f"{self._name}-value")
        return signed_info, value

    def _build_transforms_for_reference(self, *, transforms_node: etree._Element, **_: Any) -> None:
        """Leave every signature out of the document, then canonicalize."""
        subtract = etree.SubElement(transforms_node, ds("Transform"), Algorithm=FILTER2)
        xpath = etree.SubElement(
            subtract, f"{{{FILTER2}}}XPath", nsmap={"filter2": FILTER2, "ds": DS}, Filter="subtract"
        )
        xpath.text = "/descendant::ds:Signature"
        etree.SubElement(transforms_node, ds("Transform"), Algorithm=EXC_C14N)

    def _c14n(self, nodes: Any, algorithm: Any, inclusive_ns_prefixes: Any = None) -> bytes:
        """Our own canonicalization, because signxml's leaves out what surrounds the root element."""
        return self._octets if nodes is self._root else self._canonicalizer.element(nodes, EXCLUSIVE_C14N)

    def _add_key_info(self, sig_root: etree._Element, signing_settings: Any) -> None:
        super()._add_key_info(sig_root, signing_settings)
        key_info = sig_root.find(ds("KeyInfo"))
        if key_info is not None:
            key_info.set("Id", f"{self._name}-keyinfo")

    def add_signing_time(
        self, signed_signature_properties: etree._Element, sig_root: Any, signing_settings: Any
    ) -> None:
        element = etree.SubElement(signed_signature_properties, xades("SigningTime"))
        element.text = self._at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def add_signing_certificate(
        self, signed_signature_properties: etree._Element, sig_root: Any, signing_settings: Any
    ) -> None:
        from asn1crypto import tsp
        from asn1crypto import x509 as asn1_x509

        der = self._signer.chain[0]
        x509_cert = asn1_x509.Certificate.load(der)
        issuer = asn1_x509.GeneralName(name="directory_name", value=x509_cert.issuer)
        issuer_serial = tsp.IssuerSerial({"issuer": [issuer], "serial_number": x509_cert.serial_number})
        outer = etree.SubElement(signed_signature_properties, xades("SigningCertificateV2"))
        cert = etree.SubElement(outer, xades("Cert"))
        digest = etree.SubElement(cert, xades("CertDigest"))
        etree.SubElement(digest, ds("DigestMethod"), Algorithm=SHA256.uri)
        etree.SubElement(digest, ds("DigestValue")).text = _base64(SHA256.of(der))
        etree.SubElement(cert, xades("IssuerSerialV2")).text = _base64(issuer_serial.dump())

    def add_signer_role(
        self, signed_signature_properties: etree._Element, sig_root: Any, signing_settings: Any
    ) -> None:
        outer = etree.SubElement(signed_signature_properties, xades("SignerRoleV2"))
        roles = etree.SubElement(outer, xades("ClaimedRoles"))
        etree.SubElement(roles, xades("ClaimedRole")).text = self._role.value

    def add_data_object_format(
        self, signed_data_object_properties: etree._Element, sig_root: Any, signing_settings: Any
    ) -> None:
        element = etree.SubElement(
            signed_data_object_properties,
            xades("DataObjectFormat"),
            ObjectReference=f"#{self._name}-document",
        )
        etree.SubElement(element, xades("MimeType")).text = "text/xml"

    def _add_reference_to_signed_info(
        self, sig_root: etree._Element, node_to_reference: etree._Element, **attrs: str
    ) -> None:
        signed_info = sig_root[0]
        uri = f"#{node_to_reference.get('Id')}"
        reference = etree.SubElement(signed_info, ds("Reference"), attrib=attrs, URI=uri)
        transforms = etree.SubElement(reference, ds("Transforms"))
        etree.SubElement(transforms, ds("Transform"), Algorithm=EXC_C14N)
        etree.SubElement(reference, ds("DigestMethod"), Algorithm=SHA256.uri)
        octets = self._canonicalizer.element(node_to_reference, EXCLUSIVE_C14N)
        etree.SubElement(reference, ds("DigestValue")).text = _base64(SHA256.of(octets))

    def _cover_values(self, sig_root: etree._Element, **_: Any) -> None:
        for value in self._covered:
            self._add_reference_to_signed_info(sig_root, value, Type=COUNTERSIGNED_TYPE)


def _free_name(root: etree._Element) -> str:
    """``signature-1``, or the next number that no identifier in the document begins with."""
    numbers = (_NUMBERED.match(identifier) for identifier in all_ids(root))
    taken = {int(found[1]) for found in numbers if found}
    first = len(root_signatures(root)) + 1
    return f"signature-{next(each for each in itertools.count(first) if each not in taken)}"


_NUMBERED = re.compile(r"signature-([0-9]{1,18})(?:-|$)")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()

"""A timestamp authority in this process: RFC 3161 tokens, good ones and others."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from dcc.xml.names import ds
from signing.authority import Identity
from tests.signing.forge import c14n, find, unsigned_property
from tests.signing.world import sealed, signatures, text, tree, world

Rewrite = Callable[[dict[str, Any]], None]


def token(
    octets: bytes,
    *,
    at: datetime | str,
    authority: Identity | None = None,
    algorithm: str = "sha256",
    signer: Identity | None = None,
    attributes: Rewrite | None = None,
    **more: Any,
) -> bytes:
    """A token over ``octets`` of the time ``at``, or of one written as that text says. ``signer`` signs in
    place of the ``authority`` that it names; ``attributes`` changes the signed attributes before signing, and
    what else is named goes into the timestamp's information."""
    authority = authority or world().tsa
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3.4",
            "message_imprint": {
                "hash_algorithm": {"algorithm": algorithm},
                "hashed_message": hashlib.new(algorithm, octets).digest(),
            },
            "serial_number": 1,
            "gen_time": at,
            **more,
        }
    )
    der = authority.x509_cert.public_bytes(Encoding.DER)
    values = {
        "content_type": cms.ContentType("tst_info"),
        "message_digest": core.OctetString(hashlib.sha256(info.dump()).digest()),
        "signing_certificate_v2": tsp.SigningCertificateV2(
            {"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(der).digest()})]}
        ),
    }
    if attributes is not None:
        attributes(values)
    signed = cms.CMSAttributes(
        [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in values.items()]
    )
    x509_cert = asn1_x509.Certificate.load(der)
    signer_info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber(
                    {"issuer": x509_cert.issuer, "serial_number": x509_cert.serial_number}
                ),
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": signed,
            "signature_algorithm": _algorithm(authority),
            "signature": _sign(signer or authority, signed.dump()),
        }
    )
    content = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "tst_info", "content": info},
            "certificates": [x509_cert],
            "signer_infos": [signer_info],
        }
    )
    der_token: bytes = cms.ContentInfo({"content_type": "signed_data", "content": content}).dump()
    return der_token


def _algorithm(authority: Identity) -> algos.SignedDigestAlgorithm:
    name = "sha256_rsa" if isinstance(authority.key, rsa.RSAPrivateKey) else "sha256_ecdsa"
    return algos.SignedDigestAlgorithm({"algorithm": name})


def _sign(signer: Identity, data: bytes) -> bytes:
    if isinstance(signer.key, rsa.RSAPrivateKey):
        return signer.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return signer.key.sign(data, ec.ECDSA(hashes.SHA256()))


def value_octets(document: bytes) -> bytes:
    """What a timestamp on the last signature must cover."""
    value = find(signatures(tree(document))[-1], "ds:SignatureValue")
    assert value.tag == ds("SignatureValue")
    return c14n(value)


def timestamped(der: bytes, *, document: bytes | None = None, crls: Sequence[bytes] = ()) -> bytes:
    """The sealed certificate with ``der`` as its signature's timestamp, and revocation lists beside it."""
    root = tree(document or sealed())
    signature = signatures(root)[-1]
    add_timestamp(root, signature, der)
    if crls:
        values = "".join(
            f"<xades:EncapsulatedCRLValue>{base64.b64encode(crl).decode()}</xades:EncapsulatedCRLValue>"
            for crl in crls
        )
        markup = (
            f"<xades:RevocationValues><xades:CRLValues>{values}</xades:CRLValues></xades:RevocationValues>"
        )
        unsigned_property(markup)(root, signature)
    return text(root)


def add_timestamp(root: etree._Element, signature: etree._Element, der: bytes) -> None:
    """Put a token where a signature timestamp stands."""
    method = '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
    inner = f"<xades:EncapsulatedTimeStamp>{base64.b64encode(der).decode()}</xades:EncapsulatedTimeStamp>"
    unsigned_property(f"<xades:SignatureTimeStamp>{method}{inner}</xades:SignatureTimeStamp>")(
        root, signature
    )

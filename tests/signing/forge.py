"""Signatures that ``signing.sign`` would never make, made with real keys: what a verifier must cope with.

Digests and values are computed here independently of ``signing``'s own code.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from dcc.xml.names import DS, ds
from signing.authority import Identity
from signing.names import XADES, XADES141
from tests.signing.world import sealed, signatures, text, tree, world

PREFIXES = {"ds": DS, "xades": XADES, "xades141": XADES141}
Change = Callable[[etree._Element, etree._Element], Any]


def forged(change: Change, *, identity: Identity | None = None, document: bytes | None = None) -> bytes:
    """A sealed certificate whose signature was changed and then signed again by whoever it is.

    ``change`` gets the root and the signature. Without ``identity`` the institution itself signs.
    """
    root = tree(document or sealed())
    signature = signatures(root)[-1]
    change(root, signature)
    resign(root, signature, identity or world().seal)
    return text(root)


def tampered(change: Change, *, document: bytes | None = None) -> bytes:
    """A sealed certificate that somebody without a key has changed."""
    root = tree(document or sealed())
    change(root, signatures(root)[-1])
    return text(root)


def find(element: etree._Element, path: str) -> etree._Element:
    """The one element at ``path`` (prefixes ds, xades, xades141)."""
    found = element.findall(path, PREFIXES)
    assert len(found) == 1, f"{len(found)} elements at {path}"
    return found[0]


def drop(element: etree._Element) -> None:
    """Take an element out of its document."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def fragment(markup: str) -> etree._Element:
    """An element from text; the prefixes of signatures are declared."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    return etree.fromstring(f"<wrap {declared}>{markup}</wrap>")[0]


def c14n(node: Any) -> bytes:
    """Exclusive canonical XML, as far as these tests need it."""
    return etree.tostring(node, method="c14n", exclusive=True, with_comments=False)


def resign(root: etree._Element, signature: etree._Element, identity: Identity) -> None:
    """Make the digests of references to this document right again, then the value.

    A reference whose algorithm or target is not known here keeps the digest it has.
    """
    for reference in signature.findall("ds:SignedInfo/ds:Reference", PREFIXES):
        octets = _octets(root, reference.get("URI"))
        method = find(reference, "ds:DigestMethod").get("Algorithm") or ""
        name = method.rpartition("#")[2]
        if octets is not None and name in hashlib.algorithms_available:
            value = hashlib.new(name, octets).digest()
            find(reference, "ds:DigestValue").text = base64.b64encode(value).decode()
    value = signature_value(c14n(find(signature, "ds:SignedInfo")), identity, _hash(signature))
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()


def _octets(root: etree._Element, uri: str | None) -> bytes | None:
    if uri == "":
        bare = tree(text(root))
        for signature in signatures(bare):
            bare.remove(signature)
        return c14n(bare.getroottree())
    if uri and uri.startswith("#"):
        found = root.xpath("//*[@Id = $id or @id = $id]", id=uri[1:])
        return c14n(found[0]) if isinstance(found, list) and found else None
    return None


def _hash(signature: etree._Element) -> hashes.HashAlgorithm:
    method = find(signature, "ds:SignedInfo/ds:SignatureMethod").get("Algorithm") or ""
    weak = {"sha1": hashes.SHA1(), "sha224": hashes.SHA224()}  # noqa: S303 - on purpose
    return weak.get(method.rpartition("-")[2], hashes.SHA256())


def signature_value(data: bytes, identity: Identity, digest: hashes.HashAlgorithm) -> bytes:
    """The octets of a SignatureValue."""
    if isinstance(identity.key, rsa.RSAPrivateKey):
        return identity.key.sign(data, padding.PKCS1v15(), digest)
    r, s = decode_dss_signature(identity.key.sign(data, ec.ECDSA(digest)))
    s = min(s, identity.key.curve.group_order - s)
    width = (identity.key.curve.key_size + 7) // 8
    return r.to_bytes(width) + s.to_bytes(width)


def certificate_element(identity: Identity) -> etree._Element:
    """A ``ds:X509Certificate``."""
    element = etree.Element(ds("X509Certificate"))
    element.text = base64.b64encode(identity.x509_cert.public_bytes(Encoding.DER)).decode()
    return element


def present_as(identity: Identity) -> Change:
    """A change that puts another signer into KeyInfo and into the signed properties."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        for each in list(data):
            data.remove(each)
        der = identity.x509_cert.public_bytes(Encoding.DER)
        data.append(certificate_element(identity))
        for issuer in identity.issuers:
            data.append(certificate_element(Identity(key=identity.key, x509_cert=issuer)))
        cert = find(signature, ".//xades:SigningCertificateV2/xades:Cert")
        find(cert, "xades:CertDigest/ds:DigestValue").text = base64.b64encode(
            hashlib.sha256(der).digest()
        ).decode()
        drop(find(cert, "xades:IssuerSerialV2"))
        kind = "rsa-sha256" if isinstance(identity.key, rsa.RSAPrivateKey) else "ecdsa-sha256"
        uri = f"http://www.w3.org/2001/04/xmldsig-more#{kind}"
        find(signature, "ds:SignedInfo/ds:SignatureMethod").set("Algorithm", uri)

    return change


def signed_as(identity: Identity) -> bytes:
    """The certificate sealed by somebody else, with any key and any certificate."""
    return forged(present_as(identity), identity=identity)


def unsigned_property(markup: str) -> Change:
    """A change that adds an unsigned property to the signature, which breaks no digest."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        qualifying = find(signature, "ds:Object/xades:QualifyingProperties")
        outer = qualifying.find("xades:UnsignedProperties", PREFIXES)
        if outer is None:
            outer = etree.SubElement(qualifying, f"{{{XADES}}}UnsignedProperties")
            etree.SubElement(outer, f"{{{XADES}}}UnsignedSignatureProperties")
        outer[0].append(fragment(markup))

    return change

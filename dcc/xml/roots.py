"""Documents that are no certificates, told by their outermost element: what they are and what to do."""

from __future__ import annotations

from lxml import etree

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Finding
from dcc.xml.kinds import WEB_PAGE
from dcc.xml.names import DCC, DS, ROOT, SI
from dcc.xml.place import Places

_LOCAL = "digitalCalibrationCertificate"
_SHOWN = 100
"""So much of a name is shown; the file may have chosen it to be long."""


def require_certificate(root: etree._Element) -> None:
    """Raise ``DocumentError`` with ``SCHEMA-ROOT`` unless ``root`` is that of a certificate."""
    if root.tag != ROOT:
        finding = not_a_certificate(root)
        raise DocumentError(finding.message, findings=[finding], hint=finding.hint)


def not_a_certificate(root: etree._Element) -> Finding:
    """What a document is whose ``root`` is not that of a certificate."""
    name = etree.QName(root)
    local, namespace = name.localname, name.namespace
    inside = next(root.iter(ROOT), None)
    if inside is not None:
        place = Places().location(inside)
        return codes.SCHEMA_ROOT.finding(
            f"the certificate stands inside another document, whose outermost element is {_shown(name)}",
            at=place,
            hint="Ask the sender for the certificate itself, as a file of its own: the signatures of a "
            "certificate hold for that file. Cutting it out by hand may break them.",
        )
    message, hint = _misspelt(local, namespace) or _other_language(name) or (_unknown(name), None)
    return codes.SCHEMA_ROOT.finding(message, at=Places().location(root), hint=hint)


def _shown(name: etree.QName) -> str:
    place = f"in {_namespace(name.namespace)}" if name.namespace else "without a namespace"
    return f"{name.localname[:_SHOWN]} {place}"


def _namespace(namespace: str | None) -> str:
    return f"the namespace {namespace[:_SHOWN]}" if namespace else "no namespace"


def _unknown(name: etree.QName) -> str:
    return f"the outermost element is {_shown(name)}, not {_LOCAL} in {DCC}"


# --- a certificate's root, written in another way -------------------------------------------------------


def _misspelt(local: str, namespace: str | None) -> tuple[str, str] | None:
    """What is wrong with the name of an element that was meant to be a certificate's root."""
    if len(local) > _SHOWN:
        return None
    meant = _plain(local) == _plain(_LOCAL)
    if not meant:
        return _near(local) if namespace and _plain(namespace) == _plain(DCC) else None
    faults, right = [], []
    if local != _LOCAL:
        faults.append(f"is written {local}{_letters(local)}, not {_LOCAL}")
        right.append(f"<dcc:{_LOCAL}>")
    if namespace != DCC:
        faults.append(f"has {_namespace(namespace)}, not {DCC}")
        right.append(f'xmlns:dcc="{DCC}"')
    return (
        f"the outermost element {' and '.join(faults)}: XML names are the same only letter by letter",
        f"Have the program that wrote the file write {' and '.join(right)}. "
        "A signed file must not be corrected by hand: ask the laboratory for a new one.",
    )


def _plain(name: str) -> str:
    """A name without what people mix up: capital letters, - and _; http and https, www., the last slash."""
    folded = name.casefold().replace("-", "").replace("_", "").strip()
    return folded.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/#")


def _letters(local: str) -> str:
    """“ with a capital D”, where one letter is another than in the right name."""
    if len(local) != len(_LOCAL):
        return ""
    wrong = [each for each, right in zip(local, _LOCAL, strict=True) if each != right]
    if len(wrong) > 1:
        return " with capital and small letters mixed up"
    return f" with a {'capital' if wrong[0].isupper() else 'small'} {wrong[0]}"


def _near(local: str) -> tuple[str, str] | None:
    """A word of the certificate language that is not its root: misspelt, or a part of a certificate."""
    from dcc.nearest import nearest

    if nearest(local, [_LOCAL], cutoff=0.85):
        return (
            f"the outermost element is dcc:{local}; perhaps dcc:{_LOCAL} is meant",
            "Have the program that wrote the file corrected. "
            "A signed file must not be corrected by hand: ask the laboratory for a new one.",
        )
    return (
        f"the file is a part of a certificate: its outermost element is dcc:{local}, not dcc:{_LOCAL}",
        "Ask for the whole certificate.",
    )


# --- documents in other languages -----------------------------------------------------------------------


def _other_language(name: etree.QName) -> tuple[str, str] | None:
    namespace = (name.namespace or "").rstrip("/#")
    local = name.localname.casefold()
    found = _BY_NAME.get(local) if local in _BY_NAME else _BY_NAMESPACE.get(namespace)
    if found is None and (namespace == SI or namespace.startswith(SI + "/")):
        found = _DSI
    if found is None:
        return None
    kind, advice = found
    return f"the file is {kind}, not a certificate: its outermost element is {_shown(name)}", advice


_ASK = "Ask the laboratory for the certificate's own XML file."
_DSI = (
    "a quantity value in D-SI on its own",
    "In a certificate such a value stands in the results, with what was calibrated, by whom and how. Ask for "
    "the whole certificate; or put the value into a source and make a certificate of it: dcc new, dcc build. "
    "What a D-SI unit is, dcc explain UNIT-UNKNOWN tells.",
)
_DRMD = (
    "a digital reference material document (DRMD)",
    "It describes a reference material, not a calibration, in a language of its own that is not read here. "
    "Use a program for DRMD, or ask the producer for the form that you can use.",
)
_SIGNATURE = (
    "a signature apart from what it signs",
    "Give the signed certificate. A certificate whose signature is a file of its own is checked with the "
    "program that it was made with.",
)
_PAGE = ("a web page (HTML)", WEB_PAGE.advice)
_BY_NAME = {
    "digitalreferencematerialdocument": _DRMD,
    "digitalreferencematerialcertificate": _DRMD,
    "html": _PAGE,
    "xadessignatures": _SIGNATURE,
    "svg": ("a drawing (SVG)", _ASK),
    "rss": ("a news feed", _ASK),
    "error": (
        "the error message of a server",
        "Download the certificate again; its address may have run out.",
    ),
}
_BY_NAMESPACE = {
    "http://www.w3.org/1999/xhtml": _PAGE,
    DS.rstrip("#"): _SIGNATURE,
    "http://www.w3.org/2001/XMLSchema": ("an XML schema, which says how certificates are written", _ASK),
    "http://www.w3.org/1999/XSL/Transform": ("a stylesheet, which says how certificates are shown", _ASK),
    "http://schemas.xmlsoap.org/soap/envelope": ("the message of a web service (SOAP)", _ASK),
    "http://www.w3.org/2003/05/soap-envelope": ("the message of a web service (SOAP)", _ASK),
    "urn:oasis:names:tc:SAML:2.0:protocol": ("the answer of a login service (SAML)", _PAGE[1]),
    "http://www.w3.org/2005/Atom": ("a news feed", _ASK),
    "urn:schemas-microsoft-com:office:spreadsheet": ("a workbook (Excel, as XML)", _ASK),
    "http://schemas.microsoft.com/office/2006/xmlPackage": ("a Word document (as XML)", _ASK),
    "http://schemas.microsoft.com/office/word/2003/wordml": ("a Word document (as XML)", _ASK),
}

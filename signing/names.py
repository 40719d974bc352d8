"""Namespaces and names of XML Signature and XAdES, in lxml's ``{namespace}local`` form."""

from __future__ import annotations

from dcc.xml.names import DS

XADES = "http://uri.etsi.org/01903/v1.3.2#"
XADES141 = "http://uri.etsi.org/01903/v1.4.1#"
FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
DSIG11 = "http://www.w3.org/2009/xmldsig11#"
MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
EVIDENCE = "http://uri.etsi.org/19132/v1.1.1#"
ERS = "urn:ietf:params:xml:ns:ers"
XML = "http://www.w3.org/XML/1998/namespace"

SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"
COUNTERSIGNED_TYPE = "http://uri.etsi.org/01903#CountersignedSignature"

ENVELOPED = f"{DS}enveloped-signature"
BASE64_TRANSFORM = f"{DS}base64"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"

XML_SPACE = " \t\r\n"
"""What XML and XPath call white space; other blanks are characters like any other."""

ID_ATTRIBUTES = ("Id", "ID", "id", f"{{{XML}}}id")
"""Attributes that some implementation takes for an identifier, declared so by a schema or not."""


def xades(local: str) -> str:
    """``{http://uri.etsi.org/01903/v1.3.2#}local``."""
    return f"{{{XADES}}}{local}"


def xades141(local: str) -> str:
    """``{http://uri.etsi.org/01903/v1.4.1#}local``."""
    return f"{{{XADES141}}}{local}"


def dsig11(local: str) -> str:
    """``{http://www.w3.org/2009/xmldsig11#}local``."""
    return f"{{{DSIG11}}}{local}"


def more_2007(local: str) -> str:
    """``{http://www.w3.org/2007/05/xmldsig-more#}local``, where RFC 9231 puts new elements."""
    return f"{{{MORE_2007}}}{local}"


def evidence(local: str) -> str:
    """``{http://uri.etsi.org/19132/v1.1.1#}local``, the evidence records of TS 119 132-3."""
    return f"{{{EVIDENCE}}}{local}"


def ers(local: str) -> str:
    """``{urn:ietf:params:xml:ns:ers}local``, the evidence records of RFC 6283."""
    return f"{{{ERS}}}{local}"

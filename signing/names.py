"""Namespaces and names of XML Signature and XAdES, in lxml's ``{namespace}local`` form."""

from __future__ import annotations

from dcc.xml.names import DS

XADES = "http://uri.etsi.org/01903/v1.3.2#"
XADES141 = "http://uri.etsi.org/01903/v1.4.1#"
FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
XML = "http://www.w3.org/XML/1998/namespace"

SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties"
COUNTERSIGNED_TYPE = "http://uri.etsi.org/01903#CountersignedSignature"

ENVELOPED = f"{DS}enveloped-signature"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"

ID_ATTRIBUTES = ("Id", "ID", "id", f"{{{XML}}}id")
"""Attributes that some implementation takes for an identifier, declared so by a schema or not."""


def xades(local: str) -> str:
    """``{http://uri.etsi.org/01903/v1.3.2#}local``."""
    return f"{{{XADES}}}{local}"


def xades141(local: str) -> str:
    """``{http://uri.etsi.org/01903/v1.4.1#}local``."""
    return f"{{{XADES141}}}{local}"

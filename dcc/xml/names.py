"""Namespaces of the certificate language, and names in lxml's ``{namespace}local`` form."""

from __future__ import annotations

DCC = "https://ptb.de/dcc"
SI = "https://ptb.de/si"
DS = "http://www.w3.org/2000/09/xmldsig#"
QUDT = "http://qudt.org/vocab/"
MATHML = "http://www.w3.org/1998/Math/MathML"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

ROOT = f"{{{DCC}}}digitalCalibrationCertificate"
SIGNATURE = f"{{{DS}}}Signature"

PREFIXES = {"dcc": DCC, "si": SI, "ds": DS}
"""For XPath expressions in this project and for the documents it writes."""


def dcc(local: str) -> str:
    """``{https://ptb.de/dcc}local``."""
    return f"{{{DCC}}}{local}"


def si(local: str) -> str:
    """``{https://ptb.de/si}local``."""
    return f"{{{SI}}}{local}"


def ds(local: str) -> str:
    """``{http://www.w3.org/2000/09/xmldsig#}local``."""
    return f"{{{DS}}}{local}"


_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def shown(name: str) -> str:
    """``{https://ptb.de/dcc}item`` as ``dcc:item``, for people."""
    namespace, _, local = name.removeprefix("{").rpartition("}")
    prefix = _PREFIX_OF.get(namespace)
    return f"{prefix}:{local}" if prefix else f"{local} ({namespace})" if namespace else local

"""Namespaces and versions of the certificate language, and names in lxml's ``{namespace}local`` form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DCC = "https://ptb.de/dcc"
SI = "https://ptb.de/si"
DS = "http://www.w3.org/2000/09/xmldsig#"
QUDT = "http://qudt.org/vocab/"
MATHML = "http://www.w3.org/1998/Math/MathML"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

SI_VERSION_OF: Mapping[str, str] = MappingProxyType(
    {
        "2.4.0": "1.3.1",
        "3.0.0": "2.0.0",
        "3.1.0": "2.1.0",
        "3.1.1": "2.1.0",
        "3.1.2": "2.1.0",
        "3.2.0": "2.1.0",
        "3.2.1": "2.1.0",
        "3.3.0": "2.2.1",
    }
)
"""The D-SI version in which each DCC version states its quantities."""

VERSIONS = tuple(SI_VERSION_OF)
"""The DCC versions that can be read, judged and written, oldest first."""

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

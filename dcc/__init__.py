"""Digital calibration certificates: read, write and validate them (DCC 2.4.0 to 3.3.0, D-SI to 2.2.1).

>>> import dcc
>>> certificate = dcc.read(xml_bytes)       # bytes -> frozen model; never the network
>>> xml_bytes = dcc.write(certificate)      # model -> bytes, in the version the certificate carries
>>> report = dcc.validate(xml_bytes, profiles=[dcc.Profile.CORE])
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dcc._version import __version__

if TYPE_CHECKING:
    from dcc.errors import DccError, DocumentError, EnvironmentFailure, UsageError
    from dcc.exchange.json import read_json, write_json
    from dcc.facts.quantities import Scale
    from dcc.findings import Finding, Location, Report, Severity
    from dcc.model import Certificate
    from dcc.tabular.calculation import to_pint
    from dcc.validation import Profile, validate
    from dcc.xml.parse import Limits
    from dcc.xml.reading import read
    from dcc.xml.writing import write

__all__ = [
    "Certificate",
    "DccError",
    "DocumentError",
    "EnvironmentFailure",
    "Finding",
    "Limits",
    "Location",
    "Profile",
    "Report",
    "Scale",
    "Severity",
    "UsageError",
    "__version__",
    "read",
    "read_json",
    "to_pint",
    "validate",
    "write",
    "write_json",
]

_HOMES = {
    "Certificate": "dcc.model",
    "DccError": "dcc.errors",
    "DocumentError": "dcc.errors",
    "EnvironmentFailure": "dcc.errors",
    "Finding": "dcc.findings",
    "Limits": "dcc.xml.parse",
    "Location": "dcc.findings",
    "Profile": "dcc.validation",
    "Report": "dcc.findings",
    "Scale": "dcc.facts.quantities",
    "Severity": "dcc.findings",
    "UsageError": "dcc.errors",
    "read": "dcc.xml.reading",
    "read_json": "dcc.exchange.json",
    "to_pint": "dcc.tabular.calculation",
    "validate": "dcc.validation",
    "write": "dcc.xml.writing",
    "write_json": "dcc.exchange.json",
}


if not TYPE_CHECKING:  # or no misspelt name would be noticed

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used, so that each command pays only for what it needs."""
        if name not in _HOMES:
            raise AttributeError(f"module 'dcc' has no attribute {name!r}")
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)

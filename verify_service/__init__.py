"""The register of certificates and its portal: publish, look up, verify, void.

>>> import verify_service
>>> config = verify_service.ServiceConfig(database="sqlite:///register.sqlite", trust=Path("trust"))
>>> app = verify_service.create_app(config)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify_service.app import create_app
    from verify_service.config import ServiceConfig, read_config

__all__ = ["ServiceConfig", "create_app", "read_config"]

_HOMES = {
    "ServiceConfig": "verify_service.config",
    "create_app": "verify_service.app",
    "read_config": "verify_service.config",
}


if not TYPE_CHECKING:  # or no misspelt name would be noticed

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used, so that looking at the records does not start Flask."""
        if name not in _HOMES:
            raise AttributeError(f"module 'verify_service' has no attribute {name!r}")
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)

"""The service's programming interface, described in ``/openapi.json``."""

from verify_service.api.health import health
from verify_service.api.manage import manage
from verify_service.api.public import public

__all__ = ["health", "manage", "public"]

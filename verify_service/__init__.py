"""The register of certificates and its portal: publish, look up, verify, void.

>>> app = create_app(ServiceConfig(database="sqlite:///register.sqlite", trust=Path("trust")))
"""

from verify_service.app import create_app
from verify_service.config import ServiceConfig, read_config

__all__ = ["ServiceConfig", "create_app", "read_config"]

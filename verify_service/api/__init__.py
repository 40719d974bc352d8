"""The service's programming interface, described in ``/openapi.json``."""

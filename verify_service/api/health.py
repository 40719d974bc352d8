"""For those who run the service: is it alive, can it work, what has it done, how is it called."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from dcc.errors import DccError
from verify_service.api.openapi import describe_api
from verify_service.metrics import exposition
from verify_service.service import service

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """Whether the database answers and certificates can be verified."""
    here = service()
    parts = {}
    for name, probe in (("database", _probe_database), ("trust", here.verifier.probe)):
        try:
            probe()
            parts[name] = "ready"
        except DccError as error:
            parts[name] = str(error)
    good = all(state == "ready" for state in parts.values())
    return {"status": "ready" if good else "not ready", **parts}, 200 if good else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus."""
    here = service()
    with here.store.reading() as transaction:
        certificates = transaction.count_by_status()
    return Response(
        exposition(here.counters, certificates), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


@blueprint.get("/openapi.json")
def openapi() -> dict[str, Any]:
    """This interface, described."""
    return describe_api(service().config)


def _probe_database() -> None:
    with service().store.reading() as transaction:
        transaction.count_by_status()

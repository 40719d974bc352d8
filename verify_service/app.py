"""The web application: a factory, and what is the same for every answer."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from dcc.xml.parse import Limits
from verify_service.api import health, manage, public
from verify_service.config import ServiceConfig
from verify_service.portal import pages
from verify_service.problems import INTERNAL, answer, problem_of
from verify_service.service import EXTENSION, Service, service
from verify_service.store import open_store
from verify_service.uploads import discard_rest
from verify_service.verification import Verifier

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
_REFUSED_BODIES = 8
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
"""Counted by name; a client may invent any number of others."""
_TWO_YEARS = "max-age=63072000; includeSubDomains"


def utc_now() -> datetime:
    """The time now; the only clock of the service."""
    return datetime.now(UTC)


def create_app(config: ServiceConfig, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The service as a WSGI application. Raises like ``open_store`` when its database cannot be used."""
    app = Flask("verify_service", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]
    store = open_store(config.database)
    app.extensions[EXTENSION] = Service(
        config=config,
        store=store,
        verifier=Verifier(
            config.trust,
            config.revocation,
            Limits(size=config.upload_limit, elements=config.element_limit),
        ),
        clock=clock,
    )
    # Whoever drops the application has nothing else to close; a fork of the process must not close it.
    weakref.finalize(app, store.close).atexit = False
    for routes in (public, manage, health, pages):
        app.register_blueprint(routes.blueprint)
    app.register_error_handler(Exception, _answer_error)
    app.after_request(_finish)
    return app


def _answer_error(error: Exception) -> AnyResponse:
    problem = problem_of(error)
    if problem.kind is INTERNAL:
        service().log.exception("unexpected %s", type(error).__name__)
    elif problem.kind.status >= 500:
        service().log.error("%s", error)
    response = answer(problem) if _is_for_programs() else pages.render_problem(problem)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _is_for_programs() -> bool:
    return request.path.startswith(("/api/", "/openapi.json", "/livez", "/readyz", "/metrics"))


def _finish(response: Response) -> Response:
    here = service()
    if response.status_code >= 400:
        discard_rest(at_most=_REFUSED_BODIES * here.config.upload_limit)
    response.headers.update(_HEADERS)
    if here.config.base_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = _TWO_YEARS
    static = request.endpoint == "portal.static" and response.status_code < 400
    response.headers["Cache-Control"] = "public, max-age=3600" if static else "no-store"
    route = request.url_rule.rule if request.url_rule else "(none)"
    method = request.method if request.method in _METHODS else "other"
    here.counters.count("dcc_requests_total", route=route, method=method, status=str(response.status_code))
    return response

"""Bad requests, said as RFC 9457 problem details: a stable type for each kind, and nothing internal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, json
from werkzeug.exceptions import HTTPException

from dcc.errors import DccError, DocumentError, EnvironmentFailure, UsageError
from verify_service.lifecycle import SecondActorError, TransitionError
from verify_service.register import UnknownError
from verify_service.store import DuplicateError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of problem; ``name`` ends its type, ``/problems/NAME``, and never changes."""

    name: str
    status: int
    title: str
    meaning: str


BAD_REQUEST = Kind(
    name="bad-request",
    status=400,
    title="The request cannot be read",
    meaning="Its body or its parameters are not of the form the call takes.",
)
UNAUTHORIZED = Kind(
    name="unauthorized",
    status=401,
    title="An API key is needed",
    meaning="The call needs the header Authorization: Bearer KEY with a key of this service in force.",
)
FORBIDDEN = Kind(
    name="forbidden",
    status=403,
    title="This API key is not for that",
    meaning="The key is in force, but none of its roles allows the call.",
)
SECOND_ACTOR = Kind(
    name="second-actor-needed",
    status=403,
    title="Somebody else has to approve",
    meaning="Voiding and replacing take two actors: who asked for it cannot approve it.",
)
NOT_FOUND = Kind(
    name="not-found",
    status=404,
    title="Nothing here",
    meaning="The register has no such certificate, instrument, event or page, or none you may see.",
)
METHOD = Kind(
    name="method-not-allowed",
    status=405,
    title="The address does not take this method",
    meaning="The header Allow lists the methods it takes.",
)
TRANSITION = Kind(
    name="status-conflict",
    status=409,
    title="The certificate's status does not allow it",
    meaning="What happened before to the certificate, or to the one named beside it, forbids the event.",
)
DUPLICATE = Kind(
    name="duplicate",
    status=409,
    title="Registered already",
    meaning="The register has a certificate with this verification id, with this content or with this number "
    "of the laboratory; its id is in the member existing.",
)
TOO_LARGE = Kind(
    name="too-large",
    status=413,
    title="The body is too large",
    meaning="The service takes files up to the size in the detail.",
)
MEDIA_TYPE = Kind(
    name="media-type",
    status=415,
    title="The body has a media type the call does not take",
    meaning="Certificates are sent as application/xml, or in a form as multipart/form-data with the file "
    "in the field file; everything else as application/json.",
)
NOT_PASSED = Kind(
    name="not-passed",
    status=422,
    title="The certificate does not verify",
    meaning="Only a certificate whose verification here is passed enters the register; "
    "the member report says what is not good.",
)
INVALID = Kind(
    name="invalid",
    status=422,
    title="The request contradicts itself or the rules",
    meaning="It has the right form, but what it asks for cannot be; the detail says why.",
)
INTERNAL = Kind(
    name="internal",
    status=500,
    title="Something went wrong here",
    meaning="The fault is the service's. Its operator finds the cause in the log.",
)
UNAVAILABLE = Kind(
    name="unavailable",
    status=503,
    title="The register cannot answer now",
    meaning="Its database or trust folder does not answer. Until it does, a certificate's status is unknown.",
)

KINDS = (
    BAD_REQUEST,
    UNAUTHORIZED,
    FORBIDDEN,
    SECOND_ACTOR,
    NOT_FOUND,
    METHOD,
    TRANSITION,
    DUPLICATE,
    TOO_LARGE,
    MEDIA_TYPE,
    NOT_PASSED,
    INVALID,
    INTERNAL,
    UNAVAILABLE,
)

_BY_STATUS = {
    kind.status: kind
    for kind in (BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, METHOD, TOO_LARGE, MEDIA_TYPE, INVALID)
}
_BY_ERROR: tuple[tuple[type[DccError], Kind], ...] = (
    (UnknownError, NOT_FOUND),
    (SecondActorError, SECOND_ACTOR),
    (TransitionError, TRANSITION),
    (DuplicateError, DUPLICATE),
    (DocumentError, INVALID),
    (UsageError, INVALID),
    (EnvironmentFailure, UNAVAILABLE),
)


class ProblemError(Exception):
    """A request that is answered with a problem; ``members`` are added to the answer's."""

    def __init__(self, kind: Kind, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.members = members


def problem_of(error: Exception) -> ProblemError:
    """The problem that says what ``error`` is, without anything of the machine's inside."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, HTTPException):
        kind = _BY_STATUS.get(error.code or 500, BAD_REQUEST if (error.code or 500) < 500 else INTERNAL)
        return ProblemError(kind, kind.meaning)
    for known, kind in _BY_ERROR:
        if isinstance(error, known):
            return _told(error, kind)
    return ProblemError(INTERNAL, INTERNAL.meaning)


def _told(error: DccError, kind: Kind) -> ProblemError:
    if kind is UNAVAILABLE:
        return ProblemError(kind, kind.meaning)
    members = {"existing": error.existing} if isinstance(error, DuplicateError) else {}
    return ProblemError(kind, f"{error}. {error.hint}".rstrip(" ."), **members)


def answer(problem: ProblemError) -> Response:
    """The problem as ``application/problem+json``."""
    kind = problem.kind
    body = {
        "type": f"/problems/{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        **problem.members,
    }
    response = Response(json.dumps(body), kind.status, mimetype="application/problem+json")
    if kind is UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="dcc"'
    if kind is UNAVAILABLE:
        response.headers["Retry-After"] = "30"
    return response

"""The routes of the pages. All of them work without JavaScript."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from dcc import identifiers
from dcc.errors import UsageError
from dcc.render.qr import host
from verify_service import problems
from verify_service.api.public import instrument_record, public_record
from verify_service.disclosure import Tier, mask_number, mask_serial, serial_for, shows_conclusion
from verify_service.matching import Match, match
from verify_service.portal.language import LANGUAGES, Texts, choose, texts
from verify_service.portal.verdicts import Headline, headline_of_entry, headline_of_file
from verify_service.problems import ProblemError, answer
from verify_service.register import Entry
from verify_service.service import look_up, service
from verify_service.store import Transaction
from verify_service.uploads import MEBIBYTE, read_upload

blueprint = Blueprint(
    "portal", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)


@blueprint.get("/")
def home() -> Response:
    """The first page: an id to look up, a file to check."""
    return _page("home.html")


@blueprint.get("/find")
def find_by_id() -> AnyResponse:
    """Where the first page sends an id: on to its page."""
    # People paste the whole address as well, as it stands in a QR code.
    typed = request.args.get("id", "").strip().rstrip("/").rpartition("/")[2]
    address = url_for("portal.certificate", identifier=typed or "-", lang=request.args.get("lang"))
    return redirect(address, code=303)


@blueprint.get("/c/<identifier>")
@blueprint.get("/C/<identifier>", endpoint="certificate_capital")
def certificate(identifier: str) -> AnyResponse:
    """What a QR code opens: how the certificate with this id stands."""
    if wants_json():
        return jsonify(public_record(identifier))
    try:
        identifier = identifiers.parse(identifier)
    except UsageError:
        return _page("unknown.html", headline=Headline.MISTYPED, status=404)
    with service().store.reading() as transaction:
        record = transaction.certificate(identifier)
        if record is None:
            return _page("unknown.html", headline=Headline.NOT_REGISTERED, status=404)
        entry = look_up(transaction, record)
        related = _related(transaction, entry)
    headline = headline_of_entry(entry, today=service().clock().date())
    return _page("certificate.html", headline=headline, entry=entry, tier=Tier.PUBLIC, related=related)


@blueprint.post("/c/<identifier>")
@blueprint.post("/C/<identifier>", endpoint="check_capital")
def check_on_page(identifier: str) -> AnyResponse:
    """A file checked on a certificate's page."""
    return _check(expected=identifiers.parse(identifier) if identifiers.is_valid(identifier) else None)


@blueprint.post("/verify")
def check() -> AnyResponse:
    """A file checked on the first page."""
    return _check(expected=None)


@blueprint.get("/i/<code>")
@blueprint.get("/I/<code>", endpoint="instrument_capital")
def instrument(code: str) -> AnyResponse:
    """An instrument's certificates, newest first."""
    if wants_json():
        return jsonify(instrument_record(code))
    entries: list[Entry] = []
    if identifiers.is_valid(code):
        with service().store.reading() as transaction:
            found = transaction.certificates_of_instrument(identifiers.parse(code))
            entries = [look_up(transaction, record) for record in found]
    today = service().clock().date()
    listed = [(entry, headline_of_entry(entry, today=today)) for entry in entries]
    return _page("instrument.html", listed=listed, status=200 if listed else 404)


@blueprint.get("/problems/<name>")
def problem_type(name: str) -> AnyResponse:
    """What a problem's type means, for whoever writes a program against the interface."""
    for kind in problems.KINDS:
        if kind.name == name:
            return Response(
                f"{kind.title} ({kind.status})\n\n{kind.meaning}\n", content_type="text/plain; charset=utf-8"
            )
    raise ProblemError(problems.NOT_FOUND, problems.NOT_FOUND.meaning)


def wants_json() -> bool:
    """Whether the client would rather have JSON than a page."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def render_problem(problem: ProblemError) -> AnyResponse:
    """A problem as a page, or as problem details for who asked for JSON."""
    if wants_json():
        return answer(problem)
    return _page("problem.html", problem=problem.kind, status=problem.kind.status)


def _check(*, expected: str | None) -> AnyResponse:
    here = service()
    data = read_upload(limit=here.config.upload_limit)
    if not data:
        raise ProblemError(problems.BAD_REQUEST, "no file was chosen")
    now = here.clock()
    checked = here.verifier.verify(data, at=now)
    here.counters.count("dcc_verifications_total", verdict=checked.verdict.value)
    with here.store.reading() as transaction:
        kind, record = match(transaction, checked.digests)
        entry = look_up(transaction, record) if record else None
        related = _related(transaction, entry) if entry else {}
    headline = headline_of_file(checked.verdict, kind, entry, expected=expected, today=now.date())
    tier = Tier.HOLDER if kind.proves_possession else Tier.PUBLIC
    return _page(
        "file.html",
        headline=headline,
        entry=entry,
        tier=tier,
        report=checked.report,
        match=kind,
        related=related,
    )


def _page(template: str, *, status: int = 200, **values: Any) -> Response:
    language = choose(request.args.get("lang"), request.accept_languages)
    chosen = request.args.get("lang") if request.args.get("lang") in LANGUAGES else None
    t = texts(language)
    here = service()
    now = here.clock()
    entry: Entry | None = values.get("entry")
    body = render_template(
        template,
        t=t,
        languages=LANGUAGES,
        chosen=chosen,
        now=now,
        host=host(here.config.base_url),
        operator=here.config.operator,
        mebibytes=here.config.upload_limit // MEBIBYTE,
        said=_said(t, entry) if entry else {},
        Match=Match,
        Tier=Tier,
        mask_number=mask_number,
        mask_serial=mask_serial,
        serial_for=serial_for,
        shows_conclusion=shows_conclusion,
        path=_path_to_return_to(),
        **values,
    )
    response = make_response(body, status)
    response.headers["Content-Language"] = t.html_language
    response.vary.update(["Accept", "Accept-Language"])
    return response


def _related(transaction: Transaction, entry: Entry) -> dict[str, str]:
    """The numbers of the certificates that an entry names, by their ids."""
    standing = entry.standing
    named = (standing.replaced_by, entry.replaces, entry.supplements, *standing.supplemented_by)
    records = (transaction.certificate(identifier) for identifier in named if identifier)
    return {record.id: record.number for record in records if record}


def _said(t: Texts, entry: Entry) -> dict[str, str]:
    """What the sentences of a headline may name."""
    since: datetime = entry.standing.since
    return {
        "number": entry.record.number,
        "since": t.moment(since),
        "valid_until": t.day(entry.record.description.valid_until),
    }


def _path_to_return_to() -> str:
    """This page's path for its language links; the first page where a form brought this one from there.

    Never two slashes at the start: a browser would take what follows for another host.
    """
    path = "/" if request.path == "/verify" else request.path
    return "/" + quote(path.lstrip("/"))

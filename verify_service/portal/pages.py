"""The routes of the pages. All of them work without JavaScript."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from dcc import identifiers
from dcc.errors import UsageError
from dcc.render.labels import labels_in
from dcc.render.qr import host
from verify_service import problems
from verify_service.api.public import instrument_record, public_record
from verify_service.disclosure import (
    Tier,
    mask_number,
    mask_serial,
    page_url,
    serial_for,
    shows_conclusion,
    tier_for,
)
from verify_service.matching import match
from verify_service.portal.checks import MARKS, entry_checks, file_checks, id_checks
from verify_service.portal.findings import all_findings, group
from verify_service.portal.language import LANGUAGES, Texts, choose, printable, texts, whole
from verify_service.portal.verdicts import Headline, headline_of_entry, headline_of_file, nature_of
from verify_service.problems import ProblemError, answer
from verify_service.register import Entry
from verify_service.service import look_up, service
from verify_service.store import Transaction
from verify_service.uploads import MEBIBYTE, read_upload

blueprint = Blueprint(
    "portal", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)


@blueprint.record_once
def _show_only_printable_text(state: BlueprintSetupState) -> None:
    state.app.jinja_env.finalize = printable


@blueprint.after_request
def _vary(response: Response) -> Response:
    """Say that what an address answers depends on the format and the language that the client prefers."""
    if request.endpoint != "portal.static":
        response.vary.update(["Accept", "Accept-Language"])
    return response


@blueprint.get("/")
def home() -> Response:
    """The first page: an id to look up, a file to check."""
    return _page("home.html")


@blueprint.get("/find")
def find_by_id() -> AnyResponse:
    """Where the first page sends an id: on to its page, be it a certificate's or an instrument's."""
    # People paste the whole address as well, as it stands in a QR code or in their browser.
    address = re.split("[?#]", request.args.get("id", ""))[0].strip()
    typed = address.rstrip("/").rpartition("/")[2] or "-"
    lang = request.args.get("lang")
    if _names_instrument(typed):
        return redirect(url_for("portal.instrument", code=typed, lang=lang), code=303)
    return redirect(url_for("portal.certificate", identifier=typed, lang=lang), code=303)


def _names_instrument(typed: str) -> bool:
    if not identifiers.is_valid(typed):
        return False
    code = identifiers.parse(typed)
    with service().store.reading() as transaction:
        return transaction.certificate(code) is None and bool(transaction.certificates_of_instrument(code))


@blueprint.get("/c/<identifier>")
@blueprint.get("/C/<identifier>", endpoint="certificate_capital")
def certificate(identifier: str) -> AnyResponse:
    """What a QR code opens: how the certificate with this id stands."""
    if wants_json():
        return jsonify(public_record(identifier))
    try:
        identifier = identifiers.parse(identifier)
    except UsageError:
        return _unknown(Headline.MISTYPED)
    with service().store.reading() as transaction:
        record = transaction.certificate(identifier)
        if record is None:
            return _unknown(Headline.NOT_REGISTERED)
        entry = look_up(transaction, record)
        related = _related(transaction, entry)
    headline = headline_of_entry(entry, today=service().clock().date())
    return _page(
        "certificate.html",
        headline=headline,
        entry=entry,
        tier=Tier.PUBLIC,
        checks=entry_checks(entry),
        related=related,
    )


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
    return _vary(
        answer(problem)
        if wants_json()
        else _page("problem.html", problem=problem.kind, status=problem.kind.status)
    )


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
    headline = headline_of_file(
        checked.verdict,
        nature_of(checked.report),
        kind,
        entry,
        expected=expected,
        today=now.date(),
        misnamed=bool(checked.name_differences),
    )
    return _page(
        "file.html",
        headline=headline,
        entry=entry,
        tier=tier_for(kind, record, checked.digests) if record else None,
        report=checked.report,
        findings=all_findings(checked.report),
        name_differences=checked.name_differences,
        match=kind,
        checks=file_checks(checked.report, kind, entry),
        file_name=request.files["file"].filename if "file" in request.files else "",
        related=related,
    )


def _unknown(headline: Headline) -> Response:
    return _page("unknown.html", headline=headline, checks=id_checks(headline), status=404)


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
        base_url=here.config.base_url,
        said=_said(t, entry) if entry else {},
        labels=labels_in([language]),
        group=partial(group, language=language),
        marks=MARKS,
        moment_of=datetime.fromisoformat,
        page_url=partial(page_url, here.config.base_url),
        whole=whole,
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
    return response


def _related(transaction: Transaction, entry: Entry) -> dict[str, str]:
    """The numbers of the certificates that an entry names, by their ids."""
    standing = entry.standing
    named = (standing.replaced_by, entry.replaces, entry.supplements, *standing.supplemented_by)
    records = (transaction.certificate(identifier) for identifier in named if identifier)
    return {record.id: record.number for record in records if record}


def _said(t: Texts, entry: Entry) -> dict[str, object]:
    """What the sentences of a headline may name."""
    description = entry.record.description
    return {
        "number": entry.record.number,
        "since": entry.standing.since,
        "valid_until": description.valid_until,
        "kind": description.type.titles[t.language],
        "document": t(f"document.{description.type.value}"),
        "laboratory": description.laboratory.in_language(t.language),
    }


def _path_to_return_to() -> str:
    """This page's path for its language links; the first page where a form brought this one from there.

    Never two slashes at the start: a browser would take what follows for another host.
    """
    path = "/" if request.path == "/verify" else request.path
    return "/" + quote(path.lstrip("/"))

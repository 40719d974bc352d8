"""Calls anyone may make: what the register says of a certificate, and verification."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, request

from verify_service import problems
from verify_service.disclosure import Tier, list_json, match_json, record_json, status_json, tier_for
from verify_service.matching import match
from verify_service.problems import ProblemError
from verify_service.register import UnknownError, entry, find, present
from verify_service.service import canonical, look_up, reading_entry, service
from verify_service.uploads import read_upload, time_of

blueprint = Blueprint("public", __name__, url_prefix="/api/v1")

_SHA256 = re.compile(r"[0-9a-f]{64}")


@blueprint.get("/certificates/<identifier>")
def show(identifier: str) -> dict[str, Any]:
    """The public record of a certificate."""
    return public_record(identifier)


def public_record(identifier: str) -> dict[str, Any]:
    """What anyone with the id may see of a certificate now."""
    with reading_entry(identifier) as (_, found):
        return record_json(found, Tier.PUBLIC, base_url=service().config.base_url)


def instrument_record(code: str) -> dict[str, Any]:
    """An instrument's certificates, newest first, as lists show them: numbers in part."""
    here = service()
    code = canonical(code)
    with here.store.reading() as transaction:
        found = [look_up(transaction, record) for record in transaction.certificates_of_instrument(code)]
    if not found:
        raise UnknownError
    return {"code": code, "certificates": [list_json(each, base_url=here.config.base_url) for each in found]}


@blueprint.get("/certificates/<identifier>/status")
def status(identifier: str) -> dict[str, Any]:
    """How a certificate stands now, or stood at a time, or stood as the register knew it at a time."""
    here = service()
    with here.store.reading() as transaction:
        record = find(transaction, canonical(identifier))
        now = present(transaction, record, now=here.clock())
        at = time_of(request.args.get("at"), "at") or now
        known = time_of(request.args.get("as_known_at"), "as_known_at") or now
        if max(at, known) > now:
            raise ProblemError(problems.INVALID, "nobody knows yet how it will stand at a time to come")
        found = entry(transaction, record, at=at, as_known_at=known)
    answer = status_json(found)
    answer["produced_at"] = _second(now)
    answer["next_update"] = _second(now + timedelta(hours=here.config.status_hours))
    return answer


@blueprint.get("/digests/sha256/<digest>")
def digest(digest: str) -> dict[str, Any]:
    """Whether a file with this SHA-256 is registered, and its public record."""
    if not _SHA256.fullmatch(digest.lower()):
        raise ProblemError(problems.BAD_REQUEST, "a SHA-256 has 64 hexadecimal digits")
    here = service()
    with here.store.reading() as transaction:
        record = transaction.certificate_by_digest(digest.lower())
        if record is None:
            raise UnknownError("no file with this digest is registered")
        shown = record_json(look_up(transaction, record), Tier.PUBLIC, base_url=here.config.base_url)
    return {"sha256": digest.lower(), "registered": True, **shown}


@blueprint.post("/verify")
def verify() -> dict[str, Any]:
    """Verify a file and compare it with the register. The file is not kept."""
    here = service()
    data = read_upload(limit=here.config.upload_limit)
    checked = here.verifier.verify(data, at=here.clock())
    here.counters.count("dcc_verifications_total", verdict=checked.verdict.value)
    with here.store.reading() as transaction:
        kind, record = match(transaction, checked.digests)
        register: dict[str, Any] = {"match": kind.value}
        if record is not None:
            tier = tier_for(kind, record, checked.digests)
            register |= match_json(look_up(transaction, record), tier, base_url=here.config.base_url)
    return {**checked.report, "register": register}


def _second(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

"""Verification of an XML document: our own core, on lxml and cryptography, for documents from strangers.

The order is that of EN 319 102-1: form, signer's certificate, digests and value, acceptance, time, chain.
Everything a verdict rests on was computed; what was not computed is never called passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from dcc.errors import DocumentError, UsageError
from dcc.findings import Finding, Location
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse
from dcc.xml.place import Places
from signing import codes
from signing.acceptance import constraints, remarks, timestamp_faults, unused
from signing.algorithms import EXCLUSIVE_C14N, SHA256
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.document import countersignatures, look_through, refusals, remark_on_comments, stray_comment
from signing.identity import Identity, identify
from signing.integrity import (
    Documents,
    Hashed,
    Outcome,
    check_value,
    coverage,
    hash_document,
    hash_inside,
    summarize,
)
from signing.layout import remarks_on_layout
from signing.octets import MOST_SIGNATURES, identifier_of, root_signatures
from signing.path import Judgement, Moment, Workspace, judge, nobody_trusted
from signing.policy import Policy, Revocation
from signing.references import Filter, Selection, identifiers_referred_to
from signing.report import (
    Covers,
    Fault,
    Integrity,
    Role,
    SignatureResult,
    SubIndication,
    TimestampResult,
    Verdict,
    VerificationResult,
    decisive,
    fault,
    unchecked_signature,
    unreadable_result,
    worst,
)
from signing.revocation import Evidence
from signing.roles import role_faults, role_remarks, that_count
from signing.structure import LONGEST_ID, Parts, read_signature
from signing.text import MalformedError
from signing.timestamps import OpenToken, check

_YEARS = range(1900, 9000)
"""Beyond them sums of times overflow."""

_CONTENT = Selection(filter=Filter.ALL_SIGNATURES, method=EXCLUSIVE_C14N, prefixes=())


def verify(
    xml: bytes, policy: Policy, *, at: datetime, limits: Limits = DEFAULT_LIMITS
) -> VerificationResult:
    """Every signature in ``xml``, judged under ``policy`` at the time ``at`` (aware, UTC).

    Bad documents are results, not errors. Raises ``UsageError`` for a time without a zone or beyond all use.
    """
    if at.tzinfo is None:
        raise UsageError("the time of verification has no time zone", hint="Pass an aware datetime in UTC.")
    if at.year not in _YEARS:
        raise UsageError(f"the time of verification is in the year {at.year}", hint="Check the time (--at).")
    at = at.astimezone(UTC)
    try:
        root = parse(xml, limits=limits)
    except DocumentError as error:
        return unreadable_result(error.findings, at=at)
    return _Verification(xml, root, policy, at, limits).result()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A signature where it stands, with its parts and those outcomes that need the whole document."""

    element: etree._Element
    place: Location
    parts: Parts
    inside: tuple[Outcome, ...]


class _Verification:
    """One run over one document; nothing of it outlives ``result``."""

    def __init__(
        self, xml: bytes, root: etree._Element, policy: Policy, at: datetime, limits: Limits
    ) -> None:
        self._policy, self._at = policy, at
        self._places, self._workspace = Places(), Workspace()
        found = look_through(root)
        self._refusals = list(refusals(root, found))
        signed = bool(root_signatures(root))
        stray = stray_comment(root, found) if signed else None
        self._uncovered = [stray] if stray else []
        self._remarks = remark_on_comments(root, found) if signed and not stray else []
        self._countersignatures = [
            unchecked_signature(_id(element), _countersigned(self._places.location(element)), at=at)
            for element in countersignatures(root, found)[:MOST_SIGNATURES]
        ]
        wanted = identifiers_referred_to(root)
        self._identified = {str(name): name.getparent() for name in found.ids if name in wanted}
        self._canonicalizer = Canonicalizer(root, size=len(xml))
        self._reads = [self._read(element) for element in root_signatures(root)[:MOST_SIGNATURES]]
        self._documents = Documents(xml, root, limits, self._canonicalizer)
        self._layout: tuple[Finding, ...] | None = None

    def result(self) -> VerificationResult:
        results: list[SignatureResult] = []
        signed_xml: list[tuple[Verdict, bytes]] = []
        for position, read in enumerate(self._reads):
            if isinstance(read, SignatureResult):
                results.append(read)
                continue
            result, octets = self._judge(read, position)
            results.append(result)
            if octets is not None:
                signed_xml.append((result.verdict, octets))
        results += self._countersignatures
        faults = [*self._refusals, *self._uncovered, *self._whole(results)]
        return VerificationResult(
            verdict=worst([*(each.verdict for each in faults), *(result.verdict for result in results)]),
            checked_at=self._at,
            findings=(*(each.finding for each in faults), *self._remarks_on(results), *self._remarks),
            signatures=tuple(results),
            signed_xml=_best(signed_xml),
            content_sha256=self._content_sha256(),
        )

    def _read(self, element: etree._Element) -> _Read | SignatureResult:
        """What can be read of a signature, or at once the result when nothing can."""
        place = self._places.location(element)
        if self._refusals:
            return unchecked_signature(_id(element), self._refusals[0], at=self._at)
        try:
            parts = read_signature(element, self._identified, self._canonicalizer, self._places)
        except MalformedError as error:
            reason = fault(SubIndication.FORMAT_FAILURE, error.code, error.message, at=place)
            return unchecked_signature(_id(element), reason, at=self._at)
        inside = tuple(hash_inside(parts, self._canonicalizer))
        return _Read(element=element, place=place, parts=parts, inside=inside)

    def _judge(self, read: _Read, position: int) -> tuple[SignatureResult, bytes | None]:
        hashed = hash_document(read.parts, self._documents, position, list(read.inside))
        identity = identify(read.parts)
        x509_cert = identity.x509_cert
        value = check_value(read.parts, x509_cert.public_key() if x509_cert else None)
        result = self._conclude(read.place, read.parts, hashed, identity, [*hashed.outcomes, value])
        if result.integrity is Integrity.BROKEN and x509_cert and self._layout is None:  # it takes long
            key, canonicalizer = x509_cert.public_key(), self._canonicalizer
            self._layout = tuple(remarks_on_layout(read.parts, key, hashed.document, canonicalizer))
        return result, hashed.document if result.covers is Covers.DOCUMENT else None

    def _conclude(
        self, place: Location, parts: Parts, hashed: Hashed, identity: Identity, outcomes: Sequence[Outcome]
    ) -> SignatureResult:
        integrity = summarize(outcomes)
        faults = [*hashed.faults, *(each for outcome in outcomes for each in outcome.faults)]
        faults += [*identity.faults, *constraints(parts, identity, self._policy, at=self._at)]
        claimed = parts.signed.signing_time if parts.signed else None
        timestamps: tuple[TimestampResult, ...] = ()
        judgement, best = Judgement(), self._at
        if integrity is not Integrity.BROKEN:
            timestamps = self._check_timestamps(parts)
            faults += timestamp_faults(claimed, timestamps)
            proven = [each.time for each in timestamps if each.verdict is Verdict.PASSED and each.time]
            best = min([*proven, self._at])
            if identity.der is not None:
                moment = Moment.TIMESTAMPED if proven else Moment.CHECKING
                judgement = self._judge_signer(identity.der, parts, best, moment)
            elif not self._policy.trust.anchors:
                judgement = Judgement(faults=(nobody_trusted(),))
        faults += judgement.faults
        reason = decisive(faults)
        warnings = [
            *identity.warnings,
            *judgement.warnings,
            *unused(timestamps),
            *remarks(parts, identity, self._policy.trust),
        ]
        return SignatureResult(
            id=parts.id,
            verdict=reason.verdict if reason else Verdict.PASSED,
            sub_indication=reason.sub_indication if reason else None,
            integrity=integrity,
            level=parts.unsigned.level if parts.signed else None,
            covers=coverage(hashed, integrity),
            role=parts.signed.role if parts.signed else None,
            claimed_signing_time=claimed,
            best_signature_time=best,
            signer=identity.signer,
            anchor=judgement.anchor,
            timestamps=timestamps,
            findings=_placed([*(each.finding for each in faults), *warnings], place),
        )

    def _judge_signer(self, der: bytes, parts: Parts, when: datetime, moment: Moment) -> Judgement:
        return judge(
            der,
            anchors=self._policy.trust.anchors,
            intermediates=self._helpers(parts),
            evidence=self._evidence(parts),
            at=when,
            moment=moment,
            revocation=self._policy.revocation,
            workspace=self._workspace,
        )

    def _check_timestamps(self, parts: Parts) -> tuple[TimestampResult, ...]:
        def judge_authority(opened: OpenToken, when: datetime, revocation: Revocation) -> Judgement:
            return judge(
                opened.signer.der,
                anchors=self._policy.trust.tsa,
                intermediates=(*opened.certificates, *self._helpers(parts)),
                evidence=self._evidence(parts),
                at=when,
                moment=Moment.CHECKING,
                revocation=revocation,
                workspace=self._workspace,
            )

        return tuple(
            check(token, at=self._at, revocation=self._policy.revocation, judge=judge_authority)
            for token in parts.unsigned.timestamps
        )

    def _helpers(self, parts: Parts) -> tuple[bytes, ...]:
        return (*parts.certificates, *parts.unsigned.certificates, *self._policy.trust.intermediates)

    def _evidence(self, parts: Parts) -> Evidence:
        return Evidence(
            crls=(*self._policy.trust.crls, *parts.crls, *parts.unsigned.crls), ocsps=parts.unsigned.ocsps
        )

    def _whole(self, results: Sequence[SignatureResult]) -> Iterator[Fault]:
        """What the document lacks as a whole, besides what is wrong with a signature."""
        if not results and not self._refusals:
            message = "there is no signature in the document"
            yield fault(SubIndication.SIGNED_DATA_NOT_FOUND, codes.SIG_NONE, message)
            return
        counting = that_count(results)
        if all(result.verdict is Verdict.PASSED for result in results) and not counting:
            yield fault(
                SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_PART, "no signature covers the document"
            )
        yield from role_faults(counting, self._policy.roles)

    def _remarks_on(self, results: Sequence[SignatureResult]) -> Iterator[Finding]:
        """What is worth knowing of the signatures together."""
        counting = that_count(results)
        yield from role_remarks(counting, self._policy.roles)
        pairs = zip(self._reads, results, strict=False)
        reads = [(read, result) for read, result in pairs if isinstance(read, _Read)]
        seals = [read for read, result in reads if result in counting and result.role == Role.SEAL]
        held = {element for seal in seals for element in seal.parts.signatures_covered}
        left_out = [read for read, _ in reads if read not in seals and read.element not in held]
        if seals and left_out:
            names = ", ".join(read.parts.id or "one without a name" for read in left_out)
            yield codes.SIG_SEAL_OPEN.finding(f"the seal does not refer to all other signatures: {names}")
        yield from self._layout or ()

    def _content_sha256(self) -> str | None:
        try:
            octets = self._documents.without_signatures(_CONTENT)
            return self._documents.digest(octets, SHA256).hex()
        except CannotCanonicalizeError:
            return None


def _id(element: etree._Element) -> str | None:
    return (identifier_of(element) or "")[:LONGEST_ID] or None


def _countersigned(place: Location) -> Fault:
    return fault(
        SubIndication.SIG_CONSTRAINTS_FAILURE,
        codes.SIG_COUNTERSIGNATURE,
        "a countersignature was found and not evaluated",
        at=place,
    )


def _best(signed: Sequence[tuple[Verdict, bytes]]) -> bytes | None:
    """The octets of the best signature that covers the document; all of them say the same."""
    return min(signed, key=lambda each: list(Verdict).index(each[0]))[1] if signed else None


def _placed(findings: Iterable[Finding], place: Location) -> tuple[Finding, ...]:
    return tuple(
        finding if finding.location != Location() else replace(finding, location=place)
        for finding in findings
    )

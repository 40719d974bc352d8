"""From the source of a certificate, as a laboratory writes it, to the certificate. No file, no clock."""

from __future__ import annotations

import html
from dataclasses import dataclass

from dcc.findings import Finding, Location, has_errors
from dcc.model import Certificate, Comment, ForeignXml, StringWithLang
from dcc.source.administration import read_administration
from dcc.source.core import read_dates
from dcc.source.intake import Coverage, Intake, ReadBeside
from dcc.source.measurements import read_measurements
from dcc.source.nodes import Fields, read_nodes
from dcc.source.section import Section
from dcc.source.texts import read_file, read_languages, read_text
from dcc.source.trace import Trace
from dcc.source.uncertainty import read_coverage
from dcc.vocabulary import CertificateType

VERSION = "3.3.0"
"""What is built is always of this version of the certificate language."""

_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A certificate, where in the source its parts were written, and what to look at again (no errors)."""

    certificate: Certificate
    trace: Trace
    findings: tuple[Finding, ...] = ()


def build(
    source: bytes, *, read: ReadBeside, file: str = "source.yaml", verification_id: str | None = None
) -> Certificate:
    """The certificate that ``source`` (YAML) describes.

    ``read`` gives the bytes of a table or attachment by its name, relative to the source; ``file`` is the
    name of the source in messages; ``verification_id`` is used where the source gives none. The same
    arguments always give the same certificate. Raises ``DocumentError`` with every mistake found.
    """
    return build_traced(source, read=read, file=file, verification_id=verification_id).certificate


def build_traced(
    source: bytes, *, read: ReadBeside, file: str = "source.yaml", verification_id: str | None = None
) -> Built:
    """Like ``build``, keeping where each part was written, so that later findings can say it."""
    intake = Intake(file=file, read=read)
    fields = read_nodes(source, file=file, report=intake.add)
    if fields is None:
        raise intake.stop()
    certificate = _read_certificate(fields, intake, verification_id)
    intake.check_references()
    if has_errors(intake.findings):
        raise intake.stop()
    intake.check_translations()
    trace = Trace(certificate=certificate, parts=tuple(intake.parts))
    return Built(certificate=certificate, trace=trace, findings=intake.ordered())


def _read_certificate(fields: Fields, intake: Intake, verification_id: str | None) -> Certificate:
    section = Section(
        Fields(fields=fields.fields, keys=fields.keys, at=Location(file=intake.file, line=1)), intake
    )
    read_languages(section)
    section.need("type")
    kind = CertificateType(section.choice("type", tuple(CertificateType)) or CertificateType.CALIBRATION)
    intake.coverage = section.one("coverage", read_coverage) or Coverage()
    dates = section.required("dates", read_dates)
    certificate = Certificate(
        schema_version=VERSION,
        administrative_data=read_administration(section, kind, dates, verification_id),
        measurement_results=read_measurements(section, kind, used_until=dates.end or None),
        comment=_read_comment(section),
        document=section.one("document", read_file),
    )
    section.finish()
    return intake.made(certificate, section.at)


def _read_comment(section: Section) -> Comment | None:
    """``comment`` as paragraphs of XHTML: a comment holds elements of another language, not text."""
    text = read_text(section, "comment")
    if text is None:
        return None
    return Comment(elements=tuple(ForeignXml(_paragraph(content)) for content in text.content))


def _paragraph(content: StringWithLang) -> str:
    language = f' lang="{content.lang}"' if content.lang else ""
    return f'<p xmlns="{_XHTML}"{language}>{html.escape(content.text, quote=False)}</p>'

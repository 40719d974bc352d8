"""Every kind of finding about a document or a source, with its meaning; the reference is made from it."""

from __future__ import annotations

from dcc.findings import Code, Severity

# --- intake: may these bytes be parsed at all? -------------------------------------------------------

XML_MALFORMED = Code(
    name="XML-MALFORMED",
    severity=Severity.ERROR,
    title="The file is not well-formed XML",
    meaning=(
        "An XML parser cannot read the file: a tag is not closed, a character is not allowed, the "
        "encoding is not the declared one, or the file is something else altogether (a PDF, a web page)."
    ),
    hint="Correct the place named, or export the certificate again.",
    clause="XML 1.0, 2.1",
)
XML_DOCTYPE = Code(
    name="XML-DOCTYPE",
    severity=Severity.ERROR,
    title="The file declares a document type",
    meaning=(
        "A DOCTYPE can define entities that read local files or exhaust memory, and no calibration "
        "certificate needs one, so the file is refused before anything in it is parsed."
    ),
    hint="Remove the DOCTYPE line; a certificate is described by its schema alone.",
    clause="XML 1.0, 2.8",
)
XML_TOO_LARGE = Code(
    name="XML-TOO-LARGE",
    severity=Severity.ERROR,
    title="The file is larger than the cap",
    meaning="Larger files are refused unread, so that nobody can exhaust a machine by sending one.",
    hint="Raise the cap (--max-size, or the service's max_upload) if the file is expected.",
)
XML_TOO_DEEP = Code(
    name="XML-TOO-DEEP",
    severity=Severity.ERROR,
    title="Elements are nested too deeply",
    meaning="The nesting is far beyond any certificate and would exhaust a program that follows it.",
    hint="Ask the sender for the original certificate.",
)

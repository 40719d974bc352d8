"""The rule that an attached file is what its media type says, as far as its first bytes tell."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dcc import codes
from dcc.rules.facts import Facts, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import dcc

_BEGINNINGS = {
    "application/pdf": "JVBERi",
    "image/png": "iVBORw0KGgo",
    "image/jpeg": "/9j/",
    "image/gif": "R0lGOD",
}
"""Media types whose files all begin alike, and that beginning in base64."""

_SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "application/x-pdf": "application/pdf"}


def check_media_type(data: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A file that says it is a PDF, PNG, JPEG or GIF does not begin as another of these does."""
    owner = data.getparent()
    stated = text_of(facts.child(owner, dcc("mimeType"))).lower().split(";")[0] if owner is not None else ""
    expected = _BEGINNINGS.get(_SAME.get(stated, stated))
    begin = (data.text or "")[:256].lstrip()
    if expected is None or begin.startswith(expected):
        return
    found = next((kind for kind, beginning in _BEGINNINGS.items() if begin.startswith(beginning)), None)
    if found:
        yield Remark(
            code=codes.ATTACHMENT_TYPE,
            element=data,
            message=f"the file is declared as {stated}, and its first bytes are those of {found}",
        )


RULES = (Rule(check=check_media_type, tags=(dcc("dataBase64"),), codes=(codes.ATTACHMENT_TYPE,)),)

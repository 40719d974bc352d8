"""Elements of other XML languages, which the model keeps as their text."""

from __future__ import annotations

import codecs

from lxml import etree

from dcc.xml.parse import NO_CAP, parse


def element_of(text: str) -> etree._Element:
    """The element that ``text`` is. Raises ``DocumentError`` like ``parse`` where it is none.

    A text has no encoding any more, so the byte order mark overrules one that it declares.
    """
    return parse(codecs.BOM_UTF8 + text.encode(errors="surrogatepass"), limits=NO_CAP)

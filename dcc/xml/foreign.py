"""Elements of other XML languages, which the model keeps as their text."""

from __future__ import annotations

import codecs

from lxml import etree

from dcc.xml.parse import Limits, parse

_ANY_SIZE = Limits(size=1 << 40, markup=1 << 40)


def element_of(text: str) -> etree._Element:
    """The element that ``text`` is. Raises ``DocumentError`` like ``parse`` where it is none.

    A text has no encoding any more, so the byte order mark overrules one that it declares.
    """
    return parse(codecs.BOM_UTF8 + text.encode(errors="surrogatepass"), limits=_ANY_SIZE)

"""The rule that no placeholder of a template has been left in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dcc import codes
from dcc.rules.facts import Facts, described
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import ROOT, dcc

_TAGS_OF_HTML = "br|sub|sup|span|div|table|tbody|thead|strong|img|pre|code|html|head|body|font|center|small"

_MARKS = (
    r"(?<![\\^_{}\w])\$?\{{1,3} ?(?:[^\W\d][\w .-]{1,60}|…|\.\.\.) ?\}",  # {Name}, ${name}, {{name}}
    rf"<(?!(?:{_TAGS_OF_HTML})\b)(?:[^\W\d][\w .-]{{2,60}}|…|\.\.\.)>",  # <Name of the customer>
    r"(?<![\w-])(?:TODO|FIXME|TBD)(?![A-Za-z0-9_-])",
    r"(?<![A-Za-z0-9_./@-])(?:x{3,}+|X{3,}+)(?![A-Za-z0-9_/@-]|\.[A-Za-z0-9])",
    r"[?？]{3}",
    r"待填|待补充",
    r"\A\s*N\. ?N\.\s*\Z",  # in a text they may be the initials of an author
    r"[Ll]orem [Ii]psum",
)
"""What stands for something still to be written, as whole words: a model XXX-200 is one, and so is {n} in a
formula."""

_MARK = re.compile("|".join(_MARKS))
_IDENTIFIER = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_SUSPECT = ("<", "TODO", "FIXME", "TBD", "xxx", "XXX", "???", "？？？", "待填", "待补充", "N.", "orem ")
_SUSPECT_BRACE = re.compile(r"\{[ {]?(?:[^\W\d]|…|\.)")
_NOT_PROSE = frozenset(dcc(name) for name in ("dataBase64", "latex", "mathml", "link"))
_SHOWN = 60
_LONG = 10_000


def check_placeholders(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """No text holds a mark that stands for something still to be written."""
    texts = [text for text in facts.marks.texts if len(text) < _LONG or not _is_data(text)]
    if not _is_suspect("\n".join(texts)):
        return
    for element in described(root):
        text = element.text
        if not text or element.tag in _NOT_PROSE:
            continue
        match = _MARK.search(text)
        if match and not _IDENTIFIER.fullmatch(match[0]):
            yield Remark(code=codes.PLACEHOLDER, element=element, message=_sentence(text, match))


def _is_data(text: str) -> bool:
    """Whether a long text is an attachment in base64, in which some mark stands by chance."""
    return text.isascii() and " " not in text[:_LONG]


def _is_suspect(texts: str) -> bool:
    """Whether any of the texts might hold one: to look at all of them at once takes a tenth of the time."""
    return any(mark in texts for mark in _SUSPECT) or _SUSPECT_BRACE.search(texts) is not None


def _sentence(text: str, match: re.Match[str]) -> str:
    mark = match[0].strip()
    if mark == text.strip():
        return f"'{mark}' is a placeholder"
    start = max(0, match.start() - _SHOWN // 2)
    around = " ".join(text[start : match.end() + _SHOWN // 2].split())
    return f"'{mark}' is a placeholder, in '{around}'"


RULES = (Rule(check=check_placeholders, tags=(ROOT,), codes=(codes.PLACEHOLDER,)),)

"""Rules on languages and on the codes of languages and countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree

from dcc import codes
from dcc.findings import Severity
from dcc.rules import iso_codes
from dcc.rules.facts import CORE_DATA, Facts, sections, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import ROOT, dcc

_CONTENT = dcc("content")
_USED = dcc("usedLangCodeISO639_1")
_MANDATORY = dcc("mandatoryLangCodeISO639_1")
_MISSING_TOLD = 10
"""In so many languages a text is said to be missing; thousands may be declared, and of texts too."""


def check_text(element: etree._Element, facts: Facts) -> Iterable[Remark]:
    """A text in any language is there in every mandatory one, once, and only in declared languages.

    A ``content`` without ``lang`` (a proper name, say) counts for every language.
    """
    languages = tuple([content.get("lang", "") for content in element])
    if languages in facts.good_texts:
        return ()
    remarks = (*_missing(element, languages, facts), *_repeated(element, languages))
    if not remarks:
        facts.good_texts.add(languages)
    return remarks


def check_paragraphs(element: etree._Element, facts: Facts) -> Iterator[Remark]:
    """As ``check_text``, where several paragraphs may be in the same language."""
    return _missing(element, [content.get("lang", "") for content in element.iterchildren(_CONTENT)], facts)


def _missing(element: etree._Element, languages: Sequence[str], facts: Facts) -> Iterator[Remark]:
    named = dict.fromkeys(language for language in languages if language)
    if not named:
        return
    for language in named:
        if language not in facts.used_languages and language not in facts.mandatory_languages:
            yield Remark(
                code=codes.LANG_UNDECLARED,
                element=element,
                message=f"a text is in '{language}', which the certificate does not declare as used",
            )
    if "" in languages:
        return
    missing = (language for language in facts.mandatory_languages if language not in named)
    for language in islice(missing, _MISSING_TOLD):
        yield Remark(
            code=codes.LANG_MISSING,
            element=element,
            message=f"a text is missing in the mandatory language '{language}'",
        )


def _repeated(element: etree._Element, languages: Sequence[str]) -> Iterator[Remark]:
    for language, count in Counter(languages).items():
        if language and count > 1:
            yield Remark(
                code=codes.LANG_REPEATED,
                element=element,
                message=f"the text is given {count} times in '{language}'",
            )


def check_declared(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Mandatory languages are among the used ones, none is declared twice, and each one is used."""
    core = root.find(CORE_DATA)
    if core is None:
        return
    for mandatory in core.iterchildren(_MANDATORY):
        if text_of(mandatory) not in facts.used_languages:
            yield Remark(
                code=codes.LANG_NOT_USED,
                element=mandatory,
                message=f"'{text_of(mandatory)}' is mandatory but not declared as a used language",
            )
    yield from _declared_twice(core)
    present = _present(root, facts.used_languages)
    for used in core.iterchildren(_USED):
        language = text_of(used)
        if language not in present and (present or len(facts.used_languages) > 1):
            yield Remark(
                code=codes.LANG_NEVER,
                element=used,
                message=f"'{language}' is declared as a used language, and no text is in it",
            )


def _present(root: etree._Element, wanted: frozenset[str]) -> set[str]:
    """The languages that texts are in; the search ends when it has met all that are ``wanted``."""
    present: set[str] = set()
    not_met = set(wanted)
    for section in sections(root):
        for content in section.iter(_CONTENT):
            language = content.get("lang")
            if language and language not in present:
                present.add(language)
                not_met.discard(language)
                if not not_met:
                    return present
    return present


def _declared_twice(core: etree._Element) -> Iterator[Remark]:
    for tag in (_USED, _MANDATORY):
        seen: set[str] = set()
        for declared in core.iterchildren(tag):
            language = text_of(declared)
            if language in seen:
                yield Remark(
                    code=codes.LANG_REPEATED, element=declared, message=f"'{language}' is declared twice"
                )
            seen.add(language)


def check_language_code(element: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The code of a declared language is one of ISO 639-1."""
    language = text_of(element)
    if language in iso_codes.LANGUAGES or not language:
        return
    now = iso_codes.WITHDRAWN_LANGUAGES.get(language)
    message = f"'{language}' is no language of ISO 639-1"
    if now:
        message = f"'{language}' is withdrawn from ISO 639-1 ({now})"
    yield Remark(
        code=codes.LANG_CODE,
        element=element,
        message=message,
        severity=Severity.WARNING if now else None,
    )


def check_country_code(element: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A country code is one of ISO 3166-1; reserved and user-assigned ones are only doubtful."""
    country = text_of(element)
    if country in iso_codes.COUNTRIES or not country:
        return
    doubtful = country in iso_codes.RESERVED_COUNTRIES or iso_codes.is_user_assigned(country)
    message = f"'{country}' is no country of ISO 3166-1"
    if doubtful:
        message = f"'{country}' is reserved or free for private use in ISO 3166-1 and names no country there"
    meant = iso_codes.COUNTRY_MENDED.get(country)
    yield Remark(
        code=codes.COUNTRY_CODE,
        element=element,
        message=message,
        hint=lambda: f"Perhaps {meant} is meant." if meant else None,
        severity=Severity.WARNING if doubtful else None,
    )


RULES = (
    Rule(
        check=check_text,
        tags=(dcc("name"), dcc("referral")),
        codes=(codes.LANG_UNDECLARED, codes.LANG_MISSING, codes.LANG_REPEATED),
    ),
    Rule(
        check=check_paragraphs,
        tags=tuple(dcc(name) for name in ("description", "declaration", "further", "noQuantity", "text")),
        codes=(codes.LANG_UNDECLARED, codes.LANG_MISSING),
    ),
    Rule(
        check=check_declared, tags=(ROOT,), codes=(codes.LANG_NOT_USED, codes.LANG_REPEATED, codes.LANG_NEVER)
    ),
    Rule(check=check_language_code, tags=(_USED, _MANDATORY), codes=(codes.LANG_CODE,)),
    Rule(
        check=check_country_code,
        tags=(dcc("countryCodeISO3166_1"), dcc("countryCode")),
        codes=(codes.COUNTRY_CODE,),
    ),
)

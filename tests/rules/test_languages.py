"""Languages and the codes of languages and countries."""

from __future__ import annotations

import pytest

from dcc.rules import iso_codes
from tests.documents import minimal
from tests.rules.judging import findings, said


def languages(used: str, mandatory: str) -> str:
    return "".join(
        [f"<dcc:usedLangCodeISO639_1>{each}</dcc:usedLangCodeISO639_1>" for each in used.split()]
        + [
            f"<dcc:mandatoryLangCodeISO639_1>{each}</dcc:mandatoryLangCodeISO639_1>"
            for each in mandatory.split()
        ]
    )


def content(*texts: tuple[str, str]) -> str:
    return "".join(
        f'<dcc:content lang="{language}">{text}</dcc:content>'
        if language
        else f"<dcc:content>{text}</dcc:content>"
        for language, text in texts
    )


def test_a_translation_that_is_not_mandatory_may_be_missing() -> None:
    assert (
        said(minimal(languages=languages("en zh", "en"), name=content(("en", "Scale"), ("zh", "秤")))) == []
    )


def test_a_text_without_language_counts_for_all() -> None:
    document = minimal(languages=languages("en zh", "en"), name=content(("", "PT-100"), ("zh", "铂电阻")))
    assert said(document) == []


def test_each_text_without_the_mandatory_language_is_named() -> None:
    document = minimal(languages=languages("en zh", "zh en"), name=content(("en", "Scale"), ("zh", "秤")))
    found = findings(document)
    assert {finding.code for finding in found} == {"LANG-MISSING"}
    assert len(found) == 2, "the names of measurement result and result are in English only"


def test_a_language_that_is_mandatory_but_not_used_is_said_once_and_not_for_every_text() -> None:
    document = minimal(languages=languages("de", "en"), name=content(("en", "Scale"), ("de", "Waage")))
    assert said(document) == [("error", "LANG-NOT-USED")]


def test_paragraphs_may_repeat_a_language_where_names_may_not() -> None:
    twice = content(("en", "One."), ("en", "Two."))
    declaration = f"<dcc:declaration>{twice}</dcc:declaration>"
    statements = f"<dcc:statements><dcc:statement>{declaration}</dcc:statement></dcc:statements>"
    assert said(minimal(statements=statements)) == []
    assert said(minimal(name=twice)) == [("warning", "LANG-REPEATED")]


def test_a_language_declared_twice_is_a_warning() -> None:
    assert said(minimal(languages=languages("en en", "en"))) == [("warning", "LANG-REPEATED")]


def test_with_one_language_texts_need_not_say_it() -> None:
    document = minimal().replace(b' lang="en"', b"")
    assert said(document) == []
    two = minimal(languages=languages("en de", "en")).replace(b' lang="en"', b"")
    assert said(two) == [("warning", "LANG-NEVER")] * 2


def test_the_tables_of_codes_are_complete() -> None:
    assert len(iso_codes.LANGUAGES) == 183
    assert len(iso_codes.COUNTRIES) == 249
    assert {"AF", "AX", "AL", "DZ", "AS"} <= iso_codes.COUNTRIES
    assert not iso_codes.COUNTRIES & iso_codes.RESERVED_COUNTRIES
    assert not any(map(iso_codes.is_user_assigned, iso_codes.COUNTRIES))
    assert not iso_codes.LANGUAGES & set(iso_codes.WITHDRAWN_LANGUAGES)


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DZ", []),
        ("CN", []),
        ("UK", [("warning", "COUNTRY-CODE")]),
        ("XK", [("warning", "COUNTRY-CODE")]),
        ("ZZ", [("warning", "COUNTRY-CODE")]),
        ("AB", [("error", "COUNTRY-CODE")]),
    ],
)
def test_countries(country: str, expected: list[tuple[str, str]]) -> None:
    assert said(minimal(country=country)) == expected


def test_the_country_in_an_address_is_checked_too() -> None:
    document = minimal().replace(
        b"<dcc:city>Exampleton</dcc:city>",
        b"<dcc:city>Exampleton</dcc:city><dcc:countryCode>UK</dcc:countryCode>",
    )
    (finding,) = findings(document)
    assert finding.hint == "Perhaps GB is meant."


def test_a_withdrawn_language_is_only_a_warning() -> None:
    document = minimal(languages=languages("en sh", "en"), name=content(("en", "Scale"), ("sh", "Vaga")))
    assert said(document) == [("warning", "LANG-CODE")]

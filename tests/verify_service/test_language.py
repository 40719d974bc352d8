"""The pages' texts are complete in every language."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept

from dcc import codes as document_codes
from dcc.findings import Code, Severity
from dcc.render.labels import labels_in
from dcc.rules.catalogue import validation_codes
from dcc.vocabulary import CertificateType
from signing import Role, Verdict
from signing import codes as signing_codes
from signing.naming import Kind
from verify_service import portal, problems
from verify_service.matching import Match
from verify_service.portal.findings import group, title
from verify_service.portal.language import LANGUAGES, choose, printable, texts
from verify_service.portal.verdicts import Headline
from verify_service.records import Reason, Status

PORTAL = Path(portal.__file__).parent
SOURCE = "".join(path.read_text("utf-8") for path in (*PORTAL.glob("templates/*"), *PORTAL.glob("*.py")))
GRAMMAR = {"kind", "document", "laboratory"}
"""Places for words that a sentence needs in one language and can do without in another."""
WITHOUT_ENTRY = {
    Headline.NOT_REGISTERED,
    Headline.MISTYPED,
    Headline.FILE_UNREADABLE,
    Headline.FILE_CHANGED,
    Headline.FILE_FAILED,
    Headline.FILE_UNREGISTERED,
    Headline.FILE_UNSIGNED,
    Headline.FILE_UNCERTAIN,
}
"""What a page may say of something that is not in the register, so that there is nothing to name."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def shown_keys() -> set[str]:
    """The key of every text that a page can show."""
    keys = {f"headline.{each.value}.{part}" for each in Headline for part in ("title", "text", "do")}
    keys |= {f"short.{each.value}" for each in Headline if not each.name.startswith("FILE_")}
    keys -= {f"short.{each.value}" for each in WITHOUT_ENTRY}
    keys |= {f"{group}.{status.value}" for group in ("status", "standing") for status in Status}
    keys |= {f"reason.{reason.value}" for reason in Reason}
    keys |= {f"match.{match.value}" for match in Match}
    keys |= {f"verdict.{verdict.value}" for verdict in Verdict}
    keys |= {f"document.{kind.value}" for kind in CertificateType}
    keys |= {f"finding.{severity.value}" for severity in Severity}
    keys |= {f"named.{kind.value}" for kind in Kind}
    keys |= {f"fact.{name}" for name in re.findall(r'row\("([a-z_0-9]+)"', SOURCE)}
    keys |= {f"note.{name}" for name in re.findall(r'\bnote\("([a-z_]+)"', SOURCE)}
    keys |= {"fact.serial_end", "section.facts", "section.original"}
    keys |= {key for key in texts("en") if re.search(rf"""["']{re.escape(key)}["']""", SOURCE)}
    keys.add("months")
    shown = {key.split(".")[1] for key in texts("en") if key.startswith("problem.")}
    assert shown <= {kind.name for kind in problems.KINDS}
    return keys | {f"problem.{name}.{part}" for name in shown for part in ("title", "text")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert set(other) == set(english)
    for key in english:
        assert places(other.raw(key)) - GRAMMAR == places(english.raw(key)) - GRAMMAR, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_registered_is_spoken_of_without_naming_anything(language: str) -> None:
    for headline in WITHOUT_ENTRY:
        for part in ("title", "text", "do"):
            assert not places(texts(language).raw(f"headline.{headline.value}.{part}")), headline


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_can_be_shown_is_there_and_none_is_left_over(language: str) -> None:
    asked_for = re.findall(r'(?:\bt\(|key=)"([a-z_.]+)"[,)]', SOURCE)
    assert set(asked_for) - set(texts(language)) == set()
    assert set(texts(language)) - shown_keys() == set()
    assert shown_keys() - set(texts(language)) == set()
    assert all(language in kind.titles for kind in CertificateType)
    labels = labels_in([language])
    assert set(labels.roles) == {role.value for role in Role}
    assert labels_in(["en"]).conform.keys() == labels.conform.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_verification_can_report_has_a_title(language: str) -> None:
    groups = validation_codes()
    codes = {code.name for group in ("intake", "schema", "core", "report") for code in groups[group]}
    codes |= {code.name for code in vars(signing_codes).values() if isinstance(code, Code)}
    assert len(codes) > 80
    assert {code for code in codes if title(code, language)[1] != language} == set()
    table = tomllib.loads((PORTAL / "translations" / "findings.toml").read_text("utf-8"))
    assert set(table) == codes
    assert {frozenset(titles) for titles in table.values()} == {frozenset({"zh", "de"})}
    for code in codes - {"SIG-NOT-XADES"}:
        assert not re.search("[\u4e00-\u9fff]", title(code, "de")[0])
        assert re.search("[\u4e00-\u9fff]", title(code, "zh")[0])


def test_a_code_that_nobody_translated_yet_is_shown_in_english() -> None:
    assert title("SOURCE-ROW", "zh") == (document_codes.SOURCE_ROW.title, "en")
    assert title("OF-ANOTHER-DAY", "zh") == ("OF-ANOTHER-DAY", "en")


def test_of_many_findings_of_one_kind_a_few_are_detailed_and_the_gravest_come_first() -> None:
    warning = {"code": "LANG-NEVER", "severity": "warning", "message": "w"}
    error = {"code": "UNIT-EMPTY", "severity": "error"}
    found = group([warning, *({**error, "message": str(number)} for number in range(1000))], "de")
    assert [(each.code, each.title) for each in found] == [
        ("UNIT-EMPTY", "Eine Einheit fehlt"),
        ("LANG-NEVER", "Eine deklarierte Sprache wird nirgends verwendet"),
    ]
    assert [each["message"] for each in found[0].examples] == ["0", "1", "2"]
    assert (found[0].more, found[1].more) == (997, 0)


def test_nothing_on_a_page_can_be_invisible_or_turn_the_reading_round() -> None:
    assert printable("EX\u202e4711\x07") == "EX\ufffd4711\ufffd"
    for kept in ("计量 \u3000证书", "1\u00a0000\n", 7, Markup("<b>\u202e</b>")):
        assert printable(kept) == kept


def test_a_number_is_kept_together_and_its_markup_stays_text() -> None:
    title = texts("en").marked("headline.void.title", kind="<b>", number="T<1>\u202e")
    assert title == '&lt;b&gt; <span class="whole">T&lt;1&gt;\ufffd</span> is VOID'


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("de", [("zh-CN", 1.0)], "de"),
        ("fr", [("zh-CN", 1.0)], "zh"),
        (None, [("fr", 1.0), ("de-AT", 0.5), ("en", 0.4)], "de"),
        (None, [("ZH-hans-CN", 1.0)], "zh"),
        (None, [("de", 0.0), ("fr", 1.0)], "en"),
        (None, [], "en"),
    ],
)
def test_the_reader_gets_the_language_asked_for(
    asked: str | None, accepted: list[tuple[str, float]], language: str
) -> None:
    assert choose(asked, LanguageAccept(accepted)) == language


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("zh", "2026年5月3日", "2026年5月3日 08:05 UTC"),
        ("en", "3 May 2026", "3 May 2026, 08:05 UTC"),
        ("de", "3. Mai 2026", "3. Mai 2026, 08:05 UTC"),
    ],
)
def test_days_are_written_so_that_nobody_takes_the_month_for_the_day(
    language: str, day: str, moment: str
) -> None:
    t = texts(language)
    assert t.day(date(2026, 5, 3)) == day
    assert t.moment(datetime(2026, 5, 3, 8, 5, tzinfo=UTC)) == moment

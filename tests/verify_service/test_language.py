"""The pages' texts are complete in every language."""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import LanguageAccept

from dcc.vocabulary import CertificateType
from verify_service import portal, problems
from verify_service.matching import Match
from verify_service.portal.language import LANGUAGES, choose, texts
from verify_service.portal.verdicts import Headline
from verify_service.records import Reason, Status

TEMPLATES = Path(portal.__file__).parent / "templates"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert set(other) == set(english)
    for key in english:
        wanted = places(english.raw(key))
        assert places(other.raw(key)) == wanted, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_can_be_shown_has_a_text(language: str) -> None:
    t = texts(language)
    needed = [
        f"headline.{headline.value}.{part}" for headline in Headline for part in ("title", "text", "do")
    ]
    needed += [f"status.{status.value}" for status in Status]
    needed += [f"reason.{reason.value}" for reason in Reason]
    needed += [f"match.{match.value}" for match in Match]
    for template in TEMPLATES.iterdir():
        source = template.read_text("utf-8")
        needed += re.findall(r'\bt\("([a-z_.]+)"[,)]', source)
        needed += [f"fact.{name}" for name in re.findall(r'(?:link_)?row\("([a-z_0-9]+)"', source)]
    assert [key for key in needed if not t.has(key)] == []
    assert all(language in kind.titles for kind in CertificateType)


def test_no_text_is_left_over() -> None:
    source = "".join(path.read_text("utf-8") for path in TEMPLATES.iterdir())
    built = (
        "headline.",
        "status.",
        "reason.",
        "match.",
        "fact.",
        "problem.",
        "conclusion.",
        "verdict.",
        "role.",
    )
    unused = [
        key
        for key in texts("en")
        if f'"{key}"' not in source and f"'{key}'" not in source and not key.startswith((*built, "months"))
    ]
    assert unused == []
    named = {kind.name for kind in problems.KINDS}
    assert {key.split(".")[1] for key in texts("en") if key.startswith("problem.")} <= named


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

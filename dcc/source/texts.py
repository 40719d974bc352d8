"""Texts in one language or several, and rich texts with files and formulas.

A plain text is in the first language of the certificate; a mapping gives it language by language; the key
``all`` gives it once for every language (a name, a type designation).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from dcc import codes
from dcc.findings import Location
from dcc.model import Base64, ByteData, Formula, RichContent, StringWithLang, Text
from dcc.nearest import suggestion
from dcc.source.intake import Intake
from dcc.source.nodes import Fields, Items, Node, Scalar
from dcc.source.section import Section

EVERY = "all"

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".ofd": "application/ofd",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

_RICH = ("text", "files", "formulas")


def read_languages(section: Section) -> None:
    """``languages`` and ``binding_languages``: must be known before any text is read.

    Where they cannot be, texts are not judged by them.
    """
    section.need("languages")
    intake = section.intake
    wrong = [
        scalar
        for key in ("languages", "binding_languages")
        for scalar in section.scalars(key)
        if not re.fullmatch("[a-z]{2}", scalar.text)
    ]
    for scalar in wrong:
        near = re.match("[a-z]{2}(?![a-z])", scalar.text.casefold())
        intake.say(
            codes.SOURCE_LANGUAGE, f"{scalar.text!r} is not a language", scalar.at,
            hint="Write the two small letters of ISO 639-1, in a list: "
            + (f"[{near[0]}]; the certificate language knows no regions." if near else "[zh, en]."),
        )  # fmt: skip
    languages, binding = section.words("languages"), section.words("binding_languages")
    if wrong or not languages:
        return
    intake.languages = languages
    intake.binding_languages = binding or languages[:1]
    for language in intake.binding_languages:
        if language not in intake.languages:
            intake.say(
                codes.SOURCE_LANGUAGE,
                f"the binding language {language} is not among the languages",
                section.place("binding_languages"),
                hint=f"Add {language} to languages.",
            )


def read_text(section: Section, key: str) -> Text | None:
    """The text under ``key``."""
    node = section.node(key)
    if node is None:
        return None
    if isinstance(node, Items):
        section.wrong(key, f"{key} is one text, not a list", hint="Join the entries to one text.")
        return None
    return Text(content=_contents(node, section.intake))


def need_text(section: Section, key: str) -> Text:
    """The text under ``key``, which must be there."""
    section.need(key)
    return read_text(section, key) or Text()


def plain_text(intake: Intake, by_language: Mapping[str, str]) -> Text:
    """A text of this program's own in those of the certificate's languages that it has."""
    known = [language for language in intake.languages if language in by_language]
    if not known:
        return Text(content=(StringWithLang(text=by_language["en"], lang=None),))
    return Text(
        content=tuple(StringWithLang(text=by_language[language], lang=language) for language in known)
    )


def rich_text(text: Text) -> RichContent:
    """``text`` as rich text."""
    return RichContent(content=text.content)


def read_rich(section: Section, key: str) -> RichContent | None:
    """The text under ``key``, or its ``text``, ``files`` and ``formulas`` where it has such keys."""
    node = section.node(key)
    if isinstance(node, Fields) and any(name in node.fields for name in _RICH):
        return section.one(key, _rich)
    text = read_text(section, key)
    return None if text is None else rich_text(text)


def read_file(section: Section) -> ByteData:
    """A file beside the source, to be carried inside the certificate."""
    section.need("file")
    name = section.word("file")
    media_type = section.word("media_type")
    if name is not None and media_type is None:
        media_type = _media_type(name, section.place("file"), section.intake)
    data = None if name is None else section.intake.read(name, section.place("file"))
    return ByteData(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        file_name=PurePosixPath((name or "").replace("\\", "/")).name,
        mime_type=media_type or "",
        data_base64=Base64.of(data or b""),
        **section.links(),
    )


def read_files(section: Section, key: str) -> tuple[ByteData, ...]:
    """Files under ``key``: each a name alone, or a mapping with ``file`` and more about it."""
    node = section.node(key)
    nodes = node.items if isinstance(node, Items) else () if node is None else (node,)
    named = [
        Fields(fields={"file": item}, keys={"file": item.at}, at=item.at)
        if isinstance(item, Scalar)
        else item
        for item in nodes
    ]
    whole = Fields(fields={key: Items(items=tuple(named), at=section.place(key))}, at=section.at)
    return Section(whole, section.intake).each(key, read_file)


def read_formulas(section: Section, key: str) -> tuple[Formula, ...]:
    """Formulas in LaTeX under ``key``: one, or a list."""
    return tuple(Formula(latex=latex) for latex in section.words(key))


def _rich(section: Section) -> RichContent:
    text = read_text(section, "text")
    return RichContent(
        name=read_text(section, "name"),
        content=(
            *(() if text is None else text.content),
            *read_files(section, "files"),
            *read_formulas(section, "formulas"),
        ),
        **section.links(),
    )


def _media_type(name: str, at: Location, intake: Intake) -> str | None:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return MEDIA_TYPES[suffix]
    intake.say(
        codes.SOURCE_MISSING,
        f"media_type is missing: the kind of {name} cannot be told from its name",
        at,
        hint="Add the media type, such as media_type: application/octet-stream.",
    )
    return None


def _contents(node: Scalar | Fields, intake: Intake) -> tuple[StringWithLang, ...]:
    first = intake.languages[0] if intake.languages else None
    if isinstance(node, Scalar):
        _check_given({first} if first else set(), node.at, intake)
        return (StringWithLang(text=node.text, lang=first),)
    contents = []
    for language, value in node.fields.items():
        if intake.languages and language not in (*intake.languages, EVERY):
            intake.say(
                codes.SOURCE_LANGUAGE,
                f"{language!r} is not a language of this certificate",
                node.keys[language],
                hint=_language_hint(language, value, intake),
            )
        elif isinstance(value, Scalar) and value.text:
            contents.append(StringWithLang(text=value.text, lang=None if language == EVERY else language))
        else:
            intake.say(
                codes.SOURCE_VALUE, f"{value.at.key} is one text", value.at,
                hint="Write the text after the colon; put it in quotes when it contains one.",
            )  # fmt: skip
    if set(node.fields) <= {*intake.languages, EVERY}:
        _check_given(set(node.fields), node.at, intake)
    return tuple(contents)


def _language_hint(language: str, value: Node, intake: Intake) -> str:
    if "：" in language:
        return "Write a half-width colon (:) and a blank behind the language."
    if isinstance(value, Scalar) and value.empty:
        return "Put a text that contains a comma in quotes: between braces a comma ends it."
    return suggestion(language, (*intake.languages, EVERY))


def _check_given(given: set[str], at: Location, intake: Intake) -> None:
    """A text stands in the binding languages, and had better stand in the others too."""
    if EVERY in given:
        return
    for language in intake.languages:
        if language in given:
            continue
        if language not in intake.binding_languages:
            intake.untranslated.setdefault(language, []).append(at)
            continue
        intake.say(
            codes.SOURCE_LANGUAGE,
            f"the text lacks {language}, a legally binding language of this certificate",
            at,
            hint=f"Add {language}: with the text in that language.",
        )

"""JSON values into the model, refusing with the place whatever a certificate has no place for."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from dcc import codes
from dcc.errors import DocumentError
from dcc.exchange.json_keys import AS_WRITTEN, choices_of, keys_of
from dcc.findings import NOWHERE, Code, Location
from dcc.model import AsWritten, Boolean, ForeignXml
from dcc.nearest import nearest
from dcc.xml import names
from dcc.xml.description import REPEATED, Part, Place
from dcc.xml.foreign import element_of
from dcc.xml.writing import refuse_unwritable, unwritable_in

XSI = f"{{{names.XSI}}}"
_SHOWN = 60
_NOTES = ("namespaces", "prefix", "attributes")
_NOTES_OF_OBJECT = (*_NOTES, "order", "texts", "instructions")
_NOTES_OF_TEXT = (*_NOTES, "key", "position")

Path = tuple[Any, ...]  # (path of the whole, key or index); () for the document


class Digits(str):
    """A JSON number as it was written, to be refused in words that quote it."""

    __slots__ = ()


class Reader:
    """Reads the JSON of one certificate in one version.

    Each level takes two calls, no more, so that Python's stack has room for all the levels that XML may have.
    """

    def __init__(self, version: str) -> None:
        self._version = version

    def object(self, value: Any, cls: type, path: Path) -> Any:
        if not isinstance(value, Mapping):
            stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where an object belongs")
        keys = keys_of(cls, self._version)
        values: dict[str, Any] = {}
        for key, item in value.items():
            part = keys.get(key)
            at = (path, key)
            if part is not None:
                if part.place in REPEATED:
                    values[part.field] = self._list(item, part, cls, at)
                else:
                    values[part.field] = (
                        self.object(item, part.type, at) if part.described else _text(item, part, at)
                    )
            elif key == AS_WRITTEN:
                values["as_written"] = _how_written(item, keys, at)
            else:
                self._unknown(key, keys, at)
        for key, part in keys.items():
            if part.field not in values and part.place in (Place.ONE, Place.TEXT):
                stop(codes.JSON_MISSING, path, f"the key {key} is missing")
        return cls(**values)

    def _list(self, value: Any, part: Part, cls: type, path: Path) -> tuple[Any, ...]:
        """The values of a field that holds several."""
        if not isinstance(value, list):
            stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where a list belongs")
        found = []
        for index, item in enumerate(value):
            kind, at = part, (path, index)
            if part.place is Place.CHOICE:
                item, kind, at = self._chosen(item, cls, at)
            found.append(self.object(item, kind.type, at) if kind.described else _text(item, kind, at))
        return tuple(found)

    def _chosen(self, value: Any, cls: type, path: Path) -> tuple[Any, Part, Path]:
        """One item of ``content``: an object whose only key says what it is."""
        if not isinstance(value, Mapping) or len(value) != 1:
            stop(codes.JSON_VALUE, path, "an object with one key belongs here, which says what it holds")
        ((key, item),) = value.items()
        choices = choices_of(cls, self._version)
        if key not in choices:
            self._unknown(key, choices, (path, key))
        return item, choices[key], (path, key)

    def _unknown(self, key: str, known: Iterable[str], path: Path) -> NoReturn:
        key = brief(key)
        near = nearest(key, known)
        meant = f"; {near} is" if near else ""
        stop(codes.JSON_UNKNOWN_KEY, path, f"{key} is not known here in DCC {self._version}{meant}")


def _text(value: Any, part: Part, path: Path) -> str:
    """A value that is mere text, as what it means."""
    if isinstance(value, bool) and part.type is Boolean:
        return Boolean("true" if value else "false")
    if isinstance(value, (Digits, int, float)) and not isinstance(value, bool):
        stop(codes.JSON_NUMBER, path, f"{brief(str(value))} is a JSON number")
    _refuse_unless_text(value, path)
    if part.type is ForeignXml:
        _refuse_unless_element(value, path)
    text: str = value if part.type is str else part.type(value)
    return text


def _refuse_unless_text(value: Any, path: Path) -> None:
    if not isinstance(value, str) or isinstance(value, Digits):
        stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where a text belongs")
    found = unwritable_in(value)
    if found:
        stop(codes.JSON_VALUE, path, f"the text holds {found}, a character XML has no form for")


def _refuse_unless_element(text: str, path: Path) -> None:
    try:
        element_of(text)
    except DocumentError as error:
        stop(codes.JSON_VALUE, path, f"the text is not one element of XML: {error}")


def _how_written(value: Any, keys: Mapping[str, Part], path: Path) -> AsWritten:
    """What ``asWritten`` notes of an object."""
    noted = _notes(value, _NOTES_OF_OBJECT, path)
    order = _typed(noted.get("order", []), list, (path, "order"))
    texts = _typed(noted.get("texts", []), list, (path, "texts"))
    return dataclasses.replace(
        _as_written(noted, path),
        order=tuple(_field(key, keys, ((path, "order"), at)) for at, key in enumerate(order)),
        texts=tuple(_how_text_written(text, keys, ((path, "texts"), at)) for at, text in enumerate(texts)),
    )


def _how_text_written(value: Any, keys: Mapping[str, Part], path: Path) -> tuple[str, int, AsWritten]:
    """What is noted of one of an object's texts."""
    noted = _notes(value, _NOTES_OF_TEXT, path)
    position = noted.get("position")
    if not isinstance(position, Digits | int) or not re.fullmatch("[0-9]{1,9}", str(position)):
        stop(codes.JSON_VALUE, (path, "position"), "the position of a text is a number counted from 0")
    return _field(noted.get("key"), keys, (path, "key")), int(position), _as_written(noted, path)


def _notes(value: Any, known: Iterable[str], path: Path) -> Mapping[str, Any]:
    noted: Mapping[str, Any] = _typed(value, dict, path)
    for key in noted:
        if key not in known:
            stop(codes.JSON_UNKNOWN_KEY, (path, key), f"{brief(key)} is not known here")
    return noted


def _as_written(noted: Mapping[str, Any], path: Path) -> AsWritten:
    """Those of the notes that concern no key."""
    if "prefix" in noted:
        _refuse_unless_text(noted["prefix"], (path, "prefix"))
    instructions = _typed(noted.get("instructions", []), list, (path, "instructions"))
    for at, instruction in enumerate(instructions):
        _refuse_unless_text(instruction, ((path, "instructions"), at))
    written = AsWritten(
        namespaces=_pairs(noted, "namespaces", "", path),
        prefix=noted.get("prefix"),
        attributes=_pairs(noted, "attributes", XSI, path),
        instructions=tuple(instructions),
    )
    try:
        refuse_unwritable(written)
    except DocumentError as error:
        stop(codes.JSON_VALUE, path, str(error))
    return written


def _pairs(noted: Mapping[str, Any], key: str, before: str, path: Path) -> tuple[tuple[str, str], ...]:
    found = _typed(noted.get(key, {}), dict, (path, key))
    for name, text in found.items():
        _refuse_unless_text(text, ((path, key), name))
    return tuple((before + name, text) for name, text in found.items())


def _field(key: Any, keys: Mapping[str, Part], path: Path) -> str:
    if not isinstance(key, str) or key not in keys:
        stop(codes.JSON_UNKNOWN_KEY, path, f"{brief(str(key))} is no key of this object")
    return keys[key].field


def _typed(value: Any, cls: type, path: Path) -> Any:
    if not isinstance(value, cls):
        stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where {kind_of(cls())} belongs")
    return value


def kind_of(value: Any) -> str:
    """What a JSON value is, for people."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Digits | int | float):
        return "a number"
    kinds = {str: "a text", dict: "an object", list: "a list", type(None): "null"}
    return kinds.get(type(value), type(value).__name__)


def stop(code: Code, path: Path, message: str) -> NoReturn:
    refuse(code, message, at=Location(key=_shown(path)))


def _shown(path: Path) -> str:
    steps = []
    while path:
        path, step = path
        steps.append(f"[{step}]" if isinstance(step, int) else f".{brief(step)}")
    return "$" + "".join(reversed(steps))


def brief(text: str) -> str:
    """``text`` short enough for a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def refuse(code: Code, message: str, *, at: Location = NOWHERE, hint: str | None = None) -> NoReturn:
    """Raise ``DocumentError`` with one finding; ``hint`` takes the place of the code's own."""
    finding = code.finding(message, at=at, hint=hint)
    raise DocumentError(message, findings=[finding], hint=finding.hint)

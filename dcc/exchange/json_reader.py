"""JSON values into the model, refusing with the place whatever a certificate has no place for."""

from __future__ import annotations

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
from dcc.xml.parse import Limits, parse

XSI = f"{{{names.XSI}}}"
_ANY_SIZE = Limits(size=1 << 40, markup=1 << 40)

Path = tuple[Any, ...]  # (path of the whole, key or index); () for the document


class Digits(str):
    """A JSON number as it was written, to be refused in words that quote it."""

    __slots__ = ()


class Reader:
    """Reads the JSON of one certificate in one version."""

    def __init__(self, version: str) -> None:
        self._version = version

    def object(self, value: Any, cls: type, path: Path) -> Any:
        if not isinstance(value, Mapping):
            _stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where an object belongs")
        keys = keys_of(cls, self._version)
        values: dict[str, Any] = {}
        for key, item in value.items():
            part = keys.get(key)
            if part is not None:
                values[part.field] = self._part(item, part, cls, (path, key))
            elif key == AS_WRITTEN:
                values["as_written"] = _how_written(item, keys, (path, key))
            else:
                self._unknown(key, keys, (path, key))
        for key, part in keys.items():
            if part.field not in values and part.place in (Place.ONE, Place.TEXT):
                _stop(codes.JSON_MISSING, path, f"the key {key} is missing")
        return cls(**values)

    def _part(self, value: Any, part: Part, cls: type, path: Path) -> Any:
        """The value of a field."""
        if part.place not in REPEATED:
            return self._value(value, part, path)
        if not isinstance(value, list):
            _stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where a list belongs")
        if part.place is Place.CHOICE:
            return tuple(self._item(item, cls, (path, index)) for index, item in enumerate(value))
        return tuple(self._value(item, part, (path, index)) for index, item in enumerate(value))

    def _item(self, value: Any, cls: type, path: Path) -> Any:
        """One item of ``content``: an object whose only key says what it is."""
        if not isinstance(value, Mapping) or len(value) != 1:
            _stop(codes.JSON_VALUE, path, "an object with one key belongs here, which says what it holds")
        ((key, item),) = value.items()
        choices = choices_of(cls, self._version)
        if key not in choices:
            self._unknown(key, choices, (path, key))
        return self._value(item, choices[key], (path, key))

    def _value(self, value: Any, part: Part, path: Path) -> Any:
        if part.described:
            return self.object(value, part.type, path)
        if isinstance(value, bool) and part.type is Boolean:
            return Boolean("true" if value else "false")
        if isinstance(value, (Digits, int, float)) and not isinstance(value, bool):
            _stop(codes.JSON_NUMBER, path, f"{value} is a JSON number")
        if not isinstance(value, str):
            _stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where a text belongs")
        if part.type is ForeignXml:
            _refuse_unless_element(value, path)
        return value if part.type is str else part.type(value)

    def _unknown(self, key: str, known: Iterable[str], path: Path) -> NoReturn:
        near = nearest(key, known)
        meant = f"; {near} is" if near else ""
        _stop(codes.JSON_UNKNOWN_KEY, path, f"{key} is not known here in DCC {self._version}{meant}")


def _refuse_unless_element(text: str, path: Path) -> None:
    try:
        parse(text.encode(errors="surrogatepass"), limits=_ANY_SIZE)
    except DocumentError as error:
        _stop(codes.JSON_VALUE, path, f"the text is not one element of XML: {error}")


def _how_written(value: Any, keys: Mapping[str, Part], path: Path) -> AsWritten:
    """What ``asWritten`` notes of an object, or of one of its texts."""
    noted = _typed(value, dict, path)
    for key in noted.keys() - {"namespaces", "prefix", "attributes", "order", "texts", "key", "position"}:
        _stop(codes.JSON_UNKNOWN_KEY, (path, key), f"{key} is not known here")
    texts = []
    for index, item in enumerate(_typed(noted.get("texts", []), list, (path, "texts"))):
        at = ((path, "texts"), index)
        position = _typed(item, dict, at).get("position")
        if not isinstance(position, Digits | int) or not str(position).isdecimal():
            _stop(codes.JSON_VALUE, (at, "position"), "the position of a text is a number counted from 0")
        field = _field(item.get("key"), keys, (at, "key"))
        texts.append((field, int(position), _how_written(item, keys, at)))
    prefix = noted.get("prefix")
    return AsWritten(
        namespaces=_pairs(noted, "namespaces", "", path),
        prefix=None if prefix is None else _typed(prefix, str, (path, "prefix")),
        attributes=_pairs(noted, "attributes", XSI, path),
        order=tuple(
            _field(key, keys, ((path, "order"), index))
            for index, key in enumerate(_typed(noted.get("order", []), list, (path, "order")))
        ),
        texts=tuple(texts),
    )


def _pairs(noted: Mapping[str, Any], key: str, before: str, path: Path) -> tuple[tuple[str, str], ...]:
    found = _typed(noted.get(key, {}), dict, (path, key))
    return tuple((before + name, _typed(text, str, ((path, key), name))) for name, text in found.items())


def _field(key: Any, keys: Mapping[str, Part], path: Path) -> str:
    if not isinstance(key, str) or key not in keys:
        _stop(codes.JSON_UNKNOWN_KEY, path, f"{key} is no key of this object")
    return keys[key].field


def _typed(value: Any, cls: type, path: Path) -> Any:
    if not isinstance(value, cls) or isinstance(value, Digits):
        _stop(codes.JSON_VALUE, path, f"{kind_of(value)} stands where {kind_of(cls())} belongs")
    return value


def kind_of(value: Any) -> str:
    """What a JSON value is, for people."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Digits | int | float):
        return "a number"
    kinds = {str: "a text", dict: "an object", list: "a list", type(None): "null"}
    return kinds.get(type(value), type(value).__name__)


def _stop(code: Code, path: Path, message: str) -> NoReturn:
    refuse(code, message, at=Location(key=_shown(path)))


def _shown(path: Path) -> str:
    steps = []
    while path:
        path, step = path
        steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
    return "$" + "".join(reversed(steps))


def refuse(code: Code, message: str, *, at: Location = NOWHERE) -> NoReturn:
    """Raise ``DocumentError`` with one finding."""
    raise DocumentError(message, findings=[code.finding(message, at=at)], hint=code.hint)

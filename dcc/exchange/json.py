"""Certificates as JSON and back: the same names, the same digits, nothing lost.

The shape follows from ``dcc.xml.description`` alone and is documented in ``docs/reference/json.md``: keys are
the names of elements and attributes without prefix, elements that may be repeated are lists, everything that
is written with digits or letters is a text, truth is ``true`` or ``false``.
"""

from __future__ import annotations

import codecs
import functools
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast

from dcc import codes
from dcc.errors import UsageError
from dcc.exchange.json_keys import AS_WRITTEN, keys_of
from dcc.exchange.json_reader import XSI, Digits, Path, Reader, brief, kind_of, refuse, stop
from dcc.findings import Location
from dcc.model import AsWritten, Boolean, Certificate
from dcc.model.building import collecting_nothing
from dcc.model.node import Node
from dcc.xml import kinds
from dcc.xml.description import REPEATED, Part, Place
from dcc.xml.names import VERSIONS
from dcc.xml.parse import DEFAULT_LIMITS, Limits
from dcc.xml.plan import plan_for
from dcc.xml.writing import choice_of, refuse_unplaced

_TRUTH = {"true": True, "false": False}
_BYTES_OF_MARK = 16
_XML = kinds.Kind(said="is XML", advice="Give the file a name that ends in .xml.")
_TOO_DEEP = "elements are nested more deeply than in any certificate"


def write_json(certificate: Certificate) -> bytes:
    """``certificate`` as a JSON document in UTF-8, indented. Raises like ``to_json``."""
    text = json.dumps(to_json(certificate), ensure_ascii=False, indent=1) + "\n"
    return text.encode(errors="backslashreplace")  # the escape of half a character is the same in JSON


def read_json(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Certificate:
    """The certificate in a JSON document, written by ``write_json`` or by anybody else in that shape.

    Commas and opening brackets may be one in 16 bytes of the largest size, as each takes far more memory than
    a letter. Raises ``DocumentError`` with a JSON-… finding
    when ``data`` is too large, no JSON, or has another shape.
    """
    if len(data) > limits.size:
        refuse(codes.JSON_TOO_LARGE, f"the file has {len(data):,} bytes; at most {limits.size:,} are read")
    marks = sum(map(data.count, (b",", b"[", b"{")))
    most = limits.size // _BYTES_OF_MARK
    if marks > most:
        message = f"the file has {marks:,} commas and brackets; at most {most:,} are read"
        refuse(codes.JSON_TOO_LARGE, message)
    doubled: list[_Doubled] = []
    try:
        with collecting_nothing():
            value = json.loads(
                data,
                parse_float=Digits,
                parse_int=Digits,
                parse_constant=Digits,
                object_pairs_hook=functools.partial(_noting_doubled, doubled),
            )
    except json.JSONDecodeError as error:
        _refuse_other_kinds(data)
        refuse(
            codes.JSON_MALFORMED,
            f"the file is not JSON: {error.msg}",
            at=Location(line=error.lineno, column=error.colno),
        )
    except UnicodeDecodeError as error:
        _refuse_other_kinds(data)
        refuse(codes.JSON_MALFORMED, f"the file is not JSON: byte {error.start + 1} is not {error.encoding}")
    except RecursionError:
        refuse(codes.JSON_TOO_LARGE, _TOO_DEEP)
    if doubled:
        _refuse_doubled(value)
    return from_json(value)


def _refuse_other_kinds(data: bytes) -> None:
    """Say what the file is when it is plainly no JSON, which the parser's words would not."""
    kind = kinds.kind_of(data)
    if kind is None and data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        kind = _XML
    if kind is not None and kind is not kinds.JSON:
        refuse(codes.JSON_MALFORMED, f"the file is not JSON: it {kind.said}", hint=kind.advice)


def to_json(certificate: Certificate) -> dict[str, Any]:
    """``certificate`` as JSON values: dicts, lists, texts, ``True`` and ``False``.

    Raises ``UsageError`` for a version that cannot be written and ``DocumentError`` when the version has no
    place for something the certificate holds.
    """
    if certificate.schema_version not in VERSIONS:
        raise UsageError(
            f"DCC version {certificate.schema_version or '(none)'} cannot be written",
            hint=f"One of {', '.join(VERSIONS)}.",
        )
    try:
        with collecting_nothing():
            return _object(certificate, certificate.schema_version)
    except RecursionError:
        refuse(codes.JSON_TOO_LARGE, _TOO_DEEP)


def from_json(value: Any) -> Certificate:
    """The certificate that JSON values stand for: dicts, lists, texts, ``True`` and ``False``.

    Numbers must be texts. A key ``$schema`` beside the certificate's own is let be. Raises ``DocumentError``
    whose finding names the place as a path such as ``$.administrativeData.items.item[0].name``.
    """
    if not isinstance(value, Mapping):
        refuse(codes.JSON_VALUE, f"the document is {kind_of(value)}, not a certificate", at=Location(key="$"))
    version = value.get("schemaVersion")
    if version not in VERSIONS:
        stated = brief(version) if isinstance(version, str) else "(none)"
        refuse(
            codes.VERSION_UNSUPPORTED,
            f"the certificate is of DCC version {stated}",
            at=Location(key="$.schemaVersion"),
        )
    own = {key: item for key, item in value.items() if key != "$schema"}
    try:
        with collecting_nothing():
            certificate: Certificate = Reader(version).object(own, Certificate, ())
    except RecursionError:
        refuse(codes.JSON_TOO_LARGE, _TOO_DEEP)
    return certificate


class _Doubled(dict[str, Any]):
    """An object in which the key ``doubled`` stands twice."""

    doubled: str


def _noting_doubled(found: list[_Doubled], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of ``pairs``, put into ``found`` where it has a key twice."""
    own = dict(pairs)
    if len(own) == len(pairs):
        return own
    own = _Doubled(own)
    own.doubled = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    found.append(own)
    return own


def _refuse_doubled(value: Any) -> NoReturn:
    """Name the first place in ``value`` where a key stands twice."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while True:
        path, value = waiting.pop()
        if isinstance(value, _Doubled):
            key = value.doubled
            stop(codes.JSON_DUPLICATE_KEY, (path, key), f"the key {brief(key)} stands twice in an object")
        waiting += reversed([((path, step), inner) for step, inner in _members(value)])


def _members(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _object(node: Node, version: str) -> dict[str, Any]:
    plan = plan_for(cast(Any, type(node)), version)
    refuse_unplaced(plan, node, version)
    keys = keys_of(cast(Any, type(node)), version)
    result: dict[str, Any] = {}
    for (key, part), value in zip(keys.items(), plan.values_of(node), strict=True):
        if part.place is Place.CHOICE:
            if value:
                names = [choice_of(plan, item, version).rpartition("}")[2] for item in value]
                result[key] = [{name: _value(item, version)} for name, item in zip(names, value, strict=True)]
        elif part.place in REPEATED:
            if value:
                result[key] = [_value(item, version) for item in value]
        elif value is not None:
            result[key] = _value(value, version)
    if node.as_written is not None:
        result[AS_WRITTEN] = _noted(node.as_written, keys)
    return result


def _value(value: Any, version: str) -> Any:
    if isinstance(value, Node):
        return _object(value, version)
    if type(value) is Boolean:
        return _TRUTH.get(value, str(value))
    return str(value)


def _noted(written: AsWritten, keys: Mapping[str, Part]) -> dict[str, Any]:
    """How a document put something; what is not out of the ordinary is left out."""
    key_of = {part.field: key for key, part in keys.items()}
    noted = {
        "namespaces": dict(written.namespaces),
        "prefix": written.prefix,
        "attributes": {name.removeprefix(XSI): value for name, value in written.attributes},
        "order": [key_of[field] for field in written.order],
        "texts": [
            {"key": key_of[field], "position": position, **_noted(how, keys)}
            for field, position, how in written.texts
        ],
        "instructions": list(written.instructions),
    }
    return {name: value for name, value in noted.items() if value not in (None, {}, [])}

"""What libxml2 says about a document that breaks a schema, in words for somebody who knows certificates."""

from __future__ import annotations

import re
from collections.abc import Callable

from dcc.xml.names import PREFIXES

_LONGEST_VALUE = 60

_NUMBER = "a number such as 0.020, -12.5 or 1.5e-3 (decimal point, no blanks, no thousands separator)"
_UNSIGNED = "a number without a minus sign, such as 0.020 or 1.5e-3"
_NAME = "a name that starts with a letter or _ and holds no blank, colon or slash"

_TYPES = {
    "xs:date": "a date such as 2025-03-31",
    "xs:dateTime": "a date and time such as 2025-03-31T09:30:00Z",
    "xs:duration": "a duration such as P1Y or P6M",
    "xs:boolean": "true or false",
    "xs:integer": "a whole number",
    "xs:anyURI": "an address (URI) such as https://example.org/page",
    "xs:base64Binary": "base64 text",
    "xs:ID": _NAME,
    "xs:IDREF": _NAME,
    "xs:IDREFS": "the ids of other elements with blanks between them",
    "si:decimalType": _NUMBER,
    "si:intervalMinType": _NUMBER,
    "si:intervalMaxType": _NUMBER,
    "si:uncertaintyValueType": _UNSIGNED,
    "si:valueStandardMUType": _UNSIGNED,
    "si:valueExpandedMUType": _UNSIGNED,
    "si:kValueType": "a coverage factor such as 2 or 2.00 (at least 1, no exponent)",
    "si:probabilityValueType": "a coverage probability such as 0.95 (0 to 1, leading digit, no exponent)",
    "si:significantDigitType": "a whole number",
}
"""What a value of a type must be. Types not listed here are named instead."""

_PATTERNS = (
    (r"[^\s]+(\s+[^\s]+)*", "must not be empty and must not begin or end with a blank or line break"),
    ("[A-Z]{2}", "must be a country as two capital letters (ISO 3166-1), such as DE or CN"),
    ("[a-z]{2}", "must be a language as two small letters (ISO 639-1), such as en or zh"),
    (r"\+?(([1-9]", f"must be {_TYPES['si:kValueType']}"),
    (r"\+?((0", f"must be {_TYPES['si:probabilityValueType']}"),
    (r"\+?((\d*", f"must be {_UNSIGNED}"),
    (r"[-+]?((\d*", f"must be {_NUMBER}"),
)
"""How the patterns of the schemas begin, and what they mean."""

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_SUBJECT = re.compile(
    r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<rest>.*)", re.DOTALL
)
_NAMESPACE = re.compile(r"\{([^{}]*)\}")
_PREFIX_OF = {
    **{namespace: f"{prefix}:" for prefix, namespace in PREFIXES.items()},
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi:",
}


def reword(message: str) -> str:
    """One message of libxml2's schema processor, said plainly; an unknown one only loses its namespaces."""
    subject = _SUBJECT.fullmatch(message)
    if subject is None:
        return short(message)
    element = short(subject["element"])
    where = f"{element}/@{short(subject['attribute'])}" if subject["attribute"] else element
    for pattern, words in _MESSAGES:
        found = pattern.fullmatch(subject["rest"])
        if found:
            return words(where, found)
    return f"{where}: {short(subject['rest'])}"


def short(text: str) -> str:
    """``{https://ptb.de/dcc}item`` as ``dcc:item``; a namespace without a fixed prefix stays."""
    return _NAMESPACE.sub(lambda found: _PREFIX_OF.get(found[1], found[0]), text)


def quoted(value: str) -> str:
    """A value in quotation marks, its blanks visible as they are, cut where it is very long."""
    if len(value) > _LONGEST_VALUE:
        value = value[: _LONGEST_VALUE - 1] + "…"
    return f"“{value}”"


def _listed(names: str) -> str:
    """``{ns}a, {ns}b`` as ``dcc:a or dcc:b``; wildcards as words."""
    known = [_wildcard(name) for name in names.strip().split(", ")]
    return " or ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def _wildcard(name: str) -> str:
    if name.startswith("##other"):
        return "an element of another language"
    if name.startswith(("##any", "*")):
        return "any element"
    return short(name)


def _not_expected(where: str, found: re.Match[str]) -> str:
    expected = (
        f"; expected here: {_listed(found['names'])}" if found["names"] else "; nothing more may follow here"
    )
    return f"{where} cannot stand here{expected}"


def _missing_child(where: str, found: re.Match[str]) -> str:
    return f"{where} ends too early; still expected: {_listed(found['names'])}"


def _wrong_value(where: str, found: re.Match[str]) -> str:
    kind, value = short(found["type"]), found["value"]
    if kind == "xs:ID" and _NCNAME.fullmatch(value):
        return f"{where} is {quoted(value)}, which another element has as its id already"
    verb = "holds" if where.endswith(("XMLList", "/@refId")) else "is"
    return f"{where} {verb} {quoted(value)} but must be {_TYPES.get(kind, f'a value of type {kind}')}"


def _wrong_pattern(where: str, found: re.Match[str]) -> str:
    demand = next(
        (words for start, words in _PATTERNS if found["pattern"].startswith(start)),
        f"must match {found['pattern']}",
    )
    return f"{where} is {quoted(found['value'])} but {demand}"


def _not_in_set(where: str, found: re.Match[str]) -> str:
    return f"{where} is {quoted(found['value'])} but must be one of: {found['names'].replace(chr(39), '')}"


Words = Callable[[str, re.Match[str]], str]
_MESSAGES: tuple[tuple[re.Pattern[str], Words], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (
            r"This element is not expected\.(?: Expected is (?:one of )?\( (?P<names>.*) \)\.)?",
            _not_expected,
        ),
        (r"Missing child element\(s\)\. Expected is (?:one of )?\( (?P<names>.*) \)\.", _missing_child),
        (r"'(?P<value>.*)' is not a valid value of the .*type '(?P<type>.*)'\.", _wrong_value),
        (
            r"\[facet 'pattern'\] The value '(?P<value>.*)' is not accepted by the "
            r"pattern '(?P<pattern>.*)'\.",
            _wrong_pattern,
        ),
        (
            r"\[facet 'enumeration'\] The value '(?P<value>.*)' is not an element of the "
            r"set \{(?P<names>.*)\}\.",
            _not_in_set,
        ),
        (
            r"\[facet 'minLength'\] The value '.*' has a length of '(\d+)'; .*'(\d+)'\.",
            lambda where, found: f"{where} holds {found[1]} terms but must hold at least {found[2]}",
        ),
        (
            r"The attribute '(.*)' is required but missing\.",
            lambda where, found: f"{where} lacks the attribute {short(found[1])}",
        ),
        (
            r"The attribute '(.*)' is not allowed\.",
            lambda where, found: f"{where.rpartition('/@')[0]} may not have the attribute {short(found[1])}",
        ),
        (
            r"Character content other than whitespace is not allowed .*",
            lambda where, _: f"{where} holds text but may hold only elements",
        ),
        (
            r"Character content is not allowed, because the content type is empty\.",
            lambda where, _: f"{where} must be empty",
        ),
        (
            r"Element content is not allowed, because .*",
            lambda where, _: f"{where} holds an element but may hold only text",
        ),
        (
            r"The element declaration is abstract\.",
            lambda where, _: (
                f"{where} only keeps a place and cannot stand itself; use one of its kinds, "
                f"such as {where}QUDT"
            ),
        ),
        (
            r"No matching global element declaration available, but demanded by the strict wildcard\.",
            lambda where, _: f"{where} is declared in no schema that was loaded, which is demanded here",
        ),
        (
            r"The element is not 'nillable'\.",
            lambda where, _: f"{where.rpartition('/@')[0] or where} may not be marked as nil",
        ),
    )
)

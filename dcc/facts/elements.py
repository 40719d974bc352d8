"""The facts of a certificate that are needed before, or without, reading all of it: from its elements.

For documents from strangers, whole or broken: what is missing is empty. ``root`` has no comments in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from dcc.facts.certificate import Laboratory, Person, StatedType, Wording
from dcc.vocabulary import CERTIFICATE_TYPE
from dcc.xml.names import dcc


def _path(*names: str) -> str:
    return "/".join(map(dcc, names))


_NUMBER = _path("administrativeData", "coreData", "uniqueIdentifier")
_LABORATORY = _path("administrativeData", "calibrationLaboratory")
_PERSONS = _path("administrativeData", "respPersons", "respPerson")
_CODE = dcc("calibrationLaboratoryCode")
_CONTACT_NAMES = _path("contact", "name", "content")
_PERSON_NAMES = _path("person", "name", "content")
_ROLE, _MAIN_SIGNER = dcc("role"), dcc("mainSigner")
_REFERENCE = dcc("reference")
_BLANKS = re.compile(r"[ \t\r\n]+")  # no other space separates the words of a list


def number_in(root: etree._Element) -> str:
    """The certificate's number."""
    return _text(root.find(_NUMBER))


def laboratory_in(root: etree._Element) -> Laboratory:
    """The laboratory that issues the certificate."""
    found = root.find(_LABORATORY)
    if found is None:
        return Laboratory()
    return Laboratory(code=_text(found.find(_CODE)), name=_wording(found.iterfind(_CONTACT_NAMES)))


def persons_in(root: etree._Element) -> tuple[Person, ...]:
    """The responsible persons, in their order."""
    return tuple(
        Person(
            name=_wording(person.iterfind(_PERSON_NAMES)),
            role=_text(person.find(_ROLE)),
            main_signer=_text(person.find(_MAIN_SIGNER)) in ("true", "1"),
        )
        for person in root.iterfind(_PERSONS)
    )


def type_statements(statements: etree._Element) -> Iterator[etree._Element]:
    """Those of the ``statements`` about the whole certificate that are about its type."""
    for statement in statements:
        if CERTIFICATE_TYPE in _BLANKS.split(statement.get("refType", "")):
            yield statement


def stated_type(stated: Iterable[etree._Element]) -> StatedType:
    """What these statements say of the type."""
    return StatedType(
        tuple(tuple(one.text or "" for one in statement.iterchildren(_REFERENCE)) for statement in stated)
    )


def _wording(contents: Iterable[etree._Element]) -> Wording:
    return Wording.of((content.get("lang"), content.text or "") for content in contents)


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""

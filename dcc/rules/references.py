"""Rules on ids, references to them, and the vocabulary of ``refType``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from dcc import codes
from dcc.rules.facts import SECTIONS, Facts, sections
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import DS, ROOT
from dcc.xml.xpath import find_elements, find_strings

_KNOWN_NAMESPACES = frozenset({"basic", "gp"})
"""``basic`` is common to all disciplines, ``gp`` belongs to the Good Practice examples by PTB."""

_FIRST_WITH_DEFINITIONS = (3, 2, 0)


def check_references(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Every token of every ``refId`` names an id of this document, and not the element's own."""
    ids = set(find_strings(root, "//@id | //@Id"))
    for section in sections(root):
        for element in find_elements(section, "descendant-or-self::*[@refId]"):
            own = element.get("id")
            for token in element.get("refId", "").split():
                if token not in ids:
                    yield Remark(
                        code=codes.REF_DANGLING,
                        element=element,
                        message=f"refId names '{token}', and no element has this id",
                    )
                elif token == own:
                    yield Remark(
                        code=codes.REF_SELF,
                        element=element,
                        message=f"the element '{token}' refers to itself",
                    )


def check_foreign_ids(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """No id in a comment or signature repeats one of the certificate.

    Ids within the certificate are the schema's business; into foreign content it does not look, yet a
    signature that refers to ``#id`` could mean either.
    """
    counts = Counter(find_strings(root, "//@id | //@Id | //@ID"))
    repeated = {value for value, count in counts.items() if count > 1}
    if not repeated:
        return
    ours = {
        value for section in sections(root) for value in find_strings(section, "descendant-or-self::*/@id")
    }
    for part in root:
        if part.tag in SECTIONS:
            continue
        for element in find_elements(part, "descendant-or-self::*[@id or @Id or @ID]"):
            value = element.get("id") or element.get("Id") or element.get("ID")
            if value in repeated and (value in ours or etree.QName(element).namespace != DS):
                yield Remark(
                    code=codes.ID_DUPLICATE,
                    element=element,
                    message=f"the id '{value}' is given to another element too",
                )


def check_ref_types(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The namespaces of refType tokens are ``basic``, ``gp`` or declared; each other one is told once."""
    if facts.version < _FIRST_WITH_DEFINITIONS:
        return
    declared = find_strings(root, "//dcc:refTypeDefinition/dcc:namespace/text()")
    known = {name.strip().rstrip("_") for name in declared} | _KNOWN_NAMESPACES
    tokens = {token for value in find_strings(root, "//@refType") for token in value.split()}
    unknown = {token.partition("_")[0] for token in tokens if "_" in token} - known
    if not unknown:
        return
    for element in find_elements(root, "//*[@refType]"):
        for token in element.get("refType", "").split():
            namespace, mark, _ = token.partition("_")
            if mark and namespace in unknown:
                unknown.remove(namespace)
                yield Remark(
                    code=codes.REFTYPE_UNDECLARED,
                    element=element,
                    message=f"the refType '{token}' belongs to '{namespace}', "
                    "which refTypeDefinitions does not declare",
                )


RULES = (
    Rule(check=check_references, tags=(ROOT,), codes=(codes.REF_DANGLING, codes.REF_SELF)),
    Rule(check=check_foreign_ids, tags=(ROOT,), codes=(codes.ID_DUPLICATE,)),
    Rule(check=check_ref_types, tags=(ROOT,), codes=(codes.REFTYPE_UNDECLARED,)),
)

"""Rules on ids, references to them, and the vocabulary of ``refType``."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dcc import codes
from dcc.rules.facts import SECTIONS, Facts, described, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import ROOT, dcc
from dcc.xml.xpath import find_elements, find_strings

_KNOWN_NAMESPACES = frozenset({"basic", "gp"})
"""``basic`` is common to all disciplines, ``gp`` belongs to the Good Practice examples by PTB."""

_DECLARED = "/".join(
    dcc(name) for name in ("administrativeData", "refTypeDefinitions", "refTypeDefinition", "namespace")
)
_FIRST_WITH_DEFINITIONS = (3, 2, 0)


def check_references(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Every token of every ``refId`` names an id of this document, and not the element's own."""
    tokens = {token for names in facts.marks.references for token in names.split()}
    unknown = tokens - facts.marks.ids
    if unknown:  # an id may also be that of a formula in MathML, say
        unknown -= set(find_strings(root, "//@id | //@Id"))
    if not unknown and not facts.marks.circular:
        return
    for element in described(root):
        for token in element.get("refId", "").split():
            if token == element.get("id"):
                yield Remark(
                    code=codes.REF_SELF,
                    element=element,
                    message=f"the element '{token}' refers to itself",
                )
            elif token in unknown:
                yield Remark(
                    code=codes.REF_DANGLING,
                    element=element,
                    message=f"refId names '{token}', and no element has this id",
                )


def check_foreign_ids(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """No id in a comment or signature repeats one of the certificate or of another such part.

    Ids within the certificate are the schema's business; into foreign content it does not look, yet a
    signature that refers to ``#id`` could mean either.
    """
    seen: set[str] = set()
    for part in root:
        if part.tag in SECTIONS:
            continue
        for element in find_elements(part, "descendant-or-self::*[@id or @Id or @ID]"):
            value = element.get("id") or element.get("Id") or element.get("ID") or ""
            if value in facts.marks.ids or value in seen:
                yield Remark(
                    code=codes.ID_DUPLICATE,
                    element=element,
                    message=f"the id '{value}' is given to another element too",
                )
            seen.add(value)


def check_ref_types(root: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The namespaces of refType tokens are ``basic``, ``gp`` or declared; each other one is told once."""
    if facts.version < _FIRST_WITH_DEFINITIONS:
        return
    known = {text_of(name).rstrip("_") for name in root.iterfind(_DECLARED)} | _KNOWN_NAMESPACES
    for value, element in facts.marks.ref_types.items():
        for token in value.split():
            namespace, mark, _ = token.partition("_")
            if mark and namespace not in known:
                known.add(namespace)
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

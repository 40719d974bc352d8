"""The schema's verdict on a certificate: judged by libxml2 against the version that it states, offline.

The schemas are this project's own (package ``xsd``); a folder with the official files can take their place.
"""

from __future__ import annotations

import copy
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any, cast

from lxml import etree

from dcc import codes
from dcc.errors import UsageError
from dcc.findings import LISTED, Finding, Location
from dcc.schema_words import quoted, reword
from dcc.xml.flood import first_of_many
from dcc.xml.names import DCC, PREFIXES, ROOT, SIGNATURE, VERSIONS, dcc
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse_valid
from dcc.xml.place import Places, line_of
from dcc.xml.roots import not_a_certificate
from dcc.xml.schema_files import declared_elements, local_names
from dcc.xml.xpath import find_strings

WITHOUT_SIGNATURE_SLOT = frozenset({"2.4.0", "3.0.0", "3.1.0", "3.1.1", "3.1.2"})
"""Versions whose root has no place for ``ds:Signature``."""

_SHOWN_OF_FLOOD = 20
_OF_VALUES = frozenset(
    {
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_1",
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_2",
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_3",
        "SCHEMAV_CVC_PATTERN_VALID",
        "SCHEMAV_CVC_ENUMERATION_VALID",
    }
)
"""Errors that repeat for a whole value what another error has said of the same value or of a part of it."""


def version_of(root: etree._Element) -> str | None:
    """What the document says its version is; ``None`` where it says nothing."""
    return root.get("schemaVersion")


def check(root: etree._Element, *, schema_dir: Path | None = None) -> tuple[Finding, ...]:
    """What the schema of the stated version has against the document; without an error it is valid.

    ``schema_dir`` is a folder with official schema files to use instead of the built-in ones. Raises
    ``UsageError`` when it lacks the version asked for or holds files that are no schemas.
    """
    if root.tag != ROOT:
        return (not_a_certificate(root),)
    version = version_of(root)
    if version is None or (schema_dir is None and version not in VERSIONS):
        return (_version_unknown(root, version),)
    schema = _schema(version, schema_dir)
    findings: list[Finding] = []
    judged = root
    if version in WITHOUT_SIGNATURE_SLOT and root.find(SIGNATURE) is not None:
        judged = _without_signatures(root)
        findings.append(_signature_slot(root, version))
    findings += _faults(schema, judged, root)
    if schema_dir is None:
        findings += remarks(root)
    return tuple(findings)


def parse_if_valid(xml: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element | None:
    """The tree of a certificate that keeps the built-in schema, as ``parse_compact`` gives it; else None.

    Checked while it is parsed, which takes less time than ``check``, and time in proportion to the faults:
    in a tree libxml2 counts for each fault the siblings before it.
    """
    if len(xml) > _LONG_TEXTS * xml.count(b"<"):
        return None  # of long texts libxml2 makes many short ones then, which takes twice the time
    stated = _STATED_VERSION.search(xml, 0, _FIRST_TAG_ENDS_BY)
    version = stated.group(1).decode() if stated else ""
    if version not in VERSIONS:
        return None
    root = parse_valid(xml, _schema(version, None), limits=limits)
    if root is None or root.tag != ROOT or version_of(root) != version:
        return None
    # without a tree libxml2 does not see that an id stands twice
    return root if all(_are_distinct(name, xml, root) for name in ("id", "Id")) else None


def _are_distinct(attribute: str, xml: bytes, root: etree._Element) -> bool:
    """Whether no two attributes of this name have the same value.

    Looked for in the octets, which takes a tenth of the time; in the tree only where these leave a doubt.
    """
    written = re.findall(
        rb"""%b(?<=\s%b)\s*=\s*["']([^"']*)""" % (attribute.encode(), attribute.encode()), xml
    )
    found = {value.strip() for value in written}
    if len(found) == len(written) and not any(b"&" in value for value in found):
        return True
    ids = find_strings(root, f"//@{attribute}")
    return len(ids) == len(set(ids))


_LONG_TEXTS = 1000
"""Bytes for each tag, on average."""
_STATED_VERSION = re.compile(rb"""\sschemaVersion\s*=\s*["']([\d.]{1,9})["']""")
_FIRST_TAG_ENDS_BY = 4096


# --- schemas, each compiled once per thread -------------------------------------------------------------


class _Compiled(threading.local):
    """Compiled schemas. A validator keeps the errors of its last run, so threads must not share one."""

    def __init__(self) -> None:
        self.schemas: dict[Path, etree.XMLSchema] = {}


_compiled = _Compiled()
_compiling = threading.Lock()
"""libxml2 makes the types of XML Schema with the first schema that it compiles, without regard for other
threads: two that begin at once leave broken ones to all of them, and wrong verdicts or a crash."""


def schema_path(version: str, schema_dir: Path | None = None) -> Path | None:
    """The schema document of a DCC version, built-in or in ``schema_dir``; ``None`` where it is not there."""
    if schema_dir is None:
        return _built_in(version) if version in VERSIONS else None
    for name in (f"dcc-{version}.xsd", f"dcc/{version}/dcc.xsd"):
        if "/" not in version and (schema_dir / name).is_file():
            return schema_dir / name
    return None


def _built_in(version: str) -> Path:
    return Path(str(resources.files("xsd"))) / "dcc" / version / "dcc.xsd"


def _schema(version: str, schema_dir: Path | None) -> etree.XMLSchema:
    path = schema_path(version, schema_dir)
    if path is None:
        raise UsageError(
            f"{schema_dir} holds no schema of DCC {version} (looked for dcc-{version}.xsd)",
            hint="Add it with: dcc schema add FILE, or leave --schema-dir out to use the built-in schemas.",
        )
    if path not in _compiled.schemas:
        with _compiling:
            _compiled.schemas[path] = _compile(path)
    return _compiled.schemas[path]


def _compile(path: Path) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    resolver = _LocalFiles(path.parent)
    parser.resolvers.add(resolver)
    try:
        return etree.XMLSchema(etree.parse(path, parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        wanted = (
            f"; it asks for {', '.join(resolver.missing)}, not found beside it" if resolver.missing else ""
        )
        raise UsageError(
            f"{path} is not a usable schema: {error}{wanted}",
            hint="Put the schemas that it imports into the same folder: dcc schema add FILE.",
        ) from None


class _LocalFiles(etree.Resolver):
    """Answers every import from the folder of the schema, whatever address it gives; never the network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.missing: list[str] = []

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        loader: Any = self  # the stubs know only some of a resolver's methods
        if Path(system_url).is_file():
            return None
        for name in local_names(system_url):
            if (self._folder / name).is_file():
                return loader.resolve_filename(str(self._folder / name), context)
        self.missing.append(system_url)
        return loader.resolve_string("<missing/>", context)


# --- findings ------------------------------------------------------------------------------------------


def _faults(schema: etree.XMLSchema, judged: etree._Element, root: etree._Element) -> Iterator[Finding]:
    """What breaks the schema: each fault with its place, or the first ones where there are very many."""
    flood = first_of_many(schema, judged, many=LISTED, shown=_SHOWN_OF_FLOOD)
    if flood:
        yield from (codes.SCHEMA_INVALID.finding(reword(message)) for message in flood)
        yield codes.FINDINGS_CUT.finding(
            f"more than {LISTED:,} findings SCHEMA-INVALID: the first are listed, without their places"
        )
        return
    try:
        valid = schema.validate(judged)
    except etree.XMLSchemaValidateError:  # libxml2 gives up on a number or word of more than 10 MB
        yield codes.SCHEMA_INVALID.finding("a value is too long to be compared with what the schema allows")
        return
    if not valid:
        faults = _placed_faults(schema, judged, root)
        yield from islice(faults, LISTED)
        if next(faults, None):
            yield codes.FINDINGS_CUT.finding(
                f"more than {LISTED:,} findings SCHEMA-INVALID are not all listed"
            )


def _placed_faults(
    schema: etree.XMLSchema, judged: etree._Element, root: etree._Element
) -> Iterator[Finding]:
    """One finding per error of libxml2, without those that say the same of the same value again."""
    places = Places()
    prefixes = {**PREFIXES, **{prefix: uri for prefix, uri in judged.nsmap.items() if prefix}}
    before: tuple[str | None, str] | None = None
    for error in cast("Iterable[Any]", schema.error_log):
        subject = (error.path, error.message.partition(": ")[0])
        repeated = before == subject and error.type_name in _OF_VALUES
        before = subject
        if not repeated:
            yield codes.SCHEMA_INVALID.finding(
                reword(error.message), at=_location(error, judged, root, prefixes, places)
            )


def _location(
    error: Any,
    judged: etree._Element,
    root: etree._Element,
    prefixes: Mapping[str, str],
    places: Places,
) -> Location:
    """Where the error is, in the document as it was given."""
    element = _first(judged, error.path, prefixes)
    if element is None:
        return Location(line=error.line or None, xpath=error.path)
    xpath = places.xpath(element)
    original = element if judged is root else _first(root, xpath, prefixes)
    return Location(line=None if original is None else line_of(original), xpath=xpath)


def _first(root: etree._Element, path: str | None, prefixes: Mapping[str, str]) -> etree._Element | None:
    if not path:
        return None
    try:
        found = cast("list[etree._Element]", root.getroottree().xpath(path, namespaces=dict(prefixes)))
    except etree.XPathError:
        return None
    return found[0] if found else None


def _version_unknown(root: etree._Element, version: str | None) -> Finding:
    message = (
        "the document does not state its version: the attribute schemaVersion is missing"
        if version is None
        else f"the document states version {quoted(version)}; known are {', '.join(VERSIONS)}"
    )
    return codes.SCHEMA_VERSION_UNKNOWN.finding(message, at=Places().location(root))


def _without_signatures(root: etree._Element) -> etree._Element:
    """A copy as it was before it was signed."""
    bare = copy.deepcopy(root)
    before: etree._Element | None = None
    behind: list[str] = []  # joined once: there may be thousands of signatures
    for child in list(bare):
        if child.tag == SIGNATURE:
            behind.append(child.tail or "")
            bare.remove(child)
        else:
            _add_text(bare, before, "".join(behind))
            before, behind = child, []
    _add_text(bare, before, "".join(behind))
    return bare


def _add_text(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    """Put ``text`` into ``parent``, behind the child ``before`` or in front of all children."""
    if text and before is not None:
        before.tail = (before.tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def _signature_slot(root: etree._Element, version: str) -> Finding:
    signatures = root.findall(SIGNATURE)
    count = "1 signature" if len(signatures) == 1 else f"{len(signatures)} signatures"
    return codes.SCHEMA_SIGNATURE_SLOT.finding(
        f"{count} left out of the schema check: DCC {version} has no place for signatures",
        at=Places().location(signatures[0]),
    )


def remarks(root: etree._Element) -> Iterator[Finding]:
    """One finding per other language inside ``dcc:xml`` and ``dcc:mathml``, at its first element."""
    declared = declared_elements(_built_in(version_of(root) or ""))
    first: dict[str, etree._Element] = {}
    counts: Counter[str] = Counter()
    for holder in root.iter(dcc("xml"), dcc("mathml")):
        for content in holder.iterchildren(tag=etree.Element):
            namespace = etree.QName(content).namespace
            if namespace and namespace != DCC and content.tag not in declared:
                first.setdefault(namespace, content)
                counts[namespace] += 1
    places = Places()
    for namespace, element in islice(first.items(), LISTED):
        count = "an element" if counts[namespace] == 1 else f"{counts[namespace]} elements"
        yield codes.FOREIGN_XML.finding(
            f"{count} of the namespace {namespace} accepted without being checked",
            at=places.location(element),
        )
    if len(first) > LISTED:
        yield codes.FINDINGS_CUT.finding(f"{len(first) - LISTED:,} more findings FOREIGN-XML are not listed")

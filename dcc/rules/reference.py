"""The reference of all codes as a Markdown page, made from the codes themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dcc.findings import Code
from dcc.rules.catalogue import known_codes, validation_codes

_HEAD = """# Findings

What `dcc` says about a document, a signature or a source, code by code. This page is printed by
`dcc rules --format markdown` from the descriptions in the program; `dcc explain CODE` shows the same in the
terminal. An *error* makes a document not valid; a *warning* deserves a look; an *info* is worth knowing.
"""

_TITLES = {
    "intake": "May the file be parsed?",
    "schema": "Does it keep the schema of its version?",
    "core": "Is it whole and consistent? (profile `core`)",
    "report": "About the report itself",
}


def reference(further: Mapping[str, Iterable[Code]]) -> str:
    """The whole page, with the codes that are not this package's under their titles at the end."""
    groups = validation_codes()
    listed = {code.name for codes in groups.values() for code in codes}
    others = [code for name, code in known_codes().items() if name not in listed]
    lines = [_HEAD]
    for group, codes in groups.items():
        lines += _section(_TITLES.get(group, f"Profile `{group}`"), codes)
    lines += _section("Building, reading and converting", others)
    for title, codes_besides in further.items():
        lines += _section(title, codes_besides)
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, codes: Iterable[Code]) -> Iterator[str]:
    yield f"## {title}\n"
    for code in codes:
        yield f"### {code.name}\n\n**{code.title}** ({code.severity.value})\n\n{_escaped(code.meaning)}\n"
        yield f"What to do: {_escaped(code.hint)}\n"
        if code.clause:
            yield f"Clause: {code.clause}\n"


def _escaped(text: str) -> str:
    """Words that start with a backslash are code, so that no reader swallows the backslash."""
    return " ".join(_as_code(word) for word in text.split(" "))


def _as_code(word: str) -> str:
    bare = word.rstrip(".,;:)")
    opening = "(" if bare.startswith("(") else ""
    name = bare.removeprefix("(")
    if name.startswith(("\\", "|", "<")) and "`" not in name:
        return f"{opening}`{name}`{word[len(bare) :]}"
    return word

"""What is wrong with a source that is not YAML, in words for somebody who has never heard of tokens."""

from __future__ import annotations

import re

import yaml

from dcc import codes
from dcc.findings import Finding, Location

_LOOKS_BLANK = re.compile("^[ \t]*[\u00a0\u2007\u202f\u3000]|(?<=:)[\u00a0\u3000]", re.MULTILINE)
_HYPHEN_ALONE = re.compile(r"\s*-[^\s-]")
_CANNOT_START = re.compile(r"found character '(?P<character>.+)' that cannot start any token")


def explain(error: yaml.MarkedYAMLError, text: str, *, file: str) -> Finding:
    """The finding for an error of the YAML parser: where the mistake is, rather than where it showed."""
    blank = _LOOKS_BLANK.search(text)
    if blank is not None:
        return _at_blank(text, blank.end() - 1, file)
    problem = error.problem or "the text is not YAML"
    showed = error.problem_mark or error.context_mark
    began = error.context_mark or showed
    if showed is None or began is None:
        return codes.SOURCE_SYNTAX.finding(problem, at=Location(file=file))
    if match := _CANNOT_START.search(problem):
        message, hint = _cannot_start(match["character"], text, showed)
        return _finding(message, hint, showed, file)
    if "<block end>, but found '<scalar>'" in problem:
        hint = "Put the whole value in quotes, or look for a quotation mark further up that is not closed."
        return _finding("text follows a closing quotation mark", hint, showed, file)
    if "<block end>" in problem:
        return _out_of_line(text, began, showed, file)
    if "expected ':'" in problem:
        return _no_colon(text, began, file)
    if "scanning a quoted scalar" in (error.context or ""):
        return _finding("the quotation mark is not closed", "Add the closing one.", began, file)
    if "parsing a flow" in (error.context or ""):
        message = f"what {text[began.index]} begins is not well-formed, or not closed"
        hint = "Close it, and put a text that contains a comma, a colon or a bracket in quotes."
        return _finding(message, hint, began, file)
    if "mapping values are not allowed" in problem:
        return _colon(text, showed, file)
    return _finding(*_others(problem), showed, file)


def _colon(text: str, mark: yaml.Mark, file: str) -> Finding:
    """A colon in a value; or a key, indented so far that YAML takes its line for more of the value above."""
    line = text.split("\n")[mark.line]
    if line.find(":") == mark.column:
        message = "the line is indented further than the one above, which has a value already"
        hint = "Start both in the same column, or delete the value above if this line is to belong to it."
        start = len(line) - len(line.lstrip())
        at = Location(file=file, line=mark.line + 1, column=start + 1)
        return codes.SOURCE_SYNTAX.finding(message, at=at, hint=hint)
    return _finding(
        "a colon stands where no key can", "Put a value that has a colon in it in quotes.", mark, file
    )


def _others(problem: str) -> tuple[str, str]:
    if "undefined alias" in problem:
        return problem.removeprefix("found "), (
            "Put the value in quotes if the * belongs to it, or define the anchor (&) before its use."
        )
    if "sequence entries are not allowed" in problem:
        return "the entry of a list cannot start here", (
            "Start the list on a line of its own; a minus sign has no blank behind it."
        )
    if "another document" in problem:
        return "a second document begins here", "Delete the line ---; a source is one document."
    return problem, codes.SOURCE_SYNTAX.hint


def _cannot_start(character: str, text: str, mark: yaml.Mark) -> tuple[str, str]:
    if character == "\\t":
        return (
            "a tab stands where YAML wants blanks",
            "Replace it by blanks; most editors do that on request.",
        )
    if text[mark.index - 1] in "\"'":
        return f"a value cannot start with {character}", (
            "Look for a quotation mark further up that is not closed."
        )
    value = text[mark.index :].split("\n", 1)[0].split(" #", 1)[0].strip()
    return f"a value cannot start with {character}", f'Put it in quotes: "{value}".'


def _out_of_line(text: str, began: yaml.Mark, showed: yaml.Mark, file: str) -> Finding:
    lines = text.split("\n")
    for mark in (began, showed):
        if _HYPHEN_ALONE.match(lines[mark.line]):
            return _finding("no blank follows the hyphen", "Write a blank behind it.", mark, file)
    message = f"the line does not line up with those before it, which start in column {began.column + 1}"
    hint = (
        f"Lines that belong together, here from line {began.line + 1} on, start in the same column; what "
        "belongs to a key starts further right."
    )
    return _finding(message, hint, showed, file)


def _no_colon(text: str, mark: yaml.Mark, file: str) -> Finding:
    line = text.split("\n")[mark.line]
    if "：" in line:
        message = "the colon after the key is a full-width one (：)"
    elif ":" in line:
        message = "no blank follows the colon"
    else:
        message = "the line has no key with a colon"
    return _finding(message, "Write the key, a colon (:), a blank, and the value.", mark, file)


def _at_blank(text: str, place: int, file: str) -> Finding:
    start = text.rfind("\n", 0, place) + 1
    return codes.SOURCE_SYNTAX.finding(
        f"the character U+{ord(text[place]):04X} looks like a blank and is none",
        at=Location(file=file, line=text.count("\n", 0, place) + 1, column=place - start + 1),
        hint="Replace it by ordinary blanks; it comes from a Chinese input method or from a web page.",
    )


def _finding(message: str, hint: str, mark: yaml.Mark, file: str) -> Finding:
    at = Location(file=file, line=mark.line + 1, column=mark.column + 1)
    return codes.SOURCE_SYNTAX.finding(message, at=at, hint=hint)

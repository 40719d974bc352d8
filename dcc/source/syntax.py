"""What is wrong with a source that is not YAML, in words for somebody who has never heard of tokens."""

from __future__ import annotations

import re

import yaml

from dcc import codes
from dcc.findings import Finding, Location

_LOOKS_BLANK = re.compile("^[ \t]*[\u00a0\u2007\u202f\u3000]|(?<=:)[\u00a0\u3000]", re.MULTILINE)
_LINE_BREAK = re.compile("[\n\x85\u2028\u2029]")
"""What YAML counts as the end of a line; \\r is none any more when it gets here."""
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
        at = Location(file=file, line=began.line + 1, column=began.column + 1)
        return _no_colon(_LINE_BREAK.split(text)[began.line], at)
    if "scanning a quoted scalar" in (error.context or ""):
        return _finding("the quotation mark is not closed", "Add the closing one.", began, file)
    if "parsing a flow" in (error.context or ""):
        opening = text[began.index : began.index + 1]
        message = f"what {opening} begins is not well-formed, or not closed"
        if opening not in ("[", "{"):
            message = "a value is missing here, or a bracket before it is not closed"
        hint = "Close it, and put a text that contains a comma, a colon or a bracket in quotes."
        return _finding(message, hint, began, file)
    if "mapping values are not allowed" in problem:
        return _colon(text, showed, file)
    return _finding(*_others(problem), showed, file)


def _colon(text: str, mark: yaml.Mark, file: str) -> Finding:
    """A colon in a value; or a key, indented so far that YAML takes its line for more of the value above."""
    lines = _LINE_BREAK.split(text)
    line = lines[mark.line]
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), None)
    if line.find(":") == mark.column and above is not None:
        if _indent(lines[above]) >= _indent(line):
            return _no_colon(lines[above], Location(file=file, line=above + 1, column=1))
        message = "the line is indented further than the one above, which has a value already"
        hint = "Start both in the same column, or delete the value above if this line is to belong to it."
        at = Location(file=file, line=mark.line + 1, column=_indent(line) + 1)
        return codes.SOURCE_SYNTAX.finding(message, at=at, hint=hint)
    return _finding(
        "a colon stands where no key can", "Put a value that has a colon in it in quotes.", mark, file
    )


def _others(problem: str) -> tuple[str, str]:
    if "undefined alias" in problem:
        return problem.removeprefix("found "), (
            "Put the value in quotes if the * belongs to it, or define the anchor (&) before its use."
        )
    if "escape" in problem:
        return "between double quotes a backslash starts an escape, and this one is none", (
            "Write single quotes, which leave it alone: '\\kilo\\pascal'."
        )
    if problem == "second occurrence":
        return "the anchor (&) is defined a second time", "Give it another name."
    if "alphabetic or numeric" in problem:
        return "no name follows the * or &", "Put the value in quotes if the sign belongs to it."
    if "chomping" in problem:
        return (
            "text follows | or > on its line",
            "Start the text on the next line, indented; or put it in quotes.",
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
    lines = _LINE_BREAK.split(text)
    for mark in (began, showed):
        if _HYPHEN_ALONE.match(lines[mark.line]):
            return _finding("no blank follows the hyphen", "Write a blank behind it.", mark, file)
    message = f"the line does not line up with those before it, which start in column {began.column + 1}"
    hint = (
        f"Lines that belong together, here from line {began.line + 1} on, start in the same column; what "
        "belongs to a key starts further right."
    )
    return _finding(message, hint, showed, file)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _no_colon(line: str, at: Location) -> Finding:
    if "：" in line:
        message = "the colon after the key is a full-width one (：)"
    elif ":" in line:
        message = "no blank follows the colon"
    else:
        message = "the line has no key with a colon"
    hint = "Write the key, a colon (:), a blank, and the value."
    return codes.SOURCE_SYNTAX.finding(message, at=at, hint=hint)


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

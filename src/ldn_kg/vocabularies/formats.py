"""What a text is written in, told by how it begins.

The ending of its name decides only where that says nothing. Where to go instead: each format has a
reader of its own, `ldn_kg.vocabularies.obo` and so on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NoReturn

from ldn_kg.errors import InputError

if TYPE_CHECKING:
    from ldn_kg.vocabularies.places import FileText

#: Formats that are read.
Format = Literal["obo", "rdfxml", "turtle", "obograph", "sssom", "table"]

_ENDINGS: dict[str, Format] = {
    ".obo": "obo",
    ".ttl": "turtle",
    ".nt": "turtle",
    ".tsv": "table",
    ".csv": "table",
}
_READ = "OBO, RDF/XML, Turtle, N-Triples, OBO Graph JSON, and tables in TSV or CSV are read"
#: Writings of OWL that are recognised and not read, by how they begin.
_UNREAD = {
    r"(?:Prefix|Ontology)\s*\(": "OWL functional syntax",
    r"(?:Prefix|Ontology):(?:\s|$)": "OWL Manchester syntax",
}
_STARTS: dict[str, Format] = {
    r"\[(?:Term|Typedef|Instance)\]?": "obo",
    r"!": "obo",
    r"[a-z][a-z_-]*\s*:(?:\s|$)": "obo",
    r"@(?:prefix|base)\b|(?i:prefix\s+[\w.-]*:|base)\s*<": "turtle",
    r"_:": "turtle",  # N-Triples are Turtle too
}
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:[?!]|(?:[\w.-]+:)?[\w.-]+[\s/>])")
_PROLOG = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


def format_of(file: FileText) -> Format:
    """The format of a text.

    Args:
        file: The text.

    Raises:
        InputError: When it is empty, or in a format that is not read; the hint says which is.
    """
    start = file.text.lstrip()
    if start[:1] == "<":
        return _in_angles(file, start)
    if start[:1] == "{":
        return "obograph"
    rows = (row for row in start.split("\n") if row.strip() and row[0] != "#")
    first = next(rows, "").strip("\r")
    if not first:
        _refuse(file, "empty", "nothing is in this file" if not start else "nothing but comments")
    for begins, what in _UNREAD.items():
        if re.match(begins, first):
            _refuse(file, "wrong-format", f"{what}, which is not read", _converted())
    for begins, known in _STARTS.items():
        if re.match(begins, first):
            return known
    endings = [suffix.lower() for suffix in file.path.suffixes if suffix.lower() != ".gz"]
    ending = _ENDINGS.get(endings[-1]) if endings else None
    if "\t" in first or ending == "table":
        return "sssom" if {"subject_id", "object_id"} & set(re.split(r"[\t,]", first)) else "table"
    if ending is None:
        _refuse(file, "wrong-format", f"no ontology begins with {first[:40]!r}", _READ)
    return ending


def _in_angles(file: FileText, start: str) -> Format:
    if _HTML.match(start):
        _refuse(file, "wrong-format", "a web page", "download the file itself, not a page about it")
    if not _XML.match(start):
        return "turtle"  # an address in angles
    at = 0
    while found := _PROLOG.match(start, at):
        at = found.end()
    root = _ROOT.match(start, at)
    if _HTML.match(start, at):
        _refuse(file, "wrong-format", "a web page", "download the file itself, not a page about it")
    if root and root[1] == "Ontology":
        _refuse(file, "wrong-format", "OWL/XML, which is not read", _converted())
    if root and root[1] != "RDF":
        message = f"XML, but no RDF: it begins with <{root[1]}>"
        _refuse(file, "wrong-format", message, _READ)
    return "rdfxml"


def _converted() -> str:
    return "save the ontology as RDF/XML, Turtle or OBO"


def _refuse(file: FileText, rule: str, message: str, hint: str = _READ) -> NoReturn:
    raise InputError([file.problem(1, rule, message, hint)])

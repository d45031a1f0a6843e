r"""Lines of an OBO flat file: stanzas of tags and values, escapes, comments, quoted texts.

The format is that of OBO 1.4, https://owlcollab.github.io/oboformat/doc/obo-syntax.html, and of 1.2
where that is more lenient. Where to go instead: `ldn_kg.vocabularies.obo` makes terms of stanzas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.errors import Problem
    from ldn_kg.vocabularies.places import FileText

#: Kinds of stanzas; a line that opens any other is a mistake.
KINDS = ("Term", "Typedef", "Instance")

_LINE = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "W": " "}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(.*)')
_LISTED = re.compile(r"\[((?:[^\]\\]|\\.)*)\]")
_BETWEEN = re.compile(r"(?<!\\),\s*")
_COMMENT = re.compile(r"(?:^|\s)!.*")
_MODIFIERS = re.compile(r'(?<!\\)\{\s*(?:[\w:.]+\s*=\s*"(?:[^"\\]|\\.)*"\s*(?:,\s*)?)*\}\s*$')


@dataclass(slots=True)
class Stanza:
    """A stanza, or the head of the file.

    Args:
        kind: One of `KINDS`; empty for the head.
        line: The line that opens it.
        tags: The values of each tag as they are written, each with its line.
        last: Its last line, as tag and value.
    """

    kind: str
    line: int
    tags: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    last: tuple[str, str] = ("", "")

    def all(self, tag: str) -> list[tuple[str, int]]:
        """The values of a tag, each with its line."""
        return self.tags.get(tag, [])

    def first(self, tag: str) -> str:
        """The first value of a tag; empty where it has none."""
        values = self.tags.get(tag)
        return values[0][0] if values else ""


def stanzas(file: FileText, problems: list[Problem]) -> Iterator[Stanza]:
    """The head of a file, then its stanzas.

    Args:
        file: The file.
        problems: Takes a problem for each line that is no tag with a value.
    """
    stanza = Stanza("", 1)
    for number, written in enumerate(file.text.split("\n"), 1):
        row = written.strip()
        if not row or row[0] == "!":
            continue
        if row[0] == "[" and (row[1:-1] in KINDS or ":" not in row):
            yield stanza
            stanza = Stanza(row[1:-1], number)
            if row[-1] != "]" or stanza.kind not in KINDS:
                hint = f"write {' or '.join(f'[{kind}]' for kind in KINDS)}"
                problems.append(file.problem(number, "syntax", f"unknown stanza {row}", hint))
        elif found := _LINE.fullmatch(row):
            stanza.last = (found[1], found[2])
            stanza.tags.setdefault(found[1], []).append((found[2], number))
        else:
            message = f"no tag with a value: {row[:60]!r}"
            problems.append(file.problem(number, "syntax", message, "write tag: value"))
    yield stanza


def plain(text: str) -> str:
    r"""A text without its escapes.

    Example:
        >>> plain(r"url\:http\://example.org \"x\"")
        'url:http://example.org "x"'
    """
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def bare(value: str) -> str:
    r"""An unquoted value without the modifiers and the comment after it.

    Example:
        >>> bare(r'2,3-bis\{x\} {source="A:1"} ! as printed')
        '2,3-bis{x}'
    """
    if "!" in value:
        value = _COMMENT.sub("", value, count=1)
    if value.endswith("}"):
        value = _MODIFIERS.sub("", value)
    return plain(value).strip()


def words(value: str) -> list[str]:
    """The identifiers at the beginning of a value, before any modifiers, quotes or comment.

    Example:
        >>> words('part_of X:1 {source="A:1"} ! as printed')
        ['part_of', 'X:1']
    """
    found = []
    for word in value.split():
        if word[0] in '{!"':
            break
        found.append(plain(word))
    return found


def quoted(value: str) -> tuple[str, str] | None:
    r"""A quoted text and what follows it; None where the quotes do not end.

    Example:
        >>> quoted(r'"a \"b\"" EXACT [X:1]')
        ('a "b"', 'EXACT [X:1]')
        >>> quoted('"a')
    """
    found = _QUOTED.match(value)
    return (plain(found[1]), found[2]) if found else None


def references(rest: str) -> list[str] | None:
    r"""The references in the brackets after a quoted text; None where there are none.

    Example:
        >>> references(r'EXACT [X:1, url\:http\://example.org/a\,b "a page"] {x="y"}')
        ['X:1', 'url:http://example.org/a,b']
        >>> references("EXACT []"), references("EXACT [X:1")
        ([], None)
    """
    found = _LISTED.match(rest, rest.find("[")) if "[" in rest else None
    if found is None:
        return None
    parts = (part.partition(' "')[0].strip() for part in _BETWEEN.split(found[1]))
    return [plain(part) for part in parts if part]

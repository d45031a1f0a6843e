"""Cuts a source text into what locators point into: sentences, table cells, references.

A passage knows its character span and its human place ("Table 1, Parkitny et al., 2017, Outcome"),
so that a place is derived from the text and never typed. Where to go instead: `ldn_kg.locate`
verifies and writes locators; `ldn_kg.coverage` reports what no locator reaches.

The text is the article in light Markdown: headings with ``#``, one paragraph a line, table rows
with tab characters between cells, numbered references.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

PassageKind = Literal["heading", "sentence", "cell", "column", "reference"]

#: A sentence ends at a stop, with its closing marks and citation numbers, before a new capital.
_SENTENCE_END = re.compile(r"[.!?](?:<sup>[^<]*</sup>|[\"”’)]|\.)*\s+(?=[A-ZÀ-Þ“\"(*])")
_ABBREVIATION = re.compile(r"(?:\bet al|\bvs|\bTel|\bap|\bNo|\b[A-Z])\.$")
_TAG = re.compile(r"</?sup>")
_CAPTION = re.compile(r"\*\*((?:Table|Figure) \d+)\.\*\*")
_REFERENCE = re.compile(r"\s*(\d+)\. ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, cell, heading or reference of a source.

    Args:
        kind: What sort of passage it is.
        start: First character, counted from 0 over the whole text.
        end: One past the last character.
        place: Where a reader finds it.
    """

    kind: PassageKind
    start: int
    end: int
    place: str


class SourceText:
    r"""A source text with its passages.

    Args:
        text: The whole text; offsets count characters (Unicode code points) from 0.

    Example:
        >>> source = SourceText("## AIMS\n\nWe looked. We found nothing.\n")
        >>> [p.place for p in source.passages]
        ['Aims, heading', 'Aims, paragraph 1, sentence 1', 'Aims, paragraph 1, sentence 2']
        >>> source.passage_at(9).place
        'Aims, paragraph 1, sentence 1'
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.passages: tuple[Passage, ...] = tuple(_cut(text))
        self._starts = [passage.start for passage in self.passages]

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds the character at `offset`, or None between passages."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self.passages[index].end <= offset:
            return None
        return self.passages[index]


@dataclass(slots=True)
class _Reader:
    """What the cutter remembers from one line to the next."""

    section: str = "Front matter"
    paragraph: int = 0
    table: str = ""
    columns: tuple[str, ...] = ()
    in_table: bool = False
    reference: str = ""


def _cut(text: str) -> Iterator[Passage]:
    state, offset = _Reader(), 0
    for line in text.split("\n"):
        if line.strip():
            yield from _cut_line(state, line, offset)
        offset += len(line) + 1


def _cut_line(state: _Reader, line: str, offset: int) -> Iterator[Passage]:
    if line.startswith("#"):
        yield _heading(state, line, offset)
    elif "\t" in line:
        yield from _row(state, line, offset)
    elif state.section == "References":
        yield _reference(state, line, offset)
    else:
        yield from _paragraph(state, line, offset)


def _heading(state: _Reader, line: str, offset: int) -> Passage:
    title = line.lstrip("#").strip().rstrip(":")
    name = title.capitalize() if title.isupper() else title
    if not line.startswith("####"):  # a boxed note interrupts a section without ending it
        state.section, state.paragraph = name, 0
        state.table, state.in_table = "", False
    return Passage("heading", offset, offset + len(line), f"{name}, heading")


def _row(state: _Reader, line: str, offset: int) -> Iterator[Passage]:
    cells = line.split("\t")
    header = not state.in_table
    if header:
        state.columns, state.in_table = tuple(cell.strip().rstrip(",") for cell in cells), True
    name = "heading" if header else _plain(cells[0])
    for index, cell in enumerate(cells):
        column = state.columns[index] if index < len(state.columns) else f"column {index + 1}"
        lead = len(cell) - len(cell.lstrip())
        body = cell.strip()
        if body:
            kind: PassageKind = "column" if header else "cell"
            place = f"{state.table}, {name}, {column}"
            yield Passage(kind, offset + lead, offset + lead + len(body), place)
        offset += len(cell) + 1


def _reference(state: _Reader, line: str, offset: int) -> Passage:
    found = _REFERENCE.match(line)
    if found:
        state.reference = found.group(1)
    place = f"References, {state.reference}" + ("" if found else ", continued")
    return Passage("reference", offset, offset + len(line), place)


def _paragraph(state: _Reader, line: str, offset: int) -> Iterator[Passage]:
    caption = _CAPTION.match(line)
    if caption:
        state.table, state.in_table = caption.group(1), False
        base = f"{state.table}, caption"
    elif state.in_table:
        base, state.in_table = f"{state.table}, footnote", False
    else:
        state.paragraph += 1
        base = f"{state.section}, paragraph {state.paragraph}"
    for number, (start, end) in enumerate(_sentences(line), 1):
        yield Passage("sentence", offset + start, offset + end, f"{base}, sentence {number}")


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    start = len(line) - len(line.lstrip())
    for found in _SENTENCE_END.finditer(line):
        if _ABBREVIATION.search(line[start : found.start() + 1]):
            continue
        end = found.start() + len(found.group().rstrip())
        yield start, end
        start = found.end()
    if start < len(line.rstrip()):
        yield start, len(line.rstrip())


def _plain(cell: str) -> str:
    """The row's name as a reader would say it: without the citation number."""
    return _TAG.sub("", re.sub(r"<sup>[^<]*</sup>", "", cell)).strip()

"""Verifies locators against the text they point into, shows them, and writes them for curators.

A curator writes ``{source: S, find: "words"}`` and `fill` turns it into span, digest and place, so
that no sentence of a source stays in the project. Where to go instead: `ldn_kg.passages` cuts the
text; `ldn_kg.coverage` asks what no locator reaches.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from ldn_kg.errors import DataError, Problem, Where
from ldn_kg.model.corpus import trail_name, walk
from ldn_kg.model.locator import Locator
from ldn_kg.passages import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ldn_kg.model.corpus import Corpus, Origin, Trail
    from ldn_kg.model.publication import Source

_DRAFT = re.compile(r"\{source: [^{}\n]*?(?:find|cell): (?:\"(?:[^\"\\]|\\.)*\"|[^{}\n\"])*\}")


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal.

    Example:
        >>> digest("NA")[:12]
        '20ef0f0c8d0e'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_source(path: Path, source: Source) -> SourceText:
    """The text of a source, if the file is the one that the locators were made for.

    Args:
        path: The file a user has.
        source: Its record in ``data/sources.yaml``.

    Raises:
        DataError: When the file cannot be read or is another text.
    """
    where = Where(str(path))
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError([Problem(where, "unreadable", error.strerror or str(error))]) from None
    except UnicodeDecodeError:
        raise DataError([Problem(where, "encoding", "not UTF-8")]) from None
    if digest(text) != source.sha256:
        message = (
            f"not the text of {source.id!r}: {len(text)} characters, digest {digest(text)[:12]}…"
        )
        hint = f"expected {source.length} characters, digest {source.sha256[:12]}…"
        raise DataError([Problem(where, "other-text", message, hint)])
    return SourceText(text)


def source_of(path: Path, sources: Iterable[Source]) -> Source:
    """The source that a file is the text of, told by its digest.

    Args:
        path: The file a user has.
        sources: The known sources.

    Raises:
        DataError: When the file is the text of none.
    """
    known = list(sources)
    if path.exists() and not path.is_file():
        where = Where(str(path))
        raise DataError([Problem(where, "unreadable", "no regular file", "give the text's file")])
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        where = Where(str(path))
        raise DataError([Problem(where, "unreadable", error.strerror or str(error))]) from None
    for source in known:
        if source.sha256 == sha256:
            return source
    message = f"the text of no known source: digest {sha256[:12]}…"
    wanted = "; ".join(f"{s.id}: {s.length} characters, {s.sha256[:12]}…" for s in known)
    raise DataError([Problem(Where(str(path)), "other-text", message, f"known: {wanted}")])


@dataclass(frozen=True, slots=True)
class Located:
    """A locator and the record field that it backs.

    Args:
        locator: The locator.
        origin: Where the record field stands.
        trail: The records that it belongs to, the outermost first.
    """

    locator: Locator
    origin: Origin
    trail: Trail


def locators(corpus: Corpus, source: str) -> Iterator[Located]:
    """Every locator of the corpus that points into a source, in file order.

    Args:
        corpus: The records.
        source: Key of the source.
    """
    for origin, trail in walk(corpus):
        if isinstance(trail[-1], Locator) and trail[-1].source == source:
            yield Located(trail[-1], origin, trail[:-1])


def shown(corpus: Corpus, source: str, name: str, text: SourceText) -> Iterator[str]:
    """The words that a record's locators point at, one line a locator.

    Args:
        corpus: The records.
        source: Key of the source.
        name: Name of a record; its parts count too: ``parkitny-2017``, ``parkitny-2017.il6``.
        text: The source text.
    """
    for located in locators(corpus, source):
        own = trail_name(located.trail)
        if own == name or own.startswith(f"{name}."):
            start, end = located.locator.span
            words = text.text[start:end]
            yield f"{own}\t{located.locator.place} [{start}, {end}]\t{words}"


def near_names(corpus: Corpus, source: str, name: str) -> list[str]:
    """Names of records that look like a given one."""
    known = dict.fromkeys(trail_name(located.trail) for located in locators(corpus, source))
    return get_close_matches(name, known, 3)


def verify(corpus: Corpus, source: str, text: SourceText) -> tuple[int, list[Problem]]:
    """Checks every locator into a source: bounds, digest, place.

    Args:
        corpus: The records.
        source: Key of the source.
        text: Its text.

    Returns:
        How many locators were checked, and what is wrong with them.
    """
    count = 0
    problems: list[Problem] = []
    for located in locators(corpus, source):
        count += 1
        problems += _verify(located, text)
    return count, problems


def _verify(located: Located, text: SourceText) -> Iterator[Problem]:
    locator = located.locator
    start, end = locator.span
    where = located.origin.where()
    passage = text.passage_at(start)
    if not 0 <= start < end <= len(text.text):
        yield Problem(where, "span-bounds", f"no characters {start} to {end}", "find it again")
    elif digest(text.text[start:end]) != locator.sha256:
        message = f"characters {start} to {end} have another digest"
        yield Problem(where, "span-hash", message, "the span moved or was mistyped: find it again")
    elif passage is None or end > passage.end:
        hint = "one locator a sentence or cell"
        yield Problem(where, "span-passage", f"{start} to {end} crosses a passage", hint)
    elif passage.place != locator.place:
        message = f"place is {locator.place!r}"
        yield Problem(where, "span-place", message, f"the text has {passage.place!r}")


def locator_for(text: SourceText, source: str, start: int, end: int) -> Locator:
    """The locator of a span.

    Args:
        text: The source text.
        source: Its key.
        start: First character.
        end: One past the last.

    Raises:
        ValueError: When the span lies in no single passage.
    """
    passage = text.passage_at(start)
    if passage is None or end > passage.end:
        message = f"characters {start} to {end} do not lie in one sentence or cell"
        raise ValueError(message)
    sha256 = digest(text.text[start:end])
    return Locator(source=source, span=(start, end), sha256=sha256, place=passage.place)


def find(
    text: SourceText, words: str, *, line: str = "", cell: int = 0, nth: int = 1
) -> tuple[int, int]:
    """The span of some words, or of a whole table cell.

    Args:
        text: The source text.
        words: What to find, exactly as printed; empty for the whole cell.
        line: Only in lines that contain this.
        cell: Only in this cell of the line, counted from 1; 0 for the whole line.
        nth: Which match, counted from 1.

    Returns:
        Start and end.

    Raises:
        ValueError: When there is no such match, or several and no `nth` was meant.

    Example:
        >>> find(SourceText("We looked. We found."), "We", nth=2)
        (11, 13)
    """
    if nth < 1 or cell < 0:
        message = f"nth {nth}, cell {cell}: both count from 1"
        raise ValueError(message)
    matches, offset = [], 0
    for row in text.text.split("\n"):
        if line in row:
            matches += [(offset + a, offset + b) for a, b in _matches(row, words, cell)]
        offset += len(row) + 1
    if len(matches) < nth:
        message = f"{words or 'cell ' + str(cell)!r}: {len(matches)} matches, wanted number {nth}"
        raise ValueError(message)
    return matches[nth - 1]


def _matches(row: str, words: str, cell: int) -> Iterator[tuple[int, int]]:
    start, end = 0, len(row)
    if cell:
        cells = row.split("\t")
        if len(cells) < cell:
            return
        start = sum(len(part) + 1 for part in cells[: cell - 1])
        end = start + len(cells[cell - 1])
    if not words:
        body = row[start:end]
        lead = len(body) - len(body.lstrip())
        yield start + lead, start + lead + len(body.strip())
        return
    at = row.find(words, start, end)
    while at >= 0:
        yield at, at + len(words)
        at = row.find(words, at + 1, end)


def as_yaml(locator: Locator) -> str:
    """A locator as the one line that stands in a curated file."""
    start, end = locator.span
    place = locator.place.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f"{{source: {locator.source}, span: [{start}, {end}], "
        f'sha256: {locator.sha256}, place: "{place}"}}'
    )


def fill(draft: str, name: str, texts: dict[str, SourceText]) -> tuple[str, list[Problem]]:
    """Turns the draft locators of a curated file into real ones.

    A draft is one line: ``{source: S, find: "words", line: "words of the row", cell: 2, nth: 1}``,
    of which ``line``, ``cell`` and ``nth`` may be left out, and ``find`` where ``cell`` is given.

    Args:
        draft: Text of the file.
        name: Its name, for problems.
        texts: Source texts by key.

    Returns:
        The text with locators, and the drafts that could not be filled.
    """
    problems: list[Problem] = []

    def replace(match: re.Match[str]) -> str:
        line = draft[: match.start()].count("\n") + 1
        try:
            wanted = yaml.safe_load(match.group())
            text = texts[wanted["source"]]
            span = find(
                text, str(wanted.get("find", "")), line=str(wanted.get("line", "")),
                cell=wanted.get("cell", 0), nth=wanted.get("nth", 1),
            )  # fmt: skip
            return as_yaml(locator_for(text, wanted["source"], *span))
        except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            message = f"draft not found: {error}"
            problems.append(Problem(Where(name, line), "draft", message, "copy the words exactly"))
            return match.group()

    return _DRAFT.sub(replace, draft), problems

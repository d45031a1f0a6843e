"""Which sentences and cells of a source no record points at.

A passage is covered when every word of it lies in the span of some locator, out of scope when
``data/sources.yaml`` lists it with a reason, and open otherwise. Where to go instead:
`ldn_kg.locate` verifies the locators themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from ldn_kg.locate import digest, locators
from ldn_kg.model.corpus import trail_name
from ldn_kg.model.publication import Source
from ldn_kg.notice import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.model.corpus import Corpus
    from ldn_kg.passages import Passage, SourceText

State = Literal["covered", "out-of-scope", "open"]

_WORD = re.compile(r"<[^<>]*>|[\w%°±]+")
#: Words that join facts and state none.
_JOINERS = frozenset({"and", "or", "of", "the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Covered:
    """A passage and how it stands.

    Args:
        passage: The sentence or cell.
        state: How it stands.
        words: The words that no locator reaches, each with its span.
        reason: For a passage out of scope: why.
        records: Names of the records that point into it.
    """

    passage: Passage
    state: State
    words: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    records: tuple[str, ...] = ()


def coverage(corpus: Corpus, source: str, text: SourceText) -> list[Covered]:
    """How every passage of a source stands.

    Args:
        corpus: The records.
        source: Key of the source.
        text: Its text.

    Returns:
        One item a passage, in text order.
    """
    reached, records = bytearray(len(text.text)), defaultdict(list)
    for located in locators(corpus, source):
        if isinstance(located.trail[0], Source):
            continue  # an out-of-scope passage points at itself
        start, end = located.locator.span
        reached[start:end] = b"\x01" * (end - start)
        passage = text.passage_at(start)
        if passage is not None:
            records[passage.start].append(trail_name(located.trail))
    outside = {}
    for item in corpus.sources[source].record.out_of_scope:
        start, end = item.at.span
        # A reason holds for the characters it was given for, not for others at the same place.
        if digest(text.text[start:end]) == item.at.sha256:
            outside[(start, end)] = item.reason
    return [
        _stand(passage, text.text, reached, outside, records[passage.start])
        for passage in text.passages
    ]


def _stand(
    passage: Passage,
    text: str,
    reached: bytearray,
    outside: dict[tuple[int, int], str],
    records: Iterable[str],
) -> Covered:
    spans = [(a, b) for a, b in outside if passage.start <= a and b <= passage.end]
    words = tuple(
        (start, end)
        for start, end in _words(text, passage)
        if not all(reached[start:end]) and not any(a <= start and end <= b for a, b in spans)
    )
    names = tuple(dict.fromkeys(records))
    if words:
        return Covered(passage, "open", words, records=names)
    if spans and not names:
        return Covered(passage, "out-of-scope", reason="; ".join(outside[s] for s in spans))
    return Covered(passage, "covered", records=names)


def _words(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text, passage.start, passage.end):
        word = found.group()
        if not word.startswith("<") and word.lower() not in _JOINERS:
            yield found.span()


def as_text(items: list[Covered], text: SourceText) -> str:
    """The report for a terminal: what is open, then the counts."""
    lines = []
    for item in items:
        if item.state == "open":
            missing = " ".join(text.text[start:end] for start, end in item.words)
            start, end = item.passage.start, item.passage.end
            lines.append(f"{item.passage.place} [{start}, {end}]: no record points at: {missing}")
    return "\n".join([*lines, summary(items)])


def summary(items: list[Covered]) -> str:
    """The counts in one line.

    Example:
        >>> summary([])
        '0 of 0 passages covered or out of scope with a reason'
    """
    counts = Counter(item.state for item in items)
    closed = len(items) - counts["open"]
    text = f"{closed} of {len(items)} passages covered or out of scope with a reason"
    if items:
        text += f" ({counts['covered']} covered, {counts['out-of-scope']} out of scope)"
    return text


_STYLE = """
body{font:16px/1.6 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1.5rem;
color:#1f2733;background:#fcfcfd}h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}
td{padding:.35rem .6rem;border-bottom:1px solid #e6e8ee;vertical-align:top}
td:first-child{color:#5b6472;font-size:.85rem;width:15rem}
.covered{background:#e3eefb}.out-of-scope{color:#8a919c}.open{background:#fdebdc}
mark{background:#f4a259;border-radius:3px;padding:0 .15em}small{color:#5b6472;display:block}
"""


def as_html(items: list[Covered], text: SourceText, title: str) -> str:
    """The report as one page: every passage, coloured by how it stands.

    The page holds the text of the source, so it is for whoever has the text; it is never shipped.
    """
    rows = "\n".join(_row(item, text.text) for item in items)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(summary(items))}. Blue: some record points at every word. "
        f"Orange: open. Grey: out of scope, with the reason.</p><table>\n{rows}\n</table>"
        f"<p><small>{NOTICE}</small></p></body></html>\n"
    )


def _row(item: Covered, text: str) -> str:
    passage, parts, at = item.passage, [], item.passage.start
    for start, end in item.words:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    parts.append(escape(text[at : passage.end]))
    note = item.reason or ", ".join(item.records)
    return (
        f'<tr class="{item.state}"><td>{escape(passage.place)}</td>'
        f"<td>{''.join(parts)}<small>{escape(note)}</small></td></tr>"
    )

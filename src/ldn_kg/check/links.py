"""Do mapping tables speak of our entities, of each of them, and say all that a row must say?

That an identifier exists elsewhere is not checked here: it needs the other vocabulary, and
`ldn_kg.link` has it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem, Where
from ldn_kg.mappings import NO_TERM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Named

    from ldn_kg.mappings import Mapping, MappingSet
    from ldn_kg.model.corpus import Corpus

_OURS = "entity:"
#: Slots that each row must have, and what to write.
_NEEDED = {
    "author_label": "who holds it",
    "object_source": "the vocabulary, such as bioregistry:mondo",
    "object_source_version": "the release in which the term was seen or searched for",
    "mapping_date": "a day, such as 2026-11-23",
}
_CLOSED = {
    "predicate_id": (
        "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
        "skos:relatedMatch", "RO:0002204",
    ),
    "mapping_justification": ("semapv:ManualMappingCuration", "semapv:MappingChaining"),
}  # fmt: skip


def check_links(corpus: Corpus, tables: Named[str, MappingSet]) -> list[Problem]:
    """Every problem of the tables; none where there is no table.

    Args:
        corpus: The records.
        tables: Mapping tables by the name of their file.
    """
    problems: list[Problem] = []
    linked: set[str] = set()
    for name, table in tables.items():
        for row in table.mappings:
            where = Where(name, row.line)
            problems += [*_subject(corpus, row, where), *_slots(row, where)]
            if not row.negated:
                linked.add(row.subject_id.removeprefix(_OURS))
    return [*problems, *_unlinked(corpus, linked)] if tables else problems


def _subject(corpus: Corpus, row: Mapping, where: Where) -> Iterator[Problem]:
    key = row.subject_id.removeprefix(_OURS)
    placed = corpus.entities.get(key) if row.subject_id.startswith(_OURS) else None
    if placed is None:
        near = get_close_matches(key, corpus.entities, 1)
        hint = f"did you mean {_OURS}{near[0]}?" if near else "add it to entities/"
        message = f"no entity {row.subject_id!r}"
        yield Problem(_at(where, "subject_id"), "dangling-reference", message, hint)
    elif row.subject_label != placed.record.label:
        message = f"{row.subject_label!r} is not the label of {row.subject_id}"
        hint = f"write {placed.record.label!r}"
        yield Problem(_at(where, "subject_label"), "other-label", message, hint)


def _slots(row: Mapping, where: Where) -> Iterator[Problem]:
    for slot, hint in _NEEDED.items():
        if slot not in row.other:
            yield Problem(_at(where, slot), "missing-field", f"{slot!r} is empty", hint)
    for slot, allowed in _CLOSED.items():
        value: str = getattr(row, slot)
        if value not in allowed:
            message, hint = f"{value!r} is no {slot} of ours", f"one of {', '.join(allowed)}"
            yield Problem(_at(where, slot), "bad-value", message, hint)
    if row.object_id == NO_TERM and "comment" not in row.other:
        message = "no reason is given"
        yield Problem(_at(where, "comment"), "missing-field", message, "say what was searched")
    if not _is_day(row.other.get("mapping_date", "2026-01-01")):
        message, hint = f"{row.other['mapping_date']!r} is no day", _NEEDED["mapping_date"]
        yield Problem(_at(where, "mapping_date"), "bad-value", message, hint)
    if not _is_share(row.other.get("confidence", "1")):
        message = f"{row.other['confidence']!r} is no confidence"
        yield Problem(_at(where, "confidence"), "bad-value", message, "a number from 0 to 1")


def _unlinked(corpus: Corpus, linked: set[str]) -> Iterator[Problem]:
    for key in sorted(corpus.entities.keys() - linked):
        message = f"no row of mappings/ says what {_OURS}{key} is elsewhere"
        hint = f"map it, or add a row with {NO_TERM} and the reason"
        yield Problem(corpus.entities[key].origin.where(), "unlinked", message, hint)


def _at(where: Where, field: str) -> Where:
    return Where(where.file, where.line, field)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_share(text: str) -> bool:
    try:
        return 0 <= Decimal(text) <= 1
    except InvalidOperation:
        return False

"""Do mapping tables speak of our entities, of each of them, and by their labels?

That an identifier exists elsewhere is not checked here: it needs the other vocabulary, and
`ldn_kg.link` has it.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem, Where
from ldn_kg.mappings import NO_TERM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_kg.mappings import MappingSet
    from ldn_kg.model.corpus import Corpus

_OURS = "entity:"


def check_links(corpus: Corpus, tables: Mapping[str, MappingSet]) -> Iterator[Problem]:
    """Every problem of the tables; none where there is no table.

    Args:
        corpus: The records.
        tables: Mapping tables by the name of their file.
    """
    for name, table in tables.items():
        for row in table.mappings:
            where = Where(name, row.line, "subject_id")
            key = row.subject_id.removeprefix(_OURS)
            placed = corpus.entities.get(key) if row.subject_id.startswith(_OURS) else None
            if placed is None:
                near = get_close_matches(key, corpus.entities, 1)
                hint = f"did you mean {_OURS}{near[0]}?" if near else "add it to entities/"
                yield Problem(where, "dangling-reference", f"no entity {row.subject_id!r}", hint)
                continue
            if row.subject_label != placed.record.label:
                place = Where(name, row.line, "subject_label")
                message = f"{row.subject_label!r} is not the label of {row.subject_id}"
                yield Problem(place, "other-label", message, f"write {placed.record.label!r}")
            if row.object_id == NO_TERM and not row.other.get("comment"):
                place = Where(name, row.line, "comment")
                yield Problem(place, "missing-field", "no reason is given", "say what was searched")

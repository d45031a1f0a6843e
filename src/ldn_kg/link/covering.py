"""Does our own table speak of all of our entities, by their labels, and say where each row is from?

Where to go instead: `ldn_kg.check` holds the shipped tables to the entities at every build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.errors import Where
from ldn_kg.link.findings import Finding
from ldn_kg.link.registry import registry
from ldn_kg.link.rows import speaks_of_ours
from ldn_kg.prefixes import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.rows import Row
    from ldn_kg.mappings import MappingSet

#: What every row of ours has to say of where it is from.
_SLOTS = ("object_source_version", "author_label", "mapping_date")


def row_of_ours(row: Row) -> Iterator[Finding]:
    """A row about an entity of ours: `subject-unknown`, `subject-label`, `provenance`, `no-term`.

    Args:
        row: A row.
    """
    if not row.ours:
        return
    if row.entity is None:
        message = f"there is no entity {row.mapping.subject_id}"
        yield row.finding("error", "subject-unknown", message, "write the key of an entity")
    elif row.mapping.subject_label != row.entity.label:
        message = f"{row.entity.id} is called “{row.entity.label}”"
        hint = f"write “{row.entity.label}”"
        yield row.finding("error", "subject-label", message, hint)
    for slot in _SLOTS:
        if not row.slot(slot):
            message = f"{slot} is empty"
            yield row.finding("error", "provenance", message, "say where the row is from")
    if row.no_term:
        for slot, hint in (
            ("object_source", "name the vocabulary that was searched"),
            ("comment", "say what was searched for, and why nothing fits"),
        ):
            if not row.slot(slot):
                message = f"no term was found, but {slot} is empty"
                yield row.finding("error", "no-term", message, hint)


def coverage(
    sets: Sequence[tuple[str, MappingSet]],
    rows: Sequence[Row],
    entities: Mapping[str, OurEntity],
    kinds: Kinds,
) -> Iterator[Finding]:
    """Every entity: `no-row` and `no-term`; asked where one of the tables is a table of ours.

    An entity is covered by a row that holds, or a row that says that no term was found, in one of
    the vocabularies that are primary for its kind.

    Args:
        sets: The tables.
        rows: Their rows.
        entities: Our entities by CURIE.
        kinds: Which vocabularies are primary.
    """
    own = [name for name, table in sets if _is_ours(table)]
    if not own:
        return
    held: dict[str, set[str]] = {}
    lacking: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row.ours and row.no_term:
            lacking.setdefault(row.subject.id, {})[searched(row)] = row
        elif row.ours and row.holds:
            held.setdefault(row.subject.id, set()).add(row.target.prefix)
    for entity in entities.values():
        has, lacks = held.get(entity.id, set()), lacking.get(entity.id, {})
        for prefix in sorted(has & lacks.keys()):
            message = f"{entity.id} has a row in {prefix} all the same"
            hint = "take this row out, or the other"
            yield lacks[prefix].finding("error", "no-term", message, hint)
        primary = kinds.primary(entity.classes)
        if primary and not {*has, *lacks} & set(primary):
            message = f"{entity.id} has no row in {' or '.join(primary)}"
            hint = "add one; where the vocabulary has none, a row with sssom:NoTermFound"
            where = Where(own[0])
            label = entity.label
            yield Finding(where, "error", "no-row", entity.id, label, "", "", message, hint)


def searched(row: Row) -> str:
    """Prefix of the vocabulary in which a row found no term, however the row names it.

    Args:
        row: A row with ``sssom:NoTermFound``.
    """
    stated = row.slot("object_source").rstrip("/#").rpartition("/")[2]
    name = (stated.partition(":")[2] or stated).removesuffix(".owl").removesuffix(".obo")
    found = registry().find(name) or registry().find(stated.partition(":")[0])
    return found.spelling if found else name


def _is_ours(table: MappingSet) -> bool:
    identifier = str(table.metadata.get("mapping_set_id", ""))
    return speaks_of_ours(table) and identifier.startswith(f"{BASE}mappings/")

"""Do rows agree with each other, within a table and over two hops?

Each rule needs one walk over the rows. Where to go instead: `ldn_kg.link.hierarchies` compares what
is a kind of what; what one row alone can show is in `ldn_kg.link.existence`, `agreement` and
`fitting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.link.names import folded, same_but_for_writing
from ldn_kg.link.registry import registry
from ldn_kg.link.rows import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.link.findings import Finding
    from ldn_kg.link.rows import Row
    from ldn_kg.mappings import MappingSet


def one_to_one(rows: Sequence[Row]) -> Iterator[Finding]:
    """`duplicate-row`, `contradiction`, `one-entity` and `one-to-one`.

    Args:
        rows: The rows of all tables.
    """
    said: dict[tuple[str, str, str, str], Row] = {}
    subject_of: dict[str, Row] = {}
    object_of: dict[tuple[str, str], Row] = {}
    for row in rows:
        place = row.slot("object_source") if row.no_term else ""
        first = said.setdefault((*row.pair, row.predicate, place), row)
        if first is not row:
            yield _said_before(row, first)
        if not row.exact:
            continue
        subject, target = row.pair
        other = subject_of.setdefault(target, row)
        if other.subject.id != subject:
            message = f"{target} is also exactly {_named(other)} ({_at(other)})"
            hint = "one identifier stands for one thing: keep one, or make the other broad or close"
            yield row.finding("error", "one-entity", message, hint)
        mate = object_of.setdefault((subject, row.target.prefix), row)
        if mate.target.id != target:
            message = f"{subject} is also exactly {mate.target.id} ({_at(mate)})"
            hint = "keep the one that is the same thing; make the other close, broad or narrow"
            yield row.finding("error", "one-to-one", message, hint)


def one_label(rows: Sequence[Row]) -> Iterator[Finding]:
    """`two-labels` and `two-identifiers`: what rows show of identifiers that nothing else tells of.

    Args:
        rows: The rows of all tables.
    """
    label_of: dict[str, Row] = {}
    id_of: dict[tuple[str, str], Row] = {}
    for row in rows:
        end = row.target
        if end.term is not None or not end.label:
            continue
        first = label_of.setdefault(end.id, row)
        if not same_but_for_writing(first.target.label, end.label):
            message = f"{end.id} is called “{first.target.label}” in {_at(first)}"
            hint = "one identifier has one label: find out which row is wrong"
            yield row.finding("error", "two-labels", message, hint)
        twin = id_of.setdefault((end.prefix, folded(end.label)), row)
        if twin.target.id != end.id:
            message = f"“{end.label}” is the label of {twin.target.id} in {_at(twin)}"
            hint = "find out which of the two identifiers it belongs to"
            yield row.finding("warning", "two-identifiers", message, hint)


def _said_before(row: Row, first: Row) -> Finding:
    if row.mapping.negated == first.mapping.negated:
        return row.finding("error", "duplicate-row", f"{_at(first)} says the same", "keep one")
    message = f"{_at(first)} says the opposite of {row.predicate} {row.target.id}"
    return row.finding("error", "contradiction", message, "keep the one that is so")


def two_hops(rows: Sequence[Row], sets: Sequence[MappingSet]) -> Iterator[Finding]:
    """`two-hops`: an exact match of an exact match, by another set, is not what we have.

    Args:
        rows: The rows of all tables.
        sets: Other people's sets of mappings.
    """
    same, apart = _exact_pairs(sets)
    table = _Table.of(rows)
    for row in rows:
        if row.exact:
            twins, strangers = same.get(row.target.id, []), apart.get(row.target.id, [])
            yield from table.other_twin(row, twins)
            yield from table.twin_of_another(row, twins)
            yield from table.stranger(row, strangers)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows by what the second hop asks of them.

    Args:
        exact: Exact matches by subject and prefix.
        owner: The first exact match of each identifier.
        denied: Rows that say of a pair that it is no exact match.
    """

    exact: Mapping[tuple[str, str], Sequence[Row]]
    owner: Mapping[str, Row]
    denied: Mapping[tuple[str, str], Row]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Table:
        """The rows, indexed."""
        exact: dict[tuple[str, str], list[Row]] = {}
        owner: dict[str, Row] = {}
        denied: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.exact:
                exact.setdefault((row.subject.id, row.target.prefix), []).append(row)
                owner.setdefault(row.target.id, row)
            elif row.mapping.negated and row.predicate in EXACT:
                denied[row.pair] = row
        return cls(exact, owner, denied)

    def other_twin(self, row: Row, twins: Sequence[str]) -> Iterator[Finding]:
        """The set knows what ours is in a vocabulary, and it is another term than we have."""
        by_prefix: dict[str, list[str]] = {}
        for twin in twins:
            by_prefix.setdefault(twin.partition(":")[0], []).append(twin)
        for prefix, known in by_prefix.items():
            mine = self.exact.get((row.subject.id, prefix), ())
            if mine and not any(mate.target.id in known for mate in mine):
                message = (
                    f"{row.target.id} is exactly {' or '.join(known)} elsewhere, but "
                    f"{row.subject.id} is exactly {mine[0].target.id} here ({_at(mine[0])})"
                )
                hint = f"look at both: one of them is wrong, perhaps {mine[0].target.id}"
                yield row.finding("error", "two-hops", message, hint)

    def twin_of_another(self, row: Row, twins: Sequence[str]) -> Iterator[Finding]:
        """The set would make one thing of two of ours, or of what we say are two."""
        for twin in twins:
            same = f"{row.target.id} is exactly {twin} elsewhere"
            owner, denial = self.owner.get(twin), self.denied.get((row.subject.id, twin))
            if owner is not None and owner.subject.id != row.subject.id:
                message = f"{same}, which is {_named(owner)} here ({_at(owner)})"
                hint = "look at both: two subjects would be one thing"
                yield row.finding("error", "two-hops", message, hint)
            if denial is not None:
                message = f"{same}, which {_at(denial)} denies"
                yield row.finding("warning", "two-hops", message, "look at which of the two is so")

    def stranger(self, row: Row, strangers: Sequence[str]) -> Iterator[Finding]:
        """The set says that two identifiers are not the same, and ours is both."""
        for other in strangers:
            owner = self.owner.get(other)
            if owner is not None and owner.subject.id == row.subject.id:
                message = f"{row.target.id} is not {other} elsewhere, but both are the same here"
                yield row.finding("error", "two-hops", message, f"look at both; see {_at(owner)}")


def _exact_pairs(
    sets: Sequence[MappingSet],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What each identifier is exactly, and what it is said not to be, both ways."""
    same: dict[str, list[str]] = {}
    apart: dict[str, list[str]] = {}
    for table in sets:
        for mapping in table.mappings:
            if mapping.predicate_id in EXACT:
                first = registry().standard(mapping.subject_id)
                second = registry().standard(mapping.object_id)
                pairs = apart if mapping.negated else same
                pairs.setdefault(first, []).append(second)
                pairs.setdefault(second, []).append(first)
    return same, apart


def _named(row: Row) -> str:
    label = row.mapping.subject_label
    return f"{row.subject.id} “{label}”" if label else row.subject.id


def _at(row: Row) -> str:
    return f"{row.file}:{row.mapping.line}"

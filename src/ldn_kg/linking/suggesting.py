"""Suggests terms for our entities, and measures how good suggestions are, in one call each."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.errors import NotFoundError
from ldn_kg.linking.curated import curated, our_rows
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ldn_kg.link.measuring import Measured
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.proposal import Suggestion
    from ldn_kg.link.suggesting import Suggester
    from ldn_kg.linking.curated import Curated
    from ldn_kg.mappings import Mapping as Row

_COLUMNS = ("entity", "label", "relation", "term", "term label", "score", "why")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Candidates, and what was asked for them.

    Args:
        entities: The entities that were asked about.
        places: The vocabularies that were looked at.
        candidates: What was found, entity by entity, the best first.
        mapped: Whether entities were asked about that have a row there already.
    """

    entities: Sequence[OurEntity]
    places: Sequence[Suggester]
    candidates: Sequence[Suggestion]
    mapped: bool

    def table(self) -> Table:
        """The candidates, one a row, with score and reasons."""
        rows = (
            (
                one.entity.id,
                one.entity.label,
                one.predicate,
                one.term.id,
                one.term.label,
                f"{one.score:.2f}",
                "; ".join(one.reasons),
            )
            for one in self.candidates
        )
        return Table(_COLUMNS, tuple(rows))

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def remarks(self) -> list[str]:
        """What was looked at, and of which entities nothing was asked."""
        return list(map(self._remark, self.places))

    def _remark(self, place: Suggester) -> str:
        release = f"{place.vocabulary.name} {place.vocabulary.version}".rstrip()
        fitting = [entity for entity in self.entities if place.fits(entity)]
        there = sum(map(place.mapped, fitting))
        some = {one.entity.id for one in self.candidates if place.suggested(one)}
        asked = len(fitting) if self.mapped else len(fitting) - there
        line = f"{release}: {place.prefix}: candidates for {len(some)} of {asked} entities asked"
        rest = "" if self.mapped else f", {there} mapped already (--all asks for them too)"
        return f"{line}; {len(self.entities) - len(fitting)} of another kind{rest}"


def suggest(
    *names: str,
    ontology: Sequence[str] = (),
    top: int = 5,
    mapped: bool = False,
    data: Path | None = None,
) -> Suggestions:
    """Candidates for our entities in other vocabularies, for a person to accept or reject.

    Args:
        *names: Keys, CURIEs or labels of entities; else all.
        ontology: Where to look: files, or prefixes of shipped vocabularies; else all shipped.
        top: At most so many for each entity and vocabulary.
        mapped: Also for entities that have a row there already.
        data: Another data folder.

    Raises:
        NotFoundError: For a name that is no entity's, with near names.
        InputError: With every problem of the files.
        BuildError: When the extra ``links`` is not installed.

    Example:
        >>> found = suggest("gout", ontology=["MONDO"], mapped=True, top=1)
        >>> [one.term.id for one in found.candidates]
        ['MONDO:0005393']
    """
    from ldn_kg.link.suggesting import suggest as verb

    ours, rows = curated(data), our_rows(data)
    chosen = _chosen(names, ours.entities)
    places = _suggesters(ontology, _wanted(chosen, ours, rows, mapped=mapped), ours, rows)
    return Suggestions(chosen, places, verb(chosen, places, top=top, mapped=mapped), mapped)


def _wanted(
    entities: Iterable[OurEntity], ours: Curated, rows: Sequence[Row], *, mapped: bool
) -> set[str]:
    """The vocabularies in which some entity may have a candidate."""
    there = {(row.subject_id, row.object_id.partition(":")[0]) for row in rows if not row.negated}
    return {
        kind.prefix
        for entity in entities
        for kind in ours.kinds.of(entity.classes)
        if mapped or (entity.id, kind.prefix) not in there
    }


def measure(*, ontology: Sequence[str] = (), data: Path | None = None) -> Measured:
    """How good suggestions are: our accepted matches held out one by one.

    Args:
        ontology: Where to look: files, or prefixes of shipped vocabularies; else all shipped.
        data: Another data folder.

    Raises:
        InputError: With every problem of the files.
        BuildError: When the extra ``links`` is not installed.

    Example:
        >>> measure(ontology=["PATO"]).table().columns[:3]
        ('method', 'half', 'vocabulary')
    """
    from ldn_kg.link.measuring import ACCEPTED
    from ldn_kg.link.measuring import measure as verb

    ours, rows = curated(data), our_rows(data)
    prefixes = {row.object_id.partition(":")[0] for row in rows if row.predicate_id in ACCEPTED}
    return verb(ours.entities, _suggesters(ontology, prefixes, ours, rows), rows)


def _suggesters(
    names: Sequence[str], prefixes: Iterable[str], ours: Curated, rows: Sequence[Row]
) -> list[Suggester]:
    """The vocabularies, opened."""
    from ldn_kg.link.standing import Family
    from ldn_kg.link.suggesting import suggesters
    from ldn_kg.vocabularies.sources import open_sources

    sources = open_sources(names, prefixes)
    return suggesters(sources, Family(ours.entities), rows, ours.kinds)


def _chosen(names: Sequence[str], ours: Mapping[str, OurEntity]) -> list[OurEntity]:
    """The entities of these keys, CURIEs or labels; all where none is named."""
    known = {entity.label.casefold(): entity for entity in ours.values()}
    known |= {entity.id.partition(":")[2]: entity for entity in ours.values()}
    found = {}
    for name in names:
        key = name.removeprefix("entity:")
        entity = known.get(key) or known.get(key.casefold())
        if entity is None:
            kind = "entity"
            raise NotFoundError(kind, name, get_close_matches(key, known, 3))
        found[entity.id] = entity
    return list(found.values()) or list(ours.values())

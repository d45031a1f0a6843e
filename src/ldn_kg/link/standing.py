"""What the mapping table and the two hierarchies say for and against a candidate.

Where to go instead: `ldn_kg.link.lexicon` compares names; `ldn_kg.link.suggesting` puts both
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ldn_kg.vocabularies.terms import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ldn_kg.link.ours import OurEntity
    from ldn_kg.mappings import Mapping as Row
    from ldn_kg.vocabularies.terms import Term

EXACT = "skos:exactMatch"
#: Where a ground puts a candidate as seen from ours.
Side = Literal["", "broader", "narrower"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for or against a candidate.

    Args:
        speaks_for: Whether it speaks for it.
        words: What it is, for the person who decides.
        side: Where it puts the candidate.
        unfit: Whether it says that the candidate is not the kind of thing that ours is.
    """

    speaks_for: bool
    words: str
    side: Side = ""
    unfit: bool = False


class Table:
    """Rows of the mapping table as suggestions need them.

    Args:
        rows: The rows.

    Example:
        >>> from ldn_kg.mappings import Mapping
        >>> row = Mapping("entity:gout", "skos:exactMatch", "MONDO:0005393", "semapv:X")
        >>> Table([row]).owners("MONDO:0005393"), Table([row]).own("entity:gout")
        (['entity:gout'], ['MONDO:0005393'])
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._of: dict[str, list[Row]] = {}
        self._to: dict[str, list[Row]] = {}
        for row in rows:
            self._of.setdefault(row.subject_id, []).append(row)
            self._to.setdefault(row.object_id, []).append(row)

    def rows(self, entity: str) -> list[Row]:
        """The rows of one of our entities."""
        return self._of.get(entity, [])

    def own(self, entity: str) -> list[str]:
        """The terms that belong to an entity."""
        return [row.object_id for row in self.rows(entity) if owning(row)]

    def owners(self, term: str) -> list[str]:
        """The entities to which a term belongs."""
        rows = filter(owning, self._to.get(term, ()))
        return list(dict.fromkeys(row.subject_id for row in rows))


def owning(row: Row) -> bool:
    """Whether a row gives its term to its entity alone: an exact match does."""
    return row.predicate_id == EXACT and not row.negated


class Family:
    """What is broader and narrower than each of our entities, the nearest first.

    Args:
        entities: Our entities by CURIE.
    """

    def __init__(self, entities: Mapping[str, OurEntity]) -> None:
        self.entities = entities
        self.broader = {entity: _above(entity, entities) for entity in entities}
        self.narrower: dict[str, list[str]] = {entity: [] for entity in entities}
        for entity, above in self.broader.items():
            for other in above:
                self.narrower[other].append(entity)

    def label(self, entity: str) -> str:
        """What an entity is called; its CURIE where it is not ours."""
        return self.entities[entity].label if entity in self.entities else entity


def _above(entity: str, entities: Mapping[str, OurEntity]) -> list[str]:
    found: dict[str, None] = {}
    waiting = [entity]
    for current in waiting:
        for broader in entities[current].broader:
            if broader in entities and broader not in found and broader != entity:
                found[broader] = None
                waiting.append(broader)
    return list(found)


class Hierarchy:
    """Terms in memory, and what each of them is a kind of.

    Args:
        terms: Terms by CURIE.

    Example:
        >>> from ldn_kg.vocabularies.terms import Term
        >>> terms = [Term("CL:1", "cell"), Term("CL:2", "T cell", parents=("CL:1",))]
        >>> sorted(Hierarchy({term.id: term for term in terms}).above("CL:2"))
        ['CL:1']
    """

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        self._vocabulary = Vocabulary("", "", terms)
        self._above: dict[str, frozenset[str]] = {}

    def above(self, curie: str) -> frozenset[str]:
        """Everything that a term is a kind of; it is asked of the same few terms often."""
        if curie not in self._above:
            self._above[curie] = frozenset(self._vocabulary.ancestors(curie))
        return self._above[curie]

    @cached_property
    def parents(self) -> frozenset[str]:
        """The terms that have any below them."""
        return frozenset(parent for term in self.terms.values() for parent in term.parents)

    def named(self, curie: str) -> str:
        """A term and its label."""
        term = self.terms.get(curie)
        return f"{curie} “{term.label}”" if term and term.label else curie


class Standing:
    """Where one of our entities stands in a vocabulary, as far as the rest of the table tells.

    Args:
        entity: Its CURIE.
        family: Our entities.
        hierarchy: The terms of the vocabulary.
        table: The mapping table.
        roots: Terms under which it should stand; none where any term will do.
    """

    def __init__(
        self,
        entity: str,
        family: Family,
        hierarchy: Hierarchy,
        table: Table,
        roots: Collection[str] = (),
    ) -> None:
        self._entity, self._family, self._hierarchy = entity, family, hierarchy
        self._table, self._roots = table, sorted(roots)
        self._above = self._own(family.broader[entity])
        self._below = self._own(family.narrower[entity])

    def _own(self, entities: Iterable[str]) -> dict[str, str]:
        """The terms of the vocabulary that belong to some of our entities, with these."""
        return {
            term: entity
            for entity in reversed(list(entities))
            for term in self._table.own(entity)
            if term in self._hierarchy.terms
        }

    def grounds(self, candidate: str) -> Iterator[Ground]:
        """What speaks for and against a candidate.

        Of several things of ours that say the same, the nearest speaks.

        Args:
            candidate: CURIE of a term of the vocabulary.
        """
        above = self._hierarchy.above
        up = above(candidate)
        under = [term for term in self._above if term in up]
        over = [term for term in self._below if candidate in above(term)]
        if under:
            yield Ground(True, f"it is a kind of {self._broader(under[-1])}")
        if over:
            yield Ground(True, f"it stands above {self._narrower(over[-1])}")
        yield from self._owned(candidate)
        too_high = [term for term in self._above if candidate in above(term)]
        too_low = [term for term in self._below if term in up]
        if too_high:
            yield Ground(False, f"it stands above {self._broader(too_high[-1])}", "broader")
        if too_low:
            yield Ground(False, f"it is a kind of {self._narrower(too_low[-1])}", "narrower")
        if self._roots and up.isdisjoint(self._roots) and candidate not in self._roots:
            wanted = " or ".join(map(self._hierarchy.named, self._roots))
            yield Ground(False, f"it is not under {wanted}", unfit=True)

    def _owned(self, candidate: str) -> Iterator[Ground]:
        for owner in self._table.owners(candidate):
            if owner == self._entity:
                continue
            side: Side = ""
            if owner in self._family.broader[self._entity]:
                side = "broader"
            elif owner in self._family.narrower[self._entity]:
                side = "narrower"
            yield Ground(False, f"it belongs to our “{self._family.label(owner)}” already", side)

    def _broader(self, term: str) -> str:
        label = self._family.label(self._above[term])
        return f"{self._hierarchy.named(term)}, which is our broader “{label}”"

    def _narrower(self, term: str) -> str:
        label = self._family.label(self._below[term])
        return f"{self._hierarchy.named(term)}, which is our narrower “{label}”"

"""Candidates for our entities in another vocabulary, with a score and the reasons for it.

A suggestion is for a person to accept or reject: nothing is written into the mapping table. Where
to go instead: `ldn_kg.link.lexicon` compares names, `ldn_kg.link.standing` looks at hierarchies and
table, `ldn_kg.link.measuring` says how good the suggestions are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ldn_kg.link.lexicon import Lexicon, usable
from ldn_kg.link.names import keys, own_names, telling
from ldn_kg.link.proposal import (
    BROAD,
    CLOSE,
    NARROW,
    RELATED,
    Suggestion,
    relation,
    remarks,
    says_less,
    says_more,
)
from ldn_kg.link.standing import EXACT, Hierarchy, Standing, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ldn_kg.link.kinds import Kind, Kinds
    from ldn_kg.link.lexicon import Likeness
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.standing import Family, Ground
    from ldn_kg.mappings import Mapping as Row
    from ldn_kg.vocabularies.sources import Sources
    from ldn_kg.vocabularies.terms import Term, Vocabulary

# Weights here and in the lexicon were set while looking at mappings between vocabularies of others
# (MONDO, DOID, MeSH, ChEBI, GO, HPO) and at the development half of ours.

#: Names less alike than this are not looked at.
LEAST = 0.5
#: So many terms, those with the likest names, are looked at further.
CONSIDERED = 50
#: What two names that agree are worth; the rest is for structure, since a name proves nothing.
BY_NAME = 0.9
#: How much of what lacks to certainty a ground for a candidate adds.
SUPPORT = 0.3
#: What a ground against it leaves, and what is left of a candidate of another kind.
DOUBT, UNFIT = 0.6, 0.4
#: What a synonym of theirs is worth by its scope; a label is worth 1.
SCOPES = {"exact": 0.98, "": 0.96, "related": 0.85, "broad": 0.8, "narrow": 0.8}
#: What a synonym of ours is worth, and an abbreviation that is a label on neither side.
SYNONYM, ABBREVIATION = 0.95, 0.7
#: Candidates worth less than this part of the best one are left out.
NEAR = 0.7


class Suggester:
    """Finds candidates in one vocabulary, or in what a file has of it.

    Args:
        vocabulary: Where to look.
        prefix: Prefix of the terms that may be suggested; others only tell what stands above them.
        family: Our entities.
        rows: Rows of the mapping table.
        kinds: Which vocabularies fit which of our classes.

    Example:
        >>> from ldn_kg.link.kinds import Kind, Kinds
        >>> from ldn_kg.link.ours import OurEntity
        >>> from ldn_kg.link.standing import Family
        >>> from ldn_kg.vocabularies.terms import Term, Vocabulary
        >>> stated = frozenset({"Disease"})
        >>> gout = OurEntity("entity:gout", "gout", (), "", stated, stated, ())
        >>> terms = [Term("MONDO:1", "gout"), Term("MONDO:2", "chondrocalcinosis")]
        >>> vocabulary = Vocabulary("x.obo", "1", {term.id: term for term in terms})
        >>> kinds = Kinds((Kind("Disease", "MONDO", primary=True),))
        >>> suggester = Suggester(vocabulary, "MONDO", Family({gout.id: gout}), [], kinds)
        >>> for found in suggester.candidates(gout):
        ...     print(found.score, found.predicate, found.term.id, *found.reasons)
        0.9 skos:exactMatch MONDO:1 our label “gout” is its label “gout”
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        prefix: str,
        family: Family,
        rows: Iterable[Row],
        kinds: Kinds,
    ) -> None:
        self.vocabulary, self.prefix = vocabulary, prefix
        self._family, self._kinds = family, kinds
        self._rows = tuple(rows)
        self._table = Table(self._rows)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The terms that may be suggested, in memory: a vocabulary may make them anew each time."""
        return {term.id: term for term in self.vocabulary.terms.values() if usable(term)}

    def release(self) -> None:
        """Lets go of terms and index, which are large; they are made anew when they are needed."""
        for made in ("terms", "_hierarchy", "_lexicon"):
            self.__dict__.pop(made, None)

    def fits(self, entity: OurEntity) -> bool:
        """Whether the vocabulary has terms of the kind of an entity.

        A vocabulary of which the table of kinds says nothing may have anything.
        """
        return bool(self._of_kind(entity)) or self.prefix not in self._kinds.prefixes

    def mapped(self, entity: OurEntity) -> bool:
        """Whether some row relates an entity to the vocabulary."""
        rows = self._table.rows(entity.id)
        return any(self._relates(row, entity) and not row.negated for row in rows)

    def suggested(self, one: Suggestion) -> bool:
        """Whether a suggestion is from here."""
        return one.vocabulary is self.vocabulary and _prefix(one.term.id) == self.prefix

    def _relates(self, row: Row, entity: OurEntity) -> bool:
        return row.subject_id == entity.id and _prefix(row.object_id) == self.prefix

    def candidates(
        self, entity: OurEntity, top: int = 5, *, afresh: bool = False
    ) -> list[Suggestion]:
        """The best candidates for an entity, the best first.

        Obsolete terms are never among them, nor a pair of which any row says ``Not``.

        Args:
            entity: Ours.
            top: At most so many.
            afresh: As if nobody had looked for the entity in this vocabulary: its rows there are
                not used.
        """
        if not self.fits(entity):
            return []
        table = self._table
        if afresh:
            table = Table(row for row in self._rows if not self._relates(row, entity))
        rows = table.rows(entity.id)
        refused = {row.object_id for row in rows if row.negated}
        standing = Standing(entity.id, self._family, self._hierarchy, table, self._roots(entity))
        named = [
            (value, names) for value, names in self._named(entity) if names.term not in refused
        ]
        found = []
        for value, names in named[:CONSIDERED]:
            grounds = tuple(standing.grounds(names.term))
            found.append(
                Suggestion(
                    entity=entity,
                    term=self.terms[names.term],
                    vocabulary=self.vocabulary,
                    predicate=relation(names, grounds),
                    score=_score(value, grounds),
                    names=names,
                    grounds=grounds,
                    remarks=tuple(remarks(names.term, rows)),
                )
            )
        found.sort(key=lambda each: (-each.score, each.term.id))
        near = [each for each in found if each.score >= NEAR * found[0].score]
        return list(self._placed(near[:top]))

    # --- kinds ---------------------------------------------------------------------------------

    def _of_kind(self, entity: OurEntity) -> list[Kind]:
        rows = self._kinds.of(entity.classes)
        return [kind for kind in rows if kind.prefix == self.prefix]

    def _roots(self, entity: OurEntity) -> set[str]:
        """The terms under which an entity should stand; none where that cannot be told."""
        rows = self._of_kind(entity)
        ordered = self._hierarchy.parents
        if not rows or any(ordered.isdisjoint(kind.roots) for kind in rows):
            return set()
        return {root for kind in rows for root in kind.roots} & ordered

    # --- names ---------------------------------------------------------------------------------

    @cached_property
    def _hierarchy(self) -> Hierarchy:
        return Hierarchy(self.terms)

    @cached_property
    def _lexicon(self) -> Lexicon:
        terms = self.terms.values()
        return Lexicon(term for term in terms if _prefix(term.id) == self.prefix)

    def _named(self, entity: OurEntity) -> list[tuple[float, Likeness]]:
        """The terms with names like those of an entity, each with what its likest name is worth."""
        labels = own_names([entity.label])
        best: dict[str, tuple[float, Likeness]] = {}
        for name in own_names(entity.names):
            for found in self._lexicon.alike(name, LEAST):
                weighed = _weighed(found, ours_is_label=name in labels)
                if found.term not in best or weighed[0] > best[found.term][0]:
                    best[found.term] = weighed
        return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].term))

    # --- relations ---------------------------------------------------------------------------

    def _placed(self, found: list[Suggestion]) -> Iterator[Suggestion]:
        """The same, once it is known which of them is the best exact match."""
        best = next((each for each in found if each.predicate == EXACT), None)
        for each in found:
            yield replace(each, predicate=self._allowed(each, self._beside(each, best)))

    def _beside(self, one: Suggestion, best: Suggestion | None) -> str:
        """What is below the exact match and says more is narrower, what is above it broader.

        An entity has one exact match in a vocabulary, so what agrees less is close to it.
        """
        if best is None or one.predicate not in {EXACT, RELATED}:
            return one.predicate
        if one.predicate == EXACT:
            return EXACT if one.score == best.score else CLOSE
        if says_more(one.names) and best.term.id in self._hierarchy.above(one.term.id):
            return NARROW
        if says_less(one.names) and one.term.id in self._hierarchy.above(best.term.id):
            return BROAD
        return RELATED

    def _allowed(self, one: Suggestion, predicate: str) -> str:
        """The relation, or that which the table of kinds wants in its place."""
        rows = self._of_kind(one.entity)
        allowed = {name for kind in rows for name in kind.predicates}
        if not allowed or not all(kind.predicates for kind in rows) or predicate in allowed:
            return predicate
        if predicate == EXACT:
            return min(allowed)
        return BROAD if says_less(one.names) and allowed == {BROAD} else RELATED


def _weighed(found: Likeness, *, ours_is_label: bool) -> tuple[float, Likeness]:
    """What names are worth; an abbreviation, which many things share, agrees with labels only."""
    value = found.value * (1 if found.is_label else SCOPES[found.theirs.scope])
    if ours_is_label:
        return value, found
    if found.is_label or telling(keys(found.ours)):
        return value * SYNONYM, found
    return value * SYNONYM * ABBREVIATION, replace(found, agrees=False)


def _score(value: float, grounds: Iterable[Ground]) -> float:
    """What names are worth, raised by each ground for it and lowered by each against."""
    score = BY_NAME * value
    for ground in grounds:
        if ground.speaks_for:
            score += (1 - score) * SUPPORT * value
        else:
            score *= UNFIT if ground.unfit else DOUBT
    return score


def suggesters(
    sources: Sources, family: Family, rows: Iterable[Row], kinds: Kinds
) -> list[Suggester]:
    """One for each prefix of each vocabulary that is the one to ask about it.

    Of a vocabulary that is complete for some prefixes, only terms of these are suggested; of any
    other, those of the prefix that most have, and of prefixes that fit some class of ours. What is
    left out is what it borrows from upper ontologies.

    Args:
        sources: The vocabularies.
        family: Our entities.
        rows: Rows of the mapping table.
        kinds: Which vocabularies fit which of our classes.
    """
    rows = tuple(rows)
    return [
        Suggester(vocabulary, prefix, family, rows, kinds)
        for vocabulary in sources.vocabularies
        for prefix in sorted(_held(vocabulary, kinds))
        if sources.of(prefix) is vocabulary
    ]


def _held(vocabulary: Vocabulary, kinds: Kinds) -> Collection[str]:
    if vocabulary.complete or len(vocabulary.prefixes) == 1:
        return vocabulary.complete or vocabulary.prefixes
    counts = Counter(map(_prefix, vocabulary.terms))
    return {name for name, _ in counts.most_common(1)} | (counts.keys() & kinds.prefixes)


def suggest(
    entities: Sequence[OurEntity], among: Sequence[Suggester], *, top: int = 5, mapped: bool = False
) -> list[Suggestion]:
    """Candidates for several entities: by entity, then by vocabulary, then the best first.

    One vocabulary after the other is held in memory.

    Args:
        entities: Ours.
        among: Where to look.
        top: At most so many for each entity from each vocabulary.
        mapped: Whether to look also where an entity has a row already.
    """
    found: list[tuple[int, Suggestion]] = []
    for suggester in among:
        for place, entity in enumerate(entities):
            if suggester.fits(entity) and (mapped or not suggester.mapped(entity)):
                found += [(place, one) for one in suggester.candidates(entity, top)]
        suggester.release()
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]

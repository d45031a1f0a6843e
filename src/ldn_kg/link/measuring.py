"""How good suggestions are: accepted matches are held out, and one looks where they come back.

Where to go instead: `ldn_kg.link.suggesting` makes the suggestions.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.suggesting import Suggester
    from ldn_kg.mappings import Mapping as Row
    from ldn_kg.tables import Value

Half = Literal["development", "test"]
#: How candidates are found: as `suggest` does, from our labels without our synonyms, and as a floor
#: by equality of the two labels.
Method = Literal["suggest", "our labels only", "equal labels"]
#: Relations by which an entity has its term.
ACCEPTED = frozenset({"skos:exactMatch", "RO:0002204"})
#: At which ranks a list is judged.
RANKS = (1, 5)
COLUMNS = (
    "method", "half", "vocabulary", "asked", "answered",
    *(f"{what}@{rank}" for rank in RANKS for what in ("precision", "recall")),
)  # fmt: skip
_ALL = "all"
_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one row that was held out.

    Args:
        row: The row.
        method: How candidates were found.
        candidates: CURIEs of the candidates, the best first.
    """

    row: Row
    method: Method
    candidates: tuple[str, ...]

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary."""
        return self.row.object_id.partition(":")[0]

    @property
    def half(self) -> Half:
        """The half that the entity belongs to."""
        return half_of(self.row.subject_id)

    def hit(self, rank: int) -> bool:
        """Whether the accepted term is among so many first candidates."""
        return self.row.object_id in self.candidates[:rank]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over some answers.

    Args:
        answers: The answers.
    """

    answers: tuple[Answer, ...]

    @property
    def answered(self) -> int:
        """How many of them have any candidate."""
        return sum(bool(answer.candidates) for answer in self.answers)

    def hits(self, rank: int) -> int:
        """How many have the accepted term among so many first candidates."""
        return sum(answer.hit(rank) for answer in self.answers)

    def precision(self, rank: int) -> Decimal | None:
        """Accepted terms among the first candidates, as a part of these candidates.

        A list with fewer candidates counts those that it has; one without any counts nothing. As a
        row that is held out has one term, a full list of five has at most a fifth. Nothing where
        there is no candidate at all.

        Args:
            rank: So many first candidates of each list.
        """
        shown = sum(len(answer.candidates[:rank]) for answer in self.answers)
        return _part(self.hits(rank), shown)

    def recall(self, rank: int) -> Decimal | None:
        """Accepted terms among the first candidates, as a part of all rows that were held out.

        A list without candidates counts as one that misses. Nothing where nothing was held out.

        Args:
            rank: So many first candidates of each list.
        """
        return _part(self.hits(rank), len(self.answers))


@dataclass(frozen=True, slots=True)
class Measured:
    """All answers.

    Args:
        answers: One for each row that was held out and each method.
    """

    answers: tuple[Answer, ...]

    def score(self, method: Method, half: str = _ALL, vocabulary: str = _ALL) -> Score:
        """The score of some of them.

        Args:
            method: How candidates were found.
            half: A half, or ``all``.
            vocabulary: A prefix, or ``all``.
        """
        return Score(
            tuple(
                answer
                for answer in self.answers
                if answer.method == method
                and half in {_ALL, answer.half}
                and vocabulary in {_ALL, answer.vocabulary}
            )
        )

    def table(self) -> Table:
        """One row a method, half and vocabulary, with the sums."""
        return Table(COLUMNS, tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[Value, ...]]:
        methods = dict.fromkeys(answer.method for answer in self.answers)
        vocabularies = sorted({answer.vocabulary for answer in self.answers})
        for method in methods:
            for half in ("development", "test", _ALL):
                for vocabulary in (*vocabularies, _ALL):
                    score = self.score(method, half, vocabulary)
                    if score.answers:
                        judged = (
                            value
                            for rank in RANKS
                            for value in (score.precision(rank), score.recall(rank))
                        )
                        counts = len(score.answers), score.answered
                        yield (method, half, vocabulary, *counts, *judged)


def half_of(entity: str) -> Half:
    """The half that an entity belongs to, by its CURIE alone.

    Weights were set while looking at the development half, and at mappings between vocabularies of
    others; only the test half tells how good suggestions are for entities that nobody looked at.

    Example:
        >>> half_of("entity:naltrexone"), half_of("entity:gout")
        ('development', 'test')
    """
    first = hashlib.sha256(entity.encode()).digest()[0]
    return "test" if first % 2 else "development"


def measure(
    entities: Mapping[str, OurEntity], among: Iterable[Suggester], rows: Sequence[Row]
) -> Measured:
    """Holds out each accepted match in turn, and looks for it among the candidates.

    Accepted are the rows that give an entity its term: exact matches, and genes of proteins. With
    the row, every row of the entity in that vocabulary is hidden, also those that say what it is
    not, as if nobody had looked for it there; the rows of other entities, and its own in other
    vocabularies, are used. A row whose vocabulary is at hand but incomplete, and lacks the term, is
    left out, since the term cannot come back.

    Names of ours that were taken from a vocabulary when the row was made are still there. So the
    numbers flatter; those from our labels alone do so less.

    Args:
        entities: Our entities by CURIE.
        among: Where to look.
        rows: Rows of the mapping table, the same that the suggesters have.

    Example:
        >>> measure({}, [], []).table().rows
        ()
    """
    answers = []
    for suggester in among:
        held_out = [row for row in rows if row.subject_id in entities and asked(row, suggester)]
        if not held_out:
            continue
        for method, found in _methods(suggester).items():
            answers += [Answer(row, method, found(entities[row.subject_id])) for row in held_out]
        suggester.release()
    return Measured(tuple(answers))


def asked(row: Row, suggester: Suggester) -> bool:
    """Whether a row is held out of a vocabulary: accepted, and with a term that it should have."""
    accepted = row.predicate_id in ACCEPTED and not row.negated
    prefix, vocabulary = row.object_id.partition(":")[0], suggester.vocabulary
    there = prefix in vocabulary.complete or row.object_id in vocabulary.terms
    return accepted and prefix == suggester.prefix and there


def _methods(suggester: Suggester) -> dict[Method, Callable[[OurEntity], tuple[str, ...]]]:
    labels: dict[str, list[str]] = defaultdict(list)
    for curie, term in sorted(suggester.terms.items()):
        labels[term.label.casefold()].append(curie)

    def suggested(entity: OurEntity) -> tuple[str, ...]:
        found = suggester.candidates(entity, max(RANKS), afresh=True)
        return tuple(candidate.term.id for candidate in found)

    return {
        "suggest": suggested,
        "our labels only": lambda entity: suggested(replace(entity, synonyms=())),
        "equal labels": lambda entity: tuple(labels.get(entity.label.casefold(), ())),
    }


def _part(some: int, of: int) -> Decimal | None:
    return (Decimal(some) / of).quantize(_PERCENT) if of else None

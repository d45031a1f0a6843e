"""Do broad and narrow point the right way, and do two hierarchies agree?

Where to go instead: `ldn_kg.link.consistency` compares identifiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ldn_kg.link.names import words
from ldn_kg.link.rows import BROAD, NARROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.link.findings import Finding
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.rows import Row
    from ldn_kg.vocabularies.terms import Vocabulary

_WORDS = {BROAD: "broader", NARROW: "narrower"}
_OPPOSITE = {BROAD: NARROW, NARROW: BROAD}


@dataclass(frozen=True, slots=True)
class Hierarchies:
    """Compares rows with what is a kind of what.

    Args:
        exact: The exact matches, by subject and vocabulary.
    """

    exact: Mapping[tuple[str, str], Row]
    _above: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Hierarchies:
        """Those of the rows of all tables."""
        exact: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.exact:
                exact.setdefault((row.subject.id, row.target.prefix), row)
        return cls(exact)

    def direction(self, row: Row) -> Iterator[Finding]:
        """`direction`: what is broader stands above our exact match, what is narrower below it.

        Where there is no exact match, a name may tell: what is called low-dose naltrexone is
        narrower than naltrexone.

        Args:
            row: A row.
        """
        if not row.holds or row.predicate not in _OPPOSITE:
            return
        target, vocabulary = row.target.id, row.target.vocabulary
        right = _WORDS[row.predicate]
        exact = self.exact.get((row.subject.id, row.target.prefix))
        if exact is None or vocabulary is None or row.target.term is None:
            if row.predicate == NARROW and _is_head(row.target.label, row.mapping.subject_label):
                message = f"{target} “{row.target.label}” is broader, by its name"
                yield row.finding("error", "direction", message, f"write {BROAD}")
            return
        own = exact.target.id
        ends = {BROAD: (own, target), NARROW: (target, own)}
        below, above = ends[row.predicate]
        if own == target or above in self._ancestors(vocabulary, below):
            return
        where = f"{vocabulary.name} {vocabulary.version}".rstrip()
        if below in self._ancestors(vocabulary, above):
            message = f"{target} is not {right} than {own}, the exact match, but the reverse"
            yield row.finding("error", "direction", message, f"write {_OPPOSITE[row.predicate]}")
        elif self._ancestors(vocabulary, below) and row.target.prefix in vocabulary.complete:
            message = f"{target} is not {right} than {own}, the exact match, in {where}"
            hint = "write skos:closeMatch or skos:relatedMatch, or look for another term"
            yield row.finding("error", "direction", message, hint)

    def broader(self, row: Row) -> Iterator[Finding]:
        """`hierarchy`: what ours is a kind of, its term should be a kind of too.

        Args:
            row: A row.
        """
        vocabulary = row.target.vocabulary
        if not row.exact or row.entity is None or vocabulary is None or row.target.term is None:
            return
        for whole in row.entity.broader:
            exact = self.exact.get((whole, row.target.prefix))
            if exact is None or exact.target.term is None or exact.target.id == row.target.id:
                continue
            yield from self._compared(row, row.entity, exact, vocabulary)

    def _compared(
        self, row: Row, entity: OurEntity, exact: Row, vocabulary: Vocabulary
    ) -> Iterator[Finding]:
        target, whole = row.target.id, exact.target.id
        ours = f"{entity.id} is a kind of {exact.subject.id} here"
        if target in self._ancestors(vocabulary, whole):
            message = f"{ours}, but {whole} is a kind of {target} there"
            hint = f"one of the two is wrong; see {exact.file}:{exact.mapping.line}"
            yield row.finding("error", "hierarchy", message, hint)
        elif whole not in self._ancestors(vocabulary, target) and (
            row.target.prefix in vocabulary.complete and self._ancestors(vocabulary, target)
        ):
            message = f"{ours}, but {target} is no kind of {whole} there"
            yield row.finding("note", "hierarchy", message, "vocabularies differ; nothing to mend")

    def _ancestors(self, vocabulary: Vocabulary, curie: str) -> frozenset[str]:
        key = (id(vocabulary), curie)
        if key not in self._above:
            self._above[key] = frozenset(vocabulary.ancestors(curie))
        return self._above[key]


def _is_head(label: str, ours: str) -> bool:
    """Whether a name ends in another, of which it is then a kind.

    Example:
        >>> _is_head("Naltrexone", "low-dose naltrexone"), _is_head("naltrexone", "naltrexone")
        (True, False)
    """
    head, whole = words(label), words(ours)
    return 0 < len(head) < len(whole) and whole[-len(head) :] == head

"""What the rules need to know of the ontology: its classes, their ancestors, its predicates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.model.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Terms:
    """Classes and predicates by local name.

    Args:
        ancestors: For each class, itself and every class above it.
        predicates: Properties that a claim may use.

    Example:
        >>> terms = Terms({"Drug": frozenset({"Drug", "Entity"})}, frozenset({"blocks"}))
        >>> "Entity" in terms.ancestors["Drug"]
        True
    """

    ancestors: Mapping[str, frozenset[str]]
    predicates: frozenset[str]

    def kinds(self, corpus: Corpus, key: str) -> frozenset[str]:
        """All classes of an entity, with their ancestors."""
        placed = corpus.entities.get(key)
        if placed is None:
            return frozenset()
        return frozenset().union(
            *(self.ancestors.get(name, frozenset()) for name in placed.record.classes)
        )

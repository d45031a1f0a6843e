"""Our entities as linking needs them: names, kinds, and what is a kind of what.

Where to go instead: `ldn_kg.vocabularies.terms` for the terms of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ldn_kg.check import Terms
    from ldn_kg.model.corpus import Corpus

#: What the CURIEs of our entities begin with.
OURS = "entity"


@dataclass(frozen=True, slots=True)
class OurEntity:
    """One of our entities.

    Args:
        id: Its CURIE, such as ``entity:tlr4``.
        label: Its preferred name.
        synonyms: Its other names, from our own table; not what a source happens to print.
        definition: Its definition.
        stated: Names of the classes that its table gives it, such as ``Protein``.
        classes: Those and all that they are kinds of.
        broader: CURIEs of the entities that it is a kind of, one step up.
    """

    id: str
    label: str
    synonyms: tuple[str, ...]
    definition: str
    stated: frozenset[str]
    classes: frozenset[str]
    broader: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its label and synonyms."""
        return (self.label, *self.synonyms)


def our_entities(corpus: Corpus, terms: Terms) -> dict[str, OurEntity]:
    """Every entity by its CURIE, in the order of the CURIEs.

    Args:
        corpus: The records.
        terms: The classes of the ontology.

    Example:
        >>> from ldn_kg.check import Terms
        >>> from ldn_kg.model.corpus import Corpus
        >>> our_entities(Corpus(), Terms({}, frozenset()))
        {}
    """
    found = {}
    for key, placed in sorted(corpus.entities.items()):
        record = placed.record
        found[f"{OURS}:{key}"] = OurEntity(
            id=f"{OURS}:{key}",
            label=record.label,
            synonyms=tuple(sorted(record.synonyms)),
            definition=record.definition,
            stated=frozenset(record.classes),
            classes=terms.kinds(corpus, key),
            broader=tuple(sorted(f"{OURS}:{whole}" for whole in record.broader)),
        )
    return found

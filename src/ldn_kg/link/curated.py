"""Our entities as the curated files have them, without a build.

Where to go instead: `ldn_kg.link.ours` reads them from the graph of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.link.ours import OurEntity
from ldn_kg.link.rows import OURS

if TYPE_CHECKING:
    from ldn_kg.check import Terms
    from ldn_kg.model.corpus import Corpus


def curated_entities(corpus: Corpus, terms: Terms) -> dict[str, OurEntity]:
    """Every entity by its CURIE, in the order of the CURIEs.

    Args:
        corpus: The records.
        terms: The classes of the ontology.

    Example:
        >>> from ldn_kg.check import Terms
        >>> from ldn_kg.model.corpus import Corpus
        >>> curated_entities(Corpus(), Terms({}, frozenset()))
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

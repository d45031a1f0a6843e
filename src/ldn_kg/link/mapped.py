"""Which terms of other vocabularies our mappings point to, as the graph has them.

Where to go instead: `ldn_kg.mappings` reads the tables themselves; `ldn_kg.link.enriching` brings
in what the vocabularies say of these terms.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ldn_kg.store import Store

#: A row that says Not, or that no term was found, gives no plain relation; so it is not here.
_MAPPED = """
SELECT DISTINCT ?curie ?entity {
  GRAPH graph:mappings {
    ?row owl:annotatedSource ?entity ; owl:annotatedProperty ?relation ; owl:annotatedTarget ?term .
    ?entity ?relation ?term .
    ?term skos:notation ?curie
  }
} ORDER BY ?curie ?entity
"""


def mapped_terms(store: Store) -> dict[str, tuple[str, ...]]:
    """The terms that some entity of ours is mapped to by whatever relation, each with the entities.

    Args:
        store: A graph with the graph ``mappings``.

    Example:
        >>> import ldn_kg
        >>> mapped_terms(ldn_kg.open().store)["MONDO:0005546"]
        ('entity:fibromyalgia',)
    """
    from ldn_kg.tables import Table

    found: dict[str, list[str]] = {}
    for curie, entity in Table.from_result(store.query(_MAPPED)):
        found.setdefault(str(curie), []).append(str(entity))
    return {curie: tuple(entities) for curie, entities in found.items()}


def mapped_digest(terms: Iterable[str], prefixes: Collection[str]) -> str:
    """One SHA-256 over the terms of some vocabularies: it changes when mappings to them do.

    Args:
        terms: CURIEs.
        prefixes: Prefixes of the vocabularies.

    Example:
        >>> mapped_digest(["CL:1", "HP:1"], ["CL"]) == mapped_digest(["CL:1"], ["CL"])
        True
    """
    ours = sorted(curie for curie in terms if curie.partition(":")[0] in prefixes)
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()

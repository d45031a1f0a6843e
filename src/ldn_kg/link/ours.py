"""Our entities as linking needs them: names, kinds, and what is a kind of what.

Where to go instead: `ldn_kg.link.terms` for the terms of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.prefixes import VOCAB

if TYPE_CHECKING:
    from ldn_kg.store import Store

_NAMES = """
SELECT ?entity ?label ?definition ?name {
  GRAPH graph:entities { ?entity ldn:key ?key ; skos:prefLabel ?label }
  OPTIONAL { ?entity skos:definition ?definition }
  OPTIONAL { ?entity skos:altLabel ?name }
} ORDER BY ?entity ?name
"""
_KINDS = """
SELECT DISTINCT ?entity ?class {
  GRAPH graph:entities { ?entity ldn:key ?key ; skos:prefLabel ?label ; a ?stated }
  ?stated rdfs:subClassOf* ?class
  FILTER(STRSTARTS(STR(?class), STR(ldn:)))
}
"""
_STATED = """
SELECT ?entity ?class {
  GRAPH graph:entities { ?entity ldn:key ?key ; skos:prefLabel ?label ; a ?class }
}
"""
_BROADER = "SELECT ?entity ?broader { GRAPH graph:entities { ?entity ldn:broader ?broader } }"


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


def our_entities(store: Store) -> dict[str, OurEntity]:
    """Every entity by its CURIE, in the order of the CURIEs.

    Args:
        store: The graph of a build.

    Example:
        >>> import ldn_kg
        >>> ogfr = our_entities(ldn_kg.open().store)["entity:ogfr"]
        >>> ogfr.names[:2], sorted(ogfr.stated)
        (('opioid growth factor receptor', 'OGFR'), ['GrowthFactorReceptor', 'Protein'])
    """
    from ldn_kg.tables import Table

    def pairs(query: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entity, value in Table.from_result(store.query(query)):
            found.setdefault(str(entity), []).append(str(value))
        return found

    kinds, stated, broader = pairs(_KINDS), pairs(_STATED), pairs(_BROADER)
    names: dict[str, list[str]] = {}
    heads: dict[str, tuple[str, str]] = {}
    for entity, label, definition, name in Table.from_result(store.query(_NAMES)):
        heads[str(entity)] = (str(label), str(definition or ""))
        names.setdefault(str(entity), []).extend([str(name)] if name else [])
    return {
        entity: OurEntity(
            id=entity,
            label=label,
            synonyms=tuple(names[entity]),
            definition=definition,
            stated=frozenset(map(_local, stated.get(entity, ()))),
            classes=frozenset(map(_local, kinds.get(entity, ()))),
            broader=tuple(sorted(broader.get(entity, ()))),
        )
        for entity, (label, definition) in sorted(heads.items())
    }


def _local(curie: str) -> str:
    return curie.removeprefix(VOCAB).removeprefix("ldn:")

"""Reads the proofs of a finished graph back as values."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.infer.proofs import Premise, Proof

if TYPE_CHECKING:
    from ldn_kg.store import Store

_EDGES = """
SELECT ?edge ?s ?p ?o { ?edge a ldn:Edge ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
"""
_PROOFS = """
SELECT ?proof ?edge ?by ?premise {
  ?proof a ldn:Proof ; ldn:concludes ?edge ; ldn:followsBy ?by ; ldn:premise ?premise
}
"""


def read_proofs(store: Store) -> list[Proof]:
    """Every proof of a graph, in canonical order.

    Args:
        store: A graph that a build made.
    """
    edges: dict[object, ox.Triple] = {
        edge: ox.Triple(subject, predicate, value)  # type: ignore[arg-type]
        for edge, subject, predicate, value in store.query(_EDGES).rows
    }
    conclusions: dict[object, tuple[ox.Triple, ox.NamedNode]] = {}
    premises: dict[object, set[Premise]] = defaultdict(set)
    for proof, edge, by, premise in store.query(_PROOFS).rows:
        conclusions[proof] = edges[edge], by  # type: ignore[assignment]
        premises[proof].add(edges.get(premise, premise))  # type: ignore[arg-type]
    found = [Proof.of(*conclusions[proof], premises[proof]) for proof in conclusions]
    return sorted(found, key=lambda proof: (str(proof.conclusion), proof.iri.value))

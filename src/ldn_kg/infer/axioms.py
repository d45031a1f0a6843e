"""The ontology's axioms on properties, applied to edges.

Three kinds: sub-property (OWL 2 RL rule prp-spo1), property chain of any length (prp-spo2) and
symmetric property (prp-symp). Reference: OWL 2 Profiles, section 4.3, table 5.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from ldn_kg import iris
from ldn_kg.infer.proofs import Proof
from ldn_kg.vocab import LDN, OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.store import Store

Node = ox.NamedNode


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom on properties: what is joined by the body is joined by the head.

    Args:
        kind: Sub-property, chain or symmetric.
        body: Properties, one after the other; one for the first and the third kind.
        head: The property that follows.
    """

    kind: Literal["sub", "chain", "symmetric"]
    body: tuple[Node, ...]
    head: Node

    @property
    def iri(self) -> Node:
        """Named by what it says."""
        names = [_name(step) for step in self.body]
        head = [] if self.kind == "symmetric" else [_name(self.head)]
        return iris.thing("axiom", "-".join(names), self.kind, *head)


def _name(node: Node) -> str:
    return node.value.removeprefix(LDN.base)


def read_axioms(store: Store) -> list[Axiom]:
    """Every such axiom between properties of our own vocabulary, in canonical order.

    Args:
        store: The graph with the ontology.
    """
    found = [
        Axiom("sub", (subject,), value)
        for subject, value in _pairs(store, RDFS.subPropertyOf)
        if isinstance(value, Node) and _ours(subject, value)
    ]
    found += [
        Axiom("chain", tuple(_items(store, head)), subject)
        for subject, head in _pairs(store, OWL.propertyChainAxiom)
        if _ours(subject)
    ]
    found += [
        Axiom("symmetric", (subject,), subject)
        for subject, value in _pairs(store, RDF.type)
        if value == OWL.SymmetricProperty and _ours(subject)
    ]
    return sorted(found, key=lambda axiom: axiom.iri.value)


def _pairs(store: Store, predicate: Node) -> Iterator[tuple[Node, ox.NamedNode | ox.BlankNode]]:
    pattern = store.backend.quads_for_pattern(None, predicate, None, ox.DefaultGraph())
    for quad in pattern:
        if isinstance(quad.subject, Node) and not isinstance(quad.object, ox.Literal | ox.Triple):
            yield quad.subject, quad.object


def _ours(*nodes: Node) -> bool:
    return all(node.value.startswith(LDN.base) for node in nodes)


def _items(store: Store, head: ox.NamedNode | ox.BlankNode) -> Iterator[Node]:
    firsts = dict(_values(store, RDF.first))
    rests = dict(_values(store, RDF.rest))
    node: object = head
    while node != RDF.nil:
        yield firsts[node]
        node = rests[node]


def _values(store: Store, predicate: Node) -> Iterator[tuple[object, Node]]:
    for quad in store.backend.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
        yield quad.subject, quad.object  # type: ignore[misc]


def close(edges: Iterable[ox.Triple], axioms: Iterable[Axiom]) -> set[Proof]:
    """Every application of every axiom to edges and to what follows from them.

    Args:
        edges: Triples to start from.
        axioms: What to apply.

    Returns:
        Proofs of everything that follows, each way once.
    """
    axioms, known = list(axioms), set(edges)
    while True:
        index = _Index(known)
        proofs = {proof for axiom in axioms for proof in _applied(axiom, index)}
        fresh = {proof.conclusion for proof in proofs} - known
        if not fresh:
            return proofs
        known |= fresh


class _Index:
    """Edges by predicate, and by predicate and subject."""

    def __init__(self, edges: Iterable[ox.Triple]) -> None:
        self.by_predicate: dict[Node, list[ox.Triple]] = defaultdict(list)
        self.after: dict[tuple[Node, object], list[ox.Triple]] = defaultdict(list)
        for edge in edges:
            self.by_predicate[edge.predicate].append(edge)
            self.after[edge.predicate, edge.subject].append(edge)


def _applied(axiom: Axiom, index: _Index) -> Iterator[Proof]:
    for walk in _walks(axiom.body, index):
        first, last = walk[0].subject, walk[-1].object
        if axiom.kind == "symmetric":
            first, last = last, first  # type: ignore[assignment]
        conclusion = ox.Triple(first, axiom.head, last)
        if conclusion not in walk:
            yield Proof.of(conclusion, axiom.iri, {axiom.iri, *walk})


def _walks(body: tuple[Node, ...], index: _Index) -> Iterator[tuple[ox.Triple, ...]]:
    walks: list[tuple[ox.Triple, ...]] = [(edge,) for edge in index.by_predicate[body[0]]]
    for predicate in body[1:]:
        walks = [
            (*walk, edge) for walk in walks for edge in index.after[predicate, walk[-1].object]
        ]
    yield from walks

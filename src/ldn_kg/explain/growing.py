"""Grows proof trees from the proofs of a graph.

An edge may have many proofs, and some lead back to it. What counts is what can be reached from the
ground: each edge has a height, and of each edge on the way the lowest proof is taken, so nothing is
ever proved by itself. Where to go instead: `ldn_kg.explain.trees` says what a tree is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.explain.premises import Premises
from ldn_kg.explain.trees import INFERRED, Asserted, Conclusion, Edge, ProofTree, Via
from ldn_kg.infer import edge_iri, read_axioms, read_proofs
from ldn_kg.prefixes import contract
from ldn_kg.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_kg.explain.trees import Premise
    from ldn_kg.infer import Axiom, Proof
    from ldn_kg.trace.facts import Facts

#: The rule by which a supported claim gives its edge.
STATED = "rule:stated_relation"
_PROOFS = "graph:proofs"
_Heights = dict[ox.Triple, int]
_NONE: frozenset[ox.Triple] = frozenset()
_NO_CLAIM: frozenset[ox.NamedNode] = frozenset()


class Grower:
    """The proofs of one graph.

    Args:
        facts: The graph.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> grower = Grower(Facts(ldn_kg.open().store))
        >>> [edge] = [e for e in grower.edges if str(e.predicate).endswith("actsIn>")][-1:]
        >>> [tree.via.iri for tree in grower.grow(edge).trees]
        ['rule:effect_in_a_cell']
    """

    def __init__(self, facts: Facts) -> None:
        self.premises = Premises(facts)
        self._store = facts.store
        found: dict[ox.Triple, list[Proof]] = defaultdict(list)
        for proof in read_proofs(facts.store):
            found[proof.conclusion].append(proof)
        self._of = dict(found)
        self._heights: dict[frozenset[ox.Triple], _Heights] = {}
        self._memo: dict[tuple[ox.Triple, str, frozenset[ox.Triple]], Conclusion] = {}
        self._claims: dict[ox.NamedNode, frozenset[ox.NamedNode]] = {}

    @property
    def edges(self) -> list[ox.Triple]:
        """Every edge that follows, in canonical order."""
        return list(self._of)

    def proofs_with(self, premise: ox.NamedNode) -> list[Proof]:
        """Every proof of which something is a premise, in canonical order.

        Args:
            premise: A claim, a line of evidence or an axiom.
        """
        return [p for proofs in self._of.values() for p in proofs if premise in p.premises]

    def rules_of(self, triple: ox.Triple) -> set[str]:
        """By what an edge follows, over all its proofs."""
        return {contract(proof.by.value) for proof in self._of.get(triple, [])}

    def grow(self, triple: ox.Triple, *, every: bool = False) -> Conclusion:
        """The proofs of an edge.

        Args:
            triple: An edge that follows.
            every: Whether to show all its proofs.
        """
        sound = self._sound(triple)
        # Each claim that states an edge is evidence for it, like each line behind a stance.
        shown = sound if every or _is_stance(triple) else [*_same(sound)]
        trees = []
        for proof in shown:
            # A proof through something that is further away may come back to the edge.
            near = self._height(proof, self._levels(_NONE)) == self._levels(_NONE)[triple]
            trees.append(self._tree(proof, _NO_CLAIM, _NONE if near else frozenset({triple})))
        circular = len(self._of.get(triple, [])) - len(sound)
        return Conclusion(self._edge(triple), tuple(trees), len(sound) - len(shown), circular)

    def _sound(self, triple: ox.Triple) -> list[Proof]:
        """The proofs of an edge that do without the edge, the shortest first."""
        proofs = self._of.get(triple, [])
        without = self._levels(frozenset({triple}) if len(proofs) > 1 else _NONE)
        sound = [proof for proof in proofs if self._height(proof, without) is not None]
        return sorted(sound, key=lambda proof: self._order(proof, without, _NO_CLAIM))

    def _tree(
        self,
        proof: Proof,
        context: frozenset[ox.NamedNode],
        excluded: frozenset[ox.Triple],
    ) -> ProofTree:
        claims = _claims_in(proof) or context
        premises = tuple(self._premises(proof, claims, excluded))
        via = contract(proof.by.value)
        return ProofTree(
            proof, contract(proof.iri.value), Via(via, self._axioms.get(via)), premises
        )

    def _premises(
        self, proof: Proof, claims: frozenset[ox.NamedNode], excluded: frozenset[ox.Triple]
    ) -> Iterator[Premise]:
        for premise in proof.premises:
            if isinstance(premise, ox.Triple):
                graphs = self._asserted(premise)
                if graphs:
                    yield Asserted(self._edge(premise), graphs)
                else:
                    yield self._nested(premise, claims, excluded)
            elif premise != proof.by:
                curie = contract(premise.value)
                known = self.premises.statements.get(curie) or self.premises.evidence.get(curie)
                if known is not None:
                    yield known

    def _nested(
        self,
        triple: ox.Triple,
        context: frozenset[ox.NamedNode],
        excluded: frozenset[ox.Triple],
    ) -> Conclusion:
        levels = self._levels(excluded)
        proofs = [p for p in self._of.get(triple, []) if self._height(p, levels) is not None]
        proofs.sort(key=lambda proof: self._order(proof, levels, context))
        key = (triple, proofs[0].iri.value if proofs else "", excluded)
        if key not in self._memo:
            shown = proofs if _is_stance(triple) else proofs[:1]
            sound = self._sound(triple)
            self._memo[key] = Conclusion(
                self._edge(triple),
                tuple(self._tree(proof, context, excluded) for proof in shown),
                max(len(sound) - len(shown), 0),
                len(self._of.get(triple, [])) - len(sound),
            )
        return self._memo[key]

    def _order(
        self, proof: Proof, levels: _Heights, context: frozenset[ox.NamedNode]
    ) -> tuple[int, int, int, str]:
        """The shortest first; then what rests on the claims at hand, on few claims, on little."""
        height = self._height(proof, levels)
        return (
            len(self._of) if height is None else height,
            len(self._claims_behind(proof) - context),
            len(proof.premises),
            proof.iri.value,
        )

    def _claims_behind(self, proof: Proof) -> frozenset[ox.NamedNode]:
        """The claims that a proof rests on, by the shortest way down."""
        if proof.iri not in self._claims:
            found = set(_claims_in(proof))
            levels = self._levels(_NONE)
            for premise in proof.premises:
                if isinstance(premise, ox.Triple) and premise in levels:
                    below = self._of[premise]
                    lowest = (p for p in below if self._height(p, levels) == levels[premise])
                    found |= self._claims_behind(next(lowest))
            self._claims[proof.iri] = frozenset(found)
        return self._claims[proof.iri]

    def _height(self, proof: Proof, levels: _Heights) -> int | None:
        """How many steps a proof has one over the other; None if a premise is out of reach."""
        edges = [p for p in proof.premises if isinstance(p, ox.Triple)]
        proved = [p for p in edges if not self._asserted(p)]
        if any(p not in levels for p in proved):
            return None
        return 1 + max((levels[p] for p in proved), default=0)

    def _levels(self, excluded: frozenset[ox.Triple]) -> _Heights:
        """Each edge that can be reached without some others, with its least height."""
        if excluded not in self._heights:
            self._heights[excluded] = self._found_levels(excluded)
        return self._heights[excluded]

    def _found_levels(self, excluded: frozenset[ox.Triple]) -> _Heights:
        waiting = [p for edge, ps in self._of.items() if edge not in excluded for p in ps]
        levels: _Heights = {}
        while True:
            heights = [(proof, self._height(proof, levels)) for proof in waiting]
            fresh = {p.conclusion: h for p, h in heights if h is not None}
            if not fresh:
                return levels
            # Heights are found in order, so what is found first is the least.
            levels |= fresh
            waiting = [p for p in waiting if p.conclusion not in levels]

    @cached_property
    def _axioms(self) -> Mapping[str, Axiom]:
        return {contract(axiom.iri.value): axiom for axiom in read_axioms(self._store)}

    def _asserted(self, triple: ox.Triple) -> tuple[str, ...]:
        """The graphs that state an edge; the graph of conclusions only where nothing proves it."""
        if triple not in self._known:
            pattern = (triple.subject, triple.predicate, triple.object, None)
            quads = self._store.backend.quads_for_pattern(*pattern)
            names = {str(getattr(quad.graph_name, "value", "")) for quad in quads}
            graphs = {contract(name) for name in names if name} - {_PROOFS}
            if triple in self._of:
                graphs -= {INFERRED}
            self._known[triple] = tuple(sorted(graphs))
        return self._known[triple]

    @cached_property
    def _known(self) -> dict[ox.Triple, tuple[str, ...]]:
        return {}

    @staticmethod
    def _edge(triple: ox.Triple) -> Edge:
        parts = (triple.subject, triple.predicate, triple.object)
        names = (contract(str(getattr(part, "value", part))) for part in parts)
        return Edge(contract(edge_iri(triple).value), *names)


def _same(proofs: list[Proof]) -> Iterator[Proof]:
    """The first proof; and where that is a claim which states the edge, all that do so."""
    for proof in proofs:
        if proof is proofs[0] or contract(proof.by.value) == contract(proofs[0].by.value) == STATED:
            yield proof


def _claims_in(proof: Proof) -> frozenset[ox.NamedNode]:
    """The claims among the premises of a proof."""
    nodes = (premise for premise in proof.premises if isinstance(premise, ox.NamedNode))
    return frozenset(node for node in nodes if contract(node.value).startswith("claim:"))


def _is_stance(triple: ox.Triple) -> bool:
    return triple.predicate == RDF.type

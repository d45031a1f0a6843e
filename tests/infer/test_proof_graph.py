"""Every inferred triple of the built graph has proofs, and every proof ends at a place in a source.

The graphs are read as plain quads here, not by the code that wrote them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.infer import inferred_quads, read_proofs
from tests.infer.by_hand import ACTING, Expected
from tests.infer.conftest import DERIVED
from tests.infer.small import TYPE, edge, last_name, term, thing
from tests.infer.trees import behind, heights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import ldn_kg
    from ldn_kg.infer import Inference, Premise

RDF = TYPE.value.removesuffix("type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
COMMENT = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
PARTS = tuple(ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
STANCES = {term(f"{name}Claim") for name in ("Supported", "Contested", "Disputed")}
INFERRED, PROOFS = iris.graph("inferred"), iris.graph("proofs")

Node = ox.NamedNode | ox.BlankNode
Values = dict[object, dict[object, set[object]]]


def by_subject(quads: Iterable[ox.Quad]) -> Values:
    """Values by subject and property."""
    found: Values = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        found[quad.subject][quad.predicate].add(quad.object)
    return found


@dataclass(frozen=True)
class Graphs:
    """The built graph in three parts.

    Args:
        curated: What stands in the graphs that people wrote.
        inferred: The graph ``inferred``.
        proofs: The graph ``proofs``, by subject.
    """

    curated: list[ox.Quad]
    inferred: set[ox.Triple]
    proofs: Values

    def members(self, name: str) -> set[object]:
        """Nodes of the proof graph that have a class."""
        return {node for node, said in self.proofs.items() if term(name) in said[TYPE]}

    @cached_property
    def edges(self) -> dict[object, ox.Triple]:
        """Each edge with the triple that it stands for."""
        found = {}
        for node in self.members("Edge"):
            (subject,), (predicate,), (value,) = (self.proofs[node][part] for part in PARTS)
            found[node] = ox.Triple(subject, predicate, value)  # type: ignore[arg-type]
        return found

    @cached_property
    def conclusions(self) -> dict[object, ox.Triple]:
        """The conclusion of each proof."""
        return {
            node: self.edges[edge_]
            for node in self.members("Proof")
            for edge_ in self.proofs[node][term("concludes")]
        }

    @cached_property
    def premises(self) -> dict[object, set[Premise]]:
        """The premises of each proof, edges as triples."""
        found: dict[object, set[Premise]] = {}
        for node in self.members("Proof"):
            premises = found[node] = set()
            for premise in self.proofs[node][term("premise")]:
                assert isinstance(premise, ox.NamedNode)
                premises.add(self.edges.get(premise, premise))
        return found

    @cached_property
    def asserted(self) -> set[ox.Triple]:
        """Every triple that somebody wrote."""
        return {quad.triple for quad in self.curated}

    @cached_property
    def by_subject(self) -> Values:
        """What somebody wrote, by subject."""
        return by_subject(self.curated)

    @cached_property
    def ways(self) -> dict[Premise, list[set[Premise]]]:
        """The premises of each proof of a conclusion."""
        found: dict[Premise, list[set[Premise]]] = defaultdict(list)
        for node, conclusion in self.conclusions.items():
            found[conclusion].append(self.premises[node])
        return found


@pytest.fixture(scope="session")
def graphs(kg: ldn_kg.KnowledgeGraph, curated: list[ox.Quad]) -> Graphs:
    """The built graph."""
    return Graphs(
        curated=curated,
        inferred={quad.triple for quad in kg.store.quads(INFERRED)},
        proofs=by_subject(kg.store.quads(PROOFS)),
    )


def test_the_graphs_hold_what_the_rules_give_now(
    kg: ldn_kg.KnowledgeGraph,
    inference: Inference,
    types: list[ox.Quad],
    say: Callable[[str], None],
) -> None:
    """Types from the reasoner, the conclusions and their proofs, each once, and nothing else."""
    labels = {
        str(quad.subject.value): str(quad.object.value)  # type: ignore[union-attr]
        for quad in kg.store.quads()
        if quad.predicate == LABEL and quad.graph_name not in DERIVED
    }
    expected = {*inferred_quads(inference, labels), *types}
    found = {quad for quad in kg.store.quads() if quad.graph_name in DERIVED}
    assert found == expected
    assert read_proofs(kg.store) == list(inference.proofs)
    say(f"built: {len(types)} types, {len(inference.conclusions)} conclusions")


def test_every_inferred_triple_has_a_proof_or_is_a_type_from_the_reasoner(
    graphs: Graphs, types: list[ox.Quad], say: Callable[[str], None]
) -> None:
    """And what has a proof is there."""
    proven, found = set(graphs.conclusions.values()), {quad.triple for quad in types}
    assert graphs.inferred - proven == found
    assert not graphs.inferred & graphs.asserted
    assert proven <= graphs.inferred
    assert {t.object for t in proven if t.predicate == TYPE} <= STANCES
    say(
        f"inferred: {len(graphs.inferred)} triples, of which {len(proven)} with "
        f"{len(graphs.conclusions)} proofs and {len(found)} types from the reasoner"
    )


def test_every_proof_has_one_conclusion_one_rule_or_axiom_and_premises(
    graphs: Graphs, say: Callable[[str], None]
) -> None:
    """The rule or axiom is in the graph; the proof of an axiom has it among its premises."""
    rules, axioms = graphs.members("Rule"), graphs.members("Axiom")
    proofs = graphs.members("Proof")
    used = set()
    for node in proofs:
        said = graphs.proofs[node]
        assert len(said[term("concludes")]) == 1, node
        assert len(said[term("premise")]) >= 1, node
        (by,) = said[term("followsBy")]
        assert by in rules | axioms, node
        assert (by in said[term("premise")]) is (by in axioms), node
        used.add(by)
    assert used == rules | axioms
    names = {last_name(rule) for rule in rules}
    assert len(names) == len(rules)
    say(f"proofs: {len(proofs)}, by {len(rules)} rules and {len(axioms)} axioms, all of them used")


def test_every_premise_is_there(
    graphs: Graphs, types: list[ox.Quad], say: Callable[[str], None]
) -> None:
    """An edge is curated, typed by the reasoner or concluded; else a claim, a line or an axiom."""
    concluded = set(graphs.conclusions.values())
    typed = {quad.triple for quad in types}
    claims = {node for node, said in graphs.by_subject.items() if term("Claim") in said[TYPE]}
    lines = {node for node, said in graphs.by_subject.items() if term("EvidenceLine") in said[TYPE]}
    kinds: dict[str, set[object]] = {
        "concluded": set(concluded),
        "curated": set(graphs.asserted),
        "typed": set(typed),
        "claims": claims,
        "lines": lines,
        "axioms": graphs.members("Axiom"),
    }
    counts: dict[str, int] = dict.fromkeys(kinds, 0)
    for premises in graphs.premises.values():
        for premise in premises:
            of = [kind for kind, members in kinds.items() if premise in members]
            assert len(of) == 1, (premise, of)
            counts[of[0]] += 1
    assert all(counts.values())
    say("premises: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))


def kind_of(node: object) -> str:
    """The kind of one of our things, as its IRI says."""
    return str(getattr(node, "value", "")).rsplit("/", 2)[-2] if isinstance(node, Node) else ""


def literal(node: object) -> str:
    """The text of a literal."""
    assert isinstance(node, ox.Literal)
    return node.value


def locators(graphs: Graphs, line: object) -> list[dict[object, set[object]]]:
    """What is said of the locators of a line."""
    return [graphs.by_subject[node] for node in graphs.by_subject[line][term("locator")]]


def test_every_proof_ends_at_characters_of_a_source(
    graphs: Graphs, expected: Expected, say: Callable[[str], None]
) -> None:
    """Without a circle: lines with locators, facts that somebody wrote, and axioms."""
    given = {p for premises in graphs.premises.values() for p in premises}
    given -= set(graphs.conclusions.values())
    pairs = [(way, premises) for way, all_ in graphs.ways.items() for premises in all_]
    height = heights(pairs, given)
    assert set(graphs.conclusions.values()) <= set(height)
    lines = {node for node in given if kind_of(node) == "line"}
    places = set()
    for line in lines:
        for said in locators(graphs, line):
            (start,), (end,), (digest,), (place,), (source,) = (
                said[term(name)] for name in ("start", "end", "sha256", "place", "source")
            )
            span = int(literal(start)), int(literal(end))
            places.add((last_name(line), *span, literal(digest), literal(place)))
            assert source == thing("source", "carvalho-skare-2023")
    used = set()
    for conclusion in set(graphs.conclusions.values()):
        leaves = behind(graphs.ways, conclusion) & lines
        assert leaves, conclusion
        used |= leaves
    assert used == lines
    written = {
        (f"{claim['id']}--{line['id']}", *at["span"], at["sha256"], at["place"])
        for claim in expected.claims
        for line in claim["evidence"]
        if line["direction"] != "inconclusive"
        for at in line["at"]
    }
    assert places == written
    levels = [height[conclusion] for conclusion in set(graphs.conclusions.values())]
    say(
        f"trees: {len(levels)} conclusions, at most {max(levels)} steps high, on {len(lines)} "
        f"lines with {len(places)} locators; none stands on itself"
    )


def test_only_undisputed_evidence_stands_behind_an_edge(
    graphs: Graphs, expected: Expected, say: Callable[[str], None]
) -> None:
    """A claim with a line against it is behind contested edges only, and those behind nothing."""
    against = {
        thing("claim", claim["id"]): claim
        for claim in expected.claims
        if any(line["direction"] == "disputes" for line in claim["evidence"])
    }
    contested = {
        ox.Triple(thing("entity", s), term(p), thing("entity", o))
        for s, relation, o in expected.contested
        for p in {relation, "contestedRelation"}
    }
    plain = 0
    for conclusion in set(graphs.conclusions.values()) - contested:
        if conclusion.predicate != TYPE:
            assert not behind(graphs.ways, conclusion) & set(against), conclusion
            plain += 1
    for conclusion in contested:
        assert behind(graphs.ways, conclusion) & set(against), conclusion
        assert graphs.ways[conclusion]
    users = {
        graphs.conclusions[node].predicate
        for node, premises in graphs.premises.items()
        if premises & contested
    }
    assert users == {term("contestedRelation")}
    say(
        f"claims with evidence against them: {len(against)}; {len(contested)} contested edges, "
        f"and none of the claims behind the other {plain}"
    )


def test_the_edge_of_a_claim_with_evidence_against_it_is_there_only_by_another_claim(
    graphs: Graphs, expected: Expected, say: Callable[[str], None]
) -> None:
    """Where another claim states the same and is supported, as for another disease."""
    stated_by = []
    edges = {edge(triple) for triple in graphs.inferred}
    for claim in (*expected.of_stance("contested"), *expected.of_stance("disputed")):
        plain = (claim["subject"], claim["predicate"], claim.get("object"))
        if plain in edges:
            assert plain in expected.stated, plain
            stated_by.append(claim["id"])
    # Fatigue: against it in fibromyalgia, for it in Sjögren syndrome.
    assert stated_by == ["ldn-alleviates-fatigue-in-fibromyalgia"]
    say(f"disputed in one place, stated in another: {', '.join(stated_by)}")


def test_no_plain_edge_of_a_claim_stands_outside_the_graph_inferred(
    kg: ldn_kg.KnowledgeGraph, expected: Expected, say: Callable[[str], None]
) -> None:
    """Nor a bridge, a chain or a contested relation."""
    rows = kg.store.query(
        "SELECT DISTINCT ?p { ?p rdfs:subPropertyOf* ?top "
        "VALUES ?top { ldn:claimPredicate ldn:mayAffect ldn:contestedRelation } }"
    ).rows
    properties = {row[0] for row in rows}
    named = {term(claim["predicate"]) for claim in expected.claims} | {term(p) for p in ACTING}
    assert named <= properties
    places = {quad.graph_name for quad in kg.store.quads() if quad.predicate in properties}
    assert places == {INFERRED}
    say(f"plain edges: of {len(properties)} properties, all in the graph inferred")


def test_everything_in_the_proof_graph_has_a_label(
    graphs: Graphs, say: Callable[[str], None]
) -> None:
    """In English; a rule has its description, what it gives and its condition too."""
    nodes = {kind: graphs.members(kind) for kind in ("Edge", "Rule", "Axiom")}
    for kind, members in nodes.items():
        for node in members:
            (label,) = graphs.proofs[node][LABEL]
            assert isinstance(label, ox.Literal)
            assert label.language == "en", node
            assert label.value.strip(), (kind, node)
    for rule in nodes["Rule"]:
        said = graphs.proofs[rule]
        assert [len(said[p]) for p in (COMMENT, term("gives"), term("condition"))] == [1, 1, 1]
    axioms = [next(iter(graphs.proofs[node][LABEL])) for node in nodes["Axiom"]]
    assert len(set(axioms)) == len(axioms)
    others = set(graphs.proofs) - set().union(*nodes.values()) - graphs.members("Proof")
    assert others == set()
    say("labels: " + ", ".join(f"{len(members)} {kind}s" for kind, members in nodes.items()))


def test_an_edge_is_named_by_what_it_joins(graphs: Graphs) -> None:
    """Subject, predicate and object; so two edges never share a name."""
    by_triple = {triple: node for node, triple in graphs.edges.items()}
    assert len(by_triple) == len(graphs.edges)
    blocks = ox.Triple(
        thing("entity", "low_dose_naltrexone"), term("blocks"), thing("entity", "tlr4")
    )
    node = by_triple[blocks]
    assert node == thing("edge", "low_dose_naltrexone--blocks--tlr4")
    (label,) = graphs.proofs[node][LABEL]
    assert label == ox.Literal("low-dose naltrexone blocks Toll-like receptor 4", language="en")


def test_a_proof_by_hand(graphs: Graphs) -> None:
    """From a chain down to the words of the review that say so."""
    ldn, tlr4 = thing("entity", "low_dose_naltrexone"), thing("entity", "tlr4")
    lowers = ox.Triple(ldn, term("lowers"), tlr4)
    blocks = ox.Triple(ldn, term("blocks"), tlr4)
    claim = thing("claim", "ldn-blocks-tlr4")
    judged = ox.Triple(claim, TYPE, term("SupportedClaim"))
    assert graphs.ways[lowers] == [{blocks, thing("axiom", "blocks--sub--lowers")}]
    assert graphs.ways[blocks] == [{claim, judged}]
    line = thing("line", "ldn-blocks-tlr4--intro")
    assert {claim, line} in graphs.ways[judged]
    (said,) = locators(graphs, line)
    assert said[term("source")] == {thing("source", "carvalho-skare-2023")}

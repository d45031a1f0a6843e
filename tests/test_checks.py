"""Each check of the finished graph finds nothing in it, and finds exactly what is planted."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from ldn_kg.errors import Where
from ldn_kg.knowledge_graph import KnowledgeGraph
from ldn_kg.prefixes import GRAPH, THING, VOCAB
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.verify.checks import run_checks

CHECKS = home().queries / "checks"
NAMES = sorted(path.stem for path in CHECKS.glob("*.rq"))
REVIEW = ox.NamedNode(f"{GRAPH}review.carvalho-skare-2023")
ENTITIES = ox.NamedNode(f"{GRAPH}entities")
DEFINITION = ox.NamedNode("http://www.w3.org/2004/02/skos/core#definition")


def thing(curie: str) -> ox.NamedNode:
    """The IRI of one of our things, such as ``study:oaks-2018``."""
    kind, _, local = curie.partition(":")
    return ox.NamedNode(f"{THING}{kind}/{local}")


def term(name: str) -> ox.NamedNode:
    """A term of our vocabulary."""
    return ox.NamedNode(VOCAB + name)


def said(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    """A quad in the graph of what the review says."""
    return ox.Quad(thing(subject), term(predicate), value, REVIEW)


def decimal(value: str) -> ox.Literal:
    """A decimal number."""
    return ox.Literal(value, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))


@dataclass(frozen=True)
class Fault:
    """As few triples too many or too few as make a check fire, and the node that it must name.

    Args:
        check: The check that must report it.
        node: The first column of its row.
        add: Quads too many.
        drop: Subject, predicate and graph of the one quad taken away.
    """

    check: str
    node: str
    add: tuple[ox.Quad, ...] = ()
    drop: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode] | None = None


FAULTS = [
    Fault(
        "finding_in_group_of_another_study",
        "finding:parkitny-2017--review--il6",
        add=(
            said(
                "finding:parkitny-2017--review--il6",
                "inGroup",
                thing("group:jackson-2021--review--sample"),
            ),
        ),
    ),
    Fault(
        "line_on_finding_of_another_layer",
        "line:ldn-decreases-il6--parkitny-2017",
        add=(said("finding:parkitny-2017--review--il6", "layer", term("primaryLayer")),),
    ),
    Fault(
        "claim_without_evidence",
        "claim:ldn-blocks-tlr4",
        drop=(thing("line:ldn-blocks-tlr4--intro"), term("evidenceFor"), REVIEW),
    ),
    Fault(
        "listed_study_without_sample",
        "study:oaks-2018",
        add=(said("study:oaks-2018", "inTable", ox.Literal(1)),),
    ),
    Fault(
        "regimen_given_to_nobody",
        "regimen:jackson-2021--review--ldn",
        drop=(thing("regimen:jackson-2021--review--ldn"), term("givenTo"), REVIEW),
    ),
    Fault(
        "one_span_with_two_places",
        "locator:carvalho-skare-2023--7314-7318",
        add=(
            said(
                "locator:carvalho-skare-2023--7314-7318",
                "place",
                ox.Literal("Table 2, somewhere else"),
            ),
        ),
    ),
    Fault(
        "entity_without_definition",
        "entity:tlr4",
        drop=(thing("entity:tlr4"), DEFINITION, ENTITIES),
    ),
    Fault(
        "person_with_participants",
        "group:zashin-2020--review--case-1",
        add=(
            said(
                "group:zashin-2020--review--case-1",
                "participants",
                thing("quantity:zashin-2020--review--sample--participants"),
            ),
        ),
    ),
    Fault(
        "cited_publication_without_reference",
        "publication:tempel-1990",
        drop=(thing("publication:tempel-1990"), term("printedReference"), REVIEW),
    ),
    Fault(
        "direction_against_numbers",
        "finding:jackson-2021--review--cpt",
        add=(said("finding:jackson-2021--review--cpt", "effectDirection", term("decrease")),),
    ),
    Fault(
        "hierarchy_cycle",
        "entity:dermatomyositis",
        add=(
            said("entity:dermatomyositis", "broader", thing("entity:amyopathic_dermatomyositis")),
        ),
    ),
    Fault(
        "open_dose_with_total",
        "dose:raknes-2019--review--ldn--final",
        add=(said("dose:raknes-2019--review--ldn--final", "totalPerDay", decimal("5")),),
    ),
    Fault(
        "total_is_not_the_product",
        "dose:jackson-2021--review--ldn--final",
        add=(said("dose:jackson-2021--review--ldn--final", "totalPerDay", decimal("4.5")),),
    ),
    # Two triples: no study has two reports, so one alone cannot collide.
    Fault(
        "two_harm_reports",
        "harm:parkitny-2017--review--1",
        add=(
            said("study:jackson-2021", "hasHarmReport", thing("harm:parkitny-2017--review--1")),
            said(
                "harm:parkitny-2017--review--1",
                "forGroup",
                thing("group:jackson-2021--review--sample"),
            ),
        ),
    ),
    Fault(
        "two_samples",
        "study:jackson-2021",
        add=(
            said("study:jackson-2021", "hasSample", thing("group:parkitny-2017--review--sample")),
        ),
    ),
]


def reported(store: Store, check: str) -> list[str]:
    """What a check says, with the file of each node left out."""
    found = run_checks(store, CHECKS, lambda iri: Where(iri.removeprefix(THING)))
    return [problem.where.file for problem in found if problem.rule == check]


def test_the_graph_passes_every_check(kg: KnowledgeGraph) -> None:
    """The shipped graph has no violation."""
    assert list(run_checks(kg.store, CHECKS, lambda _: None)) == []


def test_a_fault_is_planted_for_every_check() -> None:
    """A check that was never seen to fire is worth nothing."""
    assert sorted(fault.check for fault in FAULTS) == NAMES


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_a_planted_fault_makes_the_check_fire(kg: KnowledgeGraph, fault: Fault) -> None:
    """The check reports the node at fault."""
    quads = set(kg.store.quads())
    assert quads.isdisjoint(fault.add)
    quads.update(fault.add)
    if fault.drop is not None:
        subject, predicate, graph = fault.drop
        gone = {
            quad
            for quad in quads
            if (quad.subject, quad.predicate, quad.graph_name) == (subject, predicate, graph)
        }
        assert len(gone) == 1
        quads -= gone
    kind, _, local = fault.node.partition(":")
    assert f"{kind}/{local}" in reported(Store(quads), fault.check)

"""What a typed graph holds, and which ones are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from ldn_kg.errors import InputError, NotFoundError, QueryError
from ldn_kg.metapath import EdgeType, Step, TypedGraph, dwwc, path_count, paths, walk_count
from tests.metapath.graphs import NODES, TYPES, Small, smalls

JOINS = EdgeType("Gene", "joins", "Gene")
DRIVES = EdgeType("Gene", "drives", "Gene", directed=True)
NAMES = EdgeType("Gene", "names", "Disease")


def test_duplicates_count_once() -> None:
    """An edge is there or not, also when it is given from both ends or very often."""
    edges = [(JOINS, "A", "B")] * 300 + [(JOINS, "B", "A"), (NAMES, "A", "X"), (NAMES, "A", "X")]
    graph = TypedGraph.of({"Gene": ["A", "B"], "Disease": ["X"]}, edges)
    assert repr(graph) == "<TypedGraph: 3 nodes of 2 kinds, 2 edges of 2 types>"
    assert graph.degrees(graph.steps["GjG"]).tolist() == [1, 1]
    assert walk_count(graph, "GjGnD", "B", "X") == path_count(graph, "GjGnD", "B", "X") == 1


def test_a_loop_counts_in_degrees_and_walks_only() -> None:
    """A loop of an undirected edge adds one to the degree, and no path takes it."""
    edges = [(JOINS, "A", "A"), (JOINS, "A", "B"), (DRIVES, "A", "A")]
    graph = TypedGraph.of({"Gene": ["A", "B"]}, edges)
    assert repr(graph) == "<TypedGraph: 2 nodes of 1 kinds, 3 edges of 2 types>"
    assert graph.degrees(graph.steps["GjG"]).tolist() == [2, 1]
    assert [graph.degrees(graph.steps[name])[0] for name in ("Gd>G", "G<dG")] == [1, 1]
    assert (walk_count(graph, "GjGjG", "A", "B"), path_count(graph, "GjGjG", "A", "B")) == (1, 0)
    assert dwwc(graph, "GjGjG", "A", "B", damping=1) == pytest.approx(1 / 8)
    assert walk_count(graph, "Gd>G", "A", "A") == 1
    assert list(paths(graph, "Gd>G", "A", "A")) == []


def test_directions() -> None:
    """A directed edge is walked forward by > and backward by <, and an undirected one both ways."""
    graph = TypedGraph.of({"Gene": ["A", "B"]}, [(DRIVES, "A", "B"), (JOINS, "A", "B")])
    asked = [("Gd>G", "A", "B"), ("Gd>G", "B", "A"), ("G<dG", "A", "B"), ("G<dG", "B", "A")]
    assert [path_count(graph, *each) for each in asked] == [1, 0, 0, 1]
    assert path_count(graph, "GjG", "A", "B") == path_count(graph, "GjG", "B", "A") == 1


def test_equal_names_in_different_kinds_are_different_nodes() -> None:
    """A path may go through a gene and a disease of the same name."""
    graph = TypedGraph.of({"Gene": ["X", "Y"], "Disease": ["X"]}, [(NAMES, g, "X") for g in "XY"])
    assert list(paths(graph, "GnDnG", "X", "Y")) == [("X", "X", "Y")]


def test_order_of_paths_is_that_of_the_nodes() -> None:
    """Not that of the alphabet, nor that of the edges."""
    edges = [(JOINS, *pair) for pair in ("AB", "AC", "BD", "CD")]
    graph = TypedGraph.of({"Gene": list("DCBA")}, edges)
    assert list(paths(graph, "GjGjG", "A", "D")) == [("A", "C", "D"), ("A", "B", "D")]


def test_identifiers_may_be_of_any_type() -> None:
    """Numbers, texts and tuples stay what they were."""
    nodes = {"Gene": [1, "1", ("a", 2)]}
    graph = TypedGraph.of(nodes, [(JOINS, 1, "1"), (JOINS, "1", ("a", 2))])
    assert list(paths(graph, "GjGjG", 1, ("a", 2))) == [(1, "1", ("a", 2))]
    with pytest.raises(NotFoundError, match="no Gene '2'"):
        graph.position("Gene", 2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(smalls)
def test_both_ways_to_make_a_graph_agree(small: Small) -> None:
    """Edges by position are the edges by name."""
    positions = {
        each: (
            [NODES[each.source].index(s) for e, s, _ in small.edges if e == each],
            [NODES[each.target].index(t) for e, _, t in small.edges if e == each],
        )
        for each in TYPES
    }
    graph = TypedGraph.from_positions(NODES, positions)
    assert graph.steps == small.graph.steps
    for step in graph.steps.values():
        assert (graph.adjacency(step) != small.graph.adjacency(step)).nnz == 0
        assert (graph.adjacency(step.reversed) != graph.adjacency(step).T).nnz == 0
        _, ends = graph.rows(step).after(np.arange(graph.size(step.source)))
        assert graph.degrees(step).sum() == len(ends) == graph.adjacency(step).nnz


def test_degrees_cannot_be_changed() -> None:
    """They are kept, so a change would spoil every later count."""
    graph = TypedGraph.of({"Gene": ["A"]}, [], edge_types=[JOINS])
    with pytest.raises(ValueError, match="read-only"):
        graph.degrees(graph.steps["GjG"])[0] = 5


def test_every_fault_is_reported_at_once() -> None:
    """A repeated node, unknown ends and unknown kinds."""
    other = EdgeType("Gene", "has", "Pathway")
    edges = [(JOINS, "A", "Q"), (other, "A", "p"), (JOINS, "R", "S"), (other, "A", "p")]
    with pytest.raises(InputError) as caught:
        TypedGraph.of({"Gene": ["A", "A"]}, edges, origin="mine")
    found = [(str(p.where), p.rule, p.message) for p in caught.value.problems]
    assert found == [
        ("mine: Gene–has–Pathway", "unknown-kind", "no kind of node is called 'Pathway'"),
        ("mine: edges[0]", "unknown-node", "no Gene 'Q'"),
        ("mine: edges[2]", "unknown-node", "no Gene 'R'"),
        ("mine: edges[2]", "unknown-node", "no Gene 'S'"),
        ("mine: nodes", "repeated-node", "Gene 'A' is given 2 times"),
    ]
    assert all(problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (([0], [0, 1]), "sources and targets have the shapes (1,) and (2,)"),
        (([[0]], [[1]]), "sources and targets have the shapes (1, 1) and (1, 1)"),
        (([0.5], [1]), "sources are float64"),
        (([0], ["A"]), "targets are <U1"),
        (([0, -1], [0, 1]), "sources count from -1 to 0, but Gene has 2 nodes"),
        (([0], [2]), "targets count from 2 to 2, but Gene has 2 nodes"),
    ],
)
def test_arrays_that_are_no_positions(ends: tuple[Any, Any], message: str) -> None:
    """Each says which array, and what is wrong with it."""
    with pytest.raises(InputError) as caught:
        TypedGraph.from_positions({"Gene": ["A", "B"]}, {JOINS: ends})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message) == ("edge-positions", message)


def test_positions_of_an_unknown_kind() -> None:
    """The kind is what is wrong, and not the array."""
    with pytest.raises(InputError, match="called 'Disease'"):
        TypedGraph.from_positions({"Gene": ["A"]}, {NAMES: (np.array([0]), np.array([7]))})


@pytest.mark.parametrize(
    ("abbreviations", "message"),
    [
        ({"Gene": "G"}, "'joins' has no abbreviation"),
        ({"Gene": "g", "joins": "j"}, "the abbreviation of 'Gene' is 'g'"),
        ({"Gene": "2G", "joins": "j"}, "the abbreviation of 'Gene' is '2G'"),
        ({"Gene": "G", "joins": "j2"}, "the abbreviation of 'joins' is 'j2'"),
        ({"Gene": "G", "joins": "J"}, "the abbreviation of 'joins' is 'J'"),
        ({"Gene": "G", "joins": ""}, "the abbreviation of 'joins' is ''"),
    ],
)
def test_abbreviations_that_no_metapath_could_use(
    abbreviations: dict[str, str], message: str
) -> None:
    """Kinds are in capitals and predicates in small letters, or a metapath could not be cut."""
    with pytest.raises(InputError) as caught:
        TypedGraph.of({"Gene": []}, [], edge_types=[JOINS], abbreviations=abbreviations)
    assert [problem.message for problem in caught.value.problems] == [message]


def test_abbreviations_that_say_two_things() -> None:
    """Of kinds, of predicates between the same kinds, and of one predicate given twice."""
    back = EdgeType("Disease", "names", "Gene")
    with pytest.raises(InputError) as caught:
        TypedGraph.of(
            {"Gene": [], "Disease": []},
            [],
            edge_types=[JOINS, EdgeType("Gene", "jars", "Gene"), NAMES, back],
            abbreviations={"Gene": "G", "Disease": "D", "joins": "j", "jars": "j", "names": "n"},
        )
    assert [problem.message for problem in caught.value.problems] == [
        "DnG stands for Disease–names–Gene and Disease–names–Gene",
        "GjG stands for Gene–joins–Gene and Gene–jars–Gene",
        "GnD stands for Gene–names–Disease and Gene–names–Disease",
    ]
    with pytest.raises(InputError, match="G stands for Gene and Group"):
        TypedGraph.of({"Gene": [], "Group": []}, [], abbreviations={"Gene": "G", "Group": "G"})
    with pytest.raises(InputError, match="'Gene' names both a kind and a predicate"):
        TypedGraph.of({"Gene": []}, [], edge_types=[EdgeType("Gene", "Gene", "Gene")])


def test_abbreviations_are_as_short_as_they_can_be() -> None:
    """Beginnings that tell apart; a predicate needs to differ between its own kinds only."""
    types = [
        EdgeType("Gene", "inhibits", "Gene"),
        EdgeType("Gene", "interacts", "Gene"),
        EdgeType("Gene", "interacts", "Biological Process"),
        EdgeType("Gene", "includes", "Genetic Locus"),
    ]
    nodes: dict[str, list[str]] = {"Gene": [], "Genetic Locus": [], "Biological Process": []}
    graph = TypedGraph.of(nodes, [], edge_types=types)
    assert graph.abbreviations == {
        "Gene": "GENE",
        "Genetic Locus": "GENET",
        "Biological Process": "B",
        "inhibits": "inh",
        "interacts": "int",
        "includes": "i",
    }


def test_no_abbreviation_without_letters() -> None:
    """A kind of which no short name can be made needs one to be given."""
    with pytest.raises(InputError, match="the abbreviation of 'Ωμ' is ''"):
        TypedGraph.of({"Ωμ": []}, [])


def test_nodes_that_are_not_there() -> None:
    """Near names are told, and a node of another kind is recognised."""
    graph = TypedGraph.of({"Gene": ["IRF1", "IRF8"], "Disease": ["lupus"]}, [])
    with pytest.raises(NotFoundError) as caught:
        graph.position("Gene", "IRF9")
    assert set(caught.value.near) == {"IRF1", "IRF8"}
    with pytest.raises(QueryError, match="'lupus' is a Disease; a Gene is needed here"):
        graph.position("Gene", "lupus")


def test_a_step_of_another_graph() -> None:
    """It has no edges here, and no degrees."""
    graph = TypedGraph.of({"Gene": []}, [], edge_types=[JOINS])
    with pytest.raises(QueryError, match="no edges Gene→drives→Gene"):
        graph.degrees(Step(DRIVES, backward=True))

"""What counting and listing search: all that a path could use, and nothing else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from ldn_kg.metapath.lattice import Between, lattice
from tests.metapath.brute_force import ways
from tests.metapath.graphs import Question, questions


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_every_edge_is_on_a_walk_that_could_be_a_path(question: Question) -> None:
    """No dead end is left, and no walk lost that has its ends at its ends only and no self loop."""
    graph, metapath = question.small.graph, question.metapath
    kinds = metapath.kinds
    source, target = (kinds[0], question.source), (kinds[-1], question.target)
    expected: list[set[tuple[str, str]]] = [set() for _ in metapath.steps]
    for walk in question.small.brute_force.walks(source, target, ways(metapath.steps)):
        if walk.count(source) == walk.count(target) == 1 and all(a != b for a, b in pairwise(walk)):
            for place, (tail, head) in enumerate(pairwise(walk)):
                expected[place].add((str(tail[1]), str(head[1])))
    layers = lattice(Between.of(graph, metapath, question.source, question.target))
    found = [
        set(
            zip(
                graph.identifiers(kinds[place])[layer.tails].tolist(),
                graph.identifiers(kinds[place + 1])[layer.heads].tolist(),
                strict=True,
            )
        )
        for place, layer in enumerate(layers)
    ]
    assert found == expected

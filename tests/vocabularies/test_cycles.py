"""Cycles are found where there are some, and only there."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from ldn_kg.vocabularies.cycles import cycles


@pytest.mark.parametrize("seed", range(40))
def test_every_knot_has_a_cycle_and_every_cycle_is_one(seed: int) -> None:
    """Against the strongly connected components that networkx finds, on random graphs."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = [str(number) for number in range(chance.randint(1, 30))]
    parents = {
        name: [chance.choice([*names, "elsewhere"]) for _ in range(chance.randint(0, 2))]
        for name in names
    }
    graph = nx.DiGraph((name, above) for name, found in parents.items() for above in found)
    knots = [
        knot
        for knot in nx.strongly_connected_components(graph)
        if len(knot) > 1 or graph.has_edge(*(list(knot) * 2))
    ]
    found = list(cycles(parents))
    for way in found:
        assert len(set(way)) == len(way)
        assert all(
            above in parents[name] for name, above in zip(way, (*way[1:], way[0]), strict=True)
        )
    assert all(any(set(way) <= knot for way in found) for knot in knots)


def test_a_long_way_up_is_no_cycle() -> None:
    """A chain of a hundred thousand steps, and many ways to the same place."""
    chain = {str(number): [str(number + 1), str(number + 2)] for number in range(100_000)}
    assert list(cycles(chain)) == []

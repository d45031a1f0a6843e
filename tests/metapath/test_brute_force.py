"""Counts and lists equal those of an independent implementation that walks every walk."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ldn_kg.metapath import (
    EdgeType,
    Metapath,
    TypedGraph,
    dwpc,
    dwwc,
    path_count,
    paths,
    score,
    walk_count,
)
from tests.metapath.brute_force import ways
from tests.metapath.graphs import NODES, Question, Small, metapaths, questions

dampings = st.sampled_from([0.0, 0.3, 0.4, 0.5, 1.0]) | st.floats(0, 1)
#: A busy machine is slow to draw a graph, and that is no fault.
thorough = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def compare(question: Question, damping: float) -> int:
    """Compares everything about one question; returns the number of paths."""
    metapath, small = question.metapath, question.small
    steps, force = ways(metapath.steps), small.brute_force
    source, target = (metapath.kinds[0], question.source), (metapath.kinds[-1], question.target)
    walks = list(force.walks(source, target, steps))
    simple = [walk for walk in walks if len(set(walk)) == len(walk)]
    ends = question.source, question.target

    found = score(small.graph, metapath, *ends, damping=damping)
    assert (found.paths, found.walks) == (len(simple), len(walks))
    weights = {walk: force.weight(walk, steps, damping) for walk in walks}
    assert found.dwwc == pytest.approx(sum(weights.values()), rel=1e-9)
    assert found.dwpc == pytest.approx(sum(weights[path] for path in simple), rel=1e-9)

    expected = sorted(tuple(str(name) for _, name in path) for path in simple)
    assert list(paths(small.graph, metapath, *ends)) == expected
    return len(simple)


@pytest.mark.parametrize(("seed", "damping"), [(0, 0.0), (1, 0.4), (2, 0.5), (3, 1.0)])
def test_every_metapath_up_to_four_steps(seed: int, damping: float) -> None:
    """Every metapath of a graph with every sort of edge type, from random to random node."""
    seeded = random.Random(seed)  # noqa: S311 - a seed makes the test repeatable
    small = Small.random(seeded, 9)
    total = 0
    for metapath in metapaths(small.graph, 4):
        source, target = (seeded.choice(NODES[metapath.kinds[end]]) for end in (0, -1))
        total += compare(Question(small, metapath, source, target), damping)
    assert total > 300


@thorough
@given(questions(), dampings)
def test_any_metapath_between_any_nodes(question: Question, damping: float) -> None:
    """Up to six steps, so that places in both halves clash with each other in every way."""
    compare(question, damping)


@settings(thorough, max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from([5, 6, 7, 8]), st.sampled_from("ab"))
def test_long_metapaths_within_one_kind(seed: int, length: int, target: str) -> None:
    """Where every place may clash with every other, and most walks are no paths."""
    nodes = {**NODES, "Alpha": list("abcdefghi")}
    small = Small.random(random.Random(seed), 20, nodes)  # noqa: S311 - drawn by hypothesis
    steps = [small.graph.steps[name] for name in ("AjA", "Ad>A", "A<dA")]
    chain = [steps[(seed >> place) % 3] for place in range(length)]
    metapath = Metapath.of(small.graph, chain)
    compare(Question(small, metapath, "a", target), 0.5)


@pytest.mark.parametrize("length", range(1, 10))
@pytest.mark.parametrize("size", [2, 7, 12])
def test_where_all_are_joined(size: int, length: int) -> None:
    """Every choice and order of the nodes between is a path; halves clash in every way."""
    joins = EdgeType("Gene", "joins", "Gene")
    pairs = [(joins, first, second) for first in range(size) for second in range(first)]
    graph = TypedGraph.of({"Gene": range(size)}, pairs)
    found = score(graph, "G" + length * "jG", 0, 1, damping=0.4)
    assert found.paths == math.perm(size - 2, length - 1)
    weight = (size - 1) ** (-0.8 * length)
    assert found.dwpc == pytest.approx(found.paths * weight, rel=1e-9)
    if found.paths < 10**6:
        assert len(set(paths(graph, found.metapath, 0, 1))) == found.paths


@pytest.mark.parametrize("seed", [11, 188, 348, 403, 425])
def test_nothing_left_is_zero(seed: int) -> None:
    """Graphs in which every walk repeats a node, and taking all off again leaves rounding."""
    nodes = {**NODES, "Alpha": list("abcdefghi")}
    small = Small.random(random.Random(seed), 12, nodes)  # noqa: S311 - a seed makes it repeatable
    found = score(small.graph, "AjAjAjAjAjA", "a", "b", damping=0.4)
    assert found.walks > 0
    assert (found.paths, found.dwpc) == (0, 0.0)


@thorough
@given(questions(), dampings)
def test_reversed_is_equal(question: Question, damping: float) -> None:
    """A path read backward is a path of the reversed metapath, with the same weight."""
    graph, metapath = question.small.graph, question.metapath
    there = score(graph, metapath, question.source, question.target, damping=damping)
    back = score(graph, metapath.reversed, question.target, question.source, damping=damping)
    assert (back.paths, back.walks) == (there.paths, there.walks)
    assert back.dwpc == pytest.approx(there.dwpc, rel=1e-9)
    assert back.dwwc == pytest.approx(there.dwwc, rel=1e-9)
    listed = paths(graph, metapath.reversed, question.target, question.source)
    assert {path[::-1] for path in listed} == set(
        paths(graph, metapath, question.source, question.target)
    )


@thorough
@given(questions(), st.integers(0, 5))
def test_the_ways_to_ask_agree(question: Question, limit: int) -> None:
    """Undamped scores are numbers; single functions give what the score holds; a limit cuts."""
    asked = question.small.graph, question.metapath, question.source, question.target
    plain, damped = score(*asked, damping=0), score(*asked, damping=0.4)
    assert (plain.dwpc, plain.dwwc) == (plain.paths, plain.walks)
    assert (path_count(*asked), walk_count(*asked)) == (plain.paths, plain.walks)
    assert dwpc(*asked, damping=0.4) == damped.dwpc
    assert dwwc(*asked, damping=0.4) == damped.dwwc
    assert damped.dwpc <= damped.dwwc * (1 + 1e-12)
    assert list(paths(*asked, limit=limit)) == list(paths(*asked))[:limit]
    named = score(asked[0], question.metapath.abbreviation, *asked[2:], damping=0.4)
    assert named == damped

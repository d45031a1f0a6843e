"""Small random graphs with every sort of edge type, and what hypothesis draws from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ldn_kg.metapath import EdgeType, Metapath, TypedGraph
from tests.metapath.brute_force import BruteForce
from tests.workbench import ROOT

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

#: Graphs that hetnetpy publishes, for those who have them.
HETNETS = ROOT.parent / "shared" / "dwpc"

SYMMETRIC = EdgeType("Alpha", "joins", "Alpha")
WITHIN = EdgeType("Alpha", "drives", "Alpha", directed=True)
BETWEEN = EdgeType("Alpha", "names", "Beta")
AGAINST = EdgeType("Beta", "drives", "Alpha", directed=True)
OTHER = EdgeType("Beta", "meets", "Gamma")
TYPES = (SYMMETRIC, WITHIN, BETWEEN, AGAINST, OTHER)
#: The same names in different kinds are different nodes.
NODES = {"Alpha": list("abcd"), "Beta": list("abc"), "Gamma": list("ab")}


@dataclass(frozen=True)
class Small:
    """Edges of a small graph, and the graph as both implementations hold it."""

    edges: tuple[tuple[EdgeType, str, str], ...]
    nodes: Mapping[str, Sequence[str]] = field(default_factory=lambda: NODES)

    @classmethod
    def random(
        cls, seeded: random.Random, number: int, nodes: Mapping[str, Sequence[str]] = NODES
    ) -> Small:
        """A graph with some edges of each type, duplicates and self loops among them."""
        return cls(
            tuple(
                (each, seeded.choice(nodes[each.source]), seeded.choice(nodes[each.target]))
                for each in TYPES
                for _ in range(number)
            ),
            nodes,
        )

    @cached_property
    def graph(self) -> TypedGraph:
        """The graph under test."""
        return TypedGraph.of(self.nodes, self.edges, edge_types=TYPES)

    @cached_property
    def brute_force(self) -> BruteForce:
        """The graph to compare with."""
        return BruteForce(self.nodes, self.edges)


def metapaths(graph: TypedGraph, length: int) -> Iterator[Metapath]:
    """Every metapath of a graph up to a length."""
    chains = [[step] for step in graph.steps.values()]
    for _ in range(length):
        for chain in chains:
            yield Metapath.of(graph, chain)
        chains = [
            [*chain, step]
            for chain in chains
            for step in graph.steps.values()
            if step.source == chain[-1].target
        ]


_EDGE = st.sampled_from(TYPES).flatmap(
    lambda each: st.tuples(
        st.just(each), st.sampled_from(NODES[each.source]), st.sampled_from(NODES[each.target])
    )
)
smalls = st.lists(_EDGE, max_size=45).map(lambda edges: Small(tuple(edges)))


@dataclass(frozen=True, slots=True)
class Question:
    """A metapath of a small graph and two nodes of the right kinds."""

    small: Small
    metapath: Metapath
    source: str
    target: str


@st.composite
def questions(draw: st.DrawFn, length: int = 6) -> Question:
    """Any metapath up to a length in any small graph, between any two nodes."""
    small = draw(smalls)
    steps = [draw(st.sampled_from(list(small.graph.steps.values())))]
    for _ in range(draw(st.integers(0, length - 1))):
        following = [each for each in small.graph.steps.values() if each.source == steps[-1].target]
        steps.append(draw(st.sampled_from(following)))
    metapath = Metapath.of(small.graph, steps)
    source, target = (draw(st.sampled_from(NODES[metapath.kinds[end]])) for end in (0, -1))
    return Question(small, metapath, source, target)

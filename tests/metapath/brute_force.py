"""The same counts by walking every walk of a networkx graph, for small graphs.

Independent of the package: it takes edges as given, and finds directions and degrees by itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from ldn_kg.metapath import EdgeType, Step

    Node = tuple[str, Hashable]
    #: An edge type, and whether it is walked from target to source.
    Way = tuple[EdgeType, bool]


def ways(steps: Sequence[Step]) -> list[Way]:
    """The steps in the words of this module."""
    return [(step.edge_type, step.backward) for step in steps]


class BruteForce:
    """A networkx graph with one keyed edge for each way along a typed edge.

    Args:
        nodes: Nodes by kind.
        edges: Edges by type and identifiers.
    """

    def __init__(
        self, nodes: Mapping[str, Sequence[Hashable]], edges: Sequence[tuple[EdgeType, str, str]]
    ) -> None:
        graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
        graph.add_nodes_from((kind, name) for kind, members in nodes.items() for name in members)
        for edge_type, source, target in edges:
            start: Node = edge_type.source, source
            end: Node = edge_type.target, target
            # A key that is there already adds no edge, so duplicates count once.
            graph.add_edge(start, end, key=(edge_type, False))
            graph.add_edge(end, start, key=(edge_type, True))
            if edge_type.source == edge_type.target and not edge_type.directed:
                graph.add_edge(end, start, key=(edge_type, False))
        self._after: dict[tuple[Node, Way], list[Node]] = defaultdict(list)
        self._before: Counter[tuple[Node, Way]] = Counter()
        for start, end, way in graph.edges(keys=True):
            self._after[start, way].append(end)
            self._before[end, way] += 1

    def walks(self, source: Node, target: Node, steps: Sequence[Way]) -> Iterator[tuple[Node, ...]]:
        """Every walk along the steps."""
        if not steps:
            if source == target:
                yield (source,)
            return
        for following in self._after[source, steps[0]]:
            for rest in self.walks(following, target, steps[1:]):
                yield (source, *rest)

    def weight(self, walk: Sequence[Node], steps: Sequence[Way], damping: float) -> float:
        """The product of the damped degrees along a walk."""
        weight: float = math.prod(
            len(self._after[walk[place], way]) ** -damping
            * self._before[walk[place + 1], way] ** -damping
            for place, way in enumerate(steps)
        )
        return weight

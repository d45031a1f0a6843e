"""The part of a graph that a metapath can use between two nodes, and nothing else.

Reached from both ends at once and then trimmed, so that every edge kept lies on some walk from the
source to the target: neither counting nor listing ever enters a dead end. The source and the target
themselves are kept out of the places between, since a path visits each node once.

Where to go instead: `ldn_kg.metapath.counting` and `ldn_kg.metapath.listing` use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ldn_kg.metapath.slices import Rows
from ldn_kg.metapath.steps import Metapath

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy.typing as npt

    from ldn_kg.metapath.edge_types import Step
    from ldn_kg.metapath.graph import TypedGraph

    Positions = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Between:
    """A metapath of a graph, from one node to another.

    Args:
        graph: The graph.
        metapath: The metapath, checked against the graph.
        source: Position of the first node.
        target: Position of the last node.
    """

    graph: TypedGraph
    metapath: Metapath
    source: int
    target: int

    @classmethod
    def of(
        cls,
        graph: TypedGraph,
        metapath: Metapath | str | Sequence[Step],
        source: Hashable,
        target: Hashable,
    ) -> Between:
        """The question, from identifiers.

        Raises:
            QueryError: When the graph has no such metapath, or a node is of another kind.
            NotFoundError: When there is no such node.
        """
        checked = Metapath.of(graph, metapath)
        kinds = checked.kinds
        start, end = graph.position(kinds[0], source), graph.position(kinds[-1], target)
        return cls(graph, checked, start, end)

    def allowed(self, place: int) -> Mask:
        """Which nodes may stand at a place of a path, by what they are alone."""
        kinds = self.metapath.kinds
        ends = ((0, self.source), (len(self.metapath), self.target))
        inside = 0 < place < len(self.metapath)
        mask = np.full(self.graph.size(kinds[place]), inside, np.bool_)
        for end, node in ends:
            if inside and kinds[end] == kinds[place]:
                mask[node] = False
            elif place == end:
                mask[node] = True
        return mask


@dataclass(frozen=True)
class Layer:
    """The edges of one step that some walk uses.

    Args:
        tails: Where each starts.
        heads: Where each ends.
        sizes: Number of nodes of the kinds at both sides.
    """

    tails: Positions
    heads: Positions
    sizes: tuple[int, int]

    @cached_property
    def ahead(self) -> Rows:
        """The heads of each tail."""
        return Rows.of(self.sizes, self.tails, self.heads)

    @cached_property
    def back(self) -> Rows:
        """The tails of each head."""
        return Rows.of(self.sizes[::-1], self.heads, self.tails)

    @property
    def left(self) -> Mask:
        """Which nodes are tails."""
        return _marked(self.sizes[0], self.tails)

    @property
    def arrived(self) -> Mask:
        """Which nodes are heads."""
        return _marked(self.sizes[1], self.heads)

    def where(self, kept: Mask) -> Layer:
        """Only some of the edges."""
        return Layer(self.tails[kept], self.heads[kept], self.sizes)


def _marked(size: int, nodes: Positions) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[nodes] = True
    return mask


def lattice(between: Between) -> list[Layer]:
    """The edges on walks whose ends appear at the ends only, one layer for each step.

    Args:
        between: The metapath, the source and the target.

    Example:
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> from ldn_kg.metapath.graph import TypedGraph
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> pairs = [(joins, *pair) for pair in ("AB", "BC", "BX")]
        >>> graph = TypedGraph.of({"Gene": list("ABCX")}, pairs)
        >>> [layer.heads.tolist() for layer in lattice(Between.of(graph, "GiGiG", "A", "C"))]
        [[1], [2]]
    """
    steps = between.metapath.steps
    if between.metapath.kinds[0] == between.metapath.kinds[-1] and between.source == between.target:
        # Every such walk ends where it began, so none is a path.
        return [
            _layer(between, place, np.empty(0, np.int64), np.empty(0, np.int64))
            for place in range(len(steps))
        ]
    layers: dict[int, Layer] = {}
    first, last = 0, len(steps)
    ahead, behind = np.array([between.source]), np.array([between.target])
    while first < last:
        # The cheaper side goes on: a hub is better left than entered.
        cost_ahead = between.graph.degrees(steps[first])[ahead].sum()
        cost_behind = between.graph.degrees(steps[last - 1].reversed)[behind].sum()
        if cost_ahead <= cost_behind:
            layers[first] = _leaving(between, first, ahead)
            ahead = np.flatnonzero(layers[first].arrived)
            first += 1
        else:
            last -= 1
            layers[last] = _arriving(between, last, behind)
            behind = np.flatnonzero(layers[last].left)
    return _trimmed([layers[place] for place in range(len(steps))], first)


def _layer(between: Between, place: int, tails: Positions, heads: Positions) -> Layer:
    kinds = between.metapath.kinds
    sizes = between.graph.size(kinds[place]), between.graph.size(kinds[place + 1])
    return Layer(tails, heads, sizes)


def _leaving(between: Between, place: int, nodes: Positions) -> Layer:
    """The edges of a step that leave some nodes."""
    origins, heads = between.graph.rows(between.metapath.steps[place]).after(nodes)
    layer = _layer(between, place, nodes[origins], heads)
    return layer.where(_usable(between, place, layer))


def _arriving(between: Between, place: int, nodes: Positions) -> Layer:
    """The edges of a step that arrive at some nodes."""
    origins, tails = between.graph.rows(between.metapath.steps[place].reversed).after(nodes)
    layer = _layer(between, place, tails, nodes[origins])
    return layer.where(_usable(between, place, layer))


def _usable(between: Between, place: int, layer: Layer) -> Mask:
    """Which edges a path could use: allowed at both ends, and no self loop."""
    kinds = between.metapath.kinds
    kept: Mask = between.allowed(place)[layer.tails] & between.allowed(place + 1)[layer.heads]
    if kinds[place] == kinds[place + 1]:
        kept &= layer.tails != layer.heads
    return kept


def _trimmed(layers: list[Layer], middle: int) -> list[Layer]:
    """Without the edges that one side reached and the other did not.

    Layers before `middle` were reached from the source, the others from the target. So the first
    ones are trimmed backward from the middle, and then the others forward.
    """
    for place in range(min(middle, len(layers) - 1), 0, -1):
        before = layers[place - 1]
        layers[place - 1] = before.where(layers[place].left[before.heads])
    for place in range(1, len(layers)):
        layer = layers[place]
        layers[place] = layer.where(layers[place - 1].arrived[layer.tails])
    return layers

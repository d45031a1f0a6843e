"""What is wrong with the nodes and edges that a graph is to be made of.

Every fault is found, not only the first. Where to go instead: faults of abbreviations are in
`ldn_kg.metapath.abbreviations`; those of a file's form in `ldn_kg.metapath.hetnet`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ldn_kg.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from ldn_kg.metapath.edge_types import EdgeType

    Nodes = Mapping[str, Sequence[Hashable]]


def repeated_nodes(nodes: Nodes, origin: str) -> Iterator[Problem]:
    """Nodes that are given twice, since nobody could tell which one an edge means.

    Example:
        >>> [fault.message for fault in repeated_nodes({"Gene": ["A", "B", "A"]}, "graph")]
        ["Gene 'A' is given 2 times"]
    """
    for kind, members in nodes.items():
        if len(set(members)) == len(members):
            continue
        for name, times in Counter(members).items():
            if times > 1:
                message = f"{kind} {name!r} is given {times} times"
                hint = "give each node of a kind an identifier of its own"
                yield Problem(Where(origin, 0, "nodes"), "repeated-node", message, hint)


def unknown_kinds(nodes: Nodes, edge_types: Iterable[EdgeType], origin: str) -> Iterator[Problem]:
    """Edge types between kinds of which nothing is known.

    Example:
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> causes = EdgeType("Gene", "causes", "Disease")
        >>> [fault.message for fault in unknown_kinds({"Gene": []}, [causes], "graph")]
        ["no kind of node is called 'Disease'"]
    """
    for edge_type in edge_types:
        for kind in dict.fromkeys((edge_type.source, edge_type.target)):
            if kind not in nodes:
                message = f"no kind of node is called {kind!r}"
                hint = f"the kinds are {', '.join(nodes) or 'none'}"
                yield Problem(Where(origin, 0, str(edge_type)), "unknown-kind", message, hint)


def unknown_ends(
    places: Mapping[str, Mapping[Hashable, int]],
    ends: Iterable[tuple[str, Hashable]],
    where: Where,
) -> Iterator[Problem]:
    """Ends of an edge that are no nodes.

    Args:
        places: Positions of the nodes by kind and identifier.
        ends: Kind and identifier of both ends. If the kind itself is unknown, `unknown_kinds`
            says so, once for all edges of the type.
        where: Which edge it is.

    Example:
        >>> found = unknown_ends({"Gene": {"A": 0}}, [("Gene", "A"), ("Gene", "B")], Where("graph"))
        >>> [fault.message for fault in found]
        ["no Gene 'B'"]
    """
    for kind, name in ends:
        if kind in places and name not in places[kind]:
            hint = "both ends of an edge must be among the nodes"
            yield Problem(where, "unknown-node", f"no {kind} {name!r}", hint)


def unusable_positions(
    nodes: Nodes,
    edge_type: EdgeType,
    ends: tuple[npt.NDArray[np.generic], npt.NDArray[np.generic]],
    origin: str,
) -> Iterator[Problem]:
    """Arrays that do not say between which nodes the edges are.

    Example:
        >>> import numpy as np
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> ends = np.array([0, 1]), np.array([1, 2])
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> [f.message for f in unusable_positions({"Gene": ["A", "B"]}, joins, ends, "graph")]
        ['targets count from 1 to 2, but Gene has 2 nodes']
    """
    where = Where(origin, 0, str(edge_type))
    hint = "give two integer arrays of one length, counted from 0"
    if ends[0].shape != ends[1].shape or ends[0].ndim != 1:
        message = f"sources and targets have the shapes {ends[0].shape} and {ends[1].shape}"
        yield Problem(where, "edge-positions", message, hint)
        return
    kinds = edge_type.source, edge_type.target
    for name, kind, positions in zip(("sources", "targets"), kinds, ends, strict=True):
        if not len(positions):
            continue
        if not np.issubdtype(positions.dtype, np.integer):
            message = f"{name} are {positions.dtype}"
            yield Problem(where, "edge-positions", message, hint)
            continue
        if kind not in nodes:
            continue  # `unknown_kinds` says so
        low, high = int(np.min(positions)), int(np.max(positions))
        if low < 0 or high >= len(nodes[kind]):
            message = f"{name} count from {low} to {high}, but {kind} has {len(nodes[kind])} nodes"
            yield Problem(where, "edge-positions", message, hint)

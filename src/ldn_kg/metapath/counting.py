"""How many paths and walks a metapath has between two nodes, plain and weighted by degree.

A walk may visit a node twice, a path may not. The weight of either is the product, over its edges,
of the degrees at both ends of the edge, each raised to minus the damping exponent; degrees are
those of the edge's type (and direction) over the whole graph. The sum of the weights is the
degree-weighted path count (DWPC) or walk count (DWWC); without damping, it is the number. Source:
Himmelstein & Baranzini 2015, https://doi.org/10.1371/journal.pcbi.1004259; hetio/hetnetpy,
hetio/hetmatpy.

The damping exponent has no default: projects differ (0.4 in Project Rephetio, 0.5 in hetmatpy), and
a score means nothing without it. A degree says how often a thing was written down. In a graph that
was curated by hand this measures its readers, and not biology.

Where to go instead: `ldn_kg.metapath.listing` lists the paths themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from ldn_kg.errors import QueryError
from ldn_kg.metapath.halves import joined
from ldn_kg.metapath.lattice import Between, lattice

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy.typing as npt

    from ldn_kg.metapath.edge_types import Step
    from ldn_kg.metapath.graph import TypedGraph
    from ldn_kg.metapath.steps import Metapath

    Sums = npt.NDArray[Any]
    Weights = npt.NDArray[np.float64]
    MetapathLike = Metapath | str | Sequence[Step]

#: Numbers up to here are exact in the integers used.
_MOST_WALKS = 2.0**62


@dataclass(frozen=True, slots=True)
class PathScore:
    """What a metapath counts between two nodes, with everything that the numbers depend on.

    Args:
        metapath: The metapath in short.
        source: Identifier of the first node.
        target: Identifier of the last node.
        damping: The damping exponent of the weighted counts.
        paths: Number of paths, which repeat no node.
        walks: Number of walks, which may.
        dwpc: Degree-weighted path count.
        dwwc: Degree-weighted walk count.

    Example:
        >>> print(PathScore("GiGaD", "IRF1", "MS", 0.5, 3, 3, dwpc=0.67677669, dwwc=0.67677669))
        GiGaD, IRF1 to MS: 3 paths, 3 walks; damping 0.5: DWPC 0.676777, DWWC 0.676777
    """

    metapath: str
    source: Hashable
    target: Hashable
    damping: float
    paths: int
    walks: int
    dwpc: float
    dwwc: float

    def __str__(self) -> str:
        return (
            f"{self.metapath}, {self.source} to {self.target}: "
            f"{self.paths} paths, {self.walks} walks; "
            f"damping {self.damping:g}: DWPC {self.dwpc:g}, DWWC {self.dwwc:g}"
        )


def score(
    graph: TypedGraph,
    metapath: MetapathLike,
    source: Hashable,
    target: Hashable,
    *,
    damping: float,
) -> PathScore:
    """Every count of a metapath between two nodes.

    Args:
        graph: The graph.
        metapath: An abbreviation such as ``GiGaD``, steps, or a metapath.
        source: Identifier of the first node.
        target: Identifier of the last node.
        damping: The damping exponent, from 0 to 1.

    Returns:
        The counts, with the damping exponent; those of paths are 0 where there is none.

    Raises:
        QueryError: For a metapath that the graph does not have, a node of another kind, a damping
            exponent out of range, or numbers too large to be counted.
        NotFoundError: When there is no such node.

    Example:
        >>> from ldn_kg.metapath import EdgeType, TypedGraph
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> pairs = [(joins, *pair) for pair in ("AB", "BC", "AD", "DC", "DE")]
        >>> graph = TypedGraph.of({"Gene": list("ABCDE")}, pairs)
        >>> print(score(graph, "GiGiG", "A", "C", damping=0.5))
        GiGiG, A to C: 2 paths, 2 walks; damping 0.5: DWPC 0.416667, DWWC 0.416667
    """
    exponent = _damping(damping)
    between = Between.of(graph, metapath, source, target)
    walks = _walks(between)
    paths, weight = _paths(between, exponent)
    walk_weight = _walk_weight(between, exponent)
    name = between.metapath.abbreviation
    return PathScore(name, source, target, exponent, paths, walks, weight, walk_weight)


def path_count(
    graph: TypedGraph, metapath: MetapathLike, source: Hashable, target: Hashable
) -> int:
    """The number of paths, which repeat no node.

    Args:
        graph: The graph.
        metapath: An abbreviation, steps, or a metapath.
        source: Identifier of the first node.
        target: Identifier of the last node.

    Raises:
        QueryError: As for `score`.
        NotFoundError: As for `score`.

    Example:
        >>> from ldn_kg.metapath import EdgeType, TypedGraph
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> graph = TypedGraph.of({"Gene": list("ABC")}, [(joins, *pair) for pair in ("AB", "BC")])
        >>> path_count(graph, "GiGiGiG", "A", "B")
        0
        >>> walk_count(graph, "GiGiGiG", "A", "B")
        2
    """
    between = Between.of(graph, metapath, source, target)
    _walks(between)
    return _paths(between, 0.0)[0]


def walk_count(
    graph: TypedGraph, metapath: MetapathLike, source: Hashable, target: Hashable
) -> int:
    """The number of walks, which may repeat nodes; see `path_count`."""
    return _walks(Between.of(graph, metapath, source, target))


def dwpc(
    graph: TypedGraph,
    metapath: MetapathLike,
    source: Hashable,
    target: Hashable,
    *,
    damping: float,
) -> float:
    """The degree-weighted path count; `score` gives it with its label.

    Args:
        graph: The graph.
        metapath: An abbreviation, steps, or a metapath.
        source: Identifier of the first node.
        target: Identifier of the last node.
        damping: The damping exponent, from 0 to 1.

    Raises:
        QueryError: As for `score`.
        NotFoundError: As for `score`.

    Example:
        >>> from ldn_kg.metapath import EdgeType, TypedGraph
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> graph = TypedGraph.of({"Gene": list("ABC")}, [(joins, *pair) for pair in ("AB", "BC")])
        >>> dwpc(graph, "GiGiG", "A", "C", damping=1)
        0.25
        >>> dwwc(graph, "GiGiG", "A", "A", damping=1)
        0.25
    """
    return score(graph, metapath, source, target, damping=damping).dwpc


def dwwc(
    graph: TypedGraph,
    metapath: MetapathLike,
    source: Hashable,
    target: Hashable,
    *,
    damping: float,
) -> float:
    """The degree-weighted walk count, in which nodes may repeat; see `dwpc`."""
    exponent = _damping(damping)
    return _walk_weight(Between.of(graph, metapath, source, target), exponent)


def _damping(given: float) -> float:
    usable = isinstance(given, Real) and not isinstance(given, bool)
    if not usable or not 0 <= float(given) <= 1:  # a NaN is in no range
        message = f"the damping exponent must be a number from 0 to 1, not {given!r}"
        raise QueryError(message)
    return float(given)


def _factors(between: Between, damping: float) -> list[tuple[Weights, Weights]]:
    """For each step, the damped degrees of the nodes that it leaves and at which it arrives."""
    graph = between.graph
    return [
        (_damped(graph.degrees(step), damping), _damped(graph.degrees(step.reversed), damping))
        for step in between.metapath.steps
    ]


def _damped(degrees: npt.NDArray[np.int64], damping: float) -> Weights:
    # A node without edges is on no walk; 1 stands in for a power that does not exist.
    damped: Weights = np.maximum(degrees, 1) ** -damping
    return damped


def _paths(between: Between, damping: float) -> tuple[int, float]:
    return joined(between, lattice(between), _factors(between, damping))


def _walk_weight(between: Between, damping: float) -> float:
    sums = np.zeros(between.graph.size(between.metapath.kinds[0]), np.float64)
    return float(_product(between, sums, _factors(between, damping)))


def _walks(between: Between) -> int:
    """The number of walks; raises where it does not fit into 64 bits."""
    estimate = _walk_weight(between, 0.0)
    if not math.isfinite(estimate) or estimate > _MOST_WALKS:
        message = (
            f"{between.metapath} has about {estimate:.1e} walks between these nodes, too many to "
            "count exactly; ask for a shorter metapath"
        )
        raise QueryError(message)
    # Numbers that lead elsewhere may overflow: integers wrap round without harm, so that the one
    # asked for is exact, since it fits.
    sums = np.zeros(between.graph.size(between.metapath.kinds[0]), np.int64)
    return int(_product(between, sums, [(1, 1)] * len(between.metapath)))


def _product(between: Between, sums: Sums, factors: Sequence[tuple[Any, Any]]) -> Sums:
    """The sum over all walks, by sparse matrix products from the source on.

    Args:
        between: The metapath, the source and the target.
        sums: A zero for each node of the first kind, of the type in which to count.
        factors: For each step, what an edge gives by the node that it leaves, and by the node at
            which it arrives.
    """
    graph = between.graph
    sums[between.source] = 1
    for step, (leaving, arriving) in zip(between.metapath.steps, factors, strict=True):
        sums = (graph.adjacency(step.reversed) @ (sums * leaving)) * arriving
    total: Sums = sums[between.target]
    return total

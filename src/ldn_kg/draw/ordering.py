"""The order of boxes and passing links in each lane, by barycentre sweeps.

Nothing here is random: the same picture always has the same order.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SWEEPS = 24

#: Pairs of neighbours in adjacent lanes: (item in the left lane, item in the right lane).
Edges = list[tuple[str, str]]


def order(columns: Sequence[Sequence[str]], edges: Sequence[Edges]) -> list[list[str]]:
    """Each lane's items from top to bottom, with few crossings.

    Args:
        columns: Items of each lane, in their first order.
        edges: For each gap between two lanes, which items are joined across it.

    Example:
        >>> order([["a", "b"], ["x", "y"]], [[("a", "y"), ("b", "x")]])
        [['a', 'b'], ['y', 'x']]
    """
    current = [list(column) for column in columns]
    best, fewest = current, crossings(current, edges)
    for sweep in range(_SWEEPS):
        current = _sweep(current, edges, rightwards=sweep % 2 == 0)
        count = crossings(current, edges)
        if count < fewest:
            best, fewest = current, count
        if fewest == 0:
            break
    return best


def _sweep(
    columns: Sequence[Sequence[str]], edges: Sequence[Edges], *, rightwards: bool
) -> list[list[str]]:
    done = [list(column) for column in columns]
    lanes = range(1, len(done)) if rightwards else range(len(done) - 2, -1, -1)
    for lane in lanes:
        fixed = done[lane - 1] if rightwards else done[lane + 1]
        gap = edges[lane - 1] if rightwards else [(b, a) for a, b in edges[lane]]
        done[lane] = _by_barycentre(done[lane], fixed, gap)
    return done


def _by_barycentre(moving: Sequence[str], fixed: Sequence[str], gap: Edges) -> list[str]:
    place = {item: index / max(1, len(fixed) - 1) for index, item in enumerate(fixed)}
    near: dict[str, list[float]] = {item: [] for item in moving}
    for still, item in gap:
        near[item].append(place[still])
    # An item without neighbours on that side keeps about the place that it has.
    own = {item: index / max(1, len(moving) - 1) for index, item in enumerate(moving)}
    key = {item: sum(at) / len(at) if at else own[item] for item, at in near.items()}
    return sorted(moving, key=lambda item: key[item])


def crossings(columns: Sequence[Sequence[str]], edges: Sequence[Edges]) -> int:
    """How many pairs of edges cross.

    Example:
        >>> crossings([["a", "b"], ["x", "y"]], [[("a", "y"), ("b", "x")]])
        1
    """
    return sum(
        _crossings_of_gap(_places(left), _places(right), gap)
        for left, right, gap in zip(columns, columns[1:], edges, strict=False)
    )


def _places(column: Sequence[str]) -> dict[str, int]:
    return {item: index for index, item in enumerate(column)}


def _crossings_of_gap(left: Mapping[str, int], right: Mapping[str, int], gap: Edges) -> int:
    ends = sorted((left[a], right[b]) for a, b in gap)
    seen: list[int] = []
    count = 0
    for _, end in ends:
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count

"""How high each item of a lane stands: as near to its neighbours as order and distance allow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.draw.ordering import Edges

_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Item:
    """Something that takes up room in a lane.

    Args:
        height: Its height.
        margin: What it keeps free above and below, in part shared with the next item.
        passing: Whether it is a link on its way, which should run straight.
    """

    height: float
    margin: float
    passing: bool


def heights(
    columns: Sequence[Sequence[str]], edges: Sequence[Edges], items: Mapping[str, Item]
) -> dict[str, float]:
    """The middle of each item, from 0 downwards.

    Args:
        columns: Ordered items of each lane.
        edges: For each gap between lanes, which items are joined across it.
        items: Room that each needs.
    """
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for a, b in (pair for gap in edges for pair in gap):
        weight = (8.0 if items[a].passing else 1.0) * (8.0 if items[b].passing else 1.0)
        near[a].append((b, weight))
        near[b].append((a, weight))
    at: dict[str, float] = {}
    for column in columns:
        at.update(_stack(column, items))
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else columns[::-1]:
            wanted = {item: _wanted(at, near[item], at[item]) for item in column}
            weights = {item: sum(w for _, w in near[item]) or 0.1 for item in column}
            at.update(place(column, items, wanted, weights))
    if not at:
        return {}
    top = min(middle - items[item].height / 2 for item, middle in at.items())
    return {item: middle - top for item, middle in at.items()}


def _stack(column: Sequence[str], items: Mapping[str, Item]) -> dict[str, float]:
    """Items one under the other, the lane centred on 0."""
    offsets = _offsets(column, items)
    middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
    return {item: offset - middle for item, offset in zip(column, offsets, strict=True)}


def _offsets(column: Sequence[str], items: Mapping[str, Item]) -> list[float]:
    """Distance of each middle from the first one when all stand as close as they may."""
    offsets = [0.0] if column else []
    for above, below in pairwise(column):
        margin = max(items[above].margin, items[below].margin)
        apart = (items[above].height + items[below].height) / 2 + margin
        offsets.append(offsets[-1] + apart)
    return offsets


def _wanted(at: Mapping[str, float], near: Sequence[tuple[str, float]], now: float) -> float:
    if not near:
        return now
    return sum(at[item] * weight for item, weight in near) / sum(w for _, w in near)


def place(
    column: Sequence[str],
    items: Mapping[str, Item],
    wanted: Mapping[str, float],
    weights: Mapping[str, float],
) -> dict[str, float]:
    """The places nearest to the wanted ones (least squares) that keep order and distance.

    Taking the least distances off turns this into isotonic regression: neighbours that would
    overlap are pooled, and a pool stands at the weighted mean of what its members want.

    Args:
        column: Items from top to bottom.
        items: Room that each needs.
        wanted: Where each would like to be.
        weights: How much each counts, above 0.

    Example:
        >>> room = {"a": Item(10, 0, False), "b": Item(10, 0, False)}
        >>> place("ab", room, {"a": 5.0, "b": 5.0}, {"a": 1.0, "b": 1.0})
        {'a': 0.0, 'b': 10.0}
    """
    offsets = _offsets(column, items)
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for item, offset in zip(column, offsets, strict=True):
        mean, weight, members = wanted[item] - offset, weights[item], 1
        while pools and pools[-1][0] > mean:
            before, more, count = pools.pop()
            mean = (mean * weight + before * more) / (weight + more)
            weight, members = weight + more, members + count
        pools.append((mean, weight, members))
    means = [mean for mean, _, members in pools for _ in range(members)]
    return {item: mean + offset for item, mean, offset in zip(column, means, offsets, strict=True)}

"""Paths counted without walking each: halves from both ends, joined in the middle.

A half path is remembered by its last node, and by those of its nodes that another part of the path
could repeat; half paths that agree on these are one row with a number and a weight. Of joined
halves, those that share a node are taken off again by inclusion and exclusion. So the work grows
with the number of half paths and not with that of paths. Numbers are exact for every metapath,
however often its kinds repeat; weights are so up to the rounding of the sums, which is about 1e-16
of the weight of all walks.

Where to go instead: `ldn_kg.metapath.counting` is the way to call this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ldn_kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from ldn_kg.metapath.lattice import Between, Layer
    from ldn_kg.metapath.slices import Rows

    Positions = npt.NDArray[np.int64]
    Weights = npt.NDArray[np.float64]

#: Rows of half paths that may be held; beyond, memory would run out before an answer came.
MOST_HALVES = 50_000_000


@dataclass(frozen=True, slots=True)
class _Half:
    """Half paths that all end at one place of the metapath.

    Args:
        place: Where they end, counted from the source.
        nodes: The node there, one a row.
        remembered: Nodes at earlier places that must not be repeated further on.
        numbers: How many half paths a row stands for.
        weights: The sum of their weights.
    """

    place: int
    nodes: Positions
    remembered: Mapping[int, Positions]
    numbers: Positions
    weights: Weights


def joined(
    between: Between, layers: Sequence[Layer], factors: Sequence[tuple[Weights, Weights]]
) -> tuple[int, float]:
    """How many paths there are, and the sum of their weights.

    Args:
        between: The metapath, the source and the target.
        layers: The edges that walks use, as `ldn_kg.metapath.lattice` finds them.
        factors: For each step, what an edge gives to a weight: one factor for each node that it
            leaves, and one for each node at which it arrives.

    Raises:
        QueryError: When there are too many half paths to be held.
    """
    front = _start(between.source, 0)
    back = _start(between.target, len(layers))
    while front.place < back.place:
        ahead, behind = layers[front.place].ahead, layers[back.place - 1].back
        cost_ahead = int(ahead.degrees[front.nodes].sum())
        cost_behind = int(behind.degrees[back.nodes].sum())
        if min(cost_ahead, cost_behind) > MOST_HALVES:
            message = (
                f"{between.metapath} has more than {MOST_HALVES} half paths between these nodes; "
                "ask for a shorter metapath"
            )
            raise QueryError(message)
        if cost_ahead <= cost_behind:
            front = _grown(between, front, ahead, factors[front.place], 1)
        else:
            leaving, arriving = factors[back.place - 1]
            back = _grown(between, back, behind, (arriving, leaving), -1)
    return _met(between, front, back)


def _start(node: int, place: int) -> _Half:
    return _Half(place, np.array([node]), {}, np.ones(1, np.int64), np.ones(1))


def _grown(
    between: Between, half: _Half, edges: Rows, factors: tuple[Weights, Weights], direction: int
) -> _Half:
    """Half paths with one more node, without those that repeat one."""
    kinds = between.metapath.kinds
    place = half.place + direction
    rows, nodes = edges.after(half.nodes)
    kept = np.ones(len(rows), np.bool_)
    # The layers hold neither self loops nor the ends, so other places are all there is to compare.
    for other, repeated in half.remembered.items():
        if kinds[other] == kinds[place]:
            kept &= repeated[rows] != nodes
    rows, nodes = rows[kept], nodes[kept]
    here, there = factors
    weights = half.weights[rows] * here[half.nodes[rows]] * there[nodes]
    inner = range(1, len(kinds) - 1)
    to_come = {kinds[p] for p in inner if (p - place) * direction > 0}
    seen = {**half.remembered, half.place: half.nodes} if half.place in inner else {}
    remembered = {p: column[rows] for p, column in seen.items() if kinds[p] in to_come}
    grown = _Half(place, nodes, remembered, half.numbers[rows], weights)
    return grown if len(remembered) == len(seen) else _merged(grown)


def _merged(half: _Half) -> _Half:
    """One row for all half paths that look the same from now on."""
    (keys,) = _keys([[half.nodes, *half.remembered.values()]])
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    remembered = {place: column[first] for place, column in half.remembered.items()}
    numbers, weights = _sums(group, len(first), half)
    return _Half(half.place, half.nodes[first], remembered, numbers, weights)


def _met(between: Between, front: _Half, back: _Half) -> tuple[int, float]:
    """Joins halves that end at the same node and share no other."""
    kinds = between.metapath.kinds
    clashes = [(p, q) for p in front.remembered for q in back.remembered if kinds[p] == kinds[q]]
    number, weight = 0, 0.0
    for pairs in _matchings(clashes):
        in_front, in_back = _keys(
            [
                [front.nodes, *(front.remembered[p] for p, _ in pairs)],
                [back.nodes, *(back.remembered[q] for _, q in pairs)],
            ]
        )
        size = int(max(keys.max(initial=-1) for keys in (in_front, in_back))) + 1
        numbers, weights = _sums(in_front, size, front)
        other_numbers, other_weights = _sums(in_back, size, back)
        sign = (-1) ** len(pairs)
        number += sign * int(numbers @ other_numbers)
        weight += sign * float(weights @ other_weights)
    # What is left of a weight after all of it was taken off is rounding.
    return number, weight if number else 0.0


def _matchings(
    clashes: Sequence[tuple[int, int]],
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Sets of clashes that can happen at once.

    The nodes of one half differ among themselves, so no place can clash with two places.
    """
    if not clashes:
        yield ()
        return
    (p, q), *others = clashes
    yield from _matchings(others)
    apart = [(other_p, other_q) for other_p, other_q in others if other_p != p and other_q != q]
    for chosen in _matchings(apart):
        yield ((p, q), *chosen)


def _keys(tables: Sequence[Sequence[Positions]]) -> list[Positions]:
    """One number for each row, equal in all tables where the rows are equal."""
    cuts = np.cumsum([len(table[0]) for table in tables])[:-1]
    columns = [np.concatenate(parts) for parts in zip(*tables, strict=True)]
    keys = columns[0]
    for column in columns[1:]:
        # Ranked after each column, so that the products stay small.
        wide = keys * (column.max(initial=0) + 1) + column
        keys = np.unique(wide, return_inverse=True)[1].astype(np.int64)
    return np.split(keys, cuts)


def _sums(group: Positions, size: int, half: _Half) -> tuple[Positions, Weights]:
    """Numbers and weights of a half, added up by group."""
    numbers, weights = np.zeros(size, np.int64), np.zeros(size, np.float64)
    np.add.at(numbers, group, half.numbers)
    np.add.at(weights, group, half.weights)
    return numbers, weights

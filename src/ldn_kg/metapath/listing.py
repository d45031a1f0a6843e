"""Every path of a metapath between two nodes, one by one.

The paths are grown from the source over edges of which each leads on to the target, many at a time
but few enough that the first ones come at once, however many follow.

Where to go instead: `ldn_kg.metapath.counting` counts paths without listing them.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from ldn_kg.errors import QueryError
from ldn_kg.metapath.lattice import Between, lattice

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    import numpy.typing as npt

    from ldn_kg.metapath.edge_types import Step
    from ldn_kg.metapath.graph import TypedGraph
    from ldn_kg.metapath.lattice import Layer
    from ldn_kg.metapath.steps import Metapath

    #: Beginnings of paths, one a row: positions of their nodes.
    Block = npt.NDArray[np.int64]

#: Beginnings of paths that are grown at once.
_BLOCK = 1 << 14


def paths(
    graph: TypedGraph,
    metapath: Metapath | str | Sequence[Step],
    source: Hashable,
    target: Hashable,
    limit: int | None = None,
) -> Iterator[tuple[Hashable, ...]]:
    """The paths of a metapath between two nodes; no path repeats a node.

    Args:
        graph: The graph.
        metapath: An abbreviation such as ``GiGaD``, steps, or a metapath.
        source: Identifier of the first node.
        target: Identifier of the last node.
        limit: How many paths at most; all, if None.

    Returns:
        An iterator over paths, each a tuple of identifiers from source to target. They come in the
        order in which the graph holds its nodes, compared from the source on.

    Raises:
        QueryError: For a metapath that the graph does not have, a node of another kind, or a limit
            that is no number.
        NotFoundError: When there is no such node.

    Example:
        >>> from ldn_kg.metapath import EdgeType, TypedGraph
        >>> joins = EdgeType("Gene", "interacts", "Gene")
        >>> pairs = [(joins, *pair) for pair in ("AB", "BC", "AD", "DC", "BD")]
        >>> graph = TypedGraph.of({"Gene": list("ABCD")}, pairs)
        >>> ["".join(path) for path in paths(graph, "GiGiGiG", "A", "C")]
        ['ABDC', 'ADBC']
        >>> list(paths(graph, "GiGiG", "A", "C", limit=1))
        [('A', 'B', 'C')]
    """
    # Checked here and not in a generator, so that a mistake shows where it is made.
    between = Between.of(graph, metapath, source, target)
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
        message = f"the limit must be a whole number from 0 on, not {limit!r}"
        raise QueryError(message)
    return islice(chain.from_iterable(_identified(between)), limit)


def _identified(between: Between) -> Iterator[Iterator[tuple[Hashable, ...]]]:
    """Paths as tuples of identifiers, a block at a time."""
    names = [between.graph.identifiers(kind) for kind in between.metapath.kinds]
    start = np.array([[between.source]])
    for block in _grown(between.metapath.kinds, lattice(between), start):
        columns = (name[column].tolist() for name, column in zip(names, block.T, strict=True))
        yield zip(*columns, strict=True)


def _grown(kinds: Sequence[str], layers: Sequence[Layer], block: Block) -> Iterator[Block]:
    """Blocks of whole paths, in order, from a block of beginnings."""
    place = block.shape[1] - 1
    if place == len(layers):
        yield block
        return
    ahead = layers[place].ahead
    for part in _parts(block, ahead.degrees[block[:, -1]]):
        rows, nodes = ahead.after(part[:, -1])
        kept = np.ones(len(rows), np.bool_)
        # The layers hold neither self loops nor the ends, so only places between are compared.
        for other in range(1, place):
            if kinds[other] == kinds[place + 1]:
                kept &= part[rows, other] != nodes
        yield from _grown(kinds, layers, np.column_stack([part[rows[kept]], nodes[kept]]))


def _parts(block: Block, degrees: npt.NDArray[np.int64]) -> Iterator[Block]:
    """A block in parts, of which each grows to about `_BLOCK` rows."""
    number = np.cumsum(degrees) // _BLOCK
    cuts = np.flatnonzero(np.diff(number)) + 1
    return iter(np.split(block, cuts))

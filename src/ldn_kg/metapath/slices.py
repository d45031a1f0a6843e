"""Neighbours of many nodes at once, out of the rows of a compressed sparse matrix.

A loop over nodes in Python would cost more than the rest of a search; here it is a few array
operations, whatever the number of nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import coo_array

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Positions = npt.NDArray[np.int64]


#: scipy says nothing of its types.
_coo_array: Any = coo_array


def boolean_matrix(shape: tuple[int, int], tails: Positions, heads: Positions) -> csr_array:
    """1 where an edge is, however often it is given; columns ascend within a row.

    Args:
        shape: Number of nodes at which an edge may start, and at which it may end.
        tails: Start of each edge.
        heads: End of each edge.

    Example:
        >>> boolean_matrix((2, 3), np.array([1, 1, 0]), np.array([2, 2, 0])).toarray().tolist()
        [[1, 0, 0], [0, 0, 1]]
    """
    ones = np.ones(len(tails), np.int8)
    matrix: csr_array = _coo_array((ones, (tails, heads)), shape).tocsr()
    # Duplicates were added up, and beyond 127 even to nothing.
    matrix.data[:] = 1
    return matrix


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a compressed sparse matrix: for each node, its neighbours in ascending order.

    Args:
        starts: Where each row starts in `neighbours`, and the end of the last one.
        neighbours: The columns of all rows, one row after the other.

    Example:
        >>> rows = Rows.of((3, 8), np.array([2, 0, 0]), np.array([5, 7, 6]))
        >>> rows.degrees.tolist()
        [2, 0, 1]
        >>> origins, found = rows.after(np.array([2, 0]))
        >>> origins.tolist(), found.tolist()
        ([0, 1, 1], [5, 6, 7])
    """

    starts: npt.NDArray[Any]
    neighbours: npt.NDArray[Any]

    @classmethod
    def of(cls, shape: tuple[int, int], tails: Positions, heads: Positions) -> Rows:
        """The rows of edges in any order.

        Args:
            shape: Number of nodes at which an edge may start, and at which it may end.
            tails: Start of each edge.
            heads: End of each edge.
        """
        matrix = boolean_matrix(shape, tails, heads)
        return cls(matrix.indptr, matrix.indices)

    @property
    def degrees(self) -> Positions:
        """How many neighbours each node has."""
        return np.diff(self.starts)

    def after(self, nodes: Positions) -> tuple[Positions, Positions]:
        """One entry for every edge that leaves `nodes`.

        Args:
            nodes: Positions of nodes, each as often as it is needed.

        Returns:
            For each edge, the index in `nodes` of its start, and its end; in the order of `nodes`,
            and for each of them ascending.
        """
        starts = self.starts[nodes].astype(np.int64)
        degrees = self.starts[nodes + 1] - starts
        ends = np.cumsum(degrees)
        origins = np.repeat(np.arange(len(nodes)), degrees)
        within = np.arange(len(origins)) + np.repeat(starts - ends + degrees, degrees)
        return origins, self.neighbours[within].astype(np.int64)

"""A graph whose nodes have kinds and whose edges have types, for counting and listing paths.

Nodes are numbered within their kind in the order given. The edges of a type are a boolean sparse
matrix, as in hetio/hetmatpy: two nodes are joined by a type once or not at all, so an edge that is
given twice counts once. A self loop counts in the degree of its node (once, if it is not directed)
and in walks, but no path goes along it.

Where to go instead: `ldn_kg.metapath.hetnet` reads files; `ldn_kg.metapath.steps` reads metapaths.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from ldn_kg.errors import InputError, NotFoundError, Problem, QueryError, Where
from ldn_kg.metapath.abbreviations import named_steps, problems, shortest
from ldn_kg.metapath.edge_types import EdgeType, Step
from ldn_kg.metapath.faults import (
    repeated_nodes,
    unknown_ends,
    unknown_kinds,
    unusable_positions,
)
from ldn_kg.metapath.slices import Rows, boolean_matrix

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    import numpy.typing as npt
    from scipy.sparse import csr_array

    Positions = npt.NDArray[np.int64]
    Edge = tuple[EdgeType, Hashable, Hashable]

_NONE = np.empty(0, np.int64)


def _whole(positions: npt.NDArray[Any]) -> Positions:
    return positions.astype(np.int64)


class TypedGraph:
    """Nodes by kind, edges by type; made by `of`, by `from_positions` or by `read_hetnet`.

    Args:
        nodes: Identifiers of the nodes, by kind.
        edges: Positions of sources and of targets, by edge type; already checked.
        abbreviations: Short names of kinds and predicates.

    Example:
        >>> causes = EdgeType("Gene", "associates", "Disease")
        >>> nodes = {"Gene": ["A", "B"], "Disease": ["X"]}
        >>> graph = TypedGraph.of(nodes, [(causes, "A", "X"), (causes, "B", "X")])
        >>> graph
        <TypedGraph: 3 nodes of 2 kinds, 2 edges of 1 types>
        >>> list(graph.steps)
        ['GaD', 'DaG']
        >>> graph.degrees(graph.steps["DaG"]).tolist()
        [2]
    """

    def __init__(
        self,
        nodes: Mapping[str, Sequence[Hashable]],
        edges: Mapping[EdgeType, tuple[Positions, Positions]],
        abbreviations: Mapping[str, str],
    ) -> None:
        self.kinds = tuple(nodes)
        self.edge_types = tuple(edges)
        self.abbreviations = dict(abbreviations)
        #: Every step that a metapath may take, by its abbreviation.
        self.steps: dict[str, Step] = dict(named_steps(edges, abbreviations))
        self._identifiers = {
            kind: np.fromiter(members, dtype=object, count=len(members))
            for kind, members in nodes.items()
        }
        self._positions = {
            kind: {identifier: position for position, identifier in enumerate(members)}
            for kind, members in nodes.items()
        }
        self._edges: dict[Step, csr_array] = {
            Step(edge_type): self._matrix(edge_type, *ends) for edge_type, ends in edges.items()
        }
        self._degrees: dict[Step, Positions] = {}

    @classmethod
    def of(
        cls,
        nodes: Mapping[str, Sequence[Hashable]],
        edges: Iterable[Edge],
        *,
        edge_types: Iterable[EdgeType] = (),
        abbreviations: Mapping[str, str] | None = None,
        origin: str = "graph",
    ) -> TypedGraph:
        """A graph from identifiers.

        Args:
            nodes: Identifiers of the nodes, by kind.
            edges: Edge type, source and target of each edge. Of an edge type that is not directed,
                an edge is given in the order of its type, and walked both ways.
            edge_types: Edge types that exist even if no edge is of them.
            abbreviations: Short names of kinds and predicates; without them, the shortest
                beginnings that tell them apart.
            origin: What problems name as their place.

        Raises:
            InputError: For a node given twice, an edge whose end is no node, or abbreviations
                that could be read in two ways.

        Example:
            >>> interacts = EdgeType("Gene", "interacts", "Gene")
            >>> TypedGraph.of({"Gene": ["A"]}, [(interacts, "A", "B")])
            Traceback (most recent call last):
            ldn_kg.errors.InputError: graph: edges[0]: no Gene 'B' [unknown-node]; ...
        """
        places = {
            kind: {identifier: position for position, identifier in enumerate(members)}
            for kind, members in nodes.items()
        }
        ends: dict[EdgeType, tuple[list[int], list[int]]] = {each: ([], []) for each in edge_types}
        found: list[Problem] = []
        for number, (edge_type, source, target) in enumerate(edges):
            sources, targets = ends.setdefault(edge_type, ([], []))
            start = places.get(edge_type.source, {}).get(source)
            end = places.get(edge_type.target, {}).get(target)
            if start is None or end is None:
                named = (edge_type.source, source), (edge_type.target, target)
                found += unknown_ends(places, named, Where(origin, 0, f"edges[{number}]"))
            else:
                sources.append(start)
                targets.append(end)
        arrays = {
            edge_type: (np.array(sources, np.int64), np.array(targets, np.int64))
            for edge_type, (sources, targets) in ends.items()
        }
        return cls._checked(nodes, arrays, abbreviations, origin, found)

    @classmethod
    def from_positions(
        cls,
        nodes: Mapping[str, Sequence[Hashable]],
        edges: Mapping[EdgeType, tuple[npt.ArrayLike, npt.ArrayLike]],
        *,
        abbreviations: Mapping[str, str] | None = None,
        origin: str = "graph",
    ) -> TypedGraph:
        """A graph from arrays, which is fast for millions of edges.

        Args:
            nodes: Identifiers of the nodes, by kind.
            edges: By edge type, two integer arrays of one length: the positions of the sources
                and of the targets among the nodes of their kinds, from 0.
            abbreviations: As for `of`.
            origin: As for `of`.

        Raises:
            InputError: As for `of`, and for arrays of another shape or type.

        Example:
            >>> import numpy as np
            >>> interacts = EdgeType("Gene", "interacts", "Gene")
            >>> ends = np.array([0, 1]), np.array([1, 2])
            >>> graph = TypedGraph.from_positions({"Gene": ["A", "B", "C"]}, {interacts: ends})
            >>> graph.degrees(graph.steps["GiG"]).tolist()
            [1, 2, 1]
        """
        found: list[Problem] = []
        arrays: dict[EdgeType, tuple[Positions, Positions]] = {}
        for edge_type, ends in edges.items():
            sources, targets = map(np.asarray, ends)
            faults = list(unusable_positions(nodes, edge_type, (sources, targets), origin))
            found += faults
            arrays[edge_type] = (_NONE, _NONE) if faults else (_whole(sources), _whole(targets))
        return cls._checked(nodes, arrays, abbreviations, origin, found)

    @classmethod
    def _checked(
        cls,
        nodes: Mapping[str, Sequence[Hashable]],
        edges: Mapping[EdgeType, tuple[Positions, Positions]],
        abbreviations: Mapping[str, str] | None,
        origin: str,
        found: list[Problem],
    ) -> TypedGraph:
        """The graph, unless its parts have problems."""
        found = [*found, *repeated_nodes(nodes, origin), *unknown_kinds(nodes, edges, origin)]
        kinds = list(nodes)
        types = [each for each in edges if {each.source, each.target} <= nodes.keys()]
        short = shortest(kinds, types) if abbreviations is None else abbreviations
        found += problems(kinds, types, short, Where(origin, 0, "kind_to_abbrev"))
        if found:
            raise InputError(found)
        return cls(nodes, edges, short)

    def _matrix(self, edge_type: EdgeType, sources: Positions, targets: Positions) -> csr_array:
        shape = self.size(edge_type.source), self.size(edge_type.target)
        if edge_type.symmetric:
            sources, targets = np.append(sources, targets), np.append(targets, sources)
        return boolean_matrix(shape, sources, targets)

    def size(self, kind: str) -> int:
        """How many nodes a kind has."""
        return len(self._identifiers[kind])

    def identifiers(self, kind: str) -> npt.NDArray[Any]:
        """The identifiers of a kind, by position, as an array of objects."""
        return self._identifiers[kind]

    def position(self, kind: str, identifier: Hashable) -> int:
        """The number of a node within its kind.

        Args:
            kind: Its kind.
            identifier: Its identifier; 1 and "1" are different ones.

        Raises:
            QueryError: When it is a node of other kinds only.
            NotFoundError: When there is no such node.

        Example:
            >>> graph = TypedGraph.of({"Gene": ["IRF1", "IRF8"], "Disease": ["MS"]}, [])
            >>> graph.position("Gene", "IRF8")
            1
            >>> graph.position("Gene", "IRF")
            Traceback (most recent call last):
            ldn_kg.errors.NotFoundError: no Gene 'IRF'; did you mean IRF8 or IRF1?
        """
        position = self._positions[kind].get(identifier)
        if position is not None:
            return position
        others = [other for other in self.kinds if identifier in self._positions[other]]
        if others:
            message = f"{identifier!r} is a {' and a '.join(others)}; a {kind} is needed here"
            raise QueryError(message)
        names = list(map(str, self._positions[kind]))
        raise NotFoundError(kind, str(identifier), get_close_matches(str(identifier), names))

    def adjacency(self, step: Step) -> csr_array:
        """The edges of a step: sources as rows, targets as columns, 1 for an edge.

        The matrix is shared, and not to be changed.

        Raises:
            QueryError: When the graph has no such edge type.
        """
        if step not in self._edges:
            if step.reversed not in self._edges:
                message = f"the graph has no edges {step.edge_type}"
                raise QueryError(message)
            # Needed by some metapaths only, so it is made when first asked for.
            self._edges[step] = self._edges[step.reversed].T.tocsr()
        return self._edges[step]

    def rows(self, step: Step) -> Rows:
        """The same edges, as the neighbours of each source."""
        matrix = self.adjacency(step)
        return Rows(matrix.indptr, matrix.indices)

    def degrees(self, step: Step) -> Positions:
        """How many edges a step could take from each node, over the whole graph."""
        if step not in self._degrees:
            degrees = self.rows(step).degrees.astype(np.int64)
            degrees.flags.writeable = False
            self._degrees[step] = degrees
        return self._degrees[step]

    def __repr__(self) -> str:
        nodes = sum(map(len, self._identifiers.values()))
        edges = sum(self._count(edge_type) for edge_type in self.edge_types)
        return (
            f"<TypedGraph: {nodes} nodes of {len(self.kinds)} kinds, "
            f"{edges} edges of {len(self.edge_types)} types>"
        )

    def _count(self, edge_type: EdgeType) -> int:
        """The edges of a type; a symmetric one stands in its matrix twice, a loop once."""
        starts, ends = self.rows(Step(edge_type)).after(np.arange(self.size(edge_type.source)))
        return (len(ends) + int((starts == ends).sum())) // 2 if edge_type.symmetric else len(ends)

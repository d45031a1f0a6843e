"""What joins two kinds of nodes, and in which direction it is walked.

Where to go instead: `ldn_kg.metapath.graph` holds the edges themselves; `ldn_kg.metapath.steps`
strings steps together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class EdgeType:
    """A predicate between two kinds of nodes.

    Args:
        source: Kind of node at which the edge starts.
        predicate: What the edge says.
        target: Kind of node at which it ends.
        directed: Whether source and target have different roles. Of an edge that is not directed,
            the order of its ends says nothing: within one kind it is symmetric.

    Example:
        >>> str(EdgeType("Gene", "interacts", "Gene"))
        'Gene–interacts–Gene'
        >>> str(EdgeType("Gene", "regulates", "Gene", directed=True))
        'Gene→regulates→Gene'
    """

    source: str
    predicate: str
    target: str
    directed: bool = False

    @property
    def symmetric(self) -> bool:
        """Whether both directions are the same step."""
        return self.source == self.target and not self.directed

    def __str__(self) -> str:
        return str(Step(self))


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """An edge type walked from its source to its target, or backward.

    Args:
        edge_type: The edge type.
        backward: From target to source. Of a symmetric edge type there is one step only, so this
            is then set to False.

    Example:
        >>> step = Step(EdgeType("Gene", "associates", "Disease"), backward=True)
        >>> step.source, step.target
        ('Disease', 'Gene')
        >>> step.reversed.source
        'Gene'
    """

    edge_type: EdgeType
    backward: bool = False

    def __post_init__(self) -> None:
        if self.edge_type.symmetric:
            object.__setattr__(self, "backward", False)

    @property
    def source(self) -> str:
        """Kind of node from which the step leaves."""
        return self.edge_type.target if self.backward else self.edge_type.source

    @property
    def target(self) -> str:
        """Kind of node at which the step arrives."""
        return self.edge_type.source if self.backward else self.edge_type.target

    @property
    def reversed(self) -> Step:
        """The same edges, walked the other way."""
        return Step(self.edge_type, backward=not self.backward)

    @property
    def joint(self) -> str:
        """The predicate between two marks: dashes, or arrows where the direction counts."""
        mark = "–" if not self.edge_type.directed else "←" if self.backward else "→"
        return f"{mark}{self.edge_type.predicate}{mark}"

    def __str__(self) -> str:
        return f"{self.source}{self.joint}{self.target}"

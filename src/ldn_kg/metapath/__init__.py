"""Paths and degree-weighted path counts over any graph with kinds of nodes and types of edges.

`TypedGraph` holds a graph, made of identifiers, of arrays, or of a hetnet file by `read_hetnet`.
`Metapath` says what a path goes through. `score`, `path_count`, `walk_count`, `dwpc` and `dwwc`
count, `paths` lists. Counts are exact for every metapath, also where kinds repeat.

    >>> from ldn_kg.metapath import EdgeType, TypedGraph, paths, score
    >>> inhibits = EdgeType("Drug", "inhibits", "Receptor", directed=True)
    >>> senses = EdgeType("Cell", "has", "Receptor")
    >>> graph = TypedGraph.of(
    ...     {"Drug": ["naltrexone"], "Receptor": ["TLR4", "MOR"], "Cell": ["microglia"]},
    ...     [(inhibits, "naltrexone", "TLR4"), (inhibits, "naltrexone", "MOR"),
    ...      (senses, "microglia", "TLR4")],
    ... )
    >>> list(paths(graph, "Di>RhC", "naltrexone", "microglia"))
    [('naltrexone', 'TLR4', 'microglia')]
    >>> print(score(graph, "Di>RhC", "naltrexone", "microglia", damping=0.5))
    Di>RhC, naltrexone to microglia: 1 paths, 1 walks; damping 0.5: DWPC 0.707107, DWWC 0.707107
"""

from ldn_kg.metapath.counting import PathScore, dwpc, dwwc, path_count, score, walk_count
from ldn_kg.metapath.edge_types import EdgeType, Step
from ldn_kg.metapath.graph import TypedGraph
from ldn_kg.metapath.hetnet import read_hetnet
from ldn_kg.metapath.listing import paths
from ldn_kg.metapath.steps import Metapath

__all__ = [
    "EdgeType",
    "Metapath",
    "PathScore",
    "Step",
    "TypedGraph",
    "dwpc",
    "dwwc",
    "path_count",
    "paths",
    "read_hetnet",
    "score",
    "walk_count",
]

"""Degree-weighted path counts of mechanism paths: how much was read of them, not how sure they are.

On a graph that curators read from papers, a degree measures the reading. So these numbers order
paths only when asked, and stand beside the evidence with their damping exponent.

Source: Himmelstein & Baranzini 2015, doi:10.1371/journal.pcbi.1004259.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ldn_kg.metapath import EdgeType, PathScore, Step, TypedGraph, score
from ldn_kg.trace.paths import causal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop
    from ldn_kg.trace.paths import Path

#: Kinds of nodes, the first that fits.
_KINDS = (
    "Agent", "Receptor", "Mediator", "Cell", "BiologicalProcess", "OutcomeMeasure", "Symptom",
    "Disease", "Role", "Entity",
)  # fmt: skip


def typed_graph(facts: Facts, hops: Iterable[Hop]) -> TypedGraph:
    """The causal hops as a typed graph: kinds of entities, and relations between them.

    Args:
        facts: The graph.
        hops: The hops of the evidence that counts.
    """
    steps = causal(facts, hops)
    nodes: dict[str, list[str]] = defaultdict(list)
    for node in sorted({end for hop in steps for end in (hop.subject, hop.object)}):
        nodes[_kind(facts, node)].append(node)
    edges = {(_edge_type(facts, hop), hop.subject, hop.object) for hop in steps}
    return TypedGraph.of(nodes, sorted(edges), origin="mechanism")


def by_degree(
    facts: Facts, hops: Sequence[Hop], paths: Iterable[Path], damping: float
) -> list[tuple[Path, PathScore]]:
    """Paths by the degree-weighted path count of their metapath, largest first.

    Every typed path over causal hops counts, also one that no explanation joins.

    Args:
        facts: The graph.
        hops: The hops that the paths were found in.
        paths: The paths, in the order that ties keep.
        damping: The damping exponent, 0 to 1.

    Raises:
        QueryError: When the damping exponent is out of range.
    """
    graph = typed_graph(facts, hops)
    scored = [(path, _score(facts, graph, path, damping)) for path in paths]
    return sorted(scored, key=lambda pair: -pair[1].dwpc)


def _score(facts: Facts, graph: TypedGraph, path: Path, damping: float) -> PathScore:
    steps = [Step(_edge_type(facts, hop)) for hop in path.hops]
    return score(graph, steps, path.nodes[0], path.nodes[-1], damping=damping)


def _edge_type(facts: Facts, hop: Hop) -> EdgeType:
    kinds = _kind(facts, hop.subject), _kind(facts, hop.object)
    return EdgeType(kinds[0], hop.predicate.removeprefix("ldn:"), kinds[1], directed=True)


def _kind(facts: Facts, node: str) -> str:
    return next((kind for kind in _KINDS if facts.is_a(node, kind)), "Entity")

"""Metapaths: which kinds of nodes and which edges a path goes through, one after the other.

Where to go instead: `ldn_kg.metapath.counting` counts the paths of a metapath, and
`ldn_kg.metapath.listing` lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from ldn_kg.errors import QueryError
from ldn_kg.metapath.abbreviations import KIND, PREDICATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_kg.metapath.edge_types import Step
    from ldn_kg.metapath.graph import TypedGraph

_EDGE = f"<?{PREDICATE}>?"
_WHOLE = re.compile(f"{KIND}(?:{_EDGE}{KIND})+")
_TOKEN = re.compile(f"{KIND}|{_EDGE}")


@dataclass(frozen=True, slots=True)
class Metapath:
    """Steps of which each starts at the kind of node where the one before arrived.

    Args:
        steps: The steps; at least one.
        abbreviation: The metapath in short, such as ``GiGaD``.

    Example:
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> from ldn_kg.metapath.graph import TypedGraph
        >>> kinds = {"Gene": ["A"], "Disease": ["X"]}
        >>> interacts = EdgeType("Gene", "interacts", "Gene")
        >>> associates = EdgeType("Gene", "associates", "Disease")
        >>> graph = TypedGraph.of(kinds, [], edge_types=[interacts, associates])
        >>> metapath = Metapath.of(graph, "GiGaD")
        >>> metapath.kinds
        ('Gene', 'Gene', 'Disease')
        >>> metapath.words
        'Gene–interacts–Gene–associates–Disease'
        >>> metapath.reversed.abbreviation
        'DaGiG'
        >>> Metapath.of(graph, "GiGxD")
        Traceback (most recent call last):
        ldn_kg.errors.QueryError: no step GxD in 'GiGxD'; from Gene there is GiG ...
    """

    steps: tuple[Step, ...]
    abbreviation: str

    @classmethod
    def of(cls, graph: TypedGraph, metapath: Metapath | str | Sequence[Step]) -> Metapath:
        """The metapath, checked against a graph.

        Args:
            graph: The graph through which it goes.
            metapath: An abbreviation, steps, or a metapath.

        Raises:
            QueryError: When there is no such metapath in the graph.
        """
        if isinstance(metapath, str):
            return cls(_steps(graph, metapath), metapath)
        steps = metapath.steps if isinstance(metapath, Metapath) else tuple(metapath)
        return cls(steps, _abbreviation(graph, steps))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the nodes, one more than there are steps."""
        return (*(step.source for step in self.steps), self.steps[-1].target)

    @property
    def reversed(self) -> Metapath:
        """The same paths, from their targets to their sources."""
        tokens = reversed(_TOKEN.findall(self.abbreviation))
        return Metapath(
            tuple(step.reversed for step in reversed(self.steps)), "".join(map(_turned, tokens))
        )

    @property
    def words(self) -> str:
        """The metapath in full."""
        return self.steps[0].source + "".join(step.joint + step.target for step in self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __str__(self) -> str:
        return self.abbreviation


def _turned(token: str) -> str:
    if token.startswith("<"):
        return f"{token[1:]}>"
    return f"<{token[:-1]}" if token.endswith(">") else token


def _steps(graph: TypedGraph, text: str) -> tuple[Step, ...]:
    if not _WHOLE.fullmatch(text):
        message = (
            f"{text!r} is not a metapath: write kinds in capitals with edges in small letters "
            f"between them; the kinds are {_kinds(graph)}, the steps {_listed(graph, graph.steps)}"
        )
        raise QueryError(message + _near(text, [*graph.steps]))
    tokens = _TOKEN.findall(text)
    kinds = {graph.abbreviations[kind]: kind for kind in graph.kinds}
    for token in tokens[::2]:
        if token not in kinds:
            message = f"no kind of node {token!r} in {text!r}; the kinds are {_kinds(graph)}"
            raise QueryError(message + _near(token, list(kinds)))
    names = ["".join(tokens[start : start + 3]) for start in range(0, len(tokens) - 2, 2)]
    for name in names:
        if name not in graph.steps:
            raise QueryError(_no_step(graph, name, text, kinds))
    return tuple(graph.steps[name] for name in names)


def _no_step(graph: TypedGraph, name: str, text: str, kinds: dict[str, str]) -> str:
    source, edge, _ = _TOKEN.findall(name)
    leaving = [other for other in graph.steps if _TOKEN.findall(other)[0] == source]
    # A direction that is missing or too much is the likeliest slip.
    same = [other for other in leaving if _TOKEN.findall(other)[1].strip("<>") == edge.strip("<>")]
    message = f"no step {name} in {text!r}; from {kinds[source]} there is {_listed(graph, leaving)}"
    return message + (f"; did you mean {' or '.join(same)}?" if same else _near(name, leaving))


def _abbreviation(graph: TypedGraph, steps: tuple[Step, ...]) -> str:
    if not steps:
        message = "a metapath has at least one step"
        raise QueryError(message)
    names = {step: name for name, step in graph.steps.items()}
    for step in steps:
        if step not in names:
            message = f"the graph has no step {step}; there are {_listed(graph, graph.steps)}"
            raise QueryError(message)
    for before, after in pairwise(steps):
        if before.target != after.source:
            message = f"{after} cannot follow {before}: it starts at {after.source}"
            raise QueryError(message)
    first, *others = (names[step] for step in steps)
    return first + "".join("".join(_TOKEN.findall(other)[1:]) for other in others)


def _kinds(graph: TypedGraph) -> str:
    return ", ".join(f"{graph.abbreviations[kind]} ({kind})" for kind in graph.kinds)


def _listed(graph: TypedGraph, names: Iterable[str]) -> str:
    return ", ".join(f"{name} ({graph.steps[name]})" for name in names) or "none"


def _near(text: str, names: Sequence[str]) -> str:
    near = get_close_matches(text, names, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else ""

"""Before a shipped question is asked: are its layers open, and does what it is asked about exist?

A question over a layer that is not open, and one about a class that is not in it, would answer with
no rows, which looks like "there is nothing". Where to go instead: `ldn_kg.catalog` reads questions,
`ldn_kg.layers` finds layers, `ldn_kg.doubts` looks at the words of a query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.layers import layer_files, read_report
from ldn_kg.store import short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ldn_kg.catalog import Question
    from ldn_kg.store import Store, Term

_FORMS = ("select", "ask", "construct", "describe", "prefix", "base")


def is_sparql(text: str) -> bool:
    """Whether a text is a query, and not the name of one.

    Example:
        >>> is_sparql("ASK { ?s ?p ?o }"), is_sparql("null_outcomes")
        (True, False)
    """
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return any(first.lower().startswith(form) for form in _FORMS) and (" " in first or "{" in text)


def closed_layers(question: Question, layers: Collection[str]) -> list[str]:
    """The layers that a question reads and that are not open.

    Args:
        question: A question.
        layers: Names of the layers that are open.
    """
    return [name for name in question.header.layers if name not in layers]


def require_layers(question: Question, layers: Collection[str]) -> None:
    """Lets a question pass whose layers are open.

    Args:
        question: A question.
        layers: Names of the layers that are open.

    Raises:
        QueryError: When one is not; says how to open it.

    Example:
        >>> from ldn_kg.catalog import Header, Question
        >>> header = Header(title="?", description="", reader="", layers=["mondo"])
        >>> require_layers(Question("x", "", header), ["mondo"])
    """
    closed = closed_layers(question, layers)
    if closed:
        message = (
            f"{question.name} reads {', '.join(closed)}: open the graph with layers={closed}; "
            f"if that was never brought in: {how_to_bring_in(closed)}"
        )
        raise QueryError(message)


def files_for(question: Question, layers: Collection[str], folder: Path) -> list[Path]:
    """The files of the layers that a question reads and that are not open.

    Args:
        question: A question.
        layers: Names of the layers that are open.
        folder: Where layers are kept.

    Raises:
        QueryError: When one was not brought in; says how to do so.
    """
    missing, found = [], []
    for name in closed_layers(question, layers):
        try:
            found += layer_files(folder, [name])
        except NotFoundError:
            missing.append(name)
    if missing:
        verb = "was" if len(missing) == 1 else "were"
        message = (
            f"{question.name} reads {', '.join(missing)}, which {verb} not brought in; "
            f"do so with: {how_to_bring_in(missing)}"
        )
        raise QueryError(message)
    return found


def how_to_bring_in(layers: Sequence[str]) -> str:
    """The command that brings in layers; for what is not shipped, with a file of it.

    Example:
        >>> how_to_bring_in(["mondo", "cl"])
        'ldn-kg link enrich --ontology MONDO --ontology CL'
        >>> how_to_bring_in(["hp"])
        'ldn-kg link enrich --ontology FILE --name hp'
    """
    from ldn_kg.vocabularies.shipped import SHIPPED

    shipped = {prefix.lower(): prefix for prefix in SHIPPED}
    at_once = [f"--ontology {shipped[name]}" for name in layers if name in shipped]
    commands = [f"ldn-kg link enrich {' '.join(at_once)}"] if at_once else []
    commands += [
        f"ldn-kg link enrich --ontology FILE --name {name}"
        for name in layers
        if name not in shipped
    ]
    return " && ".join(commands)


def remarks(
    store: Store, question: Question, bound: Mapping[str, Term], files: Iterable[Path]
) -> Iterator[str]:
    """What may make an answer emptier than the truth.

    Args:
        store: The graph that is asked, with its layers.
        question: The question.
        bound: The values of its parameters.
        files: The files of the layers.
    """
    for name, value in bound.items():
        if isinstance(value, NamedNode) and not _is_there(store, value):
            hint = f" with {', '.join(question.header.layers)}" if question.header.layers else ""
            yield f"{name}: {short(value.value)} is nowhere in the graph{hint}"
    for path in files:
        if path.stem in question.header.layers and _is_behind(store, path):
            again = how_to_bring_in([path.stem])
            yield f"the mappings changed since {path.stem} was brought in; again: {again}"


def _is_there(store: Store, node: NamedNode) -> bool:
    patterns = ((node, None, None), (None, None, node), (None, node, None))
    return any(
        next(iter(store.backend.quads_for_pattern(*pattern)), None) is not None
        for pattern in patterns
    )


def _is_behind(store: Store, path: Path) -> bool:
    """Whether mappings were made or dropped that the layer does not know of."""
    from ldn_kg.link.mapped import mapped_digest, mapped_terms

    report = read_report(path)
    prefixes = report.get("prefixes")
    if not isinstance(prefixes, list):
        return False
    return report.get("mapped_sha256") != mapped_digest(mapped_terms(store), prefixes)

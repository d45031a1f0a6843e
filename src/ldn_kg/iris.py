"""Deterministic identifiers: the same record gets the same IRI in every build.

Where to go instead: `ldn_kg.prefixes` maps CURIEs to IRIs; `ldn_kg.vocab` lists our terms.
"""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import NamedNode

from ldn_kg.prefixes import GRAPH, THING, THING_KINDS


def thing(kind: str, *parts: str) -> NamedNode:
    """The IRI of a thing: its kind, then its keys from the widest to the narrowest.

    Args:
        kind: One of `ldn_kg.prefixes.THING_KINDS`.
        parts: Keys; joined by two hyphens, which no key contains, so that the name can be written
            with a prefix in any SPARQL or Turtle text as it is.

    Raises:
        ValueError: When the kind is not a known one, or there is no key.

    Example:
        >>> thing("finding", "parkitny-2017", "review", "il6").value
        'https://w3id.org/ldn-kg/id/finding/parkitny-2017--review--il6'
    """
    if kind not in THING_KINDS or not parts or not all(parts):
        message = f"cannot name a {kind!r} by {parts!r}"
        raise ValueError(message)
    return NamedNode(f"{THING}{kind}/{quote('--'.join(parts), safe='-_')}")


def locator(source: str, start: int, end: int) -> NamedNode:
    """The IRI of a place in a text: its source and span, so that two facts may share one place.

    Args:
        source: Key of the source.
        start: First character.
        end: The character after the last.

    Example:
        >>> locator("carvalho-skare-2023", 10, 20).value
        'https://w3id.org/ldn-kg/id/locator/carvalho-skare-2023--10-20'
    """
    return thing("locator", source, f"{start}-{end}")


def layer_graph(layer: str, source: str) -> NamedNode:
    """The named graph of what one layer says according to one source.

    Example:
        >>> layer_graph("review", "carvalho-skare-2023").value
        'https://w3id.org/ldn-kg/graph/review.carvalho-skare-2023'
    """
    return NamedNode(f"{GRAPH}{layer}.{source}")


def graph(name: str) -> NamedNode:
    """A named graph that belongs to no layer, such as ``ontology`` or ``claims``."""
    return NamedNode(GRAPH + name)

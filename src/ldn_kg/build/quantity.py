"""Quantities to quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.terms import english, individual, number, text
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.build.terms import Scope
    from ldn_kg.model.quantity import Quantity


def quantity_quads(
    scope: Scope, owner: NamedNode, predicate: NamedNode, record: Quantity | None, *name: str
) -> Iterator[Quad]:
    """A quantity and the link from its owner; nothing where there is no record.

    Args:
        scope: Who says it.
        owner: The node that has the quantity.
        predicate: What the quantity is of it.
        record: The quantity.
        name: Parts of its IRI.
    """
    if record is None:
        return
    node = iris.thing("quantity", *name)
    yield scope.quad(owner, predicate, node)
    yield from scope.node(node, LDN.Quantity, record.printed, record.at)
    yield scope.quad(node, LDN.printed, text(record.printed))
    words = (
        (LDN.measureType, record.measure),
        (LDN.spreadType, record.spread_type and f"spread-{record.spread_type}"),
        (LDN.boundKind, record.bound),
        (LDN.missing, record.missing),
    )
    for property_, word in words:
        if word is not None:
            yield scope.quad(node, property_, individual(word))
    numbers = (
        (LDN.value, record.value),
        (LDN.low, record.low),
        (LDN.high, record.high),
        (LDN.spread, record.spread),
    )
    for property_, value in numbers:
        if value is not None:
            yield scope.quad(node, property_, number(value))
    if record.unit is not None:
        yield scope.quad(node, LDN.unit, iris.thing("entity", record.unit))
    if record.note is not None:
        yield scope.quad(node, RDFS.comment, english(record.note))

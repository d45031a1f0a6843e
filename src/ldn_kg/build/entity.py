"""Entities and the names they are printed under, to quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.terms import english, individual, named_in_data, text
from ldn_kg.vocab import LDN, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ldn_kg.build.terms import Scope
    from ldn_kg.model.entity import Entity, NameUse


def entity_quads(scope: Scope, record: Entity) -> Iterator[Quad]:
    """An entity: its classes, names, definition and place among others."""
    node = iris.thing("entity", record.key)
    first, *others = record.classes
    yield from scope.node(node, named_in_data(first), record.label)
    yield from scope.links(node, RDF.type, map(named_in_data, others))
    yield scope.quad(node, SKOS.prefLabel, english(record.label))
    yield scope.quad(node, LDN.key, text(record.key))
    yield from scope.links(node, SKOS.altLabel, (english(name) for name in record.synonyms))
    yield scope.quad(node, SKOS.definition, english(record.definition))
    for property_, keys in (
        (LDN.broader, record.broader),
        (LDN.partOf, record.part_of),
        (LDN.measures, record.measures),
        (LDN.allowedUnit, record.units),
    ):
        yield from scope.links(node, property_, (iris.thing("entity", key) for key in keys))
    if record.better is not None:
        yield scope.quad(node, LDN.betterWhen, individual(record.better))


def name_quads(scope: Scope, record: NameUse) -> Iterator[Quad]:
    """A name as a source prints it."""
    node = iris.thing("name", scope.layer, record.id)
    yield from scope.node(node, LDN.NameUse, record.printed, record.at)
    yield scope.quad(node, LDN.printed, text(record.printed))
    yield scope.quad(node, LDN.nameKind, individual(record.kind))
    if record.entity is not None:
        yield scope.quad(node, LDN.denotes, iris.thing("entity", record.entity))
    if record.expansion is not None:
        yield scope.quad(node, LDN.expansion, text(record.expansion))
    if record.note is not None:
        yield scope.quad(node, RDFS.comment, english(record.note))

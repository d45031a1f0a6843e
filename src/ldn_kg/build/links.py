"""Mapping tables to quads: how our entities stand to terms of other vocabularies, and to which not.

Each row is a node, with the slots of SSSOM as its properties (https://w3id.org/sssom/, slot URIs of
the schema, release 1.1). A row that holds gives the plain relation as well; one that says Not, or
that no term was found, gives none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ldn_kg import iris
from ldn_kg.build.terms import Scope, english, text
from ldn_kg.mappings import NO_TERM
from ldn_kg.prefixes import converter
from ldn_kg.vocab import LDN, OWL, RDFS, SKOS, SSSOM, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ldn_kg.mappings import Mapping, MappingSet

#: Slots that are kept as they are, with the type of their values.
_SLOTS = {
    "author_label": None,
    "confidence": XSD.decimal,
    "mapping_date": XSD.date,
    "object_source_version": None,
}
_RELATIONS = {
    "skos:exactMatch": "is exactly",
    "skos:closeMatch": "is close to",
    "skos:broadMatch": "is narrower than",
    "skos:narrowMatch": "is broader than",
    "skos:relatedMatch": "is related to",
    "RO:0002204": "is the product of the gene",
}


def mapping_quads(table: MappingSet) -> Iterator[Quad]:
    """Every row of a table.

    Args:
        table: A table that `ldn_kg.check` found no fault in.

    Example:
        >>> from ldn_kg.mappings import Mapping, MappingSet
        >>> row = Mapping("entity:tlr4", "skos:exactMatch", "UniProt:O00206", "semapv:X")
        >>> found = mapping_quads(MappingSet({}, {}, (row,)))
        >>> [q.object.value for q in found if q.predicate == SKOS.notation]
        ['UniProt:O00206']
    """
    scope = Scope(iris.graph("mappings"))
    for row in table.mappings:
        yield from _row(scope, row)
        if row.object_id != NO_TERM:
            yield from _term(scope, row)


def _row(scope: Scope, row: Mapping) -> Iterator[Quad]:
    node = _node(row)
    subject, predicate, target = map(_iri, (row.subject_id, row.predicate_id, row.object_id))
    yield from scope.node(node, LDN.Mapping, _label(row))
    yield scope.quad(node, OWL.annotatedSource, subject)
    yield scope.quad(node, OWL.annotatedProperty, predicate)
    yield scope.quad(node, OWL.annotatedTarget, target)
    yield scope.quad(node, SSSOM.mapping_justification, _iri(row.mapping_justification))
    if row.object_label:
        yield scope.quad(node, SSSOM.object_label, text(row.object_label))
    if "object_source" in row.other:
        yield scope.quad(node, SSSOM.object_source, text(row.other["object_source"]))
    for slot, datatype in _SLOTS.items():
        if slot in row.other:
            yield scope.quad(node, SSSOM[slot], Literal(row.other[slot], datatype=datatype))
    if "comment" in row.other:
        yield scope.quad(node, RDFS.comment, english(row.other["comment"]))
    if row.negated:
        yield scope.quad(node, SSSOM.predicate_modifier, SSSOM.NegatedPredicate)
    elif row.object_id != NO_TERM:
        yield scope.quad(subject, predicate, target)


def _term(scope: Scope, row: Mapping) -> Iterator[Quad]:
    """The term itself: its CURIE, and its name where that was seen."""
    term = _iri(row.object_id)
    yield scope.quad(
        term, SKOS.notation, text(converter().standardize_curie(row.object_id, strict=True))
    )
    if row.object_label:
        yield scope.quad(term, RDFS.label, text(row.object_label))


def _iri(curie: str) -> NamedNode:
    return NamedNode(converter().expand(curie, strict=True))


def _node(row: Mapping) -> NamedNode:
    ours = row.subject_id.partition(":")[2]
    relation = row.predicate_id.partition(":")[2]
    theirs = row.object_id.replace(":", "-")
    parts = [ours, relation, theirs]
    if row.object_id == NO_TERM:
        parts.append(row.other.get("object_source", "").replace(":", "-"))
    return iris.thing("mapping", *filter(None, parts))


def _label(row: Mapping) -> str:
    ours = row.subject_label or row.subject_id
    if row.object_id == NO_TERM:
        return f"{ours} has no term in {row.other.get('object_source', 'the vocabulary searched')}"
    relation = _RELATIONS.get(row.predicate_id, row.predicate_id)
    if row.negated:
        relation = relation.replace("is ", "is not ", 1)
    theirs = f"{row.object_label} ({row.object_id})" if row.object_label else row.object_id
    return f"{ours} {relation} {theirs}"

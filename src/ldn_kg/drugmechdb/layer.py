"""Records to quads of one named graph, each thing of a record a node of its own.

Nothing is merged. A node says what its record says: the name, the identifier as written. Beside
that stands what stood the checks: the identifier in our way of writing, and which entity of ours it
is. What is in doubt has neither, only the entity that the record *names*. Two nodes with one
identifier are joined in a query, by ``skos:notation``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ldn_kg.drugmechdb.findings import doubts
from ldn_kg.drugmechdb.identifiers import normal
from ldn_kg.drugmechdb.identity import EXACT, OurThings, drug_names, names_drug
from ldn_kg.drugmechdb.terms import (
    BIOLINK,
    DCT,
    GRAPH,
    HOP_KINDS,
    PROV,
    SAME,
    TERMS,
    imported,
    integer,
    truth,
)
from ldn_kg.prefixes import expand
from ldn_kg.vocab import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.drugmechdb.findings import Finding, NodeRef
    from ldn_kg.drugmechdb.predicates import Relation, Relations
    from ldn_kg.drugmechdb.reading import ReadPath
    from ldn_kg.drugmechdb.records import DrugPath
    from ldn_kg.mappings import MappingSet

_HOME = "https://github.com/SuLab/DrugMechDB"
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def layer_quads(
    records: Iterable[ReadPath],
    relations: Relations,
    mappings: MappingSet,
    findings: Sequence[Finding],
) -> list[Quad]:
    """The whole layer.

    Args:
        records: The records.
        relations: What each relation means; a step with another one has no sign.
        mappings: What our entities are called elsewhere.
        findings: What `ldn_kg.drugmechdb.check_records` found in these records.

    Returns:
        Every quad once, in a fixed order.

    Example:
        >>> from ldn_kg.mappings import MappingSet
        >>> len(layer_quads([], {}, MappingSet({}, {}, ()), []))
        3
    """
    writer = _Writer(relations, OurThings(mappings), doubts(findings))
    quads = set(_about_the_layer())
    for placed in records:
        quads.update(writer.path(placed.record))
    return sorted(quads, key=str)


def _about_the_layer() -> Iterator[Quad]:
    yield Quad(GRAPH, RDFS.label, Literal("DrugMechDB, as imported", language="en"), GRAPH)
    yield Quad(GRAPH, PROV.hadPrimarySource, NamedNode(_HOME), GRAPH)
    yield Quad(GRAPH, DCT.license, NamedNode(_LICENCE), GRAPH)


class _Writer:
    """Writes records, knowing what relations mean, what is ours, and what is in doubt."""

    def __init__(
        self, relations: Relations, ours: OurThings, doubted: dict[NodeRef, list[str]]
    ) -> None:
        self._relations, self._ours, self._doubted = relations, ours, doubted

    def path(self, record: DrugPath) -> Iterator[Quad]:
        """One record: what it is about, its things and its steps."""
        path = imported(record.id)
        label = f"{record.graph.drug} for {record.graph.disease} ({record.id})"
        yield Quad(path, RDF.type, TERMS.ImportedPath, GRAPH)
        yield Quad(path, RDFS.label, Literal(label), GRAPH)
        yield Quad(path, DCT.identifier, Literal(record.id), GRAPH)
        if record.comment is not None:
            yield Quad(path, RDFS.comment, Literal(record.comment), GRAPH)
        for reference in record.references:
            yield _reference(path, reference)
        for property_, index in (
            (TERMS.pathDrug, record.drug_index()),
            (TERMS.pathDisease, record.disease_index()),
        ):
            if index is not None:
                yield Quad(path, property_, _node(record, index), GRAPH)
        for index in range(len(record.nodes)):
            yield Quad(path, TERMS.hasPathNode, _node(record, index), GRAPH)
            yield from self._thing(record, index)
        for index in range(len(record.links)):
            hop = imported(record.id, "hop", str(index + 1))
            yield Quad(path, TERMS.hasHop, hop, GRAPH)
            yield from self._hop(hop, record, index)

    def _thing(self, record: DrugPath, index: int) -> Iterator[Quad]:
        node, here = record.nodes[index], _node(record, index)
        is_drug = index == record.drug_index()
        yield Quad(here, RDF.type, TERMS.PathNode, GRAPH)
        yield Quad(here, RDFS.label, Literal(node.name), GRAPH)
        yield Quad(here, TERMS.conceptKind, Literal(node.label), GRAPH)
        for identifier in {node.id, *(record.drug_ids if is_drug else ())}:
            yield Quad(here, DCT.identifier, Literal(identifier), GRAPH)
        for identifier in node.alt_ids:
            yield Quad(here, TERMS.alternativeIdentifier, Literal(identifier), GRAPH)
        for name in node.alt_names:
            yield Quad(here, SAME.altLabel, Literal(name), GRAPH)
        against = self._doubted.get((record.id, index), [])
        for message in against:
            yield Quad(here, TERMS.identifierDoubt, Literal(message), GRAPH)
        if not against:
            yield from self._identity(here, node.id)
        if names_drug(record, index):
            names = drug_names(record) if is_drug else (node.name,)
            yield from self._named(here, names, () if against else (node.id,))

    def _identity(self, here: NamedNode, identifier: str) -> Iterator[Quad]:
        """What an identifier that is in no doubt stands for."""
        known = normal(identifier)
        if known is not None:
            yield Quad(here, SAME.notation, Literal(known), GRAPH)
        for match in self._ours.matches(identifier):
            property_ = SAME.exactMatch if match.predicate == EXACT else SAME.closeMatch
            yield Quad(here, property_, NamedNode(expand(match.entity)), GRAPH)

    def _named(
        self, here: NamedNode, names: Iterable[str], identifiers: Iterable[str]
    ) -> Iterator[Quad]:
        """Which entity a drug's name stands for, where its identifier does not say the same."""
        known = {match.entity for one in identifiers for match in self._ours.matches(one)}
        for entity in {self._ours.named(name) for name in names} - known - {None}:
            yield Quad(here, TERMS.namedAs, NamedNode(expand(str(entity))), GRAPH)

    def _hop(self, hop: NamedNode, record: DrugPath, index: int) -> Iterator[Quad]:
        link = record.links[index]
        ends = {node.id: number for number, node in reversed(list(enumerate(record.nodes)))}
        source, target = ends[link.source], ends[link.target]
        names = record.nodes[source].name, record.nodes[target].name
        yield Quad(hop, RDF.type, TERMS.ImportedHop, GRAPH)
        yield Quad(hop, RDFS.label, Literal(f"{names[0]} {link.key} {names[1]}"), GRAPH)
        yield Quad(hop, TERMS.hopPosition, integer(index + 1), GRAPH)
        yield Quad(hop, TERMS.hopSource, _node(record, source), GRAPH)
        yield Quad(hop, TERMS.hopTarget, _node(record, target), GRAPH)
        yield Quad(hop, TERMS.originalPredicate, Literal(link.key), GRAPH)
        relation = self._relations.get(link.key)
        if relation is not None:
            yield from _meaning(hop, relation)


def _node(record: DrugPath, index: int) -> NamedNode:
    return imported(record.id, "node", str(index + 1))


def _reference(path: NamedNode, text: str) -> Quad:
    """A reference as a link; what is no address stays the text that it is."""
    if text.startswith(("http://", "https://")):
        try:
            return Quad(path, DCT.references, NamedNode(text), GRAPH)
        except ValueError:
            pass
    return Quad(path, DCT.source, Literal(text), GRAPH)


def _meaning(hop: NamedNode, relation: Relation) -> Iterator[Quad]:
    """What the relation of a step means."""
    yield Quad(hop, RDF.type, HOP_KINDS[relation.nature], GRAPH)
    yield Quad(hop, BIOLINK.predicate, NamedNode(expand(relation.biolink)), GRAPH)
    if relation.qualified:
        qualified = NamedNode(expand(relation.qualified))
        yield Quad(hop, BIOLINK.qualified_predicate, qualified, GRAPH)
    for property_, value in (
        (BIOLINK.object_aspect_qualifier, relation.aspect),
        (BIOLINK.object_direction_qualifier, relation.direction),
        (TERMS.sign, relation.sign),
    ):
        if value:
            yield Quad(hop, property_, Literal(value), GRAPH)
    if relation.ldn:
        yield Quad(hop, TERMS.mappedPredicate, NamedNode(expand(relation.ldn)), GRAPH)
        yield Quad(hop, TERMS.reversedHop, truth(value=relation.reversed), GRAPH)

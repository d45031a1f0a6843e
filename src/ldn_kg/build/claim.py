"""Claims and evidence lines to quads. A claim is a node; no plain edge is written here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.quantity import quantity_quads
from ldn_kg.build.terms import Scope, english, individual, named_in_data, text
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.model.claim import Claim, EvidenceLine


def claim_label(record: Claim, labels: Mapping[str, str]) -> str:
    """The claim as a short sentence, composed from its parts."""

    def name(key: str) -> str:
        return labels.get(key, key)

    verb = re.sub(r"(?<!^)(?=[A-Z])", " ", record.predicate).lower()
    target = name(record.object) if record.object else record.value.printed if record.value else ""
    sentence = f"{name(record.subject)} {verb} {target}"
    places = [name(key) for key in (*record.cell, *record.anatomy)]
    if record.disease:
        places.append(name(record.disease))
    return f"{sentence} (in {', '.join(places)})" if places else sentence


def claim_quads(
    scope: Scope, record: Claim, topic: str, labels: Mapping[str, str]
) -> Iterator[Quad]:
    """A proposition, then its evidence, each line in the graph of who says it.

    Args:
        scope: Scope of propositions, which nobody says.
        record: The claim.
        topic: Topic of its file.
        labels: Preferred names of entities by key.
    """
    node, label = iris.thing("claim", record.id), claim_label(record, labels)
    yield from scope.node(node, LDN.Claim, label)
    yield scope.quad(node, LDN.key, text(record.id))
    yield scope.quad(node, LDN.topic, text(topic))
    yield scope.quad(node, LDN.predicate, named_in_data(record.predicate))
    if record.value is not None:
        # The number belongs to whoever states it: the first line's source.
        line = record.evidence[0]
        said = Scope.of_layer(line.layer, line.source)
        yield from quantity_quads(said, node, LDN.objectValue, record.value, record.id)
    for property_, keys in (
        (LDN.subject, (record.subject,)),
        (LDN.object, (record.object,)),
        (LDN.claimSpecies, (record.species,)),
        (LDN.claimAgent, (record.agent,)),
        (LDN.claimDisease, (record.disease,)),
        (LDN.inCell, record.cell),
        (LDN.inAnatomy, record.anatomy),
        (LDN.underCondition, (record.condition,)),
    ):
        values = (iris.thing("entity", key) for key in keys if key is not None)
        yield from scope.links(node, property_, values)
    if record.degree is not None:
        yield scope.quad(node, LDN.degree, individual(record.degree))
    yield from scope.links(node, LDN.through, (iris.thing("claim", key) for key in record.through))
    for line in record.evidence:
        yield from _line_quads(node, record.id, label, line)


def _line_quads(
    claim: NamedNode, claim_id: str, claim_text: str, record: EvidenceLine
) -> Iterator[Quad]:
    scope = Scope.of_layer(record.layer, record.source)
    node = iris.thing("line", claim_id, record.id)
    label = f"{record.source} {record.direction}: {claim_text}"
    yield scope.quad(claim, LDN.hasEvidenceLine, node)
    yield scope.quad(node, LDN.evidenceFor, claim)
    yield from scope.node(node, LDN.EvidenceLine, label, record.at)
    yield scope.quad(node, LDN.evidenceDirection, individual(record.direction))
    yield scope.quad(node, LDN.hedge, individual(record.hedge))
    for property_, keys in (
        (LDN.evidenceKind, (record.kind,)),
        (LDN.lineSpecies, (record.species,)),
        (LDN.lineAgent, (record.agent,)),
        (LDN.lineSystem, record.system),
        (LDN.lineDisease, (record.disease,)),
    ):
        values = (iris.thing("entity", key) for key in keys if key is not None)
        yield from scope.links(node, property_, values)
    cited = (iris.thing("publication", key) for key in record.cites)
    yield from scope.links(node, LDN.cites, cited)
    for reference in record.findings:
        study, finding = reference.split(".", 1)
        yield scope.quad(node, LDN.restsOn, iris.thing("finding", study, record.layer, finding))
    if record.note is not None:
        yield scope.quad(node, RDFS.comment, english(record.note))

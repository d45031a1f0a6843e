"""Tiny graphs of made-up claims, written in the shape of the curated files, and what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ldn_kg.infer import infer
from ldn_kg.prefixes import GRAPH, THING, VOCAB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.infer import Inference, Premise, Rule
    from tests.infer.by_hand import Claim, Edge, Entities

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CLAIMS, ENTITIES = ox.NamedNode(f"{GRAPH}claims"), ox.NamedNode(f"{GRAPH}entities")
REVIEW = ox.NamedNode(f"{GRAPH}review.made-up")


def term(name: str) -> ox.NamedNode:
    """A term of our vocabulary."""
    return ox.NamedNode(VOCAB + name)


def thing(kind: str, key: str) -> ox.NamedNode:
    """One of our things."""
    return ox.NamedNode(f"{THING}{kind}/{key}")


def claim(subject: str, predicate: str, value: str, *directions: str, **more: Any) -> Claim:
    """A claim with one line for each direction, or with one that supports it.

    Args:
        subject: Key of its subject.
        predicate: Its predicate.
        value: Key of its object.
        directions: Directions of its lines.
        more: Other fields of the claim.
    """
    lines = [{"id": f"{n}", "direction": way} for n, way in enumerate(directions or ["supports"])]
    name = f"{subject}-{predicate}-{value}"
    said = {"id": name, "subject": subject, "predicate": predicate, "object": value}
    return {**said, "evidence": lines, **more}


def quads(claims: Iterable[Claim], entities: Entities) -> Iterator[ox.Quad]:
    """Claims, their lines and their entities, as a build would write them.

    A line comes from the review and is asserted, unless it says otherwise.
    """
    for kind, keys in (
        ("Receptor", entities.receptors),
        ("Cell", entities.cells),
        ("MediatorGroup", entities.groups),
    ):
        for key in keys:
            yield ox.Quad(thing("entity", key), TYPE, term(kind), ENTITIES)
    for key, above in entities.broader.items():
        for group in above:
            yield ox.Quad(thing("entity", key), term("broader"), thing("entity", group), ENTITIES)
    for said in claims:
        yield from _claim_quads(said)


def _claim_quads(said: Claim) -> Iterator[ox.Quad]:
    node = thing("claim", said["id"])
    links = [("subject", thing("entity", said["subject"])), ("predicate", term(said["predicate"]))]
    links += [("object", thing("entity", said["object"]))] if "object" in said else []
    links += [("inCell", thing("entity", key)) for key in said.get("cell", ())]
    links += [("through", thing("claim", key)) for key in said.get("through", ())]
    yield ox.Quad(node, TYPE, term("Claim"), CLAIMS)
    for name, value in links:
        yield ox.Quad(node, term(name), value, CLAIMS)
    for line in said["evidence"]:
        argument = thing("line", f"{said['id']}--{line['id']}")
        yield ox.Quad(argument, TYPE, term("EvidenceLine"), REVIEW)
        yield ox.Quad(argument, term("evidenceFor"), node, REVIEW)
        for name, value in (
            ("evidenceDirection", term(line["direction"])),
            ("layer", term(line.get("layer", "review") + "Layer")),
            ("hedge", term(line.get("hedge", "asserted"))),
        ):
            yield ox.Quad(argument, term(name), value, REVIEW)
        for finding in line.get("findings", ()):
            yield ox.Quad(argument, term("restsOn"), thing("finding", finding), REVIEW)


class Bench:
    """Axioms and rules, to be asked what follows from a few claims.

    Args:
        ontology: The ontology, or the part of it that matters here.
        rules: The rules.
    """

    def __init__(self, ontology: Sequence[ox.Quad], rules: Sequence[Rule]) -> None:
        self.ontology, self.rules = ontology, rules

    def infer(
        self, claims: Iterable[Claim], entities: Entities, rules: Sequence[Rule] | None = None
    ) -> Inference:
        """What follows, by these rules or by others."""
        given = [*self.ontology, *quads(claims, entities)]
        return infer(given, self.rules if rules is None else rules)


def last_name(node: object) -> str:
    """The last part of an IRI."""
    iri = str(getattr(node, "value", node))
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def edge(triple: ox.Triple) -> Edge:
    """A triple by the last names of its parts."""
    return last_name(triple.subject), last_name(triple.predicate), last_name(triple.object)


def edges(triples: Iterable[Premise]) -> set[Edge]:
    """The edges among some premises or conclusions."""
    return {edge(triple) for triple in triples if isinstance(triple, ox.Triple)}


def concluded(inference: Inference, *predicates: str) -> set[Edge]:
    """Everything that follows, or only what follows in some properties."""
    found = edges(inference.conclusions)
    return {one for one in found if one[1] in predicates} if predicates else found


def concluded_by(inference: Inference, rule: str) -> set[Edge]:
    """What one rule concludes."""
    by = thing("rule", rule)
    return edges(proof.conclusion for proof in inference.proofs if proof.by == by)

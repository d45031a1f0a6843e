"""What was inferred, as quads: conclusions in graph ``inferred``, their proofs in ``proofs``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg import iris
from ldn_kg.infer.proofs import edge_iri
from ldn_kg.vocab import LDN, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_kg.infer.axioms import Axiom
    from ldn_kg.infer.fixpoint import Inference
    from ldn_kg.infer.proofs import Proof
    from ldn_kg.infer.rules import Rule

_PROOFS = iris.graph("proofs")


def inferred_quads(inference: Inference, labels: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Conclusions and proofs.

    Args:
        inference: What follows.
        labels: English labels of things and terms by IRI, for the labels of edges.
    """
    inferred = iris.graph("inferred")
    for triple in inference.conclusions:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, inferred)
    for rule in inference.rules:
        yield from _rule_quads(rule)
    used = {proof.by for proof in inference.proofs}
    for axiom in inference.axioms:
        if axiom.iri in used:
            yield from _axiom_quads(axiom, labels)
    edges: set[ox.Triple] = set()
    for proof in inference.proofs:
        yield from _proof_quads(proof)
        edges.update(p for p in (proof.conclusion, *proof.premises) if isinstance(p, ox.Triple))
    for edge in edges:
        yield from _edge_quads(edge, labels)


def _say(subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | str) -> ox.Quad:
    term = ox.Literal(value) if isinstance(value, str) else value
    return ox.Quad(subject, predicate, term, _PROOFS)


def _label(subject: ox.NamedNode, words: str) -> ox.Quad:
    return ox.Quad(subject, RDFS.label, ox.Literal(words, language="en"), _PROOFS)


def _rule_quads(rule: Rule) -> Iterator[ox.Quad]:
    yield _say(rule.iri, RDF.type, LDN.Rule)
    yield _label(rule.iri, rule.header.title)
    description = ox.Literal(" ".join(rule.header.description.split()), language="en")
    yield ox.Quad(rule.iri, RDFS.comment, description, _PROOFS)
    yield _say(rule.iri, LDN.gives, rule.header.gives)
    yield _say(rule.iri, LDN.condition, str(rule.header.condition))


def _axiom_quads(axiom: Axiom, labels: Mapping[str, str]) -> Iterator[ox.Quad]:
    steps = [word(step, labels) for step in axiom.body]
    head = word(axiom.head, labels)
    sentence = {
        "sub": f"“{steps[0]}” implies “{head}”",
        "chain": f"“{'”, then “'.join(steps)}” implies “{head}”",
        "symmetric": f"“{head}” goes both ways",
    }[axiom.kind]
    yield _say(axiom.iri, RDF.type, LDN.Axiom)
    yield _label(axiom.iri, sentence)


def _proof_quads(proof: Proof) -> Iterator[ox.Quad]:
    node = proof.iri
    yield _say(node, RDF.type, LDN.Proof)
    yield _say(node, LDN.concludes, edge_iri(proof.conclusion))
    yield _say(node, LDN.followsBy, proof.by)
    for premise in proof.premises:
        yield _say(
            node, LDN.premise, edge_iri(premise) if isinstance(premise, ox.Triple) else premise
        )


def _edge_quads(edge: ox.Triple, labels: Mapping[str, str]) -> Iterator[ox.Quad]:
    node = edge_iri(edge)
    parts = (edge.subject, edge.predicate, edge.object)
    yield _say(node, RDF.type, LDN.Edge)
    yield _label(node, " ".join(word(part, labels) for part in parts))
    for property_, part in zip((RDF.subject, RDF.predicate, RDF.object), parts, strict=True):
        yield ox.Quad(node, property_, part, _PROOFS)


def word(node: object, labels: Mapping[str, str]) -> str:
    """A node in words: its label, or its name with the words apart.

    Args:
        node: A thing, a class or a property.
        labels: Labels by IRI.

    Example:
        >>> import pyoxigraph as ox
        >>> word(ox.NamedNode("https://w3id.org/ldn-kg/vocab/mayRaise"), {})
        'may raise'
    """
    iri = str(getattr(node, "value", node))
    if node == RDF.type:
        return "is a"
    name = re.split(r"[#/]", iri)[-1]
    return labels.get(iri) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()

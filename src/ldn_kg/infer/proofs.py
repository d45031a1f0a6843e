"""Proofs as values: a conclusion, the rule or axiom that it follows by, and its premises.

Where to go instead: `ldn_kg.infer.rules` and `ldn_kg.infer.axioms` make them,
`ldn_kg.infer.quads` writes them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyoxigraph as ox

from ldn_kg import iris
from ldn_kg.prefixes import THING

#: A premise: a triple, asserted or itself concluded; or a claim, a line of evidence or an axiom.
Premise = ox.Triple | ox.NamedNode


@dataclass(frozen=True, slots=True)
class Proof:
    """One application of one rule or axiom.

    Args:
        conclusion: The triple that follows.
        by: The rule or axiom.
        premises: What it follows from, in canonical order.
    """

    conclusion: ox.Triple
    by: ox.NamedNode
    premises: tuple[Premise, ...]

    @classmethod
    def of(cls, conclusion: ox.Triple, by: ox.NamedNode, premises: set[Premise]) -> Proof:
        """A proof with its premises in canonical order."""
        return cls(conclusion, by, tuple(sorted(premises, key=str)))

    @property
    def iri(self) -> ox.NamedNode:
        """The IRI: the same rule, conclusion and premises give the same one in every build."""
        parts = "\n".join(map(str, (self.by, self.conclusion, *self.premises)))
        digest = hashlib.sha256(parts.encode()).hexdigest()[:16]
        return iris.thing("proof", _local(self.by), digest)


def edge_iri(triple: ox.Triple) -> ox.NamedNode:
    """The IRI of a triple taken as a thing.

    Example:
        >>> import pyoxigraph as ox
        >>> from ldn_kg import iris
        >>> from ldn_kg.prefixes import VOCAB
        >>> blocks = ox.NamedNode(VOCAB + "lowers")
        >>> drug, receptor = iris.thing("entity", "naloxone"), iris.thing("entity", "tlr4")
        >>> edge_iri(ox.Triple(drug, blocks, receptor)).value
        'https://w3id.org/ldn-kg/id/edge/naloxone--lowers--tlr4'
    """
    return iris.thing("edge", *map(_local, (triple.subject, triple.predicate, triple.object)))


def _local(node: object) -> str:
    """The last part of an IRI; for anything but an entity or a term with its kind before it."""
    iri = str(getattr(node, "value", node))
    name = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    kind = iri.removeprefix(THING).partition("/")[0] if iri.startswith(THING) else "entity"
    return name if kind in {"entity", "rule", "axiom"} else f"{kind}-{name}"

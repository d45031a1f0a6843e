"""Proof trees: a conclusion, the rule or axiom that it follows by, its premises, and theirs.

What occurs twice in a tree is the same value both times. Where to go instead:
`ldn_kg.explain.growing` makes them, `ldn_kg.explain.premises` holds what stands at their ends,
`ldn_kg.explain.gist` leaves out the steps that only reword.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.explain.premises import Evidence, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.infer import Axiom, Proof

#: Where conclusions stand, and the types that the reasoner finds.
INFERRED = "graph:inferred"


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple taken as a thing.

    Args:
        iri: Its CURIE, as all ids here.
        subject: Entity or claim.
        predicate: Property.
        object: Entity, claim or class.
    """

    iri: str
    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Via:
    """What a conclusion follows by.

    Args:
        iri: The rule or axiom.
        axiom: What the axiom says, if it is one.
    """

    iri: str
    axiom: Axiom | None = None


@dataclass(frozen=True, slots=True)
class Asserted:
    """A premise that needs no proof: curators wrote it down, or the reasoner classified it.

    Args:
        edge: What is asserted.
        graphs: The named graphs in which it stands.
    """

    edge: Edge
    graphs: tuple[str, ...]

    @property
    def is_reasoned(self) -> bool:
        """Whether the reasoner put it there, and no curator."""
        return self.graphs == (INFERRED,)


@dataclass(frozen=True, slots=True, eq=False)
class ProofTree:
    """One proof with everything under it.

    Args:
        proof: The proof as the graph has it.
        iri: Its CURIE.
        via: The rule or axiom.
        premises: Edges that follow in turn, asserted ones, claims, lines of evidence.
    """

    proof: Proof
    iri: str
    via: Via
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Conclusion:
    """An edge that follows, and why.

    Args:
        edge: The edge.
        trees: The proofs that are shown, the shortest first.
        others: How many more proofs it has.
        circular: How many more lead back to the edge itself and so prove nothing.
    """

    edge: Edge
    trees: tuple[ProofTree, ...]
    others: int = 0
    circular: int = 0


Premise = Conclusion | Asserted | Statement | Evidence


def trees_in(conclusions: Iterable[Conclusion]) -> list[ProofTree]:
    """All proofs in some trees, each once, the topmost first.

    Args:
        conclusions: With their proofs.
    """
    found: dict[str, ProofTree] = {}
    todo = [tree for conclusion in conclusions for tree in conclusion.trees]
    while todo:
        tree = todo.pop(0)
        if tree.iri not in found:
            found[tree.iri] = tree
            below = (premise for premise in tree.premises if isinstance(premise, Conclusion))
            todo += [inner for premise in below for inner in premise.trees]
    return list(found.values())

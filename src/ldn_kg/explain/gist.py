"""What a proof comes to: claims, curated facts and the steps that say something new.

That what blocks something also lowers it, or that a supported claim gives its edge, is a step of
the proof and hardly news to a reader. Here such steps are folded into the one above them, and
chains are laid out in a row. Sentences and pictures are made from this; the tree has every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.explain.premises import Evidence, Statement
from ldn_kg.explain.trees import Asserted, Conclusion, ProofTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.explain.trees import Edge, Premise, Via

_TYPE = "rdf:type"


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its stance and the lines that give it.

    Args:
        claim: The claim.
        stance: The class that it falls into.
        supporting: Lines for it.
        disputing: Lines against it.
    """

    claim: Statement
    stance: str
    supporting: tuple[Evidence, ...]
    disputing: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """What it is known by: the claim."""
        return self.claim.iri


@dataclass(frozen=True, slots=True, eq=False)
class Reason:
    """One proof, without the steps that only reword.

    Args:
        via: The rule or axiom that says something new.
        folded: Rules and axioms that were folded into it.
        grounds: What it starts from, in the order of a chain where it is one.
        steps: Of a chain: the property of each step.
    """

    via: Via
    folded: tuple[Via, ...]
    grounds: tuple[Ground, ...]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """A conclusion, and why.

    Args:
        edge: What follows.
        reasons: One for each way in which the proofs that are shown start from claims and facts.
        others: How many more proofs it has.
    """

    edge: Edge
    reasons: tuple[Reason, ...]
    others: int

    @property
    def key(self) -> str:
        """What it is known by: the edge."""
        return self.edge.iri


Ground = Gist | Held | Asserted


def key_of(ground: Ground) -> str:
    """What a ground is known by."""
    return ground.edge.iri if isinstance(ground, Asserted) else ground.key


def gist(conclusion: Conclusion) -> Gist | Held:
    """What the proofs of a conclusion come to.

    Args:
        conclusion: With its proofs.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.explain.growing import Grower
        >>> grower = Grower(Facts(ldn_kg.open().store))
        >>> [edge] = [e for e in grower.edges if "tlr4" in str(e.object) and "lowers" in str(e)]
        >>> [g.key for reason in gist(grower.grow(edge)).reasons for g in reason.grounds]
        ['claim:ldn-blocks-tlr4']
    """
    if conclusion.edge.predicate == _TYPE:
        held = _held(conclusion)
        if held is not None:
            return held
    reasons: dict[object, Reason] = {}
    for tree in conclusion.trees:
        reason = _reason(tree)
        # Two ways may lead from the same grounds to the same edge: to a reader, one reason.
        reasons.setdefault(tuple(map(key_of, reason.grounds)), reason)
    return Gist(conclusion.edge, tuple(reasons.values()), conclusion.others)


def _held(conclusion: Conclusion) -> Held | None:
    """The claim that a stance is of, with the lines of all its proofs."""
    premises = [premise for tree in conclusion.trees for premise in tree.premises]
    lines = {p.iri: p for p in premises if isinstance(p, Evidence)}
    claim = next((premise for premise in premises if isinstance(premise, Statement)), None)
    if claim is None:
        return None
    return Held(
        claim,
        conclusion.edge.object,
        tuple(line for line in lines.values() if line.line.direction == "supports"),
        tuple(line for line in lines.values() if line.line.direction == "disputes"),
    )


def is_rewording(tree: ProofTree) -> bool:
    """Whether a proof only says in a wider word what its one premise says.

    Args:
        tree: The proof.
    """
    return tree.via.axiom is not None and tree.via.axiom.kind == "sub"


def telling(conclusions: Sequence[Conclusion]) -> list[Conclusion]:
    """Those of some conclusions that do not just say in a wider word what others of them say.

    Args:
        conclusions: With their proofs.
    """
    known = {conclusion.edge.iri for conclusion in conclusions}
    return [conclusion for conclusion in conclusions if not _is_wider(conclusion, known)]


def _is_wider(conclusion: Conclusion, known: set[str]) -> bool:
    premises = [premise for tree in conclusion.trees for premise in tree.premises]
    return all(map(is_rewording, conclusion.trees)) and all(
        isinstance(premise, Conclusion) and premise.edge.iri in known for premise in premises
    )


def _reason(tree: ProofTree) -> Reason:
    outer: list[Via] = []
    while is_rewording(tree):
        [premise] = tree.premises
        if not isinstance(premise, Conclusion) or not premise.trees:
            break
        outer.append(tree.via)
        tree = premise.trees[0]
    # From the narrowest word to the widest, as one says it.
    folded: list[Via] = []
    row = _row(tree.premises)
    steps, grounds = _chained(row, folded) if row else ((), _grounds(tree.premises, folded))
    return Reason(tree.via, _unique([*folded, *reversed(outer)]), grounds, steps)


def _grounds(premises: Sequence[Premise], folded: list[Via]) -> tuple[Ground, ...]:
    """Claims and conclusions first, then what is asserted; each once."""
    found: dict[str, Ground] = {}
    for premise in premises:
        ground = _ground(premise, folded)
        if ground is not None:
            found.setdefault(key_of(ground), ground)
    return tuple(sorted(found.values(), key=lambda ground: isinstance(ground, Asserted)))


def _ground(premise: Premise, folded: list[Via]) -> Ground | None:
    if isinstance(premise, Conclusion):
        inner: list[Via] = []
        while premise.trees and is_rewording(premise.trees[0]) and not premise.trees[1:]:
            [below] = premise.trees[0].premises
            if not isinstance(below, Conclusion):
                break
            inner.append(premise.trees[0].via)
            premise = below
        folded += reversed(inner)
        stated = _stated(premise)
        return stated if stated is not None else gist(premise)
    return premise if isinstance(premise, Asserted) else None


def _stated(conclusion: Conclusion) -> Held | None:
    """The claim that gives an edge word for word, if one does."""
    for tree in conclusion.trees[:1]:
        claims = [p for p in tree.premises if isinstance(p, Statement)]
        stances = [p for p in tree.premises if isinstance(p, Conclusion)]
        edge = conclusion.edge
        if len(claims) == len(stances) == 1 and len(tree.premises) == 2:  # noqa: PLR2004 - both
            claim = claims[0]
            if (claim.subject, claim.predicate, claim.object) == (
                edge.subject,
                edge.predicate,
                edge.object,
            ):
                return _held(stances[0])
    return None


def _row(premises: Sequence[Premise]) -> list[Conclusion]:
    """The premises in the order of a chain, if that is what they are."""
    edges = [premise for premise in premises if isinstance(premise, Conclusion)]
    if (
        len(edges) != len(premises)
        or len(edges) == 1
        or any(e.edge.predicate == _TYPE for e in edges)
    ):
        return []
    by_start = {edge.edge.subject: edge for edge in edges}
    ends = {edge.edge.object for edge in edges}
    starts = [edge for edge in edges if edge.edge.subject not in ends]
    row = starts[:1]
    while row and len(row) < len(edges) and row[-1].edge.object in by_start:
        row.append(by_start[row[-1].edge.object])
    return row if len(row) == len(edges) else []


def _chained(
    row: Iterable[Conclusion], folded: list[Via]
) -> tuple[tuple[str, ...], tuple[Ground, ...]]:
    """The steps of a chain; a step that is a chain itself is laid out among them."""
    steps: list[str] = []
    grounds: list[Ground] = []
    for step in row:
        ground = _ground(step, folded)
        if isinstance(ground, Gist) and len(ground.reasons) == 1 and ground.reasons[0].steps:
            [reason] = ground.reasons
            folded += [reason.via, *reason.folded]
            steps += reason.steps
            grounds += reason.grounds
        elif ground is not None:
            steps.append(step.edge.predicate)
            grounds.append(ground)
    return tuple(steps), tuple(grounds)


def _unique(vias: Iterable[Via]) -> tuple[Via, ...]:
    return tuple({via.iri: via for via in vias}.values())


def within(ground: Ground) -> Iterator[Ground]:
    """A ground and everything under it, each once, the nearest first.

    Args:
        ground: Where to start.
    """
    seen: set[str] = set()
    todo = [ground]
    while todo:
        current = todo.pop(0)
        if key_of(current) in seen:
            continue
        seen.add(key_of(current))
        yield current
        if isinstance(current, Gist):
            todo += [below for reason in current.reasons for below in reason.grounds]

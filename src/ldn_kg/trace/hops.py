"""The steps that a mechanism may take, with the evidence behind each.

A hop is an edge that a rule gave: what a supported claim states, what a contested one states, or a
bridge that claims make together. Where to go instead: `ldn_kg.trace.paths` joins hops to paths.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import pyoxigraph as ox

from ldn_kg.certainty import Certainty, rank
from ldn_kg.prefixes import contract
from ldn_kg.trace.selection import given_in, proofs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ldn_kg.infer import Proof, Rule
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.selection import Selection

#: How a hop comes about, by the rule that gives it.
Kind = Literal["stated", "contested", "group", "cell", "explained"]
_KINDS: Mapping[str, Kind] = {
    "rule:stated_relation": "stated",
    "rule:contested_relation": "contested",
    "rule:effect_on_a_kind": "group",
    "rule:effect_in_a_cell": "cell",
    "rule:explained_effect": "explained",
}
Sign = Literal["+", "-", "?"]
Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Hop:
    """One step from one entity to another.

    Args:
        subject: Where it starts.
        predicate: The relation.
        object: Where it ends.
        sign: ``+`` more makes more, ``-`` more makes less, ``?`` not known.
        kind: How it comes about.
        claims: Claims behind it; of an explained hop, the effect explained.
        lines: Evidence for it that counts.
        against: Evidence against it that counts.
        certainty: How sure it is.
        cause: Of an explained hop: the claim that explains it.
    """

    subject: str
    predicate: str
    object: str
    sign: Sign
    kind: Kind
    claims: tuple[str, ...]
    lines: tuple[Line, ...]
    against: tuple[Line, ...]
    certainty: Certainty
    cause: str | None = None

    @property
    def is_inferred(self) -> bool:
        """Whether a rule made it and nobody states it as such."""
        return self.kind in {"group", "cell", "explained"}

    @cached_property
    def measured(self) -> bool:
        """Whether a study measured it."""
        return not self.is_inferred and any(line.certainty == "measured" for line in self.lines)


def product(first: Sign, second: Sign) -> Sign:
    """Signs multiply; an unknown one leaves the product unknown.

    Example:
        >>> product("-", "-"), product("-", "?")
        ('+', '?')
    """
    if "?" in {first, second}:
        return "?"
    return "+" if first == second else "-"


def sign_of(predicate: str, facts: Facts) -> Sign:
    """The sign of a relation; a role that is played is there, hence plus."""
    if predicate in {"ldn:hasRole", "ldn:hasSymptom"}:
        return "+"
    found = facts.signs.get(predicate)
    return "+" if found == "+" else "-" if found == "-" else "?"


def read_hops(facts: Facts, proofs: Iterable[Proof], selection: Selection) -> list[Hop]:
    """Every hop, in canonical order.

    Args:
        facts: The graph.
        proofs: What follows from the evidence that counts.
        selection: What counts.
    """
    return _Reader(facts, list(proofs), selection).hops()


# A graph that is open for readers never changes, so what stands under a selection is found once.
@lru_cache(maxsize=4)
def hops_under(facts: Facts, rules: tuple[Rule, ...], selection: Selection) -> tuple[Hop, ...]:
    """The hops that stand under a selection, in canonical order.

    Args:
        facts: The graph.
        rules: The rules, which run again where a selection leaves evidence out.
        selection: What counts.
    """
    return tuple(read_hops(facts, proofs_of(facts, selection, rules), selection))


class _Backing(NamedTuple):
    """What stands behind a hop."""

    claims: tuple[str, ...]
    lines: tuple[Line, ...]
    certainty: Certainty
    cause: str | None = None


class _Reader:
    def __init__(self, facts: Facts, proofs: list[Proof], selection: Selection) -> None:
        self._facts, self._selection = facts, selection
        self._proofs: dict[Edge, list[Proof]] = defaultdict(list)
        for proof in proofs:
            self._proofs[_edge(proof.conclusion)].append(proof)

    def hops(self) -> list[Hop]:
        found: dict[tuple[Edge, Kind], list[Proof]] = defaultdict(list)
        for edge, proofs in self._proofs.items():
            for proof in proofs:
                kind = _KINDS.get(contract(proof.by.value))
                if kind is not None:
                    found[edge, kind].append(proof)
        hops = [
            hop
            for (edge, kind), proofs in sorted(found.items(), key=lambda item: item[0])
            for hop in self._made(edge, kind, proofs)
        ]
        least = self._selection.certainty
        return [hop for hop in hops if least is None or rank(hop.certainty) >= rank(least)]

    def _made(self, edge: Edge, kind: Kind, proofs: list[Proof]) -> Iterator[Hop]:
        """One hop; but of explanations one for each, since each is entered by its own cause."""
        if kind == "explained":
            for cause, effect in self._causes(proofs):
                certainty, lines = self._pair(cause, effect)
                yield self._hop(edge, kind, _Backing((effect,), lines, certainty, cause))
            return
        claims = tuple(sorted({claim for proof in proofs for claim in self._behind(proof)}))
        lines = self._lines(claims, "supports")
        yield self._hop(edge, kind, _Backing(claims, lines, _certainty(kind, lines)))

    def _hop(self, edge: Edge, kind: Kind, backing: _Backing) -> Hop:
        against = self._lines(backing.claims, "disputes")
        return Hop(*edge, sign_of(edge[1], self._facts), kind, *backing[:2], against, *backing[2:])

    def _causes(self, proofs: list[Proof]) -> tuple[tuple[str, str], ...]:
        pairs = set()
        for proof in proofs:
            for premise in proof.premises:
                if isinstance(premise, ox.Triple):
                    effect, relation, cause = _edge(premise)
                    if relation == "ldn:through":
                        pairs.add((cause, effect))
        return tuple(sorted(pairs))

    def _behind(self, proof: Proof) -> set[str]:
        """The claims that a proof rests on, down to those that state something."""
        claims: set[str] = set()
        todo, seen = [proof], {proof}
        while todo:
            current = todo.pop()
            for premise in current.premises:
                if isinstance(premise, ox.Triple):
                    below = [p for p in self._proofs[_edge(premise)] if p not in seen]
                    seen.update(below)
                    todo += below
                else:
                    curie = contract(premise.value)
                    if curie.startswith("claim:") and curie in self._facts.claims:
                        claims.add(curie)
        return claims

    def _lines(self, claims: Iterable[str], direction: str) -> tuple[Line, ...]:
        return tuple(
            line
            for claim in claims
            for line in self._facts.lines_of.get(claim, ())
            if line.direction == direction and self._selection.gate(line, self._facts) is None
        )

    def _pair(self, cause: str, effect: str) -> tuple[Certainty, tuple[Line, ...]]:
        """How sure an explanation is, and by which lines.

        A source that explains one claim by another backs both with the same references. What a
        study measured is the effect, not how it comes about, so measurements do not count here.
        """
        ends = [
            (first, last)
            for first in self._lines([cause], "supports")
            for last in self._lines([effect], "supports")
        ]
        same = [pair for pair in ends if set(pair[0].speakers) & set(pair[1].speakers)]
        said = [pair for pair in same if pair[1].certainty != "measured"]
        chosen = said or same
        if not chosen:
            return "hedged", tuple(last for _, last in ends)
        level = max((_said(first, last) for first, last in chosen), key=rank)
        return level, tuple(last for first, last in chosen if _said(first, last) == level)


def _said(first: Line, last: Line) -> Certainty:
    """An explanation is as sure as the less sure of the two things that it joins."""
    least = min(first.certainty, last.certainty, key=rank)
    return min(least, "stated", key=rank)


def _certainty(kind: Kind, lines: tuple[Line, ...]) -> Certainty:
    if kind == "contested":
        return "contested"
    if kind in {"group", "cell"} or not lines:
        return "inferred"
    return max((line.certainty for line in lines), key=rank)


def _edge(triple: ox.Triple) -> Edge:
    subject, predicate, target = (
        contract(str(getattr(node, "value", node)))
        for node in (triple.subject, triple.predicate, triple.object)
    )
    return subject, predicate, target


def agents_of(hop: Hop, facts: Facts) -> list[str]:
    """What was given in the evidence for a hop, each once, in the order of the lines."""
    given = (given_in(line, facts) for line in hop.lines)
    return list(dict.fromkeys(agent for agent in given if agent))


def species_of(hop: Hop) -> list[str]:
    """Organisms that the evidence for a hop comes from, each once; none where none is stated."""
    return list(dict.fromkeys(line.species for line in hop.lines if line.species))

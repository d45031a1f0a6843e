"""Claims of ours that a record comes to in several steps.

A path of DrugMechDB spells out what lies between a drug and its effect, so "no record has this hop"
would be a half-truth where a record walks from the one end to the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.pairs import OTHER_DOSE, RANK, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.drugmechdb.hops import End, Hop, OurClaim, Surroundings

#: Ends that are one thing of ours, if need be at another dose; wider ones are not enough here.
_GOOD = RANK[: RANK.index(OTHER_DOSE) + 1]


@dataclass(frozen=True, slots=True)
class Chain:
    """A way through one record, along causal steps.

    Args:
        record: The record.
        length: How many steps.
        signs: What the signs of the steps come to, by each way of this length; empty for a way on
            which a step has none.
        ours: The sign of our claim.
        match: How its ends are ours, the weaker of the two.
    """

    record: str
    length: int
    signs: frozenset[str]
    ours: str
    match: str

    def __str__(self) -> str:
        if not self.ours or "" in self.signs:
            words = "without a sign"
        elif len(self.signs) > 1:
            words = "both signs"
        else:
            words = "same sign" if self.ours in self.signs else "opposite sign"
        return f"{self.record}: {self.length} steps, {words}, {self.match}"


class Ways:
    """The causal steps of each record, to be walked along.

    Args:
        steps: The hops as the records have them.
        around: What the graph says of our entities beside the claims.

    Example:
        >>> from ldn_kg.drugmechdb.hops import End, Hop, OurClaim, Surroundings
        >>> drug = End("LDN", "LDN", frozenset({"entity:ldn"}), node="a")
        >>> tlr4, tnf = End("T", "T", node="b"), End("F", "F", frozenset({"entity:tnf"}), node="c")
        >>> ways = Ways(
        ...     [
        ...         Hop(drug, tlr4, "decreases activity of", "-", "causal", ("r",), frozenset()),
        ...         Hop(tlr4, tnf, "increases activity of", "+", "causal", ("r",), frozenset()),
        ...     ],
        ...     Surroundings({}, {}, {}, frozenset()),
        ... )
        >>> claim = OurClaim("c", "entity:ldn", "p", "entity:tnf", "-", "supported", True, "")
        >>> [str(chain) for chain in ways.of(claim)]
        ['r: 2 steps, same sign, exact']
    """

    def __init__(self, steps: Iterable[Hop], around: Surroundings) -> None:
        self._around = around
        self._ahead: dict[str, list[Hop]] = defaultdict(list)
        #: Where a way may begin: in each record, what is a thing of ours.
        self._starts: dict[str, dict[str, End]] = defaultdict(dict)
        for step in steps:
            if step.nature == "causal":
                self._ahead[step.subject.node].append(step)
                if step.subject.entities:
                    self._starts[step.records[0]].setdefault(step.subject.node, step.subject)

    def of(self, claim: OurClaim) -> Iterator[Chain]:
        """The shortest way of each record from what a claim is about to what it is related to.

        Args:
            claim: Ours.
        """
        for record, starts in sorted(self._starts.items()):
            for start in starts.values():
                begun = likeness(start, claim.subject, self._around)
                found = self._walk(start, claim.object) if begun in _GOOD else None
                if begun is not None and found is not None:
                    length, signs, ended = found
                    match = max(begun, ended, key=RANK.index)
                    yield Chain(record, length, signs, claim.sign, match)
                    break

    def _walk(self, start: End, goal: str) -> tuple[int, frozenset[str], str] | None:
        """The nearest nodes that are the goal: how far, with which signs, how they are ours."""
        border, reached, length = {start.node: {"+"}}, {start.node}, 0
        while border:
            length += 1
            ahead: dict[str, set[str]] = defaultdict(set)
            goals: dict[str, str] = {}
            for node, signs in border.items():
                for step in self._ahead.get(node, ()):
                    end = step.object
                    if end.node not in reached:
                        ahead[end.node] |= {_product(sign, step.sign) for sign in signs}
                        match = likeness(end, goal, self._around)
                        if match in _GOOD and length > 1:
                            goals[end.node] = str(match)
            if goals:
                found = {sign for node in goals for sign in ahead[node]}
                return length, frozenset(found), min(goals.values(), key=RANK.index)
            reached |= set(ahead)
            border = dict(ahead)
        return None


def _product(first: str, second: str) -> str:
    """The sign of two steps, one behind the other."""
    if not first or not second:
        return ""
    return "+" if first == second else "-"

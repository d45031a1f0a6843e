"""The chains that come nearest to standing: fewest gates first, then fewest hops, then surest.

Best first over partial chains, with the gates and hops that are still to come as a lower bound, so
the first chain that is found whole is the nearest. No thing comes twice in a chain.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from ldn_kg.certainty import rank
from ldn_kg.failing.gates import merged
from ldn_kg.trace.hops import Sign, product

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.failing.gates import Gate, Gates
    from ldn_kg.failing.relaxed import Step
    from ldn_kg.trace.ends import End

#: So many partial chains are looked at and no more; the graph of one review has taken 614 at most.
MOST = 100_000


@dataclass(frozen=True)
class Wish:
    """Which chains are wanted.

    Args:
        bound: At most so many hops.
        limit: At most so many chains.
        signed: Whether a chain without a net sign fails as well.
    """

    bound: int
    limit: int = 10
    signed: bool = False


@dataclass(frozen=True)
class Chain:
    """A chain that fails.

    Args:
        start: Where it starts, and why it may.
        end: Where it ends, and why it counts.
        steps: Its steps.
        signs: What happens to the thing at the end of each, as far as it is known.
        gates: What stops each.
    """

    start: End
    end: End
    steps: tuple[Step, ...]
    signs: tuple[Sign, ...]
    gates: tuple[Gates, ...]

    @property
    def count(self) -> int:
        """How many gates there are."""
        return sum(map(len, self.gates))

    @property
    def stops(self) -> Iterator[tuple[int, Gate]]:
        """Each gate, with the number of its step counted from 0."""
        for index, gates in enumerate(self.gates):
            for gate in gates:
                yield index, gate


@dataclass(frozen=True)
class Nearest:
    """The nearest chains.

    Args:
        chains: The chains.
        complete: Whether the search looked at all that could be nearer.
    """

    chains: tuple[Chain, ...]
    complete: bool


class _Part(NamedTuple):
    """A partial chain."""

    start: End
    steps: tuple[Step, ...]
    gates: int
    whole: Chain | None = None


def chain_of(start: End, end: End, steps: Sequence[Step], *, signed: bool) -> Chain:
    """A chain with its signs and gates.

    Args:
        start: Where it starts.
        end: Where it ends.
        steps: Its steps, at least one.
        signed: Whether the loss of the sign stops it.
    """
    sign: Sign = "+"
    signs: list[Sign] = []
    gates: list[list[Gate]] = []
    lost: int | None = None
    for index, step in enumerate(steps):
        enters = follows(step, steps[:index])
        gates.append([*step.gates, *(() if enters or step.entry is None else (step.entry,))])
        sign = _next_sign(start.entity, step, sign, enters=enters)
        signs.append(sign)
        if sign != "?":
            lost = None
        # What would close a hop that is no cause, or that enters otherwise, gives its sign too.
        elif lost is None and step.loss is not None and enters:
            lost = index
    if signed and lost is not None:
        loss = steps[lost].loss
        gates[lost] += [loss] if loss is not None else []
    return Chain(start, end, tuple(steps), tuple(signs), tuple(merged(some) for some in gates))


def follows(step: Step, before: Sequence[Step]) -> bool:
    """Whether a step may come next without more ado: an explained one follows its cause.

    Args:
        step: The step.
        before: The steps before it; none where it is the first.
    """
    hop = step.hop
    return hop.kind != "explained" or not before or hop.cause in before[-1].hop.claims


def _next_sign(start: str, step: Step, before: Sign, *, enters: bool) -> Sign:
    if step.effect is not None:
        return step.effect.sign if enters and step.effect.subject == start else "?"
    return product(before, step.hop.sign)


class Search:
    """Finds the nearest chains over some steps.

    Args:
        steps: The steps.
        ends: Where chains may end.
        wish: Which chains are wanted.
    """

    def __init__(self, steps: Iterable[Step], ends: Iterable[End], wish: Wish) -> None:
        self._ends = {end.entity: end for end in ends}
        self._wish = wish
        self._from: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            self._from[step.hop.subject].append(step)
        self._gates_left = self._left(hops=False)
        self._hops_left = self._left(hops=True)

    def _left(self, *, hops: bool) -> dict[str, int]:
        """The least number of gates, or of hops, from each thing to an end."""
        into: dict[str, list[Step]] = defaultdict(list)
        for steps in self._from.values():
            for step in steps:
                into[step.hop.object].append(step)
        left: dict[str, int] = {}
        todo = [(0, end) for end in sorted(self._ends)]
        while todo:
            far, node = heapq.heappop(todo)
            if node not in left:
                left[node] = far
                for step in into[node]:
                    heapq.heappush(todo, (far + (1 if hops else len(step.gates)), step.hop.subject))
        return left

    def nearest(self, starts: Iterable[End]) -> Nearest:
        """The nearest chains that fail.

        Args:
            starts: Where chains may start.
        """
        found: dict[object, Chain] = {}
        complete = True
        for number, (gates, hops, whole) in enumerate(self._parts(starts)):
            complete = number < MOST
            if not complete or self._enough(found, gates, hops):
                break
            if whole is not None:
                _keep(found, whole)
        chains = sorted(found.values(), key=_order)[: self._wish.limit]
        return Nearest(tuple(chains), complete)

    def fewest(self, starts: Iterable[End]) -> int | None:
        """How many gates the nearest chain has, be it none; None where there is no chain.

        Args:
            starts: Where chains may start.
        """
        wholes = (whole for _, _, whole in islice(self._parts(starts), MOST))
        return next((whole.count for whole in wholes if whole is not None), None)

    def _parts(self, starts: Iterable[End]) -> Iterator[tuple[int, int, Chain | None]]:
        """Partial chains and whole ones, with the gates and hops that they take at least."""
        heap: list[tuple[int, int, int, _Part]] = []
        order = count()
        for start in starts:
            if start.entity in self._hops_left:
                far = self._gates_left[start.entity], self._hops_left[start.entity]
                heapq.heappush(heap, (*far, next(order), _Part(start, (), 0)))
        while heap:
            gates, hops, _, part = heapq.heappop(heap)
            yield gates, hops, part.whole
            if part.whole is None:
                for further in self._further(part):
                    heapq.heappush(heap, (*self._far(further), next(order), further))

    def _enough(self, found: dict[object, Chain], gates: int, hops: int) -> bool:
        if len(found) < self._wish.limit:
            return False
        last = list(found.values())[self._wish.limit - 1]
        return (gates, hops) > (last.count, len(last.steps))

    def _far(self, part: _Part) -> tuple[int, int]:
        if part.whole is not None:
            return part.whole.count, len(part.steps)
        at = part.steps[-1].hop.object
        return part.gates + self._gates_left[at], len(part.steps) + self._hops_left[at]

    def _further(self, part: _Part) -> Iterator[_Part]:
        """The chain as it is where it has come to an end, and with each step that may follow."""
        at = part.steps[-1].hop.object if part.steps else part.start.entity
        if part.steps and at in self._ends and not part.steps[-1].is_spare:
            whole = chain_of(part.start, self._ends[at], part.steps, signed=self._wish.signed)
            yield part._replace(whole=whole)
        if part.steps and part.steps[-1].only == "last":
            return
        visited = {part.start.entity, *(step.hop.object for step in part.steps)}
        for step in self._from[at]:
            left = self._hops_left.get(step.hop.object)
            fits = left is not None and len(part.steps) + 1 + left <= self._wish.bound
            if fits and step.hop.object not in visited and may_follow(step, part.steps):
                entry = 0 if follows(step, part.steps) else 1
                gates = part.gates + len(step.gates) + entry
                yield _Part(part.start, (*part.steps, step), gates)


def may_follow(step: Step, before: Sequence[Step]) -> bool:
    """Whether a step may stand where it would, be it with a gate.

    One hop of which nothing is stated is enough for a chain.

    Args:
        step: The step.
        before: The steps before it.
    """
    if step.only == "first" and before:
        return False
    if step.entry is None and not follows(step, before):
        return False
    if before and before[-1].is_spare and step.hop.cause not in before[-1].hop.claims:
        return False
    return step.sort != "unstated" or all(other.sort != "unstated" for other in before)


def _keep(found: dict[object, Chain], chain: Chain) -> None:
    """Keeps a chain that fails; of those alike in things and gates, the surest."""
    if not chain.count:
        return
    things = (chain.start.entity, *(step.hop.object for step in chain.steps))
    alike = things, chain.gates
    known = found.get(alike)
    if known is None or _order(chain) < _order(known):
        found[alike] = chain


def _order(chain: Chain) -> tuple[int, int, list[int], int, tuple[str, ...]]:
    # Of what nobody states there is nothing to be sure of.
    sure = sorted(rank(step.hop.certainty) for step in chain.steps if step.sort != "unstated")
    names = tuple(
        text
        for step in chain.steps
        for text in (step.hop.subject, step.hop.predicate, step.hop.object, step.hop.cause or "")
    )
    surest = [-level for level in sure]
    other = sum(end.reason != "asked for" for end in (chain.start, chain.end))
    return chain.count, len(chain.steps), surest, other, names

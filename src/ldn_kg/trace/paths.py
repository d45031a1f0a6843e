"""Mechanism paths: every simple way from what is given to what it may change, best first.

Paths run over causal hops alone. That an agent changes a symptom, a disease or an outcome measure
is outcome evidence and stands beside the paths, never in them; that something predicts a response,
goes together with it or is found somewhere is no cause. A symptom complex passes its effect on to
its symptoms.

An explained hop follows only the claim that explains it, and then has the sign that the source
gives the effect. From anywhere else its sign is not known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.certainty import Certainty, rank
from ldn_kg.errors import QueryError
from ldn_kg.trace.ends import End, is_end_point
from ldn_kg.trace.hops import Hop, Sign, agents_of, product, sign_of, species_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts

#: More steps than this say nothing on a graph of this kind.
LONGEST = 10
USUAL = 6
_HUMAN = "entity:human"


@dataclass(frozen=True)
class Path:
    """A way from a start to an end.

    Args:
        start: Where it starts, and why it may.
        end: Where it ends, and why it counts.
        hops: Its steps, at least one.
        signs: What happens to the thing at the end of each step, when there is more of the start.
        marks: What to be careful about, for each step.
        backing: How many independent sources stand behind the step that has the fewest.
    """

    start: End
    end: End
    hops: tuple[Hop, ...]
    signs: tuple[Sign, ...]
    marks: tuple[tuple[str, ...], ...]
    backing: int

    @property
    def sign(self) -> Sign:
        """The net sign."""
        return self.signs[-1]

    @property
    def weakest(self) -> int:
        """Which step is the least sure; the first of several."""
        levels = [rank(hop.certainty) for hop in self.hops]
        return levels.index(min(levels))

    @property
    def certainty(self) -> Certainty:
        """How sure the path is: as sure as its weakest hop."""
        return self.hops[self.weakest].certainty

    @property
    def indirect(self) -> int:
        """How many steps rest on another drug, dose or species only."""
        return sum(any(mark.startswith("other") for mark in marks) for marks in self.marks)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The entities that it goes through, from first to last."""
        return (self.hops[0].subject, *(hop.object for hop in self.hops))


def find_paths(
    facts: Facts,
    hops: Iterable[Hop],
    starts: Iterable[End],
    ends: Iterable[End],
    bound: int = USUAL,
) -> list[Path]:
    """Every simple path, best first.

    Args:
        facts: The graph.
        hops: The hops of the evidence that counts.
        starts: Where paths may start; the first is what was asked for.
        ends: Where they may end.
        bound: At most so many hops.

    Returns:
        Paths by certainty of the weakest hop, then directness, then independent sources, then
        length; ties by the names of what they go through.

    Raises:
        QueryError: When the bound is not between 1 and `LONGEST`.
    """
    if not 1 <= bound <= LONGEST:
        message = f"a path has 1 to {LONGEST} hops, not {bound}"
        raise QueryError(message)
    search = _Search(facts, causal(facts, hops), {end.entity: end for end in ends}, bound)
    starts = list(starts)
    asked = starts[0].entity if starts else ""
    found = [
        Path(
            start,
            search.ends[walk[-1].object],
            walk,
            signs,
            marks=tuple(marks_of(facts, hop, asked) for hop in walk),
            backing=min(independent(facts, hop.lines) for hop in walk),
        )
        for start in starts
        for walk, signs in search.walks(start.entity)
    ]
    return sorted(found, key=lambda path: _order(path, facts))


def causal(facts: Facts, hops: Iterable[Hop]) -> list[Hop]:
    """The hops that a mechanism may take.

    Args:
        facts: The graph.
        hops: All hops.
    """
    return [hop for hop in hops if is_causal(facts, hop)]


def is_causal(facts: Facts, hop: Hop) -> bool:
    """Whether a hop is a step of a mechanism: a cause, and no outcome evidence."""
    if is_outcome(facts, hop):
        return False
    return (
        hop.predicate == "ldn:hasSymptom"
        or facts.is_under(hop.predicate, "ldn:affects")
        or facts.is_under(hop.predicate, "ldn:bridges")
        or hop.predicate in {"ldn:contestedRaises", "ldn:contestedLowers", "ldn:contestedAffects"}
    )


def is_outcome(facts: Facts, hop: Hop) -> bool:
    """Whether a hop is outcome evidence: what an agent does to a symptom, disease or measure."""
    return facts.is_a(hop.subject, "Agent") and is_end_point(facts, hop.object)


class _Search:
    """Depth first over hops; nothing is visited twice on one path."""

    def __init__(
        self, facts: Facts, hops: Iterable[Hop], ends: Mapping[str, End], bound: int
    ) -> None:
        self.ends = ends
        self._facts, self._bound = facts, bound
        self._from: dict[str, list[Hop]] = defaultdict(list)
        for hop in hops:
            self._from[hop.subject].append(hop)

    def walks(self, start: str) -> Iterator[tuple[tuple[Hop, ...], tuple[Sign, ...]]]:
        yield from self._go(start, start, (), ())

    def _go(
        self, start: str, at: str, walk: tuple[Hop, ...], signs: tuple[Sign, ...]
    ) -> Iterator[tuple[tuple[Hop, ...], tuple[Sign, ...]]]:
        if walk and at in self.ends:
            yield walk, signs
        if len(walk) == self._bound:
            return
        visited = {start, *(hop.object for hop in walk)}
        for hop in self._from[at]:
            if hop.object in visited or not _follows(hop, walk):
                continue
            sign = self._sign(start, hop, signs[-1] if signs else "+")
            yield from self._go(start, hop.object, (*walk, hop), (*signs, sign))

    def _sign(self, start: str, hop: Hop, before: Sign) -> Sign:
        if hop.kind != "explained":
            return product(before, hop.sign)
        effect = self._facts.claims[hop.claims[0]]
        return sign_of(effect.predicate, self._facts) if effect.subject == start else "?"


def _follows(hop: Hop, walk: tuple[Hop, ...]) -> bool:
    """An explained hop follows the claim that explains it, or stands first."""
    return hop.kind != "explained" or not walk or hop.cause in walk[-1].claims


def marks_of(facts: Facts, hop: Hop, asked: str) -> tuple[str, ...]:
    """What to be careful about in a hop.

    Args:
        facts: The graph.
        hop: The hop.
        asked: What was asked for: another drug or dose is another one than this.

    Returns:
        Some of ``contested``, ``inferred, never measured``, ``other drug``, ``other dose``,
        ``other species``.
    """
    marks = []
    if hop.kind == "contested":
        marks.append("contested")
    if hop.is_inferred:
        marks.append("inferred, never measured")
    agents = agents_of(hop, facts)
    meant = asked if facts.is_a(asked, "Agent") else _meant(facts, hop)
    if agents and meant is not None and meant not in agents:
        drugs = {facts.drug_of(agent) for agent in agents}
        marks.append("other dose" if facts.drug_of(meant) in drugs else "other drug")
    species = species_of(hop)
    if species and _HUMAN not in species:
        marks.append("other species")
    return tuple(marks)


def _meant(facts: Facts, hop: Hop) -> str | None:
    claim = facts.claims[hop.claims[0]] if hop.claims else None
    return claim.subject if claim and facts.is_a(claim.subject, "Agent") else None


def independent(facts: Facts, lines: Iterable[Line]) -> int:
    """How many independent sources speak in some lines: publications that share an author are one.

    Args:
        facts: The graph.
        lines: Evidence lines.
    """
    groups: list[set[str]] = []
    for speaker in {speaker for line in lines for speaker in line.speakers}:
        names = {speaker, *facts.authors.get(speaker, ())}
        apart = [group for group in groups if not group & names]
        merged = names.union(*(group for group in groups if group & names))
        groups = [*apart, merged]
    return len(groups)


def _order(path: Path, facts: Facts) -> tuple[int, int, int, int, tuple[str, ...]]:
    names = tuple(
        text
        for hop in path.hops
        for text in (
            facts.label(hop.subject),
            hop.predicate,
            facts.label(hop.object),
            hop.cause or "",
        )
    )
    return -rank(path.certainty), path.indirect, -path.backing, len(path.hops), names

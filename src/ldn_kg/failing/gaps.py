"""Hops of which nothing is stated, for when no stated relation joins two things.

Such a hop is put where what is stated leads off from the one thing, or leads up to the other: it
says where a chain breaks off. Where to go instead: `ldn_kg.failing.relations` for what is stated.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ldn_kg.certainty import rank
from ldn_kg.failing.relations import unstated
from ldn_kg.failing.relaxed import step_of_relation
from ldn_kg.trace.paths import is_outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_kg.failing.relations import Related
    from ldn_kg.failing.relaxed import Step
    from ldn_kg.trace.answer import Question
    from ldn_kg.trace.ends import End
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop

#: So many hops are put on either side.
_MOST = 3
#: What may act on something, or be acted on; a role is neither, and on agents nothing acts.
_ACTED_ON = (
    "Receptor", "Mediator", "MolecularForm", "Cell", "BiologicalProcess", "OutcomeMeasure",
    "Symptom", "Disease",
)  # fmt: skip
_ACTING = ("Agent", *_ACTED_ON)


class _Way(NamedTuple):
    """The nearest way from a start to a thing, or from a thing to an end."""

    gates: int
    hops: int
    doubt: int
    thing: str


def gaps(facts: Facts, question: Question, steps: Sequence[Step]) -> list[Step]:
    """Hops of which nothing is stated that would make a chain of what is stated.

    From the nearest things that are reached from the start to the end, and from the start to the
    nearest things from which the end is reached; from the start to the end only if there are no
    such things. None is outcome evidence, which is no step of a mechanism.

    Args:
        facts: The graph.
        question: What was asked.
        steps: Every step that could make a chain.
    """
    first, last = _asked(question.starts), _asked(question.ends)
    heads = [way for way in _reached(steps, first) if way.hops < question.bound]
    tails = [way for way in _reaching(steps, question.ends) if way.hops < question.bound]
    known = {(step.hop.subject, step.hop.object) for step in steps}
    found = [
        *_few(facts, question, known, [(way, way.thing, end) for way in heads for end in last]),
        *_few(facts, question, known, [(way, one, way.thing) for way in tails for one in first]),
    ]
    if not found:
        direct = [(_Way(0, 0, 0, ""), one, end) for one in first for end in last]
        found = _few(facts, question, known, direct)
    return [step_of_relation(item, "unstated") for item in found]


def _asked(ends: Iterable[End]) -> list[str]:
    """What was asked for, or all of its class."""
    every = list(ends)
    return [end.entity for end in every if end.reason == "asked for"] or [e.entity for e in every]


def _few(
    facts: Facts,
    question: Question,
    known: set[tuple[str, str]],
    pairs: Iterable[tuple[_Way, str, str]],
) -> list[Related]:
    hops = {
        (first, last): (way, unstated(facts, first, last, question.selection))
        for way, first, last in sorted(pairs)
        if first != last and (first, last) not in known
    }
    fit = [(way, item) for way, item in hops.values() if _makes_sense(facts, item.hop)]
    nearest = min((way.gates for way, _ in fit), default=0)
    return [item for way, item in fit if way.gates == nearest][:_MOST]


def _makes_sense(facts: Facts, hop: Hop) -> bool:
    acting = any(facts.is_a(hop.subject, class_) for class_ in _ACTING)
    acted_on = any(facts.is_a(hop.object, class_) for class_ in _ACTED_ON)
    return acting and acted_on and not is_outcome(facts, hop)


def _reached(steps: Iterable[Step], starts: Iterable[str]) -> list[_Way]:
    """Things that steps lead to from the starts."""
    sources = set(starts)
    usable = [
        step
        for step in steps
        if not step.is_spare
        and (step.only is None or (step.only == "first" and step.hop.subject in sources))
    ]
    return _near(sources, [(step.hop.subject, step.hop.object, _cost(step, 0)) for step in usable])


def _reaching(steps: Iterable[Step], ends: Iterable[End]) -> list[_Way]:
    """Things from which steps lead to the ends."""
    sources = {end.entity for end in ends}
    usable = [step for step in steps if step.only is None and not step.is_spare]
    # After a hop of which nothing is stated no explanation follows its cause.
    return _near(sources, [(step.hop.object, step.hop.subject, _cost(step, 1)) for step in usable])


def _cost(step: Step, entry: int) -> tuple[int, int]:
    gates = len(step.gates) + (entry if step.hop.kind == "explained" else 0)
    return gates, -rank(step.hop.certainty)


def _near(sources: set[str], links: Iterable[tuple[str, str, tuple[int, int]]]) -> list[_Way]:
    """Everything that links lead to from some things, nearest first, each once."""
    after: dict[str, list[tuple[str, tuple[int, int]]]] = defaultdict(list)
    for first, last, cost in links:
        after[first].append((last, cost))
    found: dict[str, _Way] = {}
    heap = [_Way(0, 0, -rank("measured"), source) for source in sorted(sources)]
    while heap:
        way = heapq.heappop(heap)
        if way.thing not in found:
            found[way.thing] = way
            for last, (gates, doubt) in after[way.thing]:
                further = _Way(way.gates + gates, way.hops + 1, max(way.doubt, doubt), last)
                heapq.heappush(heap, further)
    return [way for thing, way in found.items() if thing not in sources]

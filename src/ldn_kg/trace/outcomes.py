"""Outcome evidence: what an agent was seen, or said, to do to a symptom, a disease or a measure.

It stands beside mechanism paths. That a trial found less pain says nothing of how, and a mechanism
says nothing of whether.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ldn_kg.trace.ends import is_end_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.trace.evidence import Claim, Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.selection import Selection

Stance = Literal["supported", "contested", "disputed"]


@dataclass(frozen=True)
class Outcome:
    """A claim of what an agent does to an end point, with the evidence that counts.

    Args:
        claim: The claim.
        stance: How its evidence stands.
        lines: Evidence for it.
        against: Evidence against it.
    """

    claim: Claim
    stance: Stance
    lines: tuple[Line, ...]
    against: tuple[Line, ...]


def outcomes(
    facts: Facts, agents: Iterable[str], ends: Iterable[str], target: str, selection: Selection
) -> list[Outcome]:
    """Outcome evidence on some agents and end points.

    Args:
        facts: The graph.
        agents: What was given.
        ends: End points.
        target: What was asked about: of a disease only claims that are limited to it, to a kind of
            it or to none.
        selection: Which evidence counts.

    Returns:
        Claims with at least one line that counts, in the order of their ids.
    """
    wanted, given = set(ends), set(agents)
    diseases = {None, target, *facts.kinds_of(target)} if facts.is_a(target, "Disease") else None
    found = []
    for claim in _about(facts, given, wanted):
        if diseases is None or claim.disease in diseases:
            found += list(_judged(facts, claim, selection))
    return found


def _about(facts: Facts, agents: set[str], ends: set[str]) -> Iterator[Claim]:
    for claim in facts.claims.values():
        said = claim.subject in agents and claim.object in ends
        acts = facts.is_under(claim.predicate, "ldn:affects")
        if said and acts and is_end_point(facts, claim.object):
            yield claim


def _judged(facts: Facts, claim: Claim, selection: Selection) -> Iterator[Outcome]:
    counted = [line for line in facts.lines_of[claim.iri] if selection.gate(line, facts) is None]
    lines = tuple(line for line in counted if line.direction == "supports")
    against = tuple(line for line in counted if line.direction == "disputes")
    if lines or against:
        stance: Stance = "contested" if lines and against else "supported" if lines else "disputed"
        yield Outcome(claim, stance, lines, against)

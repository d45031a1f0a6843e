"""What was asked and what was found, as values.

Where to go instead: `ldn_kg.trace.tracing` finds, `ldn_kg.trace.telling` puts into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ldn_kg.metapath import PathScore
    from ldn_kg.trace.ends import End
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.outcomes import Outcome
    from ldn_kg.trace.paths import Path
    from ldn_kg.trace.selection import Selection


@dataclass(frozen=True)
class Question:
    """What was asked.

    Args:
        source: Entity or class at which paths start.
        target: Entity or class at which they end.
        starts: What may stand for the source, and why.
        ends: What may stand for the target, and why.
        selection: Which evidence counts.
        bound: At most so many hops.
    """

    source: str
    target: str
    starts: tuple[End, ...]
    ends: tuple[End, ...]
    selection: Selection
    bound: int


@dataclass(frozen=True)
class Answer:
    """Mechanism paths from one thing to another, and outcome evidence beside them.

    Args:
        facts: The graph.
        question: What was asked.
        paths: The paths, best first.
        outcomes: What was seen or said of the effect itself.
        scores: The degree-weighted count of each path's metapath, where it was asked for.
    """

    facts: Facts
    question: Question
    paths: tuple[Path, ...]
    outcomes: tuple[Outcome, ...]
    scores: tuple[PathScore, ...] = ()

"""How sure one line of evidence makes what it supports: an order of five words, printed here.

    measured    a study measured it: the line rests on a finding
    stated      the source states it, with or without a reference
    hedged      the source says that it may be so, or speaks of a trend
    inferred    nobody says it; a rule made it from what is said
    contested   there is evidence against it as well

A chain is as sure as its weakest hop. These words rank mechanisms; they are no GRADE levels, which
belong to a body of evidence on an outcome. See ``decisions/0012-certainty-of-a-hop.md``.
"""

from __future__ import annotations

from typing import Literal, get_args

Certainty = Literal["contested", "inferred", "hedged", "stated", "measured"]

#: From the least to the most certain.
LEVELS: tuple[Certainty, ...] = get_args(Certainty)

#: Words for the author's hedge that leave the matter open.
_OPEN = frozenset({"hedged", "trend"})


def of_line(hedge: str, *, rests_on_finding: bool) -> Certainty:
    """How sure one supporting line is.

    Args:
        hedge: The author's hedge: ``asserted``, ``hedged`` or ``trend``.
        rests_on_finding: Whether the line rests on what a study found.

    Example:
        >>> of_line("asserted", rests_on_finding=True), of_line("trend", rests_on_finding=True)
        ('measured', 'hedged')
    """
    if hedge in _OPEN:
        return "hedged"
    return "measured" if rests_on_finding else "stated"


def rank(level: Certainty) -> int:
    """A level as a number, higher is surer, for sorting.

    Example:
        >>> rank("measured") > rank("hedged") > rank("contested")
        True
    """
    return LEVELS.index(level)

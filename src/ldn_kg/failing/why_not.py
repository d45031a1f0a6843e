"""Why no chain stands from one thing to another: the nearest that fail, and what stops each.

Where to go instead: `ldn_kg.failing.answers` puts the answer into words, `ldn_kg.trace.tracing`
finds the chains that stand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_kg.errors import QueryError
from ldn_kg.failing.answers import WhyNot
from ldn_kg.failing.gaps import gaps
from ldn_kg.failing.nearest import Nearest, Search, Wish
from ldn_kg.failing.relaxed import relaxed
from ldn_kg.trace.outcomes import outcomes
from ldn_kg.trace.paths import USUAL, find_paths
from ldn_kg.trace.tracing import Wanted, ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_kg.failing.nearest import Chain
    from ldn_kg.failing.relaxed import Step
    from ldn_kg.infer import Rule
    from ldn_kg.trace.answer import Question
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.outcomes import Outcome
    from ldn_kg.trace.selection import Selection

#: A chain that lacks more than this whatever evidence counts joins hardly anything.
_FAR = 2
_FILTERS = {"species", "agent", "regimen", "layer", "certainty"}


def why_not(  # noqa: PLR0913 - the question, which evidence counts, and how to answer
    facts: Facts,
    rules: Sequence[Rule],
    source_name: str,
    target_name: str,
    selection: Selection,
    *,
    bound: int = USUAL,
    signed: bool = False,
    limit: int = 10,
) -> WhyNot:
    """The nearest chains that fail from one thing to another, with what stops each.

    Args:
        facts: The graph.
        rules: The rules.
        source_name: What to start from: an entity or a class.
        target_name: What to reach.
        selection: Which evidence counts.
        bound: At most so many hops.
        signed: Whether a chain without a net sign fails as well.
        limit: At most so many chains.

    Raises:
        NotFoundError: With near names, when a name means nothing.
        QueryError: When the bound or the limit is out of range, or both names mean the same thing.

    Example:
        >>> import ldn_kg, pathlib
        >>> from ldn_kg.infer import read_rules
        >>> from ldn_kg.resources import home
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.trace.selection import Selection
        >>> facts, rules = Facts(ldn_kg.open().store), read_rules(home().queries / "rules")
        >>> found = why_not(facts, rules, "nitric_oxide", "sickness_behaviour", Selection())
        >>> [(index, gate.kind) for index, gate in found.chains[0].stops]
        [(0, 'no evidence for this hop')]
    """
    if limit < 1:
        message = f"at least 1 chain can be shown, not {limit}"
        raise QueryError(message)
    question, hops = ask(facts, rules, Wanted(source_name, target_name, bound), selection)
    standing = find_paths(facts, hops, question.starts, question.ends, bound)
    steps = relaxed(facts, rules, selection, hops)
    wish = Wish(bound, limit, signed)
    found = Search(steps, question.ends, wish).nearest(question.starts)
    if not standing and _is_far(steps, question):
        found = _over_gaps(facts, question, steps, wish, found)
    return WhyNot(
        facts,
        question,
        signed,
        found.chains,
        found.complete,
        len(standing),
        sum(path.sign != "?" for path in standing),
        tuple(_beside(facts, question)),
    )


def _is_far(steps: Sequence[Step], question: Question) -> bool:
    """Whether even with all evidence counting no chain comes near."""
    bare = [
        replace(step, gates=tuple(gate for gate in step.gates if gate.kind not in _FILTERS))
        for step in steps
    ]
    least = Search(bare, question.ends, Wish(question.bound)).fewest(question.starts)
    return least is None or least > _FAR


def _over_gaps(
    facts: Facts, question: Question, steps: Sequence[Step], wish: Wish, found: Nearest
) -> Nearest:
    """The nearest chains with one hop of which nothing is stated; others where there is none."""
    more = gaps(facts, question, steps)
    search = Search([*steps, *more], question.ends, wish)
    over = search.nearest(question.starts) if more else found
    least = min((chain.count for chain in over.chains), default=0)
    # What follows after the same gap is the same story, told to another end.
    told: dict[object, Chain] = {}
    for chain in over.chains:
        gap = next((step for step in chain.steps if step.sort == "unstated"), chain)
        if chain.count == least:
            told.setdefault(gap, chain)
    return Nearest(tuple(told.values()), complete=over.complete)


def _beside(facts: Facts, question: Question) -> list[Outcome]:
    return outcomes(
        facts,
        [end.entity for end in question.starts],
        [end.entity for end in question.ends],
        question.target,
        question.selection,
    )

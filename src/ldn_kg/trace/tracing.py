"""From two names to paths: the face of path search, and its answer as a value.

Where to go instead: `ldn_kg.trace.paths` searches, `ldn_kg.trace.telling` puts answers into words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack, get_args

from ldn_kg.certainty import Certainty
from ldn_kg.errors import QueryError
from ldn_kg.search import resolve
from ldn_kg.trace.answer import Answer, Question
from ldn_kg.trace.ends import starts, targets
from ldn_kg.trace.hops import hops_under
from ldn_kg.trace.outcomes import outcomes
from ldn_kg.trace.paths import USUAL, find_paths
from ldn_kg.trace.records import as_records, as_table
from ldn_kg.trace.selection import Layer, Regimen, Selection
from ldn_kg.trace.telling import SHOWN, as_html, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_kg.infer import Rule
    from ldn_kg.tables import Table
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop


class Trace(Answer):
    """Mechanism paths from one thing to another, with outcome evidence beside them.

    Example:
        >>> import ldn_kg
        >>> found = ldn_kg.open().paths("low_dose_naltrexone", "sickness_behaviour")
        >>> found.paths[0].sign, found.paths[0].certainty
        ('-', 'hedged')
    """

    def __len__(self) -> int:
        return len(self.paths)

    def __str__(self) -> str:
        return self.text()

    def text(self, limit: int | None = SHOWN) -> str:
        """The answer as text.

        Args:
            limit: At most so many paths; all when None.
        """
        return as_text(self, limit)

    def _repr_html_(self) -> str:
        return as_html(self)

    def table(self, limit: int | None = None) -> Table:
        """The paths as rows, one a hop.

        Args:
            limit: At most so many paths; all when None.
        """
        return as_table(self, limit)

    def records(self, limit: int | None = None) -> dict[str, object]:
        """The answer as JSON-ready values.

        Args:
            limit: At most so many paths; all when None.
        """
        return as_records(self, limit)


class Wanted(NamedTuple):
    """What a reader asks for.

    Args:
        source: Name of what to start from.
        target: Name of what to reach.
        bound: At most so many hops.
        damping: Rank by degree-weighted path counts with this exponent, 0 to 1.
    """

    source: str
    target: str
    bound: int = USUAL
    damping: float | None = None


def ask(
    facts: Facts, rules: Sequence[Rule], wanted: Wanted, selection: Selection
) -> tuple[Question, tuple[Hop, ...]]:
    """What two names mean, and the hops that stand under a selection.

    Args:
        facts: The graph.
        rules: The rules, which run again where a selection leaves evidence out.
        wanted: What to start from and what to reach.
        selection: Which evidence counts.

    Raises:
        NotFoundError: With near names.
        QueryError: When both names mean the same thing.
    """
    every = hops_under(facts, tuple(rules), Selection())
    source, from_ = starts(facts, wanted.source, every)
    target, to = targets(facts, wanted.target, every, [end.entity for end in from_])
    if source == target:
        message = f"{facts.label(source)} is both start and end; a way back would be a cycle"
        raise QueryError(message)
    hops = hops_under(facts, tuple(rules), selection)
    return Question(source, target, tuple(from_), tuple(to), selection, wanted.bound), hops


def trace(facts: Facts, rules: Sequence[Rule], wanted: Wanted, selection: Selection) -> Trace:
    """Every mechanism path from one thing to another, best first.

    Args:
        facts: The graph.
        rules: The rules, which run again where a selection leaves evidence out.
        wanted: What to start from and what to reach: entities or classes.
        selection: Which evidence counts.

    Raises:
        NotFoundError: With near names, when a name means nothing.
        QueryError: When a number is out of range, or both names mean the same thing.
    """
    question, hops = ask(facts, rules, wanted, selection)
    found = find_paths(facts, hops, question.starts, question.ends, wanted.bound)
    agents = [end.entity for end in question.starts]
    ends = [end.entity for end in question.ends]
    seen = tuple(outcomes(facts, agents, ends, question.target, selection))
    if wanted.damping is None:
        return Trace(facts, question, tuple(found), seen)
    from ldn_kg.trace.degrees import by_degree

    ranked = by_degree(facts, hops, found, wanted.damping)
    paths = tuple(path for path, _ in ranked)
    return Trace(facts, question, paths, seen, tuple(score for _, score in ranked))


class Filters(TypedDict, total=False):
    """Which evidence counts, by names."""

    species: str | None
    agent: str | None
    regimen: Regimen | None
    layer: Layer | None
    min_certainty: Certainty | None


def selection_of(facts: Facts, **filters: Unpack[Filters]) -> Selection:
    """A selection from names.

    Args:
        facts: The graph.
        **filters: ``species``: an organism; ``agent``: a drug, regimen or class of drugs;
            ``regimen``: ``low`` or ``standard``; ``layer``: ``review``, ``primary`` or ``later``;
            ``min_certainty``: one of `ldn_kg.certainty.LEVELS`.

    Raises:
        NotFoundError: With near names.
        QueryError: When a name means another kind of thing, or a word is none of those known.
    """
    for name, words in (("regimen", Regimen), ("layer", Layer), ("min_certainty", Certainty)):
        value = filters.get(name)
        if value is not None and value not in get_args(words):
            message = f"{name} is one of {', '.join(get_args(words))}, not {value}"
            raise QueryError(message)
    return Selection(
        species=_thing(facts, "species", "Organism", filters.get("species")),
        agent=_thing(facts, "agent", "Agent", filters.get("agent")),
        regimen=filters.get("regimen"),
        layer=filters.get("layer"),
        certainty=filters.get("min_certainty"),
    )


def _thing(facts: Facts, role: str, class_: str, name: str | None) -> str | None:
    if name is None:
        return None
    node = resolve(facts.store, name, ["entity"])
    if not facts.is_a(node, class_):
        known = sorted(n.removeprefix("entity:") for n in facts.classes if facts.is_a(n, class_))
        message = f"{name} is no {role}; known: {', '.join(known)}"
        raise QueryError(message)
    return node

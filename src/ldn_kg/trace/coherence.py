"""Whether paths between the same two things agree on the net sign, and where they part if not.

Nothing is assumed of what the sign should be. An unknown sign contradicts nothing and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from itertools import product as pairs_of
from typing import TYPE_CHECKING, Any

from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop
    from ldn_kg.trace.paths import Path

#: So many of the best paths of each sign are compared with one another.
_COMPARED = 100


@dataclass(frozen=True)
class Parting:
    """A path that raises and one that lowers, alike in all but the fewest hops.

    Args:
        raising: The path with a plus.
        lowering: The path with a minus.
    """

    raising: Path
    lowering: Path

    @property
    def at(self) -> int:
        """The first hop that differs, counted from 0."""
        both = zip(self.raising.hops, self.lowering.hops, strict=False)
        alike = [first == second for first, second in both]
        return alike.index(False) if False in alike else len(alike)

    @property
    def only_raising(self) -> tuple[Hop, ...]:
        """Hops of the raising path that the other does not take."""
        return tuple(hop for hop in self.raising.hops if hop not in self.lowering.hops)

    @property
    def only_lowering(self) -> tuple[Hop, ...]:
        """Hops of the lowering path that the other does not take."""
        return tuple(hop for hop in self.lowering.hops if hop not in self.raising.hops)

    @property
    def size(self) -> int:
        """How many hops differ."""
        return len(self.only_raising) + len(self.only_lowering)


@dataclass(frozen=True)
class Agreement:
    """The net signs of all paths between two things.

    Args:
        start: Where they start.
        end: Where they end.
        raising: How many raise.
        lowering: How many lower.
        unknown: How many have no known sign.
        parting: Where they part, if some raise and some lower.
    """

    start: str
    end: str
    raising: int
    lowering: int
    unknown: int
    parting: Parting | None

    @property
    def coherent(self) -> bool:
        """Whether the known signs agree."""
        return not (self.raising and self.lowering)


@dataclass(frozen=True)
class Coherence:
    """How the net signs of a set of paths agree.

    Args:
        facts: The graph, for names.
        groups: One for each two things, in the order of the paths.
    """

    facts: Facts
    groups: tuple[Agreement, ...]

    @property
    def incoherent(self) -> tuple[Agreement, ...]:
        """Those in which some paths raise and some lower."""
        return tuple(group for group in self.groups if not group.coherent)

    @property
    def coherent(self) -> bool:
        """Whether there is no such group."""
        return not self.incoherent

    def __str__(self) -> str:
        if not self.groups:
            return "Net signs: no paths, nothing to compare."
        signed = [group for group in self.groups if group.raising or group.lowering]
        if not signed:
            return "Net signs: none is known."
        if self.coherent:
            return f"Net signs: coherent; {_pairs(len(signed))} with a known sign, none with both."
        lines = [_group_text(self.facts, group) for group in self.incoherent]
        total = _pairs(len(signed))
        title = f"Net signs: incoherent for {len(lines)} of {total} with a known sign."
        return "\n".join([title, *(f"  {line}" for line in lines)])

    def table(self) -> Table:
        """One row for each two things."""
        columns = (
            "start", "end", "raising", "lowering", "unknown", "coherent", "parts_at_hop",
            "raising_by", "raising_certainty", "lowering_by", "lowering_certainty",
        )  # fmt: skip
        rows = []
        for group in self.groups:
            signs = (group.raising, group.lowering, group.unknown)
            parting = group.parting
            sides: tuple[str | int | None, ...] = (None,) * 5
            if parting is not None:
                sides = (
                    parting.at + 1,
                    _edges(self.facts, parting.only_raising),
                    parting.raising.certainty,
                    _edges(self.facts, parting.only_lowering),
                    parting.lowering.certainty,
                )
            rows.append((group.start, group.end, *signs, group.coherent, *sides))
        return Table(columns, tuple(rows), str(self).splitlines()[0])

    def records(self) -> dict[str, object]:
        """The same as JSON-ready values."""
        return {
            "coherent": self.coherent,
            "groups": [self._record(group) for group in self.groups],
        }

    def _record(self, group: Agreement) -> dict[str, Any]:
        parting = group.parting
        return {
            "start": group.start,
            "end": group.end,
            "raising": group.raising,
            "lowering": group.lowering,
            "unknown": group.unknown,
            "coherent": group.coherent,
            "parting": parting
            and {
                "hop": parting.at + 1,
                "raising": _side(self.facts, parting.raising, parting.only_raising),
                "lowering": _side(self.facts, parting.lowering, parting.only_lowering),
                "rebound": is_rebound(self.facts, parting),
            },
        }

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(_group_text(self.facts, g))}</li>" for g in self.incoherent)
        return f"<p>{escape(str(self).splitlines()[0])}</p>" + (
            f"<ul>{lines}</ul>" if lines else ""
        )


def coherence(facts: Facts, paths: Iterable[Path]) -> Coherence:
    """How the net signs of some paths agree, for each two things that they join.

    Args:
        facts: The graph, for names.
        paths: The paths, best first.

    Example:
        >>> import ldn_kg
        >>> found = ldn_kg.open().paths("low_dose_naltrexone", "il10")
        >>> [(g.raising, g.lowering) for g in coherence(found.facts, found.paths).incoherent]
        [(1, 1)]
    """
    groups: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for path in paths:
        groups[path.start.entity, path.end.entity].append(path)
    return Coherence(facts, tuple(_agreement(*ends, some) for ends, some in groups.items()))


def _agreement(start: str, end: str, paths: Sequence[Path]) -> Agreement:
    raising = [path for path in paths if path.sign == "+"]
    lowering = [path for path in paths if path.sign == "-"]
    unknown = len(paths) - len(raising) - len(lowering)
    parting = None
    if raising and lowering:
        pairs = pairs_of(raising[:_COMPARED], lowering[:_COMPARED])
        # The first of several is the best, since the paths are.
        parting = min((Parting(*pair) for pair in pairs), key=lambda pair: pair.size)
    return Agreement(start, end, len(raising), len(lowering), unknown, parting)


def is_rebound(facts: Facts, parting: Parting) -> bool:
    """Whether a source explains the one side by the other: a reaction, and no contradiction.

    Args:
        facts: The graph.
        parting: Two paths.
    """
    sides = [
        {claim for hop in hops for claim in hop.claims}
        for hops in (parting.only_raising, parting.only_lowering)
    ]
    through = [
        {cause for claim in side if claim in facts.claims for cause in facts.claims[claim].through}
        for side in sides
    ]
    return not (through[0].isdisjoint(sides[1]) and through[1].isdisjoint(sides[0]))


def _group_text(facts: Facts, group: Agreement) -> str:
    parting = group.parting
    words = f"{facts.label(group.start)} to {facts.label(group.end)}: "
    words += f"{_count(group.raising)} raise{'s' if group.raising == 1 else ''} it, "
    words += f"{_count(group.lowering)} lower{'s' if group.lowering == 1 else ''} it"
    if group.unknown:
        words += f", {group.unknown} unknown"
    if parting is None:
        return words
    sides = [
        f'"{_edges(facts, hops)}" ({path.certainty})'
        for path, hops in (
            (parting.raising, parting.only_raising),
            (parting.lowering, parting.only_lowering),
        )
    ]
    words += f"; they part at hop {parting.at + 1}: {sides[0]} against {sides[1]}"
    return f"{words}; a source explains one by the other" if is_rebound(facts, parting) else words


def _edges(facts: Facts, hops: Iterable[Hop]) -> str:
    return ", ".join(
        " ".join(facts.label(node) for node in (hop.subject, hop.predicate, hop.object))
        for hop in hops
    )


def _side(facts: Facts, path: Path, hops: Iterable[Hop]) -> dict[str, Any]:
    return {
        "certainty": path.certainty,
        "nodes": list(path.nodes),
        "differs": [
            {
                "subject": hop.subject,
                "predicate": hop.predicate,
                "object": hop.object,
                "text": _edges(facts, [hop]),
                "sign": hop.sign,
                "certainty": hop.certainty,
                "claims": list(hop.claims),
            }
            for hop in hops
        ],
    }


def _count(number: int) -> str:
    return f"{number} path{'' if number == 1 else 's'}"


def _pairs(number: int) -> str:
    return f"{number} pair{'' if number == 1 else 's'} of start and end"

"""Gates: what stops a claim from counting under a selection, and what evidence would open it.

Where to go instead: `ldn_kg.failing.relaxed` puts gates on hops.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, cast

from ldn_kg.certainty import rank
from ldn_kg.failing.closing import closed_claim, opened, study
from ldn_kg.trace.selection import Selection
from ldn_kg.trace.telling import claim_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.certainty import Certainty
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts

#: The five filters, by the names that `Selection` gives them, and four reasons beside them.
Kind = Literal[
    "no evidence for this hop", "disputed", "sign unknown",
    "species", "agent", "regimen", "layer", "certainty",
]  # fmt: skip


@dataclass(frozen=True)
class Gate:
    """What stops a hop.

    Args:
        kind: The sort of thing that stops it.
        why: In words.
        closing: What evidence would open it, in words.
        claims: Claims that it is about.
        lines: Evidence that is there and does not do: refused, or against.
    """

    kind: Kind
    why: str
    closing: str
    claims: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


Gates = tuple[Gate, ...]


def merged(gates: Iterable[Gate]) -> Gates:
    """Gates of one hop, those of a kind made one; the same gate counts once.

    Args:
        gates: Gates in any order.

    Example:
        >>> first, second = Gate("species", "a rat", "a study"), Gate("species", "a mouse", "more")
        >>> [gate.why for gate in merged([first, second, first])]
        ['a rat; a mouse']
    """
    found: dict[Kind, Gate] = {}
    for gate in dict.fromkeys(gates):
        known = found.get(gate.kind)
        found[gate.kind] = gate if known is None else _joined(known, gate)
    return tuple(found.values())


def _joined(first: Gate, second: Gate) -> Gate:
    return Gate(
        first.kind,
        "; ".join(dict.fromkeys((first.why, second.why))),
        "; and ".join(dict.fromkeys((first.closing, second.closing))),
        tuple(dict.fromkeys((*first.claims, *second.claims))),
        tuple(dict.fromkeys((*first.lines, *second.lines))),
    )


class ClaimGates:
    """What stops each claim under a selection.

    Args:
        facts: The graph.
        selection: Which evidence counts.
    """

    def __init__(self, facts: Facts, selection: Selection) -> None:
        self._facts, self.selection = facts, selection
        asked = {part.name: getattr(selection, part.name) for part in fields(selection)}
        self._alone = {
            cast("Kind", name): replace(Selection(), **{name: value})
            for name, value in asked.items()
            if value is not None
        }

    def stated(self, claim: str) -> Gates:
        """What stops the hop that a claim states; a contested claim states a contested hop.

        Args:
            claim: The claim.
        """
        pro, contra = self._counted(claim)
        if pro and contra:
            return self._too_contested(claim, contra)
        return self._short_of_support(claim, pro, contra)

    def bridge(self, claim: str) -> Gates:
        """What stops a hop that a rule makes of a claim, for which the claim must be supported.

        Args:
            claim: The claim.
        """
        pro, contra = self._counted(claim)
        if pro and contra:
            words = claim_text(self._facts, claim)
            why = f"there is evidence for and against: {words}; a bridge needs it undisputed"
            return (
                Gate("disputed", why, f"evidence that settles whether {words}", (claim,), contra),
            )
        return self._short_of_support(claim, pro, contra)

    def _counted(self, claim: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        lines = [
            line
            for line in self._facts.lines_of.get(claim, ())
            if self.selection.gate(line, self._facts) is None
        ]
        pro = tuple(line for line in lines if line.direction == "supports")
        return pro, tuple(line for line in lines if line.direction == "disputes")

    def _too_contested(self, claim: str, contra: tuple[Line, ...]) -> Gates:
        least = self.selection.certainty
        if least is None or rank(least) <= rank("contested"):
            return ()
        words = claim_text(self._facts, claim)
        why = f"{words}: contested, not {least}"
        closing = f"evidence that settles whether {words}"
        return (Gate("certainty", why, closing, (claim,), contra),)

    def _short_of_support(
        self, claim: str, pro: tuple[Line, ...], contra: tuple[Line, ...]
    ) -> Gates:
        if pro:
            return ()
        every = self._facts.lines_of.get(claim, ())
        support = [line for line in every if line.direction == "supports"]
        against = contra or tuple(line for line in every if line.direction == "disputes")
        if contra or (against and not support):
            return (self._disputed(claim, against),)
        return self._refused(claim, support) if support else (self._open(claim, every),)

    def _disputed(self, claim: str, against: tuple[Line, ...]) -> Gate:
        words = claim_text(self._facts, claim)
        why = f"{words}: the evidence that counts is against it"
        closing = f"{study(self._facts, self.selection)} that shows that {words}"
        return Gate("disputed", why, closing, (claim,), against)

    def _open(self, claim: str, lines: tuple[Line, ...]) -> Gate:
        words = claim_text(self._facts, claim)
        why = f"{words}: a source speaks of it and leaves it open"
        closing = f"{study(self._facts, self.selection)} that shows that {words}"
        return Gate("no evidence for this hop", why, closing, (claim,), lines)

    def _refused(self, claim: str, support: list[Line]) -> Gates:
        """A gate for each filter that refuses the line that comes nearest to passing all."""
        failing = {line: self._failing(line) for line in support}
        best = min(support, key=lambda line: (len(failing[line]), -rank(line.certainty), line.iri))
        alike = tuple(line for line in support if failing[line].keys() == failing[best].keys())
        words = claim_text(self._facts, claim)
        return tuple(
            Gate(
                kind,
                f"{words}: {reason}",
                closed_claim(kind, claim, best, self._facts, self.selection),
                (claim,),
                alike,
            )
            for kind, reason in failing[best].items()
        )

    def _failing(self, line: Line) -> dict[Kind, str]:
        reasons = {kind: one.gate(line, self._facts) for kind, one in self._alone.items()}
        return {kind: reason for kind, reason in reasons.items() if reason is not None}


def unsure(words: str, level: str, least: Certainty, effect: str) -> Gate:
    """The gate of a bridge that is less sure than was asked for.

    Args:
        words: The bridge as a sentence.
        level: How sure it is, in words.
        least: How sure it must be.
        effect: What a surer source would say.

    Example:
        >>> unsure("TLR4 acts in it", "inferred", "stated", "TLR4 affects it").closing
        'a source that states outright that TLR4 affects it'
    """
    why = f"{words}: {level}, not {least}"
    return Gate("certainty", why, opened(least, effect))

"""The answer to why-not: chains that fail, in words, as rows and as JSON-ready values."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ldn_kg.notice import NOTICE
from ldn_kg.tables import Table
from ldn_kg.trace.records import line_record, outcome_record, question_record
from ldn_kg.trace.telling import claim_text, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.failing.gates import Gate
    from ldn_kg.failing.nearest import Chain
    from ldn_kg.trace.answer import Question
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.outcomes import Outcome

#: So many lines of evidence are named in a text.
_SHOWN = 2
_ARROWS = {"+": " ↑", "-": " ↓", "?": ""}


@dataclass(frozen=True)
class WhyNot:
    """The nearest chains that fail.

    Args:
        facts: The graph.
        question: What was asked.
        signed: Whether a chain without a net sign fails as well.
        chains: The chains, nearest first.
        complete: Whether the search looked at all that could be nearer.
        standing: How many chains stand.
        standing_signed: How many of them have a net sign.
        outcomes: What was seen or said of the effect itself, which is no mechanism.
    """

    facts: Facts
    question: Question
    signed: bool
    chains: tuple[Chain, ...]
    complete: bool
    standing: int
    standing_signed: int
    outcomes: tuple[Outcome, ...]

    def __len__(self) -> int:
        return len(self.chains)

    def __str__(self) -> str:
        parts = [self.heading, *self._beside(), self._introduction()]
        parts += [_text(self.facts, *numbered) for numbered in enumerate(self.chains, start=1)]
        if not self.complete:
            parts.append("There are too many chains to look at all; others may be as near.")
        return "\n\n".join([*parts, NOTICE])

    @property
    def heading(self) -> str:
        """How many chains stand, from what to what."""
        asked, facts = self.question, self.facts
        words = f"from {facts.label(asked.source)} to {facts.label(asked.target)}"
        within = f"in {_several(asked.bound, 'hop')}"
        if not self.standing:
            return f"No chain stands {words} {within}."
        stand = f"{_several(self.standing, 'chain')} {'stands' if self.standing == 1 else 'stand'}"
        known = f", {self.standing_signed} with a known net sign" if self.signed else ""
        return f"{stand} {words} {within}{known}; see paths."

    def _beside(self) -> Iterator[str]:
        if self.outcomes:
            title = (
                "Beside chains, what was seen or said of the effect itself, which is no mechanism:"
            )
            if self._is_only_outcome:
                first, last = map(self.facts.label, (self.question.source, self.question.target))
                said = f"All that is said of what {first} does to {last}"
                title = f"{said} is outcome evidence, which is no mechanism:"
            lines = [f"  {_outcome_text(self.facts, outcome)}" for outcome in self.outcomes]
            yield "\n".join([title, *lines])

    @property
    def _is_only_outcome(self) -> bool:
        """Whether not even a chain with gates can do without a hop that nobody states."""
        return not self.standing and all(
            any(step.sort == "unstated" for step in chain.steps) for chain in self.chains
        )

    def _introduction(self) -> str:
        if not self.chains:
            other = "other chain comes near" if self.standing else "chain comes near standing"
            return f"No {other}."
        return "The nearest chains that fail, and what stops them:"

    def table(self) -> Table:
        """One row for each gate of each chain."""
        columns = (
            "chain", "text", "net_sign", "gates", "hop", "subject", "relation", "object", "gate",
            "why", "closing", "claims", "lines", "places", "start_reason", "end_reason",
        )  # fmt: skip
        rows = [
            (
                number,
                chain_text(self.facts, chain),
                chain.signs[-1],
                chain.count,
                index + 1,
                chain.steps[index].hop.subject,
                chain.steps[index].verb,
                chain.steps[index].hop.object,
                gate.kind,
                gate.why,
                gate.closing,
                " ".join(gate.claims),
                " ".join(line.iri for line in gate.lines),
                "; ".join(_places(gate.lines)),
                chain.start.reason,
                chain.end.reason,
            )
            for number, chain in enumerate(self.chains, start=1)
            for index, gate in chain.stops
        ]
        return Table(columns, tuple(rows), self.heading)

    def records(self) -> dict[str, object]:
        """The answer as JSON-ready values."""
        facts = self.facts
        return {
            **question_record(facts, self.question),
            "signed": self.signed,
            "standing": self.standing,
            "standing_signed": self.standing_signed,
            "complete": self.complete,
            "count": len(self.chains),
            "chains": [
                _record(facts, number, chain) for number, chain in enumerate(self.chains, start=1)
            ],
            "outcomes": [outcome_record(facts, outcome) for outcome in self.outcomes],
            "notice": NOTICE,
        }

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{number}</td><td>{escape(chain_text(self.facts, chain))}</td>"
            f"<td>{_stop_list(chain, 'why')}</td><td>{_stop_list(chain, 'closing')}</td></tr>"
            for number, chain in enumerate(self.chains, start=1)
        )
        head = "<tr><th></th><th>chain</th><th>stopped by</th><th>would close it</th></tr>"
        beside = "".join(f"<p>{escape(part)}</p>" for part in self._beside())
        return (
            f"<p>{escape(self.heading)}</p>{beside}<p>{escape(self._introduction())}</p>"
            f"<table>{head}{rows}</table><p>{NOTICE}</p>"
        )


def chain_text(facts: Facts, chain: Chain) -> str:
    """A chain on one line: ✗ where it is stopped, arrows as long as the sign is known.

    Args:
        facts: The graph.
        chain: The chain.
    """
    words = [facts.label(chain.start.entity)]
    for step, sign, gates in zip(chain.steps, chain.signs, chain.gates, strict=True):
        stop = " ✗" if gates else ""
        words.append(f"—{step.verb}{stop}→ {facts.label(step.hop.object)}{_ARROWS[sign]}")
    return " ".join(words)


def _text(facts: Facts, number: int, chain: Chain) -> str:
    lines = [f"{number}. {chain_text(facts, chain)}"]
    ends = [
        f"{word} there as: {end.reason}"
        for word, end in (("starts", chain.start), ("ends", chain.end))
        if end.reason != "asked for"
    ]
    lines += [f"   {'; '.join(ends)}"] if ends else []
    for index, gate in chain.stops:
        lines.append(f"   hop {index + 1}, {gate.kind}: {gate.why}")
        cited = _cited(facts, gate.lines)
        lines += [f"      evidence: {cited}"] if cited else []
        lines.append(f"      would close it: {gate.closing}")
    return "\n".join(lines)


def _cited(facts: Facts, lines: Iterable[Line]) -> str:
    every = dict.fromkeys(
        f"{names(facts, line.speakers)} ({line.direction}; {'; '.join(_places([line])[:2])})"
        for line in lines
    )
    more = f"; and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return "; ".join(list(every)[:_SHOWN]) + more


def _places(lines: Iterable[Line]) -> list[str]:
    return list(dict.fromkeys(place.place for line in lines for place in line.places))


def _outcome_text(facts: Facts, outcome: Outcome) -> str:
    claim = outcome.claim
    where = f" in {facts.label(claim.disease)}" if claim.disease else ""
    sides = [
        f"{word} {_cited(facts, lines)}"
        for word, lines in (("for:", outcome.lines), ("against:", outcome.against))
        if lines
    ]
    return f"{outcome.stance}: {claim_text(facts, claim.iri)}{where}; {'; '.join(sides)}"


def _stop_list(chain: Chain, field: str) -> str:
    items = "".join(
        f"<li>hop {index + 1}: {escape(gate.why if field == 'why' else gate.closing)}</li>"
        for index, gate in chain.stops
    )
    return f"<ul>{items}</ul>"


def _record(facts: Facts, number: int, chain: Chain) -> dict[str, Any]:
    return {
        "chain": number,
        "text": chain_text(facts, chain),
        "start": {**_node(facts, chain.start.entity), "reason": chain.start.reason},
        "end": {**_node(facts, chain.end.entity), "reason": chain.end.reason},
        "net_sign": chain.signs[-1],
        "gates": chain.count,
        "hops": [
            {
                "subject": _node(facts, step.hop.subject),
                "predicate": {"id": step.hop.predicate, "label": step.verb},
                "object": _node(facts, step.hop.object),
                "sort": step.sort,
                "kind": step.hop.kind if step.sort == "cause" else None,
                "sign": step.hop.sign,
                "net_sign": sign,
                "certainty": step.hop.certainty if step.sort == "cause" else None,
                "claims": list(step.hop.claims),
                "explained_by": step.hop.cause,
                "gates": [_gate_record(gate) for gate in gates],
            }
            for step, sign, gates in zip(chain.steps, chain.signs, chain.gates, strict=True)
        ],
    }


def _gate_record(gate: Gate) -> dict[str, Any]:
    return {
        "kind": gate.kind,
        "why": gate.why,
        "closing": gate.closing,
        "claims": list(gate.claims),
        "lines": [line_record(line) for line in gate.lines],
    }


def _node(facts: Facts, node: str) -> dict[str, str]:
    return {"id": node, "label": facts.label(node)}


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""Paths in words: as text for a terminal, as HTML for a notebook.

Every sentence is put together from the graph's own labels. Where to go instead:
`ldn_kg.trace.records` for rows and JSON.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ldn_kg.notice import NOTICE
from ldn_kg.trace.coherence import coherence
from ldn_kg.trace.hops import agents_of, species_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.trace.answer import Answer
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop
    from ldn_kg.trace.outcomes import Outcome
    from ldn_kg.trace.paths import Path

#: How many paths a text shows unless asked for more.
SHOWN = 10
_NET = {"+": "raises {}", "-": "lowers {}", "?": "acts on {}, which way is not known"}
_ARROWS = {"+": "↑", "-": "↓", "?": "↕"}


def as_text(found: Answer, limit: int | None = SHOWN) -> str:
    """The answer as text.

    Args:
        found: Paths and outcome evidence.
        limit: At most so many paths; all when None.
    """
    facts, asked = found.facts, found.question
    parts = [heading(found, limit)]
    for number, path in enumerate(found.paths[:limit], start=1):
        text = _path_text(facts, number, path)
        parts.append(f"{text}\n{_score_text(found, number)}" if found.scores else text)
    if found.paths:
        parts.append(str(coherence(facts, found.paths)))
    if found.outcomes:
        lines = [f"  {_outcome_text(facts, outcome)}" for outcome in found.outcomes]
        title = "Beside the paths, what was seen or said of the effect itself (no mechanism):"
        parts.append("\n".join([title, *lines]))
    if not found.paths:
        source, target = facts.label(asked.source), facts.label(asked.target)
        parts.append(f"What is missing: ldn-kg why-not {_quoted(source)} {_quoted(target)}")
    return "\n\n".join([*parts, NOTICE])


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def heading(found: Answer, limit: int | None) -> str:
    """How many paths there are, from what to what.

    Args:
        found: The answer.
        limit: At most so many paths are shown.
    """
    facts, asked = found.facts, found.question
    total, shown = len(found.paths), len(found.paths[:limit])
    words = f"{facts.label(asked.source)} to {facts.label(asked.target)}"
    if not total:
        return f"No mechanism path from {words} in {asked.bound} hops"
    count = f"{total} mechanism path{'' if total == 1 else 's'}"
    few = f"; the first {shown}" if shown < total else ""
    return f"{count} from {words}{few}"


def _path_text(facts: Facts, number: int, path: Path) -> str:
    weakest = path.hops[path.weakest]
    words = [
        net_text(facts, path),
        f"weakest hop {path.certainty} ({edge_text(facts, weakest)})",
        f"{path.backing} independent source{'' if path.backing == 1 else 's'}",
    ]
    if path.end.reason != "asked for":
        words.append(f"ends there as: {path.end.reason}")
    if path.start.reason != "asked for":
        words.append(f"starts there as: {path.start.reason}")
    lines = [f"{number}. {line_text(facts, path)}", f"   {'; '.join(words)}"]
    lines += [
        f"   {'abcdefghij'[index]}) {_hop_text(facts, hop, path.marks[index])}"
        for index, hop in enumerate(path.hops)
    ]
    return "\n".join(lines)


def net_text(facts: Facts, path: Path) -> str:
    """What a path does to the thing at its end.

    Args:
        facts: The graph.
        path: The path.
    """
    end = facts.label(path.end.entity)
    if facts.is_a(path.end.entity, "Role"):
        return f"gives {end}"
    return _NET[path.sign].format(end)


def _score_text(found: Answer, number: int) -> str:
    score = found.scores[number - 1]
    return (
        f"   degree-weighted: {score.dwpc:.4g} at damping {score.damping:g}; {score.paths} paths, "
        f"{score.walks} walks of {score.metapath}; how much was read, not how sure"
    )


def line_text(facts: Facts, path: Path) -> str:
    """A path on one line, with what happens to the thing at the end of each step.

    Args:
        facts: The graph.
        path: The path.
    """
    words = [facts.label(path.hops[0].subject)]
    for hop, sign in zip(path.hops, path.signs, strict=True):
        verb = facts.label(hop.predicate)
        words.append(f"—{verb}→ {facts.label(hop.object)} {_ARROWS[sign]}")
    return " ".join(words)


def edge_text(facts: Facts, hop: Hop) -> str:
    """A hop as a short sentence.

    Args:
        facts: The graph.
        hop: The hop.
    """
    return " ".join(facts.label(node) for node in (hop.subject, hop.predicate, hop.object))


def _hop_text(facts: Facts, hop: Hop, marks: tuple[str, ...]) -> str:
    where = names(facts, limits(facts, hop))
    parts = [f"{edge_text(facts, hop)}{f' (in {where})' if where else ''}", hop.certainty]
    before = feedback(facts, hop)
    if before:
        parts.append("after " + " and ".join(claim_text(facts, claim) for claim in before))
    parts.append(f"species {names(facts, species_of(hop)) or 'not stated'}")
    given = names(facts, agents_of(hop, facts))
    if given:
        parts.append(f"given {given}")
    parts.append(_cited(facts, hop.lines))
    if hop.against:
        parts.append(f"against it {_cited(facts, hop.against)}")
    if marks:
        parts.append(f"[{', '.join(marks)}]")
    return "; ".join(part for part in parts if part)


def limits(facts: Facts, hop: Hop) -> list[str]:
    """Cells, body parts and diseases to which every claim behind a hop is limited.

    Args:
        facts: The graph.
        hop: The hop.
    """
    scopes = []
    for claim in map(facts.claims.__getitem__, hop.claims):
        disease = (claim.disease,) if claim.disease else ()
        scopes.append((*claim.cells, *claim.anatomy, *disease))
    return [node for node in scopes[0] if all(node in scope for scope in scopes)] if scopes else []


def feedback(facts: Facts, hop: Hop) -> list[str]:
    """Claims on the same two things through which a source explains a hop: a rebound.

    Args:
        facts: The graph.
        hop: The hop.
    """
    return [
        cause
        for claim in hop.claims
        for cause in facts.claims[claim].through
        if hop.kind == "stated"
        and (facts.claims[cause].subject, facts.claims[cause].object) == (hop.subject, hop.object)
    ]


def claim_text(facts: Facts, claim: str) -> str:
    """A claim as a short sentence, without its limits.

    Args:
        facts: The graph.
        claim: The claim.
    """
    found = facts.claims[claim]
    return " ".join(facts.label(node) for node in (found.subject, found.predicate, found.object))


def names(facts: Facts, nodes: Iterable[str]) -> str:
    """Labels of things, separated by commas.

    Args:
        facts: The graph.
        nodes: The things.
    """
    return ", ".join(facts.label(node) for node in nodes)


def _cited(facts: Facts, lines: Iterable[Line]) -> str:
    lines = list(lines)
    speakers = dict.fromkeys(speaker for line in lines for speaker in line.speakers)
    places = dict.fromkeys(place.place for line in lines for place in line.places)
    shown = list(places)[:2]
    more = f" and {len(places) - len(shown)} more places" if len(places) > len(shown) else ""
    return f"{names(facts, speakers)} ({'; '.join(shown)}{more})" if speakers else ""


def _outcome_text(facts: Facts, outcome: Outcome) -> str:
    claim = outcome.claim
    where = f" in {facts.label(claim.disease)}" if claim.disease else ""
    sides = [
        f"{word} {names(facts, dict.fromkeys(s for line in lines for s in line.speakers))}"
        for word, lines in (("for:", outcome.lines), ("against:", outcome.against))
        if lines
    ]
    return f"{outcome.stance}: {claim_text(facts, claim.iri)}{where}; {'; '.join(sides)}"


def as_html(found: Answer, limit: int | None = SHOWN) -> str:
    """The answer for a notebook.

    Args:
        found: Paths and outcome evidence.
        limit: At most so many paths; all when None.
    """
    facts = found.facts
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(line_text(facts, path))}</td>"
        f"<td>{escape(net_text(facts, path))}</td><td>{path.certainty}</td><td>{path.backing}</td>"
        f"<td>{escape(', '.join(dict.fromkeys(m for marks in path.marks for m in marks)))}</td>"
        f"<td>{escape(path.end.reason)}</td></tr>"
        for number, path in enumerate(found.paths[:limit], start=1)
    )
    head = "".join(
        f"<th>{name}</th>"
        for name in ("", "path", "net effect", "weakest hop", "sources", "careful", "ends there as")
    )
    beside = "".join(
        f"<li>{escape(_outcome_text(facts, outcome))}</li>" for outcome in found.outcomes
    )
    effects = f"<p>Beside the paths, outcome evidence:</p><ul>{beside}</ul>" if beside else ""
    return (
        f"<table><caption>{escape(heading(found, limit))}</caption><tr>{head}</tr>{rows}</table>"
        f"{effects}<p>{NOTICE}</p>"
    )

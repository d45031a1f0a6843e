"""Paths as rows and as JSON-ready values, for programs.

Where to go instead: `ldn_kg.trace.telling` puts them into words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_kg.notice import NOTICE
from ldn_kg.tables import Table
from ldn_kg.trace.coherence import coherence
from ldn_kg.trace.hops import agents_of, species_of
from ldn_kg.trace.telling import claim_text, feedback, heading, limits, line_text, names

if TYPE_CHECKING:
    from ldn_kg.trace.answer import Answer, Question
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop, Sign
    from ldn_kg.trace.outcomes import Outcome
    from ldn_kg.trace.paths import Path


def as_table(found: Answer, limit: int | None = None) -> Table:
    """The paths as rows, one a hop.

    Args:
        found: Paths and outcome evidence.
        limit: At most so many paths; all when None.
    """
    columns = (
        "path", "hop", "subject", "predicate", "object", "sign", "net_sign", "kind", "certainty",
        "weakest", "species", "agents", "marks", "sources", "claims", "start_reason", "end_reason",
    )  # fmt: skip
    facts = found.facts
    rows = []
    for number, path in enumerate(found.paths[:limit], start=1):
        for index, hop in enumerate(path.hops):
            rows.append(
                (
                    number,
                    index + 1,
                    hop.subject,
                    hop.predicate,
                    hop.object,
                    hop.sign,
                    path.signs[index],
                    hop.kind,
                    hop.certainty,
                    index == path.weakest,
                    names(facts, species_of(hop)),
                    names(facts, agents_of(hop, facts)),
                    ", ".join(path.marks[index]),
                    path.backing,
                    " ".join(hop.claims),
                    path.start.reason,
                    path.end.reason,
                )
            )
    return Table(columns, tuple(rows), heading(found, limit))


def as_records(found: Answer, limit: int | None = None) -> dict[str, object]:
    """The answer as JSON-ready values.

    Args:
        found: Paths and outcome evidence.
        limit: At most so many paths; all when None.
    """
    facts = found.facts
    return {
        **question_record(facts, found.question),
        "count": len(found.paths),
        "paths": [
            {**_path_record(facts, number, path), **_score_record(found, number)}
            for number, path in enumerate(found.paths[:limit], start=1)
        ],
        "coherence": coherence(facts, found.paths).records(),
        "outcomes": [outcome_record(facts, outcome) for outcome in found.outcomes],
        "notice": NOTICE,
    }


def question_record(facts: Facts, asked: Question) -> dict[str, object]:
    """What was asked, as JSON-ready values.

    Args:
        facts: The graph.
        asked: What was asked.
    """
    return {
        "from": _node(facts, asked.source),
        "to": _node(facts, asked.target),
        "bound": asked.bound,
        "filters": {
            "species": asked.selection.species,
            "agent": asked.selection.agent,
            "regimen": asked.selection.regimen,
            "layer": asked.selection.layer,
            "min_certainty": asked.selection.certainty,
        },
    }


def outcome_record(facts: Facts, outcome: Outcome) -> dict[str, object]:
    """Outcome evidence as JSON-ready values.

    Args:
        facts: The graph.
        outcome: A claim of what an agent does to an end point.
    """
    return {
        "claim": outcome.claim.iri,
        "label": claim_text(facts, outcome.claim.iri),
        "disease": outcome.claim.disease,
        "stance": outcome.stance,
        "for": [line_record(line) for line in outcome.lines],
        "against": [line_record(line) for line in outcome.against],
    }


def _node(facts: Facts, node: str) -> dict[str, str]:
    return {"id": node, "label": facts.label(node)}


def _score_record(found: Answer, number: int) -> dict[str, object]:
    if not found.scores:
        return {}
    score = found.scores[number - 1]
    return {
        "degree_weighted": {
            "metapath": score.metapath,
            "damping": score.damping,
            "path_count": score.paths,
            "walk_count": score.walks,
            "dwpc": score.dwpc,
            "dwwc": score.dwwc,
        }
    }


def _path_record(facts: Facts, number: int, path: Path) -> dict[str, Any]:
    return {
        "path": number,
        "text": line_text(facts, path),
        "start": {**_node(facts, path.start.entity), "reason": path.start.reason},
        "end": {
            **_node(facts, path.end.entity),
            "reason": path.end.reason,
            "claims": list(path.end.claims),
        },
        "net_sign": path.sign,
        "certainty": path.certainty,
        "weakest_hop": path.weakest + 1,
        "indirect_hops": path.indirect,
        "independent_sources": path.backing,
        "hops": [
            _hop_record(facts, hop, sign, marks)
            for hop, sign, marks in zip(path.hops, path.signs, path.marks, strict=True)
        ],
    }


def _hop_record(facts: Facts, hop: Hop, sign: Sign, marks: tuple[str, ...]) -> dict[str, Any]:
    return {
        "subject": _node(facts, hop.subject),
        "predicate": _node(facts, hop.predicate),
        "object": _node(facts, hop.object),
        "sign": hop.sign,
        "net_sign": sign,
        "kind": hop.kind,
        "certainty": hop.certainty,
        "measured": hop.measured,
        "marks": list(marks),
        "limits": limits(facts, hop),
        "species": species_of(hop),
        "agents": agents_of(hop, facts),
        "claims": list(hop.claims),
        "explained_by": hop.cause,
        "after": feedback(facts, hop),
        "evidence": [line_record(line) for line in hop.lines],
        "against": [line_record(line) for line in hop.against],
    }


def line_record(line: Line) -> dict[str, Any]:
    """An evidence line as JSON-ready values.

    Args:
        line: The line.
    """
    return {
        "line": line.iri,
        "direction": line.direction,
        "layer": line.layer,
        "source": line.source,
        "hedge": line.hedge,
        "certainty": line.certainty,
        "species": line.species,
        "agent": line.agent,
        "disease": line.disease,
        "cites": list(line.cites),
        "places": [
            {"source": at.source, "span": [at.start, at.end], "place": at.place}
            for at in line.places
        ],
    }

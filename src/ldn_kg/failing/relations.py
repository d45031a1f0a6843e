"""Relations that sources state and that are no cause: where a chain would need one more study.

That two things go together, that the one foretells, measures or contains the other, or has a role,
says nothing of what a change of the one does to the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ldn_kg.failing.closing import effect_shown
from ldn_kg.failing.gates import Gate
from ldn_kg.trace.hops import Hop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.selection import Selection

#: Where in a chain a step may stand, if not anywhere.
Only = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation read in one direction.

    Args:
        verb: How it reads.
        closing: What evidence would make up for it, with ``{first}`` and ``{last}``; a study of
            the effect where it is None.
        only: Where in a chain it may stand, if not anywhere.
    """

    verb: str
    closing: str | None = None
    only: Only | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that is no cause.

    Args:
        lesson: Why it does not do.
        there: How it reads from the first thing to the second.
        back: How it reads from the second to the first; None where a chain cannot go that way.
    """

    lesson: str
    there: Reading
    back: Reading | None = None


# A chain may start at a kind and go on with what is said of its group, or end at a kind of what it
# has reached; likewise with measures. Within a chain they would join things that no source joins.
_KIND = Relation(
    "what is said of a group is not said of each of its kinds",
    Reading("is a kind of", "a source that says of {first} what is said of {last}", "first"),
    Reading("has the kind", "a source that says of {last} what is said of {first}", "last"),
)
_TOGETHER = Reading("is associated with")
_SHARED = Reading("overlaps with")
#: By property.
RELATIONS: Mapping[str, Relation] = {
    "ldn:predicts": Relation("a predictor is no cause", Reading("predicts")),
    "ldn:associatedWith": Relation(
        "no source says that the one brings about the other", _TOGETHER, _TOGETHER
    ),
    "ldn:overlapsWith": Relation("to share features is not to bring about", _SHARED, _SHARED),
    "ldn:foundIn": Relation("to be in a place is not to act on it", Reading("is found in")),
    "ldn:isKindOf": _KIND,
    "ldn:broader": _KIND,
    "ldn:partOfProcess": Relation("to take part is not to drive", Reading("takes part in")),
    "ldn:partOf": Relation("what changes a part need not change the whole", Reading("is part of")),
    "ldn:measures": Relation(
        "a measure is no cause",
        Reading("measures", "evidence on {last} itself in place of {first}", "first"),
        Reading("is measured by", "a study that measured it by {last}", "last"),
    ),
    "ldn:hasRole": Relation(
        "a role is a name for effects and brings none about",
        Reading("has", "a source that says by which effect {first} has {last}"),
    ),
}
#: What the graph itself arranges, beside what sources say.
_LINKS = ("ldn:broader", "ldn:partOf", "ldn:measures")


@dataclass(frozen=True, slots=True)
class Related:
    """A relation between two things, read in one direction.

    Args:
        hop: The relation as a hop, without a sign.
        verb: How it reads.
        gate: Why it stops a chain.
        only: Where in a chain it may stand, if not anywhere.
    """

    hop: Hop
    verb: str
    gate: Gate
    only: Only | None = None


def related(facts: Facts, hops: Iterable[Hop], selection: Selection) -> Iterator[Related]:
    """Every such relation: what sources state, and how the graph arranges its things.

    Args:
        facts: The graph.
        hops: What sources state.
        selection: Which evidence counts, for what a new study must be like.
    """
    # That an agent has a role is what its effects come to; its chains go through these.
    said = [
        hop
        for hop in hops
        if hop.predicate in RELATIONS
        and not (hop.predicate == "ldn:hasRole" and facts.is_a(hop.subject, "Agent"))
    ]
    pairs = {(hop.subject, hop.object) for hop in said if hop.predicate == "ldn:isKindOf"}
    for hop in (*said, *_arranged(facts, pairs)):
        relation = RELATIONS[hop.predicate]
        words = f"{facts.label(hop.subject)} {relation.there.verb} {facts.label(hop.object)}"
        why = f"{words}: {relation.lesson}"
        plain = replace(hop, sign="?")
        turned = replace(plain, subject=hop.object, object=hop.subject)
        for way, reading in ((plain, relation.there), (turned, relation.back)):
            if reading is not None:
                closing = _closing(facts, way, reading, selection)
                gate = Gate("no evidence for this hop", why, closing, hop.claims, hop.lines)
                yield Related(way, reading.verb, gate, reading.only)


def _closing(facts: Facts, hop: Hop, reading: Reading, selection: Selection) -> str:
    if reading.closing is None:
        return effect_shown(facts, hop.subject, hop.object, selection)
    first, last = facts.label(hop.subject), facts.label(hop.object)
    return reading.closing.format(first=first, last=last)


def _arranged(facts: Facts, said: set[tuple[str, str]]) -> Iterator[Hop]:
    for link in _LINKS:
        for first, others in sorted(facts.links.get(link, {}).items()):
            for last in others:
                if link != "ldn:broader" or (first, last) not in said:
                    yield Hop(first, link, last, "?", "stated", (), (), (), "stated")


def unstated(facts: Facts, first: str, last: str, selection: Selection) -> Related:
    """A hop of which nothing is stated.

    Args:
        facts: The graph.
        first: Where it would start.
        last: Where it would end.
        selection: Which evidence counts, for what a new study must be like.
    """
    hop = Hop(first, "ldn:affects", last, "?", "stated", (), (), (), "inferred")
    why = f"nothing is stated of what {facts.label(first)} does to {facts.label(last)}"
    closing = effect_shown(facts, first, last, selection)
    return Related(hop, "?", Gate("no evidence for this hop", why, closing))

"""Where a trace starts and ends: from a name to entities, each with the reason why it counts.

A name may mean an entity, everything of a class ("any pain outcome"), or a disease, which a
mechanism hardly ever reaches as such: then also what is reported in it, what overlaps with it, and
the roles for which an agent is used in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ldn_kg.errors import NotFoundError
from ldn_kg.search import fold, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Hop

Reason = Literal[
    "asked for", "kind of it", "of the class", "other dose", "other drug",
    "reported in it", "wider than what is reported in it", "overlaps with it", "role in its use",
]  # fmt: skip
_USES = ("ldn:usedFor", "ldn:proposedFor", "ldn:approvedFor")
_CLASSES = """
SELECT ?class ?label { ?class a owl:Class ; rdfs:label ?label ; rdfs:subClassOf* ldn:Entity }
ORDER BY ?class
"""
_ANY = re.compile(r"^(?:any|every|all)\s+", re.IGNORECASE)
#: What outcome evidence is about: an agent's effect on one of these is no mechanism.
END_POINTS = ("Symptom", "Disease", "OutcomeMeasure", "Quality")


@dataclass(frozen=True, slots=True)
class End:
    """An entity at which a path may start or end, and why.

    Args:
        entity: The entity.
        reason: Why it counts.
        claims: Claims that make it count, where it takes any.
    """

    entity: str
    reason: Reason
    claims: tuple[str, ...] = ()


def entities_named(facts: Facts, name: str) -> tuple[str, list[End]]:
    """What a name means: one entity with its kinds, or the members of a class.

    Args:
        facts: The graph.
        name: A key, CURIE, label or synonym; or a class, with or without "any" before it.

    Returns:
        The CURIE of the entity or class, and the entities.

    Raises:
        NotFoundError: With near names, when nothing or more than one thing goes by that name.
    """
    class_ = _class_named(facts, name)
    if class_ is not None:
        members = sorted(n for n, classes in facts.classes.items() if class_ in classes)
        return class_, [End(node, "of the class") for node in members]
    node = resolve(facts.store, _ANY.sub("", name), ["entity"])
    kinds = [End(kind, "kind of it") for kind in facts.kinds_of(node)]
    return node, [End(node, "asked for"), *kinds]


def _class_named(facts: Facts, name: str) -> str | None:
    """A class by CURIE or label; an entity of the same name goes first unless "any" is said."""
    plain = _ANY.sub("", name.strip())
    labels = {str(label): str(class_) for class_, label in _class_labels(facts)}
    if plain in labels.values():
        return plain
    by_fold = {fold(label): class_ for label, class_ in labels.items()}
    found = by_fold.get(fold(plain)) or by_fold.get(fold(plain).removesuffix("s"))
    if found is None or plain != name.strip():
        return found
    try:
        resolve(facts.store, name, ["entity"])
    except NotFoundError:
        return found
    return None


def _class_labels(facts: Facts) -> Iterator[tuple[str, str]]:
    from ldn_kg.store import python_value

    for class_, label in facts.store.query(_CLASSES).rows:
        yield str(python_value(class_)), str(python_value(label))


def starts(facts: Facts, name: str, hops: Iterable[Hop]) -> tuple[str, list[End]]:
    """Where paths from a name may start.

    From a drug or a regimen also the same drug at another dose, and other drugs that a source
    likens to it: evidence about them is indirect, and the reason says so.

    Args:
        facts: The graph.
        name: What a reader types.
        hops: The hops, for what resembles what.
    """
    node, found = entities_named(facts, name)
    if not facts.is_a(node, "Agent"):
        return node, found
    drug = facts.drug_of(node)
    doses = [n for n in sorted(facts.classes) if n != node and facts.drug_of(n) == drug]
    like = {
        hop.object
        for hop in hops
        if hop.subject in {drug, node}
        and hop.predicate in {"ldn:functionallyResembles", "ldn:structurallyResembles"}
    }
    found += [End(other, "other dose") for other in doses]
    found += [End(other, "other drug") for other in sorted(like - {node, *doses})]
    return node, found


def targets(
    facts: Facts, name: str, hops: Iterable[Hop], agents: Iterable[str]
) -> tuple[str, list[End]]:
    """Where paths to a name may end.

    Args:
        facts: The graph.
        name: What a reader types.
        hops: The hops.
        agents: Where the paths start, for the roles of agents.
    """
    node, found = entities_named(facts, name)
    if facts.is_a(node, "Disease"):
        diseases, hops = [end.entity for end in found], list(hops)
        found += _reported(facts, diseases)
        found += _overlapping(diseases, hops)
        found += _roles(facts, node, hops, set(agents))
    best: dict[str, End] = {}
    for end in found:
        best.setdefault(end.entity, end)
    return node, list(best.values())


def is_end_point(facts: Facts, node: str) -> bool:
    """Whether an entity is what outcome evidence is about."""
    return any(facts.is_a(node, class_) for class_ in END_POINTS)


def _reported(facts: Facts, diseases: list[str]) -> Iterator[End]:
    wider: list[End] = []
    for claim in facts.claims.values():
        if claim.disease not in diseases or not facts.is_a(claim.subject, "Agent"):
            continue
        if not is_end_point(facts, claim.object):
            continue
        yield End(claim.object, "reported in it", (claim.iri,))
        for measured in facts.links.get("ldn:measures", {}).get(claim.object, ()):
            if not facts.is_a(measured, "Disease"):
                yield End(measured, "reported in it", (claim.iri,))
        above = [n for n in facts.wider(claim.object) if is_end_point(facts, n)]
        wider += [End(n, "wider than what is reported in it", (claim.iri,)) for n in above]
    yield from wider


def _overlapping(diseases: list[str], hops: list[Hop]) -> Iterator[End]:
    for hop in hops:
        if hop.predicate == "ldn:overlapsWith":
            pair = {hop.subject, hop.object}
            for disease in pair & set(diseases):
                for other in sorted(pair - {disease}):
                    yield End(other, "overlaps with it", hop.claims)


def _roles(facts: Facts, disease: str, hops: list[Hop], agents: set[str]) -> Iterator[End]:
    """Roles of an agent that a source has used, or would use, in the disease or a wider one."""
    said = {h.object for h in hops if h.predicate == "ldn:isKindOf" and h.subject == disease}
    wider = {disease, *facts.wider(disease), *said}
    uses = [h for h in hops if h.predicate in _USES and h.subject in agents and h.object in wider]
    for use in uses:
        for hop in hops:
            if hop.predicate == "ldn:hasRole" and hop.subject == use.subject:
                yield End(hop.object, "role in its use", use.claims)

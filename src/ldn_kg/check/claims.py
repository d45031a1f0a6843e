"""Do claims hold together: one object, no twin, lines with their own names?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.model.claim import Claim
    from ldn_kg.model.corpus import Corpus, Origin


def check_claims(corpus: Corpus) -> Iterator[Problem]:
    """Every rule about claims and their lines."""
    twins: dict[tuple[object, ...], Origin] = {}
    for placed in corpus.claims.values():
        yield from _check_claim(placed.origin, placed.record)
        first = twins.setdefault(_identity(placed.record), placed.origin)
        if first is not placed.origin:
            message = f"says the same as the claim at {first.where()}"
            yield Problem(placed.origin.where("id"), "twin-claim", message, "merge their evidence")


def _identity(claim: Claim) -> tuple[object, ...]:
    """What makes a claim the claim it is; negation is no part of it, since lines dispute."""
    return (
        claim.subject, claim.predicate, claim.object, claim.value and claim.value.printed,
        claim.species, claim.agent, claim.disease, claim.cell, claim.anatomy, claim.condition,
    )  # fmt: skip


def _check_claim(origin: Origin, claim: Claim) -> Iterator[Problem]:
    if (claim.object is None) == (claim.value is None):
        message = "needs either an object or a value"
        yield Problem(origin.where("object"), "claim-object", message, "give exactly one")
    if claim.id in claim.through:
        yield Problem(origin.where("through"), "claim-cycle", "explains itself", "remove it")
    counts = Counter(line.id for line in claim.evidence)
    for index, line in enumerate(claim.evidence):
        if counts[line.id] > 1:
            place = origin.where("evidence", index, "id")
            message = f"line {line.id!r} is used {counts[line.id]} times"
            yield Problem(place, "duplicate-id", message, "give each its own")

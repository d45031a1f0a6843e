"""How high each conclusion stands above what is given: the test that no proof is circular."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ldn_kg.infer import Premise, Proof


def heights(
    proofs: Iterable[tuple[Premise, Iterable[Premise]]], given: Iterable[Premise]
) -> dict[Premise, int]:
    """The least number of steps from what is given to each conclusion.

    A conclusion whose every proof needs the conclusion itself has no height.

    Args:
        proofs: Conclusions, each with its premises.
        given: What needs no proof; its height is 0.
    """
    found: dict[Premise, int] = dict.fromkeys(given, 0)
    todo = [(conclusion, tuple(premises)) for conclusion, premises in proofs]
    level = 0
    while True:
        level += 1
        reached = {
            c for c, premises in todo if c not in found and all(p in found for p in premises)
        }
        if not reached:
            return found
        found.update(dict.fromkeys(reached, level))


def pairs(proofs: Iterable[Proof]) -> list[tuple[Premise, Iterable[Premise]]]:
    """Proofs as conclusions with premises."""
    return [(proof.conclusion, proof.premises) for proof in proofs]


def behind(
    proofs: Mapping[Premise, Iterable[Iterable[Premise]]], conclusion: Premise
) -> set[Premise]:
    """Everything that any proof of a conclusion rests on, over any number of steps.

    Args:
        proofs: The premises of each proof, by conclusion.
        conclusion: Where to start.
    """
    found: set[Premise] = set()
    todo: list[Premise] = [conclusion]
    while todo:
        for premises in proofs.get(todo.pop(), ()):
            fresh = set(premises) - found
            found |= fresh
            todo += fresh
    return found

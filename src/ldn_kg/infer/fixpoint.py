"""Rules and axioms, applied until nothing new follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg import iris
from ldn_kg.errors import DataError, Problem
from ldn_kg.infer.axioms import Axiom, close, read_axioms
from ldn_kg.infer.lines import read_lines
from ldn_kg.infer.rules import Rule, breaches
from ldn_kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ldn_kg.infer.proofs import Proof


@dataclass(frozen=True, slots=True)
class Inference:
    """What follows from a graph.

    Args:
        proofs: Every application of a rule or axiom, in canonical order.
        rules: The rules.
        axioms: The axioms on properties.
    """

    proofs: tuple[Proof, ...]
    rules: tuple[Rule, ...]
    axioms: tuple[Axiom, ...]

    @property
    def conclusions(self) -> list[ox.Triple]:
        """Every triple that follows, once, in canonical order."""
        return sorted({proof.conclusion for proof in self.proofs}, key=str)


def infer(quads: Iterable[ox.Quad], rules: Sequence[Rule]) -> Inference:
    """Applies the rules to a graph, and the ontology's axioms to what they conclude, to fixpoint.

    Each round every rule sees all that was concluded before, so the last round gives each proof of
    each conclusion, whichever came first.

    Args:
        quads: The graph, with its ontology.
        rules: The rules.

    Raises:
        DataError: When a rule does not run, takes back a conclusion, or concludes against its own
            condition.
    """
    store = Store(quads)
    axioms, lines, graph = read_axioms(store), read_lines(store), iris.graph("inferred")
    givers: dict[ox.Triple, Rule] = {}
    known: set[ox.Triple] = set()
    while True:
        given = {rule: rule.apply(store) for rule in rules}
        givers |= {proof.conclusion: rule for rule, found in given.items() for proof in found}
        proofs = {proof for found in given.values() for proof in found}
        proofs |= close({proof.conclusion for proof in proofs}, axioms)
        _raise(breaches(rules, proofs, lines))
        conclusions = {proof.conclusion for proof in proofs}
        fresh = conclusions - known
        if not fresh:
            _raise(_taken_back(givers, conclusions))
            ordered = sorted(proofs, key=lambda proof: (str(proof.conclusion), proof.iri.value))
            return Inference(tuple(ordered), tuple(rules), tuple(axioms))
        store.grow(ox.Quad(t.subject, t.predicate, t.object, graph) for t in fresh)
        known |= fresh


def _raise(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise DataError(found)


def _taken_back(givers: Mapping[ox.Triple, Rule], final: set[ox.Triple]) -> Iterator[Problem]:
    """What followed in an early round and, now that more is known, follows no more."""
    for triple, rule in givers.items():
        if triple not in final:
            yield Problem(rule.where, "rule", f"concludes {triple} only until more is known")

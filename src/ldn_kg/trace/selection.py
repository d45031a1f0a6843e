"""Which evidence counts: filters on lines, and what follows from the lines that are left.

A filter selects evidence, and the same rules run over what is left. So a claim that only rats
dispute is undisputed among people, and an edge that only rats support is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ldn_kg import iris
from ldn_kg.certainty import Certainty, rank
from ldn_kg.infer import infer, read_proofs
from ldn_kg.prefixes import contract
from ldn_kg.vocab import LDN, RDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from ldn_kg.infer import Proof, Rule
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts

Layer = Literal["review", "primary", "later"]
Regimen = Literal["low", "standard"]

_REGIMENS = {"low": "LowDoseRegimenKind", "standard": "StandardDoseRegimenKind"}
_STANCES = {LDN.SupportedClaim, LDN.ContestedClaim, LDN.DisputedClaim}


@dataclass(frozen=True, slots=True)
class Selection:
    """What evidence must be like to count; None asks nothing.

    Args:
        species: Organism that it must come from; what is not stated does not count.
        agent: What must have been given: a drug stands for its regimens too, a class for its
            drugs. Evidence with which nothing was given counts.
        regimen: Which regimen kind must have been given; likewise.
        layer: Who must speak.
        certainty: The least certainty that it must give.
    """

    species: str | None = None
    agent: str | None = None
    regimen: Regimen | None = None
    layer: Layer | None = None
    certainty: Certainty | None = None

    def gate(self, line: Line, facts: Facts) -> str | None:
        """What keeps a line from counting, in words; None if it counts.

        Args:
            line: An evidence line.
            facts: The graph.
        """
        given = given_in(line, facts)
        if self.layer is not None and line.layer != self.layer:
            return f"layer {line.layer}, not {self.layer}"
        if self.species is not None and line.species != self.species:
            seen = facts.label(line.species) if line.species else "not stated"
            return f"species {seen}, not {facts.label(self.species)}"
        if self.agent is not None and given and self.agent not in _meant(given, facts):
            return f"{facts.label(given)} was given, not {facts.label(self.agent)}"
        if self.regimen is not None and given and not facts.is_a(given, _REGIMENS[self.regimen]):
            return f"{facts.label(given)} was given, not a {self.regimen} dose"
        if self.certainty is not None and rank(line.certainty) < rank(self.certainty):
            return f"{line.certainty}, not {self.certainty}"
        return None


def _meant(given: str, facts: Facts) -> set[str]:
    """What somebody may ask for who means this: the agent, its drug, and classes of that."""
    drug = facts.drug_of(given)
    return {given, drug, *facts.wider(drug)}


def given_in(line: Line, facts: Facts) -> str | None:
    """What was given in a line of evidence: as it states, or as its claim is about.

    Args:
        line: An evidence line.
        facts: The graph.
    """
    claim = facts.claims.get(line.claim)
    if line.agent is None and claim is not None and facts.is_a(claim.subject, "Agent"):
        return claim.subject
    return line.agent


def proofs_of(facts: Facts, selection: Selection, rules: Sequence[Rule]) -> list[Proof]:
    """What follows from the evidence that counts.

    Args:
        facts: The graph.
        selection: What counts.
        rules: The rules, for when they have to run again.
    """
    refused = {line.iri for line in facts.lines.values() if selection.gate(line, facts) is not None}
    if not refused:
        return read_proofs(facts.store)
    return list(infer((q for q in facts.store.quads() if _stays(q, refused)), rules).proofs)


def _stays(quad: ox.Quad, refused: set[str]) -> bool:
    if quad.graph_name == iris.graph("proofs"):
        return False
    if quad.graph_name == iris.graph("inferred"):
        # Types that the reasoner found do not depend on evidence; all else is inferred anew.
        return quad.predicate == RDF.type and quad.object not in _STANCES
    if quad.predicate == LDN.evidenceFor:
        return contract(str(getattr(quad.subject, "value", ""))) not in refused
    return True

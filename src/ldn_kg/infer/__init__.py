"""What follows from the claims and why: rules and axioms to fixpoint, with proofs of each edge."""

from ldn_kg.infer.axioms import Axiom, read_axioms
from ldn_kg.infer.fixpoint import Inference, infer
from ldn_kg.infer.proofs import Premise, Proof, edge_iri
from ldn_kg.infer.quads import inferred_quads
from ldn_kg.infer.reading import read_proofs
from ldn_kg.infer.rules import Rule, read_rules

__all__ = [
    "Axiom",
    "Inference",
    "Premise",
    "Proof",
    "Rule",
    "edge_iri",
    "infer",
    "inferred_quads",
    "read_axioms",
    "read_proofs",
    "read_rules",
]

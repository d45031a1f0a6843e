"""Proofs tried again: is each premise there, and does the conclusion come out of them alone?

A rule runs over a store that holds nothing but the premises of one proof and the ontology: edges as
triples; a claim with all its lines, since that there is none against it is part of a rule's
condition; a line with what it says. Then it is looked up whether the rule still gives the proof in
the whole graph, where something may speak against it. Where to go instead:
`ldn_kg.infer.fixpoint` finds proofs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg import iris
from ldn_kg.errors import Problem, Where
from ldn_kg.infer.axioms import close, read_axioms
from ldn_kg.infer.lines import read_lines
from ldn_kg.infer.proofs import edge_iri
from ldn_kg.infer.reading import read_proofs
from ldn_kg.infer.rules import breaches
from ldn_kg.prefixes import contract
from ldn_kg.store import Store
from ldn_kg.vocab import LDN, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ldn_kg.infer.axioms import Axiom
    from ldn_kg.infer.proofs import Premise, Proof
    from ldn_kg.infer.rules import Rule

_ONTOLOGY, _INFERRED, _PROOFS = (iris.graph(name) for name in ("ontology", "inferred", "proofs"))
_SPOT = (LDN.source, LDN.start, LDN.end, LDN.sha256)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of trying some proofs again.

    Args:
        proofs: How many were replayed.
        lines: How many lines of evidence they rest on.
        places: At how many places these stand.
        problems: What is wrong, and with which proof.
    """

    proofs: int
    lines: int
    places: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        parts = [
            _count(self.proofs, "proof", "replayed"),
            _count(self.lines, "evidence line"),
            _count(self.places, "place"),
        ]
        state = f"{len(self.problems)} wrong" if self.problems else "verified"
        return f"{state}: {', '.join(parts)}"


def _count(number: int, noun: str, *rest: str) -> str:
    return " ".join([str(number), noun if number == 1 else f"{noun}s", *rest])


class Replay:
    """Tries proofs again on one graph.

    Args:
        store: The graph.
        rules: The rules.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.infer import read_proofs, read_rules
        >>> from ldn_kg.resources import home
        >>> store = ldn_kg.open().store
        >>> replay = Replay(store, read_rules(home().queries / "rules"))
        >>> replay.problems(read_proofs(store)[0])
        []
    """

    def __init__(self, store: Store, rules: Iterable[Rule]) -> None:
        self._store = store
        self._rules = {rule.iri: rule for rule in rules}
        self._given: dict[ox.NamedNode, set[Proof]] = {}

    def verify(self, proofs: Sequence[Proof]) -> Verdict:
        """Replays proofs, and compares their evidence with what the headers of the rules ask.

        Args:
            proofs: The proofs, with those of their premises for the headers to be compared in full.
        """
        problems = [problem for proof in proofs for problem in self.problems(proof)]
        problems += breaches(self._rules.values(), proofs, read_lines(self._store))
        lines = {p for proof in proofs for p in proof.premises if _kind(p) == "line"}
        places = {spot for line in lines for spot in self._spots(line)}  # type: ignore[arg-type]
        unique = tuple(dict.fromkeys(problems))
        return Verdict(len(proofs), len(lines), len(places), unique)

    def problems(self, proof: Proof) -> list[Problem]:
        """What is wrong with a proof; nothing where it holds.

        Args:
            proof: One application of a rule or an axiom.
        """
        where = Where(contract(proof.iri.value))
        faults = [*self._applied(proof), *self._grounded(proof)]
        return [Problem(where, "proof", message) for message in faults]

    def _applied(self, proof: Proof) -> Iterator[str]:
        """Whether the rule or axiom gives the conclusion from the premises."""
        by, rule = contract(proof.by.value), self._rules.get(proof.by)
        axiom = self._axioms.get(proof.by)
        if rule is not None:
            alone = self._bench.apply(rule, self._alone(proof))
        elif axiom is not None:
            edges = [premise for premise in proof.premises if isinstance(premise, ox.Triple)]
            alone = close(edges, [axiom])
        else:
            yield f"there is no {by}"
            return
        if proof not in alone:
            came = sorted({_words(found.conclusion) for found in alone})
            conclusion = _words(proof.conclusion)
            if conclusion in came:
                yield f"{conclusion} follows by {by} from other premises than are named"
            else:
                instead = f"these give {', '.join(came)}" if came else "these give nothing"
                yield f"{conclusion} does not follow by {by} from its premises: {instead}"
        elif rule is not None and proof not in self._of_rule(rule):
            yield f"{by} does not give it in the whole graph, where something speaks against it"

    def _grounded(self, proof: Proof) -> Iterator[str]:
        """Whether conclusion and premises stand in the graph, down to the places of lines."""
        if not self._stands(proof.conclusion, _INFERRED):
            yield f"{_words(proof.conclusion)} does not stand in graph:inferred"
        for premise in proof.premises:
            kind, name = _kind(premise), _words(premise)
            if isinstance(premise, ox.Triple):
                if premise not in self._proved and not self._is_asserted(premise):
                    yield f"{name} is neither asserted nor proved from what is asserted"
            elif kind == "axiom":
                if premise not in self._axioms:
                    yield f"the ontology has no {name}"
            elif not any(self._quads_of(premise)):
                yield f"there is no {name}"
            elif kind == "line" and not self._spots(premise):
                yield f"{name} leads to no place: no locator with source, span and digest"

    def _alone(self, proof: Proof) -> Iterator[ox.Quad]:
        """The premises of a proof as quads."""
        for premise in proof.premises:
            if isinstance(premise, ox.Triple):
                parts = (premise.subject, premise.predicate, premise.object)
                yield ox.Quad(*parts, _INFERRED)
                continue
            yield from self._quads_of(premise)
            for quad in self._matching(None, LDN.evidenceFor, premise):
                yield from self._quads_of(quad.subject)

    def _quads_of(self, node: object) -> Iterator[ox.Quad]:
        """What is said of a thing, without what was inferred of it."""
        return self._matching(node, None, None)

    def _matching(self, *parts: object) -> Iterator[ox.Quad]:
        subject, predicate, value = parts
        found = self._store.backend.quads_for_pattern(subject, predicate, value, None)  # type: ignore[arg-type]
        for quad in found:
            if quad.graph_name not in {_INFERRED, _PROOFS, ox.DefaultGraph()}:
                yield quad

    def _spots(self, line: ox.NamedNode) -> set[object]:
        """The locators of a line that lead to a place."""
        locators = {quad.object for quad in self._matching(line, LDN.locator, None)}
        return {at for at in locators if all(any(self._matching(at, p, None)) for p in _SPOT)}

    def _stands(self, triple: ox.Triple, graph: ox.NamedNode) -> bool:
        parts = (triple.subject, triple.predicate, triple.object)
        return any(True for _ in self._store.backend.quads_for_pattern(*parts, graph))

    def _is_asserted(self, triple: ox.Triple) -> bool:
        """Whether curators wrote it down, or the reasoner found it as a type of an entity."""
        if any(self._matching(triple.subject, triple.predicate, triple.object)):
            return True
        reasoned = triple.predicate == RDF.type and _kind(triple.subject) == "entity"
        return reasoned and self._stands(triple, _INFERRED)

    def _of_rule(self, rule: Rule) -> set[Proof]:
        if rule.iri not in self._given:
            self._given[rule.iri] = rule.apply(self._store)
        return self._given[rule.iri]

    @cached_property
    def _axioms(self) -> Mapping[object, Axiom]:
        return {axiom.iri: axiom for axiom in read_axioms(self._store)}

    @cached_property
    def _bench(self) -> _Bench:
        return _Bench(self._store.quads(_ONTOLOGY))

    @cached_property
    def _proved(self) -> set[ox.Triple]:
        """Every edge that has a proof which does not need the edge itself."""
        waiting, proved = read_proofs(self._store), set[ox.Triple]()
        while True:
            fresh = {
                p.conclusion
                for p in waiting
                if all(self._is_reached(q, proved) for q in p.premises)
            }
            if not fresh:
                return proved
            proved |= fresh
            waiting = [p for p in waiting if p.conclusion not in proved]

    def _is_reached(self, premise: Premise, proved: set[ox.Triple]) -> bool:
        if not isinstance(premise, ox.Triple):
            return True
        return premise in proved or self._is_asserted(premise)


class _Bench:
    """A store with the ontology, and for a moment the premises of one proof.

    One store for all, because the ontology takes a hundred times as long to load as the premises.
    """

    def __init__(self, ontology: Iterable[ox.Quad]) -> None:
        self._ontology = {quad.triple for quad in ontology}
        self._store = Store(
            ox.Quad(t.subject, t.predicate, t.object, _ONTOLOGY) for t in self._ontology
        )

    def apply(self, rule: Rule, premises: Iterable[ox.Quad]) -> set[Proof]:
        """What a rule gives on the ontology and some premises."""
        quads = [quad for quad in set(premises) if quad.triple not in self._ontology]
        self._store.grow(quads)
        try:
            return rule.apply(self._store)
        finally:
            for quad in quads:
                self._store.backend.remove(quad)
                self._store.backend.remove(ox.Quad(quad.subject, quad.predicate, quad.object))


def _kind(premise: object) -> str:
    """The prefix of a thing: claim, line, axiom, entity."""
    return _words(premise).partition(":")[0]


def _words(premise: object) -> str:
    """A premise by its CURIE."""
    node = edge_iri(premise) if isinstance(premise, ox.Triple) else premise
    return contract(str(getattr(node, "value", node)))

"""Which facts are at fault when the data contradict the ontology, and where they were written.

A reasoner only says that something is wrong. `clashes` finds at once the usual case, a thing of two
disjoint classes; `minimal_conflict` finds any other by taking facts away until none can go.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import Problem, Where
from ldn_kg.store import short
from ldn_kg.verify.reasoner import classify
from ldn_kg.vocab import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ldn_kg.verify.reasoner import Classification

Triples = tuple[ox.Triple, ...]


def problems(
    axioms: Sequence[ox.Triple],
    facts: Sequence[ox.Triple],
    found: Classification,
    origin: Callable[[str], Where | None],
    progress: Callable[[str], None],
) -> list[Problem]:
    """What the reasoner's answer means for the people who wrote the files.

    Args:
        axioms: The ontology.
        facts: The data.
        found: The answer.
        origin: Where a node was written.
        progress: Told what is going on, since finding a culprit can take many runs.
    """
    if found.consistent:
        return [
            Problem(
                Where("ontology/ldn.ttl"),
                "unsatisfiable-class",
                f"{short(iri)} can have no member",
                "its superclasses are disjoint, or ask for the impossible",
            )
            for iri in found.unsatisfiable
        ]
    conflicts = list(clashes(axioms, facts))
    if not conflicts:
        progress("the data contradict the ontology; looking for the facts at fault")
        conflicts = [minimal_conflict(axioms, facts)]
    if conflicts == [()]:
        message = "the ontology contradicts itself, without any data"
        return [Problem(Where("ontology/ldn.ttl"), "inconsistent", message, "undo the last axiom")]
    return [problem for facts_ in conflicts for problem in _described(facts_, origin)]


def _described(facts: Triples, origin: Callable[[str], Where | None]) -> Iterator[Problem]:
    shown = "; ".join(
        " ".join(short(term.value) for term in (t.subject, t.predicate, t.object))  # type: ignore[union-attr]
        for t in facts
    )
    places = {place for fact in facts if (place := _place(fact, origin)) is not None}
    message = f"under the ontology these cannot all be true: {shown}"
    for place in sorted(places) or [Where("the graph")]:
        yield Problem(place, "inconsistent", message, "correct the class or value that is wrong")


def _place(fact: ox.Triple, origin: Callable[[str], Where | None]) -> Where | None:
    for term in (fact.subject, fact.object):
        where = origin(term.value) if isinstance(term, ox.NamedNode) else None
        if where is not None:
            return where
    return None


def clashes(axioms: Iterable[ox.Triple], facts: Iterable[ox.Triple]) -> Iterator[Triples]:
    """Facts that make one thing a member of two disjoint classes.

    Looks at stated types and at domains and ranges that are named classes; that is sound but not
    complete, so no clash here does not mean that there is none.

    Args:
        axioms: The ontology.
        facts: The data.
    """
    ontology = _Ontology(axioms)
    reasons: dict[ox.NamedNode, dict[str, ox.Triple]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda fact: (fact.predicate != RDF.type, str(fact))):
        for node, class_ in ontology.implied(fact):
            for name in ontology.above(class_):
                reasons[node].setdefault(name, fact)
    for node in sorted(reasons, key=str):
        classes = reasons[node]
        for name in sorted(classes):
            for other in sorted(ontology.disjoint.get(name, ())):
                if name < other and other in classes:
                    yield tuple(dict.fromkeys((classes[name], classes[other])))
                    break
            else:
                continue
            break  # one clash a thing says enough


class _Ontology:
    """Named superclasses, disjointness, domains and ranges."""

    def __init__(self, axioms: Iterable[ox.Triple]) -> None:
        triples = list(axioms)
        values: dict[tuple[str, str], list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            values[str(triple.subject), triple.predicate.value].append(triple)
        self.parents: dict[str, set[str]] = defaultdict(set)
        self.disjoint: dict[str, set[str]] = defaultdict(set)
        self.typed: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for triple in triples:
            self._read(triple, values)

    def _read(self, triple: ox.Triple, values: Mapping[tuple[str, str], list[ox.Triple]]) -> None:
        subject, value = str(triple.subject), triple.object
        if triple.predicate == RDFS.subClassOf and isinstance(value, ox.NamedNode):
            self.parents[subject].add(str(value))
        elif triple.predicate in {RDFS.domain, RDFS.range} and isinstance(value, ox.NamedNode):
            self.typed[subject, triple.predicate == RDFS.range].add(str(value))
        elif triple.predicate == OWL.disjointWith:
            self._part([subject, str(value)])
        elif triple.predicate in {OWL.members, OWL.disjointUnionOf}:
            self._part(list(_items(value, values)))

    def _part(self, classes: list[str]) -> None:
        for name in classes:
            self.disjoint[name].update(set(classes) - {name})

    def implied(self, fact: ox.Triple) -> Iterator[tuple[ox.NamedNode, str]]:
        """The class memberships that a fact states or implies."""
        subject, value = fact.subject, fact.object
        if fact.predicate == RDF.type:
            yield subject, str(value)  # type: ignore[misc]
            return
        for class_ in self.typed.get((str(fact.predicate), False), ()):
            yield subject, class_  # type: ignore[misc]
        if isinstance(value, ox.NamedNode):
            for class_ in self.typed.get((str(fact.predicate), True), ()):
                yield value, class_

    def above(self, class_: str) -> Iterator[str]:
        """A class and every named class above it."""
        seen, todo = set(), [class_]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                yield name
                todo += self.parents.get(name, ())


def _items(node: object, values: Mapping[tuple[str, str], list[ox.Triple]]) -> Iterator[str]:
    """The items of an RDF list."""
    while node != RDF.nil and (firsts := values.get((str(node), RDF.first.value))):
        yield str(firsts[0].object)
        node = values[str(node), RDF.rest.value][0].object


def minimal_conflict(axioms: Sequence[ox.Triple], facts: Sequence[ox.Triple]) -> Triples:
    """A smallest set of facts that contradict the axioms: none can be left out.

    Facts are taken away by halves, so that a few dozen runs of the reasoner suffice for thousands.

    Args:
        axioms: The ontology.
        facts: Data that contradict it.

    Returns:
        The facts; none when the axioms contradict themselves.

    Reference: Junker, QuickXplain: preferred explanations and relaxations for over-constrained
    problems, AAAI 2004, 167-172.
    """

    def conflicting(chosen: Sequence[ox.Triple]) -> bool:
        return not classify(axioms, chosen, types=False).consistent

    def shrink(
        base: list[ox.Triple], added: list[ox.Triple], rest: list[ox.Triple]
    ) -> list[ox.Triple]:
        if added and conflicting(base):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        late = shrink([*base, *first], first, second)
        return [*shrink([*base, *late], late, first), *late]

    if not facts or conflicting([]):
        return ()
    return tuple(sorted(shrink([], [], list(facts)), key=str))

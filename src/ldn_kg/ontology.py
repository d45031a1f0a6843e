"""Reads the ontology files: as quads for the graph, and as the terms that the rules need."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.check.terms import Terms
from ldn_kg.errors import DataError, Problem, Where
from ldn_kg.prefixes import VOCAB
from ldn_kg.vocab import OWL, RDF, RDFS

if TYPE_CHECKING:
    from pathlib import Path

#: Every relation that a claim may state is below this property.
_CLAIM_PREDICATE = "claimPredicate"


def read_ontology(folder: Path, graph: ox.NamedNode) -> list[ox.Quad]:
    """The ontology and its alignment as quads of one graph, with canonical blank nodes.

    Blank nodes get the labels of RDF Dataset Canonicalization (RDFC-1.0), so that the same files
    give the same bytes.

    Args:
        folder: Folder with ``ldn.ttl`` and ``alignment.ttl``.
        graph: The named graph to put them in.

    Raises:
        DataError: When a file does not parse.
    """
    dataset, problems = ox.Dataset(), []
    for name in ("ldn.ttl", "alignment.ttl"):
        path = folder / name
        where = f"{folder.name}/{name}"
        try:
            for quad in ox.parse(
                path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True
            ):
                dataset.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
        except SyntaxError as error:
            line = error.lineno or 0
            problems.append(Problem(Where(where, line), "syntax", f"not Turtle: {error.msg}"))
        except OSError as error:
            problems.append(Problem(Where(where), "unreadable", error.strerror or str(error)))
    if problems:
        raise DataError(problems)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)


def read_terms(quads: list[ox.Quad]) -> Terms:
    """Classes with their ancestors, and the predicates that a claim may use.

    Args:
        quads: What `read_ontology` returned.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    wider: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        subject = getattr(quad.subject, "value", "")
        if not subject.startswith(VOCAB):
            continue
        name = subject.removeprefix(VOCAB)
        if quad.predicate == RDF.type and quad.object == OWL.Class:
            parents.setdefault(name, set())
        above = getattr(quad.object, "value", "")
        if above.startswith(VOCAB) and quad.predicate == RDFS.subClassOf:
            parents[name].add(above.removeprefix(VOCAB))
        if above.startswith(VOCAB) and quad.predicate == RDFS.subPropertyOf:
            wider[name].add(above.removeprefix(VOCAB))
    ancestors = {name: frozenset(_above(name, parents)) for name in list(parents)}
    predicates = {name for name in list(wider) if _CLAIM_PREDICATE in _above(name, wider)}
    return Terms(ancestors, frozenset(predicates))


def _above(name: str, parents: dict[str, set[str]]) -> set[str]:
    found, todo = set(), [name]
    while todo:
        current = todo.pop()
        if current not in found:
            found.add(current)
            todo += parents.get(current, ())
    return found

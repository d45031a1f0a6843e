"""What is doubtful in records that can be read: identifiers first of all.

Rules over one record are here. Where to go instead: `ldn_kg.drugmechdb.across` compares records
with each other and with our own table; `ldn_kg.drugmechdb.identifiers` has the patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.across import opposed_records, shared_identifiers, wrong_things
from ldn_kg.drugmechdb.findings import Finding
from ldn_kg.drugmechdb.identifiers import fault
from ldn_kg.drugmechdb.identity import DRUG, OurThings, folded
from ldn_kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.drugmechdb.predicates import Relations
    from ldn_kg.drugmechdb.reading import ReadPath
    from ldn_kg.mappings import MappingSet

#: Kinds of things in DrugMechDB (its schema, BiolinkNodeType).
KINDS = {
    "BiologicalProcess", "Cell", "CellularComponent", "ChemicalSubstance", "Disease", "Drug",
    "GeneFamily", "GrossAnatomicalStructure", "MacromolecularComplex", "MolecularActivity",
    "OrganismTaxon", "Pathway", "PhenotypicFeature", "Protein",
}  # fmt: skip
#: Kinds that the end of a path may be of.
_CONDITIONS = {"Disease", "PhenotypicFeature"}
_DRUG_PAGE = re.compile(r"go\.drugbank\.com/drugs/(DB\w+)")


def check_records(
    records: Iterable[ReadPath], relations: Relations, mappings: MappingSet
) -> tuple[Finding, ...]:
    """Everything that is doubtful in the records.

    Args:
        records: The records, each with its place.
        relations: What each relation means.
        mappings: What our entities are called elsewhere.

    Returns:
        The findings in the order of their places.

    Example:
        >>> from ldn_kg.mappings import MappingSet
        >>> check_records([], {}, MappingSet({}, {}, ()))
        ()
    """
    read, ours = list(records), OurThings(mappings)
    found: list[Finding] = []
    for placed in read:
        found += _identifiers(placed)
        found += _names(placed)
        found += _references(placed)
        found += _kinds(placed)
        found += _shape(placed)
        found += _relations(placed, relations)
        found += wrong_things(placed, ours)
    found += shared_identifiers(read, ours)
    found += opposed_records(read, relations)
    return tuple(sorted(found))


def _finding(
    placed: ReadPath, steps: tuple[str | int, ...], rule: str, message: str, hint: str = ""
) -> Finding:
    """A finding in one record that puts no identifier in doubt."""
    return Finding(Problem(placed.origin.where(*steps), rule, message, hint), (placed.record.id,))


def _identifiers(placed: ReadPath) -> Iterator[Finding]:
    """Can each identifier be one?"""
    record = placed.record
    drug = record.drug_index()
    written: list[tuple[tuple[str | int, ...], str, int | None]] = [
        (("graph", "drug_mesh"), curie, drug) for curie in record.graph.drug_meshes
    ]
    if record.graph.drugbank is not None:
        written.append((("graph", "drugbank"), record.graph.drugbank, drug))
    written.append((("graph", "disease_mesh"), record.graph.disease_mesh, None))
    for index, node in enumerate(record.nodes):
        written.append((("nodes", index, "id"), node.id, index))
        written += [(("nodes", index, "alt_ids"), curie, None) for curie in node.alt_ids]
    for steps, curie, node_index in written:
        wrong = fault(curie)
        if wrong is not None:
            problem = Problem(placed.origin.where(*steps), wrong.rule, wrong.message, wrong.hint)
            doubted = () if node_index is None else ((record.id, node_index),)
            yield Finding(problem, (record.id,), doubted)
    if len(record.graph.drug_meshes) > 1:
        message = f"{record.graph.drug!r} has {len(record.graph.drug_meshes)} MeSH identifiers"
        hint = "keep the one of the drug itself"
        yield _finding(placed, ("graph", "drug_mesh"), "several-identifiers", message, hint)


def _names(placed: ReadPath) -> Iterator[Finding]:
    """Do the name of the record, its file, and what it names agree?"""
    graph, file = placed.record.graph, placed.origin.file
    parts = [graph.drugbank or graph.drug_mesh or "", graph.disease_mesh]
    start = "_".join(part.removeprefix("DB:").replace(":", "_") for part in parts)
    if not re.fullmatch(rf"{re.escape(start)}_\d+", graph.id):
        message, hint = f"{graph.id!r} names other identifiers", f"expected {start}_ and a number"
        yield _finding(placed, ("graph", "_id"), "record-name", message, hint)
    stem = file.rpartition(".")[0]
    if not placed.origin.path and stem != graph.id:
        message = f"the file of {graph.id!r} is called {file}"
        yield _finding(placed, (), "file-name", message, f"call it {graph.id}.yaml")
    for end, index in (
        ("drug", placed.record.drug_index()),
        ("disease", placed.record.disease_index()),
    ):
        head, node = getattr(graph, end), placed.record.nodes[index or 0].name
        if index is not None and folded(head) != folded(node):
            message = f"the {end} is called {head!r} in the head and {node!r} at its node"
            yield _finding(placed, ("graph", end), "name-disagrees", message, "use one name")


def _references(placed: ReadPath) -> Iterator[Finding]:
    """Is the page of the drug that was read the page of this drug?"""
    record = placed.record
    own = (record.graph.drugbank or "").removeprefix("DB:")
    pages = {found for text in record.references for found in _DRUG_PAGE.findall(text)}
    drug = record.drug_index()
    if own and pages and own not in pages:
        others = " and ".join(sorted(pages))
        message = f"the record carries {own}, its references speak of {others}"
        where = placed.origin.where("graph", "drugbank")
        problem = Problem(where, "reference-of-another-drug", message, "one of them is wrong")
        yield Finding(problem, (record.id,), () if drug is None else ((record.id, drug),))
    if not record.references:
        yield _finding(placed, (), "no-reference", "the record says nowhere where it was read")


def _kinds(placed: ReadPath) -> Iterator[Finding]:
    """Is each node of a kind that exists, and are drug and disease of theirs?"""
    record = placed.record
    drug, disease = record.drug_index(), record.disease_index()
    for index, node in enumerate(record.nodes):
        steps = ("nodes", index, "label")
        if node.label not in KINDS:
            hint = f"one of {', '.join(sorted(KINDS))}"
            yield _finding(placed, steps, "unknown-kind", f"{node.label!r} is no kind", hint)
        elif index == drug and node.label != DRUG:
            message = f"the drug {node.name!r} is called a {node.label}"
            yield _finding(placed, steps, "wrong-kind", message, f"call it a {DRUG}")
        elif index == disease and node.label not in _CONDITIONS:
            message = f"the disease {node.name!r} is called a {node.label}"
            yield _finding(placed, steps, "wrong-kind", message, "call it a Disease")
        if node.name in KINDS:
            message = f"{node.id} is named {node.name!r}, which is a kind"
            yield _finding(placed, ("nodes", index, "name"), "name-is-kind", message, "name it")


def _shape(placed: ReadPath) -> Iterator[Finding]:
    """Does anything stand twice, or lead back to where it began?"""
    record = placed.record
    links = Counter((link.source, link.key, link.target) for link in record.links)
    for (source, key, target), count in links.items():
        if count > 1:
            message = f"{source} {key} {target} stands {count} times"
            yield _finding(placed, ("links",), "repeated-link", message, "keep one")
    for identifier, count in Counter(node.id for node in record.nodes).items():
        if count > 1:
            message = f"node {identifier} stands {count} times"
            yield _finding(placed, ("nodes",), "repeated-node", message, "keep one")
    circle = _circle({(link.source, link.target) for link in record.links})
    if circle:
        message = f"the links run in a circle through {' and '.join(sorted(circle))}"
        yield _finding(placed, ("links",), "circle", message)


def _circle(links: set[tuple[str, str]]) -> set[str]:
    """What is left when everything that leads nowhere, or comes from nowhere, is taken away."""
    while True:
        sources, targets = {a for a, _ in links}, {b for _, b in links}
        kept = {(a, b) for a, b in links if b in sources and a in targets}
        if kept == links:
            return sources
        links = kept


def _relations(placed: ReadPath, relations: Relations) -> Iterator[Finding]:
    """Is the meaning of each relation known?"""
    for index, link in enumerate(placed.record.links):
        if link.key not in relations:
            message = f"nobody has mapped the relation {link.key!r}"
            hint = "add it to drugmechdb_predicates.tsv; until then the step has no sign"
            steps = ("links", index, "key")
            yield _finding(placed, steps, "unmapped-predicate", message, hint)

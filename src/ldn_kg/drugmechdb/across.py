"""Identifiers against our own table, and the records against each other.

An identifier that stands on two drugs is wrong on one of them. Our table settles on which, where it
knows the identifier; where it does not, neither is relied on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.findings import Finding
from ldn_kg.drugmechdb.identity import drug_names, folded, names_drug
from ldn_kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ldn_kg.drugmechdb.identity import OurThings
    from ldn_kg.drugmechdb.predicates import Relations
    from ldn_kg.drugmechdb.reading import ReadPath
    from ldn_kg.drugmechdb.records import DrugPath


def wrong_things(placed: ReadPath, ours: OurThings) -> Iterator[Finding]:
    """Whether a node carries an identifier that our table gives to another thing.

    Args:
        placed: The record.
        ours: Our table.
    """
    record = placed.record
    for index, node in enumerate(record.nodes):
        is_drug = index == record.drug_index()
        names = drug_names(record) if is_drug else (node.name,)
        for identifier in sorted({node.id, *(record.drug_ids if is_drug else ())}):
            clash = ours.clash(identifier, names, drug=names_drug(record, index))
            if clash is not None:
                said = _said(record, ours, names) if is_drug else f"the name says {names[0]}"
                message = f"carries the identifier of {clash.owner} ({identifier}); {said}"
                where = placed.origin.where("nodes", index, "id")
                problem = Problem(where, "identifier-of-another", message, "give it its own")
                yield Finding(problem, (record.id,), ((record.id, index),))


def _said(record: DrugPath, ours: OurThings, names: Sequence[str]) -> str:
    """What the name says, and whether the DrugBank identifier stands by it."""
    drugbank = record.graph.drugbank or ""
    owners = [ours.labels[match.entity] for match in ours.matches(drugbank)]
    if not owners or ours.clash(drugbank, names, drug=True):
        return f"the name says {names[0]}"
    if folded(owners[0]) == folded(names[0]):
        return f"the name and the DrugBank identifier say {names[0]}"
    return f"the name says {names[0]}, the DrugBank identifier {owners[0]}"


def shared_identifiers(read: Sequence[ReadPath], ours: OurThings) -> Iterator[Finding]:
    """One identifier on two drugs, one drug under two identifiers, one identifier with two names.

    Args:
        read: The records.
        ours: Our table.
    """
    yield from _one_on_two(read, ours)
    yield from _spread(
        read,
        "one-drug-two-identifiers",
        lambda record: [record.graph.drugbank] if record.graph.drugbank else [],
        lambda record: record.graph.drug_mesh or "no MeSH identifier",
    )
    yield from _spread(
        read,
        "one-name-two-identifiers",
        lambda record: [record.graph.drug.casefold()],
        lambda record: record.graph.drugbank or "no DrugBank identifier",
    )
    yield from _spread(
        read,
        "one-identifier-two-names",
        lambda record: [record.graph.drugbank] if record.graph.drugbank else [],
        lambda record: record.graph.drug,
        key=folded,
    )


def _one_on_two(read: Sequence[ReadPath], ours: OurThings) -> Iterator[Finding]:
    holders: dict[str, dict[str, list[ReadPath]]] = defaultdict(lambda: defaultdict(list))
    for placed in read:
        graph = placed.record.graph
        for mesh in graph.drug_meshes:
            holders[mesh][graph.drugbank or graph.drug].append(placed)
    for mesh, drugs in sorted(holders.items()):
        if len(drugs) < 2:  # noqa: PLR2004 - two drugs are the rule's subject
            continue
        involved = [placed for group in drugs.values() for placed in group]
        # Whoever clashes with our table is in doubt already; whoever agrees with it is in none.
        doubted = [placed.record for placed in involved if not _settled(placed.record, mesh, ours)]
        texts = [
            f"{group[0].record.graph.drug} ({drug}; {len(group)})"
            for drug, group in sorted(drugs.items())
        ]
        message = f"{mesh} is put on {len(drugs)} drugs: {', '.join(texts)}"
        where = involved[0].origin.where("graph", "drug_mesh")
        yield Finding(
            Problem(where, "one-identifier-two-drugs", message, "it can be of one only"),
            tuple(placed.record.id for placed in involved),
            tuple(
                (record.id, index)
                for record in doubted
                if (index := record.drug_index()) is not None
            ),
        )


def _settled(record: DrugPath, mesh: str, ours: OurThings) -> bool:
    """Whether our table says that the identifier is, or is not, that of what the record names."""
    clash = ours.clash(mesh, drug_names(record), drug=True)
    return bool(ours.matches(mesh)) or clash is not None


def opposed_records(read: Sequence[ReadPath], relations: Relations) -> Iterator[Finding]:
    """Where one record says that a thing raises another, and one that it lowers it.

    Args:
        read: The records.
        relations: What each relation means.
    """
    said: dict[tuple[str, str], dict[str, list[ReadPath]]] = defaultdict(lambda: defaultdict(list))
    for placed in read:
        for link in placed.record.links:
            relation = relations.get(link.key)
            ends = (link.source, link.target)
            # What is said of a drug is left out: one identifier may stand on two drugs.
            if (
                relation is not None
                and relation.causal
                and relation.sign
                and placed.record.drug_ids.isdisjoint(ends)
            ):
                ends = (link.target, link.source) if relation.reversed else ends
                said[ends][relation.sign].append(placed)
    for (source, target), signs in sorted(said.items()):
        if len(signs) > 1:
            involved = [placed for group in signs.values() for placed in group]
            text = ", ".join(f"{sign} in {len(group)}" for sign, group in sorted(signs.items()))
            record = involved[0].record
            names = {node.id: f"{node.name} ({node.id})" for node in record.nodes}
            message = f"the effect of {names[source]} on {names[target]} is {text}"
            problem = Problem(involved[0].origin.where("links"), "opposed-records", message)
            yield Finding(problem, tuple(dict.fromkeys(placed.record.id for placed in involved)))


def _spread(
    read: Sequence[ReadPath],
    rule: str,
    of: Callable[[DrugPath], list[str]],
    has: Callable[[DrugPath], str],
    key: Callable[[str], str] = str,
) -> Iterator[Finding]:
    """Where records that share one thing differ in another."""
    groups: dict[str, dict[str, list[ReadPath]]] = defaultdict(lambda: defaultdict(list))
    shown: dict[str, str] = {}
    for placed in read:
        value = has(placed.record)
        shown.setdefault(key(value), value)
        for shared in of(placed.record):
            groups[shared][key(value)].append(placed)
    for shared, values in sorted(groups.items()):
        if len(values) > 1:
            involved = [placed for group in values.values() for placed in group]
            texts = sorted(f"{shown[value]} ({len(group)})" for value, group in values.items())
            where = involved[0].origin.where("graph", "drug")
            problem = Problem(
                where, rule, f"{shared}: {', '.join(texts)}", "look whether they are one drug"
            )
            yield Finding(problem, tuple(placed.record.id for placed in involved))

"""Tables and vocabularies of our own making, small enough to see through, to plant errors in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ldn_kg.link.findings import Finding, Report
from ldn_kg.link.kinds import Kind, Kinds
from ldn_kg.link.ours import OurEntity
from ldn_kg.link.verifying import verify
from ldn_kg.mappings import Mapping, MappingSet
from ldn_kg.prefixes import PREFIXES
from ldn_kg.vocabularies.sources import Sources
from ldn_kg.vocabularies.terms import Synonym, Term, Vocabulary

FILE = "test.sssom.tsv"
ADDRESSES = {**PREFIXES, "x": "https://example.org/x/"}
#: What a complete row of ours says besides.
SAID = {"object_source_version": "1", "author_label": "A. N. Other", "mapping_date": "2026-11-22"}


def term(
    id_: str, label: str, *parents: str, synonyms: Sequence[Synonym | str] = (), **more: Any
) -> Term:
    """A term; a synonym that is mere text has no known scope."""
    names = tuple(Synonym(name) if isinstance(name, str) else name for name in synonyms)
    return Term(id_, label, synonyms=names, parents=parents, **more)


def vocabulary(*terms: Term, complete: str = "", version: str = "1") -> Vocabulary:
    """A vocabulary that has every term of a prefix, by default of that of its first term."""
    prefix = complete or terms[0].id.partition(":")[0]
    found = {one.id: one for one in terms}
    return Vocabulary(f"{prefix}.obo", version, found, frozenset({prefix}) - {"none"})


DRUGS = vocabulary(
    term("CHEBI:1", "chemical entity"),
    term("CHEBI:2", "role"),
    term("CHEBI:3", "opioid antagonist", "CHEBI:2"),
    term("CHEBI:4", "mu-opioid antagonist", "CHEBI:3"),
    term("CHEBI:7459", "naloxone", "CHEBI:1"),
    term("CHEBI:7465", "naltrexone", "CHEBI:1", synonyms=["ReVia"], alternates=("CHEBI:99",)),
    term("CHEBI:8000", "naltrexone hydrochloride", "CHEBI:1"),
    term("CHEBI:9000", "old naltrexone", obsolete=True, replaced_by=("CHEBI:7465",)),
    term("CHEBI:9001", "lost drug", obsolete=True, consider=("CHEBI:7459", "CHEBI:7465")),
    term("CHEBI:9002", "gone drug", obsolete=True),
)
PROTEINS = vocabulary(
    *(
        term(f"UniProt:{accession}", name)
        for accession, name in (
            ("O00206", "TLR4_HUMAN"),
            ("O60603", "TLR2_HUMAN"),
            ("Q9QUK6", "TLR4_MOUSE"),
            ("P35372", "OPRM_HUMAN"),
            ("P41143", "OPRD_HUMAN"),
            ("Q16552", "IL17_HUMAN"),
            ("Q96PD4", "IL17F_HUMAN"),
            ("P01189", "COLI_HUMAN"),
        )
    )
)
DISEASES = vocabulary(
    term("MONDO:0000001", "disease"),
    term("MONDO:0000002", "disease characteristic"),
    term("MONDO:0000003", "severe", "MONDO:0000002"),
    term("MONDO:0000010", "systemic sclerosis", "MONDO:0000001"),
    term("MONDO:0000011", "limited cutaneous systemic sclerosis", "MONDO:0000010"),
    term(
        "MONDO:0000012",
        "limited systemic sclerosis",
        "MONDO:0000010",
        synonyms=["systemic sclerosis sine scleroderma"],
    ),
)
KINDS = Kinds(
    (
        Kind("Drug", "CHEBI", primary=True, roots=("CHEBI:1",)),
        Kind("Drug", "MESH", primary=False),
        Kind("DrugClass", "CHEBI", primary=True, roots=("CHEBI:2",)),
        Kind("Disease", "MONDO", primary=True, roots=("MONDO:0000001",)),
        Kind("Protein", "UniProt", primary=True),
        Kind("Protein", "HGNC", primary=False, predicates=("RO:0002204",)),
        Kind("ProteinFamily", "FPLX", primary=True),
        Kind("ProteinFamily", "UniProt", primary=False, predicates=("skos:narrowMatch",)),
        Kind("StudyType", "MESH", primary=True),
        Kind("Place", "-", primary=True),
    )
)


def entity(key: str, label: str, *names: str, of: str, broader: Sequence[str] = ()) -> OurEntity:
    """An entity of one class."""
    wider = tuple(f"entity:{whole}" for whole in broader)
    one = frozenset({of})
    return OurEntity(f"entity:{key}", label, names, "", one, one | {"Entity"}, wider)


OURS = {
    one.id: one
    for one in (
        entity("naloxone", "naloxone", of="Drug"),
        entity("naltrexone", "naltrexone", "NTX", of="Drug"),
        entity("antagonist", "opioid antagonist", of="DrugClass"),
        entity("mu_antagonist", "mu-opioid antagonist", of="DrugClass", broader=["antagonist"]),
        entity("tlr4", "Toll-like receptor 4", "TLR4", of="Protein"),
        entity("mor", "mu-opioid receptor", "OPRM1", of="Protein"),
        entity("il17a", "interleukin-17A", "IL17A", of="Protein"),
        entity("il17f", "interleukin-17F", "IL17F", of="Protein"),
        entity("pomc", "pro-opiomelanocortin", "POMC", of="Protein"),
        entity("il17", "interleukin-17 (family)", "IL17", of="ProteinFamily"),
        entity("ssc", "systemic sclerosis", "SSc", of="Disease"),
        entity(
            "limited",
            "limited cutaneous systemic sclerosis",
            "limited systemic sclerosis",
            of="Disease",
            broader=["ssc"],
        ),
        entity("rct", "randomised controlled trial", of="StudyType"),
        entity("norway", "Norway", of="Place"),
    )
}
ALL = Sources((DRUGS, PROTEINS, DISEASES))


def row(
    subject: str, relation: str, target: str, label: str | None = None, **other: str
) -> Mapping:
    """A row; of ours with our label, with the label of a term that is made up above."""
    ours = OURS.get(subject)
    found = ALL.term(target)
    return Mapping(
        subject,
        f"skos:{relation}" if ":" not in relation else relation,
        target,
        other.pop("mapping_justification", "semapv:ManualMappingCuration"),
        subject_label=other.pop("subject_label", ours.label if ours else ""),
        object_label=label if label is not None else (found[0].label if found else ""),
        other={**SAID, **other},
    )


def exact(subject: str, target: str, label: str | None = None, **other: str) -> Mapping:
    """A row that says that both are the same thing."""
    return row(subject, "exactMatch", target, label, **other)


def denied(one: Mapping) -> Mapping:
    """The row that says the opposite."""
    return replace(one, negated=True)


def table(*rows: Mapping, **slots: str) -> MappingSet:
    """A table of these rows, the first of which stands in line 10."""
    placed = tuple(replace(one, line=line) for line, one in enumerate(rows, 10))
    return MappingSet({"mapping_set_id": "https://example.org/m", **slots}, ADDRESSES, placed)


def report(
    *rows: Mapping,
    sources: Sources = ALL,
    addresses: dict[str, str] | None = None,
    entities: dict[str, OurEntity] | None = None,
    kinds: Kinds = KINDS,
) -> Report:
    """What is said of a table with these rows."""
    made = table(*rows)
    if addresses:
        made = replace(made, prefixes={**ADDRESSES, **addresses})
    return verify([(FILE, made)], sources, OURS if entities is None else entities, kinds)


def findings(*rows: Mapping, **how: Any) -> list[Finding]:
    """What is found in these rows."""
    return list(report(*rows, **how).findings)


def rules(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """Severity and rule of each finding."""
    return [(finding.severity, finding.rule) for finding in found]

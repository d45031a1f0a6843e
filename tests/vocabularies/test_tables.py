"""Tables of terms, and sets of mappings as others publish them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.errors import InputError
from ldn_kg.mappings import Mapping, MappingSet, read_mappings
from ldn_kg.vocabularies.reading import read_source, read_vocabulary
from ldn_kg.vocabularies.terms import Synonym, Term, Vocabulary


def written(folder: Path, text: str, name: str = "x.tsv") -> Path:
    """A file with a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *rows: str, name: str = "x.tsv") -> Vocabulary:
    """What is read of a table with these rows."""
    return read_vocabulary(written(folder, "".join(f"{row}\n" for row in rows), name))


def said(folder: Path, *rows: str) -> list[str]:
    """Line and message of each problem of a table with these rows."""
    with pytest.raises(InputError) as caught:
        read(folder, *rows)
    return [f"{problem.where.line} {problem.message}" for problem in caught.value.problems]


# --- tables of terms ------------------------------------------------------------------------------


def test_every_known_column_is_read(tmp_path: Path) -> None:
    """And others are left alone."""
    found = read(
        tmp_path,
        "#ontology: http://example.org/x",
        "#version: 2024",
        "#license: http://example.org/free",
        "# any other remark",
        "id\tlabel\tcolour\tdeprecated\treplaced_by\tconsider\talt_ids\tparents\tsynonyms\txrefs"
        "\tnamespace",
        "X:1\ta\tred\ttrue\tX:2\tX:3|X:4\tX:5 X:6\tX:2\tb c|d\tmesh:D1\tpart",
        "X:2\te\tred\tfalse\t\t\t\t\t\t\t",
    )
    assert found.terms["X:1"] == Term(
        "X:1",
        "a",
        synonyms=(Synonym("b c"), Synonym("d")),
        obsolete=True,
        replaced_by=("X:2",),
        consider=("X:3", "X:4"),
        alternates=("X:5", "X:6"),
        parents=("X:2",),
        xrefs=("MESH:D1",),
        namespace="part",
        line=6,
    )
    assert (found.version, found.iri, found.licence) == (
        "2024",
        "http://example.org/x",
        "http://example.org/free",
    )
    assert found.complete == {"X"}


@pytest.mark.parametrize(("remark", "complete"), [("no", set()), ("yes", {"X"})])
def test_a_table_may_say_whether_it_is_complete(
    tmp_path: Path, remark: str, complete: set[str]
) -> None:
    """Against the name of its file too."""
    found = read(tmp_path, f"#complete: {remark}", "id\tlabel", "X:1\ta", name="slice.tsv")
    assert found.complete == complete


def test_identifiers_get_the_prefix_that_the_head_names(tmp_path: Path) -> None:
    """Their parents and replacements too."""
    found = read(
        tmp_path, "#prefix: MESH", "id\tlabel\tis_a\treplaced_by", "D1\ta\tD2\tmesh:D3", "D2\tb\t\t"
    )
    assert found.terms["MESH:D1"].parents == ("MESH:D2",)
    assert found.terms["MESH:D1"].replaced_by == ("MESH:D3",)


def test_identifiers_without_prefix_are_errors_that_say_what_to_add(tmp_path: Path) -> None:
    """Each with its line; so is one with a blank in it, and none at all."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, "id\tlabel", "D1\ta", "X:1\tb", "X: 2\tc", "\td")
    found = caught.value.problems
    assert [problem.where.line for problem in found] == [2, 4, 5]
    assert all("#prefix: MESH" in problem.hint for problem in found)


def test_downloads_of_hgnc_are_read_as_they_are(tmp_path: Path) -> None:
    """A withdrawn symbol says in its name which entry took its place."""
    found = read(
        tmp_path,
        "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tPrevious symbols\t"
        "UniProt ID(supplied by UniProt)",
        "HGNC:1\tABC1\ta b c 1\tApproved\tXYZ, PQR\tOLD\tP1, P2",
        "HGNC:2\tDEF\tsymbol withdrawn, see [HGNC:1](/a/page)\tSymbol Withdrawn\t\t\t",
        "HGNC:3\tGHI\tentry withdrawn\tEntry Withdrawn\t\t\t",
    ).terms
    assert found["HGNC:1"].synonyms == (
        Synonym("a b c 1", "exact"),
        Synonym("XYZ"),
        Synonym("PQR"),
        Synonym("OLD"),
    )
    assert found["HGNC:1"].xrefs == ("UniProt:P1", "UniProt:P2")
    assert not found["HGNC:1"].obsolete
    assert (found["HGNC:2"].obsolete, found["HGNC:2"].replaced_by) == (True, ("HGNC:1",))
    assert (found["HGNC:3"].obsolete, found["HGNC:3"].replaced_by) == (True, ())
    assert found["HGNC:2"].synonyms == ()


def test_accessions_are_of_uniprot(tmp_path: Path) -> None:
    """As its lists name the column."""
    assert set(read(tmp_path, "accession\tentry_name", "P1\tA_HUMAN").terms) == {"UniProt:P1"}


def test_commas_part_the_cells_of_csv(tmp_path: Path) -> None:
    """And quotes hold a cell together, over lines too; the line is that of its beginning."""
    found = read(tmp_path, "id,label,synonyms", 'X:1,"a, b","c', 'd"', "X:2,e,", name="x.csv").terms
    assert (found["X:1"].label, found["X:1"].synonyms) == ("a, b", (Synonym("c\nd"),))
    assert (found["X:1"].line, found["X:2"].line) == (2, 4)


def test_a_term_may_have_several_rows(tmp_path: Path) -> None:
    """With the same label, each with more of the rest."""
    found = read(
        tmp_path, "id\tlabel\tparents\txref", "X:1\ta\tX:2\tA:1", "X:2\tb\t\t", "X:1\ta\tX:3\tA:1",
        "X:3\tc\t\t",
    ).terms  # fmt: skip
    assert found["X:1"].parents == ("X:2", "X:3")
    assert found["X:1"].xrefs == ("A:1",)


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (["a\tb", "X:1\tc"], ["1 no column id and no column label in 'a, b'"]),
        (["id\tb", "X:1\tc"], ["1 no column label in 'id, b'"]),
        (["#version: 1", "id\tb", "X:1\tc"], ["2 no column label in 'id, b'"]),
        (["id\tlabel\tname", "X:1\ta\tb"], ["1 'label' and 'name' say the same"]),
        (["id\tlabel", "X:1", "X:2\ta\tb", "X:3\tc"], ["2 1 cells", "3 3 cells"]),
        (["id\tlabel\tobsolete", "X:1\ta\tperhaps"], ["2 obsolete or not? 'perhaps'"]),
        (["id\tlabel", "X:1\ta", 'X:2\t"b'], ["3 not a table: unexpected end of data"]),
    ],
)
def test_damaged_tables_are_errors_with_their_lines(
    tmp_path: Path, rows: list[str], problems: list[str]
) -> None:
    """Columns that are missing or double, rows of another length, words, quotes."""
    assert said(tmp_path, *rows) == problems


# --- sets of mappings -----------------------------------------------------------------------------

HEAD = """#mapping_set_id: http://example.org/set
#mapping_set_version: releases/2026-08-04
#license: http://example.org/free
#curie_map:
#  mondo: http://purl.obolibrary.org/obo/MONDO_
"""


def read_set(folder: Path, text: str) -> tuple[Vocabulary, MappingSet]:
    """What is read of a set."""
    vocabulary, mappings = read_source(written(folder, text, "x.sssom.tsv"))
    assert mappings is not None
    return vocabulary, mappings


def test_a_loose_set_is_read(tmp_path: Path) -> None:
    """With columns of its own and none for the justification; our own reader refuses it."""
    text = (
        f"{HEAD}subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\t"
        "object_label\tmood\n"
        "mondo:1\ta\tskos:exactMatch\t\tmesh:D1\tA\tgood\n"
        "mondo:1\ta\tskos:exactMatch\tNot\thttp://purl.obolibrary.org/obo/HP_2\tb\t\n"
        "mondo:1\ta bis\tskos:broadMatch\t\tentity:ours\tours\t\n"
    )
    vocabulary, mappings = read_set(tmp_path, text)
    assert mappings.mappings == (
        Mapping("MONDO:1", "skos:exactMatch", "MESH:D1", "", False, "a", "A", 7),
        Mapping(
            "MONDO:1", "skos:exactMatch", "HP:2", "", True, "a", "b", 8,
            {"predicate_modifier": "Not"},
        ),
        Mapping("MONDO:1", "skos:broadMatch", "entity:ours", "", False, "a bis", "ours", 9),
    )  # fmt: skip
    assert vocabulary.terms == {
        "MONDO:1": Term("MONDO:1", "a", (Synonym("a bis"),)),
        "MESH:D1": Term("MESH:D1", "A"),
        "HP:2": Term("HP:2", "b"),
    }
    assert vocabulary.complete == frozenset()
    assert (vocabulary.version, vocabulary.iri) == ("2026-08-04", "http://example.org/set")
    assert mappings.prefixes["mondo"] == "http://purl.obolibrary.org/obo/MONDO_"
    with pytest.raises(InputError):
        read_mappings(tmp_path / "x.sssom.tsv")


def test_a_set_without_a_head_is_read(tmp_path: Path) -> None:
    """Bare codes are those of the source that their row names."""
    text = (
        "subject_id\tpredicate_id\tobject_id\tsubject_source\n1-8\tskos:exactMatch\tOBA:1\tLOINC\n"
    )
    _, mappings = read_set(tmp_path, text)
    assert [row.subject_id for row in mappings.mappings] == ["LOINC:1-8"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "subject_id\tpredicate_id\nA:1\tskos:exactMatch\n",
            ["1 no column 'object_id'"],
        ),
        (
            "subject_label\tobject_id\nA:1\tB:1\n",
            ["1 no column 'predicate_id'", "1 no column 'subject_id'"],
        ),
        (
            "#a: [\nsubject_id\tpredicate_id\tobject_id\nA:1\tskos:exactMatch\tB:1\n",
            ["1 the head is not YAML"],
        ),
        (
            "subject_id\tpredicate_id\tobject_id\n1\tskos:exactMatch\tB:1\nA:1\tx:y\t\n",
            ["2 no identifier in subject_id: '1'", "3 no identifier in object_id: ''"],
        ),
        (
            "subject_id\tpredicate_id\tobject_id\nA:1\tskos:exactMatch\n",
            ["2 2 cells"],
        ),
    ],
)
def test_what_cannot_be_understood_of_a_set_is_an_error(
    tmp_path: Path, text: str, problems: list[str]
) -> None:
    """However lenient its reader is."""
    with pytest.raises(InputError) as caught:
        read_source(written(tmp_path, text, "x.sssom.tsv"))
    found = [f"{problem.where.line} {problem.message}" for problem in caught.value.problems]
    assert found == problems

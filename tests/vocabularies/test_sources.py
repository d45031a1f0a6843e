"""Identifiers are looked up where they most likely are: in what is complete, and in files first."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.errors import InputError
from ldn_kg.vocabularies.shipped import SHIPPED
from ldn_kg.vocabularies.sources import Sources, open_sources
from ldn_kg.vocabularies.terms import Term, Vocabulary
from tests.vocabularies.one_ontology import OBO


def vocabulary(name: str, *terms: Term, complete: str = "") -> Vocabulary:
    """A vocabulary of these terms."""
    prefixes = frozenset({complete} if complete else ())
    return Vocabulary(name, "1", {term.id: term for term in terms}, prefixes)


SOME = vocabulary("some", Term("A:1", "from some"), Term("B:1", "b"))
ALL = vocabulary("all", Term("A:1", "from all"), Term("A:2", "c"), complete="A")
MORE = vocabulary("more", Term("A:1", "from more"), Term("A:3", "d"), complete="A")


def test_what_is_complete_is_asked_first() -> None:
    """Then what has any term of the prefix, in the order given."""
    sources = Sources((SOME, ALL, MORE))
    assert sources.of("A") is ALL
    assert sources.of("B") is SOME
    assert sources.of("C") is None
    assert Sources((MORE, ALL)).of("A") is MORE


def test_a_term_is_looked_for_everywhere() -> None:
    """It may be in a later source only."""
    sources = Sources((SOME, ALL, MORE))
    found = sources.term("A:1"), sources.term("A:3"), sources.term("A:4")
    assert found == (
        (Term("A:1", "from all"), ALL),
        (Term("A:3", "d"), MORE),
        None,
    )


def test_relations_are_found_too() -> None:
    """For a table may map a relation."""
    relation = Term("RO:1", "acts on")
    sources = Sources((Vocabulary("x", "1", {}, others={"RO:1": relation}),))
    found = sources.term("RO:1")
    assert found is not None
    assert found[0] is relation


def test_files_go_before_what_is_shipped(tmp_path: Path) -> None:
    """In their order; a set of mappings is a vocabulary too."""
    (tmp_path / "uo.obo").write_text(OBO, encoding="utf-8")
    (tmp_path / "set.tsv").write_text(
        "subject_id\tpredicate_id\tobject_id\nMONDO:1\tskos:exactMatch\tUO:77\n", encoding="utf-8"
    )
    names = ["mondo", str(tmp_path / "set.tsv"), str(tmp_path / "uo.obo"), "PATO", "MONDO"]
    sources = open_sources(names)
    assert [one.name.partition(" ")[0] for one in sources.vocabularies] == [
        "set.tsv",
        "uo.obo",
        "MONDO",
        "PATO",
    ]
    assert [row.object_id for one in sources.mapping_sets for row in one.mappings] == ["UO:77"]
    assert sources.term("UO:77") is not None


def test_without_names_the_shipped_ones_that_are_wanted_are_opened() -> None:
    """By prefix or identifier; all of them where nothing is wanted. None is decompressed yet."""

    def opened(*wanted: str) -> list[str]:
        return [min(one.complete or {"NCBITaxon"}) for one in open_sources([], wanted).vocabularies]

    assert opened("PATO:1", "CL", "HP:2") == ["CL", "PATO"]
    assert opened() == list(SHIPPED)


def test_problems_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    """Not only those of the first."""
    (tmp_path / "a.obo").write_text("ontology: x\nrubbish\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_sources([str(tmp_path / "a.obo"), str(tmp_path / "b.obo"), "MONDO"])
    assert [Path(problem.where.file).name for problem in caught.value.problems] == [
        "a.obo",
        "b.obo",
    ]


def test_a_file_may_be_called_as_a_shipped_vocabulary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is the file that is meant."""
    monkeypatch.chdir(tmp_path)
    Path("MONDO").write_text(OBO, encoding="utf-8")
    assert [one.name for one in open_sources(["MONDO"]).vocabularies] == ["MONDO"]
    assert "UO:1" in open_sources(["MONDO"]).vocabularies[0].terms

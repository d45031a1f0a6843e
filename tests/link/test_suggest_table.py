"""Suggestions as a table in SSSOM/TSV: what is written can be read, by us, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.errors import InputError
from ldn_kg.link.registry import registry
from ldn_kg.link.sssom_text import sssom_text
from ldn_kg.link.standing import Family
from ldn_kg.link.suggesting import suggest, suggesters
from ldn_kg.mappings import COLUMNS, Mapping, MappingSet, read_mappings
from ldn_kg.vocabularies.sources import Sources
from ldn_kg.vocabularies.terms import Synonym
from tests.link.planted import KINDS, OURS, denied, entity, exact, row, term, vocabulary

HEAD = {"mapping_set_id": "https://example.org/m", "license": "https://example.org/free"}


def read(folder: Path, *rows: Mapping, head: dict[str, str] | None = None) -> MappingSet:
    """What our own strict reader makes of what is written."""
    path = folder / "x.sssom.tsv"
    path.write_text(sssom_text(rows, head or HEAD), encoding="utf-8")
    return read_mappings(path)


def header(text: str) -> list[str]:
    """The names of the columns."""
    return next(line for line in text.splitlines() if not line.startswith("#")).split("\t")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Every slot, a row that denies, and signs that tables choke on."""
    rows = (
        exact("entity:naltrexone", "CHEBI:7465", 'the "drug"', comment="a | b, “c”; #d"),
        denied(row("entity:naltrexone", "closeMatch", "CHEBI:7459", "naloxone")),
    )
    found = read(tmp_path, *rows)
    assert [
        (one.subject_id, one.object_label, one.negated, one.other.get("comment"))
        for one in found.mappings
    ] == [
        ("entity:naltrexone", 'the "drug"', False, "a | b, “c”; #d"),
        ("entity:naltrexone", "naloxone", True, None),
    ]
    assert found.mappings[0].other["object_source_version"] == "1"
    assert found.metadata["license"] == "https://example.org/free"


def test_columns_stand_in_the_order_of_the_format_and_none_is_empty() -> None:
    """A slot that no row has gets no column."""
    text = sssom_text(
        [exact("entity:naltrexone", "CHEBI:7465", comment="c", confidence="0.9")], HEAD
    )
    columns = header(text)
    assert columns == sorted(columns, key=COLUMNS.index)
    assert "confidence" in columns
    assert "subject_category" not in columns


def test_the_head_has_the_prefixes_that_are_used_and_no_others(tmp_path: Path) -> None:
    """Those that the format declares need not stand there."""
    found = read(
        tmp_path, exact("entity:naltrexone", "CHEBI:7465", object_match_field="rdfs:label")
    )
    assert set(found.metadata["curie_map"]) == {"entity", "CHEBI"}


def test_a_prefix_that_is_not_ours_stands_for_its_registered_address(tmp_path: Path) -> None:
    """Bioregistry knows FBbt; what nobody knows is written as files in OBO format mean it."""
    known = registry().find("FBbt")
    assert known is not None
    found = read(
        tmp_path,
        exact("entity:naltrexone", "FBbt:00000001", "x"),
        exact("entity:naltrexone", "MINEOWN:1", "y"),
    )
    assert found.prefixes["FBbt"] == registry().address(known)
    assert found.prefixes["MINEOWN"] == "http://purl.obolibrary.org/obo/MINEOWN_"


def test_addresses_get_a_prefix_of_their_own(tmp_path: Path) -> None:
    """An ontology without a registered prefix has addresses; in a table they are CURIEs."""
    found = read(
        tmp_path,
        exact("entity:naltrexone", "https://example.org/mine#A", "a"),
        exact("entity:naloxone", "https://example.org/mine#B", "b"),
        exact("entity:naloxone", "https://example.org/other/C", "c"),
    )
    expanded = [
        found.prefixes[one.object_id.partition(":")[0]] + one.object_id.partition(":")[2]
        for one in found.mappings
    ]
    assert expanded == [
        "https://example.org/mine#A",
        "https://example.org/mine#B",
        "https://example.org/other/C",
    ]


def test_line_ends_in_a_label_break_no_row(tmp_path: Path) -> None:
    """A row is a line, whatever a foreign file has in its labels."""
    found = read(tmp_path, exact("entity:naltrexone", "CHEBI:7465", "a\nb\tc\rd"))
    assert found.mappings[0].object_label == "a b c d"


def test_a_head_without_what_is_required_is_refused_by_the_reader(tmp_path: Path) -> None:
    """The writer adds nothing of its own: the licence is the caller's to state."""
    with pytest.raises(InputError, match="license"):
        read(
            tmp_path,
            exact("entity:naltrexone", "CHEBI:7465"),
            head={"mapping_set_id": "https://example.org/m"},
        )


def test_a_suggestion_says_how_it_came_about(tmp_path: Path) -> None:
    """Relation, justification, score, the names that agree and where they stand, and why."""
    place = vocabulary(
        term("MONDO:0000001", "disease"),
        term("MONDO:0000010", "systemic sclerosis", "MONDO:0000001"),
        term(
            "MONDO:0000011",
            "CREST",
            "MONDO:0000010",
            synonyms=[Synonym("Limited Cutaneous Systemic Sclerosis", "exact")],
        ),
        version="2031-01-01",
    )
    rows = [exact("entity:ssc", "MONDO:0000010")]
    among = suggesters(Sources((place,)), Family(OURS), rows, KINDS)
    found = suggest([OURS["entity:limited"]], among)
    (made,) = read(tmp_path, *(one.as_row() for one in found)).mappings
    assert (made.subject_id, made.subject_label) == (
        "entity:limited",
        "limited cutaneous systemic sclerosis",
    )
    assert (made.predicate_id, made.object_id, made.object_label) == (
        "skos:exactMatch",
        "MONDO:0000011",
        "CREST",
    )
    assert made.mapping_justification == "semapv:CompositeMatching"
    assert made.other["object_source_version"] == "2031-01-01"
    assert made.other["mapping_tool"] == "ldn-kg link suggest"
    assert made.other["mapping_tool_version"]
    assert (made.other["subject_match_field"], made.other["object_match_field"]) == (
        "rdfs:label",
        "oboInOwl:hasExactSynonym",
    )
    assert made.other["match_string"] == "limited cutaneous systemic sclerosis"
    assert made.other["comment"] == (
        "our label “limited cutaneous systemic sclerosis” is its exact synonym “Limited Cutaneous "
        "Systemic Sclerosis”; it is a kind of MONDO:0000010 “systemic sclerosis”, which is our "
        "broader “systemic sclerosis”"
    )
    score = made.other["confidence"]
    assert score == f"{found[0].score:.2f}"
    assert 0 < float(score) <= 1


def test_names_alone_are_a_lexical_match() -> None:
    """No ground in structure or table, no composite justification."""
    place = vocabulary(term("MONDO:1", "podagra", synonyms=["gout"]))
    ours = entity("gout", "gouty arthritis", "gout", of="Disease")
    among = suggesters(Sources((place,)), Family({ours.id: ours}), [], KINDS)
    (made,) = (one.as_row() for one in suggest([ours], among))
    assert made.mapping_justification == "semapv:LexicalMatching"
    assert (made.other["subject_match_field"], made.other["object_match_field"]) == (
        "skos:altLabel",
        "skos:altLabel",
    )

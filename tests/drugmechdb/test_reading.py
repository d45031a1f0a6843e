"""Files of DrugMechDB: both forms are read, and whatever is wrong is answered all at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ldn_kg.drugmechdb import read_records
from ldn_kg.errors import InputError, Problem
from tests.drugmechdb.making import Content, about, read, record, write

NAME = "DB00704_MESH_D059350_1.yaml"


def problems_of(source: Path) -> list[Problem]:
    """What is said against the files."""
    with pytest.raises(InputError) as caught:
        read_records(source)
    return list(caught.value.problems)


def only(problems: list[Problem]) -> Problem:
    """The only problem."""
    assert len(problems) == 1, problems
    return problems[0]


def line_of(folder: Path, words: str, nth: int = 0) -> int:
    """The line of the record's file that has these words."""
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if words in line][nth]


def test_a_record_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Every value is text, and the place of each part is known."""
    made = record()
    made["comment"] = "low doses"
    made["nodes"][0]["alt_ids"] = ["CHEBI:7465"]
    (placed,) = read(tmp_path, made)
    found = placed.record
    assert found.id == "DB00704_MESH_D059350_1"
    assert found.graph.drug_meshes == ("MESH:D009271",)
    assert [node.name for node in found.nodes] == [
        "Naltrexone",
        "Toll-like receptor 4",
        "Chronic pain",
    ]
    assert found.nodes[0].alt_ids == ("CHEBI:7465",)
    assert found.links[0].key == "decreases activity of"
    assert found.references == ("https://go.drugbank.com/drugs/DB00704",)
    assert found.comment == "low doses"
    assert (found.drug_index(), found.disease_index()) == (0, 2)
    assert placed.origin.where("links", 1, "key").line == line_of(tmp_path, "- key:", 1)


def test_a_list_of_records_in_one_file_is_read_the_same(tmp_path: Path) -> None:
    """DrugMechDB publishes all paths as one list; file or folder may be named."""
    both = [record(), about("naloxone", "D009270", "DB01183")]
    path = tmp_path / "indication_paths.yaml"
    path.write_text(yaml.safe_dump(both), encoding="utf-8")
    apart = write(tmp_path / "apart", *both)
    expected = [placed.record for placed in read_records(apart)]
    path_in_folder = tmp_path / "together"
    path_in_folder.mkdir()
    (path_in_folder / path.name).write_bytes(path.read_bytes())
    assert [placed.record for placed in read_records(path)] == expected
    assert [placed.record for placed in read_records(path_in_folder)] == expected


def test_older_names_of_fields_are_taken(tmp_path: Path) -> None:
    """``reference`` and ``all_names`` are what the files were written with before."""
    made = record()
    made["reference"] = made.pop("references")
    made["nodes"][1]["all_names"] = ["TLR-4"]
    (placed,) = read(tmp_path, made)
    assert placed.record.references == ("https://go.drugbank.com/drugs/DB00704",)
    assert placed.record.nodes[1].alt_names == ("TLR-4",)


def test_an_index_beside_the_records_is_no_record(tmp_path: Path) -> None:
    """Names that begin with an underscore or a dot are left alone."""
    folder = write(tmp_path, record())
    (folder / "_index.yaml").write_text("- id: x\n", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\xff")
    assert len(read_records(folder)) == 1


def _spoil(*path: str | int, value: object) -> Callable[[Content], None]:
    def spoil(made: Content) -> None:
        place: Any = made
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return spoil


def _drop(*path: str | int) -> Callable[[Content], None]:
    def drop(made: Content) -> None:
        place: Any = made
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return drop


def _add_node(made: Content) -> None:
    made["nodes"].append({"id": "UniProt:O00206", "label": "Protein", "name": "TLR-4"})


def _turn_back(made: Content) -> None:
    link = made["links"][1]
    link["source"], link["target"] = link["target"], link["source"]


#: What is spoilt, and the rule, the field and words of the answer.
SPOILT = [
    (_spoil("graf", value={}), "unknown-key", "graf", "did you mean 'graph'?"),
    (_spoil("graph", "drugs", value="x"), "unknown-key", "graph.drugs", "did you mean 'drug'?"),
    (_spoil("nodes", 1, "nam", value="x"), "unknown-key", "nodes[1].nam", "'name'"),
    (_spoil("links", 0, "evidence", value="x"), "unknown-key", "links[0].evidence", "known keys"),
    (_drop("graph"), "missing-field", "graph", "'graph' is missing"),
    (_drop("graph", "_id"), "missing-field", "graph._id", "'_id' is missing"),
    (_drop("graph", "disease_mesh"), "missing-field", "graph.disease_mesh", "is missing"),
    (_drop("nodes", 1, "label"), "missing-field", "nodes[1].label", "'label' is missing"),
    (_drop("links", 1, "key"), "missing-field", "links[1].key", "'key' is missing"),
    (_drop("links"), "missing-field", "links", "'links' is missing"),
    (_spoil("links", value=[]), "bad-value", "links", "at least 1 item"),
    (_spoil("nodes", value="none"), "bad-value", "nodes", "valid tuple"),
    (_spoil("directed", value=False), "bad-value", "directed", "not 'false'"),
    (_spoil("graph", "_id", value="a/b"), "bad-value", "graph._id", "not 'a/b'"),
    (_spoil("graph", "drug", value=""), "empty-value", "graph.drug", "drug has no value"),
    (_spoil("nodes", 0, "alt_ids", value="CHEBI:1"), "bad-value", "nodes[0].alt_ids", "tuple"),
    (_spoil("links", 0, "target", value="UniProt:O00207"), "dangling-link", "links[0].target",
     "did you mean UniProt:O00206?"),
    (_add_node, "duplicate-id", "nodes[3].id", "'Toll-like receptor 4' and 'TLR-4'"),
    (_turn_back, "no-path", "links", "no way leads from MESH:D009271 to MESH:D059350"),
    (_spoil("graph", "disease_mesh", value="MESH:D1"), "no-path", "graph.disease",
     "no node has the disease's identifier MESH:D1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "rule", "field", "words"), SPOILT, ids=[f"{case[1]}-{case[2]}" for case in SPOILT]
)
def test_what_is_wrong_in_a_record_is_said_with_its_place(
    tmp_path: Path, spoil: Callable[[Content], None], rule: str, field: str, words: str
) -> None:
    """The file, a line of it, the field, the rule, and what would be right."""
    made = record()
    spoil(made)
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / NAME).write_text(yaml.safe_dump(made), encoding="utf-8")
    problem = only(problems_of(folder))
    assert (problem.rule, problem.where.file, problem.where.field) == (rule, NAME, field)
    assert words in str(problem)
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    assert 1 <= problem.where.line <= len(lines)
    if rule in {"unknown-key", "dangling-link", "duplicate-id", "empty-value"}:
        assert re.split(r"[.\[\]]", field)[-1] in lines[problem.where.line - 1]


def test_a_drug_needs_one_of_its_two_identifiers(tmp_path: Path) -> None:
    """Either of them is enough, as the schema has it."""
    made = record()
    del made["graph"]["drugbank"]
    (placed,) = read(tmp_path / "one", made)
    assert placed.record.graph.drugbank is None
    del made["graph"]["drug_mesh"]
    problem = only(problems_of(write(tmp_path / "none", made)))
    assert problem.rule == "bad-value"
    assert "neither drug_mesh nor drugbank" in problem.message


def test_all_files_are_answered_at_once(tmp_path: Path) -> None:
    """One bad file does not hide another."""
    folder = write(tmp_path, record())
    (folder / "a.yaml").write_text("graph: {drug: [\n", encoding="utf-8")
    (folder / "b.yaml").write_bytes(b"comment: caf\xe9\n")
    (folder / "c.yaml").write_text("", encoding="utf-8")
    (folder / "d.yml").write_text("just words\n", encoding="utf-8")
    (folder / "e.yaml").write_text("[]\n", encoding="utf-8")
    (folder / "f.yaml").write_text("a: &x 1\nb: *x\n", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "deeper").mkdir()
    found = {(problem.where.file, problem.rule) for problem in problems_of(folder)}
    assert found == {
        ("a.yaml", "syntax"),
        ("b.yaml", "encoding"),
        ("c.yaml", "empty"),
        ("d.yml", "bad-value"),
        ("e.yaml", "empty"),
        ("f.yaml", "alias"),
        (str(folder), "unknown-file"),
    }


def test_a_wrong_folder_is_one_clear_message(tmp_path: Path) -> None:
    """Not a thousand; and a folder with no record says so."""
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text("x", encoding="utf-8")
    rules = {problem.rule: problem.message for problem in problems_of(tmp_path)}
    assert rules == {
        "no-data": "no record in this folder",
        "unknown-file": "no reader for 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 4 more",
    }
    empty = tmp_path / "empty"
    empty.mkdir()
    assert only(problems_of(empty)).rule == "no-data"
    assert only(problems_of(tmp_path / "nowhere")).message == "no such folder"


def test_two_records_with_one_name_are_refused(tmp_path: Path) -> None:
    """Their nodes would be one."""
    folder = write(tmp_path, record())
    (folder / "again.yaml").write_bytes((folder / NAME).read_bytes())
    problem = only(problems_of(folder))
    assert (problem.rule, problem.where.file) == ("duplicate-id", "again.yaml")
    assert f"already defined at {NAME}" in problem.message


def test_the_line_in_a_list_is_that_of_the_record(tmp_path: Path) -> None:
    """The second record of a file is not blamed on the first."""
    bad = about("naloxone", "D009270", "DB01183")
    bad["links"][0]["target"] = "UniProt:P00000"
    path = tmp_path / "all.yaml"
    path.write_text(yaml.safe_dump([record(), bad]), encoding="utf-8")
    problem = only(problems_of(path))
    assert problem.where.field == "[1].links[0].target"
    line = path.read_text(encoding="utf-8").splitlines()[problem.where.line - 1]
    assert "UniProt:P00000" in line


def test_a_file_that_is_too_large_is_refused_not_read(tmp_path: Path) -> None:
    """A clear message, not a machine without memory."""
    path = tmp_path / "all.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert only(problems_of(path)).rule == "too-large"

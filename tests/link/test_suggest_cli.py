"""`link suggest` as a person meets it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ldn_kg.cli.main import main
from ldn_kg.mappings import read_mappings
from tests.workbench import ROOT

#: An ontology of somebody's own, with one name of ours, one synonym of ours, and one trap.
MINE = """format-version: 1.2
data-version: 2031-01-01
ontology: mine

[Term]
id: MINE:0000001
name: ailment

[Term]
id: MINE:0000002
name: Fibromyalgia
is_a: MINE:0000001 ! ailment

[Term]
id: MINE:0000003
name: dryness of eyes
synonym: "dry eye" RELATED []
is_a: MINE:0000001 ! ailment

[Term]
id: MINE:0000004
name: obsolete methotrexate
synonym: "methotrexate" EXACT []
is_obsolete: true
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command: its exit code, what it prints, and what it says beside."""

    def command(*args: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ldn-kg", "link", "suggest", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return command


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The ontology as a file."""
    path = tmp_path / "mine.obo"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_with_her_own_file_an_ontologist_gets_suggestions_for_our_entities(
    run: Run, mine: Path, tmp_path: Path
) -> None:
    """What is printed is a table that our own strict reader takes; counts stand beside it."""
    code, out, err = run("--ontology", mine)
    assert code == 0
    path = tmp_path / "out.sssom.tsv"
    path.write_text(out, encoding="utf-8")
    rows = read_mappings(path).mappings
    pairs = {(row.subject_id, row.object_id): row for row in rows}
    exact = pairs["entity:fibromyalgia", "MINE:0000002"]
    assert (exact.predicate_id, exact.object_label) == ("skos:exactMatch", "Fibromyalgia")
    assert exact.other["object_source_version"] == "2031-01-01"
    assert pairs["entity:dry_eye", "MINE:0000003"].predicate_id == "skos:closeMatch"
    assert "MINE:0000004" not in {row.object_id for row in rows}
    assert "mine.obo 2031-01-01: MINE: candidates for" in err


def test_naming_entities_limits_to_them_by_key_curie_or_label(run: Run, mine: Path) -> None:
    """All three names of one entity."""
    for name in ("fibromyalgia", "entity:fibromyalgia", "Fibromyalgia"):
        code, out, err = run(name, "--ontology", mine, "--format", "json")
        assert code == 0
        assert [row["object_id"] for row in json.loads(out)] == ["MINE:0000002"]
        assert "candidates for 1 of 1 entities asked" in err


def test_json_has_the_slots_of_the_row_and_a_number(run: Run, mine: Path) -> None:
    """For programs, the score is a number from 0 to 1."""
    _, out, _ = run("fibromyalgia", "--ontology", mine, "--format", "json")
    (row,) = json.loads(out)
    assert row["subject_id"] == "entity:fibromyalgia"
    assert 0 < row["confidence"] <= 1
    assert row["comment"] == "our label “fibromyalgia” is its label “Fibromyalgia”"


def test_a_table_for_people_has_the_reasons(run: Run, mine: Path) -> None:
    """One row, and what it says."""
    code, out, _ = run("fibromyalgia", "--ontology", mine, "--format", "table")
    assert code == 0
    assert out.rstrip().endswith("1 row")
    assert "entity" in out


def test_a_mapped_entity_is_asked_only_with_all(run: Run, tmp_path: Path) -> None:
    """Naltrexone has its row in ChEBI already; the remark says which."""
    path = tmp_path / "chebi.obo"
    path.write_text(
        "format-version: 1.2\nontology: chebi\n\n[Term]\nid: CHEBI:7465\nname: naltrexone\n",
        encoding="utf-8",
    )
    code, out, err = run("naltrexone", "--ontology", path, "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert "1 mapped already (--all asks for them too)" in err
    code, out, _ = run("naltrexone", "--ontology", path, "--format", "json", "--all")
    (row,) = json.loads(out)
    assert row["object_id"] == "CHEBI:7465"
    assert "our table has it as skos:exactMatch" in row["comment"]


def test_an_entity_that_does_not_exist_is_named_with_those_like_it(run: Run, mine: Path) -> None:
    """Exit code 2 and one line."""
    code, out, err = run("fibromialgia", "--ontology", mine)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "no entity 'fibromialgia'; did you mean fibromyalgia" in err


def test_a_file_that_cannot_be_read_is_a_message(run: Run, tmp_path: Path) -> None:
    """With its name; nothing is printed as data."""
    path = tmp_path / "broken.obo"
    path.write_text(MINE.replace("name: ailment", "name ailment"), encoding="utf-8")
    code, out, err = run("--ontology", path)
    assert (code, out) == (2, "")
    assert "broken.obo:7" in err


def test_measuring_prints_precision_and_recall(run: Run, tmp_path: Path) -> None:
    """Against a ChEBI of two of our drugs: both come back; the rest of our rows are misses."""
    path = tmp_path / "chebi.obo"
    path.write_text(
        "format-version: 1.2\nontology: chebi\n\n[Term]\nid: CHEBI:7465\nname: naltrexone\n\n"
        "[Term]\nid: CHEBI:7459\nname: naloxone\n",
        encoding="utf-8",
    )
    code, out, _ = run("--measure", "--ontology", path, "--format", "json")
    assert code == 0
    rows = {(row["method"], row["half"], row["vocabulary"]): row for row in json.loads(out)}
    held_out = [
        row
        for row in read_mappings(ROOT / "data" / "mappings" / "entities.sssom.tsv").mappings
        if row.predicate_id == "skos:exactMatch"
        and not row.negated
        and row.object_id.startswith("CHEBI:")
    ]
    assert {"CHEBI:7465", "CHEBI:7459"} < {row.object_id for row in held_out}
    score = rows["suggest", "all", "CHEBI"]
    assert score["asked"] == len(held_out)
    assert score["recall@1"] == round(2 / len(held_out), 2)
    code, out, _ = run("--measure", "--ontology", path)
    assert (code, out.rstrip().endswith(f"{len(rows)} rows")) == (0, True)


def test_data_of_another_folder_are_used(run: Run, mine: Path, tmp_path: Path) -> None:
    """A folder whose table of kinds is missing says so."""
    folder = tmp_path / "data"
    (folder / "mappings").mkdir(parents=True)
    code, out, err = run("--ontology", mine, "--data", folder)
    assert (code, out) == (2, "")
    assert "kinds.tsv" in err

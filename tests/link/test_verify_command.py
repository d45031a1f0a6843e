"""`link verify`, as an ontologist meets it: her own table, her own file, one command."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ldn_kg.cli.main import main
from tests.workbench import ROOT

OBO = """format-version: 1.2
data-version: gems/2031-05-01
ontology: gem

[Term]
id: GEM:0000001
name: gem

[Term]
id: GEM:0000002
name: ruby
is_a: GEM:0000001
synonym: "red corundum" EXACT []

[Term]
id: GEM:0000003
name: obsolete carbuncle
is_obsolete: true
replaced_by: GEM:0000002

[Term]
id: GEM:0000020
name: emerald
is_a: GEM:0000001
"""
HEAD = """#curie_map:
#  mine: https://example.org/mine/
#  GEM: https://example.org/gem/
#mapping_set_id: https://example.org/mapped
#license: https://creativecommons.org/publicdomain/zero/1.0/
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification
"""
GOOD = "mine:1\tRed Corundum\tskos:exactMatch\tGEM:0000002\truby\tsemapv:ManualMappingCuration\n"
BAD = (
    "mine:2\temerald\tskos:exactMatch\tGEM:0000200\temerald\tsemapv:ManualMappingCuration\n"
    "mine:3\tcarbuncle\tskos:closeMatch\tGEM:0000003\tcarbuncle\tsemapv:ManualMappingCuration\n"
    "mine:4\tgem\tskos:broadMatch\tGEM:0000001\truby\tsemapv:ManualMappingCuration\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command: its exit code, what it prints, and what it says."""

    def command(*args: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ldn-kg", "link", "verify", *map(str, args)])
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return command


@pytest.fixture
def mine(tmp_path: Path) -> Callable[[str], tuple[Path, Path]]:
    """Writes a table and an ontology."""

    def write(rows: str) -> tuple[Path, Path]:
        table, ontology = tmp_path / "mine.sssom.tsv", tmp_path / "gem.obo"
        table.write_text(HEAD + rows, encoding="utf-8")
        ontology.write_text(OBO, encoding="utf-8")
        return table, ontology

    return write


def test_a_sound_table_against_ones_own_file(
    run: Run, mine: Callable[[str], tuple[Path, Path]]
) -> None:
    """Nothing of ours is asked for; standard error says what was verified."""
    table, ontology = mine(GOOD)
    code, out, err = run(table, "--ontology", ontology, "--format", "json")
    assert code == 0
    report = json.loads(out)
    assert [one["rule"] for one in report["findings"]] == ["prefix-unknown"]
    assert report["verified"] == [
        {"name": "gem.obo", "version": "2031-05-01", "prefix": "GEM", "rows": 1}
    ]
    assert (report["unchecked"], report["rows"]) == ([], 1)
    assert "1 row: 0 errors, 0 warnings, 1 note" in err
    assert "GEM: 1 row verified against gem.obo 2031-05-01" in err


def test_errors_are_told_with_line_and_remedy(
    run: Run, mine: Callable[[str], tuple[Path, Path]]
) -> None:
    """And the exit code is 1."""
    table, ontology = mine(GOOD + BAD)
    code, out, _ = run(table, "--ontology", ontology, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    wrong = [row for row in rows if row["severity"] == "error"]
    assert code == 1
    assert [(row["rule"], row["line"]) for row in wrong] == [
        ("missing", "8"),
        ("obsolete", "9"),
        ("label-differs", "10"),
    ]
    assert [row["hint"] for row in wrong] == [
        "did you mean GEM:0000020 “emerald”?",
        "replaced by GEM:0000002 “ruby”",
        "write “gem”, or did you mean GEM:0000002 “ruby”?",
    ]
    assert {row["file"] for row in rows} == {str(table)}


def test_a_terminal_shows_a_finding_in_five_columns(
    run: Run, mine: Callable[[str], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where, how grave, both ends, what is wrong by which rule, what to do."""
    monkeypatch.setenv("COLUMNS", "200")
    table, ontology = mine(BAD)
    monkeypatch.chdir(table.parent)
    _, out, _ = run(table.name, "--ontology", ontology.name)
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]]
        for line in out.splitlines() if "[missing]" in line
    ]  # fmt: skip
    assert cells == [
        [
            "mine.sssom.tsv:7",
            "error",
            "mine:2 emerald → GEM:0000200 emerald",
            "GEM:0000200 does not exist in gem.obo 2031-05-01 [missing]",
            "did you mean GEM:0000020 “emerald”?",
        ]
    ]


def test_the_form_of_the_json_is_stable(run: Run, mine: Callable[[str], tuple[Path, Path]]) -> None:
    """As documents describe it; the other forms have one finding a row."""
    table, ontology = mine(BAD)
    _, out, _ = run(table, "--ontology", ontology, "--format", "json")
    report = json.loads(out)
    assert list(report) == ["findings", "verified", "unchecked", "rows"]
    keys = [
        "severity", "rule", "file", "line", "subject", "subject_label", "object", "object_label",
        "message", "hint",
    ]  # fmt: skip
    assert all(list(one) == keys for one in report["findings"])
    _, lines, _ = run(table, "--ontology", ontology, "--format", "jsonl")
    assert [json.loads(line) for line in lines.splitlines()] == report["findings"]
    _, cells, _ = run(table, "--ontology", ontology, "--format", "tsv")
    assert cells.splitlines()[0].split("\t") == keys


def test_a_file_goes_before_what_is_shipped_and_both_are_used(run: Run, tmp_path: Path) -> None:
    """Her MONDO has one term; ChEBI is still that of the package."""
    table, ontology = tmp_path / "t.sssom.tsv", tmp_path / "mondo.obo"
    ontology.write_text(
        "format-version: 1.2\nontology: mondo\n\n[Term]\nid: MONDO:0005393\nname: gout\n", "utf-8"
    )
    head = HEAD.replace("#  GEM: https://example.org/gem/\n",
        "#  CHEBI: http://purl.obolibrary.org/obo/CHEBI_\n"
        "#  MONDO: http://purl.obolibrary.org/obo/MONDO_\n")  # fmt: skip
    rows = (
        "mine:1\tgout\tskos:exactMatch\tMONDO:0005393\tgout\tsemapv:X\n"
        "mine:2\tvasculitis\tskos:exactMatch\tMONDO:0018882\tvasculitis\tsemapv:X\n"
        "mine:3\tnaltrexone\tskos:exactMatch\tCHEBI:7465\tnaltrexone\tsemapv:X\n"
    )
    table.write_text(head + rows, encoding="utf-8")
    code, out, _ = run(table, "--ontology", ontology, "--format", "json")
    report = json.loads(out)
    assert [(one["line"], one["rule"]) for one in report["findings"]] == [
        (8, "prefix-unknown"),
        (9, "missing"),
    ]
    assert [one["name"] for one in report["verified"]] == [
        "CHEBI (cellxgene-ontology-guide)",
        "mondo.obo",
    ]
    code, out, _ = run(table, "--format", "json")
    assert (code, [one["rule"] for one in json.loads(out)["findings"]]) == (0, ["prefix-unknown"])


def test_a_pair_that_is_denied_and_a_prefix_that_is_not_declared_are_findings(
    run: Run, mine: Callable[[str], tuple[Path, Path]]
) -> None:
    """Not reasons to stop reading."""
    table, ontology = mine(GOOD + GOOD + GOOD.replace("GEM:", "GEN:"))
    code, out, _ = run(table, "--ontology", ontology, "--format", "json")
    rules = {(one["line"], one["rule"]) for one in json.loads(out)["findings"]}
    assert code == 1
    assert {(8, "duplicate-row"), (9, "prefix-unknown")} <= rules


def test_bad_input_stops_with_file_and_line(
    run: Run, mine: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> None:
    """All of it at once, and the exit code is 2."""
    table, ontology = mine(GOOD.replace("GEM:0000002", "ruby"))
    code, out, err = run(table, tmp_path / "none.sssom.tsv", "--ontology", ontology)
    assert (code, out) == (2, "")
    assert f"{table}:7: object_id: 'ruby' is no CURIE" in err
    assert "none.sssom.tsv: No such file" in err
    table.write_text(
        table.read_text("utf-8").replace("GEM: https://example.org/gem/", "CHEBI: [7465]"), "utf-8"
    )
    code, _, err = run(table)
    assert (code, "'CHEBI' stands for one address in every table" in err) == (2, True)
    table, ontology = mine(GOOD)
    code, _, err = run(table, "--ontology", tmp_path / "none.obo")
    assert code == 2
    assert "none.obo" in err
    ontology.write_text(OBO.replace("[Term]", "[Trem", 1), encoding="utf-8")
    code, _, err = run(table, "--ontology", ontology)
    assert code == 2
    assert f"{ontology}:5" in err


def test_a_folder_without_tables_is_an_error(run: Run, tmp_path: Path) -> None:
    """Rather than a silent success."""
    code, _, err = run("--data", tmp_path)
    assert code == 2
    assert "no *.sssom.tsv" in err


def test_another_data_folder_is_read_with_its_own_entities(run: Run, tmp_path: Path) -> None:
    """A label that is changed there is wrong there; the shipped files are left alone."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    file = data / "mappings" / "entities.sssom.tsv"
    text = file.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    names = text[len(head) :].splitlines()[0]
    rows = [line for line in text.splitlines() if line.startswith("entity:pan\t")]
    spoilt = [line.replace("\tpolyarteritis nodosa\t", "\tpolyarteritis\t", 1) for line in rows]
    file.write_text("\n".join([head + names, *spoilt, ""]), encoding="utf-8")
    code, out, _ = run("--data", data, "--ontology", "MONDO", "--format", "json")
    found = json.loads(out)["findings"]
    assert code == 1
    assert len([one for one in found if one["rule"] == "subject-label"]) == len(rows) > 1
    assert {one["file"] for one in found} == {"data/mappings/entities.sssom.tsv"}
    missing = {one["subject"] for one in found if one["rule"] == "no-row"}
    assert {"entity:tlr4", "entity:naltrexone"} <= missing
    assert "entity:pan" not in missing


@pytest.mark.slow
def test_the_whole_table_is_sound_from_the_shell() -> None:
    """Every row against every shipped vocabulary: no error, and exit code 0."""
    done = subprocess.run(
        [sys.executable, "-c", "from ldn_kg.cli.main import main; main()", "link", "verify"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert ": 0 errors" in done.stderr

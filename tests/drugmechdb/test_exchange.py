"""The two commands: data to standard output, the rest to standard error, honest exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import ldn_kg
from tests.drugmechdb.making import about, record, write

CODE = "from ldn_kg.cli import exchange, main; main()"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """One command."""
    return subprocess.run(
        [sys.executable, "-c", CODE, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture
def build(tmp_path: Path, kg: ldn_kg.KnowledgeGraph) -> Path:
    """A build folder of the test's own that has the last build in it."""
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "current").symlink_to(kg.folder.resolve())
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A folder with one sound record."""
    return write(tmp_path / "sound", record())


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A folder with a record under the identifier of another drug."""
    return write(tmp_path / "doubtful", about("Naltrexone", "D009270", "DB00704"))


def test_an_import_says_what_is_doubtful_and_what_it_made(doubtful: Path, build: Path) -> None:
    """And is done all the same."""
    done = run("import", "drugmechdb", doubtful, "--build", build, "--format", "json")
    assert done.returncode == 0, done.stderr
    (finding,) = json.loads(done.stdout)
    assert finding["rule"] == "identifier-of-another"
    assert finding["records"] == "DB00704_MESH_D059350_1"
    assert "records: 1; hops: 2; " in done.stderr
    assert "nodes in doubt, tied to nothing: 1; findings: 1" in done.stderr
    assert {path.name for path in (build / "layers").iterdir()} == {
        "drugmechdb.nq",
        "drugmechdb.json",
    }


def test_the_caller_may_ask_to_fail_on_findings(doubtful: Path, sound: Path, build: Path) -> None:
    """The layer is there either way."""
    done = run("import", "drugmechdb", doubtful, "--build", build, "--strict")
    assert done.returncode == 1, done.stderr
    assert (build / "layers" / "drugmechdb.nq").is_file()
    done = run("import", "drugmechdb", sound, "--build", build, "--strict")
    assert done.returncode == 0, done.stderr


def test_bad_input_changes_nothing(tmp_path: Path, build: Path) -> None:
    """Exit code 2, every problem with its place, no layer."""
    bad = record()
    bad["links"][0]["target"] = "UniProt:P00000"
    folder = write(tmp_path / "bad", bad)
    done = run("import", "drugmechdb", folder, "--build", build)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "links[0].target: no node 'UniProt:P00000' [dangling-link]" in done.stderr
    assert "1 problem; nothing was changed" in done.stderr
    assert not (build / "layers").exists()


def test_nothing_was_imported(build: Path) -> None:
    """The message says what to do."""
    done = run("compare", "drugmechdb", "--build", build)
    assert done.returncode == 2
    assert "DrugMechDB was not imported; import it with: ldn-kg import drugmechdb" in done.stderr


def test_a_comparison_in_each_form(sound: Path, build: Path) -> None:
    """One object for all tables, one object a row, or one table."""
    assert run("import", "drugmechdb", sound, "--build", build).returncode == 0
    compare = ("compare", "drugmechdb", "--build", build)
    done = run(*compare, "--format", "json")
    assert done.returncode == 0, done.stderr
    tables = json.loads(done.stdout)
    assert list(tables) == ["shared", "lacking", "ours_only", "disagreements"]
    claims = {found["claim"]: found["match"] for found in tables["shared"]}
    assert claims == {"claim:ldn-blocks-tlr4": "other dose"}
    counts = ", ".join(f"{name}: {len(rows)}" for name, rows in tables.items())
    assert counts in done.stderr
    done = run(*compare, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == sum(map(len, tables.values()))
    assert rows[0]["table"] == "shared"
    done = run(*compare, "--format", "tsv", "--only", "shared")
    assert done.stdout.startswith("claim\tsubject\t")
    done = run(*compare)
    assert "Hops that both have" in done.stdout
    assert "Disagreements" in done.stdout
    done = run(*compare, "--format", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "csv holds one table; add --only" in done.stderr


def test_the_caller_may_ask_to_fail_on_disagreements(tmp_path: Path, build: Path) -> None:
    """Blocking is not raising."""
    made = record()
    made["links"][0]["key"] = "increases activity of"
    folder = write(tmp_path / "opposed", made)
    assert run("import", "drugmechdb", folder, "--build", build).returncode == 0
    done = run(
        "compare", "drugmechdb", "--build", build, "--only", "disagreements", "--strict",
        "--format", "tsv",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "opposite signs" in done.stdout


def test_tables_that_changed_since_the_import_are_pointed_out(sound: Path, build: Path) -> None:
    """The layer is used, with a word of warning."""
    assert run("import", "drugmechdb", sound, "--build", build).returncode == 0
    path = build / "layers" / "drugmechdb.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    report["made_with"]["entities.sssom.tsv"] = "0"
    path.write_text(json.dumps(report), encoding="utf-8")
    done = run("compare", "drugmechdb", "--build", build, "--only", "shared")
    assert done.returncode == 0, done.stderr
    assert "the mapping tables changed since the import; import again" in done.stderr


def test_a_data_folder_without_the_tables_is_bad_input(
    tmp_path: Path, sound: Path, build: Path
) -> None:
    """For either command."""
    done = run("import", "drugmechdb", sound, "--build", build, "--data", tmp_path)
    assert done.returncode == 2
    assert "entities.sssom.tsv: No such file" in done.stderr
    assert run("import", "drugmechdb", sound, "--build", build).returncode == 0
    done = run("compare", "drugmechdb", "--build", build, "--data", tmp_path)
    assert done.returncode == 2
    assert "entities.sssom.tsv: No such file" in done.stderr

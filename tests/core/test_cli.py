"""The command line: data to standard output, the rest to standard error, and honest exit codes."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbench import Workbench

CLI = [sys.executable, "-c", "from ldn_kg.cli import main; main()"]
IN_SHELL = f"exec {shlex.join(CLI)}"


def run(*args: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """One command."""
    return subprocess.run(
        [*CLI, *args], input=text, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_question_answers_as_json() -> None:
    """Standard output is data and nothing else."""
    done = run("query", "total_daily_dose", "--param", "study=jackson-2021", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert any(9 in record.values() for record in json.loads(done.stdout))


def test_sparql_from_standard_input() -> None:
    """With the project's prefixes known."""
    query = "SELECT (COUNT(?s) AS ?n) { ?s a ldn:Study }"
    done = run("query", "-", "--format", "csv", text=query)
    assert (done.returncode, done.stdout) == (0, "n\n16\n")


def test_construct_as_turtle() -> None:
    """Triples keep their form."""
    query = "CONSTRUCT { ?s rdfs:label ?l } { VALUES ?s { entity:ogfr } ?s rdfs:label ?l }"
    done = run("query", "-", "--format", "ttl", text=query)
    assert 'entity:ogfr rdfs:label "opioid growth factor receptor"@en .' in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("query", "no_such_question"), "no question 'no_such_question'"),
        (("query", "plasma_cytokine"), "did you mean plasma_cytokines"),
        (("query", "missing.rq"), "missing.rq"),
        (("query", "total_daily_dose", "--param", "study"), "write NAME=VALUE"),
        (("query", "total_daily_dose", "--param", "dose=1"), "no parameter dose"),
        (("show", "nothing-like-this"), "no entity, study or claim"),
        (("search", "qqqqqq"), "no entity, study or claim"),
        (("draw", "-o", "x.html"), "give either --focus"),
        (("draw", "--focus", "tlr4", "-o", "x.pdf"), ".graphml"),
        (("draw", "--focus", "tlr44", "-o", "x.svg"), "did you mean"),
        (("locate", "--source", "no-such-file.txt"), "no-such-file.txt"),
        (("check", "--data", "no-such-folder"), "no such folder"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(args: tuple[str, ...], words: str) -> None:
    """Never a traceback."""
    done = run(*args)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_bad_data_are_all_named_and_nothing_is_changed(workbench: Workbench) -> None:
    """File and line of each, and the count."""
    workbench.spoil("data/studies/jackson-2021.yaml", "agent: naltrexone", "agent: naltrexon")
    workbench.spoil("data/studies/frech-2011.yaml", "low: 34", "low: 35")
    done = run("check", "--data", str(workbench.root / "data"))
    assert done.returncode == 2
    assert "data/studies/jackson-2021.yaml:54: reports[0].regimens[0].agent" in done.stderr
    assert "did you mean naltrexone" in done.stderr
    assert "2 problems; nothing was changed" in done.stderr


def test_a_reader_that_stops_reading_is_no_error() -> None:
    """As with head."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"({IN_SHELL} query --format jsonl) | head -1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_full_disk_and_a_closed_input_are_one_message_each() -> None:
    """The shell's own accidents are no tracebacks either."""
    for tail, words in (
        ("query --format csv > /dev/full", "cannot write the output"),
        ("query - <&-", "standard input is closed"),
        ("query - < <(printf '\\xff')", "not UTF-8"),
    ):
        done = subprocess.run(
            ["bash", "-c", f"{IN_SHELL} {tail}"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, (tail, done.stderr)
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_a_pipe_or_device_in_the_data_does_not_hang(workbench: Workbench) -> None:
    """They have no end to read to."""
    os.mkfifo(workbench.root / "data/studies/pipe.yaml")
    (workbench.root / "data/studies/zero.yaml").symlink_to("/dev/zero")
    done = run("build", "--data", str(workbench.root / "data"), "--out", str(workbench.home.build))
    assert done.returncode == 2
    for name in ("pipe", "zero"):
        assert f"data/studies/{name}.yaml: no regular file" in done.stderr
    done = run("locate", "--source", str(workbench.root / "data/studies/pipe.yaml"))
    assert (done.returncode, "no regular file" in done.stderr) == (2, True)


def test_locators_are_verified_shown_found_and_filled(source_text: Path, tmp_path: Path) -> None:
    """The curator's four uses of one command."""
    source = ["--source", str(source_text)]
    assert "agrees with the text" in run("locate", *source).stdout
    assert run("locate", *source, "parkitny-2017.il6").stdout.splitlines()[0].endswith("\tIL-6")
    found = run("locate", *source, "--find", "NA", "--line", "Metyas et al., 2018")
    assert "span: [7470, 7472]" in found.stdout
    draft = tmp_path / "draft.yaml"
    draft.write_text('at: [{source: carvalho-skare-2023, find: "ED50 estimated"}]\n', "utf-8")
    done = run("locate", *source, "--fill", str(draft))
    assert done.returncode == 0, done.stderr
    assert "sha256: " in draft.read_text("utf-8")
    assert "find" not in draft.read_text("utf-8")


def test_coverage_is_complete_and_says_so(source_text: Path, tmp_path: Path) -> None:
    """Every word of every sentence and cell: 100 percent, held here."""
    page = tmp_path / "coverage.html"
    done = run("coverage", "--source", str(source_text), "--html", str(page))
    assert done.returncode == 0, done.stdout
    assert "258 of 258 passages covered" in done.stdout
    assert "<mark>" not in page.read_text("utf-8")


def test_a_fact_that_no_record_points_at_fails_coverage(
    workbench: Workbench, source_text: Path, tmp_path: Path
) -> None:
    """One finding less, and its words are open: in the text, on the page, in the exit code."""
    path = workbench.root / "data/studies/bruun-plesner-2020.yaml"
    text = path.read_text("utf-8")
    start = text.index("      - id: ed50\n")
    end = text.index("      - id: ed95\n")
    path.write_text(text[:start] + text[end:], "utf-8")
    page = tmp_path / "coverage.html"
    data = str(workbench.root / "data")
    done = run("coverage", "--source", str(source_text), "--data", data, "--html", str(page))
    assert done.returncode == 1, done.stdout
    assert "Table 1, Bruun-Plesner et al., 2020, Outcome" in done.stdout
    assert "ED50 estimated" in done.stdout
    assert "<mark>ED50</mark>" in page.read_text("utf-8")


def test_a_reason_holds_only_for_the_characters_it_was_given_for(
    workbench: Workbench, source_text: Path
) -> None:
    """An out-of-scope entry with another digest closes nothing."""
    workbench.spoil_first("data/sources.yaml", "sha256: b5ff5640e7a234", "sha256: 05ff5640e7a234")
    data = str(workbench.root / "data")
    done = run("coverage", "--source", str(source_text), "--data", data)
    assert done.returncode == 1

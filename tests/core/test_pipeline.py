"""A build: the same bytes from the same files, whole or not at all, quick if nothing changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg.errors import BuildError, DataError
from ldn_kg.files import landing, write_whole
from ldn_kg.pipeline import build_graph, last_build
from ldn_kg.store import Store

if TYPE_CHECKING:
    import ldn_kg
    from tests.workbench import Workbench

OUTPUTS = (
    "ldn-kg.nq", "ldn-kg.trig", "ldn-kg.ttl", "ldn-kg.jsonld", "prefixes.epm.json", "report.json",
)  # fmt: skip
BUILD = """
import sys
from pathlib import Path
from ldn_kg.pipeline import build_graph
from ldn_kg.resources import Home
root = Path(sys.argv[1])
home = Home(root / "ontology", root / "data", root / "queries", root / "build")
build_graph(home, force=True, progress=lambda message: print(message, flush=True))
"""


def test_a_build_twice_gives_the_same_bytes(
    workbench: Workbench, kg: ldn_kg.KnowledgeGraph
) -> None:
    """In another folder, in another process, with another hash seed."""
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", BUILD, str(workbench.root)]
    subprocess.run(command, check=True, env=env, capture_output=True)
    for name in OUTPUTS:
        ours = (workbench.home.build / "current" / name).read_bytes()
        assert ours == (kg.folder / name).read_bytes(), name


def test_nothing_changed_means_nothing_done(kg: ldn_kg.KnowledgeGraph) -> None:
    """The last build is used as it is."""
    from ldn_kg.resources import home

    before = (kg.folder / "report.json").stat().st_mtime_ns
    assert build_graph(home()).fresh is False
    assert (kg.folder / "report.json").stat().st_mtime_ns == before


def test_a_damaged_build_is_not_used(workbench: Workbench, kg: ldn_kg.KnowledgeGraph) -> None:
    """A file that is not as it was written counts as no build."""
    current = workbench.home.build / "current"
    current.mkdir(parents=True)
    for name in OUTPUTS:
        (current / name).write_bytes((kg.folder / name).read_bytes())
    assert last_build(workbench.home.build) is not None
    (current / "ldn-kg.nq").write_bytes(b"half a file")
    assert last_build(workbench.home.build) is None


def test_bad_data_leave_the_last_good_build_in_use(workbench: Workbench) -> None:
    """A failed build changes nothing."""
    current = workbench.home.build / "current"
    current.mkdir(parents=True)
    (current / "report.json").write_text("{}", encoding="utf-8")
    workbench.spoil("data/studies/jackson-2021.yaml", "agent: naltrexone", "agent: nothing")
    with pytest.raises(DataError):
        build_graph(workbench.home)
    assert (current / "report.json").read_text(encoding="utf-8") == "{}"
    assert [path.name for path in workbench.home.build.iterdir()] == ["current"]


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_last_good_build(workbench: Workbench) -> None:
    """Killed at each step that a build names, and a moment later, until one gets through."""
    first = build_graph(workbench.home)
    good = {name: (first.folder / name).read_bytes() for name in OUTPUTS}
    command = [sys.executable, "-c", BUILD, str(workbench.root)]
    for step in ("reading data", "writing quads", "reasoning", "writing files"):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for message in process.stdout:
            if step in message:
                time.sleep(0.05)
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for name, content in good.items():
            path = workbench.home.build / "current" / name
            assert path.read_bytes() == content, (step, name)
    assert build_graph(workbench.home).fresh is False
    with landing(workbench.home.build, "after-the-kills"):
        left = [p.name for p in workbench.home.build.glob("unfinished-*")]
    assert left == [f"unfinished-{os.getpid()}"], "what killed builds left behind is swept up"


def test_a_folder_lands_whole_or_not_at_all(tmp_path: Path) -> None:
    """An error inside leaves neither a folder nor a changed pointer."""
    with landing(tmp_path, "one") as folder:
        (folder / "a").write_text("1", encoding="utf-8")

    def fails() -> None:
        with landing(tmp_path, "two") as folder:
            (folder / "a").write_text("2", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert (tmp_path / "current" / "a").read_text(encoding="utf-8") == "1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "one"]


def test_a_folder_that_cannot_be_written_is_one_clear_message(tmp_path: Path) -> None:
    """Here a file stands where the folder should be."""
    (tmp_path / "build").write_text("in the way", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot write to"), landing(tmp_path / "build", "x"):
        pass
    with pytest.raises(BuildError, match="cannot write"):
        write_whole(tmp_path / "no" / "such" / "folder.html", "text")


def test_every_format_holds_the_same_graph(kg: ldn_kg.KnowledgeGraph) -> None:
    """N-Quads and TriG the dataset, Turtle and JSON-LD its union."""
    quads = {
        str(q) for q in ox.parse(path=str(kg.folder / "ldn-kg.nq"), format=ox.RdfFormat.N_QUADS)
    }
    trig = {str(q) for q in ox.parse(path=str(kg.folder / "ldn-kg.trig"), format=ox.RdfFormat.TRIG)}
    assert quads == trig
    union = {str(triple) for triple in kg.store.union()}
    for name, format_ in (
        ("ldn-kg.ttl", ox.RdfFormat.TURTLE),
        ("ldn-kg.jsonld", ox.RdfFormat.JSON_LD),
    ):
        found = ox.Dataset(ox.parse(path=str(kg.folder / name), format=format_))
        expected = ox.Dataset(
            ox.parse("\n".join(f"{t} ." for t in union).encode(), format=ox.RdfFormat.N_TRIPLES)
        )
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        expected.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert set(map(str, found)) == set(map(str, expected)), name


def test_the_report_counts_what_is_there(kg: ldn_kg.KnowledgeGraph) -> None:
    """Its numbers are those of the store."""
    report = json.loads((kg.folder / "report.json").read_text(encoding="utf-8"))
    assert report["quads"] == len(kg.store)
    assert sum(report["graphs"].values()) == report["quads"]
    studies = kg.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ldn:Study }").column("n")
    assert studies == [report["classes"]["Study"]] == [16]


def test_a_count_over_the_union_counts_each_fact_once(kg: ldn_kg.KnowledgeGraph) -> None:
    """A locator that two graphs share is one locator."""
    shared = kg.query("""
        SELECT ?l (COUNT(DISTINCT ?g) AS ?n)
        { GRAPH ?g { ?l a ldn:Locator } } GROUP BY ?l HAVING (COUNT(DISTINCT ?g) > 1) LIMIT 1
    """)
    assert len(shared) == 1
    locator = shared.rows[0][0]
    once = kg.query(f"SELECT (COUNT(?s) AS ?n) {{ <{expand(str(locator))}> ldn:start ?s }}")
    assert once.column("n") == [1]


def expand(curie: str) -> str:
    """The IRI of a CURIE."""
    from ldn_kg.prefixes import expand as strict

    return strict(curie)


def test_the_store_refuses_a_broken_file(tmp_path: Path) -> None:
    """With the file's name."""
    (tmp_path / "x.nq").write_text("<a> <b> .\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"x\.nq"):
        Store.open(tmp_path / "x.nq")


def test_what_a_build_did_not_make_is_never_removed(tmp_path: Path) -> None:
    """A pointer that leads out of the folder is replaced, and its target left alone."""
    (tmp_path / "thesis.txt").write_text("important", encoding="utf-8")
    build = tmp_path / "build"
    build.mkdir()
    (build / "current").symlink_to("..")
    with landing(build, "0123456789ab") as folder:
        (folder / "a").write_text("1", encoding="utf-8")
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "important"
    assert (build / "current" / "a").read_text(encoding="utf-8") == "1"


def test_the_same_build_again_is_swapped_in_beside_the_old_one(tmp_path: Path) -> None:
    """So that there is a complete build at every moment."""
    for text in ("1", "2", "3"):
        with landing(tmp_path, "0123456789ab") as folder:
            (folder / "a").write_text(text, encoding="utf-8")
            if text != "1":
                assert (tmp_path / "current" / "a").is_file()
    assert (tmp_path / "current" / "a").read_text(encoding="utf-8") == "3"
    assert len([path for path in tmp_path.iterdir() if not path.is_symlink()]) == 1


def test_a_build_asked_for_by_name_is_read_as_it_is(workbench: Workbench) -> None:
    """Reading neither rebuilds nor replaces what somebody built from other data."""
    import ldn_kg

    workbench.spoil("data/entities/receptors.tsv", "opioid growth factor receptor\t", "OGF-R\t")
    table = workbench.root / "data/mappings/entities.sssom.tsv"
    rows, row = table.read_text(encoding="utf-8"), "entity:ogfr\topioid growth factor receptor\t"
    table.write_text(rows.replace(row, "entity:ogfr\tOGF-R\t"), encoding="utf-8")
    done = build_graph(workbench.home)
    kg = ldn_kg.open(workbench.home.build)
    assert kg.query("SELECT ?l { entity:ogfr rdfs:label ?l }").column("l") == ["OGF-R"]
    assert last_build(workbench.home.build) == done or kg.folder == done.folder

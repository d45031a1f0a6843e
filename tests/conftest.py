"""What the tests share: the graph of the last build."""

from __future__ import annotations

import pytest

import ldn_kg


@pytest.fixture(scope="session")
def kg() -> ldn_kg.KnowledgeGraph:
    """The graph, built first where nothing is built."""
    return ldn_kg.open()

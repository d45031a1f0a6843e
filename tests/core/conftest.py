"""Fixtures of the core tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbench import SOURCE_TEXT, Workbench

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    """A copy of the curated files that the test may spoil."""
    return Workbench.make(tmp_path)


@pytest.fixture(scope="session")
def source_text() -> Path:
    """The article's text; tests that need it are skipped where it is absent."""
    if not SOURCE_TEXT.is_file():
        pytest.skip(f"the article's text is not at {SOURCE_TEXT}; it is not part of the project")
    return SOURCE_TEXT

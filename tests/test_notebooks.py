"""The notebooks run from top to bottom, on the public interface alone."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

from tests.workbench import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: Warnings are errors in a notebook, as they are in the tests.
STRICT = "import warnings\nwarnings.simplefilter('error')"


def read(path: Path) -> nbformat.NotebookNode:
    """A notebook."""
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Its cells with code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, without warning, and those that end in an expression show something."""
    notebook = read(path)
    strict = nbformat.v4.new_code_cell(STRICT)  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, strict)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, resources=resources).execute()
    for cell in code(notebook)[1:]:
        shows = isinstance(ast.parse(cell.source).body[-1], ast.Expr)
        assert bool(cell.outputs) == shows, cell.source
        assert all(output.output_type == "execute_result" for output in cell.outputs)
        assert not any("0 rows" in str(output.data) for output in cell.outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_only_the_package(path: Path) -> None:
    """``import ldn_kg``, and of that only what it exports."""
    for cell in code(read(path)):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.ImportFrom)
            if isinstance(node, ast.Import):
                assert [alias.name for alias in node.names] == ["ldn_kg"]
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    """So that it never shows an old answer, and differences can be read."""
    notebook = read(path)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(notebook))
    assert "Research use, not medical advice." in notebook.cells[0].source


def test_there_are_notebooks() -> None:
    """The tests above ran on something."""
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]

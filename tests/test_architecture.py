"""ARCHITECTURE.md against the code: its tables say what each module imports, and no more."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ldn_kg"
MOST_LINES = 320
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}

_ROW = re.compile(r"^\| `([\w./]+)` \| .+ \| (.+) \|$", re.MULTILINE)

Rows = dict[str, set[str]]


def table() -> Rows:
    """The rows of ARCHITECTURE.md: a module, and what it may import."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Modules")[2]
    return {
        name.rstrip("/"): set(re.findall(r"`([\w.]+)`", allowed))
        for name, allowed in _ROW.findall(text)
    }


@cache
def imports() -> grimp.ImportGraph:
    """Every import of the package, wherever in a module it stands."""
    return grimp.build_graph("ldn_kg", cache_dir=None)


def measured(graph: grimp.ImportGraph) -> Rows:
    """The rows as the code would have them.

    A module or package of the first level has the first-level modules that it imports; a module in
    a package has those of the same package.
    """
    rows: Rows = {}
    for module in graph.modules:
        importer = _steps(module, graph)
        inside = rows.setdefault(".".join(importer), set())
        outside = rows.setdefault(importer[0], set())
        for other in graph.find_modules_directly_imported_by(module):
            imported = _steps(other, graph)
            if imported[0] == importer[0]:
                inside.add(".".join(imported))
            else:
                outside.add(imported[0])
    return rows


def _steps(module: str, graph: grimp.ImportGraph) -> tuple[str, ...]:
    """``ldn_kg.check`` is the package's ``__init__``, as its row calls it."""
    steps = tuple(module.split(".")[1:])
    is_package = bool(graph.find_children(module))
    return (*steps, "__init__") if is_package else steps


def differences(rows: Rows, found: Rows) -> list[str]:
    """What the tables say that the code does not, and the other way round."""
    wrong = [f"no row for {name}" for name in sorted(set(found) - set(rows))]
    wrong += [f"no module {name}" for name in sorted(set(rows) - set(found))]
    for name in sorted(set(rows) & set(found)):
        wrong += [f"{name} may not import {other}" for other in sorted(found[name] - rows[name])]
        wrong += [f"{name} imports no {other}" for other in sorted(rows[name] - found[name])]
    return wrong


def circles(graph: grimp.ImportGraph) -> list[str]:
    """Modules from which a chain of imports leads back to them."""
    return sorted(
        " → ".join((module, *chain))
        for module in graph.modules
        for other in graph.find_modules_directly_imported_by(module)
        if (chain := graph.find_shortest_chain(importer=other, imported=module))
    )


def test_each_module_imports_what_its_row_allows() -> None:
    """A difference is mended in the code or, if the new import is meant, in the row."""
    assert differences(table(), measured(imports())) == []


def test_no_module_imports_in_a_circle() -> None:
    """A circle is broken by moving the shared thing down, not by importing late."""
    assert circles(imports()) == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_modules_are_short_and_named_for_what_they_hold(path: Path) -> None:
    """A module that outgrows the limit holds two things; a name such as util holds anything."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert path.stem not in SAYS_NOTHING
    assert path.parent.name not in SAYS_NOTHING


def test_the_documented_limit_is_the_tested_one() -> None:
    """ARCHITECTURE.md prints the same number of lines."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert re.findall(r"more than\s+(\d+) lines", text) == [str(MOST_LINES)]


def test_a_planted_import_is_seen() -> None:
    """A row that allows too little, a stale one, and one for nothing are each reported."""
    planted = deepcopy(imports())
    planted.add_import(importer="ldn_kg.store", imported="ldn_kg.model.claim")
    rows = table()
    assert "store may not import model" in differences(rows, measured(planted))
    stale = {**rows, "errors": {"store"}, "nowhere": set()}
    found = differences(stale, measured(imports()))
    assert "errors imports no store" in found
    assert "no module nowhere" in found
    del stale["tables"]
    assert "no row for tables" in differences(stale, measured(imports()))


def test_a_planted_circle_is_seen() -> None:
    """Two modules that import each other are reported."""
    planted = deepcopy(imports())
    planted.add_import(importer="ldn_kg.errors", imported="ldn_kg.files")
    assert "ldn_kg.errors → ldn_kg.files → ldn_kg.errors" in circles(planted)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to plant violations in."""
    shutil.copytree(PACKAGE, tmp_path / "ldn_kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and output of ``lint-imports`` on a copy."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_contracts_hold(copied: Path) -> None:
    """Layers, and the two halves."""
    code, output = lint(copied)
    assert code == 0, output


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("check/claims.py", "from ldn_kg import iris", "Curation knows no RDF"),
        ("passages.py", "import pyoxigraph", "Curation knows no RDF"),
        ("store.py", "from ldn_kg.model import claim", "Storage knows no records"),
        ("errors.py", "from ldn_kg import files", "Layers"),
        ("search.py", "from ldn_kg import load", "Layers"),
        ("build/claim.py", "import typer", "Only the command line"),
    ],
)
def test_each_contract_fires(copied: Path, module: str, line: str, contract: str) -> None:
    """An import against a contract breaks that contract."""
    path = copied / "ldn_kg" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    code, output = lint(copied)
    assert code == 1
    assert re.search(rf"^{contract}.*BROKEN$", output, re.MULTILINE), output


def test_a_module_without_a_layer_is_seen(copied: Path) -> None:
    """A new module must be given its place in the layers."""
    (copied / "ldn_kg" / "novelty.py").write_text('"""New."""\n', encoding="utf-8")
    code, output = lint(copied)
    assert code == 1
    assert "ldn_kg.novelty" in output

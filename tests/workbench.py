"""A copy of the curated files that a test may spoil, and ways to spoil it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ldn_kg.resources import Home

ROOT = Path(__file__).resolve().parents[1]
#: The article's text, for those who have it.
SOURCE_TEXT = ROOT.parent / "shared" / "review" / "carvalho-skare-2023.txt"
#: Vocabularies of others, as files, for those who have them.
ONTOLOGIES = ROOT.parent / "shared" / "ontologies"
HPO = ONTOLOGIES / "hp_2026-02-16_slice.obo"


@dataclass(frozen=True, slots=True)
class Workbench:
    """Copies of ontology, data and queries in a folder of the test's own."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Workbench:
        """Copies the project's files."""
        for name in ("ontology", "data", "queries"):
            shutil.copytree(ROOT / name, root / name)
        return cls(root)

    @property
    def home(self) -> Home:
        """The folders, as the pipeline wants them."""
        root = self.root
        return Home(root / "ontology", root / "data", root / "queries", root / "build")

    def spoil(self, file: str, old: str, new: str) -> int:
        """Replaces one text that stands exactly once; returns the line on which it began."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def spoil_first(self, file: str, old: str, new: str) -> int:
        """Replaces the first of several such texts; returns its line."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

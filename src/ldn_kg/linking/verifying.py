"""Verifies mapping tables, ours or anybody's, in one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.linking.curated import Curated, curated
from ldn_kg.mappings import FOLDER, read_mappings
from ldn_kg.resources import home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_kg.link.findings import Report
    from ldn_kg.mappings import MappingSet


def verify(*tables: str | Path, ontology: Sequence[str] = (), data: Path | None = None) -> Report:
    """Holds mapping tables to the vocabularies that their identifiers are from.

    Args:
        *tables: SSSOM files, about our entities or anybody's; else those of the data folder.
        ontology: What to verify against: files in OBO, OWL, OBO Graph JSON, SSSOM or tables of
            terms, or prefixes of shipped vocabularies, which serve every other prefix as well.
        data: Another data folder.

    Raises:
        InputError: With every problem of the files.
        BuildError: When the extra ``links`` is not installed.

    Example:
        >>> [one.version for one in verify().verified if one.prefix == "MONDO"]
        ['2026-05-05']
    """
    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.rows import speaks_of_ours
    from ldn_kg.link.verifying import sources_for
    from ldn_kg.link.verifying import verify as verb

    folder = home(data=data).data
    sets = _tables(tables, folder)
    ours = Curated({}, Kinds())
    if any(speaks_of_ours(table) for _, table in sets):
        ours = curated(data)
    return verb(sets, sources_for(ontology, sets), ours.entities, ours.kinds)


def _tables(named: Sequence[str | Path], data: Path) -> list[tuple[str, MappingSet]]:
    """The tables that are named, or else those of the data folder, with every problem at once."""
    found = {str(path): Path(path) for path in named} or {
        path.relative_to(data.parent).as_posix(): path
        for path in sorted((data / FOLDER).glob("*.sssom.tsv"))
    }
    tables: list[tuple[str, MappingSet]] = []
    problems: list[Problem] = []
    for name, path in found.items():
        try:
            tables.append((name, read_mappings(path, name, strict=False)))
        except InputError as error:
            problems += error.problems
    if not found:
        hint = "name a table, or another folder with --data"
        problems.append(Problem(Where(str(data / FOLDER)), "no-table", "no *.sssom.tsv", hint))
    if problems:
        raise InputError(problems)
    return tables

"""link: identifiers elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import CURATE, app, say
from ldn_kg.cli.curate import FINDINGS
from ldn_kg.cli.options import BuildFolder, DataFolder, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.link.findings import Report
    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.mappings import MappingSet
    from ldn_kg.resources import Home

link_app = typer.Typer(
    help="Identifiers elsewhere: verify, suggest, bring in.", no_args_is_help=True
)
app.add_typer(link_app, name="link", rich_help_panel=CURATE)

_KINDS = "kinds.tsv"


@link_app.command()
def verify(
    tables: Annotated[
        list[Path] | None,
        typer.Argument(metavar="TABLE", help="SSSOM tables; else those of the data folder."),
    ] = None,
    ontology: Annotated[
        list[str] | None,
        typer.Option(
            "--ontology",
            metavar="FILE|NAME",
            help="What to verify against: OBO, OWL, OBO Graph JSON, SSSOM or a table of terms, or "
            "the prefix of a shipped vocabulary. Shipped ones serve every other prefix.",
        ),
    ] = None,
    data: DataFolder = None,
    build: BuildFolder = None,
    format_: Annotated[
        Literal["table", "json", "jsonl", "csv", "tsv"],
        typer.Option("--format", help="How to print; only json says what was verified."),
    ] = "table",
) -> None:
    """Hold identifiers and labels to the vocabularies they are from; exit 1 if there are errors."""
    from ldn_kg.link.verifying import sources_for
    from ldn_kg.link.verifying import verify as verb
    from ldn_kg.resources import home

    folders = home(data=data, build=build)
    sets = _tables(tables, folders.data)
    entities, kinds = _ours(sets, folders, build)
    report = verb(sets, sources_for(ontology or [], sets), entities, kinds)
    typer.echo(_printed(report, format_))
    say(report.summary())
    if report.errors:
        raise typer.Exit(FINDINGS)


def _tables(named: Sequence[Path] | None, data: Path) -> list[tuple[str, MappingSet]]:
    """The tables that are named, or else those of the data folder, with every problem at once."""
    from ldn_kg.errors import InputError, Problem, Where
    from ldn_kg.mappings import FOLDER, read_mappings

    found = {str(path): path for path in named or ()} or {
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


def _ours(
    sets: Sequence[tuple[str, MappingSet]], folders: Home, build: Path | None
) -> tuple[Mapping[str, OurEntity], Kinds]:
    """Our entities and their kinds; nothing where no table speaks of ours."""
    from ldn_kg import iris
    from ldn_kg.link.curated import curated_entities
    from ldn_kg.link.kinds import Kinds, read_kinds
    from ldn_kg.link.ours import our_entities
    from ldn_kg.link.rows import speaks_of_ours
    from ldn_kg.load import load
    from ldn_kg.mappings import FOLDER
    from ldn_kg.ontology import read_ontology, read_terms

    if not any(speaks_of_ours(table) for _, table in sets):
        return {}, Kinds()
    terms = read_terms(read_ontology(folders.ontology, iris.graph("ontology")))
    path = folders.data / FOLDER / _KINDS
    kinds = read_kinds(path, terms.ancestors, path.relative_to(folders.data.parent).as_posix())
    if build is not None:
        return our_entities(opened(build).store), kinds
    return curated_entities(load(folders.data), terms), kinds


def _printed(report: Report, format_: Literal["table", "json", "jsonl", "csv", "tsv"]) -> str:
    from ldn_kg.tables import json_text, render

    if format_ == "json":
        return json_text(report.as_json(), indent=2)
    return render(report.table(brief=format_ == "table"), format_)

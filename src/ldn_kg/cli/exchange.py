"""import, compare: what other databases say, beside our own claims and never among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import ASK, CURATE, app, say
from ldn_kg.cli.options import BuildFolder, DataFolder, opened
from ldn_kg.errors import QueryError
from ldn_kg.files import LAYERS

if TYPE_CHECKING:
    from ldn_kg.drugmechdb import Comparison
    from ldn_kg.tables import Format

FINDINGS = 1

import_app = typer.Typer(
    help="Read another database into a layer of its own.", no_args_is_help=True
)
compare_app = typer.Typer(
    help="Set an imported database beside our own claims.", no_args_is_help=True
)
app.add_typer(import_app, name="import", rich_help_panel=CURATE)
app.add_typer(compare_app, name="compare", rich_help_panel=ASK)

RowFormat = Annotated[
    Literal["table", "json", "jsonl", "csv", "tsv"], typer.Option("--format", help="How to print.")
]


@import_app.command("drugmechdb")
def import_drugmechdb(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the records, or one file of them.")
    ],
    format_: RowFormat = "table",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 if anything in the records is doubtful.")
    ] = False,
    build: BuildFolder = None,
    data: DataFolder = None,
) -> None:
    """Import DrugMechDB: map its predicates, check its identifiers, print what is doubtful."""
    from ldn_kg.drugmechdb import import_records, write_layer
    from ldn_kg.resources import home
    from ldn_kg.tables import render

    folders = home(data=data, build=build)
    done = import_records(source, folders.data / "mappings")
    path = write_layer(folders.build / LAYERS, done.quads, done.report)
    typer.echo(render(done.table(brief=format_ == "table"), format_))
    counts = {
        "records": done.report["records"],
        "hops": done.report["hops"],
        "quads": len(done.quads),
        "hops with an old predicate name": done.report["hops_with_an_old_predicate"],
        "nodes in doubt, tied to nothing": done.report["nodes_in_doubt"],
        "findings": len(done.findings),
    }
    say(f"{path}; {'; '.join(f'{name}: {count}' for name, count in counts.items())}")
    if strict and done.findings:
        raise typer.Exit(FINDINGS)


@compare_app.command("drugmechdb")
def compare_drugmechdb(
    only: Annotated[
        Literal["shared", "lacking", "ours_only", "disagreements"] | None,
        typer.Option("--only", help="Print one table.", show_default=False),
    ] = None,
    format_: RowFormat = "table",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 if the two disagree anywhere.")
    ] = False,
    build: BuildFolder = None,
    data: DataFolder = None,
) -> None:
    """Show which of our hops DrugMechDB has, which of its we lack, and where signs disagree."""
    from ldn_kg.drugmechdb import ENTITIES, compare, read_layer, tables_digest
    from ldn_kg.mappings import read_mappings
    from ldn_kg.resources import home

    mappings = home(data=data).data / "mappings"
    layer, report = read_layer(home(build=build).build / LAYERS)
    if report.get("made_with") != tables_digest(mappings):
        say("the mapping tables changed since the import; import again to use them")
    found = compare(opened(build).store, layer, read_mappings(mappings / ENTITIES))
    typer.echo(_printed(found, only, format_))
    say(", ".join(f"{name}: {count}" for name, count in found.counts().items()))
    if strict and len(found.disagreements):
        raise typer.Exit(FINDINGS)


def _printed(found: Comparison, only: str | None, format_: Format) -> str:
    """The tables, or one of them, in the form asked for."""
    from ldn_kg.tables import json_text, render

    tables = found.brief() if format_ == "table" else found.tables()
    if only is not None:
        return render(tables[only], format_)
    if format_ == "table":
        return "\n\n".join(render(table, format_) for table in tables.values())
    if format_ == "json":
        return json_text({name: table.records() for name, table in tables.items()}, indent=2)
    if format_ == "jsonl":
        rows = ({"table": name, **row} for name, table in tables.items() for row in table.records())
        return "\n".join(map(json_text, rows))
    message = f"{format_} holds one table; add --only shared, lacking, ours_only or disagreements"
    raise QueryError(message)

"""link: identifiers elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import CURATE, app, say
from ldn_kg.cli.curate import FINDINGS
from ldn_kg.cli.options import DataFolder

if TYPE_CHECKING:
    from ldn_kg.link.findings import Report

link_app = typer.Typer(
    help="Identifiers elsewhere: verify, suggest, bring in.", no_args_is_help=True
)
app.add_typer(link_app, name="link", rich_help_panel=CURATE)


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
    format_: Annotated[
        Literal["table", "json", "jsonl", "csv", "tsv"],
        typer.Option("--format", help="How to print; only json says what was verified."),
    ] = "table",
) -> None:
    """Hold identifiers and labels to the vocabularies they are from; exit 1 if there are errors."""
    from ldn_kg.linking import verify as verb

    report = verb(*(tables or ()), ontology=ontology or (), data=data)
    typer.echo(_printed(report, format_))
    say(report.summary())
    if report.errors:
        raise typer.Exit(FINDINGS)


def _printed(report: Report, format_: Literal["table", "json", "jsonl", "csv", "tsv"]) -> str:
    from ldn_kg.tables import json_text, render

    if format_ == "json":
        return json_text(report.as_json(), indent=2)
    return render(report.table(brief=format_ == "table"), format_)

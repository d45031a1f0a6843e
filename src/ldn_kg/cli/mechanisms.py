"""paths, why-not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.certainty import Certainty
from ldn_kg.cli.app import ASK, app
from ldn_kg.cli.options import BuildFolder, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from ldn_kg.tables import Format, Table

First = Annotated[
    str, typer.Argument(metavar="FROM", help="An entity, or a class: 'any cytokine'.")
]
Last = Annotated[
    str, typer.Argument(metavar="TO", help="An entity, a disease, or a class: 'any pain outcome'.")
]
Bound = Annotated[int, typer.Option("--hops", help="At most so many hops, 1 to 10.")]
Species = Annotated[
    str | None, typer.Option(help="Only evidence from this organism: human, mouse, rat.")
]
Agent = Annotated[str | None, typer.Option(help="Only evidence with this drug, at whatever dose.")]
Regimen = Annotated[
    Literal["low", "standard"] | None, typer.Option(help="Only evidence with this regimen.")
]
Layer = Annotated[
    Literal["review", "primary", "later"] | None,
    typer.Option(help="Only what this layer says."),
]
MinCertainty = Annotated[
    Certainty | None, typer.Option(help="Only evidence at least this certain.")
]
PathFormat = Annotated[
    Literal["text", "json", "jsonl", "csv", "tsv", "table"],
    typer.Option("--format", help="How to print; all but text and json have one row a hop."),
]


@app.command(rich_help_panel=ASK)
def paths(
    first: First,
    last: Last,
    bound: Bound = 6,
    species: Species = None,
    agent: Agent = None,
    regimen: Regimen = None,
    layer: Layer = None,
    min_certainty: MinCertainty = None,
    limit: Annotated[int, typer.Option(min=0, help="Show so many paths; 0 for all.")] = 10,
    rank: Annotated[
        Literal["evidence", "dwpc"], typer.Option(help="What to rank by.")
    ] = "evidence",
    damping: Annotated[
        float | None,
        typer.Option(help="With --rank dwpc: how much a hub is damped, 0 to 1."),
    ] = None,
    format_: PathFormat = "text",
    build: BuildFolder = None,
) -> None:
    """Show every mechanism path from one thing to another, with the evidence for each hop."""
    kg = opened(build)
    found = kg.paths(
        first,
        last,
        bound=bound,
        species=species,
        agent=agent,
        regimen=regimen,
        layer=layer,
        min_certainty=min_certainty,
        damping=_damping(rank, damping),
    )
    shown = limit or None
    typer.echo(
        _printed(
            format_,
            lambda: found.text(shown),
            lambda: found.records(shown),
            lambda: found.table(shown),
        )
    )


def _damping(rank: str, damping: float | None) -> float | None:
    from ldn_kg.errors import QueryError

    if rank == "dwpc" and damping is None:
        message = "--rank dwpc needs --damping W: 0 counts paths, 0.4 or 0.5 is usual"
        raise QueryError(message)
    if rank != "dwpc" and damping is not None:
        message = "--damping belongs to --rank dwpc"
        raise QueryError(message)
    return damping


def _printed(
    format_: Literal["text"] | Format,
    text: Callable[[], str],
    records: Callable[[], dict[str, object]],
    table: Callable[[], Table],
) -> str:
    from ldn_kg.tables import json_text, render

    if format_ == "text":
        return text()
    if format_ == "json":
        return json_text(records(), indent=2)
    return render(table(), format_)


@app.command("why-not", rich_help_panel=ASK)
def why_not(
    first: First,
    last: Last,
    bound: Bound = 6,
    species: Species = None,
    agent: Agent = None,
    regimen: Regimen = None,
    layer: Layer = None,
    min_certainty: MinCertainty = None,
    signed: Annotated[
        bool, typer.Option("--signed", help="Also count a path whose net sign is not known.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Show so many chains.")] = 10,
    format_: PathFormat = "text",
    build: BuildFolder = None,
) -> None:
    """Show the nearest chains that fail, what stops each, and what evidence would close it."""
    found = opened(build).why_not(
        first,
        last,
        bound=bound,
        species=species,
        agent=agent,
        regimen=regimen,
        layer=layer,
        min_certainty=min_certainty,
        signed=signed,
        limit=limit,
    )
    typer.echo(_printed(format_, found.__str__, found.records, found.table))

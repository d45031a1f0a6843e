"""link suggest: candidates for our entities in other vocabularies, for a person to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import say
from ldn_kg.cli.link import link_app
from ldn_kg.cli.options import DataFolder

if TYPE_CHECKING:
    from ldn_kg.linking import Suggestions

Format = Literal["sssom", "json", "table"]
HEAD = {
    "mapping_set_id": "https://w3id.org/ldn-kg/mappings/suggestions",
    "mapping_set_title": "Suggested mappings of LDN-KG entities",
    "mapping_set_description": "Candidates by name and structure, the best first for each entity. "
    "Nobody has judged them.",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@link_app.command()
def suggest(
    entities: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ENTITY]...", help="Keys or labels of entities; else all."),
    ] = None,
    ontology: Annotated[
        list[str] | None,
        typer.Option(
            "--ontology",
            metavar="FILE|NAME",
            help="Where to look: OBO, OWL, OBO Graph JSON, SSSOM or a table of terms, or the "
            "prefix of a shipped vocabulary. Without it: each that is shipped.",
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="At most so many for each entity.")] = 5,
    mapped: Annotated[
        bool, typer.Option("--all", help="Also for entities that have a row there already.")
    ] = False,
    measure: Annotated[
        bool,
        typer.Option("--measure", help="Hold out our accepted matches, and see what comes back."),
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", help="How to print; a measurement has no sssom.")
    ] = "sssom",
    data: DataFolder = None,
) -> None:
    """Suggest terms of other vocabularies for our entities, as SSSOM to accept or reject."""
    from ldn_kg import linking
    from ldn_kg.tables import render

    if measure:
        table = linking.measure(ontology=ontology or (), data=data).table()
        typer.echo(render(table, "json" if format_ == "json" else "table"))
        return
    found = linking.suggest(
        *(entities or ()), ontology=ontology or (), top=top, mapped=mapped, data=data
    )
    typer.echo(_printed(found, format_), nl=format_ != "sssom")
    for remark in found.remarks():
        say(remark)


def _printed(found: Suggestions, format_: Format) -> str:
    from ldn_kg.link.sssom_text import cells_of, sssom_text
    from ldn_kg.tables import json_text, render

    if format_ == "sssom":
        return sssom_text((one.as_row() for one in found.candidates), HEAD)
    if format_ == "json":
        rows = found.candidates
        return json_text(
            [{**cells_of(one.as_row()), "confidence": round(one.score, 2)} for one in rows], 2
        )
    return render(found.table(), "table")

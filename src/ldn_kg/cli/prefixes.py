"""link prefixes: what the prefixes of identifiers stand for."""

from __future__ import annotations

import typer

from ldn_kg.cli.link import link_app
from ldn_kg.cli.options import TableFormat


@link_app.command()
def prefixes(format_: TableFormat = "table") -> None:
    """List the prefixes; json is an extended prefix map, ttl the heads of Turtle files."""
    from ldn_kg.prefixes import PREFIXES, SYNONYMS, extended_prefix_map
    from ldn_kg.tables import Table, json_text, render

    if format_ == "json":
        typer.echo(json_text(extended_prefix_map(), indent=2))
    elif format_ == "jsonl":
        typer.echo("\n".join(json_text(record) for record in extended_prefix_map()))
    elif format_ == "ttl":
        typer.echo(
            "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items()))
        )
    else:
        rows = tuple(
            (name, iri, ", ".join(SYNONYMS.get(name, ()))) for name, iri in sorted(PREFIXES.items())
        )
        typer.echo(render(Table(("prefix", "stands_for", "also_written"), rows), format_))

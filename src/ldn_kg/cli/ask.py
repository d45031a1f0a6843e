"""search, show, query."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ldn_kg.cli.app import ASK, app, say
from ldn_kg.cli.options import BuildFolder, Layers, Services, TableFormat, opened
from ldn_kg.errors import QueryError

if TYPE_CHECKING:
    from ldn_kg.catalog import Question


@app.command(rich_help_panel=ASK)
def search(
    text: Annotated[str, typer.Argument(help="A name, or part of one: 'TNF alpha', 'sjogren'.")],
    format_: TableFormat = "table",
    build: BuildFolder = None,
) -> None:
    """Find entities, studies and claims by any of their names."""
    from ldn_kg.errors import NotFoundError
    from ldn_kg.tables import render

    table = opened(build).search(text)
    if not table.rows:
        kind = "entity, study or claim"
        raise NotFoundError(kind, text)
    typer.echo(render(table, format_))


@app.command(rich_help_panel=ASK)
def show(
    name: Annotated[
        str, typer.Argument(help="A key, id or name: tlr4, study:frech-2011, 'IL-10'.")
    ],
    format_: TableFormat = "table",
    build: BuildFolder = None,
) -> None:
    """Show everything that is said of an entity, a study or a claim."""
    from ldn_kg.show import triples
    from ldn_kg.tables import as_turtle, json_text, render

    kg = opened(build)
    page = kg.show(name)
    if format_ == "ttl":
        typer.echo(as_turtle(triples(kg.store, page.node)))
    elif format_ in {"json", "jsonl"}:
        typer.echo(json_text(page.records(), indent=2 if format_ == "json" else None))
    else:
        typer.echo("\n\n".join([page.node, *(render(t, format_) for t in page.sections)]))


@app.command(rich_help_panel=ASK)
def query(
    question: Annotated[
        str | None,
        typer.Argument(
            help="A shipped question, a .rq file, SPARQL text, or - for standard input."
        ),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="NAME=VALUE, as often as needed.")
    ] = None,
    layers: Layers = None,
    services: Services = None,
    identifiers: Annotated[
        bool,
        typer.Option("--identifiers", help="Add what each entity is in other vocabularies."),
    ] = False,
    format_: TableFormat = "table",
    build: BuildFolder = None,
) -> None:
    """Ask a shipped question or your own SPARQL; without a name, list the questions."""
    from ldn_kg.doubts import doubts
    from ldn_kg.federation import ask
    from ldn_kg.tables import Table, as_turtle, render

    kg = opened(build, layers, services)
    if question is None:
        rows = tuple((n, q.header.title, q.header.reader) for n, q in kg.questions.items())
        typer.echo(render(Table(("name", "question", "reader"), rows), format_))
        return
    found = _find(question, kg.questions)
    bound = found.bind(_values(param or []))
    kg = kg.reading(found)
    if found.name not in kg.questions:
        for doubt in doubts(kg.store, found.text):
            say(doubt)
    for remark in kg.remarks(found, bound):
        say(remark)
    # A query runs outside Python, where an interrupt would wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    result = ask(kg.store, found.text, bound, kg.services, progress=say, doubt=say)
    if format_ == "ttl" and not result.columns:
        typer.echo(as_turtle(result.triples))
        return
    table = Table.from_result(result, found.header.title)
    typer.echo(render(kg.with_identifiers(table) if identifiers else table, format_))


def _find(question: str, shipped: dict[str, Question]) -> Question:
    from ldn_kg.catalog import ad_hoc, named

    if question == "-":
        return ad_hoc(_standard_input(), "standard input")
    if question in shipped:
        return shipped[question]
    if any(sign.isspace() or sign == "{" for sign in question):
        return ad_hoc(question, "the query")
    path = Path(question)
    if path.suffix == ".rq":
        try:
            return ad_hoc(path.read_bytes().decode("utf-8"), question)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{question}: {error}"
            raise QueryError(message) from None
    return named(shipped, question)


def _standard_input() -> str:
    if sys.stdin is None:
        message = "standard input is closed; pipe a query into it"
        raise QueryError(message)
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"standard input is not UTF-8: byte {error.start}"
        raise QueryError(message) from None


def _values(params: list[str]) -> dict[str, str]:
    values = {}
    for item in params:
        name, sign, value = item.partition("=")
        if not sign or not name or not value:
            message = f"--param {item!r}: write NAME=VALUE"
            raise QueryError(message)
        values[name] = value
    return values

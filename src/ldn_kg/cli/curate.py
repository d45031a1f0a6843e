"""check, build, verify, locate, coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ldn_kg.cli.app import CURATE, app, say
from ldn_kg.cli.options import DataFolder, OptionalSource, SourceFile
from ldn_kg.errors import DataError, NotFoundError, Problem, Where

if TYPE_CHECKING:
    from ldn_kg.model.corpus import Corpus
    from ldn_kg.model.publication import Source
    from ldn_kg.passages import SourceText

FINDINGS = 1


@app.command(rich_help_panel=CURATE)
def check(data: DataFolder = None, source: OptionalSource = None) -> None:
    """Check the curated files; print every problem with its file and line."""
    from ldn_kg.pipeline import read_all
    from ldn_kg.resources import home

    corpus = read_all(home(data=data)).corpus
    if source is not None:
        _verify_locators(corpus, source)
    studies, claims = len(corpus.studies), len(corpus.claims)
    typer.echo(
        f"no problems in {len(corpus.entities)} entities, {studies} studies, {claims} claims"
    )


@app.command(rich_help_panel=CURATE)
def build(
    data: DataFolder = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder that holds builds.", show_default=False)
    ] = None,
    source: OptionalSource = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing changed.")] = False,
) -> None:
    """Build the graph: whole or not at all; the last good build stays until then."""
    from ldn_kg.pipeline import build_graph, read_all
    from ldn_kg.resources import home

    folders = home(data=data, build=out)
    if source is not None:
        corpus = read_all(folders).corpus
        _verify_locators(corpus, source)
    done = build_graph(folders, force=force, progress=say)
    if not done.fresh:
        say("nothing changed since the last build")
    typer.echo(f"{done.folder}: {done.report['quads']} quads")


@app.command(rich_help_panel=CURATE)
def verify(data: DataFolder = None) -> None:
    """Run the reasoner, the shapes and the check queries over the data, without building."""
    from ldn_kg.pipeline import verify_graph
    from ldn_kg.resources import home

    inferred = verify_graph(home(data=data), progress=say)
    typer.echo(f"consistent; every class can have members; {inferred} types inferred; no violation")


@app.command(rich_help_panel=CURATE)
def locate(
    source: SourceFile,
    name: Annotated[
        str | None, typer.Argument(help="Show what a record points at: parkitny-2017.il6.")
    ] = None,
    find: Annotated[
        str | None, typer.Option("--find", help="Print a locator for these words of the text.")
    ] = None,
    line: Annotated[str, typer.Option("--line", help="With --find: only in lines with this.")] = "",
    nth: Annotated[int, typer.Option("--nth", min=1, help="With --find: which match.")] = 1,
    fill: Annotated[
        list[Path] | None, typer.Option("--fill", help="Complete the draft locators of a file.")
    ] = None,
    data: DataFolder = None,
) -> None:
    """Verify every locator against the text, show some, or make new ones."""
    from ldn_kg import locate as verb
    from ldn_kg.load import load
    from ldn_kg.resources import home

    if fill:
        _fill(fill, source, home(data=data).data)
        return
    corpus = load(home(data=data).data)
    record, text = _source(corpus, source)
    if find is not None:
        try:
            span = verb.find(text, find, line=line, nth=nth)
            typer.echo(verb.as_yaml(verb.locator_for(text, record.id, *span)))
        except ValueError as error:
            raise DataError([Problem(Where(str(source)), "not-found", str(error))]) from None
    elif name is not None:
        shown = list(verb.shown(corpus, record.id, name, text))
        if not shown:
            kind = "record with a locator in this source"
            raise NotFoundError(kind, name, verb.near_names(corpus, record.id, name))
        typer.echo("\n".join(shown))
    else:
        count = _verify_locators(corpus, source)
        typer.echo(f"{count} locators: every span, digest and place agrees with the text")


@app.command(rich_help_panel=CURATE)
def coverage(
    source: SourceFile,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write the text, highlighted.")
    ] = None,
    data: DataFolder = None,
) -> None:
    """Report which sentences and cells of the text no record points at; exit 1 if there are any."""
    from ldn_kg import coverage as verb
    from ldn_kg.files import write_whole
    from ldn_kg.load import load
    from ldn_kg.resources import home

    if html is not None and (html.suffix != ".html" or (html.exists() and not html.is_file())):
        message, hint = "no page to write", "give the name of an .html file"
        raise DataError([Problem(Where(str(html)), "page-suffix", message, hint)])
    corpus = load(home(data=data).data)
    record, text = _source(corpus, source)
    items = verb.coverage(corpus, record.id, text)
    typer.echo(verb.as_text(items, text))
    if html is not None:
        write_whole(html, verb.as_html(items, text, f"Coverage of {record.title}"))
        say(f"wrote {html}")
    if any(item.state == "open" for item in items):
        raise typer.Exit(FINDINGS)


def _source(corpus: Corpus, path: Path) -> tuple[Source, SourceText]:
    """The record that a file is the text of, told by its digest, and the text."""
    from ldn_kg.locate import read_source, source_of

    record = source_of(path, [placed.record for placed in corpus.sources.values()])
    return record, read_source(path, record)


def _verify_locators(corpus: Corpus, path: Path) -> int:
    from ldn_kg.locate import verify as verify_locators

    record, text = _source(corpus, path)
    count, problems = verify_locators(corpus, record.id, text)
    if problems:
        raise DataError(problems)
    return count


def _fill(files: list[Path], source: Path, data: Path) -> None:
    from ldn_kg.files import write_whole
    from ldn_kg.load import load_sources
    from ldn_kg.locate import fill, read_source, source_of

    record = source_of(source, load_sources(data))
    texts = {record.id: read_source(source, record)}
    problems = []
    for path in files:
        try:
            draft = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(Where(str(path)), "unreadable", str(error)))
            continue
        filled, wrong = fill(draft, str(path), texts)
        problems += wrong
        if not wrong and filled != draft:
            write_whole(path, filled)
            say(f"filled {path}")
    if problems:
        raise DataError(problems)

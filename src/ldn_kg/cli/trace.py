"""why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import ASK, app, say
from ldn_kg.cli.options import BuildFolder, opened
from ldn_kg.errors import DataError, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.explain.premises import Spot
    from ldn_kg.explain.why import Why
    from ldn_kg.knowledge_graph import KnowledgeGraph

FINDINGS = 1


@app.command(rich_help_panel=ASK)
def why(
    first: Annotated[
        str,
        typer.Argument(metavar="CLAIM|FROM", help="A claim, an edge, or the thing to start from."),
    ],
    last: Annotated[
        str | None,
        typer.Argument(metavar="TO", help="The thing at the other end.", show_default=False),
    ] = None,
    format_: Annotated[
        Literal["english", "tree", "json", "svg"], typer.Option("--format", help="How to tell it.")
    ] = "english",
    every: Annotated[
        bool, typer.Option("--all", help="Show every proof of it, not only the shortest.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Replay each proof instead; exit 1 if one fails.")
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            help="With --verify: also check the places in this text.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write to this file.", show_default=False),
    ] = None,
    build: BuildFolder = None,
) -> None:
    """Show why a claim stands as it does, or why something follows from one thing to another."""
    from ldn_kg.explain.why import why as explain
    from ldn_kg.trace.facts import Facts

    if source is not None and not verify:
        hint = "add --verify"
        message = "a text is only read to check places in it"
        raise DataError([Problem(Where("why"), "usage", message, hint)])
    kg = opened(build)
    found = explain(Facts(kg.store), first, last, every=every)
    if verify:
        _verify(kg, found, source)
        return
    text = _told(found, format_)
    if output is None:
        typer.echo(text)
        return
    from ldn_kg.files import write_whole

    write_whole(output, f"{text}\n")
    say(f"wrote {output}")


def _told(found: Why, format_: Literal["english", "tree", "json", "svg"]) -> str:
    from ldn_kg.tables import json_text

    if format_ == "svg":
        from ldn_kg.draw.proof import proof_svg

        return proof_svg(found).rstrip("\n")
    if format_ == "json":
        return json_text(found.records(), indent=2)
    return found.tree() if format_ == "tree" else found.english()


def _verify(kg: KnowledgeGraph, found: Why, source: Path | None) -> None:
    """Replays every proof that is shown, and says what was checked."""
    from ldn_kg.infer import read_rules
    from ldn_kg.infer.replay import Replay
    from ldn_kg.resources import home

    replay = Replay(kg.store, read_rules(home().queries / "rules"))
    verdict = replay.verify([tree.proof for tree in found.proofs()])
    problems = list(verdict.problems)
    if source is not None:
        spots = {spot for evidence in found.evidence() for spot in evidence.spots}
        problems += _wrong_places(sorted(spots), source)
    for problem in problems:
        typer.echo(str(problem))
    agree = f"; all of them agree with {source}" if source is not None and not problems else ""
    typer.echo(f"{verdict}{agree}")
    if problems:
        raise typer.Exit(FINDINGS)


def _wrong_places(spots: Iterable[Spot], path: Path) -> list[Problem]:
    """Places that are not what their locators say, in the text that a user has."""
    from ldn_kg.load import load_sources
    from ldn_kg.locate import locator_for, read_source, source_of
    from ldn_kg.resources import home

    record = source_of(path, load_sources(home().data))
    text = read_source(path, record)
    problems = []
    for spot in spots:
        where = Where(str(path), field=f"{spot.place} [{spot.start}, {spot.end}]")
        if spot.source != f"source:{record.id}":
            problems.append(
                Problem(where, "other-text", f"stands in {spot.source}, not in this text")
            )
            continue
        try:
            found = locator_for(text, record.id, spot.start, spot.end)
        except ValueError as error:
            problems.append(Problem(where, "span-bounds", str(error)))
            continue
        if found.sha256 != spot.sha256:
            problems.append(Problem(where, "span-hash", "these characters have another digest"))
        if found.place != spot.place:
            message = f"the text has {found.place!r} here"
            problems.append(Problem(where, "span-place", message))
    return problems

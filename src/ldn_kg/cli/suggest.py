"""link suggest: candidates for our entities in other vocabularies, for a person to judge."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import say
from ldn_kg.cli.link import link_app
from ldn_kg.cli.options import BuildFolder, DataFolder, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.proposal import Suggestion
    from ldn_kg.link.suggesting import Suggester
    from ldn_kg.mappings import Mapping as Row

Format = Literal["sssom", "json", "table"]
HEAD = {
    "mapping_set_id": "https://w3id.org/ldn-kg/mappings/suggestions",
    "mapping_set_title": "Suggested mappings of LDN-KG entities",
    "mapping_set_description": "Candidates by name and structure, the best first for each entity. "
    "Nobody has judged them.",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
}
COLUMNS = ("entity", "label", "relation", "term", "term label", "score", "why")


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
    build: BuildFolder = None,
) -> None:
    """Suggest terms of other vocabularies for our entities, as SSSOM to accept or reject."""
    from ldn_kg.link.measuring import measure as measured
    from ldn_kg.link.suggesting import suggest as verb
    from ldn_kg.tables import render

    ours, rows, kinds = curated(data, build)
    if measure:
        table = measured(ours, _places(ontology, _mapped(rows), ours, rows, kinds), rows).table()
        typer.echo(render(table, "json" if format_ == "json" else "table"))
        return
    chosen = _chosen(entities or [], ours)
    among = _places(ontology, _wanted(chosen, rows, kinds, mapped=mapped), ours, rows, kinds)
    found = verb(chosen, among, top=top, mapped=mapped)
    typer.echo(_printed(found, format_), nl=format_ != "sssom")
    _tell(chosen, among, found, mapped=mapped)


def curated(
    data: Path | None, build: Path | None
) -> tuple[Mapping[str, OurEntity], list[Row], Kinds]:
    """Our entities, our mapping rows, and which vocabularies fit which of our classes."""
    from ldn_kg import iris
    from ldn_kg.link.curated import curated_entities
    from ldn_kg.link.kinds import read_kinds
    from ldn_kg.link.ours import our_entities
    from ldn_kg.load import load
    from ldn_kg.mappings import FOLDER, read_tables
    from ldn_kg.ontology import read_ontology, read_terms
    from ldn_kg.resources import home

    folders = home(data=data, build=build)
    terms = read_terms(read_ontology(folders.ontology, iris.graph("ontology")))
    path = folders.data / FOLDER / "kinds.tsv"
    kinds = read_kinds(path, terms.ancestors, path.relative_to(folders.data.parent).as_posix())
    rows = [row for table in read_tables(folders.data).values() for row in table.mappings]
    if build is not None:
        return our_entities(opened(build).store), rows, kinds
    return curated_entities(load(folders.data), terms), rows, kinds


def _chosen(names: Sequence[str], ours: Mapping[str, OurEntity]) -> list[OurEntity]:
    """The entities of these keys, CURIEs or labels; all where none is named."""
    from ldn_kg.errors import NotFoundError

    known = {entity.label.casefold(): entity for entity in ours.values()}
    known |= {entity.id.partition(":")[2]: entity for entity in ours.values()}
    found = {}
    for name in names:
        key = name.removeprefix("entity:")
        entity = known.get(key) or known.get(key.casefold())
        if entity is None:
            kind = "entity"
            raise NotFoundError(kind, name, get_close_matches(key, known, 3))
        found[entity.id] = entity
    return list(found.values()) or list(ours.values())


def _mapped(rows: Iterable[Row]) -> set[str]:
    """The vocabularies that accepted rows name."""
    from ldn_kg.link.measuring import ACCEPTED

    return {row.object_id.partition(":")[0] for row in rows if row.predicate_id in ACCEPTED}


def _wanted(
    entities: Iterable[OurEntity], rows: Iterable[Row], kinds: Kinds, *, mapped: bool
) -> set[str]:
    """The vocabularies in which some entity may have a candidate."""
    there = {(row.subject_id, row.object_id.partition(":")[0]) for row in rows if not row.negated}
    return {
        kind.prefix
        for entity in entities
        for kind in kinds.of(entity.classes)
        if mapped or (entity.id, kind.prefix) not in there
    }


def _places(
    names: Sequence[str] | None,
    wanted: Iterable[str],
    ours: Mapping[str, OurEntity],
    rows: Sequence[Row],
    kinds: Kinds,
) -> list[Suggester]:
    """The vocabularies, opened."""
    from ldn_kg.link.sources import open_sources
    from ldn_kg.link.standing import Family
    from ldn_kg.link.suggesting import suggesters

    return suggesters(open_sources(names or (), wanted), Family(ours), rows, kinds)


def _tell(
    entities: Sequence[OurEntity],
    among: Sequence[Suggester],
    found: Sequence[Suggestion],
    *,
    mapped: bool,
) -> None:
    """What was looked at, and of which entities nothing was asked."""
    for suggester in among:
        name = f"{suggester.vocabulary.name} {suggester.vocabulary.version}".rstrip()
        fitting = [entity for entity in entities if suggester.fits(entity)]
        there = [entity for entity in fitting if suggester.mapped(entity)]
        with_some = {one.entity.id for one in found if one.vocabulary is suggester.vocabulary}
        asked = len(fitting) if mapped else len(fitting) - len(there)
        say(
            f"{name}: candidates for {len(with_some)} of {asked} entities asked; "
            f"{len(entities) - len(fitting)} of another kind"
            + ("" if mapped else f", {len(there)} mapped already (--all asks for them too)")
        )


def _printed(found: Sequence[Suggestion], format_: Format) -> str:
    from ldn_kg.link.sssom_text import cells_of, sssom_text
    from ldn_kg.tables import Table, json_text, render

    if format_ == "sssom":
        return sssom_text((one.as_row() for one in found), HEAD)
    if format_ == "json":
        return json_text(
            [{**cells_of(one.as_row()), "confidence": round(one.score, 2)} for one in found], 2
        )
    rows = (
        (
            one.entity.id,
            one.entity.label,
            one.predicate,
            one.term.id,
            one.term.label,
            f"{one.score:.2f}",
            "; ".join(one.reasons),
        )
        for one in found
    )
    return render(Table(COLUMNS, tuple(rows)), "table")

"""What class questions must answer, worked out in plain Python: no RDF, no query.

Our side is read from the curated files as they are, the other side from the package that ships the
vocabularies, through its own reader. So neither the layers nor the questions take part.
"""

from __future__ import annotations

import csv
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import yaml

from tests.workbench import ROOT

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]
#: A claim or a study as its file has it.
Record = dict[str, Any]
IN = ("skos:exactMatch", "skos:broadMatch")


@cache
def above(term: str) -> frozenset[str]:
    """A term and everything above it, as the package has it."""
    return frozenset(_parser().get_term_ancestors(term, include_self=True))


@cache
def parents(term: str) -> frozenset[str]:
    """The terms one step above."""
    steps: dict[str, int] = _parser().get_term_ancestors_with_distances(term)
    return frozenset(other for other, distance in steps.items() if distance == 1)


@cache
def label(term: str) -> str:
    """What the vocabulary calls a term."""
    return str(_parser().get_term_label(term))


@cache
def _parser() -> Any:
    module = import_module("cellxgene_ontology_guide.ontology_parser")  # it has no types
    return module.OntologyParser()


def rows(path: str) -> list[Row]:
    """The rows of one of our tables."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


class Curated:
    """The curated files."""

    @cached_property
    def mappings(self) -> list[tuple[str, str, str]]:
        """Entity, relation and term of each row that holds."""
        return [
            (row["subject_id"].removeprefix("entity:"), row["predicate_id"], row["object_id"])
            for row in rows("data/mappings/entities.sssom.tsv")
            if row["predicate_modifier"] != "Not"
        ]

    def terms(self, entity: str, prefix: str, relations: tuple[str, ...] = IN) -> list[str]:
        """The terms of a vocabulary that an entity is mapped to."""
        return [
            term
            for ours, relation, term in self.mappings
            if ours == entity and relation in relations and term.startswith(f"{prefix}:")
        ]

    @cached_property
    def entities(self) -> dict[str, Row]:
        """Every entity by its key."""
        tables = sorted((ROOT / "data" / "entities").glob("*.tsv"))
        paths = (path.relative_to(ROOT).as_posix() for path in tables)
        return {row["key"]: row for path in paths for row in rows(path)}

    def kinds_above(self, entity: str) -> set[str]:
        """Everything that an entity is a kind of, by our own hierarchy."""
        found: set[str] = set()
        waiting = _words(self.entities[entity]["broader"])
        while waiting:
            kind = waiting.pop()
            if kind not in found:
                found.add(kind)
                waiting += _words(self.entities[kind]["broader"])
        return found

    def names(self, entity: str) -> set[str]:
        """Its label and synonyms, in small letters."""
        row = self.entities[entity]
        return {name.lower() for name in (row["label"], *row["synonyms"].split("|"))}

    def placed(self, prefix: str, class_: str) -> set[str]:
        """Entities of which a term, exact or broader, is the class or below it."""
        return {
            entity
            for entity, relation, term in self.mappings
            if relation in IN and term.startswith(f"{prefix}:") and class_ in above(term)
        }

    @cached_property
    def listed(self) -> dict[str, Record]:
        """What a table of the review says of each study that it lists."""
        found = {}
        for path in sorted((ROOT / "data" / "studies").glob("*.yaml")):
            study = _yaml(path)
            for report in study["reports"]:
                if report["layer"] == "review" and "table" in report:
                    found[study["id"]] = {"species": study.get("species"), **report}
        return found

    @cached_property
    def claims(self) -> list[Record]:
        """Every claim."""
        paths = sorted((ROOT / "data" / "claims").glob("*.yaml"))
        return [claim for path in paths for claim in _yaml(path)["claims"]]


def diseases(report: Record) -> set[str]:
    """The diseases of the sample of a study."""
    return {item["disease"] for item in report["sample"]["diseases"]}


def _words(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))

"""Does everything that is named exist, and is it of the kind that the field needs?"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem
from ldn_kg.model.claim import Claim, EvidenceLine
from ldn_kg.model.corpus import walk
from ldn_kg.model.entity import Entity, NameUse
from ldn_kg.model.locator import Locator
from ldn_kg.model.publication import Publication, Source
from ldn_kg.model.quantity import Quantity
from ldn_kg.model.review import Database, Remark, SearchTerm, Statement
from ldn_kg.model.study import (
    Design,
    DiseaseStatement,
    Finding,
    Group,
    HarmEvent,
    Harms,
    Regimen,
    Study,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic import BaseModel

    from ldn_kg.check.terms import Terms
    from ldn_kg.model.corpus import Corpus, Origin

_AGENT = frozenset({"Drug", "DrugClass", "RegimenKind", "Placebo"})
_OUTCOME = frozenset({"OutcomeMeasure", "Symptom", "Mediator", "Disease", "BiologicalProcess"})
_SYSTEM = frozenset({"Cell", "AnatomicalEntity", "BodyFluid"})
_ANY: frozenset[str] = frozenset()

#: Fields that name entities, and the kinds that fit; an empty set means any kind.
_ENTITY_FIELDS: dict[type[BaseModel], dict[str, frozenset[str]]] = {
    Entity: {
        "broader": _ANY,
        "part_of": _ANY,
        "measures": _ANY,
        "units": frozenset({"Unit"}),
    },
    NameUse: {"entity": _ANY},
    Quantity: {"unit": frozenset({"Unit"})},
    Study: {"species": frozenset({"Organism"})},
    Design: {"features": frozenset({"StudyDesignFeature"})},
    DiseaseStatement: {"disease": frozenset({"Disease"})},
    Group: {"intervention": _AGENT},
    Regimen: {"agent": _AGENT},
    Finding: {
        "outcome": _OUTCOME,
        "predictor": _OUTCOME,
        "system": _SYSTEM,
        "site": _SYSTEM,
    },
    HarmEvent: {"event": frozenset({"Symptom", "Disease"})},
    Harms: {"comparator": _AGENT},
    Claim: {
        "subject": _ANY,
        "object": _ANY,
        "species": frozenset({"Organism"}),
        "agent": _AGENT,
        "disease": frozenset({"Disease"}),
        "cell": frozenset({"Cell"}),
        "anatomy": _SYSTEM,
        "condition": _ANY,
    },
    EvidenceLine: {
        "kind": frozenset({"EvidenceType"}),
        "species": frozenset({"Organism"}),
        "agent": _AGENT,
        "system": _SYSTEM,
        "disease": frozenset({"Disease"}),
    },
    Database: {"database": frozenset({"BibliographicDatabase"})},
    SearchTerm: {"entity": _ANY},
    Remark: {"about": _ANY},
    Statement: {"about": _ANY},
}
#: The one kind of thing that a table holds; a table of another name may hold any.
_TABLES = {
    "cells": "Cell",
    "diseases": "Disease",
    "evidence_types": "EvidenceType",
    "mediators": "Mediator",
    "organisms": "Organism",
    "outcome_measures": "OutcomeMeasure",
    "processes": "BiologicalProcess",
    "receptors": "Receptor",
    "study_design": "StudyDesignFeature",
    "symptoms": "Symptom",
    "units": "Unit",
}
_PUBLICATION_FIELDS: dict[type[BaseModel], tuple[str, ...]] = {
    Study: ("publication",),
    Source: ("publication",),
    EvidenceLine: ("cites",),
    Remark: ("cites",),
    Statement: ("cites",),
}


def check_references(corpus: Corpus, terms: Terms) -> Iterator[Problem]:
    """Names that stand for nothing, and entities of the wrong kind.

    Args:
        corpus: The records.
        terms: Classes and predicates of the ontology.
    """
    for origin, trail in walk(corpus):
        record = trail[-1]
        for field, kinds in _ENTITY_FIELDS.get(type(record), {}).items():
            for key, place in _keys(record, field, origin):
                yield from _check_entity(corpus, terms, key, kinds, place)
        for field in _PUBLICATION_FIELDS.get(type(record), ()):
            for key, place in _keys(record, field, origin):
                yield from _exists("publication", key, corpus.publications, place)
        yield from _check_own(corpus, terms, origin, record)


def _check_own(
    corpus: Corpus, terms: Terms, origin: Origin, record: BaseModel
) -> Iterator[Problem]:
    if isinstance(record, Entity):
        yield from _check_classes(terms, origin, record)
        yield from _check_table(terms, origin, record)
    elif isinstance(record, Claim):
        yield from _check_predicate(terms, origin, record)
        for key, place in _keys(record, "through", origin):
            yield from _exists("claim", key, corpus.claims, place)
    elif isinstance(record, EvidenceLine):
        for reference, place in _keys(record, "findings", origin):
            yield from _check_finding(corpus, record, reference, place)
    elif isinstance(record, Publication):
        for index, printed in enumerate(record.printed):
            place = origin.below("printed", index, "source")
            yield from _exists("source", printed.source, corpus.sources, place)


def _check_table(terms: Terms, origin: Origin, entity: Entity) -> Iterator[Problem]:
    kind = _TABLES.get(origin.file.rsplit("/", 1)[-1].removesuffix(".tsv"))
    kinds = frozenset().union(*(terms.ancestors.get(name, ()) for name in entity.classes))
    if kind is not None and "Entity" in kinds and kind not in kinds:
        message = f"{entity.key!r} is a {', '.join(entity.classes)} among {kind}s"
        yield Problem(origin.where(), "wrong-table", message, "correct the class or move the row")


def _check_classes(terms: Terms, origin: Origin, entity: Entity) -> Iterator[Problem]:
    for name in entity.classes:
        if "Entity" not in terms.ancestors.get(name, ()):
            near = get_close_matches(name, terms.ancestors, 1)
            hint = f"did you mean {near[0]!r}?" if near else "see ontology/ldn.ttl"
            message = f"no class {name!r} of entities in the ontology"
            yield Problem(origin.where(), "unknown-class", message, hint)


def _check_predicate(terms: Terms, origin: Origin, claim: Claim) -> Iterator[Problem]:
    if claim.predicate not in terms.predicates:
        near = get_close_matches(claim.predicate, terms.predicates, 1)
        hint = f"did you mean {near[0]!r}?" if near else ", ".join(sorted(terms.predicates))
        message = f"no predicate {claim.predicate!r}"
        yield Problem(origin.where("predicate"), "unknown-predicate", message, hint)


def _check_entity(
    corpus: Corpus, terms: Terms, key: str, kinds: Collection[str], place: Origin
) -> Iterator[Problem]:
    if key not in corpus.entities:
        yield from _exists("entity", key, corpus.entities, place)
    elif kinds and not terms.kinds(corpus, key) & set(kinds):
        classes = ", ".join(corpus.entities[key].record.classes)
        message = f"{key!r} is a {classes}"
        hint = f"expected {' or '.join(sorted(kinds))}"
        yield Problem(place.where(), "wrong-kind", message, hint)


def _check_finding(
    corpus: Corpus, line: EvidenceLine, reference: str, place: Origin
) -> Iterator[Problem]:
    study, _, name = reference.partition(".")
    if study not in corpus.studies:
        yield from _exists("study", study, corpus.studies, place)
        return
    reports = [r for r in corpus.studies[study].record.reports if r.layer == line.layer]
    known = {finding.id: 1 for report in reports for finding in report.findings}
    yield from _exists(f"finding of {study}", name, known, place)


def _exists(kind: str, key: str, known: Collection[str], place: Origin) -> Iterator[Problem]:
    if key not in known:
        near = get_close_matches(key, known, 2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"add the {kind} first"
        yield Problem(place.where(), "dangling-reference", f"no {kind} {key!r}", hint)


def _keys(record: BaseModel, field: str, origin: Origin) -> Iterator[tuple[str, Origin]]:
    value = getattr(record, field)
    if isinstance(value, tuple):
        for index, key in enumerate(value):
            yield key, origin.below(field, index)
    elif value is not None:
        yield value, origin.below(field)


def check_locators(corpus: Corpus) -> Iterator[Problem]:
    """Locators into unknown sources, out of bounds, or with two digests for one span."""
    digests: dict[tuple[str, int, int], tuple[str, Origin]] = {}
    for origin, trail in walk(corpus):
        record = trail[-1]
        if not isinstance(record, Locator):
            continue
        start, end = record.span
        source = corpus.sources.get(record.source)
        yield from _exists("source", record.source, corpus.sources, origin.below("source"))
        if not 0 <= start < end or (source and end > source.record.length):
            limit = source.record.length if source else "the end"
            message = f"no characters {start} to {end}"
            yield Problem(origin.where("span"), "span-bounds", message, f"from 0 to {limit}")
        first = digests.setdefault((record.source, start, end), (record.sha256, origin))
        if first[0] != record.sha256:
            message = f"{start} to {end} has another digest at {first[1].where()}"
            hint = "run ldn-kg locate --source FILE to see which is right"
            yield Problem(origin.where("sha256"), "span-hash", message, hint)

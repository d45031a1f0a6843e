"""The whole corpus as quads, and the way back from a node to the line it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.claim import claim_quads
from ldn_kg.build.entity import entity_quads, name_quads
from ldn_kg.build.publication import publication_quads, source_quads
from ldn_kg.build.review import remark_quads, search_quads, statement_quads
from ldn_kg.build.study import study_quads
from ldn_kg.build.terms import Scope
from ldn_kg.model.claim import EvidenceLine
from ldn_kg.model.corpus import walk
from ldn_kg.model.study import Harms, Study
from ldn_kg.prefixes import THING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Quad

    from ldn_kg.errors import Where
    from ldn_kg.model.corpus import Corpus, Origin

#: Study, report, part: the depth at which groups, regimens, findings and harms stand.
_IN_REPORT = 3


def corpus_quads(corpus: Corpus) -> Iterator[Quad]:
    """Every quad of the curated data, in file order; a quad may come twice.

    Args:
        corpus: Records that `ldn_kg.check` found no fault in.
    """
    for quads in _by_record(corpus):
        yield from quads[1]


def origins(corpus: Corpus) -> Callable[[str], Where | None]:
    """The way back from a node of the graph to the line that a curator wrote.

    Args:
        corpus: The records.

    Returns:
        A function from an IRI to file and line: of the finding, group, regimen or line that the
        node belongs to, or else of the record.
    """
    records: dict[str, Where] = {}
    for origin, quads in _by_record(corpus):
        where = origin.where()
        for quad in quads:
            records.setdefault(quad.subject.value, where)  # type: ignore[union-attr]
    parts = dict(_parts(corpus))

    def origin_of(iri: str) -> Where | None:
        tail = iri.removeprefix(THING).partition("/")[2]
        while tail:
            if tail in parts:
                return parts[tail]
            tail = tail.rpartition("--")[0]
        return records.get(iri)

    return origin_of


def _parts(corpus: Corpus) -> Iterator[tuple[str, Where]]:
    """The end of the IRI of each part of a study or claim, and its line."""
    for origin, trail in walk(corpus):
        outermost, inner = trail[0], trail[-1]
        name: str | int = getattr(inner, "id", "")
        if isinstance(inner, Harms):
            name = int(origin.path[-1]) + 1
        if isinstance(outermost, Study) and len(trail) == _IN_REPORT and name:
            report = trail[1]
            yield f"{outermost.id}--{report.layer}--{name}", origin.where()  # type: ignore[attr-defined]
        elif isinstance(inner, EvidenceLine):
            yield f"{outermost.id}--{inner.id}", origin.where()  # type: ignore[attr-defined]


def _by_record(corpus: Corpus) -> Iterator[tuple[Origin, Iterator[Quad]]]:
    labels = {key: placed.record.label for key, placed in corpus.entities.items()}
    entities, publications = Scope(iris.graph("entities")), Scope(iris.graph("publications"))
    claims, statements = Scope(iris.graph("claims")), iris.graph("statements")
    for entity in corpus.entities.values():
        yield entity.origin, entity_quads(entities, entity.record)
    for source in corpus.sources.values():
        yield source.origin, source_quads(publications, source.record)
    for publication in corpus.publications.values():
        yield publication.origin, publication_quads(publications, publication.record)
    for study in corpus.studies.values():
        yield study.origin, study_quads(entities, study.record, labels)
    for claim in corpus.claims.values():
        yield claim.origin, claim_quads(claims, claim.record, claim.topic, labels)
    for name in corpus.names.values():
        yield name.origin, name_quads(Scope.of_layer(name.layer, name.source), name.record)
    for search in corpus.searches.values():
        yield (
            search.origin,
            search_quads(Scope.of_layer(search.layer, search.source), search.record),
        )
    for remark in corpus.remarks.values():
        yield (
            remark.origin,
            remark_quads(Scope.of_layer(remark.layer, remark.source), remark.record),
        )
    for statement in corpus.statements.values():
        said = Scope.of_layer(statement.layer, statement.source)
        yield statement.origin, statement_quads(statements, said, statement.record)

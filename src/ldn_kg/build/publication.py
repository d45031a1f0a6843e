"""Publications and source texts to quads: the print beside what was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ldn_kg import iris
from ldn_kg.build.terms import Scope, english, integer, text
from ldn_kg.vocab import LDN, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.model.publication import Bibliographic, Publication, Source


def publication_quads(scope: Scope, record: Publication) -> Iterator[Quad]:
    """A publication, each print of its reference, and each check."""
    node = iris.thing("publication", record.id)
    yield from scope.node(node, LDN.Publication, record.label)
    yield scope.quad(node, LDN.key, text(record.id))
    yield scope.quad(node, LDN.publicationKind, text(record.kind))
    for index, printed in enumerate(record.printed, 1):
        said = Scope.of_layer(printed.layer, printed.source)
        name = iris.thing("printed", record.id, printed.layer, str(index))
        yield said.quad(node, LDN.printedReference, name)
        label = f"{record.label}, as printed"
        yield from said.node(name, LDN.PrintedReference, label, printed.at)
        yield from _fields(said, name, printed)
        if printed.number is not None:
            yield said.quad(name, LDN.number, integer(printed.number))
        if printed.note is not None:
            yield said.quad(name, RDFS.comment, english(printed.note))
    for index, verified in enumerate(record.verified, 1):
        name = iris.thing("publication", record.id, f"verified-{index}")
        yield scope.quad(node, LDN.verifiedReference, name)
        yield from scope.node(name, LDN.VerifiedReference, f"{record.label}, as verified")
        yield from _fields(scope, name, verified)
        yield scope.quad(name, LDN.checkedIn, text(verified.checked_in))
        yield scope.quad(name, LDN.checkedOn, Literal(verified.checked_on, datatype=XSD.date))
        yield from scope.links(name, LDN.corrects, map(text, verified.corrects))
        if verified.note is not None:
            yield scope.quad(name, RDFS.comment, english(verified.note))


def _fields(scope: Scope, node: NamedNode, record: Bibliographic) -> Iterator[Quad]:
    if record.authors:
        others = ", et al" if record.et_al else ""
        yield scope.quad(node, LDN.authors, text(", ".join(record.authors) + others))
    for property_, value in (
        (LDN.title, record.title),
        (LDN.journal, record.journal),
        (LDN.date, record.date),
        (LDN.volume, record.volume),
        (LDN.issue, record.issue),
        (LDN.pages, record.pages),
        (LDN.doi, record.doi),
        (LDN.pmid, record.pmid),
        (LDN.trialRegistration, record.trial_registration),
    ):
        if value is not None:
            yield scope.quad(node, property_, text(value))
    if record.year is not None:
        yield scope.quad(node, LDN.year, integer(record.year))


def source_quads(scope: Scope, record: Source) -> Iterator[Quad]:
    """A text that locators point into; the text itself is not part of the graph."""
    node = iris.thing("source", record.id)
    yield from scope.node(node, LDN.SourceText, record.title)
    yield scope.quad(node, LDN.key, text(record.id))
    yield scope.quad(node, LDN.publication, iris.thing("publication", record.publication))
    yield scope.quad(node, LDN.licence, text(record.licence))
    yield scope.quad(node, LDN.sha256, text(record.sha256))
    yield scope.quad(node, LDN.length, integer(record.length))

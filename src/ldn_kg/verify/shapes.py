"""SHACL over the finished graph, each violation traced to the file that a curator wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from rdflib.namespace import RDF, RDFS, SH

from ldn_kg.errors import Problem, Where
from ldn_kg.store import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox


def check_shapes(
    triples: Iterable[ox.Triple], shapes: Path, origin: Callable[[str], Where | None]
) -> list[Problem]:
    """Violations of ``ontology/shapes.ttl``.

    Args:
        triples: The union of all graphs.
        shapes: The shapes file.
        origin: Where a node was written.
    """
    import pyshacl

    data = rdflib.Graph()
    text = "".join(f"{triple} .\n" for triple in triples)
    data.parse(data=text, format="nt")
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=rdflib.Graph().parse(shapes), inference="none", advanced=True
    )
    if conforms or not isinstance(report, rdflib.Graph):
        return []
    return sorted(_violations(report, data, origin))


def _violations(
    report: rdflib.Graph, data: rdflib.Graph, origin: Callable[[str], Where | None]
) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node = str(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        message = report.value(result, SH.resultMessage)
        label = data.value(rdflib.URIRef(node), RDFS.label)
        where = origin(node) or Where("the graph")
        field = short(str(path)) if isinstance(path, rdflib.URIRef) else ""
        name = f"{short(node)}{f' ({label})' if label else ''}"
        yield Problem(where, "shape", f"{name}: {message}", field and f"see {field}")

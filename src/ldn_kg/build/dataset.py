"""The graph ``metadata``: what this dataset is, under which licence, and what its graphs hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ldn_kg import iris
from ldn_kg.build.terms import english, individual
from ldn_kg.notice import NOTICE
from ldn_kg.prefixes import BASE, GRAPH
from ldn_kg.vocab import DCTERMS, LDN, RDF, RDFS, SD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


_HELD = {
    "ontology": "The ontology and its alignment to others",
    "entities": "Things that claims and findings are about, and studies as such",
    "publications": "Publications as verified, and source texts",
    "claims": "Propositions, true or not; the evidence is in the graphs of those who speak",
    "mappings": "How entities stand to the terms of other vocabularies, and to which not",
    "statements": "Aggregate statements of a source, without verdict",
    "inferred": "What follows: types by the reasoner, edges by rules and axioms",
    "proofs": "Why each inferred edge follows, premise by premise",
    "metadata": "This description",
}


def dataset_quads(quads: Collection[Quad]) -> Iterator[Quad]:
    """The dataset and each of its named graphs.

    Args:
        quads: All other quads; only the names of their graphs are read.
    """
    graph, dataset = iris.graph("metadata"), NamedNode(BASE + "dataset")
    yield Quad(dataset, RDF.type, SD.Dataset, graph)
    yield Quad(dataset, RDFS.label, english("LDN-KG"), graph)
    title = "Low-dose naltrexone in rheumatic disease: claims, studies and evidence"
    yield Quad(dataset, DCTERMS.title, english(title), graph)
    licence = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    yield Quad(dataset, DCTERMS.license, licence, graph)
    yield Quad(dataset, DCTERMS.description, english(NOTICE), graph)
    names = {quad.graph_name for quad in quads}
    names |= {graph, iris.graph("inferred"), iris.graph("proofs")}
    for name in sorted(names, key=str):
        local = str(name.value).removeprefix(GRAPH)  # type: ignore[union-attr]
        layer, _, source = local.partition(".")
        label = _HELD.get(local, f"What {source} says: layer {layer}")
        yield Quad(dataset, SD.namedGraph, name, graph)  # type: ignore[arg-type]
        yield Quad(name, RDF.type, SD.NamedGraph, graph)  # type: ignore[arg-type]
        yield Quad(name, RDFS.label, english(label), graph)  # type: ignore[arg-type]
        if source:
            yield Quad(name, LDN.layer, individual(layer), graph)  # type: ignore[arg-type]
            yield Quad(name, LDN.source, iris.thing("source", source), graph)  # type: ignore[arg-type]

"""The claims as a network: entities are nodes, a claim is an edge that carries its evidence.

An edge here is a view for looking and counting; in the graph itself a claim stays a node, so that a
disputed one cannot pass for a fact. Where to go instead: `ldn_kg.draw` makes pictures of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from ldn_kg.errors import NotFoundError
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.store import Store

Stance = Literal["supported", "disputed", "contested", "inconclusive"]

#: Kinds of nodes in the order of a mechanism, from what is given to what is felt.
KINDS = (
    ("drug", ("Drug", "DrugClass", "RegimenKind", "Placebo")),
    ("receptor", ("Receptor",)),
    ("cell", ("Cell", "AnatomicalEntity", "BodyFluid")),
    ("mediator", ("Mediator",)),
    ("process", ("BiologicalProcess",)),
    ("outcome", ("OutcomeMeasure",)),
    ("symptom", ("Symptom",)),
    ("disease", ("Disease",)),
    ("other", ("Entity",)),
)

_NODES = """
SELECT DISTINCT ?node ?label ?class ?definition WHERE {
  ?claim a ldn:Claim ; ldn:subject|ldn:object ?node .
  ?node rdfs:label ?label ; skos:definition ?definition ; a/rdfs:subClassOf* ?class .
} ORDER BY ?node ?class
"""
_CLAIMS = """
SELECT ?claim ?label ?subject ?object ?predicate ?sign ?disease ?species ?degree WHERE {
  ?claim a ldn:Claim ; rdfs:label ?label ; ldn:subject ?subject ; ldn:object ?object ;
         ldn:predicate ?predicate .
  OPTIONAL { ?predicate ldn:sign ?sign }
  OPTIONAL { ?claim ldn:claimDisease ?disease }
  OPTIONAL { ?claim ldn:claimSpecies ?species }
  OPTIONAL { ?claim ldn:degree ?degree }
} ORDER BY ?claim
"""
_LINES = """
SELECT ?claim ?line ?direction ?hedge ?layer ?kind ?species ?agent ?disease ?note WHERE {
  ?claim ldn:hasEvidenceLine ?line .
  ?line ldn:evidenceDirection ?direction ; ldn:hedge ?hedge ; ldn:layer ?layer ;
        ldn:evidenceKind/rdfs:label ?kind .
  OPTIONAL { ?line ldn:lineSpecies/rdfs:label ?species }
  OPTIONAL { ?line ldn:lineAgent/rdfs:label ?agent }
  OPTIONAL { ?line ldn:lineDisease ?disease }
  OPTIONAL { ?line rdfs:comment ?note }
} ORDER BY ?claim ?line
"""
_PLACES = """
SELECT DISTINCT ?line ?place ?start ?end ?cited WHERE {
  ?claim ldn:hasEvidenceLine ?line .
  { ?line ldn:locator ?at . ?at ldn:place ?place ; ldn:start ?start ; ldn:end ?end }
  UNION { ?line ldn:cites/rdfs:label ?cited }
} ORDER BY ?line ?start ?cited
"""
_STUDIES = """
SELECT DISTINCT ?line ?study ?label ?n ?design ?dose WHERE {
  ?line ldn:restsOn ?finding . ?finding ldn:findingOf ?study . ?study rdfs:label ?label .
  OPTIONAL { ?study ldn:hasSample/ldn:participants/ldn:value ?n }
  OPTIONAL { ?study ldn:hasDesign/ldn:printed ?design }
  OPTIONAL { ?finding ldn:inGroup ?group . ?regimen ldn:givenTo ?group ; ldn:printed ?dose }
} ORDER BY ?line ?study ?dose
"""


def network(
    store: Store, *, focus: str | None = None, disease: str | None = None, hops: int = 1
) -> nx.MultiDiGraph:
    """The network of claims, whole or around something.

    Args:
        store: An open store.
        focus: CURIE of an entity; keeps what lies within `hops` claims of it.
        disease: CURIE of a disease; keeps claims limited to it or with evidence from it, then
            what lies within ``hops - 1`` claims of those.
        hops: How far to go, from 1.

    Returns:
        A directed multigraph. Node attributes: ``label``, ``kind``, ``definition``. Edge key: the
        claim's CURIE. Edge attributes: ``label``, ``predicate``, ``sign`` (``+``, ``-`` or empty),
        ``stance``, ``supports``, ``disputes``, ``inconclusive``, ``studies``, ``lines``.

    Raises:
        NotFoundError: When the focus or the disease takes part in no claim.
        ValueError: When `hops` is below 1.
    """
    if hops < 1:
        message = f"hops is {hops}; it counts claims from 1"
        raise ValueError(message)
    whole = _whole(store)
    if focus is not None:
        return _around(whole, [focus], hops)
    if disease is not None:
        edges = [key for key in whole.edges(keys=True) if disease in whole.edges[key]["diseases"]]
        nodes = {node for edge in edges for node in edge[:2]} | (
            {disease} if disease in whole else set()
        )
        if not edges:
            return _around(whole, [disease], hops)
        if hops == 1:
            return nx.MultiDiGraph(whole.edge_subgraph(edges))
        return _around(whole, nodes, hops - 1)
    return whole


def _around(whole: nx.MultiDiGraph, starts: Iterable[str], hops: int) -> nx.MultiDiGraph:
    reached = set(starts)
    missing = sorted(reached - set(whole))
    if missing:
        kind = "entity in any claim"
        raise NotFoundError(kind, missing[0])
    border = set(reached)
    for _ in range(hops):
        border = {n for node in border for n in nx.all_neighbors(whole, node)} - reached
        reached |= border
    return nx.MultiDiGraph(whole.subgraph(reached))


def _whole(store: Store) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for row in Table.from_result(store.query(_NODES)).records():
        graph.add_node(row["node"], label=row["label"], definition=row["definition"], kind="other")
        kind = _kind(str(row["class"]))
        if kind is not None:
            graph.nodes[row["node"]]["kind"] = kind
    lines = _lines(store)
    for row in Table.from_result(store.query(_CLAIMS)).records():
        evidence = lines[str(row["claim"])]
        directions = Counter(line["direction"] for line in evidence)
        studies = {study["study"] for line in evidence for study in line["studies"]}
        diseases = {line["disease"] for line in evidence} | {row["disease"]}
        graph.add_edge(
            row["subject"],
            row["object"],
            key=row["claim"],
            label=row["label"],
            predicate=str(row["predicate"]).partition(":")[2],
            sign=row["sign"] or "",
            stance=_stance(directions),
            supports=directions["supports"],
            disputes=directions["disputes"],
            inconclusive=directions["inconclusive"],
            studies=len(studies),
            diseases=sorted(d for d in diseases if isinstance(d, str)),
            degree=row["degree"] or "",
            lines=evidence,
        )
    return graph


def _kind(class_: str) -> str | None:
    name = class_.partition(":")[2]
    for kind, classes in KINDS[:-1]:
        if name in classes:
            return kind
    return None


def _stance(directions: Counter[str]) -> Stance:
    if directions["supports"] and directions["disputes"]:
        return "contested"
    if directions["disputes"]:
        return "disputed"
    return "supported" if directions["supports"] else "inconclusive"


def _lines(store: Store) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[str]] = defaultdict(list)
    cited: dict[str, list[str]] = defaultdict(list)
    for row in Table.from_result(store.query(_PLACES)).records():
        if row["cited"] is not None:
            cited[str(row["line"])].append(str(row["cited"]))
        else:
            span = f"{row['place']} [{row['start']}, {row['end']}]"
            places[str(row["line"])].append(span)
    studies: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in Table.from_result(store.query(_STUDIES)).records():
        entry = studies[str(row["line"])].setdefault(
            str(row["study"]),
            {
                "study": row["study"],
                "label": row["label"],
                "n": row["n"],
                "design": row["design"],
                "doses": [],
            },
        )
        if row["dose"] is not None and row["dose"] not in entry["doses"]:
            entry["doses"].append(row["dose"])
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in Table.from_result(store.query(_LINES)).records():
        line = str(row["line"])
        found[str(row["claim"])].append(
            {
                "line": line,
                "direction": _word(row["direction"]),
                "hedge": _word(row["hedge"]),
                "layer": _word(row["layer"]).removesuffix("Layer"),
                "kind": row["kind"],
                "species": row["species"],
                "agent": row["agent"],
                "disease": row["disease"],
                "note": row["note"],
                "places": places[line],
                "cites": cited[line],
                "studies": list(studies[line].values()),
            }
        )
    return found


def _word(curie: object) -> str:
    return str(curie).partition(":")[2]

"""The claims as a network: entities are nodes, a claim is an edge that carries its evidence.

An edge here is a view for looking and counting; in the graph itself a claim stays a node, so that a
disputed one cannot pass for a fact. Where to go instead: `ldn_kg.draw` makes pictures of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal, cast

import networkx as nx

from ldn_kg.elsewhere import identifiers
from ldn_kg.errors import NotFoundError
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.store import Store

# networkx is generic to a type checker only.
if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

#: Two capitals at least, digits, and Greek letters (alpha to omega): IL-1RA, G-CSF, mRSS.
_ABBREVIATION = re.compile(
    r"(?=.*[A-Z].*[A-Z])(?:[A-Z]-)?[A-Za-z\u03b1-\u03c9]{2,5}-?\d*[A-Za-z\u03b1-\u03c9]{0,2}\d*"
)
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

#: A node with more neighbours than this is a hub: a walk may arrive at it, but does not go on
#: through it, since two hops by way of LDN would be the whole graph and say nothing.
HUB = 20

_NODES = """
SELECT DISTINCT ?node ?label ?class ?definition WHERE {
  ?claim a ldn:Claim ; ldn:subject|ldn:object ?node .
  ?node rdfs:label ?label ; skos:definition ?definition ; a/rdfs:subClassOf* ?class .
} ORDER BY ?node ?class
"""
_NAMES = """
SELECT DISTINCT ?node ?name WHERE {
  ?claim a ldn:Claim ; ldn:subject|ldn:object ?node .
  ?node skos:altLabel ?name .
  FILTER NOT EXISTS {
    ?use ldn:denotes ?node ; ldn:nameKind ldn:misprint ; ldn:printed ?misprint .
    FILTER (STR(?misprint) = STR(?name))
  }
} ORDER BY ?node ?name
"""
_CLAIMS = """
SELECT ?claim ?label ?subject ?object ?predicate ?sign ?disease ?species ?condition
       ?degree WHERE {
  ?claim a ldn:Claim ; rdfs:label ?label ; ldn:subject ?subject ; ldn:object ?object ;
         ldn:predicate ?predicate .
  OPTIONAL { ?predicate ldn:sign ?sign }
  OPTIONAL { ?claim ldn:claimDisease ?disease }
  OPTIONAL { ?claim ldn:claimSpecies/rdfs:label ?species }
  OPTIONAL { ?claim ldn:underCondition/rdfs:label ?condition }
  OPTIONAL { ?claim ldn:degree ?degree }
} ORDER BY ?claim
"""
_LINES = """
SELECT ?claim ?line ?direction ?hedge ?layer ?kind ?said_by ?species ?agent ?disease ?note WHERE {
  ?claim ldn:hasEvidenceLine ?line .
  ?line ldn:evidenceDirection ?direction ; ldn:hedge ?hedge ; ldn:layer ?layer ;
        ldn:evidenceKind/rdfs:label ?kind .
  OPTIONAL { ?line ldn:saidBy/ldn:publication/rdfs:label ?said_by }
  OPTIONAL { ?line ldn:lineSpecies/rdfs:label ?species }
  OPTIONAL { ?line ldn:lineAgent/rdfs:label ?agent }
  OPTIONAL { ?line ldn:lineDisease ?disease }
  OPTIONAL { ?line rdfs:comment ?note }
} ORDER BY ?claim ?line
"""
_PLACES = """
SELECT DISTINCT ?line ?place ?start ?end ?cited ?system WHERE {
  ?claim ldn:hasEvidenceLine ?line .
  { ?line ldn:locator ?at . ?at ldn:place ?place ; ldn:start ?start ; ldn:end ?end }
  UNION { ?line ldn:cites/rdfs:label ?cited }
  UNION { ?line ldn:lineSystem/rdfs:label ?system }
} ORDER BY ?line ?start ?cited ?system
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
) -> Network:
    """The network of claims, whole or around something.

    Args:
        store: An open store.
        focus: CURIE of an entity; keeps what lies within `hops` claims of it.
        disease: CURIE of a disease; keeps claims limited to it or with evidence from it, then
            what lies within ``hops - 1`` claims of those.
        hops: How far to go, from 1. A walk arrives at a node with more than `HUB` neighbours but
            does not go on through it, unless it is the focus or the disease itself.

    Returns:
        A directed multigraph. Node attributes: ``label``, ``short`` (an abbreviation, or empty),
        ``kind``, ``definition``, ``identifiers`` (elsewhere, each with its relation). Edge key:
        the claim's CURIE. Edge attributes: ``label``, ``predicate``, ``sign`` (``+``, ``-`` or
        empty), ``stance``, ``supports``, ``disputes``, ``inconclusive``, ``studies``,
        ``diseases``, ``degree``, ``species``, ``condition``, ``lines``.

    Raises:
        NotFoundError: When the focus or the disease takes part in no claim.
        ValueError: When `hops` is below 1.
    """
    if hops < 1:
        message = f"hops is {hops}; it counts claims from 1"
        raise ValueError(message)
    whole = _whole(store)
    if focus is not None:
        return _around(whole, focus, [focus], hops)
    if disease is not None:
        edges = [key for key in whole.edges(keys=True) if disease in whole.edges[key]["diseases"]]
        nodes = {node for edge in edges for node in edge[:2]} | (
            {disease} if disease in whole else set()
        )
        if not edges:
            return _around(whole, disease, [disease], hops)
        if hops == 1:
            # The stubs know no edge with a key here; networkx wants one of a multigraph.
            return nx.MultiDiGraph(whole.edge_subgraph(cast("list[tuple[str, str]]", edges)))
        return _around(whole, disease, nodes, hops - 1)
    return whole


def _around(whole: Network, centre: str, starts: Iterable[str], hops: int) -> Network:
    reached = set(starts)
    missing = sorted(reached - set(whole))
    if missing:
        kind = "entity in any claim"
        raise NotFoundError(kind, missing[0])
    border = set(reached)
    for _ in range(hops):
        ways = [node for node in border if node == centre or not _is_hub(whole, node)]
        border = {n for node in ways for n in nx.all_neighbors(whole, node)} - reached
        reached |= border
    return nx.MultiDiGraph(whole.subgraph(reached))


def _is_hub(whole: Network, node: str) -> bool:
    return len(set(nx.all_neighbors(whole, node))) > HUB


def _whole(store: Store) -> Network:
    graph: Network = nx.MultiDiGraph()
    elsewhere = identifiers(store)
    for row in Table.from_result(store.query(_NODES)).records():
        # A node has a row for each of its classes; most of them say nothing of its kind.
        node = str(row["node"])
        known = graph.nodes[node]["kind"] if node in graph else KINDS[-1][0]
        kind = _kind(str(row["class"])) or known
        graph.add_node(
            node,
            label=row["label"],
            short="",
            definition=row["definition"],
            kind=kind,
            identifiers=[str(one) for one in elsewhere.get(node, ())],
        )
    for node, names in _names(store).items():
        if node in graph:
            graph.nodes[node]["short"] = _abbreviation(names)
    lines = _lines(store)
    for row in Table.from_result(store.query(_CLAIMS)).records():
        evidence = lines[str(row["claim"])]
        directions = Counter(line["direction"] for line in evidence)
        studies = {study["study"] for line in evidence for study in line["studies"]}
        diseases = {line["disease"] for line in evidence} | {row["disease"]}
        attributes = {
            "label": row["label"],
            "predicate": _word(row["predicate"]),
            "sign": row["sign"] or "",
            "stance": _stance(directions),
            "supports": directions["supports"],
            "disputes": directions["disputes"],
            "inconclusive": directions["inconclusive"],
            "studies": len(studies),
            "diseases": sorted(d for d in diseases if isinstance(d, str)),
            "degree": row["degree"] or "",
            "species": row["species"] or "",
            "condition": row["condition"] or "",
            "lines": evidence,
        }
        # The stubs take numbers alone for the key of an edge.
        edge: Any = (str(row["subject"]), str(row["object"]), str(row["claim"]), attributes)
        graph.add_edges_from([edge])
    return graph


def _kind(class_: str) -> str | None:
    name = class_.partition(":")[2]
    for kind, classes in KINDS[:-1]:
        if name in classes:
            return kind
    return None


def _names(store: Store) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in Table.from_result(store.query(_NAMES)).records():
        names[str(row["node"])].append(str(row["name"]))
    return names


def _abbreviation(names: Iterable[str]) -> str:
    """The name that reads like an abbreviation, as written with Greek letters and hyphens.

    Example:
        >>> _abbreviation(["IL-1B", "IL-1β", "IL1B", "interleukin 1"])
        'IL-1β'
        >>> _abbreviation(["painkiller"])
        ''
    """
    short = [name for name in names if _ABBREVIATION.fullmatch(name)]
    ranked = sorted(short, key=lambda name: (name.isascii(), "-" not in name, len(name), name))
    return ranked[0] if ranked else ""


def _stance(directions: Counter[str]) -> Stance:
    if directions["supports"] and directions["disputes"]:
        return "contested"
    if directions["disputes"]:
        return "disputed"
    return "supported" if directions["supports"] else "inconclusive"


def _lines(store: Store) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[str]] = defaultdict(list)
    cited: dict[str, list[str]] = defaultdict(list)
    systems: dict[str, list[str]] = defaultdict(list)
    for row in Table.from_result(store.query(_PLACES)).records():
        if row["cited"] is not None:
            cited[str(row["line"])].append(str(row["cited"]))
        elif row["system"] is not None:
            systems[str(row["line"])].append(str(row["system"]))
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
                "said_by": row["said_by"],
                "system": systems[line],
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

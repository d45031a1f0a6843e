"""Networks made by hand, small enough to know what a picture of them must show."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from ldn_kg.network import Network

HOSTILE = (
    "</script><script>window.broken = true</script>",
    "\"><img src=x onerror='window.broken = true'>",
    "<!-- <script> ]]> &amp; {{ 7 * 7 }} {% raw %}",
    "right\u202eto left\u2066 and \u2028 line \x00 null",
)


def line(direction: str = "supports", **more: object) -> dict[str, Any]:
    """A line of evidence as `ldn_kg.network.network` gives it."""
    return {
        "line": "line:made-up",
        "direction": direction,
        "hedge": "hedged",
        "layer": "review",
        "kind": "author statement supported from a cited clinical study",
        "said_by": "Somebody 2020",
        "system": ["blood plasma"],
        "species": "human",
        "agent": "low-dose naltrexone",
        "disease": "entity:fibromyalgia",
        "note": None,
        "places": ["Discussion, paragraph 1, sentence 4 [12350, 12470]"],
        "cites": ["Younger et al. 2013"],
        "studies": [
            {
                "study": "study:made-up-2013",
                "label": "A made-up trial",
                "n": Decimal(31),
                "design": "Randomized crossover trial",
                "doses": ["4.5 mg"],
            }
        ],
        **more,
    }


def claim(graph: Network, source: str, target: str, sign: str = "", **more: object) -> None:
    """Adds a claim; its key follows from its ends."""
    attributes: dict[str, Any] = {
        "label": f"{source} {'affects' if not sign else 'changes'} {target}",
        "predicate": "changes",
        "sign": sign,
        "stance": "supported",
        "studies": 0,
        "lines": [],
        **more,
    }
    edge: Any = (source, target, f"claim:{source}-{target}", attributes)
    graph.add_edges_from([edge])


def small() -> Network:
    """A drug, a receptor, three twins, a contested claim, a claim backwards and one in a circle."""
    graph: Network = nx.MultiDiGraph()
    for node, kind in (
        ("ldn", "drug"),
        ("tlr4", "receptor"),
        ("microglia", "cell"),
        ("il2", "mediator"),
        ("il4", "mediator"),
        ("il5", "mediator"),
        ("pain", "symptom"),
        ("mood", "outcome"),
        ("fibromyalgia", "disease"),
    ):
        graph.add_node(
            node, label=f"the {node}", short="", definition=f"What {node} is.", kind=kind
        )
    claim(graph, "ldn", "tlr4", "-")
    claim(graph, "tlr4", "microglia", "+")
    for mediator in ("il2", "il4", "il5"):
        claim(graph, "ldn", mediator, "-", studies=1, lines=[line()])
    both = [line(), line("disputes", hedge="asserted")]
    claim(graph, "ldn", "pain", "-", stance="contested", studies=2, lines=both)
    claim(graph, "ldn", "mood", stance="disputed", lines=[line("disputes")])
    claim(graph, "fibromyalgia", "pain", "+", lines=[line(kind="experimental evidence")])
    claim(graph, "pain", "mood", "+")
    claim(graph, "mood", "mood", stance="inconclusive", lines=[line("inconclusive")])
    return graph


def hostile() -> Network:
    """Every text in it tries to get out of its place."""
    graph: Network = nx.MultiDiGraph()
    for index, text in enumerate(HOSTILE):
        graph.add_node(f"n{index}{text}", label=text, definition=text, kind="mediator")
    names = list(graph)
    for source, target in itertools.pairwise(names):
        lines = [line(note=source, said_by=source, places=[source], cites=[source])]
        claim(graph, source, target, "+", label=f"{source} raises {target}", lines=lines)
    return graph

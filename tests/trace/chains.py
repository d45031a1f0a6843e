"""Small chains of made-up steps, and what stops them worked out by trying everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import networkx as nx
from hypothesis import strategies as st

from ldn_kg.failing.gates import Gate
from ldn_kg.failing.relaxed import Effect, Step
from ldn_kg.trace.hops import Hop, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_kg.certainty import Certainty
    from ldn_kg.failing.gates import Kind
    from ldn_kg.trace.hops import Kind as HopKind

FIRST, LAST = "a", "e"
_NODES = "abcde"
_SIGNS: tuple[Sign, ...] = ("+", "-", "?")
_FILTERS: tuple[Kind, ...] = ("species", "agent")
LOSS = Gate("sign unknown", "which way is not said", "say which way")


def hop(
    subject: str,
    target: str,
    sign: Sign = "+",
    *,
    claim: str = "",
    kind: HopKind = "stated",
    certainty: Certainty = "stated",
    cause: str | None = None,
) -> Hop:
    """A hop between two made-up things."""
    name = claim or f"claim:{subject}{target}{sign}"
    predicate = {"+": "ldn:raises", "-": "ldn:lowers", "?": "ldn:affects"}[sign]
    return Hop(subject, predicate, target, sign, kind, (name,), (), (), certainty, cause)


def step(
    subject: str, target: str, sign: Sign = "+", *stops: Kind, claim: str = "", cause: str = ""
) -> Step:
    """A step between two made-up things; with a cause an explained one."""
    name = claim or f"claim:{subject}{target}{sign}"
    gates = tuple(Gate(kind, f"{kind} of {name}", "a study") for kind in stops)
    if cause:
        made = hop(subject, target, "?", claim=name, kind="explained", cause=cause)
        return Step(made, "mediates", gates, loss=LOSS, entry=LOSS, effect=Effect(FIRST, sign))
    made = hop(subject, target, sign, claim=name)
    return Step(made, "affects", gates, loss=LOSS if sign == "?" else None)


def relation(subject: str, target: str) -> Step:
    """A relation that is no cause."""
    gate = Gate("no evidence for this hop", f"{subject} {target}", "a study")
    return Step(hop(subject, target, "?"), "is associated with", (gate,), "relation")


@st.composite
def graphs(draw: st.DrawFn) -> list[Step]:
    """Up to a dozen steps between five things, of every sort."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 12))):
        first, last = draw(st.permutations(_NODES))[:2]
        sort = draw(st.sampled_from(["cause", "cause", "explained", "relation"]))
        if sort == "relation":
            steps.append(relation(first, last))
            continue
        stops = draw(st.lists(st.sampled_from(_FILTERS), unique=True, max_size=2))
        sign = draw(st.sampled_from(_SIGNS))
        claim, cause = f"claim:{number}", ""
        if sort == "explained":
            cause = f"claim:{draw(st.integers(0, 11))}"
        steps.append(step(first, last, sign, *stops, claim=claim, cause=cause))
    return steps


@dataclass(frozen=True)
class Tried:
    """A chain as it was found by trying every way.

    Args:
        steps: Its steps, by number.
        gates: How many gates it has.
    """

    steps: tuple[int, ...]
    gates: int


def every_chain(steps: Sequence[Step], bound: int, *, signed: bool) -> Iterator[Tried]:
    """Every simple chain from the first thing to the last one."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_NODES)
    for number, one in enumerate(steps):
        graph.add_edge(one.hop.subject, one.hop.object, key=number)
    for edges in nx.all_simple_edge_paths(graph, FIRST, LAST, cutoff=bound):
        numbers = tuple(key for _, _, key in cast("list[tuple[str, str, int]]", edges))
        yield Tried(numbers, _gates([steps[number] for number in numbers], signed=signed))


def _gates(chain: Sequence[Step], *, signed: bool) -> int:
    joined = [
        index == 0 or one.hop.cause is None or one.hop.cause == chain[index - 1].hop.claims[0]
        for index, one in enumerate(chain)
    ]
    number = sum(len(one.gates) for one in chain) + joined.count(False)
    if not signed:
        return number
    # The sign is known again after the last explanation that gives one; from there on any cause
    # without a sign loses it, unless evidence is missing there that would bring it along.
    tail = 0
    for index, one in enumerate(chain):
        if one.effect is not None and joined[index] and one.effect.sign != "?":
            tail = index + 1
    return number + any(
        one.sort == "cause" and one.hop.sign == "?" and joined[tail + offset]
        for offset, one in enumerate(chain[tail:])
    )

"""The layout: the same every time, nothing on top of anything else, nothing lost."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_kg.draw.layout import Layout, Place, lay_out
from ldn_kg.draw.lettering import printable, text_width, wrap
from ldn_kg.draw.ordering import crossings, order
from ldn_kg.draw.palette import BANDS, LOOKS
from ldn_kg.draw.picture import Picture, evidence_of, read
from ldn_kg.draw.spacing import Item, place
from tests.draw.networks import claim, line, small

if TYPE_CHECKING:
    import random

    from ldn_kg import KnowledgeGraph
    from ldn_kg.network import Network

_NODES = [f"n{index}" for index in range(14)]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Any network of a few nodes: circles, claims backwards, loops and lonely nodes too."""
    graph: Network = nx.MultiDiGraph()
    for node in draw(st.lists(st.sampled_from(_NODES), unique=True, max_size=14)):
        kind = draw(st.sampled_from([*LOOKS, "unheard-of"]))
        graph.add_node(node, kind=kind, label=draw(st.text(min_size=1, max_size=60)))
    if graph:
        ends = st.tuples(st.sampled_from(sorted(graph)), st.sampled_from(sorted(graph)))
        for source, target in draw(st.lists(ends, max_size=40)):
            claim(graph, source, target, draw(st.sampled_from(["+", "-", ""])))
    return graph


def overlaps(one: Place, other: Place) -> bool:
    """Whether two boxes share any room."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def assert_sound(picture: Picture, layout: Layout) -> None:
    """What holds of every layout."""
    places = layout.places
    assert set(places) == {box.key for box in picture.boxes}
    assert set(layout.ways) == {link.key for link in picture.links}
    for one, other in itertools.combinations(places.values(), 2):
        assert not overlaps(one, other)
    for spot in places.values():
        assert spot.x >= 0
        assert spot.y >= 0
        assert spot.x + spot.width <= layout.width
        assert spot.y + spot.height <= layout.height
    for link in picture.links:
        way = layout.ways[link.key]
        for key, (x, y) in ((link.source, way.start), (link.target, way.end)):
            box = places[key]
            assert x in {box.x, box.x + box.width}
            assert box.y <= y <= box.y + box.height
        for x1, y1, x2, y2 in way.stops:
            row = Place(min(x1, x2), min(y1, y2) - 1, abs(x2 - x1), 2)
            assert not any(overlaps(row, box) for box in places.values())


@settings(max_examples=60, deadline=None)
@given(networks())
def test_any_network_has_a_sound_layout(graph: Network) -> None:
    """No box lies on another, no link passes through one, every claim is in one link."""
    picture = read(graph)
    assert_sound(picture, lay_out(picture))
    assert sorted(n for box in picture.boxes for n in box.members) == sorted(graph)
    drawn = sorted(key for link in picture.links for key in link.claims)
    assert drawn == sorted(key for *_, key in graph.edges(keys=True))


@settings(max_examples=30, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_layout_does_not_depend_on_the_order_of_the_input(
    graph: Network, chance: random.Random
) -> None:
    """The same claims in another order give the same picture and the same layout."""
    nodes = list(graph.nodes(data=True))
    edges = list(graph.edges(keys=True, data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other: Network = nx.MultiDiGraph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)  # type: ignore[arg-type]
    assert read(other) == read(graph)
    assert lay_out(read(other)) == lay_out(read(graph))


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"focus": "low_dose_naltrexone"},
        {"focus": "tlr4", "hops": 2},
        {"disease": "fibromyalgia", "hops": 2},
    ],
)
def test_the_real_network_has_a_sound_layout(kg: KnowledgeGraph, choice: dict[str, str]) -> None:
    """Whole, around the hub, and in parts."""
    graph = kg.network(**choice)  # type: ignore[arg-type]
    picture = read(graph)
    assert_sound(picture, lay_out(picture))
    assert sum(len(link.claims) for link in picture.links) == graph.number_of_edges()


def test_the_hub_is_no_hairball(kg: KnowledgeGraph) -> None:
    """Twins are folded: around LDN there are far fewer boxes than things."""
    graph = kg.network(focus="low_dose_naltrexone")
    assert len(read(graph).boxes) < 0.6 * len(graph)


def test_twins_share_a_box_and_others_do_not() -> None:
    """Three mediators with the same claim are one box; a fourth with another one is not."""
    graph = small()
    graph.add_node("il6", label="the il6", kind="mediator")
    claim(graph, "ldn", "il6", "-", studies=2, lines=[line()])
    boxes = [box for box in read(graph).boxes if box.kind == "mediator"]
    assert [box.members for box in boxes] == [("il2", "il4", "il5"), ("il6",)]
    assert boxes[0].head == "3 mediators"
    assert boxes[0].title == "the il2; the il4; the il5"


def test_claims_that_look_different_are_different_links() -> None:
    """A contested claim is never hidden in the link of a supported one."""
    graph = small()
    edge = ("ldn", "pain", "claim:other", {"label": "x", "sign": "-", "stance": "supported"})
    graph.add_edges_from([edge])  # type: ignore[list-item]
    stances = [
        link.stance for link in read(graph).links if "pain" in link.title or link.title == "x"
    ]
    assert {"contested", "supported"} <= set(stances)


def test_columns_run_from_drug_to_disease() -> None:
    """What is given stands left of what is felt."""
    picture = read(small())
    layout = lay_out(picture)
    left: dict[str, list[float]] = {kind: [] for kind in LOOKS}
    for box in picture.boxes:
        left[box.kind].append(layout.places[box.key].x)
    kinds = [kind for band in BANDS for kind in band.kinds if left[kind]]
    firsts = [max(left[kind]) for kind in kinds if kind not in {"outcome", "symptom"}]
    assert firsts == sorted(firsts)


def test_evidence_is_the_strongest_that_supports() -> None:
    """A trial that disputes a claim does not make its case report look like a trial."""
    case = line(kind="inference from individual clinical experience")
    assert evidence_of([case, line("disputes")]) == "case"
    assert evidence_of([line("disputes")]) == "clinical"
    assert evidence_of([line(kind="experimental evidence")]) == "stated"


def test_ordering_finds_the_order_without_crossings() -> None:
    """Two lanes that are each other's mirror are turned."""
    columns = [["a", "b", "c"], ["x", "y", "z"]]
    edges = [[("a", "z"), ("b", "y"), ("c", "x")]]
    assert crossings(columns, edges) == 3
    assert crossings(order(columns, edges), edges) == 0


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12))
def test_places_keep_order_and_distance(wanted: list[float]) -> None:
    """Whatever items want, they do not overlap; what wants no conflict gets its wish."""
    column = [f"i{index}" for index in range(len(wanted))]
    items = dict.fromkeys(column, Item(10.0, 2.0, passing=False))
    at = place(column, items, dict(zip(column, wanted, strict=True)), dict.fromkeys(column, 1.0))
    for above, below in itertools.pairwise(column):
        assert at[below] - at[above] >= 12 - 1e-6
    if all(below - above >= 12 for above, below in itertools.pairwise(wanted)):
        assert list(at.values()) == pytest.approx(wanted)


@given(st.text(max_size=200), st.integers(1, 6))
def test_wrapped_text_has_room(text: str, lines: int) -> None:
    """No line is wider than its room, and there are no more lines than allowed."""
    wrapped = wrap(printable(text), 120, 12, lines)
    assert len(wrapped) <= lines
    assert all(text_width(part, 12) <= 120 for part in wrapped)

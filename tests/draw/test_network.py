"""The network that is drawn: kinds, abbreviations, and hubs that end a walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from ldn_kg.network import HUB

if TYPE_CHECKING:
    from ldn_kg import KnowledgeGraph


def test_kinds_come_from_the_ontology(kg: KnowledgeGraph) -> None:
    """A node of several classes has the kind that one of them gives it."""
    kinds = {node: data["kind"] for node, data in kg.network().nodes(data=True)}
    assert kinds["entity:low_dose_naltrexone"] == "drug"
    assert kinds["entity:tlr4"] == "receptor"
    assert kinds["entity:microglia"] == "cell"
    assert kinds["entity:il6"] == "mediator"
    assert kinds["entity:fibromyalgia"] == "disease"


def test_abbreviations_are_no_misprints(kg: KnowledgeGraph) -> None:
    """The review prints INF-α for IFN-α; only the right one is shown."""
    graph = kg.network()
    assert graph.nodes["entity:ifn_alpha"]["short"] == "IFN-\u03b1"
    assert graph.nodes["entity:il1b"]["short"] == "IL-1\u03b2"
    assert graph.nodes["entity:pain"]["short"] == ""


def test_a_walk_arrives_at_a_hub_and_ends_there(kg: KnowledgeGraph) -> None:
    """From TLR4 one sees LDN, but not all that LDN is said to do."""
    whole, around = kg.network(), kg.network(focus="tlr4", hops=3)
    hub = "entity:low_dose_naltrexone"
    assert len(set(nx.all_neighbors(whole, hub))) > HUB
    assert hub in around
    assert "entity:off_label_use" in whole
    assert "entity:off_label_use" not in around


def test_a_hub_in_focus_is_walked_from(kg: KnowledgeGraph) -> None:
    """Whoever asks for LDN gets all of it."""
    whole, around = kg.network(), kg.network(focus="low_dose_naltrexone")
    hub = "entity:low_dose_naltrexone"
    assert set(around) == {hub, *nx.all_neighbors(whole, hub)}


def test_a_disease_does_not_reach_everything_through_a_hub(kg: KnowledgeGraph) -> None:
    """Two hops from fibromyalgia are not the whole graph."""
    first, second = (kg.network(disease="fibromyalgia", hops=hops) for hops in (1, 2))
    assert len(first) <= len(second) < len(kg.network())


def test_lines_say_who_and_where(kg: KnowledgeGraph) -> None:
    """Each line of evidence names its publication and a place with a span."""
    for *_, data in kg.network().edges(data=True):
        assert data["lines"]
        for line in data["lines"]:
            assert line["said_by"]
            assert all("[" in place for place in line["places"])
            assert line["places"]

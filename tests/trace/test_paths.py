"""Mechanism paths: complete, signed, marked and ranked as the house rules say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import pytest

from ldn_kg.certainty import rank
from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.infer import read_rules
from ldn_kg.resources import home
from ldn_kg.trace.ends import End, entities_named
from ldn_kg.trace.facts import Facts
from ldn_kg.trace.hops import read_hops
from ldn_kg.trace.paths import causal, find_paths, independent
from ldn_kg.trace.selection import Selection, proofs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ldn_kg
    from ldn_kg.trace.hops import Hop

LDN = "low_dose_naltrexone"


@pytest.fixture(scope="module")
def facts(kg: ldn_kg.KnowledgeGraph) -> Facts:
    """What tracing reads of the graph."""
    return Facts(kg.store)


@pytest.fixture(scope="module")
def hops(facts: Facts) -> list[Hop]:
    """Every hop, whatever the evidence."""
    rules = read_rules(home().queries / "rules")
    return read_hops(facts, proofs_of(facts, Selection(), rules), Selection())


def brute_force(hops: list[Hop], start: str, end: str, bound: int) -> set[tuple[str, ...]]:
    """Simple paths by networkx: start, then predicate and entity in turn, and the net sign."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for hop in hops:
        graph.add_edge(hop.subject, hop.object, key=(hop.predicate, hop.kind), sign=hop.sign)
    if start not in graph or end not in graph:
        return set()
    found = set()
    paths = nx.all_simple_edge_paths(graph, start, end, cutoff=bound)
    for path in cast("Iterator[list[tuple[str, str, tuple[str, str]]]]", paths):
        signs = [graph.edges[edge]["sign"] for edge in path]
        lowering = sum(sign == "-" for sign in signs)
        net = "?" if "?" in signs else "-" if lowering % 2 else "+"
        steps = [part for _, target, (predicate, _) in path for part in (predicate, target)]
        found.add((start, *steps, net))
    return found


def test_the_search_is_complete_and_its_signs_multiply(facts: Facts, hops: list[Hop]) -> None:
    """Against an independent search, between all pairs; explained hops have rules of their own."""
    plain = [hop for hop in causal(facts, hops) if hop.kind != "explained"]
    nodes = sorted({node for hop in plain for node in (hop.subject, hop.object)})
    compared = 0
    for start in nodes:
        ends = [End(node, "asked for") for node in nodes if node != start]
        paths = find_paths(facts, plain, [End(start, "asked for")], ends, bound=4)
        for end in ends:
            mine = {
                (start, *(p for hop in path.hops for p in (hop.predicate, hop.object)), path.sign)
                for path in paths
                if path.end == end
            }
            assert mine == brute_force(plain, start, end.entity, 4)
            compared += len(mine)
    assert compared > 100


def test_an_explained_hop_follows_its_cause_only(facts: Facts, hops: list[Hop]) -> None:
    """And has the sign of the effect that the source speaks of, so rebound does not cancel."""
    start, ends = End(f"entity:{LDN}", "asked for"), [End("entity:pain", "asked for")]
    paths = find_paths(facts, hops, [start], ends)
    assert paths
    for path in paths:
        for before, hop in pairwise(path.hops):
            if hop.kind == "explained":
                assert hop.cause in before.claims
        assert path.sign == "-"


def signs(kg: ldn_kg.KnowledgeGraph, target: str, **filters: Any) -> set[tuple[str, str]]:
    """Net sign and certainty of each path from low-dose naltrexone itself."""
    found = kg.paths(LDN, target, **filters)
    return {(path.sign, path.certainty) for path in found.paths if path.start.reason == "asked for"}


@pytest.mark.parametrize(
    ("target", "filters", "expected"),
    [
        # Table 1: reduced in women with fibromyalgia; list item 3: increased, in rats by title.
        ("il10", {}, {("-", "contested"), ("+", "contested")}),
        ("il10", {"species": "human"}, {("-", "measured")}),
        ("il10", {"species": "rat"}, {("+", "hedged")}),
        ("il10", {"regimen": "low"}, {("-", "measured")}),
        ("il10", {"regimen": "standard"}, set()),
        ("il10", {"min_certainty": "measured"}, {("-", "measured")}),
        ("il10", {"layer": "primary"}, set()),
        # The reference for TNF is naltrexone in rats, with no dose.
        ("tnf", {}, {("-", "hedged")}),
        ("tnf", {"species": "human"}, set()),
        ("tnf", {"regimen": "low"}, set()),
        ("tnf", {"agent": "naltrexone"}, {("-", "hedged")}),
        ("tnf", {"agent": "naloxone"}, set()),
        ("tnf", {"agent": "opioid_antagonist"}, {("-", "hedged")}),
        ("tnf", {"agent": "nsaid"}, set()),
        # Interleukin-6 falls by both.
        ("il6", {}, {("-", "measured")}),
        ("il6", {"species": "rat"}, {("-", "hedged")}),
        ("ogfr", {}, {("?", "hedged")}),
        ("ogfr", {"min_certainty": "stated"}, set()),
    ],
)
def test_a_filter_selects_evidence_and_the_rules_run_again(
    kg: ldn_kg.KnowledgeGraph,
    target: str,
    filters: dict[str, str],
    expected: set[tuple[str, str]],
) -> None:
    """A claim that only rats dispute is undisputed among people."""
    assert signs(kg, target, bound=1, **filters) == expected


def test_marks(kg: ldn_kg.KnowledgeGraph) -> None:
    """Another dose, drug or species, what is contested, and what nobody measured."""

    def marks(target: str, start: str) -> set[tuple[str, ...]]:
        found = kg.paths(LDN, target, bound=1)
        ends = f"entity:{start}", f"entity:{target}"
        return {path.marks[0] for path in found.paths if (path.nodes[0], path.nodes[-1]) == ends}

    assert marks("tnf", LDN) == {("other dose", "other species")}
    assert marks("tnf", "naloxone") == {("other drug", "other species")}
    assert marks("il6", LDN) == {()}
    assert marks("il10", LDN) == {("contested",), ("contested", "other dose", "other species")}
    assert marks("preproenkephalin", "naltrexone") == {("other dose",)}
    # The direct claim is on people; the other hop goes by way of single cytokines.
    assert marks("cytokine", LDN) == {(), ("inferred, never measured",)}


def test_the_order(kg: ldn_kg.KnowledgeGraph) -> None:
    """Certainty of the weakest hop, directness, independent sources, length."""
    found = kg.paths(LDN, "fibromyalgia")
    keys = [
        (-rank(path.certainty), path.indirect, -path.backing, len(path.hops))
        for path in found.paths
    ]
    assert keys == sorted(keys)
    for path in found.paths:
        levels = [rank(hop.certainty) for hop in path.hops]
        assert rank(path.certainty) == min(levels)
        assert levels[path.weakest] == min(levels)


def test_publications_that_share_an_author_are_one_source(facts: Facts) -> None:
    """Younger 2009, Younger 2013 and Parkitny 2017 are one group; Bruun-Plesner 2020 another."""
    lines = facts.lines_of["claim:ldn-alleviates-pain-in-fibromyalgia"]
    assert {cite for line in lines for cite in line.cites} == {
        "publication:bruun-plesner-2020",
        "publication:parkitny-2017",
        "publication:younger-2013",
    }
    assert independent(facts, lines) == 2
    assert independent(facts, ()) == 0


def test_the_same_question_gets_the_same_answer(kg: ldn_kg.KnowledgeGraph) -> None:
    """Ties are in a stable order."""
    first, second = (kg.paths(LDN, "any pain outcome").records() for _ in range(2))
    assert first == second


def test_a_class_means_its_members(facts: Facts) -> None:
    """Also those that only the reasoner knows to be members."""
    class_, ends = entities_named(facts, "any pain outcome")
    assert class_ == "ldn:PainOutcome"
    members = {end.entity.removeprefix("entity:") for end in ends}
    assert {"pain", "hyperalgesia", "cold_pressor_test", "arthralgia"} <= members
    assert not {"fatigue", "fiqr", "crp"} & members
    assert entities_named(facts, "cytokine")[0] == "entity:cytokine"
    assert entities_named(facts, "any cytokine")[0] == "ldn:Cytokine"
    assert entities_named(facts, "ldn:Cytokine")[0] == "ldn:Cytokine"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((LDN, "low_dose_naltrexone"), "cycle"),
        ((LDN, "pain", {"bound": 0}), "1 to 10 hops"),
        ((LDN, "pain", {"bound": 60}), "1 to 10 hops"),
        ((LDN, "pain", {"species": "naloxone"}), "known: human, mouse, rat"),
        ((LDN, "pain", {"agent": "rat"}), "no agent"),
        ((LDN, "pain", {"regimen": "high"}), "low, standard"),
        ((LDN, "pain", {"min_certainty": "sure"}), "contested, inferred, hedged"),
        ((LDN, "pain", {"damping": 1.5}), "damping"),
    ],
)
def test_bad_questions_are_explained(
    kg: ldn_kg.KnowledgeGraph, asked: tuple[Any, ...], words: str
) -> None:
    """What is wrong, and what would be right."""
    source, target, *options = asked
    with pytest.raises(QueryError, match=words):
        kg.paths(source, target, **(options[0] if options else {}))


def test_an_unknown_name_gets_near_ones(kg: ldn_kg.KnowledgeGraph) -> None:
    """On either side."""
    with pytest.raises(NotFoundError, match="fibromyalgia"):
        kg.paths(LDN, "fibromyalgja")
    with pytest.raises(NotFoundError, match="microglial"):
        kg.paths("microgleea", "pain")


def test_degrees_order_paths_only_when_asked(kg: ldn_kg.KnowledgeGraph) -> None:
    """With damping 0 the degree-weighted count is the number of paths of the metapath."""
    plain = kg.paths(LDN, "pruritus")
    assert plain.scores == ()
    weighted = kg.paths(LDN, "pruritus", damping=0.0)
    assert {path.nodes for path in weighted.paths} == {path.nodes for path in plain.paths}
    assert all(score.dwpc == score.paths for score in weighted.scores)
    values = [score.dwpc for score in kg.paths(LDN, "pruritus", damping=0.5).scores]
    assert values == sorted(values, reverse=True)
    assert "how much was read, not how sure" in weighted.text()


def test_the_answer_shows_itself(kg: ldn_kg.KnowledgeGraph) -> None:
    """As text, HTML, rows and records, with the disclaimer and all that each hop rests on."""
    found = kg.paths(LDN, "sickness_behaviour", species="human")
    assert "No mechanism path" in str(found)
    assert "ldn-kg why-not" in str(found)
    found = kg.paths(LDN, "fibromyalgia")
    for text in (str(found), found._repr_html_()):
        assert "Research use, not medical advice." in text
    rows = found.table().records()
    assert len(rows) == sum(len(path.hops) for path in found.paths)
    record = found.records(limit=1)
    assert record["count"] == len(found.paths)
    assert len(record["paths"]) == 1  # type: ignore[arg-type]

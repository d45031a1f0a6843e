"""Whether net signs agree: on paths made by hand, on random ones, and on the graph."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ldn_kg
from ldn_kg.trace.coherence import Coherence, coherence, is_rebound
from ldn_kg.trace.ends import End
from ldn_kg.trace.facts import Facts
from ldn_kg.trace.hops import Hop, Sign, product
from ldn_kg.trace.paths import Path, find_paths
from tests.trace.chains import hop

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS: tuple[Sign, ...] = ("+", "-", "?")


@pytest.fixture(scope="module")
def facts(kg: ldn_kg.KnowledgeGraph) -> Facts:
    """The graph, read once; what it does not know has its id for a name."""
    return Facts(kg.store)


def path(*hops: Hop) -> Path:
    """A path over made-up hops."""
    signs: list[Sign] = []
    for one in hops:
        signs.append(product(signs[-1] if signs else "+", one.sign))
    start, end = End(hops[0].subject, "asked for"), End(hops[-1].object, "asked for")
    return Path(start, end, hops, tuple(signs), ((),) * len(hops), 1)


def tallies(found: Coherence) -> dict[tuple[str, str], tuple[int, int, int]]:
    """How many raise, lower and do not say, for each start and end."""
    return {(g.start, g.end): (g.raising, g.lowering, g.unknown) for g in found.groups}


def test_signs_that_agree_are_coherent(facts: Facts) -> None:
    """Two lowering steps raise, as one raising step does."""
    found = coherence(facts, [path(hop("a", "e")), path(hop("a", "b", "-"), hop("b", "e", "-"))])
    assert tallies(found) == {("a", "e"): (2, 0, 0)}
    assert found.coherent
    assert found.incoherent == ()
    assert "coherent; 1 pair of start and end" in str(found)


def test_an_unknown_sign_contradicts_nothing(facts: Facts) -> None:
    """It is counted."""
    found = coherence(
        facts, [path(hop("a", "e", "-")), path(hop("a", "b", "?"), hop("b", "e", "+"))]
    )
    assert tallies(found) == {("a", "e"): (0, 1, 1)}
    assert found.coherent


def test_both_signs_are_incoherent_with_the_certainty_of_both_sides(facts: Facts) -> None:
    """Each side is as sure as its weakest hop."""
    first = path(hop("a", "b", certainty="measured"), hop("b", "e", "+", certainty="hedged"))
    second = path(hop("a", "b", certainty="measured"), hop("b", "e", "-", certainty="inferred"))
    found = coherence(facts, [first, second])
    (group,) = found.incoherent
    assert group.parting is not None
    assert group.parting.at == 1
    assert group.parting.only_raising == (first.hops[1],)
    assert group.parting.only_lowering == (second.hops[1],)
    text = str(found)
    assert text.startswith("Net signs: incoherent for 1 of 1 pair")
    assert '"b raises e" (hedged) against "b lowers e" (inferred)' in text
    assert "part at hop 2" in text


def test_each_two_things_are_a_group(facts: Facts) -> None:
    """What raises one end and lowers another is no contradiction, nor is another start."""
    found = coherence(
        facts,
        [path(hop("a", "d")), path(hop("a", "e", "-")), path(hop("b", "e")), path(hop("b", "d"))],
    )
    assert tallies(found) == {
        ("a", "d"): (1, 0, 0),
        ("a", "e"): (0, 1, 0),
        ("b", "e"): (1, 0, 0),
        ("b", "d"): (1, 0, 0),
    }
    assert found.coherent


def test_the_pair_that_differs_least_shows_where_they_part(facts: Facts) -> None:
    """Not the best pair, if that one shares nothing."""
    apart = path(hop("a", "b"), hop("b", "e"))
    near = path(hop("a", "c"), hop("c", "e", "+"))
    lowering = path(hop("a", "c"), hop("c", "e", "-"))
    (group,) = coherence(facts, [apart, near, lowering]).incoherent
    assert (group.raising, group.lowering) == (2, 1)
    assert group.parting is not None
    assert (group.parting.raising, group.parting.lowering) == (near, lowering)
    assert (group.parting.at, group.parting.size) == (1, 2)


def test_a_path_that_goes_on_parts_at_its_own_hop(facts: Facts) -> None:
    """Of two that differ all along, at the first."""
    (group,) = coherence(
        facts, [path(hop("a", "e")), path(hop("a", "b"), hop("b", "e", "-"))]
    ).incoherent
    assert group.parting is not None
    assert group.parting.at == 0
    assert group.parting.size == 3


def test_no_paths_have_nothing_to_compare(facts: Facts) -> None:
    """And paths whose signs nobody knows neither."""
    assert str(coherence(facts, [])) == "Net signs: no paths, nothing to compare."
    assert coherence(facts, []).coherent
    assert str(coherence(facts, [path(hop("a", "e", "?"))])) == "Net signs: none is known."


def test_contested_interleukin_10_is_incoherent(kg: ldn_kg.KnowledgeGraph) -> None:
    """A fall by Table 1, a rise by the Discussion, and neither explains the other."""
    answer = kg.paths("low_dose_naltrexone", "il10")
    found = coherence(answer.facts, answer.paths)
    (group,) = found.incoherent
    assert (group.raising, group.lowering, group.unknown) == (1, 1, 0)
    assert group.parting is not None
    assert group.parting.at == 0
    assert {group.parting.raising.certainty, group.parting.lowering.certainty} == {"contested"}
    assert group.parting.only_raising[0].claims == ("claim:ldn-increases-il10",)
    assert group.parting.only_lowering[0].claims == ("claim:ldn-decreases-il10",)
    assert not is_rebound(answer.facts, group.parting)


def test_a_rebound_has_both_signs_and_is_named(kg: ldn_kg.KnowledgeGraph) -> None:
    """The blockade of the receptor explains that there is more of it."""
    answer = kg.paths("low_dose_naltrexone", "mu_opioid_receptor")
    found = coherence(answer.facts, answer.paths)
    (group,) = found.incoherent
    assert group.parting is not None
    assert is_rebound(answer.facts, group.parting)
    assert "a source explains one by the other" in str(found)


def test_paths_to_hyperalgesia_agree(kg: ldn_kg.KnowledgeGraph) -> None:
    """From LDN two lower it and one, over microglia, does not say; from naloxone one lowers it."""
    answer = kg.paths("low_dose_naltrexone", "hyperalgesia")
    found = coherence(answer.facts, answer.paths)
    assert tallies(found) == {
        ("entity:low_dose_naltrexone", "entity:hyperalgesia"): (0, 2, 1),
        ("entity:naloxone", "entity:hyperalgesia"): (0, 1, 0),
    }
    assert found.coherent


def test_rows_records_and_page(kg: ldn_kg.KnowledgeGraph) -> None:
    """One row and one record for each two things; the page with reserved letters written out."""
    answer = kg.paths("low_dose_naltrexone", "any cytokine")
    found = coherence(answer.facts, answer.paths)
    table, records = found.table(), found.records()
    assert len(table) == len(found.groups)
    assert table.column("coherent").count(False) == len(found.incoherent) == 1
    text = json.dumps(records)
    assert text == json.dumps(coherence(answer.facts, answer.paths).records())
    groups = json.loads(text)["groups"]
    (incoherent,) = [group for group in groups if not group["coherent"]]
    assert incoherent["parting"]["hop"] == 1
    assert incoherent["parting"]["rebound"] is False
    assert "interleukin-10" in found._repr_html_()
    odd = coherence(answer.facts, [path(hop("<a>", "e")), path(hop("<a>", "e", "-"))])
    assert "&lt;a&gt; to e" in odd._repr_html_()


@st.composite
def hop_sets(draw: st.DrawFn) -> list[Hop]:
    """Up to a dozen hops between five things, at most one of each sign between two."""
    pairs = [(one, other) for one in "abcde" for other in "abcde" if one != other]
    keys = st.tuples(st.sampled_from(pairs), st.sampled_from(_SIGNS))
    drawn = draw(st.lists(keys, unique=True, max_size=12))
    return [replace(hop(*ends, sign), claims=()) for ends, sign in sorted(drawn)]


@settings(deadline=None)
@given(hop_sets(), st.integers(1, 4))
def test_tallies_are_those_of_every_simple_path(
    facts: Facts, hops: Sequence[Hop], bound: int
) -> None:
    """Found by another library, with signs multiplied as numbers."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("abcde")
    numbers = {"+": 1, "-": -1, "?": 0}
    for index, one in enumerate(hops):
        graph.add_edge(one.subject, one.object, key=index)
    expected: dict[tuple[str, str], Counter[int]] = {}
    for end in "de":
        for edges in nx.all_simple_edge_paths(graph, "a", end, cutoff=bound):
            sign = 1
            for _, _, index in cast("list[tuple[str, str, int]]", edges):
                sign *= numbers[hops[index].sign]
            expected.setdefault(("a", end), Counter())[sign] += 1
    ends = [End("d", "asked for"), End("e", "asked for")]
    found = coherence(facts, find_paths(facts, hops, [End("a", "asked for")], ends, bound))
    assert tallies(found) == {
        pair: (signs[1], signs[-1], signs[0]) for pair, signs in expected.items()
    }
    both = {pair for pair, signs in expected.items() if signs[1] and signs[-1]}
    assert {(group.start, group.end) for group in found.incoherent} == both
    assert found.coherent == (not both)

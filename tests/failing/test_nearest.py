"""The search for the nearest chains, against trying every chain of small graphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_kg.failing.nearest import Nearest, Search, Wish
from ldn_kg.failing.relaxed import Step
from ldn_kg.trace.ends import End
from tests.trace.chains import FIRST, LAST, every_chain, graphs, relation, step

START, END = End(FIRST, "asked for"), End(LAST, "asked for")


def found(steps: list[Step], *, bound: int = 4, limit: int = 10, signed: bool = False) -> Nearest:
    """The nearest chains from the first thing to the last one."""
    return Search(steps, [END], Wish(bound, limit, signed)).nearest([START])


@settings(deadline=None)
@given(graphs(), st.integers(1, 4), st.booleans())
def test_the_nearest_chain_has_the_fewest_gates(
    steps: list[Step], bound: int, signed: bool
) -> None:
    """As many as by brute force, whatever the bound; a chain that stands is never reported."""
    tried = [chain.gates for chain in every_chain(steps, bound, signed=signed)]
    failing = sorted(number for number in tried if number)
    nearest = found(steps, bound=bound, limit=1, signed=signed)
    assert [chain.count for chain in nearest.chains] == failing[:1]
    assert nearest.complete


@settings(deadline=None)
@given(graphs(), st.booleans())
def test_every_failing_chain_is_found_once(steps: list[Step], signed: bool) -> None:
    """With room for all, those found are those tried, less those alike in things and gates."""
    tried = {
        (
            tuple(steps[number].hop.object for number in chain.steps),
            chain.gates,
        )
        for chain in every_chain(steps, 4, signed=signed)
        if chain.gates
    }
    nearest = found(steps, limit=10_000, signed=signed).chains
    ways = {(tuple(one.hop.object for one in chain.steps), chain.count) for chain in nearest}
    assert ways == tried
    alike = Counter((tuple(one.hop.object for one in c.steps), c.gates) for c in nearest)
    assert set(alike.values()) <= {1}


@settings(deadline=None)
@given(graphs(), st.integers(1, 5), st.booleans())
def test_a_limit_takes_the_first_of_all(steps: list[Step], limit: int, signed: bool) -> None:
    """A shorter answer is the beginning of the longer one."""
    every = found(steps, limit=10_000, signed=signed).chains
    assert found(steps, limit=limit, signed=signed).chains == every[:limit]


@settings(deadline=None)
@given(graphs(), st.booleans())
def test_the_fewest_gates_count_chains_that_stand(steps: list[Step], signed: bool) -> None:
    """None where there is no chain at all."""
    tried = [chain.gates for chain in every_chain(steps, 4, signed=signed)]
    search = Search(steps, [END], Wish(4, signed=signed))
    assert search.fewest([START]) == min(tried, default=None)


def test_fewer_gates_go_before_fewer_hops() -> None:
    """One gate in three hops is nearer than two in one."""
    steps = [
        step("a", "e", "+", "species", "agent"),
        step("a", "b"),
        step("b", "c"),
        step("c", "e", "+", "species"),
    ]
    assert [len(chain.steps) for chain in found(steps).chains] == [3, 1]


def test_a_role_of_its_own_sign_closes_what_was_lost() -> None:
    """An explanation gives the effect of the start its sign, whatever came before."""
    steps = [step("a", "b", "?", claim="claim:1"), step("b", "e", "-", cause="claim:1")]
    assert found(steps, signed=True).chains == ()
    other = [step("a", "b", "?", claim="claim:2"), steps[1]]
    assert [(i, g.kind) for i, g in found(other, signed=True).chains[0].stops] == [
        (0, "sign unknown"),
        (1, "sign unknown"),
    ]


def test_the_sign_is_lost_at_the_first_hop_without_one() -> None:
    """And at one only, though two have none."""
    steps = [step("a", "b", "-"), step("b", "c", "?"), step("c", "e", "?")]
    assert found(steps).chains == ()
    (chain,) = found(steps, signed=True).chains
    assert [(index, gate.kind) for index, gate in chain.stops] == [(1, "sign unknown")]
    assert chain.signs == ("-", "?", "?")


def test_a_relation_is_one_gate_also_where_signs_are_asked_for() -> None:
    """What would show the effect would show its sign."""
    steps = [step("a", "b"), relation("b", "e")]
    assert found(steps).chains == found(steps, signed=True).chains


def test_a_step_stands_only_where_it_may() -> None:
    """What is limited to the beginning or the end of a chain does not join its middle."""
    kind = replace(relation("a", "b"), only="first")
    assert len(found([kind, step("b", "e")]).chains) == 1
    assert (
        found([step("a", "c"), replace(relation("c", "b"), only="first"), step("b", "e")]).chains
        == ()
    )
    assert len(found([step("a", "c"), replace(relation("c", "e"), only="last")]).chains) == 1
    assert (
        found([step("a", "c"), replace(relation("c", "b"), only="last"), step("b", "e")]).chains
        == ()
    )


def test_a_spare_step_leads_to_what_it_explains_only() -> None:
    """Another step between the same two things serves everything else."""
    spare = replace(step("a", "b", "-", "species", claim="claim:1"), is_spare=True)
    assert found([spare, step("b", "e")]).chains == ()
    assert found([replace(spare, hop=replace(spare.hop, object="e"))]).chains == ()
    (chain,) = found([spare, step("b", "e", "-", cause="claim:1")]).chains
    assert [(index, gate.kind) for index, gate in chain.stops] == [(0, "species")]


def test_one_hop_that_nobody_states_is_enough() -> None:
    """Two in a row would join anything."""
    gap = replace(relation("a", "b"), sort="unstated")
    assert len(found([gap, relation("b", "e")]).chains) == 1
    assert found([gap, replace(relation("b", "e"), sort="unstated")]).chains == ()

"""Why no chain stands: what stops each was read off the curated claims, claim by claim."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest

import ldn_kg
from ldn_kg import iris
from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.failing.answers import WhyNot
from ldn_kg.failing.gates import ClaimGates, Gate
from ldn_kg.failing.nearest import Chain
from ldn_kg.failing.why_not import why_not
from ldn_kg.infer import Rule, infer, inferred_quads, read_rules
from ldn_kg.prefixes import expand
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.trace.ends import is_end_point
from ldn_kg.trace.facts import Facts
from ldn_kg.trace.hops import read_hops
from ldn_kg.trace.paths import find_paths
from ldn_kg.trace.selection import Selection, proofs_of
from ldn_kg.vocab import LDN

Ask = Callable[..., WhyNot]
HUMAN = Selection(species="entity:human")


@pytest.fixture(scope="module")
def facts(kg: ldn_kg.KnowledgeGraph) -> Facts:
    """The graph, read once."""
    return Facts(kg.store)


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    """The shipped rules."""
    return read_rules(home().queries / "rules")


@pytest.fixture(scope="module")
def ask(facts: Facts, rules: list[Rule]) -> Ask:
    """Asks why not, with everything counting unless something else is asked for."""

    def asked(
        first: str,
        last: str,
        selection: Selection | None = None,
        *,
        bound: int = 6,
        signed: bool = False,
        limit: int = 10,
    ) -> WhyNot:
        chosen = selection or Selection()
        return why_not(facts, rules, first, last, chosen, bound=bound, signed=signed, limit=limit)

    return asked


def things(chain: Chain) -> tuple[str, ...]:
    """The keys of what a chain goes through."""
    nodes = (chain.start.entity, *(step.hop.object for step in chain.steps))
    return tuple(node.removeprefix("entity:") for node in nodes)


def kinds(chain: Chain) -> list[tuple[int, str]]:
    """At which hop, counted from 1, what sort of gate stops a chain."""
    return [(index + 1, gate.kind) for index, gate in chain.stops]


def chain_through(found: WhyNot, *keys: str) -> Chain:
    """The chain that goes through these things."""
    (chain,) = [chain for chain in found.chains if things(chain) == keys]
    return chain


def test_an_association_is_no_cause(ask: Ask) -> None:
    """All that is said of nitric oxide is that it goes together with sickness behaviour."""
    found = ask("nitric_oxide", "sickness_behaviour")
    assert found.standing == 0
    (chain,) = found.chains
    assert kinds(chain) == [(1, "no evidence for this hop")]
    (gate,) = chain.gates[0]
    assert "nitric oxide is associated with sickness behaviour" in gate.why
    assert gate.claims == ("claim:nitric-oxide-associated-with-sickness-behaviour",)
    assert [line.direction for line in gate.lines] == ["supports"]
    assert gate.closing == "a study that shows that nitric oxide contributes to sickness behaviour"


def test_an_association_goes_both_ways(ask: Ask) -> None:
    """It is written down from the cytokines to the behaviour."""
    found = ask("sickness_behaviour", "nitric_oxide")
    assert kinds(found.chains[0]) == [(1, "no evidence for this hop")]


def test_a_predictor_is_no_cause(ask: Ask) -> None:
    """ESR predicts the response; of the response nothing leads to pain."""
    found = ask("esr", "pain")
    assert found.standing == 0
    chain = found.chains[0]
    assert things(chain) == ("esr", "drug_response", "pain")
    (gate,) = chain.gates[0]
    assert gate.kind == "no evidence for this hop"
    assert gate.why.endswith("a predictor is no cause")
    assert gate.claims == ("claim:esr-predicts-ldn-response",)
    places = {place.place for line in gate.lines for place in line.places}
    assert places == {
        "Discussion, paragraph 1, sentence 4",
        "Table 1, Younger et al., 2009, Outcome",
    }
    assert chain.steps[1].sort == "unstated"
    assert "nothing is stated" in chain.gates[1][0].why


def test_disputed_outcome_evidence_is_said_and_is_no_step(ask: Ask, facts: Facts) -> None:
    """Of NSAIDs in fibromyalgia the review says one thing: that they do not help."""
    found = ask("nsaid", "fibromyalgia")
    assert found.standing == 0
    (outcome,) = found.outcomes
    assert outcome.claim.iri == "claim:nsaid-alleviates-fibromyalgia"
    assert outcome.stance == "disputed"
    text = str(found)
    assert "All that is said of what non-steroidal anti-inflammatory drug does" in text
    assert "outcome evidence, which is no mechanism" in text
    assert "disputed: non-steroidal anti-inflammatory drug alleviates fibromyalgia" in text
    for chain in found.chains:
        assert chain.steps[0].sort == "unstated"
        assert not is_end_point(facts, chain.steps[0].hop.object)


def test_a_species_that_is_not_stated_does_not_pass(ask: Ask) -> None:
    """IL-6, a cytokine, was measured in women; that cytokines make sick is said of nobody."""
    found = ask("low_dose_naltrexone", "hyperalgesia", HUMAN)
    assert found.standing == 0
    chain = chain_through(
        found, "low_dose_naltrexone", "cytokine", "sickness_behaviour", "hyperalgesia"
    )
    assert kinds(chain) == [(2, "species"), (3, "species")]
    (gate,) = chain.gates[1]
    assert gate.why == "cytokine contributes to sickness behaviour: species not stated, not human"
    assert gate.closing == (
        "a study with human subjects that shows that cytokine contributes to sickness behaviour"
    )
    assert chain.signs[-1] == "-"


def test_another_species_is_named(ask: Ask) -> None:
    """Naloxone was given to mice."""
    found = ask("naloxone", "superoxide", HUMAN)
    (gate,) = found.chains[0].gates[0]
    assert gate.why == "naloxone decreases superoxide: species mouse, not human"


@pytest.mark.parametrize(
    ("selection", "kind", "reason", "closing"),
    [
        (
            Selection(agent="entity:low_dose_naltrexone"),
            "agent",
            "naltrexone was given, not low-dose naltrexone",
            "evidence on low-dose naltrexone instead of naltrexone (species rat) for: {}",
        ),
        (
            Selection(regimen="low"),
            "regimen",
            "naltrexone was given, not a low dose",
            "evidence on a low dose instead of naltrexone (species rat) for: {}",
        ),
        (
            HUMAN,
            "species",
            "species rat, not human",
            "a study with human subjects that shows that {}",
        ),
        (
            Selection(layer="primary"),
            "layer",
            "layer review, not primary",
            "a primary paper that says that {}",
        ),
        (
            Selection(certainty="stated"),
            "certainty",
            "hedged, not stated",
            "a source that states outright that {}",
        ),
    ],
)
def test_each_filter_has_its_gate(
    ask: Ask, selection: Selection, kind: str, reason: str, closing: str
) -> None:
    """On T cells the review has one hedged line, of naltrexone at no dose in rats."""
    found = ask("low_dose_naltrexone", "t_cell", selection)
    chain = found.chains[0]
    assert things(chain) == ("low_dose_naltrexone", "t_cell")
    (gate,) = chain.gates[0]
    words = "low-dose naltrexone regulates T cell"
    assert (gate.kind, gate.why) == (kind, f"{words}: {reason}")
    assert gate.closing == closing.format(words)
    assert gate.claims == ("claim:ldn-regulates-t-cells",)
    assert [line.cites for line in gate.lines] == [("publication:xu-2020",)]


def test_every_filter_that_refuses_is_a_gate(ask: Ask) -> None:
    """One hop, two filters, two pieces of evidence that are missing."""
    chosen = Selection(species="entity:human", agent="entity:low_dose_naltrexone")
    chain = ask("low_dose_naltrexone", "t_cell", chosen).chains[0]
    assert kinds(chain) == [(1, "species"), (1, "agent")]


def test_the_drug_may_have_any_dose(ask: Ask) -> None:
    """Naltrexone was given in the rats, so the evidence counts for that drug."""
    found = ask("low_dose_naltrexone", "t_cell", Selection(agent="entity:naltrexone"))
    assert found.standing > 0


def test_nothing_of_the_review_is_primary(ask: Ask) -> None:
    """Each cause is stopped by the layer; what is no cause stays none."""
    found = ask("low_dose_naltrexone", "hyperalgesia", Selection(layer="primary"))
    assert found.standing == 0
    for chain in found.chains:
        for step, gates in zip(chain.steps, chain.gates, strict=True):
            expected = "layer" if step.sort == "cause" else "no evidence for this hop"
            assert expected in {gate.kind for gate in gates}


def test_a_receptor_in_a_cell_has_no_sign(ask: Ask) -> None:
    """That TLR-4 acts on microglia stands; which way, no source says."""
    plain = ask("tlr4", "microglia")
    assert (plain.standing, plain.chains) == (1, ())
    found = ask("tlr4", "microglia", signed=True)
    assert (found.standing, found.standing_signed) == (1, 0)
    (chain,) = found.chains
    assert kinds(chain) == [(1, "sign unknown")]
    assert chain.gates[0][0].closing == (
        "a source that says which way Toll-like receptor 4 acts on microglial cell"
    )


def test_a_lost_sign_stops_at_the_first_hop_without_one(ask: Ask) -> None:
    """From LDN over TLR-4 and microglia: blocks has a sign, acts in has none."""
    found = ask("low_dose_naltrexone", "hyperalgesia", signed=True)
    assert (found.standing, found.standing_signed) == (4, 3)
    chain = chain_through(
        found,
        "low_dose_naltrexone", "tlr4", "microglia", "cytokine", "sickness_behaviour",
        "hyperalgesia",
    )  # fmt: skip
    assert kinds(chain) == [(2, "sign unknown")]


def test_an_explanation_is_entered_by_its_cause(ask: Ask) -> None:
    """Pain is explained by more delta receptors, not by their blockade."""
    found = ask("low_dose_naltrexone", "pain")
    assert found.standing > 0
    chain = chain_through(found, "low_dose_naltrexone", "delta_opioid_receptor", "pain")
    assert chain.steps[0].hop.predicate == "ldn:blocks"
    assert kinds(chain) == [(2, "sign unknown")]
    assert '"low-dose naltrexone increases delta-opioid receptor"' in chain.gates[1][0].why


def test_contested_hops_stand(ask: Ask) -> None:
    """IL-10 falls in Table 1 and rises in the Discussion: two paths, neither gated."""
    found = ask("low_dose_naltrexone", "il10")
    assert found.standing == 2
    direct = [chain for chain in found.chains if len(chain.steps) == 1]
    assert direct == []


def test_contested_is_less_than_hedged(ask: Ask) -> None:
    """Both lines of each claim are at least hedged, so both claims are contested still."""
    found = ask("low_dose_naltrexone", "il10", Selection(certainty="hedged"))
    assert found.standing == 0
    direct = [chain for chain in found.chains if len(chain.steps) == 1]
    assert [chain.gates[0][0].why for chain in direct] == [
        "low-dose naltrexone decreases interleukin-10: contested, not hedged",
        "low-dose naltrexone increases interleukin-10: contested, not hedged",
    ]
    assert all(kinds(chain) == [(1, "certainty")] for chain in direct)


@pytest.mark.parametrize("selection", [HUMAN, Selection(certainty="measured")])
def test_what_only_one_side_is_left_of_is_disputed(ask: Ask, selection: Selection) -> None:
    """Among people, and among what was measured, IL-10 falls; that it rises is disputed."""
    found = ask("low_dose_naltrexone", "il10", selection)
    assert found.standing == 1
    chain = found.chains[0]
    assert chain.steps[0].hop.predicate == "ldn:increases"
    assert kinds(chain) == [(1, "disputed")]
    (gate,) = chain.gates[0]
    assert [line.cites for line in gate.lines] == [("publication:parkitny-2017",)]
    assert gate.lines[0].places[0].place == "Table 1, Parkitny et al., 2017, Outcome"


def test_a_bridge_over_a_contested_claim_is_disputed(ask: Ask) -> None:
    """The review explains the role by more IL-10, which Table 1 disputes."""
    found = ask("il10", "anti_inflammatory_role")
    assert found.standing == 0
    bridge, role = sorted(found.chains[:2], key=lambda chain: chain.steps[0].sort)
    assert kinds(bridge) == [(1, "disputed")]
    assert bridge.gates[0][0].claims == ("claim:ldn-increases-il10",)
    assert kinds(role) == [(1, "no evidence for this hop")]
    assert role.gates[0][0].claims == ("claim:il10-has-anti-inflammatory-role",)


def test_a_bridge_is_never_more_than_inferred(ask: Ask) -> None:
    """That TLR-4 acts on microglia is stated by nobody; better lines would not change that."""
    found = ask("tlr4", "microglia", Selection(certainty="stated"))
    (chain,) = found.chains
    (gate,) = chain.gates[0]
    assert gate.kind == "certainty"
    assert gate.why == "Toll-like receptor 4 acts in microglial cell: inferred, not stated"
    assert gate.closing.startswith("a source that states outright that Toll-like receptor 4")


def test_a_bridge_needs_each_of_its_claims(ask: Ask) -> None:
    """That LDN blocks the receptor in the cell, and that the cell has it: no species for either."""
    (chain,) = ask("tlr4", "microglia", HUMAN).chains
    (gate,) = chain.gates[0]
    assert gate.kind == "species"
    assert set(gate.claims) == {"claim:ldn-blocks-tlr4", "claim:tlr4-found-in-microglia"}


def test_a_kind_is_not_its_group(ask: Ask) -> None:
    """Cytokines contribute to sickness behaviour; of TNF alone no source says so."""
    (chain,) = ask("tnf", "sickness_behaviour").chains
    assert things(chain) == ("tnf", "cytokine", "sickness_behaviour")
    assert kinds(chain) == [(1, "no evidence for this hop")]
    assert chain.gates[0][0].why.endswith(
        "what is said of a group is not said of each of its kinds"
    )


def test_outcome_evidence_stands_beside(ask: Ask, facts: Facts) -> None:
    """Dry eye was looked at in one case and did not change; nothing leads there."""
    found = ask("low_dose_naltrexone", "dry_eye")
    assert [(one.claim.iri, one.stance) for one in found.outcomes] == [
        ("claim:ldn-alleviates-dry-eye-in-sjogren-syndrome", "disputed")
    ]
    assert found.chains
    for chain in found.chains:
        assert chain.count == 1
        assert chain.steps[-1].sort == "unstated"
        assert not facts.is_a(chain.steps[-1].hop.subject, "Agent")


def test_what_no_mechanism_can_join_is_not_joined(ask: Ask) -> None:
    """An agency and a country."""
    found = ask("fda", "norway")
    assert found.chains == ()
    assert "No chain comes near standing." in str(found)


@pytest.mark.parametrize(
    ("first", "last", "selection"),
    [
        ("low_dose_naltrexone", "fibromyalgia", Selection()),
        ("low_dose_naltrexone", "any pain outcome", HUMAN),
        ("naloxone", "systemic_sclerosis", Selection(certainty="stated")),
        ("any cytokine", "any symptom", Selection()),
        ("esr", "any disease", Selection(layer="later")),
    ],
)
@pytest.mark.parametrize("signed", [False, True])
def test_every_chain_fails_and_is_simple(
    ask: Ask, facts: Facts, first: str, last: str, selection: Selection, signed: bool
) -> None:
    """It has a gate, it visits nothing twice, and no step of it is outcome evidence."""
    found = ask(first, last, selection, signed=signed, limit=40)
    assert found.complete
    assert [chain.count for chain in found.chains] == sorted(c.count for c in found.chains)
    for chain in found.chains:
        assert chain.count > 0
        assert len(set(things(chain))) == len(chain.steps) + 1 <= 7
        assert chain.start in found.question.starts
        assert chain.end in found.question.ends
        for step in chain.steps:
            agent = facts.is_a(step.hop.subject, "Agent")
            assert not (agent and is_end_point(facts, step.hop.object))
        for _, gate in chain.stops:
            assert gate.why
            assert gate.closing


@pytest.mark.slow
@pytest.mark.parametrize(
    ("last", "selection"),
    [
        ("hyperalgesia", HUMAN),
        ("anti_inflammatory_role", HUMAN),
        ("anti_inflammatory_role", Selection(layer="primary")),
        ("pruritus", Selection(agent="entity:naltrexone")),
        ("hyperalgesia", Selection(regimen="low", certainty="stated")),
    ],
)
def test_filters_are_all_that_stops_what_stands_without_them(
    ask: Ask, kg: ldn_kg.KnowledgeGraph, facts: Facts, last: str, selection: Selection
) -> None:
    """What only filters stop is a path without them, and the other way round."""
    found = ask("low_dose_naltrexone", last, selection, limit=1000)
    filters = {"species", "agent", "regimen", "layer", "certainty"}
    stopped = {
        things(chain) for chain in found.chains if {gate.kind for _, gate in chain.stops} <= filters
    }
    without = kg.paths("low_dose_naltrexone", last).paths
    under = find_paths(
        facts,
        read_hops(
            facts, proofs_of(facts, selection, read_rules(home().queries / "rules")), selection
        ),
        found.question.starts,
        found.question.ends,
    )
    every, standing = (
        {tuple(node.removeprefix("entity:") for node in path.nodes) for path in paths}
        for paths in (without, under)
    )
    # By its own lines IL-10 is contested, so no bridge goes over it even without a filter.
    assert {way for way in stopped if "il10" not in way} <= every
    assert every - standing <= stopped
    assert len(under) == found.standing


def test_a_name_that_means_nothing_has_near_ones(ask: Ask) -> None:
    """The near names are those that search finds."""
    with pytest.raises(NotFoundError) as caught:
        ask("naltrexonne", "pain")
    assert any("naltrexone" in name for name in caught.value.near)
    with pytest.raises(NotFoundError, match="hyperalgesia"):
        ask("esr", "hyperalgesi")


def test_a_way_back_is_a_cycle(ask: Ask) -> None:
    """By whichever names."""
    with pytest.raises(QueryError, match="cycle"):
        ask("tlr4", "Toll-like receptor 4")


@pytest.mark.parametrize("bound", [0, -1, 11])
def test_a_bound_out_of_range_is_refused(ask: Ask, bound: int) -> None:
    """With the range."""
    with pytest.raises(QueryError, match=f"1 to 10 hops, not {bound}"):
        ask("tlr4", "pain", bound=bound)


def test_no_chain_at_all_cannot_be_asked_for(ask: Ask) -> None:
    """A limit counts from 1."""
    with pytest.raises(QueryError, match="at least 1 chain"):
        ask("tlr4", "pain", limit=0)


def test_the_bound_holds(ask: Ask) -> None:
    """The three hops to hyperalgesia do not fit into two."""
    found = ask("low_dose_naltrexone", "hyperalgesia", bound=2)
    assert found.standing == 0
    assert found.chains
    assert all(len(chain.steps) <= 2 for chain in found.chains)


def test_the_answer_is_the_same_each_time(ask: Ask) -> None:
    """And goes into JSON as it is."""
    answers = [ask("low_dose_naltrexone", "fibromyalgia", HUMAN) for _ in range(2)]
    texts = [json.dumps(answer.records()) for answer in answers]
    assert texts[0] == texts[1]
    record = json.loads(texts[0])
    assert record["filters"]["species"] == "entity:human"
    assert record["count"] == len(record["chains"]) == len(answers[0])
    gates = [gate for chain in record["chains"] for hop in chain["hops"] for gate in hop["gates"]]
    assert all({"kind", "why", "closing", "claims", "lines"} == set(gate) for gate in gates)
    assert sum(chain["gates"] for chain in record["chains"]) == len(gates)
    assert len(answers[0].table()) == len(gates)


def test_text_and_page_name_the_gate_and_what_would_close_it(ask: Ask) -> None:
    """The page with what HTML reserves written out."""
    found = ask("nitric_oxide", "sickness_behaviour")
    text = str(found)
    assert text.startswith("No chain stands from nitric oxide to sickness behaviour in 6 hops.")
    assert "nitric oxide —is associated with ✗→ sickness behaviour" in text
    assert "would close it: a study that shows that nitric oxide contributes to" in text
    assert "Younger, Parkitny & McLain 2014 (supports; Introduction, paragraph 2" in text
    (chain,) = found.chains
    marked = replace(chain, gates=((Gate("disputed", "<b>why</b>", "a & b"),),))
    page = replace(found, chains=(marked,))._repr_html_()
    assert "&lt;b&gt;why&lt;/b&gt;" in page
    assert "a &amp; b" in page
    assert "<b>" not in page


def test_chains_that_stand_are_said_first(ask: Ask) -> None:
    """Then those that fail."""
    text = str(ask("low_dose_naltrexone", "hyperalgesia", signed=True))
    assert text.startswith(
        "4 chains stand from low-dose naltrexone to hyperalgesia in 6 hops, "
        "3 with a known net sign; see paths."
    )
    assert "The nearest chains that fail" in text


@pytest.fixture(scope="module")
def changed(kg: ldn_kg.KnowledgeGraph, rules: list[Rule]) -> Callable[[str, ox.NamedNode], Facts]:
    """The graph with the direction of one line of evidence changed, inferred anew."""

    def change(line: str, direction: ox.NamedNode) -> Facts:
        node = ox.NamedNode(expand(line))
        stances = {LDN.SupportedClaim, LDN.ContestedClaim, LDN.DisputedClaim}
        kept = []
        for quad in kg.store.quads():
            inferred = quad.graph_name == iris.graph("inferred")
            is_type = quad.predicate.value.endswith("#type") and quad.object not in stances
            if quad.graph_name == iris.graph("proofs") or (inferred and not is_type):
                continue
            if quad.subject == node and quad.predicate == LDN.evidenceDirection:
                quad = ox.Quad(node, quad.predicate, direction, quad.graph_name)  # noqa: PLW2901 - the one change
            kept.append(quad)
        return Facts(Store([*kept, *inferred_quads(infer(kept, rules), {})]))

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("direction", "kind"),
    [(LDN.disputes, "disputed"), (LDN.inconclusive, "no evidence for this hop")],
)
def test_a_claim_without_support_is_a_gate(
    changed: Callable[[str, ox.NamedNode], Facts],
    rules: list[Rule],
    direction: ox.NamedNode,
    kind: str,
) -> None:
    """If the one source said that cytokines do not make sick, or that this is open."""
    facts = changed("line:cytokine-contributes-to-sickness-behaviour--discussion", direction)
    found = why_not(facts, rules, "cytokine", "sickness_behaviour", Selection())
    assert found.standing == 0
    chain = chain_through(found, "cytokine", "sickness_behaviour")
    assert chain.steps[0].hop.predicate == "ldn:contributesTo"
    assert kinds(chain) == [(1, kind)]
    assert chain.gates[0][0].claims == ("claim:cytokine-contributes-to-sickness-behaviour",)


def test_the_line_that_comes_nearest_is_the_one_refused(facts: Facts) -> None:
    """IL-6 has a line in rats and one in women; each filter lets one of them pass."""
    claim = "claim:ldn-decreases-il6"
    assert ClaimGates(facts, HUMAN).stated(claim) == ()
    assert ClaimGates(facts, Selection(species="entity:rat")).stated(claim) == ()
    mouse = ClaimGates(facts, Selection(species="entity:mouse", regimen="low"))
    (gate,) = mouse.stated(claim)
    assert gate.kind == "species"
    assert gate.why == "low-dose naltrexone decreases interleukin-6: species human, not mouse"

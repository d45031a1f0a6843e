"""The chains that the review proposes are there for each of its five diseases.

Expected chains were read off the text: the introduction (opioid receptors, TLR-4, microglia) and
the discussion (cytokines, T cells, immune balance, pruritus, OGFr). No program wrote them down.
"""

from __future__ import annotations

import pytest

import ldn_kg
from ldn_kg.trace.tracing import Trace

#: Chains that the review proposes for LDN as such, whatever the disease: entities on the way.
GENERAL: dict[str, tuple[str, ...]] = {
    "blockade improves the endorphin system": (
        "low_dose_naltrexone", "mu_opioid_receptor", "endorphin_system", "pain", "analgesic_role",
    ),
    "delta receptors likewise": (
        "low_dose_naltrexone", "delta_opioid_receptor", "endorphin_system", "pain",
        "analgesic_role",
    ),
    "kappa receptors to a lesser extent": (
        "low_dose_naltrexone", "kappa_opioid_receptor", "endorphin_system", "pain",
        "analgesic_role",
    ),
    "rebound of the receptors": (
        "low_dose_naltrexone", "mu_opioid_receptor", "pain", "analgesic_role",
    ),
    "TLR-4 on microglia": ("low_dose_naltrexone", "tlr4", "anti_inflammatory_role"),
    "T cells": ("low_dose_naltrexone", "t_cell", "immunomodulatory_role"),
    "TNF": ("low_dose_naltrexone", "tnf", "anti_inflammatory_role"),
    "interleukin-6": ("low_dose_naltrexone", "il6", "anti_inflammatory_role"),
    "interleukin-17": ("low_dose_naltrexone", "il17", "immunomodulatory_role"),
    "immune responses": ("low_dose_naltrexone", "immune_response", "immunomodulatory_role"),
    "OGFr": ("low_dose_naltrexone", "ogfr", "immunomodulatory_role"),
}  # fmt: skip

#: Chains that belong to some diseases only.
PARTICULAR: dict[str, list[tuple[str, ...]]] = {
    "fibromyalgia": [
        ("low_dose_naltrexone", "tlr4", "microglia", "cytokine", "sickness_behaviour"),
        ("low_dose_naltrexone", "cytokine", "sickness_behaviour", "fatigue"),
        ("low_dose_naltrexone", "cytokine", "anti_inflammatory_role", "pain"),
    ],
    "dermatomyositis": [
        ("low_dose_naltrexone", "opioid_signaling", "pruritus"),
        ("low_dose_naltrexone", "inflammatory_mediator", "pruritus"),
    ],
    "systemic_sclerosis": [
        ("low_dose_naltrexone", "opioid_signaling", "pruritus"),
        ("low_dose_naltrexone", "inflammatory_mediator", "pruritus"),
    ],
    "sjogren_syndrome": [
        ("low_dose_naltrexone", "mu_opioid_receptor", "endorphin_system", "pain"),
    ],
    "rheumatoid_arthritis": [],
}


def ways(found: Trace) -> set[tuple[str, ...]]:
    """The entities that each path goes through."""
    return {tuple(node.removeprefix("entity:") for node in path.nodes) for path in found.paths}


@pytest.mark.parametrize("disease", PARTICULAR)
def test_every_proposed_chain_is_there(kg: ldn_kg.KnowledgeGraph, disease: str) -> None:
    """What the review proposes in general, and what it proposes for this disease."""
    found = ways(kg.paths("low_dose_naltrexone", disease))
    wanted = set(GENERAL.values()) | set(PARTICULAR[disease])
    assert wanted - found == set()


@pytest.mark.parametrize("disease", ["fibromyalgia", "sjogren_syndrome", "rheumatoid_arthritis"])
def test_pruritus_is_proposed_for_two_diseases_only(
    kg: ldn_kg.KnowledgeGraph, disease: str
) -> None:
    """Nobody speaks of pruritus in the other three."""
    assert not any("pruritus" in way for way in ways(kg.paths("low_dose_naltrexone", disease)))


@pytest.mark.parametrize("disease", PARTICULAR)
def test_every_hop_leads_to_the_text(kg: ldn_kg.KnowledgeGraph, disease: str) -> None:
    """Each hop of each path has evidence with a place, and claims that are there."""
    found = kg.paths("low_dose_naltrexone", disease)
    for path in found.paths:
        for hop in path.hops:
            assert hop.claims
            assert hop.lines
            assert all(line.places for line in hop.lines)


def test_the_rebound_follows_the_blockade(kg: ldn_kg.KnowledgeGraph) -> None:
    """LDN increases the receptor after blocking it, and that is told with the hop."""
    found = kg.paths("low_dose_naltrexone", "pain", bound=2)
    hops = [
        record["hops"][0]
        for record in found.records()["paths"]  # type: ignore[attr-defined]
        if record["hops"][0]["object"]["id"] == "entity:mu_opioid_receptor"
    ]
    assert [hop["after"] for hop in hops] == [["claim:ldn-blocks-mu-opioid-receptor"]]
    assert hops[0]["predicate"]["id"] == "ldn:increases"


def test_outcome_evidence_is_no_hop(kg: ldn_kg.KnowledgeGraph) -> None:
    """A trial found less pain: beside the paths, and fatigue that was no better with it."""
    found = kg.paths("low_dose_naltrexone", "fibromyalgia")
    for path in found.paths:
        first = path.hops[0]
        assert not first.object.endswith(("pain", "fatigue", "fiqr", "fibromyalgia"))
    stances = {outcome.claim.iri: outcome.stance for outcome in found.outcomes}
    assert stances["claim:ldn-alleviates-pain-in-fibromyalgia"] == "supported"
    assert stances["claim:ldn-alleviates-fatigue-in-fibromyalgia"] == "disputed"
    assert stances["claim:ldn-alleviates-sleep-disturbance-in-fibromyalgia"] == "disputed"


def test_a_predictor_is_no_cause(kg: ldn_kg.KnowledgeGraph) -> None:
    """The erythrocyte sedimentation rate predicts the response; it does not bring it about."""
    assert not kg.paths("esr", "drug_response").paths
    assert not kg.paths("esr", "fibromyalgia").paths

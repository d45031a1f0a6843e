"""Identifiers of other vocabularies find our entities, and stand with their relation everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from ldn_kg.draw import draw
from ldn_kg.elsewhere import entities_of, identifiers
from ldn_kg.errors import NotFoundError
from ldn_kg.search import resolve

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_kg.knowledge_graph import KnowledgeGraph

#: What somebody types, and the entity that it means. CHEBI:7465 and MESH:D009271 are naltrexone,
#: MONDO:0005546 fibromyalgia, UniProt:O00206 Toll-like receptor 4, HGNC:8156 the gene OPRM1.
TYPED = [
    ("CHEBI:7465", "entity:naltrexone"),
    ("chebi:7465", "entity:naltrexone"),
    ("MeSH:D009271", "entity:naltrexone"),
    ("http://purl.obolibrary.org/obo/MONDO_0005546", "entity:fibromyalgia"),
    ("UniProtKB:O00206", "entity:tlr4"),
    ("HGNC:8156", "entity:mu_opioid_receptor"),
    ("OPRM1", "entity:mu_opioid_receptor"),
    ("TNF alpha", "entity:tnf"),
]


@pytest.mark.parametrize(("typed", "entity"), TYPED)
def test_an_identifier_shows_our_entity(kg: KnowledgeGraph, typed: str, entity: str) -> None:
    """In any spelling of its prefix, as an address, and a gene leads to its product."""
    assert kg.show(typed).node == entity


@pytest.mark.parametrize(("typed", "entity"), TYPED)
def test_an_identifier_finds_our_entity_first(kg: KnowledgeGraph, typed: str, entity: str) -> None:
    """Search and show agree."""
    assert kg.search(typed).column("id")[0] == entity


def test_what_is_not_the_same_thing_is_found_but_not_shown(kg: KnowledgeGraph) -> None:
    """The regimen stands under naltrexone, and is not naltrexone."""
    found = dict(
        zip(
            kg.search("CHEBI:7465").column("id"),
            kg.search("CHEBI:7465").column("found as"),
            strict=True,
        )
    )
    assert found["entity:naltrexone"] == "CHEBI:7465 (exact match)"
    assert found["entity:low_dose_naltrexone"] == "CHEBI:7465 (broad match)"
    assert entities_of(kg.store, "CHEBI:7465")["entity:low_dose_naltrexone"] == "broad match"


def test_an_identifier_without_an_exact_entity_says_what_is_near(kg: KnowledgeGraph) -> None:
    """Paresthesia is wider than our burning sensation of skin."""
    with pytest.raises(NotFoundError, match=r"burning_sensation \(broad match\)"):
        resolve(kg.store, "HP:0003401")


def test_an_identifier_that_nothing_has_is_not_found(kg: KnowledgeGraph) -> None:
    """One message, no guess: the digits are not a name."""
    with pytest.raises(NotFoundError, match="no entity, study or claim 'CHEBI:99999999'"):
        kg.show("CHEBI:99999999")


def test_a_negated_row_leads_nowhere(kg: KnowledgeGraph) -> None:
    """Naltrexone is said not to be CHEBI:7459, which is naloxone."""
    assert list(entities_of(kg.store, "CHEBI:7459")) == ["entity:naloxone"]


def test_the_page_says_the_relation_and_what_it_is_not(kg: KnowledgeGraph) -> None:
    """With the release in which each identifier was seen."""
    sections = {table.title: table for table in kg.show("naltrexone").sections}
    same = {(row["relation"], row["id"], row["release"]) for row in sections["Elsewhere"].records()}
    assert ("exact match", "CHEBI:7465", "2026-05-01") in same
    denied = {(row["what"], row["id"]) for row in sections["Not to be taken for"].records()}
    assert ("no exact match", "CHEBI:7459") in denied
    assert not {row["id"] for row in sections["Elsewhere"].records()} & {"CHEBI:7459"}


def test_a_regimen_is_never_said_to_be_the_drug(kg: KnowledgeGraph) -> None:
    """Every identifier of naltrexone is a broad match of the regimen."""
    drug = {
        one.id
        for one in identifiers(kg.store)["entity:naltrexone"]
        if one.relation == "exact match"
    }
    regimen = identifiers(kg.store)["entity:low_dose_naltrexone"]
    shared = [one for one in regimen if one.id in drug]
    assert shared
    assert {one.relation for one in shared} == {"broad match"}


def test_results_of_a_query_carry_identifiers(kg: KnowledgeGraph) -> None:
    """Behind each column of entities, and only there."""
    table = kg.query(
        "SELECT ?drug ?label { VALUES ?drug { entity:naloxone } ?drug rdfs:label ?label }"
    )
    found = kg.with_identifiers(table)
    assert found.columns == ("drug", "drug elsewhere", "label")
    assert "CHEBI:7459 (exact match)" in str(found.rows[0][1])


def test_pictures_carry_identifiers(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """The title of a box, the details of the page, an attribute of the GraphML."""
    network = kg.network("naloxone")
    wanted = "CHEBI:7459 (exact match)"
    for name in ("n.svg", "n.html", "n.graphml"):
        draw(network, "Naloxone", tmp_path / name)
    titles = [e.text or "" for e in ET.parse(tmp_path / "n.svg").iter() if e.tag.endswith("title")]  # noqa: S314 - our own file
    assert any(wanted in title for title in titles)
    assert wanted in (tmp_path / "n.graphml").read_text(encoding="utf-8")
    page = (tmp_path / "n.html").read_text(encoding="utf-8")
    assert json.dumps(wanted) in page

"""The prefix map agrees with bioregistry, reads both ways, and goes with every export."""

from __future__ import annotations

import json
import re
from typing import Any

import bioregistry
import networkx as nx
import pytest
import rdflib
from curies import Converter
from typer.testing import CliRunner

import ldn_kg
import ldn_kg.cli.prefixes
from ldn_kg.cli.app import app
from ldn_kg.draw import render
from ldn_kg.prefixes import (
    BASE,
    PREFIXES,
    SYNONYMS,
    contract,
    converter,
    expand,
    extended_prefix_map,
)

OWN = sorted(prefix for prefix, iri in PREFIXES.items() if iri.startswith(BASE))
#: Prefixes of others that bioregistry does not list, and where ours is from.
UNLISTED = {"SEVCO": "the codes of FHIR R5 study-design; no registry has it"}
LISTED = sorted(set(PREFIXES) - set(OWN) - set(UNLISTED))


def printed(*args: str) -> str:
    """What a command prints."""
    done = CliRunner().invoke(app, ["link", "prefixes", *args])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("prefix", LISTED)
def test_an_address_is_known_to_bioregistry_under_its_prefix(prefix: str) -> None:
    """An identifier of that vocabulary comes back from the address that we give it."""
    example = bioregistry.get_example(prefix)
    assert example is not None
    found = bioregistry.parse_iri(expand(f"{prefix}:{example}"))
    assert found == (bioregistry.normalize_prefix(prefix), example)


@pytest.mark.parametrize("prefix", LISTED)
def test_a_prefix_is_spelt_as_bioregistry_prefers(prefix: str) -> None:
    """Where it prefers one; and its own key for the prefix is read as well."""
    assert bioregistry.get_preferred_prefix(prefix) in {None, prefix}
    key = bioregistry.normalize_prefix(prefix)
    assert converter().standardize_prefix(key) == prefix


def test_what_bioregistry_does_not_list_is_still_not_there() -> None:
    """Or else it is one of ours no longer, or no exception."""
    for prefix in [*OWN, *UNLISTED]:
        assert bioregistry.normalize_prefix(prefix) is None, prefix


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_curie_comes_back_from_its_address(prefix: str) -> None:
    """Under every spelling of its prefix."""
    for spelling in (prefix, *SYNONYMS.get(prefix, ())):
        assert expand(f"{spelling}:1") == PREFIXES[prefix] + "1"
        assert contract(expand(f"{spelling}:1")) == f"{prefix}:1"
    assert converter().standardize_curie(f"{prefix}:1") == f"{prefix}:1"


def test_an_unknown_prefix_is_refused() -> None:
    """Also one that differs in case from a prefix that has no such spelling."""
    for curie in ("nothing:1", "MeSh:D009271", "Ldn:Claim"):
        with pytest.raises(ValueError, match=curie.partition(":")[0]):
            expand(curie)


def test_no_two_prefixes_stand_for_one_address_and_no_spelling_for_two() -> None:
    """Either would make the map ambiguous."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    spellings = [*PREFIXES, *(name for names in SYNONYMS.values() for name in names)]
    assert len(set(spellings)) == len(spellings)


def test_the_map_is_an_extended_prefix_map() -> None:
    """As JSON it makes the same converter again, with nothing in it that curies does not know."""
    text = json.dumps(extended_prefix_map())
    again = Converter.from_extended_prefix_map(json.loads(text))
    assert again.bimap == PREFIXES
    assert again.standardize_curie("UniProtKB:P01375") == "UniProt:P01375"
    keys = {key for record in extended_prefix_map() for key in record}
    assert keys == {"prefix", "uri_prefix", "prefix_synonyms"}


# --- where it is served -----------------------------------------------------------------------


def test_the_command_prints_the_map_in_every_format() -> None:
    """As json it is the extended prefix map, and as ttl what a Turtle file begins with."""
    assert json.loads(printed("--format", "json")) == extended_prefix_map()
    lines = printed("--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == extended_prefix_map()
    graph = rdflib.Graph()
    graph.parse(
        data=printed("--format", "ttl") + "\nMESH:D009271 rdfs:label 'x' .", format="turtle"
    )
    (node,) = graph.subjects()
    assert str(node) == PREFIXES["MESH"] + "D009271"
    rows = [line.split("\t") for line in printed("--format", "tsv").splitlines()]
    assert rows[0] == ["prefix", "stands_for", "also_written"]
    assert ["UniProt", "http://purl.uniprot.org/uniprot/", "uniprot, UniProtKB"] in rows
    assert len(rows) == len(PREFIXES) + 1
    assert "stands_for" in printed()


def test_the_map_lies_beside_the_files_of_a_build(kg: ldn_kg.KnowledgeGraph) -> None:
    """N-Quads itself can hold no prefix."""
    text = (kg.folder / "prefixes.epm.json").read_text(encoding="utf-8")
    assert json.loads(text) == extended_prefix_map()
    assert kg.folder.joinpath("ldn-kg.nq").read_bytes().count(b"@prefix") == 0


@pytest.mark.parametrize("name", ["ldn-kg.ttl", "ldn-kg.trig"])
def test_turtle_and_trig_begin_with_the_map(kg: ldn_kg.KnowledgeGraph, name: str) -> None:
    """Every prefix, each with its address."""
    text = (kg.folder / name).read_text(encoding="utf-8")
    assert dict(re.findall(r"^@prefix (\w+): <([^>]*)> \.$", text, re.MULTILINE)) == PREFIXES


# rdflib's own reader of JSON-LD makes a graph of a kind that rdflib has given up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_the_context_of_the_json_ld_is_the_map(kg: ldn_kg.KnowledgeGraph) -> None:
    """And another reader of JSON-LD resolves an identifier by it."""
    content: dict[str, Any] = json.loads((kg.folder / "ldn-kg.jsonld").read_text(encoding="utf-8"))
    assert {name: term["@id"] for name, term in content["@context"].items()} == PREFIXES
    node = {"@context": content["@context"], "@id": "CHEBI:7465", "rdfs:label": "naltrexone"}
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(node), format="json-ld")
    assert [tuple(map(str, triple)) for triple in graph] == [
        (PREFIXES["CHEBI"] + "7465", PREFIXES["rdfs"] + "label", "naltrexone")
    ]


def test_graphml_holds_the_map_for_its_identifiers() -> None:
    """As an attribute of the graph."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("entity:tlr4", label="Toll-like receptor 4")
    read = nx.parse_graphml(render(network, "One node", ".graphml"))
    assert json.loads(read.graph["prefixes"]) == extended_prefix_map()

"""Each shipped question that asks another server, against a server here that stands in for it.

The stand-ins hold a few facts of our making, in the shape of the remote data: what Wikidata,
UniProt and MeSH really say is not tested here. Shapes were read from the example queries of the SIB
(github.com/sib-swiss/sparql-examples) and the vocabulary of MeSH (github.com/HHS/meshrdf); forms of
identifiers in Wikidata from bioregistry.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import ldn_kg
from ldn_kg.catalog import read_folder
from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.federation import ENDPOINTS, allowed
from ldn_kg.resources import home
from tests.core.servers import listening, rows, sparql_server

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTIONS = read_folder(home().queries / "federated")
STAND_INS = {
    "wikidata": """
        @prefix wd: <http://www.wikidata.org/entity/made-up-> .
        @prefix wdt: <http://www.wikidata.org/prop/direct/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        wd:fibromyalgia wdt:P5270 "MONDO_0005546" ; wdt:P486 "D005356" ;
            rdfs:label "fibromyalgia, made up"@en , "Fibromyalgie"@de .
        wd:arthritis wdt:P5270 "MONDO_0008383" .
        wd:sjogren wdt:P5270 "MONDO_0010030" ; wdt:P486 "D000001" ; rdfs:label "another"@en .
        wd:stranger wdt:P5270 "MONDO_9999999" ; rdfs:label "not ours"@en .
        wd:itch rdfs:label "itch"@en .
        wd:naltrexone wdt:P683 "7465" ; rdfs:label "naltrexone, made up"@en ;
            wdt:P2175 wd:itch , wd:fibromyalgia ; wdt:P129 wd:receptor .
        wd:elsewhere wdt:P683 "1" ; wdt:P2175 wd:itch .
        wd:receptor wdt:P352 "O00206" .
        wd:antibody wdt:P129 wd:receptor ; rdfs:label "antibody, made up"@en .
        wd:other wdt:P352 "P00000" .
        wd:antibody wdt:P129 wd:other .
    """,
    "uniprot": """
        @prefix up: <http://purl.uniprot.org/core/> .
        @prefix p: <http://purl.uniprot.org/uniprot/> .
        @prefix d: <http://purl.uniprot.org/diseases/made-up-> .
        @prefix mesh: <http://id.nlm.nih.gov/mesh/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix taxon: <http://purl.uniprot.org/taxonomy/> .
        p:O00206 a up:Protein ; up:recommendedName [ up:fullName "A receptor" ] ;
            up:organism taxon:9606 ; up:encodedBy [ skos:prefLabel "GENE1" ] ;
            up:annotation p:made-up-1 , p:made-up-2 , p:made-up-3 .
        p:P35372 a up:Protein ; up:recommendedName [ up:fullName "Another receptor" ] ;
            up:organism taxon:9606 .
        p:P00000 a up:Protein ; up:recommendedName [ up:fullName "Not ours" ] ;
            up:organism taxon:9606 .
        taxon:9606 up:scientificName "Homo sapiens" .
        p:made-up-1 a up:Disease_Annotation ; up:disease d:1 .
        p:made-up-2 a up:Disease_Annotation ; up:disease d:2 .
        p:made-up-3 a up:Function_Annotation ; rdfs:comment "no disease" .
        d:1 skos:prefLabel "First disease" ; rdfs:seeAlso mesh:D012859 .
        d:2 skos:prefLabel "Second disease" ; rdfs:seeAlso <http://purl.uniprot.org/mim/1> .
        mesh:D012859 up:database <http://purl.uniprot.org/database/MeSH> .
        <http://purl.uniprot.org/mim/1> up:database <http://purl.uniprot.org/database/MIM> .
    """,
    "mesh": """
        @prefix mesh: <http://id.nlm.nih.gov/mesh/> .
        @prefix meshv: <http://id.nlm.nih.gov/mesh/vocab#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <http://id.nlm.nih.gov/mesh> {
            mesh:D005356 rdfs:label "Fibromyalgia"@en ; meshv:broaderDescriptor mesh:X1 , mesh:X2 .
            mesh:X1 rdfs:label "Wide"@en . mesh:X2 rdfs:label "Broad"@en .
            mesh:X3 rdfs:label "Not ours"@en ; meshv:broaderDescriptor mesh:X1 .
        }
        <http://id.nlm.nih.gov/mesh/2015> {
            mesh:D005356 rdfs:label "Fibromyalgia"@en ; meshv:broaderDescriptor mesh:X4 .
            mesh:X4 rdfs:label "Outdated"@en .
        }
    """,
}
WD = "http://www.wikidata.org/entity/made-up-"
EXPECTED: dict[str, list[tuple[str | None, ...]]] = {
    "wikidata_diseases": [
        (
            "entity:fibromyalgia", "MONDO_0005546", WD + "fibromyalgia", "fibromyalgia, made up",
            "D005356", "D005356",
        ),
        ("entity:rheumatoid_arthritis", "MONDO_0008383", WD + "arthritis", None, None, "D001172"),
        (
            "entity:sjogren_syndrome", "MONDO_0010030", WD + "sjogren", "another", "D000001",
            "D012859",
        ),
    ],
    "wikidata_uses": [
        (
            "entity:naltrexone", "7465", WD + "fibromyalgia", "fibromyalgia, made up",
            "entity:fibromyalgia",
        ),
        ("entity:naltrexone", "7465", WD + "itch", "itch", None),
    ],
    "wikidata_ligands": [
        ("entity:tlr4", "O00206", WD + "antibody", "antibody, made up", None),
        ("entity:tlr4", "O00206", WD + "naltrexone", "naltrexone, made up", "entity:naltrexone"),
    ],
    "uniprot_names": [
        (
            "entity:mu_opioid_receptor", "mu-opioid receptor", "UniProt:P35372",
            "Another receptor", None, "Homo sapiens",
        ),
        (
            "entity:tlr4", "Toll-like receptor 4", "UniProt:O00206", "A receptor", "GENE1",
            "Homo sapiens",
        ),
    ],
    "uniprot_diseases": [
        (
            "entity:tlr4", "UniProt:O00206", "http://purl.uniprot.org/diseases/made-up-1",
            "First disease", "entity:sjogren_syndrome",
        ),
        (
            "entity:tlr4", "UniProt:O00206", "http://purl.uniprot.org/diseases/made-up-2",
            "Second disease", None,
        ),
    ],
    "mesh_broader": [
        ("entity:fibromyalgia", "MESH:D005356", "Fibromyalgia", "MESH:X2", "Broad"),
        ("entity:fibromyalgia", "MESH:D005356", "Fibromyalgia", "MESH:X1", "Wide"),
    ],
}  # fmt: skip
#: A parameter of each question, and how many of the rows above are about it.
LIMITED = {
    "wikidata_diseases": ("disease", "rheumatoid_arthritis", 1),
    "wikidata_uses": ("agent", "naloxone", 0),
    "wikidata_ligands": ("protein", "tlr4", 2),
    "uniprot_names": ("protein", "tlr4", 1),
    "uniprot_diseases": ("protein", "mu_opioid_receptor", 0),
    "mesh_broader": ("thing", "fibromyalgia", 2),
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to this machine stay on it, whatever proxy is set."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="module", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """All three stand-ins, as somebody would name them on the command line."""
    first, second, third = STAND_INS
    with (
        sparql_server(tmp_path_factory.mktemp(first), STAND_INS[first]) as one,
        sparql_server(tmp_path_factory.mktemp(second), STAND_INS[second]) as two,
        sparql_server(tmp_path_factory.mktemp(third), STAND_INS[third]) as three,
    ):
        yield [f"{first}={one}", f"{second}={two}", f"{third}={three}"]


def allowing(kg: ldn_kg.KnowledgeGraph, *services: str) -> ldn_kg.KnowledgeGraph:
    """The same graph with an allowance, without reading it again."""
    graph = ldn_kg.KnowledgeGraph(kg.folder, home().queries, services=allowed(services))
    graph.store = kg.store
    return graph


@pytest.fixture(scope="module", name="federated")
def _federated(kg: ldn_kg.KnowledgeGraph, services: list[str]) -> ldn_kg.KnowledgeGraph:
    return allowing(kg, *services)


def test_every_shipped_question_is_tested() -> None:
    """No question without its rows, and no rows without their question."""
    assert set(QUESTIONS) == set(EXPECTED) == set(LIMITED)
    assert {name for question in QUESTIONS.values() for name in question.header.calls} == set(
        STAND_INS
    )


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_rows_are_those_worked_out_by_hand(name: str, federated: ldn_kg.KnowledgeGraph) -> None:
    """From our mappings and the facts above, in the order of the question."""
    assert list(federated.query(name).rows) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_parameter_limits_rows_and_values(name: str, federated: ldn_kg.KnowledgeGraph) -> None:
    """Who asks about one thing sends the identifiers of one thing."""
    parameter, value, count = LIMITED[name]
    table = federated.query(name, **{parameter: value})
    assert len(table.rows) == count
    (endpoint,) = QUESTIONS[name].header.calls
    with listening(rows()) as server:
        allowing(federated, f"{endpoint}={server.url}").query(name, **{parameter: value})
    (heard,) = server.heard
    assert heard.query.rpartition("VALUES")[2].count("(") == 2  # the variables and one row


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_only_identifiers_are_sent(name: str, kg: ldn_kg.KnowledgeGraph) -> None:
    """Each value is an identifier as the server itself writes it: no key, no label, no claim."""
    (endpoint,) = QUESTIONS[name].header.calls
    with listening(rows()) as server:
        allowing(kg, f"{endpoint}={server.url}").query(name)
    (heard,) = server.heard
    assert "w3id.org/ldn-kg" not in heard.query
    sent = heard.query.rpartition("VALUES")[2].partition("{")[2].rstrip(" }").strip("() ")
    forms = {
        "wikidata_diseases": r'"MONDO_\d{7}"', "wikidata_uses": r'"\d+"',
        "wikidata_ligands": r'"[A-Z0-9]+"',
        "uniprot_names": "<http://purl.uniprot.org/uniprot/[A-Z0-9]+>",
        "uniprot_diseases": "<http://purl.uniprot.org/uniprot/[A-Z0-9]+>",
        "mesh_broader": r"<http://id\.nlm\.nih\.gov/mesh/[A-Z]\d+>",
    }  # fmt: skip
    values = sent.split(") (")
    assert len(values) == len(set(values)) >= 15
    assert [value for value in values if not re.fullmatch(forms[name], value)] == []


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_header_says_which_servers_are_called(name: str, kg: ldn_kg.KnowledgeGraph) -> None:
    """And without an allowance the question says so too, and calls nobody."""
    question = kg.questions[name]
    addresses = {endpoint.address: endpoint.name for endpoint in ENDPOINTS}
    found = [called for address, called in addresses.items() if f"<{address}>" in question.text]
    assert list(question.header.calls) == found
    assert question.text.lower().count("service") == len(found)
    with pytest.raises(QueryError, match=f"--service {found[0]}, or"):
        kg.query(name)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_declares_its_prefixes_and_shows_its_parameters(name: str) -> None:
    """It runs in any SPARQL tool that federates, and its parameters can be bound."""
    question = QUESTIONS[name]
    assert question.header.title.endswith("?")
    with listening(rows()) as server:
        text = question.text
        for endpoint in ENDPOINTS:
            text = text.replace(endpoint.address, server.url)
        answer = ox.Store().query(text)  # without any prefix declared from outside
        assert isinstance(answer, ox.QuerySolutions)
        assert set(question.header.params) <= {variable.value for variable in answer.variables}


def test_no_federated_question_bears_the_name_of_another() -> None:
    """They are asked by name among all others."""
    assert not set(QUESTIONS) & {path.stem for path in (home().queries / "questions").glob("*.rq")}


def test_own_queries_are_federated_too(federated: ldn_kg.KnowledgeGraph) -> None:
    """What is known of the servers is not limited to what is shipped: two of them in one query."""
    table = federated.query("""
        SELECT ?name ?broader {
          { ?disease rdfs:label ?name ; skos:exactMatch ?term
            FILTER(STRSTARTS(STR(?term), STR(MONDO:)))
            BIND(REPLACE(STR(?term), "^.*/", "") AS ?id) }
          SERVICE <https://query.wikidata.org/sparql> {
            ?item <http://www.wikidata.org/prop/direct/P5270> ?id ;
                  <http://www.wikidata.org/prop/direct/P486> ?code }
          BIND(IRI(CONCAT("http://id.nlm.nih.gov/mesh/", ?code)) AS ?heading)
          SERVICE <https://id.nlm.nih.gov/mesh/sparql> { GRAPH <http://id.nlm.nih.gov/mesh> {
            ?heading <http://id.nlm.nih.gov/mesh/vocab#broaderDescriptor>/rdfs:label ?broader } }
        } ORDER BY ?broader
    """)
    assert list(table.rows) == [("fibromyalgia", "Broad"), ("fibromyalgia", "Wide")]


def test_a_server_that_may_fail_is_a_warning_in_python(kg: ldn_kg.KnowledgeGraph) -> None:
    """SILENT leaves a part empty; a notebook says so."""
    with listening(rows()) as gone:
        service = f"mesh={gone.url}"
    text = "SELECT ?s { SERVICE SILENT <https://id.nlm.nih.gov/mesh/sparql> { ?s ?p ?o } }"
    with pytest.warns(UserWarning, match=r"cannot be reached.*SILENT"):
        assert allowing(kg, service).query(text).rows == ((None,),)


def test_a_graph_is_opened_with_its_services(services: list[str]) -> None:
    """And allows nothing where none is named."""
    assert ldn_kg.open().services == {}
    found = ldn_kg.open(services=services).services
    assert sorted(found) == ["mesh", "uniprot", "wikidata"]
    assert all(endpoint.called.startswith("http://127.0.0.1:") for endpoint in found.values())
    with pytest.raises(NotFoundError, match="did you mean mesh"):
        ldn_kg.open(services=["mehs"])


# --- on the command line ----------------------------------------------------------------------


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    command = [str(Path(sys.executable).with_name("ldn-kg")), "query", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_refuses_asks_and_says_whom_it_asks(services: list[str]) -> None:
    """Exit code 2 without the allowance; with it the rows, and on standard error who was asked."""
    refused = run("mesh_broader")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "--service mesh" in refused.stderr
    (mesh,) = (item for item in services if item.startswith("mesh="))
    given = ["mesh_broader", "--service", mesh, "--param", "thing=fibromyalgia", "--format", "csv"]
    asked = run(*given)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.splitlines()[1:] == [
        "entity:fibromyalgia,MESH:D005356,Fibromyalgia,MESH:X2,Broad",
        "entity:fibromyalgia,MESH:D005356,Fibromyalgia,MESH:X1,Wide",
    ]
    assert f"asking MeSH ({mesh[5:]}): 1 value of ?heading" in asked.stderr


def test_a_misspelt_endpoint_is_one_message() -> None:
    """With the name that was meant."""
    done = run("mesh_broader", "--service", "mehs")
    assert done.returncode == 2
    assert done.stderr == "ldn-kg: no endpoint 'mehs'; did you mean mesh?\n"

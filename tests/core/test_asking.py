"""Queries, parameters, search and show: what is asked safely is answered, the rest refused."""

from __future__ import annotations

import json
import re
import socket
import threading
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.graph import ModificationException

from ldn_kg.catalog import ad_hoc, parse_question
from ldn_kg.doubts import doubts
from ldn_kg.errors import DataError, NotFoundError, QueryError, Where
from ldn_kg.search import fold, resolve
from ldn_kg.store import Store, calls_out
from ldn_kg.tables import Table, as_separated, as_table, json_text, render
from tests.workbench import ROOT

if TYPE_CHECKING:
    import ldn_kg

LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
NODE = ox.NamedNode("https://w3id.org/ldn-kg/id/entity/tlr4")
QUESTION = """#+ title: Names of a thing
#+ description: Its label.
#+ reader: anybody
#+ params:
#+   thing: {type: entity, description: which thing}
#+   least: {type: integer, default: "1", description: a number}
SELECT ?thing ?least ?label WHERE { ?thing rdfs:label ?label . FILTER (?least > 0) }
"""


def small_store() -> Store:
    """One thing with one label."""
    return Store([ox.Quad(NODE, LABEL, ox.Literal("TLR4"), NODE)])


def test_parameters_are_bound_as_terms() -> None:
    """A key becomes an IRI, a number a number."""
    question = parse_question(QUESTION, "q", Where("q.rq"))
    store = small_store()
    one = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    rows = store.query(question.text, question.bind({"thing": "tlr4"})).rows
    assert rows == ((NODE, one, ox.Literal("TLR4")),)
    assert store.query(question.text, question.bind({"thing": "entity:tlr4"})).rows
    assert store.query(question.text, question.bind({"thing": "ogfr"})).rows == ()
    assert store.query(question.text, question.bind({"thing": "tlr4", "least": "0"})).rows == ()


def test_a_parameter_that_is_no_column_is_explained() -> None:
    """Each row shows what was asked, so a bound variable is a column."""
    with pytest.raises(QueryError, match="must be a column"):
        small_store().query("SELECT ?o { ?s ?p ?o }", {"s": NODE})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"thing": "tlr4> . ?s ?p ?o . <x"}, "takes a key or an IRI"),
        ({"thing": "x y"}, "takes a key or an IRI"),
        ({"least": "many"}, "least takes a integer"),
        ({"least": "1.5"}, "least takes a integer"),
        ({"least": "Infinity"}, "least takes a integer"),
        ({"things": "tlr4"}, "no parameter things; it has thing, least"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(values: dict[str, str], words: str) -> None:
    """Nothing of it reaches the query."""
    with pytest.raises(QueryError, match=words.replace("?", r"\\?")):
        parse_question(QUESTION, "q", Where("q.rq")).bind(values)


@given(st.text(min_size=1))
def test_no_text_parameter_can_change_a_query(value: str) -> None:
    """A literal stays a literal, whatever its characters."""
    header = QUESTION.replace("type: entity", "type: text").partition("#+   least")[0]
    question = parse_question(header, "q", Where("q.rq"))
    store = Store([ox.Quad(NODE, LABEL, ox.Literal(name), NODE) for name in {value, "other"}])
    rows = store.query("SELECT ?thing { ?s rdfs:label ?thing }", question.bind({"thing": value}))
    assert rows.rows == ((ox.Literal(value),),)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://127.0.0.1/x>",
        "CLEAR DEFAULT",
    ],
)
def test_only_reads_run(text: str) -> None:
    """An update is named as one, and changes nothing."""
    store = small_store()
    with pytest.raises(QueryError, match="would change the graph"):
        store.query(text)
    assert len(store) == 1


SERVICES = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ''' ' ''' . SERVICE <{url}> {{ ?a ?b ?c }} ?d ?e ' ' }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ # a remark\n SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?x ?y 1SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ BIND(1 AS ?z) # x\r SERVICE <{url}> {{ ?a ?b ?c }}\n }}",
    'SELECT * {{ BIND("\\u005C" AS ?x) SERVICE <{url}> {{ ?a ?b ?c }} BIND(" AS ?z)}} #" AS ?z)}}',
    "DESCRIBE ?s {{ {{ ?s ?p ?o }} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_reaches_another_server(text: str, kg: ldn_kg.KnowledgeGraph) -> None:
    """A listener on this machine hears nothing, through our interface and through rdflib."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.3)

    def listen() -> None:
        try:
            connection, _ = server.accept()
        except TimeoutError:
            return
        heard.append(b"connection")
        connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    query = text.format(url=f"http://127.0.0.1:{server.getsockname()[1]}/sparql")
    with pytest.raises(QueryError, match="would call another server"):
        kg.store.query(query)
    with pytest.raises(QueryError, match="would call another server"):
        kg.graph.query(query)
    thread.join()
    server.close()
    assert heard == []


def test_a_query_without_the_word_calls_nobody() -> None:
    """The word is refused even in a text: only the parser that runs a query could tell."""
    assert not calls_out('SELECT * { ?s rdfs:label "serve ice" }')
    assert calls_out('SELECT * { ?s rdfs:label "service" }')


def test_the_rdflib_view_refuses_every_change(kg: ldn_kg.KnowledgeGraph) -> None:
    """And answers as the store does."""
    graph = kg.graph
    count = len(graph)
    triple = next(iter(graph))
    for change in (
        lambda: graph.add(triple),
        lambda: graph.remove((None, None, None)),
        lambda: graph.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: graph.parse(data="<a:a> <a:b> <a:c> .", format="nt"),
    ):
        with pytest.raises(ModificationException):
            change()
    assert len(graph) == count == len(list(kg.store.union()))


def test_a_deeply_nested_query_is_read_and_a_huge_one_refused() -> None:
    """Neither ends the process: one has room to nest, the other is too long to be read."""
    store = small_store()
    nested = "SELECT ?p {" + "{" * 100_000 + "?s ?p ?o" + "}" * 100_000 + "}"
    assert store.query(nested).columns == ("p",)
    with pytest.raises(QueryError, match="characters"):
        store.query("SELECT ?p {" + "{" * 160_000 + "?s ?p ?o" + "}" * 160_000 + "}")


def test_a_broken_query_says_where() -> None:
    """The parser's position is kept."""
    with pytest.raises(QueryError, match="does not run"):
        small_store().query("SELECT ?x WHERE { ?x ?y }")
    with pytest.raises(QueryError, match="the query is empty"):
        small_store().query("  ")


def test_a_question_needs_its_header_and_a_file_of_your_own_does_not() -> None:
    """Shipped questions are documented; a reader's own need not be."""
    with pytest.raises(DataError, match="title"):
        parse_question("SELECT * { ?s ?p ?o }", "q", Where("q.rq"))
    assert ad_hoc("SELECT * { ?s ?p ?o }", "mine").header.params == {}
    with pytest.raises(DataError, match="not YAML"):
        ad_hoc("#+ title: [\nASK {}", "mine")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TNF alpha", "entity:tnf"),
        ("TNF-α", "entity:tnf"),
        ("Sjogren's syndrome", "entity:sjogren_syndrome"),
        ("scleroderma", "entity:systemic_sclerosis"),
        ("SNC", "entity:cns"),
        ("AINHS", "entity:nsaid"),
        ("INF-α", "entity:ifn_alpha"),
        ("1-Ra", "entity:il1rn"),
        ("toll like receptor 4", "entity:tlr4"),
        ("LDN", "entity:low_dose_naltrexone"),
        ("jackson-2021", "study:jackson-2021"),
    ],
)
def test_things_are_found_by_any_name_they_are_printed_under(
    kg: ldn_kg.KnowledgeGraph, text: str, expected: str
) -> None:
    """Accents, Greek letters, misprints and abbreviations."""
    assert kg.search(text).rows[0][0] == expected
    assert resolve(kg.store, text) == expected


def test_a_name_that_stands_for_nothing_gets_near_ones(kg: ldn_kg.KnowledgeGraph) -> None:
    """So that a typing error costs no time."""
    with pytest.raises(NotFoundError) as caught:
        resolve(kg.store, "naltrexne")
    assert any("naltrexone" in name for name in caught.value.near)


@given(st.text())
def test_folding_is_stable_and_never_fails(name: str) -> None:
    """A folded name folds to itself."""
    assert fold(fold(name)) == fold(name)


@given(st.lists(st.tuples(st.text(), st.none() | st.integers()), max_size=5))
def test_tables_survive_every_format(rows: list[tuple[str, int | None]]) -> None:
    """Whatever the cells hold: JSON reads back, TSV keeps its shape, terminals are safe."""
    table = Table(("name", "n"), tuple(rows))
    assert json.loads(render(table, "json")) == table.records()
    lines = as_separated(table, "\t").split("\n") if rows else []
    assert len([line for line in lines if line]) <= len(rows) + 1
    shown = as_table(table, 80)
    assert not any(ord(c) < 32 and c != "\n" for c in shown)


def test_ttl_needs_triples(kg: ldn_kg.KnowledgeGraph) -> None:
    """A table has none."""
    with pytest.raises(QueryError, match="CONSTRUCT or DESCRIBE"):
        render(kg.search("tlr4"), "ttl")


def test_a_page_shows_a_study_with_its_places(kg: ldn_kg.KnowledgeGraph) -> None:
    """Dose, number of people, and where each stands in the source."""
    page = json_text(kg.show("jackson-2021").records())
    for words in ("4.5mg/ twice daily", "21", "Table 1"):
        assert words in page
    assert kg.show("IL-10").node == "entity:il10"


def test_a_term_that_does_not_exist_or_is_not_used_is_pointed_out(
    kg: ldn_kg.KnowledgeGraph,
) -> None:
    """A misspelt property would otherwise look like an absence of data."""
    with pytest.warns(UserWarning, match="ldn:hasGroups is no term.*did you mean ldn:hasGroup"):
        assert len(kg.query("SELECT * { ?s ldn:hasGroups ?g }")) == 0
    with pytest.warns(UserWarning, match="no fact uses ldn:contestedAffects"):
        kg.query("SELECT * { ?s ldn:contestedAffects ?g }")
    text = "SELECT ?s { ?s ldn:hasGroup/ldn:age ?g ; rdfs:label ?l . FILTER(?l != 'ldn:nothing') }"
    assert list(doubts(kg.store, text)) == []


def test_no_shipped_question_names_a_term_in_doubt(kg: ldn_kg.KnowledgeGraph) -> None:
    """Every term exists; what no fact uses yet is listed here with the layer it waits for."""
    waiting = {"ldn:laterLayer", "ldn:primaryLayer"}
    found = {
        doubt for question in kg.questions.values() for doubt in doubts(kg.store, question.text)
    }
    assert {doubt for doubt in found if not any(term in doubt for term in waiting)} == set()


def test_a_study_leads_to_each_of_its_groups(kg: ldn_kg.KnowledgeGraph) -> None:
    """By one property, whatever the kind of group."""
    rows = kg.query("""
        SELECT ?kind (COUNT(?g) AS ?n) {
          ?s ldn:hasGroup ?g . ?g ldn:groupOf ?s . GRAPH graph:review.carvalho-skare-2023
          { ?g a ?kind } } GROUP BY ?kind ORDER BY ?kind
    """)
    assert {row[0]: row[1] for row in rows} == {
        "ldn:Arm": 2, "ldn:Person": 7, "ldn:Sample": 15, "ldn:Subgroup": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["README.md", "CONTEXT.md"])
def test_every_term_that_a_document_teaches_leads_somewhere(
    kg: ldn_kg.KnowledgeGraph, name: str
) -> None:
    """A reader who follows the documents gets rows."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("`", " ").replace("'", " ")
    assert len(re.findall(r"ldn:[A-Za-z]+", text)) > 20
    assert list(doubts(kg.store, text.replace("#", " "))) == []


@pytest.mark.parametrize(
    "value", ['"abc"^^xsd:integer', '"NaN"^^xsd:decimal', '"1e9"^^xsd:decimal']
)
def test_a_literal_that_is_no_number_is_shown_as_it_stands(
    kg: ldn_kg.KnowledgeGraph, value: str
) -> None:
    """Whatever its datatype says; and JSON stays JSON."""
    table = kg.query(f"SELECT ({value} AS ?x) {{}}")
    assert len(json.loads(render(table, "json"))) == 1

"""Queries that ask other servers: off by default, only named ones, within bounds, and correct."""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.federation import ENDPOINTS, allowed, ask, calling
from ldn_kg.federation.joining import MOST_CALLS, MOST_VALUES
from ldn_kg.prefixes import PREFIXES
from ldn_kg.store import Result, Store
from tests.core.servers import Answer, Listener, listening, rows, sparql_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIKIDATA = "https://query.wikidata.org/sparql"
UNIPROT = "https://sparql.uniprot.org/sparql"
EX = "http://example.org/"
HERE = f"""
@prefix ex: <{EX}> .
ex:a ex:id "1" ; ex:name "A" .
ex:b ex:id "2" ; ex:name "B" ; ex:old true .
ex:c ex:id "3" .
ex:d ex:name "D" .
"""
THERE = f"""
@prefix ex: <{EX}> .
ex:one ex:is "1" ; ex:says "uno", "ein" .
ex:two ex:is "2" ; ex:says "due" .
ex:many ex:is "1" .
ex:nine ex:is "9" ; ex:says "nove" .
"""
KNOWN = "?thing ex:id ?id ."
SIMPLE = f"SELECT * {{ {KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }} }}"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to this machine stay on it, whatever proxy is set."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="module", name="there")
def _there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sparql_server(tmp_path_factory.mktemp("there"), THERE) as url:
        yield url


def prefixed(text: str) -> str:
    """A query with its prefix."""
    return f"PREFIX ex: <{EX}>\n{text}"


def here(data: str = HERE) -> Store:
    """A small graph."""
    graph = ox.NamedNode(EX + "graph")
    quads = ox.parse(data, format=ox.RdfFormat.TURTLE)
    return Store([ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads])


def counted(result: Result) -> Counter[tuple[str, ...]]:
    """Rows in no order, by column."""
    order = sorted(range(len(result.columns)), key=lambda place: result.columns[place])
    return Counter(tuple(str(row[place]) for place in order) for row in result.rows)


# --- off unless allowed -----------------------------------------------------------------------


def test_nothing_is_sent_unless_it_was_allowed() -> None:
    """The message says whom the query would call, that it sends something, and how to allow it."""
    with listening(rows("item", "id")) as wikidata, pytest.raises(QueryError) as caught:
        ask(here(), prefixed(SIMPLE), services=allowed([f"uniprot={wikidata.url}"]))
    message = str(caught.value)
    for words in (
        f"Wikidata ({WIKIDATA})", "nothing was sent", "identifiers of this graph",
        "--service wikidata", 'ldn_kg.open(services=["wikidata"])',
    ):  # fmt: skip
        assert words in message
    assert wikidata.heard == []


def test_allowing_one_server_allows_no_other() -> None:
    """A query that calls two is refused before the first is called."""
    text = f"SELECT * {{ {KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }} SERVICE <{UNIPROT}> {{ ?item ex:says ?word }} }}"  # noqa: E501
    with listening(rows("item", "id")) as wikidata:
        with pytest.raises(QueryError, match="--service uniprot, or") as caught:
            ask(here(), prefixed(text), services=allowed([f"wikidata={wikidata.url}"]))
        assert wikidata.heard == []
    assert "--service wikidata" not in str(caught.value)


CALL = "SERVICE <{allowed}> {{ ?item ex:is ?id }}"
EVASIONS = [
    "SELECT * {{ SERVICE <{other}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{other}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{stand_in}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{allowed}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "PREFIX w: <{allowed}> SELECT * {{ SERVICE w: {{ ?s ?p ?o }} }}",
    "PREFIX w: <{other}> SELECT * {{ SERVICE w: {{ ?s ?p ?o }} }}",
    "BASE <{other}> SELECT * {{ SERVICE <sparql> {{ ?s ?p ?o }} }}",
    "BASE <{other}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{other}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{allowed}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{allowed}\\u003E {{ ?s ?p ?o }} SERVICE <{other}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ SERVICE <{other}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ {{ \\u0053ERVICE <{other}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ ?s ?p ?o }} {{ SERVICE <{other}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ ?s ?p '}}' }} SERVICE <{other}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ ?s ?p ?o # }}\n SERVICE <{other}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ SERVICE <{allowed}> {{ ?s ?p ?o # }}\r SERVICE <{other}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?x ?y ''' ' ''' . SERVICE <{allowed}> {{ ?a ?b ?c }} ?d ?e ' SERVICE ' }}",
    "SELECT * {{ ?x ?y 1SERVICE <{other}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE # <{allowed}> {{\n <{other}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ BIND(1 AS ?z) # x\r SERVICE <{other}> {{ ?a ?b ?c }}\n }}",
    'SELECT * {{ BIND("\\u005C" AS ?x) SERVICE <{other}> {{ ?a ?b ?c }} BIND(" AS ?z)}} #")}}',
    "ASK {{ FILTER EXISTS {{ SERVICE <{other}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ SERVICE <{allowed}.example.org/> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{allowed}?query=x> {{ ?s ?p ?o }} }}",
    "SERVICE <{allowed}> {{ ?s ?p ?o }}",
]  # fmt: skip


@pytest.mark.parametrize("text", EVASIONS)
def test_what_was_allowed_opens_no_other_door(text: str) -> None:
    """Neither the server that was allowed nor any other hears a thing."""
    with listening(rows("s", "p", "o")) as other, listening(rows("s", "p", "o")) as wikidata:
        query = text.format(allowed=WIKIDATA, other=other.url, stand_in=wikidata.url)
        with pytest.raises(QueryError):
            ask(here(), query, services=allowed([f"wikidata={wikidata.url}"]))
    assert other.heard == wikidata.heard == []


def test_the_engine_itself_would_have_called() -> None:
    """Why SERVICE never reaches it: pyoxigraph calls whatever address a query names."""
    with listening(rows("item", "id")) as other:
        text = prefixed(SIMPLE.replace(WIKIDATA, other.url))
        list(here().backend.query(text))  # type: ignore[arg-type]
    assert len(other.heard) == 1


@pytest.mark.parametrize(
    ("name", "near"),
    [("wikidatta", ("wikidata", "wikipathways")), ("Uniprot", ("uniprot",)), ("x", ())],
)
def test_a_name_that_is_no_endpoint_gets_near_ones(name: str, near: tuple[str, ...]) -> None:
    """So that a typing error costs no time."""
    with pytest.raises(NotFoundError) as caught:
        allowed([name])
    assert caught.value.near == near


@pytest.mark.parametrize(
    "address",
    [
        "", "127.0.0.1:7878", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///query",
        "http://a b/", "http://a/>", "http://a/\n", "http://me:secret@a/", "http://a:99999/",
        "http://a/#x", 'http://a/"', "https://ä.example/",
    ],
)  # fmt: skip
def test_a_stand_in_needs_an_address_that_can_be_called(address: str) -> None:
    """Only HTTP, and nothing that could be read as something else."""
    with pytest.raises(QueryError, match="write NAME=ADDRESS"):
        allowed([f"wikidata={address}"])


def test_endpoints_are_called_over_https_and_known_by_one_name() -> None:
    """The table itself: names in order, no address twice, nothing in the clear."""
    names = [endpoint.name for endpoint in ENDPOINTS]
    assert names == sorted(set(names))
    assert len({endpoint.address.rstrip("/") for endpoint in ENDPOINTS}) == len(names)
    for endpoint in ENDPOINTS:
        assert endpoint.address.startswith("https://")
        assert allowed([endpoint.name])[endpoint.name].called == endpoint.address


# --- what is sent -----------------------------------------------------------------------------


def told(text: str, answer: Answer, store: Store | None = None) -> Listener:
    """Asks a query of a listener; gives the listener back."""
    with listening(answer) as wikidata:
        ask(store or here(), prefixed(text), services=allowed([f"wikidata={wikidata.url}"]))
    return wikidata


def test_only_the_clause_and_the_values_it_needs_are_sent() -> None:
    """No name, no other pattern, no comment, and no prefix that the clause does not use."""
    text = f"""#+ title: A question of ours
    PREFIX ldn: <https://w3id.org/ldn-kg/vocab/>
    SELECT * {{ ?thing ex:id ?id ; ex:name ?name . SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }} }}
    """
    (heard,) = told(text, rows("item", "id")).heard
    assert heard.query == (
        f"PREFIX ex: <{EX}>\nSELECT ?id ?item WHERE {{ ?item ex:is ?id \n}}\n"
        'VALUES (?id) { ("1") ("2") }'
    )
    assert heard.method == "POST"
    assert heard.path == "/query"
    assert heard.headers["Accept"] == "application/sparql-results+json"
    assert heard.headers["User-Agent"].startswith("ldn-kg/")
    assert set(heard.headers) == {
        "Accept", "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Host",
        "User-Agent",
    }  # fmt: skip


def test_our_own_prefixes_are_declared_where_a_clause_uses_them() -> None:
    """A server does not know what a reader here need not write."""
    text = f"SELECT * {{ {KNOWN} SERVICE <{WIKIDATA}> {{ ?item rdfs:label ?id }} }}"
    (heard,) = told(text, rows("item", "id")).heard
    assert heard.query.startswith(f"PREFIX rdfs: <{PREFIXES['rdfs']}>\nSELECT")


def test_a_parameter_limits_what_is_sent() -> None:
    """Whoever asks about one thing tells a server about one thing."""
    with listening(rows("item", "id")) as wikidata:
        services = allowed([f"wikidata={wikidata.url}"])
        ask(here(), prefixed(SIMPLE), {"thing": ox.NamedNode(EX + "b")}, services)
    assert wikidata.heard[0].query.endswith('VALUES (?id) { ("2") }')


def test_no_call_is_made_where_nothing_here_matches() -> None:
    """No row of the server could be joined."""
    said: list[str] = []
    text = prefixed(SIMPLE.replace("ex:id", "ex:nowhere"))
    with listening(rows("item", "id")) as wikidata:
        services = allowed([f"wikidata={wikidata.url}"])
        assert ask(here(), text, services=services, progress=said.append).rows == ()
    assert wikidata.heard == []
    assert said == [f"not asking Wikidata ({wikidata.url}): nothing here matches"]


@pytest.mark.parametrize("other", ["ex:id []", "ex:name 'B'"])
def test_values_that_a_server_cannot_know_stay_at_home(other: str) -> None:
    """A blank node is nobody else's, and what is unbound here may be anything there."""
    store = here(f"@prefix ex: <{EX}> . ex:a ex:id 'x' . ex:b {other} .")
    text = f"""SELECT * {{ {{ ?thing ex:id ?id }} UNION {{ ?thing ex:name ?n }}
        SERVICE <{WIKIDATA}> {{ ?thing ex:is ?id }} }}"""
    (heard,) = told(text, rows("thing", "id"), store).heard
    things = [f"(<{EX}{name}>)" for name in ("a", "b")]
    assert heard.query.endswith(f"VALUES (?thing) {{ {' '.join(things)} }}")


def test_more_values_than_a_server_should_get_are_not_sent() -> None:
    """The message says what would help."""
    text = f"""SELECT * {{ ?thing ex:id ?id SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }} }}"""
    many = " ".join(f"ex:a ex:id {number} ." for number in range(MOST_VALUES + 1))
    store = here(f"@prefix ex: <{EX}> . {many}")
    with listening(rows("item", "id")) as wikidata, pytest.raises(QueryError, match="narrow what"):
        ask(store, prefixed(text), services=allowed([f"wikidata={wikidata.url}"]))
    assert wikidata.heard == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{KNOWN} FILTER(?id > '1') SERVICE <{WIKIDATA}> {{ ?i ex:is ?id }}", "a FILTER stands"),
        (f"{KNOWN} FILTER(?i) OPTIONAL {{ SERVICE <{WIKIDATA}> {{ ?i ?p ?id }} }}", "a FILTER st"),
        (f"GRAPH ?g {{ {KNOWN} SERVICE <{WIKIDATA}> {{ ?i ex:is ?id }} }}", "within GRAPH"),
        (f"GRAPH ?g {{ {{ {KNOWN} SERVICE <{WIKIDATA}> {{ ?i ?p ?id }} }} }}", "within GRAPH"),
        (f"SERVICE <{WIKIDATA}> {{ ex:a ex:b ex:c }}", "has no variable"),
        (f"{KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:is }}", "does not run"),
        (f"{KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:is ?id BIND(1 AS ?id) }}", "does not run"),
        (f"?thing ex:id SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }}", "does not run"),
        (f"{KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }}" * (MOST_CALLS + 1), "more than 8"),
    ],
)  # fmt: skip
def test_a_clause_that_cannot_be_sent_is_explained(text: str, words: str) -> None:
    """And nothing is sent."""
    query = prefixed(f"SELECT * {{ {text} }}")
    with listening(rows("item", "id")) as wikidata, pytest.raises(QueryError, match=words):
        ask(here(), query, services=allowed([f"wikidata={wikidata.url}"]))
    assert wikidata.heard == []


def test_a_query_that_hides_its_clauses_in_sheer_length_is_refused() -> None:
    """Looking for them takes the longer the more quotes are left open; so nobody looks."""
    start = time.monotonic()
    with pytest.raises(QueryError, match="may have 20000 characters"):
        ask(here(), "SELECT * { " + "SERVICE <a:a> { '''" * 20_000, services=allowed(["wikidata"]))
    assert time.monotonic() - start < 2


def test_a_query_with_from_keeps_its_data_set() -> None:
    """What FROM takes away must not be sent."""
    text = SIMPLE.replace("{", "FROM ex:graph {", 1)
    with pytest.raises(QueryError, match="with FROM"):
        ask(here(), prefixed(text), services=allowed(["wikidata"]))


# --- what comes back --------------------------------------------------------------------------

S = f"SERVICE <{WIKIDATA}> {{ ?item ex:is ?id }}"
SAYS = f"SERVICE <{WIKIDATA}> {{ ?item ex:is ?id ; ex:says ?word }}"
ASKED = [
    f"{KNOWN} {S}",
    f"{S} {KNOWN}",
    f"{KNOWN} {SAYS} ?thing ex:name ?name . FILTER(?word != 'ein')",
    f"{KNOWN} OPTIONAL {{ {S} }}",
    f"{KNOWN} OPTIONAL {{ {SAYS} FILTER(?word < 'e') }}",
    f"{KNOWN} OPTIONAL {{ ?thing ex:name ?name . {S} }}",
    f"?thing ex:name ?name . OPTIONAL {{ {KNOWN} }} {S}",
    f"{{ {KNOWN} FILTER(?id = '1') }} {SAYS}",
    f"{{ {KNOWN} {S} }} UNION {{ ?thing ex:name ?id {S} }}",
    f"{KNOWN} MINUS {{ {SAYS} }}",
    f"{KNOWN} FILTER EXISTS {{ {SAYS} }}",
    f"{KNOWN} FILTER NOT EXISTS {{ {KNOWN} {S} }}",
    f"{KNOWN} {S} {SAYS}",
    f"{KNOWN} {{ SELECT ?id (COUNT(?item) AS ?n) {{ {KNOWN} {S} }} GROUP BY ?id }}",
    f"{KNOWN} {S} BIND(STR(?item) AS ?text)",
    f"BIND('1' AS ?id) {S}",
    f"VALUES ?id {{ '1' '9' UNDEF }} {SAYS}",
    f"{KNOWN} SERVICE <{WIKIDATA}> {{ OPTIONAL {{ ?item ex:is ?id }} }}",
    f"{KNOWN} SERVICE <{WIKIDATA}> {{ {{ SELECT ?item {{ ?item ex:is ?id }} }} }}",
    f"{KNOWN} SERVICE <{WIKIDATA}> {{ VALUES ?id {{ '1' }} ?item ex:is ?id MINUS {{ ?item ex:says 'uno' }} }}",  # noqa: E501
    f"{KNOWN} service Silent<{WIKIDATA}/> {{ ?item ex:is ?id }}",
    f"{KNOWN} # }} a remark {{\n {S} # {{",
    f"?thing ex:name '{{' . {S}",
    f"VALUES (?id ?item) {{ ('1' UNDEF) (UNDEF ex:one) ('1' ex:one) }} {S}",
    f"{KNOWN} SERVICE <{WIKIDATA}> {{ ?item ex:says ?w OPTIONAL {{ ?item ex:none ?id }} }}",
    f"{KNOWN} OPTIONAL {{ SERVICE <{WIKIDATA}> {{ {{ ?item ex:is ?id }} UNION {{ ?item ex:says 'due' }} }} }}",  # noqa: E501
    f"{KNOWN} MINUS {{ ?thing ex:old true }} {S}",
    f"{{ {{ {KNOWN} }} {{ {{ {S} }} }} }}",
    f"SERVICE <{WIKIDATA}> {{ ?item ex:says ?id }} SERVICE <{WIKIDATA}> {{ ?other ex:says ?id }}",
]


@pytest.mark.parametrize("pattern", ASKED)
def test_the_answer_is_what_the_engine_would_join_by_itself(pattern: str, there: str) -> None:
    """Against pyoxigraph's own SERVICE, which fetches a whole block and joins: the same rows."""
    text = prefixed(f"SELECT * {{ {pattern}\n}}")
    plainly = here().backend.query(text.replace(f"{WIKIDATA}/", there).replace(WIKIDATA, there))
    assert isinstance(plainly, ox.QuerySolutions)
    names = tuple(variable.value for variable in plainly.variables)
    expected = Result(names, tuple(tuple(row[name] for name in names) for row in plainly))
    found = ask(here(), text, services=allowed([f"wikidata={there}"]))
    assert sorted(found.columns) == sorted(names)
    assert counted(found) == counted(expected)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        # by hand from HERE and THERE: 1 is in both with two items, 2 with one, 3 only here
        (f"{KNOWN} {S}", 3),
        (f"{KNOWN} {SAYS}", 3),
        (f"{KNOWN} OPTIONAL {{ {S} }}", 4),
        (f"{KNOWN} MINUS {{ {S} }}", 1),
        (f"{SAYS}", 4),
    ],
)
def test_rows_are_those_worked_out_by_hand(pattern: str, expected: int, there: str) -> None:
    """So that the comparison above compares something."""
    services = allowed([f"wikidata={there}"])
    found = ask(here(), prefixed(f"SELECT * {{ {pattern} }}"), services=services)
    assert len(found.rows) == expected


def test_other_forms_of_query_work_too(there: str) -> None:
    """ASK, CONSTRUCT and DESCRIBE."""
    services = allowed([f"wikidata={there}"])
    yes = ask(here(), prefixed(f"ASK {{ {KNOWN} {S} }}"), services=services)
    assert yes.rows[0][0] == ox.Literal("true", datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean"))
    text = f"CONSTRUCT {{ ?thing ex:same ?item }} WHERE {{ {KNOWN} {S} }}"
    assert len(ask(here(), prefixed(text), services=services).triples) == 3
    text = f"DESCRIBE ?thing {{ {KNOWN} {SAYS} FILTER(?word = 'due') }}"
    assert len(ask(here(), prefixed(text), services=services).triples) == 3


def test_one_query_asks_two_servers_in_turn(there: str) -> None:
    """What the first one says is what the second one is asked about."""
    text = f"""SELECT ?thing ?word ?meaning {{ {KNOWN} {SAYS}
        SERVICE <{UNIPROT}> {{ ?word_there ex:word ?word ; ex:means ?meaning }} }}"""
    answer = rows("word", "word_there", "meaning", values=[{"word": "due", "meaning": "two"}])
    with listening(answer) as uniprot:
        services = allowed([f"wikidata={there}", f"uniprot={uniprot.url}"])
        found = ask(here(), prefixed(text), services=services)
    assert [[getattr(cell, "value", None) for cell in row] for row in found.rows] == [
        [EX + "b", "due", "two"]
    ]
    (heard,) = uniprot.heard
    assert heard.query.endswith('VALUES (?word) { ("due") ("ein") ("uno") }')


def test_what_a_server_says_never_becomes_part_of_a_query() -> None:
    """Its words come out as they went in: quotes, braces, escapes, and the word SERVICE itself."""
    words = ['" } SERVICE <http://x/> {', "\\u0022 service", "a\n'''\\", "\x00 }", "#"]
    blank = {"word": {"type": "bnode", "value": "b0"}}
    answer = rows("word", values=[*[{"word": word} for word in words], blank, {}])
    text = f"SELECT ?word (ISBLANK(?word) AS ?blank) {{ SERVICE <{WIKIDATA}> {{ ?s ?p ?word }} }}"
    with listening(answer) as wikidata:
        found = ask(here(), text, services=allowed([f"wikidata={wikidata.url}"]))
    assert [row[0].value for row in found.rows[:5] if isinstance(row[0], ox.Literal)] == words
    assert isinstance(found.rows[5][0], ox.BlankNode)
    assert found.rows[6][0] is None


# --- servers that fail ------------------------------------------------------------------------

FAILURES: list[tuple[Answer, str]] = [
    (Answer(b"<html>", 200), "did not answer with SPARQL results in JSON"),
    (Answer(b"", 200), "did not answer with SPARQL results in JSON"),
    (Answer(b"\xff\xfe", 200), "did not answer with SPARQL results in JSON"),
    (Answer(b'{"head":{"vars":["item"]},"results":{"bindings":[{"item"', 200), "in JSON"),
    (Answer(b'{"head":{},"boolean":true}', 200), "yes or no instead of rows"),
    (Answer(b"Virtuoso 37000\x1b[2J Error\nSPARQL compiler", 400), "error 400: Virtuoso 37000 "),
    (Answer(b"", 500), "error 500: it says nothing more"),
    (Answer(b"slow down", 429, {"Retry-After": "60"}), "error 429: slow down"),
    (Answer(b"{}", 200, {"Content-Length": "99"}), "in JSON"),
]


@pytest.mark.parametrize(("answer", "words"), FAILURES)
def test_a_server_that_fails_is_named_with_its_fault(answer: Answer, words: str) -> None:
    """One message, on one line, with nothing that a terminal would obey."""
    with listening(answer) as wikidata, pytest.raises(QueryError, match=words) as caught:
        ask(here(), prefixed(SIMPLE), services=allowed([f"wikidata={wikidata.url}"]))
    assert str(caught.value).startswith(f"Wikidata ({wikidata.url}) ")
    assert str(caught.value).isprintable()


def test_an_error_may_end_in_another_thread() -> None:
    """It keeps no object of the engine, which would complain there; a warning fails this test."""
    broken = Answer(b'{"head":{"vars":["item"]},"results":{"bindings":[{"item"')
    with listening(broken) as wikidata, pytest.raises(QueryError) as caught:
        ask(here(), prefixed(SIMPLE), services=allowed([f"wikidata={wikidata.url}"]))
    kept: list[object] = [caught]
    del caught

    def forget() -> None:
        kept.clear()
        gc.collect()

    thread = threading.Thread(target=forget)
    thread.start()
    thread.join()
    assert kept == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """The address that was allowed is the only one that is called."""
    with listening(rows("item", "id")) as other:
        answer = Answer(b"", status, {"Location": other.url})
        with listening(answer) as wikidata, pytest.raises(QueryError, match="wants the call to go"):
            ask(here(), prefixed(SIMPLE), services=allowed([f"wikidata={wikidata.url}"]))
    assert len(wikidata.heard) == 1
    assert other.heard == []


def test_nobody_at_the_address() -> None:
    """A closed port is one message."""
    with listening(rows("item")) as gone:
        services = allowed([f"wikidata={gone.url}"])
    with pytest.raises(QueryError, match=r"cannot be reached: .*refused"):
        ask(here(), prefixed(SIMPLE), services=services)


@pytest.mark.parametrize(
    "answer",
    [Answer(b"x", wait=30), Answer(b"x" * 1000, drip=0.1), Answer(b" " * 10**6, drip=0.3)],
    ids=["silent", "dripping", "dripping blanks"],
)
def test_a_slow_server_costs_no_more_than_the_deadline(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that sends a byte now and then, which starts the clock of a socket anew."""
    monkeypatch.setattr(calling, "DEADLINE", 0.6)
    start = time.monotonic()
    with listening(answer) as wikidata, pytest.raises(QueryError) as caught:
        ask(here(), prefixed(SIMPLE), services=allowed([f"wikidata={wikidata.url}"]))
    assert "did not answer within 0.6 seconds" in str(caught.value) or "timed out" in str(
        caught.value
    )
    assert time.monotonic() - start < 5


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than the limit is read."""
    monkeypatch.setattr(calling, "LARGEST", 1000)
    answer = Answer(b" " * 5_000_000)
    with listening(answer) as wikidata, pytest.raises(QueryError, match="more than 1000 bytes"):
        ask(here(), prefixed(SIMPLE), services=allowed([f"wikidata={wikidata.url}"]))


@pytest.mark.parametrize(("name", "most"), [("mesh", 1_000), ("wikidata", 10_000)])
def test_an_answer_that_may_be_incomplete_is_no_answer(name: str, most: int) -> None:
    """MeSH gives a thousand rows and not one more, without saying so."""
    (endpoint,) = (item for item in ENDPOINTS if item.name == name)
    text = prefixed(SIMPLE.replace(WIKIDATA, endpoint.address))
    for count, fails in ((most, True), (most - 1, False)):
        with listening(rows("item", "id", values=[{"id": "1"}] * count)) as server:
            services = allowed([f"{name}={server.url}"])
            if fails:
                with pytest.raises(QueryError, match="some may be missing"):
                    ask(here(), text, services=services)
            else:
                assert len(ask(here(), text, services=services).rows) == count


# --- SILENT -----------------------------------------------------------------------------------


def test_a_silent_clause_may_fail_and_says_so() -> None:
    """Its variables stay free, as SPARQL has it; whoever asked is told."""
    doubts: list[str] = []
    text = prefixed(SIMPLE.replace("SERVICE", "SERVICE SILENT"))
    with listening(Answer(b"", 500)) as wikidata:
        services = allowed([f"wikidata={wikidata.url}"])
        found = ask(here(), text, services=services, doubt=doubts.append)
    assert [row[found.columns.index("id")] for row in found.rows] != []
    assert len(found.rows) == 3
    (doubt,) = doubts
    assert "error 500" in doubt
    assert "SILENT" in doubt


def test_silence_covers_servers_and_not_mistakes() -> None:
    """A server that was not allowed, and a clause that does not parse, are still refused."""
    text = prefixed(SIMPLE.replace("SERVICE", "SERVICE SILENT"))
    with pytest.raises(QueryError, match="--service wikidata"):
        ask(here(), text)
    broken = text.replace("?item ex:is ?id", "?item ex:is")
    with listening(Answer(b"", 500)) as wikidata, pytest.raises(QueryError, match="does not run"):
        ask(here(), broken, services=allowed([f"wikidata={wikidata.url}"]))


def test_progress_says_who_is_asked_about_how_much() -> None:
    """Before each call."""
    said: list[str] = []
    tell: Callable[[str], None] = said.append
    with listening(rows("item", "id")) as wikidata:
        services = allowed([f"wikidata={wikidata.url}"])
        ask(here(), prefixed(SIMPLE), services=services, progress=tell)
    assert said == [f"asking Wikidata ({wikidata.url}): 3 values of ?id"]

"""Every shipped question gives the answer that was worked out by hand from the review.

The expected rows are in ``tests/golden/<question>.yaml``, one file a question. They were written
from the text, never from an answer, and `basis` says where in the text each comes from. A file
holds cases:

    params    values for the parameters of the question; none by default
    columns   which columns of the answer the rows of this file hold
    rows      all rows, in any order; with `distinct`, without repetitions
    count     instead of `rows`: how many rows the answer has
    contains  rows that must be among them
    absent    rows that must not be among them

A question over a layer is asked of the graph with layers that the tests make from the shipped
vocabularies; its rows name the release. Everything is compared as text: a number without trailing
zeros, an empty cell as "".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import yaml

from ldn_kg.catalog import read_folder
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.tables import Table
from tests.workbench import HPO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ldn_kg.knowledge_graph import KnowledgeGraph

GOLDEN = Path(__file__).parent / "golden"
FILES = {path.stem: path for path in sorted(GOLDEN.glob("*.yaml"))}
QUESTIONS = read_folder(home().queries / "questions")
Row = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One set of parameters with what the answer must be."""

    question: str
    number: int
    content: dict[str, Any]

    def __str__(self) -> str:
        params = self.content.get("params", {})
        shown = ",".join(f"{name}={value}" for name, value in params.items())
        return f"{self.question}-{self.number}{f'-{shown}' if shown else ''}"

    def rows(self, key: str) -> list[Row]:
        """The rows under a key."""
        return [tuple(row) for row in self.content.get(key, [])]


def _cases() -> Iterable[Case]:
    for name, path in FILES.items():
        # All scalars are read as text: a printed "1.0" stays "1.0".
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        for number, case in enumerate(content["cases"], 1):
            yield Case(name, number, case)


CASES = list(_cases())


def _in_one_process(question: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xdist_group("layers")] if QUESTIONS[question].header.layers else []


EACH_CASE = pytest.mark.parametrize(
    "case", [pytest.param(case, marks=_in_one_process(case.question)) for case in CASES], ids=str
)
EACH_QUESTION = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=_in_one_process(name)) for name in sorted(QUESTIONS)]
)


def _graph_for(name: str, request: pytest.FixtureRequest) -> KnowledgeGraph:
    """The graph to ask: with layers if the question reads some, and without if not."""
    wanted = QUESTIONS[name].header.layers
    graph: KnowledgeGraph = request.getfixturevalue("layered" if wanted else "kg")
    if "hp" in wanted and "hp" not in graph.layers:  # the one layer that no package ships
        pytest.skip(f"no {HPO}")
    return graph


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def _answer(table: Table, columns: list[str]) -> list[Row]:
    places = [table.columns.index(name) for name in columns]
    return [tuple(_text(row[place]) for place in places) for row in table.rows]


def test_each_question_has_a_golden_file_and_each_file_a_question() -> None:
    """No question goes unchecked, and no golden file is left over."""
    assert set(FILES) == set(QUESTIONS)
    assert len(FILES) >= 48


def test_golden_files_name_their_question_and_their_basis() -> None:
    """A golden file says where in the text its rows come from, and has no unknown key."""
    for name, path in FILES.items():
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(content) == {"question", "basis", "cases"}, name
        assert content["question"] == name
        assert content["basis"].strip()
        for case in content["cases"]:
            known = {"params", "columns", "rows", "distinct", "count", "contains", "absent"}
            assert set(case) <= known, name
            assert "rows" in case or "contains" in case, name
            width = len(case["columns"])
            for key in ("rows", "contains", "absent"):
                assert all(len(row) == width for row in case.get(key, [])), name


@EACH_CASE
def test_answer_is_what_the_text_says(request: pytest.FixtureRequest, case: Case) -> None:
    """The answer has the rows that were worked out by hand."""
    graph = _graph_for(case.question, request)
    table = graph.query(case.question, **case.content.get("params", {}))
    rows = _answer(table, case.content["columns"])
    if case.content.get("distinct") == "true":
        rows = sorted(set(rows))
    if "rows" in case.content:
        expected, found = Counter(case.rows("rows")), Counter(rows)
        assert {"missing": expected - found, "surplus": found - expected} == {
            "missing": Counter(),
            "surplus": Counter(),
        }
    if "count" in case.content:
        assert len(rows) == int(case.content["count"])
    assert [row for row in case.rows("contains") if row not in rows] == []
    assert [row for row in case.rows("absent") if row in rows] == []


@pytest.fixture(scope="session")
def shuffled() -> Callable[[KnowledgeGraph], Store]:
    """Makes the store of a graph anew, written the other way round; each graph's once."""
    made: dict[int, Store] = {}

    def again(graph: KnowledgeGraph) -> Store:
        if id(graph) not in made:
            made[id(graph)] = Store(sorted(graph.store.quads(), key=str, reverse=True))
        return made[id(graph)]

    return again


@EACH_QUESTION
def test_rows_come_in_an_order_that_the_store_does_not_decide(
    request: pytest.FixtureRequest, shuffled: Callable[[KnowledgeGraph], Store], name: str
) -> None:
    """A store that was filled the other way round gives the same rows in the same order."""
    graph, question = _graph_for(name, request), QUESTIONS[name]
    again = Table.from_result(shuffled(graph).query(question.text, question.bind({})))
    assert graph.query(name).rows == again.rows


@EACH_QUESTION
def test_no_row_comes_twice(request: pytest.FixtureRequest, name: str) -> None:
    """Inferred types and several paths to a class must not double an answer."""
    rows = _graph_for(name, request).query(name).rows
    assert [row for row, times in Counter(rows).items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_over_layers_names_the_release(name: str) -> None:
    """Whatever a vocabulary says, it says in one release."""
    question = QUESTIONS[name]
    if question.header.layers:
        answer = ox.Store().query(question.text)
        assert isinstance(answer, ox.QuerySolutions)
        assert "version" in {variable.value for variable in answer.variables}
        assert all("version" in case.content["columns"] for case in CASES if case.question == name)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_question_declares_its_prefixes_and_shows_its_parameters(
    kg: KnowledgeGraph, name: str
) -> None:
    """A question runs in any SPARQL tool, and its parameters can be bound."""
    question = kg.questions[name]
    assert question.header.title.endswith("?")
    answer = ox.Store().query(question.text)  # without any prefix declared from outside
    assert isinstance(answer, ox.QuerySolutions)
    # A parameter is bound by its variable, which must be selected to be bound.
    assert set(question.header.params) <= {variable.value for variable in answer.variables}


def test_as_many_answers_were_checked_as_there_are_cases() -> None:
    """Every question was asked, on average more than once."""
    assert len(CASES) >= 100
    assert {case.question for case in CASES} == set(QUESTIONS)


SHOWN = {
    "entity:low_dose_naltrexone": {
        "What it is", "Other names", "Names as printed", "Claims about it",
        "What the review says of it in sum",
    },
    "entity:il10": {"What it is", "Claims about it", "Findings on it"},
    "entity:insomnia": {"What it is", "Where it belongs", "As a side effect"},
    "entity:fibromyalgia": {"What it is", "Claims limited to it", "Studies in people who have it"},
    "study:younger-2013": {
        "What it is", "What the reasoner adds", "The study", "Its groups", "What was given",
        "What it found", "Side effects", "Claims that rest on its findings",
    },
    "study:oaks-2018": {"What it is", "The study"},
    "claim:ldn-increases-il10": {
        "What it is", "Evidence for and against", "Findings that the evidence rests on",
        "How it is explained, and what it explains",
    },
    "publication:moher-2009": {"What it is", "The reference, as printed and as checked"},
    "publication:li-2018": {"What is drawn from it"},
}  # fmt: skip


@pytest.mark.parametrize("node", SHOWN)
def test_page_has_the_sections_that_apply(kg: KnowledgeGraph, node: str) -> None:
    """A page has the sections of its kind of thing, and no empty ones."""
    titles = {section.title for section in kg.show(node).sections}
    assert titles >= SHOWN[node]
    if node == "study:oaks-2018":  # only cited: nothing is reported of it
        assert titles == SHOWN[node]


def test_each_section_applies_to_something(kg: KnowledgeGraph) -> None:
    """No query of ``queries/show`` is dead."""
    sections = {path.stem for path in (home().queries / "show").glob("*.rq")}
    shown = {section.title for node in SHOWN for section in kg.show(node).sections}
    assert len(shown) == len(sections) >= 10


def test_both_sides_of_a_contested_claim_are_shown(kg: KnowledgeGraph) -> None:
    """The page of a claim shows who disputes it, and from which species."""
    page = kg.show("claim:ldn-increases-il10")
    evidence = next(s for s in page.sections if s.title == "Evidence for and against")
    assert evidence.column("direction") == ["supports", "disputes"]
    assert evidence.column("species") == ["rat", "human"]

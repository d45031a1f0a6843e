"""Metapaths, damping exponents, limits and ends that cannot be asked for, and what is said then."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from ldn_kg.errors import NotFoundError, QueryError
from ldn_kg.metapath import (
    EdgeType,
    Metapath,
    Step,
    TypedGraph,
    dwpc,
    dwwc,
    halves,
    path_count,
    paths,
    score,
    walk_count,
)

JOINS = EdgeType("Gene", "joins", "Gene")
DRIVES = EdgeType("Gene", "drives", "Gene", directed=True)
NAMES = EdgeType("Gene", "names", "Disease")
PART = EdgeType("Gene", "takes part", "Pathway")
NODES: dict[str, list[str]] = {"Gene": list("ABCD"), "Disease": ["X"], "Pathway": ["p"]}
SHORT = {"Gene": "G", "Disease": "D", "Pathway": "PW"} | {
    "joins": "j",
    "drives": "d",
    "names": "n",
    "takes part": "tp",
}
PAIRS = ("AB", "AC", "AD", "BC", "BD", "CD")


@pytest.fixture(scope="module")
def graph() -> TypedGraph:
    """Four genes, each joined to each, and a disease of the last one."""
    edges = [(JOINS, *pair) for pair in PAIRS] + [(NAMES, "D", "X"), (PART, "A", "p")]
    return TypedGraph.of(NODES, edges, edge_types=[DRIVES], abbreviations=SHORT)


@pytest.mark.parametrize(
    ("text", "kinds", "words"),
    [
        ("GjG", ("Gene", "Gene"), "Gene–joins–Gene"),
        ("PWtpGnD", ("Pathway", "Gene", "Disease"), "Pathway–takes part–Gene–names–Disease"),
        ("Gd>G<dGtpPW", ("Gene", "Gene", "Gene", "Pathway"), None),
        (
            "DnG<dGd>G",
            ("Disease", "Gene", "Gene", "Gene"),
            "Disease–names–Gene←drives←Gene→drives→Gene",
        ),
    ],
)
def test_metapaths(graph: TypedGraph, text: str, kinds: tuple[str, ...], words: str | None) -> None:
    """Read, written, and turned round twice."""
    metapath = Metapath.of(graph, text)
    assert (str(metapath), metapath.kinds, len(metapath)) == (text, kinds, len(kinds) - 1)
    assert words is None or metapath.words == words
    assert metapath.reversed.kinds == kinds[::-1]
    assert metapath.reversed == Metapath.of(graph, metapath.reversed.abbreviation)
    assert metapath.reversed.reversed == metapath
    assert Metapath.of(graph, metapath) == Metapath.of(graph, list(metapath.steps)) == metapath


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a metapath: write kinds in capitals with edges in small letters"),
        ("G", "'G' is not a metapath"),
        ("GG", "'GG' is not a metapath"),
        ("gjg", "'gjg' is not a metapath"),
        ("GjGj", "'GjGj' is not a metapath"),
        ("GjG ", "'GjG ' is not a metapath"),
        ("GjGnd", "the kinds are G (Gene), D (Disease), PW (Pathway), the steps Gd>G (Gene→"),
        (
            "GtpP",
            "no kind of node 'P' in 'GtpP'; the kinds are G (Gene), D (Disease), PW (Pathway)",
        ),
        ("GtpP", "; did you mean PW?"),
        ("DnGjGxD", "no step GxD in 'DnGjGxD'; from Gene there is Gd>G (Gene→drives→"),
        ("GtPW", "; did you mean GtpPW?"),
        ("DjG", "no step DjG in 'DjG'; from Disease there is DnG (Disease–names–Gene)"),
        ("GdG", "did you mean Gd>G or G<dG?"),
        ("Gj>G", "did you mean GjG?"),
        ("G<nD", "did you mean GnD?"),
    ],
)
def test_metapaths_that_are_not_there(graph: TypedGraph, text: str, message: str) -> None:
    """What exists is named, and what looks like it."""
    with pytest.raises(QueryError, match=re.escape(message)):
        Metapath.of(graph, text)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([], "a metapath has at least one step"),
        ([Step(EdgeType("Gene", "joins", "Cell"))], "the graph has no step Gene–joins–Cell"),
        (
            [Step(NAMES), Step(JOINS)],
            "Gene–joins–Gene cannot follow Gene–names–Disease: it starts at Gene",
        ),
    ],
)
def test_steps_that_are_no_metapath(graph: TypedGraph, steps: list[Step], message: str) -> None:
    """Steps must be of the graph, and follow each other."""
    with pytest.raises(QueryError, match=re.escape(message)):
        Metapath.of(graph, steps)


def test_a_metapath_of_another_graph(graph: TypedGraph) -> None:
    """A metapath is checked against the graph through which it is asked for."""
    other = TypedGraph.of({"Cell": ["c"]}, [], edge_types=[EdgeType("Cell", "joins", "Cell")])
    with pytest.raises(QueryError, match="the graph has no step Cell–joins–Cell"):
        path_count(graph, Metapath.of(other, "CjC"), "A", "B")


@pytest.mark.parametrize("damping", [-0.1, 1.1, float("nan"), float("inf"), "0.5", None, True, 1j])
def test_damping_out_of_range(graph: TypedGraph, damping: Any) -> None:
    """From 0 to 1, and a number."""
    for function in (score, dwpc, dwwc):
        with pytest.raises(QueryError, match="the damping exponent must be a number from 0 to 1"):
            function(graph, "GjG", "A", "B", damping=damping)


@pytest.mark.parametrize("damping", [0, 1, 0.5, np.float32(0.5), np.int64(1)])
def test_damping_in_range(graph: TypedGraph, damping: Any) -> None:
    """Both bounds are in, and numbers of numpy are numbers."""
    found = score(graph, "GjG", "A", "B", damping=damping)
    assert type(found.damping) is float
    assert found.dwpc == pytest.approx(9.0 ** -float(damping))


def test_damping_has_no_default(graph: TypedGraph) -> None:
    """A score without its exponent means nothing."""
    for function in (score, dwpc, dwwc):
        with pytest.raises(TypeError, match="damping"):
            function(graph, "GjG", "A", "B")  # type: ignore[call-arg]


@pytest.mark.parametrize("limit", [-1, 1.5, "3", True])
def test_limits_that_are_no_numbers(graph: TypedGraph, limit: Any) -> None:
    """Said when asked for, and not when the first path is taken."""
    with pytest.raises(QueryError, match="the limit must be a whole number from 0 on"):
        paths(graph, "GjG", "A", "B", limit=limit)


def test_paths_come_one_by_one() -> None:
    """The first of very many paths come without the others."""
    size = 400
    everyone = np.arange(size)
    ends = np.repeat(everyone, size), np.tile(everyone, size)
    graph = TypedGraph.from_positions({"Gene": everyone.tolist()}, {JOINS: ends})
    assert path_count(graph, "GjGjGjGjG", 0, 1) == 398 * 397 * 396
    found = list(paths(graph, "GjGjGjGjG", 0, 1, limit=3))
    assert found == [(0, 2, 3, 4, 1), (0, 2, 3, 5, 1), (0, 2, 3, 6, 1)]


def test_ends_are_checked(graph: TypedGraph) -> None:
    """Unknown nodes, and nodes of a kind at which the metapath does not start or end."""
    for function in (path_count, walk_count, paths):
        with pytest.raises(NotFoundError, match="no Gene 'Z'"):
            function(graph, "GjG", "Z", "A")
        with pytest.raises(NotFoundError, match="no Gene 'Z'"):
            function(graph, "GjG", "A", "Z")
        with pytest.raises(QueryError, match="'X' is a Disease; a Gene is needed here"):
            function(graph, "GjG", "A", "X")


def test_no_path_returns_to_its_source(graph: TypedGraph) -> None:
    """A walk may."""
    assert (path_count(graph, "GjGjG", "A", "A"), walk_count(graph, "GjGjG", "A", "A")) == (0, 3)
    assert list(paths(graph, "GjGjG", "A", "A")) == []


def test_a_score_prints_with_its_damping(graph: TypedGraph) -> None:
    """All that the numbers depend on."""
    assert str(score(graph, "GjGnD", "A", "X", damping=0.4)) == (
        "GjGnD, A to X: 1 paths, 1 walks; damping 0.4: DWPC 0.415244, DWWC 0.415244"
    )


def test_numbers_that_do_not_fit_are_refused(graph: TypedGraph) -> None:
    """Rather than wrong ones: 3 ** 39 is about as many walks as 64 bits can hold."""
    assert walk_count(graph, "G" + 39 * "jG", "A", "A") == (3**39 + 3 * (-1) ** 39) // 4
    for function in (path_count, walk_count):
        with pytest.raises(QueryError, match=r"has about 2\.\de\+19 walks between these nodes"):
            function(graph, "G" + 42 * "jG", "A", "A")


def test_numbers_elsewhere_may_overflow() -> None:
    """Walks that lead away are more than 64 bits can hold; those asked for are two."""
    length, size = 24, 10
    aside = [(JOINS, f"a{first}", f"a{second}") for first in range(size) for second in range(first)]
    line = [(DRIVES, str(place), str(place + 1)) for place in range(length)]
    enter = EdgeType("Gene", "enters", "Gene", directed=True)
    names = [*map(str, range(length + 1)), *(f"a{number}" for number in range(size))]
    both = [(JOINS, source, target) for _, source, target in line]
    graph = TypedGraph.of(
        {"Gene": names}, [*aside, *both, (JOINS, "0", "a0"), (enter, str(length), "0")]
    )
    metapath = "G" + length * "jG"
    assert walk_count(graph, metapath, "0", str(length)) == 1
    assert path_count(graph, metapath, "0", str(length)) == 1


def test_too_many_half_paths_are_refused(
    graph: TypedGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before memory runs out."""
    monkeypatch.setattr(halves, "MOST_HALVES", 1)
    with pytest.raises(QueryError, match="GjGjGjG has more than 1 half paths"):
        path_count(graph, "GjGjGjG", "A", "D")

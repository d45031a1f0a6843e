"""Hetnet files: what is read, and what is said of bad ones."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ldn_kg.errors import InputError
from ldn_kg.metapath import TypedGraph, path_count, paths, read_hetnet

if TYPE_CHECKING:
    from collections.abc import Callable

HETNET: dict[str, Any] = {
    "metanode_kinds": ["Disease", "Gene", "Tissue"],
    "metaedge_tuples": [
        ["Gene", "Disease", "association", "both"],
        ["Gene", "Gene", "interaction", "both"],
        ["Gene", "Gene", "regulation", "forward"],
    ],
    "kind_to_abbrev": {
        "Gene": "G",
        "Disease": "D",
        "Tissue": "T",
        "association": "a",
        "interaction": "i",
        "regulation": "r",
    },
    "nodes": [
        {"kind": "Gene", "identifier": 7, "name": "seven", "data": {}},
        {"kind": "Gene", "identifier": "eight", "name": "eight", "data": {}},
        {"kind": "Disease", "identifier": "DOID:1", "name": "one", "data": {}},
    ],
    "edges": [
        {
            "source_id": ["Gene", 7],
            "target_id": ["Disease", "DOID:1"],
            "kind": "association",
            "direction": "both",
            "data": {},
        },
        {
            "source_id": ["Gene", 7],
            "target_id": ["Gene", "eight"],
            "kind": "regulation",
            "direction": "forward",
            "data": {},
        },
    ],
}


def written(folder: Path, content: object, name: str = "graph.json") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[str, str]]:
    """Places and messages of the problems of a file; each has a rule and a hint."""
    with pytest.raises(InputError) as caught:
        read_hetnet(path)
    assert all(problem.where.file == str(path) for problem in caught.value.problems)
    assert all(problem.rule and problem.hint for problem in caught.value.problems)
    return [(problem.where.field, problem.message) for problem in caught.value.problems]


def test_what_is_read(tmp_path: Path) -> None:
    """Kinds, types and directions; a kind without nodes is there all the same."""
    graph = read_hetnet(written(tmp_path, HETNET))
    assert repr(graph) == "<TypedGraph: 3 nodes of 3 kinds, 2 edges of 3 types>"
    assert set(graph.steps) == {"GaD", "DaG", "GiG", "Gr>G", "G<rG"}
    assert list(paths(graph, "DaGr>G", "DOID:1", "eight")) == [("DOID:1", 7, "eight")]
    assert path_count(graph, "GiG", 7, "eight") == 0


@pytest.mark.parametrize("compress", [bytes, lzma.compress, gzip.compress, bz2.compress])
def test_compressions(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    """Known by their first bytes, whatever the file is called; its name may be text."""
    path = tmp_path / "graph.json"
    path.write_bytes(compress(json.dumps(HETNET).encode()))
    assert repr(read_hetnet(str(path))) == repr(read_hetnet(path))


def test_an_edge_may_be_given_from_its_other_end(tmp_path: Path) -> None:
    """As hetnetpy takes it: an undirected one reversed, a directed one backward."""
    first, second = HETNET["edges"]
    turned = [
        {**first, "source_id": first["target_id"], "target_id": first["source_id"]},
        {
            **second,
            "source_id": second["target_id"],
            "target_id": second["source_id"],
            "direction": "backward",
        },
    ]
    graph = read_hetnet(written(tmp_path, {**HETNET, "edges": turned}))
    assert list(paths(graph, "DaGr>G", "DOID:1", "eight")) == [("DOID:1", 7, "eight")]


def test_a_type_may_be_given_backward(tmp_path: Path) -> None:
    """It is the forward type of the other end."""
    metaedges = [["Disease", "Gene", "association", "backward"], *HETNET["metaedge_tuples"][1:]]
    edges = [{**HETNET["edges"][0], "direction": "forward"}]
    content = {**HETNET, "metaedge_tuples": metaedges, "edges": edges}
    graph = read_hetnet(written(tmp_path, content))
    assert list(paths(graph, "D<aG", "DOID:1", 7)) == [("DOID:1", 7)]
    assert list(paths(graph, "Ga>D", 7, "DOID:1")) == [(7, "DOID:1")]


def test_duplicates_count_once(tmp_path: Path) -> None:
    """As in hetmatpy's boolean matrices."""
    graph = read_hetnet(written(tmp_path, {**HETNET, "edges": HETNET["edges"] * 2}))
    assert repr(graph) == "<TypedGraph: 3 nodes of 3 kinds, 2 edges of 3 types>"


def test_without_abbreviations(tmp_path: Path) -> None:
    """The shortest ones that tell apart are made."""
    content = {key: value for key, value in HETNET.items() if key != "kind_to_abbrev"}
    graph = read_hetnet(written(tmp_path, content))
    assert set(graph.steps) == {"GaD", "DaG", "GiG", "Gr>G", "G<rG"}


def _cut(compress: Callable[[bytes], bytes]) -> bytes:
    return compress(json.dumps(HETNET).encode() * 50)[:-20]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON: Expecting value"),
        (b"{", "is not JSON: Expecting property name enclosed in double quotes"),
        (b"\xff\xfe{}", "is not JSON: 'utf-8' codec can't decode byte 0xff"),
        (b"[" * 200_000, "is not JSON: maximum recursion depth exceeded"),
        (b'{"nodes": ' + b"9" * 5000 + b"}", "is not JSON: Exceeds the limit"),
        (_cut(lzma.compress), "cannot be decompressed: "),
        (_cut(gzip.compress), "cannot be decompressed: "),
        (_cut(bz2.compress), "cannot be decompressed: "),
        (b"\x1f\x8b nothing", "cannot be decompressed: "),
        (b"BZh nothing at all", "cannot be decompressed: "),
        (b"\xfd7zXZ nothing", "cannot be decompressed: "),
        (b"[]", "holds an array"),
        (b"null", "holds nothing"),
        (b"3", "holds a number"),
        (b'"nodes"', "holds a string"),
        (b"true", "holds a boolean"),
    ],
)
def test_files_that_are_no_hetnets(tmp_path: Path, content: bytes, message: str) -> None:
    """One problem, and no traceback."""
    path = tmp_path / "graph.json"
    path.write_bytes(content)
    ((place, found),) = problems(path)
    assert (place, found[: len(message)]) == ("", message)


def test_the_line_of_a_mistake(tmp_path: Path) -> None:
    """Where JSON breaks off."""
    path = tmp_path / "graph.json"
    path.write_text('{\n"nodes": [],\n"edges": [,]\n}', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_hetnet(path)
    assert caught.value.problems[0].where.line == 3


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, and a folder."""
    assert problems(tmp_path / "none.json") == [("", "cannot be read: No such file or directory")]
    assert problems(tmp_path) == [("", "cannot be read: Is a directory")]


@pytest.mark.parametrize(
    ("key", "value", "place", "message"),
    [
        ("nodes", {}, "nodes", "nodes is an object"),
        ("edges", None, "edges", "edges is nothing"),
        ("metanode_kinds", 3, "metanode_kinds", "metanode_kinds is a number"),
        ("metanode_kinds", [3], "metanode_kinds[0]", "a number stands here: 3"),
        ("metanode_kinds", [""], "metanode_kinds[0]", "a string stands here: ''"),
        ("kind_to_abbrev", [], "kind_to_abbrev", "an array stands here"),
        ("kind_to_abbrev", {"Gene": 3}, "kind_to_abbrev.Gene", "a number stands here: 3"),
        ("kind_to_abbrev", {}, "kind_to_abbrev", "'Gene' has no abbreviation"),
        ("nodes", [5], "nodes[0]", "a number stands here"),
        ("nodes", [{"kind": "Gene"}], "nodes[0].identifier", "nothing stands here: None"),
        (
            "nodes",
            [{"kind": "Gene", "identifier": [1]}],
            "nodes[0].identifier",
            "an array stands here: [1]",
        ),
        (
            "nodes",
            [{"kind": "Gene", "identifier": True}],
            "nodes[0].identifier",
            "a boolean stands here: True",
        ),
        ("nodes", [{"identifier": 1}], "nodes[0].kind", "nothing stands here: None"),
        (
            "nodes",
            [{"kind": "Cell", "identifier": 1}],
            "nodes[0].kind",
            "no kind of node is called 'Cell'",
        ),
        ("nodes", HETNET["nodes"] * 2, "nodes", "Gene 7 is given 2 times"),
        ("edges", [[]], "edges[0]", "an array stands here"),
        ("metaedge_tuples", ["G"], "metaedge_tuples[0]", "'G' is not a type of edge"),
        ("metaedge_tuples", [["G"] * 3], "metaedge_tuples[0]", None),
        (
            "metaedge_tuples",
            [["Gene", "Gene", "r", "up"]],
            "metaedge_tuples[0]",
            "'up' is not a direction",
        ),
        (
            "metaedge_tuples",
            [["Gene", "Gene", 5, "both"]],
            "metaedge_tuples[0]",
            "a number stands here: 5",
        ),
    ],
)
def test_parts_of_the_wrong_form(
    tmp_path: Path, key: str, value: object, place: str, message: str | None
) -> None:
    """Each is named by its place in the file."""
    found = problems(written(tmp_path, {**HETNET, key: value}))
    assert place in [where for where, _ in found]
    assert message is None or (place, message) in found


@pytest.mark.parametrize("key", ["metaedge_tuples", "nodes", "edges"])
def test_parts_that_are_missing(tmp_path: Path, key: str) -> None:
    """Three are needed."""
    content = {name: value for name, value in HETNET.items() if name != key}
    assert (key, f"{key} is missing") in problems(written(tmp_path, content))


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"source_id": None}, "edges[0].source_id", "None is not an end of an edge"),
        ({"source_id": ["Gene"]}, "edges[0].source_id", "['Gene'] is not an end of an edge"),
        ({"source_id": ["Gene", None]}, "edges[0].source_id", "nothing stands here: None"),
        ({"target_id": [{}, 1]}, "edges[0].target_id", "an object stands here: {}"),
        ({"target_id": ["Disease", "x"]}, "edges[0]", "no Disease 'x'"),
        ({"kind": None}, "edges[0].kind", "nothing stands here: None"),
        (
            {"kind": "cause"},
            "edges[0]",
            "no type of edge is ['Gene', 'Disease', 'cause', 'both']",
        ),
        ({"direction": "up"}, "edges[0].direction", "'up' is not a direction"),
        ({"direction": ["both"]}, "edges[0].direction", "['both'] is not a direction"),
        (
            {"direction": "forward"},
            "edges[0]",
            "no type of edge is ['Gene', 'Disease', 'association', 'forward']",
        ),
    ],
)
def test_bad_edges(tmp_path: Path, change: dict[str, Any], place: str, message: str) -> None:
    """Ends, kinds and directions."""
    edges = [{**HETNET["edges"][0], **change}]
    assert problems(written(tmp_path, {**HETNET, "edges": edges})) == [(place, message)]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    """Of nodes and of edges, and two of one edge."""
    content = {
        **HETNET,
        "nodes": [*HETNET["nodes"], {"kind": "Cell", "identifier": 1}],
        "edges": [{**HETNET["edges"][0], "source_id": 1, "target_id": 2}, {}],
    }
    places = [place for place, _ in problems(written(tmp_path, content))]
    assert places == [
        "edges[0].source_id",
        "edges[0].target_id",
        "edges[1].direction",
        "edges[1].kind",
        "edges[1].source_id",
        "edges[1].target_id",
        "nodes[3].kind",
    ]


def test_a_type_given_from_both_ends(tmp_path: Path) -> None:
    """Nobody could tell of which one an edge is."""
    metaedges = [*HETNET["metaedge_tuples"], ["Disease", "Gene", "association", "both"]]
    found = problems(written(tmp_path, {**HETNET, "metaedge_tuples": metaedges}))
    assert [message.partition(" stands for ")[0] for _, message in found] == ["DaG", "GaD"]


def test_from_file_to_graph(tmp_path: Path) -> None:
    """A file gives the graph that its parts give."""
    assert isinstance(read_hetnet(written(tmp_path, HETNET)), TypedGraph)

"""Reads a hetnet file, as hetio/hetnetpy writes it, into a typed graph.

The file is JSON, plain or compressed, with the keys ``metaedge_tuples``, ``nodes``, ``edges`` and,
if it has them, ``metanode_kinds`` and ``kind_to_abbrev``. An edge has a ``source_id`` and a
``target_id`` (each a kind and an identifier), a ``kind``, and a ``direction``: ``both``,
``forward`` or ``backward``. Source: hetio/hetnetpy, hetnetpy/readwrite.py.

Where to go instead: what is wrong with nodes and edges, wherever they come from, is found by
`ldn_kg.metapath.graph`; this module only says what is wrong with the file.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.metapath.edge_types import EdgeType
from ldn_kg.metapath.graph import TypedGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

#: How a compressed file begins. A name may promise anything.
_COMPRESSIONS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\xfd7zXZ": lzma.decompress,
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
}
_DIRECTIONS = ("both", "forward", "backward")
_PAIR, _METAEDGE = 2, 4


def read_hetnet(path: str | Path) -> TypedGraph:
    """The graph of a hetnet file.

    Args:
        path: The file: JSON, plain or compressed with xz, gzip or bzip2.

    Raises:
        InputError: When the file cannot be read or is not a hetnet; with every problem found.

    Example:
        >>> import json, tempfile
        >>> hetnet = {
        ...     "metaedge_tuples": [["Gene", "Disease", "association", "both"]],
        ...     "kind_to_abbrev": {"Gene": "G", "Disease": "D", "association": "a"},
        ...     "nodes": [{"kind": "Gene", "identifier": 7},
        ...               {"kind": "Disease", "identifier": "X"}],
        ...     "edges": [{"source_id": ["Gene", 7], "target_id": ["Disease", "X"],
        ...                "kind": "association", "direction": "both"}],
        ... }
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "small.json")
        ...     _ = path.write_text(json.dumps(hetnet), encoding="utf-8")
        ...     read_hetnet(path)
        <TypedGraph: 2 nodes of 2 kinds, 1 edges of 1 types>
    """
    file = str(path)
    content = _parsed(_decompressed(_bytes(Path(path)), file), file)
    if not isinstance(content, dict):
        raise _unusable(Where(file), f"holds {_form_of(content)}", "a hetnet is an object")
    reader = _Reader(file)
    reader.read(content)
    if reader.problems:
        raise InputError(reader.problems)
    return TypedGraph.of(
        reader.nodes,
        reader.edges,
        edge_types=dict.fromkeys(edge_type for edge_type, _ in reader.types.values()),
        abbreviations=content.get("kind_to_abbrev"),
        origin=file,
    )


def _unusable(where: Where, message: str, hint: str) -> InputError:
    return InputError([Problem(where, "hetnet-file", message, hint)])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise _unusable(Where(str(path)), message, "check the path") from error


def _decompressed(data: bytes, file: str) -> bytes:
    for start, decompress in _COMPRESSIONS.items():
        if data.startswith(start):
            try:
                return decompress(data)
            # Each format has errors of its own, and most have several.
            except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error) as error:
                message = f"cannot be decompressed: {error}"
                raise _unusable(Where(file), message, "get the file again") from error
    return data


def _parsed(data: bytes, file: str) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno)
        raise _unusable(where, f"is not JSON: {error.msg}", "get the file again") from error
    except (ValueError, RecursionError) as error:  # not UTF-8; numbers or nesting out of bounds
        raise _unusable(Where(file), f"is not JSON: {error}", "get the file again") from error


def _form_of(value: object) -> str:
    """What a JSON value is, in the words of JSON."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return names.get(type(value), "nothing" if value is None else "a number")


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what was wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, list[Hashable]] = field(default_factory=dict)
    #: Edge types by kinds, predicate and direction, and whether an edge so described is reversed.
    types: dict[tuple[str, ...], tuple[EdgeType, bool]] = field(default_factory=dict)
    edges: list[tuple[EdgeType, Hashable, Hashable]] = field(default_factory=list)

    def problem(self, place: str, message: str, hint: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(Where(self.file, 0, place), "hetnet-form", message, hint))

    def read(self, content: dict[str, Any]) -> None:
        """Reads kinds and types first, since nodes and edges refer to them."""
        for number, metaedge in enumerate(self._list(content, "metaedge_tuples")):
            self._metaedge(f"metaedge_tuples[{number}]", metaedge)
        for number, kind in enumerate(self._list(content, "metanode_kinds", needed=False)):
            if self._text(f"metanode_kinds[{number}]", kind):
                self.nodes.setdefault(kind, [])
        for number, node in enumerate(self._list(content, "nodes")):
            self._node(f"nodes[{number}]", node)
        for number, edge in enumerate(self._list(content, "edges")):
            self._edge(f"edges[{number}]", edge)
        self._abbreviations(content.get("kind_to_abbrev"))

    def _list(self, content: dict[str, Any], key: str, *, needed: bool = True) -> list[Any]:
        value = content.get(key, None if needed else [])
        if isinstance(value, list):
            return value
        found = f"is {_form_of(value)}" if key in content else "is missing"
        self.problem(key, f"{key} {found}", "an array is needed here")
        return []

    def _text(self, place: str, value: object) -> bool:
        if isinstance(value, str) and value:
            return True
        self.problem(
            place, f"{_form_of(value)} stands here: {value!r:.40}", "a name is needed here"
        )
        return False

    def _metaedge(self, place: str, metaedge: object) -> None:
        if not isinstance(metaedge, list) or len(metaedge) != _METAEDGE:
            hint = "two kinds, a predicate and a direction are needed here"
            self.problem(place, f"{metaedge!r:.60} is not a type of edge", hint)
            return
        if [part for part in metaedge if not self._text(place, part)]:
            return
        source, target, predicate, direction = metaedge
        if direction not in _DIRECTIONS:
            self._direction(place, direction)
            return
        if direction == "backward":
            source, target, direction = target, source, "forward"
        edge_type = EdgeType(source, predicate, target, directed=direction == "forward")
        opposite = "backward" if edge_type.directed else "both"
        self.types.setdefault((target, source, predicate, opposite), (edge_type, True))
        self.types[source, target, predicate, direction] = edge_type, False
        for kind in (source, target):
            self.nodes.setdefault(kind, [])

    def _direction(self, place: str, direction: object) -> None:
        hint = f"use one of {', '.join(_DIRECTIONS)}"
        self.problem(place, f"{direction!r:.40} is not a direction", hint)

    def _node(self, place: str, node: object) -> None:
        if not isinstance(node, dict):
            self.problem(place, f"{_form_of(node)} stands here", "a node is an object")
        elif self._text(f"{place}.kind", node.get("kind")) and self._identifier(
            f"{place}.identifier", node.get("identifier")
        ):
            if node["kind"] in self.nodes:
                self.nodes[node["kind"]].append(node["identifier"])
            else:
                hint = f"the kinds are {', '.join(self.nodes) or 'none'}"
                self.problem(f"{place}.kind", f"no kind of node is called {node['kind']!r}", hint)

    def _identifier(self, place: str, value: object) -> bool:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return True
        hint = "an identifier is a string or a whole number"
        self.problem(place, f"{_form_of(value)} stands here: {value!r:.40}", hint)
        return False

    def _edge(self, place: str, edge: object) -> None:
        if not isinstance(edge, dict):
            self.problem(place, f"{_form_of(edge)} stands here", "an edge is an object")
            return
        ends = [self._end(f"{place}.{key}", edge.get(key)) for key in ("source_id", "target_id")]
        named = self._text(f"{place}.kind", edge.get("kind"))
        direction = edge.get("direction")
        if direction not in _DIRECTIONS:
            self._direction(f"{place}.direction", direction)
            return
        (source_kind, source), (target_kind, target) = ends
        if not named or not source_kind or not target_kind:
            return
        key = source_kind, target_kind, edge["kind"], direction
        if key not in self.types:
            hint = "list it in metaedge_tuples"
            self.problem(place, f"no type of edge is {list(key)}", hint)
            return
        edge_type, backward = self.types[key]
        self.edges.append((edge_type, target, source) if backward else (edge_type, source, target))

    def _end(self, place: str, value: object) -> tuple[str, Hashable]:
        """Kind and identifier; without a kind when there is something wrong with them."""
        if not isinstance(value, list) or len(value) != _PAIR:
            hint = "a kind and an identifier are needed here"
            self.problem(place, f"{value!r:.60} is not an end of an edge", hint)
        elif self._text(place, value[0]) and self._identifier(place, value[1]):
            return value[0], value[1]
        return "", ""

    def _abbreviations(self, value: object) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            self.problem("kind_to_abbrev", f"{_form_of(value)} stands here", "an object is needed")
            return
        for name, short in value.items():
            self._text(f"kind_to_abbrev.{name}", short)

"""Files of DrugMechDB to records, with every problem of every file at once.

A folder holds one record a file, as the project keeps them, or files with a list of records, as it
publishes them. Where to go instead: `ldn_kg.drugmechdb.checks` finds what is doubtful in records
that can be read.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ldn_kg.drugmechdb.records import DrugPath, Indication, Link, Node
from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.model.corpus import Origin, Placed
from ldn_kg.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

#: A record, and where it stands.
ReadPath = Placed[DrugPath]

_SUFFIXES = {".yaml", ".yml"}
#: So many files that are no records are named.
_SHOWN = 5
#: Which record a part of a file is, by the field that holds it.
_PARTS: dict[str, type[BaseModel]] = {"graph": Indication, "nodes": Node, "links": Link}

#: The whole of DrugMechDB in one file has about 9 MB.
_MAX_BYTES = 50_000_000


def read_records(source: Path) -> tuple[ReadPath, ...]:
    """Reads every record of a folder, or of one file.

    A name that begins with a dot or an underscore is no record: DrugMechDB keeps its own index
    beside the records as ``_index.yaml``.

    Args:
        source: The folder, or a file.

    Returns:
        The records in the order of their names, each with its place.

    Raises:
        InputError: With every problem of every file.

    Example:
        >>> from pathlib import Path
        >>> read_records(Path("/nowhere"))
        Traceback (most recent call last):
        ldn_kg.errors.InputError: /nowhere: no such folder [no-data]; name the folder of the records
    """
    files, problems = _files(source)
    read: list[ReadPath] = []
    for path in files:
        found, wrong = _read_file(path)
        read += found
        problems += wrong
    problems += _twice(read)
    if problems:
        raise InputError(problems)
    return tuple(sorted(read, key=lambda placed: placed.record.id))


def _files(source: Path) -> tuple[list[Path], list[Problem]]:
    if source.is_file():
        return [source], []
    where = Where(str(source))
    if not source.is_dir():
        hint = "name the folder of the records"
        return [], [Problem(where, "no-data", "no such folder", hint)]
    inside = sorted(path for path in source.iterdir() if path.name[0] not in "._")
    files = [path for path in inside if path.suffix in _SUFFIXES and not path.is_dir()]
    others = [path.name for path in inside if path not in files]
    hint = "records are .yaml files beside each other"
    problems = []
    if others:
        # One problem, since a wrong folder has a thousand files.
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        message = f"no reader for {', '.join(others[:_SHOWN])}{more}"
        problems.append(Problem(where, "unknown-file", message, hint))
    if not files:
        problems.append(Problem(where, "no-data", "no record in this folder", hint))
    return files, problems


def _read_file(path: Path) -> tuple[list[ReadPath], list[Problem]]:
    content, lines, problems = read_yaml(path, path.name, _MAX_BYTES)
    if problems:
        return [], problems
    origin = Origin(path.name, lines)
    if isinstance(content, list):
        if not content:
            return [], [Problem(origin.where(), "empty", "the list has no record")]
        parts = [(item, origin.below(index)) for index, item in enumerate(content)]
    else:
        parts = [(content, origin)]
    read = []
    for part, place in parts:
        record, wrong = _record(part, place)
        problems += wrong
        if record is not None:
            read.append(Placed(record, place))
    return read, problems


def _record(content: object, origin: Origin) -> tuple[DrugPath | None, list[Problem]]:
    if not isinstance(content, dict):
        hint = "a record has graph, nodes and links"
        return None, [Problem(origin.where(), "bad-value", "no record", hint)]
    try:
        record = DrugPath.model_validate(content)
    except ValidationError as error:
        return None, [_problem(detail, origin) for detail in error.errors()]
    problems = [*_node_problems(record, origin), *_link_problems(record, origin)]
    return record, problems or list(_way_problems(record, origin))


def _problem(detail: ErrorDetails, origin: Origin) -> Problem:
    steps, kind = detail["loc"], detail["type"]
    where, name = origin.where(*steps), str(steps[-1]) if steps else ""
    if kind == "missing":
        return Problem(where, "missing-field", f"{name!r} is missing", "add it")
    if kind == "extra_forbidden":
        holder = next((_PARTS[step] for step in steps if step in _PARTS), DrugPath)
        known = sorted(field.alias or key for key, field in holder.model_fields.items())
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return Problem(where, "unknown-key", f"unknown key {name!r}", hint)
    value = "" if isinstance(detail["input"], dict | list) else f", not {detail['input']!r}"
    message = detail["msg"].removeprefix("Value error, ")
    return Problem(where, "bad-value", f"{message[:1].lower()}{message[1:]}{value}")


# --- does the record hold together --------------------------------------------------------------


def _node_problems(record: DrugPath, origin: Origin) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for index, node in enumerate(record.nodes):
        first = names.setdefault(node.id, node.name)
        if first != node.name:
            message = f"{node.id} is called {first!r} and {node.name!r}"
            where = origin.where("nodes", index, "id")
            yield Problem(where, "duplicate-id", message, "one identifier, one node")


def _link_problems(record: DrugPath, origin: Origin) -> Iterator[Problem]:
    known = [node.id for node in record.nodes]
    for index, link in enumerate(record.links):
        for end in ("source", "target"):
            identifier = getattr(link, end)
            if identifier not in known:
                near = get_close_matches(identifier, known, 1)
                hint = f"did you mean {near[0]}?" if near else "list it among the nodes"
                where = origin.where("links", index, end)
                yield Problem(where, "dangling-link", f"no node {identifier!r}", hint)


def _way_problems(record: DrugPath, origin: Origin) -> Iterator[Problem]:
    """Is there a way from the drug to the disease along the links?"""
    drug, disease = record.drug_index(), record.disease_index()
    for end, index, ids in (
        ("drug", drug, sorted(record.drug_ids)),
        ("disease", disease, [record.graph.disease_mesh]),
    ):
        if index is None:
            message = f"no node has the {end}'s identifier {' or '.join(ids)}"
            yield Problem(origin.where("graph", end), "no-path", message, "list it among the nodes")
    if drug is None or disease is None:
        return
    start, goal = record.nodes[drug].id, record.nodes[disease].id
    if goal not in _reached(record, start):
        message = f"no way leads from {start} to {goal}"
        yield Problem(origin.where("links"), "no-path", message, "add the missing link")


def _reached(record: DrugPath, start: str) -> set[str]:
    ahead: dict[str, set[str]] = defaultdict(set)
    for link in record.links:
        ahead[link.source].add(link.target)
    reached, border = {start}, {start}
    while border:
        border = {end for node in border for end in ahead[node]} - reached
        reached |= border
    return reached


def _twice(read: Iterable[ReadPath]) -> Iterator[Problem]:
    seen: dict[str, ReadPath] = {}
    for placed in read:
        first = seen.setdefault(placed.record.id, placed)
        if first is not placed:
            there = first.origin.where()
            message = f"{placed.record.id!r} is already defined at {there.file}:{there.line}"
            where = placed.origin.where("graph", "_id")
            yield Problem(where, "duplicate-id", message, "keep one")

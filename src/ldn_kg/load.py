"""Reads the curated files into records, and says of each bad value where it stands.

Every scalar of a YAML file is text until a record says what it is, so that ``printed: NA``,
``printed: 1`` and ``value: 0.10`` mean what they look like. Where to go instead: `ldn_kg.yaml_text`
reads YAML; rules that need more than one record are in `ldn_kg.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from ldn_kg.errors import DataError, Problem, Where
from ldn_kg.model.claim import ClaimFile
from ldn_kg.model.corpus import Corpus, Origin, Placed
from ldn_kg.model.entity import Entity, NameFile
from ldn_kg.model.publication import PublicationFile, SourceFile
from ldn_kg.model.review import RemarkFile, SearchFile, StatementFile
from ldn_kg.model.study import Study
from ldn_kg.yaml_text import read_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as FilePath

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from ldn_kg.model.publication import Source

R = TypeVar("R", bound="BaseModel")

#: Columns of every table in ``data/entities/``; a list in a cell is separated by ``|``.
ENTITY_COLUMNS = (
    "key", "label", "class", "synonyms", "definition", "broader", "part_of", "measures", "better",
    "units",
)  # fmt: skip
_LIST_COLUMNS = {"class", "synonyms", "broader", "part_of", "measures", "units"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the files of one kind are read.

    Args:
        pattern: Files below the data folder.
        model: Record of a whole file.
        field: Field that holds the records; empty when the file is the record.
        store: Attribute of the corpus that receives them.
    """

    pattern: str
    model: type[BaseModel]
    field: str
    store: str


_KINDS = (
    _Kind("sources.yaml", SourceFile, "sources", "sources"),
    _Kind("publications.yaml", PublicationFile, "publications", "publications"),
    _Kind("studies/*.yaml", Study, "", "studies"),
    _Kind("claims/*.yaml", ClaimFile, "claims", "claims"),
    _Kind("review/names.yaml", NameFile, "names", "names"),
    _Kind("review/search.yaml", SearchFile, "searches", "searches"),
    _Kind("review/remarks.yaml", RemarkFile, "remarks", "remarks"),
    _Kind("review/statements.yaml", StatementFile, "statements", "statements"),
)


def load(data: FilePath) -> Corpus:
    """Reads a data folder.

    Args:
        data: The folder that holds ``sources.yaml``, ``entities/``, ``studies/`` and the others.

    Returns:
        Every record, each with its place.

    Raises:
        DataError: With every problem of every file.
    """
    corpus = Corpus()
    problems: list[Problem] = []
    if not data.is_dir():
        raise DataError([Problem(Where(str(data)), "no-data", "no such folder", "give --data DIR")])
    problems += _unknown_files(data)
    for path in sorted((data / "entities").glob("*.tsv")):
        problems += _load_table(corpus, path, _name(data, path))
    for kind in _KINDS:
        for path in sorted(data.glob(kind.pattern)):
            problems += _load_kind(corpus, kind, path, _name(data, path))
    if not problems and not corpus.entities:
        hint = "give a folder like the project's data folder"
        problems.append(Problem(Where(str(data)), "no-data", "no table in entities/", hint))
    if problems:
        raise DataError(problems)
    return corpus


def load_sources(data: FilePath) -> list[Source]:
    """Only the texts that locators point into, for work on files that do not load yet.

    Raises:
        DataError: With every problem of ``sources.yaml``.
    """
    corpus, path = Corpus(), data / "sources.yaml"
    problems = _load_kind(corpus, _KINDS[0], path, _name(data, path))
    if problems:
        raise DataError(problems)
    return [placed.record for placed in corpus.sources.values()]


def _name(data: FilePath, path: FilePath) -> str:
    return (path.relative_to(data.parent)).as_posix()


def _unknown_files(data: FilePath) -> Iterable[Problem]:
    """A file that no reader knows is a typing error that would otherwise be silently skipped."""
    known = {path for kind in _KINDS for path in data.glob(kind.pattern)}
    known |= set((data / "entities").glob("*.tsv"))
    for path in sorted(data.rglob("*.yaml")) + sorted(data.rglob("*.yml")):
        if path not in known:
            patterns = ", ".join(kind.pattern for kind in _KINDS)
            yield Problem(
                Where(_name(data, path)), "unknown-file", "no reader for this file",
                f"files are {patterns}",
            )  # fmt: skip


# --- tables ---------------------------------------------------------------------------------


def _load_table(corpus: Corpus, path: FilePath, name: str) -> list[Problem]:
    text, problems = read_text(path, name)
    if problems:
        return problems
    rows = iter([line.removesuffix("\r").split("\t") for line in text.rstrip("\r\n").split("\n")])
    header = tuple(next(rows, ()))
    if header != ENTITY_COLUMNS:
        message = f"columns are {', '.join(header) or 'missing'}"
        return [
            Problem(Where(name, 1), "columns", message, f"expected {', '.join(ENTITY_COLUMNS)}")
        ]
    for line, row in enumerate(rows, 2):
        problems += _load_row(corpus, Origin(name, {(): line}), row)
    return problems


def _load_row(corpus: Corpus, origin: Origin, row: list[str]) -> list[Problem]:
    if len(row) != len(ENTITY_COLUMNS):
        message = f"{len(row)} cells"
        return [Problem(origin.where(), "columns", message, f"expected {len(ENTITY_COLUMNS)}")]
    cells: dict[str, Any] = {
        column: [part.strip() for part in cell.split("|")] if column in _LIST_COLUMNS else cell
        for column, cell in zip(ENTITY_COLUMNS, row, strict=True)
        if cell.strip()
    }
    if "class" in cells:
        cells["classes"] = cells.pop("class")
    entity, problems = _validate(Entity, cells, origin)
    if entity is not None:
        problems += _add(corpus.entities, entity.key, Placed(entity, origin))
    return problems


# --- YAML -----------------------------------------------------------------------------------


def _load_kind(corpus: Corpus, kind: _Kind, path: FilePath, name: str) -> list[Problem]:
    content, lines, problems = read_yaml(path, name)
    if problems:
        return problems
    origin = Origin(name, lines)
    file, problems = _validate(kind.model, content, origin)
    if file is None:
        return problems
    store: dict[str, Placed[Any]] = getattr(corpus, kind.store)
    if not kind.field:
        return problems + _add(store, file.id, Placed(file, origin))  # type: ignore[attr-defined]
    shared = {name: getattr(file, name, "") for name in ("layer", "source", "topic")}
    for index, record in enumerate(getattr(file, kind.field)):
        place = Origin(name, lines, (kind.field, index))
        problems += _add(store, record.id, Placed(record, place, **shared))
    return problems


def _add(store: dict[str, Placed[R]], key: str, placed: Placed[R]) -> list[Problem]:
    if key in store:
        first = store[key].origin.where()
        message = f"{key!r} is already defined at {first.file}:{first.line}"
        return [Problem(placed.origin.where("id"), "duplicate-id", message, "give it another name")]
    store[key] = placed
    return []


# --- from pydantic's errors to problems -----------------------------------------------------


def _validate(model: type[R], content: object, origin: Origin) -> tuple[R | None, list[Problem]]:
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        details = error.errors()
        return None, [
            _problem(model, detail, origin) for detail in details if not _is_echo(detail, details)
        ]


def _is_echo(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list is called too short when its only item is bad; the item says it better."""
    steps = detail["loc"]
    inside = (other["loc"] for other in details if other is not detail)
    return detail["type"] == "too_short" and any(loc[: len(steps)] == steps for loc in inside)


def _problem(model: type[BaseModel], detail: ErrorDetails, origin: Origin) -> Problem:
    steps, kind = detail["loc"], detail["type"]
    where = origin.where(*steps)
    if kind == "extra_forbidden":
        known = sorted(_model_at(model, steps[:-1]).model_fields)
        near = get_close_matches(str(steps[-1]), known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return Problem(where, "unknown-key", f"unknown key {steps[-1]!r}", hint)
    if kind == "missing":
        rule = "missing-locator" if steps[-1] == "at" else "missing-field"
        hint = "every fact needs a locator" if rule == "missing-locator" else "add it"
        return Problem(where, rule, f"{steps[-1]!r} is missing", hint)
    if kind == "too_short" and steps[-1] == "at":
        return Problem(where, "missing-locator", "no locator", "every fact needs a locator")
    value = "" if isinstance(detail["input"], dict | list) else f", not {detail['input']!r}"
    return Problem(where, "bad-value", f"{detail['msg'].lower()}{value}", "see data/README.md")


def _model_at(model: type[BaseModel], steps: Iterable[str | int]) -> type[BaseModel]:
    """The record class that a path leads to, so that near matches are the right ones."""
    for step in steps:
        if isinstance(step, int) or step not in model.model_fields:
            continue
        model = next(iter(_models_in(model.model_fields[step].annotation)), model)
    return model


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def schemas() -> Mapping[str, dict[str, Any]]:
    """JSON Schema of every YAML kind, for editors.

    Returns:
        Schema by file pattern.

    Example:
        >>> sorted(schemas())[0]
        'claims/*.yaml'
    """
    return {kind.pattern: kind.model.model_json_schema() for kind in _KINDS}

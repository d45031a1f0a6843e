"""Sets of mappings that others publish in SSSOM/TSV, read as a source to compare with.

Leniently, as the format is written in the wild: without a head, with columns of their own, without
justifications. `ldn_kg.mappings` reads tables of our own, and is strict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from ldn_kg.mappings import BUILT_IN, COLUMNS, Mapping, MappingSet
from ldn_kg.prefixes import THING_KINDS
from ldn_kg.vocabularies.cells import read_cells
from ldn_kg.vocabularies.contents import Contents, version_in
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.terms import Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.vocabularies.cells import Cells
    from ldn_kg.vocabularies.places import FileText

_NEEDED = ("subject_id", "predicate_id", "object_id")
_OWN_FIELDS = {*_NEEDED, "mapping_justification", "subject_label", "object_label"}


def read_sssom(file: FileText) -> Contents:
    """The rows of a set of mappings, and the terms of others that they name.

    Args:
        file: The table.

    Returns:
        What is in it; with problems where columns or identifiers are missing.
    """
    contents = Contents()
    cells = read_cells(file, contents.problems)
    metadata = _metadata(file, cells, contents)
    missing = [column for column in _NEEDED if column not in cells.columns]
    for column in missing:
        hint = "a set of mappings names its columns in the first line after its head"
        problem = file.problem(cells.line, "columns", f"no column {column!r}", hint)
        contents.problems.append(problem)
    if missing:
        return contents
    rows = tuple(_mappings(file, cells, metadata, contents))
    declared = metadata.get("curie_map")
    prefixes = {**BUILT_IN, **(declared if isinstance(declared, dict) else {})}
    contents.mappings = MappingSet(metadata, prefixes, rows)
    contents.terms = list(_terms(rows).values())
    contents.own = contents.iri = _text(metadata, "mapping_set_id")
    contents.version = version_in(_text(metadata, "mapping_set_version"))
    contents.licence = _text(metadata, "license")
    return contents


def _text(metadata: dict[str, Any], slot: str) -> str:
    value = metadata.get(slot)
    return value if isinstance(value, str) else ""


def _metadata(file: FileText, cells: Cells, contents: Contents) -> dict[str, Any]:
    try:
        content = yaml.load("\n".join(cells.head), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = file.problem(line, "syntax", "the head is not YAML", "mend it, or take it out")
        contents.problems.append(problem)
        return {}
    return content if isinstance(content, dict) else {}


def _mappings(
    file: FileText, cells: Cells, metadata: dict[str, Any], contents: Contents
) -> Iterator[Mapping]:
    for row, line in cells.rows:
        slots = dict(zip(cells.columns, row, strict=True))
        ends = {}
        for end in ("subject", "object"):
            source = slots.get(f"{end}_source") or _text(metadata, f"{end}_source")
            ends[end] = _identifier(slots[f"{end}_id"].strip(), source)
            if not ends[end]:
                where = f"{end}_id"
                hint = f"write prefix:local, or name the prefix as {end}_source"
                message = f"no identifier in {where}: {slots[where]!r}"
                contents.problems.append(file.problem(line, "bad-value", message, hint))
        other = {
            slot: slots[slot] for slot in COLUMNS if slots.get(slot) and slot not in _OWN_FIELDS
        }
        yield Mapping(
            subject_id=ends["subject"],
            predicate_id=curie(slots["predicate_id"]),
            object_id=ends["object"],
            mapping_justification=slots.get("mapping_justification", ""),
            negated=slots.get("predicate_modifier") == "Not",
            subject_label=slots.get("subject_label", ""),
            object_label=slots.get("object_label", ""),
            line=line,
            other=other,
        )


def _identifier(identifier: str, source: str) -> str:
    if ":" in identifier or not identifier:
        return curie(identifier)
    # Bare codes, of LOINC say, belong to the source that the row or the head names.
    prefix = source.rpartition(":")[2] if "//" not in source else ""
    return curie(f"{prefix}:{identifier}") if prefix else ""


def _terms(rows: tuple[Mapping, ...]) -> dict[str, Term]:
    """The terms that rows name, with the first label of each; our own things are none of them."""
    labels: dict[str, dict[str, int]] = {}
    for row in rows:
        for identifier, label in (
            (row.subject_id, row.subject_label),
            (row.object_id, row.object_label),
        ):
            if identifier.partition(":")[0] not in THING_KINDS:
                found = labels.setdefault(identifier, {})
                if label:
                    found.setdefault(label, row.line)
    return {
        identifier: Term(
            identifier,
            next(iter(found), ""),
            tuple(Synonym(label) for label in list(found)[1:]),
        )
        for identifier, found in labels.items()
    }

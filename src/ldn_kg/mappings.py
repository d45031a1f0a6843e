"""Reads mapping tables in SSSOM/TSV: what our entities are called elsewhere, and what they are not.

The format is that of https://mapping-commons.github.io/sssom/spec-formats-tsv/. A table of ours is
held to more than a reader of the format must hold it to: a column that the format does not know is
an error here, not skipped, and so is a pair that is said both to match and not to match.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import yaml

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.yaml_text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Prefixes that the format itself declares (SSSOM, "IRI prefixes"); they may stay undeclared.
BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Slots of a mapping, in the order of the format.
COLUMNS = (
    "record_id", "subject_id", "subject_label", "subject_category", "predicate_id",
    "predicate_label", "predicate_modifier", "object_id", "object_label", "object_category",
    "mapping_justification", "author_id", "author_label", "reviewer_id", "reviewer_label",
    "creator_id", "creator_label", "license", "subject_type", "subject_source",
    "subject_source_version", "object_type", "object_source", "object_source_version",
    "predicate_type", "mapping_provider", "mapping_source", "mapping_cardinality",
    "cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date",
    "publication_date", "review_date", "confidence", "reviewer_agreement", "curation_rule",
    "curation_rule_text", "subject_match_field", "object_match_field", "match_string",
    "subject_preprocessing", "object_preprocessing", "similarity_score", "similarity_measure",
    "see_also", "issue_tracker_item", "other", "comment",
)  # fmt: skip
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_REQUIRED_OF_SET = ("mapping_set_id", "license")
_OF_SET = {
    "sssom_version", "curie_map", "mapping_set_id", "mapping_set_version", "mapping_set_source",
    "mapping_set_title", "mapping_set_description", "mapping_set_confidence", "creator_id",
    "creator_label", "license", "subject_type", "subject_source", "subject_source_version",
    "object_type", "object_source", "object_source_version", "predicate_type", "mapping_provider",
    "cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date",
    "publication_date", "subject_match_field", "object_match_field", "subject_preprocessing",
    "object_preprocessing", "similarity_measure", "curation_rule", "curation_rule_text", "see_also",
    "issue_tracker", "other", "comment", "extension_definitions",
}  # fmt: skip
_CURIES = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_NOT = "Not"
#: Rules about rows that can be read all the same.
_FINDINGS = {"duplicate-row", "unknown-prefix"}
#: Where a data folder keeps its tables.
FOLDER = "mappings"
#: What stands in place of a term where a vocabulary has none (SSSOM, NoTermFound).
NO_TERM = "sssom:NoTermFound"


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row: how one of our things stands to one thing of another vocabulary.

    Args:
        subject_id: Ours, as a CURIE.
        predicate_id: The relation, such as ``skos:exactMatch``; ``skos:broadMatch`` says that
            the object is the broader one.
        object_id: Theirs, as a CURIE.
        mapping_justification: How the mapping came about, a term of SEMAPV.
        negated: Whether the row says that the relation does *not* hold.
        subject_label: Our label.
        object_label: Their label.
        line: Line of the row.
        other: Every other slot of the row that has a value.
    """

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    negated: bool = False
    subject_label: str = ""
    object_label: str = ""
    line: int = 0
    other: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A whole table.

    Args:
        metadata: The slots of its head.
        prefixes: Its prefixes, with those that the format declares.
        mappings: Its rows.

    Example:
        >>> row = Mapping("entity:tlr4", "skos:exactMatch", "UniProt:O00206", "semapv:X")
        >>> [row.object_id for row in MappingSet({}, {}, (row,)).of("entity:tlr4")]
        ['UniProt:O00206']
    """

    metadata: dict[str, Any]
    prefixes: dict[str, str]
    mappings: tuple[Mapping, ...]

    def of(self, subject_id: str) -> Iterator[Mapping]:
        """The rows of one subject that say that something holds."""
        return (row for row in self.holding() if row.subject_id == subject_id)

    def holding(self) -> Iterator[Mapping]:
        """The rows that relate something to a term: neither negated nor without a term."""
        return (row for row in self.mappings if not row.negated and row.object_id != NO_TERM)


def read_mappings(path: Path, name: str = "", *, strict: bool = True) -> MappingSet:
    r"""Reads one table.

    Args:
        path: The file.
        name: How problems should call it; its own name where none is given.
        strict: Whether to stop at what `ldn_kg.link.verifying` reports: a prefix, a pair twice.

    Raises:
        InputError: With every problem.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> head = "#license: https://example.org/free\n#mapping_set_id: https://example.org/m\n"
        >>> head += "#curie_map:\n#  a: https://example.org/a/\n"
        >>> slots = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        >>> row = "a:1\tskos:exactMatch\ta:2\tsemapv:ManualMappingCuration\n"
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "m.sssom.tsv")
        ...     size = path.write_text(head + slots + row, encoding="utf-8")
        ...     read_mappings(path).mappings[0].object_id
        'a:2'
    """
    name = name or path.name
    text, problems = read_text(path, name)
    if problems:
        raise InputError(problems)
    if text.startswith("\ufeff"):
        message = "the file begins with a byte order mark"
        raise InputError([Problem(Where(name, 1), "encoding", message, "save it without one")])
    lines = text.split("\n")
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    metadata = _metadata(head, name, problems)
    prefixes = {**BUILT_IN, **_prefixes(metadata, name, problems)}
    rows = list(_rows("\n".join(lines[len(head) :]), len(head), name, problems))
    if metadata:  # without a head, every prefix would be unknown
        wrong = _wrong_rows(rows, prefixes, name)
        problems += [one for one in wrong if strict or one.rule not in _FINDINGS]
    if problems:
        raise InputError(problems)
    return MappingSet(metadata, prefixes, tuple(rows))


def read_tables(data: Path) -> dict[str, MappingSet]:
    """Every table of a data folder, by the name that problems call its file.

    Args:
        data: The folder above ``mappings/``.

    Raises:
        InputError: With every problem of every table.

    Example:
        >>> from ldn_kg.resources import home
        >>> sorted(read_tables(home().data))
        ['data/mappings/entities.sssom.tsv']
    """
    tables: dict[str, MappingSet] = {}
    problems: list[Problem] = []
    for path in sorted((data / FOLDER).glob("*.sssom.tsv")):
        name = path.relative_to(data.parent).as_posix()
        try:
            tables[name] = read_mappings(path, name)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tables


# --- the head ------------------------------------------------------------------------------------


def _metadata(head: list[str], name: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        content = yaml.load("\n".join(line[1:] for line in head), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        problems.append(Problem(Where(name, line), "syntax", "the head is not YAML"))
        return {}
    if not isinstance(content, dict):
        message = "the table has no head"
        hint = f"begin with #{_REQUIRED_OF_SET[0]}: …"
        problems.append(Problem(Where(name, 1), "missing-field", message, hint))
        return {}
    lines = {line[1:].split(":", 1)[0].strip(): number for number, line in enumerate(head, 1)}
    for key in sorted(set(content) - _OF_SET):
        near = get_close_matches(key, _OF_SET, 1)
        hint = f"did you mean {near[0]!r}?" if near else "see the SSSOM format"
        where = Where(name, lines.get(key, 0), key)
        problems.append(Problem(where, "unknown-key", f"unknown slot {key!r}", hint))
    missing = [key for key in _REQUIRED_OF_SET if not content.get(key)]
    problems += [
        Problem(Where(name, 1), "missing-field", f"{key!r} is missing", "add it") for key in missing
    ]
    return content


def _prefixes(metadata: dict[str, Any], name: str, problems: list[Problem]) -> dict[str, str]:
    declared = metadata.get("curie_map") or {}
    if not isinstance(declared, dict):
        message = "curie_map is no list of prefixes"
        problems.append(Problem(Where(name, 1, "curie_map"), "bad-value", message))
        return {}
    for prefix, uri in declared.items():
        if not isinstance(uri, str) or BUILT_IN.get(prefix, uri) != uri:
            message = f"{prefix!r} stands for {BUILT_IN.get(prefix, 'one address')} in every table"
            problems.append(Problem(Where(name, 1, "curie_map"), "bad-value", message))
    return declared


# --- the rows ------------------------------------------------------------------------------------


def _rows(body: str, above: int, name: str, problems: list[Problem]) -> Iterator[Mapping]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter="\t", strict=True)
    try:
        header = next(reader, [])
        wrong = list(_wrong_columns(header, Where(name, above + 1)))
        problems += wrong
        if wrong:
            return
        for cells in reader:
            where = Where(name, above + reader.line_num)
            if len(cells) != len(header):
                message = f"{len(cells)} cells"
                problems.append(Problem(where, "columns", message, f"expected {len(header)}"))
                continue
            yield _mapping(dict(zip(header, cells, strict=True)), where.line)
    except csv.Error as error:
        where = Where(name, above + reader.line_num)
        problems.append(Problem(where, "syntax", f"not a table: {error}", "mend the quotes"))


def _wrong_columns(header: list[str], where: Where) -> Iterator[Problem]:
    for column in sorted(set(header) - set(COLUMNS)):
        near = get_close_matches(column, COLUMNS, 1)
        hint = f"did you mean {near[0]!r}?" if near else "see the SSSOM format"
        yield Problem(where, "columns", f"unknown column {column!r}", hint)
    for column, count in Counter(header).items():
        if count > 1:
            yield Problem(where, "columns", f"{column!r} stands {count} times", "keep one")
    for column in _REQUIRED:
        if column not in header:
            yield Problem(where, "columns", f"no column {column!r}", "add it")


def _mapping(cells: dict[str, str], line: int) -> Mapping:
    own = {*_REQUIRED, "subject_label", "object_label"}
    return Mapping(
        **{slot: cells.get(slot, "") for slot in own},
        negated=cells.get("predicate_modifier") == _NOT,
        line=line,
        other={slot: value for slot, value in cells.items() if slot not in own and value},
    )


def _wrong_rows(rows: list[Mapping], prefixes: dict[str, str], name: str) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Mapping] = {}
    for row in rows:
        where = Where(name, row.line)
        yield from _wrong_values(row, prefixes, where)
        searched = row.other.get("object_source", "") if row.object_id == NO_TERM else ""
        key = (row.subject_id, row.predicate_id, row.object_id, searched)
        first = seen.setdefault(key, row)
        if first is not row:
            says = "says the same" if first.negated == row.negated else "says the opposite"
            message = f"line {first.line} {says} of {row.subject_id} and {row.object_id}"
            yield Problem(where, "duplicate-row", message, "keep one")


def _wrong_values(row: Mapping, prefixes: dict[str, str], where: Where) -> Iterator[Problem]:
    for slot in _CURIES:
        value: str = getattr(row, slot)
        place = Where(where.file, where.line, slot)
        prefix, sign, local = value.partition(":")
        if not value:
            yield Problem(place, "missing-field", f"{slot!r} is empty", "fill it in")
        elif not sign or not local or local.startswith("//"):
            yield Problem(place, "bad-value", f"{value!r} is no CURIE", "write prefix:local")
        elif prefix not in prefixes:
            near = get_close_matches(prefix, prefixes, 1)
            hint = f"did you mean {near[0]!r}?" if near else "declare it in curie_map"
            yield Problem(place, "unknown-prefix", f"no prefix {prefix!r}", hint)
    modifier = row.other.get("predicate_modifier", _NOT)
    if modifier != _NOT:
        place = Where(where.file, where.line, "predicate_modifier")
        yield Problem(place, "bad-value", f"{modifier!r}", f"leave it empty or write {_NOT}")

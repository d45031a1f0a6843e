"""Terms of a table in TSV or CSV with a line of columns: at least an identifier and a label.

Known columns are listed in `COLUMNS`, others are left alone. Lists are parted by ``|``, lists of
identifiers by blanks too. A term may have several rows, one for each of its parents, say. Above the
columns there may be remarks, each a line such as ``#version: 2024``: ``ontology`` (its address),
``version``, ``license`` (its address), ``prefix`` (of identifiers without one) and ``complete``
(``yes`` or ``no``). Where to go instead: `ldn_kg.vocabularies.sssom_terms` reads mappings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_kg.vocabularies.cells import Cells, read_cells
from ldn_kg.vocabularies.contents import Contents
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.terms import Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.errors import Problem
    from ldn_kg.vocabularies.places import FileText

#: What columns hold, by their names in small letters. Besides plain names these are the names in
#: downloads of the HUGO Gene Nomenclature Committee, and in lists of UniProt and NCIt.
COLUMNS = {
    "id": "id", "curie": "id", "hgnc id": "id", "accession": "id",
    "label": "label", "name": "label", "preferred_term": "label", "entry_name": "label",
    "approved symbol": "label",
    "synonyms": "synonyms", "synonym": "synonyms", "submission_value_and_synonyms": "synonyms",
    "approved name": "full name", "alias symbols": "symbols", "previous symbols": "symbols",
    "deprecated": "obsolete", "obsolete": "obsolete", "is_obsolete": "obsolete",
    "status": "obsolete", "replaced_by": "replaced_by", "consider": "consider",
    "alt_ids": "alternates", "alt_id": "alternates", "parents": "parents", "is_a": "parents",
    "xrefs": "xrefs", "xref": "xrefs", "uniprot id(supplied by uniprot)": "proteins",
    "namespace": "namespace",
}  # fmt: skip
#: Fields that one column gives.
_SINGLE = ("id", "label", "obsolete", "full name", "namespace")
#: The prefix that goes without saying under a name of the column of identifiers.
_IMPLIED = {"accession": "UniProt"}
_YES = {"true", "1", "yes", "obsolete", "deprecated", "entry withdrawn", "symbol withdrawn"}
_NO = {"false", "0", "no", "", "approved"}
_LIST = re.compile(r"[|\s]+")
_NAMES = re.compile(r"\s*\|\s*")
_COMMAS = re.compile(r",\s*")
#: The name of a withdrawn symbol says which entry took its place.
_SEE = re.compile(r"\bsee \[?(HGNC:\d+)")


def read_term_table(file: FileText) -> Contents:
    """Terms of a table.

    Args:
        file: The table.

    Returns:
        What is in it; with problems where columns are missing or rows are damaged.
    """
    contents = Contents()
    cells = read_cells(file, contents.problems)
    remarks = _remarks(cells.head)
    contents.own = contents.iri = remarks.get("ontology", "")
    contents.version = remarks.get("version", "")
    contents.licence = remarks.get("license", "")
    contents.whole = {"yes": True, "no": False}.get(remarks.get("complete", ""))
    known = [COLUMNS.get(column.strip().lower(), "") for column in cells.columns]
    wrong = list(_wrong_columns(file, cells, known))
    contents.problems += wrong
    if wrong:
        return contents
    named = cells.columns[known.index("id")].strip().lower()
    prefix = remarks.get("prefix") or _IMPLIED.get(named, "")
    terms: dict[str, Term] = {}
    seen: set[tuple[str, ...]] = set()
    again: list[Term] = []
    for row, line in cells.rows:
        read = _Row(row, known, prefix)
        term = read.term(line)
        contents.problems += read.problems(file, line)
        first = terms.setdefault(term.id, term)
        if first is not term and (first.label != term.label or tuple(row) in seen):
            again.append(term)
        elif first is not term:
            terms[term.id] = _merged(first, term)
        seen.add(tuple(row))
    contents.terms = [term for term in (*terms.values(), *again) if term.id]
    return contents


def _remarks(head: list[str]) -> dict[str, str]:
    parts = (line.partition(":") for line in head)
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def _wrong_columns(file: FileText, cells: Cells, known: list[str]) -> Iterator[Problem]:
    missing = [field for field in ("id", "label") if field not in known]
    if missing:
        message = (
            f"no column {' and no column '.join(missing)} in {', '.join(cells.columns)[:60]!r}"
        )
        hint = "the first line names the columns, among them id and label"
        yield file.problem(cells.line, "columns", message, hint)
    for field in _SINGLE:
        if known.count(field) > 1:
            columns = zip(cells.columns, known, strict=True)
            names = " and ".join(repr(column) for column, what in columns if what == field)
            yield file.problem(cells.line, "columns", f"{names} say the same", "keep one")


def _merged(first: Term, more: Term) -> Term:
    """Two rows of one term as one."""

    def both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*one, *other)))

    return replace(
        first,
        synonyms=tuple(dict.fromkeys((*first.synonyms, *more.synonyms))),
        obsolete=first.obsolete or more.obsolete,
        replaced_by=both(first.replaced_by, more.replaced_by),
        consider=both(first.consider, more.consider),
        alternates=both(first.alternates, more.alternates),
        parents=both(first.parents, more.parents),
        xrefs=both(first.xrefs, more.xrefs),
    )


class _Row:
    """A row by the fields of its columns."""

    def __init__(self, row: list[str], fields: list[str], prefix: str) -> None:
        self._prefix = prefix
        self._said: dict[str, list[str]] = {}
        for field, cell in zip(fields, row, strict=True):
            if field and (text := cell.strip()):
                self._said.setdefault(field, []).append(text)

    def term(self, line: int) -> Term:
        """The term of the row; its id is empty where the row has none that will do."""
        obsolete = self._text("obsolete").lower() in _YES
        full_name = self._text("full name")
        identifier = self._text("id")
        return Term(
            id="" if " " in identifier else self._curie(identifier),
            label=self._text("label"),
            synonyms=tuple(self._synonyms("" if obsolete else full_name)),
            obsolete=obsolete,
            replaced_by=(*self._curies("replaced_by"), *_SEE.findall(full_name)),
            consider=self._curies("consider"),
            alternates=self._curies("alternates"),
            parents=self._curies("parents"),
            xrefs=tuple(self._xrefs()),
            namespace=self._text("namespace"),
            line=line,
        )

    def problems(self, file: FileText, line: int) -> Iterator[Problem]:
        """What is wrong with it."""
        identifier, obsolete = self._text("id"), self._text("obsolete")
        if " " in identifier or not self._curie(identifier):
            hint = "write prefix:local, or name the prefix above the columns, as #prefix: MESH"
            yield file.problem(line, "bad-value", f"no identifier: {identifier!r}", hint)
        if obsolete.lower() not in _YES | _NO:
            hint = "write true or false"
            yield file.problem(line, "bad-value", f"obsolete or not? {obsolete!r}", hint)

    def _text(self, field: str) -> str:
        return " ".join(self._said.get(field, ()))

    def _parts(self, field: str, between: re.Pattern[str]) -> Iterator[str]:
        return (part for text in self._said.get(field, ()) for part in between.split(text) if part)

    def _curie(self, identifier: str) -> str:
        if ":" in identifier:
            return curie(identifier)
        return curie(f"{self._prefix}:{identifier}") if self._prefix and identifier else ""

    def _curies(self, field: str) -> tuple[str, ...]:
        if field not in self._said:
            return ()
        return tuple(filter(None, map(self._curie, self._parts(field, _LIST))))

    def _synonyms(self, full_name: str) -> Iterator[Synonym]:
        if full_name:
            yield Synonym(full_name, "exact")
        for field, between in (("synonyms", _NAMES), ("symbols", _COMMAS)):
            for text in self._parts(field, between):
                yield Synonym(text)

    def _xrefs(self) -> Iterator[str]:
        yield from map(curie, self._parts("xrefs", _LIST))
        yield from (f"UniProt:{one}" for one in self._parts("proteins", _COMMAS))

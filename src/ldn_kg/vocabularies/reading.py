"""Files of other people's vocabularies to one form, with every problem of a file at once.

OBO flat files, OWL and SKOS in RDF/XML or Turtle, OBO Graphs in JSON, SSSOM/TSV, and tables of
terms; each may be compressed by gzip. Where to go instead: `ldn_kg.vocabularies.formats` tells them
apart, and each has a reader of its own; `ldn_kg.vocabularies.shipped` has vocabularies without a
file.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError, Problem
from ldn_kg.vocabularies.contents import Contents, complete_for, dangling
from ldn_kg.vocabularies.cycles import cycles
from ldn_kg.vocabularies.formats import format_of
from ldn_kg.vocabularies.places import open_text
from ldn_kg.vocabularies.terms import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.formats import Format
    from ldn_kg.vocabularies.places import FileText
    from ldn_kg.vocabularies.terms import Term

#: So many problems of a file are named, for a file that is damaged all over has as many as lines.
_SHOWN = 50


def read_vocabulary(path: Path) -> Vocabulary:
    r"""Reads a vocabulary.

    Args:
        path: The file.

    Returns:
        Its terms and what it says of itself. A set of mappings is a vocabulary of the terms that
        it names, complete for none.

    Raises:
        InputError: With every problem, each with its line.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> text = "ontology: x\n\n[Term]\nid: X:1\nname: a\n\n[Term]\nid: X:2\nis_a: X:1 ! a\n"
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "x.obo")
        ...     size = path.write_text(text, encoding="utf-8")
        ...     found = read_vocabulary(path)
        >>> found.terms["X:2"].parents, found.terms["X:2"].line, sorted(found.complete)
        (('X:1',), 7, ['X'])
    """
    return read_source(path)[0]


def read_source(path: Path) -> tuple[Vocabulary, MappingSet | None]:
    """Reads a vocabulary, and its rows where it is a set of mappings.

    Args:
        path: The file.

    Returns:
        The vocabulary, and the set of mappings if it is one.

    Raises:
        InputError: With every problem, each with its line.
    """
    file = open_text(path)
    contents = _reader(format_of(file))(file)
    complete = complete_for(contents, path.name)
    # What is damaged may lack terms, so nothing is said of how they hang together.
    problems = _shown(file, contents.problems) or _shown(file, _loose(file, contents, complete))
    if problems:
        raise InputError(problems)
    vocabulary = Vocabulary(
        name=path.name,
        version=contents.version,
        terms={term.id: term for term in contents.terms},
        complete=complete,
        licence=contents.licence,
        iri=contents.iri,
        labels=contents.labels,
        digest=file.digest,
        others={term.id: term for term in contents.others},
    )
    return vocabulary, contents.mappings


def _reader(form: Format) -> Callable[[FileText], Contents]:
    from functools import partial

    from ldn_kg.vocabularies.obo import read_obo
    from ldn_kg.vocabularies.obograph import read_obograph
    from ldn_kg.vocabularies.owl import read_owl
    from ldn_kg.vocabularies.sssom_terms import read_sssom
    from ldn_kg.vocabularies.term_table import read_term_table

    readers: dict[Format, Callable[[FileText], Contents]] = {
        "obo": read_obo,
        "rdfxml": partial(read_owl, xml=True),
        "turtle": partial(read_owl, xml=False),
        "obograph": read_obograph,
        "sssom": read_sssom,
        "table": read_term_table,
    }
    return readers[form]


def _shown(file: FileText, problems: Iterable[Problem]) -> list[Problem]:
    shown = list(islice(problems, _SHOWN + 1))
    if len(shown) > _SHOWN:
        message = f"more than {_SHOWN} problems; these are the first"
        shown[-1] = file.problem(0, "more", message, "mend them and read the file again")
    return shown


# --- does it hang together? ----------------------------------------------------------------------


def _loose(file: FileText, contents: Contents, complete: frozenset[str]) -> Iterator[Problem]:
    yield from _twice(file, contents)
    yield from _circular(file, contents)
    yield from _dangling(file, contents, complete)
    if not contents.terms and not contents.others:
        yield file.problem(0, "empty", "no term is in this file", "name a file with terms in it")


def _twice(file: FileText, contents: Contents) -> Iterator[Problem]:
    for terms in (contents.terms, contents.others):
        seen: dict[str, list[Term]] = {}
        for term in terms:
            seen.setdefault(term.id, []).append(term)
        for curie, found in seen.items():
            if len(found) > 1:
                lines = [term.line for term in found]
                yield from _repeated(file, curie, lines if all(lines) else file.declared(curie))


def _repeated(file: FileText, curie: str, lines: Sequence[int]) -> Iterator[Problem]:
    for line in lines[1:] or lines:
        message = f"{curie} is already defined on line {lines[0]}"
        yield file.problem(line, "duplicate-id", message, "keep one")


def _circular(file: FileText, contents: Contents) -> Iterator[Problem]:
    terms = {term.id: term for term in contents.terms}
    # Of a term that stands twice, which is a problem of its own, all parents count.
    parents: dict[str, tuple[str, ...]] = {}
    for term in contents.terms:
        parents[term.id] = (*parents.get(term.id, ()), *term.parents)
    for way in cycles(parents):
        start = way.index(min(way))
        ring = (*way[start:], *way[: start + 1])
        line = terms[ring[0]].line or file.declared(ring[0])[0]
        message = f"{ring[0]} is a kind of itself: {' is a '.join(ring)}"
        place = file.parent_line(line, ring[1])
        yield file.problem(place, "cyclic-is-a", message, "take out one of these")


def _dangling(file: FileText, contents: Contents, complete: frozenset[str]) -> Iterator[Problem]:
    """A release that says whose it is has every parent; one that is cut has not."""
    if not contents.own:
        return
    for term, parent in dangling(contents):
        if parent.partition(":")[0] in complete:
            line = term.line or file.declared(term.id)[0]
            hint = "download it again; the name of a part says so, such as x_slice.obo"
            message = f"{parent}, a parent of {term.id}, is not in this file"
            yield file.problem(file.parent_line(line, parent), "dangling-parent", message, hint)

"""Terms of an OBO flat file (1.2 and 1.4).

A reader of our own, because those at hand (pronto, fastobo) refuse whole files over a line that
does not concern us: the released eco.obo has a citation with a blank in it, at line 23 307. Values
that are not needed are not looked at. Where to go instead: `ldn_kg.vocabularies.obo_lines` reads
lines.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_kg.prefixes import PREFIXES
from ldn_kg.vocabularies.contents import Contents, version_in
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.obo_lines import Stanza, bare, plain, quoted, references, stanzas, words
from ldn_kg.vocabularies.terms import Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.errors import Problem
    from ldn_kg.vocabularies.places import FileText
    from ldn_kg.vocabularies.terms import Scope

_SCOPES: dict[str, Scope] = {
    "EXACT": "exact",
    "BROAD": "broad",
    "NARROW": "narrow",
    "RELATED": "related",
}
#: OBO 1.0 has a tag for each scope; 1.2 says that a synonym without a scope is a related one.
_SYNONYMS: dict[str, Scope] = {
    "synonym": "related",
    "exact_synonym": "exact",
    "broad_synonym": "broad",
    "narrow_synonym": "narrow",
    "related_synonym": "related",
}
#: "alternative term" of the Information Artifact Ontology; it says nothing of scope.
_ALTERNATIVE_TERM = "IAO:0000118"
_LICENCES = ("dcterms:license", "terms:license", "http://purl.org/dc/terms/license")
_OBO_IRI = "http://purl.obolibrary.org/obo/{}.owl"
_BREAKS_OFF = "download it again; if it is whole, end its last line with a line break"


def read_obo(file: FileText) -> Contents:
    """Terms, relations and individuals of a file.

    Args:
        file: The file.

    Returns:
        What is in it; with problems where lines or stanzas are damaged.
    """
    contents = Contents()
    parts = stanzas(file, contents.problems)
    head = last = next(parts)
    names = _Names(head)
    _say_of_itself(contents, head)
    terms: list[tuple[str, Term]] = []
    for last in parts:
        term = _term(last, names, file, contents.problems)
        if term is not None:
            terms.append((last.kind, term))
    relations = _relations(term for kind, term in terms if kind == "Typedef")
    for kind, term in terms:
        (contents.terms if kind == "Term" else contents.others).append(
            _with_relations(term, relations)
        )
    contents.labels = {
        relations.get(term.id, term.id): term.label
        for kind, term in terms
        if kind == "Typedef" and term.label
    }
    contents.problems += _broken_off(file, last, contents)
    return contents


class _Names:
    """Identifiers of one file, whose head may give its own names to prefixes."""

    def __init__(self, head: Stanza) -> None:
        ours = {address: prefix for prefix, address in PREFIXES.items()}
        spaces = (words(value) for value, _ in head.all("idspace"))
        self._spelt = {
            space[0]: ours[space[1]] for space in spaces if len(space) > 1 and space[1] in ours
        }

    def curie(self, identifier: str) -> str:
        prefix, sign, local = identifier.partition(":")
        return curie(f"{self._spelt.get(prefix, prefix)}{sign}{local}")


def _say_of_itself(contents: Contents, head: Stanza) -> None:
    said = {}
    for value, _ in head.all("property_value"):
        name, _, rest = value.partition(" ")
        found = quoted(rest)
        said[plain(name)] = found[0] if found else " ".join(words(rest)[:1])
    contents.own = bare(head.first("ontology"))
    name = contents.own.removesuffix(".obo").removesuffix(".owl")
    contents.iri = contents.own if "//" in name or not name else _OBO_IRI.format(name)
    contents.version = version_in(bare(head.first("data-version")), said.get("owl:versionInfo", ""))
    contents.licence = next((said[key] for key in _LICENCES if key in said), "")


def _term(stanza: Stanza, names: _Names, file: FileText, problems: list[Problem]) -> Term | None:
    """The term of a stanza; None, and a problem, where it has no identifier."""
    for tag in ("id", "name"):
        for _, line in stanza.all(tag)[1:]:
            message = f"a second {tag!r} in the stanza of line {stanza.line}"
            problems.append(file.problem(line, "syntax", message, "begin each term with [Term]"))
    ids = words(stanza.first("id"))
    if not ids:
        hint = "add its id, or download the file again if it breaks off"
        problems.append(file.problem(stanza.line, "missing-field", "a stanza without id", hint))
        return None

    def identifiers(*tags: str) -> tuple[str, ...]:
        return tuple(
            names.curie(found[0])
            for tag in tags
            for value, _ in stanza.all(tag)
            if (found := words(value))
        )

    problems += _empty(stanza, file)
    return Term(
        id=names.curie(ids[0]),
        label=bare(stanza.first("name")),
        synonyms=tuple(_synonyms(stanza, file, problems)),
        obsolete=bare(stanza.first("is_obsolete")).lower() == "true",
        replaced_by=identifiers("replaced_by"),
        consider=identifiers("consider"),
        alternates=identifiers("alt_id"),
        parents=identifiers("is_a"),
        relations=tuple(_related(stanza, names, file, problems)),
        xrefs=identifiers("xref", "xref_analog"),
        definition_sources=tuple(_cited(stanza, names, file, problems)),
        namespace=bare(stanza.first("namespace")),
        line=stanza.line,
    )


def _empty(stanza: Stanza, file: FileText) -> Iterator[Problem]:
    for tag in ("is_a", "alt_id", "replaced_by", "consider"):
        for value, line in stanza.all(tag):
            if not words(value):
                yield file.problem(line, "missing-field", f"{tag!r} names nothing", "add its id")


def _related(
    stanza: Stanza, names: _Names, file: FileText, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    for value, line in stanza.all("relationship"):
        match words(value):
            case [relation, target, *_]:
                yield names.curie(relation), names.curie(target)
            case _:
                hint = "write relationship: relation target"
                message = f"no relation with a target: {value[:60]!r}"
                problems.append(file.problem(line, "syntax", message, hint))


def _synonyms(stanza: Stanza, file: FileText, problems: list[Problem]) -> Iterator[Synonym]:
    for tag, usual in _SYNONYMS.items():
        for value, line in stanza.all(tag):
            found = quoted(value)
            if found is None:
                problems.append(_unended(file, line))
            else:
                yield Synonym(found[0], _SCOPES.get(found[1].split(" ", 1)[0], usual))
    for value, _ in stanza.all("property_value"):
        name, _, rest = value.partition(" ")
        if name == _ALTERNATIVE_TERM and (found := quoted(rest)):
            yield Synonym(found[0])


def _cited(stanza: Stanza, names: _Names, file: FileText, problems: list[Problem]) -> Iterator[str]:
    for value, line in stanza.all("def"):
        found = quoted(value)
        listed = references(found[1]) if found else None
        if found is None or (listed is None and "[" in found[1]):
            problems.append(_unended(file, line))
        for reference in listed or ():
            address = reference[4:] if reference[:4].lower() == "url:" else reference
            yield names.curie(address)


def _unended(file: FileText, line: int) -> Problem:
    message = "a quoted text or a list in brackets that does not end"
    return file.problem(line, "syntax", message, "end it, or download the file again")


# --- relations are called by short names, and their stanzas say what those stand for --------------


def _relations(typedefs: Iterable[Term]) -> dict[str, str]:
    return {term.id: term.xrefs[0] for term in typedefs if ":" not in term.id and term.xrefs}


def _with_relations(term: Term, relations: dict[str, str]) -> Term:
    own = relations.get(term.id, term.id)
    if own == term.id and not term.relations:
        return term
    pairs = tuple((relations.get(name, name), target) for name, target in term.relations)
    parents = tuple(relations.get(parent, parent) for parent in term.parents)
    return replace(term, id=own, parents=parents, relations=pairs)


# --- does the file break off? ---------------------------------------------------------------------


def _broken_off(file: FileText, last: Stanza, contents: Contents) -> Iterator[Problem]:
    """A file that was cut ends within a line, or in a stanza that says nothing yet."""
    if not last.kind or contents.problems:
        return  # a cut that left a damaged line is named already
    line = max(line for values in last.tags.values() for _, line in values)
    known = {term.id for term in (*contents.terms, *contents.others)}
    if not file.text.endswith("\n") and not _ends(*last.last, known):
        message = "the file breaks off: its last line does not end"
    elif set(last.tags) == {"id"} and len(known) > 1:
        message = "the file breaks off: its last stanza has nothing but an id"
    else:
        return
    yield file.problem(line, "truncated", message, _BREAKS_OFF)


def _ends(tag: str, value: str, known: set[str]) -> bool:
    """Whether a last line without a line break is whole as far as one can tell."""
    if tag in {"is_a", "relationship"}:
        return curie(plain(value.rsplit(maxsplit=1)[-1])) in known
    return value.endswith(("]", "}")) or (tag, value) == ("is_obsolete", "true")

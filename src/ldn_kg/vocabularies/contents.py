"""What the reader of one format hands over, before it is checked as a whole.

Where to go instead: `ldn_kg.vocabularies.reading` checks it and makes a vocabulary of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ldn_kg.vocabularies.identifiers import prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.errors import Problem
    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.terms import Term

_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_NUMBERED = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+\w*)")
#: Words in the name of a file or an ontology that say that it is a part of a vocabulary.
_PART = re.compile(r"import|module|slice|slim|subset|component|template|bridge", re.IGNORECASE)


@dataclass(slots=True)
class Contents:
    """Terms in the order of the file, and what the file says of itself.

    Args:
        terms: Its terms; one that stands twice is here twice.
        others: Relations and individuals.
        own: The vocabulary's own name or address, as the file has it.
        iri: Its address.
        version: Its version.
        licence: Address of its licence.
        labels: Names of relations.
        whole: Whether the file says that it is complete; nothing where it does not say.
        mappings: The rows of a set of mappings.
        problems: What is wrong with it.
    """

    terms: list[Term] = field(default_factory=list)
    others: list[Term] = field(default_factory=list)
    own: str = ""
    iri: str = ""
    version: str = ""
    licence: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    whole: bool | None = None
    mappings: MappingSet | None = None
    problems: list[Problem] = field(default_factory=list)


def version_in(*said: str) -> str:
    """The version among the things that a release says of itself: a date, else a number, else it.

    Args:
        said: Such as ``hp/releases/2026-02-16``, what speaks clearest first.

    Example:
        >>> version_in("RC1.4"), version_in("http://www.ebi.ac.uk/efo/releases/v3.90.0/efo.owl")
        ('RC1.4', '3.90.0')
        >>> version_in("", "releases/2026-07-30/symp.obo")
        '2026-07-30'
    """
    for pattern, group in ((_DATE, 0), (_NUMBERED, 1)):
        for text in said:
            if found := pattern.search(text):
                return found.group(group)
    return next(filter(None, said), "")


def complete_for(contents: Contents, file: str) -> frozenset[str]:
    """The prefix of which a file has every term, as far as one can tell from it.

    A release is complete for its own prefix, not for what it imports. A file that does not say
    whose release it is counts as complete for the prefix of more than half of its terms, unless it
    lacks some of their parents. A file is complete for nothing when its name, or that of its
    ontology, says that it is a part, such as ``hp_slice.obo`` or ``go/imports/pr_import.owl``.

    Args:
        contents: What the file holds.
        file: The name of the file.
    """
    if contents.whole is False or contents.mappings is not None:
        return frozenset()
    if contents.whole is None and (_PART.search(contents.own) or _PART.search(file)):
        return frozenset()
    counts = Counter(prefix_of(term.id) for term in contents.terms)
    name = re.sub(r"\.(owl|obo|ttl|rdf|json)$", "", contents.own.rstrip("/#").rpartition("/")[2])
    known = {*counts, *(prefix_of(other.id) for other in contents.others)}
    own = next((prefix for prefix in known if prefix.lower() == name.lower()), "")
    if not own and counts:
        (most, count), *_ = counts.most_common(1)
        own = most if count * 2 > counts.total() else ""
    if not contents.own and any(prefix_of(parent) == own for _, parent in dangling(contents)):
        return frozenset()
    return frozenset({own} if own else ())


def dangling(contents: Contents) -> Iterator[tuple[Term, str]]:
    """Parents that are not in the file, each with the term that names it.

    Args:
        contents: What the file holds.
    """
    known = {term.id for term in (*contents.terms, *contents.others)}
    for term in contents.terms:
        for parent in term.parents:
            if parent not in known:
                yield term, parent

"""What identifiers are looked up in: the files that somebody names, and the shipped vocabularies.

Where to go instead: `ldn_kg.vocabularies.reading` reads one file, `ldn_kg.vocabularies.shipped` one
vocabulary of the installed package.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError
from ldn_kg.vocabularies.reading import read_source
from ldn_kg.vocabularies.shipped import SHIPPED, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.errors import Problem
    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.terms import Term, Vocabulary


@dataclass(frozen=True)
class Sources:
    """Vocabularies and sets of mappings, those of the user before the shipped ones.

    Args:
        vocabularies: In the order in which they are asked.
        mapping_sets: The sets of mappings among the files; their terms are among the vocabularies
            too, each set as a vocabulary that is complete for nothing.

    Example:
        >>> from ldn_kg.vocabularies.terms import Term, Vocabulary
        >>> terms = {"CHEBI:1": Term("CHEBI:1", "a")}
        >>> drugs = Vocabulary("x.obo", "1", terms, frozenset({"CHEBI"}))
        >>> sources = Sources((drugs,))
        >>> sources.of("CHEBI").name, sources.of("HP")
        ('x.obo', None)
        >>> term, vocabulary = sources.term("CHEBI:1")
        >>> term.label, vocabulary.version
        ('a', '1')
    """

    vocabularies: tuple[Vocabulary, ...] = ()
    mapping_sets: tuple[MappingSet, ...] = ()

    def of(self, prefix: str) -> Vocabulary | None:
        """The vocabulary to ask about a prefix: the first complete for it, or with any of it.

        Args:
            prefix: Such as ``MONDO``.
        """
        complete = (one for one in self.vocabularies if prefix in one.complete)
        return next(chain(complete, self._having(prefix)), None)

    def term(self, curie: str) -> tuple[Term, Vocabulary] | None:
        """A term and the vocabulary that has it; the vocabulary of its prefix is asked first.

        Relations and individuals are found too.

        Args:
            curie: Such as ``MONDO:0005578``.
        """
        prefix = curie.partition(":")[0]
        first = self.of(prefix)
        for vocabulary in (*([first] if first else ()), *self._having(prefix)):
            term = vocabulary.terms.get(curie) or vocabulary.others.get(curie)
            if term is not None:
                return term, vocabulary
        return None

    def _having(self, prefix: str) -> Iterator[Vocabulary]:
        return (one for one in self.vocabularies if prefix in one.prefixes)


def open_sources(names: Sequence[str], wanted: Iterable[str] = ()) -> Sources:
    """Reads the files, and opens the shipped vocabularies, of these names.

    Args:
        names: Each the path of a file, or the prefix of a shipped vocabulary such as ``MONDO``;
            none of them: all that are shipped.
        wanted: Prefixes, or identifiers with one; where no name is given, only the shipped
            vocabularies of these prefixes are opened.

    Returns:
        The files in their order, then the shipped vocabularies.

    Raises:
        InputError: With every problem of every file.
        BuildError: When a shipped vocabulary is needed and the package that ships it is missing.

    Example:
        >>> [one.version for one in open_sources([], ["MONDO:0005578", "HP"]).vocabularies]
        ['2026-05-05']
    """
    prefixes = {one.partition(":")[0] for one in wanted}
    known = {prefix.lower(): prefix for prefix in SHIPPED}
    if not names:
        named = [prefix for prefix in SHIPPED if not prefixes or prefix in prefixes]
    else:
        named = [known[name.lower()] for name in names if _is_shipped(name)]
    problems: list[Problem] = []
    read = []
    for name in dict.fromkeys(names):
        if not _is_shipped(name):
            try:
                read.append(read_source(Path(name)))
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return Sources(
        vocabularies=(*(one for one, _ in read), *map(shipped, dict.fromkeys(named))),
        mapping_sets=tuple(mappings for _, mappings in read if mappings is not None),
    )


def _is_shipped(name: str) -> bool:
    """Whether a name is a shipped vocabulary's; a file of that name goes before."""
    return name.lower() in map(str.lower, SHIPPED) and not Path(name).is_file()

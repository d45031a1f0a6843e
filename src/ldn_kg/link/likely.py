"""What a wrong identifier was probably meant to be, judged by the label beside it.

Where to go instead: `ldn_kg.link.suggesting` proposes identifiers for things that have none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ldn_kg.link.names import folded, rough, same_but_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.link.rows import End
    from ldn_kg.vocabularies.sources import Sources
    from ldn_kg.vocabularies.terms import Term, Vocabulary


class Likely:
    """Looks terms up by their labels; an index is made when the first question needs it.

    Args:
        sources: Where identifiers are looked up.
        prefixes: Prefixes under which an identifier may have been meant.

    Example:
        >>> from ldn_kg.vocabularies.sources import Sources
        >>> from ldn_kg.vocabularies.terms import Term, Vocabulary
        >>> drugs = Vocabulary("x", "1", {"CHEBI:7465": Term("CHEBI:7465", "naltrexone")})
        >>> likely = Likely(Sources((drugs,)), ["CHEBI"])
        >>> likely.labelled(drugs, "CHEBI", "Naltrexone")[0].id
        'CHEBI:7465'
    """

    def __init__(self, sources: Sources, prefixes: Iterable[str]) -> None:
        self._sources = sources
        self._prefixes = sorted(set(prefixes))

    def meant(self, end: End) -> Term | None:
        """The term that an identifier was probably meant for; None where nothing is likely.

        A slip of the pen comes first, then another prefix, then whatever else has the label.

        Args:
            end: An identifier whose label is not that of its term.
        """
        if not end.label:
            return None
        return self._slip(end) or self.elsewhere(end) or self._labelled_so(end)

    def elsewhere(self, end: End) -> Term | None:
        """The term with the same digits and label under another prefix.

        Args:
            end: An identifier.
        """
        for prefix in self._prefixes if end.label else ():
            found = self._sources.term(f"{prefix}:{end.local}") if prefix != end.prefix else None
            if found and same_but_for_writing(found[0].label, end.label):
                return found[0]
        return None

    def labelled(self, vocabulary: Vocabulary, prefix: str, label: str) -> list[Term]:
        """The terms in use whose label is this one, but for capitals and signs.

        Args:
            vocabulary: Where to look.
            prefix: Prefix of the terms.
            label: The label.
        """
        known = _by_label(_Same(vocabulary))
        forms = dict.fromkeys((rough(label), folded(label).replace(" ", "")))
        curies = (curie for form in forms for curie in known.get(form, ()))
        return [vocabulary.terms[curie] for curie in curies if curie.startswith(f"{prefix}:")]

    def genes(self, protein: str) -> list[Term]:
        """The genes that refer to a protein as their product; none where no gene table is given.

        Args:
            protein: CURIE of an entry of UniProt.
        """
        table = self._sources.of("HGNC")
        if table is None:
            return []
        return _by_product(_Same(table)).get(protein, [])

    def _slip(self, end: End) -> Term | None:
        for local in slips(end.local):
            found = self._sources.term(f"{end.prefix}:{local}")
            if found and same_but_for_writing(found[0].label, end.label):
                return found[0]
        return None

    def _labelled_so(self, end: End) -> Term | None:
        vocabulary = end.vocabulary or self._sources.of(end.prefix)
        found = self.labelled(vocabulary, end.prefix, end.label) if vocabulary else []
        return next((term for term in found if term.id != end.id), None)


class _Same:
    """A vocabulary as a key: equal to nothing but itself."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.vocabulary is self.vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)


# A large vocabulary takes a second or two to index, and a table is verified again and again.
@lru_cache(maxsize=8)
def _by_label(key: _Same) -> dict[str, list[str]]:
    """The terms in use by their labels in rough form."""
    found: dict[str, list[str]] = {}
    for curie, label, obsolete in key.vocabulary.labelled():
        if label and not obsolete:
            found.setdefault(rough(label), []).append(curie)
    return found


@lru_cache(maxsize=2)
def _by_product(key: _Same) -> dict[str, list[Term]]:
    """Genes by each protein that they refer to."""
    found: dict[str, list[Term]] = {}
    for gene in key.vocabulary.terms.values():
        for product in gene.xrefs:
            found.setdefault(product, []).append(gene)
    return found


def slips(local: str) -> Iterator[str]:
    """What a hand may have meant that wrote an identifier: two digits swapped, or one wrong.

    Example:
        >>> found = list(slips("7456"))
        >>> "7465" in found, "7450" in found, "7456" in found, "745" in found
        (True, True, False, False)
    """
    places = [found.start() for found in re.finditer(r"\d", local)]
    for number, first in enumerate(places):
        for second in places[number + 1 :]:
            if local[first] != local[second]:
                yield (
                    local[:first] + local[second] + local[first + 1 : second]
                    + local[first] + local[second + 1 :]
                )  # fmt: skip
    for place in places:
        for digit in "0123456789":
            if digit != local[place]:
                yield local[:place] + digit + local[place + 1 :]

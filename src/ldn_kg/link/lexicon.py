"""The names of a vocabulary, indexed by word: which terms have a name like one of ours.

Where to go instead: `ldn_kg.link.suggesting` weighs what is found here against structure and the
mapping table; `ldn_kg.search` finds things of ours.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import fsum
from typing import TYPE_CHECKING

from ldn_kg.link import names as writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.vocabularies.terms import Synonym, Term

_PIECE = re.compile(r"[a-z]+|[0-9]+")
_GREEK = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
    "pi", "rho", "sigma", "tau", "chi", "psi", "omega",
})  # fmt: skip
#: What a name is turned about.
_TURNED = re.compile(r", | of ")
#: Words that say nothing.
_EMPTY = frozenset({"of", "the"})
#: Endings as they are compared. The same is done to both sides, so what matters is that two forms
#: of one word meet, not that the outcome is a word.
_ENDINGS = (
    ("itides", "itis"), ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("as", "as"),
    ("s", ""), ("our", "or"), ("ised", "ized"), ("ising", "izing"),
)  # fmt: skip
#: Words with fewer letters have no endings.
_SHORT = 4
#: Words that vocabularies use for each other.
_ALIKE = {"disorder": "disease"}
#: How fast a word loses weight with the number of names that have it.
FADING = 0.25
#: What names are worth of which nothing but plural or order differs, and of which the words are the
#: same but no more than that.
AGREEING, LOOSE = 0.99, 0.95
#: What is left of names that share words only in part; and of those, where numbers or single
#: letters contradict each other, where the last words differ, and where theirs only adds words.
PARTIAL, OTHER_NUMBER, OTHER_HEAD, ADDING = 0.8, 0.6, 0.85, 0.85
_ENTRIES, _SPECIES = "UniProt:", "HUMAN"
#: A mnemonic of the protein, and one of the species.
_ENTRY_NAME = re.compile(r"[A-Z0-9]{1,11}_[A-Z0-9]{1,5}")


@lru_cache(maxsize=1 << 17)
def _pieces(word: str) -> tuple[str, ...]:
    """The letters and the numbers of a word apart, each as it is compared."""
    return tuple(_spelt(piece) for piece in _PIECE.findall(word)) if word not in _EMPTY else ()


def _spelt(word: str) -> str:
    if word in _GREEK:
        return word[0]
    if len(word) < _SHORT:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
            break
    return _ALIKE.get(word, word)


def _natural(name: str) -> str:
    """A name with the word that says what it is at the end, as in "opioid receptor"."""
    turned = ", " in name or " of " in name
    return " ".join(reversed(_TURNED.split(name))) if turned else name


def words(name: str) -> tuple[str, ...]:
    """The words of a name as the index has them.

    More loosely than names are compared elsewhere: singular, numbers apart from letters, Greek
    letters as Latin ones, and in one order where a name is turned about a comma or an "of".

    Example:
        >>> words("IL-1β"), words("Receptors, Opioid"), words("production of cytokines")
        (('il', '1', 'b'), ('opioid', 'receptor'), ('cytokine', 'production'))
    """
    return tuple(piece for word in writing.words(_natural(name)) for piece in _pieces(word))


def without(name: str, other: str) -> list[str]:
    """The words of a name, as they are written, that another does not have.

    Example:
        >>> without("interferon alpha", "interferons, beta"), without("cells", "T cell")
        (['alpha'], [])
    """
    known = set(words(other))
    pairs = (
        pair
        for word in writing.words(_natural(name))
        for pair in zip(_PIECE.findall(word), _pieces(word), strict=False)
    )
    return list(dict.fromkeys(written for written, compared in pairs if compared not in known))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name of ours beside a name of a term.

    Args:
        term: CURIE of the term.
        ours: Our name.
        theirs: Its name, with its scope.
        is_label: Whether that is its preferred name.
        value: From 0 to 1.
        agrees: Whether nothing but the writing differs.
    """

    term: str
    ours: str
    theirs: Synonym
    is_label: bool
    value: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class _Name:
    term: str
    synonym: Synonym
    is_label: bool
    is_entry: bool
    #: What of it is compared: of an entry of UniProt, the mnemonic.
    text: str
    words: tuple[str, ...]


class Lexicon:
    """The names of terms by the words in them.

    Two names are alike as far as the words that they share outweigh those that they do not. A word
    weighs the less the more names have it, by that number alone: what else the vocabulary holds
    changes nothing.

    Args:
        terms: The terms.

    Example:
        >>> from ldn_kg.vocabularies.terms import Term
        >>> cells = Lexicon([Term("CL:1", "T cell"), Term("CL:2", "regulatory T cell")])
        >>> [(found.term, round(found.value, 2)) for found in cells.alike("T cells", 0.4)]
        [('CL:1', 0.99), ('CL:2', 0.52)]
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._names = list(_names(terms))
        having: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        written: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, name in enumerate(self._names):
            for word in set(name.words):
                having[word].append(number)
            written["".join(name.words)].append(number)
        self._having, self._written = dict(having), dict(written)
        self._weights = {word: len(names) ** -FADING for word, names in self._having.items()}

    def alike(self, name: str, least: float) -> list[Likeness]:
        """For each term that has a name at least so like ours, the likest of its names.

        Args:
            name: Ours.
            least: From 0 to 1.

        Returns:
            The likest first; what is equally like stands in the order of the CURIEs.
        """
        best: dict[str, Likeness] = {}
        for theirs, words_alike in self._sharing(words(name), least):
            value, agrees = self._compared(name, theirs, words_alike)
            known = best.get(theirs.term)
            if known is None or (value, theirs.is_label) > (known.value, known.is_label):
                best[theirs.term] = Likeness(
                    theirs.term, name, theirs.synonym, theirs.is_label, value, agrees
                )
        return sorted(best.values(), key=lambda found: (-found.value, found.term))

    def _compared(self, ours: str, theirs: _Name, words_alike: float) -> tuple[float, bool]:
        """How like two names are, and whether they agree."""
        if theirs.is_entry:
            return self._compared_entry(ours, theirs, words_alike)
        if words_alike < 1:
            return words_alike * PARTIAL, False
        if writing.same_but_for_writing(ours, theirs.text):
            return 1.0, True
        if not writing.keys(ours, plural=True).isdisjoint(writing.keys(theirs.text, plural=True)):
            return AGREEING, True
        return LOOSE, False

    def _compared_entry(self, ours: str, theirs: _Name, words_alike: float) -> tuple[float, bool]:
        forms = writing.keys(ours)
        if theirs.text.casefold() in forms:
            return 1.0, True
        if writing.names_entry([ours], theirs.text, forms & self._mnemonics):
            return LOOSE, True
        return words_alike * PARTIAL, False

    @cached_property
    def _mnemonics(self) -> frozenset[str]:
        return frozenset(name.text.casefold() for name in self._names if name.is_entry)

    def _sharing(self, ours: tuple[str, ...], least: float) -> Iterator[tuple[_Name, float]]:
        """Names that share enough words, and how like they are by these alone.

        What is shared must weigh as much as it would have to if theirs had no other word.
        """
        same = set(self._written.get("".join(ours), ()))
        weights = {word: self._weights.get(word, 1.0) for word in ours}
        whole = fsum(weights.values())
        enough = least * whole / (2 - least)
        for number in sorted(same | self._numbers(weights, enough)):
            name = self._names[number]
            if number in same:
                yield name, 1.0
                continue
            shared = fsum(weight for word, weight in weights.items() if word in name.words)
            alike = self._alike(weights, ours[-1], name.words, shared) if shared >= enough else 0
            if alike >= least:
                yield name, alike

    def _alike(
        self, weights: dict[str, float], head: str, words_: tuple[str, ...], shared: float
    ) -> float:
        """How far what two names share outweighs what they do not; 1 if they share every word."""
        theirs = {word: self._weights[word] for word in words_}
        if theirs.keys() == weights.keys():
            return 1.0
        value = 2 * shared / fsum((*weights.values(), *theirs.values()))
        if not _nested(_designators(theirs), _designators(weights)):
            value *= OTHER_NUMBER
        if words_[-1] not in weights or head not in theirs:
            value *= OTHER_HEAD
        return value * ADDING if weights.keys() < theirs.keys() else value

    def _numbers(self, weights: dict[str, float], least: float) -> set[int]:
        """The names whose shared words may weigh so much.

        Only the heavier words are looked up: a name that has none of them cannot reach it.
        """
        rest = sum(weights.values())
        found: set[int] = set()
        for word, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
            if rest < least:
                break
            found.update(self._having.get(word, ()))
            rest -= weight
        return found


def usable(term: Term) -> bool:
    """Whether a term may be suggested: not obsolete, and of UniProt only an entry of our species.

    Example:
        >>> from ldn_kg.vocabularies.terms import Term
        >>> human, mouse = Term("UniProt:1", "OPRM_HUMAN"), Term("UniProt:2", "OPRM_MOUSE")
        >>> usable(human), usable(mouse)
        (True, False)
    """
    entry = _entry(term, term.label)
    return not term.obsolete and (entry is None or entry[1] == _SPECIES)


def _entry(term: Term, name: str) -> tuple[str, str] | None:
    """The parts of a name by which UniProt knows an entry; nothing where it is another name."""
    is_one = term.id.startswith(_ENTRIES) and _ENTRY_NAME.fullmatch(name)
    return writing.entry(name) if is_one else None


def _names(terms: Iterable[Term]) -> Iterator[_Name]:
    for term in terms:
        for name in term.names():
            entry = _entry(term, name.text)
            text = entry[0] if entry else name.text
            found = words(text)
            if found:
                yield _Name(term.id, name, name.text == term.label, entry is not None, text, found)


def _designators(found: Iterable[str]) -> set[str]:
    """Numbers and single letters, which tell members of a family apart."""
    return {word for word in found if len(word) == 1 or word.isdigit()}


def _nested(some: set[str], others: set[str]) -> bool:
    """Whether one only leaves out what the other has."""
    return some <= others or others <= some

"""How names are compared: what counts as the same name, and what tells two names apart.

Names agree when nothing but writing differs: capitals, accents, hyphens, Greek letters, a
possessive 's, British or American spelling, and the order of words as MeSH inverts them ("Pain,
Intractable").
A plural agrees only where the caller says so, because the plural of a protein is its family. Where
to go instead: `ldn_kg.search` folds what a reader types, more loosely.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi",
    "σ": "sigma", "τ": "tau", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
#: Names of Greek letters, by which members of a family are told apart.
LETTERS = frozenset(_GREEK.values())
#: Letters that do not come apart into a plain letter and a sign.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
_PLAIN = str.maketrans({**{sign: f" {name} " for sign, name in _GREEK.items()}, **_LETTERS})
_SIGNS = str.maketrans(dict.fromkeys(string.punctuation + string.whitespace))
#: British spellings and the American ones, as parts of words.
_SPELLINGS = {
    "tumour": "tumor", "behaviour": "behavior", "colour": "color", "oedema": "edema",
    "oesophag": "esophag", "oestr": "estr", "rrhoea": "rrhea", "coeliac": "celiac",
    "foet": "fet", "haem": "hem", "anaem": "anem", "anaesth": "anesth", "paed": "ped",
    "gynaec": "gynec", "faec": "fec", "aetiolog": "etiolog", "leuco": "leuko", "sulph": "sulf",
    "signalling": "signaling", "labelled": "labeled", "fibre": "fiber", "centre": "center",
    "isation": "ization", "randomis": "randomiz",
}  # fmt: skip
_BRITISH = re.compile("|".join(_SPELLINGS))
_POSSESSIVE = re.compile(r"['’`]s?(?=[^a-z]|$)")
_CHARGE = re.compile(r"\((\d*)([+-])\)")
_PLUS = re.compile(r"(?<=[a-z0-9])\+(?![a-z0-9])")
_WORD = re.compile(r"[a-z0-9]+")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_AFTER_GREEK = re.compile(rf"({'|'.join(sorted(LETTERS))})$")

#: Words by which the name of a salt or another form of a drug differs from the drug's own.
SALTS = frozenset({
    "acetate", "besylate", "bromide", "calcium", "chloride", "citrate", "dihydrate",
    "dihydrochloride", "fumarate", "hydrate", "hydrobromide", "hydrochloride", "maleate",
    "mesylate", "methobromide", "monohydrate", "nitrate", "phosphate", "potassium", "sodium",
    "succinate", "sulfate", "tartrate", "tosylate",
})  # fmt: skip
_OPENING, _CLOSING = frozenset("\"'“”‘’„«»"), frozenset("\"'“”‘’«»")
#: A name that is shorter than this is an abbreviation, which many things may share.
_ABBREVIATION = 5
#: A word that is not longer has no plural.
_SHORT = 3


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in one way of writing.

    Example:
        >>> words("Sjögren’s syndrome"), words("TNF-α"), words("Tumour-cell")
        (('sjogren', 'syndrome'), ('tnf', 'alpha'), ('tumor', 'cell'))
        >>> words("CD4+ T cell") == words("CD4-positive T cell")
        True
    """
    text = name.casefold().translate(_PLAIN)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = text.encode("ascii", "ignore").decode("ascii")
    if "'" in text or "`" in text:
        text = _POSSESSIVE.sub("", text)
    if "+" in text or "-)" in text:
        text = _CHARGE.sub(lambda found: f" {found[1]} {_sign(found[2])} ", text)
        text = _PLUS.sub(" positive ", text)
    return tuple(_BRITISH.sub(_american, word) for word in _WORD.findall(text))


def _sign(character: str) -> str:
    return "plus" if character == "+" else "minus"


def _american(found: re.Match[str]) -> str:
    return _SPELLINGS[found[0]]


def folded(name: str) -> str:
    """A name without anything that is only writing, its words in the order given.

    Two numbers side by side stay apart, so that "1-2" is not "12".

    Example:
        >>> folded("NF-kappa B") == folded("NF-κB"), folded("2,3-diol")
        (True, '2 3diol')
    """
    return _joined(words(name))


def _joined(parts: tuple[str, ...]) -> str:
    text = ""
    for part in parts:
        text += f" {part}" if text[-1:].isdigit() and part[0].isdigit() else part
    return text


@lru_cache(maxsize=1 << 16)
def keys(name: str, *, plural: bool = False) -> frozenset[str]:
    """Every form under which a name may be compared with another.

    Args:
        name: The name.
        plural: Whether it may agree with its plural.

    Example:
        >>> sorted(keys("Receptors, Opioid", plural=True))
        ['opioidreceptor', 'opioidreceptors', 'receptorsopioid']
        >>> "tnfa" in keys("TNF-α")
        True
    """
    forms = {words(name)}
    parts = name.split(", ")
    if len(parts) > 1:
        forms.add(words(" ".join(reversed(parts))))
    forms |= {_with_letters(form) for form in forms if len(form) > 1}
    if plural:
        forms |= {(*form[:-1], _singular(form[-1])) for form in forms if form}
    return frozenset(filter(None, map(_joined, forms)))


def _with_letters(form: tuple[str, ...]) -> tuple[str, ...]:
    """A symbol with a Greek letter at its end, as it is written without one: TNF-α is TNFA."""
    found = _AFTER_GREEK.fullmatch(form[-1])
    short = all(len(part) < _ABBREVIATION for part in form[:-1])
    return (*form[:-1], form[-1][0]) if found and short else form


def _singular(word: str) -> str:
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


def all_keys(names: Iterable[str], *, plural: bool = False) -> frozenset[str]:
    """The forms of several names."""
    return frozenset().union(*(keys(name, plural=plural) for name in names))


def own_names(names: Iterable[str]) -> tuple[str, ...]:
    """Our names, also without the words in brackets by which we tell two things apart.

    Example:
        >>> own_names(["interleukin-17 (family)"])
        ('interleukin-17 (family)', 'interleukin-17')
    """
    return tuple(
        dict.fromkeys(form for name in names for form in (name, _IN_BRACKETS.sub("", name)))
    )


def telling(shared: Iterable[str]) -> bool:
    """Whether any of the forms that two things share is more than an abbreviation.

    Example:
        >>> telling({"ss"}), telling({"ss", "sjogrensyndrome"})
        (False, True)
    """
    return any(len(key) >= _ABBREVIATION for key in shared)


def rough(name: str) -> str:
    """A name without capitals and signs: a quick form, to find it among very many.

    Example:
        >>> rough("NF-kappa B") == rough("nf kappa-b"), rough("Sjögren syndrome")
        (True, 'sjogrensyndrome')
    """
    return name.lower().translate(_SIGNS) if name.isascii() else folded(name).replace(" ", "")


def same_but_for_writing(one: str, other: str) -> bool:
    """Whether two names differ in nothing but capitals, signs or spelling."""
    return folded(one) == folded(other)


def quoted(comment: str, label: str) -> bool:
    """Whether a remark quotes a label exactly, in quotation marks of any kind.

    Example:
        >>> quoted("“Dry Eye Syndromes” is how MeSH calls the symptom.", "Dry Eye Syndromes")
        True
        >>> quoted("MeSH files it under “Dry Eye Syndromes”.", "Eye Syndromes")
        False
    """
    start = comment.find(label) if label else -1
    while start >= 0:
        after = start + len(label)
        if comment[start - 1 : start] in _OPENING and comment[after : after + 1] in _CLOSING:
            return True
        start = comment.find(label, start + 1)
    return False


# --- entries of UniProt --------------------------------------------------------------------------


def entry(label: str) -> tuple[str, str]:
    """The mnemonic and the species of an entry name of UniProt.

    Example:
        >>> entry("OPRM_HUMAN")
        ('OPRM', 'HUMAN')
    """
    mnemonic, _, species = label.rpartition("_")
    return mnemonic, species


def names_entry(names: Iterable[str], mnemonic: str, taken: Iterable[str] = ()) -> bool:
    """Whether one of our names is what a mnemonic stands for.

    A symbol agrees with a mnemonic that it equals. Where an entry was named before its family was
    known, the mnemonic stands for the first member: OPRM for OPRM1, IL17 for IL17A. So TLR4 never
    agrees with TLR2, TLR10 with TLR1, or IL17F with IL17.

    Args:
        names: Our names.
        mnemonic: What comes before the species in the name of an entry.
        taken: Mnemonics, in small letters, that entries of their own have.

    Example:
        >>> names_entry(["mu-opioid receptor", "OPRM1"], "OPRM")
        True
        >>> names_entry(["OPRM1"], "OPRD"), names_entry(["TLR10"], "TLR1")
        (False, False)
        >>> names_entry(["OPRM1"], "OPRM", taken=["oprm1"])
        False
    """
    stem = mnemonic.casefold()
    first = stem + ("1" if stem[-1:].isalpha() else "a")
    known = all_keys(names)
    return stem in known or (first in known and first not in taken)

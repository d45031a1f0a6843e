"""Does each identifier stand for the thing that is meant, judged by names?

`labels` holds the label in a row to that of the term; `exact_names` asks of an exact match that one
of the subject's names is one of the term's. A remark that quotes the term's label says that the
curator knows better: then the finding is a note, and it comes back when somebody changes the
identifier, since the remark no longer fits.

Where to go instead: `ldn_kg.link.names` compares names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.link.names import (
    LETTERS,
    SALTS,
    all_keys,
    entry,
    keys,
    names_entry,
    own_names,
    quoted,
    same_but_for_writing,
    telling,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ldn_kg.link.findings import Finding, Severity
    from ldn_kg.link.likely import Likely
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.rows import End, Row
    from ldn_kg.vocabularies.terms import Term

#: How a row says that it was only seen in somebody's mapping, where labels are often left out.
_SEEN_IN_MAPPING = "semapv:MappingChaining"
#: Kinds of ours that are one thing, so that the plural is a family of which it is a member; unless
#: they are groups all the same.
_SINGLE = frozenset({"Drug", "Neuropeptide", "Protein", "ProteinComplex", "SmallMediator"})
_GROUPS = frozenset({"MediatorGroup", "ProteinFamily"})
_PROTEIN = "Protein"
_UNIPROT = "UniProt"
#: Where labels are scientific names, which ours are not.
_SCIENTIFIC = {"NCBITaxon"}
_HUMAN = "HUMAN"
_TOPIC = " as Topic"
#: No error while synonyms are not known: MeSH writes most headings in the plural.
_PLURAL = "; it is the plural, which names the family"


def labels(row: Row, likely: Likely) -> Iterator[Finding]:
    """The labels of a row: `label-differs`, `label-is-synonym`, `label-writing`, `no-label`.

    Args:
        row: A row.
        likely: Guesses what a wrong identifier was meant for.
    """
    for end in row.ends():
        term = end.term
        if term is None or term.obsolete or not term.label or end.label == term.label:
            continue
        says = f"{end.id} is called “{term.label}”"
        write = f"write “{term.label}”"
        if not end.label:
            if end is row.target and row.mapping.mapping_justification != _SEEN_IN_MAPPING:
                yield row.finding("note", "no-label", f"{says}; the row has no label", write)
        elif same_but_for_writing(end.label, term.label):
            message = f"{says}; “{end.label}” differs in writing only"
            yield row.finding("note", "label-writing", message, write)
        elif any(same_but_for_writing(end.label, name.text) for name in term.synonyms):
            message = f"{says}; “{end.label}” is a synonym of it"
            yield row.finding("warning", "label-is-synonym", message, write)
        else:
            meant = likely.meant(end)
            hint = f"{write}, or did you mean {meant.id} “{meant.label}”?" if meant else write
            yield row.finding("error", "label-differs", f"{says}, not “{end.label}”", hint)


@dataclass(frozen=True, slots=True)
class Ours:
    """Whose name is whose among our entities.

    Args:
        named: Entities by each form of each of their names.
    """

    named: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, entities: Iterable[OurEntity]) -> Ours:
        """The names of all entities."""
        found: dict[str, tuple[str, ...]] = {}
        for entity in entities:
            for key in all_keys(own_names(entity.names)):
                found[key] = (*found.get(key, ()), entity.id)
        return cls(found)


def exact_names(row: Row, likely: Likely, ours: Ours) -> Iterator[Finding]:
    """An exact match: `names-apart`, `species` and `better-term`.

    Args:
        row: A row.
        likely: Looks up other terms.
        ours: The names of all of our entities.
    """
    names = _subject_names(row)
    if not row.exact or not names or not _official(row.target):
        return
    if row.target.prefix == _UNIPROT and entry(_official(row.target))[0]:
        yield from _entry(row, names, likely)
        return
    plural = (
        not row.entity or not row.entity.classes & _SINGLE or bool(row.entity.classes & _GROUPS)
    )
    if _agree(row, names, plural=plural):
        yield from _better(row, names[0], likely, plural=plural)
        return
    yield _apart(row, names, likely, ours)


def _apart(row: Row, names: tuple[str, ...], likely: Likely, ours: Ours) -> Finding:
    """No name is shared: an error where that can be known, or where something speaks for it."""
    end, reason = row.target, _reason(row, names, ours)
    message = (
        f"no name of {row.mapping.subject_id} is a name of {end.id} “{_official(end)}”{reason}"
    )
    others = _called_so(end, names[0], likely)
    hint = f"did you mean {others[0].id} “{others[0].label}”?" if others else ""
    told = _names_known(end) if row.entity is not None else bool(end.term and end.term.synonyms)
    certain = told or others or reason not in {"", _PLURAL}
    return _excusable(row, "error" if certain else "warning", "names-apart", message, hint)


def _called_so(end: End, label: str, likely: Likely) -> list[Term]:
    """The terms of a vocabulary that have a label; scientific names are never like ours."""
    if end.vocabulary is None or end.prefix in _SCIENTIFIC:
        return []
    return likely.labelled(end.vocabulary, end.prefix, label)


def _subject_names(row: Row) -> tuple[str, ...]:
    """The names of the subject, its label first; of a foreign one those that are known."""
    if row.entity is not None:
        return own_names(row.entity.names)
    term = row.subject.term
    names = [row.subject.label, *(_own(term) if term else ())]
    return own_names(dict.fromkeys(filter(None, names)))


def _own(term: Term) -> list[str]:
    """The names that are a term's own: its label, synonyms that are exact or of unknown scope."""
    return [name.text for name in term.names() if name.scope in {"exact", ""}]


def _their_names(end: End) -> list[str]:
    return [_official(end), *(_own(end.term) if end.term else ())]


def _official(end: End) -> str:
    return end.term.label if end.term and end.term.label else end.label


def _names_known(end: End) -> bool:
    """Whether a source tells the names of a term; a set of mappings has a label at most."""
    term, vocabulary = end.term, end.vocabulary
    if term is None or vocabulary is None or not term.label:
        return False
    return end.prefix in vocabulary.complete or bool(term.synonyms or term.parents)


def _agree(row: Row, names: tuple[str, ...], *, plural: bool) -> bool:
    """Whether a name is shared; an abbreviation is enough only where it is a label of one side."""
    label, theirs = _official(row.target), _their_names(row.target)
    their_keys, our_keys = all_keys(theirs, plural=plural), all_keys(names, plural=plural)
    return bool(
        telling(our_keys & their_keys)
        or keys(names[0], plural=plural) & their_keys
        or keys(label, plural=plural) & our_keys
    )


def _better(row: Row, label: str, likely: Likely, *, plural: bool) -> Iterator[Finding]:
    """Another term may be called just what ours is called, while this one only shares a synonym."""
    end = row.target
    if all_keys(_their_names(end), plural=plural) & keys(label, plural=plural):
        return
    for other in _called_so(end, label, likely):
        message = (
            f"{other.id} is called “{other.label}” as ours is; {end.id} “{_official(end)}” only "
            "shares another name with it"
        )
        yield _excusable(row, "error", "better-term", message, f"did you mean {other.id}?")


def _entry(row: Row, names: tuple[str, ...], likely: Likely) -> Iterator[Finding]:
    """Entries of UniProt are named by a mnemonic, which only symbols are like, and a species."""
    end = row.target
    mnemonic, species = entry(_official(end))
    human = row.entity is not None and _PROTEIN in row.entity.classes
    if human and species != _HUMAN:
        message = f"{end.id} {_official(end)} is the protein of another species"
        hint = f"look for {mnemonic}_{_HUMAN}"
        yield row.finding("error", "species", message, hint)
        return
    genes = likely.genes(end.id)
    if genes:
        agree = bool(all_keys(names) & all_keys(name for gene in genes for name in _own(gene)))
        why = f"; its gene is {genes[0].id} “{genes[0].label}”"
    else:
        agree, why = names_entry(names, mnemonic), ""
    if not agree and (genes or any(" " not in name for name in names)):
        message = f"no name of {row.mapping.subject_id} is that of {end.id} {_official(end)}{why}"
        yield _excusable(row, "error", "names-apart", message)


def _excusable(row: Row, severity: Severity, rule: str, message: str, hint: str = "") -> Finding:
    label = _official(row.target)
    if quoted(row.slot("comment"), label):
        return row.finding("note", rule, f"{message}; the row's comment says why")
    excuse = f"if it is right all the same, say why in the comment and quote “{label}” there"
    return row.finding(severity, rule, message, f"{hint} {excuse}".strip())


def _reason(row: Row, names: tuple[str, ...], ours: Ours) -> str:
    """Why names differ, where it can be told."""
    label = _official(row.target)
    others = [other for key in keys(label) for other in ours.named.get(key, ())]
    if others:
        return f"; it is the name of {others[0]}"
    if label.endswith(_TOPIC):
        return "; it is a heading for writings about it, not the thing itself"
    return next(filter(None, (_difference(name, label) for name in names)), "")


def _difference(name: str, label: str) -> str:
    """What a label has that a name has not, where that tells a kind of error."""
    more = set(words(label)) - set(words(name))
    if more & SALTS and set(words(name)) <= set(words(label)):
        return f"; it is the {' '.join(sorted(more & SALTS))}, a salt or form of it"
    if _other_number(words(name), words(label)):
        return "; it differs in a number or a letter, so it is another one of them"
    if keys(name) & keys(label, plural=True):
        return _PLURAL
    if any(_member(ours, theirs) for ours in keys(name) for theirs in keys(label)):
        return "; it is a shorter name, perhaps that of the family"
    return ""


def _member(name: str, family: str) -> bool:
    """Whether a name goes on, by a number or a letter, where another ends.

    Example:
        >>> _member("il17a", "il17"), _member("tlr4", "tlr"), _member("il1beta", "il1")
        (True, True, True)
        >>> _member("mulches", "mulch")
        False
    """
    rest = name.removeprefix(family)
    if not name.startswith(family) or not rest:
        return False
    numbered = family[-1].isalpha() and rest.isdigit()
    return numbered or (family[-1].isdigit() and (len(rest) == 1 or rest in LETTERS))


def _other_number(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether names of several words differ only in their numbers and single letters.

    Example:
        >>> _other_number(words("Toll-like receptor 4"), words("Toll-Like Receptor 2"))
        True
        >>> _other_number(words("interleukin-12"), words("interleukin-12"))
        False
    """
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    numbers = all(a.isdigit() or len(a) == 1 or a in LETTERS for pair in pairs for a in pair)
    return len(one) == len(other) > len(pairs) > 0 and numbers

"""What is suggested: a term, the relation that the evidence speaks for, and the reasons in words.

Where to go instead: `ldn_kg.link.suggesting` finds and weighs the terms; `ldn_kg.link.sssom_text`
writes them down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from ldn_kg.link.lexicon import LOOSE, Likeness, without, words
from ldn_kg.link.names import own_names
from ldn_kg.link.standing import EXACT, Ground
from ldn_kg.mappings import NO_TERM, Mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ldn_kg.link.ours import OurEntity
    from ldn_kg.vocabularies.terms import Term, Vocabulary

CLOSE, BROAD, NARROW, RELATED = (
    "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
)  # fmt: skip
LEXICAL, COMPOSITE = "semapv:LexicalMatching", "semapv:CompositeMatching"
TOOL = "ldn-kg link suggest"
LABEL, OTHER_NAME = "rdfs:label", "skos:altLabel"
_SYNONYM_FIELDS = {
    "exact": "oboInOwl:hasExactSynonym",
    "broad": "oboInOwl:hasBroadSynonym",
    "narrow": "oboInOwl:hasNarrowSynonym",
    "related": "oboInOwl:hasRelatedSynonym",
    "": OTHER_NAME,
}
#: What parts the name of a vocabulary from its address or prefix.
_NAME_PART = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that may be ours, for a person to judge.

    Args:
        entity: Ours.
        term: The candidate.
        vocabulary: Where it is from.
        predicate: The relation that is proposed.
        score: From 0 to 1.
        names: The names that brought it up.
        grounds: What structure and table say for and against it.
        remarks: What else the table says.
    """

    entity: OurEntity
    term: Term
    vocabulary: Vocabulary
    predicate: str
    score: float
    names: Likeness
    grounds: tuple[Ground, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Everything that made the score, in words."""
        return (
            _told(self.entity, self.names),
            *(ground.words for ground in self.grounds if ground.speaks_for),
            *(f"but {ground.words}" for ground in self.grounds if not ground.speaks_for),
            *self.remarks,
        )

    def as_row(self) -> Mapping:
        """The suggestion as a row of a mapping table; its comment has the reasons."""
        ours = _is_our_label(self.entity, self.names.ours)
        theirs = _SYNONYM_FIELDS[self.names.theirs.scope]
        return Mapping(
            subject_id=self.entity.id,
            predicate_id=self.predicate,
            object_id=self.term.id,
            mapping_justification=COMPOSITE if self.grounds else LEXICAL,
            subject_label=self.entity.label,
            object_label=self.term.label,
            other={
                "object_source_version": self.vocabulary.version,
                "mapping_tool": TOOL,
                "mapping_tool_version": version("ldn-kg"),
                "confidence": f"{self.score:.2f}",
                "subject_match_field": LABEL if ours else OTHER_NAME,
                "object_match_field": LABEL if self.names.is_label else theirs,
                "match_string": _shared(self.names),
                "comment": "; ".join(self.reasons),
            },
        )


def relation(names: Likeness, grounds: Collection[Ground]) -> str:
    """The relation that names and grounds speak for.

    Names that agree are an exact match, unless the scope of theirs says otherwise: a broad synonym
    is broader than its term, so a term that shares it with ours is narrower. Names of the same
    words are a close match. Where only some words are shared, or the kinds differ, no more than
    `skos:relatedMatch` is proposed.

    Args:
        names: The names that are alike.
        grounds: What structure and table say.
    """
    if any(ground.unfit for ground in grounds):
        return RELATED
    sides = {ground.side for ground in grounds} - {""}
    if sides:
        return BROAD if "broader" in sides else NARROW
    if names.agrees:
        by_scope = {"related": CLOSE, "broad": NARROW, "narrow": BROAD}
        return by_scope.get(names.theirs.scope, EXACT)
    return CLOSE if names.value >= LOOSE else RELATED


def says_more(names: Likeness) -> bool:
    """Whether their name has all words of ours and others."""
    return set(words(names.ours)) < set(words(names.theirs.text))


def says_less(names: Likeness) -> bool:
    """Whether their name has some of the words of ours and no other."""
    return set(words(names.ours)) > set(words(names.theirs.text))


def remarks(term: str, rows: Iterable[Mapping]) -> Iterator[str]:
    """What rows of an entity say of a term, or of its whole vocabulary.

    Args:
        term: CURIE of the term.
        rows: The rows.
    """
    prefix = term.partition(":")[0].casefold()
    for row in rows:
        if row.object_id == term:
            yield f"our table has it as {row.predicate_id}"
        elif row.object_id == NO_TERM and prefix in _NAME_PART.split(_searched(row)):
            yield "our table says that there is none"


def _searched(row: Mapping) -> str:
    return row.other.get("object_source", "").casefold()


def _told(entity: OurEntity, names: Likeness) -> str:
    """How two names stand to each other, in words."""
    ours = "label" if _is_our_label(entity, names.ours) else "synonym"
    scope, their = names.theirs.scope, names.theirs.text
    theirs = "label" if names.is_label else f"{scope} synonym".strip()
    what = f"our {ours} “{names.ours}”", f"its {theirs} “{their}”"
    if names.agrees:
        return " is ".join(what)
    lacks, adds = (without(*pair) for pair in ((names.ours, their), (their, names.ours)))
    if not lacks and not adds:
        return " has the words of ".join(what)
    differs = [f"lacks “{' '.join(lacks)}”"] if lacks else []
    differs += [f"adds “{' '.join(adds)}”"] if adds else []
    return f"{' is in part '.join(what)}, which {' and '.join(differs)}"


def _shared(names: Likeness) -> str:
    """The words that both names have, as they are compared; ours where none is the same."""
    ours, theirs = dict.fromkeys(words(names.ours)), words(names.theirs.text)
    return " ".join([word for word in ours if word in theirs] or ours)


def _is_our_label(entity: OurEntity, name: str) -> bool:
    return name in own_names([entity.label])

"""The cards for an answer to why something follows.

A conclusion stands before the rule or axiom that gives it, that before what it starts from, a claim
before its lines of evidence. Proofs that differ only in one thing share a card, and what occurs
twice is drawn once. Where to go instead: `ldn_kg.explain.gist` says what a proof comes to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.draw import palette
from ldn_kg.draw.cards import Card, Sheet, Style, lines
from ldn_kg.draw.lettering import text_width
from ldn_kg.explain.gist import Gist, Held, gist, telling
from ldn_kg.explain.outline import source_of
from ldn_kg.explain.phrases import and_, sentence
from ldn_kg.explain.testimony import by_place, commitment, scene
from ldn_kg.explain.trees import Asserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_kg.draw.cards import Words
    from ldn_kg.explain.gist import Ground, Reason
    from ldn_kg.explain.premises import Evidence
    from ldn_kg.explain.why import Why

#: So many proofs that differ in one thing only are drawn one by one; more share a card.
_ALIKE = 3
#: So many lines of evidence of one claim are drawn.
_LINES = 6
#: So many conclusions from a claim are drawn.
_FOLLOWING = 8
#: So many publications are named on a card; its title names all.
_CITED = 4
_SIDES = {"supports": "for", "disputes": "against"}
_STRONG, _NAME, _HEAD = (Style(size, weight=600) for size in (13.0, 12.5, 12.0))
_TEXT, _SMALL, _FINE = Style(12.0), Style(11.0), Style(10.5)
_ASIDE, _NOTE = (Style(size, palette.MUTED) for size in (11.0, 10.5))


def cards(why: Why) -> Sheet:
    """The cards of the picture of an answer.

    Args:
        why: The answer.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.explain.why import why
        >>> [first, second] = cards(why(Facts(ldn_kg.open().store), "tlr4", "microglia")).top
        >>> first.title
        'Toll-like receptor 4 is found in microglial cells.'
    """
    maker = _Maker(why)
    news = [gist(found) for found in telling(why.conclusions)]
    if isinstance(news[0], Held):
        claim = maker.card(news[0])
        follows = [gist(found) for found in why.follows]
        return Sheet(tuple(maker.following(news[0], follows)), claim)
    return Sheet(tuple(maker.card(found) for found in news))


class _Maker:
    """Remembers what is drawn, so that nothing is drawn twice."""

    def __init__(self, why: Why) -> None:
        self._words, self._facts = why.phrases, why.facts
        self._claims = why.grower.premises.statements
        self._drawn: set[str] = set()

    def card(self, ground: Ground) -> Card:
        """A conclusion, a claim or a fact."""
        if isinstance(ground, Asserted):
            text = sentence(self._words.edge(ground.edge, self._claims))[:-1]
            source = source_of(ground)
            words = (*lines(text, "fact", _TEXT), *lines(source, "fact", _NOTE))
            return Card("fact", words, f"{text}, {source}.")
        if ground.key in self._drawn:
            text = self._text(ground)
            words = lines(f"as above: {text}", "again", _ASIDE)
            return Card("again", words, f"As above: {sentence(text)}")
        self._drawn.add(ground.key)
        return self._claim(ground) if isinstance(ground, Held) else self._conclusion(ground)

    def following(self, held: Held, found: Sequence[Gist | Held]) -> Iterator[Card]:
        """What follows from a claim, each with the rule by which it does."""
        following = [one for one in found if isinstance(one, Gist)]
        for one in following[:_FOLLOWING]:
            others = {
                g.key for reason in one.reasons for g in reason.grounds if isinstance(g, Held)
            }
            note = _together(len(others - {held.key}))
            yield self._head(one, note, tuple(self._rule(one, r, ()) for r in one.reasons[:1]))
        more = len(following) - _FOLLOWING
        if more > 0:
            text = f"and {more} more"
            yield Card("conclusion", lines(text, "conclusion", _ASIDE), sentence(text))

    def _text(self, ground: Gist | Held) -> str:
        if isinstance(ground, Held):
            return self._words.claim(ground.claim, limits="")
        return self._words.edge(ground.edge, self._claims)

    def _conclusion(self, found: Gist) -> Card:
        rules = []
        for group in _alike(found.reasons):
            drawn = group if len(group) <= _ALIKE else group[:1]
            for reason in drawn:
                behind = [self.card(ground) for ground in reason.grounds]
                if len(drawn) < len(group):
                    behind.append(self._more(found, group[1:]))
                rules.append(self._rule(found, reason, tuple(behind)))
        note = (
            f"{found.others} more proof{'' if found.others == 1 else 's'}" if found.others else ""
        )
        return self._head(found, note, tuple(rules))

    def _head(self, found: Gist, note: str, rules: tuple[Card, ...]) -> Card:
        text, predicate = sentence(self._text(found))[:-1], found.edge.predicate
        words = lines(text, "conclusion", _STRONG)
        return Card(
            "conclusion",
            (*words, *lines(note, "conclusion", _NOTE)) if note else words,
            f"{text}.",
            sign=self._facts.signs.get(predicate, ""),
            stance="contested" if self._facts.is_under(predicate, "ldn:contestedRelation") else "",
            behind=rules,
        )

    def _rule(self, found: Gist, reason: Reason, behind: tuple[Card, ...]) -> Card:
        title = self._words.title(reason.via)
        folded = [self._words.title(via) for via in reason.folded if via.axiom is not None]
        whole = "; ".join([title, *folded])
        if reason.steps:
            title = sentence(self._words.multiplied(reason.steps, found.edge.predicate))[:-1]
        elif folded and len(reason.grounds) == 1:
            title = ", ".join(folded)
        return Card("rule", lines(title, "rule", _FINE, most=8), whole, behind=behind)

    def _more(self, found: Gist, reasons: Sequence[Reason]) -> Card:
        """Proofs that are like the one drawn, by what they are about."""
        ends = {found.edge.subject, found.edge.object}
        names: dict[str, None] = {}
        for ground in (reason.grounds[0] for reason in reasons):
            others = [self._words.label(part) for part in _parts(ground) if part not in ends]
            if not others and isinstance(ground, Held):
                others = [", ".join(self._words.limits(ground.claim)) or "without limits"]
            names |= dict.fromkeys(others)
        text = f"and {len(reasons)} more like it: {and_(list(names))}"
        return Card("more", lines(text, "more", _ASIDE, most=12), sentence(text))

    def _claim(self, held: Held) -> Card:
        stance, sign = self._words.label(held.stance), self._facts.signs.get(held.claim.predicate)
        mark = Style(10.5, palette.DIRECTIONS[sign or ""].ink, 650)
        limits = ", ".join(self._words.limits(held.claim))
        name = lines(sentence(self._text(held))[:-1], "claim", _NAME)
        said = [*held.supporting, *held.disputing]
        behind = [self._evidence(line) for line in said[:_LINES]]
        if len(said) > _LINES:
            text = f"and {len(said) - _LINES} more lines of evidence"
            behind.append(Card("evidence", lines(text, "evidence", _ASIDE), sentence(text)))
        short = stance.removesuffix(" claim")
        return Card(
            "claim",
            (
                *lines(stance, "claim", mark),
                *name,
                *(lines(limits, "claim", _ASIDE) if limits else ()),
            ),
            f"{stance}: {self._words.claim(held.claim)}.",
            sign=sign or "",
            stance=short if short in palette.STANCES else "",
            behind=tuple(behind),
        )

    def _evidence(self, evidence: Evidence) -> Card:
        line = evidence.line
        by = "the review"
        if line.layer != "review":
            by = self._words.label(evidence.publication)
        cited = [self._words.label(publication) for publication in line.cites]
        whole = and_(cited) or sentence(by)[:-1]
        some = [*cited[: _CITED - 1], f"{len(cited) - _CITED + 1} more"]
        head = and_(some) if len(cited) > _CITED else whole
        how = commitment(line)
        says = [f"{by} {how}" if cited else f"{how}, without a reference"]
        says += scene(self._words, evidence)
        places = [
            f"{place} · {', '.join(f'{spot.start}–{spot.end}' for spot in spots)}"
            for place, spots in by_place(evidence.spots).items()
        ]
        side = _SIDES.get(line.direction, "")
        # Room for the word at the corner.
        words: list[Words] = [*lines(head, "evidence", _HEAD, margin=24.0 + text_width(side, 12.0))]
        words += lines(", ".join(says), "evidence", _SMALL)
        words += (part for place in places for part in lines(place, "evidence", _NOTE))
        title = f"{whole}: {', '.join(says)}. {'; '.join(places)}."
        return Card("evidence", tuple(words), title, side=side)


def _parts(ground: Ground) -> tuple[str, ...]:
    if isinstance(ground, Held):
        return ground.claim.subject, ground.claim.object or ""
    return ground.edge.subject, ground.edge.object


def _together(others: int) -> str:
    if not others:
        return ""
    return f"together with {'another claim' if others == 1 else f'{others} other claims'}"


def _alike(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Proofs by the same rule from the same kinds of grounds, in one group each."""
    groups: dict[tuple[object, ...], list[Reason]] = {}
    for reason in reasons:
        shape = (reason.via.iri, *(_shape(ground) for ground in reason.grounds))
        groups.setdefault(shape, []).append(reason)
    return list(groups.values())


def _shape(ground: Ground) -> tuple[str, str]:
    predicate = ground.claim.predicate if isinstance(ground, Held) else ground.edge.predicate
    return type(ground).__name__, predicate

"""What the picture of a proof shows: cards in a tree, each with its words and its size.

A conclusion stands before the rule or axiom that gives it, that before what it starts from, a claim
before its lines of evidence. Proofs that differ only in one thing share a card, and what occurs
twice is drawn once. Where to go instead: `ldn_kg.draw.proof` says where cards stand and draws them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ldn_kg.draw import palette
from ldn_kg.draw.lettering import printable, text_width, wrap
from ldn_kg.trace.gist import Gist, Held, gist, telling
from ldn_kg.trace.outline import source_of
from ldn_kg.trace.phrases import and_, sentence
from ldn_kg.trace.testimony import by_place, commitment, scene
from ldn_kg.trace.trees import Asserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_kg.trace.gist import Ground, Reason
    from ldn_kg.trace.premises import Evidence
    from ldn_kg.trace.why import Why

Kind = Literal["conclusion", "rule", "claim", "fact", "more", "again", "evidence"]

WIDTHS: dict[Kind, float] = {
    "conclusion": 232.0,
    "rule": 148.0,
    "claim": 290.0,
    "fact": 290.0,
    "more": 290.0,
    "again": 290.0,
    "evidence": 330.0,
}
PADDING_X, PADDING_Y = 14.0, 9.0
_LEADING = 1.32
_SIDES = {"supports": "for", "disputes": "against"}
_PLAIN = 400
#: Bold letters are so much wider than plain ones.
_BOLD = 1.14
#: So many publications are named on a card; its title names all.
_CITED = 4
#: So many proofs that differ in one thing only are drawn one by one; more share a card.
_ALIKE = 3
#: So many lines of evidence of one claim are drawn.
_LINES = 6
#: So many conclusions from a claim are drawn.
_FOLLOWING = 8


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on a card.

    Args:
        text: The words.
        size: Font size.
        ink: Colour.
        weight: Font weight.
    """

    text: str
    size: float
    ink: str = palette.INK
    weight: int = 400


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One card, with what stands behind it.

    Args:
        kind: What it is.
        words: Its lines.
        title: Everything that it says, for those who hover or listen.
        sign: Of a relation: ``+``, ``-`` or empty.
        stance: Of a claim, and of the edge of a contested one: contested, disputed, or empty.
        side: Of a line of evidence: ``for`` or ``against`` its claim, or empty.
        behind: The cards that it rests on.
    """

    kind: Kind
    words: tuple[Words, ...]
    title: str
    sign: str = ""
    stance: str = ""
    side: str = ""
    behind: tuple[Card, ...] = ()

    @property
    def width(self) -> float:
        """Its width, the same for all of a kind."""
        return WIDTHS[self.kind]

    @property
    def height(self) -> float:
        """As high as its words need."""
        return 2 * PADDING_Y + sum(leading(line) for line in self.words)


def leading(line: Words) -> float:
    """How far the line after a line of text stands below it."""
    return round(line.size * _LEADING, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All cards of a picture.

    Args:
        top: What is explained, each with all behind it.
        claim: The claim that all of it follows from, where a claim was asked about.
    """

    top: tuple[Card, ...]
    claim: Card | None = None

    def __iter__(self) -> Iterator[Card]:
        todo = [*self.top, *([self.claim] if self.claim else [])]
        while todo:
            card = todo.pop()
            yield card
            todo += card.behind


def cards(why: Why) -> Sheet:
    """The cards of the picture of an answer.

    Args:
        why: The answer.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.trace.why import why
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
        self._why, self._words, self._facts = why, why.phrases, why.facts
        self._claims = why.grower.premises.statements
        self._drawn: set[str] = set()

    def card(self, ground: Ground) -> Card:
        """A conclusion, a claim or a fact."""
        if isinstance(ground, Asserted):
            text = sentence(self._words.edge(ground.edge, self._claims))[:-1]
            lines = [
                *_lines(text, "fact", 12.0),
                *_lines(source_of(ground), "fact", 10.5, palette.MUTED),
            ]
            return Card("fact", tuple(lines), f"{text}, {source_of(ground)}.")
        if ground.key in self._drawn:
            return self._again(ground)
        self._drawn.add(ground.key)
        return self._claim(ground) if isinstance(ground, Held) else self._conclusion(ground)

    def following(self, held: Held, found: Sequence[Gist | Held]) -> Iterator[Card]:
        """What follows from a claim, each with the rule by which it does."""
        following = [one for one in found if isinstance(one, Gist)]
        for one in following[:_FOLLOWING]:
            others = {
                g.key for reason in one.reasons for g in reason.grounds if isinstance(g, Held)
            }
            note = len(others - {held.key})
            yield self._head(one, _together(note), (self._rule(one, one.reasons[0], ()),))
        more = len(following) - _FOLLOWING
        if more > 0:
            yield Card(
                "conclusion", _lines(f"and {more} more", "conclusion", 12.0, palette.MUTED), ""
            )

    def _again(self, ground: Gist | Held) -> Card:
        text = self._text(ground)
        lines = _lines(f"as above: {text}", "again", 11.0, palette.MUTED)
        return Card("again", lines, f"As above: {sentence(text)}")

    def _text(self, ground: Gist | Held) -> str:
        if isinstance(ground, Held):
            return self._words.claim(ground.claim, limits="")
        return self._words.edge(ground.edge, self._claims)

    def _conclusion(self, found: Gist) -> Card:
        groups = _alike(found.reasons)
        rules = []
        for group in groups:
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
        text = sentence(self._text(found))[:-1]
        lines = [*_lines(text, "conclusion", 13.0, weight=600)]
        lines += _lines(note, "conclusion", 10.5, palette.MUTED) if note else ()
        predicate = found.edge.predicate
        return Card(
            "conclusion",
            tuple(lines),
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
        return Card("rule", _lines(title, "rule", 10.5, lines=8), whole, behind=behind)

    def _more(self, found: Gist, reasons: Sequence[Reason]) -> Card:
        """Proofs that are like the one drawn, by what they are about."""
        ends = {found.edge.subject, found.edge.object}
        names: dict[str, None] = {}
        for ground in (reason.grounds[0] for reason in reasons):
            parts = _parts(ground)
            others = [self._words.label(part) for part in parts if part not in ends]
            if not others and isinstance(ground, Held):
                others = [", ".join(self._words.limits(ground.claim)) or "without limits"]
            names |= dict.fromkeys(others)
        text = f"and {len(reasons)} more like it: {and_(list(names))}"
        return Card("more", _lines(text, "more", 11.0, palette.MUTED, lines=12), sentence(text))

    def _claim(self, held: Held) -> Card:
        stance = self._words.label(held.stance)
        text = sentence(self._words.claim(held.claim, limits=""))[:-1]
        limits = ", ".join(self._words.limits(held.claim))
        ink = palette.DIRECTIONS[self._facts.signs.get(held.claim.predicate, "")].ink
        lines = [
            *_lines(stance, "claim", 10.5, ink, weight=650),
            *_lines(text, "claim", 12.5, weight=600),
            *(_lines(limits, "claim", 11.0, palette.MUTED) if limits else ()),
        ]
        said = [*held.supporting, *held.disputing]
        behind = [self._evidence(line) for line in said[:_LINES]]
        if len(said) > _LINES:
            text_more = f"and {len(said) - _LINES} more lines of evidence"
            lines_more = _lines(text_more, "evidence", 11.0, palette.MUTED)
            behind.append(Card("evidence", lines_more, sentence(text_more)))
        short = stance.removesuffix(" claim")
        return Card(
            "claim",
            tuple(lines),
            f"{stance}: {self._words.claim(held.claim)}.",
            sign=self._facts.signs.get(held.claim.predicate, ""),
            stance=short if short in palette.STANCES else "",
            behind=tuple(behind),
        )

    def _evidence(self, evidence: Evidence) -> Card:
        line, label = evidence.line, self._words.label
        by = "the review" if line.layer == "review" else label(evidence.publication)
        cited = [label(publication) for publication in line.cites]
        whole = and_(cited) or sentence(by)[:-1]
        some = [*cited[: _CITED - 1], f"{len(cited) - _CITED + 1} more"]
        head = and_(some) if len(cited) > _CITED else whole
        says = (
            f"{by} {commitment(line)}" if line.cites else f"{commitment(line)}, without a reference"
        )
        says = ", ".join([says, *scene(self._words, evidence)])
        stands = [
            f"{place} · {', '.join(f'{spot.start}–{spot.end}' for spot in spots)}"
            for place, spots in by_place(evidence.spots).items()
        ]
        side = _SIDES.get(line.direction, "")
        words = [
            # Room for the word at the corner.
            *_lines(head, "evidence", 12.0, weight=600, margin=24.0 + text_width(side, 12.0)),
            *_lines(says, "evidence", 11.0),
            *(part for place in stands for part in _lines(place, "evidence", 10.5, palette.MUTED)),
        ]
        title = f"{whole}: {says}. {'; '.join(stands)}."
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


def _lines(
    text: str,
    kind: Kind,
    size: float,
    ink: str = palette.INK,
    *,
    weight: int = 400,
    lines: int = 5,
    margin: float = 0.0,
) -> tuple[Words, ...]:
    """A text broken to the width of a card."""
    wider = _BOLD if weight > _PLAIN else 1.0
    room = (WIDTHS[kind] - 2 * PADDING_X - margin) / wider
    broken = wrap(printable(text), room, size, lines)
    return tuple(Words(part, size, ink, weight) for part in broken)

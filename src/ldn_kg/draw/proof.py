"""The picture of a proof: what follows on the left, what it rests on to the right, evidence last.

One SVG file that needs nothing beside it. Where to go instead: `ldn_kg.draw.dealing` says what is
on it; `ldn_kg.draw.svg` draws a network of claims.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ldn_kg.draw import palette
from ldn_kg.draw.cards import BOLD, WIDTHS
from ldn_kg.draw.dealing import cards
from ldn_kg.draw.elements import Element, add, titled, words
from ldn_kg.draw.layout import Place
from ldn_kg.draw.lettering import printable, wrap
from ldn_kg.draw.marks import draw_card, draw_legend, draw_link
from ldn_kg.explain.gist import telling
from ldn_kg.explain.phrases import article
from ldn_kg.notice import NOTICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_kg.draw.cards import Card, Kind, Sheet
    from ldn_kg.explain.why import Why

_MARGIN, _INSET = 20.0, 16.0
#: From the left edge of a column to its cards.
_BAND = 26.0
_HEADING, _FOOT = 34.0, 30.0
_TITLE_SIZE, _TITLE_LINES = 20.0, 4
#: From a card to what stands behind it.
_TO_RULE, _FROM_RULE, _TO_EVIDENCE = 26.0, 62.0, 60.0
#: Between cards that stand under one another.
_GAPS: dict[Kind, float] = {"conclusion": 30.0, "rule": 20.0, "evidence": 8.0}
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class _Bands:
    """Where the columns are.

    Args:
        claims: Left edge of the cards of claims.
        evidence: Left edge of the cards of evidence.
        right: Right edge of the picture.
    """

    claims: float
    evidence: float
    right: float


def proof_svg(why: Why) -> str:
    """The figure as the text of an SVG file.

    Args:
        why: What is explained.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.explain.why import why
        >>> proof_svg(why(Facts(ldn_kg.open().store), "tlr4", "microglia"))[:4]
        '<svg'
    """
    return _Figure(cards(why), _title(why)).text()


def _title(why: Why) -> str:
    """What is explained."""
    phrases, claims = why.phrases, why.grower.premises.statements
    news = telling(why.conclusions)
    edge = news[0].edge
    if edge.subject in claims:
        claim = phrases.claim(claims[edge.subject], limits="")
        return f"Why “{claim}” is {article(phrases.label(edge.object))}"
    if len(news) > 1:
        first, last = (phrases.noun(node).text for node in (edge.subject, edge.object))
        return f"What follows from {first} to {last}, and why"
    return f"Why {phrases.edge(edge, claims)}"


class _Figure:
    def __init__(self, sheet: Sheet, title: str) -> None:
        self._sheet, self._title = sheet, title
        self._places: dict[Card, Place] = {}
        deepest = max((_depth(card) for card in sheet.top), default=0)
        before = (deepest + 1) * (WIDTHS["conclusion"] + _TO_RULE + WIDTHS["rule"] + _FROM_RULE)
        claims = _MARGIN + (_INSET + before if sheet.top else _BAND)
        evidence = claims + WIDTHS["claim"] + _TO_EVIDENCE
        right = evidence + WIDTHS["evidence"] + _INSET + 6.0 + _MARGIN
        self._bands = _Bands(claims, evidence, right)

    def text(self) -> str:
        root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "graphics-document"})
        root.set("aria-labelledby", "title description")
        add(root, "title", id="title").text = printable(self._title)
        add(root, "desc", id="description").text = self._counts()
        width = self._bands.right
        add(root, "rect", width="100%", height="100%", fill=palette.PAPER)
        y = 14.0
        room = (width - 2 * _MARGIN) / BOLD
        for line in wrap(printable(self._title), room, _TITLE_SIZE, _TITLE_LINES):
            y += 24.0
            words(root, line, (_MARGIN, y), _TITLE_SIZE, font_weight=650, fill=palette.INK)
        words(root, NOTICE, (_MARGIN, y + 21), 12.5, fill=palette.MUTED)
        top = y + 36.0
        bottom = self._lay_out(top + _HEADING + 10)
        self._draw_bands(root, top, bottom)
        self._draw_links(add(root, "g", fill="none", role="graphics-object", aria_label="Links"))
        group = add(root, "g", role="graphics-object", aria_label="Cards")
        for card, place in self._places.items():
            draw_card(titled(group, card.title), card, place)
        height = draw_legend(root, self._sheet, bottom + 8, width) + _FOOT
        foot = f"LDN-KG · {self._counts()}"
        words(root, foot, (_MARGIN, height - 13), 11, fill=palette.MUTED)
        root.set("width", f"{width:g}")
        root.set("height", f"{height:g}")
        root.set("viewBox", f"0 0 {width:g} {height:g}")
        root.set("font-family", palette.FONT)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _counts(self) -> str:
        found = Counter(card.kind for card in self._sheet)
        named: tuple[tuple[Kind, str, str], ...] = (
            ("conclusion", "conclusion", "conclusions"),
            ("claim", "claim", "claims"),
            ("fact", "curated fact", "curated facts"),
            ("evidence", "line of evidence", "lines of evidence"),
        )
        return ", ".join(
            f"{found[kind]} {one if found[kind] == 1 else many}"
            for kind, one, many in named
            if found[kind]
        )

    def _lay_out(self, top: float) -> float:
        """Gives each card its place; says where the lowest ends."""
        claim = self._sheet.claim
        if claim is None:
            return self._stack(self._sheet.top, top, 0) + _INSET
        # What follows from a claim stands beside it, the lower of the two in the middle.
        follows, height = _stacked(self._sheet.top), _block(claim)
        whole = max(follows, height)
        self._stack(self._sheet.top, top + (whole - follows) / 2, 0)
        self._put(claim, top + (whole - height) / 2, 0)
        return top + whole + _INSET

    def _stack(self, some: Sequence[Card], top: float, depth: int) -> float:
        for index, card in enumerate(some):
            top += _gap(card) if index else 0.0
            self._put(card, top, depth)
            top += _block(card)
        return top

    def _put(self, card: Card, top: float, depth: int) -> None:
        block, behind = _block(card), _stacked(card.behind)
        y = top + (block - card.height) / 2
        self._places[card] = Place(self._x(card.kind, depth), y, card.width, card.height)
        inner = depth + 1 if card.kind == "rule" else depth
        self._stack(card.behind, top + (block - behind) / 2, inner)

    def _x(self, kind: Kind, depth: int) -> float:
        if kind == "evidence":
            return self._bands.evidence
        if kind not in {"conclusion", "rule"}:
            return self._bands.claims
        step = WIDTHS["conclusion"] + _TO_RULE + WIDTHS["rule"] + _FROM_RULE
        left = _MARGIN + _INSET + depth * step
        return left if kind == "conclusion" else left + WIDTHS["conclusion"] + _TO_RULE

    def _draw_bands(self, root: Element, top: float, bottom: float) -> None:
        claim = self._sheet.claim is not None
        edges = [_MARGIN, self._bands.claims - _BAND, self._bands.evidence - _BAND]
        names = ["What follows", "Claims and curated facts", "Evidence and where it stands"]
        if claim:
            names = ["What follows from it", "The claim", names[2]]
        ends = [*edges[1:], self._bands.right - _MARGIN]
        tints = (palette.BANDS[0], palette.BANDS[1], palette.BANDS[3])
        for name, left, right, band in zip(names, edges, ends, tints, strict=True):
            if right - left < WIDTHS["rule"]:
                continue
            frame = add(root, "rect", x=left, y=top, width=right - left - 6.0, rx=12.0)
            frame.set("height", f"{bottom - top:g}")
            frame.set("fill", band.tint)
            at = (left + (right - left - 6) / 2, top + 24)
            heading = words(root, name, at, 13, font_weight=650, fill=band.ink)
            heading.set("text-anchor", "middle")

    def _draw_links(self, group: Element) -> None:
        for card, place in self._places.items():
            for other in card.behind:
                draw_link(group, card, place, other, self._places[other])
        if self._sheet.claim is not None:
            for card in self._sheet.top:
                for rule in card.behind:
                    claim = self._sheet.claim
                    draw_link(group, rule, self._places[rule], claim, self._places[claim])


def _depth(card: Card) -> int:
    """How many conclusions stand behind one another below a card."""
    below = max((_depth(other) for other in card.behind), default=0)
    return below + (card.kind == "rule" and any(c.kind == "conclusion" for c in card.behind))


def _gap(card: Card) -> float:
    return _GAPS.get(card.kind, _GAP)


def _stacked(some: Sequence[Card]) -> float:
    """How high some cards are under one another, each with all behind it."""
    return sum(_block(card) for card in some) + sum(_gap(card) for card in some[1:])


def _block(card: Card) -> float:
    """How high a card is with all behind it."""
    return max(card.height, _stacked(card.behind))

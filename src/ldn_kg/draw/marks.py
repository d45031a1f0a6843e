"""How a card, a link between cards and the legend look in the picture of a proof.

Where to go instead: `ldn_kg.draw.elements` for what all pictures share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.draw import palette, strokes
from ldn_kg.draw.cards import PADDING_X, PADDING_Y, Card
from ldn_kg.draw.elements import add, draw_badge, words
from ldn_kg.draw.layout import Place
from ldn_kg.draw.lettering import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.draw.cards import Sheet
    from ldn_kg.draw.elements import Element

_DASHED, _DOTTED = "5 3.5", "1.6 3.4"
_QUIET, _BORDER = "#9aa3ae", "#c3c9d4"
_BEND = 58.0
_CORNER, _BAR, _FOLD = 5.0, 6.0, 9.8
_SMALL = 11.5
_SIGNS = {
    "+": "more of the one, more of the other",
    "-": "more of the one, less of the other",
    "": "which way is not said",
}


def draw_link(group: Element, card: Card, place: Place, other: Card, behind: Place) -> None:
    """A line from a card to one that it rests on; all bending is done near the first.

    Args:
        group: Where it goes.
        card: What rests on the other.
        place: Where it stands.
        other: What it rests on.
        behind: Where that stands.
    """
    x1, y1 = place.x + place.width, place.y + place.height / 2
    x2, y2 = behind.x, behind.y + behind.height / 2
    bend = min(x2 - x1, _BEND)
    half = x1 + bend / 2
    path = f"M{x1:g},{y1:g}C{half:g},{y1:g} {half:g},{y2:g} {x1 + bend:g},{y2:g}L{x2:g},{y2:g}"
    line = add(group, "path", d=path, stroke=_QUIET, stroke_width=1.5)
    if other.side == "against":
        line.set("stroke-dasharray", _DASHED)
    if card.kind == "conclusion":
        tip = f"M{x1 + 8:g},{y1 - 4:g}L{x1 + 1:g},{y1:g}L{x1 + 8:g},{y1 + 4:g}Z"
        add(group, "path", d=tip, fill=palette.MUTED)


def draw_card(group: Element, card: Card, place: Place) -> None:
    """A card with its words.

    Args:
        group: Where it goes.
        card: The card.
        place: Where it stands.
    """
    _draw_frame(group, card, place)
    centred = card.kind == "rule"
    x = place.x + (place.width / 2 if centred else PADDING_X)
    y = place.y + PADDING_Y
    for line in card.words:
        y += line.leading
        style = line.style
        at = (x, round(y - style.size * 0.32, 1))
        text = words(group, line.text, at, style.size, fill=style.ink, font_weight=style.weight)
        if centred:
            text.set("text-anchor", "middle")
    if card.stance in palette.STANCES:
        draw_badge(group, card.stance, (place.x + place.width - 14, place.y + 14))
    if card.side:
        wide = _side_width(card.side)
        _draw_side(group, card.side, place.x + place.width - wide - 12, place.y + 7)


def _draw_frame(group: Element, card: Card, place: Place) -> None:
    ink = palette.DIRECTIONS[card.sign].ink
    look: dict[str, object] = {"fill": "#ffffff", "stroke": _BORDER, "stroke_width": 1.2}
    if card.kind in {"conclusion", "claim"}:
        look |= {"stroke": ink, "stroke_width": 1.4}
        look |= {"stroke_dasharray": _DASHED} if card.stance else {}
    elif card.kind in {"again", "more"}:
        look |= {"fill": "none", "stroke": _QUIET, "stroke_dasharray": _DOTTED}
    shapes: dict[str, palette.Shape] = {"evidence": "folded", "rule": "stadium"}
    outline = strokes.outline(shapes.get(card.kind, "rounded"), place)
    add(group, "path", d=outline, **look)
    if card.kind in {"conclusion", "claim"}:
        add(group, "path", d=_bar(place), fill=ink)
    elif card.kind == "evidence":
        x, y = place.x + place.width - _FOLD, place.y
        fold = f"M{x:g},{y:g}L{x:g},{y + _FOLD:g}L{x + _FOLD:g},{y + _FOLD:g}Z"
        add(group, "path", d=fold, fill=palette.LINE, stroke=_BORDER, stroke_width=1.0)


def _bar(place: Place) -> str:
    """The coloured edge of a card, rounded like the card."""
    left, top, bottom = place.x, place.y, place.y + place.height
    turn = f"A{_CORNER:g},{_CORNER:g} 0 0 1 "
    return (
        f"M{left + _BAR:g},{top:g}L{left + _BAR:g},{bottom:g}L{left + _CORNER:g},{bottom:g}"
        f"{turn}{left:g},{bottom - _CORNER:g}L{left:g},{top + _CORNER:g}"
        f"{turn}{left + _CORNER:g},{top:g}Z"
    )


def _side_width(word: str) -> float:
    return text_width(word, 10.5) + 14


def _draw_side(group: Element, word: str, x: float, y: float) -> None:
    """Whether a line is for or against its claim."""
    against, wide = word == "against", _side_width(word)
    fill, ink = ("#ffffff", palette.INK) if against else (palette.INK, "#ffffff")
    frame = add(group, "rect", x=x, y=y, width=wide, height=16.0, rx=8.0, fill=fill)
    frame.set("stroke", palette.INK)
    if against:
        frame.set("stroke-dasharray", "3 2")
    text = words(group, word, (x + wide / 2, y + 11.7), 10.5, fill=ink, font_weight=650)
    text.set("text-anchor", "middle")


def draw_legend(parent: Element, sheet: Sheet, top: float, width: float) -> float:
    """Adds what has to be explained, and says where it ends.

    Args:
        parent: The figure.
        sheet: What is drawn; only what occurs in it is explained.
        top: Where the legend begins.
        width: Room from the left edge to the right one.
    """
    group = add(parent, "g", role="graphics-object", aria_label="Legend")
    x, y = 20.0, top + 16
    for card, meaning in _entries(sheet):
        sample = _side_width(card.side) if card.side else 34.0
        needed = sample + 8 + text_width(meaning, _SMALL) + 22
        if x + needed > width and x > 20.0:  # noqa: PLR2004 - the left margin
            x, y = 20.0, y + 24
        if card.side:
            _draw_side(group, card.side, x, y - 8)
        else:
            _draw_frame(group, card, Place(x, y - 8, sample, 16.0))
        if card.stance in palette.STANCES:
            draw_badge(group, card.stance, (x + 22, y))
        words(group, meaning, (x + sample + 8, y + 4), _SMALL, fill=palette.INK)
        x += needed
    return y + 14


def _entries(sheet: Sheet) -> Iterator[tuple[Card, str]]:
    found = list(sheet)
    signs = {card.sign for card in found if card.kind in {"conclusion", "claim"}}
    for sign, meaning in _SIGNS.items():
        if sign in signs:
            yield Card("claim", (), "", sign=sign), meaning
    for stance, meaning in palette.STANCES.items():
        if any(card.stance == stance for card in found):
            yield Card("claim", (), "", stance=stance), meaning
    if any(card.side == "against" for card in found):
        yield Card("evidence", (), "", side="against"), "evidence against the claim"

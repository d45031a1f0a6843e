"""The legend of the static figure: a panel under the picture, never over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.draw import palette
from ldn_kg.draw.elements import add, draw_badge, draw_stroke, words
from ldn_kg.draw.layout import Place, Way
from ldn_kg.draw.lettering import text_width
from ldn_kg.draw.picture import Link
from ldn_kg.draw.strokes import outline, stroke

if TYPE_CHECKING:
    from ldn_kg.draw.elements import Element
    from ldn_kg.draw.picture import Picture

_SIZE = 11.5
_ROW = 24.0
SWATCH = 42.0
_GAP = 24.0
_HEAD = 92.0
_PADDING = 14.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the legend explains: words, and a kind of box or a link to show."""

    words: str
    kind: str = ""
    link: Link | None = None


def entries(picture: Picture) -> list[tuple[str, list[Entry]]]:
    """What has to be explained for this picture, under headings.

    Args:
        picture: What is drawn; only kinds and stances that occur in it are explained.
    """
    kinds = {box.kind for box in picture.boxes}
    stances = {link.stance for link in picture.links}
    boxes = [Entry(look.one, kind=kind) for kind, look in palette.LOOKS.items() if kind in kinds]
    signs = [
        Entry(direction.words, link=_sample(sign=sign))
        for sign, direction in palette.DIRECTIONS.items()
    ]
    dashes = [
        Entry(dash.words, link=_sample(evidence=evidence))
        for evidence, dash in palette.DASHES.items()
    ]
    widths = [
        Entry(text, link=_sample(studies=count)) for count, text in enumerate(palette.WIDTH_WORDS)
    ]
    marks = [
        Entry(text, link=_sample(sign="-", stance=stance))
        for stance, text in palette.STANCES.items()
        if stance in stances
    ]
    rows = [("Things", boxes), ("Direction", signs), ("Evidence", dashes), ("Studies", widths)]
    return rows + ([("Dispute", marks)] if marks else [])


def _sample(
    sign: str = "",
    evidence: palette.Evidence = "clinical",
    stance: str = "supported",
    studies: int = 1,
) -> Link:
    return Link("", "", "", sign, evidence, stance, studies, (), "")


def draw_legend(parent: Element, picture: Picture, width: float, top: float) -> float:
    """Adds the legend and says where it ends.

    Args:
        parent: The figure.
        picture: What is drawn.
        width: Room from the left margin to the right one.
        top: Where the legend begins.
    """
    group = add(parent, "g", role="graphics-object", aria_label="Legend")
    panel = add(group, "rect", x=20.0, y=top, width=width - 40.0, rx=10.0, fill="#ffffff")
    panel.set("stroke", palette.LINE)
    y = top + _PADDING + _ROW / 2
    for heading, row in entries(picture):
        words(group, heading, (34.0, y + 4), _SIZE, font_weight=600, fill=palette.INK)
        x = 34.0 + _HEAD
        for entry in row:
            needed = SWATCH + text_width(entry.words, _SIZE) + _GAP
            if x + needed > width - 24.0 and x > 34.0 + _HEAD:
                x, y = 34.0 + _HEAD, y + _ROW
            draw_swatch(group, entry, x, y)
            words(group, entry.words, (x + SWATCH, y + 4), _SIZE, fill=palette.INK)
            x += needed
        y += _ROW
    bottom = y - _ROW / 2 + _PADDING
    panel.set("height", f"{bottom - top:g}")
    return bottom


def draw_swatch(parent: Element, entry: Entry, x: float, y: float) -> None:
    """The sample of one entry, its left end at a point.

    Args:
        parent: Where it goes.
        entry: What is explained.
        x: Left end.
        y: Middle.
    """
    if entry.link is None:
        look = palette.look(entry.kind)
        path = outline(look.shape, Place(x + 4, y - 7, 28, 14))
        add(parent, "path", d=path, fill=look.fill, stroke=look.ink, stroke_width=1.3)
    else:
        way = Way((x, y), "right", (), (x + 36, y), "left", 0.0)
        drawn = stroke(entry.link, way)
        draw_stroke(parent, entry.link, drawn)
        if entry.link.stance in palette.STANCES:
            draw_badge(parent, entry.link.stance, drawn.spots[0])

"""The static figure: one SVG file that needs nothing beside it.

Where to go instead: `ldn_kg.draw.html` makes the page in which things can be clicked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ldn_kg.draw import palette
from ldn_kg.draw.elements import Element, add, draw_badge, draw_stroke, titled, words
from ldn_kg.draw.layout import lay_out
from ldn_kg.draw.legend import draw_legend
from ldn_kg.draw.lettering import shorten
from ldn_kg.draw.picture import LINE_HEIGHT, SMALL_SIZE, TEXT_SIZE, read
from ldn_kg.draw.strokes import badge_places, outline, stroke
from ldn_kg.notice import NOTICE

if TYPE_CHECKING:
    from ldn_kg.draw.layout import Layout, Place
    from ldn_kg.draw.picture import Box, Picture
    from ldn_kg.network import Network

_TITLE_HEIGHT = 62.0
_FOOT = 34.0
_NARROWEST = 900.0
_EMPTY = "There is no claim to draw: nothing in the graph matches this choice."


def svg(graph: Network, title: str) -> str:
    """The figure as the text of an SVG file.

    Args:
        graph: The network, as `ldn_kg.network.network` returns it.
        title: Its title.

    Example:
        >>> import networkx as nx
        >>> svg(nx.MultiDiGraph(), "Nothing")[:4]
        '<svg'
    """
    picture = read(graph)
    layout = lay_out(picture)
    width = max(layout.width, _NARROWEST)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "graphics-document"})
    root.set("aria-labelledby", "title description")
    add(root, "title", id="title").text = shorten(title, 10_000, 1)
    add(root, "desc", id="description").text = describe(picture)
    add(root, "rect", width="100%", height="100%", fill=palette.PAPER)
    heading = shorten(title, width - 60, 20)
    words(root, heading, (20.0, 34.0), 20, font_weight=650, fill=palette.INK)
    words(root, NOTICE, (20.0, 54.0), 12.5, fill=palette.MUTED)
    # A small picture stands in the middle of the sheet.
    drawing = add(root, "g", transform=f"translate({(width - layout.width) / 2:g} {_TITLE_HEIGHT})")
    if picture.boxes:
        _draw(drawing, picture, layout)
        bottom = draw_legend(root, picture, width, _TITLE_HEIGHT + layout.height + 6)
    else:
        words(root, _EMPTY, (20.0, _TITLE_HEIGHT + 40), 15, fill=palette.INK)
        bottom = _TITLE_HEIGHT + 60
    height = bottom + _FOOT
    foot = f"LDN-KG · {describe(picture)}"
    words(root, foot, (20.0, height - 14), 11, fill=palette.MUTED)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("font-family", palette.FONT)
    return ET.tostring(root, encoding="unicode") + "\n"


def describe(picture: Picture) -> str:
    """How much the picture holds, in words.

    Example:
        >>> from ldn_kg.draw.picture import Picture
        >>> describe(Picture((), ()))
        '0 things, 0 claims'
    """
    things = sum(len(box.members) for box in picture.boxes)
    claims = sum(len(link.claims) for link in picture.links)
    return f"{things} thing{'' if things == 1 else 's'}, {claims} claim{'' if claims == 1 else 's'}"


def _draw(parent: Element, picture: Picture, layout: Layout) -> None:
    for place in layout.bands:
        band = palette.BANDS[place.band]
        height = layout.height - 8
        add(parent, "rect", x=place.x, y=0.0, width=place.width, height=height, rx=12.0).set(
            "fill", band.tint
        )
        middle = place.x + place.width / 2
        words(parent, band.heading, (middle, 26.0), 13, font_weight=650, fill=band.ink).set(
            "text-anchor", "middle"
        )
    links = add(parent, "g", role="graphics-object", aria_label="Claims", fill="none")
    # Thin and disputed lines last, so that a thick one does not hide them.
    drawn = {link.key: stroke(link, layout.ways[link.key]) for link in picture.links}
    for link in sorted(picture.links, key=lambda link: (-link.studies, link.key)):
        draw_stroke(titled(links, link.title), link, drawn[link.key])
    stances = {link.key: link.stance for link in picture.links}
    for key, at in badge_places(picture.links, drawn).items():
        draw_badge(links, stances[key], at)
    boxes = add(parent, "g", role="graphics-object", aria_label="Things")
    for box in picture.boxes:
        _draw_box(titled(boxes, box.title), box, layout.places[box.key])


def _draw_box(group: Element, box: Box, place: Place) -> None:
    look = palette.look(box.kind)
    path = outline(look.shape, place)
    add(group, "path", d=path, fill=look.fill, stroke=look.ink, stroke_width=1.3)
    count = len(box.lines) + bool(box.head)
    y = place.y + (place.height - count * LINE_HEIGHT) / 2 + LINE_HEIGHT - 4
    if box.head:
        at = (place.x + 12, y)
        words(group, box.head, at, SMALL_SIZE, font_weight=650, fill=look.ink)
        y += LINE_HEIGHT
    for line in box.lines:
        if box.head:
            words(group, line, (place.x + 12, y), SMALL_SIZE, fill=palette.INK)
        else:
            middle = place.x + place.width / 2
            text = words(group, line, (middle, y), TEXT_SIZE, fill=palette.INK)
            text.set("text-anchor", "middle")
        y += LINE_HEIGHT

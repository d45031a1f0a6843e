"""SVG elements: every text and attribute is escaped by the XML writer, never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ldn_kg.draw import palette, strokes
from ldn_kg.draw.lettering import printable

if TYPE_CHECKING:
    from ldn_kg.draw.picture import Link
    from ldn_kg.draw.strokes import Point, Stroke

Element = ET.Element


def add(parent: Element, tag: str, /, **attributes: object) -> Element:
    """A child element; an underscore in a name stands for a hyphen, one at its end for nothing.

    Example:
        >>> svg = Element("svg")
        >>> _ = add(svg, "path", d="M0,0", stroke_width=1.5, class_="line")
        >>> ET.tostring(svg, encoding="unicode")
        '<svg><path d="M0,0" stroke-width="1.5" class="line" /></svg>'
    """
    named = {
        name.rstrip("_").replace("_", "-"): _attribute(value) for name, value in attributes.items()
    }
    return ET.SubElement(parent, tag, named)


def _attribute(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else printable(str(value))


def words(parent: Element, text: str, at: Point, size: float, **attributes: object) -> Element:
    """A line of text."""
    element = add(parent, "text", x=at[0], y=at[1], font_size=size, **attributes)
    element.text = printable(text)
    return element


def titled(parent: Element, title: str, **attributes: object) -> Element:
    """A group with a name for those who hover and for those who listen."""
    group = add(parent, "g", role="graphics-symbol", aria_label=title, **attributes)
    add(group, "title").text = printable(title)
    return group


def draw_stroke(parent: Element, link: Link, stroke: Stroke) -> None:
    """The line of a link with its head."""
    ink = palette.DIRECTIONS[link.sign].ink
    wide = palette.width(link.studies)
    pattern = " ".join(f"{part:g}" for part in palette.DASHES[link.evidence].pattern)
    dashes: dict[str, object] = {"stroke_dasharray": pattern} if pattern else {}
    if link.stance == "contested":
        # Two lines: a wide one with the colour of the paper in its middle.
        outer = wide + 3.0
        add(parent, "path", d=stroke.line, stroke=ink, stroke_width=outer, **dashes)
        add(parent, "path", d=stroke.line, stroke=palette.PAPER, stroke_width=wide + 0.2)
    else:
        add(parent, "path", d=stroke.line, stroke=ink, stroke_width=wide, **dashes)
    fill = ink if stroke.filled else "none"
    add(
        parent,
        "path",
        d=stroke.head,
        stroke=ink,
        fill=fill,
        stroke_width=max(1.6, wide * 0.75),
        stroke_linecap="round" if link.sign == "-" else "butt",
    )


def draw_badge(parent: Element, stance: str, at: Point) -> None:
    """A mark of dispute; the filled one stands for a claim that has only evidence against it."""
    disc, sign = strokes.badge(stance, at)
    dark = stance == "disputed"
    fill, ink = (palette.INK, "#ffffff") if dark else ("#ffffff", palette.INK)
    add(parent, "path", d=disc, fill=fill, stroke=palette.INK, stroke_width=1.2)
    add(parent, "path", d=sign, stroke=ink, stroke_width=1.4, stroke_linecap="round")

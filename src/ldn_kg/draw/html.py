"""The page: one HTML file, made through pyvis, that works without a network.

pyvis' own template links two files on a CDN even with ``cdn_resources="in_line"``; the template in
``page/`` replaces it and puts everything inside. A policy in the page allows exactly our scripts
and styles, by their digests, and no connection at all, so a hostile label could not do anything
even if it got out of its place. vis-network draws the boxes and does panning and zooming; it
knows no routed lines, so the page draws the same paths as the figure under the boxes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from ldn_kg.draw import details, palette
from ldn_kg.draw.elements import Element
from ldn_kg.draw.layout import lay_out
from ldn_kg.draw.legend import SWATCH, draw_swatch, entries
from ldn_kg.draw.lettering import printable
from ldn_kg.draw.picture import read
from ldn_kg.draw.strokes import badge, badge_places, outline, stroke
from ldn_kg.draw.svg import describe
from ldn_kg.notice import NOTICE

if TYPE_CHECKING:
    from jinja2 import Environment

    from ldn_kg.draw.layout import Layout
    from ldn_kg.draw.picture import Box, Picture
    from ldn_kg.network import Network

_PAGE = Path(__file__).with_name("page")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "selectConnectedEdges": False,
        "tooltipDelay": 200,
    },
}


def html(graph: Network, title: str) -> str:
    """The page as text.

    Args:
        graph: The network, as `ldn_kg.network.network` returns it.
        title: Its title.
    """
    picture = read(graph)
    layout = lay_out(picture)
    vis = _vis(picture, layout)
    environment = _environment()
    vis_code = _vis_code()
    scripts = [vis_code, (_PAGE / "page.js").read_text(encoding="utf-8")]
    style = (_PAGE / "page.css").read_text(encoding="utf-8")
    environment.globals.update(
        title=printable(title),
        notice=NOTICE,
        summary=describe(picture),
        scripts=scripts,
        style=style,
        policy=_policy(scripts, style),
        legend=_legend(picture),
        is_empty=not picture.boxes,
        picture=_data(picture, layout) | {"things": details.things(graph)},
        claims=details.claims(graph),
    )
    vis.templateEnv = environment
    vis.path = "page.html.j2"
    page: str = vis.generate_html(notebook=False)
    return page


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_PAGE), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["json"] = json_for_script
    return environment


def json_for_script(content: object) -> str:
    r"""JSON that may stand inside a script element, marked as safe for the template.

    ``<``, ``>`` and ``&`` become escapes, so that neither ``</script>`` nor ``<!--`` can occur;
    letters outside ASCII do too, U+2028 and U+2029 among them.

    Example:
        >>> json_for_script("</script>") == r'"\u003c/script\u003e"'
        True
    """
    from markupsafe import Markup

    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could end the script is escaped above


def _vis_code() -> str:
    """The library that pyvis brings, without the comment that makes tools fetch its source map."""
    import pyvis

    code = (Path(pyvis.__file__).parent / _VIS).read_text(encoding="utf-8")
    return code.rpartition("//# sourceMappingURL")[0] or code


def _policy(scripts: list[str], style: str) -> str:
    """The page's Content-Security-Policy: our own code by digest, nothing from anywhere."""
    allowed = " ".join(_digest(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _vis(picture: Picture, layout: Layout) -> Any:  # noqa: ANN401 - pyvis has no annotations
    from pyvis import network as pyvis_network

    make: Any = pyvis_network.Network
    vis = make(height="100%", width="100%", directed=True, cdn_resources="in_line")
    vis.set_options(json.dumps(_OPTIONS))
    for box in picture.boxes:
        place, look = layout.places[box.key], palette.look(box.kind)
        vis.add_node(
            box.key,
            label="\n".join(filter(None, [box.head, *box.lines])),
            # The page draws the outline of the kind; this is what it looks like without it.
            shape="box",
            color={"background": look.fill, "border": look.ink},
            x=place.x + place.width / 2,
            y=place.y + place.height / 2,
            physics=False,
        )
    for link in picture.links:
        vis.add_edge(
            link.source,
            link.target,
            id=link.key,
            color=palette.DIRECTIONS[link.sign].ink,
            width=palette.width(link.studies),
            dashes=list(palette.DASHES[link.evidence].pattern) or False,
            arrows={"to": {"enabled": True, "type": "bar" if link.sign == "-" else "arrow"}},
            # The page draws the routed way in its stead.
            hidden=True,
        )
    return vis


def _data(picture: Picture, layout: Layout) -> dict[str, Any]:
    drawn = {link.key: stroke(link, layout.ways[link.key]) for link in picture.links}
    marks = badge_places(picture.links, drawn)
    links = []
    for link in picture.links:
        at = marks.get(link.key)
        links.append(
            {
                "key": link.key,
                "source": link.source,
                "target": link.target,
                "line": drawn[link.key].line,
                "head": drawn[link.key].head,
                "filled": drawn[link.key].filled,
                "bar": link.sign == "-",
                "badge": badge(link.stance, at) if at else None,
                "ink": palette.DIRECTIONS[link.sign].ink,
                "width": palette.width(link.studies),
                "dash": palette.DASHES[link.evidence].pattern,
                "stance": link.stance,
                "claims": link.claims,
                "title": link.title,
            }
        )
    bands = [
        {
            "x": place.x,
            "width": place.width,
            "heading": palette.BANDS[place.band].heading,
            "ink": palette.BANDS[place.band].ink,
            "tint": palette.BANDS[place.band].tint,
        }
        for place in layout.bands
    ]
    return {
        "width": layout.width,
        "height": layout.height,
        "bands": bands,
        "boxes": [_box(box, layout) for box in picture.boxes],
        "links": links,
        "paper": palette.PAPER,
        "text": palette.INK,
    }


def _box(box: Box, layout: Layout) -> dict[str, Any]:
    place, look = layout.places[box.key], palette.look(box.kind)
    return {
        "key": box.key,
        "members": box.members,
        "title": box.title,
        "head": box.head,
        "lines": box.lines,
        "outline": outline(look.shape, place),
        "x": place.x,
        "y": place.y,
        "width": place.width,
        "height": place.height,
        "ink": look.ink,
        "fill": look.fill,
    }


def _legend(picture: Picture) -> list[dict[str, Any]]:
    from markupsafe import Markup

    rows = []
    for heading, row in entries(picture):
        shown = []
        for entry in row:
            swatch = Element("svg", {"width": f"{SWATCH:g}", "height": "18", "aria-hidden": "true"})
            draw_swatch(swatch, entry, 1.0, 9.0)
            markup = ET.tostring(swatch, encoding="unicode")
            # Made by the XML writer from our own constants.
            shown.append({"words": entry.words, "swatch": Markup(markup)})  # noqa: S704
        rows.append({"heading": heading, "entries": shown})
    return rows

"""Ways and outlines as SVG path data, which a canvas understands as well.

Both pictures draw these same strings, so that the page and the figure cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from ldn_kg.draw import palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.draw.layout import Place, Way
    from ldn_kg.draw.picture import Link

Point = tuple[float, float]
#: A start, two points that bend the way, an end.
Curve = tuple[Point, Point, Point, Point]

#: A T-bar stops short of its box by this much, or it would look like part of the border.
BAR_GAP = 5.0
_BAR_HALF = 4.6
_ARROW_GAP = 1.5
_ARROW_LENGTH = 7.5
_ARROW_HALF = 3.5
_CORNER = 5.0
_BADGE = 6.5
_SPOTS = (0.5, 0.36, 0.64, 0.24, 0.76, 0.14, 0.86)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One link as drawn.

    Args:
        line: Path data of the line.
        head: Path data of its head.
        filled: Whether the head is filled rather than stroked.
        spots: Where a mark of dispute may go, best first.
    """

    line: str
    head: str
    filled: bool
    spots: tuple[Point, ...]


def badge_places(links: Sequence[Link], strokes: Mapping[str, Stroke]) -> dict[str, Point]:
    """Where the marks of dispute go, so that none hides another.

    Args:
        links: What is drawn.
        strokes: How, by key.
    """
    taken: dict[str, Point] = {}
    for link in links:
        if link.stance in palette.STANCES:
            spots = strokes[link.key].spots
            free = (at for at in spots if all(_apart(at, other) for other in taken.values()))
            taken[link.key] = next(free, spots[0])
    return taken


def _apart(one: Point, other: Point) -> bool:
    return hypot(one[0] - other[0], one[1] - other[1]) > 2 * _BADGE + 2


def stroke(link: Link, way: Way) -> Stroke:
    """A link as path data.

    Args:
        link: What it says.
        way: Where it runs.
    """
    inwards = 1.0 if way.enters == "left" else -1.0
    x, y = way.end
    # A thick line needs a larger head, and the line must not show at the tip.
    size = 1.0 + (palette.width(link.studies) - palette.WIDTHS[0]) * 0.22
    if link.sign == "-":
        tip, half = x - inwards * BAR_GAP, _BAR_HALF * size
        head = f"M{_at(tip, y - half)}L{_at(tip, y + half)}"
        stop = tip
    else:
        tip, half = x - inwards * _ARROW_GAP, _ARROW_HALF * size
        stop = tip - inwards * _ARROW_LENGTH * size
        head = f"M{_at(stop, y - half)}L{_at(tip, y)}L{_at(stop, y + half)}"
        head += "Z" if link.sign else ""
    if not link.sign:
        stop = tip
    line, last = _line(way, (stop, y))
    spots = tuple(_along(last, share) for share in _SPOTS)
    return Stroke(line, head, filled=link.sign == "+", spots=spots)


def _line(way: Way, end: Point) -> tuple[str, Curve]:
    """Path data, and the last curve of it."""
    path = f"M{_at(*way.start)}"
    if way.bulge:
        (x1, y1), (x2, y2) = way.start, end
        out = max(x1, x2) + way.bulge * 4 / 3
        curve = (way.start, (out, y1), (out, y2), end)
        return path + _curve(curve), curve
    here = way.start
    for x1, y1, x2, y2 in way.stops:
        path += _curve(_bend(here, (x1, y1))) + f"L{_at(x2, y2)}"
        here = (x2, y2)
    curve = _bend(here, end)
    return path + _curve(curve), curve


def _bend(start: Point, end: Point) -> Curve:
    """A curve that leaves and arrives level."""
    turn = (end[0] - start[0]) * 0.5
    return start, (start[0] + turn, start[1]), (end[0] - turn, end[1]), end


def _curve(points: Sequence[Point]) -> str:
    return "C" + " ".join(_at(*point) for point in points[1:])


def _along(curve: Curve, share: float) -> Point:
    """The point of a curve (Bézier) at a share of its way."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))
    return round(x, 1), round(y, 1)


def _at(x: float, y: float) -> str:
    """A point, short and always the same.

    Example:
        >>> _at(1.0, -2.25)
        '1,-2.2'
    """
    return f"{round(x, 1):g},{round(y, 1):g}"


def outline(shape: palette.Shape, place: Place) -> str:
    """Path data of a box.

    Args:
        shape: Its shape.
        place: Where it stands.

    Example:
        >>> from ldn_kg.draw.layout import Place
        >>> outline("square", Place(0, 0, 10, 4))
        'M0,0L10,0L10,4L0,4Z'
    """
    left, top = place.x, place.y
    right, bottom = left + place.width, top + place.height
    if shape == "stadium":
        return _rounded(place, min(place.height / 2, 14.0))
    if shape in {"rounded", "barrel"}:
        corner = _CORNER if shape == "rounded" else 11.0
        return _rounded(place, min(corner, place.height / 2))
    middle = (top + bottom) / 2
    slant = min(7.0, place.height / 3)
    corners: dict[str, list[Point]] = {
        "hexagon": [
            (left + slant, top),
            (right - slant, top),
            (right, middle),
            (right - slant, bottom),
            (left + slant, bottom),
            (left, middle),
        ],
        "slanted": [(left + slant, top), (right, top), (right - slant, bottom), (left, bottom)],
        "cut": [
            (left + slant, top),
            (right - slant, top),
            (right, top + slant),
            (right, bottom - slant),
            (right - slant, bottom),
            (left + slant, bottom),
            (left, bottom - slant),
            (left, top + slant),
        ],
        "folded": [
            (left, top),
            (right - 1.4 * slant, top),
            (right, top + 1.4 * slant),
            (right, bottom),
            (left, bottom),
        ],
        "square": [(left, top), (right, top), (right, bottom), (left, bottom)],
    }
    return "M" + "L".join(_at(*point) for point in corners[shape]) + "Z"


def _rounded(place: Place, corner: float) -> str:
    left, top = place.x, place.y
    right, bottom = left + place.width, top + place.height
    turn = f"A{corner:g},{corner:g} 0 0 1 "
    return (
        f"M{_at(left + corner, top)}L{_at(right - corner, top)}{turn}{_at(right, top + corner)}"
        f"L{_at(right, bottom - corner)}{turn}{_at(right - corner, bottom)}"
        f"L{_at(left + corner, bottom)}{turn}{_at(left, bottom - corner)}"
        f"L{_at(left, top + corner)}{turn}{_at(left + corner, top)}Z"
    )


def badge(stance: str, at: Point) -> tuple[str, str]:
    """Path data of a mark of dispute: its disc and the sign on it, drawn so that no font matters.

    Args:
        stance: ``contested`` and ``disputed`` carry a sign of inequality, ``inconclusive`` a query.
        at: Its middle.
    """
    x, y = at
    disc = (
        f"M{_at(x - _BADGE, y)}A{_BADGE:g},{_BADGE:g} 0 1 1 {_at(x + _BADGE, y)}"
        f"A{_BADGE:g},{_BADGE:g} 0 1 1 {_at(x - _BADGE, y)}Z"
    )
    if stance == "inconclusive":
        hook = f"M{_at(x - 2.1, y - 1.8)}C{_at(x - 2, y - 4.6)} {_at(x + 2.2, y - 4.6)} "
        hook += f"{_at(x + 2.1, y - 1.8)}C{_at(x + 2, y - 0.2)} {_at(x, y - 0.2)} {_at(x, y + 1.4)}"
        return disc, hook + f"M{_at(x, y + 3.2)}L{_at(x, y + 3.9)}"
    sign = f"M{_at(x - 3.4, y - 1.4)}L{_at(x + 3.4, y - 1.4)}"
    sign += f"M{_at(x - 3.4, y + 1.4)}L{_at(x + 3.4, y + 1.4)}"
    return disc, sign + f"M{_at(x - 1.9, y + 3.7)}L{_at(x + 1.9, y - 3.7)}"

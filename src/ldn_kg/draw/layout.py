"""Where everything stands: a layered layout in bands from drug to disease.

The steps, each in a module: `lanes` puts boxes into lanes, `ordering` orders each lane,
`spacing` finds heights. Here they are joined, and links get a way: a link that passes a lane takes
a free row between its boxes, and each end has a port of its own on the side of its box.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ldn_kg.draw.lanes import GAP, Lane, lanes
from ldn_kg.draw.ordering import Edges, order
from ldn_kg.draw.picture import BOX_WIDTH, PORT
from ldn_kg.draw.spacing import Item, heights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.draw.picture import Link, Picture

Side = Literal["left", "right"]

#: Space above the first box, for the headings of the bands.
TOP = 58.0
MARGIN = 20.0
_BAND_MARGIN = 12.0
#: A lane next to many links is further away, so that they need not turn sharply.
_NEAREST, _FURTHEST, _PER_LINK = 54.0, 96.0, 1.0
_ROW = 6.5
_PORT_INSET = 5.0
_LOOP = 16.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """How a link runs, from the box that its claims start from to the one that they are about.

    Args:
        start: Port of the first box.
        leaves: Side of the first box that it leaves by.
        stops: Rows that it takes through lanes, each as (x, y, x, y) in the direction of the way.
        end: Port of the last box.
        enters: Side of the last box that it enters by.
        bulge: For a link within one lane, how far it swings out; else 0.
    """

    start: tuple[float, float]
    leaves: Side
    stops: tuple[tuple[float, float, float, float], ...]
    end: tuple[float, float]
    enters: Side
    bulge: float


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Where the background of a band is: position in `BANDS`, left edge and width."""

    band: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The finished layout: size, bands, a place for each box and a way for each link, by key."""

    width: float
    height: float
    bands: tuple[BandPlace, ...]
    places: dict[str, Place]
    ways: dict[str, Way]


def lay_out(picture: Picture) -> Layout:
    """Places for all boxes and ways for all links; the same picture gives the same layout.

    Args:
        picture: What is drawn.
    """
    columns = lanes(picture)
    lane_of = {key: index for index, lane in enumerate(columns) for key in lane.boxes}
    chains = {link.key: _chain(link, lane_of) for link in picture.links}
    items = {box.key: Item(box.height, GAP, passing=False) for box in picture.boxes}
    rows: list[list[str]] = [list(lane.boxes) for lane in columns]
    edges: list[Edges] = [[] for _ in columns[1:]]
    for chain in chains.values():
        for lane, item in chain[1:-1]:
            items[item] = Item(_ROW, 1.0, passing=True)
            rows[lane].append(item)
        for (lane, left), (_, right) in pairwise(chain):
            edges[lane].append((left, right))
    ordered = order(rows, edges)
    middles = heights(ordered, edges, items)
    lefts = _lefts(columns, edges, _loops(picture, lane_of))
    places = {
        box.key: Place(
            lefts[lane_of[box.key]],
            TOP + middles[box.key] - box.height / 2,
            BOX_WIDTH,
            box.height,
        )
        for box in picture.boxes
    }
    stops = _stops(chains, middles, lefts)
    ways = _ways(picture, lane_of, places, stops)
    bottom = max((place.y + place.height for place in places.values()), default=TOP)
    bottom = max([bottom, *(y for rows_ in stops.values() for _, y, _, _ in rows_)])
    width = lefts[-1] + BOX_WIDTH + _BAND_MARGIN + MARGIN if columns else 2 * MARGIN
    bands = _bands(columns, lefts)
    return Layout(width, bottom + MARGIN, bands, places, ways)


def _chain(link: Link, lane_of: Mapping[str, int]) -> list[tuple[int, str]]:
    """The items that a link touches from left to right, each with its lane."""
    ends = sorted((lane_of[key], key) for key in (link.source, link.target))
    (first, left), (last, right) = ends
    if first == last:
        return []
    between = [(lane, f"{link.key}@{lane}") for lane in range(first + 1, last)]
    return [(first, left), *between, (last, right)]


def _loops(picture: Picture, lane_of: Mapping[str, int]) -> dict[int, int]:
    """How many links begin and end in the same lane, for each lane."""
    count: dict[int, int] = defaultdict(int)
    for link in picture.links:
        if lane_of[link.source] == lane_of[link.target]:
            count[lane_of[link.source]] += 1
    return count


def _lefts(
    columns: Sequence[Lane], edges: Sequence[Edges], loops: Mapping[int, int]
) -> list[float]:
    lefts = [MARGIN + _BAND_MARGIN] if columns else []
    for lane, gap in enumerate(edges):
        turning = sum(1 for pair in gap if not all("@" in item for item in pair))
        apart = min(_NEAREST + _PER_LINK * turning, _FURTHEST) + min(loops.get(lane, 0), 4) * 6
        lefts.append(lefts[-1] + BOX_WIDTH + apart)
    return lefts


def _stops(
    chains: Mapping[str, Sequence[tuple[int, str]]],
    middles: Mapping[str, float],
    lefts: Sequence[float],
) -> dict[str, list[tuple[float, float, float, float]]]:
    stops = {}
    for key, chain in chains.items():
        rows = []
        for lane, item in chain[1:-1]:
            y = TOP + middles[item]
            rows.append((lefts[lane], y, lefts[lane] + BOX_WIDTH, y))
        stops[key] = rows
    return stops


def _ways(
    picture: Picture,
    lane_of: Mapping[str, int],
    places: Mapping[str, Place],
    stops: Mapping[str, list[tuple[float, float, float, float]]],
) -> dict[str, Way]:
    ports = _ports(picture, lane_of, places, stops)
    ways = {}
    for link in picture.links:
        first, last = lane_of[link.source], lane_of[link.target]
        start, end = ports[link.key, "start"], ports[link.key, "end"]
        rows = stops[link.key]
        if first > last:
            rows = [(x2, y2, x1, y1) for x1, y1, x2, y2 in reversed(rows)]
        leaves: Side = "right" if first <= last else "left"
        enters: Side = "left" if first < last else "right"
        # Loops swing out as far as they reach, so that they lie inside each other.
        bulge = _LOOP + min(abs(start[1] - end[1]) * 0.14, 44.0) if first == last else 0.0
        ways[link.key] = Way(start, leaves, tuple(rows), end, enters, bulge)
    return ways


def _ports(
    picture: Picture,
    lane_of: Mapping[str, int],
    places: Mapping[str, Place],
    stops: Mapping[str, list[tuple[float, float, float, float]]],
) -> dict[tuple[str, str], tuple[float, float]]:
    """A point for each end of each link, in the order of where the links go."""
    ends: dict[tuple[str, Side], list[tuple[float, str, str]]] = defaultdict(list)
    for link in picture.links:
        first, last = lane_of[link.source], lane_of[link.target]
        rows = stops[link.key]
        leaves: Side = "right" if first <= last else "left"
        enters: Side = "left" if first < last else "right"
        towards = rows[0 if first < last else -1][1] if rows else _middle(places[link.target])
        back = rows[-1 if first < last else 0][1] if rows else _middle(places[link.source])
        if link.source == link.target:
            towards, back = -1.0, 1e9
        ends[link.source, leaves].append((towards, link.key, "start"))
        ends[link.target, enters].append((back, link.key, "end"))
    ports = {}
    for (box, side), there in ends.items():
        place = places[box]
        x = place.x + (place.width if side == "right" else 0.0)
        room = place.height - 2 * _PORT_INSET
        apart = min(room / max(1, len(there) - 1), 3 * PORT)
        first_y = _middle(place) - apart * (len(there) - 1) / 2
        for index, (_, key, end) in enumerate(sorted(there)):
            ports[key, end] = (x, first_y + apart * index)
    return ports


def _middle(place: Place) -> float:
    return place.y + place.height / 2


def _bands(columns: Sequence[Lane], lefts: Sequence[float]) -> tuple[BandPlace, ...]:
    spans: dict[int, list[float]] = defaultdict(list)
    for lane, left in zip(columns, lefts, strict=True):
        spans[lane.band] += [left, left + BOX_WIDTH]
    return tuple(
        BandPlace(band, min(xs) - _BAND_MARGIN, max(xs) - min(xs) + 2 * _BAND_MARGIN)
        for band, xs in spans.items()
    )

"""Which box stands in which lane: a band has one lane, or several where it is crowded.

Inside a band, what starts a claim stands left of what the claim is about where possible, and boxes
that have more to do with what is to their right stand further right. So most links run forward and
few pass through a lane that they have no business in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.draw.palette import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ldn_kg.draw.picture import Box, Picture

#: A lane taller than this is divided.
FULL = 700.0
GAP = 12.0
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of boxes.

    Args:
        band: Position of its band in `ldn_kg.draw.palette.BANDS`.
        boxes: Keys of its boxes, before they are ordered.
    """

    band: int
    boxes: tuple[str, ...]


def lanes(picture: Picture) -> tuple[Lane, ...]:
    """The lanes from left to right; bands without boxes have none.

    Args:
        picture: What is drawn.
    """
    bands: dict[int, list[Box]] = defaultdict(list)
    for box in picture.boxes:
        bands[_band(box)].append(box)
    home = {box.key: _band(box) for box in picture.boxes}
    pairs = sorted({(link.source, link.target) for link in picture.links})
    made: list[Lane] = []
    for index in sorted(bands):
        made += [Lane(index, keys) for keys in _divide(bands[index], pairs, home)]
    return tuple(made)


def _band(box: Box) -> int:
    return next(index for index, band in enumerate(BANDS) if box.kind in band.kinds)


def _divide(
    boxes: Sequence[Box], pairs: Iterable[tuple[str, str]], home: Mapping[str, int]
) -> list[tuple[str, ...]]:
    pairs = list(pairs)
    depth = _depths([box.key for box in boxes], pairs)
    pull = _pulls(boxes, pairs, home)
    groups: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        groups[depth[box.key]].append(box)
    done: list[tuple[str, ...]] = []
    for level in sorted(groups):
        group = sorted(groups[level], key=lambda box: (pull[box.key], box.kind))
        done += _chunks(group)
    return done


def _chunks(boxes: Sequence[Box]) -> list[tuple[str, ...]]:
    total = sum(box.height + GAP for box in boxes)
    share = total / max(1, -(-total // FULL))
    chunks: list[list[str]] = [[]]
    used = 0.0
    for box in boxes:
        if chunks[-1] and used + box.height / 2 > share * len(chunks):
            chunks.append([])
        chunks[-1].append(box.key)
        used += box.height + GAP
    return [tuple(chunk) for chunk in chunks]


def _depths(keys: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many claims inside the band lead to a box, up to a limit; circles end there too."""
    inside = [
        (source, target)
        for source, target in pairs
        if source in set(keys) and target in set(keys) and source != target
    ]
    depth = dict.fromkeys(keys, 0)
    for _ in range(_DEEPEST):
        for source, target in inside:
            # A pair that also runs the other way says nothing of which comes first.
            if (target, source) not in inside:
                depth[target] = max(depth[target], min(depth[source] + 1, _DEEPEST))
    return _close_up(depth)


def _close_up(depth: Mapping[str, int]) -> dict[str, int]:
    levels = {level: index for index, level in enumerate(sorted(set(depth.values())))}
    return {key: levels[level] for key, level in depth.items()}


def _pulls(
    boxes: Sequence[Box], pairs: Iterable[tuple[str, str]], home: Mapping[str, int]
) -> dict[str, int]:
    """Links to the right less links to the left, for each box."""
    pull = dict.fromkeys((box.key for box in boxes), 0)
    for ends in pairs:
        for key, other in (ends, ends[::-1]):
            if key in pull and home[other] != home[key]:
                pull[key] += 1 if home[other] > home[key] else -1
    return pull

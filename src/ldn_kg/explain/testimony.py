"""What a line of evidence says, in words: how firmly, of whom, where.

Where to go instead: `ldn_kg.explain.phrases` for the words of things, `ldn_kg.explain.english` for
whole sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.explain.phrases import and_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.explain.phrases import Phrases
    from ldn_kg.explain.premises import Evidence, Spot
    from ldn_kg.trace.evidence import Line

_SAYS: Mapping[tuple[str, str], str] = {
    ("supports", "asserted"): "says so",
    ("supports", "hedged"): "says that it may be so",
    ("supports", "trend"): "speaks of a trend",
    ("disputes", "asserted"): "says that it is not so",
    ("disputes", "hedged"): "says that it may not be so",
    ("disputes", "trend"): "speaks of a trend against it",
}


def commitment(line: Line) -> str:
    """How firmly a line speaks for or against its claim.

    Args:
        line: The line of evidence.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> lines = Facts(ldn_kg.open().store).lines
        >>> commitment(lines["line:ldn-decreases-il10--xu-2020"])
        'says that it may not be so'
    """
    says = _SAYS.get((line.direction, line.hedge), "leaves it open")
    return f"{says}, as a study measured it" if line.certainty == "measured" else says


def scene(phrases: Phrases, evidence: Evidence) -> tuple[str, ...]:
    """In whom or in what a line was seen, as far as its source says.

    Args:
        phrases: The words of the graph.
        evidence: The line.
    """
    return tuple(part for part in _scene(phrases, evidence) if part)


def _scene(phrases: Phrases, evidence: Evidence) -> Iterator[str]:
    line, noun = evidence.line, phrases.noun
    disease = noun(line.disease).text if line.disease else ""
    agent = noun(line.agent).text if line.agent else ""
    if line.species:
        whom = f"in {noun(line.species).text}"
        whom += f" with {disease}" if disease else ""
        yield whom + (f" given {agent}" if agent else "")
    else:
        yield f"with {agent}" if agent else ""
        yield f"in {disease}" if disease else ""
    if evidence.systems:
        yield f"in {and_([noun(system).text for system in evidence.systems])}"


def by_place(spots: Sequence[Spot]) -> dict[str, list[Spot]]:
    """The spots of a line by their place for people, in the order of the text.

    Args:
        spots: Where the line stands.

    Example:
        >>> from ldn_kg.explain.premises import Spot
        >>> found = by_place([Spot("source:x", a, a + 5, "Table 1", "") for a in (3, 20)])
        >>> {place: len(spots) for place, spots in found.items()}
        {'Table 1': 2}
    """
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.place, []).append(spot)
    return found

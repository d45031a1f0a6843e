"""How a kind of thing, a direction and a strength of evidence look, in every picture alike.

Orange and blue, never red and green; whatever a colour says, a shape, a head or a dash says too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["stadium", "hexagon", "barrel", "rounded", "slanted", "cut", "folded", "square"]

INK = "#1c2530"
MUTED = "#55606b"
PAPER = "#fcfcfe"
LINE = "#d8dce4"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """How boxes of one kind look.

    Args:
        one: What a thing of this kind is called.
        many: What several of them are called.
        ink: Colour of border and heading.
        fill: Colour inside.
        shape: Outline, so that the kind can be told without colour.
    """

    one: str
    many: str
    ink: str
    fill: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Band:
    """A column of the picture.

    Args:
        heading: Its heading.
        kinds: Kinds of nodes that it holds.
        ink: Colour of the heading.
        tint: Colour behind the boxes.
    """

    heading: str
    kinds: tuple[str, ...]
    ink: str
    tint: str


LOOKS = {
    "drug": Look("drug or dose", "drugs or doses", "#4b3f9e", "#ecebf9", "stadium"),
    "receptor": Look("receptor", "receptors", "#1c6f86", "#e2f2f7", "hexagon"),
    "cell": Look("cell or tissue", "cells or tissues", "#2a7548", "#e3f3e9", "barrel"),
    "mediator": Look("mediator", "mediators", "#855c00", "#fcf2da", "rounded"),
    "process": Look("process", "processes", "#41597c", "#e9eef6", "slanted"),
    "symptom": Look("symptom", "symptoms", "#a82a68", "#fbe6f1", "cut"),
    "outcome": Look("outcome", "outcomes", "#7a3fa6", "#f4eafb", "folded"),
    "disease": Look("disease", "diseases", "#a4381c", "#fce9e3", "square"),
    "other": Look("other thing", "other things", "#4c5763", "#eff1f4", "rounded"),
}

#: From what is given to what is felt.
BANDS = (
    Band("Drug or dose", ("drug",), LOOKS["drug"].ink, "#f4f3fb"),
    Band("Receptor", ("receptor",), LOOKS["receptor"].ink, "#f0f6f8"),
    Band("Cell or tissue", ("cell",), LOOKS["cell"].ink, "#f0f6f3"),
    Band("Mediator", ("mediator",), LOOKS["mediator"].ink, "#f8f6f0"),
    Band("Process", ("process",), LOOKS["process"].ink, "#f2f5f9"),
    Band("Symptom or outcome", ("symptom", "outcome"), LOOKS["symptom"].ink, "#f9f3f7"),
    Band("Disease", ("disease",), LOOKS["disease"].ink, "#f8f3f2"),
    Band("Other", ("other",), LOOKS["other"].ink, "#f4f5f7"),
)

Sign = Literal["+", "-", ""]
Evidence = Literal["clinical", "case", "stated"]


@dataclass(frozen=True, slots=True)
class Direction:
    """How a link of one sign looks.

    Args:
        ink: Colour of the line and its head.
        words: What it means, for the legend.
    """

    ink: str
    words: str


DIRECTIONS: dict[str, Direction] = {
    "+": Direction("#2767a8", "increases, activates, releases"),
    "-": Direction("#c05a1c", "decreases, blocks, alleviates"),
    "": Direction("#6a7480", "related in another way"),
}


@dataclass(frozen=True, slots=True)
class Dash:
    """How a link of one strength of evidence looks.

    Args:
        pattern: Lengths of dash and gap; empty for a solid line.
        words: What it means, for the legend.
    """

    pattern: tuple[float, ...]
    words: str


DASHES: dict[Evidence, Dash] = {
    "clinical": Dash((), "trial, register or clinical study in people"),
    "case": Dash((7, 4), "case report"),
    "stated": Dash((1.6, 3.4), "preclinical, or stated with or without a reference"),
}

STANCES = {
    "contested": "contested: some evidence for it, some against",
    "disputed": "disputed: only evidence against it",
    "inconclusive": "inconclusive evidence only",
}

#: Width of a line by the number of studies described behind it; more studies, the last width.
WIDTHS = (1.3, 1.9, 2.9, 3.9, 4.8)
WIDTH_WORDS = ("0", "1", "2", "3", "4+")


def look(kind: str) -> Look:
    """The look of a kind; an unknown kind looks like ``other``.

    Example:
        >>> look("receptor").shape
        'hexagon'
        >>> look("planet").one
        'other thing'
    """
    return LOOKS.get(kind, LOOKS["other"])


def width(studies: int) -> float:
    """Width of a line by the number of studies.

    Example:
        >>> width(0) < width(2) < width(9) == width(4)
        True
    """
    return WIDTHS[min(studies, len(WIDTHS) - 1)]

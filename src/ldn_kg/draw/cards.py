"""Cards: what the picture of a proof is made of, each with its words and its size.

Where to go instead: `ldn_kg.draw.dealing` makes them from an answer, `ldn_kg.draw.proof` says where
they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ldn_kg.draw import palette
from ldn_kg.draw.lettering import printable, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["conclusion", "rule", "claim", "fact", "more", "again", "evidence"]

WIDTHS: dict[Kind, float] = {
    "conclusion": 232.0,
    "rule": 148.0,
    "claim": 290.0,
    "fact": 290.0,
    "more": 290.0,
    "again": 290.0,
    "evidence": 330.0,
}
PADDING_X, PADDING_Y = 14.0, 9.0
#: Bold letters are so much wider than plain ones.
BOLD = 1.14
_LEADING = 1.32
_PLAIN = 400
_MOST = 5


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is written.

    Args:
        size: Font size.
        ink: Colour.
        weight: Font weight.
    """

    size: float
    ink: str = palette.INK
    weight: int = _PLAIN


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on a card.

    Args:
        text: The words.
        style: How they are written.
    """

    text: str
    style: Style

    @property
    def leading(self) -> float:
        """How far the next line stands below it."""
        return round(self.style.size * _LEADING, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One card, with what stands behind it.

    Args:
        kind: What it is.
        words: Its lines.
        title: Everything that it says, for those who hover or listen.
        sign: Of a relation: ``+``, ``-`` or empty.
        stance: Of a claim, and of the edge of a contested one: contested, disputed, or empty.
        side: Of a line of evidence: ``for`` or ``against`` its claim, or empty.
        behind: The cards that it rests on.
    """

    kind: Kind
    words: tuple[Words, ...]
    title: str
    sign: str = ""
    stance: str = ""
    side: str = ""
    behind: tuple[Card, ...] = ()

    @property
    def width(self) -> float:
        """Its width, the same for all of a kind."""
        return WIDTHS[self.kind]

    @property
    def height(self) -> float:
        """As high as its words need."""
        return 2 * PADDING_Y + sum(line.leading for line in self.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All cards of a picture.

    Args:
        top: What is explained, each with all behind it.
        claim: The claim that all of it follows from, where a claim was asked about.
    """

    top: tuple[Card, ...]
    claim: Card | None = None

    def __iter__(self) -> Iterator[Card]:
        todo = [*self.top, *([self.claim] if self.claim else [])]
        while todo:
            card = todo.pop()
            yield card
            todo += card.behind


def lines(
    text: str, kind: Kind, style: Style, most: int = _MOST, margin: float = 0.0
) -> tuple[Words, ...]:
    """A text broken to the width of a card.

    Args:
        text: What to break.
        kind: The kind of card.
        style: How it is written.
        most: How many lines there may be.
        margin: Room to leave at the right.

    Example:
        >>> [line.text for line in lines("a chain and one more step", "rule", Style(12.0))]
        ['a chain and one', 'more step']
    """
    wider = BOLD if style.weight > _PLAIN else 1.0
    room = (WIDTHS[kind] - 2 * PADDING_X - margin) / wider
    return tuple(Words(part, style) for part in wrap(printable(text), room, style.size, most))

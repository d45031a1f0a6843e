"""Room for words: how wide a text is about, where to break it, and what may be shown of it.

No font is at hand when a picture is made and `system-ui` differs between machines, so widths are
estimates on the wide side; a box is rather too large than its text cut off.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/ -·\u00a0")
_WIDE = frozenset("mwMW@%—…")
_ELLIPSIS = "…"


def printable(text: str) -> str:
    r"""The text without characters that would turn, hide or break what stands around it.

    Bidirectional controls could make a label read backwards, and control characters are not
    allowed in XML at all. Both become a visible sign of replacement; white space becomes a space.

    Example:
        >>> printable("a\u202eb\x00c\n d")
        'a�b�c d'
    """
    spaced = " ".join(text.split())
    return "".join("�" if _is_hidden(sign) else sign for sign in spaced)


def _is_hidden(sign: str) -> bool:
    # Cc control, Cf format (bidi, zero width), Cs surrogate, Co private, Cn unassigned.
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return True
    return unicodedata.category(sign) in {"Zl", "Zp"}


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is.

    Args:
        text: One line.
        size: Font size.

    Example:
        >>> text_width("ill", 12) < text_width("mmm", 12)
        True
    """
    return sum(_share(sign) for sign in text) * size


def _share(sign: str) -> float:
    """Width of a character as a share of the font size."""
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return 1.0
    if sign in _NARROW:
        return 0.36
    if sign in _WIDE:
        return 0.95
    return 0.7 if sign.isupper() else 0.58


def shorten(text: str, room: float, size: float) -> str:
    """The text, or its beginning and an ellipsis where it has no room.

    Example:
        >>> shorten("erythrocyte sedimentation rate", 100, 12)
        'erythrocyte se…'
    """
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + _ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def wrap(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """The text broken between words; the last line is shortened where the rest has no room.

    Args:
        text: What to break.
        room: Width of a line.
        size: Font size.
        lines: How many lines there may be, from 1.

    Example:
        >>> wrap("opioid growth factor receptor", 110, 12, 2)
        ('opioid growth', 'factor receptor')
    """
    done: list[str] = []
    words = text.split(" ")
    while words:
        if len(done) == lines - 1:
            done.append(shorten(" ".join(words), room, size))
            break
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size) <= room:
            count += 1
        done.append(shorten(" ".join(words[:count]), room, size))
        words = words[count:]
    return tuple(done)


def fits(text: str, room: float, size: float, lines: int) -> bool:
    """Whether nothing of the text is lost when it is wrapped.

    Example:
        >>> fits("TLR4", 100, 12, 1), fits("T" * 40, 100, 12, 2)
        (True, False)
    """
    return " ".join(wrap(text, room, size, lines)) == text

"""Terms that are kinds of themselves, which no vocabulary may say.

Where to go instead: `ldn_kg.vocabularies.reading` says where in a file they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def cycles(parents: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Ways up from a term that come back to it, at least one of each knot of such terms.

    Each term is visited once, whatever the file; a way is made only when it is asked for.

    Args:
        parents: The parents of each term.

    Yields:
        The terms on the way, from one to the one below it; its own parent is the first again.

    Example:
        >>> list(cycles({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": [], "e": ["e"]}))
        [('a', 'b', 'c'), ('e',)]
    """
    done: set[str] = set()
    for start in parents:
        # The way up from the start, with the parents of each term that are still to be tried.
        way: dict[str, Iterator[str]] = {}
        current = start
        while current not in done:
            ahead = way.setdefault(current, iter(parents[current]))
            following = next((name for name in ahead if name in parents), None)
            if following is None:
                done.add(current)
                way.popitem()
                current = next(reversed(way), start)
            elif following in way:
                on_the_way = list(way)
                yield tuple(on_the_way[on_the_way.index(following) :])
            elif following not in done:
                current = following

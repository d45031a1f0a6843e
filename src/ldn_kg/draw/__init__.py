"""Pictures of a network of claims: a page to explore, a figure to print, a file for other programs.

All come from one layout, so that a thing stands at the same place in each. `picture` says what is
drawn, `layout` where, `strokes` and `palette` how; `svg`, `html` and `graphml` write it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_kg.errors import BuildError, InputError, Problem, Where

if TYPE_CHECKING:
    from ldn_kg.network import Network

__all__ = ["SUFFIXES", "draw", "render"]

#: What can be drawn, by the end of the file's name.
SUFFIXES = (".html", ".svg", ".graphml")


def draw(graph: Network, title: str, path: Path) -> None:
    """Draws a network into a file; the end of its name says what kind of file.

    The file is whole or absent: it is written beside its place and then renamed.

    Args:
        graph: The network, as `ldn_kg.network.network` returns it.
        title: Title of the picture.
        path: Where to: ``.html``, ``.svg`` or ``.graphml``.

    Raises:
        InputError: When the name ends in anything else.
        BuildError: When the file cannot be written.

    Example:
        >>> import networkx as nx
        >>> try:
        ...     draw(nx.MultiDiGraph(), "Nothing", Path("nothing.pdf"))
        ... except InputError as error:
        ...     print(error.problems[0].message)
        no picture ends in '.pdf'
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"no picture ends in {path.suffix!r}"
        hint = f"name it {' or '.join(path.stem + known for known in SUFFIXES)}"
        raise InputError([Problem(Where(str(path)), "picture-suffix", message, hint)])
    _write(path, render(graph, title, suffix))


def render(graph: Network, title: str, suffix: str) -> str:
    """The text of a picture.

    Args:
        graph: The network.
        title: Title of the picture.
        suffix: One of `SUFFIXES`.
    """
    if suffix == ".svg":
        from ldn_kg.draw.svg import svg

        return svg(graph, title)
    if suffix == ".graphml":
        from ldn_kg.draw.graphml import graphml

        return graphml(graph, title)
    from ldn_kg.draw.html import html

    return html(graph, title)


def _write(path: Path, text: str) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        message = f"cannot write to {path.parent}: {error.strerror}"
        raise BuildError(message) from error
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is private; a picture is like any file that its owner makes.
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise BuildError(message) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    """The mask for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

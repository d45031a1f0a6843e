"""Layers: what was brought in from elsewhere, each in files of its own beside the builds.

A layer is the quads of one named graph, and a report that has their digest. Nothing of it is in a
build; a reader opens it on request. Where to go instead: `ldn_kg.link.enriching` and
`ldn_kg.drugmechdb` make layers; `ldn_kg.files` writes the builds.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import BuildError, NotFoundError
from ldn_kg.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    Report = Mapping[str, object]

_QUADS, _REPORT = ".nq", ".json"


def write_layer(folder: Path, name: str, quads: Iterable[ox.Quad], report: Report) -> Path:
    """Saves a layer: the quads first, then the report, each whole or not at all.

    Args:
        folder: Where layers are kept; made where it is missing.
        name: What the layer is called.
        quads: The layer; written in one order, so that the same layer has the same bytes.
        report: What to say of it; the number and the digest of the quads are added.

    Returns:
        The file of the quads.

    Raises:
        BuildError: When a file cannot be written.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as parent:
        ...     path = write_layer(Path(parent, "layers"), "mondo", [], {"version": "1"})
        ...     path.name, read_report(path)["version"]
        ('mondo.nq', '1')
    """
    ordered = sorted(set(quads), key=str)
    content = (ox.serialize(ordered, format=ox.RdfFormat.N_QUADS) or b"").decode("utf-8")
    digest = hashlib.sha256(content.encode()).hexdigest()
    text = json.dumps({**report, "quads": len(ordered), "sha256": digest}, indent=2)
    path = folder / f"{name}{_QUADS}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise BuildError(message) from error
    write_whole(path, content)
    write_whole(path.with_suffix(_REPORT), text + "\n")
    return path


def read_report(path: Path) -> dict[str, object]:
    """What is said of a layer; nothing where nothing can be read.

    Args:
        path: The file of its quads.
    """
    try:
        found = json.loads(path.with_suffix(_REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def layer_files(folder: Path, names: Sequence[str]) -> list[Path]:
    """The files of layers, in the order of the names.

    Args:
        folder: Where layers are kept.
        names: What they are called.

    Raises:
        NotFoundError: When one of them was not brought in.

    Example:
        >>> from pathlib import Path
        >>> layer_files(Path("/nowhere"), ["mondo"])
        Traceback (most recent call last):
        ldn_kg.errors.NotFoundError: no imported layer 'mondo'
    """
    there = {path.stem: path for path in sorted(folder.glob(f"*{_QUADS}"))}
    for name in names:
        if name not in there:
            kind = "imported layer"
            raise NotFoundError(kind, name, list(there))
    return [there[name] for name in names]

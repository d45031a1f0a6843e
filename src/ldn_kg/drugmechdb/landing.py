"""Saves the layer and opens it again, if it is as it was written.

Where to go instead: `ldn_kg.layers` writes the files of any layer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ldn_kg import layers
from ldn_kg.errors import BuildError
from ldn_kg.files import digest_file
from ldn_kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyoxigraph as ox

NAME = "drugmechdb"
_HOW = "import it with: ldn-kg import drugmechdb DIR"


def write_layer(folder: Path, quads: Iterable[ox.Quad], report: Mapping[str, object]) -> Path:
    """Saves a layer, whole or not at all.

    Args:
        folder: Where layers are kept; made where it is missing.
        quads: The layer.
        report: What to say of it; the digest of the quads is added.

    Returns:
        The file of the quads.

    Raises:
        BuildError: When a file cannot be written.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as parent:
        ...     saved = write_layer(Path(parent, "layers"), [], {"records": 0})
        ...     store, report = read_layer(saved.parent)
        >>> len(store), report["records"]
        (0, 0)
    """
    return layers.write_layer(folder, NAME, quads, report)


def read_layer(folder: Path) -> tuple[Store, dict[str, object]]:
    """Opens a layer that was saved.

    Args:
        folder: Where layers are kept.

    Returns:
        The layer, and its report.

    Raises:
        BuildError: When there is none, or when it is not as it was written; says what to do.

    Example:
        >>> from pathlib import Path
        >>> read_layer(Path("/nowhere"))
        Traceback (most recent call last):
        ldn_kg.errors.BuildError: DrugMechDB was not imported; import it with: ldn-kg import \
drugmechdb DIR
    """
    path = folder / f"{NAME}.nq"
    about = path.with_suffix(".json")
    if not path.is_file() or not about.is_file():
        message = f"DrugMechDB was not imported; {_HOW}"
        raise BuildError(message)
    try:
        report: dict[str, object] = json.loads(about.read_text(encoding="utf-8"))
        whole = report["sha256"] == digest_file(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{about} cannot be read; {_HOW}"
        raise BuildError(message) from error
    if not whole:
        message = f"{path} is not as it was written; {_HOW}"
        raise BuildError(message)
    return Store.open(path), report

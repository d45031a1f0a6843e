"""Saves a layer and opens it again: the quads, and beside them a report that has their digest.

The report is written last, so a layer whose writing was cut short is seen and not used.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import BuildError
from ldn_kg.files import digest_file, write_whole
from ldn_kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

QUADS, REPORT = "drugmechdb.nq", "drugmechdb.json"
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
    ordered = sorted(set(quads), key=str)
    content = (ox.serialize(ordered, format=ox.RdfFormat.N_QUADS) or b"").decode("utf-8")
    digest = hashlib.sha256(content.encode()).hexdigest()
    text = json.dumps({**report, "quads": len(ordered), "sha256": digest}, indent=2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise BuildError(message) from error
    write_whole(folder / QUADS, content)
    write_whole(folder / REPORT, text + "\n")
    return folder / QUADS


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
    path = folder / QUADS
    if not path.is_file() or not (folder / REPORT).is_file():
        message = f"DrugMechDB was not imported; {_HOW}"
        raise BuildError(message)
    try:
        report: dict[str, object] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        whole = report["sha256"] == digest_file(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{folder / REPORT} cannot be read; {_HOW}"
        raise BuildError(message) from error
    if not whole:
        message = f"{path} is not as it was written; {_HOW}"
        raise BuildError(message)
    return Store.open(path), report

"""Writes that land whole or not at all: a new folder beside the old one, then one rename.

Whatever moment a build is killed at, ``current`` points at a complete build or does not exist.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ldn_kg.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CURRENT = "current"
#: Folder beside the builds that holds imported layers.
LAYERS = "layers"
_UNFINISHED = "unfinished-"
_BUILD = re.compile(r"[0-9a-f]{12}(-\d+)?")


def digest_files(paths: Iterable[Path], root: Path) -> str:
    """One SHA-256 over names and contents, in the order of the names.

    Args:
        paths: Files.
        root: Names are taken relative to this folder.
    """
    total = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


def digest_file(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader sees the old text or the new one, never half of it.

    Raises:
        BuildError: When the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = f"cannot write {path}: {error.strerror}"
        raise BuildError(message) from error


@contextmanager
def landing(build: Path, name: str) -> Iterator[Path]:
    """A folder to write into, which becomes ``build/name`` and ``build/current`` on success.

    Args:
        build: The folder that holds builds.
        name: Name of the new one.

    Raises:
        BuildError: When the folder cannot be written.
    """
    try:
        build.mkdir(parents=True, exist_ok=True)
        _sweep(build)
        folder = build / f"{_UNFINISHED}{os.getpid()}"
        folder.mkdir()
    except OSError as error:
        message = f"cannot write to {build}: {error.strerror}"
        raise BuildError(message) from error
    try:
        yield folder
        _flush(folder)
        # A build of the same input may be in use under this name; it stays until the swap.
        target = build / (f"{name}-{os.getpid()}" if (build / name).exists() else name)
        folder.rename(target)
        _point(build, target.name)
    except OSError as error:
        message = f"cannot land the build in {build}: {error.strerror or error}"
        raise BuildError(message) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _point(build: Path, name: str) -> None:
    """Swaps ``current`` in one step; the previous build goes only after that."""
    current = build / CURRENT
    old = str(current.readlink()) if current.is_symlink() else None
    link = build / f"{_UNFINISHED}link-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    link.replace(current)
    # Only what a build made is ever removed: a link that leads elsewhere is left alone.
    if old is not None and old != name and _BUILD.fullmatch(old):
        shutil.rmtree(build / old, ignore_errors=True)


def _sweep(build: Path) -> None:
    """Removes what killed builds left behind."""
    for path in build.glob(f"{_UNFINISHED}*"):
        pid = path.name.rsplit("-", 1)[-1]
        if pid.isdigit() and not _alive(int(pid)):
            if path.is_symlink():
                path.unlink(missing_ok=True)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Makes sure that the bytes are on the disk before the name says so."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

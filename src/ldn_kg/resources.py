"""Finds the ontology, the data and the queries: in a checkout, or inside an installed wheel.

Nothing else in the package knows where files lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from ldn_kg.errors import BuildError

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Home:
    """The folders that a build reads and the folder that it writes.

    Args:
        ontology: Folder with ``ldn.ttl``, ``shapes.ttl``, ``alignment.ttl``.
        data: Folder with the curated files.
        queries: Folder with ``questions/`` and ``checks/``.
        build: Folder that receives builds.
    """

    ontology: Path
    data: Path
    queries: Path
    build: Path


def home(data: Path | None = None, build: Path | None = None) -> Home:
    """The folders in use.

    Args:
        data: Another data folder than the shipped one.
        build: Another build folder than the default: ``build/`` in a checkout, the user's cache
            folder for an installed package.

    Raises:
        BuildError: When the package was installed without its files.
    """
    checkout = _PACKAGE.parents[1]
    if (checkout / "ontology" / "ldn.ttl").is_file():
        root, default = checkout, checkout / "build"
    elif (_PACKAGE / "shipped" / "ontology" / "ldn.ttl").is_file():
        root, default = _PACKAGE / "shipped", user_cache_path("ldn-kg") / "build"
    else:
        message = "the package was installed without its ontology; install it again from a wheel"
        raise BuildError(message)
    return Home(
        ontology=root / "ontology",
        data=data or root / "data",
        queries=root / "queries",
        build=build or default,
    )

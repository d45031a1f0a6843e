"""Opens the graph of the last build, or builds first.

Where to go instead: `ldn_kg.knowledge_graph` is what it opens.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ldn_kg.federation import allowed
from ldn_kg.files import LAYERS
from ldn_kg.knowledge_graph import KnowledgeGraph
from ldn_kg.layers import layer_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def open_graph(
    build: str | Path | None = None,
    *,
    layers: Sequence[str] = (),
    services: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> KnowledgeGraph:
    """Opens the last build; makes one first where there is none.

    Args:
        build: Folder that holds builds; the default is found by `ldn_kg.resources.home`.
        layers: Imported layers to read beside it, such as ``drugmechdb``.
        services: Endpoints that a query may call: ``wikidata``, or ``wikidata=ADDRESS`` for a
            mirror of it; without them nothing is sent anywhere.
        progress: Told each step, when a build has to be made.

    Raises:
        NotFoundError: When such a layer was not imported, or there is no such endpoint.
        LdnKgError: When there is no build and none can be made.
    """
    from ldn_kg.pipeline import build_graph, last_build
    from ldn_kg.resources import home

    callable_ = allowed(services)
    folders = home(build=Path(build).expanduser() if build is not None else None)
    # A build that was asked for by name is used as it is, whatever the shipped data say by now.
    named = last_build(folders.build) if build is not None else None
    done = named or build_graph(folders, progress=progress)
    files = layer_files(folders.build / LAYERS, layers)
    return KnowledgeGraph(done.folder, folders.queries, files, callable_)

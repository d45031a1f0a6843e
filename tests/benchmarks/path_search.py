"""All paths of a metapath in a graph of 50 000 nodes and 2 000 000 typed edges, three ways.

    .venv/bin/python tests/benchmarks/path_search.py

The graph is random, with a seed and with skewed degrees. `ldn_kg.metapath`, networkx and igraph
each load it from the same arrays and list the paths of the same metapath between the same pairs of
nodes: pairs of nodes of ordinary degree, which have few paths, and of hubs, which have many. Each
runs in a process of its own, one after the other, so that memory is its own. All must find the same
paths, or the benchmark fails.

networkx and igraph know no types of edges and no metapaths. What served them best is used for both:
one graph for each type of edge, from which neighbours are asked (`Graph.adj`, `DiGraph.succ` and
`pred`; `Graph.neighbors`), and half paths from both ends that are joined where they meet. Their own
`all_simple_paths` and `get_all_simple_paths` cannot follow a metapath.

Shared machines differ and drift, so the ratio to the fastest in the same run is what to compare.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy.typing as npt

    PathOfIds = tuple[Any, ...]
    #: Lists the paths between two nodes, given by their numbers.
    Search = Callable[[int, int], list[PathOfIds]]
    Neighbours = Callable[[int], Iterable[int]]

SEED = 20231
RUNS = 5
PAIRS = 15
METAPATH = "CbGiGr>GaD"
SIZES = {"Compound": 8_000, "Gene": 20_000, "Disease": 6_000, "Pathway": 4_000, "Anatomy": 12_000}
#: Source, predicate, target, whether directed, number of edges.
TYPES = (
    ("Compound", "binds", "Gene", False, 250_000),
    ("Gene", "interacts", "Gene", False, 500_000),
    ("Gene", "regulates", "Gene", True, 450_000),
    ("Gene", "associates", "Disease", False, 250_000),
    ("Gene", "participates", "Pathway", False, 200_000),
    ("Anatomy", "expresses", "Gene", False, 350_000),
)
#: What `METAPATH` says, for libraries that cannot read it: predicate, and whether backward.
STEPS = (("binds", False), ("interacts", False), ("regulates", False), ("associates", False))
#: The number of the first node of each kind; every library names a node by its number.
FIRST: dict[str, int] = dict(zip(SIZES, np.cumsum([0, *SIZES.values()]).tolist(), strict=False))
LIBRARIES = ("ldn_kg", "igraph", "networkx")


def random_edges() -> dict[str, npt.NDArray[np.int64]]:
    """Distinct edges by predicate, as rows of numbers; few nodes of a kind have most of them."""
    generator = np.random.default_rng(SEED)
    edges = {}
    for source, predicate, target, directed, count in TYPES:
        found = np.empty((0, 2), np.int64)
        while len(found) < count:
            ends = [_skewed(generator, kind, count) for kind in (source, target)]
            pairs = np.column_stack(ends)[ends[0] != ends[1]]
            if source == target and not directed:
                pairs.sort(axis=1)
            found = np.unique(np.vstack([found, pairs]), axis=0)
        edges[predicate] = generator.permutation(found)[:count]
    return edges


def _skewed(generator: np.random.Generator, kind: str, count: int) -> npt.NDArray[np.int64]:
    weights = np.arange(1, SIZES[kind] + 1) ** -0.6
    drawn: npt.NDArray[np.int64] = generator.choice(SIZES[kind], count, p=weights / weights.sum())
    return drawn + FIRST[kind]


def random_pairs(edges: dict[str, npt.NDArray[np.int64]]) -> dict[str, list[tuple[int, int]]]:
    """Pairs of a compound and a disease of about median degree, and of hubs."""
    generator = np.random.default_rng(SEED)
    ranked = []
    for kind, predicate, column in (("Compound", "binds", 0), ("Disease", "associates", 1)):
        degrees = np.bincount(edges[predicate][:, column] - FIRST[kind], minlength=SIZES[kind])
        ranked.append(np.argsort(-degrees, kind="stable") + FIRST[kind])
    chosen = {}
    for name, start in (("few", 0.5), ("many", 0.0)):
        picks = [
            generator.choice(nodes[int(start * len(nodes)) :][:200], PAIRS, replace=False)
            for nodes in ranked
        ]
        chosen[name] = list(zip(*(pick.tolist() for pick in picks), strict=True))
    return chosen


def load_ldn_kg(edges: dict[str, npt.NDArray[np.int64]]) -> Search:
    """Our own graph."""
    from ldn_kg.metapath import EdgeType, TypedGraph, paths

    nodes = {kind: range(FIRST[kind], FIRST[kind] + size) for kind, size in SIZES.items()}
    positions = {
        EdgeType(source, predicate, target, directed=directed): (
            edges[predicate][:, 0] - FIRST[source],
            edges[predicate][:, 1] - FIRST[target],
        )
        for source, predicate, target, directed, _ in TYPES
    }
    graph = TypedGraph.from_positions(nodes, positions)
    return lambda source, target: list(paths(graph, METAPATH, source, target))


def load_networkx(edges: dict[str, npt.NDArray[np.int64]]) -> Search:
    """One networkx graph for each type of edge."""
    import networkx as nx

    ways: dict[tuple[str, bool], Neighbours] = {}
    for _, predicate, _, directed, _ in TYPES:
        pairs = zip(*edges[predicate].T.tolist(), strict=True)
        if directed:
            graph: nx.DiGraph[int] = nx.DiGraph()
            graph.add_edges_from(pairs)
            ways[predicate, False] = graph.succ.__getitem__
            ways[predicate, True] = graph.pred.__getitem__
        else:
            undirected: nx.Graph[int] = nx.Graph()
            undirected.add_edges_from(pairs)
            ways[predicate, False] = ways[predicate, True] = undirected.adj.__getitem__
    return lambda source, target: list(meet_in_the_middle(ways, source, target))


def load_igraph(edges: dict[str, npt.NDArray[np.int64]]) -> Search:
    """One igraph graph for each type of edge."""
    import igraph

    library: Any = igraph  # it says nothing of its types

    ways: dict[tuple[str, bool], Neighbours] = {}
    for _, predicate, _, directed, _ in TYPES:
        graph = library.Graph(sum(SIZES.values()), edges[predicate], directed=directed)
        ways[predicate, False] = graph.successors
        ways[predicate, True] = graph.predecessors
    return lambda source, target: list(meet_in_the_middle(ways, source, target))


def meet_in_the_middle(
    ways: dict[tuple[str, bool], Neighbours], source: int, target: int
) -> Iterator[PathOfIds]:
    """The paths of `STEPS`, from half paths of both ends."""
    middle = len(STEPS) // 2
    fronts = half_paths([ways[step] for step in STEPS[:middle]], source)
    turned = [ways[predicate, not backward] for predicate, backward in reversed(STEPS[middle:])]
    backs = defaultdict(list)
    for back in half_paths(turned, target):
        backs[back[-1]].append(back[-2::-1])
    for front in fronts:
        for back in backs.get(front[-1], ()):
            # The halves repeat no node in themselves.
            if not any(node in front for node in back):
                yield front + back


def half_paths(ways: list[Neighbours], start: int) -> list[PathOfIds]:
    """All paths from a node along some steps."""
    found: list[PathOfIds] = [(start,)]
    for neighbours in ways:
        found = [
            (*path, node) for path in found for node in neighbours(path[-1]) if node not in path
        ]
    return found


def megabytes() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(library: str, folder: Path) -> dict[str, Any]:
    """Loads the graph into one library and lists the paths of every pair."""
    with np.load(folder / "edges.npz") as stored:
        edges = dict(stored)
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    # Imported before the clock starts: a library is loaded once, a graph may be often.
    __import__({"ldn_kg": "ldn_kg.metapath"}.get(library, library))
    load = {"ldn_kg": load_ldn_kg, "networkx": load_networkx, "igraph": load_igraph}[library]
    before = megabytes()
    start = time.perf_counter()
    search = load(edges)
    loaded = time.perf_counter() - start
    return {
        "load": loaded,
        "before": before,
        "pairs": {name: [listed(search, *pair) for pair in some] for name, some in pairs.items()},
        "peak": megabytes(),
    }


def listed(search: Search, source: int, target: int) -> dict[str, Any]:
    """Median milliseconds of listing the paths of a pair, and what was found."""
    times, found = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = search(source, target)
        times.append(1000 * (time.perf_counter() - start))
    # Tuples of integers hash alike in every process, and a sum is alike in every order.
    digest = sum(map(hash, found)) % (1 << 61)
    return {
        "ms": statistics.median(times),
        "first": times[0],
        "paths": len(found),
        "digest": digest,
    }


def main() -> None:
    """Prints one line for each library."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", nargs=2, help="what to do, in which folder; for the benchmark")
    arguments = parser.parse_args()
    if arguments.part:
        part, place = arguments.part
        if part == "make":
            make(Path(place))
        else:
            json.dump(measure(part, Path(place)), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        # Not made here: a process starts with the memory mark of the one that started it.
        in_process("make", folder)
        report({library: json.loads(in_process(library, folder)) for library in LIBRARIES})


def make(folder: Path) -> None:
    """Writes the graph and the pairs for all libraries."""
    edges = random_edges()
    np.savez(folder / "edges.npz", **edges)  # type: ignore[arg-type]
    (folder / "pairs.json").write_text(json.dumps(random_pairs(edges)), encoding="utf-8")


def in_process(part: str, folder: str) -> bytes:
    """What a part writes that runs in a process of its own."""
    command = [sys.executable, __file__, "--part", part, folder]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def report(results: dict[str, dict[str, Any]]) -> None:
    """The table, after a check that all found the same."""
    nodes, count = sum(SIZES.values()), sum(number for *_, number in TYPES)
    sys.stdout.write(f"{METAPATH} in {nodes} nodes and {count} typed edges, seed {SEED}\n")
    first = results[LIBRARIES[0]]["pairs"]
    medians: dict[str, dict[str, float]] = {}
    for name, found in first.items():
        numbers = [pair["paths"] for pair in found]
        spread = f"{min(numbers)} to {max(numbers)}"
        sys.stdout.write(f"{name} paths: {len(numbers)} pairs with {spread} paths\n")
        for library, result in results.items():
            for own, other in zip(result["pairs"][name], found, strict=True):
                if (own["paths"], own["digest"]) != (other["paths"], other["digest"]):
                    message = f"{library} and {LIBRARIES[0]} disagree: {own} and {other}"
                    raise SystemExit(message)
        medians[name] = {
            library: statistics.median(pair["ms"] for pair in result["pairs"][name])
            for library, result in results.items()
        }
    sys.stdout.write("all libraries list the same paths\n\n")
    head = "".join(f"{name:>14} ms  ratio" for name in medians)
    sys.stdout.write(f"{'':10}{'load s':>8}{'before MB':>11}{'peak MB':>9}{'first ms':>10}{head}\n")
    for library, result in results.items():
        line = f"{library:10}{result['load']:8.2f}{result['before']:11.0f}{result['peak']:9.0f}"
        line += f"{result['pairs']['few'][0]['first']:10.1f}"
        for times in medians.values():
            line += f"{times[library]:17.1f}{times[library] / min(times.values()):7.1f}"
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()

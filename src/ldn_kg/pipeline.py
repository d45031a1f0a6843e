"""The whole build on one page: load, check, build, reason, verify, infer, write, swap in.

data/ ──load──▶ Corpus ──check──▶ quads ──reason, verify──▶ infer ──▶ files ──swap──▶ build/current
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_kg.errors import DataError
from ldn_kg.files import CURRENT, digest_file, digest_files, landing

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    from ldn_kg.check import Terms
    from ldn_kg.infer import Rule
    from ldn_kg.model.corpus import Corpus
    from ldn_kg.resources import Home

    Progress = Callable[[str], None]

REPORT = "report.json"
_OUTPUTS = ("ldn-kg.nq", "ldn-kg.trig", "ldn-kg.ttl", "ldn-kg.jsonld")


@dataclass(frozen=True, slots=True)
class Build:
    """A build that has landed.

    Args:
        folder: Where its files are.
        fresh: Whether this call made it, or it was there already.
        report: What ``report.json`` says.
    """

    folder: Path
    fresh: bool
    report: dict[str, object]


def _quiet(_message: str) -> None:
    return


def build_graph(folders: Home, *, force: bool = False, progress: Progress = _quiet) -> Build:
    """Builds the graph unless the last build has the same input.

    Args:
        folders: What to read and where to write.
        force: Build even if nothing changed.
        progress: Told each step, in words.

    Returns:
        The build in use.

    Raises:
        DataError: With every problem; the last good build stays in use.
        BuildError: When the files cannot be written.
    """
    digest = _input_digest(folders)
    last = last_build(folders.build)
    if last is not None and not force and last.report.get("input") == digest:
        return last
    from ldn_kg.infer import read_rules

    progress("reading data")
    corpus, _, axioms = read_all(folders)
    rules = read_rules(folders.queries / "rules")
    progress("writing quads")
    quads = _quads(corpus, axioms)
    progress(f"{len(quads)} quads; reasoning and checking shapes")
    types = _verified(folders, corpus, quads, progress)
    progress("inferring")
    inferred = _inferred([*quads, *types], rules)
    quads = sorted({*quads, *types, *inferred}, key=str)
    with landing(folders.build, digest[:12]) as folder:
        progress("writing files")
        _write(folder, quads)
        report = _report(folder, digest, quads)
        (folder / REPORT).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    progress(f"done: {folders.build / CURRENT}")
    return Build(folders.build / CURRENT, fresh=True, report=report)


def last_build(build: Path) -> Build | None:
    """The last good build, if its files are still as they were written."""
    folder = build / CURRENT
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        whole = all(digest_file(folder / name) == report["files"][name] for name in _OUTPUTS)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Build(folder, fresh=False, report=report) if whole else None


def read_all(folders: Home) -> tuple[Corpus, Terms, list[ox.Quad]]:
    """The checked corpus, the terms and the ontology's quads.

    Raises:
        DataError: With every problem of load and check.
    """
    from ldn_kg import iris
    from ldn_kg.check import check
    from ldn_kg.load import load
    from ldn_kg.ontology import read_ontology, read_terms

    axioms = read_ontology(folders.ontology, iris.graph("ontology"))
    terms = read_terms(axioms)
    corpus = load(folders.data)
    problems = check(corpus, terms)
    if problems:
        raise DataError(problems)
    return corpus, terms, axioms


def _input_digest(folders: Home) -> str:
    """Everything that the output depends on: the curated files, the shapes, and this code."""
    package = Path(__file__).resolve().parent
    parts = [
        digest_files(folders.ontology.glob("*.ttl"), folders.ontology),
        digest_files(
            (p for p in folders.data.rglob("*") if p.suffix in {".yaml", ".tsv"}), folders.data
        ),
        digest_files((folders.queries / "checks").glob("*.rq"), folders.queries),
        digest_files((folders.queries / "rules").glob("*.rq"), folders.queries),
        digest_files(package.rglob("*.py"), package),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _quads(corpus: Corpus, axioms: list[ox.Quad]) -> list[ox.Quad]:
    from ldn_kg.build import corpus_quads
    from ldn_kg.build.dataset import dataset_quads

    quads = {*axioms, *corpus_quads(corpus)}
    return sorted({*quads, *dataset_quads(quads)}, key=str)


def verify_graph(folders: Home, progress: Progress = _quiet) -> int:
    """Checks the data as a build would, without writing anything.

    Args:
        folders: What to read.
        progress: Told each step.

    Returns:
        How many types the reasoner added.

    Raises:
        DataError: With every problem.
    """
    from ldn_kg.infer import read_rules

    corpus, _, axioms = read_all(folders)
    rules = read_rules(folders.queries / "rules")
    quads = _quads(corpus, axioms)
    types = _verified(folders, corpus, quads, progress)
    _inferred([*quads, *types], rules)
    return len(types)


def _verified(
    folders: Home, corpus: Corpus, quads: list[ox.Quad], progress: Progress
) -> list[ox.Quad]:
    """Runs reasoner, shapes and checks; returns what the reasoner added."""
    from ldn_kg import iris
    from ldn_kg.build import origins
    from ldn_kg.store import Store
    from ldn_kg.verify import checks, culprits, reasoner, shapes

    origin, store = origins(corpus), Store(quads)
    axioms, facts = reasoner.module(store, iris.graph("ontology"))
    with ThreadPoolExecutor(1) as pool:
        # HermiT runs in a Java process of its own, so the shapes are checked meanwhile.
        classified = pool.submit(reasoner.classify, axioms, facts)
        problems = shapes.check_shapes(store.union(), folders.ontology / "shapes.ttl", origin)
        problems += checks.run_checks(store, folders.queries / "checks", origin)
        found = classified.result()
    problems += culprits.problems(axioms, facts, found, origin, progress)
    if problems:
        raise DataError(problems)
    return reasoner.inferred_types(store, found)


def _inferred(quads: list[ox.Quad], rules: list[Rule]) -> list[ox.Quad]:
    """What follows by the rules and the ontology's axioms on properties, and the proofs."""
    from ldn_kg.infer import infer, inferred_quads
    from ldn_kg.vocab import RDFS

    labels = {
        str(q.subject.value): str(q.object.value)  # type: ignore[union-attr]
        for q in quads
        if q.predicate == RDFS.label
    }
    return list(inferred_quads(infer(quads, rules), labels))


def _write(folder: Path, quads: list[ox.Quad]) -> None:
    import pyoxigraph as ox

    from ldn_kg.prefixes import PREFIXES

    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    union = sorted({quad.triple for quad in quads}, key=str)
    for name, content, format_ in (
        ("ldn-kg.nq", quads, ox.RdfFormat.N_QUADS),
        ("ldn-kg.trig", ordered, ox.RdfFormat.TRIG),
        ("ldn-kg.ttl", union, ox.RdfFormat.TURTLE),
        ("ldn-kg.jsonld", union, ox.RdfFormat.JSON_LD),
    ):
        prefixes = None if format_ == ox.RdfFormat.N_QUADS else PREFIXES
        ox.serialize(content, str(folder / name), format=format_, prefixes=prefixes)


def _report(folder: Path, digest: str, quads: list[ox.Quad]) -> dict[str, object]:
    """Counts and digests; no time of day, so that the same input gives the same bytes."""
    from ldn_kg.prefixes import GRAPH, VOCAB
    from ldn_kg.vocab import RDF

    graphs = Counter(str(q.graph_name.value).removeprefix(GRAPH) for q in quads)  # type: ignore[union-attr]
    members = {
        (q.subject, q.object.value.removeprefix(VOCAB))  # type: ignore[union-attr]
        for q in quads
        if q.predicate == RDF.type and str(q.object).startswith(f"<{VOCAB}")
    }
    classes = Counter(name for _, name in members)
    return {
        "input": digest,
        "quads": len(quads),
        "inferred": graphs["inferred"],
        "graphs": dict(sorted(graphs.items())),
        "classes": dict(sorted(classes.items())),
        "files": {name: digest_file(folder / name) for name in _OUTPUTS},
    }

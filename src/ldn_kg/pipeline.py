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

from ldn_kg.errors import DataError, or_problems
from ldn_kg.files import CURRENT, digest_file, digest_files, landing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

    from ldn_kg.check import Terms
    from ldn_kg.errors import Problem
    from ldn_kg.infer import Rule
    from ldn_kg.mappings import MappingSet
    from ldn_kg.model.corpus import Corpus
    from ldn_kg.resources import Home

    Progress = Callable[[str], None]

REPORT = "report.json"
_PREFIX_MAP = "prefixes.epm.json"
_OUTPUTS = ("ldn-kg.nq", "ldn-kg.trig", "ldn-kg.ttl", "ldn-kg.jsonld", _PREFIX_MAP)


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


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build is made of, read and checked.

    Args:
        corpus: The records.
        tables: Mapping tables by the name of their file.
        terms: Classes and predicates of the ontology.
        axioms: The ontology's quads.
    """

    corpus: Corpus
    tables: Mapping[str, MappingSet]
    terms: Terms
    axioms: list[ox.Quad]

    def quads(self) -> list[ox.Quad]:
        """Everything that is stated, in one order; nothing that is inferred."""
        from ldn_kg.build import corpus_quads, mapping_quads
        from ldn_kg.build.dataset import dataset_quads

        quads = {*self.axioms, *corpus_quads(self.corpus)}
        for table in self.tables.values():
            quads.update(mapping_quads(table))
        return sorted({*quads, *dataset_quads(quads)}, key=str)


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
    inputs = read_all(folders)
    rules = read_rules(folders.queries / "rules")
    progress("writing quads")
    quads = inputs.quads()
    progress(f"{len(quads)} quads; reasoning and checking shapes")
    types = _verified(folders, inputs.corpus, quads, progress)
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


def read_all(folders: Home) -> Inputs:
    """The checked records and tables, and the ontology.

    Raises:
        DataError: With every problem of load and check.
    """
    from ldn_kg import iris
    from ldn_kg.check import check
    from ldn_kg.load import load
    from ldn_kg.mappings import read_tables
    from ldn_kg.ontology import read_ontology, read_terms

    axioms = read_ontology(folders.ontology, iris.graph("ontology"))
    terms = read_terms(axioms)
    problems: list[Problem] = []
    corpus = or_problems(lambda: load(folders.data), problems)
    tables = or_problems(lambda: read_tables(folders.data), problems)
    if corpus is None or tables is None:
        raise DataError(problems)
    problems = check(corpus, terms, tables)
    if problems:
        raise DataError(problems)
    return Inputs(corpus, tables, terms, axioms)


def _input_digest(folders: Home) -> str:
    """Everything that the output depends on: the curated files, the shapes, and this code."""
    package = Path(__file__).resolve().parent
    parts = [
        digest_files(folders.ontology.glob("*.ttl"), folders.ontology),
        digest_files(
            (p for p in folders.data.rglob("*") if p.suffix in {".yaml", ".tsv"}), folders.data
        ),
        digest_files((folders.queries / "checks").glob("*.rq"), folders.queries),
        digest_files((folders.queries / "report").glob("*.rq"), folders.queries),
        digest_files((folders.queries / "rules").glob("*.rq"), folders.queries),
        digest_files(package.rglob("*.py"), package),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


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

    inputs = read_all(folders)
    rules = read_rules(folders.queries / "rules")
    quads = inputs.quads()
    types = _verified(folders, inputs.corpus, quads, progress)
    _inferred([*quads, *types], rules)
    return len(types)


def _verified(
    folders: Home, corpus: Corpus, quads: list[ox.Quad], progress: Progress
) -> list[ox.Quad]:
    """Runs reasoner, shapes, checks and report; returns what the reasoner added."""
    from ldn_kg import iris
    from ldn_kg.build import origins
    from ldn_kg.store import Store
    from ldn_kg.verify import checks, culprits, reasoner, report, shapes

    origin, store = origins(corpus), Store(quads)
    axioms, facts = reasoner.module(store, iris.graph("ontology"))
    with ThreadPoolExecutor(1) as pool:
        # HermiT runs in a Java process of its own, so the shapes are checked meanwhile.
        classified = pool.submit(reasoner.classify, axioms, facts)
        # No shape speaks of mappings, whose rows are checked as they are read.
        shaped = {quad.triple for quad in quads if quad.graph_name != iris.graph("mappings")}
        problems = shapes.check_shapes(shaped, folders.ontology / "shapes.ttl", origin)
        problems += checks.run_checks(store, folders.queries / "checks", origin)
        written = store.quads(iris.graph("ontology"))
        problems += report.violations(written, folders.queries / "report", folders.ontology)
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

    from ldn_kg.prefixes import PREFIXES, extended_prefix_map

    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    union = sorted({quad.triple for quad in quads}, key=str)
    for name, content, format_ in (
        ("ldn-kg.nq", quads, ox.RdfFormat.N_QUADS),
        ("ldn-kg.trig", ordered, ox.RdfFormat.TRIG),
        ("ldn-kg.ttl", union, ox.RdfFormat.TURTLE),
    ):
        prefixes = None if format_ == ox.RdfFormat.N_QUADS else PREFIXES
        ox.serialize(content, str(folder / name), format=format_, prefixes=prefixes)
    (folder / "ldn-kg.jsonld").write_text(_json_ld(union), encoding="utf-8")
    # N-Quads has no place for prefixes, and a table that is cut out of a graph has none either.
    text = json.dumps(extended_prefix_map(), indent=2) + "\n"
    (folder / _PREFIX_MAP).write_text(text, encoding="utf-8")


def _json_ld(triples: list[ox.Triple]) -> str:
    """Triples as JSON-LD, with the prefixes as its context: the serializer writes none."""
    import pyoxigraph as ox

    from ldn_kg.prefixes import PREFIXES

    # Without "@prefix", one that ends in "_" is no prefix in JSON-LD 1.1.
    context = {name: {"@id": iri, "@prefix": True} for name, iri in sorted(PREFIXES.items())}
    nodes = (ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"[]").decode("utf-8")
    return f'{{"@context":{json.dumps(context)},"@graph":{nodes}}}\n'


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

"""How long reading an ontology takes, as seconds and as a ratio to a floor in the same run.

    .venv/bin/python -m tests.benchmarks.ontology_reading [megabytes]

A made-up ontology of so many megabytes (5) in OBO has the shape of the released ones: per term a
name, a definition with its source, synonyms, references, a parent or two, now and then a relation
or a replacement. The same terms are written as RDF/XML and as OBO Graph JSON, and all three must be
read alike. The floor is what it takes to read the same file and split it into lines; shared
machines differ and drift, so the ratio is what to compare.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.terms import Scope, Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS = 5
SEED = 20260601
#: Bytes of a term in OBO, about.
OF_A_TERM = 345
IRI = "http://purl.obolibrary.org/obo/"
OIO = "http://www.geneontology.org/formats/oboInOwl#"
SCOPES: tuple[Scope, ...] = ("exact", "broad", "narrow", "related")
WORDS = [first + last for first in ("card", "neur", "ost", "derm", "hep") for last in ("ia", "al")]
DEFINITION = "made up of " + " ".join(WORDS) * 2


def made_up(count: int) -> list[Term]:
    """So many terms, each below one or two of those before it."""
    chance = random.Random(SEED)  # noqa: S311 - no secret

    def some_words(most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))

    def some_term(below: int) -> str:
        return f"UO:{chance.randrange(below):07}"

    def term(number: int) -> Term:
        synonyms = {some_words(4): chance.choice(SCOPES) for _ in range(chance.randint(0, 3))}
        return Term(
            id=f"UO:{number:07}",
            label=f"{some_words(4)} {number}",
            synonyms=tuple(
                Synonym(text, scope)
                for one in SCOPES
                for text, scope in synonyms.items()
                if scope == one
            ),
            obsolete=number % 20 == 1,
            replaced_by=(some_term(number),) if number % 20 == 1 else (),
            parents=tuple({some_term(number) for _ in range(1 + number % 2)}) if number else (),
            relations=(("RO:0000001", some_term(count)),) if number % 10 == 0 else (),
            xrefs=tuple(f"UMLS:C{chance.randrange(10**7):07}" for _ in range(number % 3)),
            definition_sources=(f"PMID:{chance.randrange(10**8)}",),
        )

    return [term(number) for number in range(count)]


# --- three ways to write them ---------------------------------------------------------------------


def obo(terms: list[Term]) -> str:
    """The terms as an OBO flat file."""

    def lines(term: Term) -> Iterator[str]:
        yield from ("[Term]", f"id: {term.id}", f"name: {term.label}")
        yield f'def: "{DEFINITION}" [{", ".join(term.definition_sources)}]'
        for synonym in term.synonyms:
            yield f'synonym: "{synonym.text}" {synonym.scope.upper()} []'
        yield from (f"xref: {xref}" for xref in term.xrefs)
        yield from (f"is_a: {parent} ! its parent" for parent in term.parents)
        yield from (f"relationship: {name} {target}" for name, target in term.relations)
        if term.obsolete:
            yield "is_obsolete: true"
        yield from (f"replaced_by: {other}" for other in term.replaced_by)
        yield ""

    head = "format-version: 1.2\ndata-version: uo/releases/2026-06-01\nontology: uo\n\n"
    return head + "".join(f"{line}\n" for term in terms for line in lines(term))


def rdf_xml(terms: list[Term]) -> str:
    """The terms as OWL in RDF/XML."""

    def told(name: str, text: str) -> str:
        return f"        <{name}>{escape(text)}</{name}>"

    def pointed(name: str, curie: str) -> str:
        return f'        <{name} rdf:resource="{iri(curie)}"/>'

    def lines(term: Term) -> Iterator[str]:
        yield f'    <owl:Class rdf:about="{iri(term.id)}">'
        yield told("rdfs:label", term.label)
        yield told("obo:IAO_0000115", DEFINITION)
        for synonym in term.synonyms:
            yield told(f"oio:has{synonym.scope.title()}Synonym", synonym.text)
        yield from (told("oio:hasDbXref", xref) for xref in term.xrefs)
        yield from (pointed("rdfs:subClassOf", parent) for parent in term.parents)
        for name, target in term.relations:
            yield "        <rdfs:subClassOf><owl:Restriction>"
            yield pointed("owl:onProperty", name)
            yield pointed("owl:someValuesFrom", target)
            yield "        </owl:Restriction></rdfs:subClassOf>"
        if term.obsolete:
            yield told("owl:deprecated", "true")
        yield from (pointed("obo:IAO_0100001", other) for other in term.replaced_by)
        yield "    </owl:Class>\n    <owl:Axiom>"
        yield pointed("owl:annotatedSource", term.id)
        yield pointed("owl:annotatedProperty", "IAO:0000115")
        yield told("owl:annotatedTarget", DEFINITION)
        yield from (told("oio:hasDbXref", source) for source in term.definition_sources)
        yield "    </owl:Axiom>"

    spaces = {
        "obo": IRI,
        "oio": OIO,
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }
    names = "".join(f' xmlns:{name}="{address}"' for name, address in spaces.items())
    body = "".join(f"{line}\n" for term in terms for line in lines(term))
    return f'<?xml version="1.0"?>\n<rdf:RDF{names}>\n{body}</rdf:RDF>\n'


def obograph(terms: list[Term]) -> str:
    """The terms as an OBO Graph."""

    def node(term: Term) -> dict[str, Any]:
        return {
            "id": iri(term.id),
            "lbl": term.label,
            "type": "CLASS",
            "meta": {
                "definition": {"val": DEFINITION, "xrefs": list(term.definition_sources)},
                "synonyms": [
                    {"pred": f"has{synonym.scope.title()}Synonym", "val": synonym.text}
                    for synonym in term.synonyms
                ],
                "xrefs": [{"val": xref} for xref in term.xrefs],
                "basicPropertyValues": [
                    {"pred": f"{IRI}IAO_0100001", "val": iri(other)} for other in term.replaced_by
                ],
                "deprecated": term.obsolete,
            },
        }

    edges = [
        {"sub": iri(term.id), "pred": name if name == "is_a" else iri(name), "obj": iri(target)}
        for term in terms
        for name, target in (*(("is_a", parent) for parent in term.parents), *term.relations)
    ]
    nodes = [node(term) for term in terms]
    return json.dumps({"graphs": [{"nodes": nodes, "edges": edges}]}, indent=1)


def iri(curie: str) -> str:
    """The address of a term."""
    return IRI + curie.replace(":", "_")


# --- how long -------------------------------------------------------------------------------------


def split(path: Path) -> int:
    """The floor: every line of a file."""
    return len(path.read_text(encoding="utf-8").split("\n"))


def timed(work: Callable[[Path], object], path: Path) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work(path)
    return time.perf_counter() - start


def main() -> None:
    """Prints one line a form: median, minimum, maximum, ratio to the floor."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    terms = made_up(int(size * 1_000_000 / OF_A_TERM))
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder, "uo.obo"): obo, Path(folder, "uo.owl"): rdf_xml}
        files[Path(folder, "uo.json")] = obograph
        for path, write in files.items():
            path.write_text(write(terms), encoding="utf-8")
            read = [replace(term, line=0) for term in read_vocabulary(path).terms.values()]
            if read != terms:
                sys.exit(f"{path.name} is not read as it was written")
        times: dict[Path, list[tuple[float, float]]] = {path: [] for path in files}
        # In turn, not one after the other: a machine that slows down slows all of them.
        for _ in range(RUNS):
            for path, runs in times.items():
                runs.append((timed(split, path), timed(read_vocabulary, path)))
        for path, runs in times.items():
            floor = statistics.median(least for least, _ in runs)
            values = [value for _, value in runs]
            median, spread = statistics.median(values), f"{min(values):.2f}–{max(values):.2f}"
            sys.stdout.write(
                f"{path.name:8} {path.stat().st_size / 1e6:5.1f} MB, {len(terms)} terms"
                f" {median:6.2f} s  ({spread})  {median / floor:6.1f} × floor\n"
            )


if __name__ == "__main__":
    main()

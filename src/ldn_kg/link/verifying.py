"""Holds mapping tables to the vocabularies they name: every rule, over every row.

One rule stays silent where another has spoken: of an identifier that does not exist, nobody asks
whether its label agrees. Where to go instead: rules are in `ldn_kg.link.existence`, `agreement`,
`fitting`, `consistency`, `hierarchies` and `covering`; `ldn_kg.link.findings` has the report.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ldn_kg.link.agreement import Ours, exact_names, labels
from ldn_kg.link.consistency import one_label, one_to_one, two_hops
from ldn_kg.link.covering import coverage, row_of_ours
from ldn_kg.link.existence import identifiers, prefixes, unreached, versions
from ldn_kg.link.findings import Report, Unchecked, Verified
from ldn_kg.link.fitting import Fitting
from ldn_kg.link.hierarchies import Hierarchies
from ldn_kg.link.likely import Likely
from ldn_kg.link.registry import registry
from ldn_kg.link.rows import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.link.findings import Finding
    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.rows import Row
    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.sources import Sources


def verify(
    sets: Sequence[tuple[str, MappingSet]],
    sources: Sources,
    entities: Mapping[str, OurEntity],
    kinds: Kinds,
) -> Report:
    """Verifies mapping tables, ours or anybody's.

    Args:
        sets: Tables, each with what problems should call it.
        sources: What identifiers are looked up in.
        entities: Our entities by CURIE; none are needed for tables about other things.
        kinds: Which vocabularies fit which class of ours.

    Returns:
        The findings, and what was verified against which release.

    Raises:
        BuildError: When the package bioregistry is not installed.

    Example:
        >>> from ldn_kg.link.kinds import Kinds
        >>> from ldn_kg.vocabularies.sources import Sources
        >>> from ldn_kg.vocabularies.terms import Term, Vocabulary
        >>> from ldn_kg.mappings import Mapping, MappingSet
        >>> terms = {"MONDO:0005393": Term("MONDO:0005393", "gout")}
        >>> mondo = Vocabulary("mondo.obo", "2026-05-05", terms, frozenset({"MONDO"}))
        >>> row = Mapping("x:1", "skos:exactMatch", "MONDO:0005399", "semapv:X",
        ...     subject_label="gout", object_label="gout", line=9)
        >>> prefixes = {"x": "https://example.org/x/",
        ...     "MONDO": "http://purl.obolibrary.org/obo/MONDO_"}
        >>> table = MappingSet({}, prefixes, (row,))
        >>> report = verify([("mine.sssom.tsv", table)], Sources((mondo,)), {}, Kinds())
        >>> [(finding.rule, finding.hint) for finding in report.findings if report.errors]
        [('missing', 'did you mean MONDO:0005393 “gout”?'), \
('prefix-unknown', 'give the vocabulary as a file to verify against it')]
    """
    rows = lay_out(sets, sources, entities)
    fitting = Fitting(kinds, sources)
    found = [
        *prefixes(sets, rows, sources),
        *versions(rows),
        *fitting.roots(),
        *_of_rows(rows, sources, entities, fitting),
        *one_to_one(rows),
        *one_label(rows),
        *two_hops(rows, sources.mapping_sets),
        *coverage(sets, rows, entities, kinds),
    ]
    return Report(
        findings=tuple(sorted(found, key=lambda finding: finding.order)),
        verified=tuple(sorted(_verified(rows))),
        unchecked=tuple(sorted(Unchecked(*key, n) for key, n in unreached(rows, sources).items())),
        rows=len(rows),
    )


def sources_for(names: Sequence[str], sets: Sequence[tuple[str, MappingSet]]) -> Sources:
    """What to look identifiers up in: what is named, and shipped vocabularies for the rest.

    Args:
        names: Files, or prefixes of shipped vocabularies.
        sets: The tables to be verified; only vocabularies that they need are read.

    Raises:
        InputError: With every problem of every file.
        BuildError: When the package that ships vocabularies is not installed.
    """
    from ldn_kg.vocabularies.shipped import SHIPPED
    from ldn_kg.vocabularies.sources import Sources, open_sources

    curies = {
        curie
        for _, table in sets
        for row in table.mappings
        for curie in (row.subject_id, row.object_id)
    }
    wanted = {registry().standard(curie).partition(":")[0] for curie in curies}
    if not names:
        return open_sources((), wanted)
    given = open_sources(names)
    covered = {prefix for vocabulary in given.vocabularies for prefix in vocabulary.complete}
    rest = [prefix for prefix in SHIPPED if prefix in wanted - covered]
    more = open_sources(rest) if rest else Sources()
    return Sources((*given.vocabularies, *more.vocabularies), given.mapping_sets)


def _of_rows(
    rows: Sequence[Row], sources: Sources, entities: Mapping[str, OurEntity], fitting: Fitting
) -> Iterator[Finding]:
    """What each row shows by itself."""
    likely = Likely(sources, {end.prefix for row in rows for end in row.ends() if end.looked_up})
    ours, hierarchies = Ours.of(entities.values()), Hierarchies.of(rows)
    for row in rows:
        yield from row_of_ours(row)
        if row.no_term:
            continue
        there = list(identifiers(row, likely))
        yield from there
        yield from labels(row, likely)
        yield from fitting.row(row)
        if not there:
            yield from exact_names(row, likely, ours)
            yield from hierarchies.direction(row)
            yield from hierarchies.broader(row)


def _verified(rows: Sequence[Row]) -> Iterator[Verified]:
    counts = Counter(
        (end.vocabulary.name, end.vocabulary.version, end.prefix)
        for row in rows
        for end in row.ends()
        if end.vocabulary is not None
    )
    for key, count in counts.items():
        yield Verified(*key, rows=count)

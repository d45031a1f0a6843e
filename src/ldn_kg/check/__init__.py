"""Rules across records: every problem of the whole corpus at once, each with file and line.

`references` (does what is named exist, and is it of the right kind), `quantities` (does a number
agree with its print, do units fit), `studies` (do the parts of a study agree with each other),
`claims`, `links` (do mapping tables speak of our entities). What one record alone can show is
checked while loading; what only the finished graph can show is in `ldn_kg.verify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.check.claims import check_claims
from ldn_kg.check.links import check_links
from ldn_kg.check.quantities import check_quantities
from ldn_kg.check.references import check_locators, check_references
from ldn_kg.check.studies import check_studies
from ldn_kg.check.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.errors import Problem
    from ldn_kg.mappings import MappingSet
    from ldn_kg.model.corpus import Corpus

__all__ = ["Terms", "check"]


def check(corpus: Corpus, terms: Terms, tables: Mapping[str, MappingSet]) -> list[Problem]:
    """Every problem between records.

    Args:
        corpus: What was loaded.
        terms: Classes and predicates of the ontology.
        tables: Mapping tables by the name of their file.

    Returns:
        Problems in file order; empty when all is well.
    """
    problems = [
        *check_references(corpus, terms),
        *check_locators(corpus),
        *check_quantities(corpus),
        *check_studies(corpus),
        *check_claims(corpus),
        *check_links(corpus, tables),
    ]
    return sorted(set(problems))

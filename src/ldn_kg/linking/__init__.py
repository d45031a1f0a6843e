"""Links in one call each: verify, suggest, measure, enrich, over our own files or anybody's.

    >>> from ldn_kg.linking import verify
    >>> verify().errors
    0

Where to go instead: the rules and scores are in `ldn_kg.link`, readers of other people's files in
`ldn_kg.vocabularies`.
"""

from ldn_kg.linking.curated import Curated, curated, our_rows
from ldn_kg.linking.enriching import enrich
from ldn_kg.linking.suggesting import Suggestions, measure, suggest
from ldn_kg.linking.verifying import verify

__all__ = [
    "Curated",
    "Suggestions",
    "curated",
    "enrich",
    "measure",
    "our_rows",
    "suggest",
    "verify",
]

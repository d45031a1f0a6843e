"""LDN-KG: what is claimed of low-dose naltrexone in rheumatic disease, by whom, and how surely.

    >>> import ldn_kg
    >>> kg = ldn_kg.open()
    >>> kg.query("search_databases").title
    'Which databases were searched, according to which part of the text?'

Research use, not medical advice.
"""

from ldn_kg.errors import (
    BuildError,
    DataError,
    InputError,
    LdnKgError,
    NotFoundError,
    Problem,
    QueryError,
    Where,
)
from ldn_kg.knowledge_graph import KnowledgeGraph
from ldn_kg.linking import enrich
from ldn_kg.linking import measure as measure_links
from ldn_kg.linking import suggest as suggest_links
from ldn_kg.linking import verify as verify_links
from ldn_kg.opening import open_graph as open  # noqa: A004 - the documented name
from ldn_kg.show import Page
from ldn_kg.tables import Table

__version__ = "0.1.0"
__all__ = [
    "BuildError",
    "DataError",
    "InputError",
    "KnowledgeGraph",
    "LdnKgError",
    "NotFoundError",
    "Page",
    "Problem",
    "QueryError",
    "Table",
    "Where",
    "enrich",
    "measure_links",
    "open",
    "suggest_links",
    "verify_links",
]

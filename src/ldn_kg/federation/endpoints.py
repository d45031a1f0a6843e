"""The SPARQL servers that a query may name, and what a person allows of them.

Where to go instead: `ldn_kg.federation.calling` speaks to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ldn_kg.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: More rows than this of one answer are not taken.
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL server.

    Args:
        name: What it is called on the command line.
        title: What it is called in sentences.
        address: As it stands after SERVICE in a query.
        most: An answer of this many rows may have been cut off, by the server or by us.
        stand_in: Where its calls go instead; empty for the address itself.
    """

    name: str
    title: str
    address: str
    most: int = MOST_ROWS
    stand_in: str = ""

    @property
    def called(self) -> str:
        """The address to which requests go."""
        return self.stand_in or self.address

    def __str__(self) -> str:
        return f"{self.title} ({self.called})"


# The addresses are those in the example queries that the SIB Swiss Institute of Bioinformatics
# keeps (github.com/sib-swiss/sparql-examples at 734ad93): as `schema:target` of UniProt, Rhea and
# Bgee, and in SERVICE clauses for the others. The limit of MeSH is documented by its makers
# (github.com/HHS/meshrdf, branch gh-pages, sparql-and-uri-requests.md).
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("bgee", "Bgee", "https://www.bgee.org/sparql/"),
    Endpoint("mesh", "MeSH", "https://id.nlm.nih.gov/mesh/sparql", most=1_000),
    Endpoint("rhea", "Rhea", "https://sparql.rhea-db.org/sparql"),
    Endpoint("uniprot", "UniProt", "https://sparql.uniprot.org/sparql"),
    Endpoint("wikidata", "Wikidata", "https://query.wikidata.org/sparql"),
    Endpoint("wikipathways", "WikiPathways", "https://sparql.wikipathways.org/sparql"),
)


def known(address: str) -> Endpoint | None:
    """The endpoint that an address in a query means, with or without a final slash."""
    same = (item for item in ENDPOINTS if item.address.rstrip("/") == address.rstrip("/"))
    return next(same, None)


def allowed(names: Iterable[str]) -> dict[str, Endpoint]:
    """The endpoints that may be called, by name.

    Args:
        names: Names of endpoints; ``name=ADDRESS`` sends its calls to a mirror or a stand-in.

    Raises:
        NotFoundError: For a name that is no endpoint, with near names.
        QueryError: For an address that cannot be called.

    Example:
        >>> print(allowed(["wikidata=http://127.0.0.1:7878/query"])["wikidata"])
        Wikidata (http://127.0.0.1:7878/query)
    """
    by_name = {endpoint.name: endpoint for endpoint in ENDPOINTS}
    found: dict[str, Endpoint] = {}
    for item in names:
        name, sign, address = item.partition("=")
        if name not in by_name:
            kind = "endpoint"
            raise NotFoundError(kind, name, get_close_matches(name.lower(), by_name, 3, 0.5))
        if sign and not _callable(address):
            message = (
                f"{item!r}: write NAME=ADDRESS with an address that begins http:// or https://"
            )
            raise QueryError(message)
        found[name] = replace(by_name[name], stand_in=address)
    return found


def _callable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and not set(address) & set(' <>"{}|\\^`#@')
    return parts.scheme in {"http", "https"} and named and plain

"""Queries that ask other SPARQL servers too: only named ones, and only those that were allowed.

`endpoints` has the servers, `clauses` finds SERVICE in a query, `calling` speaks to a server, and
`joining` puts them together. The engine itself never sees a SERVICE clause (`ldn_kg.store` refuses
the word), so what is called is what this package calls. Where to go instead: shipped questions of
this sort are in ``queries/federated``.
"""

from ldn_kg.federation.endpoints import ENDPOINTS, Endpoint, allowed
from ldn_kg.federation.joining import ask

__all__ = ["ENDPOINTS", "Endpoint", "allowed", "ask"]

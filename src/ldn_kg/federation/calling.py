"""One question to one server: SPARQL 1.1 Protocol over HTTP, within bounds.

The engine can call servers by itself (pyoxigraph 0.5.13), but without a time limit or a limit on
size, and it asks for everything that a block matches before it joins. So the requests are made
here. A redirect is not followed: the address that was allowed is the only one that is called.
Where to go instead: `ldn_kg.federation.joining` makes the question.
"""

from __future__ import annotations

import threading
from http.client import HTTPException
from importlib.metadata import version
from typing import TYPE_CHECKING, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pyoxigraph as ox

from ldn_kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_kg.federation.endpoints import Endpoint
    from ldn_kg.store import Cell

#: How long an answer may take, from looking up the host to its last byte (seconds).
DEADLINE = 60.0
#: How large it may be (bytes).
LARGEST = 20_000_000
_SHOWN = 200
_JSON = "application/sparql-results+json"


class _StayHere(HTTPRedirectHandler):
    """Turns every redirect into an error."""

    def redirect_request(self, *_: object) -> None:
        """No request follows."""


def call(endpoint: Endpoint, text: str, columns: Sequence[str]) -> list[tuple[Cell, ...]]:
    """The rows that a server answers.

    Args:
        endpoint: The server.
        text: A SELECT query that it can read.
        columns: The variables that the query selects.

    Returns:
        Rows of terms in the order of the columns.

    Raises:
        QueryError: When the server does not answer in time, refuses, answers something else, or
            answers so much that the rest may be missing.
    """
    body = _body(endpoint, text)
    try:
        rows = _rows(body, columns)
    except (SyntaxError, ValueError) as error:
        _fail(endpoint, f"did not answer with SPARQL results in JSON: {_plain(str(error))}", error)
    if len(rows) >= endpoint.most:
        few = f"{endpoint.most} rows are the most that are taken, so some may be missing"
        _fail(endpoint, f"answered too many rows: {few}; narrow what stands before SERVICE")
    return rows


def _rows(body: bytes, columns: Sequence[str]) -> list[tuple[Cell, ...]]:
    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    rows: list[tuple[Cell, ...]] = []
    try:
        if isinstance(answer, ox.QueryBoolean):
            message = "yes or no instead of rows"
            raise ValueError(message)  # noqa: TRY004 - the caller's one word for a wrong answer
        names = {variable.value for variable in answer.variables}
        for row in answer:
            cells = (row[name] if name in names else None for name in columns)
            rows.append(tuple(cells))
    finally:
        # The engine's object must end in the thread that made it; a traceback would keep it, here
        # or in a comprehension.
        del answer
    return rows


def _body(endpoint: Endpoint, text: str) -> bytes:
    """What the server sends, fetched in a thread that is left behind at the deadline.

    The time limit of a socket starts anew with every byte and does not cover the name server.
    """
    got: list[bytes] = []
    failed: list[Exception] = []

    def fetch() -> None:
        try:
            got.append(_fetch(endpoint, text))
        except (QueryError, OSError, HTTPException) as error:
            failed.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    thread.join(DEADLINE)
    if failed:
        reason = failed[0].reason if isinstance(failed[0], URLError) else failed[0]
        if isinstance(reason, QueryError):
            raise reason
        _fail(endpoint, f"cannot be reached: {_plain(str(reason))}", failed[0])
    if not got:
        _fail(endpoint, f"did not answer within {DEADLINE:g} seconds")
    if len(got[0]) > LARGEST:
        _fail(endpoint, f"answered more than {LARGEST} bytes; narrow what stands before SERVICE")
    return got[0]


def _fetch(endpoint: Endpoint, text: str) -> bytes:
    request = Request(  # noqa: S310 - `allowed` lets only http and https pass
        endpoint.called,
        data=urlencode({"query": text}).encode(),
        headers={
            "Accept": _JSON,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": f"ldn-kg/{version('ldn-kg')} (https://w3id.org/ldn-kg/)",
        },
        method="POST",
    )
    try:
        with build_opener(_StayHere).open(request, timeout=DEADLINE) as answer:
            body: bytes = answer.read(LARGEST + 1)
            return body
    except HTTPError as error:
        with error:
            moved = error.headers.get("Location")
            if moved is not None:
                there = f"wants the call to go to {_plain(moved)}, where nothing was sent"
                _fail(endpoint, f"{there}; to allow it: --service {endpoint.name}=ADDRESS", error)
            says = _plain(error.read(_SHOWN).decode("utf-8", "replace"))
            _fail(endpoint, f"answered with error {error.code}: {says}", error)


def _plain(text: str) -> str:
    """Words of a stranger on one line, with nothing that a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:_SHOWN])
    return " ".join(shown.split()) or "it says nothing more"


def _fail(endpoint: Endpoint, what: str, error: Exception | None = None) -> NoReturn:
    message = f"{endpoint} {what}"
    raise QueryError(message) from error

"""Servers on this machine that stand in for remote ones: a real one, and one that misbehaves."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_START = 30.0


def oxigraph() -> str:
    """The SPARQL server's program; where it may be absent, the test is skipped."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("the server `oxigraph` is not installed; it belongs to the test tools")
        pytest.skip("the server `oxigraph` is not installed")
    return found


@contextmanager
def sparql_server(folder: Path, data: str) -> Iterator[str]:
    """Oxigraph's own server over some data; gives the address to which queries go.

    Args:
        folder: An empty folder of the test's own.
        data: TriG, so that data may have graphs.
    """
    program, file, database = oxigraph(), folder / "data.trig", folder / "database"
    file.write_text(data, encoding="utf-8")
    load = [program, "load", "--location", str(database), "--file", str(file)]
    subprocess.run(load, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    serve = [program, "serve-read-only", "--location", str(database), "--bind", place]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(serve, stdout=log, stderr=log)
    try:
        _wait(process, place, folder / "log")
        yield f"http://{place}/query"
    finally:
        process.terminate()
        process.wait(_START)


def _wait(process: subprocess.Popen[bytes], place: str, log: Path) -> None:
    host, _, port = place.partition(":")
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the SPARQL server did not start: {log.read_text('utf-8', 'replace')}")


@dataclass(frozen=True, slots=True)
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def query(self) -> str:
        """The query in it."""
        (text,) = parse_qs(self.body, strict_parsing=True)["query"]
        return text


@dataclass(slots=True)
class Listener:
    """A server that keeps what it hears and answers as it was told to.

    Args:
        answer: Says what to send: status, headers, and pieces of a body with the seconds to wait
            before each.
    """

    answer: Callable[[str], Answer]
    heard: list[Heard] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """The address to which queries go."""
        return f"http://127.0.0.1:{self.port}/query"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a listener sends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0


def rows(*names: str, values: Sequence[Mapping[str, str | dict[str, str]]] = ()) -> Answer:
    """SPARQL results: a text stands for a plain literal."""
    bindings = [
        {
            name: {"type": "literal", "value": value} if isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in values
    ]
    content = {"head": {"vars": list(names)}, "results": {"bindings": bindings}}
    return Answer(
        json.dumps(content).encode(), 200, {"Content-Type": "application/sparql-results+json"}
    )


@contextmanager
def listening(answer: Answer | Callable[[str], Answer]) -> Iterator[Listener]:
    """A listener at a free port of this machine, until the block ends."""
    listener = Listener(answer if callable(answer) else lambda _: answer)
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            heard = Heard(self.command, self.path, dict(self.headers), body)
            listener.heard.append(heard)
            given = listener.answer(heard.body)
            stopped.wait(given.wait)
            try:
                self.send_response(given.status)
                length = {"Content-Length": str(len(given.body))}
                for name, value in (length | given.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in self._pieces(given):
                    self.wfile.write(piece)
                    self.wfile.flush()
                    stopped.wait(given.drip)
            except OSError:
                return  # the other side had enough

        do_GET = do_POST  # noqa: N815 - the library's name

        @staticmethod
        def _pieces(given: Answer) -> Iterator[bytes]:
            size = 1 if given.drip else max(len(given.body), 1)
            for start in range(0, len(given.body), size):
                if stopped.is_set():
                    return
                yield given.body[start : start + size]

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield listener
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""Results as tables for people and as JSON, CSV, TSV and Turtle for programs.

The JSON forms are stable: `json` is a list of objects, one a row, with the columns as keys; `jsonl`
is one such object a line. An unbound cell is null in JSON and empty elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Literal, get_args

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table as RichTable

from ldn_kg.errors import QueryError
from ldn_kg.prefixes import PREFIXES
from ldn_kg.store import python_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.store import Result

Value = str | int | Decimal | bool | None
Format = Literal["table", "json", "jsonl", "csv", "tsv", "ttl"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: Beyond this many rows a notebook shows the first ones and says how many there are.
_NOTEBOOK_ROWS = 60
#: A number with more digits than this before or after the point is written as text.
_DIGITS = 300
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain Python values; IRIs are CURIEs.

    Args:
        columns: Names of the columns.
        rows: The rows.
        title: What the table answers, where it is known.

    Example:
        >>> table = Table(("study", "n"), (("study:frech-2011", 3),))
        >>> table.records()
        [{'study': 'study:frech-2011', 'n': 3}]
        >>> len(table)
        1
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""

    @classmethod
    def from_result(cls, result: Result, title: str = "") -> Table:
        """The rows of a query; the triples of a graph query as three columns."""
        if not result.columns:
            rows = sorted(
                (
                    tuple(python_value(term) for term in (t.subject, t.predicate, t.object))
                    for t in result.triples
                ),
                key=str,
            )
            return cls(("subject", "predicate", "object"), tuple(rows), title)
        rows_ = tuple(tuple(python_value(cell) for cell in row) for row in result.rows)
        return cls(result.columns, rows_, title)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> list[Value]:
        """The values of one column, in row order.

        Raises:
            ValueError: When there is no such column.
        """
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def __str__(self) -> str:
        return as_table(self, width=120)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_plain(value))}</td>" for value in row) + "</tr>"
            for row in self.rows[:_NOTEBOOK_ROWS]
        )
        more = len(self.rows) - _NOTEBOOK_ROWS
        tail = f"<p>… and {more} more rows</p>" if more > 0 else ""
        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        return f"<table>{caption}<tr>{head}</tr>{body}</table>{tail}"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _printable(value: Value) -> str:
    """A cell for a terminal: no control characters, whatever the data holds."""
    return _CONTROL.sub("�", _plain(value))


def as_table(table: Table, width: int | None = None) -> str:
    """The table for a terminal."""
    rich = RichTable(title=table.title or None, title_justify="left", header_style="bold")
    for name in table.columns:
        rich.add_column(name, overflow="fold")
    for row in table.rows:
        rich.add_row(*map(_printable, row), style=None)
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, markup=False, highlight=False, emoji=False)
    console.print(rich)
    count = len(table.rows)
    return buffer.getvalue() + f"{count} row{'' if count == 1 else 's'}"


def as_json(table: Table) -> str:
    """A list of objects."""
    return json_text(table.records(), indent=2)


def as_jsonl(table: Table) -> str:
    """One object a line."""
    return "\n".join(json_text(record) for record in table.records())


def json_text(content: object, indent: int | None = None) -> str:
    """JSON with readable letters; a decimal becomes a number.

    Example:
        >>> json_text({"dose": Decimal("3.88"), "unit": "µg"})
        '{"dose": 3.88, "unit": "µg"}'
    """
    return json.dumps(content, indent=indent, ensure_ascii=False, default=_number)


def _number(value: object) -> int | float | str:
    """Printed numbers have few digits, so the shortest binary fraction shows the same ones."""
    if not isinstance(value, Decimal):
        message = f"no JSON for {type(value).__name__}"
        raise TypeError(message)
    if not value.is_finite() or abs(value.adjusted()) > _DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def as_separated(table: Table, delimiter: str) -> str:
    """CSV or TSV with a header line (RFC 4180; in TSV, tabs and line ends become spaces)."""
    buffer = io.StringIO()
    if delimiter == "\t":
        for row in [table.columns, *table.rows]:
            cells = (re.sub(r"[\t\r\n]", " ", _plain(value)) for value in row)
            buffer.write("\t".join(cells) + "\n")
    else:
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([_plain(value) for value in row] for row in table.rows)
    return buffer.getvalue().rstrip("\n")


def as_turtle(triples: Iterable[ox.Triple]) -> str:
    """Triples as Turtle with the project's prefixes, in a fixed order."""
    ordered = sorted(set(triples), key=str)
    content = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return (content or b"").decode("utf-8").rstrip("\n")


def render(table: Table, format_: Format, width: int | None = None) -> str:
    """A table in one of the formats.

    Raises:
        QueryError: For ``ttl``, which needs triples.
    """
    if format_ == "ttl":
        message = "ttl needs a CONSTRUCT or DESCRIBE query; this result is a table"
        raise QueryError(message)
    if format_ == "table":
        return as_table(table, width)
    if format_ == "json":
        return as_json(table)
    if format_ == "jsonl":
        return as_jsonl(table)
    return as_separated(table, "," if format_ == "csv" else "\t")

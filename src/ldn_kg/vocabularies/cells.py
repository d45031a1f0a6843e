"""Rows of a table in TSV or CSV, with the lines on which they begin, under a head of remarks.

Where to go instead: `ldn_kg.vocabularies.term_table` makes terms of rows,
`ldn_kg.vocabularies.sssom_terms` mappings.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.errors import Problem
    from ldn_kg.vocabularies.places import FileText


@dataclass(frozen=True, slots=True)
class Cells:
    """The head, the columns and the rows of a table.

    Args:
        head: The lines above the columns, without the ``#`` with which they begin.
        columns: Names of the columns.
        line: The line of the columns.
        rows: The cells of each row, with the line on which it begins.
    """

    head: list[str]
    columns: list[str]
    line: int
    rows: list[tuple[list[str], int]]


def read_cells(file: FileText, problems: list[Problem]) -> Cells:
    """The cells of a table; its columns say whether tabs or commas part them.

    Args:
        file: The table.
        problems: Takes a problem for each row with too few or too many cells, and for wrong quotes.
    """
    lines = file.text.split("\n")
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    above = len(head)
    body = "\n".join(lines[above:])
    sign = "\t" if "\t" in body.partition("\n")[0] else ","
    rows = _rows(file, body, sign, above, problems)
    columns, line = next(rows, ([], above + 1))
    cells = Cells([one[1:].rstrip("\r") for one in head], columns, line, [])
    for row, number in rows:
        if len(row) == len(columns):
            cells.rows.append((row, number))
        else:
            cut = number == len(lines)  # the last line does not end
            hint = "download it again" if cut else f"expected {len(columns)}"
            rule = "truncated" if cut else "columns"
            problems.append(file.problem(number, rule, f"{len(row)} cells", hint))
    return cells


def _rows(
    file: FileText, body: str, sign: str, above: int, problems: list[Problem]
) -> Iterator[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=sign, strict=True)
    before = 0
    try:
        for row in reader:
            if any(row):
                yield row, above + before + 1
            before = reader.line_num
    except csv.Error as error:
        line = above + before + 1
        problems.append(file.problem(line, "syntax", f"not a table: {error}", "mend the quotes"))

"""What the review says of itself: its search, its remarks, its aggregate statements."""

from __future__ import annotations

from typing import Literal

from ldn_kg.model.base import Hedge, Key, Layer, Record, Text
from ldn_kg.model.locator import Locators
from ldn_kg.model.quantity import Quantity


class Database(Record):
    """A bibliographic database, as named in one place of the source."""

    database: Key
    printed: Text
    at: Locators


class SearchTerm(Record):
    """One search term as printed, in its place in the query.

    Args:
        printed: The term with its quotation marks as they stand, however broken.
        entity: What it stands for, where that is one of ours.
        block: Which of the blocks joined by AND it belongs to, from 1.
        note: A curator's remark.
        at: Where it stands.
    """

    id: Key
    printed: Text
    entity: Key | None = None
    block: int
    note: Text | None = None
    at: Locators


class Search(Record):
    """A literature search, as one section of the source describes it.

    Args:
        id: Key.
        section: Where it is described; the abstract and the methods may differ, and both stay.
        databases: What was searched.
        period_from: First year, as printed.
        period_to: Last month or year, as printed.
        terms: Search terms.
        restriction: What is said of language.
    """

    id: Key
    section: Literal["abstract", "methods"]
    databases: tuple[Database, ...]
    period_from: Quantity | None = None
    period_to: Text | None = None
    period_to_at: Locators | None = None
    terms: tuple[SearchTerm, ...] = ()
    language_restriction: Literal["none"] | None = None
    language_at: Locators | None = None


RemarkKind = Literal[
    "aim",
    "strength",
    "novelty",
    "limitation",
    "method",
    "selection",
    "extraction",
    "guideline",
    "recommendation",
    "implication",
    "declaration",
    "contribution",
    "metadata",
    "keyword",
    "definition",
]


class Remark(Record):
    """Something the source says of its own making, in our words.

    Args:
        id: Key.
        kind: What sort of remark.
        says: The remark in our words.
        hedge: The author's hedge.
        persons: Initials of those named.
        about: Entities it names.
        cites: Publications it cites.
        at: Where it stands.
    """

    id: Key
    kind: RemarkKind
    says: Text
    hedge: Hedge
    persons: tuple[Text, ...] = ()
    about: tuple[Key, ...] = ()
    cites: tuple[Key, ...] = ()
    at: Locators


class Statement(Record):
    """An aggregate sentence of the source, to be audited; it carries no verdict.

    Args:
        id: Key.
        quantifier: How it generalises; ``generic`` where no number word is printed.
        printed: The words that quantify, as printed; absent where the sentence has none.
        says: The statement in our words.
        scope: Over which studies or persons it generalises.
        about: Entities it is about.
        quantity: The number it gives.
        of: The number it is out of ("7 of 8").
        direction: The direction of effect it states.
        hedge: The author's hedge.
        cites: Publications it cites.
        at: Where it stands.
    """

    id: Key
    quantifier: Literal[
        "all",
        "most",
        "some",
        "few",
        "none",
        "count",
        "total",
        "range",
        "proportion",
        "typical",
        "generic",
        "superlative",
    ]
    printed: Text | None = None
    says: Text
    scope: Literal[
        "table-1",
        "table-2",
        "review",
        "literature",
        "fibromyalgia",
        "sjogren",
        "scleroderma",
        "dermatomyositis",
        "rheumatoid-arthritis",
    ]
    about: tuple[Key, ...] = ()
    quantity: Quantity | None = None
    of: Quantity | None = None
    direction: Literal["improvement", "no-harm", "some-harm", "not-reported"] | None = None
    hedge: Hedge
    cites: tuple[Key, ...] = ()
    at: Locators


class SearchFile(Record):
    """``data/review/search.yaml``."""

    layer: Layer
    source: Key
    searches: tuple[Search, ...]


class RemarkFile(Record):
    """``data/review/remarks.yaml``."""

    layer: Layer
    source: Key
    remarks: tuple[Remark, ...]


class StatementFile(Record):
    """``data/review/statements.yaml``."""

    layer: Layer
    source: Key
    statements: tuple[Statement, ...]

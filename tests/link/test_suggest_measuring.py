"""Precision and recall on matches held out; every number is worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pytest

from ldn_kg.link.measuring import COLUMNS, Answer, Measured, Score, half_of, measure
from ldn_kg.link.standing import Family
from ldn_kg.link.suggesting import Suggester, suggesters
from ldn_kg.mappings import Mapping
from ldn_kg.vocabularies.sources import Sources
from ldn_kg.vocabularies.terms import Vocabulary
from tests.link.planted import KINDS, denied, entity, exact, row, term, vocabulary

#: Three of ours: one has its term's label, one a synonym, one nothing in common with it.
OURS = {
    one.id: one
    for one in (
        entity("gout", "gout", of="Disease"),
        entity("knot", "joint knot", "nodal tangle", of="Disease"),
        entity("itch", "itch", of="Disease"),
    )
}
PLACE = vocabulary(
    term("MONDO:1", "gout"),
    term("MONDO:2", "tangle, nodal"),
    term("MONDO:3", "pruritus"),
    term("MONDO:4", "water"),
)
ROWS = [
    exact("entity:gout", "MONDO:1"),
    exact("entity:knot", "MONDO:2"),
    exact("entity:itch", "MONDO:3"),
]


def among(rows: Sequence[Mapping], *places: Vocabulary) -> list[Suggester]:
    """Where to look."""
    return suggesters(Sources(places or (PLACE,)), Family(OURS), rows, KINDS)


def answer(accepted: str, *found: str, of: str = "entity:gout") -> Answer:
    """What came back for one row."""
    return Answer(exact(of, accepted, ""), "suggest", found)


def lists(measured: Measured, method: str = "suggest") -> dict[str, Sequence[str]]:
    """The candidates for each entity."""
    answers = measured.answers
    return {one.row.subject_id: one.candidates for one in answers if one.method == method}


def test_precision_counts_what_is_shown_and_recall_what_was_asked() -> None:
    """Four asked: right at once, right at rank two of three, wrong, and none at all."""
    score = Score(
        (
            answer("X:1", "X:1"),
            answer("X:2", "X:9", "X:2", "X:8"),
            answer("X:3", "X:9", "X:8"),
            answer("X:4"),
        )
    )
    assert (len(score.answers), score.answered) == (4, 3)
    # first ranks: one right of three shown, of four asked
    assert (score.precision(1), score.recall(1)) == (Decimal("0.33"), Decimal("0.25"))
    # up to rank five: two right of 1 + 3 + 2 shown, of four asked
    assert (score.precision(5), score.recall(5)) == (Decimal("0.33"), Decimal("0.50"))


def test_what_stands_beyond_the_rank_counts_neither_way() -> None:
    """The sixth of six candidates is not shown at rank five."""
    wrong = ("X:9", "X:8", "X:7", "X:6", "X:5")
    score = Score((answer("X:1", *wrong, "X:1"),))
    assert (score.hits(5), score.precision(5), score.recall(5)) == (0, Decimal(0), Decimal(0))
    assert score.hits(6) == 1


def test_silence_has_no_precision() -> None:
    """Nothing shown is nothing to be right about; nothing asked has no recall either."""
    silent, unasked = Score((answer("X:1"),)), Score(())
    assert (silent.precision(1), silent.recall(1)) == (None, Decimal(0))
    assert (unasked.precision(1), unasked.recall(1)) == (None, None)


def test_each_accepted_match_is_held_out_and_looked_for() -> None:
    """Gout by its label, the knot by a synonym, the itch by nothing."""
    found = lists(measure(OURS, among(ROWS), ROWS))
    assert found == {
        "entity:gout": ("MONDO:1",),
        "entity:knot": ("MONDO:2",),
        "entity:itch": (),
    }


def test_without_our_synonyms_only_labels_find_anything() -> None:
    """What a curator copied from the vocabulary into our synonyms is left out."""
    found = lists(measure(OURS, among(ROWS), ROWS), "our labels only")
    assert found == {"entity:gout": ("MONDO:1",), "entity:knot": (), "entity:itch": ()}


def test_the_floor_is_equality_of_labels() -> None:
    """Capitals aside; a synonym, or another order of words, is not enough."""
    place = vocabulary(term("MONDO:1", "Gout"), term("MONDO:2", "knot, joint"))
    found = lists(measure(OURS, among(ROWS, place), ROWS), "equal labels")
    assert (found["entity:gout"], found["entity:knot"]) == (("MONDO:1",), ())


def test_what_the_curator_denied_does_not_help() -> None:
    """Rows with Not name the very traps; whoever looks for the first time does not have them."""
    place = vocabulary(term("MONDO:1", "gout"), term("MONDO:0", "gout"))
    rows = [ROWS[0], denied(exact("entity:gout", "MONDO:0"))]
    found = lists(measure(OURS, among(rows, place), rows))
    assert found["entity:gout"] == ("MONDO:0", "MONDO:1")


def test_other_entities_rows_are_used() -> None:
    """One of two terms of the name belongs to another of ours, so it is the other one."""
    place = vocabulary(term("MONDO:1", "gout"), term("MONDO:0", "gout"))
    rows = [ROWS[0], exact("entity:itch", "MONDO:0")]
    found = lists(measure(OURS, among(rows, place), rows))
    assert found["entity:gout"] == ("MONDO:1",)


@pytest.mark.parametrize(
    ("one", "is_asked"),
    [
        (exact("entity:gout", "MONDO:1"), True),
        (row("entity:gout", "RO:0002204", "MONDO:1"), True),
        (row("entity:gout", "closeMatch", "MONDO:1"), False),
        (denied(exact("entity:gout", "MONDO:1")), False),
        (exact("entity:gout", "HP:1", ""), False),
        (exact("entity:nobody", "MONDO:1"), False),
        (exact("entity:gout", "MONDO:999", ""), True),
    ],
)
def test_what_is_held_out(one: Mapping, is_asked: bool) -> None:
    """Accepted rows of ours in the vocabularies at hand, also one whose term is missing there."""
    assert bool(measure(OURS, among([one]), [one]).answers) == is_asked


def test_a_term_that_a_slice_does_not_have_is_not_asked_for() -> None:
    """It could not come back; in a whole vocabulary its absence is a miss."""
    rows = [exact("entity:gout", "MONDO:999", "")]
    whole = measure(OURS, among(rows), rows).score("suggest")
    assert (len(whole.answers), whole.recall(5)) == (1, Decimal(0))
    part = vocabulary(term("MONDO:1", "gout"), complete="none")
    assert measure(OURS, among(rows, part), rows).answers == ()


def test_the_table_has_every_method_half_and_vocabulary_with_sums() -> None:
    """Rows that were asked in a half are all of its vocabularies'; both halves are everything."""
    measured = measure(OURS, among(ROWS), ROWS)
    table = measured.table()
    assert table.columns == COLUMNS
    asked = {row_[:3]: row_[3] for row_ in table.rows}
    for method in ("suggest", "our labels only", "equal labels"):
        assert asked[method, "all", "all"] == asked[method, "all", "MONDO"] == 3
        halves = [asked.get((method, half, "all"), 0) for half in ("development", "test")]
        assert sum(map(int, map(str, halves))) == 3
    assert table.rows[-3:] != ()
    (sums,) = (row_ for row_ in table.rows if row_[:3] == ("suggest", "all", "all"))
    # two of three found, both first and alone
    assert sums[3:] == (3, 2, Decimal("1.00"), Decimal("0.67"), Decimal("1.00"), Decimal("0.67"))


def test_the_half_of_an_entity_depends_on_its_identifier_alone() -> None:
    """The halves are about equal, and nothing that is added later moves an entity."""
    halves: Iterable[str] = [half_of(f"entity:made_up_{number}") for number in range(1000)]
    assert 400 < sum(half == "test" for half in halves) < 600
    assert half_of("entity:made_up_1") == half_of("entity:made_up_1")

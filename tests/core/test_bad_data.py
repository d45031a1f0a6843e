"""Bad curated files are answered all at once: file, line, field, what is wrong, what is right."""

from __future__ import annotations

import shutil

import pytest

from ldn_kg.errors import DataError, Problem
from ldn_kg.load import load
from ldn_kg.pipeline import read_all
from ldn_kg.verify.shapes import check_shapes
from tests.workbench import Workbench

JACKSON = "data/studies/jackson-2021.yaml"
FRECH = "data/studies/frech-2011.yaml"
YOUNGER = "data/studies/younger-2013.yaml"


def problems_of(workbench: Workbench) -> list[Problem]:
    """What load and check say."""
    with pytest.raises(DataError) as caught:
        read_all(workbench.home)
    return list(caught.value.problems)


def test_the_shipped_data_have_no_problem(workbench: Workbench) -> None:
    """The copy that the other tests spoil is sound before they do."""
    assert len(read_all(workbench.home).corpus.studies) == 16


#: What is spoilt, with what, and the rule, the line offset and words of the answer.
SPOILT = [
    (JACKSON, "    duration:\n", "    duraton:\n", "unknown-key", 0, "did you mean 'duration'?"),
    (
        JACKSON,
        "      - id: pain-tolerance",
        "      - id: cpt",
        "duplicate-id",
        0,
        "'cpt' is used 2",
    ),
    (
        JACKSON,
        "agent: naltrexone",
        "agent: naltrexon",
        "dangling-reference",
        0,
        "did you mean naltrexone",
    ),
    (
        JACKSON,
        "publication: jackson-2021",
        "publication: jackson-2012",
        "dangling-reference",
        0,
        "did you mean jackson-2021",
    ),
    (JACKSON, "outcome: pain_tolerance", "outcome: tlr4", "wrong-kind", 0, "'tlr4' is a"),
    (JACKSON, "value: 43.4\n", "value: 44.3\n", "number-disagrees", 0, "the print has 43.4"),
    (
        JACKSON,
        "value: 7\n      unit: week",
        "value: 7\n      unit: mg",
        "unit",
        -3,
        "duration in mg",
    ),
    (JACKSON, "times_per_day: 2", "times_per_day: 3", "number-disagrees", 0, "times_per_day 3"),
    (
        JACKSON,
        "female_percent: 90.5\n",
        "female_percent: 90.5\n        females: 22\n",
        "females",
        1,
        "22 females among 21 participants",
    ),
    (
        JACKSON,
        "direction: increase\n        basis: words\n",
        "direction: increase\n",
        "basis",
        0,
        "without basis",
    ),
    (
        JACKSON,
        "direction: increase\n        basis: numbers",
        "direction: decrease\n        basis: numbers",
        "direction-number",
        0,
        "decrease from 14 to 30",
    ),
    (JACKSON, "state: none", "state: some-what", "bad-value", 0, "'some-what'"),
    (
        JACKSON,
        "direction: increase\n        basis: numbers",
        "direction: up\n        basis: numbers",
        "bad-value",
        0,
        "'up'",
    ),
    (
        JACKSON,
        "groups: [sample]\n        agent",
        "groups: [arm-1]\n        agent",
        "dangling-reference",
        0,
        "groups are sample",
    ),
    (JACKSON, "features: [open_label]", "features: []", "bad-value", 0, "at least 1"),
    (JACKSON, "  - layer: review", "  - layer: rumour", "bad-value", 0, "'rumour'"),
    (JACKSON, "id: jackson-2021\n", "id: jackson-2012\n", "file-name", 0, "jackson-2012.yaml"),
    (JACKSON, "    table: 1\n", "    table: 1\n    table: 2\n", "duplicate-key", 1, "stands twice"),
    (JACKSON, "    table: 1\n", "    table:\n", "empty-value", 0, "silence is not a value"),
    (
        FRECH,
        "low: 34\n        high: 56",
        "low: 56\n        high: 34",
        "range-order",
        0,
        "above high",
    ),
    (
        FRECH,
        "female_percent: 100",
        "female_percent: 90",
        "number-disagrees",
        0,
        "female_percent 90",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "offset", "words"),
    SPOILT,
    ids=[f"{s[3]}-{s[2][:24]}" for s in SPOILT],
)
def test_each_fault_is_named_with_file_line_and_remedy(
    workbench: Workbench, file: str, old: str, new: str, rule: str, offset: int, words: str
) -> None:
    """The problem is the one planted, where it was planted."""
    line = workbench.spoil(file, old, new)
    found = problems_of(workbench)
    hits = [problem for problem in found if problem.rule == rule]
    assert hits, [str(problem) for problem in found]
    lines = [problem.where.line for problem in hits]
    assert line + offset in lines, (line + offset, [str(problem) for problem in hits])
    assert all(problem.where.file == file for problem in hits)
    assert any(words in str(problem) for problem in hits), [str(problem) for problem in hits]


def test_all_problems_of_all_files_come_at_once(workbench: Workbench) -> None:
    """One run names every file that needs work."""
    workbench.spoil(JACKSON, "outcome: pain_tolerance", "outcome: pain_tolerence")
    workbench.spoil(FRECH, "low: 34", "low: 35")
    workbench.spoil(YOUNGER, "id: younger-2013\n", "id: younger-2012\n")
    files = {problem.where.file for problem in problems_of(workbench)}
    assert files >= {JACKSON, FRECH, YOUNGER}


def test_a_fact_without_locator_does_not_load(workbench: Workbench) -> None:
    """Neither a missing ``at`` nor an empty one."""
    path = workbench.root / JACKSON
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    index = next(i for i, line in enumerate(lines) if "value: 43.4" in line)
    at = next(i for i in range(index, len(lines)) if lines[i].lstrip().startswith("at:"))
    path.write_text("".join([*lines[:at], *lines[at + 1 :]]), encoding="utf-8")
    found = problems_of(workbench)
    assert [(p.rule, p.where.file) for p in found] == [("missing-locator", JACKSON)]
    assert "reports[0].sample.age" in found[0].where.field

    path.write_text("".join([*lines[:at], "        at: []\n", *lines[at + 1 :]]), encoding="utf-8")
    assert [p.rule for p in problems_of(workbench)] == ["missing-locator"]


def test_one_span_with_two_digests_is_caught_without_the_text(workbench: Workbench) -> None:
    """Two records that point at the same characters must agree what they are."""
    line = workbench.spoil_first(JACKSON, "sha256: 6f4b6612125fb3a0", "sha256: 0f4b6612125fb3a0")
    found = [problem for problem in problems_of(workbench) if problem.rule == "span-hash"]
    assert found
    assert any(str(line) in str(problem) for problem in found)


def test_a_start_above_the_final_dose_needs_a_schedule(workbench: Workbench) -> None:
    """Stepping down is possible, but only said, never assumed."""
    workbench.spoil(JACKSON, "        schedule: titrated-up\n", "")
    line = workbench.spoil(
        JACKSON, "printed: 0.1\n          value: 0.1\n", "printed: 5.1\n          value: 5.1\n"
    )
    found = problems_of(workbench)
    assert ("dose-order", line - 1) in [(p.rule, p.where.line) for p in found]


def test_two_harm_states_of_one_group_are_refused(workbench: Workbench) -> None:
    """None and not reported cannot both hold."""
    text = (workbench.root / JACKSON).read_text(encoding="utf-8")
    harms = text[text.index("      - groups: [sample]\n        state: none") :]
    second = harms.replace("state: none", "state: not-reported")
    (workbench.root / JACKSON).write_text(text + second, encoding="utf-8")
    found = [problem for problem in problems_of(workbench) if problem.rule == "harm-state"]
    assert [p.where.line for p in found] == [text.count("\n") + 2]
    assert "two harm states, 'none' and 'not-reported'" in str(found[0])


def test_events_need_the_state_some(workbench: Workbench) -> None:
    """A study without harms names none."""
    line = workbench.spoil("data/studies/younger-2009.yaml", "state: some", "state: none")
    found = problems_of(workbench)
    assert [(p.rule, p.where.line) for p in found] == [("harm-state", line)]


def test_an_unknown_class_and_an_unknown_predicate_are_named(workbench: Workbench) -> None:
    """With the nearest known name."""
    workbench.spoil(
        "data/entities/receptors.tsv", "\tPatternRecognitionReceptor", "\tPaternRecognitionReceptor"
    )
    workbench.spoil_first("data/claims/microglia.yaml", "predicate: blocks", "predicate: bloks")
    rules = {p.rule: str(p) for p in problems_of(workbench)}
    assert "did you mean 'PatternRecognitionReceptor'?" in rules["unknown-class"]
    assert "did you mean 'blocks'?" in rules["unknown-predicate"]


def test_a_claim_said_twice_is_refused(workbench: Workbench) -> None:
    """Its lines belong together under one claim."""
    path = workbench.root / "data/claims/ogfr.yaml"
    text = path.read_text(encoding="utf-8")
    first = text[text.index("  - id: ") :]
    first = first[: first.index("\n  - id: ", 5)] if "\n  - id: " in first[5:] else first
    twin = "  - id: a-twin\n" + "\n".join(first.splitlines()[1:]) + "\n"
    path.write_text(text.rstrip("\n") + "\n" + twin, encoding="utf-8")
    assert "twin-claim" in {problem.rule for problem in problems_of(workbench)}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"id: x\n  label: [unclosed\n", "syntax"),
        (b"", "empty"),
        (b"id: caf\xe9\n", "encoding"),
        (b"[1, 2, 3]\n", "bad-value"),
        (b"just words\n", "bad-value"),
        (b"&a [*a, *a]\n", "alias"),
        (b"[" * 200_000 + b"]" * 200_000, "too-deep"),
        (b"{a: " * 200_000, "too-deep"),
        (b"id: a\n---\nid: b\n", "documents"),
        (b"a: " + b"x" * 5_000_001, "too-large"),
        (b"\x00\x01\x02", "syntax"),
    ],
)
def test_a_hostile_file_is_a_problem_and_no_traceback(
    workbench: Workbench, content: bytes, rule: str
) -> None:
    """Whatever the bytes are."""
    (workbench.root / "data/studies/hostile.yaml").write_bytes(content)
    found = problems_of(workbench)
    assert {p.where.file for p in found} == {"data/studies/hostile.yaml"}
    assert rule in {problem.rule for problem in found}, [str(problem) for problem in found]


def test_a_file_that_no_reader_knows_is_not_silently_skipped(workbench: Workbench) -> None:
    """A misplaced study would otherwise be lost."""
    (workbench.root / "data/study").mkdir()
    (workbench.root / "data/study/new.yaml").write_text("id: new\n", encoding="utf-8")
    assert [p.rule for p in problems_of(workbench)] == ["unknown-file"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("key\tlabel", "label\tkey", "expected key, label, class"),
        ("\nogfr\t", "\nOGFr\t", "pattern"),
        ("\nogfr\t", "\n" + "x" * 200_000 + "!\t", "pattern"),
        ("\nogfr\t", "\n\nogfr\t", "1 cells"),
    ],
)
def test_a_bad_table_is_named_by_line(workbench: Workbench, old: str, new: str, words: str) -> None:
    """Header and cells alike."""
    workbench.spoil("data/entities/receptors.tsv", old, new)
    found = problems_of(workbench)
    assert any(words in str(problem) for problem in found), [str(problem) for problem in found]


def test_an_empty_data_folder_is_not_a_graph_without_claims(workbench: Workbench) -> None:
    """It is a mistake, and named as one."""
    shutil.rmtree(workbench.root / "data")
    (workbench.root / "data").mkdir()
    with pytest.raises(DataError, match=r"no table in entities/ \[no-data\]"):
        load(workbench.root / "data")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("garbage {", r"ontology/shapes.ttl:\d+: not Turtle"),
        (None, r"ontology/shapes.ttl: .* \[unreadable\]"),
    ],
)
def test_shapes_that_cannot_be_read_are_named(
    workbench: Workbench, spoil: str | None, words: str
) -> None:
    """With file and line, as every other file."""
    path = workbench.root / "ontology" / "shapes.ttl"
    if spoil is None:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8") + spoil, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        check_shapes([], path, lambda _: None)

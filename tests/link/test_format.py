"""Mapping tables: the format is held to."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.errors import InputError, Problem
from ldn_kg.mappings import read_mappings

HEAD = """#curie_map:
#  entity: https://w3id.org/ldn-kg/id/entity/
#  MESH: http://id.nlm.nih.gov/mesh/
#mapping_set_id: https://w3id.org/ldn-kg/mappings/test
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
SLOTS = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tcomment\n"
ROW = "entity:pain\tskos:exactMatch\t\tMESH:D010146\tsemapv:ManualMappingCuration\t\n"


def problems_of(tmp_path: Path, text: str | bytes) -> list[Problem]:
    """What is said against a table."""
    path = tmp_path / "test.sssom.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_mappings(path)
    return list(caught.value.problems)


def test_a_table_is_read(tmp_path: Path) -> None:
    """Rows, what they deny, and every other slot; quotes as the format has them."""
    path = tmp_path / "test.sssom.tsv"
    denied = ROW.replace("\t\tMESH:D010146", "\tNot\tMESH:D059350").replace(
        "ration\t", 'ration\t"of ""any"" duration"'
    )
    path.write_text(HEAD + SLOTS + ROW + denied, encoding="utf-8")
    found = read_mappings(path)
    first, second = found.mappings
    assert (first.object_id, first.negated, first.line, first.other) == (
        "MESH:D010146",
        False,
        7,
        {},
    )
    assert (second.object_id, second.negated) == ("MESH:D059350", True)
    assert second.other["comment"] == 'of "any" duration'
    assert found.metadata["mapping_set_id"].endswith("/test")
    assert found.prefixes["skos"].startswith("http://www.w3.org/")
    assert [row.object_id for row in found.of("entity:pain")] == ["MESH:D010146"]


#: A bad table, and the rule, line and words of the answer.
BAD = [
    (SLOTS + ROW, "missing-field", 1, "the table has no head"),
    (HEAD.replace("#license", "#licence") + SLOTS + ROW, "unknown-key", 5, "'license'"),
    ("#mapping_set_id: a\n#curie_map: {}\n" + SLOTS, "missing-field", 1, "'license' is missing"),
    (HEAD + "#a: [\n" + SLOTS + ROW, "syntax", 6, "the head is not YAML"),
    (HEAD.replace("#curie_map:", "#curie_map:\n#  skos: http://example.org/") + SLOTS + ROW,
     "bad-value", 1, "stands for http://www.w3.org/2004/02/skos/core#"),
    (HEAD + SLOTS.replace("comment", "coment") + ROW, "columns", 6, "did you mean 'comment'?"),
    (HEAD + SLOTS.replace("comment", "object_id") + ROW, "columns", 6, "stands 2 times"),
    (HEAD + SLOTS.replace("object_id\t", "") + ROW, "columns", 6, "no column 'object_id'"),
    (HEAD + SLOTS + ROW.replace("\t\n", "\n"), "columns", 7, "5 cells"),
    (HEAD + SLOTS + "\n" + ROW, "columns", 7, "0 cells"),
    (HEAD + SLOTS + ROW.replace("MESH:", "MSH:"), "unknown-prefix", 7, "did you mean 'MESH'?"),
    (HEAD + SLOTS + ROW.replace("MESH:D010146", ""), "missing-field", 7, "'object_id' is empty"),
    (HEAD + SLOTS + ROW.replace("entity:pain", "pain"), "bad-value", 7, "'pain' is no CURIE"),
    (HEAD + SLOTS + ROW.replace("entity:pain", "http://a.b/c"), "bad-value", 7, "is no CURIE"),
    (HEAD + SLOTS + ROW.replace("\t\tMESH", "\tnot\tMESH"), "bad-value", 7, "write Not"),
    (HEAD + SLOTS + ROW + ROW, "duplicate-row", 8, "line 7 says the same"),
    (HEAD + SLOTS + ROW + ROW.replace("\t\tMESH", "\tNot\tMESH"), "duplicate-row", 8,
     "line 7 says the opposite"),
    (HEAD + SLOTS + ROW.replace("entity:pain", '"entity:pain'), "syntax", 7, "not a table"),
    ("\ufeff" + HEAD + SLOTS + ROW, "encoding", 1, "byte order mark"),
    (HEAD.encode() + b"caf\xe9\n", "encoding", 6, "is not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule", "line", "words"),
    BAD,
    ids=[f"{number}-{case[1]}" for number, case in enumerate(BAD)],
)
def test_a_bad_table_is_refused(
    tmp_path: Path, text: str | bytes, rule: str, line: int, words: str
) -> None:
    """With the line, and what would be right."""
    found = {(p.rule, p.where.line): str(p) for p in problems_of(tmp_path, text)}
    assert (rule, line) in found, found
    assert words in found[rule, line]


def test_all_bad_rows_are_answered_at_once(tmp_path: Path) -> None:
    """One bad row does not hide another."""
    bad = ROW.replace("entity:", "thing:") + ROW.replace("MESH:", "MSH:")
    head = HEAD.replace("#license", "#licence")
    lines = [p.where.line for p in problems_of(tmp_path, head + SLOTS + bad)]
    assert lines == [1, 5, 7, 8]


def test_a_missing_table_is_a_problem(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(InputError, match="No such file"):
        read_mappings(tmp_path / "none.sssom.tsv")

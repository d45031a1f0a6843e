"""The table of relations: its form, and that our own ontology says the same of every sign."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ldn_kg.drugmechdb.predicates import COLUMNS, read_relations
from ldn_kg.errors import InputError
from ldn_kg.prefixes import expand
from ldn_kg.resources import home
from tests.drugmechdb.making import TABLES, relations

SHIPPED = TABLES / "drugmechdb_predicates.tsv"
HEADER = "\t".join(COLUMNS)
ROW = "treats\tbiolink:treats\t\t\t\tldn:alleviates\tno\t-\toutcome\tsomewhere"


def ontology() -> ox.Store:
    """Our vocabulary."""
    store = ox.Store()
    store.load(path=str(home().ontology / "ldn.ttl"), format=ox.RdfFormat.TURTLE)
    return store


#: A bad row, and the rule and words of the answer.
BAD = [
    (ROW.replace("\tno\t", "\tmaybe\t"), "bad-value", "one of no, yes"),
    (ROW.replace("outcome", "cause"), "bad-value", "one of association, causal"),
    (ROW.replace("\t-\t", "\tminus\t"), "bad-value", "one of +, -"),
    (ROW.replace("ldn:", "biolink:"), "bad-value", "begin with ldn:"),
    (ROW.replace("biolink:treats", "treats"), "bad-value", "begin with biolink:"),
    (ROW.replace("somewhere", ""), "missing-field", "'source' is empty"),
    (ROW + "\tmore", "columns", "11 cells"),
    (ROW + "\n" + ROW, "duplicate-row", "'treats' stands twice"),
]


@pytest.mark.parametrize(("row", "rule", "words"), BAD, ids=[f"{c[1]}-{c[2]}" for c in BAD])
def test_a_bad_row_is_refused(tmp_path: Path, row: str, rule: str, words: str) -> None:
    """With its line."""
    path = tmp_path / "relations.tsv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_relations(path)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.line) == (rule, 1 + row.count("\n") + 1)
    assert words in str(problem)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    """And so is a table that is not there."""
    path = tmp_path / "relations.tsv"
    path.write_text("key\tsign\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected key, biolink_predicate"):
        read_relations(path)
    with pytest.raises(InputError, match="No such file"):
        read_relations(tmp_path / "none.tsv")


def test_our_predicates_exist_and_have_these_signs() -> None:
    """Our sign is theirs; only what merely goes together brings a sign of its own."""
    store = ontology()
    for relation in relations().values():
        if not relation.ldn:
            continue
        ours = ox.NamedNode(expand(relation.ldn))
        assert next(store.quads_for_pattern(ours, None, None), None), relation.ldn
        signs = [
            quad.object.value
            for quad in store.quads_for_pattern(ours, ox.NamedNode(expand("ldn:sign")), None)
            if isinstance(quad.object, ox.Literal)
        ]
        if relation.nature != "association":
            assert relation.sign == "".join(signs), relation.key


def test_only_causes_are_causal_in_our_words() -> None:
    """A causal relation with a predicate of ours has one below ldn:affects, and no other has."""
    store = ontology()
    found = store.query(
        "SELECT ?p { ?p <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>* "
        "<https://w3id.org/ldn-kg/vocab/affects> }"
    )
    assert isinstance(found, ox.QuerySolutions)
    causal = {str(row["p"]).strip("<>") for row in found}
    wrong = {
        relation.key
        for relation in relations().values()
        if relation.ldn
        and relation.nature != "outcome"
        and (expand(relation.ldn) in causal) != relation.causal
    }
    # Touching is below affects with us; where Biolink says that no cause is meant, neither do we.
    assert wrong == {"physically interacts with"}


@pytest.mark.parametrize(
    ("key", "biolink", "qualifiers", "sign", "nature"),
    [
        ("increases activity of", "affects", ("causes", "activity", "increased"), "+", "causal"),
        ("decreases abundance of", "affects", ("causes", "abundance", "decreased"), "-", "causal"),
        ("positively regulates", "regulates", ("causes", "activity or abundance", "upregulated"),
         "+", "causal"),
        ("negatively regulates", "regulates", ("causes", "activity or abundance", "downregulated"),
         "-", "causal"),
        ("regulates", "regulates", ("", "", ""), "", "causal"),
        ("causes", "causes", ("", "", ""), "+", "causal"),
        ("positively correlated with", "positively_correlated_with", ("", "", ""), "+",
         "association"),
        ("correlated with", "correlated_with", ("", "", ""), "", "association"),
        ("located in", "located_in", ("", "", ""), "", "descriptive"),
        ("part of", "part_of", ("", "", ""), "", "descriptive"),
        ("subclass of", "subclass_of", ("", "", ""), "", "descriptive"),
        ("precedes", "precedes", ("", "", ""), "", "descriptive"),
        ("treats", "treats", ("", "", ""), "-", "outcome"),
        ("prevents", "preventative_for_condition", ("", "", ""), "-", "outcome"),
    ],
)  # fmt: skip
def test_what_some_relations_mean(
    key: str, biolink: str, qualifiers: tuple[str, str, str], sign: str, nature: str
) -> None:
    """As Biolink 4.4.4 has them, read there by hand."""
    found = relations()[key]
    qualified = found.qualified.removeprefix("biolink:")
    assert found.biolink == f"biolink:{biolink}"
    assert (qualified, found.aspect, found.direction) == qualifiers
    assert (found.sign, found.nature) == (sign, nature)


def test_a_relation_and_its_inverse_mean_the_same() -> None:
    """Read from the other end."""
    table = relations()
    for one, other in (
        ("causes", "caused by"),
        ("disrupts", "disrupted by"),
        ("produces", "produced by"),
        ("has phenotype", "phenotype of"),
        ("subclass of", "superclass of"),
        ("located in", "location of"),
        ("expressed in", "expresses"),
        ("participates in", "has participant"),
        ("part of", "has part"),
    ):
        first, second = table[one], table[other]
        assert first.reversed is not second.reversed
        assert (first.ldn, first.sign, first.nature) == (second.ldn, second.sign, second.nature)


def test_the_table_is_sorted_and_says_where_each_mapping_was_read() -> None:
    """So that a difference is seen at a glance."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    keys = [line.split("\t")[0] for line in lines[1:]]
    assert keys == sorted(keys)
    assert all("Biolink Model 4.4.4" in relation.source for relation in relations().values())

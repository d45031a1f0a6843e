"""Each rule fires on what is planted for it, says what to do, and is silent where all is well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ldn_kg.link.findings import Finding
from ldn_kg.link.kinds import Kind, Kinds
from ldn_kg.link.verifying import verify
from ldn_kg.mappings import Mapping
from ldn_kg.prefixes import BASE
from ldn_kg.vocabularies.sources import Sources
from ldn_kg.vocabularies.terms import Synonym
from tests.link.planted import (
    ADDRESSES,
    ALL,
    DISEASES,
    DRUGS,
    FILE,
    KINDS,
    OURS,
    denied,
    exact,
    findings,
    report,
    row,
    rules,
    table,
    term,
    vocabulary,
)

CLEAN = (
    exact("entity:naltrexone", "CHEBI:7465"),
    exact("entity:naloxone", "CHEBI:7459"),
    denied(exact("entity:naltrexone", "CHEBI:7459")),
    exact("entity:antagonist", "CHEBI:3"),
    exact("entity:mu_antagonist", "CHEBI:4"),
    row("entity:mu_antagonist", "broadMatch", "CHEBI:3"),
    exact("entity:ssc", "MONDO:0000010"),
    row("entity:ssc", "narrowMatch", "MONDO:0000011"),
    exact("entity:limited", "MONDO:0000011"),
    exact("entity:tlr4", "UniProt:O00206"),
    exact("entity:mor", "UniProt:P35372"),
    exact("entity:il17a", "UniProt:Q16552"),
    row("entity:il17", "narrowMatch", "UniProt:Q16552"),
    exact("entity:pomc", "UniProt:P01189", comment="“COLI_HUMAN” is named after corticotropin."),
)


KINDS_MESH = Kinds((*KINDS.rows, Kind("Disease", "MESH", primary=False)))


def only(*rows: Mapping, **how: Any) -> Finding:
    """The one finding that is not a note."""
    (found,) = [one for one in findings(*rows, **how) if one.severity != "note"]
    return found


def test_a_sound_table_has_no_errors() -> None:
    """But for a note on the name that only a remark explains."""
    found = report(*CLEAN)
    assert rules(found.findings) == [("note", "names-apart")]
    assert found.errors == 0
    assert "the row's comment says why" in found.findings[0].message


def test_the_report_says_what_was_verified_and_what_was_not() -> None:
    """By vocabulary and release, and for want of what."""
    found = report(*CLEAN, row("entity:ssc", "relatedMatch", "MESH:D012595", "x"))
    assert [(one.prefix, one.name, one.version, one.rows) for one in found.verified] == [
        ("CHEBI", "CHEBI.obo", "1", 6),
        ("MONDO", "MONDO.obo", "1", 3),
        ("UniProt", "UniProt.obo", "1", 5),
    ]
    assert [(one.prefix, one.rows) for one in found.unchecked] == [("MESH", 1)]
    assert "MESH: 1 row not checked: no vocabulary with MESH terms is at hand" in found.summary()
    assert found.as_json()["rows"] == len(CLEAN) + 1


# --- 1: prefixes and patterns --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "addresses", "rule", "severity", "hint"),
    [
        ("CHEBL:7465", {"CHEBL": "https://example.org/"}, "prefix-unknown", "error", "CHEBI"),
        ("UniProtKB:O00206", {"UniProtKB": ADDRESSES["UniProt"]}, "prefix-spelling", "warning",
         "write UniProt"),
        ("MESH:D009271", {"MESH": ""}, "prefix-undeclared", "error", "id.nlm.nih.gov/mesh"),
    ],
)  # fmt: skip
def test_a_wrong_prefix(
    target: str, addresses: dict[str, str], rule: str, severity: str, hint: str
) -> None:
    """Is reported once a table, with the right one."""
    one = row("entity:ssc", "relatedMatch", target, "a")
    two = row("entity:limited", "relatedMatch", target, "a")
    found = [f for f in findings(one, two, addresses=addresses) if f.rule == rule]
    assert [(f.severity, f.where.line) for f in found] == [(severity, 10)]
    assert hint in found[0].hint


def test_an_address_that_is_another_vocabularys() -> None:
    """ChEBI's identifiers under the address of GO."""
    go = {"CHEBI": "http://purl.obolibrary.org/obo/GO_"}
    found = only(exact("entity:naltrexone", "CHEBI:7465"), addresses=go)
    assert (found.severity, found.rule) == ("error", "prefix-address")
    assert "the address of go" in found.message
    assert found.hint == "write http://purl.obolibrary.org/obo/CHEBI_"
    resolver = {"CHEBI": "https://identifiers.org/chebi/CHEBI:"}
    assert findings(exact("entity:naltrexone", "CHEBI:7465"), addresses=resolver) == []


def test_other_capitals_are_the_same_prefix() -> None:
    """Its terms are found, and only an unusual way of writing it is noted."""
    spelt = {"chebi": ADDRESSES["CHEBI"], "ChEBI": ADDRESSES["CHEBI"]}
    lower = exact("entity:naltrexone", "chebi:7465", "naltrexone")
    assert findings(lower, addresses=spelt) == []
    mixed = exact("entity:naltrexone", "ChEBI:7465", "naltrexone")
    assert rules(findings(mixed, addresses=spelt)) == [("note", "prefix-spelling")]


def test_a_private_prefix_is_nobodys_business_where_a_file_has_it() -> None:
    """In a subject it is a note, in an object an error, unless a source has terms with it."""
    own = vocabulary(term("x:1", "thing"), complete="none")
    thing = row("x:1", "relatedMatch", "CHEBI:7465", subject_label="thing")
    assert rules(findings(thing)) == [("note", "prefix-unknown")]
    assert findings(thing, sources=Sources((own, DRUGS))) == []
    other = row("entity:ssc", "relatedMatch", "x:1", "thing")
    assert ("error", "prefix-unknown") in rules(findings(other))
    assert ("error", "prefix-unknown") not in rules(findings(other, sources=Sources((own,))))


def test_our_prefix_is_ours_only_at_our_address() -> None:
    """A table may use the word for its own things; then ours are not asked about."""
    strange = {"entity": "https://example.org/entity/"}
    found = findings(
        row("entity:nobody", "relatedMatch", "CHEBI:7465", subject_label="a"), addresses=strange
    )
    assert rules(found) == [("note", "prefix-unknown")]
    assert only(row("entity:nobody", "relatedMatch", "CHEBI:7465")).rule == "subject-unknown"


def test_an_identifier_without_the_form_of_its_vocabulary() -> None:
    """The digits of ChEBI under MONDO; the label says where they belong."""
    found = only(
        exact("entity:ssc", "MONDO:7465", "naltrexone"), exact("entity:naltrexone", "CHEBI:7465")
    )
    assert (found.severity, found.rule) == ("error", "pattern")
    assert found.hint == "did you mean CHEBI:7465 “naltrexone”?"
    codes = row("x:1", "relatedMatch", "SEVCO:1003", "a", subject_label="a")
    assert ("error", "pattern") in rules(findings(codes))
    assert ("error", "pattern") not in rules(findings(replace(codes, object_id="SEVCO:01003")))


# --- 2 and 3: existence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("CHEBI:7456", "naltrexone"),  # two digits swapped
        ("CHEBI:7467", "naltrexone"),  # one digit wrong
        ("CHEBI:123456", "naltrexone"),  # any other identifier with this label
    ],
)
def test_an_identifier_that_does_not_exist(target: str, label: str) -> None:
    """The one that was probably meant is named, by the label."""
    found = only(exact("entity:naltrexone", target, label))
    assert (found.severity, found.rule) == ("error", "missing")
    assert found.message == f"{target} does not exist in CHEBI.obo 1"
    assert found.hint == "did you mean CHEBI:7465 “naltrexone”?"


def test_digits_under_another_prefix() -> None:
    """HP is not at hand, but the label and the digits are those of MONDO; or HP is, and has not."""
    wrong = exact("entity:limited", "HP:0000011", "limited cutaneous systemic sclerosis")
    right = exact("entity:ssc", "MONDO:0000010")
    kinds = Kinds((Kind("Disease", "MONDO", primary=True), Kind("Disease", "HP", primary=False)))
    found = only(wrong, right, kinds=kinds)
    assert (found.severity, found.rule) == ("error", "other-prefix")
    assert found.hint == "write MONDO:0000011"
    with_hp = Sources((DISEASES, vocabulary(term("HP:0000001", "All"))))
    found = only(wrong, right, kinds=kinds, sources=with_hp)
    assert (found.rule, found.hint.split(" “")[0]) == ("missing", "did you mean MONDO:0000011")


def test_what_no_source_has_is_said_not_to_be_checked() -> None:
    """And is no error; so is what a source has that is complete for nothing."""
    part = vocabulary(term("HP:0012531", "Pain"), complete="none")
    one = row("x:1", "relatedMatch", "HP:0000001", "All", subject_label="All")
    for sources in (Sources(), Sources((part,))):
        found = report(one, sources=sources)
        assert found.errors == 0
        assert [(each.prefix, each.rows) for each in found.unchecked] == [("HP", 1)]


@pytest.mark.parametrize(
    ("target", "rule", "hint"),
    [
        ("CHEBI:9000", "obsolete", "replaced by CHEBI:7465 “naltrexone”"),
        ("CHEBI:9001", "obsolete", "consider CHEBI:7459 “naloxone” or CHEBI:7465 “naltrexone”"),
        ("CHEBI:9002", "obsolete", "no replacement is named; look for another term"),
        ("CHEBI:99", "merged", "write CHEBI:7465"),
    ],
)
def test_an_identifier_that_is_out_of_use(target: str, rule: str, hint: str) -> None:
    """Names what to use instead; a denial of it is wrong as well."""
    for one in (
        row("entity:naltrexone", "closeMatch", target),
        denied(row("entity:naltrexone", "closeMatch", target)),
    ):
        found = only(one)
        assert (found.severity, found.rule, found.hint) == ("error", rule, hint)


def test_subjects_are_looked_up_too_where_a_source_has_them() -> None:
    """An ontologist maps the terms of her own file."""
    own = vocabulary(
        term("MONDO:0000010", "systemic sclerosis"), term("MONDO:0000020", "old", obsolete=True)
    )
    sources = Sources((own,))
    gone = row("MONDO:0000020", "relatedMatch", "MESH:D012595", "x", subject_label="old")
    absent = row("MONDO:0000030", "relatedMatch", "MESH:D012595", "x", subject_label="x")
    other = row("MONDO:0000010", "relatedMatch", "MESH:D012595", "x", subject_label="gout")
    assert rules(findings(gone, absent, other, sources=sources, kinds=Kinds())) == [
        ("error", "obsolete"),
        ("error", "missing"),
        ("error", "label-differs"),
    ]


# --- 4: labels -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "severity", "rule", "words"),
    [
        ("naloxone", "error", "label-differs", "did you mean CHEBI:7459 “naloxone”?"),
        ("nonsense", "error", "label-differs", "write “naltrexone”"),
        ("ReVia", "warning", "label-is-synonym", "write “naltrexone”"),
        ("Naltrexone", "note", "label-writing", "write “naltrexone”"),
        ("", "note", "no-label", "write “naltrexone”"),
    ],
)
def test_a_label_that_is_not_the_terms(label: str, severity: str, rule: str, words: str) -> None:
    """How far off it is decides how grave it is."""
    found = findings(row("entity:naltrexone", "closeMatch", "CHEBI:7465", label))
    assert rules(found) == [(severity, rule)]
    assert words in found[0].hint


def test_labels_swapped_between_two_rows_are_two_errors() -> None:
    """Each names the identifier that its label belongs to."""
    found = findings(
        exact("entity:naltrexone", "CHEBI:7465", "naloxone"),
        exact("entity:naloxone", "CHEBI:7459", "naltrexone"),
    )
    assert rules(found) == [("error", "label-differs")] * 2
    assert ["CHEBI:7459" in found[0].hint, "CHEBI:7465" in found[1].hint] == [True, True]


def test_what_was_only_seen_in_a_mapping_needs_no_label() -> None:
    """The row says so by its justification."""
    one = row(
        "entity:naltrexone", "closeMatch", "CHEBI:7465", "",
        mapping_justification="semapv:MappingChaining",
    )  # fmt: skip
    assert findings(one) == []


# --- 5: names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "target", "words"),
    [
        ("entity:naltrexone", "CHEBI:7459", "it is the name of entity:naloxone"),
        ("entity:naltrexone", "CHEBI:8000", "it is the hydrochloride, a salt or form of it"),
        ("entity:mor", "UniProt:P41143", "no name of entity:mor is that of"),
        ("entity:tlr4", "UniProt:O60603", "no name of entity:tlr4 is that of"),
        ("entity:il17f", "UniProt:Q16552", "no name of entity:il17f is that of"),
        ("entity:pomc", "UniProt:P01189", "COLI_HUMAN"),
    ],
)
def test_an_exact_match_with_another_name(subject: str, target: str, words: str) -> None:
    """Identifier and label agree with each other, so only the name can tell."""
    found = only(exact(subject, target))
    assert (found.severity, found.rule) == ("error", "names-apart")
    assert words in found.message
    assert findings(row(subject, "relatedMatch", target)) == []


@pytest.mark.parametrize(
    ("subject", "label", "words"),
    [
        ("entity:tlr4", "Toll-Like Receptor 2", "differs in a number"),
        ("entity:il17a", "interleukin-17", "it is the name of entity:il17"),
        ("entity:tlr4", "TLR", "a shorter name, perhaps that of the family"),
        ("entity:rct", "Randomized Controlled Trials as Topic", "a heading for writings about it"),
    ],
)
def test_why_names_differ_is_told_without_the_vocabulary_too(
    subject: str, label: str, words: str
) -> None:
    """Where it cannot be told, and synonyms are not known, it is only a warning."""
    kinds = Kinds((Kind("Entity", "MESH", primary=False),))
    found = only(exact(subject, "MESH:D000001", label), kinds=kinds)
    assert (found.severity, found.rule) == ("error", "names-apart")
    assert words in found.message
    for other in ("Quite Another", "Toll-like receptor 4s"):
        found = only(exact("entity:tlr4", "MESH:D000001", other), kinds=kinds)
        assert (found.severity, found.rule) == ("warning", "names-apart")


def test_a_source_that_tells_no_names_makes_no_errors_of_them() -> None:
    """Sets of mappings have labels at most, and other vocabularies' terms beside them."""
    for label in ("", "Quite Another"):
        said = vocabulary(
            term("MESH:D1", label), term("MONDO:1", "opioid antagonist"), complete="none"
        )
        kinds = Kinds((Kind("Entity", "MESH", primary=False),))
        how: dict[str, Any] = {"sources": Sources((said,)), "kinds": kinds}
        found = findings(exact("entity:antagonist", "MESH:D1", "Quite Another"), **how)
        assert rules(found) == [("warning", "names-apart")]
    agreed = exact("entity:antagonist", "MESH:D1", "Opioid Antagonists")
    unnamed = vocabulary(term("MESH:D1", ""), term("MONDO:1", "opioid antagonist"), complete="none")
    assert findings(agreed, sources=Sources((unnamed,)), kinds=kinds) == []


def test_a_remark_excuses_only_the_label_that_it_quotes() -> None:
    """Who changes identifier and label leaves a remark that no longer fits."""
    excused = exact("entity:naltrexone", "CHEBI:7459", comment="Sold as “naloxone” there.")
    assert rules(findings(excused)) == [("note", "names-apart")]
    changed = replace(excused, object_id="CHEBI:8000", object_label="naltrexone hydrochloride")
    assert rules(findings(changed)) == [("error", "names-apart")]


def test_a_plural_is_the_name_of_a_group_but_not_of_a_protein() -> None:
    """MeSH writes most of its headings in the plural."""
    headings = vocabulary(term("MESH:D1", "Opioid Antagonists"), term("MESH:D2", "Naltrexones"))
    kinds = Kinds((Kind("Entity", "MESH", primary=False),))
    how: dict[str, Any] = {"sources": Sources((headings,)), "kinds": kinds}
    assert findings(exact("entity:antagonist", "MESH:D1", "Opioid Antagonists"), **how) == []
    found = only(exact("entity:naltrexone", "MESH:D2", "Naltrexones"), **how)
    assert "the plural, which names the family" in found.message


def test_only_names_of_the_term_itself_count() -> None:
    """A narrow, broad or related synonym names something else; one without scope may not."""
    for scope, severity in (("exact", None), ("", None), ("narrow", "error"), ("related", "error")):
        names = (Synonym("opioid antagonist", scope),)  # type: ignore[arg-type]
        drugs = vocabulary(
            term("CHEBI:2", "role"), term("CHEBI:5", "narcotic blocker", "CHEBI:2", synonyms=names)
        )
        kinds = Kinds((Kind("DrugClass", "CHEBI", primary=True),))
        found = findings(
            exact("entity:antagonist", "CHEBI:5", "narcotic blocker"),
            sources=Sources((drugs,)), kinds=kinds,
        )  # fmt: skip
        assert rules(found) == ([(severity, "names-apart")] if severity else [])


def test_an_abbreviation_that_two_share_is_not_enough() -> None:
    """Unless it is a label."""
    other = vocabulary(
        term("MONDO:0000001", "disease"),
        term("MONDO:0000050", "short stature", "MONDO:0000001", synonyms=["SSc"]),
    )
    found = only(exact("entity:ssc", "MONDO:0000050", "short stature"), sources=Sources((other,)))
    assert found.rule == "names-apart"


def test_a_look_alike_is_told_from_the_term_that_is_meant() -> None:
    """Ours is also called limited systemic sclerosis, but that is another term's label."""
    found = only(exact("entity:limited", "MONDO:0000012"))
    assert (found.severity, found.rule) == ("error", "better-term")
    assert found.hint.startswith("did you mean MONDO:0000011?")
    excused = exact(
        "entity:limited", "MONDO:0000012", comment="Meant is “limited systemic sclerosis”."
    )
    assert rules(findings(excused)) == [("note", "better-term")]


def test_a_protein_of_another_species() -> None:
    """Ours are human."""
    found = only(exact("entity:tlr4", "UniProt:Q9QUK6"))
    assert (found.severity, found.rule, found.hint) == (
        "error", "species", "look for TLR4_HUMAN",
    )  # fmt: skip


def test_genes_tell_which_protein_it_is() -> None:
    """Where a table of genes is given, mnemonics need not be guessed."""
    genes = vocabulary(
        term("HGNC:9201", "POMC", xrefs=("UniProt:P01189",)),
        term("HGNC:8153", "OPRD1", xrefs=("UniProt:P35372",)),
    )
    sources = Sources((*ALL.vocabularies, genes))
    assert findings(exact("entity:pomc", "UniProt:P01189"), sources=sources) == []
    found = only(exact("entity:mor", "UniProt:P35372"), sources=sources)
    assert "its gene is HGNC:8153 “OPRD1”" in found.message


def test_a_foreign_subject_is_judged_by_its_label() -> None:
    """And by the names that its own vocabulary gives it."""
    wrong = exact("x:1", "CHEBI:7459", subject_label="naltrexone")
    assert ("error", "names-apart") in rules(findings(wrong))
    right = exact("x:1", "CHEBI:7465", subject_label="Naltrexone")
    assert rules(findings(right)) == [("note", "prefix-unknown")]
    own = vocabulary(term("x:1", "drug one", synonyms=["naltrexone"]), complete="x")
    named = exact("x:1", "CHEBI:7465", subject_label="drug one")
    assert findings(named, sources=Sources((own, DRUGS))) == []
    told = only(exact("x:1", "CHEBI:8000", subject_label="naltrexone"))
    assert told.hint.startswith("did you mean CHEBI:7465 “naltrexone”?")
    synonyms = vocabulary(term("CHEBI:1", "drug two", synonyms=["another"]))
    for target, severity in (("CHEBI:2", "warning"), ("CHEBI:1", "error")):
        flat = replace(synonyms, terms={**synonyms.terms, "CHEBI:2": term("CHEBI:2", "drug two")})
        other = exact("x:1", target, "drug two", subject_label="drug one")
        found = findings(other, sources=Sources((flat,)))
        assert (severity, "names-apart") in rules(found)
    unnamed = exact("x:1", "CHEBI:7459")
    assert rules(findings(unnamed)) == [("note", "prefix-unknown")]


def test_a_foreign_protein_is_judged_by_its_symbol() -> None:
    """A name in words is not like a mnemonic, so nothing can be told from it."""
    words = exact("x:1", "UniProt:O60603", subject_label="Toll-like receptor 4")
    assert rules(findings(words)) == [("note", "prefix-unknown")]
    symbol = replace(words, subject_label="TLR4")
    assert only(symbol).rule == "names-apart"
    assert rules(
        findings(replace(symbol, object_id="UniProt:Q9QUK6", object_label="TLR4_MOUSE"))
    ) == [("note", "prefix-unknown")]


# --- 6: kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "rule", "words"),
    [
        (
            row("entity:naltrexone", "closeMatch", "MONDO:0000010"),
            "kind",
            "MONDO does not fit Drug",
        ),
        (row("entity:naltrexone", "closeMatch", "CHEBI:3"), "kind", "no kind of CHEBI:1"),
        (row("entity:ssc", "closeMatch", "MONDO:0000003"), "kind", "no kind of MONDO:0000001"),
        (row("entity:ssc", "closeMatch", "MONDO:0000002"), "kind", "no kind of MONDO:0000001"),
        (exact("entity:il17", "UniProt:Q16552"), "kind", "skos:exactMatch to UniProt"),
        (exact("entity:tlr4", "HGNC:11850", "TLR4"), "gene", "is a gene"),
        (row("entity:tlr4", "RO:0002204", "UniProt:O00206"), "gene", "is no gene"),
        (row("entity:naltrexone", "RO:0002204", "HGNC:8156", "x"), "kind", "HGNC does not fit"),
    ],
)
def test_a_term_of_another_kind(one: Mapping, rule: str, words: str) -> None:
    """By its vocabulary, by what stands above it, or by the relation."""
    found = [each for each in findings(one) if each.rule == rule]
    assert [each.severity for each in found] == ["error"]
    assert words in found[0].message


def test_a_kind_that_fits() -> None:
    """A gene of which a protein is the product; a related match across kinds."""
    assert findings(row("entity:tlr4", "RO:0002204", "HGNC:11850", "TLR4")) == []
    assert findings(row("entity:naltrexone", "relatedMatch", "MONDO:0000010")) == []
    odd = findings(row("entity:naltrexone", "relatedMatch", "STATO:0000001", "x"))
    assert rules(odd) == [("note", "kind-unknown")]


def test_a_vocabulary_without_order_does_not_judge_kinds() -> None:
    """Nor one that has not every term."""
    flat = vocabulary(term("CHEBI:3", "opioid antagonist"))
    part = replace(DRUGS, complete=frozenset())
    for one in (flat, part):
        found = findings(
            row("entity:naltrexone", "closeMatch", "CHEBI:3", "opioid antagonist"),
            sources=Sources((one,)),
        )
        assert found == []


def test_a_root_that_the_vocabulary_does_not_have() -> None:
    """The table of kinds is held to the vocabularies, too."""
    kinds = Kinds(
        (Kind("Drug", "CHEBI", primary=True, roots=("CHEBI:5", "CHEBI:9002"), line=7),), "kinds.tsv"
    )
    found = findings(exact("entity:naltrexone", "CHEBI:7465"), kinds=kinds)
    roots = [one for one in found if one.rule == "kind-root"]
    assert [(one.where.file, one.where.line, one.object) for one in roots] == [
        ("kinds.tsv", 7, "CHEBI:5"),
        ("kinds.tsv", 7, "CHEBI:9002"),
    ]


# --- 7: one to one -------------------------------------------------------------------------------


def test_two_things_cannot_be_one() -> None:
    """Two of ours on one identifier, or one of ours on two."""
    excuse = "“naloxone” is what it is sold as."
    found = findings(
        exact("entity:naloxone", "CHEBI:7459"),
        exact("entity:naltrexone", "CHEBI:7459", comment=excuse),
    )
    assert ("error", "one-entity") in rules(found)
    clash = next(one for one in found if one.rule == "one-entity")
    assert clash.where.line == 11
    assert "entity:naloxone “naloxone” (test.sssom.tsv:10)" in clash.message
    found = findings(
        exact("entity:naltrexone", "CHEBI:7465"),
        exact("entity:naltrexone", "CHEBI:7459", comment=excuse),
    )
    assert ("error", "one-to-one") in rules(found)


def test_what_is_said_twice_or_denied() -> None:
    """The line that says the other thing is named, in whatever table it stands."""
    one = row("entity:naltrexone", "closeMatch", "CHEBI:7465")
    assert rules(findings(one, one)) == [("error", "duplicate-row")]
    found = findings(one, denied(one))
    assert rules(found) == [("error", "contradiction")]
    assert "test.sssom.tsv:10 says the opposite" in found[0].message
    both = [("a.tsv", table(one)), ("b.tsv", table(denied(one)))]
    (clash,) = verify(both, ALL, OURS, KINDS).findings
    assert (clash.where.file, "a.tsv:10" in clash.message) == ("b.tsv", True)


def test_labels_of_what_cannot_be_looked_up_have_to_agree_with_each_other() -> None:
    """Where no source tells the label, the rows of the table are all there is."""
    rows = (
        row("entity:ssc", "closeMatch", "MESH:D012595", "Scleroderma, Systemic"),
        row("entity:limited", "broadMatch", "MESH:D012595", "Scleroderma, Limited"),
        row("entity:limited", "closeMatch", "MESH:D045745", "scleroderma, systemic"),
    )
    found = findings(*rows, kinds=KINDS_MESH)
    assert [(one.severity, one.rule, one.where.line) for one in found] == [
        ("error", "two-labels", 11),
        ("warning", "two-identifiers", 12),
    ]
    assert "“Scleroderma, Systemic” in test.sssom.tsv:10" in found[0].message
    headings = vocabulary(
        term("MESH:D012595", "Scleroderma, Systemic"), term("MESH:D045745", "Scleroderma, Limited")
    )
    told = findings(*rows, kinds=KINDS_MESH, sources=Sources((headings,)))
    assert {one.rule for one in told} == {"label-differs"}


# --- 8: two hops and hierarchies -----------------------------------------------------------------


def two_hops(*rows: Mapping, said: Mapping) -> list[Finding]:
    """What is found with another set that says one thing."""
    sources = Sources((DISEASES,), (table(said),))
    found = findings(*rows, sources=sources, kinds=KINDS_MESH)
    return [one for one in found if one.rule == "two-hops"]


SSC = exact("entity:ssc", "MONDO:0000010")
SSC_MESH = exact("entity:ssc", "MESH:D012595", "Systemic Sclerosis")


def test_two_hops_lead_to_the_same_term() -> None:
    """Then nothing is said; whichever way round the set says it, and if it gives several."""
    for said in (exact("MONDO:0000010", "MESH:D012595"), exact("MESH:D012595", "mondo:0000010")):
        assert two_hops(SSC, SSC_MESH, said=said) == []
    sources = Sources(
        (DISEASES,),
        (table(exact("MONDO:0000010", "MESH:D1"), exact("MONDO:0000010", "MESH:D012595")),),
    )
    assert findings(SSC, SSC_MESH, sources=sources, kinds=KINDS_MESH) == []


def test_two_hops_lead_elsewhere() -> None:
    """An error, and both rows are named."""
    (found,) = two_hops(SSC, SSC_MESH, said=exact("MONDO:0000010", "MESH:D045745"))
    assert (found.severity, found.where.line) == ("error", 10)
    assert "MONDO:0000010 is exactly MESH:D045745 elsewhere" in found.message
    assert "entity:ssc is exactly MESH:D012595 here (test.sssom.tsv:11)" in found.message


def test_two_hops_lead_to_what_we_deny_or_to_another_of_ours() -> None:
    """A warning, or an error."""
    said = exact("MONDO:0000010", "MESH:D012595")
    (found,) = two_hops(SSC, denied(SSC_MESH), said=said)
    assert (found.severity, "test.sssom.tsv:11 denies" in found.message) == ("warning", True)
    other = exact("entity:limited", "MESH:D012595", "limited systemic sclerosis")
    found, back = two_hops(SSC, other, said=said)
    assert (found.severity, back.severity) == ("error", "error")
    assert "which is entity:limited" in found.message


def test_what_another_set_denies_cannot_both_be_ours() -> None:
    """An error at either row."""
    said = denied(exact("MONDO:0000010", "MESH:D012595"))
    found = two_hops(SSC, SSC_MESH, said=said)
    assert [one.severity for one in found] == ["error", "error"]


@pytest.mark.parametrize(
    ("one", "hint"),
    [
        (row("entity:mu_antagonist", "narrowMatch", "CHEBI:3"), "write skos:broadMatch"),
        (row("entity:ssc", "broadMatch", "MONDO:0000011"), "write skos:narrowMatch"),
        (row("entity:ssc", "narrowMatch", "MONDO:0000003"), "write skos:closeMatch"),
    ],
)
def test_broad_and_narrow_the_wrong_way_round(one: Mapping, hint: str) -> None:
    """Judged by our exact match in the same vocabulary."""
    own = {
        "entity:mu_antagonist": exact("entity:mu_antagonist", "CHEBI:4"),
        "entity:ssc": SSC,
    }[one.subject_id]
    found = [each for each in findings(own, one) if each.rule == "direction"]
    assert [each.severity for each in found] == ["error"]
    assert found[0].hint.startswith(hint)


def test_a_name_tells_the_direction_where_there_is_no_exact_match() -> None:
    """Low-dose naltrexone is narrower than naltrexone."""
    one = row("x:1", "narrowMatch", "CHEBI:7465", subject_label="low-dose naltrexone")
    found = [each for each in findings(one) if each.rule == "direction"]
    assert [each.hint for each in found] == ["write skos:broadMatch"]
    right = replace(one, predicate_id="skos:broadMatch")
    assert [each for each in findings(right) if each.rule == "direction"] == []


def test_a_hierarchy_upside_down() -> None:
    """Ours says that the one is a kind of the other, theirs says the reverse: an error."""
    comment = "“systemic sclerosis” and “limited cutaneous systemic sclerosis”"
    found = findings(
        exact("entity:limited", "MONDO:0000010", comment=comment),
        exact("entity:ssc", "MONDO:0000011", comment=comment),
    )
    clash = [one for one in found if one.rule == "hierarchy"]
    assert [(one.severity, one.where.line) for one in clash] == [("error", 10)]
    assert "MONDO:0000011 is a kind of MONDO:0000010 there" in clash[0].message


def test_hierarchies_that_merely_differ_are_noted() -> None:
    """Vocabularies cut the world differently."""
    apart = vocabulary(
        term("MONDO:0000001", "disease"),
        term("MONDO:0000010", "systemic sclerosis", "MONDO:0000001"),
        term("MONDO:0000011", "limited cutaneous systemic sclerosis", "MONDO:0000001"),
    )
    rows = (SSC, exact("entity:limited", "MONDO:0000011"))
    assert rules(findings(*rows, sources=Sources((apart,)))) == [("note", "hierarchy")]
    assert findings(*rows) == []


# --- 9 and 10: coverage and release --------------------------------------------------------------


def covered(*rows: Mapping, **slots: str) -> list[Finding]:
    """What is found in a table that says that it is ours."""
    made = table(*rows, **{"mapping_set_id": f"{BASE}mappings/entities", **slots})
    return list(verify([(FILE, made)], ALL, OURS, KINDS).findings)


def lacking(subject: str, source: str, **other: str) -> Mapping:
    """A row that says that a vocabulary has no term."""
    return row(subject, "exactMatch", "sssom:NoTermFound", "", object_source=source, **other)


def test_each_of_ours_has_a_row_in_its_primary_vocabulary() -> None:
    """Or a row that says that there is none; a place needs neither."""
    rest = (
        lacking("entity:il17f", "UniProt", comment="none"),
        lacking("entity:il17", "obo:fplx", comment="none"),
        lacking("entity:rct", "https://bioregistry.io/mesh", comment="none"),
    )
    assert [one for one in covered(*CLEAN, *rest) if one.severity != "note"] == []
    (found,) = [one for one in covered(*CLEAN, *rest[:-1]) if one.severity != "note"]
    assert (found.rule, found.subject, found.message) == (
        "no-row", "entity:rct", "entity:rct has no row in MESH",
    )  # fmt: skip
    assert [one for one in findings(*CLEAN) if one.rule == "no-row"] == []


def test_a_denial_is_no_row_and_neither_is_another_vocabulary() -> None:
    """Somebody has to say what it is, not only what it is not."""
    rows = [one for one in CLEAN if one.subject_id != "entity:pomc"]
    no = denied(exact("entity:pomc", "UniProt:P01189"))
    elsewhere = row("entity:pomc", "RO:0002204", "HGNC:9201", "POMC")
    found = covered(*rows, no, elsewhere)
    assert "entity:pomc" in [one.subject for one in found if one.rule == "no-row"]


@pytest.mark.parametrize(
    ("one", "rule", "words"),
    [
        (lacking("entity:ssc", "MONDO"), "no-term", "comment is empty"),
        (lacking("entity:ssc", "", comment="none"), "no-term", "object_source is empty"),
        (lacking("entity:nobody", "MONDO", comment="none"), "subject-unknown", "entity:nobody"),
        (exact("entity:ssc", "MONDO:0000010", subject_label="SSc"), "subject-label",
         "entity:ssc is called “systemic sclerosis”"),
        (exact("entity:ssc", "MONDO:0000010", author_label=""), "provenance",
         "author_label is empty"),
        (exact("entity:ssc", "MONDO:0000010", mapping_date=""), "provenance",
         "mapping_date is empty"),
        (exact("entity:ssc", "MONDO:0000010", object_source_version=""), "provenance",
         "object_source_version is empty"),
    ],
)  # fmt: skip
def test_a_row_of_ours_says_where_it_is_from(one: Mapping, rule: str, words: str) -> None:
    """And is about something that exists."""
    found = only(one)
    assert (found.severity, found.rule) == ("error", rule)
    assert words in found.message


def test_the_head_of_a_table_may_say_it_for_all_rows() -> None:
    """As the format allows."""
    bare = replace(SSC, other={})
    assert {one.rule for one in covered(bare)} == {"provenance", "no-row"}
    slots = {"object_source_version": "1", "author_label": "A", "mapping_date": "2026-11-22"}
    assert {one.rule for one in covered(bare, **slots)} == {"no-row"}


def test_no_term_was_found_and_yet_there_is_one() -> None:
    """A vocabulary has a term or has none."""
    found = [
        one for one in covered(SSC, lacking("entity:ssc", "obo:mondo", comment="none"))
        if one.rule == "no-term"
    ]  # fmt: skip
    assert [(one.where.line, one.severity) for one in found] == [(11, "error")]
    assert "entity:ssc has a row in MONDO all the same" in found[0].message


def test_another_release_is_noted_once() -> None:
    """With both releases; the same one may be written in several ways."""
    rows = [
        exact("entity:ssc", "MONDO:0000010", object_source_version="2025-01-01"),
        exact("entity:limited", "MONDO:0000011", object_source_version="2025-01-01"),
    ]
    newer = Sources((replace(DISEASES, version="v2026-05-05"),))
    found = findings(*rows, sources=newer)
    assert rules(found) == [("note", "version")]
    assert (
        found[0].message
        == "MONDO was verified against v2026-05-05; 2025-01-01 is named in 2 of the rows"
    )
    for same in ("2026-05-05", "v2026-05-05", "http://x.org/mondo/2026-05-05/mondo.owl"):
        one = exact("entity:ssc", "MONDO:0000010", object_source_version=same)
        assert findings(one, sources=newer) == []
    brought_in = Sources((replace(DISEASES, version="7", complete=frozenset({"GEM"})),))
    assert findings(*rows, sources=brought_in) == []


def test_findings_come_by_file_and_line_the_gravest_first() -> None:
    """So that a curator goes through a table once."""
    found = report(
        exact("entity:ssc", "MONDO:0000010", "Systemic Sclerosis", author_label=""),
        exact("entity:naltrexone", "CHEBI:7456", "naltrexone"),
    ).findings
    assert [(one.where.line, one.severity) for one in found] == [
        (10, "error"), (10, "note"), (11, "error"),
    ]  # fmt: skip

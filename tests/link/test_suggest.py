"""Candidates: which are suggested, in which order and as what, and why. Worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_kg.link.kinds import Kinds
from ldn_kg.link.ours import OurEntity
from ldn_kg.link.proposal import Suggestion
from ldn_kg.link.standing import Family
from ldn_kg.link.suggesting import Suggester, suggest, suggesters
from ldn_kg.mappings import Mapping
from ldn_kg.vocabularies.sources import Sources
from ldn_kg.vocabularies.terms import Scope, Synonym, Term, Vocabulary
from tests.link.planted import (
    DISEASES,
    DRUGS,
    KINDS,
    OURS,
    PROTEINS,
    denied,
    entity,
    exact,
    findings,
    row,
    term,
    vocabulary,
)


def looking(
    where: Vocabulary,
    *rows: Mapping,
    ours: Iterable[OurEntity] = OURS.values(),
    kinds: Kinds = KINDS,
) -> Suggester:
    """A suggester for one vocabulary."""
    family = Family({one.id: one for one in ours})
    (found,) = suggesters(Sources((where,)), family, rows, kinds)
    return found


def candidates(
    key: str, where: Vocabulary, *rows: Mapping, ours: Sequence[OurEntity] = ()
) -> list[Suggestion]:
    """The candidates for one entity, of those made up or of ours."""
    everything = {**OURS, **{one.id: one for one in ours}}
    return looking(where, *rows, ours=everything.values()).candidates(everything[f"entity:{key}"])


def ids(found: Iterable[Suggestion]) -> list[str]:
    """CURIEs of the candidates."""
    return [one.term.id for one in found]


def by_id(found: Iterable[Suggestion]) -> dict[str, Suggestion]:
    """The candidates by CURIE."""
    return {one.term.id: one for one in found}


# --- names ---------------------------------------------------------------------------------------


def test_the_term_with_our_name_is_first_and_exact() -> None:
    """Naltrexone is the drug of that name; its salt comes after it and is not exact."""
    found = candidates("naltrexone", DRUGS)
    assert ids(found)[0] == "CHEBI:7465"
    assert found[0].predicate == "skos:exactMatch"
    assert found[0].reasons == ("our label “naltrexone” is its label “naltrexone”",)
    assert all(one.predicate != "skos:exactMatch" for one in found[1:])


def test_a_name_that_merely_looks_alike_is_no_exact_match() -> None:
    """Limited systemic sclerosis is another disease than the limited cutaneous one."""
    ours = entity("lc", "limited cutaneous systemic sclerosis", of="Disease")
    found = candidates("lc", DISEASES, ours=[ours])
    assert (found[0].term.id, found[0].predicate) == ("MONDO:0000011", "skos:exactMatch")
    alone = vocabulary(
        term("MONDO:0000001", "disease"),
        term("MONDO:0000012", "limited systemic sclerosis", "MONDO:0000001"),
    )
    (trap,) = candidates("lc", alone, ours=[ours])
    assert trap.predicate != "skos:exactMatch"
    assert trap.score < found[0].score
    assert "lacks “cutaneous”" in trap.reasons[0]


@pytest.mark.parametrize(
    ("scope", "relation"),
    [
        ("exact", "skos:exactMatch"),
        ("", "skos:exactMatch"),
        ("related", "skos:closeMatch"),
        ("broad", "skos:narrowMatch"),
        ("narrow", "skos:broadMatch"),
    ],
)
def test_the_scope_of_a_synonym_decides_the_relation(scope: Scope, relation: str) -> None:
    """A broad synonym is broader than its term: so if ours has that name, the term is narrower."""
    ours = entity("gout", "gout", of="Disease")
    place = vocabulary(term("MONDO:1", "podagra", synonyms=[Synonym("gout", scope)]))
    (found,) = candidates("gout", place, ours=[ours])
    assert found.predicate == relation


def test_a_label_is_before_an_exact_synonym_and_that_before_one_of_no_known_scope() -> None:
    """The same word four times, in the order of what it counts, against the order of the CURIEs."""
    ours = entity("gout", "gout", of="Disease")
    place = vocabulary(
        term("MONDO:1", "crystal disease", synonyms=[Synonym("gout", "related")]),
        term("MONDO:2", "podagra", synonyms=[Synonym("gout", "")]),
        term("MONDO:3", "urate disease", synonyms=[Synonym("gout", "exact")]),
        term("MONDO:4", "gout"),
    )
    found = candidates("gout", place, ours=[ours])
    assert ids(found) == ["MONDO:4", "MONDO:3", "MONDO:2", "MONDO:1"]


def test_only_the_best_is_proposed_as_exact() -> None:
    """Two synonyms of ours name two of their terms; one entity has one exact match."""
    ours = entity("use", "alcohol use disorder", "alcohol abuse", "drinking", of="Disease")
    place = vocabulary(
        term("MONDO:1", "dependence", synonyms=["drinking"]), term("MONDO:2", "alcohol abuse")
    )
    found = candidates("use", place, ours=[ours])
    assert [(one.term.id, one.predicate) for one in found] == [
        ("MONDO:2", "skos:exactMatch"),
        ("MONDO:1", "skos:closeMatch"),
    ]


def test_an_abbreviation_agrees_with_labels_only() -> None:
    """PAN is a synonym of many things; a shared abbreviation alone is no exact match."""
    ours = entity("pan", "polyarteritis nodosa", "PAN", of="Disease")
    place = vocabulary(
        term("MONDO:1", "panic attack", synonyms=["PAN"]),
        term("MONDO:2", "polyarteritis nodosa"),
    )
    found = candidates("pan", place, ours=[ours])
    assert ids(found)[0] == "MONDO:2"
    alone = candidates("pan", vocabulary(place.terms["MONDO:1"]), ours=[ours])
    assert all(one.predicate != "skos:exactMatch" for one in alone)
    symbol = candidates("pan", vocabulary(term("MONDO:1", "PAN")), ours=[ours])
    assert [one.predicate for one in symbol] == ["skos:exactMatch"]


def test_words_in_brackets_that_tell_ours_apart_are_not_needed() -> None:
    """What we call "interleukin-17 (family)" is interleukin-17 in a vocabulary of families."""
    place = vocabulary(term("FPLX:IL17", "interleukin-17"), term("FPLX:IL1", "interleukin-1"))
    found = candidates("il17", place)
    assert (found[0].term.id, found[0].predicate) == ("FPLX:IL17", "skos:exactMatch")


def test_a_candidate_that_is_far_below_the_best_is_left_out() -> None:
    """Beside a term of our name, one that shares a word in three is only noise."""
    ours = entity("mi", "acute myocardial infarction", of="Disease")
    place = vocabulary(
        term("MONDO:1", "acute myocardial infarction"), term("MONDO:2", "acute myocardial pain")
    )
    assert ids(candidates("mi", place, ours=[ours])) == ["MONDO:1"]


def test_nothing_like_it_is_no_suggestion() -> None:
    """Silence is an answer."""
    assert candidates("naltrexone", vocabulary(term("CHEBI:5", "water"))) == []


# --- kinds ---------------------------------------------------------------------------------------


def test_a_term_of_another_kind_is_lower_and_at_most_related() -> None:
    """A role that is called as the drug is no drug."""
    place = vocabulary(
        term("CHEBI:1", "chemical entity"),
        term("CHEBI:2", "role"),
        term("CHEBI:10", "naltrexone", "CHEBI:2"),
        term("CHEBI:11", "naltrexone", "CHEBI:1"),
    )
    found = candidates("naltrexone", place)
    assert ids(found)[0] == "CHEBI:11"
    alone = vocabulary(
        *(place.terms[f"CHEBI:{local}"] for local in (1, 2, 10)), DRUGS.terms["CHEBI:7459"]
    )
    (other,) = candidates("naltrexone", alone)
    assert other.predicate == "skos:relatedMatch"
    assert other.score < found[0].score
    assert other.reasons[-1] == "but it is not under CHEBI:1 “chemical entity”"


def test_a_vocabulary_that_says_nothing_of_the_roots_excludes_nothing() -> None:
    """A list of names has no hierarchy by which to tell kinds apart."""
    place = vocabulary(term("CHEBI:1", "chemical entity"), term("CHEBI:10", "naltrexone"))
    assert candidates("naltrexone", place)[0].predicate == "skos:exactMatch"


def test_an_entity_of_another_kind_has_no_candidates() -> None:
    """MONDO has no drugs, so nobody is asked about one, whatever its names."""
    place = vocabulary(term("MONDO:1", "naltrexone"))
    suggester = looking(place)
    assert not suggester.fits(OURS["entity:naltrexone"])
    assert suggest([OURS["entity:naltrexone"]], [suggester]) == []


def test_a_vocabulary_of_which_no_kind_is_known_is_open_to_all() -> None:
    """An ontologist's own ontology may have anything."""
    place = vocabulary(term("MINE:1", "naltrexone"), term("MINE:2", "Norway"))
    suggester = looking(place)
    found = suggest(list(OURS.values()), [suggester])
    assert {(one.entity.id, one.term.id) for one in found} == {
        ("entity:naltrexone", "MINE:1"),
        ("entity:norway", "MINE:2"),
    }


def test_the_table_of_kinds_may_want_another_relation() -> None:
    """A gene is not its product, and a member is not the family."""
    genes = vocabulary(term("HGNC:1", "TLR4"))
    (gene,) = candidates("tlr4", genes)
    assert gene.predicate == "RO:0002204"
    (member,) = candidates("il17", vocabulary(term("UniProt:Q16552", "IL17_HUMAN")))
    assert member.predicate == "skos:narrowMatch"


# --- what is never suggested ---------------------------------------------------------------------


def test_what_our_table_denies_is_never_suggested() -> None:
    """Whatever relation the row denies: somebody has looked at the pair."""
    for one in (
        exact("entity:naltrexone", "CHEBI:7465"),
        row("entity:naltrexone", "closeMatch", "CHEBI:7465"),
    ):
        assert "CHEBI:7465" in ids(candidates("naltrexone", DRUGS))
        assert "CHEBI:7465" not in ids(candidates("naltrexone", DRUGS, denied(one)))


def test_what_is_obsolete_is_never_suggested() -> None:
    """Not even when nothing else has the name."""
    place = vocabulary(term("CHEBI:1", "naltrexone", obsolete=True), term("CHEBI:2", "water"))
    assert candidates("naltrexone", place) == []


def test_the_protein_of_another_species_is_never_suggested() -> None:
    """Our proteins are human."""
    assert ids(candidates("tlr4", PROTEINS)) == ["UniProt:O00206"]
    mouse = vocabulary(term("UniProt:Q9QUK6", "TLR4_MOUSE"))
    assert candidates("tlr4", mouse) == []


# --- structure -----------------------------------------------------------------------------------

ARTHRITIS = vocabulary(
    term("MONDO:1", "joint disease"),
    term("MONDO:2", "arthritis", "MONDO:1"),
    term("MONDO:3", "viral arthritis", "MONDO:2"),
    term("MONDO:8", "animal disease"),
    term("MONDO:9", "viral arthritis", "MONDO:8"),
)
KNOT = [
    entity("joint", "joint disease", of="Disease"),
    entity("arthritis", "arthritis", of="Disease", broader=["joint"]),
    entity("viral", "viral arthritis", of="Disease", broader=["arthritis"]),
]


def test_a_candidate_below_our_broader_term_is_before_one_of_the_same_name_elsewhere() -> None:
    """Two terms are called viral arthritis; one of them is a kind of what our arthritis is."""
    rows = exact("entity:arthritis", "MONDO:2")
    plain = candidates("viral", ARTHRITIS, ours=KNOT)
    assert plain[0].score == plain[1].score
    found = by_id(candidates("viral", ARTHRITIS, rows, ours=KNOT))
    assert found["MONDO:3"].score > found["MONDO:9"].score
    assert found["MONDO:3"].reasons[1:] == (
        "it is a kind of MONDO:2 “arthritis”, which is our broader “arthritis”",
    )


def test_the_nearest_of_ours_that_says_the_same_speaks() -> None:
    """One reason for each direction: the arthritis, not also the joint disease above it."""
    rows = [exact("entity:arthritis", "MONDO:2"), exact("entity:joint", "MONDO:1")]
    found = by_id(candidates("viral", ARTHRITIS, *rows, ours=KNOT))
    assert [ground.words for ground in found["MONDO:3"].grounds] == [
        "it is a kind of MONDO:2 “arthritis”, which is our broader “arthritis”"
    ]


def test_a_candidate_above_our_narrower_term_gains() -> None:
    """The table says where viral arthritis is, so arthritis is what stands above it."""
    rows = exact("entity:viral", "MONDO:3")
    place = vocabulary(*ARTHRITIS.terms.values(), term("MONDO:7", "arthritis", "MONDO:8"))
    found = by_id(candidates("arthritis", place, rows, ours=KNOT))
    assert found["MONDO:2"].score > found["MONDO:7"].score
    assert found["MONDO:2"].reasons[1:] == (
        "it stands above MONDO:3 “viral arthritis”, which is our narrower “viral arthritis”",
    )


def test_a_candidate_above_our_broader_term_is_broader() -> None:
    """What stands above the broader one cannot be the thing itself, whatever its name."""
    place = vocabulary(
        term("MONDO:1", "viral arthritis"),
        term("MONDO:2", "arthritis", "MONDO:1"),
    )
    (found,) = (
        one
        for one in candidates("viral", place, exact("entity:arthritis", "MONDO:2"), ours=KNOT)
        if one.term.id == "MONDO:1"
    )
    assert found.predicate == "skos:broadMatch"
    assert found.reasons[-1].startswith("but it stands above MONDO:2")


def test_a_term_that_belongs_to_another_of_ours_is_lower_and_says_whose_it_is() -> None:
    """One term stands for one entity."""
    ours = [entity("a", "gout", of="Disease"), entity("b", "gout", of="Disease")]
    place = vocabulary(term("MONDO:1", "gout"), term("MONDO:2", "gout"))
    found = candidates("b", place, exact("entity:a", "MONDO:1"), ours=ours)
    assert ids(found)[0] == "MONDO:2"
    (taken,) = candidates(
        "b", vocabulary(place.terms["MONDO:1"]), exact("entity:a", "MONDO:1"), ours=ours
    )
    assert taken.reasons[-1] == "but it belongs to our “gout” already"


def test_the_term_of_our_broader_is_proposed_as_broader() -> None:
    """Of viral arthritis, the term that arthritis has is the broader one."""
    place = vocabulary(term("MONDO:2", "arthritis"))
    (found,) = candidates("viral", place, exact("entity:arthritis", "MONDO:2"), ours=KNOT)
    assert found.predicate == "skos:broadMatch"


def test_what_is_under_the_exact_match_and_says_more_is_narrower() -> None:
    """The crystal arthritis of animals is narrower, if it is a kind of the exact match.

    "Animal" stands in so many names that it hardly counts, and the exact match shares only a
    synonym with ours; so the other one is listed beside it.
    """
    others = [term(f"MONDO:1{number:03}", f"animal disease {number}") for number in range(200)]
    ours = entity("cppd", "calcium pyrophosphate crystal arthritis", "pseudogout", of="Disease")
    for parents, relation in (((), "skos:relatedMatch"), (("MONDO:1",), "skos:narrowMatch")):
        place = vocabulary(
            term("MONDO:1", "pyrophosphate disorder", synonyms=["pseudogout"]),
            term("MONDO:2", "animal calcium pyrophosphate crystal arthritis", *parents),
            *others,
        )
        found = by_id(candidates("cppd", place, ours=[ours]))
        assert found["MONDO:1"].predicate == "skos:exactMatch"
        assert found["MONDO:2"].predicate == relation


# --- which entities are asked --------------------------------------------------------------------


def test_only_entities_without_a_row_there_are_asked_unless_all_are() -> None:
    """A broader match is a row too; one that denies, or is in another vocabulary, is none."""
    rows = [
        row("entity:naltrexone", "broadMatch", "CHEBI:1"),
        denied(exact("entity:naloxone", "CHEBI:7465")),
    ]
    suggester = looking(DRUGS, *rows)
    assert suggester.mapped(OURS["entity:naltrexone"])
    assert not suggester.mapped(OURS["entity:naloxone"])
    some = {one.entity.id for one in suggest(list(OURS.values()), [suggester])}
    everything = {one.entity.id for one in suggest(list(OURS.values()), [suggester], mapped=True)}
    assert everything - some == {"entity:naltrexone"}
    assert "entity:naloxone" in some


def test_what_the_table_says_already_is_remarked() -> None:
    """So that a person who asks for everything sees what is new."""
    known = row("entity:naltrexone", "closeMatch", "CHEBI:7465")
    found = candidates("naltrexone", DRUGS, known)
    assert found[0].reasons[-1] == "our table has it as skos:closeMatch"
    none = Mapping(
        "entity:naltrexone", "skos:exactMatch", "sssom:NoTermFound", "semapv:X",
        other={"object_source": "bioregistry:chebi"},
    )  # fmt: skip
    found = candidates("naltrexone", DRUGS, none)
    assert found[0].reasons[-1] == "our table says that there is none"
    elsewhere = Mapping(
        "entity:naltrexone", "skos:exactMatch", "sssom:NoTermFound", "semapv:X",
        other={"object_source": "bioregistry:mesh"},
    )  # fmt: skip
    assert len(candidates("naltrexone", DRUGS, elsewhere)[0].reasons) == 1


def test_afresh_means_without_the_entitys_own_rows_there() -> None:
    """As if nobody had looked: neither what is denied nor what is known counts."""
    rows = [denied(exact("entity:naltrexone", "CHEBI:7465"))]
    found = looking(DRUGS, *rows).candidates(OURS["entity:naltrexone"], afresh=True)
    assert found[0].term.id == "CHEBI:7465"
    assert len(found[0].reasons) == 1


def test_no_more_than_asked_for_and_those_the_best() -> None:
    """The first of five is the only one of one."""
    place = vocabulary(*(term(f"MONDO:{number}", "gout") for number in range(8)))
    suggester = looking(place, ours=[entity("gout", "gout", of="Disease")])
    ours = entity("gout", "gout", of="Disease")
    five = ids(suggester.candidates(ours, 5))
    assert five == [f"MONDO:{number}" for number in range(5)]
    assert ids(suggester.candidates(ours, 1)) == five[:1]


def test_what_is_let_go_of_is_made_again() -> None:
    """An index is large, so each is let go of; the answers stay the same."""
    suggester = looking(DRUGS)
    before = suggester.candidates(OURS["entity:naltrexone"])
    suggester.release()
    assert suggester.candidates(OURS["entity:naltrexone"]) == before
    assert suggest([OURS["entity:naltrexone"]], [suggester]) == before


def test_suggestions_stand_by_entity_and_for_each_by_vocabulary() -> None:
    """As they are asked for, whichever vocabulary is read first."""
    names = vocabulary(term("MINE:1", "naloxone"), term("MINE:2", "naltrexone"))
    among = suggesters(Sources((DRUGS, names)), Family(OURS), [], KINDS)
    asked = [OURS["entity:naltrexone"], OURS["entity:naloxone"]]
    found = [(one.entity.id, one.term.id) for one in suggest(asked, among, top=1)]
    assert found == [
        ("entity:naltrexone", "CHEBI:7465"),
        ("entity:naltrexone", "MINE:2"),
        ("entity:naloxone", "CHEBI:7459"),
        ("entity:naloxone", "MINE:1"),
    ]


def test_of_two_sources_for_a_prefix_the_first_is_asked() -> None:
    """What the user names goes before what is shipped, and no pair is suggested twice."""
    mine = vocabulary(term("MONDO:1", "gout"), version="mine")
    theirs = vocabulary(term("MONDO:1", "gout"), version="theirs")
    family = Family({"entity:gout": entity("gout", "gout", of="Disease")})
    among = suggesters(Sources((mine, theirs)), family, [], KINDS)
    assert [one.vocabulary.version for one in among] == ["mine"]


def test_what_a_file_borrows_from_others_is_not_suggested() -> None:
    """Of a file that is complete for nothing: its own terms, and those of kinds we know."""
    terms = [
        term("MINE:1", "gout"), term("MINE:2", "other"),
        term("MONDO:1", "gout"), term("BFO:1", "gout"),
    ]  # fmt: skip
    place = Vocabulary("slice.owl", "1", {one.id: one for one in terms})
    family = Family({"entity:gout": entity("gout", "gout", of="Disease")})
    among = suggesters(Sources((place,)), family, [], KINDS)
    assert [one.prefix for one in among] == ["MINE", "MONDO"]
    found = suggest(list(family.entities.values()), among)
    assert [(one.term.id, one.predicate) for one in found] == [
        ("MINE:1", "skos:exactMatch"),
        ("MONDO:1", "skos:exactMatch"),
    ]


def test_what_is_proposed_as_exact_passes_our_own_verification() -> None:
    """Two judges of names and kinds, one for what is suggested, one for what was accepted."""
    sources = Sources((DRUGS, PROTEINS, DISEASES))
    found = suggest(list(OURS.values()), suggesters(sources, Family(OURS), [], KINDS))
    rows = [
        exact(one.entity.id, one.term.id) for one in found if one.predicate == "skos:exactMatch"
    ]
    pairs = {(one.subject_id, one.object_id) for one in rows}
    assert {
        ("entity:naltrexone", "CHEBI:7465"),
        ("entity:tlr4", "UniProt:O00206"),
        ("entity:mor", "UniProt:P35372"),
        ("entity:ssc", "MONDO:0000010"),
    } <= pairs
    judged = {"names-apart", "kind", "gene", "species", "obsolete", "missing", "merged"}
    assert [one for one in findings(*rows) if one.rule in judged] == []


# --- properties ----------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["acute", "viral", "arthritis", "gout", "type", "1", "2", "of", "joint", "pain"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


SCOPES: tuple[Scope, ...] = ("exact", "", "related", "broad", "narrow")


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    """A small vocabulary of random names, in which each term may be a kind of an earlier one."""
    terms: list[Term] = []
    for number in range(draw(st.integers(1, 12))):
        parents = draw(st.lists(st.sampled_from(terms), max_size=2)) if terms else []
        scope = draw(st.sampled_from(SCOPES))
        terms.append(
            Term(
                f"MONDO:{number}",
                draw(NAMES),
                synonyms=(Synonym(draw(NAMES), scope),),
                obsolete=draw(st.booleans()),
                parents=tuple(one.id for one in parents),
            )
        )
    return vocabulary(*terms, complete="MONDO")


@st.composite
def tables(draw: st.DrawFn) -> list[Mapping]:
    """Rows of the three entities, some of which deny."""
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(KNOT), st.integers(0, 11), st.booleans()),
            max_size=6,
            unique_by=lambda pair: (pair[0].id, pair[1]),
        )
    )
    rows = [exact(ours.id, f"MONDO:{number}", "") for ours, number, _ in pairs]
    return [denied(one) if pair[2] else one for one, pair in zip(rows, pairs, strict=True)]


def told(found: Iterable[Suggestion]) -> list[tuple[str, str, float, tuple[str, ...]]]:
    """Everything that is said of candidates."""
    return [(one.term.id, one.predicate, one.score, one.reasons) for one in found]


@settings(max_examples=150, deadline=None)
@given(vocabularies(), tables(), NAMES)
def test_whatever_the_vocabulary(place: Vocabulary, rows: list[Mapping], name: str) -> None:
    """Scores lie in 0 to 1 and fall; nothing denied or obsolete; the order of terms is nothing."""
    ours = [*KNOT[:2], entity("viral", name, of="Disease", broader=["arthritis"])]
    suggester = looking(place, *rows, ours=ours)
    for one in ours:
        found = suggester.candidates(one)
        scores = [each.score for each in found]
        assert all(0 < score <= 1 for score in scores)
        assert scores == sorted(scores, reverse=True)
        assert all(not each.term.obsolete for each in found)
        refused = {each.object_id for each in rows if each.negated and each.subject_id == one.id}
        assert refused.isdisjoint(ids(found))
        assert all(each.reasons[0].startswith("our ") for each in found)
        turned = vocabulary(*reversed(list(place.terms.values())), complete="MONDO")
        assert told(looking(turned, *rows, ours=ours).candidates(one)) == told(found)
        more = vocabulary(*place.terms.values(), term("MONDO:99", "zebra"), complete="MONDO")
        assert told(looking(more, *rows, ours=ours).candidates(one)) == told(found)

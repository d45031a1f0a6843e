"""Names that are alike: which come up, in which order, and which agree; worked out by hand."""

from __future__ import annotations

import pytest

from ldn_kg.link.lexicon import Lexicon, usable, without, words
from ldn_kg.vocabularies.terms import Term
from tests.link.planted import PROTEINS, term

LEAST = 0.5


def lexicon(*labels: str) -> Lexicon:
    """A vocabulary of terms X:1, X:2 … with these labels."""
    return Lexicon(term(f"X:{number}", label) for number, label in enumerate(labels, 1))


def ranked(index: Lexicon, name: str) -> list[str]:
    """The labels that come up, the likest first."""
    return [found.theirs.text for found in index.alike(name, LEAST)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("interleukin-6", "Interleukin 6"),
        ("IL-6", "IL6"),
        ("TNF-α", "TNFA"),
        ("NF-κB", "NF-kappa B"),
        ("tumour cells", "tumor cell"),
        ("Sjögren's syndrome", "Sjogren syndrome"),
        ("rheumatoid arthritis", "Arthritis, Rheumatoid"),
        ("opioid receptors", "Receptors, Opioid"),
        ("CD4+ T cell", "CD4-positive T cell"),
        ("up-regulation", "upregulation"),
    ],
)
def test_names_that_differ_in_writing_agree(ours: str, theirs: str) -> None:
    """Capitals, signs, Greek letters, spelling, number and inversion are only writing."""
    found = lexicon("another thing", theirs).alike(ours, LEAST)
    assert [(one.term, one.agrees) for one in found] == [("X:2", True)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("production of cytokines", "cytokine production"),
        ("rheumatic disease", "rheumatic disorder"),
        ("receptor, mu, opioid", "mu-opioid receptor"),
    ],
)
def test_names_of_the_same_words_come_up_but_do_not_agree(ours: str, theirs: str) -> None:
    """Another order, or a word that vocabularies use for the other, is for a person to judge."""
    found = lexicon("another thing", theirs).alike(ours, LEAST)
    assert [(one.term, one.agrees) for one in found] == [("X:2", False)]


def test_the_same_name_is_before_its_plural_and_that_before_a_name_that_adds_a_word() -> None:
    """The nearer in writing, the higher."""
    index = lexicon("regulatory T cell", "T cells", "T cell")
    assert ranked(index, "T cell") == ["T cell", "T cells", "regulatory T cell"]


def test_a_rare_word_outweighs_a_common_one() -> None:
    """Four names have arthritis and one has psoriatic, so "psoriatic nail" is the nearer one."""
    index = lexicon(
        "rheumatoid arthritis", "infectious arthritis", "reactive arthritis", "gouty arthritis",
        "psoriatic nail",
    )  # fmt: skip
    values = {one.theirs.text: one.value for one in index.alike("psoriatic arthritis", 0.0)}
    assert len(values) == 5
    assert max(values, key=lambda label: values[label]) == "psoriatic nail"


def test_another_number_makes_another_thing() -> None:
    """T-helper 17 is not T-helper 1; a name that leaves the number out contradicts nothing."""
    index = lexicon("T-helper 17 cell", "T-helper cell")
    assert ranked(index, "T-helper 1 cell")[0] == "T-helper cell"


def test_the_last_word_says_what_a_thing_is() -> None:
    """A disease of the lung is nearer to another disease of the lung than to the lung itself."""
    index = lexicon("lung", "chronic lung disease")
    values = {one.theirs.text: one.value for one in index.alike("lung disease", 0.0)}
    assert values["chronic lung disease"] > values["lung"]


def test_a_name_without_a_word_in_common_never_comes_up() -> None:
    """Nothing is alike by chance of letters."""
    assert lexicon("naloxone").alike("naltrexone", 0.0) == []


def test_an_unrelated_term_changes_no_value() -> None:
    """A word's weight depends on the names that have it, not on the size of the vocabulary."""
    labels = ("systemic sclerosis", "limited systemic sclerosis", "multiple sclerosis")
    before = lexicon(*labels).alike("systemic sclerosis", 0.0)
    after = lexicon(*labels, "chebulagic acid", "zebrafish anatomy").alike(
        "systemic sclerosis", 0.0
    )
    assert before == after


def test_a_term_comes_up_once_by_its_likest_name() -> None:
    """Of several names of one term the likest counts, and of equal ones the label."""
    index = Lexicon(
        [
            term("X:1", "T cell", synonyms=["T-cell", "T lymphocyte"]),
            term("X:2", "thymocyte", synonyms=["immature T cell"]),
        ]
    )
    found = index.alike("T cell", LEAST)
    assert [(one.term, one.theirs.text, one.is_label) for one in found] == [
        ("X:1", "T cell", True),
        ("X:2", "immature T cell", False),
    ]


def test_an_entry_of_uniprot_is_known_by_its_mnemonic() -> None:
    """OPRM1 continues OPRM; IL17A continues IL17; IL17F has an entry of its own."""
    index = Lexicon(filter(usable, PROTEINS.terms.values()))

    def agreeing(name: str) -> list[str]:
        return [one.theirs.text for one in index.alike(name, LEAST) if one.agrees]

    assert agreeing("OPRM1") == ["OPRM_HUMAN"]
    assert agreeing("IL-17A") == ["IL17_HUMAN"]
    assert agreeing("IL17F") == ["IL17F_HUMAN"]
    assert agreeing("TLR-4") == ["TLR4_HUMAN"]
    assert agreeing("TLR1") == []


def test_only_entries_of_our_species_and_terms_in_use_can_be_suggested() -> None:
    """TLR4_MOUSE is left out, and so is what is obsolete; a protein under another name is not."""
    held = [one.label for one in PROTEINS.terms.values() if usable(one)]
    assert "TLR4_HUMAN" in held
    assert "TLR4_MOUSE" not in held
    assert not usable(Term("MONDO:1", "old", obsolete=True))
    assert usable(Term("UniProt:1", "Toll-like receptor 4"))


def test_words_that_differ_are_told_as_they_are_written() -> None:
    """Reasons show "alpha", although it is compared as one letter."""
    assert words("IFN-alpha") == ("ifn", "a")
    assert without("IFN-alpha", "IFN-beta") == ["alpha"]
    assert without("limited cutaneous sclerosis", "limited sclerosis") == ["cutaneous"]


def test_a_name_without_letters_or_numbers_is_no_name() -> None:
    """A label of signs alone neither breaks the index nor matches anything."""
    index = lexicon("%", "per cent")
    assert index.alike("%", 0.0) == []
    assert ranked(index, "per cent") == ["per cent"]

"""Class questions against plain Python: the curated files, and the package's own reader.

The golden files hold what was worked out once; here everything is worked out again, whole.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg.catalog import read_question
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.tables import Table
from tests.link.by_hand import IN, Curated, above, diseases, label, parents
from tests.workbench import HPO

if TYPE_CHECKING:
    from ldn_kg import KnowledgeGraph

pytestmark = pytest.mark.xdist_group("layers")

AUTOIMMUNE, RHEUMATIC, CONNECTIVE = "MONDO:0007179", "MONDO:0005554", "MONDO:0003900"
DISEASE = "MONDO:0000001"
CLASSES = (AUTOIMMUNE, RHEUMATIC, CONNECTIVE, DISEASE)


@pytest.fixture(scope="module")
def ours() -> Curated:
    """The curated files."""
    return Curated()


def _key(curie: object) -> str:
    return str(curie).partition(":")[2]


@pytest.mark.parametrize("class_", CLASSES)
def test_entities_are_placed_by_the_terms_they_are_or_are_narrower_than(
    layered: KnowledgeGraph, ours: Curated, class_: str
) -> None:
    """Exact and broad make a member; close is shown as close, narrow and related not at all."""
    found = layered.query("entities_under_class", **{"class": class_})
    by_ground: dict[str, set[str]] = {}
    for entity, ground in zip(found.column("entity"), found.column("ground"), strict=True):
        by_ground.setdefault(str(ground), set()).add(_key(entity))
    placed = ours.placed("MONDO", class_)
    assert by_ground.get("exact", set()) | by_ground.get("broad", set()) == placed
    assert by_ground.get("broad", set()) == {
        entity
        for entity in placed
        if not any(class_ in above(x) for x in ours.terms(entity, "MONDO", ("skos:exactMatch",)))
    }
    of_a_kind = {
        entity
        for entity in ours.entities
        if not ours.terms(entity, "MONDO") and ours.kinds_above(entity) & placed
    }
    assert by_ground.get("of a kind", set()) == of_a_kind
    close = {
        entity
        for entity in ours.entities
        if any(class_ in above(x) for x in ours.terms(entity, "MONDO", ("skos:closeMatch",)))
    }
    assert by_ground.get("close", set()) == close - placed - of_a_kind


def test_a_class_is_named_as_the_field_spells_it_or_by_its_address(
    layered: KnowledgeGraph,
) -> None:
    """All spellings that bioregistry knows mean the same."""
    spelt = ["MONDO:0021167", "mondo:0021167", "http://purl.obolibrary.org/obo/MONDO_0021167"]
    first, *others = (layered.query("entities_under_class", **{"class": one}).rows for one in spelt)
    assert first
    assert others == [first, first]


@pytest.mark.parametrize("class_", CLASSES)
def test_studies_and_patients_of_a_class(
    layered: KnowledgeGraph, ours: Curated, class_: str
) -> None:
    """A study counts when its sample has a disease of the class."""
    (row,) = layered.query("evidence_in_disease_class", **{"class": class_}).records()
    placed = ours.placed("MONDO", class_)
    studies = {key: one for key, one in ours.listed.items() if diseases(one) & placed}
    assert str(row["which"]).split(", ") == sorted(studies)
    assert row["studies"] == len(studies)
    # Only one sample is split, between forms that stand in every class together.
    assert row["patients"] == sum(
        one["sample"]["participants"]["value"] for one in studies.values()
    )


def test_every_class_above_a_studied_disease(layered: KnowledgeGraph, ours: Curated) -> None:
    """With its studies, and the diseases that put it there."""
    studies: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for report in ours.listed.values():
        classes: set[str] = set()
        for disease in diseases(report):
            for term in ours.terms(disease, "MONDO"):
                classes |= above(term)
                for class_ in above(term):
                    names.setdefault(class_, set()).add(ours.entities[disease]["label"])
        studies.update(classes)
    found = layered.query("studies_by_disease_class").records()
    assert {
        str(row["class"]): (row["studies"], set(str(row["diseases"]).split(", "))) for row in found
    } == {class_: (studies[class_], names[class_]) for class_ in studies}
    assert all(row["class_name"] == label(str(row["class"])) for row in found)


@pytest.mark.parametrize("class_", CLASSES)
def test_findings_in_people_with_a_disease_of_a_class(
    layered: KnowledgeGraph, ours: Curated, class_: str
) -> None:
    """By the diseases of the group, or those of the sample where the group has none of its own."""
    placed = ours.placed("MONDO", class_)
    expected = {}
    for study, report in ours.listed.items():
        groups = {
            group["id"]: {item["disease"] for item in group.get("diseases", ())}
            for group in report.get("groups", ())
        }
        for finding in report["findings"]:
            had = (groups.get(finding["group"]) or diseases(report)) & placed
            if had:
                name = f"{study}--review--{finding['id']}"
                expected[name] = {ours.entities[disease]["label"] for disease in had}
    found = layered.query("findings_in_disease_class", **{"class": class_}).records()
    assert {
        _key(row["finding"]): set(str(row["diseases"]).split(", ")) for row in found
    } == expected


@pytest.mark.parametrize("class_", CLASSES)
def test_claims_on_a_disease_of_a_class(
    layered: KnowledgeGraph, ours: Curated, class_: str
) -> None:
    """Limited to it, or about it, with the lines for and against."""
    placed = ours.placed("MONDO", class_)
    expected = {}
    for claim in ours.claims:
        about = {claim.get(part) for part in ("subject", "object", "disease")} & placed
        lines = Counter(line["direction"] for line in claim["evidence"])
        for disease in about:
            expected[claim["id"], disease] = (lines["supports"], lines["disputes"])
    found = layered.query("claims_in_disease_class", **{"class": class_}).records()
    assert {
        (_key(row["claim"]), _key(row["disease"])): (row["lines_for"], row["lines_against"])
        for row in found
    } == expected


def test_who_calls_a_disease_autoimmune(layered: KnowledgeGraph, ours: Curated) -> None:
    """The entity itself is left aside: it is the class."""
    found = layered.query("autoimmune_by_whom").records()
    placed = ours.placed("MONDO", AUTOIMMUNE) - {"autoimmune_disease"}
    assert {_key(row["disease"]) for row in found if row["mondo"]} == placed
    assert {_key(row["disease"]) for row in found if row["hierarchy"]} == {
        entity for entity in ours.entities if "autoimmune_disease" in ours.kinds_above(entity)
    }


def test_hierarchies_that_differ(layered: KnowledgeGraph, ours: Curated) -> None:
    """Every pair of entities with exact matches is looked at, in both directions."""
    expected = set()
    for prefix in ("MONDO", "CHEBI", "CL"):
        exact = {
            (entity, term)
            for entity, relation, term in ours.mappings
            if relation == "skos:exactMatch" and term.startswith(f"{prefix}:")
        }
        for low, low_term in exact:
            for high, high_term in exact:
                we = high in ours.kinds_above(low)
                they = low_term != high_term and high_term in above(low_term)
                if low != high and we != they:
                    expected.add((low, high, "ours only" if we else "theirs only"))
    found = layered.query("kinds_that_differ").records()
    assert {
        (_key(row["narrower"]), _key(row["broader"]), row["who_says_so"]) for row in found
    } == expected
    assert len(expected) > 10


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sjogren_syndrome", "systemic_sclerosis"),
        ("fibromyalgia", "sjogren_syndrome"),
        ("rheumatoid_arthritis", "seropositive_arthritis"),
        ("dermatomyositis", "sle"),
        ("gout", "depression"),
    ],
)
def test_nearest_common_classes(
    layered: KnowledgeGraph, ours: Curated, first: str, second: str
) -> None:
    """Those above both that have no other one above both below them."""

    def classes(disease: str) -> set[str]:
        return {class_ for term in ours.terms(disease, "MONDO") for class_ in above(term)}

    common = classes(first) & classes(second)
    nearest = {
        class_
        for class_ in common
        if not any(class_ in above(other) for other in common if other != class_)
    }
    found = layered.query("nearest_common_class", first=first, second=second)
    assert set(found.column("class")) == nearest


def test_neighbours_of_what_was_studied(layered: KnowledgeGraph, ours: Curated) -> None:
    """A superclass in common, none a kind of the other, and no study."""
    studied = {disease for report in ours.listed.values() for disease in diseases(report)}
    covered = studied | {kind for disease in studied for kind in ours.kinds_above(disease)}
    exact = {
        (entity, term)
        for entity, relation, term in ours.mappings
        if relation == "skos:exactMatch" and term.startswith("MONDO:")
    }
    expected = {
        (entity, beside, class_)
        for entity, term in exact
        for beside, other in exact
        if beside in studied and entity not in covered
        if term not in above(other) and other not in above(term)
        for class_ in parents(term) & parents(other)
    }
    found = layered.query("neighbours_without_evidence").records()
    assert {
        (_key(row["disease"]), _key(row["beside"]), str(row["under"])) for row in found
    } == expected


@pytest.mark.parametrize("pair", [("naltrexone", "naloxone"), ("low_dose_naltrexone", "naloxone")])
def test_chemical_kinship(layered: KnowledgeGraph, ours: Curated, pair: tuple[str, str]) -> None:
    """A regimen has the classes of its drug."""

    def classes(drug: str) -> set[str]:
        terms = ours.terms(drug, "CHEBI")
        return {class_ for term in terms for class_ in above(term) if class_ != term}

    one, other = map(classes, pair)
    found = layered.query("chemical_kinship", first=pair[0], second=pair[1]).records()
    assert {(str(row["class"]), row["whose"]) for row in found} == {
        *((class_, "both") for class_ in one & other),
        *((class_, "first only") for class_ in one - other),
        *((class_, "second only") for class_ in other - one),
    }


@pytest.mark.parametrize("class_", ["CL:0000766", "CL:0000235", "CL:0000542", "CL:0000738"])
def test_cells_and_claims_of_a_lineage(layered: KnowledgeGraph, ours: Curated, class_: str) -> None:
    """Claims with a cell of the lineage at either end, or in which they act."""
    placed = ours.placed("CL", class_)
    at = {
        (claim["id"], where)
        for claim in ours.claims
        for where in (claim["subject"], claim.get("object"), *claim.get("cell", ()))
    }
    cells = layered.query("cells_of_lineage", **{"class": class_}).records()
    members = [row for row in cells if row["relation"] != "close"]
    assert {_key(row["cell"]): row["claims"] for row in members} == {
        cell: sum(where == cell for _, where in at) for cell in placed
    }
    claims = layered.query("claims_on_lineage", **{"class": class_}).records()
    assert {(_key(row["claim"]), _key(row["cell"])) for row in claims} == {
        (claim, cell) for claim, cell in at if cell in placed
    }


@pytest.mark.parametrize("class_", ["UBERON:0001016", "UBERON:0000062", "UBERON:0000468"])
def test_places_in_a_structure(layered: KnowledgeGraph, ours: Curated, class_: str) -> None:
    """Kinds and parts together, as the package has them."""
    found = layered.query("anatomy_in_system", **{"class": class_})
    assert set(map(_key, found.column("place"))) == ours.placed("UBERON", class_)


def test_terms_that_are_named_otherwise(layered: KnowledgeGraph, ours: Curated) -> None:
    """Capitals do not count, synonyms of ours do."""
    expected = {
        (entity, term, label(term))
        for entity, relation, term in ours.mappings
        if relation == "skos:exactMatch" and term.startswith(("MONDO:", "CHEBI:", "CL:"))
        if label(term).lower() not in ours.names(entity)
    }
    found = layered.query("terms_named_otherwise").records()
    assert {(_key(row["entity"]), row["term"], row["label"]) for row in found} == expected


def test_the_layers_hold_what_is_above_the_mapped_terms_and_no_more(
    layered: KnowledgeGraph, ours: Curated
) -> None:
    """So they stay small."""
    found = layered.query("vocabularies_brought_in").records()
    terms = {str(row["layer"]): row["terms"] for row in found}
    for prefix in ("MONDO", "CHEBI", "CL", "UBERON"):
        mapped = {term for _, _, term in ours.mappings if term.startswith(f"{prefix}:")}
        reached = {class_ for term in mapped for class_ in above(term)}
        assert terms[f"graph:{prefix.lower()}"] == len(reached), prefix


def test_a_drug_has_a_role_by_our_hierarchy_where_chebi_says_nothing(
    layered: KnowledgeGraph, ours: Curated
) -> None:
    """The shipped release has no roles of drugs, and the answer says whose word it is."""
    found = layered.query("drugs_with_role").records()
    assert {row["who_says_so"] for row in found} == {"our hierarchy", "it is the role"}
    drugs = {_key(row["entity"]) for row in found if row["who_says_so"] == "our hierarchy"}
    kinds = {
        entity for entity in ours.entities if "opioid_antagonist" in ours.kinds_above(entity)
    } | {entity for entity in ours.entities if "mu_opioid_antagonist" in ours.kinds_above(entity)}
    exact = {term for drug in kinds for term in ours.terms(drug, "CHEBI", IN[:1])}
    regimens = {
        entity for entity in ours.entities if set(ours.terms(entity, "CHEBI", IN[1:])) & exact
    }
    assert drugs == kinds | regimens
    assert {"naltrexone", "naloxone", "low_dose_naltrexone"} <= drugs


@pytest.mark.skipif(not HPO.is_file(), reason=f"no {HPO}")
@pytest.mark.parametrize("class_", ["HP:0012531", "HP:0025142", "HP:0011024", "HP:0000951"])
def test_symptoms_of_a_branch_of_hpo(layered: KnowledgeGraph, ours: Curated, class_: str) -> None:
    """By the is_a lines of the file."""
    up: dict[str, list[str]] = {}
    for line in HPO.read_text(encoding="utf-8").splitlines():
        if line.startswith("id: "):
            term = up.setdefault(line.removeprefix("id: "), [])
        elif line.startswith("is_a: "):
            term.append(line.split()[1])

    def under(term: str) -> bool:
        return term == class_ or any(map(under, up.get(term, ())))

    expected = {
        entity
        for entity, relation, term in ours.mappings
        if relation in IN and term.startswith("HP:") and under(term)
    }
    found = layered.query("symptoms_in_branch", **{"class": class_})
    assert set(map(_key, found.column("symptom"))) == expected


SMALL = """
@prefix ldn: <https://w3id.org/ldn-kg/vocab/> .
@prefix entity: <https://w3id.org/ldn-kg/id/entity/> .
@prefix graph: <https://w3id.org/ldn-kg/graph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix M: <http://purl.obolibrary.org/obo/MONDO_> .
graph:entities {
  entity:is rdfs:label "is" . entity:narrower rdfs:label "narrower" .
  entity:near rdfs:label "near" . entity:wider rdfs:label "wider" . entity:akin rdfs:label "akin" .
  entity:kind rdfs:label "kind" ; ldn:broader entity:is .
  entity:kind_of_kind rdfs:label "kind of kind" ; ldn:broader entity:kind .
  entity:kind_elsewhere rdfs:label "kind, placed elsewhere" ; ldn:broader entity:is .
  entity:kind_of_near rdfs:label "kind of near" ; ldn:broader entity:near .
}
graph:mappings {
  entity:is skos:exactMatch M:2 . entity:narrower skos:broadMatch M:2 .
  entity:near skos:closeMatch M:2 . entity:wider skos:narrowMatch M:2 .
  entity:akin skos:relatedMatch M:2 . entity:kind_elsewhere skos:exactMatch M:3 .
}
graph:mondo {
  graph:mondo owl:versionInfo "7" .
  M:1 a owl:Class ; rdfs:label "class" ; skos:notation "MONDO:1" .
  M:2 a owl:Class ; rdfs:subClassOf M:1 ; skos:notation "MONDO:2" .
  M:3 a owl:Class ; skos:notation "MONDO:3" .
}
"""


def test_each_relation_implies_what_it_may() -> None:
    """Exact and broad make a member, and so do kinds of members that are placed nowhere else.

    Close is shown as close and handed down to nobody; narrow and related imply nothing. An entity
    that has a term of its own is placed by that, whatever it is a kind of with us.
    """
    store = Store(ox.parse(SMALL, format=ox.RdfFormat.TRIG))
    question = read_question(home().queries / "questions" / "entities_under_class.rq")
    found = store.query(question.text, question.bind({"class": "MONDO:1"}))
    rows = Table.from_result(found).records()
    assert {(_key(row["entity"]), row["ground"], row["version"]) for row in rows} == {
        ("is", "exact", "7"),
        ("narrower", "broad", "7"),
        ("kind", "of a kind", "7"),
        ("kind_of_kind", "of a kind", "7"),
        ("near", "close", "7"),
    }

"""The numbers of the questions, counted a second time from the curated files, without the graph.

Nothing of the package takes part in the counting: the files are read with `yaml.safe_load` and
`csv`, and the rules of counting are written out here once more, in plain Python.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.knowledge_graph import KnowledgeGraph

DATA = Path(__file__).resolve().parents[1] / "data"
LAYER = "review"
#: Upper end of the review's definition of low dose, "1-6 mg/day" (Introduction).
LIMIT = Decimal(6)
#: Directions that are good by themselves.
GOOD = {"improvement", "remission"}
Node = dict[str, Any]


def _read(path: str) -> Any:
    return yaml.safe_load((DATA / path).read_text(encoding="utf-8"))


def _entities() -> dict[str, dict[str, str]]:
    found = {}
    for path in sorted((DATA / "entities").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["key"]] = row | {"file": path.stem}
    return found


ENTITIES = _entities()
STUDIES: list[Node] = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((DATA / "studies").glob("*.yaml"))
]
CLAIMS: list[Node] = [
    claim
    for path in sorted((DATA / "claims").glob("*.yaml"))
    for claim in yaml.safe_load(path.read_text(encoding="utf-8"))["claims"]
]


def _reports() -> Iterator[tuple[str, Node]]:
    """What the review says of each study."""
    for study in STUDIES:
        for report in study["reports"]:
            if report["layer"] == LAYER:
                yield study["id"], report


def _listed() -> Iterator[tuple[str, Node]]:
    """Studies of a table."""
    return ((study, report) for study, report in _reports() if "table" in report)


def _size(report: Node) -> int:
    return int(report["sample"]["participants"]["value"])


def _groups(report: Node) -> list[Node]:
    return [*([report["sample"]] if "sample" in report else []), *report.get("groups", [])]


def _wider(key: str) -> set[str]:
    """An entity with everything that it is a kind of."""
    above = (ENTITIES[key]["broader"] or "").split("|")
    return {key}.union(*(_wider(name) for name in above if name))


def _number(value: object) -> Decimal:
    return Decimal(str(value))


def _total(dose: Node) -> Decimal | None:
    if "bound" in dose:
        return None
    if dose["unit"] == "mg_per_day":
        return _number(dose["value"])
    return _number(dose["value"]) * dose["times_per_day"] if "times_per_day" in dose else None


def _regimens() -> Iterator[tuple[str, Node, Node]]:
    for study, report in _reports():
        for regimen in report.get("regimens", []):
            yield study, report, regimen


def _findings() -> Iterator[tuple[str, Node, Node]]:
    for study, report in _reports():
        for finding in report.get("findings", []):
            yield study, report, finding


def _lines() -> Iterator[tuple[Node, Node]]:
    return ((claim, line) for claim in CLAIMS for line in claim["evidence"])


def _key(value: object) -> str:
    """The key in a CURIE such as ``study:frech-2011``."""
    return str(value).partition(":")[2]


def test_studies_and_patients_by_disease(kg: KnowledgeGraph) -> None:
    """Whole samples count once a disease, split ones by their parts."""
    counted: dict[str, list[int]] = defaultdict(list)
    named = {d["disease"] for _, report in _listed() for d in report["sample"]["diseases"]}
    for _, report in _listed():
        whole: set[str] = set()
        parts: Counter[str] = Counter()
        for disease in report["sample"]["diseases"]:
            if "participants" not in disease:
                whole |= _wider(disease["disease"])
                continue
            for name in _wider(disease["disease"]):
                parts[name] += disease["participants"]["value"]
        for name in named & (whole | set(parts)):
            counted[name].append(_size(report) if name in whole else parts[name])
    expected = {name: (len(sizes), sum(sizes)) for name, sizes in counted.items()}
    table = kg.query("diseases_with_evidence")
    assert {_key(d): (n, p) for d, _, n, p, _ in table.rows} == expected
    assert sum(_size(report) for _, report in _listed()) == 490


@pytest.mark.parametrize(
    ("class_", "names"),
    [
        ("AutoimmuneDisease", {"AutoimmuneDisease", "AutoimmuneRheumaticDisease"}),
        ("ChronicPainCondition", {"ChronicPainCondition"}),
        ("RheumaticDisease", {"RheumaticDisease", "AutoimmuneRheumaticDisease"}),
    ],
)
def test_studies_and_patients_of_a_class_of_diseases(
    kg: KnowledgeGraph, class_: str, names: set[str]
) -> None:
    """The classes of the disease table lead to the same studies as the hierarchy."""
    sizes = [
        _size(report)
        for _, report in _listed()
        if any(
            names & set(ENTITIES[disease["disease"]]["class"].split("|"))
            for disease in report["sample"]["diseases"]
            if "participants" not in disease
        )
    ]
    table = kg.query("autoimmune_evidence", **{"class": f"ldn:{class_}"})
    assert [(studies, patients) for _, studies, patients, _ in table] == [(len(sizes), sum(sizes))]


def test_randomised_share(kg: KnowledgeGraph) -> None:
    """Heads in studies with random allocation over all heads."""
    random = {key for key, row in ENTITIES.items() if "RandomisedAllocation" in row["class"]}
    expected = {}
    for name, tables in (("Table 1", {1}), ("Table 2", {2}), ("both", {1, 2})):
        reports = [report for _, report in _listed() if report["table"] in tables]
        drawn = [r for r in reports if random & set(r["design"]["features"])]
        patients, chosen = sum(map(_size, reports)), sum(map(_size, drawn))
        share = round(Decimal(100 * chosen) / patients, 1).normalize()
        expected[name] = (len(reports), patients, len(drawn), chosen, share)
    assert {str(row[0]): row[1:] for row in kg.query("randomised_share")} == expected


def test_persons_described_apart(kg: KnowledgeGraph) -> None:
    """Groups of kind person, by their keys."""
    persons = {
        f"{study}--{LAYER}--{group['id']}"
        for study, report in _reports()
        for group in _groups(report)
        if group["kind"] == "person"
    }
    assert {_key(row[0]) for row in kg.query("persons_described")} == persons
    assert len(persons) == 7


def test_sex_of_the_participants(kg: KnowledgeGraph) -> None:
    """Female shares of samples, heads of persons."""
    expected = {}
    for study, report in _listed():
        persons = [g["sex"]["sex"] for g in _groups(report) if g["kind"] == "person"]
        share = report["sample"].get("sex", {}).get("female_percent")
        expected[study] = (
            None if share is None else _number(share),
            persons.count("female") if persons else None,
            persons.count("male") if persons else None,
        )
    table = kg.query("sex_distribution")
    assert {_key(row[1]): row[4:] for row in table} == expected


def test_ages_and_missing_durations(kg: KnowledgeGraph) -> None:
    """As many ages as groups that have one; missing durations by their print."""
    groups = [group for _, report in _reports() for group in _groups(report)]
    assert len(kg.query("ages")) == sum("age" in group for group in groups)
    missing = [g["disease_duration"] for g in groups if "missing" in g.get("disease_duration", {})]
    table = kg.query("disease_durations_missing")
    assert Counter(table.column("printed")) == Counter(d["printed"] for d in missing)


def test_durations_of_the_studies(kg: KnowledgeGraph) -> None:
    """Weeks as typed in."""
    expected = {s: _number(r["duration"]["value"]) for s, r in _reports() if "duration" in r}
    table = kg.query("study_durations")
    assert dict(zip(map(_key, table.column("study")), table.column("value"), strict=True)) == (
        expected
    )


@pytest.mark.parametrize("bound", ["0.1", "0.5", "1", "2", "10"])
def test_titrations_that_start_below_a_bound(kg: KnowledgeGraph, bound: str) -> None:
    """First doses compared with the bound as numbers."""
    expected = {
        f"{study}--{LAYER}--{regimen['id']}"
        for study, _, regimen in _regimens()
        if "start" in regimen and _number(regimen["start"]["value"]) < Decimal(bound)
    }
    table = kg.query("titrations_starting_below", bound=bound)
    assert {_key(node) for node in table.column("regimen")} == expected


def test_regimens_without_start_and_above_the_definition(kg: KnowledgeGraph) -> None:
    """Regimens without a first dose, and last totals beyond 6 mg a day."""
    bare = Counter(study for study, _, regimen in _regimens() if "start" not in regimen)
    found = kg.query("regimens_without_start").column("study")
    assert Counter(map(_key, found)) == bare
    above = Counter(
        (study, total)
        for study, _, regimen in _regimens()
        if (total := _total(regimen["final"])) is not None and total > LIMIT
    )
    table = kg.query("regimens_above_definition")
    assert Counter((_key(row[0]), row[3]) for row in table) == above


def test_total_of_a_day_of_every_study(kg: KnowledgeGraph) -> None:
    """Amount times frequency, worked out again for every dose."""
    for study, report in _reports():
        expected = Counter(
            (which, _total(regimen[key]))
            for regimen in report.get("regimens", [])
            for which, key in (("first", "start"), ("last", "final"))
            if key in regimen
        )
        table = kg.query("total_daily_dose", study=study)
        assert Counter((row[2], row[8]) for row in table) == expected


def test_doses_by_disease(kg: KnowledgeGraph) -> None:
    """Lowest and highest last total over the groups that have the disease."""
    totals: dict[str, list[Decimal | None]] = defaultdict(list)
    for _, report, regimen in _regimens():
        given = [group for group in _groups(report) if group["id"] in regimen["groups"]]
        for disease in {d["disease"] for group in given for d in group.get("diseases", [])}:
            totals[disease].append(_total(regimen["final"]))
    expected = {}
    for disease, doses in totals.items():
        known = [dose for dose in doses if dose is not None]
        ends = (min(known), max(known)) if known else (None, None)
        expected[disease] = (*ends, len(doses), len(doses) - len(known))
    assert {_key(row[0]): row[2:] for row in kg.query("doses_by_disease")} == expected


def test_cytokines_that_fell_in_plasma(kg: KnowledgeGraph) -> None:
    """Falls of mediators in plasma."""
    expected = {
        finding["outcome"]
        for _, _, finding in _findings()
        if "plasma" in finding.get("system", [])
        and finding.get("direction") == "decrease"
        and ENTITIES[finding["outcome"]]["file"] == "mediators"
    }
    assert {_key(row[0]) for row in kg.query("plasma_cytokines")} == expected
    assert len(expected) == 15


def test_outcomes_that_were_not_improved(kg: KnowledgeGraph) -> None:
    """Findings of no improvement and of no change."""
    expected = Counter(
        (study, finding["outcome"])
        for study, _, finding in _findings()
        if finding.get("direction") in {"no-improvement", "no-change"}
    )
    table = kg.query("null_outcomes")
    assert Counter((_key(row[1]), _key(row[2])) for row in table) == expected


@pytest.mark.parametrize("outcome", ["pruritus", "esr", "fiqr", "pain", "fatigue", "dry_eye"])
def test_patients_in_whom_an_outcome_improved(kg: KnowledgeGraph, outcome: str) -> None:
    """Persons by heads, samples by their number, none of them twice."""
    move = {"lower": {"decrease"}, "higher": {"increase"}}
    good = GOOD | move.get(ENTITIES[outcome]["better"] or "", set())
    named = {
        disease["disease"]
        for _, report in _reports()
        for group in _groups(report)
        for disease in group.get("diseases", [])
    }
    persons: dict[str, set[str]] = defaultdict(set)
    samples: dict[str, dict[str, int]] = defaultdict(dict)
    for study, report in _reports():
        groups = {group["id"]: group for group in _groups(report)}
        found = [f for f in report.get("findings", []) if f["outcome"] == outcome]
        single = any(groups[f["group"]]["kind"] == "person" for f in found)
        for finding in found:
            group = groups[finding["group"]]
            if finding.get("direction") not in good or (group["kind"] == "sample" and single):
                continue
            for disease in group.get("diseases", []):
                for name in _wider(disease["disease"]) & named:
                    if group["kind"] == "person":
                        persons[name].add(f"{study}.{group['id']}")
                    elif "participants" not in disease:
                        samples[name][study] = group.get("participants", {}).get("value", 0)
    expected = {
        name: (len(persons[name]), sum(samples[name].values()))
        for name in set(persons) | set(samples)
    }
    table = kg.query("patients_improved", outcome=outcome)
    assert {_key(row[1]): (row[4], row[5]) for row in table} == expected


def test_outcomes_measured_in_people(kg: KnowledgeGraph) -> None:
    """Studies and findings by outcome."""
    human = {study["id"] for study in STUDIES if study["species"] == "human"}
    findings: Counter[str] = Counter()
    studies: dict[str, set[str]] = defaultdict(set)
    for study, _, finding in _findings():
        if study in human:
            findings[finding["outcome"]] += 1
            studies[finding["outcome"]].add(study)
    expected = {name: (len(studies[name]), count) for name, count in findings.items()}
    table = kg.query("outcomes_measured")
    assert {_key(row[0]): (row[2], row[3]) for row in table} == expected


@pytest.mark.parametrize("hedge", ["asserted", "hedged", "trend"])
def test_findings_and_evidence_lines_by_hedge(kg: KnowledgeGraph, hedge: str) -> None:
    """As many findings and lines as have the hedge."""
    findings = sum(finding["hedge"] == hedge for _, _, finding in _findings())
    assert len(kg.query("findings_by_hedge", hedge=f"ldn:{hedge}")) == findings
    lines = sum(line["hedge"] == hedge for _, line in _lines())
    assert len(kg.query("claims_by_hedge", hedge=f"ldn:{hedge}")) == lines


def test_harms_by_table_and_state(kg: KnowledgeGraph) -> None:
    """Studies and patients in the four states, which add up to everyone."""
    words = {
        "none": "no harms",
        "some": "some harms",
        "equal-to-comparator": "harms equal to comparator",
        "not-reported": "harms not reported",
    }
    sizes: dict[tuple[int, str], list[int]] = defaultdict(list)
    for _, report in _listed():
        for state in {harms["state"] for harms in report["harms"]}:
            sizes[report["table"], words[state]].append(_size(report))
    table = kg.query("harms_by_state")
    assert {row[:2]: row[2:4] for row in table} == {
        key: (len(found), sum(found)) for key, found in sizes.items()
    }
    assert sum(map(sum, sizes.values())) == 490


def test_side_effects_by_study(kg: KnowledgeGraph) -> None:
    """Named events, one by one."""
    expected = Counter(
        (study, event["event"])
        for study, report in _reports()
        for harms in report.get("harms", [])
        for event in harms.get("events", [])
    )
    assert Counter((_key(row[0]), _key(row[1])) for row in kg.query("side_effects")) == expected


def test_contested_and_denied_claims(kg: KnowledgeGraph) -> None:
    """Claims with lines on both sides, and with lines against only."""
    sides = {claim["id"]: {line["direction"] for line in claim["evidence"]} for claim in CLAIMS}
    contested = {key for key, found in sides.items() if {"supports", "disputes"} <= found}
    denied = {key for key, found in sides.items() if found == {"disputes"}}
    assert {_key(row[0]) for row in kg.query("contested_claims")} == contested
    assert {_key(row[0]) for row in kg.query("denied_claims")} == denied


def test_lines_that_cite_nothing(kg: KnowledgeGraph) -> None:
    """Lines without a cited publication."""
    expected = {f"{claim['id']}--{line['id']}" for claim, line in _lines() if "cites" not in line}
    assert {_key(row[0]) for row in kg.query("claims_without_citation")} == expected


def test_lines_by_cited_publication(kg: KnowledgeGraph) -> None:
    """As many lines for each publication as cite it."""
    cited = Counter(key for _, line in _lines() for key in line.get("cites", []))
    publications = _read("publications.yaml")["publications"]
    for publication in publications:
        table = kg.query("claims_from_reference", publication=publication["id"])
        assert len(table) == cited[publication["id"]]
    numbered = {p["id"] for p in publications if any("number" in print_ for print_ in p["printed"])}
    unused = kg.query("references_not_used").column("publication")
    assert {_key(node) for node in unused} == numbered - set(cited)


def test_lines_from_naloxone_and_from_titles(kg: KnowledgeGraph) -> None:
    """Lines by the agent given, and lines that stand in the list of references only."""
    naloxone = {f"{c['id']}--{e['id']}" for c, e in _lines() if e.get("agent") == "naloxone"}
    assert {_key(node) for node in kg.query("naloxone_claims").column("line")} == naloxone
    titles = {
        f"{claim['id']}--{line['id']}"
        for claim, line in _lines()
        if all(place["place"].startswith("References") for place in line["at"])
    }
    assert {_key(node) for node in kg.query("claims_from_titles").column("line")} == titles


def test_lines_from_another_species_agent_or_disease(kg: KnowledgeGraph) -> None:
    """What differs from the claim, by comparing the fields."""
    agents = {key for key, row in ENTITIES.items() if row["file"] == "drugs"}
    expected = set()
    for claim, line in _lines():
        said = {claim["subject"], claim.get("agent")} & agents
        given, ill, limit = line.get("agent"), line.get("disease"), claim.get("disease")
        if (
            (line.get("species") and claim.get("species", line["species"]) != line["species"])
            or (given and said and not said & _wider(given))
            or (ill and limit and limit not in _wider(ill))
        ):
            expected.add(f"{claim['id']}--{line['id']}")
    assert {_key(node) for node in kg.query("indirect_evidence").column("line")} == expected


def test_search(kg: KnowledgeGraph) -> None:
    """Databases, terms, diseases without a term and terms without a study."""
    searches = _read("review/search.yaml")["searches"]
    databases = {(s["section"], d["database"]) for s in searches for d in s["databases"]}
    assert {(row[0], _key(row[1])) for row in kg.query("search_databases")} == databases
    terms = [term for search in searches for term in search.get("terms", [])]
    table = kg.query("search_terms")
    assert table.column("printed") == [term["printed"] for term in terms]
    found = {key for term in terms if "entity" in term for key in _wider(term["entity"])}
    searched = {term["entity"] for term in terms if "entity" in term}
    reviewed = {d["disease"] for _, report in _listed() for d in report["sample"]["diseases"]}
    assert found >= searched
    gaps = kg.query("diseases_reviewed_not_searched").column("disease")
    assert {_key(node) for node in gaps} == reviewed - searched
    covered = {wider for key in reviewed for wider in _wider(key)}
    empty = kg.query("diseases_searched_without_evidence").column("disease")
    diseases = {key for key in searched if ENTITIES[key]["file"] == "diseases"}
    assert {_key(node) for node in empty} == diseases - covered


def test_statements_by_quantifier_and_topic(kg: KnowledgeGraph) -> None:
    """As many statements as have the quantifier or name the topic."""
    statements = _read("review/statements.yaml")["statements"]
    for quantifier, count in Counter(s["quantifier"] for s in statements).items():
        assert len(kg.query("statements_by_quantifier", quantifier=quantifier)) == count
    topics = Counter(topic for s in statements for topic in set(s.get("about", [])))
    for topic, count in topics.items():
        assert len(kg.query("statements_about", topic=topic)) == count


def test_names_by_kind(kg: KnowledgeGraph) -> None:
    """Printed names by kind."""
    names = _read("review/names.yaml")["names"]
    for kind in ("misprint", "abbreviation", "variant"):
        table = kg.query("names_by_kind", kind=f"ldn:{kind}")
        expected = Counter(str(name["printed"]) for name in names if name["kind"] == kind)
        assert Counter(table.column("printed")) == expected


def test_remarks(kg: KnowledgeGraph) -> None:
    """Remarks by kind."""
    kinds = Counter(remark["kind"] for remark in _read("review/remarks.yaml")["remarks"])
    found = Counter(kg.query("limitations_and_strengths").column("kind"))
    assert found == {kind: kinds[kind] for kind in ("limitation", "strength", "novelty")}
    found = Counter(kg.query("research_recommendations").column("kind"))
    assert found == {kind: kinds[kind] for kind in ("recommendation", "implication")}


def test_checked_and_unchecked_references(kg: KnowledgeGraph) -> None:
    """Publications without a check, and fields that a check corrects."""
    publications = _read("publications.yaml")["publications"]
    unchecked = {p["id"] for p in publications if "verified" not in p}
    found = kg.query("references_unverified").column("publication")
    assert {_key(node) for node in found} == unchecked
    corrected = Counter(
        (p["id"], field)
        for p in publications
        for check in p.get("verified", [])
        for field in check.get("corrects", [])
    )
    table = kg.query("reference_misprints")
    assert Counter((_key(row[1]), row[2]) for row in table) == corrected


def test_things_by_class(kg: KnowledgeGraph) -> None:
    """As many things as records, and as many entities as rows of the tables."""
    table = kg.query("things_by_class")
    found = dict(zip(map(_key, table.column("class")), table.column("things"), strict=True))
    assert found["Study"] == len(STUDIES)
    assert found["Claim"] == len(CLAIMS)
    assert found["EvidenceLine"] == sum(1 for _ in _lines())
    assert found["Finding"] == sum(1 for _ in _findings())
    assert found["Regimen"] == sum(1 for _ in _regimens())
    assert found["Statement"] == len(_read("review/statements.yaml")["statements"])
    assert found["Remark"] == len(_read("review/remarks.yaml")["remarks"])
    assert found["NameUse"] == len(_read("review/names.yaml")["names"])
    classes = Counter(name for row in ENTITIES.values() for name in row["class"].split("|"))
    for name, count in classes.items():
        assert found[name] == count

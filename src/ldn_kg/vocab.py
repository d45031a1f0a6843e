"""Closed namespaces: a misspelt term raises instead of making a new one.

Listed are the terms that the code itself names; a test holds them to ``ontology/ldn.ttl``. Classes
and predicates that a curated file names need no entry here. Where to go instead:
`ldn_kg.prefixes` for CURIEs, `ldn_kg.iris` for things.
"""

from __future__ import annotations

from difflib import get_close_matches

from pyoxigraph import NamedNode

from ldn_kg.prefixes import PREFIXES


class ClosedNamespace:
    """A namespace with a fixed list of terms.

    Args:
        base: What every IRI of the namespace starts with.
        names: Its terms, separated by white space.

    Example:
        >>> LDN.Claim.value
        'https://w3id.org/ldn-kg/vocab/Claim'
        >>> LDN["Cliam"]
        Traceback (most recent call last):
        KeyError: "no term 'Cliam' in https://w3id.org/ldn-kg/vocab/; did you mean Claim?"
    """

    def __init__(self, base: str, names: str) -> None:
        self.base = base
        self.terms = {name: NamedNode(base + name) for name in names.split()}

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self.terms:
            near = get_close_matches(name, self.terms, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"no term {name!r} in {self.base}{hint}"
            raise KeyError(message)
        return self.terms[name]

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None


RDF = ClosedNamespace(PREFIXES["rdf"], "first nil object predicate rest subject type")
RDFS = ClosedNamespace(PREFIXES["rdfs"], "comment domain label range subClassOf subPropertyOf")
OWL = ClosedNamespace(
    PREFIXES["owl"],
    "Class NamedIndividual Nothing ObjectProperty SymmetricProperty annotatedProperty "
    "annotatedSource annotatedTarget disjointUnionOf disjointWith "
    "imports members propertyChainAxiom",
)
XSD = ClosedNamespace(PREFIXES["xsd"], "boolean date decimal integer")
SKOS = ClosedNamespace(PREFIXES["skos"], "altLabel definition example notation prefLabel")
SSSOM = ClosedNamespace(
    PREFIXES["sssom"],
    "NegatedPredicate author_label confidence mapping_date mapping_justification object_label "
    "object_source object_source_version predicate_modifier",
)
DCTERMS = ClosedNamespace(PREFIXES["dcterms"], "description license title")
SD = ClosedNamespace(PREFIXES["sd"], "Dataset NamedGraph namedGraph")
LDN = ClosedNamespace(
    PREFIXES["ldn"],
    """
    Arm Axiom Claim ContestedClaim DatabaseUse Design DiseaseSplit DisputedClaim Dose Edge
    EvidenceLine Finding HarmEvent HarmsEqualToComparator HarmsNotReported Locator Mapping NameUse
    NoHarms OverallRemark Person PrintedReference Proof Publication Quantity Regimen Remark Rule
    Sample Search SearchTerm SomeHarms SourceText Statement Study StudyCitation Subgroup
    SupportedClaim VerifiedReference abbreviation about above after age agent allowedUnit
    asserted atLeast atMost authors baseline basis before below betterWhen block boundKind
    broader change checkedIn checkedOn citedAs cites claimAgent claimDisease claimSpecies
    comparator comparatorAgent comparatorGroup comparatorValue concludes condition corrects
    count databaseUse date decrease degree denotes designFeature differenceMeasure disease
    diseaseDuration diseaseSplit disputes doi earlierPeriod effectDirection end estimate
    estimateMeasure event evidenceDirection evidenceFor evidenceKind exact expansion femaleCount
    femaleShare finalDose findingOf followsBy forGroup givenTo gives groupMeans groupOf hasArm
    hasDesign hasDisease hasEvent hasEvidenceLine hasFinding hasGroup hasHarmReport hasPerson
    hasRegimen hasSample hasSubgroup hasTerm hedge hedged high higher improvement inAnatomy
    inCell inGroup inTable inconclusive increase intervention issue journal key
    languageRestriction laterLayer layer length lesser licence lineAgent lineDisease lineSpecies
    lineSystem locator low lower main mean measureType measures mild minor misprint missing
    nameKind noChange noImprovement notAvailable notDetermined number numbers object objectValue
    openBound outOf outcome pages partOf participants percentage periodFrom periodTo person
    place placeboComparator pmid position predicate predictor premise primaryLayer printed
    printedReference publication publicationKind quantifier quantity range relativeChange remark
    remarkKind remission restsOn reviewLayer saidBy schedule scope searchedDatabase section
    serious severity sex sha256 site source species spread spreadStandardDeviation spreadType
    spreadUnstated start startDose statedDirection studyDuration subject supports system through
    timePoint timesPerDay title titratedUp topic totalPerDay trend trialRegistration
    underCondition unit unstated upAndDown value variant verifiedReference volume words
    worsening year
    """,
)

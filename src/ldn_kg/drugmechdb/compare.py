"""Our claims beside the hops of DrugMechDB: what both have, what only one has, what disagrees.

A hop is shared when both of its ends are those of one of our claims: exactly, closely, by name, by
way of another dose of the drug, or of something wider. Which of these is said in each row, so that
a hop about naltrexone never passes for one about low-dose naltrexone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.chains import Ways
from ldn_kg.drugmechdb.hops import merged, read_claims, read_steps, read_surroundings
from ldn_kg.drugmechdb.pairs import RANK, pairs_of
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.drugmechdb.hops import End, Hop, OurClaim, Surroundings
    from ldn_kg.drugmechdb.pairs import Pair
    from ldn_kg.mappings import Mapping, MappingSet
    from ldn_kg.store import Store
    from ldn_kg.tables import Value

    Row = tuple[Value, ...]

#: A mapping of this kind says that two things have to do with each other, not what they are.
_ONLY_RELATED = "skos:relatedMatch"

_SHARED = (
    "claim", "subject", "our_predicate", "object", "our_sign", "stance", "context",
    "their_predicate", "their_sign", "nature", "match", "agreement", "dose", "records",
    "record_ids", "in_doubt", "notes",
)  # fmt: skip
_LACKING = (
    "subject", "their_predicate", "object", "their_sign", "nature", "our_subject", "our_object",
    "because", "records", "record_ids", "in_doubt", "notes",
)  # fmt: skip
_OURS = (
    "claim", "subject", "our_predicate", "object", "our_sign", "stance", "context", "in_steps",
    "both_seen",
)  # fmt: skip
#: The columns that fit a terminal.
_BRIEF = {
    "shared": ("claim", "their_predicate", "match", "agreement", "records", "in_doubt"),
    "lacking": ("subject", "their_predicate", "object", "because", "records"),
    "ours_only": ("claim", "our_sign", "stance", "in_steps", "both_seen"),
    "disagreements": ("claim", "context", "their_predicate", "match", "agreement", "in_doubt"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found.

    Args:
        shared: Hops that both have, one row for each pair of a hop and a claim.
        lacking: Hops of theirs that we lack, of records about our drugs or between our entities.
        ours_only: Causal claims of ours between things with identifiers that no record has as one
            hop; ``in_steps`` names records that come to it in several, ``both_seen`` says whether
            both things stand in some record.
        disagreements: The rows of `shared` in which one side says what the other denies.
    """

    shared: Table
    lacking: Table
    ours_only: Table
    disagreements: Table

    def tables(self) -> dict[str, Table]:
        """The tables by their names."""
        return {
            "shared": self.shared,
            "lacking": self.lacking,
            "ours_only": self.ours_only,
            "disagreements": self.disagreements,
        }

    def brief(self) -> dict[str, Table]:
        """The tables with the columns that fit a terminal."""
        return {
            name: Table(_BRIEF[name], tuple(zip(*map(table.column, _BRIEF[name]), strict=True)),
                        table.title)
            for name, table in self.tables().items()
        }  # fmt: skip

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: len(table) for name, table in self.tables().items()}


def compare(store: Store, layer: Store, mappings: MappingSet) -> Comparison:
    """Sets the claims of a build beside the hops of an imported layer.

    Args:
        store: The graph of the build.
        layer: The layer.
        mappings: What our entities are called elsewhere.

    Example:
        >>> from ldn_kg.mappings import MappingSet
        >>> from ldn_kg.store import Store
        >>> compare(Store([]), Store([]), MappingSet({}, {}, ())).counts()
        {'shared': 0, 'lacking': 0, 'ours_only': 0, 'disagreements': 0}
    """
    around, steps = read_surroundings(store), read_steps(layer)
    hops = merged(steps)
    claims = read_claims(store, around.labels)
    pairs = [pair for hop in hops for pair in pairs_of(hop, claims, around)]
    pairs.sort(key=lambda pair: (RANK.index(pair.match), pair.claim.claim, pair.hop.records))
    shared = [(_shared_row(pair, pairs, around), pair.disagrees) for pair in pairs]
    met_hops, met_claims = {pair.hop for pair in pairs}, {pair.claim for pair in pairs}
    lacking = (row for hop in hops if hop not in met_hops for row in _lacking_row(hop, around))
    known = {row.subject_id for row in mappings.mappings if _identifies(row)}
    seen = {entity for hop in hops for end in (hop.subject, hop.object) for entity in end.entities}
    ways = Ways(steps, around)
    ours = (
        _our_row(claim, seen, ways, around)
        for claim in claims
        if claim.causal and claim not in met_claims and {claim.subject, claim.object} <= known
    )
    return Comparison(
        Table(_SHARED, tuple(row for row, _ in shared), "Hops that both have"),
        Table(_LACKING, tuple(sorted(lacking, key=str)), "Hops of theirs that we lack"),
        Table(_OURS, tuple(ours), "Causal claims of ours that no record has as one hop"),
        Table(_SHARED, tuple(row for row, opposed in shared if opposed), "Disagreements"),
    )


def _identifies(row: Mapping) -> bool:
    return not row.negated and row.predicate_id != _ONLY_RELATED


def _shared_row(pair: Pair, pairs: Iterable[Pair], around: Surroundings) -> Row:
    hop, claim = pair.hop, pair.claim
    notes = _doubts(hop)
    if pair.disagrees:
        agreeing = [other.claim.claim for other in pairs if other.hop == hop and other.agrees]
        notes = [*(f"{name} agrees with them" for name in agreeing), *notes]
    return (
        claim.claim, around.label(claim.subject), claim.predicate, around.label(claim.object),
        claim.sign, claim.stance, claim.context, hop.key, hop.sign, hop.nature, pair.match,
        pair.agreement, _dose(pair, around), len(hop.records), ", ".join(hop.records),
        bool(_doubts(hop)), "; ".join(notes),
    )  # fmt: skip


def _dose(pair: Pair, around: Surroundings) -> str:
    """Of which dose each side speaks, where a drug has regimens."""
    for end, ours in ((pair.hop.subject, pair.claim.subject), (pair.hop.object, pair.claim.object)):
        drug = around.drug_of.get(ours, ours)
        if drug in around.drug_of.values():
            theirs = " and ".join(sorted(map(around.label, end.entities)))
            return f"theirs: {theirs}; ours: {around.label(ours)}"
    return ""


def _lacking_row(hop: Hop, around: Surroundings) -> Iterator[Row]:
    reasons = []
    if hop.subject.entities and hop.object.entities:
        reasons.append("both ends are ours")
    drugs = sorted(map(around.label, hop.drugs))
    if drugs:
        reasons.append(f"about {' and '.join(drugs)}")
    if reasons:
        # As written, so that the relation reads right.
        first, second = (hop.object, hop.subject) if hop.reversed else (hop.subject, hop.object)
        yield (
            _called(first, around), hop.key, _called(second, around), hop.sign, hop.nature,
            ", ".join(sorted(first.entities)), ", ".join(sorted(second.entities)),
            "; ".join(reasons), len(hop.records), ", ".join(hop.records),
            bool(_doubts(hop)), "; ".join(_doubts(hop)),
        )  # fmt: skip


def _called(end: End, around: Surroundings) -> str:
    """Our name for what is ours, theirs for everything else."""
    return " and ".join(sorted(map(around.label, end.entities))) or end.name


def _our_row(claim: OurClaim, seen: set[str], ways: Ways, around: Surroundings) -> Row:
    drug = around.drug_of.get(claim.subject, claim.subject)
    return (
        claim.claim, around.label(claim.subject), claim.predicate, around.label(claim.object),
        claim.sign, claim.stance, claim.context,
        "; ".join(map(str, ways.of(claim))),
        bool({claim.subject, drug} & seen) and claim.object in seen,
    )  # fmt: skip


def _doubts(hop: Hop) -> list[str]:
    """What is said against the identifiers of a hop's ends, each once."""
    ends = (hop.subject, hop.object)
    return sorted({f"{end.name}: {doubt}" for end in ends for doubt in end.doubts})

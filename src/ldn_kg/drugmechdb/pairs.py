"""When a hop of theirs and a claim of ours are about the same two things, and if they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.drugmechdb.hops import End, Hop, OurClaim, Surroundings

#: How an end of theirs may be one of ours.
EXACT, CLOSE, BY_NAME, OTHER_DOSE = "exact", "close", "by name", "other dose"
OURS_WIDER, THEIRS_WIDER = "ours is wider", "theirs is wider"
#: From the best to the weakest; a pair is as good as the weaker of its ends.
RANK = (EXACT, CLOSE, BY_NAME, OTHER_DOSE, OURS_WIDER, THEIRS_WIDER)


@dataclass(frozen=True, slots=True)
class Pair:
    """A hop of theirs and a claim of ours between the same things.

    Args:
        hop: Theirs.
        claim: Ours.
        match: How the things are the same, one of `RANK`.
    """

    hop: Hop
    claim: OurClaim
    match: str

    @property
    def signed(self) -> bool:
        """Whether both sides say which way the effect goes."""
        return bool(self.hop.sign and self.claim.sign)

    @property
    def opposed(self) -> bool:
        """Whether the signs are opposite."""
        return self.signed and self.hop.sign != self.claim.sign

    @property
    def disagrees(self) -> bool:
        """Whether one side says what the other denies.

        A claim that all of its evidence disputes is denied by us: the same sign disagrees with it,
        and the opposite one does not.
        """
        return self.signed and self.opposed != (self.claim.stance == "disputed")

    @property
    def agrees(self) -> bool:
        """Whether both say the same, and our evidence with them."""
        return self.signed and not self.opposed and self.claim.stance == "supported"

    @property
    def agreement(self) -> str:
        """How the two stand to each other, in words."""
        if not self.signed:
            sides = (("theirs", self.hop.sign), ("ours", self.claim.sign))
            return f"no sign in {' and '.join(side for side, sign in sides if not sign)}"
        words = "opposite signs" if self.opposed else "same sign"
        stance = self.claim.stance
        return words if stance == "supported" else f"{words}, ours is {stance}"


def pairs_of(hop: Hop, claims: Iterable[OurClaim], around: Surroundings) -> Iterator[Pair]:
    """The claims that a hop is to be set beside.

    Args:
        hop: Theirs.
        claims: Ours.
        around: What the graph says of our entities beside the claims.
    """
    if not (hop.subject.entities and hop.object.entities):
        return
    for claim in claims:
        ways = [(hop.subject, hop.object)]
        # That two things go together is said of both in either order.
        if hop.nature == "association" and claim.predicate in around.symmetric:
            ways.append((hop.object, hop.subject))
        for subject, object_ in ways:
            first = likeness(subject, claim.subject, around)
            second = likeness(object_, claim.object, around)
            if first is not None and second is not None:
                yield Pair(hop, claim, max(first, second, key=RANK.index))
                break


def likeness(end: End, ours: str, around: Surroundings) -> str | None:
    """How an end of theirs is an entity of ours; None where it is not.

    Args:
        end: Theirs.
        ours: Ours.
        around: What the graph says of our entities beside the claims.

    Example:
        >>> from ldn_kg.drugmechdb.hops import End, Surroundings
        >>> around = Surroundings({}, {}, {"entity:ldn": "entity:naltrexone"}, frozenset())
        >>> theirs = End("Naltrexone", "MESH:D009271", frozenset({"entity:naltrexone"}))
        >>> likeness(theirs, "entity:naltrexone", around)
        'exact'
        >>> likeness(theirs, "entity:ldn", around)
        'other dose'
    """
    found = {_like(end, entity, ours, around) for entity in end.entities} - {None}
    return min((one for one in found if one), key=RANK.index, default=None)


def _like(end: End, theirs: str, ours: str, around: Surroundings) -> str | None:
    if theirs == ours:
        return BY_NAME if end.by_name else CLOSE if end.close else EXACT
    if around.drug_of.get(theirs, theirs) == around.drug_of.get(ours, ours):
        return OTHER_DOSE
    if ours in around.wider.get(theirs, ()):
        return OURS_WIDER
    return THEIRS_WIDER if theirs in around.wider.get(ours, ()) else None

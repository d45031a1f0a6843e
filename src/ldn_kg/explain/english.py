"""Proofs in plain English: every sentence is put together from facts of the graph.

What follows comes first, with its reasons; then each of those that follows in turn; then each claim
with who says it, how surely, of whom, and where. Where to go instead: `ldn_kg.explain.phrases` for
the words of a clause, `ldn_kg.explain.outline` for every step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.explain.gist import Gist, Held, gist, telling, within
from ldn_kg.explain.phrases import and_, article, plural, sentence
from ldn_kg.explain.testimony import by_place, commitment, scene
from ldn_kg.explain.trees import Asserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_kg.explain.gist import Ground, Reason
    from ldn_kg.explain.phrases import Phrases
    from ldn_kg.explain.premises import Evidence, Statement
    from ldn_kg.explain.trees import Conclusion, Via

_THROUGH = "ldn:through"


def as_english(
    phrases: Phrases,
    claims: Mapping[str, Statement],
    conclusions: Sequence[Conclusion],
    follows: Sequence[Conclusion] = (),
) -> str:
    """Conclusions with their proofs, in paragraphs.

    Args:
        phrases: The words of the graph.
        claims: The claims of the graph.
        conclusions: What is explained, down to the places in the source.
        follows: What else follows from it, in one sentence each.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.explain.why import why
        >>> text = why(Facts(ldn_kg.open().store), "tlr4", "microglia").english()
        >>> print(text.splitlines()[0])
        Toll-like receptor 4 is found in microglial cells, because a supported claim states it.
    """
    return "\n\n".join(_Teller(phrases, claims).paragraphs(conclusions, follows))


class _Teller:
    """Remembers what was told, so that nothing is told twice."""

    def __init__(self, phrases: Phrases, claims: Mapping[str, Statement]) -> None:
        self._words, self._claims = phrases, claims
        self._told: set[str] = set()
        self._named: set[str] = set()

    def paragraphs(
        self, conclusions: Sequence[Conclusion], follows: Sequence[Conclusion]
    ) -> Iterator[str]:
        news = telling(conclusions)
        for conclusion in news:
            for ground in within(gist(conclusion)):
                yield from self._once(ground)
        wider = [found for found in conclusions if found not in news]
        if wider:
            yield self._wider(wider)
        if follows:
            yield "\n".join(["From this follows:", *(f"- {self._short(one)}" for one in follows)])

    def _once(self, ground: Ground) -> Iterator[str]:
        if isinstance(ground, Asserted) or ground.key in self._told:
            return
        self._told.add(ground.key)
        yield self._held(ground) if isinstance(ground, Held) else self._gist(ground)

    def _wider(self, found: Sequence[Conclusion]) -> str:
        first = found[0].edge
        many = self._words.noun(first.subject).plural
        verbs = [self._words.verb(one.edge.predicate, many=many) for one in found]
        verbs.sort(key=lambda verb: verb.startswith("may "))
        subject, last = (self._words.noun(node).text for node in (first.subject, first.object))
        return f"In wider words, {subject} {and_(verbs)} {last}."

    def _short(self, conclusion: Conclusion) -> str:
        """A conclusion from the claim that was told just before."""
        found = gist(conclusion)
        if isinstance(found, Gist) and all(map(_is_plain, found.reasons)):
            return sentence(self._words.edge(found.edge, self._claims))
        return self._held(found) if isinstance(found, Held) else self._gist(found)

    def _gist(self, found: Gist) -> str:
        clause = self._words.edge(found.edge, self._claims)
        more = _more(found.others)
        if found.reasons and all(map(_is_plain, found.reasons)):
            stance = self._words.label(found.reasons[0].grounds[0].stance)  # type: ignore[union-attr]
            count = len(found.reasons)
            states = (
                f"{article(stance)} states" if count == 1 else f"{count} {plural(stance)} state"
            )
            return f"{sentence(f'{clause}, because {states} it')}{more}"
        if len(found.reasons) == 1:
            return f"{sentence(f'{clause}, because {self._because(found, *found.reasons)}')}{more}"
        listed = [
            f"  {number}. {sentence(self._because(found, reason))}"
            for number, reason in enumerate(found.reasons, start=1)
        ]
        count_of = f"{clause}, for {len(found.reasons)} reasons"
        return "\n".join([f"{sentence(count_of)}{more}", *listed])

    def _because(self, found: Gist, reason: Reason) -> str:
        # A chain is told in one breath; what limits its claims is told with them.
        limits = "" if reason.steps else "{}"
        parts = [*self._grounds(reason.grounds, limits), *self._asserted(reason.grounds)]
        return f"{and_(parts)} ({'; '.join(self._rules(found, reason))})"

    def _grounds(self, grounds: Sequence[Ground], limits: str) -> Iterator[str]:
        """Claims and conclusions; an explanation stands beside what it explains."""
        causes = {
            ground.edge.object: ground.edge.subject
            for ground in grounds
            if isinstance(ground, Asserted) and ground.edge.predicate == _THROUGH
        }
        effects = set(causes.values())
        told = [ground for ground in grounds if not isinstance(ground, Asserted)]
        for ground in sorted(told, key=lambda one: (one.key in causes, one.key in effects)):
            if isinstance(ground, Gist):
                yield self._words.edge(ground.edge, self._claims)
            else:
                clause = self._words.claim(ground.claim, limits=limits)
                given = ground.key in causes and causes[ground.key] in {one.key for one in told}
                yield f"the explanation given is that {clause}" if given else clause

    def _asserted(self, grounds: Sequence[Ground]) -> Iterator[str]:
        """What needs no proof, by who put it there."""
        by_source: dict[str, list[str]] = {}
        for ground in grounds:
            if isinstance(ground, Asserted) and ground.edge.predicate != _THROUGH:
                who = "the reasoner finds" if ground.is_reasoned else "the curators hold"
                clause = self._words.edge(ground.edge, self._claims)
                by_source.setdefault(who, []).append(f"that {clause}")
        for who, clauses in by_source.items():
            yield f"{who} {and_(clauses)}"

    def _rules(self, found: Gist, reason: Reason) -> Iterator[str]:
        if reason.steps:
            yield self._words.multiplied(reason.steps, found.edge.predicate)
        elif reason.via.axiom is not None or not _is_stated(reason):
            title = self._words.title(reason.via)
            yield title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
        for via in reason.folded:
            if self._is_news(via):
                yield self._words.title(via)

    def _is_news(self, via: Via) -> bool:
        """Whether an axiom is worth a word: that what lowers also may lower is not."""
        return via.axiom is not None and not self._words.label(
            f"ldn:{via.axiom.head.value.rsplit('/', 1)[-1]}"
        ).startswith("may ")

    def _held(self, held: Held) -> str:
        stance = self._words.label(held.stance)
        clause = f"That {self._words.claim(held.claim)} is {article(stance)}"
        if held.supporting and held.disputing:
            sides = (("For it", held.supporting), ("Against it", held.disputing))
            told = [f"{side}: {'; '.join(map(self._line, lines))}." for side, lines in sides]
            return " ".join([f"{clause}.", *told])
        lines = held.supporting or held.disputing
        silence = "nothing disputes it" if held.supporting else "nothing supports it"
        return f"{clause}: {'; '.join(map(self._line, lines))}; {silence}."

    def _line(self, evidence: Evidence) -> str:
        cited = and_([self._words.label(publication) for publication in evidence.line.cites])
        said = [
            f"{self._speaker(evidence)} {commitment(evidence.line)}",
            *scene(self._words, evidence),
            f"citing {cited}" if cited else "without a reference",
        ]
        places = (
            f"{place}, characters {and_([f'{spot.start} to {spot.end}' for spot in spots])}"
            for place, spots in by_place(evidence.spots).items()
        )
        return f"{', '.join(said)} ({'; '.join(places)})"

    def _speaker(self, evidence: Evidence) -> str:
        """Who says it; the review by name where it is first mentioned."""
        name = self._words.label(evidence.publication)
        if evidence.line.layer != "review":
            return name
        known = name in self._named
        self._named.add(name)
        return "the review" if known else f"the review ({name})"


def _is_stated(reason: Reason) -> bool:
    """Whether one claim states it, so that the rule goes without saying."""
    return len(reason.grounds) == 1 and isinstance(reason.grounds[0], Held)


def _is_plain(reason: Reason) -> bool:
    """Whether a claim states it in these very words, so that there is no more to say."""
    return _is_stated(reason) and not reason.folded


def _more(others: int) -> str:
    if not others:
        return ""
    return f" There {'is another proof' if others == 1 else f'are {others} other proofs'} of it."

"""What evidence would open a gate, in words put together from the graph's labels.

Where to go instead: `ldn_kg.failing.gates` says what a gate is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.trace.selection import given_in
from ldn_kg.trace.telling import claim_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.certainty import Certainty
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.selection import Selection

_VOICES: Mapping[str, str] = {
    "review": "a passage of the review",
    "primary": "a primary paper",
    "later": "later work",
}
_SURE: Mapping[Certainty, str] = {
    "contested": "a source, even one that others dispute, that says",
    "inferred": "claims from which it follows",
    "hedged": "a source that says, if only as a possibility,",
    "stated": "a source that states outright",
    "measured": "a study that measured",
}
#: What has a part in bringing these about contributes to them, unless it is given for them; other
#: things are acted on.
_BROUGHT_ABOUT = ("Symptom", "Disease", "BiologicalProcess", "Quality")


def study(facts: Facts, selection: Selection) -> str:
    """A study whose evidence would pass the species filter.

    Args:
        facts: The graph.
        selection: Which evidence counts.
    """
    if selection.species is None:
        return "a study"
    return f"a study with {facts.label(selection.species)} subjects"


def opened(least: Certainty, words: str) -> str:
    """What would make something sure enough.

    Args:
        least: How sure it must be.
        words: It, as a sentence.

    Example:
        >>> opened("measured", "TNF raises fever")
        'a study that measured that TNF raises fever'
    """
    return f"{_SURE[least]} that {words}"


def closed_claim(kind: str, claim: str, line: Line, facts: Facts, selection: Selection) -> str:
    """What would make a filter let a claim pass.

    Args:
        kind: The filter.
        claim: The claim.
        line: The line of evidence that comes nearest to passing.
        facts: The graph.
        selection: Which evidence counts.
    """
    words = claim_text(facts, claim)
    if kind == "layer":
        return f"{_VOICES[selection.layer or line.layer]} that says that {words}"
    if kind == "certainty":
        return opened(selection.certainty or line.certainty, words)
    if kind == "species":
        return f"{study(facts, selection)} that shows that {words}"
    given = given_in(line, facts)
    instead = f" instead of {facts.label(given)}" if given else ""
    where = f" (species {facts.label(line.species)})" if line.species else ""
    wanted = f"a {selection.regimen} dose" if kind == "regimen" else _label(facts, selection.agent)
    return f"evidence on {wanted}{instead}{where} for: {words}"


def _label(facts: Facts, node: str | None) -> str:
    return facts.label(node) if node else "what was asked for"


def effect_words(facts: Facts, subject: str, target: str) -> str:
    """That one thing has an effect on another, whatever it is, as a sentence.

    Args:
        facts: The graph.
        subject: What acts.
        target: What it acts on.
    """
    given = facts.is_a(subject, "Agent")
    brought = not given and any(facts.is_a(target, class_) for class_ in _BROUGHT_ABOUT)
    verb = facts.label("ldn:contributesTo" if brought else "ldn:affects")
    return f"{facts.label(subject)} {verb} {facts.label(target)}"


def effect_shown(facts: Facts, subject: str, target: str, selection: Selection) -> str:
    """What would show that one thing has an effect on another.

    Args:
        facts: The graph.
        subject: What acts.
        target: What it acts on.
        selection: Which evidence counts.
    """
    return f"{study(facts, selection)} that shows that {effect_words(facts, subject, target)}"


def sign_shown(facts: Facts, subject: str, target: str) -> str:
    """What would give a hop its sign.

    Args:
        facts: The graph.
        subject: What acts.
        target: What it acts on.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> sign_shown(Facts(ldn_kg.open().store), "entity:tlr4", "entity:microglia")
        'a source that says which way Toll-like receptor 4 acts on microglial cell'
    """
    return f"a source that says which way {facts.label(subject)} acts on {facts.label(target)}"

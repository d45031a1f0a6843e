"""Words for things and relations, made from their labels by the rules of English grammar.

A label is a name and no clause: "cytokine", "associated with". Here it gets its article, its number
and its verb: "cytokines are associated with the central nervous system". Nothing is looked up but
labels and classes. Where to go instead: `ldn_kg.explain.english` makes sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.prefixes import contract

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.explain.premises import Statement
    from ldn_kg.explain.trees import Edge, Via
    from ldn_kg.trace.facts import Facts

#: Members of these are spoken of in the plural: a claim about a cell is about cells of that kind.
_PLURAL = ("Cell", "DrugClass", "MediatorGroup", "Organism")
#: There is one of each of these.
_DEFINITE = ("OutcomeMeasure", "Organisation", "Role")
#: These are spoken of without an article: pain, mood.
_GENERAL = "GlobalMeasure"
#: A name with one of these as its noun is a description and takes an article.
_NOUNS = frozenset({"antagonist", "lesion", "rash", "receptor", "response", "sensation", "system"})
#: What stands behind one of these only says more of the noun before it.
_MORE = re.compile(r" (?:of|to|with) ")
#: Not the end of a plural: stress, pruritus, fibrosis.
_SINGULAR = ("ss", "us", "is")
#: A verb that starts with the third person singular; an adverb may stand before it.
_VERB = re.compile(r"(?P<adverb>\w+ly )?(?P<verb>\w+[^s\W]s)(?P<rest> .+)?")
_IRREGULAR = {"has": "have", "is": "are"}
_MOUSE = {"mouse": "mice"}
#: Relations whose label is no verb that could be bent: singular and plural.
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "rdf:type": ("is", "are"),
    "ldn:claimPredicate": ("stands in a claimed relation to", "stand in a claimed relation to"),
    "ldn:contestedRelation": (
        "stands in a contested relation to",
        "stand in a contested relation to",
    ),
    "ldn:broader": ("is a kind of", "is a kind of"),
    "ldn:isKindOf": ("is a kind of", "are a kind of"),
    "ldn:partOfProcess": ("is part of", "are part of"),
    "ldn:hasRole": ("has", "have"),
    "ldn:hasSymptom": ("has the symptom", "have the symptom"),
    "ldn:hasQuality": ("has the quality", "have the quality"),
    "ldn:hasUseStatus": ("has the use status", "have the use status"),
    "ldn:hasDailyDose": ("has a daily dose of", "have a daily dose of"),
    "ldn:hasLongerHalfLifeThan": ("has a longer half-life than", "have a longer half-life than"),
    "ldn:bridges": ("may pass effects on to", "may pass effects on to"),
}
#: Relations whose object is a word for a trait and stands in quotation marks.
_NAMED = frozenset({"ldn:hasQuality", "ldn:hasUseStatus"})
_KINDS = frozenset({"ldn:broader", "ldn:isKindOf"})
_CONTESTED = "contested: "
_BEFORE: Mapping[str, str] = {
    "ldn:claimAgent": "with",
    "ldn:underCondition": "under",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing as it stands in a clause.

    Args:
        text: Its label with what English wants around it.
        plural: Whether its verb is plural.
    """

    text: str
    plural: bool = False


def and_(parts: Sequence[str]) -> str:
    """A list in words.

    Example:
        >>> and_(["rats"]), and_(["rats", "mice", "humans"])
        ('rats', 'rats, mice and humans')
    """
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def sentence(text: str) -> str:
    """A clause with a capital and a full stop; a first word with a capital inside keeps its form.

    Example:
        >>> sentence("pain is a symptom"), sentence("mTOR regulates growth")
        ('Pain is a symptom.', 'mTOR regulates growth.')
    """
    first = text.split(" ", 1)[0]
    plain = not any(sign.isupper() for sign in first[1:])
    return f"{text[:1].upper() if plain else text[:1]}{text[1:]}."


def plural(name: str) -> str:
    """The plural of a name.

    Example:
        >>> plural("T cell"), plural("excitatory amino acids"), plural("mouse")
        ('T cells', 'excitatory amino acids', 'mice')
    """
    if name in _MOUSE:
        return _MOUSE[name]
    return name if name.endswith(("s", ")")) else f"{name}s"


def third_person(label: str, *, many: bool) -> str:
    """A relation's label as a verb with what follows it.

    Example:
        >>> third_person("contributes to", many=True), third_person("used for", many=False)
        ('contribute to', 'is used for')
        >>> third_person("functionally resembles", many=True), third_person("may lower", many=True)
        ('functionally resemble', 'may lower')
    """
    if label.startswith("may "):
        return label
    found = _VERB.fullmatch(label)
    if found is None:
        return f"{'are' if many else 'is'} {label}"
    verb = found["verb"]
    if many:
        verb = _IRREGULAR.get(verb, verb[:-1])
    return f"{found['adverb'] or ''}{verb}{found['rest'] or ''}"


def gerund(label: str) -> str:
    """A relation's label as a noun: what lowers does lowering, and what may lower does so too.

    Example:
        >>> gerund("lowers"), gerund("may raise"), gerund("contributes to")
        ('lowering', 'raising', 'contributing to')
    """
    base = third_person(label.removeprefix("may "), many=True) if "may " not in label else label
    verb, _, rest = base.removeprefix("may ").partition(" ")
    stem = verb.removesuffix("e")
    return f"{stem}ing {rest}".rstrip()


class Phrases:
    """The words of one graph.

    Args:
        facts: The graph.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> words = Phrases(Facts(ldn_kg.open().store))
        >>> words.clause("entity:cytokine", "ldn:contributesTo", "entity:pain")
        'cytokines contribute to pain'
        >>> words.clause("entity:low_dose_naltrexone", "ldn:contestedRaises", "entity:il10")
        'it is contested whether low-dose naltrexone raises interleukin-10'
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def label(self, node: str) -> str:
        """The label of anything; what has none is called by the words of its key."""
        known = self._facts.labels.get(node)
        if known:
            return known
        name = re.split(r"[:#/]", node)[-1].replace("_", " ").replace("--", " ").replace("-", " ")
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()

    def noun(self, node: str) -> Noun:
        """A thing as subject or object."""
        name, facts = self.label(node), self._facts
        noun = _MORE.split(name)[0].rsplit(" ", 1)[-1]
        many = noun.endswith("s") and not noun.endswith(_SINGULAR)
        if any(facts.is_a(node, class_) for class_ in _PLURAL):
            text = plural(name)
            return Noun(text, plural=not text.endswith(")"))
        # The brain, the skin; but blood plasma.
        anatomy = facts.is_a(node, "AnatomicalEntity") and not facts.is_a(node, "BodyFluid")
        one = anatomy or any(facts.is_a(node, class_) for class_ in _DEFINITE)
        definite = (one and not facts.is_a(node, _GENERAL)) or noun in _NOUNS
        return Noun(f"the {name}" if definite else name, plural=many)

    def verb(self, predicate: str, *, many: bool = False) -> str:
        """A relation as the verb of a clause."""
        if predicate in _RELATIONS:
            return _RELATIONS[predicate][many]
        return third_person(self.label(predicate).removeprefix(_CONTESTED), many=many)

    def clause(self, subject: str, predicate: str, object_: str) -> str:
        """An edge between entities as a clause."""
        if predicate == "rdf:type":
            return f"“{self.label(subject)}” is {article(self.label(object_))}"
        if predicate in _KINDS:
            curated = predicate == "ldn:broader"
            thing = Noun(self.label(subject)) if curated else self.noun(subject)
            verb = self.verb(predicate, many=thing.plural)
            return f"{thing.text} {verb} {self.label(object_)}"
        first, last = self.noun(subject), self._object(predicate, object_)
        whole = f"{first.text} {self.verb(predicate, many=first.plural)} {last}"
        if self.label(predicate).startswith(_CONTESTED):
            return f"it is contested whether {whole}"
        return whole

    def _object(self, predicate: str, node: str) -> str:
        if predicate in _NAMED:
            return f"“{self.label(node)}”"
        if predicate == "ldn:hasRole":
            return article(self.label(node))
        return self.noun(node).text

    def edge(self, edge: Edge, claims: Mapping[str, Statement]) -> str:
        """An edge as a clause; claims that it joins are said in full.

        Args:
            edge: The edge.
            claims: The claims of the graph.
        """
        first, last = claims.get(edge.subject), claims.get(edge.object)
        if first is not None and last is not None:
            effect, cause = (self.claim(one, limits="") for one in (first, last))
            return f"that {effect} is explained by this: {cause}"
        if first is not None:
            return f"that {self.claim(first, limits='')} is {article(self.label(edge.object))}"
        return self.clause(edge.subject, edge.predicate, edge.object)

    def claim(self, claim: Statement, *, limits: str = "({})") -> str:
        """What a claim states, as a clause, with its limits.

        Args:
            claim: The claim.
            limits: How to write the limits: in brackets, run on, or not at all.
        """
        if claim.object is None:
            first = self.noun(claim.subject)
            verb = self.verb(claim.predicate, many=first.plural)
            whole = f"{first.text} {verb} {claim.value or 'a value that is not printed'}"
        else:
            whole = self.clause(claim.subject, claim.predicate, claim.object)
        said = self.limits(claim)
        between = ", " if limits.startswith("(") else " "
        return f"{whole} {limits.format(between.join(said))}" if said and limits else whole

    def limits(self, claim: Statement) -> tuple[str, ...]:
        """What a claim is limited to, each as a phrase."""
        by_kind: dict[str, list[str]] = {}
        for property_, node in claim.limits:
            by_kind.setdefault(property_, []).append(node)
        return tuple(self._limit(property_, nodes) for property_, nodes in by_kind.items())

    def _limit(self, property_: str, nodes: Sequence[str]) -> str:
        if property_ == "ldn:degree":
            return f"to {article(and_([self.label(node) for node in nodes]))} degree"
        names = and_([self.noun(node).text for node in nodes])
        return f"{_BEFORE.get(property_, 'in')} {names}"

    def title(self, via: Via) -> str:
        """A rule by its title; an axiom by what it says of relations."""
        if via.axiom is None:
            return self.label(via.iri)
        body = [f"“{self.label(_curie(step))}”" for step in via.axiom.body]
        head = f"“{self.label(_curie(via.axiom.head))}”"
        if via.axiom.kind == "symmetric":
            return f"{head} goes both ways"
        if via.axiom.kind == "sub":
            return f"{body[0]} implies {head}"
        return f"{', then '.join(body)} gives {head}"

    def multiplied(self, steps: Sequence[str], head: str) -> str:
        """Why a chain has its sign: lowering what raises is lowering.

        Args:
            steps: The property of each step.
            head: The property that follows.
        """
        rest = (f"what {self.verb(step).removesuffix(' to')}" for step in steps[1:])
        return " ".join([gerund(self.label(steps[0])), *rest, "is", gerund(self.label(head))])


def article(name: str) -> str:
    """A name with the indefinite article.

    Example:
        >>> article("receptor"), article("anti-inflammatory role")
        ('a receptor', 'an anti-inflammatory role')
    """
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _curie(node: object) -> str:
    return contract(str(getattr(node, "value", node)))

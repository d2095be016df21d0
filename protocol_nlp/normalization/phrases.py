"""Noun phrases in the nominative: the head, what agrees with it, and nothing else.

«первому заместителю председателя – министру образования, ответственному за сбор» gives
«первый заместитель председателя – министр образования, ответственный за сбор»: the
head's own adjectives, what is coordinated with it or stands in apposition to it, and
participles that agree with it change; everything that depends on it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from math import exp
from typing import NamedTuple

from protocol_nlp.lexicon import rules, words
from protocol_nlp.normalization.agreement import Chain, find_chain, find_chains, word_parses
from protocol_nlp.normalization.phrase_forms import inflected, render
from protocol_nlp.normalization.phrase_walk import Walk
from protocol_nlp.normalization.tokens import Token, tokenize
from protocol_nlp.records import Case

__all__ = ["PhraseForm", "nominative"]

_OTHER = 6.0  # log odds within which another number is tried
_LONGEST = 4000  # characters of a phrase that is read; longer ones come back as they are


class PhraseForm(NamedTuple):
    """A phrase in the nominative and what its head is.

    ``cases`` are those that the head can stand in, likeliest first; ``number`` is sing
    or plur, ``gender`` OpenCorpora's (masc, femn, neut, or None).  ``head`` is its place
    among the tokens; ``changed`` the indices of the tokens that changed; ``parts`` the pieces
    that are coordinated with each other, each in the nominative.  A phrase without a
    head that is known comes back as it stands, with ``head`` None.

    >>> form = nominative("первому заместителю министра")
    >>> form.normal, form.lemma, form.case
    ('первый заместитель министра', 'заместитель', 'datv')
    """

    phrase: str
    normal: str
    lemma: str = ""
    number: str | None = None
    gender: str | None = None
    animate: bool = False
    cases: tuple[Case, ...] = ()
    head: int | None = None
    parts: tuple[str, ...] = ()
    feminine: bool = False
    changed: frozenset[int] = field(default=frozenset())

    @property
    def case(self) -> Case | None:
        """The likeliest case of the head, or None without a head."""
        return self.cases[0] if self.cases else None


@lru_cache(maxsize=8192)
def nominative(
    phrase: str,
    case: Case | frozenset[Case] | None = None,
    *,
    plural: bool | None = None,
) -> PhraseForm:
    """``phrase`` (organisation, role, group) with its head in the nominative, number kept.

    ``case`` is what the words around ask for, one case or several; ``plural`` what they
    tell of the number.

    >>> nominative("директора и главного бухгалтера школы").normal
    'директор и главный бухгалтер школы'
    >>> nominative("Руководителям организаций, осуществляющих перевозки").normal
    'Руководители организаций, осуществляющих перевозки'
    """
    if len(phrase) > _LONGEST:
        return PhraseForm(phrase, phrase)
    cases = frozenset() if case is None else frozenset({case}) if isinstance(case, str) else case
    offset, then = _opener(phrase)
    if then == "stay" or (then == "gent" and _opener(phrase[offset:])[0]):
        return _cut_short(phrase, cases)
    if then == "gent":
        return _after_opener(phrase, offset, cases)
    tokens = tokenize(phrase)
    if len(tokens) == 1 and tokens[0].kind == "quoted" and len(phrase) > 2:  # noqa: PLR2004
        return _quoted(phrase, cases)
    return _plain(phrase, offset, cases, plural=plural)


def _plain(
    phrase: str, offset: int, cases: frozenset[Case], *, plural: bool | None = None
) -> PhraseForm:
    """A phrase whose head is looked for from ``offset``."""
    tokens = tokenize(phrase)
    start = next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))
    chains = find_chains(tokens, start, cases, plural=plural)
    if not chains:
        return PhraseForm(phrase, phrase)
    walk = _decided(tokens, chains, _choose(tokens, chains, cases, plural=plural))
    return _written(phrase, walk, _cases(chains, walk.chain, cases))


def _written(phrase: str, walk: Walk, cases: tuple[Case, ...]) -> PhraseForm:
    chain, tokens = walk.chain, walk.tokens
    changed = frozenset(i for i, text in walk.edits.items() if text != tokens[i].text)
    return PhraseForm(
        phrase, render(phrase, tokens, walk.edits), chain.lemma, chain.number, chain.gender,
        chain.animate, cases, chain.head, walk.parts(phrase), walk.feminine(), changed,
    )  # fmt: skip


def _opener(phrase: str) -> tuple[int, str]:
    for rule, match in rules("nouns", "openers").firsts(phrase):
        if match.end() < len(phrase):
            return match.end(), str(rule.value["then"])
    return 0, ""


def _after_opener(phrase: str, offset: int, cases: frozenset[Case]) -> PhraseForm:
    """«и.о. директору» as «и.о. директора»: what acts for somebody governs the genitive."""
    rest = _plain(phrase[offset:], 0, frozenset())
    found = rest.cases
    normal = phrase
    tokens = tokenize(phrase[offset:])
    chain = find_chain(tokens, 0, cases or ())
    if chain and "gent" not in found and chain.case != "gent":
        normal = phrase[:offset] + render(
            phrase[offset:], tokens, dict(inflected(chain, frozenset({"gent"})))
        )
    return PhraseForm(
        phrase, normal, rest.lemma, "sing", rest.gender, animate=True,
        cases=tuple(cases) or (() if "gent" in found else found), head=rest.head, parts=(normal,),
    )  # fmt: skip


def _cut_short(phrase: str, cases: frozenset[Case]) -> PhraseForm:
    """«зав. складом», «и.о. нач. цеха»: the head shows no case, what depends on it stays."""
    lemma = phrase.partition(" ")[0]
    return PhraseForm(
        phrase, phrase, lemma, "sing", "masc", animate=True, cases=tuple(cases), parts=(phrase,)
    )


def _quoted(phrase: str, cases: frozenset[Case]) -> PhraseForm:
    """«Вектора» alone: the name itself declines where no noun before it does."""
    form = _plain(phrase[1:-1], 0, cases)
    normal = f"{phrase[0]}{form.normal}{phrase[-1]}"
    return form._replace(phrase=phrase, normal=normal, parts=(normal,), head=None, animate=False)


def _choose(
    tokens: Sequence[Token], chains: list[Chain], cases: frozenset[Case], *, plural: bool | None
) -> Chain:
    """The number first, by all its readings together, then the likeliest reading."""
    best = max(chains, key=lambda c: c.score)
    weights = {"sing": 0.0, "plur": 0.0}
    for c in chains:
        weights[c.number] = weights.get(c.number, 0.0) + exp(c.score)
    if plural is None and not cases and _many(tokens, best):
        weights["plur"] *= 30
    number = max(weights, key=lambda n: weights[n])
    return max((c for c in chains if c.number == number), key=lambda c: c.score, default=best)


def _decided(tokens: Sequence[Token], chains: list[Chain], chosen: Chain) -> Walk:
    """The walk from ``chosen``, unless what follows agrees with the head in another number.

    «цеха и участки», «организации, имеющие лицензию» are plural although their first
    word is likelier a genitive singular.
    """
    walk = Walk(tokens, chosen).walked()
    others = [c for c in chains if c.number != chosen.number and c.score > chosen.score - _OTHER]
    if not others or chosen.head + 1 >= len(tokens):
        return walk
    other = Walk(tokens, max(others, key=lambda c: c.score)).walked()
    return other if other.agreed > walk.agreed else walk


def _many(tokens: Sequence[Token], chain: Chain) -> bool:
    """Whether a head that could be singular governs a plural, as several bodies would."""
    if chain.lemma not in words("nouns", "distributed"):
        return False
    for token in tokens[chain.head + 1 : chain.head + 4]:
        if token.kind != "word":
            return False
        readings = [p for p in word_parses(token.text) if p.case == "gent"]
        nouns = [p for p in readings if p.is_noun]
        if nouns:
            return nouns[0].number == "plur"
        if not readings:
            return False
    return False


def _cases(chains: list[Chain], chosen: Chain, cases: frozenset[Case]) -> tuple[Case, ...]:
    same = [c for c in chains if c.number == chosen.number and c.score > chosen.score - 5]
    ranked = sorted(same, key=lambda c: -c.score)
    found = tuple(dict.fromkeys(c.case for c in ranked))
    return tuple(c for c in found if c in cases) or found

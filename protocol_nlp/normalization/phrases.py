"""Noun phrases in the nominative: the head, what agrees with it, and nothing else.

«первому заместителю председателя – министру образования, ответственному за сбор» gives
«первый заместитель председателя – министр образования, ответственный за сбор»: the
head's own adjectives, what is coordinated with it or stands in apposition to it, and
participles that agree with it change; everything that depends on it stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import exp

from protocol_nlp.lexicon import rules, table, words
from protocol_nlp.morphology import Parse, dress, fold, inflect
from protocol_nlp.normalization.agreement import Chain, agrees, find_chain, find_chains, word_parses
from protocol_nlp.normalization.tokens import Token, tokenize
from protocol_nlp.records import Case

__all__ = ["PhraseForm", "nominative"]

_AND = frozenset({"и", "или", "либо", "а также", "также"})
_NOMINATIVE = frozenset({"nomn"})
_OTHER = 6.0  # log odds within which another number is tried
_ORDINALS = {"masc": "й", "femn": "я", "neut": "е"}
_LONGEST = 4000  # characters of a phrase that is read; longer ones come back as they are


@dataclass(frozen=True, slots=True)
class PhraseForm:
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
    if then == "gent":
        return _after_opener(phrase, offset, cases)
    tokens = tokenize(phrase)
    if len(tokens) == 1 and tokens[0].kind == "quoted" and len(phrase) > 2:  # noqa: PLR2004
        return _quoted(phrase, cases)
    start = next((i for i, t in enumerate(tokens) if t.start >= offset), len(tokens))
    chains = find_chains(tokens, start, cases, plural=plural)
    if not chains:
        return PhraseForm(phrase, phrase)
    walk = _decided(tokens, chains, _choose(tokens, chains, cases, plural))
    return walk.form(phrase, _cases(chains, walk.chain, cases))


def _opener(phrase: str) -> tuple[int, str]:
    for rule in rules("nouns", "openers"):
        match = rule.search(phrase)
        if match and match.end() < len(phrase):
            return match.end(), str(rule.value["then"])
    return 0, ""


def _after_opener(phrase: str, offset: int, cases: frozenset[Case]) -> PhraseForm:
    """«и.о. директору» as «и.о. директора»: what acts for somebody governs the genitive."""
    rest = nominative(phrase[offset:])
    found = rest.cases
    normal = phrase
    tokens = tokenize(phrase[offset:])
    chain = find_chain(tokens, 0, cases or ())
    if chain and "gent" not in found and chain.case != "gent":
        normal = phrase[:offset] + _render(
            phrase[offset:], tokens, dict(_inflected(chain, frozenset({"gent"})))
        )
    return PhraseForm(
        phrase, normal, rest.lemma, "sing", rest.gender, animate=True,
        cases=tuple(cases) or (() if "gent" in found else found), head=rest.head, parts=(normal,),
    )  # fmt: skip


def _quoted(phrase: str, cases: frozenset[Case]) -> PhraseForm:
    """«Вектора» alone: the name itself declines where no noun before it does."""
    form = nominative(phrase[1:-1], cases or None)
    normal = f"{phrase[0]}{form.normal}{phrase[-1]}"
    return replace(form, phrase=phrase, normal=normal, parts=(normal,), head=None, animate=False)


def _choose(
    tokens: Sequence[Token], chains: list[Chain], cases: frozenset[Case], plural: bool | None
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


def _decided(tokens: Sequence[Token], chains: list[Chain], chosen: Chain) -> _Walk:
    """The walk from ``chosen``, unless what follows agrees with the head in another number.

    «цеха и участки», «организации, имеющие лицензию» are plural although their first
    word is likelier a genitive singular.
    """
    walk = _Walk(tokens, chosen).walked()
    others = [c for c in chains if c.number != chosen.number and c.score > chosen.score - _OTHER]
    if not others or chosen.head + 1 >= len(tokens):
        return walk
    other = _Walk(tokens, max(others, key=lambda c: c.score)).walked()
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


def _inflected(chain: Chain, grammemes: frozenset[str]) -> Iterator[tuple[int, str]]:
    for index, parse in chain.words:
        form = _numeral_form(chain, index, parse) if chain.numeral is not None else None
        yield index, form or _form(parse, chain, grammemes, head=index == chain.head)


def _form(parse: Parse, chain: Chain, grammemes: frozenset[str], *, head: bool) -> str:
    if parse.is_indeclinable or (parse.case == "nomn" and grammemes == _NOMINATIVE):
        return parse.word
    for entry in table("nouns")["preferred"]:
        if parse.is_adjectival and fold(parse.lemma) == entry["lemma"]:
            form = inflect(parse, grammemes) or parse.word
            return form.removesuffix(entry["drop"]) + entry["put"]
    if head and grammemes == _NOMINATIVE and chain.number == "plur":
        for entry in table("nouns")["plurals"]:
            if fold(parse.lemma) == entry["lemma"]:
                return dress(entry["form"], parse.word)
    return inflect(parse, grammemes) or parse.word


def _numeral_form(chain: Chain, index: int, parse: Parse) -> str | None:
    """«двум заместителям» is «два заместителя»: a numeral in the nominative governs."""
    if index == chain.numeral:
        return inflect(parse, _NOMINATIVE)
    few = fold(next(p.lemma for i, p in chain.words if i == chain.numeral))
    if index == chain.head:
        number = "sing" if few in {"два", "три", "четыре", "оба", "полтора"} else "plur"
        return inflect(parse, frozenset({"gent", number}))
    return inflect(parse, frozenset({"gent", "plur"})) if index > (chain.numeral or 0) else None


def _render(phrase: str, tokens: Sequence[Token], edits: dict[int, str]) -> str:
    out, at = [], 0
    for index, text in sorted(edits.items()):
        out += [phrase[at : tokens[index].start], text]
        at = tokens[index].stop
    return "".join([*out, phrase[at:]])


class _Walk:
    """From the head to the end of the phrase: what else stands in the head's case."""

    def __init__(self, tokens: Sequence[Token], chain: Chain) -> None:
        self.tokens, self.chain = tokens, chain
        self.edits = dict(_inflected(chain, _NOMINATIVE)) | self._between(chain)
        self.breaks: list[tuple[int, int]] = []
        self.dependents: list[int] = []
        self.preposition = False
        self.clause = False
        self.agreed = 0

    def walked(self) -> _Walk:
        """This walk, gone to the end of the phrase."""
        at = self.chain.head + 1
        while at < len(self.tokens):
            at = self._step(at)
        return self

    def _between(self, chain: Chain) -> dict[int, str]:
        """«крестьянскому (фермерскому) хозяйству», «2-му отделу»: what else stands before."""
        edits: dict[int, str] = {}
        head = chain.words[-1][1]
        for i in range(chain.head):
            token = self.tokens[i]
            inside = token.text[1:-1] if token.kind == "bracket" else ""
            fit = [p for p in word_parses(inside) if p.is_adjectival and agrees(p, head)]
            if fit:
                edits[i] = f"({inflect(fit[0], _NOMINATIVE) or inside})"
            if token.kind == "ordinal" and head.case != "nomn":
                ending = "е" if chain.number == "plur" else _ORDINALS.get(chain.gender or "", "й")
                edits[i] = f"{token.text.split('-')[0]}-{ending}"
        return edits

    def form(self, phrase: str, cases: tuple[Case, ...]) -> PhraseForm:
        """The phrase written anew."""
        chain = self.chain
        changed = frozenset(i for i, t in self.edits.items() if t != self.tokens[i].text)
        return PhraseForm(
            phrase, _render(phrase, self.tokens, self.edits), chain.lemma, chain.number,
            chain.gender, chain.animate, cases, chain.head, self._parts(phrase),
            self._feminine(), changed,
        )  # fmt: skip

    def _parts(self, phrase: str) -> tuple[str, ...]:
        """The phrase cut where a new head begins, without what joins the pieces."""
        found, start = [], 0
        for stop, begin in self.breaks:
            found.append((start, self.tokens[stop].start))
            start = self.tokens[begin].start
        found.append((start, len(phrase)))
        inside = [
            {i: t for i, t in self.edits.items() if a <= self.tokens[i].start < b} for a, b in found
        ]
        return tuple(
            _render(phrase[:b], self.tokens, edits)[a:].strip()
            for (a, b), edits in zip(found, inside, strict=True)
        )

    def _feminine(self) -> bool:
        """Whether the head can only be a woman: «заведующая», «учительница»."""
        head = self.chain.words[-1][1]
        if not self.chain.animate or self.chain.number != "sing":
            return False
        return head.gender == "femn" and (
            head.is_adjectival or self.chain.lemma.endswith(("ница", "ка", "ша", "есса", "иня"))
        )

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        small = fold(token.text)
        if token.kind == "dash":
            return self._apposition(at)
        if token.kind == "comma" or (token.kind == "word" and small in _AND):
            return self._coordinated(at)
        if token.kind != "word":
            return at + 1
        readings = word_parses(token.text)
        if readings and readings[0].part_of_speech == "PREP":
            self.preposition = True
            return at + 1
        adjacent = self._adjacent(at, readings)
        if adjacent:
            return adjacent
        self.dependents.append(at)
        return at + 1

    def _take(self, chain: Chain) -> int:
        self.edits.update(_inflected(chain, _NOMINATIVE))
        self.dependents, self.preposition, self.clause = [], False, False
        return chain.head + 1

    def _same_case(self, at: int) -> Chain | None:
        """A phrase at ``at`` in the head's case, where that is its natural reading."""
        found = find_chains(self.tokens, at, {self.chain.case})
        fit = [c for c in found if c.case == self.chain.case]
        return max(fit, key=lambda c: (c.number == self.chain.number, c.score)) if fit else None

    def _apposition(self, at: int) -> int:
        chain = self._same_case(at + 1)
        if chain is None or self._separator(at) or chain.animate != self.chain.animate:
            return at + 1
        return self._take(chain)

    def _separator(self, at: int) -> bool:
        return at + 1 >= len(self.tokens)

    def _coordinated(self, at: int) -> int:
        nxt = at + 1
        if nxt < len(self.tokens) and fold(self.tokens[nxt].text) in _AND | {"а"}:
            nxt += 1 + (fold(self.tokens[nxt].text) == "а")
        if nxt >= len(self.tokens):
            return nxt
        chain = self._same_case(nxt)
        clause = self._participle(at, nxt) if self._opens_clause(nxt, chain) else 0
        if clause:
            return clause
        if chain is not None and self._belongs(at, chain):
            self.breaks.append((at, nxt))
            self.agreed += chain.number == self.chain.number
            return self._take(chain)
        participle = self._participle(at, nxt)
        if participle:
            return participle
        return at + 1

    def _opens_clause(self, nxt: int, chain: Chain | None) -> bool:
        """«ответственному за …», «подведомственному …»: what governs stands for itself."""
        if chain is None or chain.head == nxt:
            return True
        lemmas = {fold(p.lemma) for p in word_parses(self.tokens[nxt].text) if p.is_adjectival}
        return bool(lemmas & words("nouns", "governing"))

    def _belongs(self, at: int, chain: Chain) -> bool:
        """Whether a phrase after «и» or a comma is coordinated with the head itself."""
        if at == self.chain.head + 1:
            return True
        if not self.dependents and not self.preposition:
            return self._alike(chain)
        rivals = [p for i in self.dependents for p in word_parses(self.tokens[i].text)]
        cases = self._possible(chain)
        rivals = [p for p in rivals if p.is_noun and p.case in cases]
        if not rivals:
            return self._alike(chain)
        if self.chain.animate and chain.animate:
            comma = self.tokens[at].kind == "comma"
            return comma or not any(p.animacy == "anim" for p in rivals)
        if self.chain.case == "gent" and "gent" in cases:
            return chain.lemma == self.chain.lemma
        both = {chain.lemma, self.chain.lemma} <= words("nouns", "institutions")
        return both and not any(fold(p.lemma) in words("nouns", "institutions") for p in rivals)

    def _possible(self, chain: Chain) -> set[Case | None]:
        """All cases that a phrase can stand in, not only the head's."""
        start = chain.words[0][0]
        return {c.case for c in find_chains(self.tokens, start)}

    def _alike(self, chain: Chain) -> bool:
        return chain.animate == self.chain.animate or not chain.substantive

    def _participle(self, at: int, nxt: int) -> int:
        """«организациям, осуществляющим …»: with the head where nothing nearer agrees."""
        if self.tokens[at].kind != "comma" and not self.clause:
            return 0
        head = self.chain.words[-1][1]
        for i in range(nxt, min(nxt + 3, len(self.tokens))):
            token = self.tokens[i]
            readings = word_parses(token.text) if token.kind == "word" else ()
            fit = [p for p in readings if p.is_adjectival and agrees(p, head)]
            if fit and not self._nearer(fit):
                self.edits[i] = inflect(fit[0], _NOMINATIVE) or token.text
                self.preposition, self.clause = False, True
                self.agreed += 1
                return i + 1
            if not readings or readings[0].part_of_speech not in {"ADVB", "PRCL"}:
                return 0
        return 0

    def _nearer(self, fit: list[Parse]) -> bool:
        if self.clause:
            return False
        nouns = [p for i in self.dependents for p in word_parses(self.tokens[i].text) if p.is_noun]
        return any(agrees(p, noun) for p in fit for noun in nouns)

    def _adjacent(self, at: int, readings: tuple[Parse, ...]) -> int:
        """«члену комиссии депутату Думы», «школе интернату»: in the head's case without a sign."""
        if self.preposition or self.chain.case in {"gent", "nomn"} or not self.chain.animate:
            return 0
        if any(p.case in {"gent", "nomn"} and p.score > 0.05 for p in readings):  # noqa: PLR2004
            return 0
        if self.chain.substantive:
            return 0
        chain = self._same_case(at)
        if chain is None or not chain.animate or chain.number != self.chain.number:
            return 0
        return self._take(chain)

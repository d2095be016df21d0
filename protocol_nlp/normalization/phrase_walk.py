"""The way through a phrase from its head: what follows that stands in the head's case."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import Parse, fold, inflect
from protocol_nlp.normalization.agreement import (
    Chain,
    agrees,
    find_chains,
    is_institution,
    word_parses,
)
from protocol_nlp.normalization.phrase_forms import NOMINATIVE, inflected, render
from protocol_nlp.normalization.tokens import Token
from protocol_nlp.records import Case

__all__ = ["Walk"]

_AND = frozenset({"и", "или", "либо", "также"})
_ORDINALS = {"masc": "й", "femn": "я", "neut": "е"}
_DEPENDENT = 0.05  # share of a genitive from which a noun is taken to depend on the head


class Walk:
    """From the head to the end of the phrase: what else stands in the head's case.

    ``edits`` maps the index of a token to its nominative; ``agreed`` counts what agreed with
    the head on the way, which tells the right reading of the head from a wrong one.
    """

    def __init__(self, tokens: Sequence[Token], chain: Chain) -> None:
        self.tokens, self.chain = tokens, chain
        self.edits = dict(inflected(chain)) | self._between(chain)
        self.breaks: list[tuple[int, int]] = []
        self.dependents: list[int] = []
        self.preposition = False
        self.clause = False
        self.agreed = 0

    def walked(self) -> Walk:
        """The same walk, gone to the end of the phrase."""
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
                edits[i] = f"({inflect(fit[0], NOMINATIVE) or inside})"
            if token.kind == "ordinal" and head.case != "nomn":
                ending = "е" if chain.number == "plur" else _ORDINALS.get(chain.gender or "", "й")
                edits[i] = f"{token.text.split('-')[0]}-{ending}"
        return edits

    def parts(self, phrase: str) -> tuple[str, ...]:
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
            render(phrase[:b], self.tokens, edits)[a:].strip()
            for (a, b), edits in zip(found, inside, strict=True)
        )

    def feminine(self) -> bool:
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
        self.edits.update(inflected(chain))
        self.dependents, self.preposition, self.clause = [], False, False
        return chain.head + 1

    def _same_case(self, at: int) -> Chain | None:
        """A phrase at ``at`` in the head's case, where that is its natural reading."""
        found = find_chains(self.tokens, at, {self.chain.case})
        fit = [c for c in found if c.case == self.chain.case]
        return max(fit, key=lambda c: (c.number == self.chain.number, c.score)) if fit else None

    def _apposition(self, at: int) -> int:
        chain = self._same_case(at + 1)
        if chain is None or chain.animate != self.chain.animate:
            return at + 1
        return self._take(chain)

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
        readings = [p for p in word_parses(self.tokens[nxt].text) if p.is_adjectival]
        lemmas = {fold(p.lemma) for p in readings}
        if any(p.part_of_speech == "PRTF" for p in readings):
            return not lemmas & words("nouns", "posts")
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
        return self._beside(chain, cases)

    def _beside(self, chain: Chain, cases: set[Case | None]) -> bool:
        """«Министерства труда, Министерства финансов», «отделу кадров и бухгалтерии»."""
        if self.chain.case == "gent" and "gent" in cases:
            return chain.lemma == self.chain.lemma
        both = self._institution(chain.head) and self._institution(self.chain.head)
        return both and not any(self._institution(i) for i in self.dependents)

    def _institution(self, index: int) -> bool:
        word = self.tokens[index].text
        return any(is_institution(word, fold(p.lemma)) for p in word_parses(word) if p.is_noun)

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
                self.edits[i] = inflect(fit[0], NOMINATIVE) or token.text
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
        if self.chain.substantive or any(
            p.case in {"gent", "nomn"} and p.score > _DEPENDENT for p in readings
        ):
            return 0
        chain = self._same_case(at)
        if chain is None or not chain.animate or chain.number != self.chain.number:
            return 0
        return self._take(chain)

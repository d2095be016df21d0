"""Words of a phrase in another case, and the phrase written anew with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from protocol_nlp.lexicon import table
from protocol_nlp.morphology import Parse, dress, fold, inflect, inflect_placed
from protocol_nlp.normalization.agreement import Chain
from protocol_nlp.normalization.tokens import Token

__all__ = ["NOMINATIVE", "inflected", "render"]

NOMINATIVE = frozenset({"nomn"})


def inflected(chain: Chain, grammemes: frozenset[str] = NOMINATIVE) -> Iterator[tuple[int, str]]:
    """The words of a chain in another case, each with the index of its token.

    >>> from protocol_nlp.normalization.agreement import find_chain
    >>> from protocol_nlp.normalization.tokens import tokenize
    >>> dict(inflected(find_chain(tokenize("главному врачу"), 0)))
    {0: 'главный', 1: 'врач'}
    """
    for index, parse in chain.words:
        form = _numeral_form(chain, index, parse) if chain.numeral is not None else None
        yield index, form or _form(parse, chain, grammemes, head=index == chain.head)


def _form(parse: Parse, chain: Chain, grammemes: frozenset[str], *, head: bool) -> str:
    if parse.is_indeclinable or (parse.case == "nomn" and grammemes == NOMINATIVE):
        return parse.word
    if parse.is_adjectival and parse.index < 0:
        return inflect_placed(parse, grammemes) or parse.word
    if parse.is_abbreviation and parse.index < 0 and grammemes == NOMINATIVE:
        return parse.word[: len(parse.lemma)]  # «Минобру»
    for entry in table("nouns")["preferred"]:
        if parse.is_adjectival and fold(parse.lemma) == entry["lemma"]:
            form = inflect(parse, grammemes) or parse.word
            return form.removesuffix(entry["drop"]) + str(entry["put"])
    if head and grammemes == NOMINATIVE and chain.number == "plur":
        usual = inflect(parse, grammemes) or parse.word
        return _plural(parse, usual) or usual
    return inflect(parse, grammemes) or parse.word


def _plural(parse: Parse, usual: str) -> str | None:
    """The plural that offices use where the dictionary puts another first: «учителя»."""
    first, hyphen, _ = fold(parse.lemma).partition("-")
    for entry in table("nouns")["plurals"]:
        if first == entry["lemma"]:
            rest = usual.partition("-")[2]
            return dress(str(entry["form"]), parse.word.partition("-")[0]) + hyphen + rest
    return None


def _numeral_form(chain: Chain, index: int, parse: Parse) -> str | None:
    """«двум заместителям» is «два заместителя»: a numeral in the nominative governs."""
    if index == chain.numeral:
        return inflect(parse, NOMINATIVE)
    few = fold(next(p.lemma for i, p in chain.words if i == chain.numeral))
    if index == chain.head:
        number = "sing" if few in {"два", "три", "четыре", "оба", "полтора"} else "plur"
        return inflect(parse, frozenset({"gent", number}))
    return inflect(parse, frozenset({"gent", "plur"})) if index > (chain.numeral or 0) else None


def render(phrase: str, tokens: Sequence[Token], edits: Mapping[int, str]) -> str:
    """``phrase`` with the tokens that ``edits`` names replaced, all else as it stands.

    >>> from protocol_nlp.normalization.tokens import tokenize
    >>> render("а  б", tokenize("а  б"), {1: "в"})
    'а  в'
    """
    out, at = [], 0
    for index, text in sorted(edits.items()):
        out += [phrase[at : tokens[index].start], text]
        at = tokens[index].stop
    return "".join([*out, phrase[at:]])

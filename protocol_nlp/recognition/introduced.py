"""Surnames alone: of those whom the document has named, and where slots expect names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from protocol_nlp.lexicon import table
from protocol_nlp.morphology import fold, parses
from protocol_nlp.recognition.found import Slot
from protocol_nlp.recognition.heads import body, compound, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.persons import Person, borrowed
from protocol_nlp.recognition.words import Words, sense

__all__ = ["introduced"]

_STEM, _PAIR = 3, 2  # letters of a stem; words of «Калина Глеб»
_SHORT = 4  # letters in capitals that are an abbreviation sooner than a surname
_JOINTS = frozenset({",", ";", "и", "+", "/", "(", ")", ":", "–", "—", "-", "_", "."})
_ENDING = re.compile(
    r"(?:ского|скому|ским|ском|ская|ской|скую|ский|ого|ому|его|ему|ыми|ими|ыми|ами|ями"
    r"|ов|ев|ин|ын|ий|ый|ой|ая|яя|ую|юю|ых|их|ым|им|ом|ем|ою|ею|ей|ам|ям|ах|ях|а|я|у|ю|ы|и|е|о|ь|й)$"
)


def introduced(
    words: Words,
    named: Sequence[Person],
    seen: Sequence[tuple[int, int]] = (),
    slots: Sequence[Slot] = (),
) -> list[Person]:
    """Surnames that stand alone, of people whom ``named`` introduces or a slot expects.

    ``seen`` are the words of the names that the tagger saw somewhere.

    >>> words = Words("Выступил Жуков К.Л. Жукову поручить отчёт")
    >>> known = [Person(1, 6, "person.surname_initials", (1, 2))]
    >>> [words.words[p.start] for p in introduced(words, known)]
    ['Жукову']
    """
    taken = {k for p in named for k in range(p.start, p.stop)}
    taken.update(k for start, stop in seen for k in range(start, stop))
    surnames = {p.surname for p in named if p.surname and not p.shared}
    stems = _stems(words, surnames.union((stop - 1, stop) for _, stop in seen))
    same = frozenset(words.lower[k] for a, b in surnames for k in range(a, b))
    found = list(_alone(words, stems, taken, same)) if stems else []
    taken |= {p.start for p in found}
    found += [p for slot in slots for p in _expected(words, slot, taken)]
    taken |= {k for p in found for k in range(p.start, p.stop)}
    spans = [(p.start, p.stop) for p in (*named, *found)] + list(seen)
    return found + list(_called(words, _first_names(words, spans), taken))


def _first_names(words: Words, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The first names of those whom two words or more name, and what they may be called."""
    each = (_own_names(words.lower[k]) for a, b in spans if b - a > 1 for k in range(a, b))
    return frozenset(name for names in each for name in names)


@lru_cache(maxsize=16384)
def _own_names(word: str) -> frozenset[str]:
    """First names in full of which a word may be a form: «Насте» is Анастасия's or Настя's."""
    short = table("names")["short_names"]
    lemmas_ = {fold(p.lemma) for p in parses(word) if p.is_name and p.number != "plur"}
    lemmas_ |= {c for c in _short_forms(word) if c in short}
    return frozenset(full for name in lemmas_ for full in (name, *short.get(name, "").split()))


def _short_forms(word: str) -> Iterator[str]:
    """What the nominative of a short name may be: «свете» of «света», «толику» of «толик»."""
    yield word
    if len(word) > _STEM:
        stem = word[:-1]
        yield from (stem, f"{stem}а", f"{stem}я")
        yield from (f"{word[:-2]}а", f"{word[:-2]}я") if word.endswith(("ой", "ей")) else ()


def _called(words: Words, known: frozenset[str], taken: set[int]) -> Iterator[Person]:
    """First names alone of people whom the text names in full: «Насте», «Лёша»."""
    for i, word in enumerate(words.words) if known else ():
        if i in taken or not word[0].isupper() or not word.isalpha() or is_abbreviation(word):
            continue
        low = words.lower[i]
        if _own_names(low).isdisjoint(known) or low in words.towns or _in_quotes(words, i):
            continue
        plain = sense(low).known and not sense(low).first_name
        opens = words.broken(i) or _starts_sentence(words, i)
        if not borrowed(words, i) and not (plain and opens and not _leads_on(words, i + 1)):
            yield Person(i, i + 1, "person.called")


def _leads_on(words: Words, i: int) -> bool:
    """Whether a verb, a mark or an infinitive follows: «Свете нарисовать», «Слава – клей»."""
    return i < len(words) and (words.words[i] in _JOINTS or _is_verb(words.lower[i]))


def _is_verb(word: str) -> bool:
    return sense(word).verb or sense(word).infinitive


def _stems(words: Words, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
    return frozenset(s for _, b in spans for s in _keys(words.lower[b - 1]))


@lru_cache(maxsize=16384)
def _keys(word: str) -> frozenset[str]:
    """What two forms of one surname have in common: dictionary lemmas, and a bare stem."""
    lemma = {f"={form.lemma}" for form in (*sense(word).nouns, *sense(word).adjectives)}
    known = sense(word).surname or not sense(word).known
    return frozenset(lemma | ({_bare(word)} if known else set()))


def _bare(word: str) -> str:
    stem = _ENDING.sub("", word, count=1)
    return stem if len(stem) >= _STEM else word


def _alone(
    words: Words, stems: frozenset[str], taken: set[int], same: frozenset[str]
) -> Iterator[Person]:
    for i, word in enumerate(words.words):
        if not word[0].isupper() or i in taken or len(word) < _STEM or not word[1].isalpha():
            continue
        low = words.lower[i]
        if not _keys(low) & stems or position(low) or body(low):
            continue
        if low in words.towns:
            continue
        found = sense(low)
        opens = words.broken(i) or _starts_sentence(words, i)
        plain = opens and found.known and not found.surname
        if plain and not (_acts(words, i, same) or _fills_cell(words, i, same)):
            continue
        if _in_quotes(words, i) or borrowed(words, i):
            continue
        yield Person(i, i + 1, "person.introduced", (i, i + 1))


def _acts(words: Words, i: int, same: frozenset[str]) -> bool:
    """«Кротких - позвонить», «Шпак готовит»: a word that is a surname here, before what it does."""
    after = words.words[i + 1 : i + 2]
    if words.lower[i] not in same or not after:
        return False
    return after[0] in ("-", "–", "—", ":") or _is_verb(words.lower[i + 1])


def _fills_cell(words: Words, i: int, same: frozenset[str]) -> bool:
    """«Сычугов», «Хромых, Ким»: the surname of one present, alone in its cell or its list."""
    alone = words.broken(i + 1) or words.words[i + 1] in {",", ";", "(", "+", "/"}
    return words.broken(i) and words.lower[i] in same and alone


def _starts_sentence(words: Words, i: int) -> bool:
    return i > 0 and words.words[i - 1] in (".", "!", "?")


def _in_quotes(words: Words, i: int) -> bool:
    return i > 0 and words.words[i - 1] in ("«", '"', "“") and words.glued(i)


def _doubled(word: str) -> bool:
    """Whether a hyphen joins two names: «Дуб-Ясный», and not «BIM-координатор»."""
    return all(half[:1].isupper() for half in word.split("-"))


def _expected(words: Words, slot: Slot, taken: set[int]) -> Iterator[Person]:
    """In a slot: an element of the list that is one or two capitals like a surname."""
    first, last = words.at(slot.start), words.before(slot.stop)
    i = first
    while i < last:
        j = i
        while j < last and words.words[j] not in _JOINTS and (j == i or not words.broken(j)):
            j += 1
        if 0 < j - i <= _PAIR and all(_nameable(words, k, taken) for k in range(i, j)):
            yield Person(i, j, "person.slot", (i, i + 1))
        i = j if j < last and words.words[j] not in _JOINTS else j + 1


def _nameable(words: Words, k: int, taken: set[int]) -> bool:
    word, low = words.words[k], words.lower[k]
    if k in taken or not word[0].isupper() or not word.replace("-", "").isalpha():
        return False
    if k and not words.broken(k) and lemmas(words.lower[k - 1]) & listed("places"):
        return False  # «Республики Алтын-Тау»
    found = sense(low)
    if position(low) or body(low) or compound(word) or not _doubled(word):
        return False
    if is_abbreviation(word) and len(word) <= _SHORT:
        return False
    return found.surname or found.first_name or not found.known

"""The words of the grammar, each a single code character.

A phrase becomes a string of codes, one character a word, so that a rule over words is a
short regular expression over characters and a place in the string is a number of a word.
All forms of a lexeme share a code; a word that no table knows is :data:`UNKNOWN`, or
:data:`VERB` where it looks like an infinitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from protocol_nlp.lexicon import table

UNKNOWN = "x"
VERB = "v"
EVENTFUL = "e"
PARTICIPLE = "p"
TERM = "J"
MONTH, WEEKDAY, SEASON = "M", "w", "s"
NUMBER = "n"

_PUNCTUATION = {",": ",", ";": ";", ":": ":", ".": ".", "-": "-", "[": "[", "]": "]", "/": "/"}
_INFINITIVE = re.compile(
    r"[а-я]{1,40}(?:(?<!с)ть|чь|вести|нести|везти|йти|мести|плести|расти|брести)(?:ся|сь)?$"
)
_EVENTFUL = re.compile(
    r"[а-я]{3,40}(?:(?:[аеи]ни|[яи]ти|от[иь]|ы?ти)(?:е|я|ю|ем|и)|(?<!орган)изаци(?:я|и|ю|ей))$"
)
_HAVING_DONE = re.compile(
    r"(?!бывш|оставш|накопивш|скопивш|образовавш|имевш|упавш|обветшавш|освободивш)[а-я]{2,40}вш(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)(?:ся)?$"
)
_LATIN = str.maketrans("aceopxyktmbh", "асеорхукттвн")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LONGEST_ROMAN, _MONTHS = 4, 12
_PRIVATE_USE = 0xE000


class Entry(NamedTuple):
    """What a word is to the grammar: its code and, for a member of a class, its value."""

    code: str
    value: Any = None


class Vocabulary:
    """The lexemes of ``lexicon/deadlines/words.toml`` and the words that patterns add.

    >>> words = vocabulary()
    >>> words.entry("июня")
    Entry(code='M', value=6)
    >>> words.entry("в").code == words.entry("во").code
    True
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._forms: dict[str, Entry] = {}
        self._stems: dict[str, Entry] = {}
        self._codes: dict[str, str] = {}
        self.classes: dict[str, frozenset[str]] = {}
        self.verbs = {VERB}
        for name, forms in data["lexemes"].items():
            self._add(forms, Entry(self._new(name), name))
        for name, members in data["classes"].items():
            self._classify(name, members)
        for section, code in (("months", MONTH), ("weekdays", WEEKDAY), ("seasons", SEASON)):
            for value, forms in data[section].items():
                self._add(forms, Entry(code, int(value) if value.isdigit() else value))
        for value, forms in data["numbers"].items():
            self._add(forms, Entry(NUMBER, int(value)))

    def word(self, word: str) -> str:
        """The code of a word as a pattern writes it; a new one if nobody knows it yet."""
        if word in _PUNCTUATION:
            return _PUNCTUATION[word]
        if word in self._codes:
            return self._codes[word]
        found = self._find(word)
        if found is None:
            found = Entry(self._new(word), word)
            self._forms[word] = found
            if _INFINITIVE.match(word) and word not in self._data["nouns"]["words"]:
                self.verbs.add(found.code)
        return found.code

    def entry(self, word: str) -> Entry:
        """What ``word`` (lower case, without ё) is."""
        found = self._find(word)
        if found is not None:
            return found
        if word.isascii():
            number = roman(word)
            if number:
                return Entry("r", number)
        if not word.isascii() and (latin := word.translate(_LATIN)) != word:
            return self._find(latin) or Entry(UNKNOWN)
        verb = _INFINITIVE.match(word) and word not in self._data["nouns"]["words"]
        if verb or (term := self._term(word)) is None:
            return Entry(VERB if verb else self._kind(word))
        return term

    def _kind(self, word: str) -> str:
        """The code of a word that no table knows."""
        if _HAVING_DONE.match(word):
            return PARTICIPLE
        return EVENTFUL if self._eventful(word) else UNKNOWN

    def _eventful(self, word: str) -> bool:
        """Whether a noun is made of a verb: «восстановления», and not a thing: «здания»."""
        return bool(_EVENTFUL.match(word)) and not word.startswith(
            tuple(self._data["nouns"]["things"])
        )

    def dotted(self, word: str) -> Entry | None:
        """What an abbreviation with its full stop is, None if that is no abbreviation."""
        return self._forms.get(word)

    def _find(self, word: str) -> Entry | None:
        found = self._forms.get(word)
        if found is None:
            for length in range(min(len(word), 14), 2, -1):
                found = self._stems.get(word[:length])
                if found is not None:
                    return found
        return found

    def _term(self, word: str) -> Entry | None:
        """The duration in one word: «десятидневный», «месячный»."""
        match = _terms().match(word)
        if match is None:
            return None
        prefix, stem = match.groups()
        if not prefix and stem not in self._data["bare"]["stems"]:
            return Entry("j", self._data["stems"][stem])
        number = _prefixes()[prefix] if prefix else 1
        return Entry(TERM if prefix else "J", (number, self._data["stems"][stem]))

    def _new(self, name: str) -> str:
        code = chr(_PRIVATE_USE + len(self._codes))
        self._codes[name] = code
        return code

    def _add(self, forms: str, entry: Entry) -> None:
        for form in spell(forms):
            target = self._stems if form.endswith("*") else self._forms
            key = form.removesuffix("*")
            if target.get(key, entry) != entry:
                raise ValueError(f"«{form}» is a form of two words")
            target[key] = entry

    def _classify(self, name: str, members: Mapping[str, Any]) -> None:
        codes = {self.word(member): value for member, value in members.items()}
        self.classes[name] = frozenset(codes)
        for forms in (self._forms, self._stems):
            for form, entry in forms.items():
                if entry.code in codes:
                    forms[form] = Entry(entry.code, codes[entry.code])


def spell(forms: str) -> Iterator[str]:
    """The forms that a string of the table stands for.

    >>> list(spell("недел{я,и} нед."))
    ['неделя', 'недели', 'нед.']
    """
    for form in forms.split():
        stem, brace, rest = form.partition("{")
        if not brace:
            yield form
            continue
        endings, _, tail = rest.partition("}")
        yield from (stem + ending + tail for ending in endings.split(","))


@lru_cache(maxsize=64)
def roman(word: str) -> int:
    """The value of a Roman numeral up to 12, 0 if it is none; Y is a typewriter's V.

    >>> roman("iv"), roman("xii"), roman("vat")
    (4, 12, 0)
    """
    digits = word.replace("y", "v")
    if not 0 < len(digits) <= _LONGEST_ROMAN or not set(digits) <= set(_ROMAN):
        return 0
    values = [_ROMAN[d] for d in digits]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if total <= _MONTHS else 0


@cache
def _terms() -> re.Pattern[str]:
    data = table("deadlines/words")
    prefixes = "|".join(sorted(_prefixes(), key=len, reverse=True))
    stems = "|".join(sorted(data["stems"], key=len, reverse=True))
    return re.compile(
        rf"({prefixes})?({stems})(?:ый|ий|ой|[ое]го|[ое]му|[иы]м|[ое]м|ая|яя|ую|юю|[ое]е|[иы]е|[иы]х)$"
    )


@cache
def _prefixes() -> Mapping[str, float]:
    entries = table("deadlines/words")["prefixes"].items()
    return {form: float(number) for number, forms in entries for form in spell(forms)}


@cache
def vocabulary() -> Vocabulary:
    """The one vocabulary, built when it is first needed.

    >>> vocabulary().entry("десятидневный").value
    (10.0, 'D')
    """
    return Vocabulary(table("deadlines/words"))

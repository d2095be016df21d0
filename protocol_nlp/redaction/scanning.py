"""The names in a string, and the edits that replace them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import fold, parses
from protocol_nlp.normalization.name_syntax import is_given_name, is_patronymic
from protocol_nlp.normalization.paradigms import candidates
from protocol_nlp.normalization.patronymics import patronymic_candidates
from protocol_nlp.records import Case, Gender
from protocol_nlp.redaction.edits import Edit
from protocol_nlp.redaction.pseudonyms import given, inflected, letter, patronymic
from protocol_nlp.redaction.roster import WORD, Roster, Slot

__all__ = ["Zone", "edits", "pseudonym"]

_CAMEL = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+(?![а-яё])")
_GAP = re.compile(r"\.?[^\S\n]{0,3}\n?[^\S\n]{0,3}")
_PLAIN_GAP = re.compile(r"[^\S\n]{1,3}\n?|[^\S\n]{0,3}\n")
_GLUED = 2  # letters of initials without full stops: «Иванов ИИ»
_SHORT = 3  # letters of «Дм.», «Вал.»
_REACH = 3  # names and initials beside a surname


@dataclass(frozen=True, slots=True)
class Zone:
    """A place where somebody is named: ``key`` of the surname, case and gender where known."""

    start: int
    stop: int
    key: str
    case: Case | None = None
    gender: Gender | None = None


_NOWHERE = Zone(0, 0, "")


def edits(text: str, roster: Roster, zones: Sequence[Zone] = ()) -> Iterator[Edit]:
    """What replaces the names of ``text``; ``zones`` are in order and do not overlap."""
    yield from _Scan(text, roster, zones).edits()


def pseudonym(name: str, roster: Roster, key: str, gender: Gender | None, case: Case) -> str:
    """A name of one person with everything in it replaced; never the name as it was."""
    zone = Zone(0, len(name), key, case, gender)
    pieces, at = [], 0
    for edit in sorted(edits(name, roster, [zone])):
        pieces += [name[at : edit.start], edit.words]
        at = edit.stop
    if pieces or not key:
        return "".join([*pieces, name[at:]])
    return roster.pseudonyms[key].form(case, gender or "m").title()


class _Scan:
    """One string: its words, which of them are surnames, and what stands beside those."""

    def __init__(self, text: str, roster: Roster, zones: Sequence[Zone]) -> None:
        self.text, self.roster, self.zones = text, roster, zones
        self._starts = [z.start for z in zones]
        self.tokens = list(WORD.finditer(text))
        self._places = [t.start() for t in self.tokens]
        self.surnames: dict[int, str] = {}

    def edits(self) -> Iterator[Edit]:
        for i, token in enumerate(self.tokens):
            zone = self._zone(token)
            found = self._surname(token, zone)
            if found:
                self.surnames[i] = found[0].key
                yield self._edit(token, self._formed(token[0], found, zone))
                continue
            yield from self._pieces(token, zone)
        claimed: set[int] = set()
        for run, key, zone in self._runs():
            place = 0
            for i in run:
                if i not in claimed:
                    claimed.add(i)
                    words_, place = self._beside(self.tokens[i], key, zone, place)
                    yield self._edit(self.tokens[i], words_)

    def _zone(self, token: re.Match[str]) -> Zone:
        at = bisect_right(self._starts, token.start()) - 1
        if at >= 0 and token.end() <= self.zones[at].stop:
            return self.zones[at]
        return _NOWHERE

    # surnames

    def _surname(self, token: re.Match[str], zone: Zone) -> list[Slot]:
        word = token[0]
        found = self.roster.slots(word) or self._double(word)
        if not found or word[0].isupper() or zone.key or self._in_address(token):
            return found
        known = [p for p in parses(word) if p.known]
        names = (p.is_surname or p.is_name or p.is_patronymic for p in known)
        return found if all(names) else []

    def _double(self, word: str) -> list[Slot]:
        """«Петровой-Водкиной»: both halves of one surname, the last tells the case."""
        halves = word.split("-") if "-" in word else ()
        found = [self.roster.slots(h) for h in halves]
        keys = {s.key for s in found[-1]} if found else set()
        if found and all(any(s.key in keys for s in f) for f in found):
            return found[-1]
        return []

    def _in_address(self, token: re.Match[str]) -> bool:
        around = self.text[max(0, token.start() - 1) : token.end() + 1]
        return "@" in around or "_" in around

    def _formed(self, word: str, found: Sequence[Slot], zone: Zone) -> str:
        slot = max(found, key=lambda s: (s.key == zone.key, _agrees(s, zone)))
        return _dressed(self.roster.pseudonyms[slot.key].form(slot.case, slot.gender), word)

    def _pieces(self, token: re.Match[str], zone: Zone) -> Iterator[Edit]:
        """Words run together or joined by a hyphen: «ОрловВА», «Орлов-старший»."""
        pieces = list(_CAMEL.finditer(token[0]))
        for piece in pieces if len(pieces) > 1 else ():
            found = self.roster.slots(piece[0]) if len(piece[0]) > _GLUED else []
            if found and (piece[0][0].isupper() or zone.key):
                start = token.start() + piece.start()
                yield Edit(start, start + len(piece[0]), self._formed(piece[0], found, zone))

    # what stands beside a surname, or in a mention

    def _runs(self) -> Iterator[tuple[list[int], str, Zone]]:
        for zone in self.zones:
            first = next((i for i in self._within(zone) if i in self.surnames), None)
            key = self.surnames[first] if first is not None else zone.key
            yield [i for i in self._within(zone) if i not in self.surnames], key, zone
        for i, key in self.surnames.items():
            if self._zone(self.tokens[i]) is _NOWHERE:
                run = self._walk(i, 1) or self._walk(i, -1)
                yield run, key, _NOWHERE

    def _within(self, zone: Zone) -> range:
        first = bisect_right(self._places, zone.start - 1)
        return range(first, bisect_right(self._places, zone.stop - 1))

    def _walk(self, i: int, step: int) -> list[int]:
        run: list[int] = []
        at = i + step
        while 0 <= at < len(self.tokens) and len(run) < _REACH:
            left, right = sorted((at, at - step))
            between = self.text[self.tokens[left].end() : self.tokens[right].start()]
            gap = _GAP if self._is_initial(left) else _PLAIN_GAP
            free = at not in self.surnames and self._zone(self.tokens[at]) is _NOWHERE
            if not (free and gap.fullmatch(between) and self._is_name(at)):
                break
            run.append(at)
            at += step
        return sorted(run)

    def _is_initial(self, i: int) -> bool:
        token = self.tokens[i]
        return len(token[0]) == 1 and token[0].isupper() and self.text[token.end() :][:1] == "."

    def _is_name(self, i: int) -> bool:
        word = self.tokens[i][0]
        if self._is_initial(i):
            return True
        return word[0].isupper() and len(word) > 1 and (is_given_name(word) or is_patronymic(word))

    def _beside(self, token: re.Match[str], key: str, zone: Zone, place: int) -> tuple[str, int]:
        """The replacement of one word beside a surname, and the place of the next one."""
        word, secret = token[0], self.roster.secret
        if len(word) == 1:
            return (
                (letter(secret, key, place, word), place + 1) if word.isupper() else (word, place)
            )
        if len(word) == _GLUED and word.isupper() and zone.key:
            glued = (letter(secret, key, place + n, c) for n, c in enumerate(word))
            return "".join(glued), place + _GLUED
        if len(word) <= _SHORT and word[0].isupper() and self.text[token.end() :][:1] == ".":
            return letter(secret, key, place, word[0]), place + 1
        if not word[0].isupper() or _particle(word):
            return word, place
        return self._name(word, key, zone), place + 1

    def _name(self, word: str, key: str, zone: Zone) -> str:
        secret = self.roster.secret
        found = patronymic_candidates(word) if is_patronymic(word) else ()
        fathers = found or candidates(word, "first")
        best = max(
            fathers[:24],
            key=lambda c: (
                zone.gender in (None, c.gender), zone.case in (None, c.case), c.score
            ),
        )  # fmt: skip
        if found:
            return _dressed(patronymic(secret, key, best.lemma, best.gender, best.case), word)
        name = given(secret, key, best.lemma, best.gender)
        return _dressed(inflected(name, best.gender, best.case), word)

    @staticmethod
    def _edit(token: re.Match[str], words_: str) -> Edit:
        return Edit(token.start(), token.end(), words_)


def _agrees(slot: Slot, zone: Zone) -> int:
    same_case = zone.case is not None and slot.case == zone.case
    same_gender = zone.gender is not None and slot.gender == zone.gender
    return 2 * same_gender + same_case


def _particle(word: str) -> bool:
    small = fold(word)
    return any(small in words("names", section) for section in ("before", "sons", "daughters"))


def _dressed(form: str, word: str) -> str:
    """The form in the capitals of the word; the words may share no letter."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form.lower() if word.islower() else form[:1].upper() + form[1:].lower()

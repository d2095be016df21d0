"""Who is to be hidden: the surnames of a document in all their forms, and what stands for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from protocol_nlp.lexicon import rules
from protocol_nlp.morphology import fold, parses
from protocol_nlp.normalization import parse_name, readings
from protocol_nlp.normalization.declension import Form, surname_forms
from protocol_nlp.records import Case, Entity, Gender, Mention, Minutes
from protocol_nlp.redaction.latin import skeleton
from protocol_nlp.redaction.pseudonyms import Surname, class_of, drawn, key_of
from protocol_nlp.redaction.secret import Secret

__all__ = ["WORD", "Roster", "Slot", "surnames_of", "unseen"]

WORD = re.compile(r"[^\W\d_]+(?:[-’'‐‑][^\W\d_]+)*")
_ATTEMPTS = 64  # draws until a surname is free; past that two people share one
_SHORTEST = 2  # letters of a surname
_STEM = 4  # letters of a stem that is looked for inside Latin words
_CALLED_AFTER = re.compile(
    r"(?i)\b(им|имени|ул|улиц[аеуы]|пр|просп|проспект[ае]?|пер|переул\w{2,3}|площад[ьи]|пл)\.?\s{1,3}$"
)
_LEAN = re.compile(r"([аяоеуюыиьй]|[ыи]й|[аяо]я|ой)$")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a word can be: the surname ``key`` in a case, of a man, a woman or (None) of several."""

    key: str
    case: Case
    gender: Gender | None


@dataclass(slots=True)
class Roster:
    """The surnames of a document: ``forms`` by folded word, ``pseudonyms`` by key.

    ``keys`` leads from the id of an entity to the key of its surname; ``skeletons`` are the
    stems of the surnames as Latin words may hold them.
    """

    secret: Secret
    forms: dict[str, list[Slot]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    genders: dict[str, Gender | None] = field(default_factory=dict)
    pseudonyms: dict[str, Surname] = field(default_factory=dict)
    skeletons: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, minutes: Minutes, secret: Secret, more: Iterable[str] = ()) -> Roster:
        """The roster of a document; ``more`` are surnames that nobody recognised, as they stand."""
        roster = cls(secret)
        people = [e for e in minutes.entities if e.kind == "person"]
        for entity in people:
            roster._enter(entity)
        roster._join(people)
        for mention in (m for m in minutes.mentions if m.kind == "person"):
            roster._see(mention)
        for surname in more:
            roster._sweep(surname)
        roster._draw({fold(w) for w in WORD.findall(minutes.text)})
        return roster

    def slots(self, word: str) -> list[Slot]:
        """What a word can be, likeliest first; [] for a word that is nobody's."""
        return self.forms.get(fold(word), [])

    def _enter(self, entity: Entity) -> None:
        names = (entity.name, *entity.alternatives)
        words = [w for name in names for w in surnames_of(name)]
        key = key_of(words[-1] if len(names) == 1 else surnames_of(names[0])[-1]) if words else ""
        self.keys[entity.id], self.genders[entity.id] = key, entity.gender
        for word in words:
            self._add(word, key)

    def _join(self, people: Iterable[Entity]) -> None:
        """«Павел Олегович» is the only «Громов Павел Олегович» that there is, if he is."""
        full: dict[tuple[str, str], set[str]] = {}
        bare: list[tuple[str, str, str]] = []
        for entity in people:
            name, key = parse_name(entity.name), self.keys[entity.id]
            if name is not None and name.given:
                first, father = fold(name.given), fold(name.patronymic)
                if not key:
                    bare.append((entity.id, first, father))
                for known in {(first, father), (first, "")} if key else ():
                    full.setdefault(known, set()).add(key)
        for id_, first, father in bare:
            homes = full.get((first, father), set())
            self.keys[id_] = next(iter(homes)) if len(homes) == 1 else ""

    def _see(self, mention: Mention) -> None:
        """The forms that stand in the text and that no paradigm told of."""
        key = self.keys.get(mention.entity or "", "")
        if not key and not surnames_of(mention.text):
            return
        for word in surnames_of(" ".join(mention.text.split())):
            if not self.slots(word) and not any(self.slots(w) for w in word.split("-")):
                slot = Slot(key or key_of(word), mention.case or "nomn", mention.gender or "m")
                self.forms.setdefault(fold(word), []).append(slot)

    def _sweep(self, surname: str) -> None:
        if self.slots(surname):
            return
        found = readings(f"{surname} А.А.")
        for reading in found[:2]:
            if reading.surname and fold(reading.surname) not in self.forms:
                self._add(reading.surname, key_of(reading.surname))
        if not self.slots(surname):
            self.forms[fold(surname)] = [Slot(key_of(surname), "nomn", "m")]

    def _add(self, lemma: str, key: str) -> None:
        key = key or key_of(lemma)
        halves = [h for h in lemma.split("-") if len(h) > _SHORTEST] if "-" in lemma else []
        for nominative in dict.fromkeys((lemma, *halves)):
            for other in _both_genders(nominative):
                for form in _in_order(surname_forms(other)):
                    slot, known = (
                        Slot(key, form.case, form.gender),
                        self.forms.setdefault(form.word, []),
                    )
                    if slot not in known:
                        known.append(slot)
            self.forms.setdefault(fold(nominative), [Slot(key, "nomn", "m")])

    def _draw(self, text: set[str]) -> None:
        """A surname for each key; none that the text has, none that looks like a real one."""
        keys = sorted({s.key for slots in self.forms.values() for s in slots})
        stems = {k: _stem(k.partition(":")[2]) for k in keys}
        real = set(stems.values()) - {""}
        taken: set[str] = set()
        for key in sorted(keys, key=lambda k: (self.secret.number("order", k), k)):
            for attempt in range(_ATTEMPTS):
                surname = drawn(self.secret, key, attempt)
                man, woman = fold(surname.man), fold(surname.woman)
                used = any(n in text or n in self.forms for n in (man, woman))
                free = man not in taken and not used
                if free and not any(man[:n] in real for n in range(1, len(man) + 1)):
                    break
            taken.add(man)
            self.pseudonyms[key] = surname
        bare = {skeleton(s): k for k, s in stems.items()}
        self.skeletons = {s: k for s, k in bare.items() if len(s) >= _STEM}


def surnames_of(name: str) -> list[str]:
    """The words of a name that are its surname: all its capitalised ones where none is.

    >>> surnames_of("Петрова-Водкина С.В."), surnames_of("Павел Олегович")
    (['Петрова-Водкина'], [])
    """
    parsed = parse_name(name)
    if parsed is not None:
        return [w for w in WORD.findall(parsed.surname) if len(w) >= _SHORTEST]
    return [w for w in WORD.findall(name) if w[0].isupper() and len(w) > _SHORTEST]


def _in_order(forms: Iterable[Form]) -> Iterator[Form]:
    """The likelier readings first: of one person before of several."""
    yield from sorted(forms, key=lambda f: f.gender is None)


def _both_genders(nominative: str) -> Iterator[str]:
    """The surname of a man and of a woman, whichever was given, in small letters."""
    small = fold(nominative)
    yield small
    kind = class_of(small)
    if kind == "possessive":
        yield small.removesuffix("а") if small.endswith("а") else f"{small}а"
    elif kind == "adjective" and small.endswith(("ая", "яя")):
        stem, soft = small[:-2], small[-3:-2] in "гкхжшщч" or small.endswith("яя")
        yield from (stem + e for e in (("ий", "ой") if soft else ("ый", "ой")))
    elif kind == "adjective":
        yield small[:-2] + ("яя" if small.endswith("ний") else "ая")


def _stem(key: str) -> str:
    """What all forms of a surname begin with, if it is long enough to tell anything."""
    stem = _LEAN.sub("", key)
    return stem if len(stem) > _SHORTEST else ""


@cache
def _sweeping() -> tuple[re.Pattern[str], ...]:
    return tuple(rule.regex for rule in rules("redaction", "sweep"))


def unseen(text: str, seen: Mapping[int, int]) -> Iterator[str]:
    """Surnames that stand in no mention: beside initials, or words that are nothing else.

    ``seen`` leads from starts to stops of mentions.  What is called after somebody («ул.
    Гагарина») is left.
    """
    taken = dict(seen)
    for pattern in _sweeping():
        starts = sorted(taken)
        for match in pattern.finditer(text):
            near = _near(starts, match.end())
            if any(s < match.end() and match.start() < taken[s] for s in near):
                continue
            taken[match.start()] = match.end()
            if not _plainly_no_name(match["surname"]):
                yield match["surname"]
    starts = sorted(taken)
    for match in WORD.finditer(text):
        if match[0].istitle() and _only_a_surname(match[0]):
            inside = any(s <= match.start() < taken[s] for s in _near(starts, match.start()))
            if not inside and not _CALLED_AFTER.search(
                text, max(0, match.start() - 20), match.start()
            ):
                yield match[0]


def _only_a_surname(word: str) -> bool:
    """A word that the dictionary knows as a surname and as nothing else."""
    known = [p for p in parses(word) if p.known]
    return bool(known) and all(p.is_surname for p in known)


def _near(starts: list[int], at: int) -> list[int]:
    i = bisect_right(starts, at)
    return starts[max(0, i - 3) : i]


def _plainly_no_name(word: str) -> bool:
    """A word that the dictionary knows, and never as a noun or adjective: «Утвердить»."""
    known = [p for p in parses(word) if p.known]
    return bool(known) and not any(p.is_noun or p.is_adjectival for p in known)

"""Who is who among the people: mentions to clusters, each with one reading for all.

Mentions that share a possible surname and do not contradict each other in initials are
one person; a bare surname joins the only person who can bear it.  The surname and the
gender of a cluster are those that all its mentions together make likeliest, as in the
joint reading of Haghighi and Klein, "Coreference Resolution in a Modular,
Entity-Centered Model" (NAACL 2010), in miniature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import log
from typing import NamedTuple

from protocol_nlp.lexicon import table
from protocol_nlp.normalization.persons import PersonName, Reading, parse_name, readings
from protocol_nlp.records import Case, Gender
from protocol_nlp.resolution.naming import Naming, fold

__all__ = ["Person", "persons"]

_POSSIBLE = 0.02  # readings less likely than this name nobody
_CALLED_LAST = 10  # «Зарина Федоровна» joins whom a fuller name has introduced
_FLOOR = 1e-4  # what a mention leaves of a reading that it does not have
_CERTAIN = 0.85  # a gender likelier than this is told
_ECHO = 2  # characters between a name and the same in Latin letters: a space and a bracket
_WORTH_TELLING = 0.1  # alternatives likelier than this are told


@dataclass(slots=True)
class Person:
    """One person: the mentions, and what all of them together say of the name.

    ``forms`` has each mention's own words as the whole document reads them, None where
    they do not read as a name.
    """

    namings: list[Naming] = field(default_factory=list)
    name: str = ""
    gender: Gender | None = None
    alternatives: tuple[str, ...] = ()
    cases: dict[Naming, Case | None] = field(default_factory=dict)
    forms: dict[Naming, Reading | None] = field(default_factory=dict)


class _Read(NamedTuple):
    naming: Naming
    parsed: PersonName
    found: tuple[Reading, ...]
    surnames: frozenset[str]
    letters: tuple[str, ...]


def persons(namings: Sequence[Naming]) -> list[Person]:
    """The people whom ``namings`` name, in the order of their first mention.

    >>> from protocol_nlp.records import Span
    >>> accs = Naming("person", "Орлова В.А.", Span(0, 11), "accs")
    >>> nomn = Naming("person", "Орлов В.А.", Span(20, 30), "nomn")
    >>> [(p.name, p.gender, len(p.namings)) for p in persons([accs, nomn])]
    [('Орлов В.А.', 'm', 2)]
    """
    read = [_read(n) for n in namings]
    clusters = _clusters(sorted(read, key=lambda r: (-_specific(r), r.naming.span.start)))
    people = [_person(sorted(c, key=lambda r: r.naming.span.start)) for c in clusters]
    return sorted(people, key=lambda p: p.namings[0].span.start)


def _read(naming: Naming) -> _Read:
    parsed = parse_name(naming.name) or PersonName(surname=naming.name)
    parsed = parsed._replace(several=naming.several)
    found = readings(parsed, naming.case or naming.cases or None, naming.gender)
    surnames = frozenset(fold(r.surname) for r in found if r.score > _POSSIBLE)
    return _Read(
        naming, parsed, found, surnames or frozenset({fold(naming.name)}), _letters(parsed)
    )


def _letters(parsed: PersonName) -> tuple[str, ...]:
    """The initials, of the full names where those are given: («П», «О»)."""
    if parsed.given:
        return tuple(p[0].upper() for p in (parsed.given, parsed.patronymic) if p)
    return tuple(c.upper() for c in parsed.initials if c.isalpha())


def _specific(read: _Read) -> int:
    """How full a name is: first name and patronymic, two initials, a first name, one initial."""
    both, given = len(read.letters) > 1, bool(read.parsed.given)
    named = len(read.letters) + both + given * (1 + both)
    return named if read.parsed.surname else named - _CALLED_LAST


def _called(read: _Read) -> frozenset[str]:
    """First name, with patronymic and without, as whoever is so called may be addressed."""
    if not read.parsed.given:
        return frozenset()
    likely = (r for r in read.found if r.score > _POSSIBLE)
    named = {fold(r.normal.removeprefix(r.surname).strip()) for r in likely}
    if read.parsed.surname:  # only whom a surname introduces is met again by first name alone
        named |= {name.partition(" ")[0] for name in named}
    return frozenset(named)


def _full_names(called: Iterable[str]) -> frozenset[str]:
    """The names in full of those who are called by a short one: «Настя» is Анастасия."""
    short = table("names")["short_names"]
    return frozenset(full for name in called for full in short.get(name, "").split() or (name,))


class _Cluster(list[_Read]):
    """The mentions of one person, and where the last of them stands."""

    __slots__ = ("latest",)

    def __init__(self) -> None:
        super().__init__()
        self.latest = -1

    def add(self, read: _Read) -> None:
        self.append(read)
        self.latest = max(self.latest, read.naming.span.start)


def _clusters(ordered: Iterable[_Read]) -> list[_Cluster]:
    by_surname: dict[str, list[_Cluster]] = defaultdict(list)
    by_called: dict[str, list[_Cluster]] = defaultdict(list)
    clusters: list[_Cluster] = []
    for read in sorted(ordered, key=lambda r: _latin(r.naming)):
        echoed = _echoed(read.naming, clusters) if _latin(read.naming) else None
        if echoed is not None:
            echoed.add(read)
            continue
        home = _nearest(by_surname, by_called, read)
        if home is None:
            home = _Cluster()
            clusters.append(home)
        home.add(read)
        for s in read.surnames:
            if not any(c is home for c in by_surname[s]):
                by_surname[s].append(home)
        called = _called(read)
        for name in called | _full_names(called):
            if not any(c is home for c in by_called[name]):
                by_called[name].append(home)
    return clusters


_Index = Mapping[str, Sequence[_Cluster]]


def _nearest(by_surname: _Index, by_called: _Index, read: _Read) -> _Cluster | None:
    """The cluster of the same surname, or the only one that is so called."""
    if not read.parsed.surname:
        called = _called(read)
        for names in (called, _full_names(called)):
            homes = {id(c): c for name in names for c in by_called.get(name, ())}
            if homes:
                return next(iter(homes.values())) if len(homes) == 1 else None
        return None
    near = [c for s in sorted(read.surnames) for c in by_surname.get(s, ()) if _fits(c, read)]
    return _home(list({id(c): c for c in near}.values()), read)


def _latin(naming: Naming) -> bool:
    return naming.name.isascii()


def _echoed(naming: Naming, clusters: Sequence[_Cluster]) -> _Cluster | None:
    """The person whose name the Latin letters in the bracket repeat: «Дойл (Doyle)»."""
    start = naming.span.start
    return next((c for c in clusters for r in c if 0 < start - r.naming.span.stop <= _ECHO), None)


def _fits(cluster: list[_Read], read: _Read) -> bool:
    return all(
        not other.letters
        or not read.letters
        or (_agree(other.letters, read.letters) and _same_given(other.parsed, read.parsed))
        for other in cluster[:8]
    ) and bool(read.surnames & cluster[0].surnames)


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(x == y for x, y in zip_longest(a, b) if x and y)


def _same_given(a: PersonName, b: PersonName) -> bool:
    """Full given names that differ beyond their endings are two people."""
    x, y = fold(a.given), fold(b.given)
    shortest = min(len(x), len(y))
    return not shortest or x[: max(2, shortest - 2)] == y[: max(2, shortest - 2)]


def _home(near: list[_Cluster], read: _Read) -> _Cluster | None:
    """The cluster that the mention joins: the only one, or of several the nearest before."""
    if not near:
        return None
    before = [c for c in near if c[0].naming.span.start < read.naming.span.start] or near
    return max(before, key=lambda c: c.latest)


def _person(cluster: list[_Read]) -> Person:
    told = [r for r in cluster if not _latin(r.naming)] or cluster
    odds = _odds(told)
    surname, gender = max(odds, key=lambda key: odds[key])
    sure = sum(p for (_, g), p in odds.items() if g == gender)
    person = Person([r.naming for r in cluster])
    person.gender = gender if sure > _CERTAIN else None
    person.name = _fullest(told, surname, gender)
    rivals = sorted(odds.items(), key=lambda item: -item[1])
    names = (_fullest(told, s, g) for (s, g), p in rivals if p > _WORTH_TELLING)
    person.alternatives = tuple(dict.fromkeys(n for n in names if n != person.name))
    own = {r.naming: _own(r, surname, gender) for r in cluster}
    person.forms = own
    person.cases = {n: n.case or (f.case if f else None) for n, f in own.items()}
    return person


def _odds(cluster: list[_Read]) -> dict[tuple[str, Gender], float]:
    """Posterior of (surname, gender), each mention's evidence multiplied in."""
    named = [r for r in cluster if r.parsed.surname] or cluster
    each = [_marginal(r) for r in named[:64]]
    keys = {key for m in each for key in m}
    scores = {key: sum(log(m.get(key, _FLOOR)) for m in each) for key in keys}
    if not scores:
        return {(cluster[0].naming.name, "m"): 0.5, (cluster[0].naming.name, "f"): 0.5}
    top = max(scores.values())
    weights = {key: 2.718281828 ** (s - top) for key, s in scores.items()}
    total = sum(weights.values())
    return {key: w / total for key, w in sorted(weights.items())}


def _marginal(read: _Read) -> dict[tuple[str, Gender], float]:
    odds: dict[tuple[str, Gender], float] = defaultdict(float)
    for r in read.found:
        odds[r.surname, r.gender] += max(r.score, _FLOOR)
    return odds


def _fullest(cluster: list[_Read], surname: str, gender: Gender) -> str:
    best = max(cluster, key=_specific)
    fitting = [r for r in best.found if (r.surname, r.gender) == (surname, gender)]
    if fitting:
        return fitting[0].normal
    anywhere = (r for c in cluster for r in c.found if (r.surname, r.gender) == (surname, gender))
    return next((r.normal for r in anywhere), best.naming.name)


def _own(read: _Read, surname: str, gender: Gender) -> Reading | None:
    """The reading of a mention's own words that is the person's, if it has one."""
    found, told = read.found, surname if read.parsed.surname else ""
    theirs = (r for r in found if (r.surname, r.gender) == (told, gender))
    return next(theirs, None) or next((r for r in found if r.surname == told), None)

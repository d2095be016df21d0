"""One name or phrase, with whatever stands around it, to its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from protocol_nlp.lexicon import words
from protocol_nlp.normalization.name_finder import Found, find_names, strip_titles
from protocol_nlp.normalization.persons import Reading, readings
from protocol_nlp.normalization.phrases import PhraseForm, nominative
from protocol_nlp.normalization.plurals import family
from protocol_nlp.normalization.surroundings import bare, split_joined
from protocol_nlp.records import Case, EntityKind, Gender, Normalized

__all__ = ["NamedPhrase", "normalize", "read_phrase"]

_OPEN = 0.1  # posterior from which a second reading is told
_SURE = 0.15  # posterior of the other gender from which the gender is not told
_SPACE = re.compile(r"\s+")
_EDGE = " \t\n,;:–—-."
_BRACKET = re.compile(r"\s*\(([^()]{2,120})\)\s*$")
_BETWEEN = re.compile(r"\s*(?:,|;|\bи\b|,\s*а\s+также|\bа\s+также)\s*")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class NamedPhrase:
    """A phrase that names somebody, understood.

    ``position`` is a person's, in the nominative; ``representative`` the normal form of
    the person in brackets after a body; ``members`` the executors of a group.

    >>> read_phrase("управляющему делами Цою В.Р.").position
    'управляющий делами'
    """

    phrase: str
    normal: str
    kind: EntityKind | None = None
    gender: Gender | None = None
    case: Case | None = None
    alternatives: tuple[str, ...] = ()
    position: str | None = None
    representative: str | None = None
    members: tuple[NamedPhrase, ...] = ()


def normalize(phrase: str, kind: EntityKind | None = None, case: Case | None = None) -> Normalized:
    """The normal form of one name or phrase, with its grammar.

    ``kind`` and ``case`` are what the caller knows.  Never fails: what it cannot read
    comes back as it stands.

    >>> normalize("Яковлевой С.В.").normal
    'Яковлева С.В.'
    >>> normalize("Петрову И.И. (созыв), Сидоровой А.А.").normal
    'Петров И.И.; Сидорова А.А.'
    >>> normalize("Иванову А.А.").alternatives
    ('Иванова А.А.',)
    """
    read = read_phrase(phrase, kind, case)
    return Normalized(phrase, read.normal, read.kind, read.gender, read.case, read.alternatives)


@lru_cache(maxsize=8192)
def read_phrase(
    phrase: str, kind: EntityKind | None = None, case: Case | None = None
) -> NamedPhrase:
    """Like :func:`normalize`, with position, representative and members.

    >>> read_phrase("Министерству финансов (Цой В.Р.)").representative
    'Цой В.Р.'
    """
    clean = _SPACE.sub(" ", phrase).strip()
    if not clean or len(clean) > _LONGEST:
        return NamedPhrase(phrase, clean if len(clean) <= _LONGEST else phrase, kind)
    around = bare(clean)
    asked = case or around.case
    pieces = [
        (piece, own or asked)
        for joined, own in split_joined(around.phrase)
        for piece in _listed(joined)
    ]
    members = [m for piece, own in pieces for m in _members(piece, kind, own, around.gender)]
    return replace(members[0] if len(members) == 1 else _group(members), phrase=phrase)


def _group(members: list[NamedPhrase]) -> NamedPhrase:
    normal = "; ".join(m.normal for m in members)
    return NamedPhrase("", normal, "group", case=members[0].case, members=tuple(members))


def _listed(phrase: str) -> Iterator[str]:
    """Cuts «Петрову И.И., Сидоровой А.А.» after each name but the last, at what joins them."""
    names = find_names(phrase)
    if len(names) < 2:  # noqa: PLR2004
        yield phrase
        return
    start = 0
    leading = not phrase[: names[0].start].strip()
    for this, following in pairwise(names):
        gap = phrase[this.stop : following.start]
        depth = phrase.count("(", 0, this.stop) - phrase.count(")", 0, this.stop)
        cuts = [m for m in _BETWEEN.finditer(gap) if _outside(gap[: m.start()], depth)]
        if cuts:
            cut = cuts[-1] if leading else cuts[0]
            yield phrase[start : this.stop + cut.start()].strip(_EDGE[:-1])
            start = this.stop + cut.end()
    yield phrase[start:]


def _outside(text: str, depth: int) -> bool:
    """Whether what follows ``text`` lies outside brackets, ``depth`` of which were open."""
    return depth + text.count("(") - text.count(")") <= 0


def _members(
    piece: str, kind: EntityKind | None, case: Case | None, gender: Gender | None
) -> Iterator[NamedPhrase]:
    around = bare(piece)
    title = strip_titles(around.phrase)
    asked, theirs = around.case or case, gender or around.gender or title.gender
    phrase = title.phrase
    plural = family(phrase, asked)
    if plural is not None:
        normal, found_case, others = plural
        yield NamedPhrase(piece, normal, "group", case=found_case, alternatives=others)
        return
    if kind in {None, "person"}:
        person = _person(phrase, asked, theirs, eager=title.found or kind == "person")
        if person is not None:
            yield person
            return
    yield from _bodies(phrase, kind, asked)


def _person(
    phrase: str, case: Case | None, gender: Gender | None, *, eager: bool
) -> NamedPhrase | None:
    names = find_names(phrase, eager=eager) or (find_names(phrase, eager=True) if eager else ())
    if not names:
        return None
    found = names[-1] if len(names) == 1 else names[0]
    bracket = _BRACKET.search(phrase)
    if bracket and bracket.start() < found.start:
        return _bracketed(phrase, bracket, found, case, gender)
    position, form = _position(phrase, found, case)
    if form is not None and found.start and _is_theirs(form, found):
        return None  # «хозяйству Гурьева»
    cases = _asked(case, form)
    woman: Gender | None = gender or ("f" if form and form.feminine else None)
    return _best(phrase, readings(found.name, cases, woman), position)


def _is_theirs(form: PhraseForm, found: Found) -> bool:
    """Whether a unit before a name, in another case, bears the name of who leads it."""
    shown = {"nomn", "gent"}.isdisjoint(form.cases[:1]) or form.lemma == "кфх"
    if form.lemma not in words("nouns", "owned") or not shown:
        return False
    return any(r.case == "gent" and r.score > _OPEN for r in readings(found.name, "gent"))


def _position(phrase: str, found: Found, case: Case | None) -> tuple[str | None, PhraseForm | None]:
    before = phrase[: found.start].strip(_EDGE)
    after = phrase[found.stop :].strip(_EDGE)
    after = after[1:-1] if after.startswith("(") and after.endswith(")") else after
    words_around = strip_titles(before).phrase or after
    if not words_around:
        return None, None
    form = nominative(words_around, case, plural=False)
    if after and before:
        form_after = nominative(after, case, plural=False)
        return f"{form.normal}, {form_after.normal}", form
    return form.normal, form


def _asked(case: Case | None, form: PhraseForm | None) -> frozenset[Case] | Case | None:
    if form is None or form.head is None or not form.cases:
        return case
    if case is not None and case not in form.cases:
        return case
    return frozenset(form.cases)


def _bracketed(
    phrase: str, bracket: re.Match[str], found: Found, case: Case | None, gender: Gender | None
) -> NamedPhrase | None:
    """«директору школы (Цою В.Р.)» is the person, «Минфину (Цой В.Р.)» the body."""
    form = nominative(phrase[: bracket.start()], case)
    if form.head is None or not form.animate or form.number == "plur":
        return None
    asked = frozenset(form.cases)
    ranked = readings(found.name, None, gender)
    if "nomn" not in asked and sum(r.score for r in ranked if r.case in asked) < 0.3:  # noqa: PLR2004
        return None
    return _best(phrase, readings(found.name, asked or None, gender), form.normal)


def _best(phrase: str, ranked: tuple[Reading, ...], position: str | None) -> NamedPhrase | None:
    if not ranked:
        return None
    odds: dict[str, float] = {}
    genders: dict[str, dict[Gender, float]] = {}
    for r in ranked:
        odds[r.normal] = odds.get(r.normal, 0.0) + r.score
        theirs = genders.setdefault(r.normal, {})
        theirs[r.gender] = theirs.get(r.gender, 0.0) + r.score
    order = sorted(odds, key=lambda n: -odds[n])
    normal = order[0]
    likely = max(genders[normal], key=lambda g: genders[normal][g])
    open_gender = odds[normal] - genders[normal][likely] > _SURE * odds[normal]
    case = next(r.case for r in ranked if r.normal == normal)
    others = tuple(n for n in order[1:] if odds[n] > _OPEN)
    gender = None if open_gender else likely
    return NamedPhrase(phrase, normal, "person", gender, case, others, position)


def _bodies(phrase: str, kind: EntityKind | None, case: Case | None) -> Iterator[NamedPhrase]:
    representative = None
    bracket = _BRACKET.search(phrase)
    if bracket and bracket.start() > 0:
        text = bracket.group(1)
        inside = find_names(text) or (() if text.isupper() else find_names(text, eager=True))
        if inside and inside[0].stop - inside[0].start == len(text.strip()):
            person = _best(bracket.group(1), readings(inside[0].name), None)
            representative = person.normal if person else None
            phrase = phrase[: bracket.start()]
    number = {"group": True, "role": False}
    form = nominative(phrase, case, plural=number.get(kind or ""))
    if len(form.parts) > 1 and not _one_phrase(form):
        for part in form.parts:
            yield NamedPhrase(part, part, _kind(nominative(part, "nomn"), None), case=form.case)
        return
    yield NamedPhrase(
        phrase, form.normal, _kind(form, kind), None, form.case, (), None, representative
    )


def _one_phrase(form: PhraseForm) -> bool:
    """Plurals joined by «и» stay one phrase."""
    return form.number == "plur" and " и " in form.normal and "," not in form.normal


def _kind(form: PhraseForm, kind: EntityKind | None) -> EntityKind:
    if kind is not None:
        return kind
    if form.number == "plur" or form.lemma in words("nouns", "groups"):
        return "group"
    return "role" if form.animate else "organization"

"""Organisations: from the first agreeing adjective to the end of the chain of genitives.

A body needs more than its head: «комиссия» and «отдел» name nothing, «Комиссия по
наградам», «Финансовый отдел» and «отдел № 3» do.  Plurals are groups and none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.lexicon import rules
from protocol_nlp.morphology import fold
from protocol_nlp.recognition.agreement import agreeing
from protocol_nlp.recognition.chain import branded, reach
from protocol_nlp.recognition.heads import acronym, body, compound, is_abbreviation, lemmas, listed
from protocol_nlp.recognition.named import is_name, opens_sentence
from protocol_nlp.recognition.plausible import unbodied, with_state
from protocol_nlp.recognition.quotes import quoted, said
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["Body", "bodies", "nested", "quoted_name", "stem"]

_QUOTES = frozenset('«“„"')
_FORMS = 4  # abbreviations in a row, and letters in one: «ФГБОУ ВО»
_OF_MANY = ("евро", "интерпол")  # bodies of many states, and of none
_PAST = re.compile(r"вш(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)(?:ся)?$")
_OF_PLACE = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое)$")
_LISTED = re.compile(r"\s*(?:,|;|\bи\b)\s*")
_UNIT = re.compile(r"(?<![\w/])[вВ]/ч\s{0,2}(?:№\s?)?\d{4,6}\b")


class Body(NamedTuple):
    """A body by word numbers; ``head`` is the word that declines; ``alias`` its short form."""

    start: int
    stop: int
    head: int
    rule: str
    alias: str | None = None


def bodies(words: Words, barred: frozenset[int]) -> list[Body]:
    """The bodies that the words name, in order, no one inside another.

    ``barred`` are words that begin a person's name.

    >>> words = Words("Поручить областной комиссии по наградам и МБОУ СОШ № 5 доложить")
    >>> [" ".join(words.words[b.start : b.stop]) for b in bodies(words, frozenset())]
    ['областной комиссии по наградам', 'МБОУ СОШ № 5']
    """
    found: list[Body] = []
    floor = 0
    heads = {word for word in set(words.words) if len(word) > 1 and _may_head(word)}
    for i in [i for i, word in enumerate(words.words) if word in heads] if heads else ():
        if i >= floor:
            one = _at(words, i, barred, floor)
            if one is not None:
                found.append(one)
                floor = one.stop
    return _with_aliases(words, [*found, *_units(words, found)])


def _units(words: Words, found: list[Body]) -> Iterator[Body]:
    """«в/ч 54321», where no other body has it inside."""
    if "/ч" not in words.text:
        return
    taken = {k for one in found for k in range(one.start, one.stop)}
    for match in _UNIT.finditer(words.text):
        start, stop = words.at(match.start()), words.before(match.end())
        if start < stop and taken.isdisjoint(range(start, stop)):
            yield Body(start, stop, start, "organization.unit")


@lru_cache(maxsize=16384)
def _may_head(word: str) -> bool:
    """Whether a body's name may be found at ``word``: most words answer no, and fast."""
    known = is_abbreviation(word) or compound(word) or _single(word) or bool(acronym(word))
    return known or bool(body(fold(word)))


def _single(word: str) -> bool:
    """«Евросоюз», «Интерпола»: a name of one word with its capital."""
    return word[0].isupper() and not lemmas(fold(word)).isdisjoint(listed("single"))


def nested(words: Words, outer: Body, barred: frozenset[int]) -> list[Body]:
    """The bodies inside the name of ``outer``, in order: «аппарата Правительства области».

    >>> words = Words("отдел кадров Министерства финансов")
    >>> inner = nested(words, Body(0, 4, 0, "b"), frozenset())
    >>> [" ".join(words.words[b.start : b.stop]) for b in inner]
    ['Министерства финансов']
    """
    found: list[Body] = []
    at = outer.head + 1
    while at < outer.stop:
        if not _may_head(words.words[at]) and words.words[at] not in _QUOTES:
            at += 1
            continue
        closing = quoted(words, at) if words.words[at] in _QUOTES else None
        if closing is not None:
            at = closing  # what stands in quotes is one name
            continue
        one = _at(words, at, barred, floor=at)
        if one is None or one.stop > outer.stop:
            at += 1
            continue
        found.append(one)
        at = one.stop
    return found


def _at(words: Words, i: int, barred: frozenset[int], floor: int) -> Body | None:
    word = words.words[i]
    if i in barred or i < floor:
        return None
    if is_abbreviation(word) and not body(words.lower[i]):
        return _abbreviated(words, i, barred)
    if _single(word):
        joint = words.lower[i].startswith(_OF_MANY)
        return Body(i, i + 1 if joint else with_state(words, i + 1), i, "organization.single")
    if compound(word) or acronym(word):
        return _compound(words, i, barred)
    forms = body(words.lower[i])
    if forms and not _only_says_kind(words, i):
        return _headed(words, i, forms, barred, floor)
    return None


def _only_says_kind(words: Words, i: int) -> bool:
    after = words.words[i + 1 : i + 2]
    form = bool(after) and after[0] in listed("forms") and not words.broken(i + 1)
    return form and bool(lemmas(words.lower[i]) & listed("generic"))


def _compound(words: Words, i: int, barred: frozenset[int]) -> Body:
    """«Минобрнауки области», «японского МИДа»: one word, and the place that it is of."""
    stop = i + 1
    if stop < len(words) and not words.broken(stop) and stop not in barred and _place(words, stop):
        stop = reach(words, i, barred=barred).stop
    return Body(_nationality(words, i), stop, i, "organization.compound")


def _place(words: Words, i: int) -> bool:
    low = words.lower[i]
    if low in ("рф", "россии", "области", "края", "республики", "города", "района"):
        return True
    return words.words[i][0].isupper() and sense(low).adjective_in(frozenset({"gent"}))


def _abbreviated(words: Words, i: int, barred: frozenset[int]) -> Body | None:
    """«ФГБОУ ВО «БГПУ»», «МБОУ СОШ № 5», «МКУ Управление ЖКХ», «УМВД России по области»."""
    j = i
    while j < min(i + _FORMS, len(words) - 1) and is_abbreviation(words.words[j + 1]):
        if words.broken(j + 1):
            break
        j += 1
    follows = j + 1
    word = words.words[i]
    form = word in listed("forms")
    named = listed("known") | listed("chained")
    if not form and sense(words.lower[i]).known and word not in named:
        return None  # an ordinary word in capitals: «РЕКОМЕНДОВАТЬ ООО «…»»
    if follows < len(words) and not words.broken(follows) and follows not in barred:
        end = quoted_name(words, follows)
        if end is not None and _caps_name(words, i, j, form):
            return Body(i, reach(words, end - 1, barred=barred).stop, i, "organization.form")
        if form:
            walked = reach(words, j, barred=barred)
            apart = j == i and words.words[follows] in ("и", ",", "или")  # «ПАО и СМИ»
            if (walked.stop > j + 1 and not apart) or j > i:
                return Body(i, walked.stop, i, "organization.form")
            brand = branded(words, follows, barred) if word in listed("companies") else 0
            if brand:
                return Body(i, brand, i, "organization.form")
            inner = body(words.lower[follows]) if words.words[follows][0].isupper() else ()
            if inner:
                return Body(i, reach(words, follows, barred=barred).stop, i, "organization.form")
    return _known(words, i, j, barred)


def quoted_name(words: Words, i: int) -> int | None:
    """The word after a name in quotes at word ``i``; None where none opens, or speech does."""
    end = quoted(words, i) if words.words[i] in _QUOTES else None
    return None if end is None or said(words, i, end) else end


def _known(words: Words, i: int, j: int, barred: frozenset[int]) -> Body | None:
    """«ДРСУ-6 (Зуев С.С.)», «ОГИБДД МО МВД России «Лугов»», «российский МИД»."""
    word = words.words[i]
    counted = i > 0 and words.words[i - 1].isdigit() and not words.broken(i)
    if _bracketed(words, j, barred) and word not in listed("nobody"):
        return Body(i - counted, j + 1, i, "organization.bracketed")
    if counted and word in listed("counted"):
        return Body(i - 1, i + 1, i, "organization.known")
    if word not in listed("states") | listed("nobody") or word in listed("chained"):
        chained = any(w in listed("known") for w in words.words[i + 1 : j + 1])
        if chained:
            return Body(i, reach(words, j, barred=barred).stop, i, "organization.known")
    if word in listed("known") and not _is_work(words, i):
        start = _nationality(words, i)
        worldwide = word in listed("worldwide")
        stop = i + 1 if worldwide else reach(words, i, barred=barred).stop
        return Body(start, stop, i, "organization.known")
    return None


def _is_work(words: Words, i: int) -> bool:
    """«заместителю директора по АХЧ»: not the desk, but what it does."""
    return words.words[i] in listed("works") and words.lower[max(0, i - 1)] == "по"


def _bracketed(words: Words, last: int, barred: frozenset[int]) -> bool:
    """«ДРСУ-6 (Зуев С.С.)», «34 ПСЧ (КИМ О.Д.)»: who stands for it follows in brackets."""
    return words.words[last + 1 : last + 2] == ["("] and last + 2 in barred


def _nationality(words: Words, i: int) -> int:
    """«российский МИД»: the adjective of a state before an abbreviation."""
    if not i or words.broken(i):
        return i
    return i - (bool(lemmas(words.lower[i - 1]) & listed("nationalities")) or _placed(words, i - 1))


def _placed(words: Words, k: int) -> bool:
    """«Тальской МТС»: the adjective of a place, which has its capital from no sentence."""
    word = words.words[k]
    ending = _OF_PLACE.search(word) is not None and word.istitle()
    return ending and not opens_sentence(words, k) and bool(sense(words.lower[k]).adjectives)


def _caps_name(words: Words, i: int, j: int, form: bool) -> bool:  # noqa: FBT001
    if words.words[j] in listed("states"):
        return False
    return form or words.words[j] in listed("forms") or not _shouted(words, i)


def _shouted(words: Words, i: int) -> bool:
    """Whether the neighbours are written in capitals, too: then capitals say nothing."""
    around = [words.words[k] for k in (i - 1, i + 1) if 0 <= k < len(words)]
    return any(len(word) > _FORMS and word.isupper() for word in around)


def _headed(
    words: Words, i: int, forms: tuple[Form, ...], barred: frozenset[int], floor: int
) -> Body | None:
    singular = tuple(form for form in forms if form.number == "sing")
    if not singular or _plural_here(words, i, forms, floor):
        return None
    start = agreeing(words, i, singular, floor)
    if unbodied(words, i) or unbodied(words, start):
        return None  # «корабль «Союз ТМА»»
    while start < i and _PAST.search(words.lower[start]) and sense(words.lower[start]).participle:
        start += 1  # «возглавлявший отдел», «бывшее министерство»
    if words.lower[i].startswith("федерац") and words.lower[start].startswith("российск"):
        return None  # the country
    if start == i and _only_part(words, i, barred):
        return None  # «отдела ГУ МЧС», «выезды бригады районной больницы»
    walked = reach(words, i, singular, barred=barred)
    if not is_name(words, start, i, walked.stop, quoted_name=walked.quoted):
        return None
    start = _forms_before(words, _named_from(words, start, i, quoted_name=walked.quoted), floor)
    return Body(start, walked.stop, i, "organization.headed")


def _only_part(words: Words, i: int, barred: frozenset[int]) -> bool:
    """Whether a bare «отдел» has nothing after it but a body by its form or an institution."""
    if words.words[i][0].isupper() or not lemmas(words.lower[i]) & listed("bare_parts"):
        return False
    if words.words[i + 1 : i + 2] and words.words[i + 1] in listed("forms"):
        return not words.broken(i + 1)
    for k in range(i + 1, min(i + _FORMS, len(words))):
        if words.broken(k):
            return False
        if lemmas(words.lower[k]) & listed("institutions"):
            inner = _at(words, k, barred, i + 1)
            return inner is not None and inner.start == i + 1
        if not sense(words.lower[k]).adjective_in(frozenset({"gent"})):
            return False
    return False


def _named_from(words: Words, start: int, head: int, *, quoted_name: bool) -> int:
    """Without the adjectives that only describe: «влиятельного Комитета», «немецкой компании»."""
    capital = words.words[head][0].isupper() and not opens_sentence(words, head)
    described = lemmas(words.lower[head]) & listed("described") and quoted_name
    if not (capital or described):
        return start
    while start < head and words.words[start][0].islower():
        if lemmas(words.lower[start]) & (listed("makers") | listed("staying")):
            break
        start += 1
    return start


def _plural_here(words: Words, i: int, forms: tuple[Form, ...], floor: int) -> bool:
    """«отделения» between plural words: the plural reading is the one that agrees."""
    plural = tuple(form for form in forms if form.number == "plur")
    if not plural:
        return False
    singular = tuple(form for form in forms if form.number == "sing")
    return agreeing(words, i, plural, floor) < agreeing(words, i, singular, floor)


def _forms_before(words: Words, start: int, floor: int) -> int:
    """«ГУ МЧС», «МКУ Управление …»: legal forms right before the name."""
    while start > floor and words.words[start - 1] in listed("forms") and not words.broken(start):
        start -= 1
    return start


def _with_aliases(words: Words, found: list[Body]) -> list[Body]:
    """Bodies with the short forms that brackets after them introduce, and those short forms."""
    if not found or "(" not in words.text:
        return found
    introduced = {
        match.start(): match
        for rule in rules("recognition")
        if rule.name.startswith("short.")
        for match in rule.regex.finditer(words.text)
    }
    told = dict(_respectively(words, found))
    for one in found:
        match = introduced.get(words.starts[one.stop]) if one.stop < len(words) else None
        if match:
            told[one] = match.group(1).strip()
    if not told:
        return found
    aliases = {fold(alias): alias for alias in told.values()}
    out = [one._replace(alias=told.get(one)) for one in found]
    return sorted([*out, *_short_forms(words, out, aliases)], key=lambda b: b.start)


def _respectively(words: Words, found: list[Body]) -> Iterator[tuple[Body, str]]:
    """«(далее соответственно – учреждения, Министерство)»: the short form of each by its head."""
    for rule in rules("recognition", "respectively"):
        for match in rule.regex.finditer(words.text):
            before = [one for one in found if words.starts[one.head] < match.start()]
            for name in _LISTED.split(match[1]):
                same = [b for b in before if stem(words.lower[b.head]) == stem(fold(name))]
                if same and name[:1].isupper():
                    yield same[-1], name


def _short_forms(words: Words, found: list[Body], aliases: dict[str, str]) -> Iterator[Body]:
    """The introduced short forms wherever they stand, in any case: «Рабочей группе»."""
    taken = {k for one in found for k in range(one.start, one.stop)}
    stems = {tuple(stem(word) for word in alias.split()) for alias in aliases}
    firsts = {each[0] for each in stems}
    for i, word in enumerate(words.words):
        if not word[0].isupper() or i in taken or stem(words.lower[i]) not in firsts:
            continue
        for each in stems:
            here = tuple(stem(low) for low in words.lower[i : i + len(each)])
            if here == each:
                yield Body(i, i + len(each), i, "organization.alias")
                break


def stem(word: str) -> str:
    """What all forms of a name have in common, known to the dictionary or not.

    >>> stem("комиссии"), stem("веганстрою") == stem("веганстрой")
    ('комиссия', True)
    """
    found = sense(word)
    forms = found.nouns or found.adjectives
    return forms[0].lemma if forms and found.known else word.rstrip("аеиоуыюяй")

"""Words at the end of an order that only say who and by when: a bracket, what a dash joins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.deadlines import parse
from protocol_nlp.lexicon import rules
from protocol_nlp.linking.acts import first_act
from protocol_nlp.linking.claims import Claim, named_in, ranked
from protocol_nlp.linking.joined import begins, does, ends, is_short_office, joined
from protocol_nlp.linking.scene import Scene, can_stand_in
from protocol_nlp.recognition import Found

__all__ = [
    "after_colon",
    "after_dash",
    "bare_name",
    "behind_dash",
    "gets",
    "inner_bracket",
    "last_bracket",
    "only_term",
    "term_tail",
    "whole_bracket",
]

_LAST_BRACKET = re.compile(
    r"\((?P<in>[^()]{3,120})\)\s*[.;]?\s*$|(?<=\s)/(?P<slashed>[^/()]{3,120})/\s*[.;]?\s*$"
    r"|\[(?P<square>[^\[\]]{3,120})\]\s*[.;]?\s*$"
)
_LAST_DASH = re.compile(r"\s*[–—]\s+@?|\s+-\s+@?|\s+//\s+@?")
_DASHES = ("–", "—", "-", "//")
_ROUTE = re.compile(r"(?<![.А-Яа-яё])[А-ЯЁ][а-яё]{2,}$")
_NAMES_LONGEST = 100  # characters behind a colon that only name somebody
_LABELLED = re.compile(
    r"\(\s*(?:отв\.|ответственн(?:ый|ая|ые)|исп\.|исполнител[ьи])\s*(?:[:–—-]\s*)?([^()]{3,200})\)",
    re.IGNORECASE,
)
_TAIL_LONGEST = 160  # characters that only say who and by when
_TERM = (
    r"(?:(?:в\s+)?срок\b|до\s|к\s|ко\s|не\s+поз(?:днее|же)|в\s+течение|на\s+этой|на\s+следующей|с\s\d"
    r"|срочно|постоянно|немедленно|незамедлительно|сегодня|завтра|еже|раз\s|по\s+мере"
    r"|\d{1,2}[./]\d|\d{1,2}\s?[–-]?\s?\d{0,2}\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
    r"|\d{1,3}\s+(?:раб|кал|дн|нед|мес|час|сут))"
)
_TERM_ONLY = re.compile(
    rf"{_TERM}(?:(?!(?<![а-яё])[а-яё]{{2,30}}(?:ать|ить|еть|ять)(?![а-яё]))[^;]){{0,80}}",
    re.IGNORECASE,
)
_AFTER_DASH = "executor.after_dash"
_BREAK = re.compile(r"\n(?![ ]*[а-яё])")  # a line that goes on in small letters is wrapped
_TOLD_NEXT = re.compile(rf"\s*[,:]\s*(?:{_TERM}[^.;:()]{{0,60}})?", re.IGNORECASE)
_TERM_LABEL = re.compile(r"[,;]?\s*\bсрок\w{0,2}(?:\s+[а-яё]{3,20}){0,2}\s*$", re.IGNORECASE)
_TERM_BEFORE = re.compile(rf"\s*(?:{_TERM}[^,;()]{{0,60}}[,;]?\s*)?", re.IGNORECASE)
_ASIDE = re.compile(r"^\s*\([^()\n]{3,80}\)")  # «Носов (Цыбулько на подхвате), на этой неделе»
_REMARK = re.compile(r"\s*\([а-яё][^()]{3,160}\)[\s.;]*$")
_TERM_AFTER = re.compile(rf"[\s,;.]*(?:[(]?{_TERM}[^;()]{{0,100}}[)]?)?[\s.;]*", re.IGNORECASE)


def _bracket(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The bracket that ends a stretch, or None."""
    closed = text[start:stop].rstrip().rstrip(".;").rstrip().endswith((")", "/", "]"))
    return _LAST_BRACKET.search(text, start, stop) if closed else None


def last_bracket(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Вывезти снег (Дымов К.Р., до 1 марта).»: a bracket at the end that begins with a name."""
    match = _bracket(scene.text, start, stop)
    if match is None:
        return ()
    start, stop = match.span(match.lastgroup or 0)
    named = named_in(scene, start, stop, "executor.bracket")
    first = named[0].found if named else None
    if first is None or first.host or begins(named[0]) != start:
        return ()
    return ranked(scene, _told_in_bracket(scene, named, start, stop))


def _told_in_bracket(
    scene: Scene, named: Sequence[Claim], start: int, stop: int
) -> tuple[Claim, ...]:
    """Whom of those that a bracket names it says to do it: not each name in one is told."""
    first = named[0].found
    office = not rules("linking", "beside_names").finds(scene.text[start:stop])
    if office and first.rule == "role.position" and first.stop == stop:
        return tuple(named)  # «(казначей)»
    if first.kind == "organization" and _is_held(scene, named, stop):
        return (replace(named[0], representative=named[1].found),)
    if first.kind in {"organization", "group"} and _is_timed(scene, named, stop):
        return joined(scene, named)  # «(спорткомитет, 21.01)»
    held = scene.text[first.position[1] : first.start] if first.position else ""
    if first.kind != "person" or held.strip(" –—-") != held.strip():
        return ()  # «(председатель – Зуева Т.П.)» tells who leads those named before it
    return tuple(c for c in named if c.found.kind == "person")


def _is_held(scene: Scene, named: Sequence[Claim], stop: int) -> bool:
    """«(Операционное управление, Тагирова Л.М.)»: a body and who stands for it."""
    if len(named) != 2 or named[1].found.kind != "person" or not does(scene, named[0]):  # noqa: PLR2004
        return False
    between = scene.text[ends(named[0]) : begins(named[1])]
    return between.strip() == "," and not scene.text[ends(named[1]) : stop].strip(" .;")


def _is_timed(scene: Scene, named: Sequence[Claim], stop: int) -> bool:
    """Whether behind those whom a bracket names a term stands and nothing else."""
    kept = joined(scene, named)
    rest = scene.text[ends(kept[-1]) : stop].strip(" ,;")
    return bool(rest) and only_term(scene, rest) and all(does(scene, c) for c in kept)


def whole_bracket(
    scene: Scene, claims: tuple[Claim, ...], start: int, stop: int
) -> tuple[int, tuple[Claim, ...]] | None:
    """A bracket at the end that holds names and a term only is no part of the words."""
    match = _bracket(scene.text, start, stop)
    if match is None or not claims or any(c.rule != "executor.bracket" for c in claims):
        return None
    rest = scene.text[ends(claims[-1]) : match.end(match.lastgroup or 0)]
    return (match.start(), claims) if _TERM_AFTER.fullmatch(rest) else None


def after_dash(
    scene: Scene, start: int, act: int | None, stop: int
) -> tuple[int, tuple[Claim, ...]] | None:
    """«Заказать сопла – Гринько А., до 9 мая»: behind the last dash only who, and by when.

    Where no act is named («Каски – Гринько») it is a person, or a term stands beside.
    """
    begin = start if act is None else act
    whole, stop = stop, _without_term(scene.text, begin, stop)
    dash = _dash(scene.text, begin, stop)
    if dash is None or _is_listed(scene.text[begin:stop], told=act is not None):
        return None
    kept = joined(scene, named_in(scene, dash.end(), stop, _AFTER_DASH))
    if not kept or _is_route(scene, dash, kept[0]):
        return None
    if not (all(does(scene, c) for c in kept) or _are_told(scene, kept, act)):
        return None
    before = scene.text[dash.end() : begins(kept[0])]
    after = _REMARK.sub("", _without_helpers(scene, ends(kept[-1]), whole))
    first = _TERM_BEFORE.fullmatch(before) or is_short_office(before)
    if not (first and only_term(scene, after)):
        return None
    told = act is not None or before.strip() or after.strip(" .;,")
    if not told and any(c.found.kind != "person" for c in kept):
        return None
    return dash.start(), ranked(scene, kept)


def _without_term(text: str, start: int, stop: int) -> int:
    """«… – Блинова – не позже 10 апреля»: where a term behind a second dash begins."""
    tail = term_tail(text, start, stop)
    return tail if tail is not None and _last_dash(text, start, tail) else stop


def only_term(scene: Scene, words: str) -> bool:
    """Whether words behind a name say by when and nothing else: «, каждый понедельник»."""
    words = _ASIDE.sub("", words)
    if _TERM_AFTER.fullmatch(words):
        return True
    return parse(words.strip(" ,;.–—-"), scene.date, scene.policy) is not None


def _are_told(scene: Scene, claims: Sequence[Claim], act: int | None) -> bool:
    """«Насос проверить – Зуевой Т.П.»: people in the dative, and nothing that is given them."""
    if act is None or rules("linking", "giving").finds(scene.text[act : act + 40]):
        return False
    return all(c.found.kind == "person" and can_stand_in(scene, c.found, "datv") for c in claims)


def after_colon(scene: Scene, act: int | None, stop: int) -> tuple[Claim, ...]:
    """«Приказ довести до смен под подпись: секретарь Хомич Н.»: people behind the last colon."""
    colon = scene.text.rfind(":", act, stop) if act is not None else -1
    if colon < 0 or stop - colon > _NAMES_LONGEST:
        return ()
    kept = joined(scene, named_in(scene, colon + 1, stop, _AFTER_DASH))
    known = (c.found.position or _is_bare_name(scene, c) for c in kept)
    if not kept or not all(known) or not all(does(scene, c) for c in kept):
        return ()
    if rules("linking", "beneficial").finds(scene.text[act:colon].partition(" ")[0]):
        return ()  # «Пригласить: главный врач Зуева Т.П.»
    before, after = scene.text[colon + 1 : begins(kept[0])], scene.text[ends(kept[-1]) : stop]
    alone = not before.strip() and _TERM_AFTER.fullmatch(after)
    return ranked(scene, kept) if alone else ()


def _is_bare_name(scene: Scene, claim: Claim) -> bool:
    """«Саакян»: the surname alone of somebody whom the document names in full."""
    return "." not in scene.words(claim.found) and scene.introduces(claim.found)


def inner_bracket(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Стенд (ответственный – Лоза П.П.) оборудовать»: a label in a bracket inside the words."""
    for bracket in _LABELLED.finditer(scene.text, start, stop):
        named = joined(scene, named_in(scene, *bracket.span(1), "executor.label_inside"))
        if named and not scene.text[bracket.start(1) : begins(named[0])].strip():
            return ranked(scene, named)
    return ()


def behind_dash(scene: Scene, start: int, act: int | None, stop: int) -> tuple[Claim, ...]:
    """«Музыка – Гринько А., до мая подобрать вальс»: a thing, who sees to it, and what to do."""
    dash = _LAST_DASH.search(scene.text, start, act) if act is not None else None
    if dash is None or not scene.text[start : dash.start()].strip():
        return ()
    kept = joined(scene, named_in(scene, dash.end(), min(act or stop, stop), _AFTER_DASH))
    if not kept or any(c.found.kind != "person" or not does(scene, c) for c in kept):
        return ()
    if scene.text[dash.end() : begins(kept[0])].strip() or _is_route(scene, dash, kept[0]):
        return ()
    after = scene.text[ends(kept[-1]) : act]
    return ranked(scene, kept) if _TOLD_NEXT.fullmatch(after) else ()


def _is_listed(words: str, *, told: bool) -> bool:
    """«Пошив: Ким – халаты, Лоза – куртки»; behind an act a colon may only explain."""
    colon = words.find(":")
    if _BREAK.search(words) or (colon >= 0 and not told):
        return True
    return colon >= 0 and len(_LAST_DASH.findall(words, colon)) > 1


def _without_helpers(scene: Scene, start: int, stop: int) -> str:
    """What stands behind a name, without «совместно с отделом …» right behind it."""
    rest = scene.text[start:stop]
    if not rules("linking", "together").opens(rest.lstrip(" ,")):
        return rest
    helpers = named_in(scene, start, stop, "executor.together")
    return scene.text[ends(helpers[-1]) : stop] if helpers else rest


def _dash(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The last dash of a sentence, where what stands behind it may be a name."""
    dash = _last_dash(text, start, stop)
    if dash is None or stop - dash.end() > _TAIL_LONGEST:
        return None
    said = text[start : dash.start()][-120:]
    return None if rules("linking", "beside_names").finds(said) else dash


def _last_dash(text: str, start: int, stop: int) -> re.Match[str] | None:
    if all(text.find(mark, start, stop) < 0 for mark in _DASHES):
        return None
    return next(reversed(list(_LAST_DASH.finditer(text, start, stop))), None)


def _is_route(scene: Scene, dash: re.Match[str], claim: Claim) -> bool:
    """«на дороге Липки – Лопатино»: a place before the dash, one word behind it."""
    words = scene.words(claim.found)
    if scene.introduces(claim.found):
        return False
    return _ROUTE.search(scene.text[: dash.start()][-40:]) is not None and not re.search(
        r"[ .]", words
    )


def bare_name(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«Дымов К.Р. до 12.12.2023.»: a sentence that is nothing but who and by when."""
    if act is not None or stop - start > _TAIL_LONGEST:
        return ()
    kept = joined(scene, named_in(scene, start, stop, "executor.bare_name"))
    people = [c for c in kept if _is_named(scene, c.found) or _is_office(scene, c, stop)]
    if not kept or kept[:1] != tuple(people[:1]) or any(_is_other(c, people) for c in kept):
        return ()
    before, after = scene.text[start : begins(kept[0])], scene.text[ends(kept[-1]) : stop]
    before = before.lstrip("–—- ")
    told = before.strip(" ,;.") or after.strip(" ,;.") or _is_after_order(scene, start)
    fits = _TERM_BEFORE.fullmatch(before) and _TERM_AFTER.fullmatch(after)
    return ranked(scene, kept) if told and fits and all(does(scene, c) for c in kept) else ()


def _is_office(scene: Scene, claim: Claim, stop: int) -> bool:
    """«Начальник участка, 08.09.2025.»: a position alone, with a term behind it."""
    office = claim.found.kind in {"role", "organization"} and does(scene, claim)
    rest = scene.text[ends(claim) : stop].strip(" ,;.") if office else ""
    return bool(rest) and only_term(scene, rest)


def _is_other(claim: Claim, people: Sequence[Claim]) -> bool:
    """Whether a claim is neither one of the people nor a body beside them."""
    return claim not in people and claim.found.kind == "person"


def gets(scene: Scene, claims: Sequence[Claim], act: int | None) -> bool:
    """«Сеяльщикам выдать куртки»: a group in the dative that gets something, and does nothing."""
    if (
        act is None
        or not claims
        or not rules("linking", "giving").finds(scene.text[act : act + 40])
    ):
        return False
    return all(c.rule == "executor.dative" and c.found.kind == "group" for c in claims)


def _is_named(scene: Scene, found: Found) -> bool:
    """A person with initials, or whose surname alone the document has introduced."""
    if found.kind != "person":
        return False
    return "." in scene.words(found) or scene.introduces(found)


def _is_after_order(scene: Scene, start: int) -> bool:
    """«Заказать доски, если хватит денег. Кулик»: the name ends the line of an order."""
    line = scene.text[scene.text.rfind("\n", 0, start) + 1 : start].rstrip()
    return line.endswith((".", "!", "?", ";")) and first_act(line, 0, len(line)) is not None


def term_tail(text: str, start: int, stop: int) -> int | None:
    """Where a dash begins behind which only a term stands: «выпустить чертежи – до 14.06.2024».

    >>> words = "Выпустить чертежи – до 14.06.2024"
    >>> words[: term_tail(words, 0, len(words))]
    'Выпустить чертежи'
    """
    dash = _last_dash(text, start, stop)
    if dash is None or stop - dash.end() > _TAIL_LONGEST or " " not in text[start : dash.start()]:
        return None
    if not _TERM_ONLY.fullmatch(text[dash.end() : stop]):
        return None
    label = _TERM_LABEL.search(text, max(start, dash.start() - 60), dash.start())
    return label.start() if label else dash.start()

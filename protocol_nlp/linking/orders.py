"""One sentence as an order: who is told, in which words, how strongly, and where the act begins.

An order is read by the first way that finds an executor, in this order: an opener
(«поручить …», rules as data), a dative before the infinitive or the colon, a nominative
before a dash, a colon or a verb of the future.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import Rule, rules, words
from protocol_nlp.linking.acts import first_act, governed, opens_phrase
from protocol_nlp.linking.claims import Claim, claims_in, named_in, ranked
from protocol_nlp.linking.headed import printed_claim
from protocol_nlp.linking.joined import begins, ends, joined, opens
from protocol_nlp.linking.scene import Scene, can_stand_in, is_in_case
from protocol_nlp.linking.slots import in_case
from protocol_nlp.linking.subjects import (
    DASH,
    TAIL,
    bare_subject,
    subject,
    subject_after,
    subject_inside,
)
from protocol_nlp.linking.tails import (
    after_colon,
    after_dash,
    bare_name,
    behind_dash,
    gets,
    inner_bracket,
    last_bracket,
    whole_bracket,
)
from protocol_nlp.recognition import Found
from protocol_nlp.records import Case, Modality, Span

__all__ = ["Order", "read_order"]

_HELP = 200  # characters behind «силами» that say whose
_POSITION = 80  # characters of a position that recognition does not know as one
_KIND_WITHIN = 200  # characters in which words tell what kind of decision they are
_VERB = re.compile(r"[а-яё]{3,30}", re.IGNORECASE)
_LETTERS = re.compile(r"[а-яё]{3}", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"\s*(?:[,.;()]|[–—-]\s|(?:до|к|в|не\s+позднее|срочно|сегодня|завтра)\s|$)"
)
_TOPIC = re.compile(r"\s*([А-ЯЁа-яё][а-яё,\s-]{2,50}):\s+(?=\S)")
_CELL = "organization.cell"
_INITIALS = re.compile(r"[А-ЯЁ]{2,7}(?:-\d{1,3})?")
_DESKS = re.compile(
    rf"\W{{0,3}}((?:{_INITIALS.pattern})(?:(?:,|\sи|\s\+)\s{_INITIALS.pattern}){{0,3}})"
    r"(?:\s\([^()\n]{3,60}\))?(?:\s[–—-]\s|:\s)(?=[а-яё])"
)
_ABBREVIATION = re.compile(r"\W{0,3}([А-ЯЁ]{2,6})(?=\s)")
_ALL = re.compile(r"\W*(?P<who>всем)(?=\s*[–—:-]|\s)", re.IGNORECASE)
_ADVERBS = re.compile(
    r"[\s,]*(?:\b(?:в|до|не|к|с|по|срок|позднее|также|срочно|незамедлительно)\b[^.;]{0,60})?$"
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a sentence says of executors; ``modality`` is None where no opener tells it."""

    span: Span
    claims: tuple[Claim, ...]
    modality: Modality | None = None
    opener: str | None = None
    act: int | None = None
    ends: int | None = None  # where words begin that only say who and by when
    quotes: int | None = None  # where the words of another act begin, which an amendment quotes


def read_order(scene: Scene, start: int, stop: int) -> Order:
    """The order in ``text[start:stop]``, a sentence or a lead; no claims if it names nobody."""
    opener = _opener(scene, start, stop)
    if opener is None:
        act = first_act(scene.text, start, stop)
        claims = _with_helpers(scene, _unopened(scene, start, stop, act), start, stop)
        led = any(c.role == "responsible" for c in claims)
        dash = None if led else after_dash(scene, start, act, stop)
        if dash is not None and claims:
            known = {c.span for c in dash[1]}
            dash = dash[0], (*dash[1], *(c for c in claims if c.span not in known))
        dash = dash or whole_bracket(scene, claims, start, stop)
        ends, claims = dash or (None, claims)
        return Order(Span(start, stop), claims, act=act, ends=ends)
    rule, begin, end = opener
    told = _told_to_ask(scene, start, begin) if rule.value["case"] == "accs" else ()
    if told:
        return Order(Span(start, stop), told, act=begin)
    act = first_act(scene.text, end, stop)
    claims = _opened(scene, rule, (start, begin, end, stop), act)
    dash = None if claims else after_dash(scene, start, act, stop)
    if dash is not None:  # «Просим склад дать список – Зуева»
        claims = _with_helpers(scene, dash[1], start, stop)
        return Order(
            Span(start, stop), claims, rule.value["modality"], rule.name, act, ends=dash[0]
        )
    claims = _with_helpers(scene, claims, start, stop)
    return Order(Span(start, stop), claims, rule.value["modality"], rule.name, act)


def _told_to_ask(scene: Scene, start: int, begin: int) -> tuple[Claim, ...]:
    """«Главе посёлка просить суд об отсрочке»: who is told to ask, not who is asked."""
    if not scene.text[begin : begin + 12].partition(" ")[0].endswith("ть"):
        return ()
    named = in_case(scene, named_in(scene, start, begin, "executor.dative"), "datv")
    return ranked(scene, named) if named and opens(scene, start, named[0]) else ()


def _opener(scene: Scene, start: int, stop: int) -> tuple[Rule, int, int] | None:
    """The opener that stands first; an infinitive that is none, before it, shuts it out."""
    hits = [
        (m.start(), m.end(), r)
        for r, m in rules("linking", "openers").firsts(scene.text, start, stop)
        if not _bracketed(scene, start, m.start())
    ]
    if not hits:
        return None
    begin, end, rule = min(hits, key=lambda h: h[:2])
    act = first_act(scene.text, start, stop)
    if act is not None and act < begin and rule.value["case"] != "nomn":
        return None
    return rule, begin, end


def _bracketed(scene: Scene, start: int, at: int) -> bool:
    """Whether a place stands inside a bracket: what is said there tells of what is before it."""
    before = scene.text[max(start, at - 200) : at]
    return before.count("(") > before.count(")")


def _opened(
    scene: Scene, rule: Rule, places: tuple[int, int, int, int], act: int | None
) -> tuple[Claim, ...]:
    start, begin, end, stop = places
    case: Case = rule.value["case"]
    if rule.value["side"] == "both":
        before = in_case(scene, named_in(scene, start, begin, rule.name), case)
        if before and opens(scene, start, before[0]):
            return ranked(scene, before)
    limit = _limit(scene, end, stop, act)
    named = in_case(scene, named_in(scene, end, limit, rule.name), case)
    return ranked(scene, joined(scene, named))


def _limit(scene: Scene, end: int, stop: int, act: int | None) -> int:
    colon = scene.text.find(":", end, stop)
    return min(x for x in (act, colon if colon >= 0 else None, stop) if x is not None)


def _unopened(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    return _behind_topic(scene, start, stop, act) or _plain(scene, start, stop, act)


def _plain(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    told = _everybody(scene, start, stop, act)
    told = told or _dative(scene, start, stop, act) or _dative_dash(scene, start, stop, act)
    told = told or _somebody(scene, start, stop) or bare_name(scene, start, stop, act)
    told = told or _subject(scene, start, stop)
    told = told or bare_subject(scene, start, act)
    told = told or _dative_after(scene, start, stop, act)
    told = told or behind_dash(scene, start, act, stop)
    told = told or after_colon(scene, act, stop) or inner_bracket(scene, start, stop)
    named = () if told and not gets(scene, told, act) else last_bracket(scene, start, stop)
    return (
        named
        or told
        or _keepers(scene, "keepers", start, stop)
        or _keepers(scene, "passives", start, stop)
        or _printed(scene, start, stop, act)
        or _forces(scene, start, stop)
    )


def _printed(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    gives = act is not None and rules("linking", "giving").finds(scene.text[act : act + 40])
    return () if gives else printed_claim(scene, start, stop)


def _keepers(scene: Scene, name: str, start: int, stop: int) -> tuple[Claim, ...]:
    """«Рассылка – за Машей Тихой», «доставка – на Лозе», «акты выдаются Заказчиком»."""
    for rule, match in rules("linking", name).firsts(scene.text, start, stop):
        named = joined(scene, named_in(scene, match.end(), stop, rule.name))
        kept = in_case(scene, named, rule.value["case"])
        people = name == "passives" or all(c.found.kind == "person" for c in kept)
        if kept and begins(kept[0]) == match.end() and people:
            return ranked(scene, kept)
    return ()


def _forces(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Проезд расчистить силами участка № 2»: whose forces do it, where nobody else is told."""
    hit = next(iter(rules("linking", "forces").hits(scene.text, start, stop)), None)
    if hit is None:
        return ()
    rule, match = hit
    named = named_in(scene, match.end(), min(stop, match.end() + _HELP), rule.name)
    return ranked(scene, joined(scene, in_case(scene, named, "gent")))


def _behind_topic(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«семена: Зуева – протравить», «шторы: выбрать ткань Лозе»: the topic is told nothing."""
    topic = _TOPIC.match(scene.text, start, stop)
    if topic is None or (act is not None and act < topic.end()) or scene.within(*topic.span()):
        return ()
    about = rules("linking", "topics").finds(topic[1])
    if not about and (is_in_case(topic[1], "datv") or not is_in_case(topic[1], "nomn")):
        return ()
    if rules("linking", "kinds").finds(scene.text[start:stop][:_KIND_WITHIN]):
        return ()  # «Состав жюри: Зуева Т.П. – председатель»
    told = _plain(scene, topic.end(), stop, act)
    return told if told and (about or all(c.found.kind == "person" for c in told)) else ()


def _subject(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """Before its verb or behind it; a person behind it comes first: «Газету ведёт Лось»."""
    before = subject(scene, start, stop)
    if before and before[0].found.kind == "person":
        return before
    behind = subject_after(scene, start, stop)
    named = behind and behind[0].found.kind == "person"
    if named or not before:
        return behind or subject_inside(scene, start, stop)
    return before


def _somebody(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Кто-нибудь из пап – починить скамейку»: nobody by name."""
    for rule, m in rules("linking", "somebody").firsts(scene.text[start:stop]):
        at, end = m.span("who" if m["who"] else "last")
        who = Found("role", start + at, start + end, "nomn", rule.name)
        return (Claim(who, rule.name),)
    return ()


def _everybody(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«Всем сдать отчёты», «всем – заполнить таблицу»: all of them, and no noun behind."""
    match = _ALL.match(scene.text, start, stop)
    if match is None or act is None or act < match.end():
        return ()
    between = scene.text[match.end() : act].lstrip(" –—:-")
    if between.strip() and not _ADVERBS.match(f" {between}"):
        return ()
    who = Found("group", *match.span("who"), "datv", "group.all")
    return (Claim(who, "executor.dative"),)


def _dative(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«Отделу связи подготовить …», «Отделу связи: смету …»."""
    limit = act if act is not None else _limit(scene, start, stop, None)
    told = limit > start and (act is not None or scene.text[limit : limit + 1] == ":")
    told = told and not _nobody_is_told(scene.text[start:stop])
    named = named_in(scene, start, limit, "executor.dative") if told else ()
    dative = in_case(scene, named, "datv")
    dative = tuple(c for c in dative if not _is_thing(scene, c))
    if dative:
        first = dative[0]
        if opens(scene, start, first):
            return ranked(scene, dative)
        if act is not None and _touches(scene, start, dative[-1], act):
            return ranked(scene, dative[-1:])
    return _capitals(scene, start, act)


def _is_thing(scene: Scene, claim: Claim) -> bool:
    """«Меню показать», «НОТАМ дать»: things that do not decline are told nothing."""
    if scene.words(claim.found).isupper() and claim.found.kind in {"group", "role"}:
        return True
    return claim.found.rule == "group.things" and can_stand_in(scene, claim.found, "nomn")


def _capitals(scene: Scene, start: int, act: int | None) -> tuple[Claim, ...]:
    """«ПТО до 5 мая подготовить сметы»: capitals that the document knows for a body elsewhere."""
    match = _ABBREVIATION.match(scene.text, start)
    if match is None or act is None or not _ADVERBS.match(scene.text, match.end(), act):
        return _shouted(scene, start)
    if match[1] in words("recognition", "desks"):
        body = Found("organization", match.start(1), match.end(1), "datv", "organization.cell")
        return (Claim(body, "executor.dative"),)
    known = rf"(?:начальник|руководител|директор|заведующ|нач|зав|специалист)[а-яё.]*\s{match[1]}\b"
    if not re.search(rf"{known}|\b{match[1]}\s?\([А-ЯЁ]", scene.text):
        return ()
    body = Found("organization", match.start(1), match.end(1), "datv", "organization.cell")
    return (Claim(body, "executor.dative"),)


def _shouted(scene: Scene, start: int) -> tuple[Claim, ...]:
    """«АС, СПАСОП – очистить подъезд», «ССТ: вернуть трап»: desks by their initials."""
    match = _DESKS.match(scene.text, start)
    if match is None:
        return ()
    found = (
        Found("organization", match.start(1) + m.start(), match.start(1) + m.end(), "nomn", _CELL)
        for m in _INITIALS.finditer(match[1])
    )
    bodies = [Claim(body, "executor.subject") for body in found]
    guest = next((f for f in scene.within(match.end(1), match.end()) if f.kind == "person"), None)
    last = replace(bodies[-1], representative=guest)  # «СОПП (Ходжаева) – …»
    return ranked(scene, (*bodies[:-1], last))


def _nobody_is_told(words: str) -> bool:
    """Datives that name no executor: who is appointed, who gets something."""
    return rules("linking", "appointed").finds(words) or rules("linking", "recipients").finds(words)


def _dative_dash(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«Зуевой – отчёт до марта»: a dative before the dash, and no act anywhere."""
    if act is not None or DASH.search(scene.text, start, stop) is None:
        return ()
    named = joined(scene, named_in(scene, start, stop, "executor.dative"))
    dative = in_case(scene, named, "datv")
    if len(dative) < len(named) or not dative:
        return ()
    if not opens(scene, start, dative[0]):
        return ()
    tail = TAIL.match(scene.text, ends(dative[-1]), stop)
    route = tail and scene.text[tail.end() : stop].lstrip()[:1].isupper()  # «Липки – Лугов»
    return ranked(scene, dative) if tail and not route else ()


def _dative_after(scene: Scene, start: int, stop: int, act: int | None) -> tuple[Claim, ...]:
    """«график составить Зуевой Т.П.»: what, the act, and at the end of the clause who is told."""
    verb = _VERB.match(scene.text, act, stop) if act is not None else None
    if verb is None or not _LETTERS.search(scene.text, start, verb.start()):
        return ()
    if rules("linking", "giving").finds(verb[0]) or rules("linking", "beneficial").finds(verb[0]):
        return ()
    near = min(stop, verb.end() + _POSITION)
    named = joined(scene, named_in(scene, verb.end(), near, "executor.dative_after"))
    if not named or scene.text[verb.end() : begins(named[0])].strip():
        return ()
    told = all(c.found.kind == "person" and can_stand_in(scene, c.found, "datv") for c in named)
    ended = _CLAUSE_END.match(scene.text, ends(named[-1]), stop)
    return ranked(scene, in_case(scene, named, "datv")) if told and ended else ()


def _touches(scene: Scene, start: int, claim: Claim, act: int) -> bool:
    """A dative that can be nothing else, before the infinitive: «При отказе … главе принять».

    «Оплату подрядчику приостановить»: what is done to him stands first, nobody is told; nor
    by «По складам вернуться»: the preposition asks for the dative.
    """
    if can_stand_in(scene, claim.found, "gent") or governed(scene.text[start : begins(claim)]):
        return False
    gives = rules("linking", "giving").finds(scene.text[act : act + 40])
    told = claim.found.kind == "person" and not gives  # «Копию Зуевой снять»
    if not told and not opens_phrase(scene.text, start):
        return False
    return bool(_ADVERBS.match(scene.text, claim.found.stop, act))


def _with_helpers(
    scene: Scene, claims: tuple[Claim, ...], start: int, stop: int
) -> tuple[Claim, ...]:
    """Adds those whom «совместно с …» names anywhere in the sentence."""
    known = {c.span for c in claims}
    helpers = [
        replace(c, role="co_executor")
        for rule, m in rules("linking", "together").hits(scene.text, start, stop)
        if not _of_event(rule, scene.text[max(start, m.start() - 40) : m.start()])
        for c in _helped(scene, m.end(), stop, rule.name)
        if c.span not in known
    ]
    own = tuple(c for c in claims if c.span not in {h.span for h in helpers})
    return (*own, *helpers)


def _of_event(rule: Rule, before: str) -> bool:
    """«совещание с участием глав»: who comes to an event does nothing for it."""
    joins = rule.name == "executor.taking_part"
    return joins and any(r.search(before) for r in rules("linking", "events"))


def _helped(scene: Scene, start: int, stop: int, rule: str) -> tuple[Claim, ...]:
    """Who follows «совместно с»: the first named and those that a comma or «и» joins to him."""
    act = first_act(scene.text, start, stop)
    limit = min(stop, start + 400, act if act is not None else stop)
    joined: list[Claim] = []
    for claim in claims_in(scene, start, limit, rule):
        since = scene.text[ends(joined[-1]) if joined else start : begins(claim)]
        if not re.fullmatch(r"[\s,)]*(?:и|а также|с)?\s*", since):
            break
        if (
            joined
            and can_stand_in(scene, claim.found, "datv")
            and not can_stand_in(scene, claim.found, "ablt")
        ):
            break
        joined.append(claim)
    return tuple(joined)

"""Lines above items that say who does what stands below: a name, or a unit with one in brackets."""

from __future__ import annotations

import re

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.acts import first_act
from protocol_nlp.linking.claims import Claim, named_in, ranked
from protocol_nlp.linking.joined import ends, joined, opens
from protocol_nlp.linking.scene import Scene, can_stand_in, is_in_case
from protocol_nlp.linking.slots import in_case
from protocol_nlp.linking.tails import only_term
from protocol_nlp.morphology import parses
from protocol_nlp.normalization import nominative
from protocol_nlp.recognition import Found
from protocol_nlp.records import Case

__all__ = ["heading_claims", "printed_claim", "unit_claim"]

_UNIT = re.compile(
    r"\s*(?P<name>[А-ЯЁ][А-Яа-яЁё№«»\d -]{2,80}?)\s*\([А-ЯЁ][^()\n]{2,90}\)\s*:?\s*"
    r"(?:,\s*[^()\n]{3,40})?"  # by when, behind the bracket
)
_PRINTED = re.compile(
    r"\s*(?P<name>[А-ЯЁ][А-Яа-яЁё№«»\d -]{3,80}?)\s*(?:\([^()\n]{3,90}\)\s*)?(?:[–—:]|-(?=\s))\s*"
)
_BESIDE = re.compile(r"^\s*\([а-яё][^()]{2,60}\)")  # «Зуева Т.П. (казначей):»


def heading_claims(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """Who a line above items names, where it says nothing else: «Сулейманову Р.Ф.»."""
    if first_act(scene.text, start, stop) is not None:
        return ()
    named = joined(scene, named_in(scene, start, stop, "executor.heading"))
    if not named or not opens(scene, start, named[0]):
        return ()
    if any(c.found.rule == "group.things" for c in named):
        return ()  # «Ворота и сторож»: what was talked about
    if any(rules("linking", "events").finds(f"{c.span.of(scene.text)} ") for c in named):
        return ()  # «Отчётное собрание»
    if any(_is_word(scene, c) for c in named):
        return ()  # «Дебиторка»
    rest = _BESIDE.sub("", scene.text[ends(named[-1]) : stop]).strip(" .:,;)")
    rest = "" if only_term(scene, rest) else rest
    cases: tuple[Case, ...] = ("datv", "nomn")
    fitting = (case for case in cases if all(can_stand_in(scene, c.found, case) for c in named))
    case = next(fitting, None)
    return ranked(scene, in_case(scene, named, case)) if case and not rest else ()


def _is_word(scene: Scene, claim: Claim) -> bool:
    """Whether a capital alone makes a person of a word that nobody bears as a name."""
    words = scene.words(claim.found)
    if claim.found.kind != "person" or " " in words or "." in words or claim.found.position:
        return False
    borne = any(p.is_surname or p.is_name for p in parses(words))
    return not borne and not scene.introduces(claim.found)


def printed_claim(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Централизованной библиотечной системе:» over items, «Липкинскому ДРСУ – вывезти снег».

    A dative that nothing else explains names whoever is told, though nobody knows such a body.
    """
    match = _PRINTED.match(scene.text, start, stop)
    if match is None or any(_names_other(f, match) for f in scene.within(*match.span("name"))):
        return ()
    orders = first_act(scene.text, match.end(), stop) == match.end()
    if not (orders or match.end() == stop) or not _is_dative(match["name"]):
        return ()
    unit = Found("organization", *match.span("name"), "datv", "organization.printed")
    people = (f for f in scene.within(match.end("name"), match.end()) if f.kind == "person")
    return (Claim(unit, "executor.dative", representative=next(people, None)),)


def _names_other(found: Found, match: re.Match[str]) -> bool:
    """Whether a mention is more than the end of the words: «ДРСУ» of «Липкинскому ДРСУ»."""
    ends = found.kind == "organization" and found.stop == match.end("name")
    return not ends or found.start == match.start("name")


def _is_dative(phrase: str) -> bool:
    """Whether a phrase can be nothing but a dative, or its first word hardly anything else."""
    cases = set(nominative(phrase).cases)
    if cases and cases <= {"datv", "loct"}:
        return is_in_case(phrase, "datv")
    found = [p for p in parses(phrase.split(maxsplit=1)[0]) if p.is_noun or p.is_adjectival]
    return bool(found) and found[0].case in {"datv", "loct"} and is_in_case(phrase, "datv")


def unit_claim(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«БУТАФОРСКИЙ ЦЕХ (Лозовая Н.)»: whoever heads the items, with a name in brackets behind.

    None where the words before the bracket name somebody by themselves.
    """
    match = _UNIT.fullmatch(scene.text, start, stop)
    if match is None or first_act(scene.text, start, stop) is not None:
        return ()
    if scene.within(*match.span("name")):
        return ()
    people = (f for f in scene.within(match.end("name"), stop) if f.kind == "person")
    guest = next(people, None)
    if guest is None:
        return ()
    unit = Found("organization", *match.span("name"), "nomn", "organization.heading")
    return (Claim(unit, "executor.heading", representative=guest),)

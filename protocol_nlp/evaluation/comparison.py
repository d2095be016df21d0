"""When two names, texts or values count as the same: the contract's comparison, in one place.

Source: section 2 of the contract («Comparison folds ё to е, runs of white space to one
space, and quote and dash styles») and the guide of the corpus, which leaves open whether
a leading executor and the verb of the order belong to the text of a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from protocol_nlp.records import Entity, Mention

__all__ = [
    "accepted_forms",
    "accepted_names",
    "fold",
    "same_decision_text",
    "same_name",
    "same_value",
    "words",
]

_QUOTES = "«»„“”‟‘’‚‛′″`'"
_DASHES = "‐‑‒–—―−"
_FOLD = str.maketrans(
    {"ё": "е", "Ё": "Е", **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-")}
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_EDGE = " \t\n.;,:"


def fold(text: str | None) -> str:
    """``text`` with everything folded that the contract's comparison ignores.

    >>> fold("Учреждение  «Зелёный бор» –  филиал")
    'Учреждение "Зеленый бор" - филиал'
    """
    return _SPACE.sub(" ", (text or "").translate(_FOLD)).strip()


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one after folding; null is the same as null only.

    >>> same_name("Семёнов П.Р.", "Семенов П.Р."), same_name(None, "")
    (True, False)
    """
    if one is None or other is None:
        return one is other
    return fold(one) == fold(other)


def accepted_names(name: str, entity: Entity | None) -> frozenset[str]:
    """The folded names that are right for a gold name whose entity may list alternatives.

    >>> entity = Entity("p1", "person", "Лис О.", alternatives=("Лиса О.",))
    >>> sorted(accepted_names("Лис О.", entity))
    ['Лис О.', 'Лиса О.']
    """
    others = entity.alternatives if entity else ()
    return frozenset(map(fold, (name, *others)))


def accepted_forms(mention: Mention, entity: Entity | None) -> frozenset[str]:
    """The folded normal forms that are right for a gold mention.

    Besides its own these are, for a person, the fullest name that the document gives
    (section 2 of the contract), and its entity's alternatives where the mention is named as
    the entity is.

    >>> from protocol_nlp.records import Span
    >>> entity = Entity("p1", "person", "Лис Олег", alternatives=("Лиса Ольга",))
    >>> mention = Mention("m1", "p1", "person", "Лису О.", Span(0, 7), normal="Лис О.")
    >>> sorted(accepted_forms(mention, entity))
    ['Лис О.', 'Лис Олег', 'Лиса Ольга']
    """
    forms = [mention.normal, *mention.alternatives]
    if entity and (mention.kind == "person" or same_name(entity.name, mention.normal)):
        forms += [entity.name, *entity.alternatives]
    return frozenset(map(fold, forms))


def same_value(one: str | None, other: str | None) -> bool:
    """Whether two TIMEX3 values are one; several joined by commas are a set.

    >>> same_value("XXXX-XX-05,XXXX-XX-20", "XXXX-XX-20, XXXX-XX-05")
    True
    """
    return _members(one) == _members(other)


def _members(value: str | None) -> frozenset[str]:
    return frozenset(part.strip() for part in (value or "").split(",") if part.strip())


def words(text: str) -> list[str]:
    """The words of a text, folded and in lower case.

    >>> words("Отчёт – директору!")
    ['отчет', 'директору']
    """
    return _WORD.findall(fold(text).lower())


def same_decision_text(one: str, other: str, executors: Iterable[str] = ()) -> bool:
    """Whether two texts of a decision are one, within what the annotation guide leaves free.

    Free are the punctuation at the edges and, at the head, the words of an executor (as
    they stand in the document, given by ``executors``) with at most two more («Поручить»,
    «Рекомендовать до»).

    >>> same_decision_text("Лицею № 8 подготовить смету.", "подготовить смету", ["Лицею № 8"])
    True
    >>> same_decision_text("Лицею № 8 подготовить смету.", "смету", ["Лицею № 8"])
    True
    >>> same_decision_text("Составить и подписать полную смету.", "смету")
    False
    """
    one, other = fold(one).strip(_EDGE).lower(), fold(other).strip(_EDGE).lower()
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if not shorter or not longer.endswith(shorter):
        return longer == shorter
    head = Counter(_WORD.findall(longer[: len(longer) - len(shorter)]))
    for executor in executors:
        head -= Counter(words(executor))
    return sum(head.values()) <= _FREE_WORDS


_FREE_WORDS = 2

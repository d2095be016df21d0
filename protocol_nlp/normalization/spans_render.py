"""Chosen forms back to a phrase: capitals, ё and spaces as the text has them."""

from __future__ import annotations

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_page import Page
from protocol_nlp.normalization.spans_place import Place

__all__ = ["dressed", "render"]

_NO_SPACE_BEFORE = frozenset("»”)].,;:")


def render(page: Page, place: Place, forms: list[str]) -> str:
    """The phrase that ``forms`` make, one for each token of ``place``.

    White space is one space wherever the text has any, pieces are joined by one, and a
    dropped token (an empty form) takes its space with it.
    """
    parts: list[str] = []
    last = -1
    for token, form in zip(place.tokens, forms, strict=True):
        if form and parts and _spaced(page, last, token):
            parts.append(" ")
        if form:
            parts.append(form)
        last = token
    return "".join(parts)


def dressed(form: str, word: str) -> str:
    """A folded ``form`` in the letters of the ``word`` that it was made from.

    >>> dressed("орел", "Орлом"), dressed("щекина", "Щёкиной"), dressed("мид", "МИДа")
    ('Орел', 'Щёкина', 'МИД')
    >>> dressed("москва", "МОСКВОЙ")
    'МОСКВА'
    """
    folded = fold(word)
    if form == folded or not form:
        return word if form else ""
    same = next((i for i, (a, b) in enumerate(zip(form, folded, strict=False)) if a != b), None)
    same = min(len(form), len(folded)) if same is None else same
    rest = form[same:]
    if word.isupper() and len(word) > 1:
        rest = rest.upper()
    elif same == 0 and word[:1].isupper():
        rest = rest.capitalize()
    return word[:same] + rest


def _spaced(page: Page, last: int, token: int) -> bool:
    if token == last + 1:
        return page.stops[last] < page.starts[token]
    return page.words[token] not in _NO_SPACE_BEFORE

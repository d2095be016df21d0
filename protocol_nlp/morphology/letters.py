"""Letters of an inflected form made like those of the word that it was made from."""

from __future__ import annotations

__all__ = ["dress", "fold"]


def fold(word: str) -> str:
    """``word`` in small letters with ё as е: the form that tables and comparisons use.

    >>> fold("Щёкиной")
    'щекиной'
    """
    return word.lower().replace("ё", "е")


def dress(form: str, model: str) -> str:
    """``form`` with the capitals of ``model``, and without ё where ``model`` writes е.

    CAPITALS stay capitals, a capital at the start of a hyphenated part stays, and
    capitals inside an abbreviation stay as far as the two words run together.

    >>> dress("щёкина", "Щекиной"), dress("щёкина", "Щёкиной")
    ('Щекина', 'Щёкина')
    >>> dress("тер-петросян", "Тер-Петросяну"), dress("минфин", "МинФину")
    ('Тер-Петросян', 'МинФин')
    >>> dress("орёл", "ОРЛУ")
    'ОРЁЛ'
    """
    form = _unyo(form.lower(), model.lower())
    if model.islower():
        return form
    if model.isupper() and len(model) > 1:
        return form.upper()
    ours, theirs = form.split("-"), model.split("-")
    if len(ours) != len(theirs):
        return _positions(form, model)
    return "-".join(_positions(f, m) for f, m in zip(ours, theirs, strict=True))


def _unyo(form: str, model: str) -> str:
    if "ё" not in form:
        return form
    if len(form) < len(model):
        model = model[: len(form)]
    model = model.ljust(len(form))
    return "".join("е" if f == "ё" and m == "е" else f for f, m in zip(form, model, strict=True))


def _positions(form: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return form.upper()
    model = model[: len(form)].ljust(len(form))
    return "".join(f.upper() if m.isupper() else f for f, m in zip(form, model, strict=True))

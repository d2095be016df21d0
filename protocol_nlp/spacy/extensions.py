"""The attributes behind ``._.``: getters, so that nothing but the payload is ever stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc, Span

from protocol_nlp.spacy.payload import decisions_of, minutes_of, normal_of

__all__ = ["ForeignExtensionError", "register"]


class ForeignExtensionError(ValueError):
    """An attribute of ours bears a name that somebody else registered with spaCy."""


_GETTERS: tuple[tuple[type, str, Callable[[Any], object]], ...] = (
    (Doc, "minutes", minutes_of),
    (Doc, "decisions", decisions_of),
    (Span, "normal", normal_of),
)


def register() -> None:
    """Makes ``doc._.minutes``, ``doc._.decisions`` and ``span._.normal`` known; all or none.

    Calling it again changes nothing.  Raises ForeignExtensionError where one of the names
    is taken by an attribute that is not ours, which stays as it is.

    >>> register()
    >>> Doc.get_extension("minutes")[2] is minutes_of
    True
    """
    taken = [_shown(owner, name) for owner, name, ours in _GETTERS if _foreign(owner, name, ours)]
    if taken:
        raise ForeignExtensionError(
            f"{', '.join(taken)} is another's: remove it with remove_extension to use protocol_nlp"
        )
    for owner, name, getter in _GETTERS:
        if not owner.has_extension(name):  # type: ignore[attr-defined]
            owner.set_extension(name, getter=getter)  # type: ignore[attr-defined]


def _foreign(owner: Any, name: str, ours: Callable[[Any], object]) -> bool:  # noqa: ANN401
    """Whether the name is taken by another; a getter of a reloaded module is still ours."""
    if not owner.has_extension(name):
        return False
    getter = owner.get_extension(name)[2]
    where = (getattr(getter, "__module__", None), getattr(getter, "__qualname__", None))
    return where != (ours.__module__, ours.__qualname__)


def _shown(owner: type, name: str) -> str:
    return f"{owner.__name__}._.{name}"

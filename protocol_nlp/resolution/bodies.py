"""Which names are of one body: full, shortened and abbreviated ones; roles and groups.

A body is named in full once and shortened afterwards: by an abbreviation that the
document introduces («далее – Минобр»), by leaving off the tail («министерство
образования» for «министерство образования и науки области»), or by the quoted name
alone.  A shortened name joins a fuller one only where just one fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protocol_nlp.normalization.phrases import PhraseForm, nominative
from protocol_nlp.records import Case
from protocol_nlp.resolution.naming import Naming, fold

__all__ = ["Body", "bodies", "form_of"]

# «администрация поселения» for «администрация Липовского сельского поселения»
_OF = re.compile(r"(?:ого|его|ой|ей|ых|их)$")
_QUOTED = re.compile(r'"(.{3,200}?)"')


@dataclass(slots=True)
class Body:
    """One organisation, role or group: its mentions and the fullest name of them."""

    namings: list[Naming] = field(default_factory=list)
    name: str = ""
    keys: set[str] = field(default_factory=set)
    cases: dict[Naming, Case | None] = field(default_factory=dict)


def bodies(namings: Sequence[Naming]) -> list[Body]:
    """The bodies that ``namings`` name, in the order of their first mention.

    >>> from protocol_nlp.records import Span
    >>> full = Naming("organization", "Министерству образования области", Span(0, 32), "datv")
    >>> short = Naming("organization", "министерство образования", Span(40, 64), "nomn")
    >>> [b.name for b in bodies([full, short])]
    ['Министерство образования области']
    """
    found: dict[str, Body] = {}
    for naming in namings:
        form = form_of(naming)
        body = found.setdefault(fold(form.normal), Body(name=form.normal))
        body.keys.add(fold(form.normal))
        body.namings.append(naming)
        if _better(form.normal, body.name):
            body.name = form.normal
        body.cases[naming] = naming.case or form.case
        if naming.alias:
            body.keys.add(fold(nominative(naming.alias).normal))
    return sorted(_merged(list(found.values())), key=lambda b: b.namings[0].span.start)


def form_of(naming: Naming) -> PhraseForm:
    """The phrase of a mention read: a body is one («лаборатории горных почв»).

    >>> from protocol_nlp.records import Span
    >>> form_of(Naming("organization", "Лаборатории почв", Span(0, 16))).normal
    'Лаборатория почв'
    """
    plural = False if naming.kind == "organization" else None
    return nominative(naming.name, naming.case, plural=plural)


def _better(name: str, known: str) -> bool:
    """The capital of a name is seen where no sentence hides it; a letterhead shouts."""
    return (known[:1].islower() and name[:1].isupper()) or (known.isupper() and not name.isupper())


def _merged(found: list[Body]) -> list[Body]:
    longest_first = sorted(found, key=lambda b: (-len(b.name), b.namings[0].span.start))
    index: dict[str, list[Body]] = {}
    kept: list[Body] = []
    for body in longest_first:
        home = _home(body, index)
        if home is None:
            kept.append(body)
            home = body
        else:
            _join(home, body)
        for key in _shortenings(body):
            if home not in index.setdefault(key, []):
                index[key].append(home)
    return kept


def _home(body: Body, index: dict[str, list[Body]]) -> Body | None:
    fitting = {id(b): b for key in sorted(body.keys) for b in index.get(key, ())}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _shortenings(body: Body) -> set[str]:
    """Every name that may stand for the body later on, itself included."""
    if body.namings[0].kind != "organization":
        return set(body.keys)
    short = set(body.keys)
    for key in body.keys:
        short.update(_QUOTED.findall(key), (f'"{q}"' for q in _QUOTED.findall(key)))
        for quoted in _QUOTED.findall(key):  # «Дому культуры» for «Липовский Дом культуры»
            inner = quoted.split(" ")[:40]
            short.update(" ".join(inner[n:]) for n in range(1, len(inner) - 1))
        words = key.split(" ")[:40]
        short.update(" ".join(words[:n]) for n in range(1, len(words)))
        bare = [w for n, w in enumerate(words) if n in {0, len(words) - 1} or not _OF.search(w)]
        short.update(" ".join(bare[:n]) for n in range(2, len(bare) + 1))
    return short


def _join(home: Body, other: Body) -> None:
    both = " " in home.name and " " in other.name
    if both and home.name.isupper() and not other.name.isupper():
        home.name = other.name  # the letterhead, and how the text writes it
    elif both and home.name[:1].islower() and home.name[:1].upper() == other.name[:1]:
        home.name = home.name[:1].upper() + home.name[1:]
    home.namings = sorted([*home.namings, *other.namings], key=lambda n: n.span.start)
    home.keys |= other.keys
    home.cases |= other.cases

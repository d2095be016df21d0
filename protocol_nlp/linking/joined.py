"""Several executors in a row: where one claim begins and ends, and what joins it to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.claims import Claim
from protocol_nlp.linking.scene import Scene, can_stand_in, is_in_case

__all__ = ["begins", "does", "ends", "is_short_office", "joined", "opens"]

OFFICE = 80  # characters of a position that recognition does not know as one
_BOUNDARY = re.compile(
    r"(?:^|[,;:–—(-])\s*(?:а\s+также\s+|[аи]\s+)?$|\b(?:товарищ(?:у|ам)?|тов|тт?|гр|г-н[уа]|г-ж[еу])\.?\s*$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[\s,;)/+]*(?:[(/][^()/]{0,120}[)/][\s,;]*)?(?:и|а\s+также|или)?\s*(?:(?:тт?|тов)\.\s*|т\.\s?т\.\s*)?"
)


def joined(scene: Scene, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The first named and those whom commas and «и» join to him."""
    kept: list[Claim] = []
    for claim in claims:
        begin = begins(claim)
        if kept and not _joins(scene.text[ends(kept[-1]) : begin]):
            break
        kept.append(claim)
    return tuple(kept)


def _joins(between: str) -> bool:
    return bool(_JOINT.fullmatch(between)) or is_short_office(between)


def begins(claim: Claim) -> int:
    """The offset at which an executor's words begin, a position before the name included."""
    position = claim.found.position
    return min(claim.found.start, position[0]) if position else claim.found.start


def ends(claim: Claim) -> int:
    """The offset behind an executor's words, the bracket of who stands for it included."""
    guest = claim.representative
    stops = [claim.found.stop, guest.stop + 1 if guest else 0]
    return max([*stops, claim.found.position[1] if claim.found.position else 0])


def does(scene: Scene, claim: Claim) -> bool:
    """Whether a nominative can name who does it: things do nothing."""
    return claim.found.rule != "group.things" and can_stand_in(scene, claim.found, "nomn")


def is_short_office(words: str) -> bool:
    """Whether words before a name end in an office cut short: «ст. преп.», «зам. нач. цеха».

    >>> is_short_office("Ст. преп. "), is_short_office("По вопросу ")
    (True, False)
    """
    return rules("linking", "offices_short").finds(words[-OFFICE:])


def opens(scene: Scene, start: int, claim: Claim) -> bool:
    """Whether nothing that could govern the words stands before them."""
    begin = begins(claim)
    before = scene.text[max(start, begin - 40) : begin]
    if not before.strip(' \t\n«"@') or _BOUNDARY.search(before):
        return True
    whole = scene.text[start:begin]
    if claim.found.kind == "person" and is_short_office(whole):
        return True
    return claim.found.kind == "person" and len(whole) < OFFICE and is_in_case(whole, "datv")

"""The case that a slot asks for: who can stand there, and what that makes of the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.linking.claims import Claim
from protocol_nlp.linking.scene import Scene, can_stand_in, declined
from protocol_nlp.records import Case

__all__ = ["in_case"]


def in_case(scene: Scene, claims: Sequence[Claim], case: Case) -> tuple[Claim, ...]:
    """Those who can stand in the slot's case, which then is theirs and their guests'."""
    fitting = (
        c for c in claims if can_stand_in(scene, c.found, case) and not _bare(scene, c, case)
    )
    return tuple(_cased(scene, c, case) for c in fitting)


def _cased(scene: Scene, claim: Claim, case: Case) -> Claim:
    found, guest = claim.found, claim.representative
    if guest is not None and not can_stand_in(scene, guest, guest.case or "nomn"):
        guest = replace(guest, case=case)  # a bracketed name is in the nominative or agrees
    if found.case is None:
        found = replace(found, case=case)
    if found is claim.found and guest is claim.representative:
        return claim
    return replace(claim, found=found, representative=guest)


def _bare(scene: Scene, claim: Claim, case: Case) -> bool:
    """A lone capitalised word that does not decline is no person's name: «Этикет соблюдать»."""
    words = scene.words(claim.found)
    alone = claim.found.kind == "person" and " " not in words and "." not in words
    alone = alone and claim.found.position is None and claim.found.rule != "person.titled"
    alone = alone and not scene.introduces(claim.found)
    return alone and case != "nomn" and not declined(words, case)

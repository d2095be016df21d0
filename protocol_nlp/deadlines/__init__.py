"""When: every way an office says it, in the normal form of the contract."""

from protocol_nlp.deadlines.policy import Policy
from protocol_nlp.deadlines.reading import (
    default,
    find,
    is_meeting,
    next_meeting,
    parse,
    refers_back,
)

__all__ = ["Policy", "default", "find", "is_meeting", "next_meeting", "parse", "refers_back"]

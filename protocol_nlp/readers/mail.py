"""E-mail (.eml): the attached document where there is one, else the body.

Of several attached documents the one that names itself minutes, an order or the like is
read, else the first that can be.  If none can be, the body is read where it is minutes
itself; a covering note («см. вложение») is not given out for the document.
"""

from __future__ import annotations

import email
import email.header
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message

from protocol_nlp.readers.charset import decode
from protocol_nlp.readers.errors import ReadError, printable
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.sniff import Format, sniff
from protocol_nlp.readers.web_page import html_text

__all__ = ["read_eml"]

Read = Callable[[bytes, Budget], str]

_MINUTES = re.compile(
    r"протокол|поручени|приказ|распоряжени|постановлени|решени|выписк|журнал"
    r"|protokol|porucheni|prikaz|rasporyazheni|postanovleni|resheni|vypisk",
    re.IGNORECASE,
)
_DECIDING = re.compile(r"решил|постановил|приказываю|поручить|обеспечить|протокол", re.IGNORECASE)
_HEAD = 600
_SHORTEST_MINUTES = 300
_TEXTS = frozenset({Format.TEXT, Format.HTML})
_BOUNDARY = re.compile(rb"boundary\s{0,9}=", re.IGNORECASE)
_MOST_WORK = 20_000_000
"""Lines times boundaries: the parser of the standard library tries each on each."""
_LONGEST_HEADER = 1 << 14
"""It also takes the square of the length of a header's parameters."""
_MOST_PARTS = 1000
_DEEPEST = 5


def read_eml(data: bytes, budget: Budget, read: Read) -> str:
    """The text of a message; ``read`` reads an attachment of any kind."""
    if budget.depth >= _DEEPEST:
        raise budget.refuse("holds messages within messages without end")
    if data.count(b"\n") * (len(_BOUNDARY.findall(data)) + 1) > _MOST_WORK:
        raise budget.refuse("is a message of more lines and parts than any has")
    start = data.find(b"\n") + 1 if data.startswith(b"From ") else 0
    parts = _parts(email.message_from_bytes(data[start:]), budget)
    complaints: list[ReadError] = []
    found = _attached(parts, budget, read, complaints)
    if found:
        return found
    body = _body(parts, budget)
    if complaints and not _is_minutes(body):
        raise complaints[0]
    if not body.strip():
        raise budget.refuse("is a message without a text or a document that can be read")
    return body


def _parts(message: Message, budget: Budget) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        budget.remaining()
        if len(parts) >= _MOST_PARTS:
            raise budget.refuse("is a message of more parts than any has")
        described = (value for name, value in part.items() if name.lower().startswith("content-"))
        if any(len(str(value)) > _LONGEST_HEADER for value in described):
            raise budget.refuse("is a message with a longer header than any has")
        if not part.is_multipart():
            parts.append(part)
    return parts


def _attached(parts: list[Message], budget: Budget, read: Read, complaints: list[ReadError]) -> str:
    """The best of the attached documents that can be read, or an empty string."""
    first = ""
    for name, data, its_budget in _documents(parts, budget):
        try:
            text = read(data, its_budget)
        except ReadError as error:
            complaints.append(error)
            continue
        if text.strip() and (_MINUTES.search(name) or _MINUTES.search(text[:_HEAD])):
            return text
        first = first or (text if text.strip() else "")
    return first


def _documents(parts: list[Message], budget: Budget) -> Iterator[tuple[str, bytes, Budget]]:
    """Each part that is a document: by its content, or a text that has a name of its own."""
    for part in parts:
        name, data = _filename(part), _content(part)
        its_budget = replace(
            budget, name=f"{budget.name}: {printable(name)}", depth=budget.depth + 1
        )
        try:
            kind = sniff(data, its_budget)
        except ReadError:  # a picture, a signature, an archive: nothing that is read here
            continue
        alone = bool(name) or part.get_content_disposition() == "attachment"
        if data and (kind not in _TEXTS or (alone and part.get_content_maintype() == "text")):
            yield name, data, its_budget


def _body(parts: list[Message], budget: Budget) -> str:
    for subtype in ("plain", "html"):
        for part in parts:
            if part.get_content_type() != f"text/{subtype}" or _filename(part):
                continue
            text = decode(_content(part), _charset(part)) or ""
            text = html_text(text, budget) if subtype == "html" else text
            if text.strip():
                return text
    return ""


def _is_minutes(body: str) -> bool:
    return len(body) >= _SHORTEST_MINUTES and _DECIDING.search(body) is not None


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    """The encoding that a part names; 8-bit letters called ASCII name none."""
    try:
        charset = part.get_content_charset()
    except (MessageError, LookupError, ValueError):
        return None
    return None if charset == "us-ascii" else charset


def _filename(part: Message) -> str:
    """The name of an attachment, decoded (RFC 2047, RFC 2231); empty where it has none."""
    try:
        name = part.get_filename() or ""
        return str(email.header.make_header(email.header.decode_header(name)))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        return "attachment"

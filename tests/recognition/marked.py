"""Gold in one line: ``Поручить <p Жуку К.Л.> и <o Отделу культуры> …``."""

import re
from pathlib import Path

KINDS = {"p": "person", "o": "organization", "r": "role", "g": "group"}
_MARK = re.compile(r"<([porg]) ([^<>]*)>")


def gold(line):
    """The plain text of a marked line and its mentions as (kind, text) in order."""
    text = _MARK.sub(r"\2", line)
    return text, [(KINDS[m.group(1)], m.group(2)) for m in _MARK.finditer(line)]


def lines(name):
    """The marked lines of ``name``.txt beside this file, comments and blanks left out."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

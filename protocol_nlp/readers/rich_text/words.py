"""The control words of RTF that bear text or hide it; all others only shape it."""

from __future__ import annotations

__all__ = ["CHARSETS", "ENTERED", "SIGNS", "SKIPPED"]

SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "column": "\n", "softline": "\n",
    "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
"""Control words that stand for characters."""

SKIPPED = frozenset({
    "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "fldinst", "objdata", "objclass", "nonesttables",
    "nonshppict", "shppict", "xe", "tc", "rxe", "atnid", "atnauthor", "annotation", "ftnsep",
    "ftnsepc", "aftnsep", "aftnsepc", "listtable", "listoverridetable", "revtbl", "filetbl",
    "generator", "themedata", "colorschememapping", "latentstyles", "datastore", "sp", "sn", "sv",
    "bkmkstart", "bkmkend", "pntxta", "pntxtb", "pnseclvl", "formfield", "userprops", "xmlnstbl",
    "rsidtbl", "template", "private",
})  # fmt: skip
"""Destinations whose words are no words of the document."""

ENTERED = frozenset({"shpinst", "shptxt", "nesttableprops", "fldrslt", "ud"})
"""Destinations that are marked as passable («\\*») and bear text nevertheless."""

CHARSETS = {
    0: None, 1: None, 77: "mac-roman", 161: "cp1253", 162: "cp1254", 186: "cp1257",
    204: "cp1251", 238: "cp1250", 254: "cp437", 255: "cp866",
}  # fmt: skip
"""``\\fcharset`` to encodings; None is that of the document."""

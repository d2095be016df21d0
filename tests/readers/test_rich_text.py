"""RTF: encodings, hidden and deleted text, computed numbers, tables."""

from __future__ import annotations

import pytest

from protocol_nlp.readers import ReadError, read_bytes

FONTS = (
    r"{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 Times CE;}}"
    r"{\stylesheet{\s0 Normal;}}"
)


def rtf(inside: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1251\uc1" + FONTS + r"\f0 " + inside + "}").encode("cp1251")


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r"\'d0\'e5\'f8\'e8\'eb\'e8\par", "Решили"),
        (r"\u1056?\u1077?\u1096?\u1080?", "Реши"),
        (r"\uc2\u1056??\u1077\'3f\'3f!", "Ре!"),
        (r"{\uc0\u1056 \u1077 }\u1096?", "Реш"),
        ("Решили", "Решили"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f2 \'e8}", "č"),
        (r"видно{\v скрыто}", "видно"),
        (r"видно\v скрыто\v0  снова", "видно снова"),
        (r"стало{\deleted было}", "стало"),
        (r"раз\line два", "раз\nдва"),
        (r"Лугова\tab 1\~мая", "Лугова\t1\u00a0мая"),
        (r"1\_го ис\-полнить \emdash  \{x\} \\", "1-го исполнить — {x} \\"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}} стр.", "7 стр."),
        (r"{\pict 0a0b}{\*\unknown x}{\header голова}да", "да"),
        (r"{\listtext\pard\plain 1.\tab}Принять\par", "1. Принять"),
        (r"{\listtext\f1 \'b7\tab}Принять", "• Принять"),
        (r"{\pntext\f0 а)\tab}{\*\pn\pnlvlbody{\pntxta )}}Принять", "а) Принять"),
        (r"{\bkmkstart x}да{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt БЛОК}}", "даБЛОК"),
        (r"да\bin4 }}}}нет", "данет"),
    ],
)
def test_text(inside: str, text: str) -> None:
    assert read_bytes(rtf(inside)) == f"{text}\n"


def test_notes() -> None:
    inside = r"Смета{\super 1{\footnote\pard\plain без\par налога}} принята\par Конец\par"
    assert read_bytes(rtf(inside)) == "Смета1 принята\nКонец\n[1] без налога\n"


ROW = r"\trowd\cellx1\cellx2\cellx3 \pard\intbl "


def test_tables() -> None:
    merged = r"\trowd\clmgf\cellx1\clmrg\cellx2\cellx3 \pard\intbl Итого\cell\cell 5\cell\row "
    inside = (
        r"До\par "
        + ROW
        + r"1\cell Иванов И.И.\par Петров П.П.\cell мая\cell\row "
        + merged
        + r"\pard После\par"
    )
    assert read_bytes(rtf(inside)).splitlines() == [
        "До", "1 | Иванов И.И. Петров П.П. | мая", "Итого | 5", "После",
    ]  # fmt: skip


def test_a_row_without_its_end_is_not_lost() -> None:
    assert read_bytes(rtf(ROW + r"раз\cell два\cell \pard три\par")).splitlines() == [
        "раз", "два", "три",
    ]  # fmt: skip


def test_a_table_in_a_cell() -> None:
    nested = r"{\pard\intbl\itap2 а\nestcell б\nestcell{\*\nesttableprops\nestrow}}"
    assert read_bytes(rtf(ROW + "1\\cell " + nested + r"\cell в\cell\row")) == "1 | а, б | в\n"


@pytest.mark.parametrize("cut", [30, 120, -1])
def test_cut_short(cut: int) -> None:
    with pytest.raises(ReadError, match="is cut short"):
        read_bytes(rtf(r"Решили\par")[:cut])


def test_endless_nesting() -> None:
    with pytest.raises(ReadError, match="nested deeper"):
        read_bytes(b"{\\rtf1" + b"{" * 100_000)

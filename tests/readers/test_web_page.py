"""HTML: what ends a line, what is a row, what a list prints before its items."""

from __future__ import annotations

import pytest

from protocol_nlp.readers import read_bytes


def read(body: str) -> list[str]:
    return read_bytes(f"<html><body>{body}</body></html>".encode()).splitlines()


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>один\n два<p>три<br>четыре", ["один два", "три", "четыре"]),
        ("один<div>два</div>три", ["один", "два", "три"]),
        ("Ре<b>ши</b>ли <i>:</i>", ["Решили :"]),
        ("<pre>а  б\n  в</pre>", ["а  б", "  в"]),
        ("&laquo;Да&raquo; &#1071;&nbsp;1", ["«Да» Я\u00a01"]),
        ("<script>var a = '<p>x</p>';</script><style>p{}</style>да", ["да"]),
        ("<p style='display: none'>нет</p><p hidden>нет<b>нет</b></p>да", ["да"]),
        ("<!-- нет --><del>было</del><ins>стало</ins>", ["стало"]),
        ("<ol><li>а<li>б<ol type=a><li>в</ol><li>г</ol>", ["1. а", "2. б", "a. в", "3. г"]),
        ("<ol start=3 type=I><li>а<li value=7>б<li>в</ol>", ["III. а", "VII. б", "VIII. в"]),
        ("<ol style='list-style-type: lower-roman'><li><p>а</p></ol>", ["i. а"]),
        ("<ul><li>а<ul><li>б</ul></ul><ul style='list-style:none'><li>в</ul>", ["• а", "• б", "в"]),
        ("<table><tr><td>а<td>б<tr><td colspan=2>в</table>", ["а | б", "в"]),
        ("<table><tr><td rowspan=2>а<td>б<tr><td>в</table>", ["а | б", "|  | в |"]),
        ("<table><tr><td>а<td rowspan=2>б<tr><td>в</table>", ["а | б", "в |"]),
        ("<table><tr><td>а<td><table><tr><td>б<td>в</table></table>", ["а | б, в"]),
        ("<table><tr><td><p>один<p>два</table>", ["один", "два"]),
        ("<table><tr><td>РЕШИЛИ:<td><ol><li>а<li>б</ol></table>", ["РЕШИЛИ:", "1. а", "2. б"]),
        ("<table><tr><td>а<td>б</table", ["а | б"]),
        ("<![if !supportLists]><span>1.<span>&nbsp;</span></span><![endif]>Да", ["1.\u00a0Да"]),
        ("<td>без таблицы</td><li>пункт</li>", ["без таблицы", "• пункт"]),
    ],
)  # fmt: skip
def test_lines(body: str, lines: list[str]) -> None:
    assert read(body) == lines


def test_a_page_that_names_a_wrong_encoding() -> None:
    page = "<meta charset=utf-8><p>Решили принять</p>"
    assert read_bytes(page.encode("cp1251")) == "Решили принять\n"


def test_text_that_only_begins_with_a_bracket_is_no_page() -> None:
    text = "<*> Учреждения участвуют по согласованию.\n"
    assert read_bytes(text.encode()) == text


ORDER = "<h1>Приказ № 3</h1><p>Складу сдать ключи до 4 мая.</p>"
READ = ["Приказ № 3", "Складу сдать ключи до 4 мая."]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<header>Музей</header><main>{ORDER}</main><footer>© 2020</footer>", READ),
        (f"<main><article>{ORDER}</article><p>Поделиться</p></main><p>Новости</p>", READ),
        (f"<main>{ORDER}<article>Ещё</article></main><p>Новости</p>", [*READ, "Ещё"]),  # a teaser
        (f"<article>Ещё</article>{ORDER}", ["Ещё", *READ]),
        (f"<article>а</article><article>б</article>{ORDER}", ["а", "б", *READ]),
        (f"<aside>Новости</aside>{ORDER}<div role=navigation>Вверх</div>", READ),
        (f"<article hidden>нет</article>{ORDER}", READ),
        (f"<main><nav>Меню</nav>{ORDER}<p hidden>нет</p></main>Новости", READ),
        (f"<main><div>{ORDER}", READ),  # never closed
        ("<main></main><article></article>", []),
    ],
)
def test_the_document_and_not_the_page_around_it(body: str, lines: list[str]) -> None:
    assert read(body) == lines

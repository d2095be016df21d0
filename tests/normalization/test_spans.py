import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.normalization.spans import normalize_spans
from protocol_nlp.normalization.spans_candidates import Edits, candidates
from protocol_nlp.normalization.spans_page import read_page
from protocol_nlp.normalization.spans_place import locate
from protocol_nlp.normalization.spans_render import dressed, render


def normal(marked: str) -> str:
    """The normal form of the span in [[ ]], its pieces joined by ¦, in the text around it."""
    text, pairs, start = "", [], None
    for part in marked.replace("[[", "\0[").replace("]]", "\0]").split("\0"):
        if part[:1] == "[" and start is None:
            start = len(text)
        elif part[:1] == "]" and start is not None:
            pairs.append((start, len(text)))
            start = None
        else:
            text += part
            continue
        text += part[1:]
    (found,) = normalize_spans(text, [pairs])
    return found.normal


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # terms of official documents: head and what agrees to the nominative, number kept
        ("направлены на развитие [[сельских территорий]] области", "сельские территории"),
        ("в целях [[повышения качества питьевой воды]]", "повышение качества питьевой воды"),
        ("обеспечение [[жилых помещений и общежитий]] теплом", "жилые помещения и общежития"),
        ("отчёт о [[количестве отремонтированных дорог]]", "количество отремонтированных дорог"),
        ("проект [[реализуется]] в районе", "реализоваться"),
        ("увеличить долю [[семей, имеющих трёх детей]]", "семьи, имеющие трех детей"),
    ],
)
def test_terms(marked: str, expected: str) -> None:
    assert normal(marked).replace("ё", "е") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Об этом сообщили в [[Министерстве культуры]].", "Министерство культуры"),
        ("Встречу провёл глава [[Республики Тыва]].", "Республика Тыва"),
        ("Об этом рассказала [[Марина Зубкова]].", "Марина Зубкова"),
        ("Награду вручили [[Марине Зубковой]].", "Марина Зубкова"),
        ("Награду вручили [[Олегу Зубкову]].", "Олег Зубков"),
        ("Поезд прибыл из [[Каменска-Уральского]].", "Каменск-Уральский"),
        ("Он работал в [[МИДе]].", "МИД"),
        ("Матч прошёл на [[стадионе «Заря»]].", "стадион «Заря»"),
        ("Команда из [[Нижнего Тагила]] победила.", "Нижний Тагил"),
    ],
)
def test_names(marked: str, expected: str) -> None:
    assert normal(marked) == expected


def test_pieces_are_joined_by_a_space() -> None:
    assert normal("Дожди в [[Томской]] и Омской [[областях]].") == "Томская область"


def test_the_rest_of_the_page_tells_the_gender_of_a_surname() -> None:
    tail = " Позже пресс-служба уточнила, что [[Журавлева]] пригласили на совет."
    assert normal("На встречу приехал Игорь Журавлев." + tail) == "Журавлев"


def test_what_lies_outside_is_clipped() -> None:
    text = "Совет района"
    spans = [(-5, 5), (6, 99), (50, 60), (5, 5), (9, 3), (3, -1)]
    assert [n.normal for n in normalize_spans(text, spans)][:2] == ["Совет", "район"]
    assert [n.normal for n in normalize_spans(text, spans)][2:] == ["", "", "", ""]


def test_no_spans_and_no_text() -> None:
    assert normalize_spans("текст", []) == ()
    assert [n.normal for n in normalize_spans("", [(0, 0), (0, 9)])] == ["", ""]
    assert [n.normal for n in normalize_spans("слово", [[]])] == [""]


def test_a_result_a_span_in_order() -> None:
    text = "Совету, комитету и министерству"
    spans = [(19, 31), (0, 6), (8, 16), (0, 6)]
    phrases = [n.phrase for n in normalize_spans(text, spans)]
    assert phrases == ["министерству", "Совету", "комитету", "Совету"]


def test_many_spans_are_read_in_batches_whatever_their_order() -> None:
    text = "Отчёт комитета направлен в министерство. " * 300
    step = len(text) // 300
    spans = [(step * i + 6, step * i + 14) for i in range(300)]
    spans += [(step * i + 27, step * i + 39) for i in range(300)]
    found = [n.normal for n in normalize_spans(text, spans * 2)]
    assert found == ["комитет"] * 300 + ["министерство"] * 300 + found[:600]
    assert [n.normal for n in normalize_spans(text, spans[::-1])] == found[:600][::-1]


def test_the_rest_of_a_very_long_span_stays_as_it_stands() -> None:
    text = "отчёта " + "комитета " * 400
    normalized = normalize_spans(text, [(0, len(text))])[0].normal.split()
    assert normalized[0] == "отчёт"
    assert len(normalized) == 401
    assert normalized[-1] == "комитета"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_span_fails(data: st.DataObject) -> None:
    letters = st.characters() | st.sampled_from("абвгдеёжзий АБВГ«».,-\n\0\ud800")
    text = data.draw(st.text(letters, max_size=80))
    offset = st.integers(-9, 99)
    pair = st.tuples(offset, offset)
    spans = data.draw(st.lists(pair | st.lists(pair, max_size=3), max_size=6))
    found = normalize_spans(text, spans)
    assert len(found) == len(spans)
    assert found == normalize_spans(text, spans)


def test_long_lines_and_odd_words() -> None:
    text = "а" * 5000 + " " + "слово " * 3000 + "-" * 500 + "\ud800\0"
    assert len(normalize_spans(text, [(0, len(text)), (0, 10), (6000, 6010)])) == 3


@pytest.mark.parametrize(
    ("word", "form"),
    [("развития", "развитие"), ("субсидий", "субсидии"), ("проводится", "проводиться")],
)
def test_candidates_hold_the_normal_form_and_the_word(word: str, form: str) -> None:
    found = [c.form for c in candidates(word, Edits({}, {}))]
    assert found[0] == word
    assert form in found


def test_edits_give_candidates_that_no_paradigm_has() -> None:
    edits = Edits({"дя": [("ь", 1)]}, {"выше": ["высокий"]})
    assert "будь" in [c.form for c in candidates("будя", edits)]
    assert "высокий" in [c.form for c in candidates("выше", edits)]


@pytest.mark.parametrize(
    ("form", "word", "expected"),
    [
        ("совет", "Советом", "Совет"),
        ("лев", "Льва", "Лев"),
        ("область", "ОБЛАСТЬЮ", "ОБЛАСТЬ"),
        ("цум", "ЦУМе", "ЦУМ"),
        ("королева", "Королёвой", "Королёва"),
        ("", "был", ""),
    ],
)
def test_forms_are_dressed_like_the_word(form: str, word: str, expected: str) -> None:
    assert dressed(form, word) == expected


def test_a_dropped_token_takes_its_space_along() -> None:
    page = read_page("не  будет построено")
    place = locate(page, [(0, 19)])
    assert render(page, place, ["не", "", "построить"]) == "не построить"


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, protocol_nlp.normalization.spans;"
        "sys.exit(any(m in sys.modules for m in ('numpy', 'pymorphy3', 'torch')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("span", [(0, 0), (1, 1), (2, 2), (9, 9), (5, 1), [(1, 1), (2, 2)], []])
def test_an_empty_span_comes_back_empty(span):
    assert normalize_spans("00", [span])[0].normal == ""

"""The tagger against slovnet itself: the same tokens, shapes and tags on generated text."""

import os
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import razdel
from hypothesis import given, settings
from hypothesis import strategies as st
from navec import Navec
from slovnet import NER
from slovnet.shape import word_shape

from protocol_nlp.recognition.tagger import tag, tagger, tokens, weights

NAMES = ["Орлов В.А.", "Мария Кюри", "К. Л. ЖУК", "Тер-Петросян", "Ли Ён", "О.Бендер", "Siemens"]
BODIES = ["Минфин России", "ООО «Заря»", "Совет Федерации", "НАТО", "«Зенит»", "МБОУ СОШ № 5"]
PLACES = ["Тула", "в Нижнем Новгороде", "США", "Амурская область", "на Дону", "г. Липки"]
WORDS = [
    "провести",
    "мониторинг,",
    "сообщил",
    "1,5",
    "млн.",
    "до",
    "01.06.2021",
    "(п.",
    "2.1)",
    "и",
    "–",
    "что:",
    "№",
    "7",
    "5-го",
]


def sentences(count):
    draw = random.Random(7)  # noqa: S311 - any sequence will do
    for _ in range(count):
        parts = draw.choices([NAMES, BODIES, PLACES, WORDS], [2, 2, 2, 6], k=draw.randint(1, 25))
        yield " ".join(draw.choice(part) for part in parts)


@pytest.fixture(scope="module")
def slovnet():
    data = Path(find_spec("natasha").origin).parent / "data"
    model = NER.load(str(data / "model/slovnet_ner_news_v1.tar"), batch_size=1)
    return model.navec(Navec.load(str(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")))


def test_tags_are_those_of_slovnet(slovnet):
    texts = list(sentences(600))
    theirs = [[(s.type, s.start, s.stop) for s in slovnet(text).spans] for text in texts]
    assert [list(map(tuple, names)) for names in tag(texts)] == theirs
    assert sum(map(len, theirs)) > 600


def test_tags_do_not_depend_on_company():
    texts = list(sentences(60))
    assert tag(texts) == [tag([text])[0] for text in texts]


def test_long_sequences_of_names(slovnet):
    texts = ["Иванов И.И., " * 3000, "Минфин и " * 800]
    theirs = [[(s.type, s.start, s.stop) for s in slovnet(text).spans] for text in texts]
    assert [list(map(tuple, names)) for names in tag(texts)] == theirs


def test_cache_may_overflow(monkeypatch):
    texts = list(sentences(80))
    expected = tag(texts)
    monkeypatch.setattr("protocol_nlp.recognition.tagger.network._CACHED_WORDS", 20)
    small = tagger.Tagger(weights.load())
    words = [[text[a:b] for a, b in tokens.spans(text)] for text in texts]
    assert [len(names) for names in small(words)] == [len(names) for names in expected]


def test_network_is_loaded_without_natasha():

    code = (
        "import sys; from protocol_nlp.recognition.tagger import tag; tag(['Тула']); "
        "bad = {'natasha', 'slovnet', 'navec', 'pymorphy2', 'yargy'} & set(sys.modules); "
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("setting", [None, "2"])
def test_environment_is_left_as_it_was(setting):

    env = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    if setting:
        env["OMP_NUM_THREADS"] = setting
    code = (
        "import os; before = dict(os.environ); "
        "from protocol_nlp.recognition.tagger.weights import numpy; numpy(); "
        "assert dict(os.environ) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=env)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet='аБвГd5-–.,/!?_*:;()«»"é°№\\ \tx=…', max_size=16))
def test_tokens_are_those_of_razdel(text):
    assert tokens.spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12))
def test_tokens_of_any_text(text):
    assert tokens.spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="аБвГdD5-–.,!№", min_size=1, max_size=6))
def test_shapes_are_those_of_slovnet(word):
    assert tokens.shape(word) == word_shape(word)

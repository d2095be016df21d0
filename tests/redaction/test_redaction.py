"""Nobody of the original is left in any output, and what is left still fits together."""

import dataclasses
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.normalization import parse_name, readings
from protocol_nlp.records import Minutes, Span
from protocol_nlp.redaction import Redactor, Secret, redact
from protocol_nlp.redaction.pseudonyms import class_of, drawn, key_of
from protocol_nlp.writers import WRITERS

ROOT = Path(__file__).parents[2]
# Written by hand, so that our own paradigms are held against something: the six cases of a
# person's surname, and what no word of any output may begin with.
PEOPLE = [
    ("Хрусталёв Хрусталёва Хрусталёву Хрусталёва Хрусталёвым Хрусталёве", "И.П.", "хрустал"),
    ("Гвоздикова Гвоздиковой Гвоздиковой Гвоздикову Гвоздиковой Гвоздиковой", "А.А.", "гвоздик"),
    ("Заславский Заславского Заславскому Заславского Заславским Заславском", "Р.О.", "заславск"),
    ("Тверская Тверской Тверской Тверскую Тверской Тверской", "Л.Д.", "тверск"),
    ("Ковальчук Ковальчука Ковальчуку Ковальчука Ковальчуком Ковальчуке", "М.М.", "ковальчук"),
    ("Приходько Приходько Приходько Приходько Приходько Приходько", "Е.Ю.", "приходьк"),
    ("Скляр Скляра Скляру Скляра Скляром Скляре", "Т.Б.", "скляр"),
    ("Муравей Муравья Муравью Муравья Муравьём Муравье", "Д.К.", "мурав"),
    ("Бурлака Бурлаки Бурлаке Бурлаку Бурлакой Бурлаке", "Н.Н.", "бурлак"),
    ("Долгих Долгих Долгих Долгих Долгих Долгих", "С.Г.", "долгих"),
    ("Кузьмин Кузьмина Кузьмину Кузьмина Кузьминым Кузьмине", "О.Р.", "кузьмин"),
    ("Белозерцев Белозерцева Белозерцеву Белозерцева Белозерцевым Белозерцеве", "В.В.", "белозерц"),
    ("Щукина Щукиной Щукиной Щукину Щукиной Щукиной", "К.И.", "щукин"),
    ("Мицкевич Мицкевича Мицкевичу Мицкевича Мицкевичем Мицкевиче", "Ф.А.", "мицкевич"),
]
LATIN = {"хрустал": "khrustal", "щукин": "shchukin", "ковальчук": "kovalchuk", "скляр": "sklyar",
         "кузьмин": "kuzmin", "заславск": "zaslavsk", "мицкевич": "mitskevich"}  # fmt: skip
TEMPLATE = """ПРОТОКОЛ № 7
совещания под председательством {a1} {ai}
12.03.2024    г. Ясногорск
ПРИСУТСТВОВАЛИ: {A0} {ai}, {b0} {bi}, {ci} {c0}
1. О докладе {b1} {bi}
СЛУШАЛИ: {c3} {ci}, начальника отдела.
РЕШИЛИ:
1. Поручить {a2} {ai} совместно с {b4} {bi} представить план до 1 июня 2024 года.
2. {B2} {bi} обсудить с {ci} {c4} ход работ; о {c5} доложено, почта {latin}@example.org.
3. Контроль возложить на {a3} {ai}
Председатель                 {ai} {a0}
"""


def document(three: list[tuple[str, str, str]]) -> str:
    filled = {"latin": f"a.{LATIN.get(three[0][2], 'office')}_1"}
    for letter, (forms, initials, _) in zip("abc", three, strict=True):
        filled[f"{letter}i"] = initials
        for n, form in enumerate(forms.split()):
            filled[f"{letter}{n}"], filled[f"{letter.upper()}{n}"] = form, form.upper()
    return TEMPLATE.format(**filled)


def fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def readable(content: bytes) -> str:
    """What a file says: the parts of an archive, a text as it is."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())


def left(stem: str, text: str) -> list[str]:
    latin = LATIN.get(stem)
    found = re.findall(rf"(?<![^\W\d_]){fold(stem)}\w*", fold(text))
    return found + (re.findall(rf"\w*{latin}\w*", fold(text)) if latin else [])


def spans(record: object) -> list[tuple[object, Span]]:
    found = []
    if isinstance(record, tuple) and not isinstance(record, Span):
        return [s for r in record for s in spans(r)]
    if dataclasses.is_dataclass(record):
        for f in dataclasses.fields(record):
            value = getattr(record, f.name)
            found += [(record, value)] if isinstance(value, Span) else spans(value)
    return found


threes = st.lists(st.sampled_from(PEOPLE), min_size=3, max_size=3, unique=True)


@settings(max_examples=40, deadline=None)
@given(threes, st.text("абв", min_size=1, max_size=3))
def test_nobody_is_left(three: list[tuple[str, str, str]], key: str) -> None:
    minutes = protocol_nlp.extract(document(three), id=f"{three[0][0].split()[1]}_протокол.docx")
    hidden = redact(minutes, key)
    told = codec.dumps(hidden) + hidden.text
    assert [left(stem, told) for _, _, stem in three] == [[], [], []]
    for name in ("csv", "md", "html", "ics", "xml", "conll", "doccano", "labelstudio"):
        content = readable(WRITERS[name].dumps([hidden]))
        assert [left(stem, content) for _, _, stem in three] == [[], [], []], name
    shape = [(m.id, m.entity, m.kind, m.case) for m in minutes.mentions]
    assert [(m.id, m.entity, m.kind, m.case) for m in hidden.mentions] == shape
    assert [(d.id, d.number, d.deadline) for d in hidden.decisions if not d.deadline] == [
        (d.id, d.number, d.deadline) for d in minutes.decisions if not d.deadline
    ]
    assert all(m.span.of(hidden.text) == m.text for m in hidden.mentions)
    for record, span in spans(hidden):
        assert 0 <= span.start <= span.stop <= len(hidden.text), record
    assert redact(minutes, key) == hidden
    assert codec.loads(codec.dumps(hidden)) == hidden


@pytest.mark.parametrize("name", ["xlsx", "docx", "parquet"])
def test_nobody_is_left_in_files(name: str) -> None:
    minutes = protocol_nlp.extract(document(PEOPLE[:3]), id="Хрусталёв.docx")
    content = readable(WRITERS[name].dumps([redact(minutes, "k")]))
    assert [left(stem, content) for _, _, stem in PEOPLE[:3]] == [[], [], []]


def test_endings_gender_and_case() -> None:
    """Our own reader, given the redacted text, reads each name in the case that it had."""
    for at in range(len(PEOPLE) - 2):
        minutes = protocol_nlp.extract(document(PEOPLE[at : at + 3]))
        hidden = redact(minutes, "k")
        again = {m.span: m for m in protocol_nlp.extract(hidden.text).mentions}
        named = {e.id: e.name for e in hidden.entities}
        for mention in hidden.mentions:
            if mention.kind == "person" and mention.case:
                surnames = {r.surname for r in readings(mention.text) if r.case == mention.case}
                surnames |= {r.surname for r in readings(mention.text)[:1]}
                assert named[mention.entity].split()[0] in surnames, mention
                assert mention.span in again


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Поручить Снегирёву Павлу Олеговичу отчёт. Снегирёв П.О. доложил. П.О. СНЕГИРЁВ.",
         r"Поручить (\w+)у (\w)\w+ (\w)\w+ичу отчёт\. \1 \2\.\3\. доложил\. \2\.\3\. (?i:\1)\."),
        ("Слово Снегирёвой Т.П. и Снегирёву К.О. Снегирёва согласна.",
         r"Слово (\w+)ой \w\.\w\. и \1у \w\.\w\. \1а согласна\."),
        ("Выступили: Иволгин И.И., Петровский-Дрозд А.А. Вопрос Иволгина отложен.",
         r"Выступили: (\w+) \w\.\w\., \w+ \w\.\w\. Вопрос \1а отложен\."),
        ("Ярмак Валентина Петровна открыла собрание. Валентина Петровна поблагодарила.",
         r"\w+ (\w+а) (\w+вна) открыла собрание\. \1 \2 поблагодарила\."),
    ],
)  # fmt: skip
def test_one_person_one_pseudonym(text: str, pattern: str) -> None:
    hidden = redact(protocol_nlp.extract(text), "k")
    assert re.fullmatch(pattern, hidden.text), hidden.text


def test_stable_over_documents_with_a_key() -> None:
    one = protocol_nlp.extract("Поручить Снегирёву П.О. подготовить отчёт.")
    two = protocol_nlp.extract("Снегирёв Павел Олегович доложил о проделанной работе.")
    first, second = (redact(m, "a key").entities[0].name for m in (one, two))
    surname, initials = first.split()
    assert second.startswith(surname)
    assert [w[0] for w in second.split()[1:]] == initials.rstrip(".").split(".")
    others = {redact(one, k).entities[0].name for k in ("b", "c", "d")}
    assert len(others | {first}) > 2
    assert redact(one).entities[0].name == redact(one).entities[0].name


@pytest.mark.parametrize("address", [
    "m.ivolgin@mail.ru", "IvolginMM@corp.example", "ivolgin-m@x.ru", "mivolgin1984@mail.ru",
    "t.me/ivolgin_m", "иволгин@почта.рф", "Ivolgin M.M.", "иволгин_мм",
])  # fmt: skip
def test_addresses_and_logins(address: str) -> None:
    text = f"Иволгин М.М. представит отчёт, писать ему: {address}"
    hidden = redact(protocol_nlp.extract(text), "k")
    assert "volgin" not in hidden.text.lower()
    assert "иволгин" not in hidden.text.lower()
    assert hidden.text.rpartition(": ")[2].partition("@")[2] == address.partition("@")[2]


@pytest.mark.parametrize("written", [
    "Иволги\u00adну М.М.", "И\u200bволгину М.М.", "Ивол-\nгину М.М.",
    "ИВОЛГИНУ М. М.", "Иволгину\u00a0М.М.",
    "Иволгину\nМ.М.", "Иво́лгину М.М.",
])  # fmt: skip
def test_however_it_is_written(written: str) -> None:
    text = f"Присутствовал Иволгин М.М.\nРЕШИЛИ:\n1. Поручить {written} подготовить план.\n"
    hidden = redact(protocol_nlp.extract(text), "k")
    bare = re.sub("[\u00ad\u200b\u0301\n-]", "", hidden.text).lower()
    assert "иволг" not in bare


def test_words_that_only_look_like_a_name_stay() -> None:
    text = "Мороз А.А. доложил, что ожидается сильный мороз. Срок – до 1 мая."
    hidden = redact(protocol_nlp.extract(text), "k")
    assert hidden.text.endswith("доложил, что ожидается сильный мороз. Срок – до 1 мая.")
    assert not hidden.text.startswith("Мороз")


def test_every_class_of_surnames_declines() -> None:
    """Pseudonyms of every class are read back as what they are."""
    for sample in ("орлов", "белый", "калита", "коваль", "шевченко", "данелия"):
        surname = drawn(Secret(b"k"), key_of(sample))
        assert class_of(surname.man) == class_of(sample)
        for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"):
            for gender, nominative in (("m", surname.man), ("f", surname.woman)):
                form = surname.form(case, gender).title()
                read = {r.surname for r in readings(f"{form} А.А.", case=case, gender=gender)}
                assert nominative in read, (form, case, gender)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    hidden = redact(protocol_nlp.extract(f"РЕШИЛИ:\n1. Иволгину М.М. {text}"), "k")
    assert all(m.span.of(hidden.text) == m.text for m in hidden.mentions)
    assert len(hidden.text) == hidden.source.chars


def test_a_key_is_no_empty_word() -> None:
    with pytest.raises(ValueError, match="not empty"):
        redact(protocol_nlp.extract("а"), "")


def cli(*args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "protocol_nlp.cli", *args]
    return subprocess.run(command, capture_output=True, check=False, env=env)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    for n in range(3):
        name = PEOPLE[n][0].split()[0]
        (inside / f"протокол {name}.txt").write_text(document(PEOPLE[n : n + 3]), "utf-8")
    (inside / "Скляр.docx").write_bytes(b"PK\x03\x04 no archive")
    return inside


@pytest.mark.parametrize("command", ["show", "view", "explain", "text"])
def test_commands(command: str, folder: Path) -> None:
    file = next(f for f in sorted(folder.iterdir()) if "Хрусталёв" in f.name)
    done = cli(command, str(file), "--redact", "--redact-key", "k")
    assert done.returncode == 0, done.stderr
    assert [left(stem, done.stdout.decode()) for _, _, stem in PEOPLE[:3]] == [[], [], []]


@pytest.mark.parametrize("more", [[], ["--processes", "2"]])
def test_a_folder(folder: Path, tmp_path: Path, more: list[str]) -> None:
    out = tmp_path / "out.jsonl"
    key = ["--redact", "--redact-key", "k"]
    done = cli("extract", str(folder), "-o", str(out), *key, *more)
    assert done.returncode == 1, done.stderr
    told = out.read_text("utf-8")
    assert [left(stem, told) for _, _, stem in PEOPLE] == [[]] * len(PEOPLE)
    assert len([json.loads(line) for line in told.splitlines()]) == 4
    if more:
        again = cli("extract", str(folder), "-o", str(out), *key, *more, "--resume")
        assert (again.returncode, out.read_text("utf-8")) == (0, told)


def test_options_that_make_no_sense(folder: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out.jsonl")
    assert cli("extract", str(folder), "-o", out, "--redact", "--resume").returncode == 2
    assert cli("show", str(next(folder.iterdir())), "--redact-key", "k").returncode == 2
    assert cli("show", str(next(folder.iterdir())), "--redact", "--redact-key", "").returncode == 2


def test_the_key_may_be_in_the_environment(folder: Path) -> None:
    import os  # noqa: PLC0415 - here only

    file = str(next(f for f in sorted(folder.iterdir()) if "Хрусталёв" in f.name))
    env = {**os.environ, "PROTOCOL_NLP_REDACT_KEY": "k"}
    by_word = cli("text", file, "--redact", "--redact-key", "k").stdout
    assert cli("text", file, "--redact", env=env).stdout == by_word
    assert cli("text", file, "--redact").stdout != by_word


def test_a_redactor_crosses_processes() -> None:
    import pickle  # noqa: PLC0415 - here only

    hide = pickle.loads(pickle.dumps(Redactor(Secret.of("k"))))  # noqa: S301 - our own bytes
    assert "Secret()" in repr(hide)
    minutes: Minutes = protocol_nlp.extract("Поручить Снегирёву П.О. отчёт.")
    assert hide(minutes) == redact(minutes, "k")


def test_people_of_the_corpus() -> None:
    """Whom the gold names, found or not: hardly one is in the text or the JSON any more."""
    people = kept = 0
    for gold in sorted((ROOT / "corpus" / "development").glob("*/*.gold.json")):
        plain = gold.with_name(gold.name.replace(".gold.json", ".txt"))
        if not plain.exists():
            continue
        hidden = redact(protocol_nlp.extract(plain.read_text("utf-8")), "k")
        told = codec.dumps(hidden) + hidden.text
        for entity in json.loads(gold.read_text("utf-8"))["entities"]:
            name = parse_name(entity["name"]) if entity["kind"] == "person" else None
            if name is not None and name.surname:
                people += 1
                kept += _left(name.surname, told)
    assert people > 50
    assert kept <= people // 100  # whom nobody found: a surname alone in brackets


def _left(surname: str, told: str) -> bool:
    """Whether any form is there; of a surname of two letters only the surname as it stands."""
    stem = re.sub("([аяоеуюыиьй]|[ыи]й|[аяо]я|ой)$", "", fold(surname))
    if len(stem) < 3:
        return bool(re.search(rf"(?<!\w){surname}(?!\w)", told))
    return bool(re.search(rf"(?<!\w){re.escape(stem)}\w{{0,4}}(?!\w)", fold(told)))

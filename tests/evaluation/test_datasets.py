"""Public data sets: each loader on an invented sample in the layout of the publishers."""

from pathlib import Path

import pytest

from protocol_nlp.evaluation import datasets, evaluate
from protocol_nlp.records import Span

LOADERS = {
    datasets.load_runormas: "dialogue-evaluation/RuNormAS",
    datasets.load_factrueval: "dialogue-evaluation/factRuEval-2016",
    datasets.load_slavicner: "SlavicNLP/SlavicNER",
    datasets.load_nerel: "nerel-ds/NEREL",
    datasets.load_rurebus: "dialogue-evaluation/RuREBus",
    datasets.load_collection5: "labinform.ru",
}


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return root


def words(document) -> list[str]:
    return ["|".join(piece.of(document.text) for piece in s.pieces) for s in document.spans]


@pytest.mark.parametrize("load", LOADERS)
def test_a_missing_path_says_where_the_data_is_to_be_had(load, tmp_path):
    with pytest.raises(FileNotFoundError, match=f"is not at .* to be had at .*{LOADERS[load]}"):
        load(tmp_path / "nowhere")


def test_runormas(tmp_path):
    files = {
        "generic/texts_and_ann/7.txt": "новых лесных троп",
        "generic/texts_and_ann/7.ann": "0 5 13 17\n6 17\n",
        "generic/norm/7.norm": "новые тропы\nлесные тропы\n",
        "named/texts_and_ann/8.txt": "у Ивы",
        "named/texts_and_ann/8.ann": "2 5\n",
        "named/norm/8.norm": "Ива\n",
    }
    first, second = datasets.load_runormas(lay(tmp_path, files))
    assert (first.id, words(first)) == ("generic/7", ["новых|троп", "лесных троп"])
    assert [(s.label, s.normal) for s in second.spans] == [("named", "Ива")]
    assert datasets.load_runormas(tmp_path / "named")[0].id == "named/8"


def test_factrueval(tmp_path):
    text = "Директор завода Лев Громов"
    files = {
        "devset/book_1.txt": text,
        "devset/book_1.spans": (
            "11 job 0 15 901 2  # 901 902 Директор завода\n"
            "12 org_descr 9 6 902 1  # 902 завода\n"
            "13 name 16 3 903 1  # 903 Лев\n"
            "14 surname 20 6 904 1  # 904 Громов\n"
        ),
        "devset/book_1.objects": "21 Org 12 # завода\n22 Person 13 14 # Лев Громов\n",
        "devset/book_1.coref": ("1 21\ndescriptor завод\n\n2 22\nfirstname Лев\nlastname Громов\n"),
        "devset/book_1.facts": (
            "1-0 Occupation\nWho obj2 Громов Лев\nWhere obj1 завод\nPosition span11 директор\n\n"
            "1-1 Meeting\nParticipant obj2 Громов Лев\n"
        ),
    }
    (document,) = datasets.load_factrueval(lay(tmp_path, files))
    assert words(document) == ["завода", "Лев|Громов"]
    assert [(s.label, s.normal, s.entity) for s in document.spans] == [
        ("Org", "завод", "1"),
        ("Person", "Громов Лев", "2"),
    ]
    assert [(r.label, r.source, r.target) for r in document.relations] == [
        ("Occupation", "2", "1"),
        ("Position", "2", "директор"),
    ]


def test_slavicner(tmp_path):
    row = "2\t6\tЛуге\tЛуга\tLOC\tGPE-Luga\n"
    files = {
        "ner/flood/ru/f_ru.1.tsv": row,
        "raw/flood/ru/f_ru.1.txt": "В Луге",
        "ner/flood/pl/f_pl.1.tsv": row,
    }
    (document,) = datasets.load_slavicner(lay(tmp_path, files))
    assert (document.id, words(document)) == ("flood/ru/f_ru.1", ["Луге"])
    assert [(s.label, s.normal, s.entity) for s in document.spans] == [("LOC", "Луга", "GPE-Luga")]


@pytest.mark.parametrize("load", [datasets.load_nerel, datasets.load_rurebus])
def test_brat_with_nested_and_broken_spans(tmp_path, load):
    ann = (
        "T1\tPROFESSION 0 10\tврач клуба\nT2\tORGANIZATION 5 10\tклуба\n"
        "T3\tPERSON 11 14;17 19\tАда Р.\nR1\tWORKS_AS Arg1:T3 Arg2:T1\t\nA1\tNegated T1\n"
    )
    files = {"part_1/x.ann": ann, "part_1/x.txt": "врач клуба Ада – Р.", "y.txt": "без разметки"}
    (document,) = load(lay(tmp_path, files))
    assert (document.id, words(document)) == ("part_1/x", ["врач клуба", "клуба", "Ада|Р."])
    assert document.spans[2].span == Span(11, 19)
    assert [(r.label, r.source, r.target) for r in document.relations] == [("WORKS_AS", "T3", "T1")]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_collection5_counts_line_ends_as_two(tmp_path, ends):
    files = {"1 (!).txt": f"Да{ends}Ива", "1 (!).ann": "T1\tPER 4 7\tИва\n"}
    (document,) = datasets.load_collection5(lay(tmp_path, files))
    assert (document.id, words(document)) == ("1 (!)", ["Ива"])


def test_as_minutes_they_can_be_measured(tmp_path):
    files = {
        "ner/flood/ru/a.tsv": "0\t3\tАде\tАда\tPER\tPER-Ada\n5\t8\tАды\tАда\tPER\tPER-Ada\n",
        "raw/flood/ru/a.txt": "Аде, Ады",
    }
    (document,) = datasets.load_slavicner(lay(tmp_path, files))
    minutes = datasets.to_minutes(document, {"PER": "person"})
    assert [(e.name, len(e.mentions)) for e in minutes.entities] == [("Ада", 2)]
    figures = evaluate([minutes], [minutes], samples=0).figures
    assert figures["mentions.strict"].tally[:4] == (2, 2, 2, 2)
    assert figures["normal.found_spans"].tally.f1 == 1.0
    assert datasets.to_minutes(document, {}).mentions == ()

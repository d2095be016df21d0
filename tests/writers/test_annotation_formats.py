"""brat, Label Studio, doccano and CoNLL: there and back without loss, and with corrections."""

# ruff: noqa: FBT003  records stand here as rows of a table

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.records import (
    AgendaItem,
    Controller,
    Deadline,
    DeadlinePart,
    Decision,
    Entity,
    Evidence,
    Executor,
    Header,
    Mention,
    Minutes,
    Source,
    Span,
)
from protocol_nlp.writers import brat, conll, doccano, labelstudio

TEXT = (
    "1. Управлению связи (Рябцев И.К.)\r\nсовместно с Ильиной О.Д. обновить\nреестр 📡.\n"
    "Срок – до 3 мая.\n2. Принять к сведению.\nКонтроль – Ильина О.Д.\n"
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


PARTS = (DeadlinePart("execution", "absolute", "DATE", "2022-05-03", None, "by", due="2022-05-03"),)
BODY = Executor("o1", "Управление связи", "responsible", "p1", False, at("Управлению связи"))
ALLY = Executor("p2", "Ильина О.Д.", "co_executor", None, False, at("Ильиной О.Д."))
WHOLE = Span(at("Управлению").start, at("📡.").stop)
MINUTES = Minutes(
    source=Source("dir/first.txt", "0" * 64, len(TEXT)),
    header=Header(kind="протокол", date="2022-04-01", chair="p2", signers=("p2",)),
    agenda=(AgendaItem("a1", None, "Разное", Span(0, 2), decisions=("d1", "d2")),),
    decisions=(
        Decision(
            id="d1",
            number="1",
            path=("1",),
            agenda_item="a1",
            span=WHOLE,
            text="обновить\nреестр 📡.",
            lead=None,
            kind="assignment",
            modality="request",
            executors=(BODY, ALLY),
            controllers=(Controller("p2", "Ильина О.Д.", True, at("Ильина О.Д.")),),
            deadline=Deadline("до 3 мая", at("до 3 мая"), False, "2022-05-03", PARTS),
            confidence=0.75,
            evidence=(Evidence("executor.dative", at("Управлению"), "датив"),),
        ),
        Decision(
            "d2", "2", ("2",), "a1", at("Принять к сведению."), "Принять", None, "note", "order"
        ),
    ),
    entities=(
        Entity("o1", "organization", "Управление связи", mentions=("m1",)),
        Entity("p1", "person", "Рябцев И.К.", "m", positions=("начальник",), mentions=("m2",)),
        Entity("p2", "person", "Ильина О.Д.", "f", ("Ильин О.Д.",), mentions=("m3", "m4")),
    ),
    mentions=(
        Mention("m1", "o1", "organization", "Управлению связи", at("Управлению связи"), "datv"),
        Mention("m2", "p1", "person", "Рябцев И.К.", at("Рябцев И.К."), "nomn", "Рябцев И.К.", "m"),
        Mention("m3", "p2", "person", "Ильиной О.Д.", at("Ильиной О.Д."), "ablt", "Ильина О.Д."),
        Mention("m4", "p2", "person", "Ильина О.Д.", at("Ильина О.Д."), "nomn", "Ильина О.Д."),
    ),
    text=TEXT,
)

TRIPS: dict[str, Callable[[Minutes], Minutes]] = {
    "brat": lambda m: brat.loads(brat.dumps(m), m.text),
    "labelstudio": lambda m: labelstudio.loads(labelstudio.dumps(m))[0],
    "doccano": lambda m: doccano.loads(doccano.dumps(m))[0],
    "conll": lambda m: conll.loads(conll.dumps(m))[0],
}


@pytest.fixture(params=TRIPS)
def trip(request):
    return TRIPS[request.param]


def test_a_round_trip_loses_nothing(trip):
    back = trip(MINUTES)
    assert back == MINUTES
    assert back.text == TEXT


ALPHABET = st.text("Аб .\n\r«»📡\u2028\x85-", min_size=1, max_size=60)


@st.composite
def minutes(draw):
    """Documents with any spans at all: empty, overlapping, across lines, twice the same."""
    text = "Я" + draw(ALPHABET)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda ends: Span(min(ends), max(ends))
    )
    kinds = st.sampled_from(["person", "organization", "role", "group"])
    mentions = tuple(
        Mention(f"m{n}", "e1", kind, span.of(text), span, normal=draw(ALPHABET))
        for n, (kind, span) in enumerate(draw(st.lists(st.tuples(kinds, spans), max_size=5)), 1)
    )
    roles = st.sampled_from(["responsible", "co_executor"])
    decisions = tuple(
        Decision(
            f"d{n}",
            None,
            (),
            None,
            span,
            "текст",
            None,
            "assignment",
            "order",
            tuple(
                Executor("e1", "Имя", role, "e1", True, where)
                for role, where in draw(st.lists(st.tuples(roles, spans), max_size=3))
            ),
            tuple(Controller("e1", "Имя", False, w) for w in draw(st.lists(spans, max_size=2))),
            draw(st.one_of(st.none(), spans.map(lambda s: Deadline("x", s, True, None, PARTS)))),
        )
        for n, span in enumerate(draw(st.lists(spans, max_size=4)), 1)
    )
    entity = Entity("e1", "person", "Имя", mentions=tuple(m.id for m in mentions))
    return Minutes(
        Source("a", "", len(text)),
        Header(chair="e1"),
        decisions=decisions,
        entities=(entity,),
        mentions=mentions,
        text=text,
    )


@given(minutes())
@settings(max_examples=60, deadline=None)
def test_any_spans_come_back(document):
    assert {
        name: there_and_back(document) == document for name, there_and_back in TRIPS.items()
    } == (dict.fromkeys(TRIPS, True))


def test_brat_is_standoff_that_brat_takes():
    lines = brat.dumps(MINUTES).splitlines()
    bound = [line.split("\t") for line in lines if line.startswith("T")]
    for _, described, words in bound:
        _, _, places = described.partition(" ")
        pieces = [TEXT[slice(*map(int, p.split()))] for p in places.split(";")]
        assert " ".join(pieces) == words
        assert all("\n" not in piece and piece for piece in pieces)
    names = {columns[0] for columns in bound}
    arrows = [line.split("\t")[1].split() for line in lines if line.startswith("R")]
    assert {end.split(":")[1] for _, *ends in arrows for end in ends} <= names
    assert sorted(arrow[0] for arrow in arrows) == [
        "co_executor",
        "controller",
        "due",
        "representative",
        "responsible",
    ]
    assert any(line.startswith("N") and "protocol_nlp:o1" in line for line in lines)
    assert any(line.startswith("A") and line.endswith("request") for line in lines)


def brat_edit(old: str, new: str) -> Minutes:
    before = brat.dumps(MINUTES)
    assert old in before
    return brat.loads(before.replace(old, new), TEXT)


def test_a_removed_arrow_takes_the_executor_only():
    start = next(x for x in brat.dumps(MINUTES).splitlines() if "\tco_executor " in x)
    back = brat_edit(start + "\n", "")
    assert back.decisions[0].executors == (BODY,)
    assert replace(back.decisions[0], executors=(BODY, ALLY)) == MINUTES.decisions[0]
    assert (back.mentions, back.entities) == (MINUTES.mentions, MINUTES.entities)


def test_a_changed_role_keeps_the_rest_of_the_executor():
    back = brat_edit("\tresponsible Arg1", "\tco_executor Arg1")
    assert back.decisions[0].executors == (replace(BODY, role="co_executor"), ALLY)


def test_a_new_arrow_makes_an_executor_of_whom_the_mention_names():
    person = "Ильина О.Д."
    ids = {
        x.split("\t")[2]: x.split("\t")[0] for x in brat.dumps(MINUTES).splitlines() if x[0] == "T"
    }
    arrow = f"R9\tresponsible Arg1:{ids['Принять к сведению.']} Arg2:{ids[person]}\n"
    back = brat.loads(brat.dumps(MINUTES) + arrow, TEXT)
    assert back.decisions[1].executors == (
        Executor("p2", person, "responsible", None, False, at(person)),
    )
    assert back.decisions[0] == MINUTES.decisions[0]


def test_a_choice_and_a_note_are_taken_over():
    back = brat_edit(" note\n", " other\n")
    assert back.decisions[1] == replace(MINUTES.decisions[1], kind="other")
    back = brat_edit("due: 2022-05-03", "due: 2022-05-04")
    assert back.decisions[0].deadline.due == "2022-05-04"
    assert back.decisions[0].deadline.parts == PARTS


def test_an_unknown_choice_is_passed_over():
    assert brat_edit(" note\n", " nonsense\n") == MINUTES


def region(tasks, words: str):
    return next(
        r
        for r in tasks[0]["annotations"][0]["result"]
        if r["type"] == "labels" and r["value"]["text"] == words
    )


def edited(change: Callable[[list], None]) -> Minutes:
    tasks = json.loads(labelstudio.dumps(MINUTES))
    change(tasks)
    return labelstudio.loads(json.dumps(tasks))[0]


def test_moved_ends_keep_what_is_known():
    def widen(tasks):
        region(tasks, "Управлению связи")["value"]["end"] = at("(Рябцев И.К.)").stop

    back = edited(widen)
    moved = Span(at("Управлению").start, at("(Рябцев И.К.)").stop)
    assert back.mentions[0].span == moved
    assert (back.mentions[0].text, back.mentions[0].entity) == (moved.of(TEXT), "o1")
    assert back.decisions[0].executors[0] == replace(BODY, span=moved)


def test_a_new_mention_makes_an_entity_and_a_known_name_none():
    def label(tasks):
        for number, words in enumerate(("реестр", "Принять"), 1):
            value = {"start": at(words).start, "end": at(words).stop, "labels": ["Role"]}
            item = {"id": f"new{number}", "type": "labels", "value": value}
            tasks[0]["annotations"][0]["result"].append(item)

    back = edited(label)
    assert [m.text for m in back.mentions[4:]] == ["реестр", "Принять"]
    assert [(e.kind, e.name) for e in back.entities[3:]] == [
        ("role", "реестр"),
        ("role", "Принять"),
    ]
    assert back.entities[3].mentions == (back.mentions[4].id,)
    assert back.decisions == MINUTES.decisions


def test_a_removed_mention_leaves_entities_that_are_needed():
    def remove(tasks):
        result = tasks[0]["annotations"][0]["result"]
        gone = {region(tasks, words)["id"] for words in ("Рябцев И.К.", "Ильина О.Д.")}
        ends = ("id", "from_id", "to_id")
        result[:] = [r for r in result if not gone & {r.get(end) for end in ends}]

    back = edited(remove)
    assert [m.id for m in back.mentions] == ["m1", "m3"]
    assert [e.id for e in back.entities] == ["o1", "p1", "p2"]  # p1 is a representative
    assert back.entities[2].mentions == ("m3",)
    assert back.decisions[0].controllers == ()


def test_a_cancelled_annotation_does_not_count_and_a_prediction_does():
    tasks = json.loads(labelstudio.dumps(MINUTES))
    tasks[0]["annotations"].append({"was_cancelled": True, "result": []})
    assert labelstudio.loads(json.dumps(tasks)) == [MINUTES]
    assert labelstudio.loads(labelstudio.dumps(MINUTES, predictions=True)) == [MINUTES]


def test_doccano_numbers_are_its_own():
    row = json.loads(doccano.dumps(MINUTES))
    for entity in row["entities"]:
        entity["id"] += 1000
    for arrow in row["relations"]:
        arrow["from_id"] += 1000
        arrow["to_id"] += 1000
    assert doccano.loads(json.dumps(row)) == [MINUTES]


def test_doccano_without_relations_keeps_executors():
    row = json.loads(doccano.dumps(MINUTES))
    spans = [[e["start_offset"], e["end_offset"], e["label"]] for e in row["entities"]]
    plain = {"text": TEXT, "label": spans, "protocol_nlp": row["protocol_nlp"]}
    assert doccano.loads(json.dumps(plain)) == [MINUTES]
    plain["label"] = [span for span in spans if span[2] != "Deadline"]
    (back,) = doccano.loads(json.dumps(plain))
    assert back.decisions[0] == replace(MINUTES.decisions[0], deadline=None)


def test_conll_has_four_columns_and_shows_the_names():
    rows = [line.split() for line in conll.dumps(MINUTES).splitlines()[1:] if line]
    assert {len(row) for row in rows} == {4}
    assert [row[0] for row in rows if row[3] == "B-PER"] == ["Рябцев", "Ильиной", "Ильина"]
    assert [row[0] for row in rows if row[3].endswith("ORG")] == ["Управлению", "связи"]
    assert len(conll.dumps(MINUTES).split("\n")[0].split(" ")) == 5


def test_a_corrected_tag_corrects_the_mention():
    lines = conll.dumps(MINUTES).replace("связи _ _ I-ORG", "связи _ _ O")
    (back,) = conll.loads(lines)
    assert (back.mentions[0].text, back.mentions[0].entity) == ("Управлению", "o1")
    assert back.mentions[1:] == MINUTES.mentions[1:]


def test_files_of_other_origin():
    text = "Лисе О. и Волку"
    ann = "T1\tPerson 0 7\tЛисе О.\nT2\tPlace 8 9\tи\nT3\tPerson 10 15\tВолку\n"
    foreign = brat.loads(ann, text, name="x")
    assert [(m.text, m.kind) for m in foreign.mentions] == [
        ("Лисе О.", "person"),
        ("Волку", "person"),
    ]
    assert [e.name for e in foreign.entities] == ["Лисе О.", "Волку"]
    (plain,) = conll.loads("Лисе NN B-NP B-PER\nО. NN I-NP I-PER\n\nВолку NN B-NP B-PER\n")
    assert (plain.text, [m.text for m in plain.mentions]) == (
        "Лисе О.\nВолку",
        ["Лисе О.", "Волку"],
    )
    (row,) = doccano.loads('{"id": 7, "text": "Лисе", "label": [[0, 4, "Person"]]}')
    assert row.source.id == "7"
    assert row.mentions[0].span == Span(0, 4)
    assert labelstudio.loads('[{"id": 3, "data": {"text": "Лисе"}}]')[0].mentions == ()


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        (labelstudio.loads, '[{"data": {}}]'),
        (doccano.loads, '{"data": "x"}'),
        (doccano.loads, "not json"),
        (conll.loads, "Лисе B-PER"),
        (lambda content: brat.loads(content, "Лиса"), "T1\tPerson 0 90\tЛиса"),
        (lambda content: brat.loads(content, "Лиса"), "R1\tresponsible"),
    ],
)
def test_what_is_not_of_the_format_is_told_in_a_sentence(reader, content):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        reader(content)


def test_folders_and_files(tmp_path):
    second = replace(MINUTES, source=replace(MINUTES.source, id="other/first.txt"))
    brat.write([MINUTES, second], tmp_path / "brat")
    assert sorted(p.name for p in (tmp_path / "brat").iterdir()) == [
        "annotation.conf",
        "first-2.ann",
        "first-2.txt",
        "first.ann",
        "first.txt",
    ]
    assert brat.read(tmp_path / "brat") == [second, MINUTES]
    for module, name in ((labelstudio, "a.json"), (doccano, "a.jsonl"), (conll, "a.conll")):
        module.write([MINUTES, second], tmp_path / name)
        assert module.read(tmp_path / name) == [MINUTES, second]


def test_configuration_names_every_label():
    for label in ("Person", "Decision", "Deadline", "co_executor", "representative"):
        assert label in labelstudio.configuration()
        assert label in brat.CONFIGURATION

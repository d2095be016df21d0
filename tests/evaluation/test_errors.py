"""Each error is put down to the first stage that went wrong."""

from dataclasses import replace

import pytest

from protocol_nlp.evaluation import evaluate
from protocol_nlp.records import Deadline, Executor, Mention, Span


def found(gold, predicted, *, headline=True):
    report = evaluate([gold], [predicted], samples=0)
    return [(e.cause, e.what) for e in report.errors if e.headline or not headline]


def without_executor(gold, number=0):
    decisions = list(gold.decisions)
    decisions[number] = replace(decisions[number], executors=())
    return replace(gold, decisions=tuple(decisions))


def test_nothing_wrong_no_errors(gold):
    assert found(gold, gold, headline=False) == []


def test_a_decision_that_was_not_found_is_structure(gold):
    other = replace(gold, decisions=gold.decisions[1:])
    assert found(gold, other) == [("structure", "decision")]


def test_an_invented_decision_is_structure(gold):
    other = replace(gold, decisions=gold.decisions[1:])
    assert found(other, gold) == [("structure", "decision")]


def test_a_lost_lead_is_structure(gold):
    other = without_executor(gold)
    decisions = (replace(other.decisions[0], lead=None), *other.decisions[1:])
    assert found(gold, replace(other, decisions=decisions)) == [("structure", "executor")]


def test_words_that_nobody_saw_are_recognition(gold):
    other = replace(without_executor(gold), mentions=gold.mentions[1:])
    assert found(gold, other) == [("recognition", "executor")]


def test_a_mention_cut_wrong_is_recognition(gold):
    other = without_executor(gold)
    cut = replace(gold.mentions[0], span=Span(*[gold.mentions[0].span.start + n for n in (0, 7)]))
    entity = replace(gold.entities[0], name="Лесной")
    other = replace(
        other, mentions=(cut, *gold.mentions[1:]), entities=(entity, *gold.entities[1:])
    )
    assert found(gold, other) == [("recognition", "executor")]


def test_a_wrong_normal_form_is_normalisation(gold):
    wrong = "Лесный отдел"
    entity = replace(gold.entities[0], name=wrong)
    executor = replace(gold.decisions[0].executors[0], name=wrong)
    other = replace(
        gold,
        mentions=(replace(gold.mentions[0], normal=wrong), *gold.mentions[1:]),
        entities=(entity, *gold.entities[1:]),
        decisions=(replace(gold.decisions[0], executors=(executor,)), *gold.decisions[1:]),
    )
    assert found(gold, other) == [("normalisation", "executor")]


def test_a_wrong_entity_for_a_right_mention_is_resolution(gold):
    entity = replace(gold.entities[0], name="Отдел кадров")
    executor = replace(gold.decisions[0].executors[0], name="Отдел кадров")
    other = replace(
        gold,
        entities=(entity, *gold.entities[1:]),
        decisions=(replace(gold.decisions[0], executors=(executor,)), *gold.decisions[1:]),
    )
    assert found(gold, other) == [("resolution", "executor")]


@pytest.mark.parametrize(("inherited", "cause"), [(True, "inheritance"), (False, "linking")])
def test_a_known_name_that_was_not_linked(gold, changed, inherited, cause):
    golden = changed(0, executors=(replace(gold.decisions[0].executors[0], inherited=inherited),))
    assert found(golden, without_executor(gold)) == [(cause, "executor")]


@pytest.mark.parametrize(("inherited", "cause"), [(True, "inheritance"), (False, "linking")])
def test_an_executor_too_many(gold, changed, inherited, cause):
    person = gold.mentions[2]
    extra = Executor("p2", "Фёдоров П.П.", "responsible", None, inherited, person.span)
    assert found(gold, changed(2, executors=(extra,))) == [(cause, "executor")]


def test_an_executor_in_words_that_name_nobody_is_recognition(gold, changed):
    extra = Executor("r1", "просека", "responsible", None, False, Span(0, 8))  # noqa: FBT003
    assert found(gold, changed(2, executors=(extra,))) == [("recognition", "executor")]


def test_a_deadline_read_wrong_is_deadline(gold, changed):
    wrong = replace(gold.decisions[0].deadline, due="2023-05-20")
    assert found(gold, changed(0, deadline=wrong)) == [("deadline", "deadline")]


def test_a_deadline_that_nobody_saw_is_deadline(gold, changed):
    assert found(gold, changed(0, deadline=None)) == [("deadline", "deadline")]


def test_a_deadline_given_to_another_decision_is_linking(gold, changed):
    moved = replace(gold.decisions[0].deadline)
    other = changed(0, deadline=None)
    last = replace(other.decisions[2], deadline=moved)
    other = replace(other, decisions=(*other.decisions[:2], last))
    assert found(gold, other) == [("linking", "deadline"), ("linking", "deadline")]


def test_a_deadline_that_should_not_have_come_down_is_inheritance(gold, changed):
    inherited = replace(gold.decisions[0].deadline, inherited=True)
    assert found(gold, changed(2, deadline=inherited)) == [("inheritance", "deadline")]


def test_errors_that_cost_no_decision(gold):
    other = replace(
        gold,
        header=replace(gold.header, place="Заречье"),
        mentions=(
            *gold.mentions[:2],
            replace(gold.mentions[2], normal="Фёдорова П.П."),
            Mention("m9", None, "person", "ПРОТОКОЛ", Span(0, 8)),
        ),
    )
    assert found(gold, other) == []
    assert sorted(found(gold, other, headline=False)) == [
        ("normalisation", "mention.normal"),
        ("recognition", "mention"),
        ("structure", "header.place"),
    ]


def test_causes_are_counted_by_stage(gold, changed):
    other = changed(0, deadline=Deadline("?", Span(0, 1), False, None, ()), number="7")  # noqa: FBT003
    report = evaluate([gold], [other], samples=0)
    assert report.causes()["deadline"] == 0
    assert report.causes()["linking"] == 1
    assert report.causes(headline=False)["structure"] == 1

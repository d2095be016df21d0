"""Each measure counts what it says, no more: one thing is spoilt at a time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_nlp.evaluation import evaluate
from protocol_nlp.evaluation.assignment import assign
from protocol_nlp.evaluation.measures.mentions import schemas
from protocol_nlp.records import Deadline, DeadlinePart, Executor, Header, Minutes, Normalized, Span


def f1(gold, predicted, **settings):
    figures = evaluate([gold], [predicted], samples=0, **settings).figures
    return {name: figure.tally.f1 for name, figure in figures.items()}


def spoilt(gold, predicted):
    """The measures that are not whole."""
    return {name for name, value in f1(gold, predicted).items() if value not in (None, 1.0)}


def test_gold_against_itself_is_whole(gold):
    assert spoilt(gold, gold) == set()
    assert f1(gold, gold)["headline"] == 1.0


def test_nothing_against_gold_is_nothing(gold):
    empty = Minutes(gold.source, Header())
    values = f1(gold, empty)
    assert {value for value in values.values() if value is not None} == {0.0}
    assert values["headline"] == 0.0


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Лесной  отдел", True),
        ("Лесной отдѣл", False),
        ("лесной отдел", False),
        ("Лесной отдел области", False),
    ],
)
def test_a_name_is_compared_as_the_contract_says(gold, changed, name, right):
    other = changed(0, executors=(replace(gold.decisions[0].executors[0], name=name),))
    assert (f1(gold, other)["executors.name"] == 1.0) is right
    assert (f1(gold, other)["headline"] == 1.0) is right


@pytest.mark.parametrize("name", ["Осипова Р.Ж.", "Осипов Р.Ж."])
def test_an_alternative_of_the_gold_is_right(changed, name):
    who = Executor("p1", "Осипова Р.Ж.", "responsible", None, False, Span(0, 3))  # noqa: FBT003
    golden = changed(2, executors=(who,))
    assert f1(golden, changed(2, executors=(replace(who, name=name),)))["headline"] == 1.0


def test_yo_quotes_and_dashes_are_folded(gold):
    entities = (*gold.entities[:2], replace(gold.entities[2], name="Федоров  П.П."))
    assert spoilt(gold, replace(gold, entities=entities)) == set()


def test_a_role_counts_for_the_headline_but_not_for_the_name(gold, changed):
    other = changed(0, executors=(replace(gold.decisions[0].executors[0], role="co_executor"),))
    assert spoilt(gold, other) == {
        "executors.name_and_role",
        "headline",
        "headline.assignments",
        "headline.executors",
    }


def test_a_representative_does_not_count_for_the_headline(gold, changed):
    other = changed(0, executors=(replace(gold.decisions[0].executors[0], representative=None),))
    assert spoilt(gold, other) == {"executors.representative"}


def test_one_executor_too_many_costs_the_decision(gold, changed):
    extra = Executor("p2", "Фёдоров П.П.", "co_executor", None, False, Span(0, 3))  # noqa: FBT003
    other = changed(0, executors=(*gold.decisions[0].executors, extra))
    report = evaluate([gold], [other], samples=0)
    assert report.figures["executors.name"].tally[:4] == (2, 3, 2, 2)
    assert report.figures["headline"].tally[:4] == (2, 3, 2, 3)


WHOLE = {"headline", "headline.assignments", "headline.deadline", "deadlines.whole"}


@pytest.mark.parametrize(
    ("fields", "also"),
    [
        ({"due": "2022-05-21"}, {"deadlines.part_due"}),
        ({"value": "2022-05"}, {"deadlines.value"}),
        ({"kind": "range"}, {"deadlines.kind"}),
    ],
)
def test_each_field_of_a_part_has_its_measure(gold, changed, fields, also):
    right = gold.decisions[0].deadline
    wrong = replace(right, parts=(replace(right.parts[0], **fields),))
    lost = spoilt(gold, changed(0, deadline=wrong))
    assert also <= lost
    assert lost - also == (WHOLE if also != {"deadlines.part_due"} else set())


def test_the_day_of_the_whole_counts(gold, changed):
    wrong = replace(gold.decisions[0].deadline, due="2022-05-21")
    assert spoilt(gold, changed(0, deadline=wrong)) == WHOLE | {"deadlines.due"}


def test_a_part_too_few_costs_the_deadline(gold, changed):
    right = gold.decisions[0].deadline
    double = replace(right, parts=(*right.parts, DeadlinePart("report", "recurrent", value="P1Y")))
    golden = changed(0, deadline=double)
    assert spoilt(golden, gold) >= WHOLE


@pytest.mark.parametrize(
    ("rule", "right"),
    [
        ("FREQ=MONTHLY;INTERVAL=1", True),
        ("INTERVAL=1;FREQ=MONTHLY", True),
        ("FREQ=MONTHLY;BYMONTHDAY=28", True),
        ("FREQ=MONTHLY;BYMONTHDAY=5", False),
        ("FREQ=YEARLY", False),
        ("no rule", False),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", False),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", False),
        (None, False),
    ],
)
def test_rules_are_compared_by_their_days(gold, changed, rule, right):
    deadline = gold.decisions[1].deadline
    other = replace(deadline, parts=(replace(deadline.parts[0], rrule=rule),))
    assert spoilt(gold, changed(1, deadline=other)) == (set() if right else {"deadlines.rrule"})


def test_a_deadline_that_nobody_set_is_an_error(gold, changed):
    other = changed(2, deadline=Deadline("скоро", Span(0, 3), False, None, ()))  # noqa: FBT003
    report = evaluate([gold], [other], samples=0)
    assert report.figures["deadlines.present"].tally[:4] == (2, 3, 2, 2)
    assert report.figures["headline"].tally.right == 2


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Проверить просеки", True),
        ("Лесному отделу проверить просеки.", True),
        ("Поручить Лесному отделу проверить просеки.", True),
        ("просеки.", True),
        ("Проверить", False),
        ("1. Раз, два, три: проверить просеки.", False),
    ],
)
def test_boundaries_within_what_the_guide_leaves_free(gold, changed, text, exact):
    lost = spoilt(gold, changed(0, text=text))
    assert lost == (set() if exact else {"decisions.exact"})


def test_two_decisions_read_as_one(gold):
    first, second = gold.decisions[:2]
    merged = replace(first, span=Span(first.span.start, second.span.stop), text="…")
    other = replace(gold, decisions=(merged, gold.decisions[2]))
    report = evaluate([gold], [other], samples=0)
    assert report.figures["decisions.found"].tally[:4] == (2, 2, 2, 3)


def test_decisions_without_spans_are_aligned_by_their_words(gold):
    bare = tuple(replace(d, span=Span(0, 0)) for d in reversed(gold.decisions))
    assert f1(gold, replace(gold, decisions=bare))["headline"] == 1.0


@pytest.mark.parametrize("field", ["kind", "date", "place", "chair"])
def test_header_fields_one_by_one(gold, field):
    other = replace(gold, header=replace(gold.header, **{field: None}))
    assert spoilt(gold, other) == {f"header.{field}"}


def test_mentions_in_the_four_schemas():
    gold = [("person", Span(0, 8)), ("organization", Span(10, 30)), ("person", Span(40, 48))]
    found = [("person", Span(0, 8)), ("person", Span(10, 30)), ("person", Span(40, 45))]
    counts = {name: tally.right for name, tally in schemas(gold, found).items()}
    assert counts == {"strict": 1, "exact": 2, "partial": 2.5, "type": 2}


def test_entities_put_apart_and_put_together(gold):
    apart = replace(gold, mentions=(*gold.mentions[:2], replace(gold.mentions[2], entity="p1")))
    values = f1(gold, apart)
    assert values["entities.b_cubed"] == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))
    assert values["mentions.strict"] == 1.0


def test_normal_forms_on_gold_spans(gold):
    def normalize(text, spans, kinds):
        assert len(kinds) == len(spans)
        return [Normalized("", "Осипов Р.Ж." if "Осип" in s.of(text) else "?") for s in spans]

    values = f1(gold, gold, normalize=normalize)
    assert values["normal.gold_spans"] == pytest.approx(1 / 3)
    assert values["normal.gold_spans.organization"] == 0.0


@pytest.mark.parametrize(
    ("normal", "right"),
    [("Осипова Р.Ж.", True), ("Осипова Роза", True), ("Осипова", False), ("Осипов Р.Ж.", False)],
)
def test_a_person_may_be_called_by_the_fullest_name(gold, normal, right):
    full = replace(gold.entities[1], name="Осипова Роза", alternatives=())
    golden = replace(gold, entities=(gold.entities[0], full, gold.entities[2]))
    said = replace(gold.mentions[1], normal=normal)
    other = replace(golden, mentions=(gold.mentions[0], said, gold.mentions[2]))
    assert (f1(golden, other)["normal.found_spans"] == 1.0) is right


WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12
)


@given(WEIGHTS)
def test_the_assignment_is_optimal(weights):
    def best(left, columns):
        if not left:
            return 0
        row, *others = left
        options = [best(others, columns)]
        for (r, c), weight in weights.items():
            if r == row and c in columns:
                options.append(weight + best(others, columns - {c}))
        return max(options)

    pairs = assign(weights)
    assert len(set(pairs.values())) == len(pairs)
    optimum = best(sorted({row for row, _ in weights}), frozenset(c for _, c in weights))
    assert sum(weights[pair] for pair in pairs.items()) == optimum

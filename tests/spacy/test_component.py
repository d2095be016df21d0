"""The component in spaCy's own hands: entry point, processes, disk, scorer, matcher, displaCy."""

import subprocess
import sys

import pytest
import spacy
from spacy import displacy
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.training import Example

from protocol_nlp.spacy import ForeignExtensionError, register, to_doc

RAZDEL = {"nlp": {"tokenizer": {"@tokenizers": "protocol_nlp.Razdel.v1"}}}


def pipeline(tokenizer="razdel", **config):
    nlp = spacy.blank("ru", config=RAZDEL if tokenizer == "razdel" else {})
    nlp.add_pipe("protocol_nlp", config=config)
    return nlp


@pytest.fixture(params=["spacy", "razdel"])
def nlp(request):
    return pipeline(request.param)


def shown(doc):
    return [(e.text, e.label_, e._.normal) for e in doc.ents]


def in_a_new_process(code: str) -> str:
    line = [sys.executable, "-c", code]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_names_groups_and_attributes(nlp, text, minutes):
    doc = nlp(text)
    assert shown(doc) == [
        ("Лапин П.Ю.", "PER", "Лапин П.Ю."),
        ("Отделу дорог", "ORG", "Отдел дорог"),
        ("Гущина А.Д.", "PER", "Гущина А.Д."),
        ("Рябцеву И.К.", "PER", "Рябцев И.К."),
    ]
    assert [e.ent_id_ for e in doc.ents] == [m.entity for m in minutes.mentions]
    groups = {key: [(s.text, s.label_) for s in spans] for key, spans in doc.spans.items()}
    assert groups["executors"] == [("Отделу дорог", "responsible"), ("Рябцеву И.К.", "responsible")]
    assert [words for words, _ in groups["deadlines"]] == [
        "до 3 мая 2022 г.",
        "до 1 июня 2022 года",
    ]
    assert [s.id_ for s in doc.spans["decisions"]] == ["d1", "d2"]
    assert doc._.decisions == doc._.minutes.decisions == minutes.decisions
    assert doc._.minutes.text == text


def test_what_is_no_name_has_no_normal_form(nlp, text):
    doc = nlp(text)
    assert doc[0:2]._.normal is None
    assert nlp.make_doc(text)[0:2]._.normal is None
    assert (nlp.make_doc(text)._.minutes, nlp.make_doc(text)._.decisions) == (None, ())


def test_spacy_finds_it_by_name_alone():
    code = (
        "import spacy; nlp = spacy.blank('ru'); nlp.add_pipe('protocol_nlp');"
        "d = nlp('Доклад Зуевой Т.П. принят.');"
        "print(d.ents[0]._.normal, nlp.analyze_pipes()['problems'])"
    )
    assert in_a_new_process(code) == "Зуева Т.П. {'protocol_nlp': []}\n"


def test_the_package_loads_no_spacy():
    code = (
        "import sys, protocol_nlp; protocol_nlp.extract('РЕШИЛИ: 1. Зуевой Т.П. сдать план.');"
        "print('spacy' in sys.modules)"
    )
    assert in_a_new_process(code) == "False\n"


def test_two_processes_give_what_one_gives(nlp, text):
    texts = [text, "", "Доклад Зуевой Т.П. принят.", text]
    alone = [(shown(d), d._.minutes) for d in nlp.pipe(texts)]
    assert [(shown(d), d._.minutes) for d in nlp.pipe(texts, n_process=2, batch_size=1)] == alone


def test_the_disk_keeps_the_pipeline(tmp_path, text):
    nlp = pipeline(date="2022-04-11", policy={"days_off": "before"})
    nlp.to_disk(tmp_path / "model")
    back = spacy.load(tmp_path / "model")
    assert back.get_pipe("protocol_nlp") == nlp.get_pipe("protocol_nlp")
    assert type(back.tokenizer) is type(nlp.tokenizer)
    assert back(text)._.minutes == nlp(text)._.minutes
    assert (
        spacy.blank("ru", config=RAZDEL)
        .from_bytes(spacy.blank("ru", config=RAZDEL).to_bytes())("п.1")
        .text
        == "п.1"
    )


def test_date_and_policy_reach_the_analyzer():
    said = "РЕШИЛИ: 1. Зуевой Т.П. сдать план до 1 мая."
    plain, dated, moved = (
        pipeline(**config)(said)._.decisions[0].deadline.due
        for config in (
            {},
            {"date": "2022-04-11"},
            {"date": "2022-04-11", "policy": {"days_off": "before"}},
        )
    )
    assert (plain, dated, moved) == (None, "2022-05-01", "2022-04-29")


def test_a_wrong_configuration_is_told_at_once():
    with pytest.raises(TypeError, match="no_such"):
        pipeline(policy={"no_such": 1})


@pytest.mark.parametrize(
    ("owner", "name"), [(Doc, "minutes"), (Doc, "decisions"), (Span, "normal")]
)
def test_a_foreign_extension_is_an_error_and_stays(owner, name, minutes):
    ours = owner.remove_extension(name)
    owner.set_extension(name, default="theirs")
    theirs = owner.get_extension(name)
    try:
        for use in (register, pipeline, lambda: to_doc(minutes)):
            with pytest.raises(ForeignExtensionError, match=rf"{owner.__name__}\._\.{name}"):
                use()
        assert owner.get_extension(name) == theirs
    finally:
        owner.remove_extension(name)
        owner.set_extension(name, getter=ours[2])
    register()


def test_an_import_beside_a_foreign_extension_leaves_both_alone():
    code = (
        "from spacy.tokens import Doc; Doc.set_extension('minutes', default='theirs');"
        "import protocol_nlp.spacy as ours, spacy;"
        "print(Doc.get_extension('minutes')[0], Doc.has_extension('decisions'))\n"
        "try: spacy.blank('ru').add_pipe('protocol_nlp')\n"
        "except ours.ForeignExtensionError as error: print(error)"
    )
    first, second = in_a_new_process(code).splitlines()
    assert first == "theirs False"
    assert second.startswith("Doc._.minutes is another's")


@pytest.mark.parametrize(
    ("overwrite", "kept"),
    [(True, ["LOC", "PER"]), (False, ["LOC", "MISC"])],
)
def test_others_entities(overwrite, kept):
    nlp = spacy.blank("ru", config=RAZDEL)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "LOC", "pattern": "Заречье"}, {"label": "MISC", "pattern": "Доклад Зуевой"}]
    )
    nlp.add_pipe("protocol_nlp", config={"overwrite_ents": overwrite})
    assert [e.label_ for e in nlp("Заречье. Доклад Зуевой Т.П. принят.").ents] == kept


def test_scorer(nlp, text):
    gold = nlp(text)
    wrong = nlp(text)
    wrong.spans["deadlines"] = list(wrong.spans["deadlines"])[:1]
    wrong.set_ents(list(wrong.ents)[:2])
    scores = nlp.get_pipe("protocol_nlp").score([Example(wrong, gold)])
    assert (scores["ents_p"], scores["ents_r"]) == (1.0, 0.5)
    assert (scores["spans_deadlines_r"], scores["spans_decisions_f"]) == (0.5, 1.0)
    reached = nlp.evaluate([Example(nlp.make_doc(text), gold)])
    assert (reached["ents_f"], reached["spans_executors_f"]) == (1.0, 1.0)


def test_matcher_reaches_the_normal_form(nlp, text):
    doc = nlp(text)
    matcher = Matcher(nlp.vocab)
    matcher.add("ours", [[{"ENT_TYPE": "PER", "OP": "+"}]], greedy="LONGEST")
    found = sorted(matcher(doc, as_spans=True), key=lambda span: span.start)
    assert [s._.normal for s in found] == ["Лапин П.Ю.", "Гущина А.Д.", "Рябцев И.К."]


def test_displacy(nlp, text):
    doc = nlp(text)
    entities = displacy.render(doc, style="ent", page=False, jupyter=False)
    assert entities.count("<mark") == 4
    spans = displacy.render(
        doc, style="span", options={"spans_key": "executors"}, page=False, jupyter=False
    )
    assert "responsible" in spans

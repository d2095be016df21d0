"""Minutes to a ``Doc`` and back, through every way that spaCy has to keep one."""

import pickle
from dataclasses import replace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from protocol_nlp import codec
from protocol_nlp.records import Header, Mention, Minutes, Source, Span
from protocol_nlp.spacy import RazdelTokenizer, from_doc, to_doc
from protocol_nlp.spacy.documents import annotate
from protocol_nlp.writers import WRITERS, docbin


def packed(doc: Doc) -> Doc:
    whole = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    return next(DocBin().from_bytes(whole).get_docs(spacy.blank("ru").vocab))


TRIPS = {
    "bytes": lambda doc: Doc(doc.vocab).from_bytes(doc.to_bytes()),
    "bytes of another vocab": lambda doc: Doc(Vocab()).from_bytes(doc.to_bytes()),
    "pickle": lambda doc: pickle.loads(pickle.dumps(doc)),  # noqa: S301 - our own
    "DocBin": packed,
    "copy": lambda doc: doc.copy(),
}


@pytest.fixture(params=TRIPS)
def trip(request):
    return TRIPS[request.param]


def told(doc):
    groups = {k: [(s.text, s.label_, s.id_) for s in spans] for k, spans in doc.spans.items()}
    return doc.text, groups, [(e.text, e.label_, e._.normal, e.ent_id_) for e in doc.ents]


def test_a_doc_comes_back_whole(trip, minutes):
    doc = to_doc(minutes)
    back = trip(doc)
    assert told(back) == told(doc)
    assert from_doc(back) == minutes
    assert from_doc(back).text == minutes.text


def test_the_disk_keeps_a_doc(minutes, tmp_path):
    to_doc(minutes).to_disk(tmp_path / "doc")
    assert from_doc(Doc(Vocab()).from_disk(tmp_path / "doc")) == minutes


def test_the_writer_makes_the_same_docs(minutes, tmp_path):
    WRITERS["docbin"].write([minutes, minutes], tmp_path / "out.spacy")
    docs = list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("ru").vocab))
    assert [told(doc) for doc in docs] == [told(to_doc(minutes))] * 2
    assert [from_doc(doc) for doc in docs] == [minutes] * 2


def test_without_its_text_there_is_no_doc(minutes):
    with pytest.raises(ValueError, match="the text has 0 characters"):
        to_doc(codec.loads(codec.dumps(minutes)))


def test_what_carries_no_minutes_or_a_part_of_them_gives_none(minutes):
    with pytest.raises(ValueError, match="carries no minutes"):
        from_doc(Doc(Vocab(), ["план"]))
    part = to_doc(minutes)[3:9].as_doc(copy_user_data=True)
    with pytest.raises(ValueError, match="not whole"):
        from_doc(part)


def test_the_same_vocabulary_may_be_shared(minutes):
    vocab = spacy.blank("ru").vocab
    assert to_doc(minutes, vocab).vocab is vocab
    assert to_doc(minutes).vocab is to_doc(minutes).vocab


TEXTS = st.text(
    st.sampled_from("Аб1. \n\r\t«»-📡\u2028\u00a0\x85\x00\x1c\ud800e\u0301"), max_size=40
)


@given(TEXTS | st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_kept(text):
    doc = RazdelTokenizer(Vocab())(text)
    printable = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert doc.text == printable
    assert [t.idx for t in doc] == sorted({t.idx for t in doc})
    assert all(t.text.isspace() or not t.text[:1].isspace() for t in doc)


@pytest.mark.parametrize("blank", [(1, 2), (2, 3), (3, 4), (4, 5), (1, 6)])
def test_a_mention_that_is_but_a_blank_is_still_found(blank):
    text = "а  б  в"
    mention = Mention("m1", "e1", "role", Span(*blank).of(text), Span(*blank), normal="пусто")
    doc = to_doc(Minutes(Source("a", "", len(text)), Header(), mentions=(mention,), text=text))
    assert [span._.normal for span in doc.spans["mentions"]] == ["пусто"]


@given(TEXTS, st.data())
@settings(deadline=None, max_examples=60)
def test_any_spans_come_back(text, data):
    ends = st.integers(0, len(text))
    spans = [Span(min(p), max(p)) for p in data.draw(st.lists(st.tuples(ends, ends), max_size=4))]
    kinds = ("person", "organization", "role", "group")
    mentions = tuple(
        Mention(f"m{n}", "e1", kinds[n % 4], span.of(text), span) for n, span in enumerate(spans)
    )
    minutes = Minutes(Source("a", "", len(text)), Header(), mentions=mentions, text=text)
    doc = to_doc(minutes)
    back = Doc(Vocab()).from_bytes(doc.to_bytes())
    assert (from_doc(back), told(back)) == (minutes, told(doc))
    for mention in doc.spans["mentions"]:
        assert mention._.normal is not None


def test_executors_of_a_common_lead_are_marked_once(minutes):
    first, second = minutes.decisions
    both = replace(minutes, decisions=(first, replace(second, executors=first.executors)))
    doc = to_doc(both)
    assert [s.text for s in doc.spans["executors"]] == ["Отделу дорог"]


@pytest.mark.parametrize("words", [["врио.Зуевой Т.П.", "да"], ["врио.Зуевой", "Т.П.да"]])
def test_a_name_that_cuts_tokens_is_widened_and_still_known(words):
    """As where another's tokenizer keeps an abbreviation and the name in one piece."""
    doc = Doc(Vocab(), words, [True, False])
    start = doc.text.index("Зуевой")
    span = Span(start, start + len("Зуевой Т.П."))
    mentions = (
        Mention("m1", "p1", "person", span.of(doc.text), span, normal="Зуева Т.П."),
        Mention("m2", "p1", "person", "Зуевой", Span(start, start + 6), normal="Зуева"),
    )
    source = Source("a", "", len(doc.text))
    annotate(doc, Minutes(source, Header(), mentions=mentions, text=doc.text))
    assert doc.ents[0].text != "Зуевой Т.П."
    assert doc.ents[0]._.normal == "Зуева Т.П."
    assert doc[1:2]._.normal is None


def test_a_megabyte_in_one_line():
    text = "решили " * 150_000
    assert to_doc(Minutes(Source("a", "", len(text)), Header(), text=text)).text == text


def test_dumps_of_one_is_dumps_of_a_list_of_one(minutes):
    assert docbin.dumps(minutes) == docbin.dumps([minutes])

"""The gold is what its sources say, and says only what the texts say."""

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import compile_gold
import pytest

from protocol_nlp import records

CORPUS = compile_gold.CORPUS
SOURCES = compile_gold.sources(CORPUS)
each = pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: path.parent.name + "/" + path.stem
)

FIELDS = {
    record.__name__: {field.name for field in dataclasses.fields(record)}
    for record in (
        records.Header, records.Attendee, records.AgendaItem, records.Speaker, records.Decision,
        records.Executor, records.Controller, records.Deadline, records.DeadlinePart,
        records.Entity, records.Mention,
    )
}  # fmt: skip
TIMEX = re.compile(
    r"P(T?\d+[YMWDH])"
    r"|\d{4}(-(\d\d(-\d\d(T\d\d:\d\d)?)?|Q[1-4]|H[12]|W\d\d|SP|SU|FA|WI))?"
    r"|XXXX-(XX|\d\d|WXX)(-(XX|\d\d|[1-7]))?(T\d\d:\d\d)?|XXXX-XX-XXT\d\d:\d\d"
)


def _load(source: Path) -> tuple[dict[str, Any], str]:
    text = compile_gold.text_of(source)
    gold = json.loads(compile_gold.target(source).read_text("utf-8"))
    return gold, text.read_bytes().decode("utf-8")


def _spanned(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the JSON that has a span."""
    if isinstance(tree, dict):
        if "span" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for branch in tree:
            yield from _spanned(branch)


def _fold(text: str) -> str:
    return " ".join(text.split())


@each
def test_json_is_what_its_source_gives(source: Path) -> None:
    compiled = compile_gold.as_json(compile_gold.compile_source(source))
    assert compile_gold.target(source).read_text("utf-8") == compiled


@each
def test_spans_lie_in_the_text(source: Path) -> None:
    gold, text = _load(source)
    for spanned in _spanned(gold):
        start, stop = spanned["span"]
        assert 0 <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()


@each
def test_words_slice(source: Path) -> None:
    gold, text = _load(source)
    for one in [*gold["mentions"], *(d["deadline"] for d in gold["decisions"] if d["deadline"])]:
        assert text[slice(*one["span"])] == one["text"]
    for item in gold["agenda"]:
        assert _fold(text[slice(*item["span"])]) == item["title"]
    for decision in gold["decisions"]:
        whole, words = text[slice(*decision["span"])], decision["text"]
        assert whole == words or (whole[:5], whole[-5:]) == (words[:5], words[-5:])


@each
def test_decisions_follow_each_other(source: Path) -> None:
    spans = [decision["span"] for decision in _load(source)[0]["decisions"]]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@each
def test_ids_resolve(source: Path) -> None:
    gold, _ = _load(source)
    entities = {entity["id"]: entity for entity in gold["entities"]}
    people = {key for key, entity in entities.items() if entity["kind"] == "person"}
    mentions = {mention["id"]: mention for mention in gold["mentions"]}
    header = gold["header"]
    assert {header["chair"], header["secretary"], *header["signers"]} - {None} <= people
    speakers = [speaker for item in gold["agenda"] for speaker in item["speakers"]]
    assert {one["person"] for one in [*gold["attendees"], *speakers]} <= people
    bodies = {key for key, entity in entities.items() if entity["kind"] == "organization"}
    assert {entity["organization"] for entity in entities.values()} - {None} <= bodies
    for key, entity in entities.items():
        assert entity["mentions"]
        assert all(mentions[mention]["entity"] == key for mention in entity["mentions"])
    assert sum(len(entity["mentions"]) for entity in entities.values()) == len(mentions)
    for decision in gold["decisions"]:
        for who in [*decision["executors"], *decision["controllers"]]:
            assert who["name"] == entities[who["entity"]]["name"]
        assert {who["representative"] for who in decision["executors"]} - {None} <= people


@each
def test_agenda_and_decisions_agree(source: Path) -> None:
    gold, _ = _load(source)
    listed = {key: item["id"] for item in gold["agenda"] for key in item["decisions"]}
    said = {one["id"]: one["agenda_item"] for one in gold["decisions"] if one["agenda_item"]}
    assert listed == said


@each
def test_fields_are_those_of_the_contract(source: Path) -> None:
    gold, _ = _load(source)
    assert gold["schema"] == records.SCHEMA
    assert set(gold["header"]) == FIELDS["Header"]
    groups = {"attendees": "Attendee", "agenda": "AgendaItem", "decisions": "Decision"}
    groups |= {"entities": "Entity", "mentions": "Mention"}
    for key, name in groups.items():
        assert all(set(one) == FIELDS[name] for one in gold[key])
    for decision in gold["decisions"]:
        assert decision["kind"] in get_args(records.DecisionKind)
        assert decision["modality"] in get_args(records.Modality)
        assert all(set(one) == FIELDS["Executor"] for one in decision["executors"])
        assert all(set(one) == FIELDS["Controller"] for one in decision["controllers"])
        assert decision["deadline"] is None or set(decision["deadline"]) == FIELDS["Deadline"]


@each
def test_deadlines_are_whole(source: Path) -> None:
    gold, _ = _load(source)
    for decision in filter(lambda one: one["deadline"], gold["decisions"]):
        parts = decision["deadline"]["parts"]
        dues = [part["due"] for part in parts if part["due"]]
        assert decision["deadline"]["due"] in (dues or [None])
        for part in parts:
            assert set(part) == FIELDS["DeadlinePart"]
            assert part["relation"]
            for day in filter(None, (part["start"], part["due"])):
                date.fromisoformat(day)
            if part["value"]:
                ends = re.split("[/,]", part["value"])
                assert all(end == ".." or TIMEX.fullmatch(end) for end in ends), part["value"]


@each
def test_an_executor_takes_part_once_and_one_is_responsible(source: Path) -> None:
    for decision in _load(source)[0]["decisions"]:
        keys = [who["entity"] for who in decision["executors"]]
        assert len(keys) == len(set(keys))
        chiefs = [who for who in decision["executors"] if who["role"] == "responsible"]
        assert len(chiefs) == bool(keys)


def test_no_issuer_is_in_both_splits() -> None:
    table = compile_gold.tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
    assert not set(table["development"]) & set(table["test"])


def test_every_text_has_its_gold_and_every_folder_its_split() -> None:
    splits = compile_gold.issuers()
    for text in [*CORPUS.glob("development/**/*.txt"), *CORPUS.glob("test/**/*.txt")]:
        split, issuer = text.relative_to(CORPUS).parts[:2]
        assert splits[issuer] == split
        assert text.with_name(text.stem + compile_gold.SOURCE).exists()

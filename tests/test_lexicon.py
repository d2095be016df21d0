"""Every rule matches its own example and leaves its counter-example alone."""

from collections.abc import Iterable

import pytest

from protocol_nlp.lexicon import Hit, check, needles, rules, table, tables
from protocol_nlp.lexicon.needles import heads, may_begin


@pytest.mark.parametrize("name", tables())
def test_every_rule_proves_itself(name: str) -> None:
    assert check(name) == ()


def test_a_wrong_example_is_told() -> None:
    rule = rules("demo")[0]
    wrong = type(rule)(rule.name, rule.pattern, ("ночь",), ("за 3 дня",))
    assert len(list(wrong.failures())) == 2


def every_list() -> list[tuple[str, str]]:
    """The lists of rules of all tables whose patterns are regular expressions."""
    return [
        (name, section)
        for name in tables()
        if not name.startswith("deadlines/") or name == "deadlines/extent"
        for section, entries in table(name).items()
        if isinstance(entries, list) and entries and isinstance(entries[0], dict)
        if "pattern" in entries[0]
    ]


@pytest.mark.parametrize(("name", "section"), every_list())
def test_a_cheap_look_changes_no_answer(name: str, section: str) -> None:
    """Whatever is known of the patterns, a list answers as a loop over its rules does."""
    known = rules(name, section)
    phrases = {p for rule in known for p in (*rule.match, *rule.no)}
    for words in phrases | {p.upper() for p in phrases} | {f"Итак, {p}!\nВсё." for p in phrases}:
        found = [(rule, m) for rule in known if (m := rule.regex.search(words))]
        opening = [(rule, m) for rule in known if (m := rule.regex.match(words))]
        assert _told(known.firsts(words)) == _told(found)
        assert _told(filter(None, [known.first(words)])) == _told(found[:1])
        assert known.finds(words) is bool(found)
        assert known.opens(words) is bool(opening)
        assert _told(filter(None, [known.opening(words)])) == _told(opening[:1])


def _told(hits: Iterable[Hit]) -> list[tuple[str, tuple[int, int], dict[str, str]]]:
    return [(rule.name, match.span(), match.groupdict()) for rule, match in hits]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"поруч(?:ить|ено)\b", ("поруч",)),
        (r"(?:до|к)\s+\d+", ()),
        (r"(?:срок|дата)\s*[:–]?", ("дата", "срок")),
        (r"^\s*(?:в\s+)?(?:целях)?\s*№", ("№",)),
        (r"[её]ж", ("ёж", "еж")),
        (r"а{3}б?", ()),
    ],
)
def test_needles(pattern: str, wanted: tuple[str, ...]) -> None:
    assert set(needles(pattern, 0)) == set(wanted)


@pytest.mark.parametrize(
    ("pattern", "letters", "others"),
    [
        (r"^\s*(?:не\s+)?поруч", "ПнН \t", "с1"),
        (r"^(?:\d{1,2}\.|[а-в]\))?\s*№", "1бВ №", "г."),
        (r"^(?i:к)\b|^(?!до)[^с]", "кКдс", ""),
        (r"^(?:ст|пр)+?\.", "сП", "т"),
        (r"^(?<=\n)\W*срок", "с«-", "д5_"),
    ],
)
def test_first_letters(pattern: str, letters: str, others: str) -> None:
    first = heads(pattern, 0)
    assert all(may_begin(letter, first) for letter in ("", *letters))
    assert not any(may_begin(letter, first) for letter in others)
